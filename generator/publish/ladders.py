"""Who decides: the ladder of approval, and what follows if nobody acts in time."""

from __future__ import annotations

from generator.language.pages import Words, fill
from generator.language.phrase import Phrase, join
from generator.language.rungs import tell_rungs
from generator.language.say import say_case, say_facet, say_term, say_value
from generator.language.style import NeedsCoordinates, Style, Voice
from generator.language.wording import headed
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.policy.model import Escalation, Facet, Ladder, Policy, Table, Word
from generator.publish.grid import draw_table


def draw_ladder(policy: Policy, ladder: Ladder, lang: str, words: Words) -> Markup:
    """A row for each rung: the role, and up to which amount it approves."""
    rows = []
    for rung in ladder.rungs:
        bound = say_term(policy, rung.up_to.term, lang) if rung.up_to else (words["ladder_rest"],)
        rows.append(((_role(policy, rung.role, lang),), (mark(bound),)))
    head = (words["ladder_role"], words["ladder_up_to"])
    return draw_table("offer", head, rows, headed(ladder.label.forms(lang)[0]))


def draw_rungs(policy: Policy, ladder: Ladder, lang: str, words: Words) -> Markup:
    """The same in a line: *support agent up to US$50.00, team lead up to US$250.00, support manager above that*."""
    name = headed(ladder.label.forms(lang)[0])
    return mark(fill(words["rungs"], name=name, list=tell_rungs(policy, ladder, lang)))


def draw_escalation(policy: Policy, escalation: Escalation, lang: str, words: Words) -> Markup:
    """What has stopped and in which cases, who answers by when, and what follows if nobody does."""
    told = [_consequence(policy, facet, lang, words) for facet in escalation.on_timeout]
    follows = join(told, words["escalation_join"])
    said = fill(
        words["escalation"] if follows else words["escalation_bare"],
        role=_role(policy, escalation.role, lang),
        deadline=_deadline(policy, escalation.by.term, lang, words),
        consequence=follows,
    )
    title = words["escalation_title"].format(name=headed(escalation.label.forms(lang)[0]))
    whole = (*_cases(policy, escalation, lang, words), *said)
    return Markup('<p class="escalation"><strong>{}</strong> {}</p>').format(title, mark(whole))


def _cases(policy: Policy, escalation: Escalation, lang: str, words: Words) -> Phrase:
    """In which cases it stands; nothing where it stands in all."""
    told = say_case(policy, escalation.when, escalation.unless, lang, Voice.STAFF)
    pattern = "escalation_unless" if escalation.when is None else "escalation_when"
    return fill(words[pattern], situation=told) if told else ()


def _role(policy: Policy, role: str, lang: str) -> str:
    return headed(policy.scopes.roles[role].label.forms(lang)[0])


def _consequence(policy: Policy, facet: Facet, lang: str, words: Words) -> Phrase:
    """What follows when a time runs out: the offer in a word or two, other facets as clauses."""
    if facet.name == "offer" and isinstance(facet.value, Word):
        return (words[f"offers.{facet.value.text}"],)
    return say_facet(policy, facet, lang, Voice.STAFF)


def _deadline(policy: Policy, term: str, lang: str, words: Words) -> Phrase:
    """The deadline; of one that differs by one axis, each row with its name; else the name of the term."""
    try:
        return say_term(policy, term, lang, Style.WITHIN)
    except NeedsCoordinates:
        table = policy.terms[term].value
        if not isinstance(table, Table) or any(isinstance(inner, Table) for _, inner in table.rows):
            return (policy.terms[term].name[lang],)
    rows = [
        fill(
            words["escalation_row"],
            row=say_value(policy, table.axis, key, lang, Voice.STAFF),
            deadline=say_term(policy, term, lang, Style.WITHIN, at={table.axis: key}),
        )
        for key, _ in table.rows
    ]
    return join(rows, words["list_separator"])
