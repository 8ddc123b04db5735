"""Whatever people do to a project that has a live site: findings and an exit code, no traceback, nothing written."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import pipeline
from generator.cli import main
from generator.policy.files import PARTS
from tests.projects import edit, tree_of
from tests.publish.conftest import Forks, leftovers

BROKEN = Path(__file__).resolve().parent.parent / "policy" / "broken"
TRAPS = sorted(BROKEN.glob("SP1*.yaml"))
HEADER = re.compile(r"# (?P<file>[a-z]+\.yaml): (?P<code>SP\d{3})")

Harm = Callable[[Path], object]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda path: path.stem)
def test_a_trap_of_yaml_writes_nothing(trap: Path, forks: Forks, project: Path) -> None:
    header = HEADER.match(trap.read_text(encoding="utf-8"))
    assert header is not None
    before = tree_of(project / "site")
    shutil.copy(trap, project / "policies" / header["file"])

    run = forks.build(project)

    assert (run.status, run.err, run.touches) == (1, "", ())
    assert header["code"] in run.out
    assert tree_of(project / "site") == before


def write(path: str, data: bytes) -> Harm:
    return lambda project: (project / path).write_bytes(data)


def cut(path: str, old: str, new: str = "") -> Harm:
    return lambda project: edit(project, path, old, new)


def folder(path: str) -> Harm:
    def harm(project: Path) -> None:
        (project / path).unlink(missing_ok=True)
        (project / path).mkdir()

    return harm


def link(path: str, to: str) -> Harm:
    def harm(project: Path) -> None:
        (project / path).unlink(missing_ok=True)
        (project / path).symlink_to(to)

    return harm


def remove(path: str) -> Harm:
    def harm(project: Path) -> None:
        shutil.rmtree(project / path) if (project / path).is_dir() else (project / path).unlink()

    return harm


def lock_up(path: str) -> Harm:
    return lambda project: (project / path).chmod(0)


def hook(text: str) -> Harm:
    def harm(project: Path) -> None:
        (project / "hook.py").write_text(text, encoding="utf-8")
        edit(project, "mkdocs.yml", "site_name", "hooks: [hook.py]\nsite_name")

    return harm


def both(first: Harm, second: Harm) -> Harm:
    return lambda project: (first(project), second(project))


YML, MAIN, PAGE = "mkdocs.yml", "overrides/staff/main.html", "overrides/buyer/page.html.j2"
I18N = "  - i18n:\n      docs_structure: folder"

SETTINGS: dict[str, tuple[Harm, str]] = {
    "nothing in it": (write(YML, b""), "mkdocs.yml:1:1: error SP607"),
    "a list": (write(YML, b"- a\n"), "mkdocs.yml:1:1: error SP607"),
    "a bracket left open": (write(YML, b"site_name: [a\n"), "mkdocs.yml:1:12: error SP607"),
    "not UTF-8": (write(YML, b"site_name: caf\xe9\n"), "mkdocs.yml:1:15: error SP104"),
    "a folder": (folder(YML), "mkdocs.yml:1:1: error SP101"),
    "no name": (cut(YML, "site_name: Small"), "mkdocs.yml:1:1: error SP607"),
    "no theme": (cut(YML, "  name: material"), "mkdocs.yml:4:1: error SP607"),
    "another theme": (cut(YML, "name: material", "name: mkdocs"), "its name has to be material"),
    "an unknown theme": (cut(YML, "name: material", "name: materiel"), "materiel"),
    "an unknown plug-in": (cut(YML, "- search", "- saerch"), "saerch"),
    "an unknown extension": (cut(YML, "attr_list,", "atr_list,"), "atr_list"),
    "one language": (cut(YML, "        - {locale: zh, name: 中文, build: true}\n"), "the languages en"),
    "languages by suffix": (cut(YML, "folder", "suffix"), "docs_structure: folder"),
    "a number for a list": (cut(YML, "[navigation.prune]", "7"), "mkdocs.yml:1:1: error SP607"),
    "another number for a list": (cut(YML, "[404.html, zh/404.html]", "7"), "mkdocs.yml:4:1: error SP607"),
    "an unknown page": (cut(YML, "site_name", "nav: [gone.md]\nsite_name"), "mkdocs.yml:1:7: error SP604"),
    "a tag that runs code": (cut(YML, "Small", "!!python/name:gone.away"), "mkdocs.yml:1:12: error SP607"),
    "a hook that is no Python": (hook("def (\n"), "hook.py, line 1"),
    "a hook that fails": (
        hook("def on_page_markdown(text, **_):\n    raise ValueError('x')\n"),
        "hook.py:2:1: error SP607",
    ),
}
TEMPLATES: dict[str, tuple[Harm, str]] = {
    **{
        f"{path} with {what}": (write(path, data), f"{path}:{place}")
        for path in (MAIN, PAGE)
        for what, data, place in (
            ("a syntax error", b"\n{% if %}", "2:1: error SP608"),
            ("an unknown name", b"\n\n{{ nope.nope }}", "3:1: error SP608"),
            ("an error of its code", b'{{ range("a") }}', "1:1: error SP608"),
            ("bytes that are no text", b"caf\xe9", "1:4: error SP104"),
        )
    },
    "a circle": (write(MAIN, b'{% extends "main.html" %}'), f"{MAIN}:1:1: error SP608"),
    "a template that is gone": (remove(PAGE), "overrides/buyer/overview.html.j2:1:1: error SP608"),
    "a folder for a template": (folder(MAIN), f"{MAIN}:1:1: error SP101"),
    "a dangling template": (link(PAGE, "gone"), f"{PAGE}:1:1: error SP101"),
    "an unreadable template": (lock_up(MAIN), f"{MAIN}:1:1: error SP101"),
    "no colours": (remove("overrides/tokens.css"), "overrides/tokens.css:1:1: error SP610"),
    "colours that are no text": (write("overrides/tokens.css", b"\xe9"), "overrides/tokens.css:1:1: error SP104"),
    "no templates of the staff site": (remove("overrides/staff"), "mkdocs.yml:4:1: error SP607"),
}
FILES: dict[str, tuple[Harm, str]] = {
    "a folder called x.md": (folder("content/en/x.md"), "content/en/x.md:1:1: error SP101"),
    "a dangling link": (link("content/en/x.md", "gone.md"), "content/en/x.md:1:1: error SP101"),
    "a link in a circle": (link("content/en/x.md", "x.md"), "content/en/x.md:1:1: error SP101"),
    "a linked folder": (link("content/en/x", "."), "content/en/x:1:1: error SP348"),
    "a dangling picture": (link("content/en/x.png", "gone.png"), "content/en/x.png:1:1: error SP101"),
    "a page whose name is no text": (write(os.fsdecode(b"content/en/caf\xe9.md"), b"x"), "error SP346"),
    "a picture whose name is no text": (write(os.fsdecode(b"content/en/caf\xe9.png"), b"x"), "error SP348"),
    "a policy whose name is no text": (write(os.fsdecode(b"policies/caf\xe9.yaml"), b"x"), "error SP259"),
    "a page that nobody may read": (lock_up("content/zh/index.md"), "content/zh/index.md:1:1: error SP101"),
    "a folder that nobody may read": (
        both(lock_up("content/en/after-delivery"), lock_up("content/zh/after-delivery")),
        "content/zh/after-delivery:1:1: error SP101",
    ),
    "pages that nobody may read": (lock_up("content"), "content/en:1:1: error SP101"),
    "a file for the pages": (both(remove("content"), write("content", b"")), "content/en:1:1: error SP101"),
    "policies that nobody may read": (lock_up("policies"), "policies:1:1: error SP101"),
    "a file for the policies": (
        both(remove("policies"), write("policies", b"")),
        "policies/shop.yaml:1:1: error SP219",
    ),
    "settings that nobody may read": (lock_up(YML), "mkdocs.yml:1:1: error SP101"),
}


@pytest.mark.parametrize("what", [*SETTINGS, *TEMPLATES, *FILES])
def test_a_mistake_is_a_finding_and_the_live_site_stays(what: str, forks: Forks, project: Path) -> None:
    harm, told = (SETTINGS | TEMPLATES | FILES)[what]
    before = tree_of(project / "site")
    harm(project)

    run = forks.build(project, "--lang", "en", powerless=True)

    assert (run.status, run.err) == (1, ""), run.out
    assert told in run.out
    assert tree_of(project / "site") == before
    assert leftovers(project) == []


def test_a_store_that_may_not_be_written_is_a_finding(forks: Forks, project: Path) -> None:
    (project / ".site.builds").chmod(0o500)
    run = forks.build(project, powerless=True)
    assert (run.status, "SP901" in run.out, run.err) == (1, True, "")


def test_colours_for_light_screens_alone_are_enough(forks: Forks, project: Path) -> None:
    write("overrides/tokens.css", b":root { --accent: #005; --focus: #005; }\n")(project)
    assert forks.build(project).status == 0


@pytest.mark.parametrize("epoch", ["soon", "", "9" * 20])
def test_a_build_date_that_is_none_is_wrong_usage(epoch: str, forks: Forks, project: Path) -> None:
    run = forks.build(project, env={"SOURCE_DATE_EPOCH": epoch})
    assert (run.status, run.out) == (2, "")
    assert f'SOURCE_DATE_EPOCH is "{epoch}"' in run.err


def test_a_project_that_nobody_may_enter_is_wrong_usage(forks: Forks, project: Path) -> None:
    project.chmod(0o600)
    run = forks.build(project, powerless=True)
    project.chmod(0o700)
    assert (run.status, run.out) == (2, "")
    assert "is no project" in run.err


def test_a_project_behind_links_in_a_circle_is_wrong_usage(forks: Forks, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert forks.build(tmp_path / "loop").status == 2


def test_findings_of_names_that_are_no_text_are_still_json(forks: Forks, project: Path) -> None:
    (project / os.fsdecode(b"content/en/caf\xe9.md")).write_text("x", encoding="utf-8")
    run = forks.run("check", "-C", str(project), "--format", "json", "--lang", "zh")
    assert run.status == 1
    assert json.loads(run.out)["summary"]["error"] == 2


@pytest.mark.parametrize(("lang", "words"), [("en", "a defect of samepage 0."), ("zh", "samepage 0.")])
def test_a_defect_of_our_own_says_how_to_report_it(
    lang: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one place where a traceback belongs: whoever mends the defect needs it."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("planted")

    monkeypatch.setattr(pipeline, "check_project", fail)
    for name in PARTS:
        (tmp_path / name).touch()

    assert main(["build", "-C", str(tmp_path), "--lang", lang]) == 70

    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" in said.err
    assert "AssertionError: planted" in said.err
    assert words in said.err.splitlines()[-1]
    assert {"en": "Please report it", "zh": "反馈给"}[lang] in said.err.splitlines()[-1]
