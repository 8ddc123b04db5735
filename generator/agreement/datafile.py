"""Net 5, the rules in ``policy.json``: what programs read of each is what the policy says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.finding import LANGUAGES, Finding, Place
from generator.policy.model import Condition, Facet, FacetValue, Policy, Rule, TermRef, Word

_Line = tuple[str, str]
"""What something is called, and what is said of it."""
_NOT_OURS = ("pages",)
"""Where a rule stands on the pages, these tell."""


def check_rules(data: object, public: Policy, place: Place) -> Iterator[Finding]:
    """Findings about the part of ``policy.json`` on rules."""
    held = data if isinstance(data, dict) else {}
    for rule in public.rules.values():
        if rule.id not in held:
            yield Finding("SP527", place, {"term": rule.id}, rule.id)
            continue
        said, granted = dict(_lines(held[rule.id], "")), dict(_of_rule(rule))
        for name in (name for name in said | granted if said.get(name) != granted.get(name)):
            told = {"says": said.get(name, "-"), "grants": granted.get(name, "-")}
            yield Finding("SP530", place, {"rule": rule.id, "facet": name, **told}, rule.id)
    for other in held.keys() - public.rules.keys():
        yield Finding("SP525", place, {"text": other, "term": other}, other)


def _lines(node: object, name: str) -> Iterator[_Line]:
    """Every text below a node of the file, under the names that lead to it; a list of texts is one, in any order."""
    match node:
        case {"term": str(term)}:
            yield name, f"${term}"
        case dict():
            for key, inner in node.items():
                if key not in _NOT_OURS:
                    yield from _lines(inner, f"{name}.{key}".lstrip("."))
        case list() if all(isinstance(each, str) for each in node):
            if node:
                yield name, ", ".join(sorted(node))
        case list():
            for at, inner in enumerate(node):
                yield from _lines(inner, f"{name}.{at}")
        case None | False:
            return
        case _:
            yield name, str(node)


def _of_rule(rule: Rule) -> Iterator[_Line]:
    """The same of a rule of the policy."""
    yield "section", rule.section
    yield "act", rule.act.value
    if rule.met_by:
        yield "met_by", rule.met_by
    if rule.over:
        yield "over", ", ".join(sorted(rule.over))
    if rule.title:
        yield from ((f"title.{lang}", rule.title[lang]) for lang in LANGUAGES)
    yield from _of_condition("when", rule.when)
    yield from _of_condition("unless", rule.unless)
    yield from _of_facets("facets", rule.facets)
    for at, band in enumerate(rule.bands):
        known: Mapping[str, str | None] = {
            "until": band.until.term if band.until else None,
            "choice": band.choice.value if band.choice else None,
            "pass": "True" if band.is_pass else None,
        }
        yield from ((f"bands.{at}.{name}", value) for name, value in known.items() if value)
        yield from _of_facets(f"bands.{at}.facets", band.facets)
        for number, option in enumerate(band.options):
            yield f"bands.{at}.options.{number}.offer", option.offer.value
            yield from _of_facets(f"bands.{at}.options.{number}.facets", option.facets)


def _of_condition(name: str, condition: Condition) -> Iterator[_Line]:
    for at, clause in enumerate(condition):
        yield from ((f"{name}.{at}.{test.axis}", ", ".join(sorted(test.values))) for test in clause)


def _of_facets(name: str, facets: Iterable[Facet]) -> Iterator[_Line]:
    yield from ((f"{name}.{facet.name}", _text(facet.value)) for facet in facets)


def _text(value: FacetValue) -> str:
    match value:
        case TermRef(term=term):
            return f"${term}"
        case Word(text=text):
            return text
        case words:
            return ", ".join(sorted(word.text for word in words))
