"""Decisions explained: the texts that were read and found fit to send, and what holds for every text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import product
from pathlib import Path

import pytest
import yaml

from generator.decisions.clock import NOT_YET, End, Moment
from generator.decisions.deciding import Decider
from generator.decisions.decision import Amount, Deadline, Decision, Part, Problem, ProblemKind
from generator.decisions.situation import Situation
from generator.language.explanation import explain, explain_reason, explain_seller, facet_line
from generator.language.explanation_case import Case
from generator.language.explanation_value import money_of
from generator.language.lookup import leaves
from generator.language.read import Kind, read
from generator.language.style import Voice
from generator.policy.load import load_policy
from generator.policy.model import Band, FactKind, Policy, TermRef
from generator.policy.notation import parse_money
from generator.policy.values import Money, quantities_in

HERE = Path(__file__).parent
GOLDEN = yaml.load((HERE / "explanations.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
LANGUAGES = ("en", "zh")
HAN = "\u4e00-\u9fff"
INTERNAL = ("approv", "team lead", "support agent", "manager", "审批", "批准", "组长", "主管", "_", "{", "}", "None")
BASE = {
    "region": "DE",
    "channel": "own_shop",
    "category": "electronics",
    "violation": "none",
    "flags": [],
    "value": "120.00 USD",
    "ordered": "2026-11-03",
    "dispatched": "2026-11-05",
    "delivered": "2026-11-10",
    "now": "2026-11-20",
}
"""What a situation of the golden file is, unless it says otherwise; ``unknown`` takes a fact away."""


@pytest.fixture(scope="module")
def policy() -> Policy:
    loaded, findings = load_policy(HERE.parents[1])
    assert loaded is not None, findings
    return loaded


@pytest.fixture(scope="module")
def decider(policy: Policy) -> Decider:
    return Decider.of(policy)


def situation(policy: Policy, decider: Decider, flat: Mapping[str, object]) -> Situation:
    """The situation of a flat map over the usual one; events that are not named have not happened."""
    whole = dict.fromkeys(policy.scopes.events, "not_yet") | BASE | dict(flat)
    known = {name: value for name, value in whole.items() if value != "unknown"}
    facts = policy.scopes.facts

    def moment(text: object) -> Moment:
        if text == "not_yet":
            return NOT_YET
        at = datetime.fromisoformat(str(text)) if "T" in str(text) else date.fromisoformat(str(text))
        return decider.clock.moment(at)

    def money(text: object) -> Money:
        found = parse_money(str(text))
        assert isinstance(found, Money)
        return found

    kinds = {name: facts[name].kind if name in facts else None for name in known}
    return Situation(
        {n: str(v) for n, v in known.items() if kinds[n] in (FactKind.ONE_OF, FactKind.COUNTRIES)},
        {n: frozenset(v) for n, v in known.items() if kinds[n] is FactKind.ANY_OF and isinstance(v, list)},
        {n: money(v) for n, v in known.items() if kinds[n] is FactKind.MONEY},
        {n: moment(v) for n, v in known.items() if n in policy.scopes.events},
        moment(known["now"]),
    )


def sweep() -> Iterator[Mapping[str, object]]:
    """Situations all over the policy: every reason, early, late and far too late, here and there."""
    reasons = (
        "changed_mind wrong_size not_as_described wrong_item incomplete damaged defective delivered_not_received "
        "request_declined payment_dispute"
    ).split()
    before = "out_of_stock cannot_ship late_dispatch cancel unpaid".split()
    on_the_way = "late_transit lost refused returned_to_sender cancel".split()
    events = {"reported": "2026-11-11", "declined": "2026-11-12", "dispute_opened": "2026-11-13"}
    for reason, region, flags, now in product(
        reasons,
        ("DE", "US", "CN", "BR"),
        ([], ["opened"], ["used", "sale"]),
        ("2026-11-13", "2026-12-15", "2033-01-05"),
    ):
        yield {"reason": reason, "region": region, "flags": flags, "now": now, **events}
    for reason, channel, now in product(before, ("own_shop", "wish"), ("2026-11-04", "2026-11-08", "2026-12-20")):
        sent = {"dispatched": "not_yet", "delivered": "not_yet", "stock_notice": "2026-11-04T09:30"}
        yield {"reason": reason, "channel": channel, "now": now, **sent}
    for reason, region, now in product(on_the_way, ("DE", "BR"), ("2026-11-10", "2026-11-30", "2027-02-20")):
        yield {"reason": reason, "region": region, "now": now, "delivered": "not_yet", "return_received": "2026-11-09"}


@dataclass(frozen=True)
class Told:
    """A situation, what is decided in it, and how that is told."""

    situation: Situation
    part: Part
    text: str


@pytest.fixture(scope="module", params=LANGUAGES)
def told(policy: Policy, decider: Decider, request: pytest.FixtureRequest) -> tuple[str, tuple[Told, ...]]:
    """Every situation of the sweep, told in a language."""
    lang = str(request.param)
    found = []
    for flat in sweep():
        known = situation(policy, decider, flat)
        decision = decider.decide(known)
        found.append(Told(known, decision.main, explain(policy, known, decision, lang)))
    return lang, tuple(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_time_before_which_a_rule_does_not_match_changes_no_word(policy: Policy, lang: str) -> None:
    """The wait is told with what follows it, and not with what follows that."""
    rule = policy.rules["delays.late_dispatch"]
    passed = Band(TermRef("cancellations.production_start", rule.place), None, (), (), True, rule.place)
    later = replace(policy, rules={**policy.rules, rule.id: replace(rule, bands=(passed, *rule.bands))})
    flat = {"reason": "late_dispatch", "now": "2026-11-05", "dispatched": "not_yet", "delivered": "not_yet"}
    told = []
    for each in (policy, later):
        decider = Decider.of(each)
        known = situation(each, decider, flat)
        decision = decider.decide(known)
        assert [option.offer for option in decision.main.options] == ["wait"]
        told.append(explain(each, known, decision, lang))
    assert told[0] == told[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("entry", GOLDEN, ids=[str(at) for at in range(len(GOLDEN))])
def test_the_texts_are_those_that_were_read_and_found_fit_to_send(
    policy: Policy, decider: Decider, entry: Mapping[str, object], lang: str
) -> None:
    flat = entry["situation"]
    assert isinstance(flat, dict)
    known = situation(policy, decider, flat)
    assert explain(policy, known, decider.decide(known), lang) == str(entry[lang]).strip()


def test_buyers_read_nothing_internal(policy: Policy, told: tuple[str, tuple[Told, ...]]) -> None:
    """No approval, no role, no id of a rule or a term, no blank left open."""
    ids = {*policy.rules, *policy.terms}
    for one in told[1]:
        assert not [word for word in INTERNAL if word in one.text], one.text
        assert not [id for id in ids if id in one.text], one.text


def test_every_amount_is_one_of_the_decision(policy: Policy, told: tuple[str, tuple[Told, ...]]) -> None:
    """The project's own reader reads the amounts of the decision, what they are worked out from, and no others."""
    lang, texts = told
    for one in texts:
        seen = {str(found.value) for found in read(one.text, lang) if found.kind is Kind.MONEY}
        due = {str(money_of(amount)) for amount in amounts(one.part)}
        sources = {str(money) for money in one.situation.amounts.values()} | bounds(policy)
        assert due <= seen <= due | sources, (one.text, due, seen)


