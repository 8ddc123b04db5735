"""A value that was typed becomes a quotation, and the sentence goes on saying what it said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.agreement.meant import Meant
from generator.agreement.quoting import Around, quotations_for
from generator.language.phrase import plain
from generator.language.position import positions
from generator.language.say import say_term
from generator.language.style import NeedsCoordinates, Style
from generator.playbook.merge import fill, in_plain_words, say_quotations
from generator.playbook.page import Template
from generator.playbook.quotation import read_template
from generator.playbook.quoting import names_for
from generator.policy.load import load_policy
from generator.policy.model import Policy

FRAMES = {"en": "You will have it {} or so.", "zh": "我们会在{}办好。"}


@pytest.fixture(scope="module")
def policy(project_root: Path) -> Policy:
    """The policy of this project, which holds values of every kind."""
    policy, _ = load_policy(project_root)
    assert policy is not None
    return policy


def read(text: str) -> Template:
    """The text with its quotations."""
    return read_template(text, "page.md", positions(text).at)[0]


def quote(text: str, lang: str, policy: Policy, term: str) -> str:
    """The text with its typed values quoted, on a page about one term."""
    around = Around(frozenset({term}))
    for typed in reversed(list(quotations_for(read(text), lang, policy, Meant(policy), around))):
        text = text[: typed.start] + typed.new + text[typed.end :]
    return text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("style", list(Style))
def test_every_value_of_the_shop_reads_as_it_was_typed(style: Style, lang: str, policy: Policy) -> None:
    """In each style and language; spaces apart, which ``fix`` sets right."""
    quoted = 0
    names = names_for(policy, lang, {})
    for term in policy.terms:
        try:
            typed = FRAMES[lang].format(plain(say_term(policy, term, lang, style)))
        except NeedsCoordinates:
            continue
        template = read(quote(typed, lang, policy, term))
        said = fill(template, say_quotations(template, names).values, in_plain_words)
        assert re.sub(r"\s", "", said) == re.sub(r"\s", "", typed)
        quoted += bool(template.quotations)
    assert quoted > len(policy.terms) / 3


def test_a_value_counted_by_a_calendar_of_the_shop_equals_what_was_typed(policy: Policy) -> None:
    """Prose says *5 business days*; whose days those are, only the policy knows."""
    named = [each for each in policy.terms if "(" in str(policy.terms[each].value)]
    assert named
    term = next(each for each in named if "business" in str(policy.terms[each].value))
    typed = f"It takes {plain(say_term(policy, term, 'en'))}."
    assert quote(typed, "en", policy, term) == f"It takes {{{{ {term} }}}}."
