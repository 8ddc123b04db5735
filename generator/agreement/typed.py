"""Net 2: values typed by hand. Prose quotes the policy; a quantity that somebody typed is a finding.

Equal to a term, it should have been a quotation. Different from every term, it contradicts the policy or is no
policy matter, and then it says so with ``literal``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from generator.agreement.asides import of_policy
from generator.agreement.evident import Evident
from generator.agreement.meant import NOWHERE, Meant, Scene, sentence_around
from generator.finding import Finding, Place
from generator.language.position import positions
from generator.language.read import Reading, read
from generator.playbook.blanking import blank_out
from generator.playbook.outline import LIST_MARK
from generator.playbook.page import Page, Quotation, Reply, Template
from generator.playbook.quotation import read_template
from generator.policy.lookup import terms_of
from generator.policy.model import Bilingual, Label, Policy

NEAREST = 3
"""How many terms a finding names where none is equal."""

_ADDRESS = re.compile(r"<https?://[^<>\s]*>|https?://\S+|\{\s*#[\w.-]+\s*\}|\[\[[^\[\]\n]*\]\]")
_HEADING = "\n#"
_MARK = re.compile(rf"{LIST_MARK.pattern}|^ {{0,3}}#{{1,6}}[ \t]", re.MULTILINE)
"""What makes a line an item or a heading; in Chinese a # right before a number would make that an order's."""
_LITERAL = re.compile(r"literal\(\s*(['\"])(.*?)\1")


def terms_behind(policy: Policy, held: Page | Reply) -> frozenset[str]:
    """The terms of the rules that a page or reply is about."""
    rules = held.covers if isinstance(held, Page) else held.serves
    return frozenset(term for rule in rules if rule.name in policy.rules for term in terms_of(policy.rules[rule.name]))


def prose_of(template: Template) -> str:
    """The text of a template as a reader of quantities should see it: addresses and quotations blanked out.

    Code is read as well: a reader of the page sees its numbers like any others. Each item of a list is a paragraph.
    """
    text = blank_out(template.bare, [match.span() for match in _ADDRESS.finditer(template.bare)])
    return _MARK.sub(lambda match: "\n" + " " * (len(match[0]) - 1), text)


