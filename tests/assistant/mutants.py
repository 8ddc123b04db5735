"""Scripts that are wrong in one place: what the vectors must notice."""

from __future__ import annotations

MUTANTS: dict[str, tuple[str, str]] = {
    "a day is over before its last second": ("now.day <= end.day", "now.day < end.day"),
    "an instant is over when it comes": (") <= end.at", ") < end.at"),
    "over is ignored": (
        "found.filter((one) => !found.some((other) => other.rule.over.includes(one.at)))",
        "found",
    ),
    "the reasons do not tell what was beaten": ("match.rule.over.includes(one.at)", "false"),
    "unless is ignored": ("bits & when && !(bits & unless)", "bits & when"),
    "percentages are rounded down": (" + 5000n)", ")"),
    "at_least is ignored": ("at_least ?? found", "found"),
    "at_most is ignored": ("at_most ?? Infinity", "Infinity"),
    "a range binds at its low end": ("const { n, unit } = leaf", "const { low: n, unit } = leaf"),
    "day_one counts from the next day": ("const dayOne = program.events[leaf.event]", "const dayOne = 0"),
    "months are not cut to their last day": (
        "Math.min(ordinal(year, month, day), ordinal(year, month + 1, 0))",
        "ordinal(year, month, day)",
    ),
    "evidence is that of the first rule alone": ("unique(texts.flat()).sort()", "texts[0]"),
    "evidence is that of the first option alone": ("unique(said.flatMap((one) => one.text)).sort()", "said[0].text"),
    "holidays are worked": ("!calendar.days[0].has(day)", "true"),
    "working weekends are free": ("calendar.days[1].has(day) ||", ""),
    "a calendar that is not published is guessed": ("day < first || day >= end", "false"),
    "open hours run at night": ("calendar ? instant(", "false ? instant("),
    "time is universal": ("timeZone: program.timezone", 'timeZone: "UTC"'),
    "a season is over on its last day": ("day <= endsOf(span, one)[1]", "day < endsOf(span, one)[1]"),
    "the later of two is the earlier": ('isLater ? "max" : "min"', '"min"'),
    "the earlier of two is the later": ('isLater ? "max" : "min"', '"max"'),
    "what may end earlier is told as certain": ("Boolean(isKnown && end.latest)", "false"),
    "pass offers something": ("own.is_pass ? [] :", ""),
    "a refusal keeps what was promised": ("!refuses ||", "true ||"),
    "goods that are kept have postage": ('return goods?.text === "return";', "return true;"),
    "fees are more than the refund": ("Math.min(high, left[1])", "high"),
    "an amount on the cut is below it": ("cut <= said[0]", "cut < said[0]"),
    "a limit of approval is passed when it is reached": ("Math.max(...amounts) <=", "Math.max(...amounts) <"),
    "a state has no country": ("exact < 0 ? values.indexOf(country) : exact", "exact"),
    "what is not known is the first": (
        "Object.hasOwn(facts, fact)) return all;",
        "Object.hasOwn(facts, fact)) return [0];",
    ),
    "what is impossible happens": ("never = impossible | absurd;", "never = absurd;"),
    "an event that is not known has not happened": ("if (happened === 0)", "if (true)"),
    "an escalation stands everywhere": ("if (!cells.every(([standing]) => standing.includes(one))) return [];", ""),
    "an escalation stands where it only may": ("cells.every(([standing])", "cells.some(([standing])"),
    "the least telling question comes first": ("rank(one) - rank(other)", "rank(other) - rank(one)"),
}
"""For each what the script says, once, and what it says instead."""


def mutant(script: str, name: str) -> str:
    """The script with this mistake."""
    old, new = MUTANTS[name]
    assert script.count(old) == 1, f"{name}: {old!r} stands {script.count(old)} times in the script"
    return script.replace(old, new)
