"""How a sentence says that it is about everywhere but there."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Outside:
    """How a language says "everywhere but there"."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    words: re.Pattern[str]
    alone: re.Pattern[str]
    """What stands right behind a place, or a list of them, and says so without a word before."""
    reach: int = 60

    def is_outside(self, words: str, start: int, end: int) -> bool:
        before, behind = words[max(0, start - self.reach) : start], words[end : end + self.reach]
        if self.before.search(before) and self.behind.match(behind):
            return True
        return bool(self.alone.match(behind))


OUTSIDE = {
    "en": Outside(
        re.compile(
            r"\b(?:outside|except|excluding|other than|apart from|but not|not in|beyond)"
            r"(?: (?:for|from|to|in|of))?(?: the)?[^.;:!?]{0,40}$",
            re.IGNORECASE,
        ),
        re.compile(""),
        re.compile(r"\b(?:outside(?: of)?|except(?: for| in)?|excluding|other than|apart from)\b", re.IGNORECASE),
        re.compile("(?!)"),
    ),
    "zh": Outside(
        re.compile(r"除(?:了|去)?[^。；！？，]{0,24}$"),
        re.compile(r"[^。；！？，]{0,24}?[以之]?外"),
        re.compile(r"除(?:了|去)?|[以之]外"),
        re.compile(r"(?:[、和与及或][^。；！？，、的]{1,8}){0,6}?(?:等?(?:国家|地区|国家和地区))?[以之]外"),
    ),
}
