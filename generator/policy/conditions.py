"""``when``, ``unless`` and ``impossible``: in which situations something holds."""

from __future__ import annotations

from generator.policy.bounds import parse_bound
from generator.policy.model import Clause, Condition, Test
from generator.policy.names import Axis, AxisKind, Names
from generator.policy.notation import Unreadable
from generator.policy.shape import LIST, Report, expect, texts
from generator.policy.source import Mapping, Node, Scalar, Sequence
from generator.policy.suggestion import suggest

_CONDITION = ("a condition such as {reason: changed_mind}", "一个条件，例如 {reason: changed_mind}")


def read_condition(node: Node, names: Names, report: Report) -> Condition | None:
    """The condition; keys of a map are *and*, a list in a key and a list of maps are *or*."""
    if isinstance(node, Sequence):
        if not node.items:
            report.add("SP203", node.place, expected=_CONDITION, found=("an empty list", "空列表"))
            return None
        clauses = [read_clause(item, names, report) for item in node.items]
        return tuple(clause for clause in clauses if clause is not None)
    clause = read_clause(node, names, report)
    return None if clause is None else (clause,)


def read_clause(node: Node, names: Names, report: Report) -> Clause | None:
    """The tests of one map; those that cannot be read are reported and left out."""
    if not isinstance(node, Mapping):
        expect(_CONDITION, node, report)
        return None
    tests = [_test(key, value, names, report) for key, value in node.items]
    return tuple(test for test in tests if test is not None)


def find_axis(key: Scalar, names: Names, report: Report) -> Axis | None:
    """The axis of that name; None, reported, if there is none, and None where the axes are not known at all."""
    if names.axes is None:
        return None
    axis = names.axes.get(key.text)
    if axis is None:
        report.add("SP209", key.place, axis=key.text[:60], suggestion=suggest(key.text, names.axes))
    return axis


def check_value(word: Scalar, axis: Axis, report: Report, also: tuple[str, ...] = ()) -> bool:
    """Whether the word is a value or a group of the axis; reported if not. ``also``: further words to suggest."""
    if axis.has(word.text):
        return True
    match axis.kind:
        case AxisKind.EVENT:
            report.add("SP255", word.place, text=word.text, event=axis.id)
        case AxisKind.COUNTRIES if word.text.isupper():
            report.add("SP213", word.place, text=word.text[:60], suggestion=suggest(word.text, tuple(axis.groups)))
        case _:
            known = (*axis.values, *axis.groups, *also)
            report.add("SP210", word.place, text=word.text[:60], axis=axis.id, suggestion=suggest(word.text, known))
    return False


def _test(key: Scalar, node: Node, names: Names, report: Report) -> Test | None:
    axis = find_axis(key, names, report)
    words = texts(node, report, LIST)
    if axis is None or words is None:
        return None
    if axis.kind is AxisKind.MONEY:
        values = [value for word in words if (value := _bound(word, report))]
    else:
        values = [word.text for word in words if check_value(word, axis, report)]
    return Test(key.text, tuple(dict.fromkeys(values)), key.place) if values else None


def _bound(word: Scalar, report: Report) -> str | None:
    bound = parse_bound(word.text)
    if isinstance(bound, Unreadable):
        report.unreadable(word, bound)
        return None
    return str(bound)
