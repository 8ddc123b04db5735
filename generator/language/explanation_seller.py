"""A decision told to the seller: what a platform, a bank or a carrier charges, and how to appeal."""

from __future__ import annotations

from collections.abc import Iterator

from generator.decisions.decision import Amount, Deadline
from generator.language.explanation_case import Case
from generator.language.explanation_tongue import Tongue
from generator.language.explanation_value import facet_of
from generator.language.lookup import find_term
from generator.language.situation import tells_what_happened
from generator.policy.model import Label


def tell_seller(case: Case, tongue: Tongue) -> Iterator[str]:
    """What happened, who bears it, what is charged, until when to appeal and with what; *you* is the shop."""
    yield from (tongue.of_the_shop(label) for label in _happened(case))
    facets = case.part.facets
    bears = facets.get("bears")
    if isinstance(bears, str):
        yield tongue.words.get(f"seller.bears.{bears}", "")
    for name, amount in facets.items():
        if name.startswith("charge.") and isinstance(amount, Amount):
            called = find_term(case.policy, amount.term).name[tongue.lang] if amount.term else name.partition(".")[2]
            how = tongue.how(case, amount)
            told = tongue.fill("how", how=how) if how else ""
            yield tongue.fill(
                "seller.charge", name=tongue.fee_name(called), amount=tongue.amount(case, amount), how=told
            )
    appeal = facets.get("appeal")
    if isinstance(appeal, Deadline) and case.is_past(appeal) and appeal.end:
        yield tongue.fill("seller.appeal_over", at=tongue.moment(case, appeal.end, "at"))
        return
    if isinstance(appeal, Deadline):
        yield tongue.fill("seller.appeal", by=tongue.by(case, appeal))
    elif appeal == "none":
        yield tongue.words["seller.no_appeal"]
    if case.part.evidence:
        evidence = tongue.plain(tongue.book.evidence(case.policy, facet_of("evidence", case.part.evidence).value))
        yield tongue.fill("seller.evidence", evidence=tongue.shops(evidence))


def _happened(case: Case) -> Iterator[Label]:
    """What happened, in the words of the rule that decides most."""
    rules = [case.policy.rules.get(reason.rule) for reason in case.part.because]
    tests = [test for rule in rules[:1] if rule for clause in rule.when for test in clause]
    axes = dict.fromkeys(test.axis for test in tests if test.axis in case.policy.scopes.facts)
    for axis in axes:
        fact, value = case.policy.scopes.facts[axis], case.situation.words.get(axis, "")
        if value in fact.values and axis != "channel" and tells_what_happened(case.policy.scopes, axis):
            yield fact.values[value]
