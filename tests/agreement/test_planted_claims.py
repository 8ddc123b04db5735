"""Claims in words, invented against this project's pages, one at a time: found, left alone, or out of reach."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator.agreement.prose import texts_in
from generator.playbook.load import read_source
from tests.agreement.planted import ROOT, claims, found_behind

PLANTED: dict[str, list[tuple[str, str, str]]] = yaml.load(
    (Path(__file__).parent / "planted_claims.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
FAMILIES: dict[str, dict[str, dict[str, list[tuple[str, str]]]]] = yaml.load(
    (Path(__file__).parent / "families.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
SAYINGS: dict[str, dict[str, dict[str, list[tuple[str, str]]]]] = {
    kind: rows
    for name in ("sayings.yaml", "everyday.yaml", "direct.yaml")
    for kind, rows in yaml.load((Path(__file__).parent / name).read_text(encoding="utf-8"), yaml.CSafeLoader).items()
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_false_on_its_page_is_found(lang: str) -> None:
    rows = [row for row in PLANTED["found"] if row[0] == lang]
    assert len(rows) >= 50
    assert [row for row in rows if not found_behind(*row)] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_agrees_or_claims_nothing_is_left_alone(lang: str) -> None:
    rows = [row for row in PLANTED["harmless"] if row[0] == lang]
    assert len(rows) >= 35
    assert [row for row in rows if found_behind(*row)] == []


@pytest.mark.parametrize(
    ("lang", "sentence", "limited"),
    [("en", "We pay the return postage.", []), ("zh", "退货包邮。", [])],
)
def test_a_plain_sentence_is_found_in_every_part_of_a_page(lang: str, sentence: str, limited: list[str]) -> None:
    """Neither a heading that begins with *if* nor the anchor behind a heading limits it: they name no part of it."""
    path = "after-delivery/changed-mind.md"
    text = (ROOT / "content" / lang / path).read_text(encoding="utf-8")
    passed = []
    for heading in re.finditer(r"^## (.+)\{#(\w+)\}\n", text, re.MULTILINE):
        held, _ = read_source(lang, path, f"{text[: heading.end()]}\n{sentence}\n{text[heading.end() :]}")
        assert held is not None
        if not [one for one in claims().check(held, texts_in(held)) if one.code == "SP441"]:
            passed.append(heading[2])
    assert passed == limited


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_is_found_where_it_is_untrue_and_nowhere_else(family: str, lang: str) -> None:
    rows = FAMILIES[family][lang]
    assert min(len(rows["untrue"]), len(rows["free"])) >= 11
    assert [row for row in rows["untrue"] if not found_behind(lang, *row)] == []
    assert [row for row in rows["free"] if found_behind(lang, *row)] == []
    assert [row for row in rows.get("mistaken", []) if not found_behind(lang, *row)] == []


def test_what_is_out_of_reach_is_little_and_still_is() -> None:
    """A sentence that a better book finds moves up to those that are found."""
    assert len(PLANTED["out_of_reach"]) <= len(PLANTED["found"]) // 5
    assert [row for row in PLANTED["out_of_reach"] if found_behind(*row)] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("saying", SAYINGS)
def test_each_saying_is_found_where_it_is_untrue_and_nowhere_else(saying: str, lang: str) -> None:
    """What is missed, and what is found though it is true, stands beside the rest: each is as it is told."""
    rows = SAYINGS[saying][lang]
    assert (
        min(len(rows["untrue"]) + len(rows.get("missed", ())), len(rows["free"]) + len(rows.get("mistaken", ()))) >= 6
    )
    assert [row for row in rows["untrue"] if not found_behind(lang, *row)] == []
    assert [row for row in rows.get("missed", ()) if found_behind(lang, *row)] == []
    assert [row for row in rows["free"] if found_behind(lang, *row)] == []
    assert [row for row in rows.get("mistaken", ()) if not found_behind(lang, *row)] == []
