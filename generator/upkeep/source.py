"""The text of a page as it lies on disk, and where in it the texts of the page stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.agreement.typography import texts_of
from generator.playbook.page import Page, Reply, Template

_SAYS = re.compile(r"^says:[ \t]*[\"']?", re.MULTILINE)
_NEEDS_QUOTES = re.compile(r"^[{\[&*!|>'\"%@`#,?-]|: | #|:$")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of one of a page's texts, and what should stand there instead."""

    start: int
    end: int
    new: str


def change_texts(text: str, held: Page | Reply, changes: Callable[[Template], Iterable[Change]]) -> tuple[str, int]:
    """The text of a page or reply after changes of its texts, and how many there were.

    What cannot be found as it is (a folded or an escaped text of the front matter) stays as it is.
    """
    count = 0
    templates = list(texts_of(held))
    # From the end, so that what stands before stays where it is.
    for template in reversed(templates):
        wanted = list(changes(template))
        start = _start(text, held, template) if wanted else None
        if start is None:
            continue
        new = template.text
        for change in sorted(wanted, key=lambda each: -each.start):
            new = new[: change.start] + change.new + new[change.end :]
        end = start + len(template.text)
        is_bare = template is not held.body and text[start - 1] not in "\"'"
        if is_bare and _NEEDS_QUOTES.search(new) and not _NEEDS_QUOTES.search(template.text):
            new = f'"{new}"' if '"' not in new and "\\" not in new else "'" + new.replace("'", "''") + "'"
        text = text[:start] + new + text[end:]
        count += len(wanted)
    return text, count


def with_line_ends(new: str, old: str) -> str:
    r"""A text with ``\n`` for its line ends, with those of the text that it comes from.

    >>> with_line_ends("a\nc\n", "a\r\nb\r\n")
    'a\r\nc\r\n'
    """
    ends = re.findall(r"\r\n|\r|\n", old)
    lines = new.split("\n")
    if len(lines) - 1 != len(ends):
        common = max(set(ends), key=ends.count) if ends else "\n"
        ends = [common] * (len(lines) - 1)
    return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))


def _start(text: str, held: Page | Reply, template: Template) -> int | None:
    """Where a text of the page begins in its file."""
    if template is held.body:
        return len(text) - len(template.text)
    if isinstance(held, Page) and template.text == held.says and template.place == held.place:
        match = _SAYS.search(text)
        start = match.end() if match else -1
    else:
        lines = text.split("\n")[: template.place.line - 1]
        start = sum(len(line) + 1 for line in lines) + template.place.column - 1
    return start if start >= 0 and text[start : start + len(template.text)] == template.text else None
