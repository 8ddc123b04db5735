"""z3 as an oracle: which rules can contradict each other, and whether any situation is without a rule.

Written from the compiled policy alone, as formulas over the class on each axis and over the questions of time, so that
it shares neither bits nor grid with the analysis that it is held against.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, permutations
from typing import Any, cast

from generator.decisions.acting import acts_of
from generator.decisions.axes import existing
from generator.decisions.clock import Clock
from generator.decisions.program import Clause, Leaf, Program, Rule, Tree, is_table
from generator.decisions.times import NOW, Atom, Span, atom_of, span_of

Pairs = frozenset[tuple[str, str]]


class Oracle:
    """One program as formulas; ``z3`` is the module."""

    def __init__(self, z3: Any, program: Program, *, is_buyer: bool) -> None:
        self.z3 = z3
        self.program = program
        self.axes = {axis["id"]: axis for axis in program["axes"]}
        self.lies = {id: z3.Int(id) for id in self.axes}
        to = {section["id"]: section["to"] for section in program["sections"]}
        self.rules = [
            rule for rule in program["rules"] if rule["bands"] and (to[rule["section"]] == "buyer") is is_buyer
        ]
        self.atoms: dict[Atom, Any] = {}
        self._leaves: dict[Atom, Leaf] = {}
        self.met = {
            (term, act): self._tree(program["terms"][term], act)
            for rule in self.rules
            for term, act in zip(_untils(rule), acts_of(rule), strict=True)
        }
        self.active = {rule["id"]: [self._band(rule, at) for at in range(len(rule["bands"]))] for rule in self.rules}
        self.beats = _beats(program)
        self.solver = z3.Solver()
        self.solver.add(*self._world())

    # ------------------------------------------------------------------------------ formulas

    def _clause(self, clause: Clause) -> Any:
        z3 = self.z3
        return z3.And([z3.Or([self.lies[axis] == at for at in classes]) for axis, classes in clause.items()])

    def _tree(self, tree: Tree, act: str | None) -> Any:
        """Whether the act is in time."""
        if not is_table(tree):
            return self._leaf(cast(Leaf, tree), act or NOW)
        z3 = self.z3
        return z3.Or([z3.And(self._clause(row["when"]), self._tree(row["value"], act)) for row in tree["rows"]])

    def _leaf(self, leaf: Leaf, act: str) -> Any:
        match leaf["kind"]:
            case "later_of":
                return self.z3.Or([self._leaf(part, act) for part in leaf["parts"]])
            case "earlier_of":
                return self.z3.And([self._leaf(part, act) for part in leaf["parts"]])
            case "after" | "yearly" | "day":
                atom = atom_of(leaf, act)
                self._leaves[atom] = leaf
                return self.atoms.setdefault(atom, self.z3.Bool(" ".join(atom)))
            case _:
                return self.z3.BoolVal(True)

    def _band(self, rule: Rule, at: int) -> Any:
        """Whether the rule matches in this band; a band that passes never does."""
        z3 = self.z3
        bands = rule["bands"]
        if bands[at].get("is_pass"):
            return z3.BoolVal(False)
        met = [self.met[key] for key in zip(_untils(rule), acts_of(rule), strict=True)]
        earlier = [z3.Not(one) for one in met[:at]]
        own = met[at : at + 1]
        when = z3.Or([self._clause(clause) for clause in rule["when"]])
        unless = z3.Or([self._clause(clause) for clause in rule["unless"]])
        return z3.And(when, z3.Not(unless), *earlier, *own)

    def _world(self) -> Iterator[Any]:
        """What holds of every situation."""
        z3 = self.z3
        for id, axis in self.axes.items():
            yield z3.Or([self.lies[id] == at for at in existing(axis)])
            if axis["kind"] == "season" and axis["fact"] in self.axes:
                yield z3.Or(self.lies[axis["fact"]] == 1, self.lies[id] == 0)
        for clause in self.program["impossible"]:
            yield z3.Not(self._clause(clause))
        clock = Clock(self.program)
        for (one, first), (two, second) in permutations(self.atoms.items(), 2):
            is_no_later = one[0] == two[0] and one[2] in (two[2], NOW)
            if is_no_later and _length(self._leaves[one], clock).surely_ends_by(_length(self._leaves[two], clock)):
                yield z3.Implies(first, second)
        for (event, _, act), atom in self.atoms.items():
            if event == act != NOW:
                yield atom  # what is counted from the act itself cannot be late for it
            if event != NOW and event in self.axes:
                yield z3.Implies(self.lies[event] == 0, atom)  # what has not happened leaves all the time there is

    # ------------------------------------------------------------------------------ questions

    def _matches(self, rule: str) -> Any:
        return self.z3.Or(self.active[rule])

    def conflicts(self) -> Pairs:
        """The pairs of rules that can both be left, with different offers."""
        z3 = self.z3
        by_id = {rule["id"]: rule for rule in self.rules}
        unbeaten = {
            id: z3.And([z3.Not(self._matches(other)) for other in by_id if id in self.beats[other]]) for id in by_id
        }
        found: set[tuple[str, str]] = set()
        for one, two in combinations(sorted(by_id), 2):
            if one in self.beats[two] or two in self.beats[one]:
                continue
            differ = [
                z3.And(self.active[one][i], self.active[two][j])
                for i, first in enumerate(by_id[one]["bands"])
                for j, second in enumerate(by_id[two]["bands"])
                if _offer(first) != _offer(second)
            ]
            self.solver.push()
            self.solver.add(z3.Or(differ), unbeaten[one], unbeaten[two])
            if self.solver.check() == z3.sat:
                found.add((one, two))
            self.solver.pop()
        return frozenset(found)

    def has_gap(self) -> bool:
        """Whether in some situation no rule makes an offer."""
        self.solver.push()
        self.solver.add(*[self.z3.Not(self._matches(rule["id"])) for rule in self.rules])
        found = bool(self.solver.check() == self.z3.sat)
        self.solver.pop()
        return found


def _untils(rule: Rule) -> list[str]:
    return [band["until"] for band in rule["bands"] if "until" in band]


def _length(leaf: Leaf, clock: Clock) -> Any:
    if leaf["kind"] == "day":
        number = date(*leaf["day"]).toordinal()
        return Span(number * 86_400, number * 86_400, "day", number)
    return span_of(leaf, clock)


def _offer(band: Mapping[str, Any]) -> tuple[object, ...]:
    return band.get("choice"), *sorted(option["offer"] for option in band["options"])


def _beats(program: Program) -> dict[str, set[str]]:
    """For each rule all that it is over, through whatever rules."""
    direct = {rule["id"]: set(rule["over"]) for rule in program["rules"]}
    found: dict[str, set[str]] = {}

    def all_of(id: str) -> set[str]:
        if id not in found:
            found[id] = direct[id] | {below for other in direct[id] for below in all_of(other)}
        return found[id]

    return {id: all_of(id) for id in direct}
