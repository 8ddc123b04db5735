"""Offsets in a text → line and column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.position import positions


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("abc", 0, (1, 1)),
        ("abc", 3, (1, 4)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n\nb", 3, (3, 1)),
        ("签收后\n30 天", 7, (2, 4)),
        ("\tx", 1, (1, 2)),
        ("😀x", 1, (1, 2)),
        ("", 0, (1, 1)),
    ],
)
def test_an_offset_is_told_as_line_and_column(text: str, offset: int, place: tuple[int, int]) -> None:
    """Both count from 1; a tab is one column, an emoji is one column, CRLF ends one line."""
    assert positions(text).at(offset) == place


def test_an_offset_outside_the_text_is_refused() -> None:
    """One past the end is the end of the file; two past it is a mistake."""
    with pytest.raises(IndexError, match="offset 5 in a text of 3 characters"):
        positions("abc").at(5)


@given(st.text(alphabet="a天\t\n\r ", max_size=40))
def test_every_offset_leads_back_to_itself(text: str) -> None:
    """Line and column together name one character and no other."""
    places = positions(text)
    seen = [places.at(offset) for offset in range(len(text) + 1)]
    assert len(set(seen)) == len(seen)
    assert seen == sorted(seen)
