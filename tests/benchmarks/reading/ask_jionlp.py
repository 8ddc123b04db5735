"""JioNLP on many sentences: ``ask_jionlp.py QUESTIONS ANSWERS``, both JSON.

It reads Chinese alone, and no percentages.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jionlp

LIMITS = ("以内", "之内", "以后", "之后", "以前", "之前", "内", "后", "前")


def main(questions: str, answers: str) -> None:
    """Each Chinese sentence's times and amounts of money."""
    told: list[list[dict[str, object]] | None] = []
    for question in json.loads(Path(questions).read_text(encoding="utf-8")):
        try:
            told.append(read(question["text"]) if question["lang"] == "zh" else [])
        except Exception as error:  # a tool that breaks is reported, and the rest still measured
            print(f"{question['text']}: {error!r}", file=sys.stderr)
            told.append(None)
    Path(answers).write_text(json.dumps(told, default=str), encoding="utf-8")


def read(text: str) -> list[dict[str, object]]:
    """The times and amounts in a text."""
    return [*map(plain, jionlp.ner.extract_time(text)), *jionlp.ner.extract_money(text)]


def plain(found: dict[str, object]) -> dict[str, object]:
    """A find whose limit was counted into it (30天内 as a stretch from now) with the length itself beside."""
    text = str(found["text"])
    limit = next((limit for limit in LIMITS if text.endswith(limit)), "")
    if found["type"] == "time_span" and limit:
        try:
            return found | {"length": jionlp.parse_time(text.removesuffix(limit))}
        except ValueError:
            pass
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
