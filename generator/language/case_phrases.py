"""The words in which a page answers ``What happens in my case?``: the words of the explanation, as data for a script.

A script knows no grammar. What a sentence needs is put together here, for every value and every stretch of time that
an answer can rest on; the script only chooses, and fills in dates and amounts. ``tests/assistant`` holds what it shows
to what ``explanation`` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypedDict

from generator.decisions.decision import Amount, Granted, Part, Reason, Value
from generator.decisions.granting import OFFER
from generator.decisions.program import FacetText
from generator.decisions.published_program import PublishedBand, PublishedProgram, PublishedRule
from generator.language.amount_written import pattern_of
from generator.language.course import defaults_later, is_wait_of_buyer, only_looks
from generator.language.explanation import TONGUES, fact_name, possible
from generator.language.explanation_case import GIVEN, MONEY_BACK, Case
from generator.language.explanation_staff import NOTHING_KNOWN, facet_value
from generator.language.explanation_tongue import Tongue, name_platform, tell_days_end
from generator.language.explanation_value import leaf_at
from generator.language.grammar_en import of_one
from generator.language.lookup import find_term
from generator.language.names import in_order, name_country
from generator.language.pages import case_words
from generator.language.phrase import plain
from generator.language.plan import waits_first
from generator.language.platform import THROUGH
from generator.language.postage import PAID_BACK
from generator.language.rungs import tell_rungs
from generator.language.situation import REASON, tells_what_happened
from generator.language.style import Style, Voice
from generator.policy.model import Fact, FactKind, Label, Offer, Policy
from generator.policy.values import After, Day, Duration, Endless, Leaf, Money, Share

ORDER = (
    *("amount", "valid", "outbound", "duties", "refund.to", "refund.by", "refund.bank", "goods", "postage", "label"),
    *("methods", "return_to", "send_by", "receive_by"),
)
"""What an option says, in the order in which it is told: first what the buyer gets, then what the buyer does."""
_MONTHS = range(1, 13)
_A_DAY, _A_YEAR = 28, 2222
_LOW, _HIGH = 111, 222
_INSIDE = ("bears", "appeal", "approval")
"""What staff do not tell the buyer."""
ORDER_TOTAL = "order_total"
"""What a fact of money measures that is not the price of one item."""
GROUPS = r"[,' ](?=\d{3}(\D|$))|\.(?=\d{3}(\.\d{3})*,\d\d?$)"
"""What only divides the digits of an amount."""
_NOON = "12:00"
_LIMITS = re.compile(r" \((at [^()]+)\)$")
"""How a share is limited stands in brackets, and so may the share: two in one another are hard to read."""
_WHOLE = ("sorry", "problem", "unpublished", "ask", "may_be", "ended")
"""What stands in the page as a sentence of its own."""


class Asked(TypedDict, total=False):
    """A fact or an event: how it is asked for at the head of its question and in a sentence, and its values.

    ``yet``: how it is told that an event has not happened. ``rests``: what amounts that are worked out rest on.
    """

    kind: str
    legend: str
    name: str
    yet: str
    values: dict[str, str]
    currency: str
    reads: str
    rests: str


class Phrases(TypedDict, total=False):
    """All words of one language. ``start`` is the answer where nothing is told.

    ``says``: for each rule, and each of its bands, the answer, what follows later, and the answer where a fee is taken.

    ``called`` is what lines are called instead where credit is given, and where a platform pays back; without a name
    there is no line.

    ``paid`` are the offers that fees are taken off. ``applies`` is what shows an order from before the policy was in
    force, if it was before ``since``: the events that pick the version, and all that comes after them.

    ``roles``, ``escalations`` and ``sellers`` are for staff alone.
    """

    lang: str
    start: dict[str, list[str]] | None
    asks: dict[str, Asked]
    words: dict[str, str]
    months: list[str]
    money: dict[str, list[str]]
    facets: dict[str, str]
    called: dict[str, dict[str, str]]
    values: dict[str, dict[str, str]]
    evidence: dict[str, str]
    names: dict[str, str]
    leaves: dict[str, str]
    ends: dict[str, str]
    possible: dict[str, str]
    says: dict[str, list[list[str]]]
    groups: str
    paid: list[str]
    since: str
    applies: list[str]
    roles: dict[str, str]
    escalations: dict[str, str]
    sellers: dict[str, str]


def phrases_of(policy: Policy, program: PublishedProgram, lang: str, voice: Voice) -> Phrases:
    """What a script needs to ask and answer in this language by this program, which is that of the policy."""
    return _Phrasing(policy, program, TONGUES[lang], voice).phrases()


def answers_of(policy: Policy, program: PublishedProgram, lang: str, voice: Voice) -> Phrases:
    """Of the same, what is possible, the words that each facet of an answer can say, and how sums are written."""
    return _Phrasing(policy, program, TONGUES[lang], voice).answers()


@dataclass(frozen=True)
class _Phrasing:
    policy: Policy
    program: PublishedProgram
    tongue: Tongue
    voice: Voice

    def phrases(self) -> Phrases:
        policy, tongue, lang = self.policy, self.tongue, self.tongue.lang
        case = self._case(Part())
        return {
            "lang": lang,
            "start": {"needs": [REASON], "possible": [], "flags": []} if REASON in policy.scopes.facts else None,
            "asks": dict(self._asks()),
            "words": self._words(case),
            "months": [self._day(month) for month in _MONTHS],
            "money": {one: self._money(one) for one in sorted(self._currencies)},
            "facets": {name: _upper(tongue.words[f"facet.{name}"]) for name in ORDER if name in self._said},
            "called": self._called(),
            "values": self._values(),
            "evidence": {id: _upper(self._evidence(id)) for id in sorted(self._said["evidence"])},
            "names": {term: tongue.called(find_term(policy, term).name) for term in self._terms},
            "leaves": dict(self._leaves(case)),
            "ends": dict(self._ends(case)),
            "possible": self._possible(case),
            "says": {rule["id"]: list(self._says(rule)) for rule in self.program["rules"] if rule["bands"]},
            "groups": GROUPS,
            "paid": [str(offer) for offer in (*MONEY_BACK, *GIVEN) if str(offer) in self._offers],
            "since": str(policy.shop.effective),
            "applies": self._after_the_version(),
            **(self._inside() if self.voice is Voice.STAFF else {}),
        }

    def answers(self) -> Phrases:
        money = {one: self._money(one) for one in sorted(self._currencies)}
        return {"values": self._values(), "possible": self._possible(self._case(Part())), "money": money}

    def _values(self) -> dict[str, dict[str, str]]:
        return {
            name: {word: self._value(name, word) for word in sorted(found)}
            for name, found in sorted(self._said.items())
            if found and name != "evidence"
        }

    def _called(self) -> dict[str, dict[str, str]]:
        given, through = (_upper(self.tongue.words[f"facet.{name}.by"]) for name in ("given", "through"))
        through = self.tongue.spaced(through.replace("{platform}", name_platform(self.policy, self.tongue)))
        found = {"given": {"refund.to": "", "refund.by": given}, THROUGH: {"refund.by": through}}
        return {
            name: called for name, called in found.items() if name == "given" or name in self._said.get("refund.to", ())
        }

    def _possible(self, case: Case) -> dict[str, str]:
        return {one: possible(case, self.tongue, one) for one in (*self._offers, "person")}

    @cached_property
    def _offers(self) -> list[str]:
        return [str(offer) for offer in dict.fromkeys(offer for offer, _ in self._options)]

    # ------------------------------------------------------------------------------ what is asked

    def _asks(self) -> Iterator[tuple[str, Asked]]:
        """What an answer can depend on: buyers are not asked for what only rules for the seller go by."""
        facts, used, lang = self.policy.scopes.facts, self._used, self.tongue.lang
        for axis in self.program["axes"]:
            fact = str(axis["fact"])
            if fact in facts and (fact in used or self.voice is Voice.STAFF):
                yield fact, self._fact(facts[fact], axis)
        for event in self.program["events"]:
            if event in used or self.voice is Voice.STAFF:
                name = fact_name(self.policy, self.tongue, event)
                told = self.policy.scopes.events[event].pending
                yet = _upper(told.forms(lang)[0]) if told else case_words(lang)["script.not_yet"]
                yield event, {"kind": "event", "legend": _upper(name), "name": name, "yet": yet}

    @cached_property
    def _used(self) -> frozenset[str]:
        """Facts and events that a rule or the value of a term goes by, and amounts, of which shares are taken."""
        rows = [row for rows in self.program["terms"].values() for row in rows]
        clauses = [clause for rule in self.program["rules"] for clause in (*rule["when"], *rule["unless"])]
        parts = [part for clause in clauses for part in clause] + [part for row in rows for part in row["when"]]
        named = {str(self.program["axes"][axis]["fact"]) for axis, _ in parts}
        money = {str(axis["fact"]) for axis in self.program["axes"] if axis["kind"] == "money"}
        counted = {word for row in rows for word in re.findall(r"\w+", str(row["leaf"]))}
        counted |= {band["by"] for rule in self.program["rules"] for band in rule["bands"] if "by" in band}
        return frozenset(named | money | (counted & set(self.program["events"])))

    def _fact(self, fact: Fact, axis: Mapping[str, object]) -> Asked:
        label = fact.label.forms(self.tongue.lang)[0] if fact.label else fact.id.replace("_", " ")
        own = "script.reason" if fact.id == REASON else ""
        name = case_words(self.tongue.lang).get(own) or fact_name(self.policy, self.tongue, fact.id)
        asked: Asked = {"kind": str(fact.kind), "legend": _upper(label), "name": name}
        match fact.kind:
            case FactKind.COUNTRIES:
                asked["values"] = self._countries(axis)
            case FactKind.MONEY:
                asked["currency"] = str(axis.get("currency", self.program["currency"]))
                asked["reads"] = pattern_of(asked["currency"])
                if fact.of == ORDER_TOTAL:
                    asked["rests"] = case_words(self.tongue.lang)["script.rests"]
            case _:
                is_told = fact.kind is FactKind.ONE_OF and tells_what_happened(self.policy.scopes, fact.id)
                asked["values"] = {
                    id: _upper(self._answer(label, fact, is_told=is_told))
                    for id, label in fact.values.items()
                    if fact.kind is not FactKind.ONE_OF or id in self._values_of(axis)
                }
        return asked

    def _answer(self, label: Label, fact: Fact, *, is_told: bool) -> str:
        """A value as the answer to a question about one item."""
        forms = label.forms(self.tongue.lang)
        to_buyer = self.tongue.reason(label) if is_told else forms[0]
        told = forms[-1] if self.voice is Voice.STAFF else to_buyer
        return of_one(told) if fact.kind is FactKind.ANY_OF and self.tongue.lang == "en" else told

    def _values_of(self, axis: Mapping[str, object]) -> list[str]:
        values = axis["values"]
        return [str(value) for value in values] if isinstance(values, list) else []

    def _countries(self, axis: Mapping[str, object]) -> dict[str, str]:
        """The countries that make a difference, by name; a part of a country is asked for by itself."""
        codes = in_order((code for code in self._values_of(axis) if code != "*"), self.tongue.lang)
        return {code: _upper(name_country(code, self.tongue.lang)) for code in codes}

    def _after_the_version(self) -> list[str]:
        """What is never before the event that picks the version, and that event."""
        begins = {section.applies_by for section in self.policy.sections.values()}
        later = {event for event, earlier in self.program["after"].items() if begins <= set(earlier)}
        return sorted(begins | later)

    # ------------------------------------------------------------------------------ words with blanks

    def _words(self, case: Case) -> dict[str, str]:
        own, words = case_words(self.tongue.lang), self.tongue.words
        found = {name.removeprefix("script."): told for name, told in own.items() if name.startswith("script.")}
        if self.voice is Voice.STAFF:
            found |= {name.removeprefix("staff."): told for name, told in own.items() if name.startswith("staff.")}
        for name in (f"{frame}{sort}" for frame in ("by", "at", "until", "latest") for sort in ("", "_instant")):
            found[name] = words[name].replace("{zone}", self.tongue.zone(case))
        for name in ("by", "by_instant"):
            found[name] = _bare(found[name])
        # What follows a time of day stands off from it in Chinese.
        told = self.tongue.spaced(f"{found['at_instant'].replace('{time}', _NOON)}届")
        found["at_instant"] = told.replace(_NOON, "{time}").removesuffix("届")
        found["zone"] = tell_days_end(self.policy.shop.timezone, self.tongue.lang)
        found["early"] = found["early"].replace(
            "{date}", self.tongue.book.quantity(self.policy.shop.effective, Style.PLAIN)
        )
        shared = ("ask", "may_be", "problem", "unpublished", "how", "ended")
        found |= {name: words[name] for name in shared}
        found |= {"comma": words["either.comma"], "or": words["either.last"]}
        found["zero"] = self.tongue.fill("how", how=words["nothing_left"])
        found["and"] = self.tongue.both(("甲", "乙"))[1:-1]
        found["problem_next"] = found["problem_next"].replace("{known}", self._published())
        found |= {name: self.tongue.sentences([found[name]]) for name in _WHOLE}
        return found

    def _published(self) -> str:
        """Until when the holidays of each country are known that a deadline is counted by: ``mainland China 2026``."""
        known = {one["country"]: one["last"] for one in self.program["calendars"].values() if "last" in one}
        lang = self.tongue.lang
        return self.tongue.both([self.tongue.spaced(f"{name_country(id, lang)} {year}") for id, year in known.items()])

    def _day(self, month: int) -> str:
        """``{d} December {y}``."""
        told = self.tongue.book.quantity(Day(_A_YEAR, month, _A_DAY), Style.PLAIN)
        return told.replace(str(_A_YEAR), "{y}").replace(str(_A_DAY), "{d}")

    @property
    def _currencies(self) -> set[str]:
        leaves = (row["leaf"] for rows in self.program["terms"].values() for row in rows)
        found = {leaf["currency"] for leaf in leaves if "currency" in leaf}
        return found | {str(axis.get("currency", self.program["currency"])) for axis in self.program["axes"]}

    def _money(self, currency: str) -> list[str]:
        """An amount, and a range of two: ``US${low}``, ``US${low} to US${high}``."""
        scale = 10 ** self.program["digits"][currency]
        one, two = (self.tongue.money(Money(_LOW * scale, high * scale, currency)) for high in (_LOW, _HIGH))
        places = self.program["digits"][currency]
        low, high = (f"{number}.{'0' * places}" if places else str(number) for number in (_LOW, _HIGH))
        return [text.replace(low, "{low}").replace(high, "{high}") for text in (one, two)]

    def _inside(self) -> Phrases:
        """What only staff read: who approves and who answers, and what is held towards the seller."""
        policy, lang = self.policy, self.tongue.lang
        roles = {id: role.label.forms(lang)[0] for id, role in policy.scopes.roles.items()}
        ladders = {id: plain(tell_rungs(policy, ladder, lang)) for id, ladder in policy.ladders.items()}
        return {
            "roles": {**roles, **ladders},
            "escalations": {id: _upper(one.label.forms(lang)[0]) for id, one in policy.escalations.items()},
            "sellers": {name: _upper(self.tongue.words[f"facet.{name}"]) for name in ("approval", "bears", "appeal")},
        }

    # ------------------------------------------------------------------------------ what an answer says

    @cached_property
    def _options(self) -> list[tuple[str, Mapping[str, FacetText]]]:
        bands = (band for rule in self.program["rules"] for band in rule["bands"])
        return [(str(offer), facets) for band in bands for offer, facets in band["options"]]

    @cached_property
    def _facets(self) -> list[tuple[str, FacetText]]:
        sets = [rule["facets"] for rule in self.program["rules"]] + [facets for _, facets in self._options]
        return [(name, text) for facets in sets for name, text in facets.items()]

    @cached_property
    def _said(self) -> dict[str, set[str]]:
        """Each facet that an answer can have, with the words that it can say; terms are not among them."""
        found: dict[str, set[str]] = {"evidence": set(), "amount": set()}
        for name, text in self._facets:
            words = [text] if isinstance(text, str) else text
            found.setdefault(name, set()).update(word for word in words if not word.startswith("$"))
        return found

    def _value(self, name: str, word: str) -> str:
        """What a buyer is told is said to the buyer, by staff as well."""
        return facet_value(self.policy, name, word, self.tongue, self.voice if name in _INSIDE else Voice.BUYER)

    def _evidence(self, id: str) -> str:
        """What is to be shown; and when, if it comes only with the goods."""
        name = self.policy.scopes.evidence[id].label.forms(self.tongue.lang)[0]
        is_later = self.policy.course is not None and id in self.policy.course.with_goods
        return case_words(self.tongue.lang)["with_goods"].format(what=name) if is_later else name

    @cached_property
    def _terms(self) -> list[str]:
        """The terms that an answer can name."""
        untils = (band["until"] for rule in self.program["rules"] for band in rule["bands"] if "until" in band)
        named = (text[1:] for _, text in self._facets if isinstance(text, str) and text.startswith("$"))
        return sorted({*untils, *named})

    @cached_property
    def _rows(self) -> dict[str, tuple[str, Leaf]]:
        """By its notation every value that an answer can name, with its term."""
        found: dict[str, tuple[str, Leaf]] = {}
        for term in self._terms:
            for row in self.program["terms"][term]:
                text = row["leaf"]["text"]
                leaf = leaf_at(self.policy, term, text)
                if leaf is not None:
                    found[text] = (term, leaf)
        return found

    def _leaves(self, case: Case) -> Iterator[tuple[str, str]]:
        """Every value as it is told while its event is open: a deadline, a share, a length."""
        banks = {text[1:] for name, text in self._facets if name == "refund.bank" and isinstance(text, str)}
        yield str(Endless.AT_ONCE), _bare(self.tongue.within(case, Endless.AT_ONCE))
        for text, (term, leaf) in self._rows.items():
            if isinstance(leaf, Money | Share | Duration):
                told = self.tongue.plain(self.tongue.book.leaf(self.policy, leaf, Style.PLAIN, term))
                yield text, unbracketed(told)
            else:
                yield text, _bare((self.tongue.arriving if term in banks else self.tongue.within)(case, leaf))

    def _ends(self, case: Case) -> Iterator[tuple[str, str]]:
        """How it is told what a window was, after its name: ``, 30 days after delivery``."""
        for term in self._windows:
            for row in self.program["terms"][term]:
                leaf = leaf_at(self.policy, term, row["leaf"]["text"])
                if leaf is not None and not isinstance(leaf, Money | Share):
                    frame = "why_after" if isinstance(leaf, After) else "why"
                    told = self.tongue.fill(frame, leaf=self.tongue.after(case, leaf))
                    yield row["leaf"]["text"], self.tongue.spaced(told)

    @cached_property
    def _windows(self) -> list[str]:
        return sorted({band["until"] for rule in self.program["rules"] for band in rule["bands"] if "until" in band})

    def _says(self, rule: PublishedRule) -> Iterator[list[str]]:
        """For each band the answer in a sentence, then what follows if nothing happens; empty where nothing does.

        A third where another rule can take a fee off, and the answer would say that all is paid back.
        """
        fee = {name: text for name, text in self._facets if name.startswith("fees.")}
        for number, band in enumerate(rule["bands"]):
            told = self._band(rule["id"], number, band)
            less = self._band(rule["id"], number, band, fee)[0]
            texts = (*told, *([less] if less != told[0] else []))
            yield [self.tongue.sentences([text]) if text else "" for text in texts]

    def _band(
        self, rule: str, number: int, band: PublishedBand, more: Mapping[str, FacetText] = MappingProxyType({})
    ) -> tuple[str, str]:
        options = tuple(_granted(offer, {**facets, **more}) for offer, facets in band["options"])
        reason = Reason(rule, OFFER, number + 1, (), ())
        case = self._case(Part(options=options, choice=band.get("choice"), because=(reason,)))
        words, own, plan = self.tongue.words, case_words(self.tongue.lang), case.plan
        offers = {option.offer for option in options}
        if plan is None or not options:
            return "", ""
        if offers == {Offer.DECLINE}:
            refused = words["refused.look" if only_looks(plan) else f"refused.{plan.refused}"]
            return refused.removeprefix("因此"), ""  # there is no sentence before it that it could follow from
        if offers == {Offer.WAIT}:
            if only_looks(plan) or not waits_first(plan):
                note = case.rule.note if case.rule else None
                return words["look"], note[self.tongue.lang].rstrip(".。") if note else ""
            waits = words["wait_buyer" if is_wait_of_buyer(plan) else "wait_shop"]
            if "until" not in band:
                return waits, ""  # nothing follows the last band
            until = find_term(self.policy, band["until"]).name
            return waits, own["script.then"].format(
                name=self.tongue.called(until), granted=self.tongue.next(case, plan)
            )
        if number == 0 and defaults_later(plan):
            return self.tongue.offer(case), own["script.otherwise"].format(granted=self.tongue.next(case, plan))
        return self.tongue.offer(case), ""

    def _case(self, part: Part) -> Case:
        return Case(self.policy, NOTHING_KNOWN, part)


def _granted(offer: str, facets: Mapping[str, FacetText]) -> Granted:
    """An option of which only the words are known, and that something is taken off."""
    said: dict[str, Value] = {}
    for name, text in facets.items():
        if name in ("refund.to", *PAID_BACK) and isinstance(text, str):
            said[name] = text
        elif name.startswith("fees."):
            said[name] = Amount(str(text), None, None, None, None)
    return Granted(offer, said, Amount("full", None, None, None, None) if "fees" in str(said) else None)


def unbracketed(share: str) -> str:
    """A share that can stand in brackets itself.

    >>> unbracketed("8% of the price (at least US$2.00)")
    '8% of the price, at least US$2.00'
    """
    return _LIMITS.sub(r", \1", share)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _bare(told: str) -> str:
    """A deadline without what only the middle of a sentence wants."""
    return told.removeprefix("在").strip()
