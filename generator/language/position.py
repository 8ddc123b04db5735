"""Offsets in a text → line and column, as editors and annotations count them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Positions:
    """Where the lines of one text begin; ``length`` is the text's, in code points."""

    starts: tuple[int, ...]
    length: int

    def at(self, offset: int) -> tuple[int, int]:
        r"""Line and column of an offset, both from 1, columns in code points; a tab is one column.

        The offset just past the text is allowed. IndexError for any other outside it.

        >>> positions("天\r\n\tab").at(5)
        (2, 3)
        """
        if not 0 <= offset <= self.length:
            raise IndexError(f"offset {offset} in a text of {self.length} characters")
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def positions(text: str) -> Positions:
    """The map of a text; CRLF, LF and a lone CR each end one line."""
    return Positions((0, *(end.end() for end in _LINE_END.finditer(text))), len(text))
