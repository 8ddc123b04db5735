"""How a project stands, as text for a terminal and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from generator.finding import LANGUAGES
from generator.upkeep.standing import Kind

if TYPE_CHECKING:
    from generator.upkeep.standing import Row, Side, Status

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "page": "PAGE",
        "en": "ENGLISH",
        "zh": "CHINESE",
        "agreed": "AGREE",
        "reviewed": "REVIEWED",
        "review_by": "REVIEW BY",
        "rules": "RULES",
        "owner": "OWNER",
        "there": "yes",
        "missing": "missing",
        "unreadable": "unreadable",
        "behind": "{count} behind",
        "state.agreed": "yes",
        "state.behind": "behind",
        "state.changed": "compare {count}",
        "state.never": "never",
        "state.unpaired": "-",
        "overdue": "{date}, {late} days overdue",
        "overdue_one": "{date}, 1 day overdue",
        "total": "{pages} pages, {replies} replies and {policies} policy files on {as_of}: {missing} without a twin, "
        "{unreadable} unreadable; "
        "{agreed} agree, {behind} behind, {changed} to compare, {never} never agreed; {overdue} reviews overdue, "
        "{unowned} pages without an owner.",
        "no_lock": "There is no content/parity.lock, so nobody knows what is behind. Begin with: samepage agree --all",
        "uncovered": "Rules for buyers that no {name} playbook covers: {rules}",
        "unshown": "Rules that no example shows: {rules}",
        "names.en": "English",
        "names.zh": "Chinese",
    },
    "zh": {
        "page": "页面",
        "en": "英文",
        "zh": "中文",
        "agreed": "一致",
        "reviewed": "上次复核",
        "review_by": "下次复核",
        "rules": "规则",
        "owner": "负责",
        "there": "有",
        "missing": "缺",
        "unreadable": "无法读取",
        "behind": "{count} 节落后",
        "state.agreed": "是",
        "state.behind": "落后",
        "state.changed": "{count} 节待核对",
        "state.never": "未确认",
        "state.unpaired": "-",
        "overdue": "{date}，已逾期 {late} 天",
        "overdue_one": "{date}，已逾期 1 天",
        "total": "{as_of}：共 {pages} 页、{replies} 条回复、{policies} 个政策文件；"
        "缺另一语言 {missing}，无法读取 {unreadable}；"
        "一致 {agreed}，落后 {behind}，待核对 {changed}，从未确认 {never}；复核逾期 {overdue}，无人负责 {unowned}。",
        "no_lock": "还没有 content/parity.lock，因此看不出哪里落后。请先运行：samepage agree --all",
        "uncovered": "没有{name}页面涉及的买家规则：{rules}",
        "unshown": "没有示例的规则：{rules}",
        "names.en": "英文",
        "names.zh": "中文",
    },
}


def totals(status: Status) -> dict[str, int]:
    """The sums of a status: files that are missing and reviews that are overdue are counted by language and by page."""
    sides = [side for row in status.rows for side in row.sides.values()]
    pages = [row for row in status.rows if row.kind is Kind.PAGE]
    firsts = [_first(row) for row in pages]
    return {
        "pages": len(pages),
        "replies": sum(row.kind is Kind.REPLY for row in status.rows),
        "policies": sum(row.kind is Kind.POLICY for row in status.rows),
        "missing": sum(not side.is_there for side in sides),
        "unreadable": sum(side.is_there and not side.is_readable for side in sides),
        **{state: sum(row.state == state for row in status.rows) for state in ("agreed", "behind", "changed", "never")},
        "behind_sections": sum(len(side.behind) for side in sides),
        "overdue": sum(first.is_overdue for first in firsts),
        "unowned": sum(first.owner is None for first in firsts),
        "uncovered": len({rule for rules in status.uncovered.values() for rule in rules}),
        "without_example": len(status.unshown or ()),
    }


def as_json(status: Status, _: str) -> str:
    """One object: ``as_of``, ``pages``, ``coverage``, ``totals``; dates as in YAML, null for what there is not."""
    coverage = {"uncovered": {lang: list(rules) for lang, rules in status.uncovered.items()}}
    told = {
        "as_of": status.as_of.isoformat(),
        "pages": [_as_data(row) for row in status.rows],
        "coverage": {**coverage, "without_example": None if status.unshown is None else list(status.unshown)},
        "totals": totals(status),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_text(status: Status, lang: str) -> str:
    """A table, a line a page, and what the whole project lacks."""
    say = _WORDS[lang]
    head = [say[name] for name in ("page", *LANGUAGES, "agreed", "reviewed", "review_by", "rules", "owner")]
    lines = _aligned([head, *(_cells(row, status.as_of, lang) for row in status.rows)])
    lines += ["", say["total"].format(as_of=_said(status.as_of, lang), **totals(status))]
    if all(row.state is None for row in status.rows):
        lines.append(say["no_lock"])
    for language, rules in status.uncovered.items():
        if rules:
            lines.append(say["uncovered"].format(name=say[f"names.{language}"], rules=", ".join(rules)))
    if status.unshown:
        lines.append(say["unshown"].format(rules=", ".join(status.unshown)))
    return "\n".join(lines) + "\n"


FORMATS: Mapping[str, Callable[[Status, str], str]] = {"text": as_text, "json": as_json}


def _as_data(row: Row) -> dict[str, object]:
    return {
        "page": row.page,
        "kind": row.kind.value,
        "state": row.state,
        "changed": list(row.changed),
        "languages": {lang: _side_as_data(side) for lang, side in row.sides.items()},
    }


def _side_as_data(side: Side) -> dict[str, object]:
    def written(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "path": side.path,
        "there": side.is_there,
        "readable": side.is_readable,
        "title": side.title,
        "behind": list(side.behind),
        "owner": side.owner,
        "reviewed": written(side.reviewed),
        "review_by": written(side.review_by),
        "overdue": side.is_overdue,
        "covers": list(side.covers),
    }


def _first(row: Row) -> Side:
    """The side that tells owner and dates: parity holds both to the same."""
    return next((side for side in row.sides.values() if side.is_readable), next(iter(row.sides.values())))


def _said(day: date | None, lang: str) -> str:
    """A day as people write it."""
    from generator.language.say import say_quantity
    from generator.policy.values import Day

    return say_quantity(Day(day.year, day.month, day.day), lang) if day else "-"


def _due(side: Side, as_of: date, lang: str) -> str:
    """The day of the next review, and for how long it has been due."""
    said = _said(side.review_by, lang)
    if side.review_by is None or not side.is_overdue:
        return said
    late = (as_of - side.review_by).days
    return _WORDS[lang]["overdue_one" if late == 1 else "overdue"].format(date=said, late=late)


def _cells(row: Row, as_of: date, lang: str) -> list[str]:
    first, say = _first(row), _WORDS[lang]
    state = "-" if row.state is None else say[f"state.{row.state}"].format(count=len(row.changed))
    return [
        row.page,
        *(_side_cell(row.sides[lang], say) for lang in LANGUAGES),
        state,
        _said(first.reviewed, lang),
        _due(first, as_of, lang),
        str(len(first.covers)),
        first.owner or "-",
    ]


def _side_cell(side: Side, say: Mapping[str, str]) -> str:
    if not side.is_there:
        return say["missing"]
    if not side.is_readable:
        return say["unreadable"]
    return say["behind"].format(count=len(side.behind)) if side.behind else say["there"]


def _aligned(rows: Iterable[list[str]]) -> list[str]:
    """Rows of cells as lines; a Chinese character is as wide as two Latin ones."""
    from rich.cells import cell_len

    table = list(rows)
    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
