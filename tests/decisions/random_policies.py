"""Policies and situations by chance: small vocabularies, every construct of the model, always fit to be loaded."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.values import Money

T = TypeVar("T")
Files = dict[str, Any]
"""The content of each file of a policy, by its stem."""

NAME = {"en": "a name", "zh": "名称"}
EVENTS = ("delivered", "noticed", "ordered", "received")
OFFERS = ("refund", "partial_refund", "replace", "exchange", "store_credit", "coupon", "wait", "cancel", "decline")
TODAY = date(2026, 12, 2)
REGIONS = ("US", "US-CA", "US-NY", "DE", "FR", "JP")


class Dice:
    """Chance as numbers alone: hypothesis makes and shrinks them faster than what is made of them."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def number(self, low: int, high: int) -> int:
        return low + self._draw(_up_to(high - low))

    def chance(self, sides: int) -> bool:
        """One in so many."""
        return self.number(0, sides - 1) == 0

    def one(self, values: Sequence[T]) -> T:
        return values[self.number(0, len(values) - 1)]

    def some(self, values: Sequence[T], least: int, most: int) -> list[T]:
        """Different ones, so many."""
        left = list(values)
        return [left.pop(self.number(0, len(left) - 1)) for _ in range(min(self.number(least, most), len(left)))]


