"""What a rule is called on the pages of both sites, and what is noted on it."""

from __future__ import annotations

from generator.language.phrase import Phrase, plain
from generator.language.say import say_condition
from generator.language.style import Voice
from generator.language.wording import capitalise
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.policy.model import Policy, Rule


def name_rule(policy: Policy, rule: Rule, lang: str) -> str:
    """The title in the buyer's words, or the situation where the rule has none."""
    return plain(name_phrase(policy, rule, lang))


def show_name(policy: Policy, rule: Rule, lang: str) -> str | Markup:
    """The same to be shown: an amount that the situation names is marked as a value of the policy."""
    name = name_phrase(policy, rule, lang)
    return plain(name) if all(isinstance(part, str) for part in name) else mark(name)


def name_phrase(policy: Policy, rule: Rule, lang: str) -> Phrase:
    """The same before it becomes text or HTML."""
    if rule.title:
        return (rule.title[lang],)
    said = capitalise(say_condition(policy, rule.when, lang, Voice.BUYER))
    return said or (policy.sections[rule.section].title[lang],)


def view_note(rule: Rule, lang: str) -> Markup:
    """What is noted on a rule; of one that says a single thing it names what, for the note belongs to it."""
    if rule.note is None:
        return Markup("")
    single = not rule.bands and len(rule.facets) == 1
    of = Markup(' data-of="{}"').format(rule.facets[0].name) if single else Markup("")
    return Markup("<p{}>{}</p>").format(of, rule.note[lang])
