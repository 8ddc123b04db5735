"""The closed book of claims: sentences that say what the policy decides, without a number, in both languages.

The built-in patterns stand in ``claims_en.yaml`` and ``claims_zh.yaml``; a shop adds its own phrases in ``words.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, reduce
from operator import or_
from typing import Any

from generator.agreement.grants import SITUATION
from generator.agreement.needed import Needs, holds, needed
from generator.agreement.searched import Literals, Searched
from generator.policy.bundled import read_bundled
from generator.policy.lookup import facets_of
from generator.policy.model import Policy, TermRef

_PART = re.compile(r"<([a-z_]+)>")
# Any few words may stand there as far as the pattern is concerned; that they are little ones is looked up afterwards.
_GAP = {"en": r"(?P<gap{n}>(?: [a-z'’]+){{0,5}}?) ", "zh": r"(?P<gap{n}>[^，。；：、！？\s]{{0,6}}?)"}

_LEAST = {"en": 2, "zh": 1}
"""A shorter literal stands in nearly every text."""

_EVERY_KIND = {
    "en": frozenset("items goods parcels order orders already repaired replaced simple broken with whose shop".split()),
    "zh": frozenset("商品 产品 用品 包裹 订单 货物 我们".split()),
}
"""Words in the names of kinds that say nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Says:
    """What a claim says: one of these values of one of these facets.

    ``refusal``: its negation is also true where nothing is granted. ``told``: it is judged only where a rule says
    anything of these facets, for it may be about something else.
    """

    values: tuple[tuple[str, frozenset[str]], ...]
    refusal: bool = False
    told: bool = False

    @property
    def facet(self) -> str:
        """The facet that findings name."""
        return self.values[0][0]

    def __str__(self) -> str:
        return " / ".join(f"{facet}: {' | '.join(sorted(values))}" for facet, values in self.values)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to say it, in small letters. ``inside``: words within it may negate it; else only those before it do.

    ``denies``: it says the contrary. ``gaps``: how many groups (``gap0`` ...) hold little words. ``asked``: a question
    word before it only tells what is chosen. ``needs``: what stands in every text that it matches.
    """

    says: Says
    source: str
    inside: bool
    gaps: int = 0
    denies: bool = False
    asked: bool = False
    needs: Needs = ()

    @property
    def regex(self) -> re.Pattern[str]:
        """The pattern, made when it is first needed: most texts need few, and both books of a language share them."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True)
class Book:
    """The patterns of a language. ``cues``: for each which patterns need it; a text with none of them claims nothing.

    ``little`` are the words that may stand in a gap; behind ``before`` and ``asks`` nothing is claimed; beside
    ``partly`` a denial speaks of a part of the cases.
    """

    lang: str
    patterns: tuple[Pattern, ...]
    cues: Mapping[str, tuple[int, ...]]
    little: re.Pattern[str]
    before: re.Pattern[str]
    asks: re.Pattern[str]
    partly: re.Pattern[str]

    def possible(self, text: str) -> list[int]:
        """The patterns that can match in a text in small letters."""
        telling = {at for literal, patterns in self._telling.items() if literal in text for at in patterns}
        return [at for at in telling if holds(text, self.patterns[at].needs)]

    def possible_by_line(self, text: Searched) -> dict[int, set[int]]:
        """The same for each line of a text in which any can match."""
        found: dict[int, set[int]] = {}
        for line, likely in enumerate(self._literals.likely_by_line(text)):
            telling = likely & self._tells
            while telling:
                bit = telling & -telling
                telling ^= bit
                for at, needs in self._asked[bit]:
                    for one in needs:
                        if not likely & one:
                            break
                    else:
                        found.setdefault(line, set()).add(at)
        return found

    def in_order(self, patterns: Iterable[int], clause: str) -> list[Pattern]:
        """Of these patterns those that can match in a clause, in the order of the cues in it."""
        ranked = []
        for at in patterns:
            if holds(clause, self.patterns[at].needs):
                ranked += [(rank, at) for rank, cue in self._cues_of[at] if cue in clause][:1]
        return [self.patterns[at] for _, at in sorted(ranked)]

    @cached_property
    def _literals(self) -> Literals:
        return Literals(literal for pattern in self.patterns for one in pattern.needs for literal in one)

    @cached_property
    def _telling(self) -> Mapping[str, list[int]]:
        """What tells most of each pattern, and which patterns need it."""
        found: dict[str, list[int]] = {}
        for at, pattern in enumerate(self.patterns):
            for literal in pattern.needs[0]:
                found.setdefault(literal, []).append(at)
        return found

    @cached_property
    def _asked(self) -> Mapping[int, list[tuple[int, list[int]]]]:
        """By the bit of what tells most: the patterns, and what else each needs, as bits."""
        bits = self._literals.bits
        needs = [[reduce(or_, [bits[literal] for literal in one]) for one in of.needs[1:]] for of in self.patterns]
        return {bits[one]: [(at, needs[at]) for at in patterns] for one, patterns in self._telling.items()}

    @cached_property
    def _tells(self) -> int:
        return reduce(or_, self._asked)

    @cached_property
    def _cues_of(self) -> Sequence[Sequence[tuple[int, str]]]:
        """Of each pattern its cues, with their place among all cues."""
        found: list[list[tuple[int, str]]] = [[] for _ in self.patterns]
        for rank, (cue, patterns) in enumerate(self.cues.items()):
            for at in patterns:
                found[at].append((rank, cue))
        return found


