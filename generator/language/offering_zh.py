"""What a rule offers, stretch by stretch, in Chinese."""

from __future__ import annotations

import re

from generator.language import condition_zh
from generator.language.companion_zh import aside
from generator.language.course import defaults_later, is_wait_of_buyer, only_looks
from generator.language.facet_zh import beside_refund, buyer, offer_clause, offer_noun, with_postage
from generator.language.grammar_zh import listed
from generator.language.lookup import find_term
from generator.language.phrase import Phrase, join, plain
from generator.language.plan import Plan, Refused, Stretch, only_waits, waits_first
from generator.language.postage import told_with_choice, told_with_refund
from generator.language.situation import Situation, sort_clause
from generator.language.speaker import Speaker
from generator.language.spread import share_clock
from generator.language.style import Style
from generator.language.term_zh import term
from generator.language.wording import starts_with, words
from generator.policy.model import Act, Chooser
from generator.policy.values import Endless

TWO = 2
MANY = 3
"""From this many granting stretches on, the sentence becomes a list."""
_STATE = re.compile("了(?=[或、]|$)")
"""A change of state, which a reason for something has no place for: 因不想要而退货, but 如您不想要了."""


def outcome(speaker: Speaker, plan: Plan) -> Phrase:
    """如您改变主意，请在签收后 30 天内联系我们，我们将全额退款；…."""
    first = plan.stretches[0]
    if first.declines and len(plan.stretches) == 1:
        return _refusal(speaker, plan)
    if len([s for s in plan.stretches if not s.declines and not only_waits(s)]) >= MANY:
        return _list(speaker, plan)
    if waits_first(plan) and first.until is not None:
        parts = [words(situation(speaker, plan), waits(speaker, plan))]
    elif defaults_later(plan) and first.until is not None:
        must = "请在" if speaker.is_buyers else "买家须在"
        deadline = term(speaker, first.until.term, Style.WITHIN)
        otherwise = granted(speaker, plan, plan.stretches[1])
        choice = _told(speaker, plan, first, is_named=False)
        return words(situation(speaker, plan), choice, "。", must, deadline, "告知我们，逾期", otherwise)
    else:
        opening = _opening(speaker, plan, first)
        parts = [words(opening, _told(speaker, plan, first, is_named=bool(opening)))]
    for before, stretch in zip(plan.stretches, plan.stretches[1:], strict=False):
        parts.append(_next(speaker, plan, before, stretch))
    return join(parts, "；")


def granted(speaker: Speaker, plan: Plan, stretch: Stretch) -> Phrase:
    """What a stretch offers, as a clause, with what holds for it alone."""
    return _told(speaker, plan, stretch, is_named=False)


def _told(speaker: Speaker, plan: Plan, stretch: Stretch, is_named: bool) -> Phrase:
    """The same; without its subject where the sentence has named the buyer (``is_named``)."""
    if stretch.declines:
        return later(plan) if only_looks(plan) else (_REFUSE[plan.refused],)
    beside = aside(speaker, stretch.own, plan.offers)
    if only_waits(stretch) and waits_first(plan):
        return (_waiting(speaker, plan),)
    who = "" if is_named else buyer(speaker)
    if len(stretch.outcomes) == 1:
        told = offer_clause(speaker, stretch.outcomes[0])
        head = told[0]
        if is_named and isinstance(head, str) and head.startswith(f"{buyer(speaker)}可"):
            told = words(head.removeprefix(buyer(speaker)), told[1:])
        postage = told_with_refund(plan) if stretch.outcomes[0].grants else ()
        return words(told, beside, with_postage(postage))
    nouns = _either(_choices(speaker, stretch))
    if chooser := _other_chooser(stretch):
        return words(f"由{chooser}选择", nouns, beside)
    return words(who, "可选择", nouns, beside_refund(told_with_choice(plan)), beside)


def _other_chooser(stretch: Stretch) -> str:
    """Who chooses, where it is not the buyer and there is anything to choose."""
    who = {Chooser.SELLER: "我们", Chooser.PLATFORM: "平台"}.get(stretch.choice or Chooser.BUYER, "")
    return who if stretch.outcomes[1:] else ""


def _either(choices: list[Phrase]) -> Phrase:
    """退款或换货; 取消订单并全额退款，或继续等待, where one that is not the last does two things."""
    *others, last = choices
    if any("并" in plain(each) for each in others):
        return words(join(others, "、"), "，或", last)
    return listed(choices, "或")


def _waiting(speaker: Speaker, plan: Plan) -> str:
    if not is_wait_of_buyer(plan):
        return "我们会先等待"
    return "请先等待" if speaker.is_buyers else "请买家先等待"


def waits(speaker: Speaker, plan: Plan) -> Phrase:
    """请先等待，最长至下单后 3 天: the wait with which a rule begins."""
    until = plan.stretches[0].until
    return words(_waiting(speaker, plan), _until(speaker, until.term) if until else "")


def _until(speaker: Speaker, id: str) -> Phrase:
    """，最长至发货后 3 周, or 至送达时限届满 where the term is told by its name."""
    until = term(speaker, id, Style.UNTIL)
    return words("，" if starts_with(until, ("最长",)) else "", until)


def later(plan: Plan) -> Phrase:
    """What a claim that comes too late meets."""
    return (f"逾期{_LATER[plan.refused]}",)


