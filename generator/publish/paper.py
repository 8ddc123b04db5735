"""The buyer policy on paper: one tagged PDF (PDF/UA-1) a language, from the very HTML of the buyer pages.

The pages follow each other in one document, with the same style element and a small one for paper. WeasyPrint makes
it: the same pages give the same bytes, fonts are embedded, and it needs no browser. What it draws boxes for, because no
font of this machine has the character, is told and not published.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath

from lxml import etree, html

from generator.playbook.html import Markup
from generator.publish.paper_pictures import Ink, draw

_GONE = frozenset(("acts", "back", "button", "skip"))
"""Classes of what can only be pressed."""
_TAGS_GONE = frozenset(("aside", "nav", "script", "svg"))

FILE = "policy.pdf"
Printer = Callable[[str], "Paper"]


class MakerMissing(Exception):
    """WeasyPrint, or what it needs of the system, is not installed; the argument says what, in its own words."""


class Unprintable(Exception):
    """No font on this machine has these characters; they are the argument, as one text."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished PDF, and how many pages it has."""

    data: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One buyer page: its address below the language and its HTML."""

    path: str
    text: str


def read_style(overrides: Path) -> str:
    """What is set differently on paper than on a screen."""
    return (overrides / "buyer" / "paper.css").read_text(encoding="utf-8")


def compose(sheets: Sequence[Sheet], style: str, base: str | None, title: str, author: str) -> str:
    """One document of all pages, in their order; ``base`` is where the language's pages live, if that is known.

    ``style`` is that of the pages and then that of ``paper.css``.

    What leads to another of these pages leads to its place in the document, everything else to the web.
    """
    trees = [(sheet.path, html.document_fromstring(sheet.text)) for sheet in sheets]
    root = trees[0][1]
    paths = {path for path, _ in trees}
    ink = Ink.of(style, root.get("lang", ""))
    articles = [_article(path, tree, paths, base, ink) for path, tree in trees]
    stamp, _ = _feet(root)
    # Under the last page stands what stands under all: of what differs, the longest.
    feet = max((_feet(tree)[1] for _, tree in trees), key=lambda feet: sum(len("".join(p.itertext())) for p in feet))
    page = Markup(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title><meta name="author" content="{}">'
        '<style>{}</style></head><body><div class="stamp" aria-hidden="true">{}</div>{}<footer>{}</footer></body>'
        "</html>"
    )
    return page.format(
        root.get("lang"),
        title,
        author,
        Markup(style),
        stamp,
        Markup("").join(map(_written, articles)),
        Markup("").join(map(_written, feet)),
    )


def print_document(text: str) -> Paper:
    """The document as PDF. MakerMissing; Unprintable where a character would become a box."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise MakerMissing(str(error).strip().partition("\n")[0]) from error
    with _boxes() as boxes:
        # Nothing is fetched: a page holds all it needs, its pictures too.
        document = HTML(string=text, url_fetcher=URLFetcher(allowed_protocols=("data",))).render(pdf_variant="pdf/ua-1")
        paper = Paper(document.write_pdf(pdf_variant="pdf/ua-1"), len(document.pages))
    if boxes:
        raise Unprintable("".join(sorted(boxes)))
    return paper


@contextmanager
def _boxes() -> Iterator[set[str]]:
    """The characters that WeasyPrint draws as boxes meanwhile: it says so in its log, and nowhere else."""
    found: set[str] = set()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
                found.add(str(record.args[0]))

    log, listener = logging.getLogger("weasyprint"), Listener()
    level, propagates = log.level, log.propagate
    log.addHandler(listener)
    log.setLevel(logging.WARNING)
    log.propagate = False  # what it thinks of our CSS is nobody's concern here
    try:
        yield found
    finally:
        log.removeHandler(listener)
        log.setLevel(level)
        log.propagate = propagates


def _article(path: str, tree: etree._Element, paths: set[str], base: str | None, ink: Ink) -> etree._Element:
    """The content of a page, with names and links that hold in the document."""
    article = tree.find("body/main")
    article.tag = "article"
    for name in list(article.attrib):
        del article.attrib[name]
    for figure in list(article.iter("figure")):
        draw(figure, ink)
    for element in list(article.iter()):
        if element.tag in _TAGS_GONE or set((element.get("class") or "").split()) & _GONE:
            element.drop_tree()
    for element in article.iter(etree.Element):
        for name in ("id", "aria-labelledby"):
            if element.get(name):
                element.set(name, _name(path, element.get(name)))
        if element.get("tabindex"):
            del element.attrib["tabindex"]
        if element.tag == "a" and element.get("href"):
            _lead(element, path, paths, base)
    article.set("id", _name(path, ""))
    return article


def _name(path: str, name: str) -> str:
    """A name that is unique in the document. Those of rules and values, with a dot, are so already."""
    return name if "." in name else f"{path.strip('/') or 'overview'}-{name or 'page'}"


def _lead(link: etree._Element, path: str, paths: set[str], base: str | None) -> None:
    address, _, anchor = link.get("href").partition("#")
    if ":" in address:
        return
    target = normpath(join("/", path, address)).strip("/") + "/" if address else path
    target = "" if target == "/" else target
    if target in paths:
        link.set("href", f"#{_name(target, anchor)}")
    elif base:
        link.set("href", f"{base}{target}{'#' if anchor else ''}{anchor}")
    else:
        del link.attrib["href"]


def _feet(root: etree._Element) -> tuple[str, list[etree._Element]]:
    """What stands at the foot of every sheet, and the paragraphs after the last page: the law, the version."""
    feet = root.findall("body/footer//p")
    printed = next((foot for foot in feet if foot.get("class") == "printed"), None)
    stamp = " ".join("".join(printed.itertext()).split()) if printed is not None else ""
    return stamp, [foot for foot in feet if foot is not printed]


def _written(element: etree._Element) -> Markup:
    return Markup(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
