"""Blanks of replies: which are shared between the languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import check, edit, make_small, told


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_small(tmp_path / "shop")


def reply_of(project: Path, lang: str) -> str:
    (path,) = (each for each in (project / "content" / lang / "replies").glob("*.md") if each.name != "index.md")
    return path.relative_to(project).as_posix()


def test_a_blank_is_shared_unless_it_is_words(project: Path) -> None:
    """A name is the same in both languages, the name of an item is not."""
    assert [reply.blanks["name"].shared for reply in check(project).playbook.replies.values()] == [True, True]
    for lang in ("en", "zh"):
        edit(project, reply_of(project, lang), "zh: 称呼}", "zh: 称呼, kind: words}")
    replies = check(project).playbook.replies
    assert [reply.blanks["name"].shared for reply in replies.values()] == [False, False]


def test_an_unknown_kind_of_blank_is_refused(project: Path) -> None:
    """There is one kind to name, and a misspelling of it would share words of one language with the other."""
    edit(project, reply_of(project, "en"), "zh: 称呼}", "zh: 称呼, kind: word}")
    assert f"{reply_of(project, 'en')}:5:16 SP324" in told(check(project).findings)


def test_both_languages_have_the_same_kind_of_blank(project: Path) -> None:
    """Else one language would fill the other, and not the other way round."""
    edit(project, reply_of(project, "zh"), "zh: 称呼}", "zh: 称呼, kind: words}")
    assert [line.rsplit(" ", 1)[1] for line in told(check(project).findings)] == ["SP406"]


DAYS = [
    ("a day", "kind: date", []),
    ("the day of an event", "event: delivered", []),
    ("the end of a deadline", "by: returns.window", []),
    ("the end of one of two", "by: [returns.window, returns.refund_time]", []),
    ("an event that is none", "event: deliverd", ["SP511"]),
    ("a term that is none", "by: returns.windw", ["SP511"]),
    ("a value that never ends", "by: penalties.fine", ["SP511"]),
    ("words that are a day", "kind: words, by: returns.window", ["SP324"]),
    ("another key", "from: delivered", ["SP324"]),
]


@pytest.mark.parametrize(("said", "codes"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_a_day_is_worked_out_from_what_the_policy_knows(project: Path, said: str, codes: list[str]) -> None:
    """Anything else would leave a blank that fills itself with nothing."""
    for lang in ("en", "zh"):
        edit(project, reply_of(project, lang), "zh: 称呼}", f"zh: 称呼, {said}}}")
    found = {line.rsplit(" ", 1)[1] for line in told(check(project).findings)}
    assert found - {"SP331"} == set(codes)
