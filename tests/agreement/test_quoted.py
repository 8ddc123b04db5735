"""``samepage fix`` quotes a typed value only where the words around say which term is meant, not for being equal."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.agreement.quoting import Around, quotations_for
from generator.agreement.typed import terms_behind
from generator.playbook.page import Page
from generator.playbook.sections import sections_of
from tests.agreement.planted import plant, shop

QUOTED = yaml.load((Path(__file__).parent / "quoted.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def quoted_in(lang: str, path: str, sentence: str) -> list[str]:
    """The terms that are quoted in the page with the sentence behind its first paragraph."""
    held, _ = plant(lang, path, sentence)
    sections = sections_of(held) if isinstance(held, Page) else ()
    spans = tuple((each.start, each.end) for each in sections)
    around = Around(terms_behind(shop().policy, held), spans, held.title.text)
    return [each.term for each in quotations_for(held.body, lang, shop().policy, shop(), around)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_words_around_name_is_quoted(lang: str) -> None:
    rows = QUOTED[lang]["named"]
    found = {tuple(row): quoted_in(lang, *row[:2]) for row in rows}
    assert {row: terms for row, terms in found.items() if terms not in ([], [row[2]])} == {}
    left = [row[1] for row, terms in found.items() if not terms]
    assert len(left) <= len(rows) // 4, left


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_equal_but_not_meant_is_left(lang: str) -> None:
    found = {row[1]: quoted_in(lang, *row) for row in QUOTED[lang]["left"]}
    assert {sentence: terms for sentence, terms in found.items() if terms} == {}
