"""Translate Toolkit's pofilter on many pairs: ``ask_pofilter.py QUESTIONS ANSWERS``, both JSON.

A question is a pair of texts, the answer whether its check ``numbers`` says that they differ.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from translate.filters.checks import CheckerConfig, FilterFailure, StandardChecker


def main(questions: str, answers: str) -> None:
    """Whether the numbers of each pair differ, to the checker."""
    checkers = {lang: StandardChecker(checkerconfig=CheckerConfig(targetlanguage=lang)) for lang in ("en", "zh")}
    told = []
    for question in json.loads(Path(questions).read_text(encoding="utf-8")):
        try:
            differs = not checkers[question["lang"]].numbers(question["text"], question["other"])
        except FilterFailure:
            differs = True
        told.append(differs)
    Path(answers).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
