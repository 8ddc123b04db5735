"""The merge: pages with quotations + words of a language → plain Markdown that any engine can build.

The merged text is the page as a reader gets it: quotations said and marked, headings with the ids that both
languages share, front matter with what the theme shows. It can be read by a person.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType
from zlib import compress, decompress

from jinja2.exceptions import SecurityError, UndefinedError

from generator.finding import Finding
from generator.playbook.html import escape
from generator.playbook.outline import split_anchor
from generator.playbook.page import Page, Quotation, Template
from generator.playbook.quoting import Block, Inline, Misquoted, Names, in_plain_words, said

Vocabulary = Mapping[str, object]
"""What quotations may name, in one language and on one page."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A page ready for the site: ``path`` below the folder of both languages, ``zh/returns/changed-mind.md``.

    All pages wait until all have been checked, so each is ``packed``, which takes a tenth of the memory.
    """

    path: str
    packed: bytes

    @classmethod
    def of(cls, path: str, text: str) -> Merged:
        """The page with this text."""
        return cls(path, compress(text.encode(), 1))

    @property
    def data(self) -> bytes:
        """Its text, as a file holds it."""
        return decompress(self.packed)


@dataclass(frozen=True, slots=True)
class Said:
    """What the quotations of a template came to, in their order, and what could not be said."""

    values: tuple[Inline | Block | None, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What quotations came to that mean the same on every page: those with no other names than ``lasting``."""

    lasting: Collection[str]
    values: dict[str, Inline] = field(default_factory=dict)

    def keep(self, quotation: Quotation, value: Inline | Block) -> None:
        """Remember a value if it will be the same elsewhere."""
        if isinstance(value, Inline) and all(name.partition(".")[0] in self.lasting for name in quotation.names):
            self.values[quotation.source] = value


def say_quotations(template: Template, vocabulary: Vocabulary, memory: Memory | None = None) -> Said:
    """The words of each quotation; None, and a finding, where there are none."""
    memory = memory or Memory(())
    values: list[Inline | Block | None] = []
    findings: list[Finding] = []
    for quotation in template.quotations:
        if quotation.source in memory.values:
            values.append(memory.values[quotation.source])
            continue
        try:
            _check_names(quotation, vocabulary)
            value = said(quotation.run(**vocabulary), quotation.source)
            memory.keep(quotation, value)
            values.append(value)
        except Misquoted as problem:
            values.append(None)
            findings.append(Finding(problem.code, quotation.place, problem.facts, problem.term))
        except (UndefinedError, SecurityError, TypeError) as problem:
            # The tree was checked; what is left is a call with other arguments than the name takes.
            if isinstance(problem, TypeError) and _is_ours(problem):
                raise
            values.append(None)
            facts = {"text": quotation.source, "why": str(problem).replace("generator.playbook.", "")}
            findings.append(Finding("SP314", quotation.place, facts))
    return Said(tuple(values), tuple(findings))


def _is_ours(error: TypeError) -> bool:
    """Whether the error arose inside a block or value that had been called rightly: that is a defect."""
    frame, inside = error.__traceback__, False
    while frame is not None:
        name = frame.tb_frame.f_globals.get("__name__", "")
        inside = name.startswith("generator.") and name != __name__ and frame.tb_frame.f_code.co_name != "__call__"
        frame = frame.tb_next
    return inside


def _check_names(quotation: Quotation, vocabulary: Vocabulary) -> None:
    for name in quotation.names:
        first, _, rest = name.partition(".")
        held = vocabulary.get(first)
        if held is None or (rest and isinstance(held, Names) and rest.split(".")[0] not in list(held)):
            near = get_close_matches(name, list(_all_names(vocabulary)), 3, 0.5)
            raise Misquoted("SP310", None, text=name, near=" / ".join(near) or "-")


def _all_names(vocabulary: Vocabulary) -> Iterator[str]:
    for first, held in vocabulary.items():
        if isinstance(held, Names):
            yield from (f"{first}.{name}" for name in held)
        else:
            yield first


def fill(template: Template, values: tuple[Inline | Block | None, ...], write: Callable[[Inline | Block], str]) -> str:
    """The template with each quotation replaced by what ``write`` makes of it."""
    out, at = [], 0
    for quotation, value in zip(template.quotations, values, strict=True):
        out += [template.text[at : quotation.start], "" if value is None else write(value)]
        at = quotation.end
    return "".join([*out, template.text[at:]])


def say_plainly(
    template: Template, vocabulary: Vocabulary, memory: Memory | None = None
) -> tuple[str, tuple[Finding, ...]]:
    """A title, description or answer in words alone."""
    spoken = say_quotations(template, vocabulary, memory)
    try:
        return fill(template, spoken.values, in_plain_words), spoken.findings
    except Misquoted as problem:
        return "", (*spoken.findings, Finding(problem.code, template.place, problem.facts))


