"""The command line as scripts and CI rely on it: output, exit codes, languages."""

from __future__ import annotations

import io
import json
import re
import socket
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.finding import codes
from tests.projects import edit, make_small

PAGE = "content/en/after-delivery/changed-mind.md"
LEAD = "The item is fine; the buyer does not want it."


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A project with one typed value."""
    project = make_small(tmp_path)
    edit(project, PAGE, LEAD, "Within 30 days of delivery.")
    return project


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one call."""
    status = main(argv)
    told = capsys.readouterr()
    return status, told.out, told.err


def test_check_of_a_sound_project_is_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "check", "-C", str(make_small(tmp_path)), "--as-of", "2026-12-01")
    assert (status, out, err) == (0, "No findings.\n", "")


def test_a_finding_opens_with_its_place_and_says_what_to_write(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "check", "-C", str(broken), "--lang", "en")
    assert status == 1
    assert out.startswith(f'{PAGE}:13:8: error SP301: "30 days" is typed by hand')
    assert "{{ returns.window }}" in out


def test_findings_speak_chinese(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "check", "-C", str(broken), "--lang", "zh")
    assert f"{PAGE}:13:8: 错误 SP301: “30 days”是手写的" in out


def test_the_locale_chooses_the_language(
    broken: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "错误" in run(capsys, "check", "-C", str(broken))[1]
    monkeypatch.setenv("LC_ALL", "C")
    assert "error" in run(capsys, "check", "-C", str(broken))[1]


def test_json_has_the_fields_of_the_contract(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "check", "-C", str(broken), "--format", "json", "--lang", "en")
    told = json.loads(out)
    finding = next(each for each in told["findings"] if each["code"] == "SP301")
    assert status == 1
    assert set(finding) == {"code", "severity", "path", "line", "column", "message", "hint", "term"}
    assert (finding["severity"], finding["path"], finding["line"], finding["column"], finding["term"]) == (
        "error",
        PAGE,
        13,
        8,
        "returns.window",
    )
    assert told["summary"] == {"error": 1, "warning": 0, "note": 0}


def test_github_annotations_name_file_and_line(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "check", "-C", str(broken), "--format", "github", "--lang", "en")
    assert out.startswith(f"::error file={PAGE},line=13,col=8,title=SP301::")
    assert out.count("\n") == 1


def test_sarif_has_a_rule_and_a_place_for_each_finding(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "check", "-C", str(broken), "--format", "sarif")
    sarif = json.loads(out)["runs"][0]
    place = sarif["results"][0]["locations"][0]["physicalLocation"]
    assert [rule["id"] for rule in sarif["tool"]["driver"]["rules"]] == ["SP301"]
    assert (place["artifactLocation"]["uri"], place["region"]) == (PAGE, {"startLine": 13, "startColumn": 8})


def test_a_folder_that_is_no_project_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "check", "-C", str(tmp_path), "--lang", "en")
    assert (status, out) == (2, "")
    assert "mkdocs.yml, policies, content not found" in err


@pytest.mark.parametrize("argv", [["chek"], ["check", "--format", "xml"], ["check", "--as-of", "soon"], []])
def test_wrong_usage_exits_with_2_and_no_traceback(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, *argv)
    assert status == 2
    assert "Traceback" not in err
    assert "samepage" in err


@pytest.mark.parametrize(("port", "told"), [("99999", "is no port"), ("-1", "is no port"), ("", "cannot be used")])
def test_a_port_that_cannot_be_used_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], port: str, told: str
) -> None:
    """The empty one stands for a port that somebody else has."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = port or str(other.getsockname()[1])
        status, out, err = run(capsys, "serve", "-C", str(make_small(tmp_path)), f"--port={port}", "--lang", "en")
    assert (status, out) == (2, "")
    assert told in err
    assert port in err
    assert "Traceback" not in err


@pytest.mark.parametrize(("lang", "word"), [("en", "usage:"), ("zh", "用法：")])
def test_help_speaks_both_languages(lang: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (("--lang", lang, "--help"), ("check", "--lang", lang, "-h")):
        status, out, _ = run(capsys, *argv)
        assert status == 0
        assert out.startswith(word)


def test_explain_shows_why_wrong_and_right(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "explain", "sp301", "--lang", "en")
    assert status == 0
    assert out.startswith("SP301 · error · ")
    assert "{{ returns.window | within }}" in out


def test_explain_of_an_unknown_code_suggests_others(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "explain", "SP30", "--lang", "en")
    assert (status, out) == (2, "")
    assert "SP30" in err
    assert "Did you mean" in err
    assert "SP451, SP452" in run(capsys, "explain", "SP4501", "--lang", "en")[2]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_code_can_be_explained(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    explained = {id: run(capsys, "explain", id, "--lang", lang) for id in codes()}
    assert [id for id, (status, out, _) in explained.items() if status or not out.startswith(id)] == []


def test_every_code_that_the_program_uses_has_a_page(project_root: Path) -> None:
    """And every page belongs to a code that is used."""
    sources = (path.read_text(encoding="utf-8") for path in (project_root / "generator").rglob("*.py"))
    used = {code for text in sources for code in re.findall(r"\"(SP\d{3})\"", text)}
    assert used == set(codes())


def read_text(
    text: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *argv: str
) -> list[dict[str, object]]:
    """What ``quantities`` reads from standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    status, out, _ = run(capsys, "quantities", "-", "--format", "json", *argv)
    assert status == 0
    return list(json.loads(out)["quantities"])


def test_quantities_come_with_their_places(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    found = read_text("一\n\n　请在五到十个工作日内回复。", capsys, monkeypatch, "--lang", "zh")
    assert found == [
        {
            "kind": "duration",
            "value": "5..10 business days",
            "text": "五到十个工作日",
            "line": 3,
            "column": 4,
            "literal": False,
        }
    ]


def test_a_declared_literal_is_read_as_such(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = 'Wait {{ literal("30 seconds", "scanner") }} and {{ returns.window }}, `5 days`, 2 weeks.'
    found = read_text(text, capsys, monkeypatch, "--lang", "en")
    assert [(each["text"], each["literal"]) for each in found] == [
        ("30 seconds", True),
        ("5 days", False),
        ("2 weeks", False),
    ]


def test_an_ambiguous_quantity_lists_what_it_could_be(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = read_text("A fee of ¥50.", capsys, monkeypatch, "--lang", "en")
    assert found["value"] is None
    assert set(found["could_be"]) == {"50.00 CNY", "50 JPY"}  # type: ignore[call-overload]


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "quantities", str(tmp_path / "none.md"))
    assert status == 1
    assert "none.md" in out
    assert "Traceback" not in err
