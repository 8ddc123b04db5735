"""A large project to time: this one, its playbook copied under new names with other words."""

from __future__ import annotations

import random
import re
import shutil
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PARTS = ("content", "policies", "overrides", "mkdocs.yml")
LANGUAGES = ("en", "zh")
SHELF = {"en": " (shelf A{n})", "zh": "（货架 A{n}）"}
OTHER_WORDS = {
    "parcel": ("parcel", "box", "packet", "carton", "delivery"),
    "item": ("item", "article", "product", "piece", "lamp", "kettle", "jacket"),
    "photos": ("photos", "pictures", "images", "photographs"),
    "message": ("message", "mail", "note", "chat", "letter"),
    "carrier": ("carrier", "postman", "forwarder"),
    "answer": ("answer", "reply", "response"),
    "包裹": ("包裹", "快件", "邮件"),
    "商品": ("商品", "货品", "台灯", "水壶", "外套"),
    "照片": ("照片", "图片", "相片"),
    "消息": ("消息", "留言", "信件"),
    "承运商": ("承运商", "货代"),
}
_KEPT = re.compile(r"(\{\{.*?\}\}|\]\([^)]*\)|\{#[^}]*\}|\[\[.*?\]\])", re.DOTALL)
"""What a copy keeps as it is: quotations, addresses, ids, blanks."""
_SENTENCE = re.compile(r"^(?P<said>(?:[-*] |\d+\. )?[^\s#|>!{<\[].{25,}?)(?P<stop>[.:;!?。：；！？]?)$", re.MULTILINE)
"""A line of prose, and what ends it."""
_BAY = {"en": ", bay {bay}", "zh": "，货位{bay}"}
_SYLLABLES = {"en": ("ba", "do", "fi", "gu", "ka", "lo", "mi", "nu"), "zh": tuple("东西南北红绿蓝白")}
_WORD = re.compile("|".join(rf"\b{word}\b" if word.isascii() else word for word in OTHER_WORDS))


def grow(project: Path, pages: int, *, unlike: bool = False) -> None:
    """A copy of this project in ``project`` with so many pages a language, replies counted, each in its navigation.

    The copies are real playbook pages of about 400 words, with their quotations, tables and replies. The same
    number gives the same project. Of its copies three lines in four stand in another one too, as they do where a shop
    writes its pages from one another; if they are to be ``unlike``, no line of prose does.
    """
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, project / part)
        else:
            shutil.copy(source, project / part)
    content = project / "content"
    # What stands in no folder (the rules, the glossary, what changed) a shop has once; of a reply there are no copies.
    originals = [
        path.relative_to(content / "en").as_posix()
        for path in sorted((content / "en").glob("*/*.md"))
        if path.parent.name != "replies"
    ]
    missing = pages - sum(1 for _ in (content / "en").rglob("*.md"))
    listed: dict[str, list[str]] = {}
    for n, original in zip(range(missing), cycle(originals), strict=False):
        copy = f"{original.removesuffix('.md')}-a{n}.md"
        listed.setdefault(original, []).append(copy)
        for lang in LANGUAGES:
            text = (content / lang / original).read_text(encoding="utf-8")
            (content / lang / copy).write_text(_varied(text, lang, n, unlike=unlike), encoding="utf-8")
    _list_in_navigation(project / "mkdocs.yml", listed)


def _varied(text: str, lang: str, n: int, *, unlike: bool) -> str:
    """The page with other words and a title of its own; if it is to be ``unlike`` others, with a word in each line."""
    chance = random.Random(n)
    _, front, body = text.split("---\n", 2)
    front = re.sub(r"^(title: .+)$", lambda title: title[1] + SHELF[lang].format(n=n), front, flags=re.MULTILINE)
    parts = _KEPT.split(body)
    for at in range(0, len(parts), 2):
        parts[at] = _WORD.sub(lambda word: chance.choice(OTHER_WORDS[word[0]]), parts[at])
    body = "".join(parts)
    if unlike:
        bay = _BAY[lang].format(bay="".join(_SYLLABLES[lang][n // 8**at % 8] for at in range(4)))
        body = _SENTENCE.sub(lambda line: f"{line['said']}{bay}{line['stop']}", body)
    return f"---\n{front}---\n{body}"


def _list_in_navigation(config: Path, listed: dict[str, list[str]]) -> None:
    lines = []
    for line in config.read_text(encoding="utf-8").splitlines():
        entry = line.strip().removeprefix("- ")
        indent = line[: len(line) - len(line.lstrip())]
        lines += [line, *(f"{indent}- {copy}" for copy in listed.get(entry, ()))]
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