def say_html(template: Template, vocabulary: Vocabulary) -> tuple[str, tuple[Finding, ...]]:
    """A line of text as HTML, values marked."""
    spoken = say_quotations(template, vocabulary)
    out, at = [], 0
    for quotation, value in zip(template.quotations, spoken.values, strict=True):
        out += [str(escape(template.text[at : quotation.start])), "" if value is None else str(value)]
        at = quotation.end
    return "".join([*out, str(escape(template.text[at:]))]), spoken.findings


@dataclass(frozen=True, slots=True)
class SpokenPage:
    """A page whose quotations are said: all that is left to do is to write it."""

    page: Page
    title: str
    description: str
    body: Template
    values: tuple[Inline | Block | None, ...]
    findings: tuple[Finding, ...]


def say_page(
    page: Page,
    vocabulary: Vocabulary,
    memory: Memory | None = None,
    notices: Mapping[int, str] = MappingProxyType({}),
) -> SpokenPage:
    """The page with its quotations said, and what could not be. ``notices`` stand below headings, by their number."""
    title, problems = say_plainly(page.title, vocabulary, memory)
    findings = list(problems)
    description, problems = say_plainly(page.description, vocabulary, memory)
    findings += problems
    if page.answer:
        findings += say_plainly(page.answer, vocabulary, memory)[1]
    anchored = _with_anchors(page, notices)
    spoken = say_quotations(anchored, vocabulary, memory)
    findings += spoken.findings
    findings += _misplaced(anchored, spoken.values)
    return SpokenPage(page, title, description, anchored, spoken.values, tuple(findings))


def merge_page(spoken: SpokenPage, front: Callable[[str], Mapping[str, object]], foot: Callable[[str], str]) -> Merged:
    """The merged page. ``front`` tells the theme what to show, ``foot`` makes the last block, both of its body."""
    body = fill(spoken.body, spoken.values, str)
    matter = {"title": spoken.title, "description": spoken.description, **front(body)}
    # JSON is YAML, and says a text the same way whatever stands in it.
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in matter.items())
    text = f"---\n{head}---\n\n{body.strip()}\n"
    return Merged.of(f"{spoken.page.lang}/{spoken.page.path}", f"{text}{foot(text)}")


def _misplaced(template: Template, values: tuple[Inline | Block | None, ...]) -> Iterator[Finding]:
    for quotation, value in zip(template.quotations, values, strict=True):
        if not isinstance(value, Block):
            continue
        start = template.text.rfind("\n", 0, quotation.start) + 1
        end = template.text.find("\n", quotation.end)
        around = template.text[start : quotation.start] + template.text[quotation.end : end if end >= 0 else None]
        if around.strip():
            yield Finding("SP333", quotation.place, {"text": quotation.source})


def _with_anchors(page: Page, notices: Mapping[int, str]) -> Template:
    """The body with each heading's shared id behind its words and its notice below; quotations move with their text."""
    lines = page.body.text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    moves: list[tuple[int, int]] = []
    for number, heading in enumerate(page.headings):
        line = lines[heading.line]
        bare = split_anchor(line.rstrip().rstrip("#").rstrip() if line.lstrip().startswith("#") else line)[0]
        named = f"{bare} {{#{heading.anchor}}}"
        moves.append((starts[heading.line + 1], len(named) - len(line)))
        lines[heading.line] = named
        if number in notices:
            # A heading that is underlined ends one line later.
            last = heading.line + (not line.lstrip().startswith("#") and heading.line + 1 < len(lines))
            below = f"\n\n{notices[number]}\n"
            moves.append((starts[last + 1], len(below)))
            lines[last] += below
    quotations: list[Quotation] = []
    shift = done = 0
    for each in page.body.quotations:
        while done < len(moves) and moves[done][0] <= each.start:
            shift += moves[done][1]
            done += 1
        quotations.append(
            Quotation(each.source, each.start + shift, each.end + shift, each.place, each.names, each.run)
        )
    return Template("\n".join(lines), tuple(quotations), page.body.place)


@lru_cache(maxsize=4_096)
def depth_of(path: str) -> int:
    """How many folders above a page's address its language's root lies: 0 for ``index.md``, 1 for ``policy.md``."""
    pure = PurePosixPath(path)
    return len(pure.parts) - (1 if pure.name == "index.md" else 0)


def climb(path: str) -> str:
    """The relative address of the language's root, seen from the page at ``path``.

    >>> climb("returns/changed-mind.md"), climb("index.md")
    ('../../', './')
    """
    return "../" * depth_of(path) or "./"


def address_of(path: str) -> str:
    """The address of the page at ``path``, seen from its language's root.

    >>> address_of("returns/changed-mind.md"), address_of("returns/index.md")
    ('returns/changed-mind/', 'returns/')
    """
    return path.removesuffix("index.md") if path.endswith("index.md") else f"{path.removesuffix('.md')}/"
