"""Ways to write a value, apart from how the program itself writes and reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from generator.policy.values import Duration, Money, Percent, Unit
from tests.mutations.planting import World

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_DIGITS = "零一二三四五六七八九"
_EN = {unit: unit.value for unit in Unit}
_ZH = {
    Unit.SECOND: "秒",
    Unit.MINUTE: "分钟",
    Unit.HOUR: "小时",
    Unit.DAY: "天",
    Unit.BUSINESS_DAY: "个工作日",
    Unit.WEEK: "周",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
}
_OTHER_UNIT = {
    Unit.DAY: (Unit.HOUR, 24),
    Unit.WEEK: (Unit.DAY, 7),
    Unit.HOUR: (Unit.MINUTE, 60),
    Unit.YEAR: (Unit.MONTH, 12),
    Unit.MONTH: (Unit.DAY, 30),
}


def english(number: int) -> str:
    """A number below a hundred in words."""
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def chinese(number: int) -> str:
    """A number below a hundred in Chinese numerals."""
    if number < 10:
        return _DIGITS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def durations(world: World, rng: Random) -> Iterator[Duration]:
    """The policy's whole durations in a random order, for ever."""
    held = [each.quantity for each in world.known if isinstance(each.quantity, Duration)]
    whole = sorted({d for d in held if not d.is_range and d.high % 1 == 0 and 0 < d.high < 100}, key=str)
    yield from _for_ever(whole, rng)


def percents(world: World, rng: Random) -> Iterator[Percent]:
    """The policy's whole percentages in a random order, for ever."""
    held = {each.quantity for each in world.known if isinstance(each.quantity, Percent)}
    yield from _for_ever(
        sorted((p for p in held if p.low == p.high and p.high % 1 == 0 and p.high < 100), key=str), rng
    )


def amounts(world: World, rng: Random) -> Iterator[Money]:
    """The policy's whole amounts of dollars in a random order, for ever."""
    held = {each.quantity for each in world.known if isinstance(each.quantity, Money)}
    whole = [m for m in held if m.low == m.high and m.currency == "USD" and m.high % 100 == 0]
    yield from _for_ever(sorted(whole, key=str), rng)


def _for_ever(held: list[Any], rng: Random) -> Iterator[Any]:
    assert held, "the policy has no such value"
    while True:
        yield rng.choice(held)


def another(duration: Duration) -> Duration:
    """A duration one longer, as somebody would mistype it."""
    return replace(duration, low=duration.low + 1, high=duration.high + 1)


def in_other_unit(duration: Duration) -> Duration | None:
    """The same time in a smaller unit."""
    if duration.unit not in _OTHER_UNIT:
        return None
    unit, factor = _OTHER_UNIT[duration.unit]
    return Duration(duration.low * factor, duration.high * factor, unit)


def counted_otherwise(duration: Duration) -> Duration | None:
    """Calendar days for business days, and the other way round."""
    if duration.unit not in (Unit.DAY, Unit.BUSINESS_DAY):
        return None
    unit = Unit.DAY if duration.unit is Unit.BUSINESS_DAY else Unit.BUSINESS_DAY
    return Duration(duration.low, duration.high, unit)


def written(duration: Duration, lang: str, *, in_words: bool = False) -> str:
    """``30 days``, ``thirty days`` · ``30 天``, ``三十天``."""
    number = int(duration.high)
    if lang == "en":
        plural = "" if number == 1 else "s"
        return f"{english(number) if in_words and number < 100 else number} {_EN[duration.unit]}{plural}"
    unit = _ZH[duration.unit]
    if in_words and number < 100:
        counted = "两" if number == 2 else chinese(number)
        return f"{counted}{unit}"
    return f"{number} {unit}"


def share(percent: Percent, lang: str, *, in_words: bool = False) -> str:
    """``15%``, ``fifteen percent`` · ``15%``, ``百分之十五``."""
    number = int(percent.high)
    if not in_words:
        return f"{number}%"
    return f"{english(number)} percent" if lang == "en" else f"百分之{chinese(number)}"


def price(money: Money, lang: str, *, in_words: bool = False) -> str:
    """``US$8.00``, ``8 dollars`` · ``8.00 美元``, ``八美元``."""
    whole = Decimal(money.high) / 100
    if not in_words:
        return f"US${whole:.2f}" if lang == "en" else f"{whole:.2f} 美元"
    if lang == "en":
        return f"{int(whole)} dollars"
    return f"{chinese(int(whole))}美元" if whole < 100 else f"{int(whole)}美元"
