"""Net 3, what a rule is called: a title that names a country, a channel or a kind of goods is of a rule for these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.agreement.notes import Note
from generator.agreement.parts import Parts
from generator.finding import Finding
from generator.policy.model import Policy

_MANY = 4


def check_titles(policy: Policy, parts: Parts, titles: Iterable[Note]) -> Iterator[Finding]:
    """Findings about titles that name cases in which their rule cannot hold."""
    for title in titles:
        part = parts.named(title.words, title.lang)
        for rule in (policy.rules[id] for id in title.rules if part):
            if not parts.fits(rule, part):
                named = "; ".join(f"{axis}: {_listed(values)}" for axis, values in sorted(part.axes.items()))
                yield Finding("SP446", title.place, {"text": title.words, "names": named, "rule": rule.id}, rule.id)


def _listed(values: Iterable[str]) -> str:
    first, rest = sorted(values)[:_MANY], sorted(values)[_MANY:]
    return ", ".join((*first, *("…" for _ in rest[:1])))
