"""The search of the staff site: one index for each language, and Chinese cut into words.

Material writes one index for all languages, ``search/search_index.json``, and its script asks for the file below
``base`` in the page's own settings. So the pages of a second language name their own folder as base, and
:func:`split_search` moves that language's entries to ``<locale>/search/search_index.json``.

What the project's study measured (11 queries of two to six characters, in the middle of sentences), and the choice:

- Material alone finds 2: it knows no words of Chinese.
- Material with jieba finds all, once U+200B separates words; jieba is no longer maintained, reads a cache from a
  folder that everybody may write, and took 3 s and 80 MB at 500 pages.
- Pagefind finds all and loads less, but brings a second look, a binary, and a search that starts only after a build.
- Chosen: the words of ``rjieba`` (the same dictionary, compiled) in Material's own index, and a few lines in front of
  Material's worker (``finding.js``) that cut a query into words of this very index; they also find a word inside a
  longer one and a query that crosses the cuts, where a dictionary alone guesses wrong. 12 of 12 in ``tests/staff``.

What a page is known for, and the glossary, come from ``sayings`` with the merged pages; they travel in the settings of
the index. Of 60 queries (``tests/sites/queries.yaml``) the right page was first for 13 without them, and for all with.
Of 30 more that it had never seen (``more_queries.yaml``) it was first for 20; then what is common in the texts came to
count for less, what several sayings of a page share for more, a page without a reply for less: first for 27.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from generator.publish.sayings import FOUND_BY
from generator.publish.segment import cut, cut_apart

GAP = "\u200b"
"""Stands between two Chinese words; nothing is drawn, and the index splits there."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_GAPS = re.compile(f"{GAP}{{2,}}")
_SEPARATOR = r"[\s\u200b\u2010-\u2026\u3000-\u3003\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\xb7\-_,.:;!?()\[\]{}/]+"
"""Where the index splits text. A JavaScript regular expression."""
_INDEX = Path("search") / "search_index.json"
_SHOWN = ("title", "text")
"""The parts of an entry that are searched."""


def split_search(site: Path, locales: Iterable[str]) -> None:
    """Write one index for each language of a built site, in place of the one for all.

    ``locales`` are the languages that have a folder of their own; the rest belongs to the root. Entries keep their
    order; their addresses count from the language's folder. Does nothing where the site has no index.
    """
    source = site / _INDEX
    if not source.is_file():
        return
    index: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    entries: list[dict[str, Any]] = index["docs"]
    words = cut_apart({run for entry in entries for part in _SHOWN for run in _HAN.findall(entry[part])})
    config = {**index["config"], "lang": ["en"], "separator": _SEPARATOR, "pipeline": ["stopWordFilter"]}
    for locale in locales:
        folder = f"{locale}/"
        own = [entry for entry in entries if entry["location"].startswith(folder)]
        entries = [entry for entry in entries if not entry["location"].startswith(folder)]
        _write(site / locale, config, [{**e, "location": e["location"].removeprefix(folder)} for e in own], words)
    _write(site, config, entries, words)


def separate_words(text: str, known: Mapping[str, tuple[str, ...]] | None = None) -> str:
    """The text with U+200B around every Chinese word; nothing else changes. ``known`` are runs already cut.

    >>> separate_words("请在签收后 30 天内退款。").split(GAP)
    ['请', '在', '签收', '后', ' 30 ', '天', '内', '退款', '。']
    """

    def apart(run: re.Match[str]) -> str:
        words = cut(run[0]) if known is None else known[run[0]]
        return GAP + GAP.join(words) + GAP

    return _GAPS.sub(GAP, _HAN.sub(apart, text)).strip(GAP)


def _write(
    folder: Path, config: dict[str, Any], entries: list[dict[str, Any]], words: Mapping[str, tuple[str, ...]]
) -> None:
    path, found_by = folder / _INDEX, folder / FOUND_BY
    if found_by.is_file():
        # The settings are the one part of an index that Material hands on as it is.
        config = {**config, "found_by": json.loads(found_by.read_text(encoding="utf-8"))}
        found_by.unlink()
    docs = [{**e, **{part: separate_words(e[part], words) for part in _SHOWN}} for e in entries]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":"), default=str)
    path.write_text(text, encoding="utf-8")
