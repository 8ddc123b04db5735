"""Scripts that are wrong in one place: what the vectors must notice."""

from __future__ import annotations

MUTANTS: dict[str, tuple[str, str]] = {
    "a day is over before its last second": ("? day <= end.day", "? day < end.day"),
    "an instant is over when it comes": (") <= end.at", ") < end.at"),
    "what a rule is met by is ignored": ("[events.get(by), now].find", "[now].find"),
    "what has not happened yet meets every band": (".find((one) => one?.day)", ".find((one) => one)"),
    "over is ignored": (
        "among.filter((one) => !among.some((other) => other.rule.over.includes(one.at)));",
        "among;",
    ),
    "the reasons do not tell what was beaten": ("(one) => rule.over.includes(one.at)", "(one) => false"),
    "unless is ignored": ("holds(rule.when) && !holds(rule.unless)", "holds(rule.when)"),
    "percentages are rounded down": (" + 5000)", ")"),
    "at_least is ignored": ("at_least ?? found", "found"),
    "at_most is ignored": ("at_most ?? Infinity", "Infinity"),
    "a range binds at its low end": ("const { n, unit } = leaf", "const { low: n, unit } = leaf"),
    "day_one counts from the next day": ("const dayOne = program.events[leaf.event]", "const dayOne = 0"),
    "months are not cut to their last day": (
        "Math.min(ordinal(year, month, day), ordinal(year, month + 1, 0))",
        "ordinal(year, month, day)",
    ),
    "evidence is that of the first rule alone": (
        "unique(sources.flatMap(({ said }) => said)).sort()",
        "sources[0].said",
    ),
    "evidence is that of the first option alone": ("unique(said.flatMap((one) => one.text)).sort()", "said[0].text"),
    "holidays are worked": ("!calendar.days[0].has(day)", "true"),
    "working weekends are free": ("calendar.days[1].has(day) ||", ""),
    "a calendar that is not published is guessed": ("day < first || day >= end", "false"),
    "open hours run at night": ("calendar ? instant(", "false ? instant("),
    "time is universal": ("timeZone: program.timezone", 'timeZone: "UTC"'),
    "a season is over on its last day": ("day <= last;", "day < last;"),
    "the later of two is the earlier": ('isLater ? "max" : "min"', '"min"'),
    "the earlier of two is the later": ('isLater ? "max" : "min"', '"max"'),
    "what may end earlier is told as certain": ("Boolean(isKnown && end.latest)", "false"),
    "pass offers something": ("matches.filter(({ own }) => !own?.is_pass)", "matches"),
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
    "what is impossible happens": ("let answers = answersWithout(program.never);", "let answers = answersWithout([]);"),
    "an event that is not known has not happened": (
        ", [Math.max(1, Math.min(program.since, situation.now.day - 366)), situation.now.day]]",
        "]",
    ),
    "an escalation stands everywhere": ("if (!cells.every(([standing]) => standing.includes(one))) return [];", ""),
    "an escalation stands where it only may": ("cells.every(([standing])", "cells.some(([standing])"),
    "days are not told apart where a clock ends": ("() => cutsOf(metIf)", "() => []"),
    "days are told apart at one boundary alone": (", ...cutsOf(answer, middle, last)]", "]"),
    "what cannot be known hides what is unlimited": ("(gap) => gap));", "(gap) => { throw gap; }));"),
    "a row of a table makes no difference to what is granted": ("known ? value + known.leaf.text : value", "value"),
    "what tells only together is not asked for": ("Object.keys(scores)[0] ? scores : together", "scores"),
    "what is settled is asked for": ("clause.every(may) && clause.every(fits)", "clause.every(fits)"),
    "what only makes a case impossible is asked for": ("if (boxes === open) asked.add(name);", "asked.add(name);"),
    "the least telling question comes first": ("rank(one) - rank(other)", "rank(other) - rank(one)"),
}
"""For each what the script says, once, and what it says instead."""


def mutant(script: str, name: str) -> str:
    """The script with this mistake."""
    old, new = MUTANTS[name]
    assert script.count(old) == 1, f"{name}: {old!r} stands {script.count(old)} times in the script"
    return script.replace(old, new)
