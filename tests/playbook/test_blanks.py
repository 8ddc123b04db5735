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
