"""``suppressions.yaml``: findings that may stay for a time, each with a reason and an end date."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from generator.finding import Finding, Place, Suppression, codes
from generator.policy.shape import LIST, Report, bilingual, day_of, expect, fields, text
from generator.policy.source import Node, Sequence, read_yaml
from generator.policy.suggestion import suggest

STEM = "suppressions"
PATH = f"policies/{STEM}.yaml"
KEYS = ("finding", "path", "text", "reason", "until")


def load_suppressions(root: Path) -> tuple[tuple[Suppression, ...], tuple[Finding, ...]]:
    """The suppressions of a project, and what is wrong with them; one with a mistake is left out."""
    if not os.path.lexists(root / PATH):  # False too where looking is forbidden, which others tell
        return (), ()
    node, findings = read_yaml(root, PATH)
    report = Report()
    found = _read(node, report) if node is not None else ()
    return found, (*findings, *report.findings)


def _read(node: Node, report: Report) -> tuple[Suppression, ...]:
    part = fields(node, report, required=("suppressions",))
    listed = part.get("suppressions") if part else None
    if listed is None:
        return ()
    if not isinstance(listed, Sequence):
        expect(LIST, listed, report)
        return ()
    read = [_suppression(item, report) for item in listed.items]
    return tuple(each for each in read if each)


def _suppression(node: Node, report: Report) -> Suppression | None:
    part = fields(node, report, required=KEYS)
    if part is None:
        return None
    code, path, words = (text(part.get(key), report) for key in ("finding", "path", "text"))
    reason, until = bilingual(part.get("reason"), report), day_of(part.get("until"), report)
    if code is not None and code.text not in codes():
        what = ("a finding", "问题代码")
        report.add("SP216", code.place, text=code.text[:60], what=what, suggestion=suggest(code.text, codes()))
        return None
    if code is None or path is None or words is None or reason is None or until is None or until.year is None:
        return None
    place = Place(node.place.path, code.place.line, code.place.column)
    return Suppression(
        code.text, path.text, words.text, (reason.en, reason.zh), date(until.year, until.month, until.day), place
    )
