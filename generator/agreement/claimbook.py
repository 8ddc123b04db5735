"""The closed book of claims: sentences that say what the policy decides, without a number, in both languages.

The built-in patterns stand in ``claims_en.yaml`` and ``claims_zh.yaml``, with more of them in the books of ``_MORE``;
those made of names in ``claims_named``. A shop adds its own phrases in ``words.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache, reduce
from operator import and_

from generator.agreement.claimnames import named_patterns
from generator.agreement.claimwords import Pattern, Says, data_of, pattern_of
from generator.agreement.needed import holds
from generator.agreement.parts import SITUATION
from generator.agreement.searched import Marks, Searched
from generator.finding import LANGUAGES
from generator.policy.kept import kept
from generator.policy.model import Policy

_EVERY_KIND = {
    "en": frozenset("items goods parcels order orders already repaired replaced simple broken with whose shop".split()),
    "zh": frozenset("商品 产品 用品 包裹 订单 货物 我们".split()),
}
"""Words in the names of kinds that say nothing of the kind."""
_MORE = tuple(f"claims_{name}" for name in "wide remedy loose said plain clocks money daily direct curt".split())
"""Books beside the first one."""
_SPEAKING: Mapping[str, bool | None] = {"patterns": None, "you": True, "staff": False}
"""Patterns of every text, of those that speak to the buyer, and of those in which "you" are one of us."""


@dataclass(frozen=True)
class Book:
    """The patterns of a language. ``cues``: for each which patterns need it; a text with none of them claims nothing.

    ``little`` are the words that may stand in a gap; behind ``before`` and ``asks`` nothing is claimed, nor behind
    ``unsaid``, which tells what not to say and what others say; beside ``partly`` a denial speaks of a part of the
    cases, beside ``every`` a claim of all of them, beside ``nowhere`` a denial.
    """

    lang: str
    patterns: tuple[Pattern, ...]
    cues: Mapping[str, tuple[int, ...]]
    little: re.Pattern[str]
    before: re.Pattern[str]
    asks: re.Pattern[str]
    partly: re.Pattern[str]
    unsaid: re.Pattern[str]
    every: re.Pattern[str]
    nowhere: re.Pattern[str]

    def possible(self, text: str) -> set[int]:
        """The patterns that can match in a text in small letters."""
        return set().union(*self.possible_by_line(Searched(text)).values())

    def possible_by_line(self, text: Searched) -> dict[int, set[int]]:
        """The same for each line of a text in which any may match."""
        found: dict[int, set[int]] = {}
        for line, held in enumerate(self._marks.by_line(text)):
            if held and (possible := self._with_all(held | self._unneeded)):
                found[line] = set(_places_of(possible))
        return found

    def likely(self, patterns: Iterable[int], text: str) -> list[int]:
        """Of these patterns those that have in the text all that they need, and a cue."""
        found = []
        for at in patterns:
            if holds(text, self.patterns[at].needs):
                for rank in self._cues_of[at]:
                    if self._cues[rank] in text:
                        found.append(at)
                        break
        return found

    def in_order(self, patterns: Iterable[int], clause: str) -> list[Pattern]:
        """Of these patterns those that can match in a clause, in the order of the cues in it."""
        ranked = []
        for at in patterns:
            if holds(clause, self.patterns[at].needs):
                ranked += [(rank, at) for rank in self._cues_of[at] if self._cues[rank] in clause][:1]
        return [self.patterns[at] for _, at in sorted(ranked)]

    # Each need of each pattern has a bit: the first needs of all patterns stand below all second ones, and so on.

    @cached_property
    def _marks(self) -> Marks:
        """What each literal meets: the needs of patterns."""
        bits: dict[str, int] = {}
        for at, pattern in enumerate(self.patterns):
            for turn, one in enumerate(pattern.needs):
                for literal in one:
                    bits[literal] = bits.get(literal, 0) | 1 << turn * len(self.patterns) + at
        return Marks(bits)

    @cached_property
    def _most(self) -> int:
        """So many needs a pattern has at most."""
        return max(len(pattern.needs) for pattern in self.patterns)

    @cached_property
    def _unneeded(self) -> int:
        """The bits of needs that patterns do not have, for they have fewer."""
        return sum(
            1 << turn * len(self.patterns) + at
            for at, pattern in enumerate(self.patterns)
            for turn in range(len(pattern.needs), self._most)
        )

    def _with_all(self, met: int) -> int:
        """Of needs that are met, the patterns of which all are."""
        return reduce(and_, (met >> turn * len(self.patterns) for turn in range(self._most))) & self._every_pattern

    @cached_property
    def _every_pattern(self) -> int:
        return (1 << len(self.patterns)) - 1

    @cached_property
    def _cues(self) -> Sequence[str]:
        return tuple(self.cues)

    @cached_property
    def _cues_of(self) -> Sequence[Sequence[int]]:
        """Of each pattern the places of its cues among all cues."""
        found: list[list[int]] = [[] for _ in self.patterns]
        for rank, patterns in enumerate(self.cues.values()):
            for at in patterns:
                found[at].append(rank)
        return tuple(map(tuple, found))


def _places_of(bits: int) -> Iterator[int]:
    """Where the bits of a number stand."""
    while bits:
        last = bits & -bits
        yield last.bit_length() - 1
        bits ^= last


@kept
def _books_of(policy: Policy) -> dict[tuple[str, bool], Book]:
    """The books that have been asked for."""
    return {}


def book_of(policy: Policy, lang: str, *, to_buyer: bool) -> Book:
    """The built-in claims and those of the shop. ``to_buyer``: the text speaks to the buyer, who is "you"."""
    books, key = _books_of(policy), (lang, to_buyer)
    if key not in books:
        books[key] = _book_of(policy, lang, to_buyer=to_buyer)
    return books[key]


def _book_of(policy: Policy, lang: str, *, to_buyer: bool) -> Book:
    own = tuple((tuple(cues), pattern) for cues, pattern in named_patterns(policy, lang))
    return _book_with(lang, to_buyer, own, tuple(sorted({*_kinds(policy, lang)}, key=lambda name: (-len(name), name))))


@lru_cache(maxsize=2 * len(LANGUAGES))  # a policy that was edited mostly has the names that it had
def _book_with(
    lang: str, to_buyer: bool, own: tuple[tuple[tuple[str, ...], Pattern], ...], kinds: tuple[str, ...]
) -> Book:
    """The built-in claims, patterns of a shop's own with their cues, and words for the kinds of its facts."""
    known = built_in(lang, to_buyer=to_buyer)
    more: dict[str, list[int]] = {}
    for at, (its, _) in enumerate(own, len(known.patterns)):
        for cue in its:
            more.setdefault(cue, []).append(at)
    cues = {**known.cues, **{cue: (*known.cues.get(cue, ()), *patterns) for cue, patterns in more.items()}}
    any_kind = "|".join(map(re.escape, kinds)) or "(?!)"
    any_kind = rf"\b(?:{any_kind})\b" if lang == "en" else any_kind
    partly = re.compile(f"{known.partly.pattern}|{any_kind}")
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


