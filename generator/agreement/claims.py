"""Net 3: reading claims. A sentence that says what the policy decides, in words of the book, is a claim.

Read clause by clause. What is asked, supposed or hoped for is no claim, nor is what stands in quotation marks: somebody
else said it. Words that negate are counted, so that two of them cancel each other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from generator.agreement.claimbook import Book
from generator.agreement.claimwords import Pattern, Says
from generator.agreement.prose import unspoken
from generator.agreement.searched import Searched, small

_SENTENCE = {"en": re.compile(r"[^.!?]+(?:\.(?=\w)[^.!?]*)*[.!?]?"), "zh": re.compile(r"[^。！？!]+[。！？!]?")}
_CLAUSE = {
    "en": re.compile(r"(?:\s*once \w+,)?[^,;:()–—]+(?:,(?= (?:no|or|otherwise|however|whatever) )[^,;:()–—]+)*"),
    "zh": re.compile(
        r"[^，；：（）—]+(?:，(?=否则|不然|要不|(?:就|则|一律|一概|我们)?[恕概]?不(?:[退换赔予给]|能退|支持|接受|受理)"
        r"|就?没有?[退赔]|(?:然后再|再|然后)等?(?:收货|收到|退货|寄回|商品寄回|验)|(?:我们|本店)?才(?:能|会|可以|给|退)"
        r"|[就都全得要]?[由看听归](?:承运商|快递|物流|供应商|厂家|厂商))[^，；：（）—]+)*"
    ),
}
_TURNS = {
    "en": re.compile(r"[;–—()]|(?<=[^.;:!?]{30}):|, (?:but|while|whereas)\b"),
    "zh": re.compile("[；（）—]|(?<=[^。；：！？]{10})：|，(?=但|而|却)"),
}
"""Where a sentence turns to something else; a few words before a colon tell what the rest is about."""
_NEGATES = {
    "en": re.compile(
        r"\b(?:not(?! (?:only|just|merely))|never|cannot|no longer|no(?! (?:matter|later|more than))|without|nobody)\b"
        r"|n['’]t\b|\b(?:excluded|ruled out|out of the question|impossible|unavailable)\b",
    ),
    "zh": re.compile(
        r"不(?![仅但光只过合对符同满想喜论管足])|无[需须法权]|没有?|未(?![拆使到来签])|免(?!费)|勿|非(?=由)|别(?=[让叫要给收找])"
    ),
}
JUST_BEFORE = {
    "en": re.compile(rf"(?:{_NEGATES['en'].pattern}|\bn?either\b|\bnor\b)\W+(?:[\w'’]+\W+){{0,2}}$"),
    "zh": re.compile(rf"(?:{_NEGATES['zh'].pattern}).{{0,2}}$"),
}
"""What negates the words right behind it."""
_SUPPOSES = {
    "en": re.compile(r"(?!)"),
    # 由买家承担的，... · 签收后，... : what such a clause says is the case that the next one is about.
    "zh": re.compile(r"(?:的话|的情况下|时|后|前|之后|以后|之前|(?<!是)的)[，：]?$"),
}
_TAILS = {
    "en": re.compile(
        r",(?: and| but| also| even)? (?:(?:in|from|for|to|on|within|outside|at)\b[^,;:.!?]{2,60}"
        r"|[^,;:.!?]{2,40} (?:included|too|as well))(?=[.!?]|$)"
    ),
    "zh": re.compile("，[^，；：。！？]{1,14}?(?:也(?:不例外|一样|是|算在内|包括在内)|一样|同样|在内)(?=[。！？]|$)"),
}
"""What a sentence adds at its end: more of the cases of which it is so."""
_CONDITIONS = ("needs",)
"""What limits another claim in the same words: "only unopened items can be returned"."""
_ASKS = {"en": re.compile(r"\?\s*$"), "zh": re.compile(r"(?:[？?]|吗。?|呢。?)\s*$")}


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim in a text: where it stands, what it says, whether it denies that, and whether of all cases alike.

    A claim that is not ``general`` names a part of the cases: a time, a condition, a value that is quoted.
    ``sentence`` is what the sentence says up to the end of the clause, ``beside`` all of it without the claim's own
    words, ``every`` whether the clause says that it is always so.
    """

    start: int
    end: int
    text: str
    says: Says
    denied: bool
    general: bool
    sentence: str = ""
    beside: str = ""
    every: bool = False


