"""What a rule offers, stretch by stretch, in English."""

from __future__ import annotations

from dataclasses import replace

from generator.language import condition_en
from generator.language.companion_en import aside
from generator.language.course import defaults_later, is_lone_choice, is_wait_of_buyer, only_looks
from generator.language.facet_en import offer_act, offer_clause, offer_noun
from generator.language.grammar_en import listed
from generator.language.lookup import find_term
from generator.language.phrase import Phrase, join
from generator.language.plan import Outcome, Plan, Refused, Stretch, only_waits, waits_first
from generator.language.postage import kept_back, told_with_choice, told_with_refund
from generator.language.postage_en import with_postage
from generator.language.situation import sort_clause
from generator.language.speaker import Speaker
from generator.language.spread import share_clock
from generator.language.style import Style
from generator.language.subject_en import buyer, does
from generator.language.term_en import term
from generator.language.wording import starts_with, words
from generator.policy.model import Act, Chooser, Offer, TermRef
from generator.policy.values import Endless

MANY = 3
"""From this many granting stretches on, the sentence becomes a list."""


def outcome(speaker: Speaker, plan: Plan) -> list[Phrase]:
    """``if you change your mind and tell us within 30 days of delivery, we refund the full price``; a clause a band."""
    first = plan.stretches[0]
    if first.declines and len(plan.stretches) == 1:
        return [_refusal(speaker, plan)]
    told = [s for s in plan.stretches if not s.declines and not only_waits(s)]
    if len(told) >= MANY:
        return _list(speaker, plan)
    if waits_first(plan):
        parts = [words(_situation(speaker, plan), waits(speaker, plan))]
    elif speaker.is_buyers and only_waits(first) and first.until is not None:
        parts = [_asking(speaker, plan, first.until)]
    elif defaults_later(plan) and first.until is not None:
        deadline = term(speaker, first.until.term, Style.WITHIN)
        choice = words(_situation(speaker, plan), granted(speaker, plan, first))
        otherwise = granted(speaker, plan, plan.stretches[1])
        if not speaker.is_buyers:
            return [choice, words("the buyer must tell us ", deadline, "; otherwise, ", otherwise)]
        which = " which you prefer " if is_lone_choice(plan) else " "
        answer = words(f"please let us know{which}", deadline)
        return [choice, answer, words("if we do not hear from you by then, ", otherwise)]
    else:
        parts = [words(_opening(speaker, plan, first), granted(speaker, plan, first))]
    for before, stretch in zip(plan.stretches, plan.stretches[1:], strict=False):
        parts.append(_next(speaker, plan, before, stretch))
    return parts


def granted(speaker: Speaker, plan: Plan, stretch: Stretch) -> Phrase:
    """What a stretch offers, as a clause, with what holds for it alone."""
    if stretch.declines:
        return later(plan) if only_looks(plan) else (_REFUSE[plan.refused],)
    beside = aside(speaker, stretch.own, plan.offers)
    if len(stretch.outcomes) == 1:
        if waits_first(plan) and only_waits(stretch):
            return words(_waiting(speaker, plan), beside)
        postage = told_with_refund(plan) if stretch.outcomes[0].grants else ()
        return words(offer_clause(speaker, stretch.outcomes[0]), beside, with_postage(postage))
    if not_the_buyers := _chosen_for(speaker, stretch):
        return words(not_the_buyers, beside)
    if is_lone_choice(plan):
        return _either(speaker, plan, stretch)
    if any(option.offer in (Offer.WAIT, Offer.CANCEL) for option in stretch.outcomes):
        acts = [
            words(offer_act(speaker, option, waits_first(plan)), aside(speaker, option.own, frozenset((option.offer,))))
            for option in stretch.outcomes
        ]
        return words(buyer(speaker), " can ", listed(acts, "or"), beside)
    return words(buyer(speaker), " can choose ", listed(_choices(speaker, stretch), "or"), beside)


def _chosen_for(speaker: Speaker, stretch: Stretch) -> Phrase:
    """``we choose between a refund and a replacement``; empty where the choice is the buyer's."""
    who = {Chooser.SELLER: "we choose", Chooser.PLATFORM: "the platform chooses"}.get(stretch.choice or Chooser.BUYER)
    return words(f"{who} between ", listed(_choices(speaker, stretch))) if who and stretch.outcomes[1:] else ()


