"""A ruling as text and as JSON: one decision, several renderings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from generator.decisions.decision import Reason
from generator.decisions.plain import Plain, plain_decision
from generator.decisions.situation import Situation
from generator.decisions.versions import Ruling
from generator.finding import LANGUAGES
from generator.language.explanation import explain
from generator.words import words


def as_json(ruling: Ruling, situation: Situation, lang: str) -> str:
    """The whole decision with its version and its explanation in both languages."""
    return json.dumps(plain_ruling(ruling, situation), ensure_ascii=False, indent=2) + "\n"


def plain_ruling(ruling: Ruling, situation: Situation) -> Plain:
    """The decision in maps, lists and texts, as other programs rely on it."""
    version = ruling.version
    problem = ruling.decision.main.problem
    return {
        **plain_decision(ruling.decision, ruling.decider.clock),
        "version": version.name,
        "in_force": {
            "from": _iso(version.since),
            "until": None if version.until is None else _iso(version.until - 1),
        },
        "versions": {section: one.name for section, one in sorted(ruling.versions.items())},
        "before_first_version": bool(ruling.early),
        "problem": problem.kind.value if problem else None,
        "explanation": {lang: explain(ruling.policy, situation, ruling.decision, lang) for lang in LANGUAGES},
    }


def as_text(ruling: Ruling, situation: Situation, lang: str) -> str:
    """What to write to the buyer, then what the staff has to know."""
    return "\n".join(_lines(ruling, situation, lang)) + "\n"


def _lines(ruling: Ruling, situation: Situation, lang: str) -> Iterator[str]:
    say = words(lang)
    part = ruling.decision.main
    yield explain(ruling.policy, situation, ruling.decision, lang)
    yield ""
    if part.because:
        yield f"{say['because']}{_colon(lang)}"
        yield from (f"  {_reason(reason)}" for reason in part.because)
        yield ""
    yield from _versions(ruling, say, lang)


def _versions(ruling: Ruling, say: Mapping[str, str], lang: str) -> Iterator[str]:
    version = ruling.version
    until = None if version.until is None else _iso(version.until - 1)
    key = "by_version" if until is None else "by_version_until"
    yield say[key].format(version=version.name, since=_iso(version.since), until=until)
    others = {section: one.name for section, one in sorted(ruling.versions.items()) if one.name != version.name}
    if others:
        comma = ", " if lang == "en" else "、"
        yield say["by_versions"].format(list=comma.join(f"{section} {name}" for section, name in others.items()))
    for name in ruling.early:
        since = next(one.since for one in ruling.versions.values() if one.name == name)
        yield say["by_early"].format(version=name, since=_iso(since))


def _reason(reason: Reason) -> str:
    band = f" [{reason.band}]" if reason.band else ""
    terms = "".join(f", {used.term} = {used.value}" for used in reason.terms)
    beat = f" > {', '.join(reason.beat)}" if reason.beat else ""
    return f"{reason.facet}: {reason.rule}{band}{terms}{beat}"


def _colon(lang: str) -> str:
    return ":" if lang == "en" else "："


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


FORMATS: Mapping[str, Callable[[Ruling, Situation, str], str]] = {"text": as_text, "json": as_json}