def book_of(policy: Policy, lang: str, *, to_buyer: bool) -> Book:
    """The built-in claims and those of the shop. ``to_buyer``: the text speaks to the buyer, who is "you"."""
    known = built_in(lang, to_buyer=to_buyer)
    own = (*_own(policy, lang), *_fees(policy, lang))
    cues = dict(known.cues)
    for at, (cue, _) in enumerate(own, len(known.patterns)):
        cues[cue] = (*cues.get(cue, ()), at)
    kinds = "|".join(sorted({re.escape(name) for name in _kinds(policy, lang)}, key=len, reverse=True)) or "(?!)"
    kinds = rf"\b(?:{kinds})\b" if lang == "en" else kinds
    partly = re.compile(f"{known.partly.pattern}|{kinds}")
    patterns = (*known.patterns, *(pattern for _, pattern in own))
    return replace(known, patterns=patterns, cues=cues, partly=partly)


def _kinds(policy: Policy, lang: str) -> Iterator[str]:
    """Words for the kinds of the policy's facts: a sentence with one of them is about a part of the cases.

    Of a name like "items with an opened box" or 易腐食品 any word of its own counts, for nobody writes it out in prose.
    What happened is no such kind: a page is about it.
    """
    scopes = policy.scopes
    facts = [fact for fact in scopes.facts.values() if fact.id != SITUATION]
    labels = [label for fact in facts for label in fact.values.values() if len(label.en) == 1]
    labels += [group.label for group in scopes.groups.values() if group.axis != SITUATION and group.label]
    labels += [season.label for season in scopes.seasons.values() if season.label]
    for form in (form.lower() for label in labels for form in label.forms(lang)):
        words = re.findall(r"[a-z-]{4,}", form) if lang == "en" else (form[:2], form[-2:])
        yield from (word for word in words if word not in _EVERY_KIND[lang])


def _own(policy: Policy, lang: str) -> Iterator[tuple[str, Pattern]]:
    """The phrases of the shop, each with its longest word as its cue."""
    for claim in policy.claims.values():
        says = Says(((claim.facet, frozenset([claim.value])),))
        for phrase in {"en": claim.en, "zh": claim.zh}[lang]:
            body = r"\s+".join(map(re.escape, phrase.lower().split()))
            cue = max(phrase.lower().split(), key=len)
            source = rf"\b{body}\b" if lang == "en" else body
            yield cue, Pattern(says, source, inside=False, needs=(frozenset((cue,)),))


def _fees(policy: Policy, lang: str) -> Iterator[tuple[str, Pattern]]:
    """Ways to say that a fee of the policy is charged or is not, by the name of its term."""
    data = _data(lang)
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
            yield name, _pattern(source, says, parts, lang)


@cache
def built_in(lang: str, *, to_buyer: bool = False) -> Book:
    """The claims that are known without a shop."""
    data = _data(lang)
    parts: Mapping[str, str] = data["parts"]
    little = "|".join(sorted(data["little"].split(), key=len, reverse=True))
    found: list[Pattern] = []
    cues: dict[str, tuple[int, ...]] = {}
    for entry in data["claims"]:
        says = Says(
            tuple((facet, frozenset(values)) for facet, values in entry["says"].items()),
            "refusal" in entry,
            "told" in entry,
        )
        sources = (*entry["patterns"], *(entry.get("you", ()) if to_buyer else ()))
        here = tuple(range(len(found), len(found) + len(sources)))
        cues |= {cue: (*cues.get(cue, ()), *here) for cue in entry["cues"]}
        asked = "object" in entry
        found += [replace(_pattern(source, says, parts, lang), asked=asked) for source in sources]
    return Book(
        lang,
        tuple(found),
        cues,
        re.compile(rf"(?: (?:{little}))*" if lang == "en" else rf"(?:{little})*"),
        _any_of(data["before"], lang),
        _any_of(data["asks"], lang),
        re.compile(rf"{_any_of(data['partly'], lang).pattern}|\ufffc"),
    )


def _any_of(words: str, lang: str) -> re.Pattern[str]:
    inner = "|".join(word.replace("_", " ") for word in words.split())
    return re.compile(rf"\b(?:{inner})\b" if lang == "en" else inner)


@cache
def _data(lang: str) -> dict[str, Any]:
    data: dict[str, Any] = read_bundled("generator.agreement", f"claims_{lang}.yaml")
    parts: dict[str, str] = data["parts"]
    for name, source in parts.items():  # a part may be made of those that stand before it
        parts[name] = _PART.sub(lambda match: parts[match[1]], source)
    return data


def _pattern(source: str, says: Says, parts: Mapping[str, str], lang: str) -> Pattern:
    inside, denies = source[0] not in "!-", source[0] == "-"
    pieces = _PART.sub(lambda match: parts[match[1]], source.lstrip("!-")).split("~")
    body = pieces[0] + "".join(_GAP[lang].format(n=n) + piece for n, piece in enumerate(pieces[1:]))
    if lang == "en":
        body = rf"(?<![\w-])(?:{body})(?![\w-])"
    return Pattern(says, body, inside, len(pieces) - 1, denies, needs=needed(source.lstrip("!-"), parts, _LEAST[lang]))
