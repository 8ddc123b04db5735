"""Kinds 1: a value typed by hand, in every form and wherever a text can stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from generator.playbook.page import Page, Reply
from tests.mutations import values
from tests.mutations.planting import Edit, Kind, Plant, Side, World, plant, shuffled

TYPED = "SP301 SP302 SP303 SP304"
Form = Callable[[World, Random, str], Iterator[str]]
Spot = Callable[[Side], Iterator[tuple[int, str]]]
"""(offset, pattern): where a text with a value goes, and how it is framed there."""

_SENTENCE = {"en": " Allow {} for this.", "zh": "此处请预留{}。"}
_BOUNDED = {
    "en": (" It takes within {} here.", " It takes over {} here.", " Expect at least {} here.", " No later than {}."),
    "zh": ("须在{}以内完成。", "处理时间超过{}。", "需要{}以上。", "不晚于{}完成。"),
}
_PROSE = r"^(?![#|>!\-\d{ \[])[^\n]{20,}[.。]$"


def _digits(world: World, rng: Random, lang: str) -> Iterator[str]:
    return (values.written(duration, lang) for duration in values.durations(world, rng))


def _mistyped(world: World, rng: Random, lang: str) -> Iterator[str]:
    return (values.written(values.another(duration), lang) for duration in values.durations(world, rng))


def _words(world: World, rng: Random, lang: str) -> Iterator[str]:
    return (values.written(values.another(each), lang, in_words=True) for each in values.durations(world, rng))


def _unit(world: World, rng: Random, lang: str) -> Iterator[str]:
    for duration in values.durations(world, rng):
        if other := values.in_other_unit(duration):
            yield values.written(other, lang)


def _counting(world: World, rng: Random, lang: str) -> Iterator[str]:
    for duration in values.durations(world, rng):
        if other := values.counted_otherwise(duration):
            yield values.written(other, lang)


def _full_width(world: World, rng: Random, lang: str) -> Iterator[str]:
    for text in _digits(world, rng, lang):
        yield text.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})


def _percent(world: World, rng: Random, lang: str) -> Iterator[str]:
    return (values.share(each, lang) for each in values.percents(world, rng))


def _percent_words(world: World, rng: Random, lang: str) -> Iterator[str]:
    return (values.share(each, lang, in_words=True) for each in values.percents(world, rng))


def _money(world: World, rng: Random, lang: str) -> Iterator[str]:
    return (values.price(each, lang) for each in values.amounts(world, rng))


def _money_words(world: World, rng: Random, lang: str) -> Iterator[str]:
    return (values.price(each, lang, in_words=True) for each in values.amounts(world, rng))


def _idiom(world: World, rng: Random, lang: str) -> Iterator[str]:
    idioms = {
        "en": ["half a month", "a fortnight", "one and a half days", "thirty (30) days", "a couple of weeks"],
        "zh": ["半个月", "一个半小时", "两周半", "三至五个工作日", "一刻钟"],
    }[lang]
    while True:
        yield rng.choice(idioms)


def _date(world: World, rng: Random, lang: str) -> Iterator[str]:
    while True:
        month, day = rng.randint(1, 12), rng.randint(1, 28)
        names = "January February March April May June July August September October November December".split()
        yield f"until {day} {names[month - 1]}" if lang == "en" else f"{month} 月 {day} 日前"


def _in_prose(side: Side) -> Iterator[tuple[int, str]]:
    return ((match.end(), _SENTENCE[side.lang]) for match in side.find(_PROSE))


def _in_list(side: Side) -> Iterator[tuple[int, str]]:
    return ((match.end(), _SENTENCE[side.lang]) for match in side.find(r"^(?:-|\d+\.) [^\n]{20,}[.。]$"))


def _in_table(side: Side) -> Iterator[tuple[int, str]]:
    for match in side.find(r"^\|(?![-: |]+$)[^\n|]+"):
        yield match.end(), " {} "


def _in_heading(side: Side) -> Iterator[tuple[int, str]]:
    for match in side.find(r"^##+ [^\n{]+?(?= \{)"):
        yield match.end(), {"en": " in {}", "zh": "：{}"}[side.lang]


def _in_heading_first(side: Side) -> Iterator[tuple[int, str]]:
    for match in side.find(r"^##+ (?=[^\n{])"):
        yield match.end(), {"en": "{}: ", "zh": "{}："}[side.lang]


def _in_link(side: Side) -> Iterator[tuple[int, str]]:
    for match in side.find(r"(?<!!)\[[^\]\n]+(?=\]\()"):
        yield match.end(), {"en": " for {}", "zh": "（{}）"}[side.lang]


def _in_alt(side: Side) -> Iterator[tuple[int, str]]:
    for match in side.find(r"!\[[^\]\n]+(?=\]\()"):
        yield match.end(), {"en": ", after {}", "zh": "，{}之后"}[side.lang]


def _in_front(name: str) -> Spot:
    def spots(side: Side) -> Iterator[tuple[int, str]]:
        if match := side.key(name):
            value = match["value"]
            closing = value[-1] if value[-1] in "'\"" else ""
            frame = {"en": " Allow {} for this.", "zh": "请预留{}。"}[side.lang]
            yield match.end() - len(closing), frame

    return spots


def _kind(name: str, form: Form, spots: Spot, *held: type) -> tuple[str, Kind]:
    def plants(world: World, rng: Random, lang: str) -> Iterator[Plant]:
        texts = form(world, rng, lang)
        for side in shuffled(world, rng, lang, *held):
            found = list(spots(side))
            if found:
                offset, frame = rng.choice(found)
                text = frame.format(next(texts))
                yield plant(world, side, name, [Edit(side.path, offset, offset, text)], TYPED)

    return name, plants


def _bounded(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """Within, over, 以内, 超过: the word beside the value never hides it."""
    texts = _digits(world, rng, lang)
    for side in shuffled(world, rng, lang):
        found = list(_in_prose(side))
        if found:
            offset, _ = rng.choice(found)
            text = rng.choice(_BOUNDED[lang]).format(next(texts))
            yield plant(world, side, "typed beside a boundary word", [Edit(side.path, offset, offset, text)], TYPED)


def _label(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """The label of a blank; it is one text of both languages, so what is wrong is told at the reply."""
    texts = _digits(world, rng, lang)
    for side in shuffled(world, rng, lang, Reply):
        if match := re.search(rf"\b{lang}: \"?(?P<words>[^\",}}]+)", side.front):
            edit = Edit(side.path, match.end("words"), match.end("words"), f" {next(texts)}")
            line = side.line(match.end("words"))
            at = [(side.path, line), (side.path, 1)]
            yield plant(world, side, "typed in the label of a blank", [edit], TYPED, at, "SP406")


KINDS: dict[str, Kind] = dict(
    [
        _kind("typed, equal to a term", _digits, _in_prose),
        _kind("typed, unlike any term", _mistyped, _in_prose),
        _kind("typed in words", _words, _in_prose),
        _kind("typed in another unit", _unit, _in_prose),
        _kind("typed in other days", _counting, _in_prose),
        _kind("typed in full-width digits", _full_width, _in_prose),
        _kind("typed percentage", _percent, _in_prose),
        _kind("typed percentage in words", _percent_words, _in_prose),
        _kind("typed amount", _money, _in_prose),
        _kind("typed amount in words", _money_words, _in_prose),
        _kind("typed idiom", _idiom, _in_prose),
        _kind("typed date", _date, _in_prose),
        _kind("typed in a list", _mistyped, _in_list),
        _kind("typed in a table", _mistyped, _in_table),
        _kind("typed in a heading", _digits, _in_heading),
        _kind("typed at the start of a heading", _digits, _in_heading_first),
        _kind("typed in a link", _digits, _in_link),
        _kind("typed in alternative text", _digits, _in_alt),
        _kind("typed in a title", _digits, _in_front("title")),
        _kind("typed in a description", _words, _in_front("description"), Page),
        _kind("typed in an answer", _mistyped, _in_front("answer"), Page),
        _kind("typed in what the buyer says", _digits, _in_front("says"), Page),
        _kind("typed in a reply", _mistyped, _in_prose, Reply),
        ("typed beside a boundary word", _bounded),
        ("typed in the label of a blank", _label),
    ]
)
