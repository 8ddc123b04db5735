"""Findings as text, JSON, GitHub annotations and SARIF: one list, several renderings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from generator import __version__
from generator.finding import LANGUAGES, Code, Finding, Severity, Suppression, code

if TYPE_CHECKING:  # what is shown is handed over; `explain` shows nothing that a pipeline found
    from generator.pipeline import FoundQuantity

_WORDS = {
    "en": {
        "error": "error",
        "warning": "warning",
        "note": "note",
        "none": "No findings.",
        "sum": "{error} errors, {warning} warnings, {note} notes. To learn more: samepage explain {code}",
        "suppressed": "{count} suppressed, each with a reason, in policies/suppressions.yaml.",
        "suppressible": "It can be suppressed for a time, with a reason: policies/README.md.",
        "on_staff_pages": "On a page for staff it can be suppressed for a time, with a reason: policies/README.md.",
    },
    "zh": {
        "error": "错误",
        "warning": "警告",
        "note": "提示",
        "none": "没有发现问题。",
        "sum": "错误 {error} 个，警告 {warning} 个，提示 {note} 个。了解详情：samepage explain {code}",
        "suppressed": "另有 {count} 个已注明理由并屏蔽，见 policies/suppressions.yaml。",
        "suppressible": "可以注明理由，限期屏蔽，写法见 policies/README.md。",
        "on_staff_pages": "在员工页面上，可以注明理由，限期屏蔽，写法见 policies/README.md。",
    },
}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def summary(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity; those that are suppressed do not count."""
    counted = Counter(finding.severity for finding in findings if finding.suppressed is None)
    return {severity.value: counted[severity] for severity in Severity}


def as_text(findings: tuple[Finding, ...], lang: str) -> str:
    """Location first, then what is wrong and why, then what to write instead."""
    words = _WORDS[lang]
    told = [finding for finding in findings if finding.suppressed is None]
    lines = []
    for finding in told:
        lines.append(f"{finding.place}: {words[finding.severity]} {finding.code}: {finding.message(lang)}")
        lines.append(f"    {finding.hint(lang)}")
    lines.append(words["sum"].format(code=told[0].code, **summary(told)) if told else words["none"])
    if len(told) < len(findings):
        lines.append(words["suppressed"].format(count=len(findings) - len(told)))
    return "\n".join(lines) + "\n"


def as_json(findings: tuple[Finding, ...], lang: str) -> str:
    """The findings as ``contracts`` has them: code, severity, path, line, column, message, hint, term.

    Those that are suppressed stand apart, with the reason, the end date and where it is said.
    """
    rows = [_row(finding, lang) for finding in findings if finding.suppressed is None]
    whole: dict[str, object] = {"findings": rows, "summary": summary(findings)}
    suppressed = [
        {
            **_row(finding, lang),
            "reason": _reason(word, lang),
            "until": word.until.isoformat(),
            "suppressed_at": str(word.place),
        }
        for finding in findings
        if (word := finding.suppressed) is not None
    ]
    return json.dumps(whole | {"suppressed": suppressed}, ensure_ascii=False, indent=2) + "\n"


def _row(finding: Finding, lang: str) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": finding.message(lang),
        "hint": finding.hint(lang),
        "term": finding.term,
    }


def _reason(word: Suppression, lang: str) -> str:
    return word.reason[LANGUAGES.index(lang)]


def as_github(findings: tuple[Finding, ...], lang: str) -> str:
    """Workflow commands that GitHub shows beside the lines at fault."""

    def escaped(text: str, *, is_property: bool = False) -> str:
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return text.replace(":", "%3A").replace(",", "%2C") if is_property else text

    return "".join(
        f"::{_GITHUB[finding.severity]} file={escaped(finding.place.path, is_property=True)},"
        f"line={finding.place.line},col={finding.place.column},title={finding.code}::"
        f"{escaped(finding.message(lang) + ' ' + finding.hint(lang))}\n"
        for finding in findings
        if finding.suppressed is None
    )