def situation(speaker: Speaker, plan: Plan) -> Phrase:
    """The situation before what follows from it."""
    start = condition_zh.condition(speaker.policy, plan.rule.when, speaker.voice)
    if not start:
        return ()
    topics = all(condition_zh.only_topic(sort_clause(speaker.policy, each)) for each in plan.rule.when)
    return words("对于" if topics and not condition_zh.is_order(start) else "", start, "，")


def _refusal(speaker: Speaker, plan: Plan) -> Phrase:
    start = condition_zh.condition(speaker.policy, plan.rule.when, speaker.voice)
    clauses = [sort_clause(speaker.policy, each) for each in plan.rule.when]
    if (
        plan.refused is Refused.CANCELLATION
        and len(clauses) == 1
        and condition_zh.topic(speaker.policy, clauses[0], speaker.voice)
    ):
        # What is refused is what happened: 易腐食品发货后不能取消订单.
        about = condition_zh.topic(speaker.policy, clauses[0], speaker.voice)
        return words(about, condition_zh.times(clauses[0]), "不能取消订单")
    if plan.refused is Refused.RETURN and len(clauses) == 1 and clauses[0].nouns and not clauses[0].speaks_of_order:
        # 定制商品不支持因改变主意而退货
        reasons = condition_zh.reasons(clauses[0], speaker.voice)
        if reasons and clauses[0] == Situation(reasons=clauses[0].reasons, nouns=clauses[0].nouns):
            about = condition_zh.topic(speaker.policy, clauses[0], speaker.voice)
            told = _STATE.sub("", str(reasons[0]).removeprefix(buyer(speaker)))
            bare = words(told, reasons[1:])
            return words(about, "不支持因", bare, "而退货")
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
    deadline = term(speaker, first.until.term, Style.WITHIN)
    clauses = [sort_clause(speaker.policy, each) for each in plan.rule.when]
    if plan.act is Act.REQUESTED and len(clauses) == 1 and len(clauses[0].reasons) == 1 and not clauses[0].events:
        who, reason = buyer(speaker), condition_zh.label(clauses[0].reasons[0], speaker.voice)
        if reason.startswith(f"{who}申请"):
            topic = condition_zh.topic(speaker.policy, clauses[0], speaker.voice)
            asked = words(who, "在", deadline, reason.removeprefix(who))
            return words(topic, "，" if topic else "", "如", asked, "，")
    if speaker.is_buyers:
        return words(about, _act(speaker, plan.act, deadline), "，")
    who = "" if plan.act is Act.RECEIVED else buyer(speaker)
    told = [condition_zh.label(reason, speaker.voice) for clause in clauses for reason in clause.reasons]
    if told:
        is_named = len(told) == 1 and who and told[0].startswith(who) and not told[0].startswith(f"{who}的")
        return words(about, "并" if is_named else f"且{who}", _act(speaker, plan.act, deadline), "，")
    return words(about, "如", who, _act(speaker, plan.act, deadline), "，")


def _act(speaker: Speaker, act: Act, deadline: Phrase) -> Phrase:
    """What must have happened by the deadline."""
    if speaker.is_buyers:
        if act is Act.RECEIVED:
            return words("商品须在", deadline, "寄达我们")
        return words("请在", deadline, "联系我们" if act is Act.REQUESTED else "寄回商品")
    told = {Act.REQUESTED: "联系我们", Act.SENT: "寄回商品", Act.RECEIVED: "寄达我们"}[act]
    return words("商品" if act is Act.RECEIVED else "", "在", deadline, told)


def _choices(speaker: Speaker, stretch: Stretch) -> list[Phrase]:
    return [
        words(offer_noun(speaker, option), aside(speaker, option.own, frozenset((option.offer,))))
        for option in stretch.outcomes
    ]


def _next(speaker: Speaker, plan: Plan, before: Stretch, stretch: Stretch) -> Phrase:
    if stretch.declines and stretch.until is None:
        return (f"此后{_LATER[plan.refused]}",) if len(plan.stretches) > TWO else later(plan)
    what = _told(speaker, plan, stretch, is_named=True)
    is_waited = only_waits(before)
    if stretch.until is None:
        return words("此后，" if is_waited or len(plan.stretches) > TWO else "逾期的，", what)
    if is_waited:
        return words("此后至", term(speaker, stretch.until.term, Style.WITHIN), "，", what)
    if before.until is not None and share_clock(speaker, before.until, stretch.until):
        return words("逾期但未超过 ", term(speaker, stretch.until.term, Style.PLAIN), "的，", what)
    return words("逾期但在", term(speaker, stretch.until.term, Style.WITHIN), "的，", what)


def _list(speaker: Speaker, plan: Plan) -> Phrase:
    """如…，处理方式视您联系我们的时间而定：签收后 7 天内，…；15 天内，…."""
    acts = {
        Act.REQUESTED: f"{buyer(speaker)}联系我们",
        Act.SENT: f"{buyer(speaker)}寄回商品",
        Act.RECEIVED: "商品寄达",
    }
    items: list[Phrase] = []
    before: Stretch | None = None
    for stretch in plan.stretches:
        chooser = _other_chooser(stretch)
        nouns = words(f"由{chooser}选择" if chooser else "", listed(_choices(speaker, stretch), "或"))
        what = words(nouns, aside(speaker, stretch.own, plan.offers))
        if stretch.declines and stretch.until is None:
            items.append((f"此后{_LATER[plan.refused]}",))
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
    Refused.RETURN: "不予退货",
    Refused.CANCELLATION: "不予取消",
    Refused.CLAIM: "不予受理",
}
