"""Net 2, the stories of examples: a case has lengths and amounts of its own, and both languages tell the same ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.finding import LANGUAGES, Finding
from generator.language.read import may_say, read
from generator.policy.model import Worded


def check_told(worded: Iterable[Worded], dollar: str) -> Iterator[Finding]:
    """Findings about texts of which one language states a quantity that the other does not."""
    for text in worded:
        if not any(may_say(words, lang) for words, lang in zip(text.words, LANGUAGES, strict=True)):
            continue
        ours, theirs = (
            [(str(found.value or found.text), found.text) for found in read(words, lang, dollar=dollar)]
            for words, lang in zip(text.words, LANGUAGES, strict=True)
        )
        for mine, yours, at in ((ours, theirs, 0), (theirs, ours, 1)):
            left = Counter(value for value, _ in mine) - Counter(value for value, _ in yours)
            if said := next((said for value, said in mine if value in left), None):
                yield Finding("SP306", text.places[at], {"text": said, "other": str(text.places[1 - at])})
                break
