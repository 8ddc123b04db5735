"""The shape of the compiled policy: maps, lists, texts and integers, nothing else.

This is what decides: here, and in any other program that reads the file. Days are ordinals or ``[year, month, day]``
with year 0 for "every year", money is in minor units, percentages are in hundredths of a percent. Situations lie on
axes; a class is the index of a stretch of an axis in which no rule and no table tells two values apart.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Literal, NotRequired, TypedDict, TypeGuard

FORMAT = 1
ELSEWHERE = "*"
"""The class of all countries that no rule and no table names."""

Clause = dict[str, list[int]]
"""For each axis the classes that fit; an axis that is not named fits with any."""


class Axis(TypedDict):
    """An axis of situations with its classes.

    ``one_of``: a class a value. ``flag``: 0 without, 1 with. ``countries``: a class a region that is told apart, the
    last one for all others. ``money``: ``cuts`` divide it, a cut belongs to the class above it. ``season``: 0 for
    none, then each of ``values`` with its ``spans``. ``event``: 0 not yet, 1 happened.
    """

    id: str
    fact: str
    kind: Literal["one_of", "flag", "countries", "money", "season", "event"]
    values: list[str]
    spans: NotRequired[list[list[int]]]
    cuts: NotRequired[list[int]]
    currency: NotRequired[str]


class Leaf(TypedDict):
    """One value of a term, as its ``kind`` says; ``text`` is the notation of the policy files."""

    kind: Literal["after", "day", "yearly", "unlimited", "at_once", "later_of", "earlier_of", "money", "share", "lasts"]
    text: str
    n: NotRequired[int]
    unit: NotRequired[Literal["second", "day", "business", "month"]]
    calendar: NotRequired[str]
    event: NotRequired[str]
    day: NotRequired[list[int]]
    parts: NotRequired[list[Leaf]]
    low: NotRequired[int]
    high: NotRequired[int]
    currency: NotRequired[str]
    of: NotRequired[str]
    at_least: NotRequired[int]
    at_most: NotRequired[int]


class Row(TypedDict):
    """A row of a table: the first whose ``when`` fits is the one; no two fit the same situation."""

    row: str
    when: Clause
    value: Leaf | Table


class Table(TypedDict):
    """A value that depends on one axis."""

    by: str
    rows: list[Row]


Tree = Leaf | Table
FacetText = str | list[str]
"""A word, ``$term``, or a sorted list of words."""


class Option(TypedDict):
    """One thing offered."""

    offer: str
    facets: dict[str, FacetText]


class Band(TypedDict):
    """A stretch of a rule's time; ``until`` is a term's id, absent in the last band.

    ``by``: the event that must meet it once that has happened; absent where ``now`` must.
    """

    until: NotRequired[str]
    by: NotRequired[str]
    choice: NotRequired[str]
    is_pass: NotRequired[int]
    options: list[Option]
    facets: dict[str, FacetText]


class Rule(TypedDict):
    """A rule; without ``bands`` it is a condition rule. ``over``: the rules named there, not yet transitive."""

    id: str
    section: str
    act: str
    when: list[Clause]
    unless: list[Clause]
    over: list[str]
    facets: dict[str, FacetText]
    bands: list[Band]


class Rung(TypedDict):
    """A rung of an approval ladder; ``up_to`` is a term's id, absent on the last."""

    role: str
    up_to: NotRequired[str]


class Escalation(TypedDict):
    """Who must answer by when, and what follows if nobody does; ``when`` and ``unless`` as of a rule."""

    id: str
    role: str
    by: str
    when: list[Clause]
    unless: list[Clause]
    facets: dict[str, FacetText]


class Calendar(TypedDict):
    """``closed``: weekdays from 0 for Monday. ``opens`` and ``closes``: seconds of the day."""

    closed: list[int]
    country: NotRequired[str]
    opens: NotRequired[int]
    closes: NotRequired[int]


class Section(TypedDict):
    """One file of rules: for whom it is, and the event that picks its version."""

    id: str
    to: str
    applies_by: str


class Program(TypedDict):
    """The whole compiled policy."""

    format: int
    version: str
    effective: int
    timezone: str
    currency: str
    axes: list[Axis]
    events: dict[str, int]
    calendars: dict[str, Calendar]
    sections: list[Section]
    terms: dict[str, Tree]
    rules: list[Rule]
    impossible: list[Clause]
    ladders: dict[str, list[Rung]]
    escalations: list[Escalation]


def serialise(program: Program) -> str:
    """The one text of a program: keys sorted, no spaces."""
    return json.dumps(program, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def program_hash(program: Program, length: int = 64) -> str:
    """The first ``length`` hexadecimal digits of the SHA-256 of the program's text."""
    return hashlib.sha256(serialise(program).encode("utf-8")).hexdigest()[:length]


def is_table(tree: Tree) -> TypeGuard[Table]:
    """Whether a term's value depends on an axis."""
    return "by" in tree


def axes_by_use(program: Program) -> list[str]:
    """The ids of the axes, first those that most conditions of rules ask for: what they ask tells most apart."""
    asked = Counter(axis for rule in program["rules"] for clause in (*rule["when"], *rule["unless"]) for axis in clause)
    return sorted((axis["id"] for axis in program["axes"]), key=lambda id: (-asked[id], id))
