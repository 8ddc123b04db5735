"""A way to say something, as the books of claims write it down.

The books stand in ``claims_en.yaml`` and ``claims_zh.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.agreement.needed import Needs, follow, in_turn, telling
from generator.policy.bundled import read_bundled

_PART = re.compile(r"<([a-z_]+)>")
# Any few words may stand there as far as the pattern is concerned; that they are little ones is looked up afterwards.
_GAP = {"en": r"(?P<gap{n}>(?: [a-z'’]+){{0,5}}?) ", "zh": r"(?P<gap{n}>[^，。；：、！？\s]{{0,6}}?)"}
_LEAST = {"en": 2, "zh": 1}
"""A shorter literal stands in nearly every text."""
SIGNS = ("\ue000", "\ue001")
"""What stands in a clause for a name, and for its contrary."""


@dataclass(frozen=True, slots=True)
class Says:
    """What a claim says: one of these values of one of these facets.

    ``mention``: a word is all there is, so that whatever reads more of the clause goes before it, and a denial says
    nothing.
    ``refusal``: its negation is also true where nothing is granted. ``told``: it is judged only where a rule says
    anything of these facets, for it may be about something else. ``only``: it is judged only where the sentence says
    that it is so in one place alone.
    """

    values: tuple[tuple[str, frozenset[str]], ...]
    refusal: bool = False
    told: bool = False
    only: bool = False
    mention: bool = False

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
    word before it only tells what is chosen. ``supposes``: "if" and "when" within it are its own. ``needs``: what
    stands in every text that it matches. ``names``: what is put out of sight before it is looked for, each behind a
    sign of its own, so that one pattern does for all names of a kind. ``where``: what else the sentence has to hold, up
    to the end of the clause. ``turns``: all that its own words need, in their order.
    """

    says: Says
    source: str
    inside: bool
    gaps: int = 0
    denies: bool = False
    asked: bool = False
    supposes: bool = False
    needs: Needs = ()
    names: tuple[str, ...] = ()
    where: str = ""
    turns: Needs = ()

    def marked(self, clause: str) -> str:
        """The clause with a sign for every letter of the names."""
        for sign, name in zip(SIGNS, self.names, strict=False):
            clause = _compiled(name).sub(lambda match, sign=sign: sign * len(match[0]), clause)  # type: ignore[misc]
        return clause

    def is_there(self, sentence: str) -> bool:
        """Whether the sentence holds what it has to beside the pattern."""
        return not self.where or bool(_compiled(self.where).search(sentence))

    def may_match(self, clause: str) -> bool:
        """Whether it can match in a clause whose names are marked: far cheaper to ask than to make the pattern."""
        return follow(clause, self.turns) and (not self.names or any(sign in clause for sign in SIGNS))

    @property
    def regex(self) -> re.Pattern[str]:
        """The pattern, made when it is first needed: most texts need few, and both books of a language share them."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


_FIRST = "claims"
"""The book whose parts the others know."""


@cache
def data_of(lang: str, book: str = _FIRST) -> dict[str, Any]:
    """A book of a language as it stands in its file, each part made of those before it and of the first book's."""
    data: dict[str, Any] = read_bundled("generator.agreement", f"{book}_{lang}.yaml")
    known = {} if book == _FIRST else data_of(lang)["parts"]
    return data | {"parts": parts_of(data["parts"], known)}


def parts_of(parts: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """The parts with what they are made of in its place: parts that are ``known``, or stand before them.

    >>> parts_of({"a": "one", "b": "<a> of <c>"}, {"c": "two"})
    {'a': 'one', 'b': 'one of two'}
    """
    done: dict[str, str] = {}
    for name, source in parts.items():
        done[name] = _PART.sub(lambda match: done.get(match[1]) or known[match[1]], source)
    return done


def pattern_of(
    source: str,
    says: Says,
    parts: Mapping[str, str],
    lang: str,
    *,
    beside: Iterable[str] = (),
) -> Pattern:
    """The pattern that a book writes as ``source``: with parts, gaps, and a sign in front for what negates it.

    One of ``beside`` stands in every text that it matches, beside what its own words need.
    """
    inside, denies = source[0] not in "!-", source[0] == "-"
    pieces = _PART.sub(lambda match: parts[match[1]], source.lstrip("!-")).split("~")
    body = pieces[0] + "".join(_GAP[lang].format(n=n) + piece for n, piece in enumerate(pieces[1:]))
    if lang == "en":
        body = rf"(?<![\w-])(?:{body})(?![\w-])"
    turns = in_turn(source.lstrip("!-"), parts)
    needs = telling(turns, _LEAST[lang])
    if literals := frozenset(beside):
        needs = (*needs, literals)
    return Pattern(says, body, inside, len(pieces) - 1, denies, needs=needs, turns=turns)
