"""What may lie below ``content``, and what is read of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.building import build_site
from generator.pipeline import Unwatched
from tests.projects import check, edit, make_small, told

PAGE = "content/en/after-delivery/changed-mind.md"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)


def test_a_picture_beside_the_pages_is_published(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    for lang in ("en", "zh"):
        (project / f"content/{lang}/photos").mkdir()
        (project / f"content/{lang}/photos/label.png").write_bytes(PIXEL)
        for path in (project / f"content/{lang}/after-delivery/changed-mind.md",):
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("## ", "![label](../photos/label.png)\n\n## ", 1), encoding="utf-8")
    assert build_site(project, project / "site", date(2026, 12, 1), Unwatched()) == ()
    assert (project / "site/staff/photos/label.png").read_bytes() == PIXEL
    assert (project / "site/staff/zh/photos/label.png").read_bytes() == PIXEL


@pytest.mark.parametrize("name", ["run.js", "notes.html", "drawing.svg", "page.markdown"])
def test_other_files_are_refused(name: str, tmp_path: Path) -> None:
    """They would be published to every desk."""
    project = make_small(tmp_path)
    (project / "content/en" / name).write_text("<script>alert(1)</script>", encoding="utf-8")
    assert f"content/en/{name}:1:1 SP348" in told(check(project).findings)


def test_a_linked_folder_is_refused(tmp_path: Path) -> None:
    project = make_small(tmp_path / "project")
    (tmp_path / "elsewhere").mkdir()
    (project / "content/en/more").symlink_to(tmp_path / "elsewhere")
    assert "content/en/more:1:1 SP348" in told(check(project).findings)


def test_a_page_that_is_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    project = make_small(tmp_path / "project")
    (tmp_path / "secret.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    (project / "content/en/secret.md").symlink_to(tmp_path / "secret.md")
    assert "content/en/secret.md:1:1 SP102" in told(check(project).findings)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"\xff", "SP104"),
        (b"\x00", "SP106"),
        ("\u202e".encode(), "SP107"),
        ("\u200b".encode(), "SP108"),
    ],
)
def test_hidden_bytes_in_a_page_are_found_where_they_stand(bad: bytes, code: str, tmp_path: Path) -> None:
    project = make_small(tmp_path)
    file = project / PAGE
    file.write_bytes(file.read_bytes().replace(b"The item is fine; ", b"The " + bad + b"item is fine; "))
    assert f"{PAGE}:13:5 {code}" in told(check(project).findings)


def test_front_matter_is_as_strict_as_the_policy(tmp_path: Path) -> None:
    """A repeated key is found at its place in the page."""
    project = make_small(tmp_path)
    edit(project, PAGE, "owner: Returns team\n", "owner: Returns team\nowner: Somebody\n")
    assert f"{PAGE}:8:1 SP111" in told(check(project).findings)


def test_a_page_of_brackets_is_refused_before_any_engine_sees_it(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, PAGE, "The item is fine; ", "[" * 20_000)
    assert f"{PAGE}:13:1 SP345" in told(check(project).findings)
