"""What is left of a reply in a case: marks are the policy's words, the same in both languages, and cut no need."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import check, edit, make_small, told

EN, ZH = "content/en/replies/accepted.md", "content/zh/replies/accepted.md"
TIME = "{{ returns.refund_time | within }}"
SAID = {EN: f"We refund {TIME}.", ZH: f"我们会在{TIME}退款"}
ONLY_US = {path: f'{{{{ only(region="US") }}}}{said}{{{{ end }}}}' for path, said in SAID.items()}


def found(folder: Path, *marked: dict[str, str]) -> list[str]:
    """The findings about marks where the second sentence of the reply is marked so."""
    project = make_small(folder, templates=False)
    for each in marked:
        for path, text in each.items():
            edit(project, path, SAID[path], text)
    codes = ("SP339", "SP340", "SP404", "SP407", "SP508", "SP510")
    return [one for one in told(check(project).findings) if one[-5:] in codes]


def test_a_sound_mark_is_no_finding(tmp_path: Path) -> None:
    marked = {path: f'{{{{ only(offer="refund") }}}}{said}{{{{ end }}}}' for path, said in SAID.items()}
    assert found(tmp_path, marked) == []


def test_a_mark_may_ask_whether_something_has_happened(tmp_path: Path) -> None:
    """And is held to the examples as any other."""
    marked = {path: text.replace('region="US"', 'delivered="happened"') for path, text in ONLY_US.items()}
    assert found(tmp_path / "sound", marked) == []
    marked = {path: text.replace('region="US"', 'delivered="not_yet"') for path, text in ONLY_US.items()}
    assert found(tmp_path / "cut", marked) == [f"{EN}:9:43 SP510", f"{ZH}:9:35 SP510"]


def test_a_mark_that_cuts_what_an_example_needs_is_found_in_each_language(tmp_path: Path) -> None:
    """A buyer in Germany is refunded, and the reply would not say when."""
    assert found(tmp_path, ONLY_US) == [f"{EN}:9:43 SP510", f"{ZH}:9:35 SP510"]


def test_the_mark_that_takes_it_away_is_named_and_not_the_one_around_it(tmp_path: Path) -> None:
    marked = {path: f'{{{{ only(offer="refund") }}}}{text}' for path, text in ONLY_US.items()}
    assert found(tmp_path, marked) == [f"{EN}:9:69 SP510", f"{ZH}:9:61 SP510"]


@pytest.mark.parametrize(
    "asked",
    [
        'reigon="US"',
        'region="europ"',
        'offer="refunds"',
        'postage="shop"',
        'refund_by="returns.refund"',
        'delivered="yesterday"',
        'approval="lead"',
    ],
)
def test_what_the_policy_has_no_word_for_is_told_at_the_mark(tmp_path: Path, asked: str) -> None:
    marked = {path: text.replace('region="US"', asked) for path, text in ONLY_US.items()}
    assert found(tmp_path, marked) == [f"{EN}:9:43 SP340", f"{ZH}:9:35 SP340"]


def test_what_stands_near_an_unknown_word_is_named(tmp_path: Path) -> None:
    project = make_small(tmp_path, templates=False)
    edit(project, EN, SAID[EN], ONLY_US[EN].replace('region="US"', 'reigon="US"'))
    (finding,) = [one for one in check(project).findings if one.code == "SP340"]
    assert "region" in finding.hint()


def test_a_mark_in_one_language_alone_is_found(tmp_path: Path) -> None:
    marked = {EN: SAID[EN], ZH: f'{{{{ only(offer="refund") }}}}{SAID[ZH]}{{{{ end }}}}'}
    assert found(tmp_path, marked) == [f"{ZH}:9:35 SP407"]


def test_marks_that_hold_different_things_are_found(tmp_path: Path) -> None:
    marked = {
        EN: f'{{{{ only(offer="refund") }}}}{SAID[EN]}{{{{ end }}}}',
        ZH: f'{{{{ only(offer="refund") }}}}我们退款，{{{{ end }}}}时限{TIME}',
    }
    assert found(tmp_path, marked) == [f"{ZH}:9:35 SP407"]
