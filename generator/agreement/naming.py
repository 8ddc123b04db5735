"""Net 2, values that are called by a name: no term can be compared with "by Friday" or 元宵节前, so none is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.agreement.notes import Note
from generator.agreement.prose import Text, speaks_for_itself, unspoken
from generator.agreement.searched import Literals
from generator.finding import LANGUAGES, Finding
from generator.language.named import cues_of, named_values

_CUES = {lang: Literals(cues_of(lang), exactly=True) for lang in LANGUAGES}


def check_named(texts: Iterable[Text]) -> Iterator[Finding]:
    """Findings about texts whose places are known."""
    for text in texts:
        cues = tuple(_CUES[text.lang].within(text.searched))
        for block in text.blocks if cues else ():
            if any(cue in block.words for cue in cues) and speaks_for_itself(block):
                for found in named_values(unspoken(block.words), text.lang, cues):
                    yield Finding("SP305", text.place(block.offset(found.start)), {"text": found.text})


def check_named_notes(notes: Iterable[Note]) -> Iterator[Finding]:
    """Findings about the texts of the policy itself."""
    for note in notes:
        for found in named_values(note.words, note.lang):
            yield Finding("SP305", note.place, {"text": found.text})
