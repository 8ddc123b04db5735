"""``samepage quantities`` on what people paste into it: every quantity at its line and column."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from generator import pipeline, report


def _found(data: str | bytes, lang: str | None = None) -> list[tuple[object, object, object]]:
    """Value, line and column of each, as the command tells them."""
    raw = data if isinstance(data, bytes) else data.encode()
    found, findings = pipeline.read_quantities("-", io.BytesIO(raw), lang, Path("/nowhere"))
    assert not findings
    rows = json.loads(report.quantities_as_json(found))["quantities"]
    return [(row["value"], row["line"], row["column"]) for row in rows]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("\n\n \t\n", [], id="only white space"),
        pytest.param("a\r\n\r\nwithin 30\r\ndays, 15%\r\n", [("30 days", 3, 8), ("15%", 4, 7)], id="CRLF"),
        pytest.param("a\rwithin 30 days", [("30 days", 2, 8)], id="a lone CR"),
        pytest.param("\ufeff30 days", [("30 days", 1, 1)], id="a byte order mark"),
        pytest.param("😀👩\u200d👧 30 days 🎁 15%", [("30 days", 1, 6), ("15%", 1, 16)], id="beyond the first plane"),
        pytest.param("\t\twithin\t30\tdays", [("30 days", 1, 10)], id="tabs"),
        pytest.param("３０ｄａｙｓ，１５％，￥８", [("30 days", 1, 1), ("15%", 1, 8), (None, 1, 12)], id="full width"),
        pytest.param("签收后３０天内，４８Ｈ内", [("30 days", 1, 4), ("48 hours", 1, 9)], id="full width Chinese"),
        pytest.param("3\u200b0 days 三\u200b十天", [("30 days", 1, 1), ("30 days", 1, 10)], id="zero-width spaces"),
        pytest.param(
            "30\u00a0days 1\u202f000\u00a0EUR", [("30 days", 1, 1), ("1000.00 EUR", 1, 9)], id="no-break spaces"
        ),
        pytest.param("a\u2028b 30 days", [("30 days", 1, 5)], id="a line separator ends no line of a file"),
        pytest.param("---\ntitle: 30 days\n---\n# 15%\n", [("30 days", 2, 8), ("15%", 4, 3)], id="front matter"),
        pytest.param("{{ returns.window }} or 30 days", [("30 days", 1, 25)], id="a quotation"),
        pytest.param("30\x00 days, 15%", [("15%", 1, 11)], id="a zero byte parts"),
    ],
)
def test_a_quantity_is_found_where_it_stands(text: str, found: list[tuple[object, object, object]]) -> None:
    """Lines and columns as editors count them: by characters, a tab is one, and so is a pair of surrogates."""
    assert _found(text) == found


def test_a_literal_is_found_and_marked() -> None:
    found, _ = pipeline.read_quantities(
        "-", io.BytesIO(b'wait {{ literal("30 seconds", "a scanner") }}, 2 days'), None, Path("/nowhere")
    )
    assert [(one.column, one.literal, str(one.reading.value)) for one in found] == [
        (18, True, "30 seconds"),
        (48, False, "2 days"),
    ]


def test_bytes_that_are_no_text_are_a_finding_where_they_stand() -> None:
    found, findings = pipeline.read_quantities("-", io.BytesIO(b"15%\nok \xff"), None, Path("/nowhere"))
    assert not found
    assert [(one.code, one.place.line, one.place.column) for one in findings] == [("SP104", 2, 4)]


@pytest.mark.parametrize("piece", ["1", "三", "[", "{{", "{%", "}}", "\n", "  ", "*", "a.", "$", "&nbsp;"])
def test_a_long_run_of_one_sign_ends_and_says_nothing(piece: str) -> None:
    """Twenty kilobytes of each: none makes the command quadratic, or is taken for a quantity."""
    assert _found(piece * (20_000 // len(piece.encode()))) == []
