"""Reading ``content/``: pages and replies in both languages, with every finding that one file alone can show."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.finding import LANGUAGES, Finding, Place
from generator.language.position import positions
from generator.playbook.front import BLANK, REPLIES, Front
from generator.playbook.outline import slug, split_anchor
from generator.playbook.page import Heading, Page, Playbook, Reply, Template
from generator.playbook.quotation import read_template
from generator.playbook.safety import check_markup, check_names
from generator.policy.characters import decode, hidden_characters
from generator.policy.files import reason_of
from generator.policy.source import Mapping, parse_yaml, read_bytes
from generator.sharing import beside, in_shares

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
"""The kinds of file that may stand beside pages. SVG is a program as well as a picture, and stays out."""
_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


FEWEST = 100
"""So many files at least are read by several processes."""

_File = tuple[str, str]
"""Language, and path below the language's folder."""
_Read = tuple[_File, Page | Reply | None, list[Finding]]


def load_playbook(root: Path, progress: Callable[[str], None] = lambda _: None) -> tuple[Playbook, tuple[Finding, ...]]:
    """All pages and replies below ``root/content``; a file with an error is reported and left out."""
    findings: list[Finding] = []
    pages: dict[tuple[str, str], Page] = {}
    replies: dict[tuple[str, str], Reply] = {}
    pictures: dict[str, bytes] = {}
    files: list[_File] = []
    for lang in LANGUAGES:
        paths, others, strangers = _list_files(root / "content" / lang, f"content/{lang}")
        findings += [*strangers, *check_names(paths, f"content/{lang}")]
        for path in others:
            data, unread = read_bytes(root, f"content/{lang}/{path}")
            findings += unread
            if data is not None:
                pictures[f"{lang}/{path}"] = data
        files += [(lang, path) for path in paths]
    works = [partial(_read_files, root, share) for share in in_shares(files, FEWEST)]
    with beside(works, lambda one: progress("content/{}/{}".format(*one[0]))) as waited_for:
        read = {file: (held, problems) for share in waited_for() for file, held, problems in share}
    for lang, path in files:
        held, problems = read[lang, path]
        findings += problems
        if isinstance(held, Page):
            pages[lang, path] = held
        elif isinstance(held, Reply):
            replies[lang, held.name] = held
    return Playbook(_with_shared_anchors(pages), replies, pictures, root), tuple(findings)


def _read_files(root: Path, files: Iterable[_File]) -> Iterator[_Read]:
    for lang, path in files:
        yield (lang, path), *_read_file(root, lang, path)


def _list_files(folder: Path, name: str) -> tuple[list[str], list[str], list[Finding]]:
    """The pages and the pictures below a language's folder; anything else there is a finding."""
    pages: list[str] = []
    pictures: list[str] = []
    findings: list[Finding] = []
    unread: list[OSError] = []
    walk = os.walk(folder, onerror=unread.append)
    for path in sorted(Path(parent, each) for parent, folders, files in walk for each in (*folders, *files)):
        inside = path.relative_to(folder).as_posix()
        if path.suffix == ".md":
            pages.append(inside)
        elif path.is_symlink() and path.is_dir():
            findings.append(_stranger(f"{name}/{inside}", ("a linked folder", "链接进来的文件夹")))
        elif path.suffix in PICTURES:
            if _is_text(inside):
                pictures.append(inside)
            else:
                what = ("a file whose name is not UTF-8", "文件名不是 UTF-8 的文件")
                findings.append(_stranger(f"{name}/{inside}", what))
        elif not path.is_dir():
            findings.append(_stranger(f"{name}/{inside}", ("another kind of file", "其他类型的文件")))
    for error in unread:
        if not isinstance(error, FileNotFoundError):  # a language without a folder has no pages
            place = Place((Path(name) / Path(error.filename).relative_to(folder)).as_posix())
            findings.append(Finding("SP101", place, {"reason": reason_of(error)}))
    return pages, pictures, findings


