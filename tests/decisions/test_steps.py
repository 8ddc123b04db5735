"""The ten steps, sentence by sentence: an example for each, and an evaluator that leaves it out and is caught."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

import generator.decisions.evaluator as evaluating
from generator.decisions import answering, clock, compiling, deciding, granting, locating, money, templates
from generator.decisions.deciding import Decider
from generator.policy.model import Policy, Rule
from generator.policy.notation import parse_money
from generator.policy.values import Money
from tests.decisions import obvious
from tests.decisions.comparing import decided, expected
from tests.decisions.random_policies import NAME, load

FILE = yaml.load((Path(__file__).parent / "steps.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)
EXAMPLES: dict[str, Any] = FILE["examples"]
ZONE = "Asia/Hong_Kong"


@cache
def policy_of(name: str) -> Policy:
    example = EXAMPLES[name]
    head = {"title": NAME, "applies_by": "ordered"}
    sections = {"rules": "buyer", "refunds": "buyer", "sellers": "seller"}
    files = {
        "shop": {
            "shop": {
                **dict.fromkeys(("name", "seller", "address"), NAME),
                "email": "help@example.com",
                "timezone": ZONE,
                "currency": "USD",
                "languages": ["en", "zh"],
            },
            "version": "1",
            "effective": "2026-12-01",
        },
        "scopes": FILE["vocabulary"],
        "terms": {**head, "to": "buyer", "terms": FILE["terms"]},
        **{
            section: {**head, "to": to, "rules": in_terms(example[section])}
            for section, to in sections.items()
            if section in example
        },
    }
    return load(files)


def in_terms(value: Any) -> Any:
    """The same with ``$five`` as ``$terms.five``."""
    if isinstance(value, dict):
        return {key: in_terms(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_terms(inner) for inner in value]
    return f"$terms.{value[1:]}" if value.startswith("$") else value


def situation_of(name: str) -> dict[str, Any]:
    facts = {**FILE["facts"], **EXAMPLES[name].get("facts", {})}
    return {key: read(key, value) for key, value in facts.items() if value not in ("null", "~")}


def read(key: str, value: Any) -> Any:
    if key == "flags":
        return frozenset(value)
    if key == "price":
        return parse_money(value)
    if key in ("reason", "region") or value == "not_yet":
        return value
    moment = datetime.fromisoformat(value)
    return moment.replace(tzinfo=ZoneInfo(ZONE)) if ":" in value else moment.date()


def told(name: str, answer: tuple[obvious.Part, obvious.Part, list[Any]]) -> dict[str, Any]:
    """Of an answer what the example expects, as it is written there."""
    return as_expected(EXAMPLES[name]["expect"], answer[0], answer[1])


def as_expected(wanted: dict[str, Any], part: obvious.Part, seller: obvious.Part) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in wanted.items():
        match key:
            case "seller":
                found[key] = as_expected(value, seller, seller)
            case "options":
                names = [list(option) for option in value]
                found[key] = [
                    {facet: of_option(option, facet) for facet in own}
                    for option, own in zip(part.options, names, strict=False)
                ]
            case "facets":
                found[key] = {facet: written(part.facets.get(facet)) for facet in value}
            case "problem":
                found[key] = problem_of(part)
            case "because":
                found[key] = {facet: sorted(reasons(part, facet, value[facet])) for facet in value}
            case "needs" | "possible":
                found[key] = sorted(getattr(part, key))
            case _:
                found[key] = written(getattr(part, key))
    return found


def of_option(option: tuple[str, Any, Any], facet: str) -> Any:
    return {"offer": option[0], "paid": written(option[2])}.get(facet) or written(option[1].get(facet))


def written(value: Any) -> Any:
    match value:
        case None:
            return "null"
        case tuple(("deadline", rule, _, end)):
            if not isinstance(end, obvious.End) or end.day is None:
                return rule
            at = end.at.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%d %H:%M:%S") if end.at else str(end.day)
            return f"{at} at the latest" if end.may_change else at
        case obvious.Amount(low=int(low), high=int(high), currency=str(currency)):
            return str(Money(low, high, currency))
        case tuple():
            return list(value)
        case _:
            return value


def problem_of(part: obvious.Part) -> str:
    if part.problem is None:
        return "null"
    kind, facet, _ = part.problem
    return {"conflict": f"conflict of {facet}", "missing": f"missing {facet}"}.get(kind, kind)


def reasons(part: obvious.Part, facet: str, wanted: list[str]) -> Iterator[str]:
    """``r over s``, ``r band 2 by eu``: as much as the example asks for."""
    for rule, name, band, beat, terms in part.because:
        if name == facet:
            text = rule.partition(".")[2]
            text += "".join(f" over {other.partition('.')[2]}" for other in beat if " over " in wanted[0])
            text += f" band {band}" if " band " in wanted[0] else ""
            yield text + "".join(f" by {row}" for _, _, path in terms for row in path if " by " in wanted[0])


def sort_lists(wanted: dict[str, Any]) -> dict[str, Any]:
    return {key: sorted(value) if key in ("needs", "possible") else value for key, value in wanted.items()}


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_an_example_is_decided_as_it_says(name: str) -> None:
    assert told(name, decided(Decider.of(policy_of(name)), situation_of(name))) == sort_lists(EXAMPLES[name]["expect"])


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_the_obvious_evaluator_says_so_too(name: str) -> None:
    assert told(name, expected(policy_of(name), situation_of(name))) == sort_lists(EXAMPLES[name]["expect"])


# ------------------------------------------------------------------------------------------------ sentences left out

Break = Callable[[pytest.MonkeyPatch], None]
BROKEN: dict[str, tuple[str, Break]] = {}
"""What is left out → the example that must catch it, and how it is left out."""


def left_out(what: str, caught_by: str) -> Callable[[Break], Break]:
    def remember(broken: Break) -> Break:
        BROKEN[what] = (caught_by, broken)
        return broken

    return remember


@left_out("buyer sections are decided together", "sections for buyers are decided together")
def _(patch: pytest.MonkeyPatch) -> None:
    real = evaluating.resolve
    patch.setattr(
        evaluating,
        "resolve",
        lambda matches, beats: real([one for one in matches if one.rule["section"] == "rules"], beats),
    )


@left_out("seller sections stand beside them", "sections for the seller stand beside them")
def _(patch: pytest.MonkeyPatch) -> None:
    real = evaluating.Evaluator.__init__

    def mixed(self: Any, program: Any) -> None:
        real(self, {**program, "sections": [{**one, "to": "buyer"} for one in program["sections"]]})

    patch.setattr(evaluating.Evaluator, "__init__", mixed)


@left_out("not_yet makes a duration endless", "an event that has not happened makes later_of unlimited")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clock, "WAITING", clock.End(1))


@left_out("earlier_of ignores what has not happened", "an event that has not happened is ignored by earlier_of")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clock.Clock, "_earlier", lambda self, parts: lambda events, now: max_end(self, parts, events, now))


def max_end(own: Any, parts: Any, events: Any, now: Any) -> Any:
    return max((part(events, now) for part in parts), key=own._key)


@left_out("or between the values of a key", "a list in a key is or")
def _(patch: pytest.MonkeyPatch) -> None:
    rebuilt(patch, "when", lambda clause: {axis: classes[:1] for axis, classes in clause.items()})


@left_out("and between keys", "keys are and")
def _(patch: pytest.MonkeyPatch) -> None:
    rebuilt(patch, "when", lambda clause: dict(list(clause.items())[:1]))


def rebuilt(patch: pytest.MonkeyPatch, key: str, changed: Any) -> None:
    """Every clause of every rule is changed when a program is compiled."""
    real = compiling.compile_policy

    def compile_policy(policy: Policy) -> Any:
        program: Any = real(policy)
        rules = [{**rule, key: [changed(clause) for clause in rule[key]]} for rule in program["rules"]]
        return {**program, "rules": rules}

    patch.setattr(deciding, "compile_policy", compile_policy)


@left_out("a state lies in its country", "a state lies in its country")
def _(patch: pytest.MonkeyPatch) -> None:
    from generator.decisions import axes

    patch.setattr(axes, "country_of", lambda region: region)


@left_out("a country whose states are told apart is not enough", "a country alone does not tell the state")
def _(patch: pytest.MonkeyPatch) -> None:
    real = evaluating.Evaluator.locate
    patch.setattr(evaluating.Evaluator, "locate", lambda self, situation: [one[:1] for one in real(self, situation)])


@left_out("state over country", "a row of a state goes before that of its country")
def _(patch: pytest.MonkeyPatch) -> None:
    precedence(patch, lambda key: "-" in key)


@left_out("group over other", "a row of a group goes before other")
def _(patch: pytest.MonkeyPatch) -> None:
    precedence(patch, lambda key: key != "other")


@left_out("the smallest bound wins", "the smallest bound above the value wins")
def _(patch: pytest.MonkeyPatch) -> None:
    precedence(patch, lambda key: "< 50" in key)


def precedence(patch: pytest.MonkeyPatch, is_late: Callable[[str], bool]) -> None:
    from generator.decisions import axes

    patch.setattr(axes.Axes, "_by_precedence", lambda self, fact, keys: sorted(keys, key=is_late))


@left_out("a bound excludes its own amount", "a bound does not take in its own amount")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(locating, "bisect_right", lambda cuts, amount: sum(cut < amount for cut in cuts))


@left_out("both ends of a season are included", "a season takes in its last day")
def _(patch: pytest.MonkeyPatch) -> None:
    real = locating.falls_in
    patch.setattr(locating, "falls_in", lambda day, span: real(day, span) and real(day + 1, span))


@left_out("the next day is day one", "the next day is day one")
def _(patch: pytest.MonkeyPatch) -> None:
    counted(patch, True)


@left_out("day_one", "with day_one the day of the event is")
def _(patch: pytest.MonkeyPatch) -> None:
    counted(patch, False)


def counted(patch: pytest.MonkeyPatch, is_day_one: bool) -> None:
    real = clock.Clock.__init__

    def counting(self: Any, program: Any) -> None:
        real(self, {**program, "events": dict.fromkeys(program["events"], int(is_day_one))})

    patch.setattr(clock.Clock, "__init__", counting)


@left_out("a day lasts until 23:59:59", "a day lasts until its last second")
def _(patch: pytest.MonkeyPatch) -> None:
    in_time(patch, lambda self, now, end: now.day < end.day or (now.day == end.day and now.at is None))


@left_out("and no longer", "and no longer")
def _(patch: pytest.MonkeyPatch) -> None:
    in_time(patch, lambda self, now, end: now.day <= end.day + 1)


def in_time(patch: pytest.MonkeyPatch, meets: Any) -> None:
    patch.setattr(clock.Clock, "meets", meets)
    patch.setattr(clock.Clock, "whole_days", lambda self, leaf: None)


@left_out("a range binds at its high end", "a range binds at its high end")
def _(patch: pytest.MonkeyPatch) -> None:
    from generator.decisions import quantities

    real = quantities.exact
    patch.setattr(quantities, "exact", lambda duration: (real(duration)[0], *real(duration)[::2]))


@left_out("months clamp", "months clamp to the end of the month")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clock, "add_months", lambda day, number: day + 31 * number)


@left_out("business days", "business days leave weekends out")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clock, "add_business_days", lambda work, start, number, day_one: start + number)


@left_out("hours accumulate while open", "hours of a calendar run while it is open")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clock, "add_open_time", lambda calendar, start, seconds: start + seconds)


@left_out("hours run from the instant", "hours run from the instant")
def _(patch: pytest.MonkeyPatch) -> None:
    real = clock.Clock._elapsed
    patch.setattr(
        clock.Clock,
        "_elapsed",
        lambda self, event, seconds, calendar: real(self, clock.Moment(event.day), seconds, calendar),
    )


@left_out("from the last second of a day", "hours run from the last second of a day")
def _(patch: pytest.MonkeyPatch) -> None:
    real = clock.Clock._elapsed
    patch.setattr(
        clock.Clock,
        "_elapsed",
        lambda self, event, seconds, calendar: real(
            self, clock.Moment(event.day, event.at or self.start_of(event.day)), seconds, calendar
        ),
    )


@left_out("rounding half up", "a percentage rounds half up")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(money, "share", lambda leaf, base, hundredths: base * hundredths // 10_000)


@left_out("at_least", "it is raised to at_least")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        money, "share", lambda leaf, base, part: min((base * part + 5_000) // 10_000, leaf.get("at_most", base))
    )


@left_out("at_most", "it is cut to at_most")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        money, "share", lambda leaf, base, part: max((base * part + 5_000) // 10_000, leaf.get("at_least", 0))
    )


@left_out("fees cannot exceed the refund", "fees cannot exceed the refund")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(answering, "taken_off", lambda gross, fees: (gross, tuple(fees)))


@left_out("unless", "an exception keeps a rule from matching")
def _(patch: pytest.MonkeyPatch) -> None:
    rebuilt(patch, "unless", lambda clause: {"reason": []})


@left_out("the first band", "the first band that the act meets is the one")
def _(patch: pytest.MonkeyPatch) -> None:
    band(patch, lambda met: max((at for at, one in enumerate(met) if one), default=len(met)))


@left_out("the last band is what is left", "the last band is what is left")
def _(patch: pytest.MonkeyPatch) -> None:
    band(patch, lambda met: next((at for at, one in enumerate(met) if one), 0))


@left_out("the running maximum", "a band that an earlier one overtakes is empty")
def _(patch: pytest.MonkeyPatch) -> None:
    band(patch, lambda met: sum(not one for one in met))


def band(patch: pytest.MonkeyPatch, chosen: Callable[[list[bool]], int]) -> None:
    def choose(self: Any, timed: Any, classes: Any, events: Any, now: Any) -> int:
        ends = [self.leaf(term, classes).ends(events, now) for term in timed.untils]
        return chosen([self.clock.meets(now, end) for end in ends])

    patch.setattr(evaluating.Evaluator, "_band", choose)


@left_out("met_by", "what was told in time is granted later")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(evaluating, "moment_of", lambda act, events, now: now)


@left_out("not_yet is no act", "what was told too late is not granted, and what nobody told yet counts from now")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(evaluating, "moment_of", lambda act, events, now: events.get(act, now) if act else now)


@left_out("waits end by now", "a wait ends by the clock")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Rule, "met_at", lambda self, at: self.met_by if self.bands[at].until else None)


@left_out("pass", "a rule that passes does not match")
def _(patch: pytest.MonkeyPatch) -> None:
    real = compiling._band

    def kept(band: Any, by: Any) -> Any:
        return {key: value for key, value in real(band, by).items() if key != "is_pass"}

    patch.setattr(compiling, "_band", kept)


@left_out("over", "over ranks rules")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(evaluating, "transitive", lambda over: [0] * len(over))


@left_out("over is transitive", "over is transitive, whether or not the rules between match")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(evaluating, "transitive", lambda over: [sum(1 << at for at in direct) for direct in over])


@left_out("removed with all its facets", "a beaten outcome rule is removed with all its facets")
def _(patch: pytest.MonkeyPatch) -> None:
    real = evaluating.resolve

    def kept(matches: Any, beats: Any) -> Any:
        found = list(matches)
        # What is beaten stays as a condition.
        beaten = [one for one in found if any(beats[other.at] >> one.at & 1 for other in found)]
        return real([*found, *(granting.Match(one.at, one.rule, None) for one in beaten)], beats)

    patch.setattr(evaluating, "resolve", kept)


@left_out("uncovered", "no outcome rule is left uncovered")
def _(patch: pytest.MonkeyPatch) -> None:
    real = answering.Answerer.__init__

    def content(self: Any, evaluator: Any) -> None:
        real(self, evaluator)
        self._decides_for_buyers = False

    patch.setattr(answering.Answerer, "__init__", content)


@left_out("the same offer", "those left must make the same offer")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(granting, "_offer_of", lambda match: None)
    patch.setattr(granting, "_same_option", lambda match, offers, at: 0)


@left_out("only evidence, reply and seller facets remain", "of a refusal only evidence, reply and seller facets remain")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(granting, "_remains", lambda name: True)


@left_out("step 6 before step 7", "what does not remain is no contradiction")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(granting, "_remains", lambda name: True)


@left_out("the option before the band before the rule", "the option goes before the band, and that before the rule")
def _(patch: pytest.MonkeyPatch) -> None:
    real = granting.Match.facets
    patch.setattr(granting.Match, "facets", lambda self, option: {**real(self, option), **self.rule["facets"]})


@left_out("condition rules", "values of condition rules stand beside it")
def _(patch: pytest.MonkeyPatch) -> None:
    real = evaluating.resolve
    patch.setattr(
        evaluating,
        "resolve",
        lambda matches, beats: real([one for one in matches if one.band is not None], beats),
    )


@left_out("beaten values are dropped", "a value is dropped whose rule is beaten by another that sets this facet")
def _(patch: pytest.MonkeyPatch) -> None:
    real = granting._merge
    patch.setattr(granting, "_merge", lambda said, beats: real(said, [0] * len(beats)))


@left_out("evidence is a union", "evidence is a union")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(granting, "EVIDENCE", "nothing")


@left_out("values that differ are a conflict", "values that differ as written are a conflict")
def _(patch: pytest.MonkeyPatch) -> None:
    real = granting._merge
    patch.setattr(granting, "_merge", lambda said, beats: granting._Merged(real(said, beats).by_name, None))


@left_out("postage goes with the goods", "goods that are kept drop what says how they come back")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(granting, "ONLY_RETURNED", ())


@left_out("how money is paid goes with the money", "an offer that pays nothing back drops how it is paid")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(granting, "ONLY_PAID", ())


@left_out("goods must be told", "goods must be told")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(granting, "_NEED_GOODS", ())


@left_out("postage must be told", "who pays the return must be told")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(granting, "_missing", lambda offer, facets, kept: None)


@left_out("never a guess", "with a fact missing several results are named, never guessed")
def _(patch: pytest.MonkeyPatch) -> None:
    real = evaluating.Evaluator.locate
    patch.setattr(evaluating.Evaluator, "locate", lambda self, situation: [one[:1] for one in real(self, situation)])


@left_out("one result: give it", "with a fact missing that makes no difference there is one result")
def _(patch: pytest.MonkeyPatch) -> None:
    from generator.decisions import unknown

    patch.setattr(unknown, "_reasons_shared", lambda parts: unknown.Part(needs=("reason",)))


@left_out("a deadline whose event is open stays a rule", "a deadline whose event is open stays a rule")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clock, "WAITING", clock.End(740_000))


@left_out("at the latest", "earlier_of with one event known is a date at the latest")
def _(patch: pytest.MonkeyPatch) -> None:
    real = clock.End
    patch.setattr(clock, "End", lambda day, at=None, at_the_latest=False: real(day, at))


@left_out("the table path", "each facet tells its rule, its band and the row of its terms")
def _(patch: pytest.MonkeyPatch) -> None:
    real = templates.Used
    patch.setattr(templates, "Used", lambda term, value, path: real(term, value, ()))


@pytest.mark.parametrize("what", list(BROKEN))
def test_an_evaluator_that_leaves_a_sentence_out_is_caught(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, broken = BROKEN[what]
    policy, situation = policy_of(name), situation_of(name)
    broken(monkeypatch)
    found = told(name, decided(Decider.of(policy), situation))
    assert found != sort_lists(EXAMPLES[name]["expect"])


def test_the_examples_are_dates_of_one_month() -> None:
    """So that anybody can check them on one calendar."""
    for name in EXAMPLES:
        days = [value for value in situation_of(name).values() if isinstance(value, date)]
        assert all(date(2026, 11, 1) <= date(day.year, day.month, day.day) <= date(2027, 3, 1) for day in days), name
