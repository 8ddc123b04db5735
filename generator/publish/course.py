"""The course of a case, from the first message to an appeal, as a rule and the conditions beside it tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.language.book import BOOKS
from generator.language.lookup import leaves
from generator.language.pages import fill, page_words
from generator.language.phrase import Phrase, join
from generator.language.plan import Outcome, Plan, Stretch, only_waits, plan_rule
from generator.language.say import say_value_name, speaker_of
from generator.language.style import Style, Voice
from generator.language.unpaid import owes_nothing
from generator.language.wording import capitalise
from generator.playbook.html import Markup
from generator.policy.model import Chooser, Offer, Policy, Rule, TermRef, Word
from generator.policy.values import After
from generator.publish.rail import off_season
from generator.publish.remedies import name_offers, only_looks
from generator.publish.spine import Kind, Stop, draw_spine
from generator.publish.standing_by import conditions_of

_MONEY = frozenset((Offer.REFUND, Offer.PARTIAL_REFUND, Offer.CANCEL))
_GOODS = frozenset((Offer.REPLACE, Offer.EXCHANGE, Offer.RESEND, Offer.SUBSTITUTE, Offer.REPAIR))


@dataclass(frozen=True, slots=True)
class _Step(Stop):
    """A stop and how it is told: ``frame`` is its sentence, ``told`` stands in there for ``lines``."""

    frame: str = "said"
    told: tuple[Phrase, ...] = ()


def draw_course(policy: Policy, rule: Rule, lang: str, voice: Voice) -> Markup | None:
    """The picture of how a case of this rule goes; None for a condition, and for a plain no."""
    if not rule.is_outcome or {option.offer for band in rule.bands for option in band.options} == {Offer.DECLINE}:
        return None
    if any(band.is_pass for band in rule.bands):
        return None
    words = page_words(lang)
    stops = _Telling(off_season(policy), rule, lang, voice).stops()
    alternative = fill(words["course_alt"], steps=join(list(_in_words(stops, lang)), words["course_join"]))
    key = words[f"course_key.{voice}"]
    drawn = tuple(replace(stop, due=tuple(map(capitalise, stop.due))) for stop in stops)
    return draw_spine(f"course-{rule.id.replace('.', '-')}", "course", drawn, alternative, key=key)


def _in_words(stops: tuple[_Step, ...], lang: str) -> Iterator[Phrase]:
    """Each step as a sentence with its number: a screen reader hears no line break."""
    words, number, turn = page_words(lang), 0, None
    for stop in stops:
        if stop.kind is Kind.TURN:
            turn = stop.head
            continue
        number += 1
        due = join([*stop.due[:1], *(fill(words["course_else"], due=one) for one in stop.due[1:])], "")
        lines = join(list(stop.told or stop.lines), words["course_and"])
        step = fill(
            words[f"course_step.{stop.frame}"],
            number=str(number),
            what=stop.head,
            due=fill(words[f"course_due.{stop.frame}"], due=due) if due else (),
            lines=fill(words[f"course_lines.{stop.frame}"], lines=lines) if lines else (),
        )
        yield fill(words["course_turn"], turn=turn, step=step) if turn else step
        turn = None


class _Telling:
    """One rule told as stops; what it leaves open is taken from the condition rules that always stand by it."""

    def __init__(self, policy: Policy, rule: Rule, lang: str, voice: Voice) -> None:
        self._policy, self._rule, self._lang, self._voice = policy, rule, lang, voice
        self._words = page_words(lang)
        self._plan: Plan = plan_rule(policy, rule, is_public=voice is Voice.BUYER)
        self._by = conditions_of(policy, rule)
        granting = [stretch for stretch in self._plan.stretches if any(o.grants for o in stretch.outcomes)]
        self._given: Stretch | None = granting[0] if granting else None
        self._later = granting[1:]

    def stops(self) -> tuple[_Step, ...]:
        """The stops in their order."""
        course = self._policy.course
        if course is not None and self._rule.id in course.appeal:
            return (*self._appeal((self._rule.id,)),)
        stops = [*self._opening(), *self._waiting(), *self._choice(), *self._way_back(), *self._money()]
        if course is not None and course.appeal:
            stops += [_Step(Kind.TURN, (self._words["course_no"],)), *self._appeal(course.appeal)]
        return tuple(stops)

    def _say(self, name: str) -> Phrase:
        """Fixed words, in the voice of the page where both differ."""
        return (self._words.get(f"{name}.{self._voice}") or self._words[name],)

    def _within(self, ref: TermRef | None) -> tuple[Phrase, ...]:
        if ref is None or ref.term not in self._policy.terms:
            return ()
        book = BOOKS[self._lang]
        speaker = speaker_of(self._policy, self._rule, self._voice)
        return (book.finish(book.term(speaker, ref.term, Style.WITHIN)),)

    def _opening(self) -> list[_Step]:
        """The first message and its answer; a case that we begin has no first message of the buyer."""
        if owes_nothing(self._policy, self._rule):
            return []
        course, until = self._policy.course, self._plan.stretches[0].until
        value = self._policy.terms[until.term].value if until else None
        events = {leaf.event for _, leaf in leaves(value) if isinstance(leaf, After)} if value is not None else set()
        if course is not None and events & set(course.notices):
            return [_Step(Kind.SHOP, self._say("course_notice"))]
        return [self._first(), *self._answer()]

    def _first(self) -> _Step:
        course = self._policy.course
        kinds = dict.fromkeys(word.text for each in self._facets("evidence") for word in _words(each))
        names: list[Phrase] = [(self._policy.scopes.evidence[kind].label.forms(self._lang)[0],) for kind in kinds]
        if not names:
            return _Step(Kind.BUYER, self._say("course_write"))
        told = fill(self._words["course_with"], list=join(names, self._words["comma"]))
        due = self._within(course.evidence) if course else ()
        return _Step(Kind.BUYER, self._say("course_write"), (capitalise(told),), due, "with", (told,))

    def _answer(self) -> list[_Step]:
        course = self._policy.course
        due = self._within(course.answer) if course else ()
        return [_Step(Kind.SHOP, self._say("course_answer"), (), due)] if due else []

    def _waiting(self) -> list[_Step]:
        first = self._plan.stretches[0]
        if only_looks(self._plan):
            return [_Step(Kind.SHOP, self._say("course_look"), (), self._within(first.until))]
        waits = only_waits(first) and self._given is not None
        return [_Step(Kind.BUYER, self._say("course_wait"), (), self._within(first.until), "got")] if waits else []

    def _choice(self) -> list[_Step]:
        if self._given is None:
            return []
        offers = name_offers(self._policy, self._given, self._lang)
        after = [name_offers(self._policy, each, self._lang) for each in self._later]
        later = tuple(fill(self._words["course_in"], what=self._words["later"], when=each) for each in after)
        told = tuple(fill(self._words["later_alt"], what=each) for each in after)
        due = self._within(self._given.until)
        if len(self._given.outcomes) > 1 and self._given.choice is Chooser.BUYER:
            head, told = self._say("course_choose"), ((offers,), *told)
            return [_Step(Kind.BUYER, head, ((offers,), *later), due, "chosen", told)]
        return [_Step(Kind.SHOP, fill(self._words["course_get"], label=offers), later, due, "got", told)]

    def _way_back(self) -> list[_Step]:
        outcomes = [o for o in self._outcomes if o.word("goods") == "return"]
        if not outcomes:
            return []
        payers = {o.word("postage") for o in outcomes}
        payer = payers.pop() if len(payers) == 1 else None
        lines: tuple[Phrase, ...] = ((self._words[f"rail_payer.{self._voice}.{payer}"],),) if payer else ()
        due = self._within(self._term("send_by", outcomes))
        return [_Step(Kind.BUYER, self._say("course_send"), lines, due, "paid" if lines else "said")]

    def _money(self) -> list[_Step]:
        stops = []
        paid = [o for o in self._outcomes if o.offer in _MONEY]
        sent = [o for o in self._outcomes if o.offer in _GOODS]
        credit = [o for o in self._outcomes if o.offer is Offer.STORE_CREDIT]
        if paid and not owes_nothing(self._policy, self._rule):
            due = self._within(self._term("refund.by", paid))
            stops.append(_Step(Kind.SHOP, self._say("course_pay"), (), due))
            bank = self._within(self._term("refund.bank", paid))
            if bank:
                stops.append(_Step(Kind.OTHER, self._say("course_bank"), (), bank))
        elif credit:
            due = self._within(self._term("refund.by", credit))
            stops.append(_Step(Kind.SHOP, self._say("course_credit"), (), due))
        elif sent:
            stops.append(_Step(Kind.SHOP, self._say("course_ship")))
        return stops

    def _appeal(self, rules: tuple[str, ...]) -> list[_Step]:
        course = self._policy.course
        due: list[Phrase] = []
        for id in rules:
            rule = self._policy.rules.get(id)
            if rule is None or not rule.bands:
                continue
            until = self._within(rule.bands[0].until)
            due += [self._of_channel(rule, phrase) for phrase in until]
        verdict = self._within(course.verdict) if course else ()
        return [
            _Step(Kind.BUYER, self._say("course_appeal"), (), tuple(due)),
            _Step(Kind.SHOP, self._say("course_verdict"), (), verdict),
        ]

    def _of_channel(self, rule: Rule, phrase: Phrase) -> Phrase:
        """The deadline, with what it holds for where an appeal has a rule of its own for some orders."""
        course = self._policy.course
        base = self._policy.rules.get(course.appeal[0]) if course and course.appeal else None
        known = {test.axis for clause in (base.when if base else ()) for test in clause}
        own = [
            (test.axis, value)
            for clause in rule.when
            for test in clause
            if test.axis not in known
            for value in test.values
        ]
        names = [say_value_name(self._policy, axis, value, self._lang, self._voice) for axis, value in own]
        if not names:
            return phrase
        return fill(self._words["course_in"], what=self._words["comma"].join(names), when=phrase)

    @property
    def _outcomes(self) -> tuple[Outcome, ...]:
        return tuple(o for o in self._given.outcomes if o.grants) if self._given else ()

    def _facets(self, name: str) -> list[object]:
        own = [o.facet(name) for stretch in self._plan.stretches for o in stretch.outcomes]
        found = [*own, *(facet.value for rule in self._by for facet in rule.facets if facet.name == name)]
        return [value for value in found if value is not None]

    def _term(self, name: str, outcomes: list[Outcome]) -> TermRef | None:
        """The deadline of a facet: the outcome's own, else that of the condition that stands over the others."""
        # A full refund stands for the others: what is paid faster in part is told by the rule.
        first = min(outcomes, key=lambda outcome: outcome.offer is not Offer.REFUND)
        own = first.facet(name)
        if own is not None:
            return own if isinstance(own, TermRef) else None
        having = [rule for rule in self._by if any(facet.name == name for facet in rule.facets)]
        best = [rule for rule in having if not any(rule.id in other.over for other in having)]
        values = [facet.value for rule in best for facet in rule.facets if facet.name == name]
        return next((value for value in values if isinstance(value, TermRef)), None)


def _words(value: object) -> tuple[Word, ...]:
    return (value,) if isinstance(value, Word) else value if isinstance(value, tuple) else ()
