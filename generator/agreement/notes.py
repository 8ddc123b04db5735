"""The prose of the policy itself: names, notes, introductions, meanings; and the words of templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.agreement.prose import Text, text_of
from generator.agreement.templates import prose_of_template, without_comments
from generator.finding import LANGUAGES, Place
from generator.playbook.page import Playbook, Template
from generator.policy.files import read_source
from generator.policy.lookup import terms_of
from generator.policy.model import Bilingual, Label, Policy


@dataclass(frozen=True, slots=True)
class Note:
    """A text of the policy in one language. ``rules``: those it speaks of; empty where it speaks of none alone."""

    lang: str
    words: str
    place: Place
    rules: tuple[str, ...] = ()

    @property
    def plainly(self) -> tuple[str, str, Place]:
        """Language, words, place."""
        return self.lang, self.words, self.place


def notes_in(policy: Policy, playbook: Playbook) -> tuple[Note, ...]:
    """Every text of the policy that speaks for the shop, and the labels of blanks.

    Titles of rules are left out: they are in the buyer's words. So are the names of the shop, and the agreed words.
    """
    labels = ((blank.label, reply.place, ()) for reply in playbook.replies.values() for blank in reply.blanks.values())
    return (*notes_of(policy), *_both(labels))


def notes_of(policy: Policy) -> tuple[Note, ...]:
    """The same of the policy alone."""
    return tuple(_both(_texts(policy)))


def _both(texts: Iterable[tuple[Bilingual, Place, tuple[str, ...]]]) -> Iterator[Note]:
    return (
        Note(lang, text[lang], text.place(lang, place), rules) for text, place, rules in texts for lang in LANGUAGES
    )


def titles_in(policy: Policy) -> tuple[Note, ...]:
    """The titles of rules: in the buyer's words, and still headings of the page that buyers read."""
    titled = [(rule, rule.title) for rule in policy.rules.values() if rule.title]
    return tuple(
        Note(lang, title[lang], title.place(lang, rule.place), (rule.id,))
        for rule, title in titled
        for lang in LANGUAGES
    )


def _texts(policy: Policy) -> Iterator[tuple[Bilingual, Place, tuple[str, ...]]]:
    users: dict[str, list[str]] = {}
    for rule in policy.rules.values():
        for used in terms_of(rule):
            users.setdefault(used, []).append(rule.id)
        yield from ((text, rule.place, (rule.id,)) for text in (rule.note, rule.staff_note) if text)
    for term in policy.terms.values():
        yield from ((text, term.place, tuple(users.get(term.id, ()))) for text in (term.name, term.note) if text)
    for section in policy.sections.values():
        rules = tuple(rule.id for rule in section.rules)
        yield from ((text, section.place, rules) for text in (section.title, section.intro) if text)
    yield from ((one.meaning, one.place, ()) for one in policy.concepts.values() if one.meaning)
    yield from ((Bilingual(en, zh), place, ()) for label, place in _labels(policy) for en, zh in _forms(label))


def _labels(policy: Policy) -> Iterator[tuple[Label, Place]]:
    scopes = policy.scopes
    for fact in scopes.facts.values():
        yield from ((label, fact.place) for label in (*fact.values.values(), fact.label) if label)
    yield from ((event.label, event.place) for event in scopes.events.values())
    for vocabulary in (scopes.evidence, scopes.roles, scopes.places):
        yield from ((named.label, named.place) for named in vocabulary.values())
    yield from ((group.label, group.place) for group in scopes.groups.values() if group.label)
    yield from ((season.label, season.place) for season in scopes.seasons.values() if season.label)
    yield from ((calendar.label, calendar.place) for calendar in scopes.calendars.values() if calendar.label)
    yield from ((ladder.label, ladder.place) for ladder in policy.ladders.values())
    yield from ((escalation.label, escalation.place) for escalation in policy.escalations.values())


def _forms(label: Label) -> Iterator[tuple[str, str]]:
    most = max(len(label.en), len(label.zh))
    pad = ("",) * most
    return zip((*label.en, *pad)[:most], (*label.zh, *pad)[:most], strict=True)


def texts_of_templates(overrides: Path, root: Path) -> Iterator[Text]:
    """The words of a project's own templates, in both languages: which one they are in, a template does not say."""
    if not overrides.is_relative_to(root):
        return
    for path in sorted(path for kind in ("*.html", "*.j2") for path in overrides.rglob(kind)):
        name = path.relative_to(root).as_posix()
        source, _ = read_source(path, name)
        template = Template(prose_of_template(source), (), Place(name, 1, 1))
        yield from (text_of("template", lang, template) for lang in LANGUAGES)


def texts_of_settings(root: Path) -> Iterator[Text]:
    """The words of ``mkdocs.yml`` (the site's name and description, titles in the navigation), in both languages."""
    source, _ = read_source(root / "mkdocs.yml", "mkdocs.yml")
    template = Template(without_comments(source), (), Place("mkdocs.yml", 1, 1))
    yield from (text_of("settings", lang, template) for lang in LANGUAGES)
