"""``python -m tests.corpus``: records where the quantities of the corpus stand, as the reader sees them now.

What they are is written by hand and never taken from an output; where they stand is recorded, and read in the diff.
Sentences that are read otherwise than they were told are named, and no place of theirs is recorded.
"""

from __future__ import annotations

import sys

from generator.language.read import read
from tests.corpus.sentences import FILES, HERE, LANGUAGES, as_places, as_told, sentences

HEAD = {
    "en": "# sentence | for each of its quantities: the offset in characters, and the words (python -m tests.corpus)",
    "zh": "# 句子 | 其中每个数量的起始位置（按字符计）和原文（python -m tests.corpus）",
}


def main() -> int:
    """Writes the places files; 1 if a sentence says something else than was told."""
    differing = 0
    for lang in LANGUAGES:
        rows = [HEAD[lang]]
        for sentence in (sentence for file in FILES for sentence in sentences(file, lang)):
            found = read(sentence.text, lang)
            told = tuple(map(as_told, found))
            if told != sentence.told:
                differing += 1
                print(f"{sentence.file}.{lang}.txt:{sentence.line}: {sentence.text}: {told}", file=sys.stderr)
            elif found:
                rows.append(as_places(sentence.text, found))
        (HERE / f"places.{lang}.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
