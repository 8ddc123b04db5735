"""A whole rule in English: one sentence on what is owed until when, and short ones on what goes with it."""

from __future__ import annotations

from generator.language import en
from generator.language.facet_en import buyer, clause, does, offer_clause, offer_noun, payer, term
from generator.language.grammar_en import listed
from generator.language.lookup import find_term, settled
from generator.language.phrase import Phrase, join
from generator.language.plan import Plan, Refused, Stretch, grouped, share_clock
from generator.language.situation import sort_clause
from generator.language.speaker import Speaker
from generator.language.style import Style, Voice
from generator.language.wording import capitalise, words
from generator.policy.model import Act, Chooser, Condition, Facet, Offer, Policy, TermRef
from generator.policy.values import Endless

MANY = 3
"""From this many granting stretches on, the sentence becomes a list."""


def rule(policy: Policy, plan: Plan, voice: Voice) -> Phrase:
    """The rule as its readers meet it: the whole offer, and what the buyer must do for it."""
    speaker = Speaker(policy, voice, settled(plan.rule.when))
    main = _condition_rule(speaker, plan) if not plan.stretches else _outcome(speaker, plan)
    sentences = [sentence(main)]
    if plan.stretches:
        sentences.extend(sentence(part) for part in companions(speaker, plan.shared, plan.offers))
    if plan.rule.unless:
        sentences.append(sentence(exception(policy, plan.rule.unless, voice)))
    return join(sentences, " ")


def sentence(phrase: Phrase) -> Phrase:
    """The clause with capital and full stop."""
    return words(capitalise(phrase), ".")


def exception(policy: Policy, unless: Condition, voice: Voice) -> Phrase:
    """``this does not apply to made-to-order items``."""
    return words("this does not apply ", en.condition(policy, unless, voice, "to"))


