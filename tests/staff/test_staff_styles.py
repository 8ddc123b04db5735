"""Styles of the staff site hide nothing of what a page says, and add nothing to it."""

from __future__ import annotations

from pathlib import Path

from generator.agreement.staff_styles import check_staff_styles


def test_a_style_that_hides_words_of_a_page_is_found_at_its_line(tmp_path: Path) -> None:
    sheet = tmp_path / "overrides/staff/assets/samepage.css"
    sheet.parent.mkdir(parents=True)
    hiding = (
        ".md-typeset .term { display: none; }",
        "@media print { .md-typeset .reply li { visibility: hidden; } }",
        ".md-typeset table.offer td { font-size: 0; }",
        '.md-typeset [data-rule="returns.lost"] { opacity: 0; }',
        ".promise > .said { position: absolute; left: -9999px; }",
    )
    sound = (".md-typeset .copy[hidden] { display: none; }", ".md-footer { display: none; }")
    sheet.write_text("\n".join((*sound, *hiding)), encoding="utf-8")
    found = [(each.place.line, each.code) for each in check_staff_styles(tmp_path / "overrides", tmp_path)]
    assert sorted(found) == [(line, "SP461") for line in range(3, 8)]


def test_a_style_that_adds_a_word_to_a_page_is_found_at_its_line(tmp_path: Path) -> None:
    sheet = tmp_path / "overrides/staff/assets/samepage.css"
    sheet.parent.mkdir(parents=True)
    speaking = (
        '.md-typeset .term::after { content: "0"; }',
        '.md-typeset table.offer td::before { content: "never "; }',
        '.reply p::after { content: " – free of charge"; }',
    )
    sheet.write_text("\n".join(('.md-typeset li::before { content: "›"; }', *speaking)), encoding="utf-8")
    found = [(each.place.line, each.code) for each in check_staff_styles(tmp_path / "overrides", tmp_path)]
    assert sorted(found) == [(line, "SP464") for line in range(2, 5)]


def test_the_styles_of_this_project_neither_hide_a_word_nor_add_one(project_root: Path) -> None:
    assert list(check_staff_styles(project_root / "overrides", project_root)) == []
