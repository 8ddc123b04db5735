"""The staff table of rules: when, what to offer, who pays, when the money goes, what to ask for, who approves."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from generator.language.pages import desk_words
from generator.language.phrase import Phrase, join
from generator.language.plan import Outcome, Stretch, grouped, plan_rule
from generator.language.say import BandWords, say_bands, say_condition, say_facet, say_term
from generator.language.style import NeedsCoordinates, Style, Voice
from generator.language.wording import capitalise
from generator.playbook.markup import mark
from generator.policy.model import Facet, FacetValue, Policy, Rule, TermRef, Word

_COLUMNS = ("when", "offer", "goods", "postage", "refund", "evidence", "approval")


def table_of(policy: Policy, rules: Iterable[Rule], lang: str) -> Markup:
    """The rules as a table with a row for each band and option; condition rules follow as sentences."""
    chosen = tuple(rules)
    words = desk_words(lang)
    rows = [row for rule in chosen if rule.is_outcome for row in _rows(policy, rule, lang, len(chosen) > 1)]
    parts = []
    if rows:
        used = [name for name in _COLUMNS if name in ("when", "offer") or any(row.cells.get(name) for row in rows)]
        head = Markup("").join(Markup('<th scope="col">{}</th>').format(words[f"column.{name}"]) for name in used)
        body = Markup("\n").join(row.html(used, lang) for row in rows)
        parts.append(
            Markup('<table class="offer">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>').format(head, body)
        )
    conditions = [rule for rule in chosen if not rule.is_outcome]
    if conditions:
        items = Markup("\n").join(_condition_row(policy, rule, lang) for rule in conditions)
        head = Markup("").join(
            Markup('<th scope="col">{}</th>').format(words[f"column.{name}"]) for name in ("also", "then")
        )
        parts.append(
            Markup('<table class="offer also">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>').format(
                head, items
            )
        )
    return Markup("\n").join(parts)


def say_consequence(policy: Policy, facet: Facet, lang: str) -> Phrase:
    """What follows when a time runs out: the offer in a word or two, other facets as clauses."""
    if facet.name == "offer" and isinstance(facet.value, Word):
        return (desk_words(lang)[f"offers.{facet.value.text}"],)
    return say_facet(policy, facet, lang, Voice.STAFF)


class _Row:
    """One line of the table; ``cells`` by column, a missing one is a dash."""

    def __init__(self, rule: str, head: Markup, cells: dict[str, Markup]) -> None:
        self.rule = rule
        self.head = head
        self.cells = cells

    def html(self, columns: list[str], lang: str) -> Markup:
        words = desk_words(lang)
        cells = Markup("").join(
            Markup('<td data-label="{}">{}</td>').format(words[f"column.{name}"], self.cells.get(name) or words["none"])
            for name in columns
            if name != "when"
        )
        return Markup('<tr data-rule="{}"><th scope="row">{}</th>{}</tr>').format(self.rule, self.head, cells)


def _rows(policy: Policy, rule: Rule, lang: str, titled: bool) -> list[_Row]:
    plan = plan_rule(policy, rule, is_public=False)
    told = say_bands(policy, rule, lang, Voice.STAFF)
    stretches = [stretch for stretch in plan.stretches if stretch.outcomes]
    rows = []
    for number, (band, stretch) in enumerate(zip(told, stretches, strict=False)):
        for at, outcome in enumerate(stretch.outcomes):
            title = rule.title[lang] if titled and rule.title and number == 0 and at == 0 else ""
            rows.append(_Row(rule.id, _head(band, stretch, at, title, lang), _cells(policy, outcome, lang)))
    return rows


def _head(band: BandWords, stretch: Stretch, at: int, title: str, lang: str) -> Markup:
    words = desk_words(lang)
    named = Markup('<span class="rule-title">{}</span> ').format(title) if title else Markup("")
    if at:
        return Markup('<span class="swatch {}"></span>{}').format(band.fill, words["or"])
    chooser = words[f"choice.{stretch.choice}"] if stretch.choice and len(stretch.outcomes) > 1 else ""
    choice = Markup(' <span class="choice">{}</span>').format(chooser) if chooser else Markup("")
    return Markup('{}<span class="swatch {}"></span>{}{}').format(named, band.fill, mark(capitalise(band.days)), choice)


def _cells(policy: Policy, outcome: Outcome, lang: str) -> dict[str, Markup]:
    words = desk_words(lang)
    offer: Markup = Markup("<strong>{}</strong>").format(words[f"offers.{outcome.offer}"])
    amount = outcome.facet("amount")
    if isinstance(amount, TermRef):
        offer += Markup(" {}").format(mark(_value(policy, amount, lang, Style.PLAIN)))
    cells = {"offer": offer}
    if not outcome.grants:
        return cells | _inside(policy, outcome, lang)
    for name, facet in (("goods", "goods"), ("postage", "postage")):
        word = outcome.word(facet)
        if word:
            cells[name] = escape(words[f"{name}.{word}"])
    by = outcome.facet("refund.by")
    if isinstance(by, TermRef):
        cells["refund"] = mark(capitalise(_value(policy, by, lang, Style.WITHIN)))
    elif isinstance(by, Word):
        cells["refund"] = escape(words["at_once"])
    return cells | _inside(policy, outcome, lang)


def _inside(policy: Policy, outcome: Outcome, lang: str) -> dict[str, Markup]:
    cells = {}
    evidence = _kinds(policy, outcome.facet("evidence"), lang)
    if evidence:
        cells["evidence"] = escape(desk_words(lang)["list_separator"].join(evidence))
    approval = outcome.word("approval")
    if approval:
        held = policy.ladders.get(approval) or policy.scopes.roles[approval]
        cells["approval"] = escape(held.label.forms(lang)[0])
    return cells


def _kinds(policy: Policy, value: FacetValue | None, lang: str) -> list[str]:
    found = value if isinstance(value, tuple) else (value,) if isinstance(value, Word) else ()
    return [policy.scopes.evidence[word.text].label.forms(lang)[0] for word in found]


def _value(policy: Policy, ref: TermRef, lang: str, style: Style) -> Phrase:
    """The value of a term; the name of one that is a table, whose rows stand below the rules."""
    try:
        return say_term(policy, ref.term, lang, style)
    except NeedsCoordinates:
        return (policy.terms[ref.term].name[lang],)


def _condition_row(policy: Policy, rule: Rule, lang: str) -> Markup:
    words = desk_words(lang)
    when = mark(capitalise(say_condition(policy, rule.when, lang, Voice.STAFF))) or escape(words["always"])
    if rule.title:
        when = Markup('<span class="rule-title">{}</span> {}').format(rule.title[lang], when)
    clauses = [
        say_facet(policy, facet, lang, Voice.STAFF)
        for group in grouped(rule.facets)
        for facet in group
        if facet.name != "reply"
    ]
    then = mark(capitalise(join(clauses, words["clause_separator"])))
    if rule.unless:
        unless = mark(say_condition(policy, rule.unless, lang, Voice.STAFF))
        then += Markup(" {}").format(Markup(escape(words["unless"])).format(condition=unless))
    return Markup('<tr data-rule="{}"><th scope="row">{}</th><td data-label="{}">{}</td></tr>').format(
        rule.id, when, words["column.then"], then
    )