@cache
def _up_to(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


def scopes(dice: Dice) -> dict[str, Any]:
    """The vocabulary; only calendars, counting and seasons differ."""
    calendars = {
        "shop": {"closed": ["sat", "sun"], "holidays": "CN"},
        "desk": {"closed": ["sun"], "hours": "09:00-18:00"},
        "always": {},
    }
    kept = dice.one([(), ("always",), ("shop", "desk"), ("desk", "always"), ("shop", "desk", "always")])
    return {
        "facts": {
            "reason": {"one_of": dict.fromkeys("abc", NAME)},
            "kind": {"one_of": dict.fromkeys("xy", NAME)},
            "region": {"countries": "all"},
            "flags": {"any_of": dict.fromkeys("fg", NAME)},
            "total": {"money": "order_total"},
            "price": {"money": "item_price"},
        },
        "groups": {
            "reason": {"ab": ["a", "b"]},
            "region": {"eu": ["DE", "FR"], "coasts": ["US-CA", "US-NY"]},
            "flags": {"fg": ["f", "g"]},
        },
        "seasons": {
            "holiday": {"ordered": "2026-11-20..2026-11-30"},
            "winter": {"event": "ordered", "every_year": "12-20..01-05"},
            "promo": {"delivered": "2026-12-01..2026-12-04"},
        },
        "calendars": {name: calendars[name] for name in kept},
        "events": {name: {"counting": dice.one(["next_day", "day_one"]), "en": "it", "zh": "它"} for name in EVENTS},
        "evidence": dict.fromkeys("pqr", NAME),
        "roles": {"agent": NAME, "lead": NAME},
        "places": {"depot": NAME},
        "impossible": [
            condition(dice, ("reason", "kind", "flags", "delivered", "region")) for _ in range(dice.one((0, 0, 1, 2)))
        ],
    }


AXES: dict[str, tuple[str, ...]] = {
    "reason": ("a", "b", "c", "ab"),
    "kind": ("x", "y"),
    "region": ("US", "US-CA", "DE", "FR", "eu", "coasts"),
    "flags": ("f", "g", "fg"),
    "total": ("< 50.00 USD", "<= 50.00 USD", "> 99.99 USD", ">= 20.00 USD"),
    "season": ("holiday", "winter", "promo"),
    "delivered": ("happened", "not_yet"),
    "noticed": ("happened", "not_yet"),
}
ROWS: dict[str, tuple[tuple[str, ...], ...]] = {
    "reason": (("a",), ("ab",), ("a", "ab")),
    "kind": (("x",), ("y",)),
    "region": (("US", "US-CA"), ("eu", "DE"), ("US", "coasts"), ("eu",), ("US-NY", "coasts", "eu", "US")),
    "flags": (("f",), ("fg",)),
    "total": (("< 50.00 USD",), ("<= 20.00 USD", "< 99.00 USD")),
    "season": (("holiday",), ("holiday", "promo"), ("winter",)),
    "delivered": (("not_yet",), ("happened",)),
}


def condition(dice: Dice, axes: tuple[str, ...] = tuple(AXES)) -> dict[str, Any]:
    """One clause of one or two tests."""
    return {axis: dice.some(AXES[axis], 1, 2) for axis in dice.some(axes, 1, 2)}


def duration(dice: Dice, calendars: tuple[str, ...]) -> str:
    units = ["days", "days", "business days", "hours", "weeks", "months", "minutes"]
    unit = dice.one(units)
    most = {"days": 7, "business days": 6, "hours": 60, "weeks": 2, "months": 1, "minutes": 90}[unit]
    number = dice.number(0, most)
    text = f"{number}..{number + 1} {unit}" if dice.chance(2) and number else f"{number} {unit}"
    if unit in ("business days", "hours") and calendars and dice.chance(2):
        text += f" ({dice.one(calendars)})"
    return text


def deadline(dice: Dice, calendars: tuple[str, ...], depth: int = 2) -> Any:
    kind = dice.one(["after"] * 5 + ["date", "unlimited", "at_once"] + ["of"] * (3 if depth else 0))
    match kind:
        case "after":
            return f"{duration(dice, calendars)} from {dice.one(EVENTS)}"
        case "date":
            return str(TODAY + timedelta(days=dice.number(-6, 6)))
        case "of":
            parts = [deadline(dice, calendars, depth - 1) for _ in range(dice.number(2, 3))]
            return {dice.one(["later_of", "earlier_of"]): parts}
        case _:
            return kind


def table(dice: Dice, leaf: Any, most: int = 2) -> dict[str, Any]:
    """A value, or a table of up to so many axes."""
    axes = dice.some(list(ROWS), 0, most)

    def below(rest: list[str]) -> Any:
        if not rest or (len(rest) < len(axes) and dice.chance(2)):
            return leaf()
        return {row: below(rest[1:]) for row in (*dice.one(ROWS[rest[0]]), "other")}

    value = below(axes)
    return {"name": NAME, "by": axes, "value": value} if axes else {"name": NAME, "value": value}


def terms(dice: Dice, calendars: tuple[str, ...], most: int = 2) -> dict[str, Any]:
    """Four deadlines, three amounts, a length."""
    found = {f"d{n}": table(dice, lambda: deadline(dice, calendars), most) for n in range(4)}
    for n in range(3):
        if dice.chance(2):
            found[f"m{n}"] = table(dice, lambda: f"{dice.number(0, 12000) / 100:.2f} USD", most)
        else:
            percent = lambda: dice.one(["15%", "12.5%", "33.33%", "0.01%", "10..50%", "100%"])  # noqa: E731
            found[f"m{n}"] = table(dice, percent, most)
            found[f"m{n}"]["of"] = dice.one(["item_price", "order_total", "refund", "outbound_postage"])
            if dice.chance(2):
                found[f"m{n}"]["at_least"] = "2.00 USD"
            if dice.chance(2):
                found[f"m{n}"]["at_most"] = "9.99 USD"
    found["l0"] = {"name": NAME, "value": "24 months"}
    return found


def facets(dice: Dice, names: tuple[str, ...], *, least: int = 0, most: int = 4) -> dict[str, Any]:
    chosen = dice.some(names, least, most)
    return {name: facet(dice, name) for name in chosen}


def facet(dice: Dice, name: str) -> Any:
    by = [f"$terms.d{n}" for n in range(4)]
    amounts = [f"$terms.m{n}" for n in range(3)]
    family = {
        "goods": ["return", "return", "keep", "none"],
        "postage": ["buyer", "seller"],
        "bears": ["buyer", "seller", "platform"],
        "outbound": ["refunded", "not_refunded"],
        "label": ["download", "own"],
        "return_to": ["depot", "DE"],
        "send_by": [*by, "at_once"],
        "refund.by": [*by, "at_once"],
        "refund.to": ["original_method", "store_credit"],
        "amount": [*amounts, "full"],
        "valid": ["$terms.l0", "$terms.d0", "unlimited"],
        "approval": ["agent", "ladder"],
        "reply": ["one", "two"],
        "appeal": [*by, "none"],
        "also.extra": [*amounts, "$terms.l0"],
    }
    match name:
        case "evidence":
            return dice.some("pqr", 1, 2)
        case "methods":
            return dice.some(["mail", "store"], 1, 2)
        case "fees.one" | "fees.two" | "charge.fine":
            return dice.one(amounts)
        case _:
            return dice.one(family[name])


BUYERS = (
    *("postage", "outbound", "label", "return_to", "methods", "send_by", "refund.by", "refund.to", "amount", "valid"),
    *("fees.one", "fees.two", "also.extra", "evidence", "evidence", "approval", "reply", "goods"),
)
SELLERS = ("bears", "appeal", "charge.fine", "evidence", "reply")


def options(dice: Dice, names: tuple[str, ...]) -> dict[str, Any]:
    if dice.number(0, 2):
        return {"offer": dice.one(OFFERS), **facets(dice, names, most=2)}
    offers = [dice.one(("refund", "replace", "exchange", "store_credit")) for _ in range(dice.number(2, 3))]
    return {
        "choice": dice.one(["buyer", "seller"]),
        "options": [{"offer": offer, **facets(dice, names, most=2)} for offer in offers],
    }


def conditions(dice: Dice) -> dict[str, Any]:
    """In which situations a rule or an escalation holds."""
    found: dict[str, Any] = {}
    if dice.number(0, 3):
        when = [condition(dice) for _ in range(dice.number(1, 2))]
        found["when"] = when[0] if len(when) == 1 else when
    if dice.chance(4):
        found["unless"] = condition(dice)
    return found


def rule(dice: Dice, number: int, rules: int, names: tuple[str, ...], *, is_buyer: bool) -> dict[str, Any]:
    """A rule; it may be over any of a higher number."""
    found = conditions(dice)
    below = [*(f"r{n}" for n in range(number + 1, rules)), *(["base", "say"] if is_buyer else [])]
    # Mostly over everything below: otherwise most situations would be conflicts.
    over = below if dice.number(0, 4) else dice.some(below, 0, 2)
    if over:
        found["over"] = over
    if dice.chance(3):
        return found | facets(dice, names, least=1, most=2)
    found |= facets(dice, names)
    if is_buyer or dice.chance(2):
        found.setdefault("goods", dice.one(["return", "keep", "none"]))
        if dice.number(0, 3):
            found.setdefault("postage", "buyer")
    count = dice.one([0, 0, 1, 1, 2, 3])
    if not count:
        return {**found, **options(dice, names)}
    bands: list[Any] = [
        {
            "until": f"$terms.d{dice.number(0, 3)}",
            **({"offer": "pass"} if dice.chance(6) else options(dice, names)),
        }
        for _ in range(count)
    ]
    is_over = dice.chance(3) and any(band.get("offer") != "pass" for band in bands)
    bands.append("pass" if is_over else options(dice, names))
    # Most rules with bands are met by an event; a wait before something that is granted cannot be.
    granted = [band.get("offer") != "wait" for band in bands[:-1]]
    if (number + len(found)) % 4 and (any(granted) or bands[-1] == {"offer": "decline"}):
        found["met_by"] = EVENTS[(number + count + len(found)) % len(EVENTS)]
    return {**found, "bands": bands}


@st.composite
def policies(draw: st.DrawFn, most_rules: int = 6, most_axes: int = 2) -> Files:
    """The files of a policy."""
    dice = Dice(draw)
    shared = scopes(dice)
    calendars = tuple(shared["calendars"])
    zone = dice.one(["Asia/Hong_Kong", "Europe/Berlin", "America/New_York"])
    head = {"title": NAME, "applies_by": "ordered"}
    files: Files = {
        "shop": {
            "shop": {
                **dict.fromkeys(("name", "seller", "address"), NAME),
                "email": "help@example.com",
                "timezone": zone,
                "currency": "USD",
                "languages": ["en", "zh"],
            },
            "version": "1",
            "effective": "2026-12-01",
        },
        "scopes": shared,
        "terms": {**head, "to": "buyer", "terms": terms(dice, calendars, most_axes)},
        "escalation": {
            "ladders": {
                "ladder": {
                    **NAME,
                    "rungs": [{"role": "agent", "up_to": "$terms.limit"}, {"role": "lead"}],
                }
            },
            "escalations": {
                "late": {
                    **NAME,
                    "role": "lead",
                    "by": "$terms.answer",
                    "on_timeout": {"offer": "refund", "refund.by": "$terms.d1"},
                },
                "bound": {
                    **NAME,
                    "role": "agent",
                    "by": dice.one(["$terms.answer", "$terms.d0"]),
                    **conditions(dice),
                },
            },
        },
    }
    rows = {"x": deadline(dice, calendars), "other": deadline(dice, calendars)}
    files["terms"]["terms"]["answer"] = {"name": NAME, "by": ["kind"], "value": rows}
    files["terms"]["terms"]["limit"] = table(dice, lambda: f"{dice.number(0, 9999) / 100:.2f} USD", 1)
    count = dice.number(1, most_rules)
    files["buyers"] = {
        **head,
        "to": "buyer",
        "rules": {f"r{n}": rule(dice, n, count, BUYERS, is_buyer=True) for n in range(count)},
    }
    rules = files["buyers"]["rules"]
    # Some rule for buyers says of goods and postage what others leave out, so that the loader is content.
    rules["say"] = {"goods": "return", "postage": "seller"} | ({"when": {"kind": "x"}} if dice.chance(3) else {})
    rules["base"] = {"over": ["say"], "goods": "keep", "offer": dice.one(OFFERS)}
    if dice.chance(4):
        rules["base"]["when"] = {"kind": "y"}
    sellers = dice.number(0, 2)
    if sellers:
        files["sellers"] = {
            **head,
            "to": "seller",
            "rules": {f"r{n}": rule(dice, n, sellers, SELLERS, is_buyer=False) for n in range(sellers)},
        }
    return files


@lru_cache(maxsize=64)
def _loaded(text: str) -> Policy:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "policies").mkdir()
        for stem, content in json.loads(text).items():
            # JSON is YAML.
            body = json.dumps(content, ensure_ascii=False)
            (Path(folder) / "policies" / f"{stem}.yaml").write_text(body, encoding="utf-8")
        policy, findings = load_policy(Path(folder))
    assert policy is not None, [f"{one.code} {one.place} {one.message()}" for one in findings]
    return policy