def amounts(part: Part) -> Iterator[Amount]:
    """What a text has to name: what is paid or given, fees, and what comes beside it."""
    for option in part.options:
        # Where nothing was paid, no rule says how money goes back.
        pays = option.offer in ("refund", "partial_refund", "cancel", "store_credit") and "refund.to" in option.facets
        found = [option.amount] if pays else []
        found += [v for n, v in option.facets.items() if isinstance(v, Amount) and (pays or n.startswith("also."))]
        yield from (amount for amount in found if amount is not None and amount.low is not None)


def bounds(policy: Policy) -> set[str]:
    """The sums that stand in terms."""
    values = [leaf for term in policy.terms.values() for _, leaf in leaves(term.value)]
    return {str(one) for leaf in values for one in quantities_in(leaf) if isinstance(one, Money)}


def test_every_date_is_one_of_the_decision(policy: Policy, told: tuple[str, tuple[Told, ...]]) -> None:
    """Every deadline that has a date is told as that date; other dates are ends of windows."""
    lang, texts = told
    for one in texts:
        seen = {str(found.value) for found in read(one.text, lang) if found.kind is Kind.DATE}
        due = {day(end) for end in ends(one.part)}
        case = Case(policy, one.situation, one.part)
        windows = [*case.windows(), *([until] if (until := case.until()) else [])]
        assert due <= seen <= due | {day(window.end) for window in windows if window.end}, (one.text, due, seen)