def companions(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> list[Phrase]:
    """What goes with an offer, in a few clauses: the way back, the money, the evidence, and what staff must know."""
    sentences: list[Phrase] = []
    for group in grouped(facets):
        clauses = facet_clauses(speaker, group, offers)
        sentences.append(_joined(clauses))
    return sentences


def facet_clauses(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> list[Phrase]:
    """One clause per facet, but goods and postage together."""
    by_name = {facet.name: facet for facet in facets}
    goods, postage = by_name.get("goods"), by_name.get("postage")
    together = goods is not None and postage is not None
    clauses: list[Phrase] = []
    for facet in facets:
        if together and facet is goods and postage is not None:
            clauses.append(_way_back(speaker, goods, postage))
        elif not (together and facet is postage):
            clauses.append(clause(speaker, facet, offers))
    return clauses


def _way_back(speaker: Speaker, goods: Facet, postage: Facet) -> Phrase:
    back, who = clause(speaker, goods), str(getattr(postage.value, "text", ""))
    if who == "buyer":
        own = "your" if speaker.is_buyers else "their"
        return words(back, f" at {own} own expense")
    return words(back, f" and {payer(speaker, who)} the postage")


def _joined(clauses: list[Phrase]) -> Phrase:
    """``A``; ``A, and B``; ``A, B, and C``."""
    return join(clauses, ", ", ", and ")


def _condition_rule(speaker: Speaker, plan: Plan) -> Phrase:
    start = en.condition(speaker.policy, plan.rule.when, speaker.voice)
    clauses = [c for group in grouped(plan.shared) for c in facet_clauses(speaker, group, frozenset())]
    return words(start, ", " if start else "", _joined(clauses))


def _outcome(speaker: Speaker, plan: Plan) -> Phrase:
    first = plan.stretches[0]
    if first.declines and len(plan.stretches) == 1:
        return words(_REFUSE[plan.refused], " ", en.condition(speaker.policy, plan.rule.when, speaker.voice))
    if sum(not stretch.declines for stretch in plan.stretches) >= MANY:
        return _list(speaker, plan)
    parts = [words(_opening(speaker, plan, first), granted(speaker, plan, first))]
    for before, stretch in zip(plan.stretches, plan.stretches[1:], strict=False):
        parts.append(_next(speaker, plan, before, stretch))
    return join(parts, "; ")


def _opening(speaker: Speaker, plan: Plan, first: Stretch) -> Phrase:
    """``if you change your mind and tell us within 30 days of delivery, ``."""
    when = plan.rule.when
    start = en.condition(speaker.policy, when, speaker.voice)
    if first.since is not None:
        return words(start, ", " if start else "", "from ", term(speaker, first.since.term, Style.BEYOND), ", ")
    if first.until is None:
        return words(start, ", ") if start else ()
    if find_term(speaker.policy, first.until.term).value is Endless.UNLIMITED:
        return words(start, ", " if start else "", "whenever ", _act(speaker, plan.act, ""), ", ")
    deadline = term(speaker, first.until.term, Style.WITHIN)
    clauses = [sort_clause(speaker.policy, each) for each in when]
    reasons = [en.label(reason, speaker.voice) for each in clauses for reason in each.reasons]
    if not reasons:
        return words(start, ", " if start else "", "if ", _act(speaker, plan.act, ""), " ", deadline, ", ")
    subject = f"{buyer(speaker)} " if len(reasons) == 1 and reasons[0].startswith(f"{buyer(speaker)} ") else ""
    comma = "," if len(reasons) > 1 or len(clauses) > 1 else ""
    return words(start, f"{comma} and ", _act(speaker, plan.act, subject), " ", deadline, ", ")


def _act(speaker: Speaker, act: Act, said: str) -> str:
    """What must have happened by the deadline, without the subject where it was just said."""
    if act is Act.RECEIVED:
        return "the item reaches us"
    full = {Act.REQUESTED: f"{does(speaker, 'tell')} us", Act.SENT: f"{does(speaker, 'send')} the item back"}[act]
    return full.removeprefix(said) if said else full


def granted(speaker: Speaker, plan: Plan, stretch: Stretch) -> Phrase:
    """What a stretch offers, as a clause, with what holds for it alone."""
    if stretch.declines:
        return (_REFUSE[plan.refused],)
    outcomes = stretch.outcomes
    beside = _aside(speaker, stretch.own, plan.offers)
    if len(outcomes) == 1:
        return words(offer_clause(speaker, outcomes[0]), beside)
    nouns = _choices(speaker, stretch)
    match stretch.choice:
        case Chooser.SELLER:
            return words("we choose between ", listed(nouns), beside)
        case Chooser.PLATFORM:
            return words("the platform chooses between ", listed(nouns), beside)
    return words(buyer(speaker), " can choose ", listed(nouns, "or"), beside)


def _choices(speaker: Speaker, stretch: Stretch) -> list[Phrase]:
    return [words(offer_noun(speaker, o), _beside(speaker, o.own, frozenset((o.offer,)))) for o in stretch.outcomes]


def _beside(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> Phrase:
    """What holds for one option alone: the time of payment follows the noun, all else stands in brackets."""
    out: Phrase = ()
    rest: list[Facet] = []
    for facet in facets:
        if facet.name == "refund.by":
            is_term = isinstance(facet.value, TermRef)
            by = term(speaker, facet.value.term, Style.WITHIN) if is_term and isinstance(facet.value, TermRef) else ("at once",)
            out = words(out, " ", by)
        else:
            rest.append(facet)
    return words(out, _aside(speaker, tuple(rest), offers))


def _aside(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> Phrase:
    clauses = [c for group in grouped(facets) for c in facet_clauses(speaker, group, offers)]
    return words(" (", join(clauses, "; "), ")") if clauses else ()


def _next(speaker: Speaker, plan: Plan, before: Stretch, stretch: Stretch) -> Phrase:
    if stretch.declines and stretch.until is None:
        return (_LATER[plan.refused],)
    what = granted(speaker, plan, stretch)
    if stretch.until is None:
        return words("after that, ", what)
    return words("after that, ", _later_deadline(speaker, before, stretch.until, Style.UNTIL), ", ", what)


def _later_deadline(speaker: Speaker, before: Stretch, until: TermRef, style: Style) -> Phrase:
    """The bare value where the clock and the unit are those of the stretch before."""
    if before.until is not None and share_clock(speaker.policy, before.until, until):
        frame = "up to " if style is Style.UNTIL else "within "
        return words(frame, term(speaker, until.term, Style.PLAIN))
    return term(speaker, until.term, style)


def _list(speaker: Speaker, plan: Plan) -> Phrase:
    """``if ..., what you receive depends on when you tell us: within 7 days of delivery, a refund; ...``."""
    start = en.condition(speaker.policy, plan.rule.when, speaker.voice)
    verb = does(speaker, "receive")
    intro = words(start, ", " if start else "", f"what {verb} depends on when {_act(speaker, plan.act, '')}: ")
    items: list[Phrase] = []
    before: Stretch | None = None
    for stretch in plan.stretches:
        if stretch.declines:
            items.append((_LATER[plan.refused],))
        else:
            what = words(listed(_choices(speaker, stretch), "or"), _aside(speaker, stretch.own, plan.offers))
            if stretch.until is None:
                items.append(words("after that, ", what))
            elif before is None or before.until is None:
                items.append(words(term(speaker, stretch.until.term, Style.WITHIN), ", ", what))
            else:
                items.append(words(_later_deadline(speaker, before, stretch.until, Style.WITHIN), ", ", what))
        before = stretch
    return words(intro, join(items, "; "))


def later(plan: Plan) -> Phrase:
    """What a claim that comes too late meets."""
    return (_LATER[plan.refused],)


_REFUSE = {
    Refused.RETURN: "we do not accept returns",
    Refused.CANCELLATION: "we cannot cancel the order",
    Refused.CLAIM: "we cannot offer a refund or a replacement",
}
_LATER = {
    Refused.RETURN: "later returns are not accepted",
    Refused.CANCELLATION: "later cancellations are not accepted",
    Refused.CLAIM: "later claims are not accepted",
}