def read_claims(words: str, book: Book, possible: Collection[int] | None = None) -> tuple[Reading, ...]:
    """The claims of a text in order; of two that overlap, the longer one.

    ``possible``: the patterns that can match at all, where they are known.

    >>> from generator.agreement.claimbook import built_in
    >>> [(str(one.says), one.denied) for one in read_claims("We do not pay the return postage.", built_in("en"))]
    [('postage: seller', True)]
    """
    # Most texts claim nothing, and a few words tell so.
    lowered = small(words)
    likely = book.possible(lowered) if possible is None else possible
    if not likely:
        return ()
    found: list[Reading] = []
    lowered = unspoken(lowered)
    likely = book.likely(likely, lowered)
    telling = tuple({one for at in likely for one in book.patterns[at].needs[0]})
    for start, end, (begin, stop) in _clauses(lowered, book.lang, telling):
        clause, sentence = lowered[start:end], lowered[begin:stop]
        for pattern in book.in_order(likely, clause):
            marked = pattern.marked(clause)
            for match in pattern.regex.finditer(marked) if pattern.may_match(marked) else ():
                if (
                    _is_tight(match, pattern, book)
                    and not _supposed(clause, match, pattern, book)
                    and pattern.is_there(lowered[begin:end])
                ):
                    denied = _denied(clause, match, pattern, book.lang)
                    if denied and pattern.says.mention:
                        continue
                    general = denied and not book.partly.search(sentence)
                    first, last = start + match.start(), start + match.end()
                    tail = _TAILS[book.lang].match(lowered, end)
                    opening = _opening(lowered, begin, first, book.lang)
                    every = bool((book.nowhere if denied else book.every).search(clause))
                    found.append(
                        Reading(
                            first,
                            last,
                            words[first:last],
                            pattern.says,
                            denied,
                            general,
                            words[opening : tail.end() if tail else end],
                            f"{words[begin:first]} {words[last:stop]}",
                            every,
                        )
                    )
    return tuple(_longest(found))


def told_together(words: str, at: int, lang: str) -> tuple[int, int]:
    """From where to where the sentence goes that holds an offset, with the one before: that may tell what it is about.

    >>> told_together("See the list. It is short. It is old.", 15, "en")
    (0, 26)
    """
    before = 0
    for sentence in _SENTENCE[lang].finditer(words):
        if at < sentence.end():
            return before, sentence.end()
        before = sentence.start()
    return before, len(words)


def read_each(texts: Sequence[str], book: Book) -> list[tuple[Reading, ...]]:
    r"""The claims of each of many texts, most of them short: what can be claimed is asked of all of them at once.

    >>> from generator.agreement.claimbook import built_in
    >>> [len(found) for found in read_each(["We pay the return postage.", "Or\nnot."], built_in("en"))]
    [1, 0]
    """
    # Each is one line: that its own lines are one makes more possible, never less.
    lines = Searched("\n".join([text.replace("\n", " ") for text in texts]))
    possible = book.possible_by_line(lines)
    return [read_claims(text, book, possible[at]) if at in possible else () for at, text in enumerate(texts)]


def _is_tight(match: re.Match[str], pattern: Pattern, book: Book) -> bool:
    """Whether nothing but little words stands in the gaps."""
    return all(book.little.fullmatch(match[f"gap{n}"] or "") for n in range(pattern.gaps))


def _clauses(words: str, lang: str, telling: Sequence[str]) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Where the clauses stand that state something telling, and their sentence; questions are left out."""
    for sentence in _SENTENCE[lang].finditer(words):
        if not _holds(sentence[0], telling) or _ASKS[lang].search(sentence[0]):
            continue
        for clause in _CLAUSE[lang].finditer(words, *sentence.span()):
            if not _holds(clause[0], telling):
                continue
            after = words[clause.end() : clause.end() + 1]
            if not _SUPPOSES[lang].search(clause[0].strip() + after):
                yield *clause.span(), sentence.span()


def _opening(words: str, begin: int, at: int, lang: str) -> int:
    """Where that part of a sentence begins which is about the same as what stands at an offset."""
    return max((stop.end() for stop in _TURNS[lang].finditer(words, begin, at)), default=begin)


def _holds(words: str, telling: Sequence[str]) -> bool:
    for one in telling:  # noqa: SIM110 - asked for every sentence, and a generator each takes twice as long
        if one in words:
            return True
    return False


def _supposed(clause: str, match: re.Match[str], pattern: Pattern, book: Book) -> bool:
    """Whether the clause only supposes or asks what the match says."""
    if book.unsaid.search(clause[: match.start()]):
        return True
    until = clause[: match.start() if pattern.supposes else match.end()]
    return bool(book.before.search(until)) or (not pattern.asked and bool(book.asks.search(until)))


def _denied(clause: str, match: re.Match[str], pattern: Pattern, lang: str) -> bool:
    negations = len(_NEGATES[lang].findall(match[0])) if pattern.inside else int(pattern.denies)
    return bool((negations + bool(JUST_BEFORE[lang].search(clause[: match.start()]))) % 2)


def _longest(found: list[Reading]) -> Iterator[Reading]:
    """Of those that overlap the longest, or the one that says on what condition or until when the other holds."""
    conditions = [one for one in found if one.says.facet in _CONDITIONS]
    read = [one for one in found if not one.says.mention]
    found = [one for one in found if not one.says.mention or not any(_overlap(one, other) for other in read)]
    free = [one for one in found if one in conditions or not any(_overlap(one, other) for other in conditions)]
    end = -1
    for reading in sorted(free, key=lambda one: (one.start, -one.end, one.says.facet != "until")):
        if reading.start >= end:
            yield reading
            end = reading.end


def _overlap(one: Reading, other: Reading) -> bool:
    return one.start < other.end and other.start < one.end
