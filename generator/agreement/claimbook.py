"""The closed book of claims: sentences that say what the policy decides, without a number, in both languages.

The built-in patterns stand in ``claims_en.yaml`` and ``claims_zh.yaml``; a shop adds its own phrases in ``words.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # not every system has the fast one
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

from generator.policy.model import Policy

_PART = re.compile(r"<([a-z_]+)>")
# Any few words may stand there as far as the pattern is concerned; that they are little ones is looked up afterwards.
_GAP = {"en": r"(?P<gap{n}>(?: [a-z'’]+){{0,5}}?) ", "zh": r"(?P<gap{n}>[^，。；：、！？\s]{{0,6}}?)"}


@dataclass(frozen=True, slots=True)
class Says:
    """What a claim says: one of these values of one of these facets.

    ``refusal``: its negation is also true where nothing is granted.
    """

    values: tuple[tuple[str, frozenset[str]], ...]
    refusal: bool = False

    @property
    def facet(self) -> str:
        """The facet that findings name."""
        return self.values[0][0]

    def __str__(self) -> str:
        return " / ".join(f"{facet}: {' | '.join(sorted(values))}" for facet, values in self.values)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to say it, in small letters. ``inside``: words within it may negate it; else only those before it do.

    ``gaps``: how many groups (``gap0`` ...) hold little words.
    """

    says: Says
    regex: re.Pattern[str]
    inside: bool
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """The patterns of a language. ``cues``: for each which patterns need it; a text with none of them claims nothing.

    ``little`` are the words that may stand in a gap; behind ``before`` nothing is claimed.
    """

    lang: str
    patterns: tuple[Pattern, ...]
    cues: Mapping[str, tuple[int, ...]]
    little: re.Pattern[str]
    before: re.Pattern[str]

    def narrowed(self, text: str) -> Book:
        """The book for the parts of a text in small letters: only with what it can hold at all."""
        return replace(self, cues={cue: patterns for cue, patterns in self.cues.items() if cue in text})


def book_of(policy: Policy, lang: str, *, to_buyer: bool) -> Book:
    """The built-in claims and those of the shop. ``to_buyer``: the text speaks to the buyer, who is "you"."""
    known = built_in(lang, to_buyer=to_buyer)
    own = tuple(_own(policy, lang))
    cues = dict(known.cues)
    for at, (cue, _) in enumerate(own, len(known.patterns)):
        cues[cue] = (*cues.get(cue, ()), at)
    return Book(lang, (*known.patterns, *(pattern for _, pattern in own)), cues, known.little, known.before)


def _own(policy: Policy, lang: str) -> Iterator[tuple[str, Pattern]]:
    """The phrases of the shop, each with its longest word as its cue."""
    for claim in policy.claims.values():
        says = Says(((claim.facet, frozenset([claim.value])),))
        for phrase in {"en": claim.en, "zh": claim.zh}[lang]:
            body = r"\s+".join(map(re.escape, phrase.lower().split()))
            cue = max(phrase.lower().split(), key=len)
            regex = re.compile(rf"\b{body}\b" if lang == "en" else body)
            yield cue, Pattern(says, regex, inside=False)


@cache
def built_in(lang: str, *, to_buyer: bool = False) -> Book:
    """The claims that are known without a shop."""
    data = _data(lang)
    parts: Mapping[str, str] = data["parts"]
    little = "|".join(sorted(data["little"].split(), key=len, reverse=True))
    found: list[Pattern] = []
    cues: dict[str, tuple[int, ...]] = {}
    for entry in data["claims"]:
        says = Says(tuple((facet, frozenset(values)) for facet, values in entry["says"].items()), "refusal" in entry)
        sources = (*entry["patterns"], *(entry.get("you", ()) if to_buyer else ()))
        here = tuple(range(len(found), len(found) + len(sources)))
        cues |= {cue: (*cues.get(cue, ()), *here) for cue in entry["cues"]}
        found += [_pattern(source, says, parts, lang) for source in sources]
    before = "|".join(word.replace("_", " ") for word in data["before"].split())
    return Book(
        lang,
        tuple(found),
        cues,
        re.compile(rf"(?: (?:{little}))*" if lang == "en" else rf"(?:{little})*"),
        re.compile(rf"\b(?:{before})\b" if lang == "en" else before),
    )


@cache
def _data(lang: str) -> dict[str, Any]:
    text = resources.files("generator.agreement").joinpath(f"claims_{lang}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader)
    return data


def _pattern(source: str, says: Says, parts: Mapping[str, str], lang: str) -> Pattern:
    inside = not source.startswith("!")
    pieces = _PART.sub(lambda match: parts[match[1]], source.removeprefix("!")).split("~")
    body = pieces[0] + "".join(_GAP[lang].format(n=n) + piece for n, piece in enumerate(pieces[1:]))
    if lang == "en":
        body = rf"(?<![\w-])(?:{body})(?![\w-])"
    return Pattern(says, re.compile(body), inside, len(pieces) - 1)