def _either(speaker: Speaker, plan: Plan, stretch: Stretch) -> Phrase:
    """``we send it again or refund you in full, whichever you prefer``."""
    told = listed([_done(speaker, option) for option in stretch.outcomes], "or")
    if defaults_later(plan):
        return words("we can ", told)
    postage = told_with_choice(plan)
    if postage:
        whose_choice = "yours" if speaker.is_buyers else "the buyer's"
        return words("we ", told, with_postage(postage), f". The choice is {whose_choice}")
    return words("we ", told, f", whichever {does(speaker, 'prefer')}")


def _done(speaker: Speaker, option: Outcome) -> Phrase:
    """What we do, without *we*: ``refund you in full``."""
    head, *rest = offer_clause(speaker, option)
    bare = str(head).removeprefix("we ")
    if not kept_back(option):
        bare = bare.replace("refund the full price", f"refund {buyer(speaker)} in full")
    return words(bare, tuple(rest))


def _waiting(speaker: Speaker, plan: Plan) -> str:
    if not is_wait_of_buyer(plan):
        return "we wait"
    return "please wait" if speaker.is_buyers else "ask the buyer to wait"


def waits(speaker: Speaker, plan: Plan) -> Phrase:
    """``please wait for up to 3 days after the order``: the wait with which a rule begins."""
    until = _until(speaker, plan.stretches[0], Style.UNTIL)
    return words(_waiting(speaker, plan), " for " if starts_with(until, ("up to ",)) else " ", until)


def _asking(speaker: Speaker, plan: Plan, until: TermRef) -> Phrase:
    """``if we declined your request, tell us within 30 days of our refusal and we will look into it``."""
    deadline = term(speaker, until.term, Style.WITHIN)
    act = _act(speaker, plan.act, "").removeprefix("you ")
    if plan.act is Act.RECEIVED:
        act = "make sure that the item reaches us"
    return words(_situation(speaker, plan), act, " ", deadline, " and we will look into it")


def later(plan: Plan) -> Phrase:
    """What a claim that comes too late meets."""
    if only_looks(plan):
        return ("we cannot look into it after that",)
    return (_LATER[plan.refused],)


def _refusal(speaker: Speaker, plan: Plan) -> Phrase:
    clauses = [sort_clause(speaker.policy, each) for each in plan.rule.when]
    is_item = all(clause.nouns and not clause.speaks_of_order for clause in clauses)
    if plan.refused is Refused.CANCELLATION:
        # What is refused is what happened: "we cannot cancel orders for made-to-order items after dispatch".
        clauses = [replace(clause, reasons=()) for clause in clauses]
        told = [condition_en.clause_words(speaker.policy, clause, speaker.voice, "for", " ") for clause in clauses]
        return words("we cannot cancel orders ", listed(told, "or")) if any(told) else (_REFUSE[plan.refused],)
    if plan.refused is Refused.RETURN and is_item and len(clauses) == 1:
        items, happened = (
            condition_en.about(speaker.policy, clauses[0], speaker.voice),
            condition_en.occurred(clauses[0], speaker.voice),
        )
        subject = words(str(items[0]).removeprefix("for "), items[1:])
        return words(subject, " cannot be returned", " " if happened else "", happened)
    of = "of" if plan.refused is Refused.RETURN and is_item else "for"
    told = [condition_en.clause_words(speaker.policy, clause, speaker.voice, of, " ") for clause in clauses]
    return words(_REFUSE[plan.refused], " ", listed(told, "or") if told else "")


def _situation(speaker: Speaker, plan: Plan) -> Phrase:
    start = condition_en.condition(speaker.policy, plan.rule.when, speaker.voice)
    return words(start, ", ") if start else ()


