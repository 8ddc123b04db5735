"""The policy as data for other programs: ``policy.json`` with its schema."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from generator.finding import LANGUAGES
from generator.language.lookup import axes_of, leaves
from generator.policy.model import (
    Band,
    Bilingual,
    Condition,
    Facet,
    FacetValue,
    Policy,
    Rule,
    Table,
    Term,
    TermRef,
    Word,
)
from generator.policy.values import After, Day, Duration, EarlierOf, Endless, LaterOf, Leaf, Money, Percent, Share

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def policy_data(policy: Policy, not_expressed: Iterable[Mapping[str, str]] = ()) -> dict[str, Json]:
    """All that buyers are promised, as plain data, with a hash of everything else in it.

    ``not_expressed`` lists what the structured data for search engines leaves out, and why.
    """
    shop = policy.shop
    data: dict[str, Json] = {
        "$schema": "policy.schema.json",
        "version": shop.version,
        "effective": {"from": str(shop.effective), "to": None},
        "shop": {
            "name": _names(shop.name),
            "seller": _names(shop.seller),
            "url": shop.buyer_url,
            "currency": shop.currency,
            "timezone": shop.timezone,
        },
        "sections": {
            section.id: {"title": _names(section.title), "applies_by": section.applies_by, "pages": _pages(section.id)}
            for section in policy.sections.values()
        },
        "terms": {term.id: _term(term) for term in policy.terms.values()},
        "rules": {rule.id: _rule(rule) for rule in policy.rules.values()},
        "not_expressed": [dict(entry) for entry in not_expressed],
    }
    return {**data, "hash": f"sha256:{hashlib.sha256(canonical(data).encode()).hexdigest()}"}


def canonical(data: Json) -> str:
    """The one spelling of plain data that hashes are taken of.

    >>> canonical({"b": [1, None], "a": "天"})
    '{"a":"天","b":[1,null]}'
    """
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _names(name: Bilingual) -> dict[str, Json]:
    return {lang: name[lang] for lang in LANGUAGES}


def _pages(section: str, anchor: str = "") -> dict[str, Json]:
    """Where it stands on the buyer pages, relative to the folder of ``policy.json``."""
    return {lang: f"{lang}/{section}/{anchor}" for lang in LANGUAGES}


def _term(term: Term) -> Json:
    named: dict[str, Json] = {"names": _names(term.name), "pages": _pages(term.section, f"#term.{term.id}")}
    if not isinstance(term.value, Table):
        return {**_leaf(term.value), **named}
    rows: list[Json] = [{"at": dict(path), **_leaf(leaf)} for path, leaf in leaves(term.value)]
    return {"type": "table", "by": list(axes_of(term.value)), "rows": rows, **named}


def _leaf(leaf: Leaf) -> dict[str, Json]:
    """Type, value in the policy's notation, bounds, unit and clock of one value."""
    match leaf:
        case After(duration=duration, event=event):
            return {**_leaf(duration), "clock": event}
        case Duration():
            calendar: dict[str, Json] = {"calendar": leaf.calendar} if leaf.calendar else {}
            return {"type": "duration", "value": str(leaf), **_bounds(leaf), "unit": str(leaf.unit), **calendar}
        case Day():
            return {"type": "date", "value": str(leaf)}
        case Endless():
            return {"type": "endless", "value": str(leaf)}
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            kind = "later_of" if isinstance(leaf, LaterOf) else "earlier_of"
            return {"type": kind, "value": str(leaf), "parts": [_leaf(part) for part in parts]}
        case Share(percent=percent, of=of, at_least=floor, at_most=cap):
            bounds: dict[str, Json] = {
                name: str(bound) for name, bound in (("at_least", floor), ("at_most", cap)) if bound is not None
            }
            return {"type": "percent", "value": str(percent), **_bounds(percent), "unit": "%", "of": of, **bounds}
        case Money():
            return {"type": "money", "value": str(leaf), "low": leaf.low, "high": leaf.high, "unit": leaf.currency}


def _bounds(value: Duration | Percent) -> dict[str, Json]:
    return {"low": _number(value.low), "high": _number(value.high)}


def _number(number: Decimal) -> Json:
    """Whole numbers as such, others as text: a reader must not make floats of them."""
    return int(number) if number == number.to_integral_value() else f"{number.normalize():f}"


