"""Flat text: what a reader hears of Markdown, with the way back to the source.

Emphasis, link targets, entities and line breaks are no part of a sentence ("**30** days" is thirty days). Every
character of the flat text knows which stretch of the source it came from, so that a reading can be placed there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from generator.language.folding import ODD, folded, is_framed, is_raised

OPAQUE = "\ufffc"
"""Stands for what is not to be read: an address, an idiom."""
BREAK = "\n"
"""Ends a block: nothing is read across it."""
FIRM_SPACE = "\u00a0"
"""A narrow or no-break space between digits: it groups thousands."""

ENTITY = re.compile(r"&[#\w]{2,32};")
"""What stands for a character that the source does not hold."""

ASIDE = re.compile(
    r"<!--(?:[^-]|-(?!->)){0,400}-->|</?[A-Za-z][A-Za-z0-9-]{0,20}\s[^<>]{1,400}>"
    r"|\]\([^()\s]{0,400}[ \t]{1,20}(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}')[ \t]{0,20}\)"
)
"""A comment, a tag with attributes, an address with a title: no part of the sentence; what it holds is read apart."""

# Each alternative consumes what it matches and has no quantifier inside a quantifier: one pass, linear.
_SPECIAL = re.compile(
    r"(?P<aside>"
    + ASIDE.pattern
    + r""")
  | (?P<link>\]\([^()\s]{0,400}\)|\]\([^()\s]{1,400}(?=\s)|\]\[[^\[\]\n]{0,100}\]|\[(?=[^\[\]\n]{1,100}\][(\[]))
  | (?P<url>(?:https?://|www\.)[A-Za-z0-9\-._~:/?\#@!$&*+,;=%]{1,2000})
  | (?P<file>(?<![A-Za-z0-9_/.-])[A-Za-z0-9_/-]{1,120}\.(?:md|html?|ya?ml|png|jpe?g|webp|svg|pdf|csv|json|txt|zip)\b)
  | (?P<mail>(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,200})
  | (?P<tag></?[A-Za-z]{1,10}[ ]?/?>)
  | (?P<wrap>["'“‘「\[](?=(?:\d{1,4}|[一二三四五六七八九十百]{1,4})["'”’」\]](?:[ -]|[天日周月年个小分秒元块工%]))
      |(?<=[\d一二三四五六七八九十百])["'”’」\]](?=[ -]|[天日周月年个小分秒元块工%])
      |(?<=[\d一二三四五六七八九十百])["'“‘「(（](?=[天日周月年]["'”’」)）])
      |(?<=["“「(（'][天日周月年])["'”’」)）](?=[内后前之以]))
  | (?P<tick>`)
  | (?P<escape>\\(?=[ !-/:-@\[-`{-~]|\r?\n))
  | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
  | (?P<star>\*)
  | (?P<strike>~~)
  | (?P<under>(?<![A-Za-z0-9_])_{1,3}|_{1,3}(?![A-Za-z0-9_]))
  | (?P<space>(?![ ]\S)\s+)  # one plain space between two words stays as it is, like the words
  | (?P<odd>"""
    + ODD
    + r""")
    """,
    re.VERBOSE,
)
_BLOCK = re.compile(r"[-+>#|=*:](?![*\w])|#{1,6}|\d{1,9}[.)]\s")
_ODD = re.compile(ODD)
_CLOSED = re.compile(r"[^*\n]{1,24}\*")
"""Behind a star between two digits: it opens an emphasis."""
_FIGURES = 8
"""No note has a number of more figures."""
_LIST_BEFORE = re.compile(r"(?:^|[\n。；：;:.，,、|（(>*-])[ \t]*$")
_VALUE_BEHIND = re.compile(r" ?(?:[a-z]|[天日周月年]之?以?[内后])")
_PLAIN_SPACE = re.compile(" ")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")

# One character for one character, so that offsets stay. The full-width comma stays: it never groups thousands.
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != ord("，")}
_SAME = str.maketrans(
    _FULL_WIDTH
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("〜～∼", "~")
    | {"￥": "¥", "￡": "£", "﹩": "$", "﹪": "%", "’": "'", "‘": "'"}
    | dict(
        zip(
            "個兩週鐘時號內後點萬億塊圓歐鎊幣臺韓錢間過滿達禮當貳陸參幾餘來",
            "个两周钟时号内后点万亿块圆欧镑币台韩钱间过满达礼当贰陆叁几余来",
            strict=True,
        )
    )
)


def unsimplified(characters: str) -> Iterator[str]:
    """The characters that become one of these in flat text."""
    return (chr(code) for code, flat in _SAME.items() if flat in characters)


@dataclass(frozen=True, slots=True)
class Flat:
    """``text`` to be read; character i of it came from ``source[starts[i]:ends[i]]``."""

    text: str
    starts: list[int]
    ends: list[int]

    def masked(self, traps: re.Pattern[str]) -> Flat:
        """The same with every match of ``traps`` made opaque; offsets do not change."""
        text = traps.sub(lambda match: OPAQUE * len(match[0]), self.text)
        return Flat(text, self.starts, self.ends)

    def without_spaces(self) -> Flat:
        """The same without spaces, except between two ASCII letters or digits: Chinese has no words to keep apart."""
        text, last = self.text, len(self.text) - 1
        chars: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for space in _PLAIN_SPACE.finditer(text):
            at = space.start()
            if 0 < at < last and _latin(text[at - 1]) and _latin(text[at + 1]):
                continue
            chars.append(text[done:at])
            starts += self.starts[done:at]
            ends += self.ends[done:at]
            done = at + 1
        return Flat("".join([*chars, text[done:]]), starts + self.starts[done:], ends + self.ends[done:])


def flatten(source: str) -> Flat:
    """The flat text of a source.

    >>> flatten("within **30**&nbsp;days").text
    'within 30 days'
    >>> flatten("a fort&#110;ight, four&shy;teen days").text
    'a fortnight, fourteen days'
    """
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(char: str, start: int, end: int) -> None:
        chars.append(char)
        starts.append(start)
        ends.append(end)

    def copy(start: int, end: int) -> None:
        chars.append(source[start:end].translate(_SAME))
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))

    done = 0
    emphasised = False
    line_opens_block = source[:1] in ("#", "|")
    for match in _SPECIAL.finditer(source):
        start, end = match.span()
        copy(done, start)
        done = end
        match match.lastgroup:
            case "url" | "mail" | "file":
                put(OPAQUE, start, end)
            case "entity":
                for char in unescape(match[0]).translate(_SAME):
                    if char.isspace():
                        put(" ", start, end)
                    elif char < "\x80" or not _ODD.match(char):
                        put(char, start, end)
                    else:
                        for each in folded(char):
                            put(each, start, end)
            case "odd":
                if _is_of_list(source, start):
                    put(OPAQUE, start, end)
                elif not _is_of_note(source, start):
                    for char in folded(match[0]):
                        put(char, start, end)
            case "star":
                if source[start - 1 : start].isdigit() and source[end : end + 1].isdigit():
                    closes, emphasised = emphasised, not emphasised and bool(_CLOSED.match(source, end))
                    if not closes and not emphasised:
                        put("×", start, end)
            case "tag":
                if match[0].lower().startswith("<br"):
                    put(" ", start, end)
            case "space":
                breaks = len(_LINE_ENDS.findall(match[0]))
                if breaks:
                    ends_block = breaks > 1 or line_opens_block or _BLOCK.match(source, end)
                    line_opens_block = source[end : end + 1] in ("#", "|")
                    put(BREAK if ends_block else " ", start, end)
                elif _groups_thousands(source, start, end):
                    put(FIRM_SPACE, start, end)
                else:
                    put(" ", start, end)
            case _:
                pass
    copy(done, len(source))
    return Flat("".join(chars), starts, ends)


def _is_of_note(source: str, at: int) -> bool:
    """Whether a raised digit stands behind a word or a number: 30 days², 20 m²."""
    if not is_raised(source[at]):
        return False
    first = max(0, at - _FIGURES)
    while at > first and is_raised(source[at - 1]):
        at -= 1
    before = source[at - 1 : at]
    return before.isascii() and (before.isalnum() or before in (")", "%", '"'))


def _is_of_list(source: str, at: int) -> bool:
    """Whether a framed number counts the items of a list (① 天数 ... ② ...) and is no value."""
    if not is_framed(source[at]) or len(folded(source[at])) > 1 or _VALUE_BEHIND.match(source, at + 1):
        return False
    return _LIST_BEFORE.search(source[max(0, at - 4) : at]) is not None


def _groups_thousands(source: str, start: int, end: int) -> bool:
    return source[start:end] in ("\u00a0", "\u202f", "\u2009") and (
        source[start - 1 : start].isdigit() and source[end : end + 3].isdigit() and len(source[end : end + 3]) > 2
    )


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
