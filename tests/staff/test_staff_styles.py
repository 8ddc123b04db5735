"""Styles of the staff site hide nothing of what a page says, and add nothing to it."""

from __future__ import annotations

from pathlib import Path

from generator.publish.looks import check_looks


def found_in(folder: Path, lines: tuple[str, ...]) -> list[tuple[int, str]]:
    """Where these lines hide or add words, as a style sheet of the staff site, and by which code."""
    sheet = folder / "overrides/staff/assets/samepage.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("\n".join(lines), encoding="utf-8")
    return sorted((each.place.line, each.code) for each in check_looks(folder / "overrides", folder))


def test_a_style_that_hides_words_of_a_page_is_found_at_its_line(tmp_path: Path) -> None:
    hiding = (
        ".md-typeset .term { display: none; }",
        "@media print { .md-typeset .reply li { visibility: hidden; } }",
        ".md-typeset table.offer td { font-size: 0; }",
        '.md-typeset [data-rule="returns.lost"] { opacity: 0; }',
        ".promise > .said { position: absolute; left: -9999px; }",
    )
    sound = (".md-typeset .copy[hidden] { display: none; }", ".md-footer { display: none; }")
    assert found_in(tmp_path, (*sound, *hiding)) == [*((line, "SP461") for line in range(3, 7)), (7, "SP469")]


def test_a_font_of_ones_own_is_found_at_its_line(tmp_path: Path) -> None:
    fonts = ('@font-face { font-family: Shop; src: local("Georgia"); }', "@font-face { src: url(shop.woff2); }")
    assert found_in(tmp_path, fonts) == [(2, "SP471")]


def test_a_style_that_adds_a_word_to_a_page_is_found_at_its_line(tmp_path: Path) -> None:
    speaking = (
        '.md-typeset .term::after { content: "0"; }',
        '.md-typeset table.offer td::before { content: "never "; }',
        '.reply p::after { content: " – free of charge"; }',
    )
    sound = '.md-typeset li::before { content: "›"; }'
    assert found_in(tmp_path, (sound, *speaking)) == [(line, "SP464") for line in range(2, 5)]