def as_sarif(findings: tuple[Finding, ...], lang: str) -> str:
    """SARIF 2.1.0, for tools that collect findings; what is suppressed is among them, marked as such (3.35)."""
    used = sorted({finding.code for finding in findings})
    rules = [
        {
            "id": name,
            "shortDescription": {"text": code(name).title[lang]},
            "fullDescription": {"text": code(name).why[lang].strip()},
        }
        for name in used
    ]
    results = [
        {
            "ruleId": finding.code,
            "level": finding.severity.value,
            "message": {"text": f"{finding.message(lang)} {finding.hint(lang)}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": finding.place.path, "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": finding.place.line, "startColumn": finding.place.column},
                    }
                }
            ],
            "suppressions": _sarif_suppressions(finding, lang),
        }
        for finding in findings
    ]
    run = {
        "tool": {"driver": {"name": "samepage", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    log = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _sarif_suppressions(finding: Finding, lang: str) -> list[dict[str, object]]:
    """Empty where a finding stands: SARIF tells that apart from *nobody has looked* (3.27.23)."""
    word = finding.suppressed
    if word is None:
        return []
    region = {"startLine": word.place.line, "startColumn": word.place.column}
    at = {
        "physicalLocation": {"artifactLocation": {"uri": word.place.path, "uriBaseId": "%SRCROOT%"}, "region": region}
    }
    reason = f"{_reason(word, lang)} ({word.until.isoformat()})"
    return [{"kind": "external", "status": "accepted", "justification": reason, "location": at}]


FORMATS: Mapping[str, Callable[[tuple[Finding, ...], str], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def quantities_as_text(found: tuple[FoundQuantity, ...]) -> str:
    """One line a quantity: place, kind, value or what it could be, and the words."""
    lines = []
    for each in found:
        reading = each.reading
        value = reading.value or " | ".join(map(str, reading.could_be)) or "?"
        lines.append(f"{each.line}:{each.column}: {reading.kind.value}: {value}: {reading.text}\n")
    return "".join(lines)


def quantities_as_json(found: tuple[FoundQuantity, ...]) -> str:
    """The quantities with values in the notation of the policy files; ``could_be`` where there are several."""
    rows = []
    for each in found:
        reading = each.reading
        row: dict[str, object] = {
            "kind": reading.kind.value,
            "value": None if reading.value is None else str(reading.value),
            "text": reading.text,
            "line": each.line,
            "column": each.column,
            "literal": each.literal,
        }
        rows.append(row | ({"could_be": [str(value) for value in reading.could_be]} if reading.could_be else {}))
    return json.dumps({"quantities": rows}, ensure_ascii=False, indent=2) + "\n"


QUANTITIES: Mapping[str, Callable[[tuple[FoundQuantity, ...]], str]] = {
    "text": quantities_as_text,
    "json": quantities_as_json,
}


def explain(name: str, lang: str) -> str:
    """The page of one code. KeyError if there is no such code."""
    page = code(name)
    heads = {
        "en": ("Why", "Wrong", "Right"),
        "zh": ("为什么", "错误写法", "正确写法"),
    }[lang]

    def indented(text: str) -> str:
        return "".join(f"    {line}\n" if line else "\n" for line in text.rstrip("\n").split("\n"))

    return (
        f"{page.id} · {_WORDS[lang][page.severity]} · {page.title[lang]}\n\n"
        f"{heads[0]}\n{indented(page.why[lang])}\n"
        f"{heads[1]}\n{indented(page.wrong)}\n"
        f"{heads[2]}\n{indented(page.right)}"
        f"{_suppressing(page, lang)}"
    )


def _suppressing(page: Code, lang: str) -> str:
    if not page.suppressible:
        return ""
    return "\n" + _WORDS[lang]["on_staff_pages" if page.severity is Severity.ERROR else "suppressible"] + "\n"