def _rule(rule: Rule) -> Json:
    return {
        "section": rule.section,
        "title": _names(rule.title) if rule.title else None,
        "when": _condition(rule.when),
        "unless": _condition(rule.unless),
        "over": list(rule.over),
        "act": str(rule.act),
        **({"met_by": rule.met_by} if rule.met_by else {}),
        "facets": _facets(rule.facets),
        "bands": [_band(band) for band in rule.bands],
        "pages": _pages(rule.section, f"#{rule.id}"),
    }


def _condition(condition: Condition) -> Json:
    """Alternatives, each a mapping from axis to the values that fit."""
    return [{test.axis: list(test.values) for test in clause} for clause in condition]


def _band(band: Band) -> Json:
    return {
        "until": band.until.term if band.until else None,
        "choice": str(band.choice) if band.choice else None,
        "pass": band.is_pass,
        "facets": _facets(band.facets),
        "options": [{"offer": str(option.offer), **_as_mapping(_facets(option.facets))} for option in band.options],
    }


def _facets(facets: tuple[Facet, ...]) -> Json:
    return {facet.name: _facet_value(facet.value) for facet in facets}


def _as_mapping(data: Json) -> dict[str, Json]:
    return {"facets": data} if data else {}


def _facet_value(value: FacetValue) -> Json:
    match value:
        case TermRef(term=term):
            return {"term": term}
        case Word(text=text):
            return text
        case _:
            return [word.text for word in value]


_NAMES: Json = {"type": "object", "required": ["en", "zh"], "additionalProperties": {"type": "string"}}

SCHEMA: dict[str, Json] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What a shop promises its buyers",
    "type": "object",
    "required": ["version", "effective", "shop", "sections", "terms", "rules", "not_expressed", "hash"],
    "properties": {
        "version": {"type": "string"},
        "effective": {
            "type": "object",
            "required": ["from", "to"],
            "properties": {
                "from": {"$ref": "#/$defs/date"},
                "to": {"oneOf": [{"$ref": "#/$defs/date"}, {"type": "null"}]},
            },
        },
        "shop": {"type": "object", "required": ["name", "seller", "currency", "timezone"]},
        "sections": {"type": "object", "additionalProperties": {"type": "object", "required": ["title", "pages"]}},
        "terms": {"type": "object", "additionalProperties": {"$ref": "#/$defs/term"}},
        "rules": {"type": "object", "additionalProperties": {"$ref": "#/$defs/rule"}},
        "not_expressed": {
            "type": "array",
            "items": {"type": "object", "required": ["rule", "what", "why"]},
        },
        "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
    },
    "$defs": {
        "date": {"type": "string", "format": "date"},
        "names": _NAMES,
        "leaf": {
            "type": "object",
            "required": ["type", "value"],
            "properties": {
                "type": {"enum": ["duration", "date", "endless", "later_of", "earlier_of", "percent", "money"]},
                "value": {"type": "string"},
                "low": {"type": ["integer", "string"]},
                "high": {"type": ["integer", "string"]},
                "unit": {"type": "string"},
                "clock": {"type": "string"},
                "parts": {"type": "array", "items": {"$ref": "#/$defs/leaf"}},
            },
        },
        "term": {
            "type": "object",
            "required": ["type", "names", "pages"],
            "properties": {"names": {"$ref": "#/$defs/names"}, "pages": {"$ref": "#/$defs/names"}},
            "oneOf": [
                {"$ref": "#/$defs/leaf"},
                {
                    "required": ["by", "rows"],
                    "properties": {
                        "type": {"const": "table"},
                        "by": {"type": "array", "items": {"type": "string"}},
                        "rows": {"type": "array", "items": {"$ref": "#/$defs/leaf", "required": ["at"]}},
                    },
                },
            ],
        },
        "rule": {
            "type": "object",
            "required": ["section", "when", "unless", "over", "act", "facets", "bands", "pages"],
            "properties": {
                "met_by": {"type": "string"},
                "bands": {"type": "array", "items": {"type": "object", "required": ["until", "options"]}},
                "pages": {"$ref": "#/$defs/names"},
            },
        },
    },
}
"""The JSON Schema of ``policy.json``, published beside it."""
