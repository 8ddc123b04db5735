"""What each tool found, in the terms of the corpus.

Every doubt is settled for the other tool: a longer or shorter stretch counts, a length that it tells as a date counts
as a length, a date that ends nothing is not held against it, and a value that cannot be compared counts as found.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from generator.language.read import read
from generator.language.reading import duration_of, money_of, percent_of, with_numbers
from generator.language.say import say_quantity
from generator.policy.values import Day, Duration, Money, Quantity, Unit
from tests.corpus.scoring import Found, Score, score
from tests.corpus.sentences import RESIDUE, Answer, Sentence, answers, as_told, kind_of

HERE = Path(__file__).parent
DAY = "day"
"""A date of which the tool does not say that it ends anything."""
Scores = Mapping[tuple[str, str], Score]
"""By language and kind."""


def ask(python: str, tool: str, questions: Sequence[Mapping[str, str]]) -> list[object]:
    """What a tool answers to each question; it runs in an environment of its own."""
    with tempfile.TemporaryDirectory(prefix="samepage-reading-") as folder:
        asked, told = Path(folder, "questions.json"), Path(folder, "answers.json")
        asked.write_text(json.dumps(questions, ensure_ascii=False), encoding="utf-8")
        subprocess.run(
            [python, "-P", "-W", "ignore", str(HERE / f"ask_{tool}.py"), str(asked), str(told)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        answered: list[object] = json.loads(told.read_text(encoding="utf-8"))
    assert len(answered) == len(questions), f"{tool} answered {len(answered)} of {len(questions)} questions"
    return answered


def together(many: Iterable[Scores]) -> Scores:
    """The sum of several measurements."""
    total: dict[tuple[str, str], Score] = {}
    for scores in many:
        for place, one in scores.items():
            total[place] = total.get(place, Score()) + one
    return total


def samepage(corpus: Sequence[Sentence]) -> Scores:
    """Our own reader."""
    return _scored(
        (sentence, [Found(kind_of(as_told(r)), r.start, r.end, as_told(r)) for r in read(sentence.text, sentence.lang)])
        for sentence in corpus
    )


def recognizers(python: str, corpus: Sequence[Sentence]) -> tuple[Scores, int]:
    """Microsoft Recognizers-Text; and on how many sentences it broke."""
    told = ask(python, "recognizers", [{"lang": one.lang, "text": one.text} for one in corpus])
    return _lenient(corpus, told, _recognized), told.count(None)


def jionlp(python: str, corpus: Sequence[Sentence]) -> tuple[Scores, int]:
    """JioNLP; and on how many sentences it broke."""
    told = ask(python, "jionlp", [{"lang": one.lang, "text": one.text} for one in corpus])
    scores = _lenient(corpus, told, _from_jionlp)
    return {
        (lang, kind): one for (lang, kind), one in scores.items() if lang == "zh" and kind != "percent"
    }, told.count(None)


def pofilter(python: str, corpus: Sequence[Sentence]) -> Scores:
    """Translate Toolkit's pofilter, which compares two texts and reads none.

    For each quantity it is shown the sentence beside itself with another value in its place, which it should notice,
    and beside itself with the same value in the phrasebook's words, which it should let pass.
    """
    pairs: list[tuple[Sentence, str, bool, dict[str, str]]] = []
    for sentence in corpus:
        for reading, answer in zip(read(sentence.text, sentence.lang), answers(sentence), strict=True):
            other = _other(reading.value) if reading.value is not None else None
            if reading.value is None or other is None:
                continue
            for value, is_planted in ((other, True), (reading.value, False)):
                said = say_quantity(value, sentence.lang)
                changed = f"{sentence.text[: answer.start]}{said}{sentence.text[answer.end :]}"
                question = {"lang": sentence.lang, "text": sentence.text, "other": changed}
                pairs.append((sentence, answer.kind, is_planted, question))
    scores: dict[tuple[str, str], Score] = {}
    for (sentence, kind, is_planted, _), differs in zip(
        pairs, ask(python, "pofilter", [question for *_, question in pairs]), strict=True
    ):
        own = scores.setdefault((sentence.lang, kind), Score())
        if is_planted:
            own.right += bool(differs)
            own.missed += not differs
        else:
            own.wrong += bool(differs)
    return scores


def _other(value: Quantity) -> Quantity | None:
    """Another value of the kind."""
    match value:
        case Day(year=year, month=month, day=day):
            return Day(year, month, day % 28 + 1)
        case Money(low=low, high=high, currency=currency):
            return Money(low + 100, high + 100, currency)
        case _:
            return with_numbers(value, value.low + 1, value.high + 1)


def _scored(found: Iterable[tuple[Sentence, list[Found]]]) -> Scores:
    by_lang: dict[str, list[tuple[tuple[Answer, ...], list[Found]]]] = {}
    for sentence, finds in found:
        by_lang.setdefault(sentence.lang, []).append((answers(sentence), finds))
    return {(lang, kind): one for lang, pairs in by_lang.items() for kind, one in score(pairs).items()}


def _lenient(corpus: Sequence[Sentence], told: Sequence[object], convert: object) -> Scores:
    assert callable(convert)
    found = []
    for sentence, raw in zip(corpus, told, strict=True):
        there = answers(sentence)
        finds = [_best(convert(one), there) for one in raw or ()] if isinstance(raw, list) else []
        found.append((sentence, [find for find in finds if find is not None]))
    scores = _scored(found)
    return {place: one for place, one in scores.items() if place[1] != RESIDUE}


def _best(find: Found | None, there: tuple[Answer, ...]) -> Found | None:
    """A find of a time as the kind of time that stands there; a date that meets nothing is let pass, and residues."""
    if find is None:
        return None
    met = [answer for answer in there if answer.start < find.end and find.start < answer.end]
    if any(answer.kind == RESIDUE for answer in met):
        return None
    if find.kind not in ("date", DAY, "duration"):
        return find
    time = next((answer for answer in met if answer.kind in ("date", "duration")), None)
    if time is None:
        return None if find.kind == DAY else find
    # A year that only the calendar of the day gave is not compared.
    told = time.told if find.told and find.told.endswith(f"-{time.told}") else find.told
    return replace(find, kind=time.kind, told=told)


_TIMEX = re.compile(r"P(?P<day>T)?(?P<number>\d+(?:\.\d+)?)(?P<unit>BD|[YMWDHS])")
_TIMEX_UNITS = {
    "Y": Unit.YEAR, "M": Unit.MONTH, "W": Unit.WEEK, "D": Unit.DAY, "BD": Unit.BUSINESS_DAY, "TH": Unit.HOUR,
    "TM": Unit.MINUTE, "TS": Unit.SECOND,
}  # fmt: skip
_ENDS = ("before", "until", "before-end", "until-end")


def _recognized(one: Mapping[str, object]) -> Found | None:
    start, end = int(str(one["start"])), int(str(one["end"]))
    kind, resolution = str(one["type"]), one["resolution"] or {}
    assert isinstance(resolution, dict)
    if kind == "percentage":
        number = str(resolution.get("value", "")).removesuffix("%")
        return Found("percent", start, end, _told(percent_of, number))
    if kind == "currency":
        code = {"Dollar": "USD"}.get(str(resolution.get("unit")), resolution.get("isoCurrency"))
        return Found("money", start, end, _told(money_of, str(resolution.get("value")), str(code)))
    value = (resolution.get("values") or [{}])[-1]
    if kind == "datetimeV2.duration":
        return Found("duration", start, end, _length(str(value.get("timex"))))
    if kind in ("datetimeV2.date", "datetimeV2.daterange"):
        day = str(value.get("end", value.get("value")))
        return Found("date" if value.get("Mod") in _ENDS else DAY, start, end, day)
    return None


def _length(timex: str) -> str | None:
    match = _TIMEX.fullmatch(timex)
    unit = _TIMEX_UNITS.get(f"{match['day'] or ''}{match['unit']}") if match else None
    return str(_as_duration(match["number"], match["number"], unit)) if match and unit else None


_JIONLP_UNITS = {
    "year": Unit.YEAR, "month": Unit.MONTH, "week": Unit.WEEK, "day": Unit.DAY, "workday": Unit.BUSINESS_DAY,
    "hour": Unit.HOUR, "minute": Unit.MINUTE, "second": Unit.SECOND,
}  # fmt: skip
_JIONLP_MONEY = {
    "元": "CNY", "美元": "USD", "欧元": "EUR", "英镑": "GBP", "港元": "HKD", "日元": "JPY", "澳元": "AUD",
    "加元": "CAD", "新加坡元": "SGD", "新台币": "TWD", "韩元": "KRW",
}  # fmt: skip


def _from_jionlp(one: Mapping[str, object]) -> Found | None:
    offset, detail = one["offset"], one.get("length") or one.get("detail")
    assert isinstance(offset, list)
    start, end = offset
    if not isinstance(detail, dict):
        return None
    if one["type"] == "money":
        number = detail["num"] if isinstance(detail["num"], list) else [detail["num"]]
        return Found("money", start, end, _told(money_of, *number, _JIONLP_MONEY.get(detail["case"], "XXX")))
    times = detail["time"] if isinstance(detail["time"], list) else [detail["time"]]
    if detail["type"] == "time_delta":
        lengths = [*times[0].items(), *times[-1].items()]
        unit = _JIONLP_UNITS.get(lengths[0][0]) if len({name for name, _ in lengths}) == 1 else None
        return Found("duration", start, end, str(_as_duration(lengths[0][1], lengths[-1][1], unit)) if unit else None)
    if detail["type"] == "time_span" and str(one["text"]).endswith(("前", "止")):
        return Found("date", start, end, str(times[-1])[:10])
    return Found(DAY, start, end, str(times[-1])[:10]) if detail["type"] in ("time_span", "time_point") else None


def _told(make: object, *parts: str) -> str | None:
    """The value in the corpus' notation; None where the tool's words for it are none."""
    assert callable(make)
    *numbers, last = parts
    code = (last,) if make is money_of else ()
    numbers = numbers if code else [*numbers, last]
    try:
        value = make(Decimal(numbers[0]), Decimal(numbers[-1]), *code)
    except (ArithmeticError, KeyError, ValueError):
        return None
    return None if value is None else str(value)


def _as_duration(low: object, high: object, unit: Unit) -> Duration | None:
    return duration_of(Decimal(str(low)), Decimal(str(high)), unit)
