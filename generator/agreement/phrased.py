"""Net 5, reading what pages were made to say: which offers and which values of facets a passage tells.

The phrases are those of the pages, kept apart from the code that writes them (``phrased_en.yaml``): a mistake of the
writer would have to be made here once more, in the same words, to pass.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.agreement.built import GAP
from generator.agreement.notes import notes_of, titles_in
from generator.policy.bundled import read_bundled
from generator.policy.model import Policy

OFFER = "offer"
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "replace": "replacement",
        "exchange": "exchange",
        "substitute": "substitute",
        "store_credit": "store credit",
        "coupon": "coupon",
    },
    "zh": {
        "replace": "更换同款商品",
        "exchange": "换货",
        "resend": "重新发货",
        "substitute": "改发其他商品",
        "store_credit": "购物金",
        "coupon": "优惠券",
    },
}
"""Offers that a shop may call by a word of its own, and what they are called otherwise."""
_DENIES = {
    "en": re.compile(r"(?:\b(?:not|never|no longer|cannot)|n['’]t)(?: be)? $", re.IGNORECASE),
    "zh": re.compile("(?:不(?:会|能|再|得|予)?|无法|没有?)$"),
}
"""What stands right before a phrase that is not so."""
_SUBJECT = {"en": re.compile("^(?:you|the buyer) ", re.IGNORECASE), "zh": re.compile("^(?:您|买家|商品|订单|包裹)")}
_WORD = re.compile(r"\{(\w+)\}")
_QUOTED = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_NAME = "\ufffb"
"""What stands in the place of a text of the policy that has a phrase in it: it says nothing of a rule."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a passage says at a place: of a facet that it is one of some values.

    ``may_be_name``: something of the policy is called like that, a kind of goods "store credit".
    """

    start: int
    end: int
    facet: str
    values: frozenset[str]
    may_be_name: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    """``is_named``: with the shop's own word in it."""

    pattern: re.Pattern[str]
    values: frozenset[str]
    is_named: bool


class _Lists:
    """Offers that are told by their names alone: "refund, exchange or repair", between two marks or all there is."""

    def __init__(self, words: Mapping[str, Any], policy: Policy, lang: str) -> None:
        named = [(value, name) for value, names in words["offers"].items() for name in names]
        self._offers = [(value, re.compile(_filled(name, policy, lang), re.IGNORECASE)) for value, name in named]
        name = "(?:" + "|".join(sorted((offer.pattern for _, offer in self._offers), key=len, reverse=True)) + ")"
        self._list = re.compile(
            rf"(?:{words['before']})(?P<list>{name}(?:(?:{words['between']}){name})*)(?={words['behind']})",
            re.IGNORECASE,
        )
        self._one = re.compile(name, re.IGNORECASE)

    def read(self, words: str) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Where each offer of a list begins and ends, and which ones have its name."""
        for told in self._list.finditer(words):
            for one in self._one.finditer(words, told.start("list"), told.end("list")):
                yield *one.span(), frozenset(self.called(one[0]))

    def called(self, text: str) -> Iterator[str]:
        """The offers that have this name."""
        return (value for value, offer in self._offers if offer.fullmatch(text))


class Phrases:
    """The phrases of one policy in one language."""

    def __init__(self, policy: Policy, lang: str) -> None:
        said = dict(read_bundled("generator.agreement", f"phrased_{lang}.yaml"))
        self._lists = _Lists(said.pop("briefly"), policy, lang)
        self._of = {
            facet: [
                _Phrase(re.compile(_filled(phrase, policy, lang), re.I), frozenset(value.split(" | ")), "{" in phrase)
                for value, phrases in values.items()
                for phrase in phrases
            ]
            for facet, values in said.items()
        }
        self._denies = _DENIES[lang]
        self._known: dict[str, tuple[Told, ...]] = {}
        texts = _texts(policy, lang)
        self._names = self._all_names(texts, lang)
        self._called = frozenset(value for text in texts for value in self._calls(text))

    def read(self, words: str) -> tuple[Told, ...]:
        """What the words tell in their order; of two phrases of a facet that overlap, the longer one."""
        # Pages share most of their words.
        if words not in self._known:
            self._known[words] = tuple(sorted(self._read(words), key=lambda told: told.start))
        return self._known[words]

    def _read(self, words: str) -> Iterator[Told]:
        words = self._names.sub(lambda name: _NAME * len(name[0]), " ".join(words.split()))
        for facet, phrases in self._of.items():
            matches = [(match, phrase) for phrase in phrases for match in phrase.pattern.finditer(words)]
            named = [match.span() for match, phrase in matches if phrase.is_named]
            end = 0
            for match, phrase in sorted(matches, key=lambda each: (each[0].start(), -each[0].end())):
                # Within the shop's own word for an offer ("refund credit") no phrase of ours is said.
                if match.start() < end or not (phrase.is_named or _stands_free(match.span(), named)):
                    continue
                end = match.end()
                is_denied = self._denies.search(words, 0, match.start()) is not None
                may_be_name = facet == OFFER and not is_denied and not phrase.values.isdisjoint(self._called)
                yield Told(*match.span(), facet, _denied(phrase.values) if is_denied else phrase.values, may_be_name)
        for start, end, values in self._lists.read(words):
            yield Told(start, end, OFFER, values, not values.isdisjoint(self._called))

    def _all_names(self, texts: Collection[str], lang: str) -> re.Pattern[str]:
        """The texts of the policy that hold a phrase and more: "repaired items", "store credit time"."""
        # In a sentence a situation can follow its subject, or share it with another one.
        shared = {_SUBJECT[lang].sub("", text) for text in texts if not text.endswith((".", "。"))}
        names = sorted(filter(self._speaks, {*texts, *shared}), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, names)) or r"(?!)", re.IGNORECASE)

    def _calls(self, text: str) -> Iterator[str]:
        for phrase in self._of[OFFER]:
            if phrase.pattern.fullmatch(text):
                yield from phrase.values
        yield from self._lists.called(text)

    def _speaks(self, text: str) -> bool:
        spans = [
            match.span()
            for phrases in self._of.values()
            for phrase in phrases
            for match in phrase.pattern.finditer(text)
        ]
        spans += [(start, end) for start, end, _ in self._lists.read(text)]
        return bool(spans) and (0, len(text)) not in spans


def _texts(policy: Policy, lang: str) -> frozenset[str]:
    """Every text of the policy in a language, values taken out."""
    notes = (*notes_of(policy), *titles_in(policy))
    return frozenset(" ".join(_QUOTED.sub(GAP, note.words).split()) for note in notes if note.lang == lang)


def _stands_free(span: tuple[int, int], named: Iterable[tuple[int, int]]) -> bool:
    """Whether a phrase is no part of a name, nor runs into one; a name may be a part of it."""
    start, end = span
    return all(end <= first or last <= start or (start <= first and last <= end) for first, last in named)


def _denied(values: frozenset[str]) -> frozenset[str]:
    return frozenset(f"not {value}" for value in values)


def _filled(phrase: str, policy: Policy, lang: str) -> str:
    def word(match: re.Match[str]) -> str:
        concept = policy.concepts.get(match[1])
        agreed = (concept.en if lang == "en" else concept.zh) if concept else ()
        return re.escape(agreed[0] if agreed else _WORDS[lang][match[1]])

    return _WORD.sub(word, phrase).replace("¤", GAP)