def prose_with_literals(text: str, path: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text as a reader of quantities should see it, the words of ``literal`` left in, and where those stand."""
    template, _ = read_template(text, path, positions(text).at)
    prose = list(prose_of(template))
    literals = []
    for quotation in template.quotations:
        if match := _LITERAL.match(quotation.source):
            start = text.index(quotation.source, quotation.start) + match.start(2)
            end = start + len(match[2])
            prose[start:end] = text[start:end]
            literals.append((start, end))
    return "".join(prose), tuple(literals)


def check_page(page: Page, meant: Meant, dollar: str, likely: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Findings about the quantities typed in a page: title, description, answer and body.

    ``likely`` are the terms of the rules that the page is about: of several that are equal, one of them is meant.
    """
    templates = [page.title, page.description, page.body, *([page.answer] if page.answer else [])]
    for template in templates:
        yield from _check_template(template, page.lang, meant, dollar, likely, page.title.text)
    if page.says:
        yield from check_text(page.says, page.says_place, page.lang, meant, dollar, likely)


def check_reply(reply: Reply, meant: Meant, dollar: str, likely: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Findings about the quantities typed in a reply: title, labels of blanks and body."""
    for template in (reply.title, reply.body):
        yield from _check_template(template, reply.lang, meant, dollar, likely, reply.title.text)
    for blank in reply.blanks.values():
        yield from _check_bilingual(blank.label, reply.place, meant, dollar)


def check_policy(policy: Policy, meant: Meant, dollar: str) -> Iterator[Finding]:
    """Findings about the quantities typed in the names and notes of the policy itself."""
    for bilingual, place in _policy_texts(policy):
        yield from _check_bilingual(bilingual, place, meant, dollar)


def check_text(
    text: str, place: Place, lang: str, meant: Meant, dollar: str, likely: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Findings about the quantities typed in a text whose own place is all that is known."""
    for reading in of_policy(text, lang, read(text, lang, dollar=dollar)):
        begin, end = sentence_around(text, reading.start, reading.end)
        scene = Scene(lang, text[begin : reading.start], text[reading.end : end], likely=likely)
        yield finding_of(reading, place, meant, scene)


def _check_template(
    template: Template, lang: str, meant: Meant, dollar: str, likely: frozenset[str], title: str
) -> Iterator[Finding]:
    prose = prose_of(template)
    readings = of_policy(prose, lang, read(prose, lang, dollar=dollar))
    yield from _check_literals(template, prose, lang, meant, dollar, likely, title)
    if not readings:
        return
    at = positions(template.text).at
    for reading in readings:
        line, column = at(reading.start)
        shift = template.place.column - 1 if line == 1 else 0
        place = Place(template.place.path, template.place.line + line - 1, column + shift)
        yield finding_of(reading, place, meant, scene_of(template, prose, reading, lang, likely, title))


def _check_literals(
    template: Template, prose: str, lang: str, meant: Meant, dollar: str, likely: frozenset[str], title: str
) -> Iterator[Finding]:
    """Findings about values that are marked as no matter of the policy where the words around speak of a term."""
    for quotation in template.quotations:
        match = _LITERAL.match(quotation.source)
        for reading in read(match[2], lang, dollar=dollar) if match else ():
            if reading.value is not None:
                scene = scene_of(template, prose, quotation, lang, likely, title)
                if known := meant.surely(reading.value, scene):
                    facts = {"text": reading.text, "term": known.term, "own": str(known.quantity)}
                    yield Finding("SP307", quotation.place, facts, known.term)


def scene_of(
    template: Template, prose: str, reading: Reading | Quotation, lang: str, likely: frozenset[str], title: str = ""
) -> Scene:
    """Where a quantity was typed; ``title`` is that of its page."""
    begin, end = template.text.rfind(_HEADING, 0, reading.start) + 1, template.text.find(_HEADING, reading.end)
    head = template.text[begin:].partition("\n")[0] if begin else ""
    first, last = sentence_around(prose, reading.start, reading.end)
    return Scene(
        lang,
        prose[first : reading.start],
        prose[reading.end : last],
        f"{title} {head}",
        likely,
        quoted=_named_in(template, begin, end if end >= 0 else len(template.text)),
        beside=_named_in(template, first, last),
    )


def _named_in(template: Template, begin: int, end: int) -> frozenset[str]:
    return frozenset(name for each in template.quotations if begin <= each.start < end for name in each.names)


def _check_bilingual(text: Bilingual, place: Place, meant: Meant, dollar: str) -> Iterator[Finding]:
    for lang in ("en", "zh"):
        yield from check_text(text[lang], text.place(lang, place), lang, meant, dollar)


def _policy_texts(policy: Policy) -> Iterator[tuple[Bilingual, Place]]:
    shop = policy.shop
    yield from ((text, shop.place) for text in (shop.name, shop.seller, shop.address, shop.hours) if text)
    for section in policy.sections.values():
        yield section.title, section.place
        if section.intro:
            yield section.intro, section.place
    for term in policy.terms.values():
        yield term.name, term.place
        if term.note:
            yield term.note, term.place
    for rule in policy.rules.values():
        for text in (rule.title, rule.note, rule.staff_note):
            if text:
                yield text, rule.place
    for concept in policy.concepts.values():
        if concept.meaning:
            yield concept.meaning, concept.place
        yield from _pairs(concept.en, concept.zh, concept.place)
    for claim in policy.claims.values():
        yield from _pairs(claim.en, claim.zh, claim.place)
    for label, place in _labels(policy):
        yield from _pairs(label.en, label.zh, place)


def _pairs(en: tuple[str, ...], zh: tuple[str, ...], place: Place) -> Iterator[tuple[Bilingual, Place]]:
    """The words of both languages two by two, whichever has more."""
    return ((Bilingual(ours, theirs), place) for ours, theirs in zip_longest(en, zh, fillvalue=""))


def _labels(policy: Policy) -> Iterator[tuple[Label, Place]]:
    scopes = policy.scopes
    for fact in scopes.facts.values():
        yield from ((label, fact.place) for label in (*fact.values.values(), *([fact.label] if fact.label else [])))
    for vocabulary in (scopes.evidence, scopes.roles, scopes.places):
        yield from ((named.label, named.place) for named in vocabulary.values())
    yield from ((ladder.label, ladder.place) for ladder in policy.ladders.values())
    yield from ((escalation.label, escalation.place) for escalation in policy.escalations.values())
    yield from ((event.label, event.place) for event in scopes.events.values())
    yield from ((group.label, group.place) for group in scopes.groups.values() if group.label)
    yield from ((season.label, season.place) for season in scopes.seasons.values() if season.label)
    yield from ((calendar.label, calendar.place) for calendar in scopes.calendars.values() if calendar.label)


def finding_of(reading: Reading, place: Place, meant: Meant, scene: Scene = NOWHERE) -> Finding:
    """What a typed quantity is: equal to a term, unlike any that can be meant, ambiguous, or not to be read at all."""
    if reading.value is None:
        if reading.could_be:
            return Finding("SP304", place, {"text": reading.text, "values": ", ".join(map(str, reading.could_be))})
        return Finding("SP303", place, {"text": reading.text})
    facts: dict[str, str | tuple[str, str]] = {"text": reading.text, "value": str(reading.value)}
    same, near = meant.told_by(reading.value, scene)
    if same:
        term = same[0].term
        terms = ", ".join(held.term for held in same[:NEAREST])
        told = Evident(meant).said((held.term for held in same), reading.value, scene)
        return Finding("SP301", place, facts | {"terms": terms, "advice": _advice(told, terms)}, told or term)
    listed = "; ".join(f"{held.term} = {held.quantity}" for held in near[:NEAREST]) or "-"
    return Finding("SP302", place, facts | {"near": listed}, near[0].term if near else None)


def _advice(term: str | None, terms: str) -> tuple[str, str]:
    """What to write instead, in both languages: the term that the words around mean, or else a choice for a person."""
    if term:
        return f"Write {{{{ {term} }}}}.", f"请写成 {{{{ {term} }}}}。"
    return (
        f"The words around do not say that this is what is meant. If it is, say so and quote it ({terms}); "
        "if it is no matter of the policy, use literal; else the sentence contradicts the policy.",
        f"前后的文字没有表明说的就是它。若是，请写明并引用（{terms}）；若与政策无关，请用 literal；"
        "否则这句话与政策矛盾。",
    )
