"""Net 2: values typed by hand. Prose quotes the policy; a quantity that somebody typed is a finding.

Equal to a term, it should have been a quotation. Different from every term, it contradicts the policy or is no
policy matter, and then it says so with ``literal``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from generator.agreement.asides import of_policy
from generator.finding import Finding, Place
from generator.language.position import positions
from generator.language.read import Reading, read
from generator.playbook.blanking import blank_out
from generator.playbook.outline import LIST_MARK
from generator.playbook.page import Page, Reply, Template
from generator.playbook.quotation import read_template
from generator.policy.lookup import leaves, terms_of
from generator.policy.model import Bilingual, Label, Policy
from generator.policy.values import Day, Duration, Money, Percent, Quantity, Unit, minor_digits, quantities_in

NEAREST = 3
"""How many terms a finding names where none is equal."""

_ADDRESS = re.compile(r"<https?://[^<>\s]*>|https?://\S+|\{\s*#[\w.-]+\s*\}|\[\[[^\[\]\n]*\]\]")
_MARK = re.compile(rf"{LIST_MARK.pattern}|^ {{0,3}}#{{1,6}}[ \t]", re.MULTILINE)
"""What makes a line an item or a heading; in Chinese a # right before a number would make that an order's."""
_LITERAL = re.compile(r"literal\(\s*(['\"])(.*?)\1")
_SECONDS = {
    Unit.SECOND: 1,
    Unit.MINUTE: 60,
    Unit.HOUR: 3_600,
    Unit.DAY: 86_400,
    Unit.BUSINESS_DAY: 86_400,
    Unit.WEEK: 604_800,
    Unit.MONTH: 2_592_000,
    Unit.YEAR: 31_536_000,
}


@dataclass(frozen=True, slots=True)
class Known:
    """A quantity of the policy and the term that holds it; ``alone`` if the term is that one quantity."""

    term: str
    quantity: Quantity
    alone: bool


def known_quantities(policy: Policy) -> tuple[Known, ...]:
    """Every quantity that a term holds, in the order of the policy."""
    found = []
    for term in policy.terms.values():
        held = [(path, quantity) for path, leaf in leaves(term.value) for quantity in quantities_in(leaf)]
        found += [Known(term.id, quantity, len(held) == 1) for _, quantity in held]
    return tuple(dict.fromkeys(found))


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


def check_page(
    page: Page, known: tuple[Known, ...], dollar: str, likely: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Findings about the quantities typed in a page: title, description, answer and body.

    ``likely`` are the terms of the rules that the page is about: of several that are equal, one of them is meant.
    """
    templates = [page.title, page.description, page.body, *([page.answer] if page.answer else [])]
    for template in templates:
        yield from _check_template(template, page.lang, known, dollar, likely)
    if page.says:
        yield from check_text(page.says, page.says_place, page.lang, known, dollar, likely)


def check_reply(
    reply: Reply, known: tuple[Known, ...], dollar: str, likely: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Findings about the quantities typed in a reply: title, labels of blanks and body."""
    for template in (reply.title, reply.body):
        yield from _check_template(template, reply.lang, known, dollar, likely)
    for blank in reply.blanks.values():
        yield from _check_bilingual(blank.label, reply.place, known, dollar)


def check_policy(policy: Policy, known: tuple[Known, ...], dollar: str) -> Iterator[Finding]:
    """Findings about the quantities typed in the names and notes of the policy itself."""
    for bilingual, place in _policy_texts(policy):
        yield from _check_bilingual(bilingual, place, known, dollar)


def check_text(
    text: str, place: Place, lang: str, known: tuple[Known, ...], dollar: str, likely: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Findings about the quantities typed in a text whose own place is all that is known."""
    for reading in of_policy(text, lang, read(text, lang, dollar=dollar)):
        yield finding_of(reading, place, known, likely)


def _check_template(
    template: Template, lang: str, known: tuple[Known, ...], dollar: str, likely: frozenset[str]
) -> Iterator[Finding]:
    prose = prose_of(template)
    readings = of_policy(prose, lang, read(prose, lang, dollar=dollar))
    if not readings:
        return
    at = positions(template.text).at
    for reading in readings:
        line, column = at(reading.start)
        shift = template.place.column - 1 if line == 1 else 0
        place = Place(template.place.path, template.place.line + line - 1, column + shift)
        yield finding_of(reading, place, known, likely)


def _check_bilingual(text: Bilingual, place: Place, known: tuple[Known, ...], dollar: str) -> Iterator[Finding]:
    for lang in ("en", "zh"):
        yield from check_text(text[lang], text.place(lang, place), lang, known, dollar)


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


def equal_to(value: Quantity, known: Iterable[Known]) -> tuple[Known, ...]:
    """What the policy holds that is this very quantity, whichever calendar it is counted by."""
    plain = _plainly(value)
    return tuple(held for held in known if _plainly(held.quantity) == plain)


def finding_of(
    reading: Reading, place: Place, known: tuple[Known, ...], likely: frozenset[str] = frozenset()
) -> Finding:
    """What a typed quantity is: equal to a term, unlike any, ambiguous, or not to be read at all."""
    if reading.value is None:
        if reading.could_be:
            return Finding("SP304", place, {"text": reading.text, "values": ", ".join(map(str, reading.could_be))})
        return Finding("SP303", place, {"text": reading.text})
    value = reading.value
    # A term of the page's own rules is the likelier one to have been meant, then one that is nothing else.
    same = sorted(equal_to(value, known), key=lambda held: (held.term not in likely, not held.alone))
    facts: dict[str, str | tuple[str, str]] = {"text": reading.text, "value": str(value)}
    if same:
        term = same[0].term
        return Finding("SP301", place, facts | {"term": term, "terms": ", ".join(_ids(same))}, term)
    near = _nearest(value, known)
    listed = "; ".join(f"{held.term} = {held.quantity}" for held in near) or "-"
    return Finding("SP302", place, facts | {"near": listed}, near[0].term if near else None)


def _plainly(value: Quantity) -> Quantity:
    """The quantity without the calendar that counts it, which only a policy can name."""
    return Duration(value.low, value.high, value.unit) if isinstance(value, Duration) else value


def _ids(held: Iterable[Known]) -> list[str]:
    return list(dict.fromkeys(known.term for known in held))[:NEAREST]


def _nearest(value: Quantity, known: tuple[Known, ...]) -> list[Known]:
    kin = [held for held in known if type(held.quantity) is type(value)]
    ranked = sorted(kin, key=lambda held: abs(_size(held.quantity) - _size(value)))
    return list({held.term: held for held in reversed(ranked)}.values())[::-1][:NEAREST]


def _size(quantity: Quantity) -> Decimal:
    """A rough size, to rank quantities of one kind."""
    match quantity:
        case Duration(high=high, unit=unit):
            return high * _SECONDS[unit]
        case Percent(high=high):
            return high
        case Money(high=high, currency=currency):
            return Decimal(high).scaleb(-minor_digits(currency))
        case Day(year=year, month=month, day=day):
            return Decimal((year or 0) * 372 + month * 31 + day)
