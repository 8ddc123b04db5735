"""Claims made with names of the policy: the shop's own phrases, its fees, and the kinds of clocks and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from generator.agreement.claimwords import SIGNS, Pattern, Says, data_of, parts_of, pattern_of
from generator.agreement.needed import MOST
from generator.finding import LANGUAGES
from generator.policy.kept import kept
from generator.policy.lookup import facets_of
from generator.policy.model import Policy, TermRef

_NAMED = "claims_named"
"""The book of what is claimed with names."""
Cued = tuple[Sequence[str], Pattern]
"""A pattern with its cues: a text with none of them does not hold it."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A thing that a claim may be about: its id, its cues, how it is said, and how its contrary is."""

    id: str
    cues: tuple[str, ...]
    words: tuple[str, ...]


def named_patterns(policy: Policy, lang: str) -> Iterator[Cued]:
    """All patterns that are made of names."""
    yield from _own(policy, lang)
    yield from _fees(policy, lang)
    yield from _built_in(lang)
    for entry in _families(lang):
        if own := _OF_POLICY.get(entry["kind"]):
            for name in own(policy, lang):
                yield from _patterns(entry, name, lang)


@kept
def roles_by_words(policy: Policy) -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """By language and role of the policy's ladders how it is called, in small letters."""
    return {
        lang: {
            name.id: re.compile(rf"\b{name.words[0]}\b" if lang == "en" else name.words[0])
            for name in _roles(policy, lang)
        }
        for lang in LANGUAGES
    }


def _own(policy: Policy, lang: str) -> Iterator[Cued]:
    """The phrases of the shop, each with its longest word as its cue."""
    for claim in policy.claims.values():
        says = Says(((claim.facet, frozenset([claim.value])),))
        for phrase in {"en": claim.en, "zh": claim.zh}[lang]:
            body = r"\s+".join(map(re.escape, phrase.lower().split()))
            words = sorted(phrase.lower().split(), key=len, reverse=True)
            source = rf"\b{body}\b" if lang == "en" else body
            needs = tuple(frozenset((word,)) for word in words[:MOST])
            yield words[:1], Pattern(says, source, inside=False, needs=needs)


def _fees(policy: Policy, lang: str) -> Iterator[Cued]:
    """Ways to say that a fee of the policy is charged or is not, by the name of its term."""
    data = data_of(lang)
    charged = {
        (facet.name, facet.value.term)
        for rule in policy.rules.values()
        for facet in facets_of(rule).values()
        if facet.name.startswith("fees.") and isinstance(facet.value, TermRef) and facet.value.term in policy.terms
    }
    for facet, term in sorted(charged):
        says = Says(((facet, frozenset([f"${term}"])),))
        name = policy.terms[term].name[lang].lower().removeprefix("the ")
        parts = data["parts"] | {"name": re.escape(name)}
        for source in data["fee"]:
            yield (name,), pattern_of(source, says, parts, lang)


@cache
def _built_in(lang: str) -> tuple[Cued, ...]:
    """What is said of events, things and states in every shop's words."""
    data = data_of(lang, _NAMED)
    found: list[Cued] = []
    for entry in _families(lang):
        for id, name in data["names"].get(entry["kind"], {}).items():
            words = parts_of({key: name[key] for key in ("words", "fine") if key in name}, data["parts"])
            found += _patterns(entry, _Name(id, tuple(name["cues"]), tuple(words.values())), lang)
    return tuple(found)


def _roles(policy: Policy, lang: str) -> Iterator[_Name]:
    """The roles of the policy's ladders, by the last word of their names.

    In Chinese by what a name adds to another's, if it begins with it: 组长 is 客服组长, who is no 客服.
    """
    roles = policy.scopes.roles
    said = {
        id: roles[id].label.forms(lang)[0].lower()
        for id in dict.fromkeys(rung.role for ladder in policy.ladders.values() for rung in ladder.rungs)
        if id in roles
    }
    for id, name in said.items():
        if lang == "en":
            last = name.split()[-1]
            yield _Name(id, (last,), (rf"(?:(?:the |an? |any |every |our )?(?:[a-z]+ )?{re.escape(last)}s?)",))
            continue
        head = max((other for other in said.values() if other != name and name.startswith(other)), key=len, default="")
        more = "|".join(
            re.escape(other[len(name) :]) for other in said.values() if other != name and other.startswith(name)
        )
        own = name[len(head) :]
        yield _Name(id, (own,), (f"(?:{re.escape(head)})?{re.escape(own)}{f'(?!{more})' if more else ''}",))


def _places(policy: Policy, lang: str) -> Iterator[_Name]:
    """The places that goods go back to, by what their names do not share: the town."""
    for id in policy.scopes.places:
        if town := town_of(policy, id, lang):
            yield _Name(id, (town.lower(),), (re.escape(town.lower()),))


def town_of(policy: Policy, place: str, lang: str) -> str:
    """The town in the name of a place; empty if it names none."""
    words = policy.scopes.places[place].label.forms(lang)[0]
    towns = re.findall(r"[A-Z][\w-]+(?: [A-Z][\w-]+)*" if lang == "en" else "^(.+?)(?:退货)?中心$", words)
    return towns[-1] if towns else ""


_OF_POLICY = {"roles": _roles, "places": _places}
"""Kinds of names that the policy itself has."""


def _patterns(entry: Mapping[str, Any], name: _Name, lang: str) -> Iterator[Cued]:
    """The patterns of a family for one name."""
    says = Says(((entry["facet"], frozenset([name.id])),), told="told" in entry)
    named = tuple(rf"(?<![\w-])(?:{words})(?![\w-])" if lang == "en" else words for words in name.words)
    needs = (frozenset(name.cues), *map(frozenset, entry.get("beside", ())))
    for pattern in _shapes(lang)[entry["at"]]:
        yield name.cues, replace(pattern, says=says, supposes="supposes" in entry, needs=needs, names=named)


@cache
def _shapes(lang: str) -> Mapping[int, list[Pattern]]:
    """Of each family the patterns, of whatever name: those that begin with the same sign are one."""
    parts = data_of(lang, _NAMED)["parts"] | {"x": f"{SIGNS[0]}++", "fine": f"{SIGNS[1]}++"}
    found: dict[int, list[Pattern]] = {}
    for entry in _families(lang):
        by_sign: dict[str, list[str]] = {}
        for source in entry["patterns"]:
            sign = source[0] if source[0] in "!-" else ""
            by_sign.setdefault(sign, []).append(source[len(sign) :])
        found[entry["at"]] = [
            pattern_of(f"{sign}(?:{'|'.join(sources)})", Says(()), parts, lang) for sign, sources in by_sign.items()
        ]
    return found


def _families(lang: str) -> list[dict[str, Any]]:
    return [{**entry, "at": at} for at, entry in enumerate(data_of(lang, _NAMED)["families"])]


@cache
def kinds_of(label: str) -> frozenset[str]:
    """Which things and states an English label speaks of: "a photo of the item" of a photo."""
    labels: dict[str, str] = data_of("en", _NAMED)["labels"]
    return frozenset(kind for kind, words in labels.items() if re.search(words, label.lower()))


@cache
def events_of(id: str, label: str) -> frozenset[str]:
    """The event, and which of those that claims know it is: "the receipt" of the goods is their delivery."""
    known = data_of("en", _NAMED)
    if id in known["names"]["events"]:
        return frozenset((id,))
    return frozenset((id, *(kind for kind, words in known["events"].items() if re.search(words, label.lower()))))
