"""Approval ladders that are out of order."""

from __future__ import annotations

from collections.abc import Iterator

from generator.decisions.program import Leaf, Program
from generator.decisions.rows import can_be, meeting, rows_of
from generator.finding import Finding, Place
from generator.policy.lookup import facets_in
from generator.policy.model import Facet, Ladder, Policy, Rung, Word

_APPROVAL = "approval"
_Said = tuple[str, str]


def unfit_ladders(policy: Policy, program: Program) -> Iterator[Finding]:
    """SP285: a limit that is a range; one that is no higher than the limit below it in some row, so that its rung
    approves nothing; two rungs of one role; a ladder that no rule names.

    That the last rung alone has no limit is settled when the policy is read (SP256), so every amount has its rung.
    """
    named = {word.text for facet in _approvals(policy) if isinstance(word := facet.value, Word)}
    for ladder in policy.ladders.values():
        if ladder.id not in named:
            yield _finding(ladder, ladder.place, *_UNUSED)
        yield from _roles(ladder)
        yield from _limits(program, ladder)


def _approvals(policy: Policy) -> Iterator[Facet]:
    for rule in policy.rules.values():
        yield from (facet for facet in facets_in(rule) if facet.name == _APPROVAL)
    for escalation in policy.escalations.values():
        yield from (facet for facet in escalation.on_timeout if facet.name == _APPROVAL)


def _roles(ladder: Ladder) -> Iterator[Finding]:
    seen: set[str] = set()
    for rung in ladder.rungs:
        if rung.role in seen:
            why = (f"two of its rungs are of the role {rung.role}", f"角色 {rung.role} 占了两级")
            yield _finding(ladder, rung.place, why, _ONE_RUNG)
        seen.add(rung.role)


def _limits(program: Program, ladder: Ladder) -> Iterator[Finding]:
    below: Rung | None = None
    for rung in ladder.rungs:
        if rung.up_to is None:
            continue
        ranged = next(
            (row.leaf for row in rows_of(program, rung.up_to.term) if row.leaf["low"] != row.leaf["high"]), None
        )
        if ranged is not None:
            yield _finding(ladder, rung.up_to.place, _ranged(rung, ranged), _ONE_AMOUNT)
        elif (pair := _not_above(program, rung, below)) is not None:
            yield _finding(ladder, rung.up_to.place, _flat(rung, *pair), _RISE)
        below = rung


def _not_above(program: Program, rung: Rung, below: Rung | None) -> tuple[Leaf, Leaf | None] | None:
    """A limit of the rung, and the one below it in the same situation, that it does not exceed.

    Below the first rung lies nothing. Amounts in two currencies have no order (SP286).
    """
    own = rows_of(program, rung.up_to.term) if rung.up_to else ()
    if below is None or below.up_to is None:
        return next(((row.leaf, None) for row in own if row.leaf["low"] <= 0), None)
    for row in own:
        for under in rows_of(program, below.up_to.term):
            where = meeting([row.where, under.where])
            if where is not None and can_be(where, program) and _exceeds_not(row.leaf, under.leaf):
                return row.leaf, under.leaf
    return None


def _exceeds_not(limit: Leaf, below: Leaf) -> bool:
    return limit["currency"] == below["currency"] and limit["low"] <= below["high"]


def _flat(rung: Rung, limit: Leaf, below: Leaf | None) -> _Said:
    text = limit["text"]
    if below is None:
        return f'{rung.role} may approve up to "{text}", which is nothing', f"{rung.role} 的限额“{text}”等于无权审批"
    return (
        f'{rung.role} may approve up to "{text}", no more than the rung below ("{below["text"]}")',
        f"{rung.role} 的限额“{text}”没有高过下一级（“{below['text']}”）",
    )


def _ranged(rung: Rung, limit: Leaf) -> _Said:
    return (
        f'the limit of {rung.role} is a range ("{limit["text"]}"), and whose the amounts inside it are is not said',
        f"{rung.role} 的限额是一个范围（“{limit['text']}”），范围内的金额归谁审批没有写明",
    )


def _finding(ladder: Ladder, place: Place, why: _Said, mend: _Said) -> Finding:
    return Finding("SP285", place, {"ladder": ladder.id, "why": why, "mend": mend})


_UNUSED = (
    ("no rule names it, so nobody is ever asked", "没有规则引用它，所以从来没有人按它审批"),
    ("Write approval: with its name in a rule, or delete it.", "请在规则中写 approval: 加上它的名称，或删除它。"),
)
_ONE_RUNG = ("Keep the rung with the higher limit alone.", "请只保留限额较高的那一级。")
_ONE_AMOUNT = ("Write one amount.", "请只写一个金额。")
_RISE = (
    "Give each rung a higher limit than the one below it, or delete it.",
    "请让每一级的限额高于下一级，或删除该级。",
)
