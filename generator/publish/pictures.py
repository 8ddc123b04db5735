"""The pictures that a staff page can quote: a rule's bands, the course of its cases, and who pays."""

from __future__ import annotations

from collections.abc import Iterable

from generator.language.pages import page_words
from generator.language.style import Voice
from generator.playbook.html import Markup
from generator.playbook.quoting import Misquoted, known_rule
from generator.policy.model import Policy, Rule
from generator.publish.course import draw_course
from generator.publish.grid import one_block
from generator.publish.payers import draw_payers
from generator.publish.timeline import draw_bands


def bands_block(policy: Policy, rule: str, lang: str) -> str:
    """The picture of a rule's bands; a rule that cannot be drawn has none, and says so."""
    figure = draw_bands(policy, known_rule(policy, rule), lang, Voice.STAFF)
    if figure is None:
        raise Misquoted("SP334", None, rule=rule)
    return one_block(_quiet(figure))


def draw_folded_course(policy: Policy, rule: Rule, lang: str) -> Markup:
    """How a case of a rule that has a course goes, step by step, folded away."""
    figure = draw_course(policy, rule, lang, Voice.STAFF)
    whole = Markup('<details class="course" data-search-exclude="">\n<summary>{}</summary>\n{}\n</details>')
    return whole.format(page_words(lang)["course"], figure)


def payers_block(policy: Policy, rules: Iterable[Rule], lang: str) -> str:
    """Who pays what in these rules; empty where none of them says so."""
    figure = draw_payers(policy, rules, lang, Voice.STAFF)
    return one_block(_quiet(figure)) if figure is not None else ""


def _quiet(figure: Markup) -> Markup:
    """The figure left out of the search: what stands beside it holds the same words."""
    return Markup(str(figure).replace("<figure ", '<figure data-search-exclude="" ', 1))
