"""Net 4, its words: one agreed word for each concept in each language, and no word of another concept in its place.

Two things are found. A word to avoid, wherever a page speaks for itself. And a block that says one concept where its
twin says another: the agreed word of X stands here, none of X's words there, but the agreed word of Y, which this side
does not say, and the policy calls X and Y ``unlike``.

That a word is missing is no finding by itself: good Chinese leaves out what is plain, and so does good English. Of the
2,000 pairs of blocks of this project hundreds lack some word so; two had another concept's word, and both were
mistakes. Both findings are warnings: a page that is worded badly may still say what the policy says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from generator.agreement.heard import MOST
from generator.agreement.lexicon import Lexicon, agreed, avoided, lexicon_of, stems
from generator.agreement.prose import Block, Text, speaks_for_itself, unspoken
from generator.agreement.searched import Literals, Searched, small
from generator.finding import LANGUAGES, Finding, Place
from generator.policy.model import Concept, Policy

Lexicons = Mapping[str, Lexicon]
"""By language."""
Pair = tuple[tuple[Block, ...], tuple[Block, ...]]
"""Blocks that say the same in English and in Chinese."""
Said = tuple[tuple[str, ...], tuple[str, ...]]
"""Their words."""


def lexicons_of(policy: Policy) -> Lexicons:
    """The words of both languages."""
    return {lang: lexicon_of(policy, lang) for lang in LANGUAGES}


def check_words(policy: Policy, texts: Iterable[Text], lexicons: Lexicons) -> Iterator[Finding]:
    """Findings about words to avoid in texts whose places are known."""
    for text in texts:
        lexicon = lexicons[text.lang]
        for block in [text.blocks[at] for at in lexicon.may_avoid(text.searched)]:
            if speaks_for_itself(block):
                for start, finding in _avoided(unspoken(block.words), lexicon, policy):
                    yield Finding("SP431", text.place(block.offset(start)), finding)


def check_concepts(policy: Policy) -> Iterator[Finding]:
    """Findings about one agreed word for two concepts: whoever reads it cannot tell which is meant."""
    for lang in LANGUAGES:
        held: dict[str, Concept] = {}
        for concept in policy.concepts.values():
            for word in agreed(concept, lang):
                first = held.setdefault(small(word), concept)
                if first is not concept:
                    facts = {"text": word, "concept": concept.id, "other": first.id, "place": str(first.place)}
                    yield Finding("SP436", concept.place, facts)


def check_notes(policy: Policy, notes: Iterable[tuple[str, str, Place]], lexicons: Lexicons) -> Iterator[Finding]:
    """As ``check_words``, for texts (language, words, place) of which no more is known."""
    for lang, words, place in notes:
        if any(True for _ in lexicons[lang].may_avoid(Searched(words))):
            for _, facts in _avoided(unspoken(words), lexicons[lang], policy):
                yield Finding("SP431", place, facts)


def _avoided(words: str, lexicon: Lexicon, policy: Policy) -> Iterator[tuple[int, dict[str, str]]]:
    for hit in lexicon.hits(words):
        if hit.avoided and hit.concept:
            right = " / ".join(agreed(policy.concepts[hit.concept], lexicon.lang))
            yield hit.start, {"text": words[hit.start : hit.end], "right": right, "concept": hit.concept}


class Twins:
    """Both languages of a text side by side."""

    def __init__(self, policy: Policy, lexicons: Lexicons) -> None:
        pairs = {(one.id, other) for one in policy.concepts.values() for other in one.unlike}
        self.unlike = tuple(sorted(pairs | {(other, one) for one, other in pairs}))
        self.concepts = policy.concepts
        named = sorted({one for one, _ in self.unlike})
        self.lexicons = lexicons
        self.heads = {lang: {id: _heads(self.concepts[id], lang) for id in named} for lang in LANGUAGES}
        self._literals = {lang: Literals(chain.from_iterable(self.heads[lang].values())) for lang in LANGUAGES}
        self._alike: set[Said] = set()

    def check(self, en: Text, zh: Text) -> Iterator[Finding]:
        """Findings about two texts that say the same; blocks that have no twin are compared as whole sections."""
        every = ((_said(pair), pair) for pair in pairs_of(en, zh))
        new = [(said, pair) for said, pair in every if said not in self._alike]
        possible = self._possible([said for said, _ in new])
        for said_so, (ours, theirs) in new:
            apart = self._apart(*said_so, possible) if possible else ()
            if not apart:
                self._learn(said_so)
            for one, other in apart:
                said, instead = self._hit("en", one, ours), self._hit("zh", other, theirs)
                if said and instead:
                    block, start, end = instead
                    facts = {"text": block.words[start:end], "other": said[0].words[said[1] : said[2]]}
                    right = " / ".join(agreed(self.concepts[one], "zh"))
                    left = " / ".join(agreed(self.concepts[other], "en"))
                    place = zh.place(block.offset(start))
                    yield Finding("SP432", place, facts | {"right": right, "left": left})

    def _possible(self, said: Sequence[Said]) -> list[tuple[str, str]]:
        """The pairs of concepts of which the one may be said in English and the other in Chinese."""
        if not said:
            return []
        sides = {lang: "\n".join(chain.from_iterable(each[at] for each in said)) for at, lang in enumerate(LANGUAGES)}
        mine, yours = (self._literals[lang].within(Searched(words)) for lang, words in sides.items())
        return [
            (one, other)
            for one, other in self.unlike
            if not self.heads["en"][one].isdisjoint(mine) and not self.heads["zh"][other].isdisjoint(yours)
        ]

    def _learn(self, said: Said) -> None:
        """What says no two concepts apart is not compared again when it is said in the same words."""
        if len(self._alike) >= MOST:
            self._alike.clear()
        self._alike.add(said)

    def _apart(
        self, en: Iterable[str], zh: Iterable[str], pairs: Iterable[tuple[str, str]]
    ) -> tuple[tuple[str, str], ...]:
        """The pairs of which English says the one and Chinese the other, and neither says both."""
        ours, theirs = "\n".join(en).lower(), "\n".join(zh).lower()
        heads_en, heads_zh = self.heads["en"], self.heads["zh"]
        said = {one for one in {one for one, _ in pairs} if _says(ours, heads_en[one])}
        instead = {other for other in {other for one, other in pairs if one in said} if _says(theirs, heads_zh[other])}
        return tuple(
            (one, other)
            for one, other in pairs
            if one in said and other in instead
            if not _says(ours, heads_en[other]) and not _says(theirs, heads_zh[one])
        )

    def _hit(self, lang: str, concept: str, blocks: tuple[Block, ...]) -> tuple[Block, int, int] | None:
        """Where the agreed word itself stands, not as a part of a longer one."""
        words = [small(word) for word in agreed(self.concepts[concept], lang)]
        for block in blocks:
            text = small(block.words)
            if not any(word in text for word in words):
                continue
            for hit in self.lexicons[lang].hits(unspoken(block.words)):
                if hit.concept == concept and not hit.avoided:
                    return block, hit.start, hit.end
        return None


def _says(text: str, heads: Iterable[str]) -> bool:
    """Whether something is said at all, by whatever word and form."""
    for head in heads:  # noqa: SIM110 - asked fifty thousand times, and a generator each takes twice as long
        if head in text:
            return True
    return False


def _said(pair: Pair) -> Said:
    ours, theirs = pair
    return tuple(block.words for block in ours), tuple(block.words for block in theirs)


def pairs_of(en: Text, zh: Text) -> Iterator[Pair]:
    """Blocks that say the same in both languages: one by one where a section has as many in both, else all of it."""
    for ours, theirs in zip(_sections(en), _sections(zh), strict=False):
        if len(ours) == len(theirs):
            yield from (((one,), (other,)) for one, other in zip(ours, theirs, strict=True))
        else:
            yield tuple(ours), tuple(theirs)


def _sections(text: Text) -> list[list[Block]]:
    found: list[list[Block]] = [[] for _ in range(1 + (text.blocks[-1].section if text.blocks else 0))]
    for block in text.blocks:
        found[block.section].append(block)
    return found


def _heads(concept: Concept, lang: str) -> frozenset[str]:
    """What of its words, agreed or not, says the concept however it is put: the last part, where the noun stands."""
    words = (*agreed(concept, lang), *avoided(concept, lang))
    if lang == "zh":
        return frozenset(word[-2:] for word in words)
    return frozenset(stems(word)[-1] for word in words)