def day(end: End) -> str:
    return date.fromordinal(end.day).isoformat()


def ends(part: Part) -> Iterator[End]:
    """The ends of what we or the buyer must do, as far as they are known."""
    for option in part.options:
        for value in option.facets.values():
            if isinstance(value, Deadline) and value.term and value.end and not value.end.is_open:
                yield value.end


def test_a_text_is_a_few_clean_sentences(told: tuple[str, tuple[Told, ...]]) -> None:
    lang, texts = told
    stop = {"en": ".", "zh": "。"}[lang]
    for text in (one.text for one in texts):
        assert text.endswith(stop), text
        assert len(re.findall(r"\. |\.$|。", text)) <= 9, text
        assert not re.search(r"  |\.\.|。。|，，| ,| \.|，。|\ba [aeio]|在最迟|在在", text), text
        if lang == "zh":
            timeless = re.sub(r"\d\d:\d\d", "", text)
            assert not re.search(rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9%][{HAN}]|[,;:()?!]", timeless), text


def test_a_problem_goes_to_a_person(policy: Policy, decider: Decider) -> None:
    """Where the policy does not decide, nothing is promised but that somebody does."""
    known = situation(policy, decider, {"reason": "lost"})
    for kind in ProblemKind:
        decision = Decision(Part(problem=Problem(kind)), Part())
        assert "colleague" in explain(policy, known, decision, "en")
        assert "人工" in explain(policy, known, decision, "zh")


def test_the_shop_is_told_what_it_pays_and_until_when_to_appeal(policy: Policy, decider: Decider) -> None:
    flat = {"reason": "changed_mind", "channel": "wish", "violation": "late_shipping", "statement": "2026-11-19"}
    known = situation(policy, decider, flat)
    decision = decider.decide(known)
    assert explain_seller(policy, known, decision, "en") == (
        "The first scan came too late. You bear the cost. You are charged a penalty for late shipping: US$24.00 "
        "(20% of the order total of US$120.00). You can appeal by 24 November 2026. Please have the carrier's answer "
        "to your search and first scan ready."
    )
    assert explain_seller(policy, known, decision, "zh") == (
        "承运商首次扫描过晚。费用由我们承担。须支付延迟发货罚款 24.00 美元（订单总额 120.00 美元的 20%）。"
        "可以在 2026 年 11 月 24 日（含）前提出申诉。请备齐承运商查件结果和首次扫描记录。"
    )


def test_where_nothing_holds_towards_the_shop_it_is_told_nothing(policy: Policy, decider: Decider) -> None:
    known = situation(policy, decider, {"reason": "changed_mind"})
    assert explain_seller(policy, known, decider.decide(known), "en") == ""


def test_a_reason_is_a_line(policy: Policy, decider: Decider) -> None:
    """Title, facet, band, term and value; then the rules it takes precedence over."""
    flat = {"reason": "changed_mind", "region": "US", "flags": ["opened"]}
    because = decider.decide(situation(policy, decider, flat)).main.because
    lines = {lang: [explain_reason(policy, reason, lang) for reason in because] for lang in LANGUAGES}
    offer = "“I changed my mind”: offer, before the return window ends; return window = 30 days after delivery"
    assert offer in lines["en"]
    assert "“不想要了”：处理方案（退货期限届满前）；退货期限 = 签收后 30 天" in lines["zh"]
    postage = "“I send it back from the United States”: return postage; takes precedence over “I changed my mind”"
    assert postage in lines["en"]
    assert all("\n" not in line for lang in LANGUAGES for line in lines[lang])


def test_a_facet_is_a_line_in_either_voice(policy: Policy) -> None:
    assert facet_line(policy, "postage", "buyer", "en") == "return postage: you pay"
    assert facet_line(policy, "postage", "buyer", "en", Voice.STAFF) == "return postage: the buyer pays"
    assert facet_line(policy, "postage", "buyer", "zh", Voice.STAFF) == "退货运费：由买家承担"
    assert facet_line(policy, "return_to", "reno", "en") == "send to: our returns centre in Reno"
    assert facet_line(policy, "approval", "lead", "zh") == "审批：客服组长"
    assert facet_line(policy, "methods", ("mail", "store"), "en") == "how to send: by post and in a store"
