"""YAML's events, read by PyYAML's own Python code within a limit of depth, and its complaints in plain words."""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from yaml.error import Mark, MarkedYAMLError, YAMLError
from yaml.events import CollectionEndEvent, CollectionStartEvent, Event, ScalarEvent
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

DEEPEST = 32
"""How deep lists and maps may nest. The deepest thing that a policy needs is about ten."""


class TooDeepError(Exception):
    """The text nests deeper than ``DEEPEST``, at ``mark``."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark


class Events(Reader, Scanner, Parser):
    """PyYAML's parser without its composer: events with marks, nothing resolved, no aliases expanded.

    The scanner is stopped before it goes deeper than ``DEEPEST``: it takes quadratic time in the depth, and
    whatever would recurse over the result is safe.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def fetch_flow_collection_start(self, TokenClass: type) -> None:  # noqa: N803 - PyYAML's name
        if self.flow_level + len(self.indents) >= DEEPEST:
            raise TooDeepError(self.get_mark())
        super().fetch_flow_collection_start(TokenClass)

    def add_indent(self, column: int) -> bool:
        if self.flow_level + len(self.indents) >= DEEPEST:
            raise TooDeepError(self.get_mark())
        return bool(super().add_indent(column))


def slow_events(text: str) -> Iterator[Event]:
    """The events of a text as PyYAML's own parser reads them; MarkedYAMLError or TooDeepError where it cannot."""
    events = Events(text)
    while events.check_event():
        yield events.get_event()  # type: ignore[no-untyped-call]


def quick_events(text: str) -> Iterator[Event]:
    """The same events as libyaml reads them; YAMLError where it cannot, or where there is no libyaml."""
    if not yaml.__with_libyaml__:
        raise YAMLError("no libyaml")
    depth = 0
    events = yaml.CSafeLoader(text)
    try:
        while (event := events.get_event()) is not None:
            if type(event) is ScalarEvent:
                yield event  # most are, and need no more
                continue
            if isinstance(event, CollectionStartEvent):
                depth += 1
                if depth >= DEEPEST:
                    raise YAMLError("too deep")
            elif isinstance(event, CollectionEndEvent):
                depth -= 1
            yield event
    finally:
        events.dispose()


Words = tuple[str, str]

_PROBLEMS: tuple[tuple[str, Words], ...] = (
    ("could not find expected ':'", ("no colon follows this key", "这个键后面没有冒号")),
    (
        "mapping values are not allowed",
        ("a colon stands here where no key can begin", "这里出现了冒号，但此处不能再开始一个键"),
    ),
    ("found unexpected end of stream", ("this quotation mark is never closed", "这个引号没有闭合")),
    ("found unexpected document separator", ("this quotation mark is never closed", "这个引号没有闭合")),
    ("expected ',' or ']'", ('this list is not closed with "]"', "这个列表没有用“]”结束")),
    ("expected ',' or '}'", ('this map is not closed with "}"', "这个映射没有用“}”结束")),
    (
        "expected <block end>",
        ("the indentation of this line fits no line above it", "这一行的缩进与上文任何一行都对不上"),
    ),
    ("found unknown escape character", ("no such escape exists after a backslash", "反斜杠后面不是有效的转义字符")),
    ("expected escape sequence", ("the escape after the backslash is not complete", "反斜杠后面的转义不完整")),
    ("'\\t' that cannot start", ("a tab stands between the words; use a space", "文字之间有制表符，请改用空格")),
    ("that cannot start any token", ("a text cannot begin with this character", "文本不能以这个字符开头")),
    ("expected the node content", ("a value is missing here", "这里缺少一个值")),
    ("expected '<document start>'", ("this line belongs to nothing above it", "这一行与上文没有关系")),
    ("expected chomping or indentation", ("this is no way to begin a block of text", "文本块的开头写法不对")),
    ("expected a comment or a line break", ("text follows where the line must end", "行应在此处结束，后面却还有文字")),
    ("found undefined tag handle", ("a tag stands here", "这里有一个标签")),
    (
        "expected alphabetic or numeric",
        ("an anchor or alias without a name stands here", "这里有一个没有名字的锚点或别名"),
    ),
    ("block sequence entries are not allowed", ("a list cannot begin here", "列表不能从这里开始")),
    ("mapping keys are not allowed", ("a key cannot begin here", "键不能从这里开始")),
)

_AT_CONTEXT = (
    "while scanning a simple key",
    "while scanning a quoted scalar",
    "while parsing a flow sequence",
    "while parsing a flow mapping",
)


UNCLOSED: Words = ("this bracket is never closed", "这个括号没有闭合")


def complaint(error: MarkedYAMLError) -> tuple[int, int, Words]:
    """Line and column where the mistake began, counted from 0, and what is wrong, in English and Chinese."""
    problem = error.problem or error.context or "unreadable"
    if (ended := _ends_early(error.problem_mark)) is not None:
        return ended
    began = error.context_mark if str(error.context or "").startswith(_AT_CONTEXT) and "escape" not in problem else None
    mark = began or error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    for part, words in _PROBLEMS:
        if part in problem:
            return line, column, words
    return line, column, (problem, f"YAML 解析器的说法是：{problem}")


def _ends_early(mark: Mark | None) -> tuple[int, int, Words] | None:
    """Where a text in single quotes ends at an apostrophe, so that its next letter belongs to nothing."""
    if mark is None or mark.buffer is None or mark.pointer < 1 or mark.buffer[mark.pointer - 1] != "'":
        return None
    return (mark.line, mark.column - 1, _APOSTROPHE) if mark.buffer[mark.pointer].isalnum() else None


_APOSTROPHE: Words = (
    "the text in single quotes ends here; write '' for an apostrophe, or put the text in double quotes",
    "单引号里的文本到这里就结束了；文本里的撇号请写成 ''，或者改用双引号",
)
