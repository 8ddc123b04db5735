"""All merged pages: the playbook's own, and the ones that are made (one for each reply)."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from generator.decisions.gallery import Gallery
from generator.finding import LANGUAGES, Finding
from generator.language.pages import desk_words
from generator.language.say import say_quantity
from generator.playbook.html import escape
from generator.playbook.merge import Memory, Merged, merge_page, say_page, say_plainly
from generator.playbook.page import Page, Playbook, Reply
from generator.playbook.quoting import names_for, with_functions
from generator.policy.model import Policy
from generator.policy.values import Day
from generator.publish.asking import PAGE as ASKING
from generator.publish.asking import asking_files, see_asking
from generator.publish.blocks import Desk, Made
from generator.publish.checker import FILE as CHECKER
from generator.publish.checker import checker_script
from generator.publish.crossing import cross
from generator.publish.deadlines import FILE as DAYS
from generator.publish.deadlines import days_of
from generator.publish.notices import Freshness
from generator.publish.since import Past, Since
from generator.publish.templates import find_overrides

_REPLY = re.compile(r"reply\(\s*(['\"])(.*?)\1")

START = "index.md"
"""Lists its groups itself, so that it needs no list of contents beside it."""
JUMPS = ("check", "offer", "promise", "reply", "refused", "next-time")
"""The parts of a playbook that a narrow screen can jump to."""


@dataclass(frozen=True, slots=True)
class MergedTree:
    """Every page of the staff site in both languages, and what could not be merged."""

    pages: tuple[Merged, ...]
    findings: tuple[Finding, ...]


def merge_all(
    policy: Policy,
    playbook: Playbook,
    as_of: date,
    tell: Callable[[str], None] = lambda _: None,
    freshness: Freshness | None = None,
    past: Past | None = None,
    *,
    drawn: bool = True,
) -> MergedTree:
    """Merge every page and reply with the policy, in both languages; what is behind says so at the section's top.

    A page that was last read under a version of the ``past`` tells what has changed since. Unless they are to be
    ``drawn``, no page is written, and all that cannot be said is found all the same.
    """
    fresh = freshness or Freshness()
    since = Since(past or Past(policy))
    pages: list[Merged] = []
    findings: list[Finding] = []
    days = days_of(policy, playbook)
    made = Made(gallery=Gallery(playbook.root, policy), crossing=cross(playbook), since=since, days=days, drawn=drawn)
    for lang in LANGUAGES:
        common = names_for(policy, lang, {})
        made.blocks.clear()  # those of another language
        memory: Memory | None = None
        users = list_users(playbook, lang)
        for page in _pages(playbook, lang):
            tell(page.source)
            desk = Desk(policy, playbook, lang, page.path, made, fresh)
            blocks = desk.blocks()
            memory = memory or Memory(common.keys() - blocks.keys())
            spoken = say_page(page, with_functions(common, blocks), memory, fresh.notices(page.path, lang))
            findings += spoken.findings
            if drawn:
                known = {**fresh.front(page.path, lang), **see_asking(policy, playbook, page)}
                front = partial(_front, policy, page, as_of, known, since)
                pages.append(merge_page(spoken, front, partial(desk.foot, page)))
        for reply in _paired_replies(playbook, lang):
            tell(reply.source)
            desk = Desk(policy, playbook, lang, f"replies/{reply.name}.md", made, fresh)
            title, problems = say_plainly(reply.title, with_functions(common, desk.blocks()))
            findings += (*problems, *desk.say_reply(reply)[1])
            if drawn:
                pages.append(_merge_reply(policy, reply, title, desk, users.get(reply.name, ())))
    if not drawn:
        return MergedTree((), tuple(findings))
    if days is not None:
        overrides = find_overrides(playbook.root or Path())
        pages.append(Merged.of(f"{LANGUAGES[0]}/{DAYS}", days.script(overrides)))
    if playbook.root is not None:
        pages += asking_files(
            policy,
            playbook,
            find_overrides(playbook.root),
            lambda lang, name: str(Desk(policy, playbook, lang, ASKING, made, fresh).reply(name)),
        )
    if any("checker" in quotation.names for page in playbook.pages.values() for quotation in page.body.quotations):
        script = checker_script(policy, playbook, since.past.older, find_overrides(playbook.root or Path()))
        pages.append(Merged.of(f"{LANGUAGES[0]}/{CHECKER}", script))
    return MergedTree(tuple(pages), tuple(findings))


def write_merged(pages: tuple[Merged, ...], pictures: Mapping[str, bytes], folder: Path) -> None:
    """Write pages and pictures below ``folder``: only files that changed, and nothing is left that is neither."""
    _clear(folder, {folder / path for path in (*(page.path for page in pages), *pictures)})
    texts = ((page.path, page.data) for page in pages if page.path not in pictures)
    for name, data in chain(texts, pictures.items()):
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _clear(folder: Path, wanted: Set[Path]) -> None:
    """Leave regular files that are wanted, and folders that hold any. A link is never followed: it could lead out."""
    for parent, folders, files in os.walk(folder, topdown=False):
        for path in (Path(parent, name) for name in (*folders, *files)):
            if path.is_dir() and not path.is_symlink():
                if path in wanted or not any(path.iterdir()):
                    shutil.rmtree(path)
            elif path not in wanted or not stat.S_ISREG(path.lstat().st_mode):
                path.unlink()


def _pages(playbook: Playbook, lang: str) -> Iterator[Page]:
    return (page for (language, _), page in playbook.pages.items() if language == lang)


def list_users(playbook: Playbook, lang: str) -> dict[str, list[Page]]:
    """The pages that show each reply, by its name."""
    users: dict[str, list[Page]] = {}
    for page in _pages(playbook, lang):
        sources = (each.source for each in page.body.quotations if each.source.startswith("reply("))
        for name in dict.fromkeys(match[2] for source in sources if (match := _REPLY.match(source))):
            users.setdefault(name, []).append(page)
    return users


def _paired_replies(playbook: Playbook, lang: str) -> Iterator[Reply]:
    """The replies that stand in both languages; parity reports the others."""
    for (language, name), reply in playbook.replies.items():
        if language == lang and all((each, name) in playbook.replies for each in LANGUAGES):
            yield reply


def _front(
    policy: Policy, page: Page, as_of: date, fresh: Mapping[str, object], since: Since, merged: str
) -> dict[str, object]:
    """What the theme shows of a page below its title; ``merged`` is its body."""
    know: dict[str, object] = {**fresh, **since.front(page, merged)}
    if page.owner:
        know["owner"] = page.owner
    if page.reviewed:
        know["reviewed"] = _day(page.reviewed, page.lang)
    if page.review_by:
        know["review_by"] = {**_day(page.review_by, page.lang), "overdue": page.review_by < as_of}
    covers = [
        {"id": listed.name, "words": _title(policy, listed.name, page.lang), "href": f"policy/#{listed.name}"}
        for listed in page.covers
        if listed.name in policy.rules
    ]
    if covers:
        know["covers"] = covers
    jump = _jumps(page)
    if len(jump) > 1:
        know["jump"] = jump
    if page.path != START:
        return {"samepage": know} if know else {}
    return {"hide": ["toc"], "samepage": {**know, "jump_always": True}}


def _jumps(page: Page) -> list[dict[str, str]]:
    """The ways to the parts of a page: of a playbook in a word each, of any other by their headings."""
    words = desk_words(page.lang)
    anchors = {heading.anchor for heading in page.headings}
    parts = [{"href": f"#{name}", "words": words[f"jump.{name}"]} for name in JUMPS if name in anchors]
    if len(parts) > 2:
        return parts
    return [
        {"href": f"#{one.anchor}", "words": one.text}
        for one in page.headings
        if one.level == 2 and "{{" not in one.text
    ]


def _title(policy: Policy, rule: str, lang: str) -> str:
    title = policy.rules[rule].title
    return title[lang] if title else rule


def _day(day: date, lang: str) -> dict[str, object]:
    return {"date": day.isoformat(), "words": say_quantity(Day(day.year, day.month, day.day), lang)}


def _merge_reply(policy: Policy, reply: Reply, title: str, desk: Desk, users: Sequence[Page]) -> Merged:
    """The page of one reply: both languages side by side, its rules, and the pages that use it."""
    words = desk_words(reply.lang)
    rules = words["title_separator"].join(
        f"[{escape(_title(policy, listed.name, reply.lang))}](../policy.md#{listed.name})"
        for listed in reply.serves
        if listed.name in policy.rules
    )
    used = words["title_separator"].join(f"[{escape(page.title.text)}](../{page.path})" for page in users)
    lines = [f"# {title}", "", str(desk.reply(reply.name)), ""]
    lines += [words["reply_for"].format(list=rules), ""] if rules else []
    lines += [words["reply_use"].format(list=used), ""] if used else []
    text = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n" + "\n".join(lines)
    return Merged.of(f"{reply.lang}/{desk.path}", f"{text}{desk.values(text)}")
