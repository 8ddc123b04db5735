"""``python -m tests.benchmarks.reading PYTHON``: precision and recall of the reader of quantities, beside other tools.

``PYTHON`` is the interpreter of an environment with ``requirements/reading.txt`` (``make reading`` makes it). Every
tool gets the same sentences of ``tests/corpus`` in the same run; ``tools.py`` says how their answers are compared.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.benchmarks.reading import tools
from tests.corpus.sentences import HANDS, KINDS, LANGUAGES, sentences

OURS = "samepage"
NAMES = (OURS, "recognizers-text", "jionlp", "pofilter")
LANGUAGE_NAMES = {"en": "English", "zh": "Chinese"}


def main(words: Sequence[str]) -> int:
    """Prints a table for each hand and both together; 1 if our reader missed or wrongly found anything."""
    if len(words) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    by_hand = {hand: measure(words[0], hand) for hand in HANDS}
    everything = {tool: tools.together([scores[tool] for scores in by_hand.values()]) for tool in NAMES}
    for title, scores in (*by_hand.items(), ("both hands", everything)):
        report(title, scores)
    ours = everything[OURS].values()
    return 1 if any(one.missed or one.wrong or one.valued != one.right for one in ours) else 0


def measure(python: str, hand: str) -> dict[str, tools.Scores]:
    """The scores of every tool on the sentences of one hand."""
    corpus = [sentence for lang in LANGUAGES for sentence in sentences(hand, lang)]
    microsoft, broken = tools.recognizers(python, corpus)
    chinese, torn = tools.jionlp(python, corpus)
    for tool, count in zip(NAMES[1:3], (broken, torn), strict=True):
        if count:
            print(f"{tool} broke on {count} of {len(corpus)} sentences ({hand})")
    ours, pairs = tools.samepage(corpus), tools.pofilter(python, corpus)
    return dict(zip(NAMES, (ours, microsoft, chinese, pairs), strict=True))


def report(title: str, scores: dict[str, tools.Scores]) -> None:
    """Prints a table: for each language and kind, what each tool found."""
    print(f"\n{title}")
    print(f"  {'':<18}{'':<18}{'right':>7}{'missed':>8}{'wrong':>7}{'precision':>11}{'recall':>9}{'value right':>13}")
    for lang in LANGUAGES:
        for kind in KINDS:
            label = f"{LANGUAGE_NAMES[lang]} {kind}"
            for tool in NAMES:
                one = scores[tool].get((lang, kind))
                if one is None:
                    continue
                valued = _share(one.valued / one.right if one.right and tool != "pofilter" else None)
                print(
                    f"  {label:<18}{tool:<18}{one.right:>7}{one.missed:>8}{one.wrong:>7}"
                    f"{_share(one.precision):>11}{_share(one.recall):>9}{valued:>13}"
                )
                label = ""


def _share(part: float | None) -> str:
    return "-" if part is None else f"{part:.1%}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
