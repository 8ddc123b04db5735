"""Ladders and escalations: who must approve, who must answer by when; and the course that every case takes."""

from __future__ import annotations

from generator.finding import LANGUAGES
from generator.policy.conditions import read_condition
from generator.policy.facets import Home, is_facet, read_facet, read_reference
from generator.policy.model import Course, Escalation, Facet, Ladder, Offer, Rung, Word
from generator.policy.rules import name_rules
from generator.policy.shape import Fields, expect, fields, label_of, text, texts
from generator.policy.source import Mapping, Node, Scalar, Sequence
from generator.policy.suggestion import suggest

_RUNGS = ("a list of rungs, each with a role", "阶梯列表，每级带一个 role")


def read_ladder(key: Scalar, node: Node, home: Home) -> Ladder | None:
    """The ladder: every rung but the last has ``up_to``."""
    part = fields(node, home.report, required=("rungs",), optional=LANGUAGES)
    if part is None:
        return None
    name = label_of(part, home.report)
    rungs = part.get("rungs")
    if rungs is None:
        return None
    if not isinstance(rungs, Sequence) or not rungs.items:
        expect(_RUNGS, rungs, home.report)
        return None
    last = len(rungs.items) - 1
    found = [_rung(item, home, is_last=at == last) for at, item in enumerate(rungs.items)]
    steps = tuple(rung for rung in found if rung)
    return Ladder(key.text, name, steps, key.place) if name and len(steps) == len(found) else None


def _rung(node: Node, home: Home, *, is_last: bool) -> Rung | None:
    part = fields(node, home.report, required=("role",), optional=("up_to",))
    if part is None:
        return None
    if is_last == ("up_to" in part.nodes):
        home.report.add("SP256", part.at("up_to"), why=_LAST if is_last else _OTHERS)
    role = _role(part, home)
    word = text(part.get("up_to"), home.report)
    limit = read_reference(word, home) if word else None
    return Rung(role, limit, part.place) if role else None


_LAST = (
    "the last rung has no up_to: somebody must be able to approve any amount",
    "最后一级不能有 up_to：必须有人能审批任何金额",
)
_OTHERS = ("only the last rung has no up_to", "只有最后一级可以没有 up_to")


def read_escalation(key: Scalar, node: Node, home: Home) -> Escalation | None:
    """The escalation: in which situations it stands, and the facets that hold when the time runs out."""
    optional = ("when", "unless", "on_timeout", *LANGUAGES)
    part = fields(node, home.report, required=("role", "by"), optional=optional)
    if part is None:
        return None
    name = label_of(part, home.report)
    role = _role(part, home)
    word = text(part.get("by"), home.report)
    by = read_reference(word, home) if word else None
    outcome = _outcome(part.get("on_timeout"), home)
    when, unless = part.get("when"), part.get("unless")
    stands = None if when is None else read_condition(when, home.names, home.report)
    barred = () if unless is None else read_condition(unless, home.names, home.report) or ()
    if not (name and role and by) or (when is not None and stands is None):
        return None
    return Escalation(key.text, name, role, by, outcome, key.place, stands, barred)


def read_course(node: Node, home: Home) -> Course | None:
    """The course of a case: terms by name, and the rules of the appeal."""
    part = fields(node, home.report, optional=("answer", "evidence", "appeal", "verdict", "notices", "with_goods"))
    if part is None:
        return None
    words = {name: text(part.get(name), home.report) for name in ("answer", "evidence", "verdict")}
    terms = {name: read_reference(word, home) if word else None for name, word in words.items()}
    appeal = tuple(name for name, _ in name_rules(part.get("appeal"), home))
    events = home.names.events
    notices = texts(part.get("notices"), home.report) or () if "notices" in part.nodes else ()
    for word in notices:
        if events is not None and word.text not in events:
            home.report.add("SP211", word.place, text=word.text[:60], suggestion=suggest(word.text, events))
    known = tuple(word.text for word in notices if events is None or word.text in events)
    kinds = home.names.evidence
    shown = texts(part.get("with_goods"), home.report) or () if "with_goods" in part.nodes else ()
    for word in shown:
        if kinds is not None and word.text not in kinds:
            home.report.add("SP217", word.place, text=word.text[:60], suggestion=suggest(word.text, tuple(kinds)))
    sent = tuple(word.text for word in shown if kinds is None or word.text in kinds)
    return Course(terms["answer"], terms["evidence"], appeal, terms["verdict"], known, part.place, sent)


def _outcome(node: Node | None, home: Home) -> tuple[Facet, ...]:
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        expect(("a map such as {offer: refund}", "一个映射，例如 {offer: refund}"), node, home.report)
        return ()
    found: list[Facet] = []
    for key, value in node.items:
        if key.text == "offer":
            word = text(value, home.report)
            if word and word.text in set(Offer):
                found.append(Facet("offer", Word(word.text, word.place), key.place))
            elif word:
                home.report.add("SP217", word.place, text=word.text[:60], suggestion=suggest(word.text, tuple(Offer)))
        elif is_facet(key.text):
            facet = read_facet(key, value, home)
            found += [facet] if facet else []
        else:
            home.report.add("SP201", key.place, key=key.text[:60], suggestion=suggest(key.text, ("offer", "refund.by")))
    return tuple(found)


def _role(part: Fields, home: Home) -> str | None:
    word = text(part.get("role"), home.report)
    roles = home.names.roles
    if word and roles is not None and word.text not in roles:
        home.report.add(
            "SP216", word.place, text=word.text[:60], what=("role", "role"), suggestion=suggest(word.text, roles)
        )
        return None
    return word.text if word else None