def _opening(speaker: Speaker, plan: Plan, first: Stretch) -> Phrase:
    """``if you change your mind and tell us within 30 days of delivery, ``."""
    start = _situation(speaker, plan)
    if first.since is not None:
        return words(start, term(speaker, first.since.term, Style.BEYOND), ", ")
    if first.until is None:
        return start
    if find_term(speaker.policy, first.until.term).value is Endless.UNLIMITED:
        return words(start, "whenever ", _act(speaker, plan.act, ""), ", ")
    deadline = term(speaker, first.until.term, Style.WITHIN)
    clauses = [sort_clause(speaker.policy, each) for each in plan.rule.when]
    reasons = [condition_en.label(reason, speaker.voice) for each in clauses for reason in each.reasons]
    if not reasons:
        return words(start, "if ", _act(speaker, plan.act, ""), " ", deadline, ", ")
    asks = (f"{does(speaker, 'ask')} to ",)
    if plan.act is Act.REQUESTED and len(reasons) == len(clauses) == 1 and reasons[0].startswith(asks):
        return words(condition_en.condition(speaker.policy, plan.rule.when, speaker.voice), " ", deadline, ", ")
    subject = f"{buyer(speaker)} " if len(reasons) == 1 and reasons[0].startswith(f"{buyer(speaker)} ") else ""
    told = condition_en.condition(speaker.policy, plan.rule.when, speaker.voice)
    comma = "," if len(reasons) > 1 or len(clauses) > 1 else ""
    return words(told, f"{comma} and ", _act(speaker, plan.act, subject), " ", deadline, ", ")


def _act(speaker: Speaker, act: Act, said: str) -> str:
    """What must have happened by the deadline, without the subject where it was just said."""
    if act is Act.RECEIVED:
        return "the item reaches us"
    full = {Act.REQUESTED: f"{does(speaker, 'tell')} us", Act.SENT: f"{does(speaker, 'send')} the item back"}[act]
    return full.removeprefix(said) if said else full


def _until(speaker: Speaker, stretch: Stretch, style: Style) -> Phrase:
    return term(speaker, stretch.until.term, style) if stretch.until else ()


def _choices(speaker: Speaker, stretch: Stretch) -> list[Phrase]:
    return [
        words(offer_noun(speaker, option), aside(speaker, option.own, frozenset((option.offer,))))
        for option in stretch.outcomes
    ]


def _next(speaker: Speaker, plan: Plan, before: Stretch, stretch: Stretch) -> Phrase:
    if stretch.declines and stretch.until is None:
        return later(plan)
    what = granted(speaker, plan, stretch)
    if stretch.until is None:
        return words("after that, ", what)
    until = term(speaker, stretch.until.term, Style.UNTIL)
    return words("after that and ", until, ", ", what)


def _next_deadline(speaker: Speaker, before: Stretch, until: TermRef) -> Phrase:
    """The bare value where the clock and the unit are those of the stretch before."""
    if before.until is not None and share_clock(speaker, before.until, until):
        return words("within ", term(speaker, until.term, Style.PLAIN))
    return term(speaker, until.term, Style.WITHIN)


def _list(speaker: Speaker, plan: Plan) -> list[Phrase]:
    """``if ..., what you receive depends on when you tell us: within 7 days of delivery, a refund; ...``."""
    intro = words(
        _situation(speaker, plan), f"what {does(speaker, 'receive')} depends on when {_act(speaker, plan.act, '')}: "
    )
    items: list[Phrase] = []
    before: Stretch | None = None
    for stretch in plan.stretches:
        nouns = _chosen_for(speaker, stretch) or listed(_choices(speaker, stretch), "or")
        what = words(nouns, aside(speaker, stretch.own, plan.offers))
        if stretch.until is None:
            items.append(words("after that, ", what))
        elif before is None:
            items.append(words(term(speaker, stretch.until.term, Style.WITHIN), ", ", what))
        else:
            items.append(words(_next_deadline(speaker, before, stretch.until), ", ", what))
        before = stretch
    is_over = plan.stretches[-1].declines and plan.stretches[-1].until is None
    items, last = (items[:-1], [later(plan)]) if is_over else (items, [])
    return [words(intro, join(items, "; ")), *last]


_REFUSE = {
    Refused.RETURN: "we do not accept returns",
    Refused.CANCELLATION: "we cannot cancel the order",
    Refused.CLAIM: "we cannot offer a refund or a replacement",
}
_LATER = {
    Refused.RETURN: "we do not accept returns after that",
    Refused.CANCELLATION: "we cannot cancel the order after that",
    Refused.CLAIM: "we do not accept claims after that",
}
