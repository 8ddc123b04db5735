"""The course of a case, from the first message to an appeal, as a rule and the conditions beside it tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.language.book import BOOKS
from generator.language.differing import say_differing
from generator.language.lookup import leaves
from generator.language.pages import fill, page_words
from generator.language.phrase import Phrase, join, plain
from generator.language.plan import Outcome, Plan, Stretch, only_waits, plan_rule
from generator.language.say import say_value_name, speaker_of
from generator.language.style import Style, Voice
from generator.language.unpaid import owes_nothing
from generator.language.wording import capitalise
from generator.playbook.html import Markup
from generator.policy.model import Chooser, Clause, Goods, Offer, Policy, Rule, TermRef, Test, Word
from generator.policy.values import After
from generator.publish.arrival import Arrival, arrivals_of, only_through, say_by_platform, say_other, tell_arrival
from generator.publish.meeting import is_over, meets
from generator.publish.paid import list_fees, say_otherwise
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


def has_course(rule: Rule) -> bool:
    """Whether there are steps to tell: there are none of a condition, nor of a plain no."""
    if not rule.is_outcome or {option.offer for band in rule.bands for option in band.options} == {Offer.DECLINE}:
        return False
    return not any(band.is_pass for band in rule.bands)


def draw_course(policy: Policy, rule: Rule, lang: str, voice: Voice) -> Markup | None:
    """The picture of how a case of this rule goes; None where it has no course."""
    if not has_course(rule):
        return None
    words = page_words(lang)
    stops = _Telling(off_season(policy), rule, lang, voice).stops()
    alternative = fill(words["course_alt"], steps=join(list(_in_words(stops, lang)), words["course_join"]))
    key = f"{words[f'course_key.{voice}']}|{say_other(policy, lang, voice, {stop.head for stop in stops})}"
    drawn = tuple(replace(stop, due=tuple(map(capitalise, stop.due))) for stop in stops)
    return draw_spine("course", drawn, alternative, key=key)


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
        self._told = (self._policy, lang, voice)
        self._words, self._speaker = page_words(lang), speaker_of(policy, rule, voice)
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
        book, speaker = BOOKS[self._lang], self._speaker
        within = book.finish(book.term(speaker, ref.term, Style.WITHIN))
        differs = say_differing(speaker, ref.term, self._lang)
        return ((*within, differs) if differs else within,)

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
        kinds = self._evidence(with_goods=False)
        if not kinds:
            return _Step(Kind.BUYER, self._say("course_write"))
        told = self._with(kinds)
        return _Step(Kind.BUYER, self._say("course_write"), (capitalise(told),), (), (), "with", (told,))

    def _evidence(self, *, with_goods: bool) -> tuple[str, ...]:
        """What is to be shown with the goods that come back, or with the first message."""
        course = self._policy.course
        later = course.with_goods if course else ()
        kinds = dict.fromkeys(word.text for each in self._facets("evidence") for word in _words(each))
        return tuple(kind for kind in kinds if (kind in later) is with_goods)

    def _with(self, kinds: Iterable[str]) -> Phrase:
        names: list[Phrase] = [(self._policy.scopes.evidence[kind].label.forms(self._lang)[0],) for kind in kinds]
        return fill(self._words["course_with"], list=join(names, self._words["comma"], self._words["and"]))

    def _answer(self) -> list[_Step]:
        """Our answer, and how long there is for what it asks for: that clock runs from our asking."""
        course = self._policy.course
        due = self._within(course.answer) if course else ()
        stops = [_Step(Kind.SHOP, self._say("course_answer"), (), due)] if due else []
        asked = self._within(course.evidence) if course and self._evidence(with_goods=False) else ()
        if asked:
            stops.append(_Step(Kind.BUYER, self._say("course_asked"), (), asked))
        return stops

    def _waiting(self) -> list[_Step]:
        first = self._plan.stretches[0]
        if only_looks(self._plan):
            return [_Step(Kind.SHOP, self._say("course_look"), (), self._within(first.until))]
        if only_waits(first) and owes_nothing(self._policy, self._rule):
            return [_Step(Kind.SHOP, self._say("course_unpaid"), (), self._within(first.until))]
        waits = only_waits(first) and self._given is not None
        return [_Step(Kind.BUYER, self._say("course_wait"), (), self._within(first.until), (), "got")] if waits else []

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
            return [_Step(Kind.BUYER, head, ((offers,),), due, later, "chosen", told)]
        return [_Step(Kind.SHOP, fill(self._words["course_get"], label=offers), (), due, later, "got", told)]

    def _way_back(self) -> list[_Step]:
        """Who pays for the way back, by what is chosen where that decides it, and what comes with the goods."""
        outcomes = [o for o in self._outcomes if o.word("goods") == Goods.RETURN]
        if not outcomes:
            return []
        by_payer: dict[str, list[Outcome]] = {}
        for outcome in outcomes:
            by_payer.setdefault(outcome.word("postage") or "", []).append(outcome)
        lines: list[Phrase] = []
        for payer, group in by_payer.items():
            paid: Phrase = (self._words[f"rail_payer.{self._voice}.{payer}"],) if payer else ()
            if payer:
                paid = (*paid, *say_otherwise(self._policy, self._rule, payer, self._voice, self._lang))
            if paid:
                lines.append(self._of_offers(group, paid) if len(by_payer) > 1 else paid)
        head = self._say("course_send")
        if len(outcomes) < len(self._outcomes):
            head = (*head, *self._if_chosen(outcomes))
        kinds = self._evidence(with_goods=True)
        if kinds:
            lines.append(self._with(kinds) if lines else capitalise(self._with(kinds)))
        due = self._within(self._term("send_by", outcomes))
        return [_Step(Kind.BUYER, head, tuple(lines), due, (), "paid" if lines else "said")]

    def _of_offers(self, outcomes: Iterable[Outcome], told: Phrase) -> Phrase:
        """What holds for some of what can be chosen, with its names."""
        names = [(BOOKS[self._lang].offer_word(self._policy, outcome.offer),) for outcome in outcomes]
        which = plain(capitalise(join(list(dict.fromkeys(names)), self._words["comma"], self._words["or"])))
        return fill(self._words["course_in"], what=which, when=told)

    def _if_chosen(self, outcomes: Iterable[Outcome]) -> Phrase:
        """`` (if you choose refund)``, behind a step that is of some offers; `` (for refund)``, chosen by others."""
        which = list(outcomes)
        names = [(BOOKS[self._lang].offer_word(self._policy, outcome.offer),) for outcome in which]
        offers = join(list(dict.fromkeys(names)), self._words["comma"], self._words["or"])
        by_others = (s for s in self._plan.stretches if s.choice not in (None, Chooser.BUYER))
        is_given = any(outcome.offer == one.offer for s in by_others for outcome in s.outcomes for one in which)
        return fill(self._words["course_of" if is_given else f"course_if.{self._voice}"], offers=offers)

    def _money(self) -> list[_Step]:
        stops = []
        paid = [o for o in self._outcomes if o.offer in _MONEY]
        sent = [o for o in self._outcomes if o.offer in _GOODS]
        credit = [o for o in self._outcomes if o.offer is Offer.STORE_CREDIT]
        if paid and not owes_nothing(self._policy, self._rule):
            fees = self._fees()
            lines = (fill(self._words["deducted_part"], what=fees),) if fees else ()
            frame = "paid" if lines else "said"
            first = min(paid, key=lambda outcome: outcome.offer is not Offer.REFUND)
            found = arrivals_of(self._policy, self._rule, {f.name: f.value for f in first.facets})
            head = say_by_platform(*self._told, "course_pass") if only_through(found) else self._say("course_pay")
            stops.append(_Step(Kind.SHOP, head, lines, self._pay_dues(paid), (), frame))
            stops += self._arriving(found)
        elif credit:
            due = self._within(self._term("refund.by", credit))
            stops.append(_Step(Kind.SHOP, self._say("course_credit"), (), due))
            stops += self._instead()
        elif sent:
            stops.append(_Step(Kind.SHOP, self._say("course_ship")))
        return stops

    def _arriving(self, found: tuple[Arrival, ...]) -> Iterator[_Step]:
        """Where the money shows, and until when."""
        for shown, beside, due in tell_arrival(*self._told, found, self._within):
            yield _Step(Kind.OTHER, shown, beside, due, (), "paid" if beside else "said")

    def _instead(self) -> Iterator[_Step]:
        """What we do if the buyer chooses something else than credit later."""
        chosen = [s for s in self._later if s.choice is Chooser.BUYER and len(s.outcomes) > 1]
        later = [outcome for stretch in chosen for outcome in stretch.outcomes]
        paid, sent = ([o for o in later if o.offer in offers] for offers in (_MONEY, _GOODS))
        if paid:
            found = arrivals_of(self._policy, self._rule, {f.name: f.value for f in paid[0].facets})
            head = say_by_platform(*self._told, "course_pass") if only_through(found) else self._say("course_pay")
            due = self._within(self._term("refund.by", paid))
            yield _Step(Kind.SHOP, (*head, *self._if_chosen(paid)), (), due)
            yield from self._arriving(found)
        if sent:
            yield _Step(Kind.SHOP, (*self._say("course_ship"), *self._if_chosen(sent)))

    def _pay_dues(self, paid: list[Outcome]) -> tuple[Phrase, ...]:
        """Until when we pay back: what is chosen and when may each have a deadline of its own."""
        first = min(paid, key=lambda outcome: outcome.offer is not Offer.REFUND)
        usual = self._term("refund.by", [first])
        dues = list(self._within(usual))
        told = {usual.term} if usual else set()
        for outcome in paid:
            own = self._term("refund.by", [outcome])
            if own and own.term not in told:
                told.add(own.term)
                dues += [self._of_offers([outcome], phrase) for phrase in self._within(own)]
        for stretch in self._later:
            for outcome in stretch.outcomes:
                own = self._term("refund.by", [outcome]) if outcome.offer in _MONEY else None
                if own and own.term not in told:
                    told.add(own.term)
                    later = self._words["later"]
                    dues += [fill(self._words["course_in"], what=later, when=phrase) for phrase in self._within(own)]
        for term in self._paid_otherwise(told) if dues else ():
            some = self._words["some_orders"]
            dues += [fill(self._words["course_in"], what=some, when=phrase) for phrase in self._within(term)]
        return tuple(dues)

    def _paid_otherwise(self, told: set[str]) -> tuple[TermRef, ...]:
        """The deadlines, not told yet, that conditions which stand by themselves set for some of these cases."""
        found: dict[str, TermRef] = {}
        for other in self._policy.rules.values():
            set_here = [facet.value for facet in other.facets if facet.name == "refund.by"]
            terms = [each for each in set_here if isinstance(each, TermRef) and each.term not in told]
            if not terms or other.is_outcome:  # first, for few rules set one, and the rest is much to ask
                continue
            clauses = [clause for clause in other.when if meets(self._policy, clause, self._rule)]
            if all(map(self._is_decided_elsewhere, clauses)):
                continue
            if any(is_over(self._policy, each, other) for each in (self._rule, *self._by)):
                continue
            for term in terms:
                found.setdefault(term.term, term)
        return tuple(found.values())

    def _is_decided_elsewhere(self, clause: Clause) -> bool:
        """Whether another rule decides all these cases in the place of this one, or none can be one of its own."""
        own = self._rule.when[0] if len(self._rule.when) == 1 else ()
        events, asked = self._policy.scopes.events, (*clause, *own)
        if any(
            a.axis == b.axis and a.axis in events and not set(a.values) & set(b.values) for a in clause for b in own
        ):
            return True
        return any(
            all(any(one.axis == test.axis and set(one.values) <= set(test.values) for one in asked) for test in each)
            for over in self._policy.rules.values()
            if over.is_outcome and is_over(self._policy, over, self._rule)
            for each in over.when
        )

    def _fees(self) -> Phrase:
        """What may be kept back of the money, by name."""
        names: list[Phrase] = [(self._policy.terms[id].name[self._lang],) for id in list_fees(self._policy, self._rule)]
        return join(names, self._words["comma"])

    def _appeal(self, rules: tuple[str, ...]) -> list[_Step]:
        course = self._policy.course
        due: list[Phrase] = []
        # Where the case is one of those with an appeal of its own (all are Wish orders), no other holds.
        given = {(test.axis, test.values) for clause in self._rule.when for test in clause}
        owns = {id: {(test.axis, test.values) for test in self._own(id)} for id in rules}
        special = [id for id, own in owns.items() if own and own <= given]
        general = frozenset(rules) - frozenset(special) if special else frozenset[str]()
        for id in rules:
            rule = self._policy.rules.get(id)
            if rule is None or not rule.bands or (id in general and len(rules) > 1):
                continue
            until = self._within(rule.bands[0].until)
            due += [self._of_channel(rule, phrase) if not special else phrase for phrase in until]
        verdict = self._within(course.verdict) if course else ()
        return [
            _Step(Kind.BUYER, self._say("course_appeal"), (), tuple(due)),
            _Step(Kind.SHOP, self._say("course_verdict"), (), verdict),
        ]

    def _own(self, id: str) -> frozenset[Test]:
        """What an appeal asks for beside what the first one does."""
        course, rule = self._policy.course, self._policy.rules.get(id)
        base = self._policy.rules.get(course.appeal[0]) if course and course.appeal else None
        known = {test.axis for clause in (base.when if base else ()) for test in clause}
        return frozenset(t for clause in (rule.when if rule else ()) for t in clause if t.axis not in known)

    def _of_channel(self, rule: Rule, phrase: Phrase) -> Phrase:
        """The deadline, with what it holds for where an appeal has a rule of its own for some orders."""
        tests = sorted(self._own(rule.id), key=lambda test: test.place)
        own = [(test.axis, value) for test in tests for value in test.values]
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
