"""What a language must offer to explain a decision: its grammar as functions, its fixed words by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.decisions.clock import End
from generator.decisions.decision import Amount, Deadline
from generator.language.book import BOOKS, Book
from generator.language.explanation_case import Case, Worked
from generator.language.explanation_value import day_of, money_of
from generator.language.names import name_place
from generator.language.pages import explanation_words
from generator.language.phrase import Phrase, plain
from generator.language.plan import Plan
from generator.language.platform import paying_platform
from generator.language.style import Style
from generator.policy.model import Bilingual, Label, Offer, Policy
from generator.policy.values import Leaf, Money, Share

_SHANGHAI = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language. ``reason``: what happened, afterwards. ``offer``: what the buyer gets, or can choose from.

    ``offers`` names offers in a clause, ``fund`` the money of offers; ``within`` is a deadline whose event is still
    open, ``after`` the moment it ends, ``way`` how goods can be sent; ``sentences`` puts clauses together.
    """

    lang: str
    words: Mapping[str, str]
    reason: Callable[[Label], str]
    offer: Callable[[Case], str]
    offers: Callable[[Case, Sequence[Offer]], str]
    fund: Callable[[Case, Sequence[Offer]], str]
    within: Callable[[Case, Leaf], str]
    after: Callable[[Case, Leaf], str]
    arriving: Callable[[Case, Leaf], str]
    way: Callable[[Case, tuple[str, ...]], str]
    axis: Callable[[Policy, str], str]
    called: Callable[[Bilingual], str]
    fee_name: Callable[[str], str]
    fee_frame: Callable[[str, bool, bool], str]
    so: Callable[[str, str], str]
    inside: Callable[[str], str]
    of_the_shop: Callable[[Label], str]
    shops: Callable[[str], str]
    sentences: Callable[[Sequence[str]], str]

    @property
    def book(self) -> Book:
        return BOOKS[self.lang]

    def fill(self, name: str, /, **blanks: str) -> str:
        """The words of this name with their blanks filled."""
        return self.words[name].format(**blanks)

    def plain(self, phrase: Phrase) -> str:
        """A phrase without its origins, its seams mended."""
        return plain(self.book.finish(phrase))

    def spaced(self, text: str) -> str:
        """The text with the spaces that the language wants."""
        return plain(self.book.finish((text,)))

    def both(self, parts: Sequence[str]) -> str:
        """``A, B and C``; empty for none."""
        return self.plain(self.book.listed([(part,) for part in parts]))

    def either(self, parts: Sequence[str]) -> str:
        """``A, B or C``; empty for none. 取消订单并全额退款，或继续等待: where one before the last does two things."""
        comma, word = (self.words[f"either.{name}"] for name in ("comma", "last"))
        *some, last = parts or [""]
        joint = self.words.get("either.joint")
        if joint and any(joint in one for one in some):
            word = self.words["either.apart"]
        return f"{comma.join(some)}{word}{last}" if some else last

    def next(self, case: Case, plan: Plan) -> str:
        """What the rule grants after this stretch."""
        return self.plain(self.book.granted(case.speaker, plan, plan.stretches[case.stretch + 1]))

    def money(self, money: Money) -> str:
        return self.book.quantity(money, Style.PLAIN)

    def moment(self, case: Case, end: End, frame: str) -> str:
        """A date, or a time of day with its zone: ``by 4 December 2026``; frames are ``by``, ``at`` and ``until``."""
        local = case.local(end)
        day = self.book.quantity(day_of(local), Style.PLAIN)
        if not isinstance(local, datetime):
            return self.fill(frame, day=day)
        return self.fill(f"{frame}_instant", day=day, time=f"{local:%H:%M}", zone=self.zone(case))

    def zone(self, case: Case) -> str:
        """``Hong Kong time``."""
        return name_zone(case.policy.shop.timezone, self.lang)

    def by(self, case: Case, deadline: Deadline) -> str:
        """When something happens at the latest: a date if there is one, else the rule."""
        leaf = case.leaf(deadline)
        if deadline.term is None or leaf is None:
            return self.within(case, leaf) if leaf else deadline.rule
        if deadline.end is None or deadline.end.is_open:
            return self.within(case, leaf)
        return self.moment(case, deadline.end, "latest" if deadline.end.at_the_latest else "by")

    def arrives(self, case: Case, deadline: Deadline) -> str:
        """The same of money on its way, which takes a range of days."""
        leaf = case.leaf(deadline)
        is_open = deadline.end is None or deadline.end.is_open
        return self.arriving(case, leaf) if is_open and leaf and deadline.term else self.by(case, deadline)

    def amount(self, case: Case, amount: Amount) -> str:
        """An amount, or the rule that it follows where it cannot be worked out yet."""
        money, leaf = money_of(amount), case.leaf(amount)
        if money:
            return self.money(money)
        return self.plain(self.book.leaf(case.policy, leaf, Style.PLAIN, amount.term)) if leaf else amount.rule

    def how(self, case: Case, amount: Amount, price: Money | None = None) -> str:
        """How an amount was worked out, ``15% of the item price of €120.00``; empty where there is nothing to tell.

        ``price`` was named just before, and is not named again.
        """
        worked = case.worked(amount)
        if money_of(amount) is None:
            return ""
        full = case.full(amount)
        if full:
            return self.fill("cut", full=self._share(worked, price) if worked else self.money(full))
        if worked is None:
            return ""
        return self._share(worked, price)

    def _share(self, worked: Worked, price: Money | None) -> str:
        leaf = worked.leaf
        percent = self.book.quantity(leaf.percent, Style.PLAIN)
        what = self.words[f"what.{leaf.of}"] if f"what.{leaf.of}" in self.words else leaf.of.replace("_", " ")
        if worked.base is None or worked.base == price or f"share_of.{leaf.of}" not in self.words:
            told = self.fill("share", percent=percent, what=what)
        else:
            told = self.fill(f"share_of.{leaf.of}", percent=percent, base=self.money(worked.base))
        limit = limit_of(leaf, worked)
        return self.fill(worked.bound or "", share=told, bound=self.money(limit)) if limit else told


def limit_of(leaf: Share, worked: Worked) -> Money | None:
    """The bound that decided."""
    return {"at_least": leaf.at_least, "at_most": leaf.at_most}.get(worked.bound or "")


def tell_days_end(zone: str, lang: str) -> str:
    """Where the last day of a deadline ends.

    >>> tell_days_end("Asia/Hong_Kong", "en")
    'Each last day counts until midnight, Hong Kong time.'
    """
    return explanation_words(lang)["days_end"].format(zone=name_zone(zone, lang))


def name_zone(name: str, lang: str) -> str:
    """What times of day in this zone are said with.

    >>> name_zone("Asia/Hong_Kong", "en"), name_zone("Asia/Shanghai", "zh")
    ('Hong Kong time', '北京时间')
    """
    words = explanation_words(lang)
    if name == _SHANGHAI:
        return words["beijing"]
    if "/" not in name or name.startswith("Etc/"):
        return name
    return words["zone"].format(city=name_place(name, lang))


def name_platform(policy: Policy, tongue: Tongue) -> str:
    """The platform that pays back, by its name where there is one alone."""
    paying = paying_platform(policy)
    return paying.forms(tongue.lang)[0] if paying else tongue.words["platform"]