def _is_text(name: str) -> bool:
    """Whether a name, which is bytes on disk, is text; no page could link to anything else."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _stranger(path: str, what: tuple[str, str]) -> Finding:
    return Finding("SP348", Place(path), {"name": path, "what": what, "kinds": " ".join(PICTURES)})


def _read_file(root: Path, lang: str, path: str) -> tuple[Page | Reply | None, list[Finding]]:
    source = f"content/{lang}/{path}"
    text, problems = _read_text(root, source)
    if text is None:
        return None, list(problems)
    read, findings = read_source(lang, path, text)
    return read, [*problems, *findings]


def read_source(lang: str, path: str, text: str) -> tuple[Page | Reply | None, list[Finding]]:
    r"""The page or reply that a text is, with ``\n`` for its line ends, and every finding that it alone can show."""
    source = f"content/{lang}/{path}"
    findings: list[Finding] = []
    front = _FRONT.match(text)
    if not front:
        findings.append(Finding("SP321", Place(source), {"path": path}))
        return None, findings
    first_line = 2
    node, problems = parse_yaml(front["yaml"].encode(), source, first_line=first_line)
    findings += problems
    if not isinstance(node, Mapping):
        if not problems:
            findings.append(Finding("SP321", Place(source), {"path": path}))
        return None, findings
    reader = Front(node, source, findings)
    at = _from(positions(text).at, front.end())
    is_reply = path.startswith(REPLIES) and path != f"{REPLIES}index.md"
    body, problems = read_template(text[front.end() :], source, at, of_reply=is_reply)
    findings += problems
    bare = body.bare
    findings += check_markup(BLANK.sub(lambda m: "x" * len(m[0]), bare), source, at)
    if is_reply:
        return reader.reply(lang, path, body), findings
    for blank in BLANK.finditer(bare):
        findings.append(Finding("SP331", Place(source, *at(blank.start())), {"name": blank["name"], "names": "-"}))
    headings = _headings(body, source, at(0)[0])
    return reader.page(lang, path, body, headings), findings


def _read_text(root: Path, path: str) -> tuple[str | None, tuple[Finding, ...]]:
    r"""The text of a file with ``\n`` for its line ends, which leaves lines and columns where they were."""
    data, findings = read_bytes(root, path)
    if data is None:
        return None, findings
    text, findings = decode(data, path, 1)
    text, hidden = hidden_characters(text, path, 1)
    findings += hidden
    return (None if findings else text.replace("\r\n", "\n").replace("\r", "\n")), findings


def _from(at: Callable[[int], tuple[int, int]], start: int) -> Callable[[int], tuple[int, int]]:
    return lambda offset: at(start + offset)


def _headings(body: Template, source: str, first_line: int) -> tuple[Heading, ...]:
    lines = body.text.split("\n")
    found: list[Heading] = []
    taken: set[str] = set()
    for part in body.parts[1:]:
        words, anchor = split_anchor(lines[part.first].lstrip("# ").strip())
        anchor = anchor or slug(words, taken)
        taken.add(anchor)
        found.append(Heading(part.level, words, anchor, part.first, Place(source, first_line + part.first, 1)))
    return tuple(found)


def _with_shared_anchors(pages: dict[tuple[str, str], Page]) -> dict[tuple[str, str], Page]:
    """Chinese headings take the ids of their English twins, so that a link fits both languages."""
    shared: dict[tuple[str, str], Page] = {}
    for (lang, path), page in pages.items():
        twin = pages.get(("en", path))
        if lang == "en" or twin is None or _shape(page.headings) != _shape(twin.headings):
            shared[lang, path] = page
            continue
        headings = tuple(
            Heading(own.level, own.text, other.anchor, own.line, own.place)
            for own, other in zip(page.headings, twin.headings, strict=True)
        )
        shared[lang, path] = replace(page, headings=headings)
    return shared


def _shape(headings: Iterable[Heading]) -> list[int]:
    return [heading.level for heading in headings]
