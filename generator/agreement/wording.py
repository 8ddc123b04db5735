"""What pages say in words: the nets that read prose, over every text of the project, each text taken apart once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from generator.agreement.claiming import Claims
from generator.agreement.claims import Reading
from generator.agreement.expressions import strings_in
from generator.agreement.heard import Heard
from generator.agreement.naming import check_named, check_named_notes
from generator.agreement.navigation import check_navigation, read_navigation
from generator.agreement.notes import notes_in, texts_of_settings, texts_of_templates, titles_in
from generator.agreement.phrases import check_phrases
from generator.agreement.prose import Text, texts_in
from generator.agreement.scripts import Scripts
from generator.agreement.shipped import unlike_shipped
from generator.agreement.terminology import Lexicons, Twins, check_concepts, check_notes, check_words, lexicons_of
from generator.agreement.titled import check_titles
from generator.agreement.tongues import check_tongues
from generator.finding import LANGUAGES, Finding
from generator.playbook.page import Page, Playbook, Reply
from generator.policy.model import Policy


class Wording:
    """The nets that read words, each with its book, made once for all texts of a project when it is first asked.

    Beside its own words, a page or reply is judged by nothing of the playbook but which rules the pages cover.
    """

    def __init__(self, policy: Policy, playbook: Playbook) -> None:
        self._policy, self._replies, self._covers = policy, playbook.only_replies, playbook.covers
        self._heard = Heard()

    @cached_property
    def _lexicons(self) -> Lexicons:
        return lexicons_of(self._policy)

    @cached_property
    def _scripts(self) -> Scripts:
        return Scripts(self._policy)

    @cached_property
    def _claims(self) -> Claims:
        return Claims(self._policy, self._covers)

    @cached_property
    def _twins(self) -> Twins:
        return Twins(self._policy, self._lexicons)

    def check_pages(self, part: Playbook) -> Iterator[Finding]:
        """Findings about the words of these pages and replies."""
        for each in _side_by_side(part):
            texts = [(held, texts_in(held)) for held in each]
            for held, of in texts:
                for text in of:
                    yield from self._check_text(held, text)
            for en, zh in _twins(texts):
                yield from self._twins.check(en, zh)

    def _check_text(self, held: Page | Reply, text: Text) -> Iterator[Finding]:
        to_buyer = isinstance(held, Reply)
        claimed: dict[str, tuple[Reading, ...]] = self._heard.claimed_in(text, to_buyer=to_buyer)
        new = self._heard.new_in(text, to_buyer=to_buyer)
        if new.blocks:
            found = (
                *check_words(self._policy, (new,), self._lexicons),
                *check_named((new,)),
                *self._scripts.check((new,)),
            )
            yield from found
            more = self._claims.read(held, new)
            claimed |= more
            if not found:
                self._heard.learn(new, more, to_buyer=to_buyer)
        yield from self._claims.judge(held, text, claimed)

    def check_policy(self, overrides: Path, root: Path) -> Iterator[Finding]:
        """Findings about the words of notes, settings and templates."""
        policy, lexicons, scripts, claims = self._policy, self._lexicons, self._scripts, self._claims
        speaking = notes_in(policy, self._replies)
        notes = tuple(note.plainly for note in speaking)
        frames = (*texts_of_templates(overrides, root), *texts_of_settings(root))
        yield from check_words(policy, frames, lexicons)
        yield from check_notes(policy, notes, lexicons)
        yield from check_named(frames)
        yield from check_named_notes(speaking)
        yield from scripts.check_notes(notes)
        yield from check_tongues(overrides, root, scripts, unlike_shipped(overrides))
        navigation = read_navigation(root)
        yield from check_navigation(navigation)
        yield from scripts.check_notes((lang, *name) for lang, side in navigation.items() for name in side.names)
        yield from check_concepts(policy)
        yield from check_phrases(policy)
        titles = titles_in(policy)
        yield from claims.check_notes((*speaking, *titles))
        yield from check_titles(policy, claims.grants.parts, titles)
        yield from claims.check_frames(frames, strings_in(overrides, root))


def _side_by_side(playbook: Playbook) -> Iterator[tuple[Page | Reply, ...]]:
    """Each page and each reply with its twin, so that no more than two are taken apart at a time."""
    for held in (playbook.pages, playbook.replies):
        for name in dict.fromkeys(name for _, name in held):
            yield tuple(held[lang, name] for lang in LANGUAGES if (lang, name) in held)


def _twins(texts: Sequence[tuple[Page | Reply, tuple[Text, ...]]]) -> Iterator[tuple[Text, Text]]:
    """The texts of one name in both languages, of pages and replies whose headings agree."""
    if len(texts) < len(LANGUAGES):
        return
    (ours, english), (theirs, chinese) = texts
    if levels_of(ours) == levels_of(theirs):
        named = {text.name: text for text in chinese}
        yield from ((text, named[text.name]) for text in english if text.name in named)


def levels_of(held: Page | Reply) -> list[int]:
    """The levels of its headings, in order."""
    return [heading.level for heading in held.headings] if isinstance(held, Page) else []
