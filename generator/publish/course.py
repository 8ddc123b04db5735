"""The course of a case, from the first message to an appeal, as a rule and the conditions beside it tell it."""

from __future__ import annotations

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


def draw_course(policy: Policy, rule: Rule, lang: str, voice: Voice) -> Markup | None:
    """The picture of how a case of this rule goes; None for a condition, and for a plain no."""
    if not rule.is_outcome or {option.offer for band in rule.bands for option in band.options} == {Offer.DECLINE}:
        return None
    if any(band.is_pass for band in rule.bands):
        return None
    words = page_words(lang)
    stops = _Telling(off_season(policy), rule, lang, voice).stops()
    steps = [_in_words(stop, lang) for stop in stops if stop.kind is not Kind.TURN]
    alternative = fill(words["course_alt"], steps=join(steps, words["course_join"]))
    key = words[f"course_key.{voice}"]
    return draw_spine(f"course-{rule.id.replace('.', '-')}", "course", stops, alternative, key=key)


def _in_words(stop: Stop, lang: str) -> Phrase:
    words = page_words(lang)
    when = join([*stop.lines, *stop.due], words["comma"])
    return fill(words["course_in"], what=stop.head, when=when) if when else stop.head


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

    def stops(self) -> tuple[Stop, ...]:
        """The stops in their order."""
        course = self._policy.course
        if course is not None and self._rule.id in course.appeal:
            return (*self._appeal((self._rule.id,)),)
        stops = [*self._opening(), *self._waiting(), *self._choice(), *self._way_back(), *self._money()]
        if course is not None and course.appeal:
            stops += [Stop(Kind.TURN, (self._words["course_no"],)), *self._appeal(course.appeal)]
        return tuple(stops)

    def _say(self, name: str) -> Phrase:
        """Fixed words, in the voice of the page where both differ."""
        return (self._words.get(f"{name}.{self._voice}") or self._words[name],)

    def _within(self, ref: TermRef | None) -> tuple[Phrase, ...]:
        if ref is None or ref.term not in self._policy.terms:
            return ()
        book = BOOKS[self._lang]
        speaker = speaker_of(self._policy, self._rule, self._voice)
        return (capitalise(book.finish(book.term(speaker, ref.term, Style.WITHIN))),)

    def _opening(self) -> list[Stop]:
        """The first message and its answer; a case that we begin has no first message of the buyer."""
        if owes_nothing(self._policy, self._rule):
            return []
        course, until = self._policy.course, self._plan.stretches[0].until
        value = self._policy.terms[until.term].value if until else None
        events = {leaf.event for _, leaf in leaves(value) if isinstance(leaf, After)} if value is not None else set()
        if course is not None and events & set(course.notices):
            return [Stop(Kind.SHOP, self._say("course_notice"))]
        return [self._first(), *self._answer()]

    def _first(self) -> Stop:
        course = self._policy.course
        kinds = dict.fromkeys(word.text for each in self._facets("evidence") for word in _words(each))
        names: list[Phrase] = [(self._policy.scopes.evidence[kind].label.forms(self._lang)[0],) for kind in kinds]
        if not names:
            return Stop(Kind.BUYER, self._say("course_write"))
        told = fill(self._words["course_with"], list=join(names, self._words["comma"]))
        due = self._within(course.evidence) if course else ()
        return Stop(Kind.BUYER, self._say("course_write"), (told,), due)

    def _answer(self) -> list[Stop]:
        course = self._policy.course
        due = self._within(course.answer) if course else ()
        return [Stop(Kind.SHOP, self._say("course_answer"), (), due)] if due else []

    def _waiting(self) -> list[Stop]:
        first = self._plan.stretches[0]
        if only_looks(self._plan):
            return [Stop(Kind.SHOP, self._say("course_look"), (), self._within(first.until))]
        waits = only_waits(first) and self._given is not None
        return [Stop(Kind.BUYER, self._say("course_wait"), (), self._within(first.until))] if waits else []

    def _choice(self) -> list[Stop]:
        if self._given is None:
            return []
        offers = name_offers(self._policy, self._given, self._lang)
        later = tuple(
            fill(self._words["course_in"], what=self._words["later"], when=name_offers(self._policy, each, self._lang))
            for each in self._later
        )
        due = self._within(self._given.until)
        if len(self._given.outcomes) > 1 and self._given.choice is Chooser.BUYER:
            return [Stop(Kind.BUYER, self._say("course_choose"), ((offers,), *later), due)]
        return [Stop(Kind.SHOP, fill(self._words["course_get"], label=offers), later, due)]

    def _way_back(self) -> list[Stop]:
        outcomes = [o for o in self._outcomes if o.word("goods") == "return"]
        if not outcomes:
            return []
        payers = {o.word("postage") for o in outcomes}
        payer = payers.pop() if len(payers) == 1 else None
        lines: tuple[Phrase, ...] = ((self._words[f"rail_payer.{self._voice}.{payer}"],),) if payer else ()
        return [Stop(Kind.BUYER, self._say("course_send"), lines, self._within(self._term("send_by", outcomes)))]

    def _money(self) -> list[Stop]:
        stops = []
        paid = [o for o in self._outcomes if o.offer in _MONEY]
        sent = [o for o in self._outcomes if o.offer in _GOODS]
        credit = [o for o in self._outcomes if o.offer is Offer.STORE_CREDIT]
        if paid and not owes_nothing(self._policy, self._rule):
            due = self._within(self._term("refund.by", paid))
            stops.append(Stop(Kind.SHOP, self._say("course_pay"), (), due))
            bank = self._within(self._term("refund.bank", paid))
            if bank:
                stops.append(Stop(Kind.OTHER, self._say("course_bank"), (), bank))
        elif credit:
            stops.append(Stop(Kind.SHOP, self._say("course_credit"), (), self._within(self._term("refund.by", credit))))
        elif sent:
            stops.append(Stop(Kind.SHOP, self._say("course_ship")))
        return stops

    def _appeal(self, rules: tuple[str, ...]) -> list[Stop]:
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
            Stop(Kind.BUYER, self._say("course_appeal"), (), tuple(due)),
            Stop(Kind.SHOP, self._say("course_verdict"), (), verdict),
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
