"""Net 3: claims in words. A page that says what no rule it is about grants, in any situation, is wrong.

In scope are the rules that a page covers or a reply is for, those that the section quotes, and those of the pages that
the sentence or the one before it links to: what one of them grants in some situation may be claimed. Where a block
quotes exactly one rule, that one counts. Without any rule in scope the whole policy is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from generator.agreement.bychannel import wrong_for_some
from generator.agreement.claimbook import Book, book_of
from generator.agreement.claimed import Told, tell, tell_granted
from generator.agreement.claimnames import town_of
from generator.agreement.claims import Reading, read_claims, read_each
from generator.agreement.expressions import String
from generator.agreement.grants import Counted, Granted, Grants
from generator.agreement.judging import about_clock, is_always, is_of_clock, may_never, may_stand, sets
from generator.agreement.labelled import read_labelled
from generator.agreement.notes import Note
from generator.agreement.parts import SITUATION, Part
from generator.agreement.prose import BLANK, Block, Kind, Text, speaks_for_itself
from generator.agreement.scope import rules_of
from generator.agreement.searched import small
from generator.agreement.sided import granted_beside
from generator.agreement.stated import APPEAL, STATED, Stated
from generator.agreement.swapping import OF_EXCHANGE, exchanging, is_exchange
from generator.agreement.timed import Timed
from generator.agreement.twisting import check_twist
from generator.finding import LANGUAGES, Finding, Place
from generator.playbook.page import Page, Reply
from generator.policy.model import Policy

_FRAMES = {
    "en": re.compile(
        r"\b(?:so|that|this|these|it|does|who|as|too|if|what|how|when|where|before|still|than|other)\b", re.IGNORECASE
    ),
    "zh": re.compile("如果|怎么|的话|这|那|时|才|还|其他|其"),
}
"""Words that headings are made of: they name no part of the cases by themselves."""
_OURSELVES = re.compile(r"\bus\b")
"""No country: that has capitals."""
_OTHERS = {
    "en": re.compile(
        r"^(?!.*\b(?:except|other than|outside|apart)\b).*,(?= (?:but )?(?:all |any )?(?:other\b|the rest\b))", re.I
    ),
    "zh": re.compile("^(?!.*除).*[，,](?=(?:但|而)?(?:其他|其它|其余|别的))"),
}
"""What a sentence says before it turns to all others: it is none of these that it names there."""
_MANY = 6
"""So many countries or kinds of goods in one sentence are looked at one by one."""
_SELLERS = ("bears", "appeal", "charge")
"""Facets of rules for the seller, which stand without offers."""
_ELSEWHERE = (*_SELLERS, "alone", "approved", "approval.first")
"""Facets that rules for buyers never have: what is said of them is looked for in the whole policy."""
_PAID = ("postage", "outbound", "duties", "remedy")
"""Facets that a plain sentence must not take from what holds for one kind of goods or places alone."""
_PLACE = "return_to"
_FEES, _NEEDS = "fees", "needs"
_NOWHERE = (*_PAID, _FEES, "offer", "goods")
"""Facets of which a sentence can say that they are so in no case at all."""
_REMEDY = "remedy"
"""A plain sentence about what a remedy costs is not about exceptions."""
_ALWAYS = (*_PAID, _FEES, "label", "methods", _NEEDS, "approval.first", "refund.order", "coupon")
"""Facets that a sentence can claim of every case: then the rules must always say so."""
_CANCEL = ("offer", frozenset(("cancel",)))
_AGAIN = re.compile(r"再|又|\b(?:again|twice|second|longer)\b", re.IGNORECASE)
"""A second appeal is another matter than the first."""


class Claims:
    """The claims of a project, what its rules grant, and what each page ``covers`` of them."""

    def __init__(self, policy: Policy, covers: Mapping[tuple[str, str], Sequence[str]]) -> None:
        self.policy, self.covers = policy, covers
        self.grants = Grants(policy)
        self.books = {(lang, to): book_of(policy, lang, to_buyer=to) for lang in LANGUAGES for to in (True, False)}
        self._stated, self._timed = Stated(policy, self.books), Timed(policy, self.grants.implied)

    def check(self, held: Page | Reply, texts: Iterable[Text]) -> Iterator[Finding]:
        """Findings about what a page or reply claims."""
        for text in texts:
            yield from self.judge(held, text, self.read(held, text))

    def read(self, held: Page | Reply, text: Text) -> dict[str, tuple[Reading, ...]]:
        """What the blocks of one of its texts claim, by their words; those that claim nothing are left out."""
        book = self.books[held.lang, isinstance(held, Reply)]
        possible = book.possible_by_line(text.searched).items() if text.blocks else ()
        read = ((words := text.blocks[number].words, read_claims(words, book, any_of)) for number, any_of in possible)
        return {words: readings for words, readings in read if readings}

    def judge(self, held: Page | Reply, text: Text, claimed: Mapping[str, Sequence[Reading]]) -> Iterator[Finding]:
        """Findings about what the blocks of one of its texts have ``claimed``."""
        book = self.books[held.lang, isinstance(held, Reply)]
        for block in text.blocks:
            if (readings := claimed.get(block.words)) and speaks_for_itself(block):
                for reading in readings:
                    rules = rules_of(self.policy, self.covers, held, text, block, reading.start)
                    place = text.place(block.offset(reading.start))
                    if sided := granted_beside(self.policy, self.grants, text, block, reading, rules):
                        if not may_stand(replace(reading, general=True), sided):
                            yield Finding("SP442" if reading.denied else "SP441", place, _facts(reading, sided))
                        continue
                    clocks = self._clocks(held, text, block, reading, rules) if is_of_clock(reading.says) else ()
                    paid = reading.says.facet in _PAID and not reading.denied
                    plain = paid and self._is_plain(book, text, block)
                    part = self._part(reading, text, block)
                    found = tuple(self._judge(book, reading, rules, place, part, clocks=clocks, plain=plain))
                    yield from found or self._for_some(reading, rules, place, self._around(part, text, block))
        for labelled in read_labelled(text):
            for block in (each for each in text.blocks if each.start <= labelled.at < each.end):
                if speaks_for_itself(block):
                    rules = rules_of(self.policy, self.covers, held, text, block, 0)
                    part = self._part(labelled.reading, text, block)
                    yield from self._judge(book, labelled.reading, rules, text.place(labelled.at), part)

    def check_notes(self, notes: Iterable[Note]) -> Iterator[Finding]:
        """Findings about what the texts of the policy claim, each with its twin behind it; they speak to the buyer."""
        whole = tuple(notes)
        sides = {lang: whole[at :: len(LANGUAGES)] for at, lang in enumerate(LANGUAGES)}
        read = [read_each([note.words for note in side], self.books[lang, True]) for lang, side in sides.items()]
        for both, (ours, theirs) in zip(zip(*sides.values(), strict=True), zip(*read, strict=True), strict=True):
            for note, readings in zip(both, (ours, theirs), strict=True):
                for reading in readings:
                    if (own := self._own(note.rules, reading)) and not may_stand(reading, own):
                        yield Finding("SP442" if reading.denied else "SP441", note.place, _facts(reading, own))
                        continue
                    part = self.grants.parts.named(reading.sentence, note.lang)
                    yield from self._judge(self.books[note.lang, True], reading, note.rules, note.place, part)
            yield from check_twist(ours, theirs, *(note.place for note in both))

    def check_frames(self, texts: Iterable[Text], strings: Iterable[String]) -> Iterator[Finding]:
        """Findings about templates, styles, scripts and settings: whatever these claim, every page they make would."""
        for text in texts:
            book = self.books[text.lang, True]
            for number, possible in book.possible_by_line(text.searched).items():
                block = text.blocks[number]
                for reading in read_claims(block.words, book, possible):
                    yield _in_frame(reading, text.place(block.offset(reading.start)))
        quoted = tuple(strings)
        words = tuple(dict.fromkeys(string.text for string in quoted))  # the same few stand everywhere in code
        read = {lang: dict(zip(words, read_each(words, self.books[lang, True]), strict=True)) for lang in LANGUAGES}
        for string in quoted:
            for lang in LANGUAGES:
                for reading in read[lang][string.text]:
                    yield _in_frame(reading, string.place(reading.start))

    def _own(self, rules: tuple[str, ...], reading: Reading) -> tuple[Granted, ...]:
        """What a condition sets that a note is on, where the note claims it: no rule beside it makes it otherwise."""
        named = [self.policy.rules[rule] for rule in rules]
        set_by = self.grants.alone(named[0], plainly=True) if len(named) == 1 and not named[0].bands else ()
        return tuple(one for one in set_by if sets(one, reading.says))

    def _part(self, reading: Reading, text: Text, block: Block) -> Part:
        """The part of the cases that the sentence names, or else the heading above it."""
        # A town is a place to send goods to, and no country from which they come.
        words = reading.sentence
        for place in reading.says.values[0][1] if reading.says.facet == _PLACE else ():
            words = words.replace(town_of(self.policy, place, text.lang), "")
        part = self.grants.parts.named(_OTHERS[text.lang].sub("", words), text.lang)
        # The first heading is the title: what the page is about, its rules tell.
        for head in _heads(text, block) if block.section > 1 else ():
            above = self.grants.parts.named(head.words, text.lang)
            part = part.within(above)
        return part

    def _around(self, part: Part, text: Text, block: Block) -> Part:
        """The part that the sentence names, or what stands beside it."""
        return part.within(self.grants.parts.named(block.words, text.lang))

    def _for_some(self, reading: Reading, rules: tuple[str, ...], place: Place, part: Part) -> Iterator[Finding]:
        for granted in wrong_for_some(reading, rules, part, self.grants):
            yield Finding("SP441", place, _facts(reading, granted))
            return

    def _is_whole(self, book: Book, reading: Reading) -> bool:
        """Whether nothing in the sentence but the names of a part says that it is about a part of the cases."""
        beside = self.grants.parts.named(reading.beside, book.lang).rest
        return not book.partly.search(small(_OURSELVES.sub("", beside)))

    def _is_plain(self, book: Book, text: Text, block: Block) -> bool:
        """Whether nothing in a block and the heading above it says that it is about a part of the cases."""
        # Behind a heading stands its anchor, which is no value.
        words = (
            block.words,
            *(_FRAMES[text.lang].sub("", head.words).rstrip(f"{BLANK} ") for head in _heads(text, block)),
        )
        return not any(book.partly.search(small(_OURSELVES.sub("", each))) for each in words)

    def _clocks(
        self, held: Page | Reply, text: Text, block: Block, reading: Reading, rules: tuple[str, ...]
    ) -> tuple[Granted, ...]:
        """What is granted by the terms that a claim of clocks is about, if these are not those of its rules."""
        clocks = self._timed.clocks(text, block, reading)
        if clocks or any(self.policy.rules[rule].bands for rule in rules):
            return clocks
        return self._timed.around(held, rules)

    def _judge(
        self,
        book: Book,
        reading: Reading,
        rules: tuple[str, ...],
        place: Place,
        part: Part,
        *,
        clocks: tuple[Granted, ...] = (),
        plain: bool = False,
    ) -> Iterator[Finding]:
        """Findings about a claim. Of several countries or channels each may have a rule of its own to say so."""
        judged = partial(self._judged, book, reading, rules, place, clocks, plain)
        found = tuple(judged(part))
        each = self.grants.parts.each(part, _MANY) if found else ()
        if not each or any(tuple(judged(one)) for one in each):
            yield from found

    def _judged(
        self,
        book: Book,
        reading: Reading,
        rules: tuple[str, ...],
        place: Place,
        clocks: tuple[Granted, ...],
        plain: bool,
        part: Part,
    ) -> Iterator[Finding]:
        if clocks:
            clock = about_clock(reading)
            if not may_stand(clock, clocks):
                yield Finding("SP442" if reading.denied else "SP441", place, _facts(clock, clocks))
            return
        says = reading.says
        if says.facet == "choice" or _CANCEL in says.values:  # what is chosen between, or done, is no case
            part = part.without(SITUATION)
        is_about_part = says.facet == APPEAL and (_AGAIN.search(reading.sentence) or not self._is_whole(book, reading))
        if says.facet in STATED and not is_about_part and (against := self._stated.against(reading, rules)):
            yield Finding("SP442" if reading.denied else "SP441", place, _facts(reading, against))
            return
        beyond = self._beyond(reading, book.lang)
        if beyond is not None or says.only:
            if beyond is not None and not reading.denied:
                reading = replace(reading, denied=True, general=True)
                granted = self.grants.basic(self.grants.within(rules or self.policy.rules, beyond), beyond)
                if not may_stand(reading, granted):
                    yield Finding("SP442", place, _facts(reading, granted))
            return
        if reading.every and reading.denied and says.facet in _NOWHERE:
            granted = self.grants.within(rules or self.policy.rules, part)
            if not may_never(says, granted):
                yield Finding("SP442", place, _facts(reading, granted))
            return
        is_asked = says.facet in _ALWAYS or says.facet.startswith(f"{_FEES}.")
        every = reading.every and not reading.denied and is_asked
        is_whole = (reading.denied or every or says.facet in _PAID) and self._is_whole(book, reading)
        every = every and is_whole
        told = self.grants.plainly if plain else self.grants.of
        offers = not rules or any(self.policy.rules[rule].bands for rule in rules)
        general = offers and reading.denied and (reading.general or is_whole) and not (part and says.facet in _SELLERS)
        of_fee = says.facet.startswith("fees")
        if part or every or (general and of_fee):
            typical = general or (is_whole and says.facet in _PAID)
            counted: Counted = "surely" if every else "mostly" if typical else "maybe"
            granted = self.grants.within(rules or self.policy.rules, part, counted)
        else:
            granted = told(rules) if rules else self.grants.everything
        if says.facet in OF_EXCHANGE and is_exchange(reading.sentence, book.lang):
            granted = exchanging(self._basic(granted) if is_whole and not part else granted) or granted
        if says.facet in _ELSEWHERE and not any(sets(one, says) for one in granted):
            granted = self.grants.everything
        if says.facet == _NEEDS and reading.denied:
            # What one condition asks for is added to what the others ask for, and counted with every offer.
            granted = tuple(one for one in granted if self._offers(one)) or granted
        reading = replace(reading, general=general)
        if general or every or (is_whole and says.facet == _REMEDY):
            granted = self.grants.basic(granted, part) if part or every else self._basic(granted)
        if not (is_always(says, granted) if every else may_stand(reading, granted)):
            yield Finding("SP442" if reading.denied else "SP441", place, _facts(reading, granted))

    def _offers(self, one: Granted) -> bool:
        return one.rule in self.policy.rules and bool(self.policy.rules[one.rule].bands)

    def _beyond(self, reading: Reading, lang: str) -> Part | None:
        """All other places, where a sentence claims something of one place alone."""
        return self.grants.parts.elsewhere(self.grants.parts.named(reading.sentence, lang), lang)

    def _basic(self, granted: tuple[Granted, ...]) -> tuple[Granted, ...]:
        """What those rules grant that are no exceptions to others among them: a plain sentence is about these."""
        rules = {one.rule for one in granted}
        offering = {rule for rule in rules if self.policy.rules[rule].bands}
        basic = {rule for rule in rules if offering.isdisjoint(self.policy.rules[rule].over)}
        return tuple(one for one in granted if one.rule in basic)


def _heads(text: Text, block: Block) -> list[Block]:
    return [one for one in text.blocks if one.section == block.section and one.kind is Kind.HEADING]


def _in_frame(reading: Reading, place: Place) -> Finding:
    says = tell(reading.says, denied=reading.denied)
    return Finding("SP443", place, {"text": " ".join(reading.text.replace("\ufffc", "").split()), "says": says})


def _facts(reading: Reading, granted: Iterable[Granted]) -> dict[str, Told]:
    facet = reading.says.facet
    by_rule: dict[str, set[str]] = {}
    for band in granted:
        for option in band.options:
            by_rule.setdefault(band.rule, set()).update(option.get(facet, ()))
    said = {rule: values for rule, values in by_rule.items() if values} or by_rule
    return {
        "text": reading.text.replace("\ufffc", "").strip(),
        "says": tell(reading.says),
        "rules": tell_granted(facet, dict(list(said.items())[:3])),
    }
