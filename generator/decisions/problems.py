"""What is wrong with a decision, as findings."""

from __future__ import annotations

from generator.decisions.decision import Decision, Problem, ProblemKind
from generator.finding import Finding, Place
from generator.policy.model import Policy

_CODES = {
    ProblemKind.UNCOVERED: "SP262",
    ProblemKind.CONFLICT: "SP264",
    ProblemKind.MISSING: "SP265",
    ProblemKind.UNPUBLISHED: "SP261",
}


def findings_of(decision: Decision, policy: Policy, situation: str) -> tuple[Finding, ...]:
    """A finding for each part of the decision that the policy does not decide; ``situation`` as somebody wrote it."""
    problems = dict.fromkeys(
        part.problem for part in (decision.main, decision.buyer, decision.seller) if part.problem is not None
    )
    answered = decision.main.problem is None and decision.main.outcome is not None
    return tuple(
        finding_of(problem, policy, situation)
        for problem in problems
        if not (answered and problem.kind is ProblemKind.UNCOVERED)
    )


def finding_of(problem: Problem, policy: Policy, situation: str) -> Finding:
    """The finding, where the first of its rules stands."""
    rules = ", ".join(problem.rules)
    facts: dict[str, str | tuple[str, str]] = {
        "situation": situation,
        "facet": problem.facet,
        "rules": (rules, rules.replace(", ", "、")),
        "term": problem.term or "-",
        **dict(problem.facts),
    }
    return Finding(_CODES[problem.kind], place_of(problem, policy), facts, problem.term)


def place_of(problem: Problem, policy: Policy) -> Place:
    """The deadline that has no end, else the first rule in question; the first section where there is neither."""
    if problem.term is not None and problem.term in policy.terms:
        return policy.terms[problem.term].place
    places = [policy.rules[rule].place for rule in problem.rules if rule in policy.rules]
    if places:
        return max(places)
    return next((section.place for section in policy.sections.values()), policy.shop.place)
