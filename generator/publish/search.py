"""The search of the staff site: one file of texts for each language, without an index.

Material writes one file for all languages, ``search/search_index.json``, and its script asks for the file below
``base`` in the page's own settings. So the pages of a second language name their own folder as base, and
:func:`split_search` moves that language's entries to ``<locale>/search/search_index.json``.

Material's own worker builds an index of all texts when somebody first searches, and knows no words of Chinese: of 11
queries in the middle of sentences it found 2, and with a dictionary all, but then the first answer on 1,000 pages a
language took 13 to 36 s on two cores. Chosen: texts without markup, and a worker of our own (``words.js``, which names
its parts) that looks for each word in all of them at once. Nothing has to be built, before or in the browser, and
Chinese is found wherever it stands; ``python -m tests.benchmarks finding`` tells what that costs.

What a page is known for, and the glossary, come from ``sayings`` with the merged pages; they travel in the settings of
the file. How well all that finds what agents type is measured by four lists beside ``tests/sites/test_finding.py``,
each written before the search was tuned to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any

FOUND_BY = "search/found_by.json"
"""What a page is known for, below the folder of each language; it ends in the settings of the search."""
_INDEX = Path("search") / "search_index.json"
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|dl|dt|dd|h\d|pre|table|thead|tbody|tr|td|th|div|br|blockquote)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_LINES = re.compile(r"\s*\n\s*")
_WORD = re.compile(r"[a-z]+")


def split_search(site: Path, locales: Iterable[str]) -> None:
    """Write the texts of each language of a built site, in place of the one file for all.

    ``locales`` are the languages that have a folder of their own; the rest belongs to the root. Entries keep their
    order; their addresses count from the language's folder. Does nothing where the site has no search.
    """
    source = site / _INDEX
    if not source.is_file():
        return
    index: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    entries: list[dict[str, Any]] = index["docs"]
    for locale in locales:
        folder = f"{locale}/"
        own = [entry for entry in entries if entry["location"].startswith(folder)]
        entries = [entry for entry in entries if not entry["location"].startswith(folder)]
        _write(site / locale, [{**e, "location": e["location"].removeprefix(folder)} for e in own])
    _write(site, entries)


def read_text(html: str) -> str:
    """What a part of a page says, a line for each paragraph, item and cell; titles come with markup as well.

    >>> read_text("<p>Pay <code>8</code> &amp; wait.</p> <ul> <li>One</li> <li>two</li> </ul>").splitlines()
    ['Pay 8 & wait.', 'One', 'two']
    """
    text = unescape(_TAG.sub("", _BLOCK.sub("\n", html)))
    return _LINES.sub("\n", text).strip()


def list_words(texts: Iterable[str]) -> list[str]:
    """The words in Latin letters, each once, in order; by them a typing error is known for one.

    >>> list_words(["Don't pay. Pay 8 USD!", "付款 PAY"])
    ['dont', 'pay', 'usd']
    """
    return sorted({word for text in texts for word in _WORD.findall(re.sub("['\u2019]", "", text).lower())})


def _write(folder: Path, entries: list[dict[str, Any]]) -> None:
    path, found_by = folder / _INDEX, folder / FOUND_BY
    docs = [{"location": e["location"], "title": read_text(e["title"]), "text": read_text(e["text"])} for e in entries]
    config: dict[str, Any] = {"words": list_words(text for doc in docs for text in (doc["title"], doc["text"]))}
    if found_by.is_file():
        # The settings are the one part of the file that Material hands on as it is.
        config["found_by"] = json.loads(found_by.read_text(encoding="utf-8"))
        found_by.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":"), default=str)
    path.write_text(text, encoding="utf-8")
