"""Times and shares called by a name: found where a sentence is about what the policy decides, left alone elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.agreement.naming import check_named
from generator.agreement.prose import text_of
from generator.finding import LANGUAGES, Place
from generator.language import named_en, named_zh
from generator.language.named import cues_in, named_values
from generator.playbook.page import Template
from tests.projects import check, edit, make_small, told

SENTENCES = yaml.load((Path(__file__).parent / "named.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
EVERY_CUE = {"en": named_en.CUES, "zh": named_zh.CUES}
PATTERN = {"en": named_en.NAMED, "zh": named_zh.NAMED}


def found_in(words: str, lang: str) -> list[str]:
    """What is found in a text, with its marks."""
    findings = check_named((text_of("body", lang, Template(words, (), Place("page.md", 1, 1))),))
    return [str(finding.facts["text"]) for finding in findings]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_named_value_is_found_with_its_words(lang: str) -> None:
    rows = SENTENCES[lang]["found"]
    assert len(rows) >= 50
    assert [(row, found) for row in rows if row[1] not in (found := found_in(row[0], lang))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_words_about_something_else_are_left_alone(lang: str) -> None:
    rows = SENTENCES[lang]["harmless"]
    assert len(rows) >= 50
    assert [(row, found) for row in rows if (found := found_in(row, lang))] == []


_WORDS = {
    lang: [*named.CUES, *(word for row in SENTENCES[lang]["found"] for word in row[0].split())]
    for lang, named in (("en", named_en), ("zh", named_zh))
}
_TEXTS = {
    "en": st.lists(st.sampled_from(_WORDS["en"]), max_size=12).map(" ".join),
    "zh": st.lists(st.sampled_from(_WORDS["zh"]), max_size=8).map("".join),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@given(data=st.data())
def test_no_text_that_is_passed_over_names_a_value(lang: str, data: st.DataObject) -> None:
    """What tells at a glance that nothing is named is never wrong: without it the same is found."""
    text = data.draw(_TEXTS[lang])
    assert list(named_values(text, lang)) == list(named_values(text, lang, EVERY_CUE[lang]))
    if not cues_in(text, lang):
        begun = (
            match for match in PATTERN[lang].finditer(text) if not text[match.start() - 1 : match.start()].isalnum()
        )
        assert [match[0] for match in begun] == []


def test_it_is_told_where_it_stands_in_pages_notes_and_templates(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, "content/zh/policy.md", "\n## ", "\n元宵节前均可退货。\n\n## ")
    edit(
        project,
        "policies/returns.yaml",
        "    goods: return\n",
        "    goods: return\n    note: {en: Return it by Friday., zh: 请退货。}\n",
    )
    edit(project, "overrides/buyer/page.html.j2", "<main", "<p>Returns are taken until Easter.</p><main")
    places = [each for each in told(check(project).findings) if each.endswith("SP305")]
    assert [each.rpartition(":")[0].partition(":")[0] for each in places] == [
        "content/zh/policy.md",
        "overrides/buyer/page.html.j2",
        "policies/returns.yaml",
    ]
