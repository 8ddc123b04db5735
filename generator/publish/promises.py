"""What the buyer was promised, as the buyer page says it: each sentence with the way to the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from generator.finding import LANGUAGES
from generator.language.pages import Words, desk_words, fill, page_words
from generator.language.phrase import Quote
from generator.language.remembered import remembered
from generator.language.say import say_quantity, say_rule
from generator.language.style import Voice
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.playbook.merge import climb
from generator.playbook.page import Page
from generator.policy.model import Audience, Policy, Rule
from generator.publish.grid import one_block
from generator.publish.titles import show_name

_REST = Markup(
    '<details class="values promised" id="promised" data-search-exclude="">\n<summary>{}</summary>\n'
    '<div class="promise">\n{}\n</div>\n</details>'
)


def draw_promise(policy: Policy, rules: Iterable[Rule], lang: str, path: str) -> Markup:
    """The buyer's own sentences of these rules, for the staff page at ``path``."""
    words, chosen = desk_words(lang), list(rules)
    foot = Markup('<p class="promise-foot"><a href="{}">{}</a> <span>{}</span></p>').format(
        _address(policy, chosen[0].section, lang, climb(path)),
        words["promise_open"],
        mark(fill(words["promise_from"], date=_effective(policy, lang))),
    )
    return Markup('<section class="promise" aria-label="{}">\n{}\n{}\n</section>').format(
        words["promise_label"], _sentences(policy, chosen, lang, path), foot
    )


def draw_rest(policy: Policy, page: Page, merged: str) -> str:
    """What buyers read of the rules that the page covers and has not told in their words; empty if it has told all."""
    rest = [policy.rules[each.name] for each in page.covers if each.name in policy.rules]
    rest = [rule for rule in rest if _is_buyers(policy, rule) and f'class="said" data-rule="{rule.id}"' not in merged]
    if not rest:
        return ""
    words: Words = desk_words(page.lang)
    summary = words["promise_rest"].format(count=len(rest))
    return f"\n{one_block(_REST.format(summary, _sentences(policy, rest, page.lang, page.path)))}\n"


def _sentences(policy: Policy, rules: Iterable[Rule], lang: str, path: str) -> Markup:
    return Markup("\n").join(_sentence(policy, rule, lang, climb(path)) for rule in rules)


@remembered
def _sentence(policy: Policy, rule: Rule, lang: str, up: str) -> Markup:
    """One rule in the buyer's words; its name leads to its anchor on the buyer page, if it stands there."""
    said = mark(say_rule(policy, rule, lang, Voice.BUYER))
    note = Markup("{}{}").format(page_words(lang)["gap"], rule.note[lang]) if rule.note else ""
    where = Markup("")
    if _is_buyers(policy, rule):
        anchor = f"{_address(policy, rule.section, lang, up)}#{rule.id}"
        where = Markup('<a class="where" href="{}">{}</a> ').format(anchor, show_name(policy, rule, lang))
    return Markup('<p class="said" data-rule="{}">{}{}{}</p>').format(rule.id, where, said, note)


def _is_buyers(policy: Policy, rule: Rule) -> bool:
    return policy.sections[rule.section].to is Audience.BUYER


def _effective(policy: Policy, lang: str) -> Quote:
    day = policy.shop.effective
    return Quote(say_quantity(day, lang), str(day), None, ("shop.effective",))


def _address(policy: Policy, section: str, lang: str, up: str) -> str:
    """The buyer page of a section; ``up`` leads to the root of the staff site, beside which the buyers' site lies."""
    base = policy.shop.buyer_url or f"{up}{'' if lang == LANGUAGES[0] else '../'}../buyer/"
    return f"{base}{lang}/{section}/"