@cache
def built_in(lang: str, *, to_buyer: bool = False) -> Book:
    """The claims that are known without a shop."""
    data = data_of(lang)
    little = "|".join(sorted(data["little"].split(), key=len, reverse=True))
    found = [(its, pattern) for its, pattern, speaks_to in _built_in_patterns(lang) if speaks_to in (None, to_buyer)]
    cues: dict[str, list[int]] = {}
    for at, (its, _) in enumerate(found):
        for cue in its:
            cues.setdefault(cue, []).append(at)
    return Book(
        lang,
        tuple(pattern for _, pattern in found),
        {cue: tuple(patterns) for cue, patterns in cues.items()},
        re.compile(rf"(?: (?:{little}))*" if lang == "en" else rf"(?:{little})*"),
        _any_of(data["before"], lang),
        _any_of(data["asks"], lang),
        re.compile(rf"{_any_of(data['partly'], lang).pattern}|\ufffc"),
        re.compile("|".join(data["unsaid"])),
        _any_of(data["every"], lang),
        _any_of(data["nowhere"], lang),
    )


@cache
def _built_in_patterns(lang: str) -> tuple[tuple[Sequence[str], Pattern, bool | None], ...]:
    """Their patterns with their cues, and whether only a text says it so that speaks to the buyer, or only one that
    does not; None where all do.
    """
    found: list[tuple[Sequence[str], Pattern, bool | None]] = []
    first = data_of(lang)
    for book in (first, *(data_of(lang, name) for name in _MORE)):
        parts: Mapping[str, str] = first["parts"] | book["parts"]
        for entry in book["claims"]:
            says = Says(
                tuple((facet, frozenset(values)) for facet, values in entry["says"].items()),
                "refusal" in entry,
                "told" in entry,
                "only" in entry,
                "mention" in entry,
            )
            asked, supposes, beside = "object" in entry, "supposes" in entry, tuple(entry.get("beside", ()))
            for key, speaks_to in _SPEAKING.items():
                for source in entry.get(key, ()):
                    pattern = pattern_of(source, says, parts, lang, beside=beside)
                    its = entry.get("cues") or sorted(pattern.needs[0])
                    pattern = replace(pattern, asked=asked, supposes=supposes, where=entry.get("where", ""))
                    found.append((its, pattern, speaks_to))
    return tuple(found)


def _any_of(words: str, lang: str) -> re.Pattern[str]:
    inner = "|".join(word.replace("_", " ") for word in words.split())
    return re.compile(rf"\b(?:{inner})\b" if lang == "en" else inner)
