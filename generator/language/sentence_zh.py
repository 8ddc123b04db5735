"""A whole rule in Chinese: one sentence on what is owed until when, and short ones on what goes with it."""

from __future__ import annotations

from generator.language import zh
from generator.language.facet_zh import buyer, clause, offer_clause, offer_noun, term
from generator.language.grammar_zh import listed, spaced
from generator.language.lookup import find_term, settled
from generator.language.phrase import Phrase, join
from generator.language.plan import Plan, Refused, Stretch, grouped, share_clock
from generator.language.situation import sort_clause
from generator.language.speaker import Speaker
from generator.language.style import Style, Voice
from generator.language.wording import words
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
    return spaced(words(*sentences))


def sentence(phrase: Phrase) -> Phrase:
    """The clause with its full stop."""
    return words(phrase, "。")


def exception(policy: Policy, unless: Condition, voice: Voice) -> Phrase:
    """定制商品除外."""
    clauses = [sort_clause(policy, each) for each in unless]
    said = zh.condition(policy, unless, voice)
    if all(zh.only_topic(each) for each in clauses):
        return words(said, "除外")
    return words(said, "，则不适用以上规定")


def companions(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> list[Phrase]:
    """What goes with an offer, in a few clauses: the way back, the money, the evidence, and what staff must know."""
    return [join(facet_clauses(speaker, group, offers), "，") for group in grouped(facets)]


def facet_clauses(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> list[Phrase]:
    """One clause per facet."""
    return [clause(speaker, facet, offers) for facet in facets]


def _condition_rule(speaker: Speaker, plan: Plan) -> Phrase:
    start = zh.condition(speaker.policy, plan.rule.when, speaker.voice)
    clauses = [c for group in grouped(plan.shared) for c in facet_clauses(speaker, group, frozenset())]
    return words(_topic(speaker.policy, plan.rule.when, start), join(clauses, "，"))


def _topic(policy: Policy, when: Condition, start: Phrase) -> Phrase:
    """The situation before what follows from it."""
    if not start:
        return ()
    topics = all(zh.only_topic(sort_clause(policy, each)) for each in when)
    return words("对于" if topics and not zh.is_order(start) else "", start, "，")


def _outcome(speaker: Speaker, plan: Plan) -> Phrase:
    first = plan.stretches[0]
    start = zh.condition(speaker.policy, plan.rule.when, speaker.voice)
    if first.declines and len(plan.stretches) == 1:
        topics = all(zh.only_topic(sort_clause(speaker.policy, each)) for each in plan.rule.when)
        return words(start, _REFUSE_TOPIC[plan.refused] if topics else words("，", _REFUSE[plan.refused]))
    if sum(not stretch.declines for stretch in plan.stretches) >= MANY:
        return _list(speaker, plan)
    parts = [words(_opening(speaker, plan, first), granted(speaker, plan, first))]
    for before, stretch in zip(plan.stretches, plan.stretches[1:], strict=False):
        parts.append(_next(speaker, plan, before, stretch))
    return join(parts, "；")


def _opening(speaker: Speaker, plan: Plan, first: Stretch) -> Phrase:
    """如您改变主意，请在签收后 30 天内联系我们，."""
    start = zh.condition(speaker.policy, plan.rule.when, speaker.voice)
    about = _topic(speaker.policy, plan.rule.when, start)
    if first.since is not None:
        return words(about, term(speaker, first.since.term, Style.BEYOND), "的，")
    if first.until is None:
        return about
    if find_term(speaker.policy, first.until.term).value is Endless.UNLIMITED:
        return words(about, "无论何时", "提出，")
    deadline = term(speaker, first.until.term, Style.WITHIN)
    return words(about, _act(speaker, plan.act, deadline), "，")


def _act(speaker: Speaker, act: Act, deadline: Phrase) -> Phrase:
    """What must have happened by the deadline."""
    if act is Act.RECEIVED:
        return words("商品须在", deadline, "寄达我们")
    if speaker.is_buyers:
        return words("请在", deadline, "联系我们" if act is Act.REQUESTED else "寄回商品")
    return words("买家须在", deadline, "提出" if act is Act.REQUESTED else "寄回商品")


def granted(speaker: Speaker, plan: Plan, stretch: Stretch) -> Phrase:
    """What a stretch offers, as a clause, with what holds for it alone."""
    if stretch.declines:
        return (_REFUSE[plan.refused],)
    beside = _aside(speaker, stretch.own, plan.offers)
    if len(stretch.outcomes) == 1:
        return words(offer_clause(speaker, stretch.outcomes[0]), beside)
    nouns = listed(_choices(speaker, stretch), "或")
    match stretch.choice:
        case Chooser.SELLER:
            return words("由我们选择", nouns, beside)
        case Chooser.PLATFORM:
            return words("由平台选择", nouns, beside)
    return words(buyer(speaker), "可选择", nouns, beside)


def _choices(speaker: Speaker, stretch: Stretch) -> list[Phrase]:
    return [words(offer_noun(speaker, o), _beside(speaker, o.own, frozenset((o.offer,)))) for o in stretch.outcomes]


def _beside(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> Phrase:
    return _aside(speaker, facets, offers)


def _aside(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> Phrase:
    clauses = [c for group in grouped(facets) for c in facet_clauses(speaker, group, offers)]
    return words("（", join(clauses, "，"), "）") if clauses else ()


def _next(speaker: Speaker, plan: Plan, before: Stretch, stretch: Stretch) -> Phrase:
    if stretch.declines and stretch.until is None:
        return (_LATER[plan.refused],)
    what = granted(speaker, plan, stretch)
    if stretch.until is None:
        return words("此后，", what)
    if before.until is not None and share_clock(speaker.policy, before.until, stretch.until):
        return words("此后至 ", term(speaker, stretch.until.term, Style.PLAIN), "内，", what)
    return words("此后，", term(speaker, stretch.until.term, Style.WITHIN), "，", what)


def _list(speaker: Speaker, plan: Plan) -> Phrase:
    """如…，处理方式视提出时间而定：签收后 7 天内，…；15 天内，…."""
    start = zh.condition(speaker.policy, plan.rule.when, speaker.voice)
    act = {Act.REQUESTED: "联系我们" if speaker.is_buyers else "提出", Act.SENT: "寄回", Act.RECEIVED: "寄达"}
    intro = words(_topic(speaker.policy, plan.rule.when, start), f"处理方式视{buyer(speaker) if plan.act is not Act.RECEIVED else '商品'}{act[plan.act]}的时间而定：")
    items: list[Phrase] = []
    before: Stretch | None = None
    for stretch in plan.stretches:
        if stretch.declines:
            items.append((_LATER[plan.refused],))
        else:
            what = words(listed(_choices(speaker, stretch), "或"), _aside(speaker, stretch.own, plan.offers))
            if stretch.until is None:
                items.append(words("此后，", what))
            elif before and before.until and share_clock(speaker.policy, before.until, stretch.until):
                items.append(words(" ", term(speaker, stretch.until.term, Style.PLAIN), "内，", what))
            else:
                items.append(words(term(speaker, stretch.until.term, Style.WITHIN), "，", what))
        before = stretch
    return words(intro, join(items, "；"))


def later(plan: Plan) -> Phrase:
    """What a claim that comes too late meets."""
    return (_LATER[plan.refused],)


_REFUSE = {
    Refused.RETURN: "恕不接受退货",
    Refused.CANCELLATION: "订单恕不能取消",
    Refused.CLAIM: "恕不退款或更换",
}
_REFUSE_TOPIC = {
    Refused.RETURN: "不支持退货",
    Refused.CANCELLATION: "不支持取消",
    Refused.CLAIM: "不支持退款或更换",
}
_LATER = {
    Refused.RETURN: "逾期不予退货",
    Refused.CANCELLATION: "逾期不予取消",
    Refused.CLAIM: "逾期不予受理",
}
