"""Microsoft Recognizers-Text on many sentences: ``ask_recognizers.py QUESTIONS ANSWERS``, both JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from recognizers_date_time import DateTimeRecognizer
from recognizers_number import NumberRecognizer
from recognizers_number_with_unit import NumberWithUnitRecognizer

CULTURES = {"en": "en-us", "zh": "zh-cn"}


def main(questions: str, answers: str) -> None:
    """Each sentence's percentages, amounts of money, lengths and dates, as the recognizers tell them."""
    models = {
        lang: (
            NumberRecognizer(culture).get_percentage_model(),
            NumberWithUnitRecognizer(culture).get_currency_model(),
            DateTimeRecognizer(culture).get_datetime_model(),
        )
        for lang, culture in CULTURES.items()
    }
    told: list[list[dict[str, object]] | None] = []
    for question in json.loads(Path(questions).read_text(encoding="utf-8")):
        try:
            told.append([found for model in models[question["lang"]] for found in recognized(model, question["text"])])
        except Exception as error:  # a tool that breaks is reported, and the rest still measured
            print(f"{question['text']}: {error!r}", file=sys.stderr)
            told.append(None)
    Path(answers).write_text(json.dumps(told, default=str), encoding="utf-8")


def recognized(model: Any, text: str) -> list[dict[str, object]]:
    """What one model finds in a text; its ends are of the last character, ours behind it."""
    return [
        {"start": one.start, "end": one.end + 1, "type": one.type_name, "resolution": one.resolution}
        for one in model.parse(text)
    ]


if __name__ == "__main__":
    main(*sys.argv[1:])
