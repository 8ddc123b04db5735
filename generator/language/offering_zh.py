"""What a rule offers, stretch by stretch, in Chinese."""

from __future__ import annotations

from generator.language import condition_zh
from generator.language.companion_zh import aside
from generator.language.facet_zh import buyer, offer_clause, offer_noun
from generator.language.grammar_zh import listed
from generator.language.lookup import find_term
from generator.language.phrase import Phrase, join
from generator.language.plan import Plan, Refused, Stretch, only_waits, waits_first
from generator.language.situation import sort_clause
from generator.language.speaker import Speaker
from generator.language.spread import share_clock
from generator.language.style import Style
from generator.language.term_zh import term
from generator.language.wording import words
from generator.policy.model import Act, Chooser
from generator.policy.values import Endless

MANY = 3
"""From this many granting stretches on, the sentence becomes a list."""


def outcome(speaker: Speaker, plan: Plan) -> Phrase:
    """如您改变主意，请在签收后 30 天内联系我们，我们将全额退款；…."""
    first = plan.stretches[0]
    if first.declines and len(plan.stretches) == 1:
        return _refusal(speaker, plan)
    if len([s for s in plan.stretches if not s.declines and not only_waits(s)]) >= MANY:
        return _list(speaker, plan)
    if waits_first(plan) and first.until is not None:
        until = term(speaker, first.until.term, Style.UNTIL)
        parts = [words(situation(speaker, plan), "我们会先等待，", until)]
    else:
        parts = [words(_opening(speaker, plan, first), granted(speaker, plan, first))]
    for before, stretch in zip(plan.stretches, plan.stretches[1:], strict=False):
        parts.append(_next(speaker, plan, before, stretch))
    return join(parts, "；")


def granted(speaker: Speaker, plan: Plan, stretch: Stretch) -> Phrase:
    """What a stretch offers, as a clause, with what holds for it alone."""
    if stretch.declines:
        return (_REFUSE[plan.refused],)
    beside = aside(speaker, stretch.own, plan.offers)
    if only_waits(stretch) and waits_first(plan):
        return ("我们会先等待",)
    if len(stretch.outcomes) == 1:
        return words(offer_clause(speaker, stretch.outcomes[0]), beside)
    nouns = listed(_choices(speaker, stretch), "或")
    match stretch.choice:
        case Chooser.SELLER:
            return words("由我们选择", nouns, beside)
        case Chooser.PLATFORM:
            return words("由平台选择", nouns, beside)
    return words(buyer(speaker), "可选择", nouns, beside)


def later(plan: Plan) -> Phrase:
    """What a claim that comes too late meets."""
    return (_LATER[plan.refused],)


def situation(speaker: Speaker, plan: Plan) -> Phrase:
    """The situation before what follows from it."""
    start = condition_zh.condition(speaker.policy, plan.rule.when, speaker.voice)
    if not start:
        return ()
    topics = all(condition_zh.only_topic(sort_clause(speaker.policy, each)) for each in plan.rule.when)
    return words("对于" if topics and not condition_zh.is_order(start) else "", start, "，")


def _refusal(speaker: Speaker, plan: Plan) -> Phrase:
    start = condition_zh.condition(speaker.policy, plan.rule.when, speaker.voice)
    if start and all(condition_zh.only_topic(sort_clause(speaker.policy, each)) for each in plan.rule.when):
        return words(start, _REFUSE_TOPIC[plan.refused])
    return words(start, "，" if start else "", _REFUSE[plan.refused])


def _opening(speaker: Speaker, plan: Plan, first: Stretch) -> Phrase:
    """如您改变主意，请在签收后 30 天内联系我们，."""
    about = situation(speaker, plan)
    if first.since is not None:
        return words(about, term(speaker, first.since.term, Style.BEYOND), "的，")
    if first.until is None:
        return about
    if find_term(speaker.policy, first.until.term).value is Endless.UNLIMITED:
        return words(about, "无论何时提出，")
    return words(about, _act(speaker, plan.act, term(speaker, first.until.term, Style.WITHIN), bool(about)), "，")


def _act(speaker: Speaker, act: Act, deadline: Phrase, follows: bool) -> Phrase:
    """What must have happened by the deadline."""
    if speaker.is_buyers:
        if act is Act.RECEIVED:
            return words("商品须在", deadline, "寄达我们")
        return words("请在", deadline, "联系我们" if act is Act.REQUESTED else "寄回商品")
    told = {Act.REQUESTED: "提出", Act.SENT: "寄回商品", Act.RECEIVED: "寄达我们"}[act]
    who = "商品" if act is Act.RECEIVED else "" if follows else buyer(speaker)
    return words("且" if follows else "", who, "在", deadline, told, "" if follows else "的")


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
        return words("此后，", what)
    if before.until is not None and share_clock(speaker, before.until, stretch.until):
        return words("此后至", term(speaker, stretch.until.term, Style.PLAIN), "内，", what)
    return words("此后，", term(speaker, stretch.until.term, Style.WITHIN), "，", what)


def _list(speaker: Speaker, plan: Plan) -> Phrase:
    """如…，处理方式视您联系我们的时间而定：签收后 7 天内，…；15 天内，…."""
    acts = {
        Act.REQUESTED: "您联系我们" if speaker.is_buyers else "买家提出",
        Act.SENT: f"{buyer(speaker)}寄回商品",
        Act.RECEIVED: "商品寄达",
    }
    items: list[Phrase] = []
    before: Stretch | None = None
    for stretch in plan.stretches:
        what = words(listed(_choices(speaker, stretch), "或"), aside(speaker, stretch.own, plan.offers))
        if stretch.declines:
            items.append(later(plan))
        elif stretch.until is None:
            items.append(words("此后，", what))
        elif before and before.until and share_clock(speaker, before.until, stretch.until):
            items.append(words(term(speaker, stretch.until.term, Style.PLAIN), "内，", what))
        else:
            items.append(words(term(speaker, stretch.until.term, Style.WITHIN), "，", what))
        before = stretch
    return words(situation(speaker, plan), f"处理方式视{acts[plan.act]}的时间而定：", join(items, "；"))


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
