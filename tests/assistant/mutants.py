"""Scripts that are wrong in one place: what the vectors must notice."""

from __future__ import annotations

MUTANTS: dict[str, tuple[str, str]] = {
    "a day is over before its last second": ("now.day <= end.day", "now.day < end.day"),
    "an instant is over when it comes": (") <= end.at", ") < end.at"),
    "over is ignored": (
        "found.filter((one) => !found.some((other) => beats[other.at].has(one.at)))",
        "found.slice()",
    ),
    "over is not transitive": ("isOver(at, below, beats[at].add(below))", "beats[at].add(below)"),
    "unless is ignored": ("&& !(bits & unless[n])", ""),
    "percentages are rounded down": (" + 5000n)", ")"),
    "at_least is ignored": ("leaf.at_least ?? found", "found"),
    "at_most is ignored": ("leaf.at_most ?? Infinity", "Infinity"),
    "a range binds at its low end": ("const { n, unit } = leaf", "const { low: n, unit } = leaf"),
    "day_one counts from the next day": ("const dayOne = program.events[leaf.event]", "const dayOne = 0"),
    "months are not cut to their last day": (
        "Math.min(ordinal(year, month, day), ordinal(year, month + 1, 0))",
        "ordinal(year, month, day)",
    ),
    "evidence is that of the first rule alone": (
        "text = [...new Set(kept.flatMap(([, words]) => words))].sort();",
        "text = kept[0][1];",
    ),
    "holidays are worked": ("!known.days.has(day)", "true"),
    "working weekends are free": ("known.worked.has(day) ||", ""),
    "a calendar that is not published is guessed": ("day < known.first || day >= known.end", "false"),
    "open hours run at night": ("calendar ? instantOf", "false ? instantOf"),
    "time is universal": ("timeZone: program.timezone", 'timeZone: "UTC"'),
    "a season is over on its last day": ("compare(here, last) > 0", "compare(here, last) >= 0"),
    "the later of two is the earlier": ("keyOf(other) > keyOf(one)", "keyOf(other) < keyOf(one)"),
    "the earlier of two is the later": ("keyOf(other) < keyOf(one)", "keyOf(other) > keyOf(one)"),
    "what may end earlier is told as certain": ("end && end.day !== NEVER && end.latest", "false"),
    "pass offers something": ("own?.is_pass ||", ""),
    "a refusal keeps what was promised": ("!NOTHING.includes(offer) ||", "true ||"),
    "goods that are kept have postage": ('facets.get("goods")?.text === "return";\n', "true;\n"),
    "fees are more than the refund": ("Math.min(fee.high, high)", "fee.high"),
    "an amount on the cut is below it": ("cut <= told[0]", "cut < told[0]"),
    "a limit of approval is passed when it is reached": ("Math.max(...highs) <=", "Math.max(...highs) <"),
    "a state has no country": ("[values.indexOf(country)]", '[values.indexOf("*")]'),
    "what is not known is none": ("if (!has(facts, fact)) return all;", "if (!has(facts, fact)) return [0];"),
    "what is impossible happens": ("never = impossible | absurd;", "never = absurd;"),
    "an event that is not known has not happened": (
        "return happened !== undefined || chosen ? moments : [NOT_YET, ...moments];",
        "return [NOT_YET];",
    ),
    "the least telling question comes first": (
        "scores.get(one) - scores.get(other)",
        "scores.get(other) - scores.get(one)",
    ),
}
"""For each what the script says, once, and what it says instead."""


def mutant(script: str, name: str) -> str:
    """The script with this mistake."""
    old, new = MUTANTS[name]
    assert script.count(old) == 1, f"{name}: {old!r} stands {script.count(old)} times in the script"
    return script.replace(old, new)
