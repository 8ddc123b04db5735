"""What pages say in words: the nets that read prose, over every text of the project, each text taken apart once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from generator.agreement.claiming import Claims, check_phrases
from generator.agreement.expressions import strings_in
from generator.agreement.naming import check_named, check_named_notes
from generator.agreement.navigation import check_navigation, read_navigation
from generator.agreement.notes import notes_in, texts_of_settings, texts_of_templates, titles_in
from generator.agreement.prose import Text, texts_in
from generator.agreement.scripts import Scripts
from generator.agreement.terminology import Twins, check_concepts, check_notes, check_words, lexicons_of
from generator.agreement.tongues import check_tongues
from generator.finding import Finding
from generator.playbook.page import Page, Playbook, Reply
from generator.policy.model import Policy


def check_wording(policy: Policy, playbook: Playbook, overrides: Path, root: Path) -> Iterator[Finding]:
    """Findings about the words of pages, replies, notes and templates."""
    held: list[Page | Reply] = [*playbook.pages.values(), *playbook.replies.values()]
    texts = [(each, texts_in(each)) for each in held]
    flat = tuple(chain.from_iterable(of for _, of in texts))
    speaking = notes_in(policy, playbook)
    notes = tuple(note.plainly for note in speaking)
    lexicons = lexicons_of(policy)
    frames = (*texts_of_templates(overrides, root), *texts_of_settings(root))
    yield from check_words(policy, (*flat, *frames), lexicons)
    yield from check_notes(policy, notes, lexicons)
    yield from check_named((*flat, *frames))
    yield from check_named_notes(speaking)
    scripts = Scripts(policy)
    yield from scripts.check(flat)
    yield from scripts.check_notes(notes)
    yield from check_tongues(overrides, root, scripts)
    navigation = read_navigation(root)
    yield from check_navigation(navigation)
    yield from scripts.check_notes((lang, *name) for lang, side in navigation.items() for name in side.names)
    yield from check_concepts(policy)
    twins = Twins(policy, lexicons)
    for en, zh in _twins(texts):
        yield from twins.check(en, zh)
    claims = Claims(policy, playbook)
    yield from check_phrases(policy)
    for one, of in texts:
        yield from claims.check(one, of)
    yield from claims.check_notes((*speaking, *titles_in(policy)))
    yield from claims.check_frames(frames, strings_in(overrides, root))


def _twins(texts: list[tuple[Page | Reply, tuple[Text, ...]]]) -> Iterator[tuple[Text, Text]]:
    """The texts of one name in both languages, of pages and replies whose headings agree."""
    found = {(held.lang, type(held), name_of(held)): (held, of) for held, of in texts}
    for (lang, kind, name), (held, of) in found.items():
        other = found.get(("zh", kind, name))
        if lang == "en" and other and levels_of(held) == levels_of(other[0]):
            theirs = {text.name: text for text in other[1]}
            yield from ((text, theirs[text.name]) for text in of if text.name in theirs)


def name_of(held: Page | Reply) -> str:
    """What both languages call it."""
    return held.path if isinstance(held, Page) else held.name


def levels_of(held: Page | Reply) -> list[int]:
    """The levels of its headings, in order."""
    return [heading.level for heading in held.headings] if isinstance(held, Page) else []
