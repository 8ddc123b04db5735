"""Policies to time: a table of rules that any engine can read, and one that is wider than a shop's."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from generator.policy.load import load_policy
from generator.policy.model import Policy

NAME = {"en": "a name", "zh": "名称"}
REASONS = tuple(f"reason_{n}" for n in range(12))
CHANNELS = ("own_shop", "market", "partner")
CATEGORIES = tuple(f"category_{n}" for n in range(10))
REGIONS = ("DE", "FR", "IT", "ES", "US", "CN", "JP", "BR")
FLAGS = ("opened", "sale", "sealed", "used", "signed", "gift")
OFFERS = ("refund", "exchange", "store_credit", "repair", "replace", "decline")
TODAY = date(2026, 6, 1)

Row = Mapping[str, Any]
"""A row of a table: values of ``reason``, ``channel``, ``category`` and ``region``, a ``flag`` that must hold, a
``price`` in cents and ``days`` since delivery that are not passed; what is not there fits. And the ``offer``.
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """One case."""

    reason: str
    channel: str
    category: str
    region: str
    flags: tuple[str, ...]
    price: int
    days: int

    def plain(self) -> dict[str, Any]:
        """As an engine of rules takes it."""
        return {
            "reason": self.reason,
            "channel": self.channel,
            "category": self.category,
            "region": self.region,
            "flags": list(self.flags),
            "price": self.price,
            "days": self.days,
        }

    def texts(self) -> dict[str, str | tuple[str, ...]]:
        """As somebody writes it for us, with real days."""
        delivered = TODAY - timedelta(days=self.days)
        return {
            "reason": self.reason,
            "channel": self.channel,
            "category": self.category,
            "region": self.region,
            "flags": self.flags,
            "price": f"{self.price / 100:.2f} USD",
            "delivered": str(delivered),
            "ordered": str(delivered - timedelta(days=4)),
            "return_received": "not_yet",
            "now": str(TODAY),
        }


def table_of(rules: int) -> list[Row]:
    """A table of so many rows, the same for the same number: the first that fits counts, and the last always fits."""
    chance = random.Random(rules)
    rows: list[Row] = []
    for _ in range(rules - 1):
        row: dict[str, Any] = {"reason": chance.sample(REASONS, chance.randint(1, 2))}
        for name, values in (("channel", CHANNELS), ("category", CATEGORIES), ("region", REGIONS)):
            if chance.random() < 0.5:
                row[name] = sorted(chance.sample(values, chance.randint(1, 3) if name != "channel" else 1))
        if chance.random() < 0.4:
            row["flag"] = chance.choice(FLAGS)
        if chance.random() < 0.3:
            row["price"] = 1000 * chance.randint(1, 20)
        if chance.random() < 0.5:
            row["days"] = chance.choice((7, 14, 15, 28, 30, 45, 60))
        rows.append({**row, "offer": chance.choice(OFFERS)})
    return [*rows, {"offer": "decline"}]


def situations_of(table: Sequence[Row], chance: random.Random, number: int) -> list[Facts]:
    """So many cases."""
    return [
        Facts(
            chance.choice(REASONS),
            chance.choice(CHANNELS),
            chance.choice(CATEGORIES),
            chance.choice(REGIONS),
            tuple(flag for flag in FLAGS if chance.random() < 0.25),
            chance.randrange(100, 25_000),
            chance.randrange(0, 70),
        )
        for _ in range(number)
    ]


def policy_of(table: Sequence[Row]) -> dict[str, Any]:
    """The same table as the files of a policy, with everything that an answer tells beside the offer."""
    days = sorted({row["days"] for row in table if "days" in row})
    terms: dict[str, Any] = {f"d{n}": {"name": NAME, "value": f"{n} days from delivered"} for n in days}
    terms["refund_time"] = {"name": NAME, "value": "7..10 business days (shop) from return_received"}
    terms["send_by"] = {"name": NAME, "value": "14 days from delivered"}
    terms["validity"] = {"name": NAME, "value": "24 months"}
    terms["fee"] = {"name": NAME, "value": "15%", "of": "item_price", "at_most": "90.00 USD"}
    rules: dict[str, Any] = {}
    for at, row in enumerate(table):
        rule: dict[str, Any] = {
            "when": {name: row[name] for name in ("reason", "channel", "category", "region") if name in row}
        }
        if "flag" in row:
            rule["when"]["flags"] = row["flag"]
        if "price" in row:
            rule["when"]["price"] = f"< {row['price'] / 100:.2f} USD"
        if not rule["when"]:
            del rule["when"]
        # The first row that fits: over is transitive, so the next one is enough.
        if at + 1 < len(table):
            rule["over"] = [f"r{at + 1}"]
        given = {"offer": row["offer"], **facets_of(row["offer"])}
        rule |= {"bands": [{"until": f"$d{row['days']}", **given}, "pass"]} if "days" in row else given
        rules[f"r{at}"] = rule
    return {
        "shop": shop(),
        "scopes": {
            "facts": {
                "reason": {"one_of": dict.fromkeys(REASONS, NAME)},
                "channel": {"one_of": dict.fromkeys(CHANNELS, NAME)},
                "category": {"one_of": dict.fromkeys(CATEGORIES, NAME)},
                "region": {"countries": "all"},
                "flags": {"any_of": dict.fromkeys(FLAGS, NAME)},
                "price": {"money": "item_price"},
            },
            "calendars": {"shop": {"closed": ["sat", "sun"], "holidays": "CN"}},
            "events": {id: {"en": "it", "zh": "它"} for id in ("ordered", "delivered", "return_received")},
            "evidence": {"photo": NAME},
            "roles": {"agent": NAME},
        },
        "returns": {"title": NAME, "to": "buyer", "applies_by": "ordered", "terms": terms, "rules": rules},
    }


