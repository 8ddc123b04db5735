"""Seasons that shorten what they meant to extend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

from generator.decisions.axes import SEASON
from generator.decisions.evaluator import Evaluator, ReadyLeaf
from generator.decisions.program import Leaf, Rule, Tree, is_table
from generator.decisions.seasons import ends_of
from generator.decisions.times import span_of
from generator.finding import Finding
from generator.policy.model import Policy

_DAY = 86_400


def shortened(policy: Policy, evaluator: Evaluator) -> Iterator[Finding]:
    """The windows that can end earlier in a season than outside it: rows of a table, and rules over other rules."""
    compare = _Compare(evaluator)
    untils = {term for at in range(len(evaluator.rules)) for term in evaluator.untils(at)}
    for term in sorted(untils):
        seen: set[tuple[str, str, str]] = set()
        for season, inside, outside in compare.rows(term):
            key = (season, inside.leaf["text"], outside.leaf["text"])
            if key not in seen:
                seen.add(key)
                yield _finding(policy, term, *key)
    for rule in evaluator.rules:
        for season, term, inside, outside in compare.overrides(rule):
            yield _finding(policy, term, season, inside.leaf["text"], outside.leaf["text"])


def _finding(policy: Policy, term: str, season: str, value: str, base: str) -> Finding:
    facts = {"term": term, "season": season, "value": value, "base": base}
    return Finding("SP268", policy.terms[term].place, facts, term)


class _Compare:
    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator

    def rows(self, term: str) -> Iterator[tuple[str, ReadyLeaf, ReadyLeaf]]:
        """For each season the values inside and outside of it, where the first can end before the second."""
        evaluator = self.evaluator
        axes = sorted(_axes_in(evaluator.program["terms"][term]))
        for name in axes:
            if not name.startswith(f"{SEASON}."):
                continue
            axis = evaluator.axis_index[name]
            others = [evaluator.axis_index[one] for one in axes if one != name]
            for chosen in product(*(range(len(evaluator.masks[at])) for at in others)):
                classes = [0] * len(evaluator.axes)
                for at, one in zip(others, chosen, strict=True):
                    classes[at] = one
                outside = evaluator.leaf(term, classes)
                for season in range(1, len(evaluator.masks[axis])):
                    classes[axis] = season
                    inside = evaluator.leaf(term, classes)
                    if not self.covers(inside.leaf, outside.leaf, axis, season):
                        yield evaluator.axes[axis]["values"][season], inside, outside

    def overrides(self, rule: Rule) -> Iterator[tuple[str, str, ReadyLeaf, ReadyLeaf]]:
        """For a rule of a season that is over another one: its last window, where it can end before the other's."""
        evaluator = self.evaluator
        own = _last_until(rule)
        seasons = {
            (evaluator.axis_index[axis], at)
            for clause in rule["when"]
            for axis, classes in clause.items()
            if axis.startswith(f"{SEASON}.")
            for at in classes
            if at
        }
        for name in rule["over"] if own and seasons else ():
            other = evaluator.rules[evaluator.index[name]]
            base = _last_until(other)
            if own is None or base is None or any(_is_seasonal(clause) for clause in other["when"]):
                continue
            for axis, season in sorted(seasons):
                for inside in evaluator.leaves(own):
                    for outside in evaluator.leaves(base):
                        if not self.covers(inside.leaf, outside.leaf, axis, season):
                            yield evaluator.axes[axis]["values"][season], own, inside, outside

    def covers(self, inside: Leaf, outside: Leaf, axis: int, season: int) -> bool:
        """Whether the first surely ends no earlier than the second, for events in the season."""
        if outside["kind"] == "later_of":
            return all(self.covers(inside, part, axis, season) for part in outside["parts"])
        if inside["kind"] == "later_of":
            return any(self.covers(part, outside, axis, season) for part in inside["parts"])
        if inside["kind"] == "earlier_of":
            return all(self.covers(part, outside, axis, season) for part in inside["parts"])
        if outside["kind"] == "earlier_of":
            return any(self.covers(inside, part, axis, season) for part in outside["parts"])
        return self._covers(inside, outside, axis, season)

    def _covers(self, inside: Leaf, outside: Leaf, axis: int, season: int) -> bool:
        clock, event = self.evaluator.clock, self.evaluator.axes[axis]["fact"]
        match inside["kind"], outside["kind"]:
            case ("unlimited", _) | (_, "at_once"):
                return True
            case "after", "after":
                same = inside["event"] == outside["event"]
                return same and span_of(outside, clock).surely_ends_by(span_of(inside, clock))
            case "day", "day":
                return inside["day"] >= outside["day"]
            case "day", "after" if outside["event"] == event:
                last = self._days(axis, season)[1]
                longest = span_of(outside, clock).longest // _DAY
                return last + longest <= date(*inside["day"]).toordinal()
            case "after", "day" if inside["event"] == event:
                first = self._days(axis, season)[0]
                shortest = span_of(inside, clock).shortest // _DAY
                return first + shortest >= date(*outside["day"]).toordinal()
            case "yearly", _:
                return True  # the first such day after the event: how far off it is, is for people to see
            case _:
                return inside == outside

    def _days(self, axis: int, season: int) -> tuple[int, int]:
        year = date.fromordinal(self.evaluator.program["effective"]).year
        return ends_of(self.evaluator.axes[axis].get("spans", [])[season - 1], year)


def _axes_in(tree: Tree) -> set[str]:
    if not is_table(tree):
        return set()
    return {axis for row in tree["rows"] for axis in (*row["when"], *_axes_in(row["value"]))}


def _is_seasonal(clause: dict[str, list[int]]) -> bool:
    return any(axis.startswith(f"{SEASON}.") for axis in clause)


def _last_until(rule: Rule) -> str | None:
    """The term that ends the last band in which anything is granted."""
    found = None
    for band in rule["bands"]:
        granted = {option["offer"] for option in band["options"]} - {"decline"}
        if "until" in band and granted:
            found = band["until"]
    return found
