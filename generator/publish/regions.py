"""What differs by country: for a rule, each region that the policy sets apart, and what holds there instead.

Everything is read off the scopes of the rules: a region stands here because a rule or a table names it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.language.book import BOOKS
from generator.language.differing import say_differing
from generator.language.lookup import axes_of
from generator.language.pages import page_words
from generator.language.phrase import Phrase, join, plain
from generator.language.plan import plan_rule
from generator.language.postage import kept_back
from generator.language.say import say_facet, speaker_of
from generator.language.style import Voice
from generator.language.wording import capitalise
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.policy.model import Facet, Goods, Offer, Policy, Rule, Table, Test
from generator.publish.answers import say_filled, say_line
from generator.publish.limits import follow
from generator.publish.meeting import countries_of, is_country, is_left_out, is_over, meets
from generator.publish.rail import off_season
from generator.publish.tables import name_axis
from generator.publish.titles import name_rule, show_name
from generator.publish.views import Group, Link

_OF_THE_WAY_BACK = frozenset("postage label send_by receive_by return_to methods".split())
"""What is told of a return only."""


def list_differences(policy: Policy, rule: Rule, lang: str) -> tuple[Group, ...]:
    """What holds of an outcome rule in some countries only, a group for each set of countries."""
    held: dict[str, list[Link]] = {}
    for test, link in _differences(policy, rule, lang):
        held.setdefault(plain(capitalise((_name(policy, test, lang),))), []).append(link)
    return (
        *(Group(title, tuple(dict.fromkeys(links))) for title, links in held.items()),
        *_tables(policy, rule, lang),
    )


def say_paid_elsewhere(policy: Policy, rule: Rule, lang: str) -> tuple[Markup, ...]:
    """Where what the rule keeps back is paid: ``Taiwan, the EEA and the UK: we refund the original postage.``"""
    words = page_words(lang)
    kept = {
        facet.name
        for stretch in plan_rule(policy, rule, is_public=True).stretches
        for outcome in stretch.outcomes
        for facet in kept_back(outcome)
    }
    told: dict[Phrase, list[tuple[str, str]]] = {}
    for other in policy.rules.values():
        if other.is_outcome or not is_over(policy, other, rule) or not _is_beside(policy, rule, other):
            continue
        places = [
            (test.axis, value)
            for clause in other.when
            if meets(policy, clause, rule)
            for test in countries_of(policy, (clause,))
            for value in test.values
        ]
        for facet in other.facets if places else ():
            if facet.name in kept:
                told.setdefault(say_facet(policy, facet, lang, Voice.BUYER), []).extend(places)
    return tuple(
        mark(say_filled(lang, words["line"], days=capitalise(BOOKS[lang].places(policy, where)), label=said))
        for said, where in told.items()
    )


def name_regions(policy: Policy, rule: Rule, lang: str) -> str:
    """All regions in which something else holds, each once; empty if the rule is the same everywhere."""
    found = dict.fromkeys((test.axis, value) for test, _ in _differences(policy, rule, lang) for value in test.values)
    return plain(BOOKS[lang].places(policy, tuple(found)))


def _differences(policy: Policy, rule: Rule, lang: str) -> Iterator[tuple[Test, Link]]:
    """(countries, what holds there) from the rule itself and from every other that meets it."""
    words = page_words(lang)
    for test in countries_of(policy, rule.unless):
        yield test, Link("", "", Markup("{}").format(words["region_self"]))
    refuses = plan_rule(policy, rule, is_public=True).offers == {Offer.DECLINE}
    for other in policy.rules.values():
        if other.id == rule.id or (refuses and not other.is_outcome) or not _is_beside(policy, rule, other):
            continue
        link = f"../{other.section}/#{other.id}" if other.section != rule.section else f"#{other.id}"
        name, shown = name_rule(policy, other, lang), show_name(policy, other, lang)
        said = _said(policy, rule, other, lang)
        for clause in other.when if said else ():
            if meets(policy, clause, rule):
                for test in countries_of(policy, (clause,)):
                    yield test, Link(link, shown, _with_note(other, lang, _line(name, lang, said)))
        if said and not other.is_outcome and any(meets(policy, clause, rule) for clause in other.when):
            for test in countries_of(policy, other.unless):
                if not is_left_out(policy, test, rule):
                    yield test, Link(link, shown, _line(name, lang, (words["not_there"],)))


def _is_beside(policy: Policy, rule: Rule, other: Rule) -> bool:
    """Whether the other rule adds to this one, or stands over it; one without a reason is about every return."""
    if other.is_outcome:
        return is_over(policy, other, rule)
    return any(not is_country(policy, test.axis) for clause in other.when for test in clause)


def _told(policy: Policy, rule: Rule, other: Rule) -> tuple[Facet, ...]:
    """What a condition rule adds: not what the rule itself settles, nor anything about a way back there is not."""
    outcomes = [o for stretch in plan_rule(policy, rule, is_public=True).stretches for o in stretch.outcomes]
    settled = frozenset(facet.name for outcome in outcomes for facet in outcome.facets)
    void = frozenset() if is_over(policy, other, rule) else settled
    if not any(outcome.word("goods") == Goods.RETURN for outcome in outcomes):
        void |= _OF_THE_WAY_BACK
    return tuple(facet for facet in other.facets if facet.name not in void)


def _said(policy: Policy, rule: Rule, other: Rule, lang: str) -> Phrase:
    """What the other rule gives, in short; empty where it gives nothing beside this one."""
    if other.is_outcome:
        return say_line(policy, other, lang)
    clauses = [say_facet(policy, facet, lang, Voice.BUYER) for facet in _told(policy, rule, other)]
    words = page_words(lang)
    return say_filled(lang, words["line_always"], label=join(clauses, words["season_join"])) if clauses else ()


def _line(name: str, lang: str, said: Phrase) -> Markup:
    """What follows the name of a rule."""
    return mark(follow(name, lang, said))


def _with_note(other: Rule, lang: str, line: Markup) -> Markup:
    """The line, and what a condition says beside it: how much of the postage comes back."""
    if other.is_outcome or not other.note:
        return line
    return Markup("{}{}{}").format(line, page_words(lang)["gap"], other.note[lang])


def _tables(policy: Policy, rule: Rule, lang: str) -> Iterator[Group]:
    """The rule's own values that depend on the country: a link to each table that the answer does not tell."""
    found: dict[str, list[Link]] = {}
    plan, speaker = plan_rule(policy, rule, is_public=True), speaker_of(off_season(policy), rule, Voice.BUYER)
    for id in dict.fromkeys(stretch.until.term for stretch in plan.stretches if stretch.until):
        if say_differing(speaker, id, lang):
            continue
        value = policy.terms[id].value
        axes = tuple(axis for axis in (axes_of(value) if isinstance(value, Table) else ()) if is_country(policy, axis))
        if axes:
            title = page_words(lang)["region_table"].format(axis=name_axis(policy, axes[0], lang))
            name = plain(capitalise((policy.terms[id].name[lang],)))
            href = f"../{policy.terms[id].section}/#term.{id}"
            found.setdefault(title, []).append(Link(href, name, Markup("")))
    yield from (Group(title, tuple(links)) for title, links in found.items())


def _name(policy: Policy, test: Test, lang: str) -> str:
    return plain(BOOKS[lang].places(policy, [(test.axis, value) for value in test.values]))
