"""The cascade of style sheets on a page, for a few properties: what holds for each element under one condition.

A condition is a medium, the colours of the dark, or a state (hovered, focused) of what a selector picks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import cssselect2
from lxml import etree
from tinycss2 import ast, serialize

from generator.agreement.lengths import Known, Value, filled
from generator.agreement.styles import MADE, Rule, compiled, elements_of, parts_of, picked, rules_in, shown
from generator.finding import Place

DARK = "(prefers-color-scheme: dark)"


@dataclass(frozen=True, slots=True)
class Condition:
    """``medium`` holds beside what always does, and so do the states (``:hover``) and picks that are ``stated``."""

    medium: str = ""
    stated: tuple[str, ...] = ()

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours hold."""
        return "dark" in self.medium


@dataclass(frozen=True, slots=True)
class Set:
    """What a rule sets a property to, and where."""

    value: Value
    selector: str
    declaration: ast.Declaration
    place: Place
    order: int
    through: tuple[Set, ...] = ()
    """What its variables were set to, and where."""

    @property
    def said(self) -> str:
        """The declaration as a finding quotes it."""
        return shown(self.declaration)


Styles = Mapping[str, Set]
"""What holds for an element, by property."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A declaration that is for an element: how much it weighs, and under which conditions it holds."""

    weight: tuple[bool, tuple[int, int, int], int]
    made: Set
    media: str
    picks: tuple[str, ...]
    is_dark: bool

    def holds(self, condition: Condition) -> bool:
        """Whether it holds under a condition."""
        if self.media not in ("", condition.medium):
            return False
        if self.is_dark and not condition.is_dark:
            return False
        return not self.picks or set(self.picks) <= set(condition.stated)

    @property
    def is_always(self) -> bool:
        """Whether it holds under every condition."""
        return not (self.picks or self.media or self.is_dark)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One selector of a rule, with the declarations that are looked at."""

    text: str
    rule: Rule
    made: tuple[Set, ...]
    is_dark: bool

    @property
    def selector(self) -> str:
        """As it stands for a page that follows the system."""
        return _in_dark(self.text) if self.is_dark else self.text

    @property
    def picks(self) -> tuple[str, ...]:
        """The states that it is for, and what it picks of many alike."""
        return picked(self.text)

    def matches(self, specificity: tuple[int, int, int], picks: tuple[str, ...]) -> Iterator[_Match]:
        """What it declares for an element."""
        for made in self.made:
            weight = (made.declaration.important, specificity, made.order)
            yield _Match(weight, made, self.rule.media, picks, self.is_dark)


class Cascade:
    """A page under style sheets, which come in their order; the names are those that places get.

    ``by_system``: the dark colours are those of the reader's system; else a page says itself which it has.
    """

    def __init__(
        self, root: etree._Element, sheets: Mapping[str, str], names: frozenset[str], *, by_system: bool
    ) -> None:
        self._names, self._by_system = names, by_system
        self._conditions: dict[Condition, None] = {Condition(): None}
        if by_system:
            self._conditions[Condition(DARK)] = None
        self._page = elements_of(root)
        self._matches: dict[etree._Element, list[_Match]] = {each.etree_element: [] for each in self._page}
        parts = [
            _Part(part, rule, _sets(declared, part, name, order), by_system and "slate" in part)
            for order, (name, rule) in enumerate(
                (name, rule) for name, text in sheets.items() for rule in rules_in(text)
            )
            if (declared := [each for each in rule.declarations if self._concerns(each)])
            and "forced-colors" not in rule.media
            for part in parts_of(rule.selector)
            if not MADE.search(part)
        ]
        found = self._match(parts, exactly=True)
        for each in parts:
            self._conditions.setdefault(Condition(each.rule.media), None)
        # What is left is a state, or picks one of many alike that this page has not.
        for each in (left := [each for each in parts if each not in found and each.picks]):
            self._conditions.setdefault(Condition(each.rule.media, each.picks), None)
            if by_system and not each.rule.media:
                self._conditions.setdefault(Condition(DARK, each.picks), None)
        self._match(left, exactly=False)

    def _concerns(self, declared: ast.Declaration) -> bool:
        return declared.lower_name in self._names or declared.name.startswith("--")

    def _match(self, parts: list[_Part], *, exactly: bool) -> set[_Part]:
        """Notes what each element is declared; returns the parts that select any."""
        matcher: cssselect2.Matcher[_Part] = cssselect2.Matcher()
        for part in parts:
            for selector in compiled(part.selector, exactly=exactly) or ():
                matcher.add_selector(selector, part)
        # What a selector declares is one thing, for however many elements: what follows from it is then found once.
        found: dict[tuple[_Part, tuple[int, int, int]], tuple[_Match, ...]] = {}
        for wrapped in self._page:
            for specificity, _, _, part in matcher.match(wrapped):
                if (part, specificity) not in found:
                    found[part, specificity] = tuple(part.matches(specificity, () if exactly else part.picks))
                self._matches[wrapped.etree_element] += found[part, specificity]
        return {part for part, _ in found}

    def conditions(self) -> Sequence[Condition]:
        """All under which some rule says more than always."""
        return tuple(self._conditions)

    def touched(self, condition: Condition, elements: Iterable[etree._Element]) -> list[etree._Element]:
        """Those of some elements for which a condition makes a difference."""
        if condition == Condition():
            return list(elements)
        own = {
            element
            for element, matches in self._matches.items()
            if any(not each.is_always and each.holds(condition) for each in matches)
        }
        return [each for each in elements if each in own or any(above in own for above in each.iterancestors())]

    def under(self, condition: Condition) -> Computed:
        """What is set for each element under a condition."""
        return Computed(self._matches, condition)


def _sets(declared: Iterable[ast.Declaration], selector: str, sheet: str, order: int) -> tuple[Set, ...]:
    return tuple(
        Set(each.value, selector, each, Place(sheet, each.source_line, each.source_column), order) for each in declared
    )


class Computed:
    """What is set for each element itself under one condition, with its custom properties put in.

    Elements that are declared and handed the same share what follows from it.
    """

    def __init__(self, matches: Mapping[etree._Element, list[_Match]], condition: Condition) -> None:
        self._matches, self._condition = matches, condition
        self._customs: dict[etree._Element | None, Mapping[str, Set]] = {None: {}}
        self._handing: dict[tuple[int, int], Mapping[str, Set]] = {}
        self._known: dict[int, Known] = {}
        self._declares: dict[tuple[int, ...], tuple[dict[str, Set], dict[str, Set]]] = {}
        self._alike: dict[tuple[int, int], Styles] = {}
        self._styles: dict[etree._Element, Styles] = {}

    def of(self, element: etree._Element) -> Styles:
        """By property."""
        styles = self._styles.get(element)
        if styles is None:
            own, _ = self._declared(element)
            known = self._known_at(element) if own else {}
            key = (id(own), id(known) if own else 0)
            if key not in self._alike:
                self._alike[key] = {name: self._filled(made, known, element) for name, made in own.items()}
            styles = self._styles[element] = self._alike[key]
        return styles

    def _declared(self, element: etree._Element) -> tuple[dict[str, Set], dict[str, Set]]:
        """What is declared for the element itself; custom properties apart."""
        matches = self._matches.get(element, ())
        key = tuple(map(id, matches))
        if key not in self._declares:
            held = [each for each in matches if each.holds(self._condition)]
            held.sort(key=lambda each: each.weight)
            made = [each.made for each in held]
            own = {one.declaration.lower_name: one for one in made if not one.declaration.name.startswith("--")}
            customs = {one.declaration.name: one for one in made if one.declaration.name.startswith("--")}
            self._declares[key] = own, customs
        return self._declares[key]

    def _filled(self, made: Set, known: Known, element: etree._Element) -> Set:
        through = self._through(made, element)
        return replace(made, value=next(iter(filled(made.value, known)), []), through=through)

    def _known_at(self, element: etree._Element) -> Known:
        """The values of the custom properties there: the same for all elements that are handed the same."""
        handed = self._handed(element)
        known = self._known.get(id(handed))
        if known is None:
            known = self._known[id(handed)] = {name: (made.value,) for name, made in handed.items()}
        return known

    def _through(self, made: Set, element: etree._Element) -> tuple[Set, ...]:
        names = variables_of(made.declaration)
        handed = self._handed(element) if names else {}
        return tuple(handed[name] for name in names if name in handed)

    def _handed(self, element: etree._Element | None) -> Mapping[str, Set]:
        """Custom properties are handed down."""
        if element is None or element in self._customs:
            return self._customs[element]
        _, own = self._declared(element)
        handed = self._handed(element.getparent())
        if own:
            key = (id(handed), id(own))
            if key not in self._handing:
                self._handing[key] = {**handed, **own}
            handed = self._handing[key]
        self._customs[element] = handed
        return handed


@lru_cache(maxsize=2048)
def variables_of(declared: ast.Declaration) -> tuple[str, ...]:
    """The variables that a declaration uses."""
    return tuple(re.findall(r"var\(\s*(--[\w-]+)", serialize(declared.value)))


@lru_cache(maxsize=256)
def _in_dark(part: str) -> str:
    """Buyer pages follow the system where the staff site has a switch."""
    return part.replace('[data-md-color-scheme="slate"]', ":root").replace("[data-md-color-scheme=slate]", ":root")
