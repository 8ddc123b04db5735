"""``python -m tests.playbook.figures``: what the knowledge base is like in figures, in both languages.

Where each piece of advice and each kind of case stands, how long the pages are, how much two of them share, how easy
the English reads (Flesch-Kincaid: the years of school that a sentence asks for), and how many words are used that the
glossary says not to use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations
from statistics import mean, median
from typing import Any

from generator.agreement.lexicon import lexicon_of
from generator.playbook.load import load_playbook
from generator.playbook.page import Page
from generator.policy.load import load_policy
from tests.playbook.test_knowledge_base import COVERAGE, LANGS, LINK, QUOTATION, ROOT, places, playbooks, sentences

WORD = {"en": re.compile(r"[A-Za-z]+(?:'[a-z]+)?"), "zh": re.compile(r"[\u4e00-\u9fff]|[A-Za-z]+")}
VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """How many syllables an English word has, near enough.

    >>> [syllables(word) for word in ("buyer", "refund", "late", "carrier")]
    [1, 2, 1, 2]
    """
    silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, len(VOWELS.findall(word.lower())) - silent)


def years_of_school(told: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of some sentences."""
    of_each = [WORD["en"].findall(sentence) for sentence in told]
    words = [word for some in of_each for word in some]
    return 0.39 * len(words) / len(of_each) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def length(page: Page) -> int:
    """The words of a page, in Chinese its characters, without what it quotes."""
    return len(WORD[page.lang].findall(LINK.sub("", QUOTATION.sub("", page.body.text))))


def table(kind: str) -> Iterable[str]:
    """A line for each entry of the coverage table: where it stands, under the same heading in both languages."""
    entries: dict[Any, Any] = COVERAGE[kind]
    for name, entry in entries.items():
        yield f"{name}: " + ", ".join(f"{path}#{anchor}" for path, anchor in places(entry))


def main() -> None:
    """Prints every figure."""
    policy, _ = load_policy(ROOT)
    playbook = load_playbook(ROOT)[0]
    assert policy is not None
    for kind in ("advice", "cases"):
        print(f"# {kind}: {len(COVERAGE[kind])}", *table(kind), sep="\n")
    for lang in LANGS:
        pages = playbooks(playbook, lang)
        long = sorted((length(page), path) for path, page in pages.items())
        told = {path: sentences(page) for path, page in pages.items()}
        shared = max(
            (len(told[a] & told[b]) / min(len(told[a]), len(told[b])), f"{a} and {b}") for a, b in combinations(told, 2)
        )
        print(f"# {lang}: {len(pages)} playbooks, {sum(lang == each for each, _ in playbook.replies)} replies")
        print(f"words: {sum(n for n, _ in long)}, median {median(n for n, _ in long)}, from {long[0]} to {long[-1]}")
        print(f"most shared sentences of two playbooks: {shared[0]:.1%} ({shared[1]})")
    grades = {
        path: years_of_school(told) for path, page in playbooks(playbook, "en").items() if (told := sentences(page))
    }
    hardest = max(grades, key=lambda path: grades[path])
    print(f"# reading level of the English: {mean(grades.values()):.1f}; hardest {grades[hardest]:.1f} ({hardest})")
    for lang in LANGS:
        lexicon = lexicon_of(policy, lang)
        texts = [QUOTATION.sub("", page.body.text) for page in playbooks(playbook, lang).values()]
        texts += [QUOTATION.sub("", reply.body.text) for (each, _), reply in playbook.replies.items() if each == lang]
        hits = [hit for text in texts for hit in lexicon.hits(text)]
        right = [hit.concept for hit in hits if hit.concept and not hit.avoided]
        said = f"{len(set(right))} of {len(policy.concepts)} concepts named {len(right)} times by an agreed word"
        print(
            f"# glossary, {lang}: {said}, {sum(hit.avoided for hit in hits)} times by a word to avoid, quotes included"
        )


if __name__ == "__main__":
    main()
