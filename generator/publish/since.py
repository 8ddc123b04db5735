"""What the policy has come to say since a page was last read: for each term and rule on it, what was and what is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache

from generator.language.pages import Words, desk_words
from generator.language.phrase import Phrase, join
from generator.language.say import say_quantity, say_rule, say_term, say_value
from generator.language.style import Style, Voice
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.playbook.merge import climb
from generator.playbook.page import Page
from generator.policy.canonical import policy_hash
from generator.policy.changes import Changes, Kind, changes_between
from generator.policy.lookup import leaves
from generator.policy.model import Bilingual, Policy, Term
from generator.policy.notation import notation
from generator.policy.published import Published
from generator.policy.values import After, Day, EarlierOf, LaterOf, Leaf
from generator.publish.quoted import axes_along

_NAMED = re.compile(r'data-(term|derived-from|rule)="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Change:
    """One change as a page shows it: ``href`` is empty for what is gone, ``said`` a word beside the name, or empty."""

    name: str
    href: str
    was: Markup
    now: Markup
    said: str


@dataclass(frozen=True, slots=True)
class Past:
    """The versions before the working policy, oldest first, and the working policy."""

    policy: Policy
    older: tuple[Policy, ...] = ()

    def at(self, day: date) -> Policy:
        """The version in force on a day; before the first there is only the first."""
        in_force = [one for one in (*self.older, self.policy) if _effective(one) <= day]
        return in_force[-1] if in_force else (*self.older, self.policy)[0]

    @property
    def before(self) -> Policy | None:
        """The version that the working policy follows."""
        return self.older[-1] if self.older else None


def past_of(policy: Policy, published: Iterable[Published]) -> Past:
    """The published versions but the working policy itself, where it is one of them."""
    older = [one.policy for one in published if policy_hash(one.policy) != policy_hash(policy)]
    return Past(policy, tuple(sorted(older, key=_effective)))


class Since:
    """Compares the versions of one project; each pair once."""

    def __init__(self, past: Past) -> None:
        self.past = past
        self._changes = cache(lambda at: changes_between(past.older[at], past.policy))

    def changes(self, old: Policy) -> Changes:
        """What has changed since an older version."""
        return self._changes(self.past.older.index(old))

    def front(self, page: Page, merged: str) -> dict[str, object]:
        """What the theme is told of a page that was read when another version was in force; empty if none was.

        A page that shows whole sections is the policy itself, and shows what is new by itself.
        """
        if page.reviewed is None or 'class="term-value"' in merged:
            return {}
        old = self.past.at(page.reviewed)
        if old is self.past.policy:
            return {}
        terms, rules = _named(merged)
        rules |= {each.name for each in page.covers}
        found = self.changes(old)
        told = Told(old, self.past.policy, page.lang, climb(page.path))
        rows = [
            *(told.term(id, kind) for id, kind in found.terms.items() if id in terms and kind is not Kind.GONE),
            *(told.rule(id, kind) for id, kind in found.rules.items() if id in rules and kind is not Kind.GONE),
        ]
        if not rows:
            return {}
        words = desk_words(page.lang)
        pattern = words["since_one" if len(rows) == 1 else "since"]
        day = page.reviewed
        return {
            "since": {
                "words": pattern.format(
                    count=len(rows),
                    date=say_quantity(Day(day.year, day.month, day.day), page.lang),
                    version=old.shop.version,
                ),
                "name": words["change_name"],
                "was": words["was"],
                "now": words["now"],
                "rows": [{**asdict(row), "was": str(row.was), "now": str(row.now)} for row in rows],
            }
        }


@dataclass(frozen=True, slots=True)
class Told:
    """Says changes from one version to another, on a page whose language's root lies at ``root``."""

    old: Policy
    new: Policy
    lang: str
    root: str

    @property
    def words(self) -> Words:
        """The fixed words of the language."""
        return desk_words(self.lang)

    def term(self, id: str, kind: Kind) -> Change:
        """A term: its name, the values that it had, those that it has. Of a table only the rows that differ."""
        held = self.new.terms.get(id) or self.old.terms[id]
        before, after = (_rows(policy.terms.get(id)) for policy in (self.old, self.new))
        href = f"{self.root}policy/#term.{id}" if kind is not Kind.GONE else ""
        return self._row(
            held.name[self.lang],
            href,
            Markup("") if kind is Kind.NEW else self._values(self.old, id, before, after),
            Markup("") if kind is Kind.GONE else self._values(self.new, id, after, before),
            kind,
        )

    def rule(self, id: str, kind: Kind) -> Change:
        """A rule: its title, how staff read it then and now."""
        held = self.new.rules.get(id) or self.old.rules[id]
        was, now = (
            Markup("")
            if id not in policy.rules
            else mark(say_rule(policy, id, self.lang, Voice.STAFF), self._version(policy))
            + Markup("".join(f" {note[self.lang]}" for note in _notes(policy, id)))
            for policy in (self.old, self.new)
        )
        href = f"{self.root}policy/#{id}" if kind is not Kind.GONE else ""
        return self._row(held.title[self.lang] if held.title else id, href, was, now, kind)

    def _row(self, name: str, href: str, was: Markup, now: Markup, kind: Kind) -> Change:
        said = {Kind.NEW: "change_new", Kind.GONE: "change_gone"}.get(kind, "")
        if kind is Kind.OTHER and was == now:
            said = "change_within"  # the words are the same: a group, a calendar or a season is another one
        return Change(name, href, was, now, self.words[said] if said else "")

    def _version(self, policy: Policy) -> str | None:
        return policy.shop.version if policy is self.old else None

    def _values(
        self, policy: Policy, id: str, own: Mapping[tuple[str, ...], Leaf], other: Mapping[tuple[str, ...], Leaf]
    ) -> Markup:
        """The values of one version that the other has not, or all of them where only the vocabulary differs."""
        differ = [path for path, leaf in own.items() if path not in other or notation(other[path]) != notation(leaf)]
        said = [self._value(policy, id, path, own[path]) for path in differ or own]
        return Markup(self.words["change_join"]).join(said)

    def _value(self, policy: Policy, id: str, path: tuple[str, ...], leaf: Leaf) -> Markup:
        axes = axes_along(policy.terms[id].value, path)
        style = Style.WITHIN if isinstance(leaf, After | Day | LaterOf | EarlierOf) else Style.PLAIN
        value = say_term(policy, id, self.lang, style, dict(zip(axes, path, strict=True)) or None)
        names = [say_value(policy, axis, key, self.lang, Voice.STAFF) for axis, key in zip(axes, path, strict=True)]
        label: Phrase = (*join(names, self.words["list_separator"]), self.words["change_row"]) if names else ()
        return mark((*label, *value), self._version(policy))


def _rows(term: Term | None) -> Mapping[tuple[str, ...], Leaf]:
    return dict(leaves(term.value)) if term else {}


def _notes(policy: Policy, rule: str) -> Iterator[Bilingual]:
    held = policy.rules[rule]
    yield from (note for note in (held.note, held.staff_note) if note is not None)


def _named(merged: str) -> tuple[set[str], set[str]]:
    """The terms and the rules that a merged page names."""
    found: dict[str, set[str]] = {"term": set(), "rule": set()}
    for kind, names in _NAMED.findall(merged):
        found["rule" if kind == "rule" else "term"].update(names.split())
    return found["term"], found["rule"]


def _effective(policy: Policy) -> date:
    day = policy.shop.effective
    return date(day.year or 1, day.month, day.day)