def facets_of(offer: str) -> dict[str, Any]:
    """What is told beside an offer."""
    goods = {"goods": "return", "postage": "buyer", "send_by": "$send_by", "approval": "agent", "evidence": ["photo"]}
    match offer:
        case "refund":
            return {**goods, "refund.to": "original_method", "refund.by": "$refund_time", "fees.restocking": "$fee"}
        case "store_credit":
            return {**goods, "valid": "$validity"}
        case "decline":
            return {"reply": "declined"}
        case _:
            return goods


def shop() -> dict[str, Any]:
    """The shop of these policies."""
    return {
        "shop": {
            **dict.fromkeys(("name", "seller", "address"), NAME),
            "email": "help@example.com",
            "timezone": "Asia/Hong_Kong",
            "currency": "USD",
            "languages": ["en", "zh"],
        },
        "version": "1",
        "effective": "2026-01-01",
    }


def load(files: Mapping[str, Any]) -> Policy:
    """The policy of these files, through the real loader."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "policies").mkdir()
        for stem, content in files.items():
            text = json.dumps(content, ensure_ascii=False)  # JSON is YAML
            (Path(folder) / "policies" / f"{stem}.yaml").write_text(text, encoding="utf-8")
        policy, findings = load_policy(Path(folder))
    assert policy is not None, [f"{one.place} {one.message()}" for one in findings]
    return policy


WIDE = {
    "reason": tuple(f"reason_{n}" for n in range(10)),
    "channel": ("own_shop", "market", "partner"),
    "category": tuple(f"category_{n}" for n in range(8)),
}


def wide_policy(rules: int = 100, seed: int = 1) -> dict[str, Any]:
    """A policy of twelve axes: what each reason leads to, and exceptions that narrow it down, in three levels.

    A rule is over those of its reason that are of a lower level, so that most contradictions are settled, not all.
    """
    chance = random.Random(seed)
    axes: dict[str, Any] = {
        "channel": lambda: chance.choice(WIDE["channel"]),
        "category": lambda: sorted(chance.sample(WIDE["category"], 2)),
        "region": lambda: chance.choice([["DE", "FR"], ["eu"], ["US"], ["CN", "JP"]]),
        "flags": lambda: chance.choice(FLAGS[:4]),
        "value": lambda: f"< {chance.choice((20, 50, 100, 200))}.00 USD",
        "price": lambda: f">= {chance.choice((10, 40, 150))}.00 USD",
        "season": lambda: "holiday",
    }
    written: dict[str, Any] = {}
    levels: dict[str, list[tuple[int, str]]] = {reason: [] for reason in WIDE["reason"]}
    for at in range(rules):
        reason = WIDE["reason"][at % len(WIDE["reason"])]
        level = 0 if at < len(WIDE["reason"]) else chance.randint(1, 3)
        asked = chance.sample(sorted(axes), level)
        rule: dict[str, Any] = {"when": {"reason": reason, **{axis: axes[axis]() for axis in asked}}}
        if level == 1 and chance.random() < 0.5:
            rule["unless"] = {"flags": chance.choice(FLAGS[:4])}
        lower = [id for other, id in levels[reason] if other < level]
        if lower:
            rule["over"] = lower
        days = f"$d{chance.choice((7, 14, 30, 60))}"
        # What the last reason leads to has an end, so that there is a gap to be found.
        last: Any = "pass" if level or reason == WIDE["reason"][-1] else {"offer": "decline"}
        offer = chance.choice(("refund", "exchange", "repair"))
        rule["bands"] = [{"until": days, "offer": offer, "goods": "return", "postage": "buyer"}, last]
        written[f"r{at}"] = rule
        levels[reason].append((level, f"r{at}"))
    terms: dict[str, Any] = {f"d{n}": {"name": NAME, "value": f"{n} days from delivered"} for n in (7, 14, 60)}
    terms["d30"] = {
        "name": NAME,
        "by": ["season"],
        "value": {"holiday": {"later_of": ["2027-01-31", "30 days from delivered"]}, "other": "30 days from delivered"},
    }
    return {
        "shop": shop(),
        "scopes": {
            "facts": {
                **{fact: {"one_of": dict.fromkeys(values, NAME)} for fact, values in WIDE.items()},
                "region": {"countries": "all"},
                "flags": {"any_of": dict.fromkeys(FLAGS[:4], NAME)},
                "value": {"money": "order_total"},
                "price": {"money": "item_price"},
            },
            "groups": {"region": {"eu": ["DE", "FR", "IT", "ES", "AT", "BE"]}},
            "seasons": {"holiday": {"ordered": "2026-11-01..2026-12-31"}},
            "events": {id: {"en": "it", "zh": "它"} for id in ("ordered", "delivered")},
            "impossible": [{"channel": "partner", "delivered": "not_yet"}],
        },
        "returns": {"title": NAME, "to": "buyer", "applies_by": "ordered", "terms": terms, "rules": written},
    }
