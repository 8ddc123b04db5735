"""Net 3, the other way round: a reply states all that its situation requires.

A term is stated where it is quoted, alone or within its whole rule. A facet is stated where all is said that the rules
of the reply give it: the terms are quoted, kinds of evidence named, and every other value is claimed in words of the
book (or what rules it out is denied). A blank of the facet's name states it as well: staff fill it case by case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from generator.agreement.claimbook import book_of
from generator.agreement.claims import Reading, read_claims
from generator.agreement.grants import NOTHING
from generator.agreement.prose import speaks_for_itself, texts_in
from generator.decisions.decision import Amount, Deadline, Granted, Length, Part
from generator.finding import Finding
from generator.playbook.page import Listed, Playbook, Quotation, Reply
from generator.policy.kept import kept
from generator.policy.lookup import facets_of, terms_of
from generator.policy.model import Band, Option, Policy, Rule, TermRef, Word

FACETS = (
    "offer choice goods postage outbound duties label return_to methods send_by receive_by refund.to refund.by "
    "refund.bank amount valid evidence bears appeal"
).split()
"""The facets that a reply can be asked to state. Who approves, and which reply is sent, is nothing to tell anybody."""
_FAMILIES = ("fees", "also", "charge")
_BACK = ("postage", "label", "methods", "return_to", "send_by", "receive_by")
"""What is said of goods that come back, and of no others."""


def check_stated(policy: Policy, playbook: Playbook) -> Iterator[Finding]:
    """Findings about replies that leave out what they must state."""
    asked = [reply for reply in playbook.replies.values() if reply.must_state]
    for reply in asked:
        says = Says(policy, reply)
        for listed in reply.must_state:
            yield from says.check(listed)


class Says:
    """What one ``reply`` says."""

    def __init__(self, policy: Policy, reply: Reply) -> None:
        self.reply = reply
        self._policy = policy
        self._quoted = {name for quotation in reply.body.quotations for name in quotation.names}
        self._rules = tuple(policy.rules[each.name] for each in reply.serves if each.name in policy.rules)
        self._whole = {rule.id for rule in self._rules if any(_quotes(each, rule.id) for each in reply.body.quotations)}
        self._readings: tuple[Reading, ...] | None = None

    def check(self, listed: Listed) -> Iterator[Finding]:
        """What of this term or facet is not stated."""
        name = listed.name
        if name in self._policy.terms:
            if not self._says_term(name):
                yield Finding("SP505", listed.place, {"name": name}, name)
        elif not _is_facet(name):
            near = get_close_matches(name, (*self._policy.terms, *FACETS), 1)
            yield Finding("SP506", listed.place, {"name": name, "near": near[0] if near else "-"})
        else:
            yield from self._check_facet(listed)

    def _check_facet(self, listed: Listed) -> Iterator[Finding]:
        name = listed.name
        given = {rule.id: list(_values_of(rule, name)) for rule in self._rules}
        if not any(given.values()):
            yield Finding("SP509", listed.place, {"name": name, "rules": ", ".join(given) or "-"})
            return
        if name.replace(".", "_") in self.reply.blanks:
            return
        for value in dict.fromkeys(
            value for rule, values in given.items() if rule not in self._whole for value in values
        ):
            if not self._says_value(name, value):
                rules = ", ".join(rule for rule, values in given.items() if value in values)
                yield Finding("SP508", listed.place, {"name": name, "value": value, "rules": rules})

    def states(self, facet: str, value: str) -> bool:
        """Whether this value of a facet is said, or left to staff in a blank of the facet's name."""
        return f"[[{facet.replace('.', '_')}]]" in self.reply.body.text or self._says_value(facet, value)

    def _says_value(self, facet: str, value: str) -> bool:
        if value.startswith("$"):
            return self._says_term(value[1:])
        if facet == "evidence":
            return any(_quotes(each, value) for each in self.reply.body.quotations)
        return any(_states(reading, facet, value) for reading in self._read())

    def _says_term(self, term: str) -> bool:
        return term in self._quoted or any(term in terms_of(self._policy.rules[rule]) for rule in self._whole)

    def _read(self) -> tuple[Reading, ...]:
        if self._readings is None:
            blocks = [block for text in texts_in(self.reply) for block in text.blocks if speaks_for_itself(block)]
            self._readings = tuple(reading for block in blocks for reading in self._read_block(block.words))
        return self._readings

    def _read_block(self, words: str) -> tuple[Reading, ...]:
        known, key = _readings_of(self._policy), (self.reply.lang, words)
        if key not in known:
            known[key] = read_claims(words, book_of(self._policy, self.reply.lang, to_buyer=True))
        return known[key]


@kept
def _readings_of(policy: Policy) -> dict[tuple[str, str], tuple[Reading, ...]]:
    """What blocks of replies claim, by their language: of a reply that cases cut most blocks stay as they were."""
    return {}


def _quotes(quotation: Quotation, name: str) -> bool:
    return f'"{name}"' in quotation.source or f"'{name}'" in quotation.source


def _states(reading: Reading, facet: str, value: str) -> bool:
    """Whether a claim says that the facet has this value, or rules out another one of it."""
    said = dict(reading.says.values).get(facet)
    if said is None:
        return False
    if facet == "offer" and value in NOTHING:
        return reading.denied and reading.says.refusal
    return (value in said) is not reading.denied


def values_in(rule: Rule, name: str, families: Collection[str]) -> Iterator[str]:
    """What a rule gives a facet; of a family of facets the names."""
    if name not in families:
        yield from _values_of(rule, name)
        return
    for band, option in _layers(rule):
        yield from (one.partition(".")[2] for one in facets_of(rule, band, option) if one.partition(".")[0] == name)


def _layers(rule: Rule) -> list[tuple[Band | None, Option | None]]:
    found = [(band, option) for band in rule.bands if not band.is_pass for option in band.options]
    return [*found] or [(None, None)]


def values_of_option(part: Part, option: Granted, name: str) -> Iterator[str]:
    """What a decision gives a facet, as rules write it: terms with ``$``. What is said of goods that come back is
    nothing where none do.
    """
    if name == "offer":
        yield option.offer
    elif name == "choice":
        yield from [part.choice] if part.choice else []
    elif name == "evidence":
        yield from part.evidence
    else:
        match option.facets.get(name, part.facets.get(name)):
            case str() as word:
                yield word
            case tuple() as words:
                yield from words
            case Deadline(term=term) | Amount(term=term) | Length(term=term):
                yield from [f"${term}"] if term else []


def _values_of(rule: Rule, name: str) -> Iterator[str]:
    """What a rule gives a facet, in its own words, terms with ``$``."""
    for band, option in _layers(rule):
        if band is not None and option is not None and name == "offer":
            yield option.offer.value
        elif band is not None and name == "choice":
            yield from [band.choice.value] if band.choice else []
        else:
            yield from _values(rule, band, option, name)


def _values(rule: Rule, band: Band | None, option: Option | None, name: str) -> Iterator[str]:
    held = facets_of(rule, band, option)
    goods = held.get("goods")
    comes_back = goods is None or (isinstance(goods.value, Word) and goods.value.text == "return")
    if name not in held or (name in _BACK and not comes_back):
        return
    if option is not None and option.offer in NOTHING:
        return
    match held[name].value:
        case TermRef(term=term):
            yield f"${term}"
        case Word(text=text):
            yield text
        case words:
            yield from (word.text for word in words)


def _is_facet(name: str) -> bool:
    return name in FACETS or name.partition(".")[0] in _FAMILIES
