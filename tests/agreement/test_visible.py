"""What a reader of a page can see."""

from __future__ import annotations

from lxml import html

from generator.agreement.visible import pieces_of


def test_a_name_that_html_lets_pass_and_xml_does_not_is_a_name() -> None:
    """Somebody forgot to end a tag; a browser shows what stands in it all the same."""
    page = html.fromstring("<p>One <span...<b>two</b> three</p>")
    assert [(piece.text, piece.hidden) for piece in pieces_of(page)] == [("One ", None), ("two three", None)]