def load(files: Files) -> Policy:
    """The policy, through the real loader."""
    return _loaded(json.dumps(files, ensure_ascii=False))


def moment(dice: Dice, zone: ZoneInfo) -> date | datetime:
    day = TODAY + timedelta(days=dice.number(-16, 6))
    if dice.number(0, 2):
        return day
    return datetime(day.year, day.month, day.day, dice.number(0, 23), dice.number(0, 59), tzinfo=zone)


@st.composite
def situations(draw: st.DrawFn, files: Files, missing: int = 0) -> dict[str, Any]:
    """A situation with all facts but so many; of the events one may be missing too."""
    dice = Dice(draw)
    zone = ZoneInfo(files["shop"]["shop"]["timezone"])
    now = moment(dice, zone)
    cents = (0, 1, 1999, 2000, 2001, 4999, 5000, 5001, 9899, 9900, 9999, 10000, 123_45)
    amounts = {name: dice.one(cents) for name in ("total", "price")}
    found: dict[str, Any] = {
        "reason": dice.one("abc"),
        "kind": dice.one("xy"),
        "region": dice.one(REGIONS),
        "flags": dice.one([frozenset(), frozenset("f"), frozenset("g"), frozenset("fg")]),
        **{name: Money(cent, cent, "USD") for name, cent in amounts.items()},
        "now": now,
    }
    if not missing and found["region"] == "US":
        found["region"] = "US-TX"
    for event in EVENTS:
        found[event] = "not_yet" if dice.chance(5) else moment(dice, zone)
    gone = ["reason", "kind", "region", "flags", "total", "price"]
    for name in dice.some(gone, 0, missing):
        del found[name]
    if missing and dice.chance(2):
        del found[dice.one(EVENTS)]
    return found
