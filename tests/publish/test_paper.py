"""The policy as PDF: from the pages themselves, tagged, with its fonts, the same each time, and read back."""

from __future__ import annotations

import re
import shutil
import sys
from base64 import b64decode
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from lxml import html
from pypdf import PdfReader

from generator.agreement.printed import read_paper
from generator.policy.load import load_policy
from generator.policy.projection import buyer_projection
from generator.publish.buyer import write_buyer
from generator.publish.inline import inline_style
from generator.publish.paper import (
    MakerMissing,
    Paper,
    Sheet,
    Unprintable,
    compose,
    print_document,
    read_style,
)
from generator.publish.paper_pictures import Ink, draw
from tests.projects import make_small

AS_OF = date(2026, 12, 5)
SECTIONS = ["returns"]
SHEETS = (
    Sheet("", '<html lang="en"><main><h1>A</h1><p id="x">1</p><a href="returns/#returns.a">in</a><svg/></main></html>'),
    Sheet(
        "returns/",
        '<html lang="en"><main><a class="back" href="../">back</a><h2 id="x">B</h2><p id="returns.a">2</p>'
        '<a href="../versions/">out</a><a href="mailto:a@b.example">us</a></main></html>',
    ),
)


@pytest.fixture(scope="module")
def printed(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The buyer pages of the small project, with their PDFs."""
    folder = tmp_path_factory.mktemp("printed")
    policy, found = load_policy(make_small(folder / "project"))
    assert policy is not None, found
    overrides = project_root / "overrides"
    public, out = buyer_projection(policy), folder / "buyer"
    assert write_buyer(public, out, overrides=overrides, as_of=AS_OF, printer=print_document) == ()
    return out


def changed(printed: Path, folder: Path, lang: str, old: str, new: str) -> Path:
    """The pages with other words on their returns page, and the PDFs as they were."""
    copy = shutil.copytree(printed, folder / "buyer")
    page = copy / lang / "returns" / "index.html"
    assert old in page.read_text(encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return copy


def test_links_between_pages_lead_to_their_place_in_the_document_and_others_to_the_web() -> None:
    text = compose(SHEETS, "", "https://shop.example/en/", "T", "A")
    links = [each.get("href") for each in html.document_fromstring(text).iter("a")]
    assert links == ["#returns.a", "https://shop.example/en/versions/", "mailto:a@b.example"]


def test_without_an_address_nothing_leads_out_of_the_document() -> None:
    links = [each.get("href") for each in html.document_fromstring(compose(SHEETS, "", None, "T", "A")).iter("a")]
    assert links == ["#returns.a", None, "mailto:a@b.example"]


def test_names_are_unique_in_the_document() -> None:
    ids = re.findall(r' id="([^"]+)"', compose(SHEETS, "", None, "T", "A"))
    assert ids == ["overview-page", "overview-x", "returns-page", "returns-x", "returns.a"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_heard_from_the_pdf_is_what_the_pages_say(printed: Path, lang: str) -> None:
    assert list(read_paper(printed, lang, SECTIONS)) == []


@pytest.mark.parametrize(("lang", "old", "new"), [("en", ">30 days<", ">14 days<"), ("zh", ">30 天<", ">14 天<")])
def test_a_pdf_with_another_value_is_found(printed: Path, tmp_path: Path, lang: str, old: str, new: str) -> None:
    (finding,) = read_paper(changed(printed, tmp_path, lang, old, new), lang, SECTIONS)
    assert finding.code == "SP544"
    assert finding.place.path == f"buyer/{lang}/copies/policy.pdf"


def test_a_pdf_that_leaves_out_the_end_is_found(printed: Path, tmp_path: Path) -> None:
    copy = changed(printed, tmp_path, "en", "</main>", "<p>One more promise.</p></main>")
    assert [finding.code for finding in read_paper(copy, "en", SECTIONS)] == ["SP544"]


def test_a_pdf_without_tags_says_nothing_to_a_screen_reader_and_is_found(printed: Path, tmp_path: Path) -> None:
    from weasyprint import HTML

    copy = shutil.copytree(printed, tmp_path / "buyer")
    page = copy / "en" / "returns" / "index.html"
    (copy / "en" / "copies" / "policy.pdf").write_bytes(HTML(string=page.read_text(encoding="utf-8")).write_pdf())
    assert [finding.code for finding in read_paper(copy, "en", SECTIONS)] == ["SP544"]


@pytest.mark.parametrize(("lang", "code"), [("en", "en"), ("zh", "zh-Hans")])
def test_the_pdf_is_tagged_and_names_its_language_its_title_and_its_standard(
    printed: Path, lang: str, code: str
) -> None:
    reader = PdfReader(printed / lang / "copies" / "policy.pdf")
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == code
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title


def test_a_picture_has_its_words_as_the_alternative_and_nothing_in_it_is_lost(printed: Path) -> None:
    """Drawn for one width, it holds every text, and every place in it is in px."""
    page = (printed / "zh" / "returns" / "index.html").read_text(encoding="utf-8")
    figures = list(html.document_fromstring(page).iter("figure"))
    assert figures
    for figure in figures:
        (picture,) = figure.findall("svg")
        texts, title = ["".join(each.itertext()) for each in picture.iter("text")], picture.findtext("title")
        draw(figure, Ink.of(":root{--ink:#000}", "zh"))
        (image,) = figure.findall("img")
        drawn = b64decode(image.get("src").partition("base64,")[2]).decode()
        seen = fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")
        assert image.get("alt") == title
        assert ["".join(each.itertext()) for each in seen] == texts
        assert "%" not in re.sub(r"<style>.*?</style>", "", drawn)


def test_a_pdf_whose_picture_says_something_else_is_found(printed: Path, tmp_path: Path) -> None:
    copy = changed(printed, tmp_path, "en", "Counted from delivery", "Counted from the order")
    assert [finding.code for finding in read_paper(copy, "en", SECTIONS)] == ["SP544"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_font_is_embedded(printed: Path, lang: str) -> None:
    reader = PdfReader(printed / lang / "copies" / "policy.pdf")
    fonts: list[Any] = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor), font["/BaseFont"]


def test_the_page_of_copies_links_to_the_pdf_with_its_pages_and_its_size(printed: Path) -> None:
    paper = printed / "zh" / "copies" / "policy.pdf"
    said = f"{len(PdfReader(paper).pages)} 页，{-(-paper.stat().st_size // 1000)} kB"
    page = (printed / "zh" / "copies" / "index.html").read_text(encoding="utf-8")
    assert re.search(rf'href="policy\.pdf"[^\n]*{said}', page)


def test_a_title_stands_on_the_sheet_of_its_picture(project_root: Path) -> None:
    """However tall the picture is."""
    overrides = project_root / "overrides"
    picture = (
        '<svg role="img" width="100%" height="1400"><title>T</title><rect class="full" width="9" height="1400"/></svg>'
    )
    block = f'<section class="block"><h2>B</h2><figure class="rail payers">{picture}</figure></section>'
    sheet = Sheet("", f'<html lang="en"><main><h1>A</h1><p>1</p>{block}</main></html>')
    text = compose((sheet,), f"{inline_style(overrides, ())}{read_style(overrides)}", None, "T", "A")
    pages = PdfReader(BytesIO(print_document(text).data)).pages
    assert [page.extract_text().split()[0] for page in pages] == ["A", "B"]


def test_what_stands_under_a_page_stands_once_under_the_last() -> None:
    """Also where the first page says less there."""
    under = '<html lang="en"><main><h1>{}</h1></main><footer><p>{}</p></footer></html>'
    sheets = (Sheet("", under.format("A", "1")), Sheet("returns/", under.format("B", "1 and 2")))
    document = html.document_fromstring(compose(sheets, "", None, "T", "A"))
    assert [each.text for each in document.findall(".//footer/p")] == ["1 and 2"]


def test_what_only_some_pages_say_at_their_foot_is_heard_once(tmp_path: Path) -> None:
    body = "<body><main><h1>{}</h1></main><footer><p>{}</p></footer></body>"
    page = f'<html lang="en"><head><title>T</title></head>{body}</html>'
    texts = {
        "": page.format("A", "One."),
        "returns/": page.format("B", "One. Two."),
        "contact/": page.format("C", "One."),
    }
    for path, text in texts.items():
        (tmp_path / "en" / path).mkdir(parents=True, exist_ok=True)
        (tmp_path / "en" / path / "index.html").write_text(text, encoding="utf-8")
    printed = print_document(compose([Sheet(path, text) for path, text in texts.items()], "", None, "T", "A"))
    (tmp_path / "en" / "copies").mkdir()
    (tmp_path / "en" / "copies" / "policy.pdf").write_bytes(printed.data)
    assert list(read_paper(tmp_path, "en", SECTIONS)) == []


def test_the_same_document_gives_the_same_bytes() -> None:
    text = compose(SHEETS, "p { color: #123 }", None, "标题", "A")
    assert print_document(text) == print_document(text)


def test_a_character_without_a_font_is_told_and_not_drawn_as_a_box() -> None:
    """Nobody has a font for a code point that is no character."""
    with pytest.raises(Unprintable, match="\U0010fffd"):
        print_document("<!doctype html><html lang=en><title>t</title><p>a\U0010fffdb")


def test_without_the_maker_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MakerMissing, match="weasyprint"):
        print_document("<p>a")


@pytest.mark.parametrize(("error", "code"), [(MakerMissing("no Pango"), "SP623"), (Unprintable("签收"), "SP624")])
def test_what_cannot_be_printed_is_a_finding_and_nothing_is_written(
    project_root: Path, tmp_path: Path, error: Exception, code: str
) -> None:
    policy, _ = load_policy(make_small(tmp_path / "project"))
    assert policy is not None

    def fail(_: str) -> Paper:
        raise error

    found = write_buyer(policy, tmp_path / "out", overrides=project_root / "overrides", as_of=AS_OF, printer=fail)
    assert [(finding.code, *finding.facts.values()) for finding in found] == [(code, str(error))]
    assert not (tmp_path / "out").exists()


def test_nothing_is_fetched_for_paper(tmp_path: Path) -> None:
    """A document is all that is read: not a file beside it, not the web."""
    (tmp_path / "secret.css").write_text("p { color: red }")
    address = (tmp_path / "secret.css").as_uri()
    made = print_document(f'<html lang=en><title>t</title><link rel=stylesheet href="{address}"><p>a').data
    assert b"1 0 0 rg" not in b"".join(page.get_contents().get_data() for page in PdfReader(BytesIO(made)).pages)  # type: ignore[union-attr]
