"""Net 5, on paper: the PDF says, word by word and in the order in which it is read aloud, what the buyer pages say.

The text is taken from the PDF's own structure, as a screen reader takes it: what is not tagged is not heard, and so is
missed here. The comparison is given the built files, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

from generator.finding import Finding, Place

NAME = "policy.pdf"
_SPACE = re.compile(r"\s+")
_UNHEARD = frozenset("svg nav aside script style summary".split())
_PRESSED = frozenset("back button skip acts".split())
"""What has these classes can only be pressed."""
_AROUND = 30
"""So many characters before and after a difference are shown."""


def read_paper(buyer: Path, lang: str, sections: Iterable[str]) -> Iterator[Finding]:
    """Where the PDF of a language says something else than its pages; nothing where no PDF was made."""
    path = buyer / lang / "copies" / NAME
    if not path.is_file():
        return
    pages = [buyer / lang / f"{page}index.html" for page in ("", *(f"{id}/" for id in sections), "contact/")]
    said, heard = _told(pages), _SPACE.sub("", "".join(_hear(path)))
    if said == heard:
        return
    at = next((at for at, (one, other) in enumerate(zip(said, heard, strict=False)) if one != other), None)
    at = min(len(said), len(heard)) if at is None else at
    facts = {"text": _shown(heard, at), "instead": _shown(said, at), "lang": lang}
    yield Finding("SP544", Place(f"buyer/{lang}/copies/{NAME}"), facts)


def _shown(text: str, at: int) -> str:
    return text[max(at - _AROUND, 0) : at + _AROUND]


def _told(pages: Iterable[Path]) -> str:
    """All words of the pages, without space, and what stands at the foot of each once: of what differs, the longest."""
    out: list[str] = []
    feet: list[str] = []
    for path in pages:
        root = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        out += _words(root.find("body/main"))
        own = ["".join(foot.itertext()) for foot in root.iterfind("body/footer//p") if foot.get("class") != "printed"]
        feet = max(feet, own, key=lambda words: sum(map(len, words)))
    return _SPACE.sub("", "".join((*out, *feet)))


def _words(element: etree._Element) -> Iterator[str]:
    for child in (element,) if element.tag == "main" else ():
        yield child.text or ""
    for child in element:
        is_heard = isinstance(child.tag, str) and child.tag not in _UNHEARD
        if child.tag == "figure":
            yield child.findtext(".//title") or ""
        if is_heard and not _PRESSED & set((child.get("class") or "").split()):
            yield child.text or ""
            yield from _words(child)
        yield child.tail or ""


def _hear(path: Path) -> Iterator[str]:
    """The texts of a PDF in the order of its structure; nothing of one that is not tagged."""
    # Only who has made a PDF has this library.
    from pypdf import PdfReader

    reader = PdfReader(path)
    root: Any = reader.trailer["/Root"]
    held = {number: dict(_marked(page)) for number, page in enumerate(reader.pages)}
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages) if page.indirect_reference}
    if root.get("/MarkInfo", {}).get("/Marked") and "/StructTreeRoot" in root:
        for said in _order(root["/StructTreeRoot"].get("/K"), 0, numbers):
            yield said if isinstance(said, str) else held[said[0]].get(said[1], "")


def _marked(page: Any) -> Iterator[tuple[int, str]]:
    """(mark, text) of everything on a page that the structure can name."""
    open_marks: list[int | None] = []
    texts: dict[int, list[str]] = {}

    def operate(operator: bytes, operands: Any, *_: object) -> None:
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 else None
            open_marks.append(properties.get("/MCID") if isinstance(properties, dict) else None)
        elif operator == b"EMC":
            open_marks.pop()

    def listen(text: str, *_: object) -> None:
        mark = next((mark for mark in reversed(open_marks) if mark is not None), None)
        if mark is not None:
            texts.setdefault(mark, []).append(text)

    page.extract_text(visitor_operand_before=operate, visitor_text=listen)
    return ((mark, "".join(parts)) for mark, parts in texts.items())


def _order(node: Any, page: int, numbers: dict[int, int]) -> Iterator[tuple[int, int] | str]:
    """(page, mark) in the order of the structure, but what only labels the items of lists; of a picture its words."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, int):
        yield page, int(node)
    elif isinstance(node, list):
        for each in node:
            yield from _order(each, page, numbers)
    elif isinstance(node, dict) and node.get("/S") == "/Figure":
        yield str(node.get("/Alt", ""))
    elif isinstance(node, dict) and node.get("/S") != "/Lbl":
        held: Any = node
        page = numbers[held.raw_get("/Pg").idnum] if "/Pg" in node else page
        if node.get("/Type") == "/MCR":
            yield page, int(node["/MCID"])
        elif node.get("/Type") != "/OBJR":
            yield from _order(node.get("/K"), page, numbers)
