"""The documents are held to the code: what they name exists, and what exists is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import main
from generator.finding import LANGUAGES
from generator.language.style import Style
from generator.playbook.front import PAGE_KEYS, REPLY_KEYS
from generator.playbook.load import load_playbook
from generator.playbook.marks import ONLY, UNLESS
from generator.playbook.quotation import STYLES
from generator.playbook.quoting import names_for
from generator.policy.load import load_policy
from generator.policy.model import Offer
from generator.publish.blocks import Desk
from tests.projects import check, edit, make_small


def read(project_root: Path, name: str) -> str:
    """A document of the project."""
    return (project_root / name).read_text(encoding="utf-8")


def commands_of(text: str) -> set[str]:
    """The commands in the first column of a table of commands."""
    return set(re.findall(r"^\| `samepage (\w+)", text, re.MULTILINE))


def test_the_readme_lists_every_command(project_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help", "--lang", "en"]) == 0
    shown = set(re.findall(r"^    (\w+) +\S", capsys.readouterr().out, re.MULTILINE))
    assert commands_of(read(project_root, "README.md")) == shown


def test_the_readme_names_every_option(project_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command's own options stand in its row; those that all share stand below the table."""
    text = read(project_root, "README.md")
    for command in commands_of(text):
        main([command, "--help", "--lang", "en"])
        options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--lang", "--help"}
        row = next(line for line in text.splitlines() if line.startswith(f"| `samepage {command}"))
        assert options == set(re.findall(r"--[a-z-]+", row)) - {"--lang"}


def test_the_readme_shows_the_finding_that_is_really_given(project_root: Path, tmp_path: Path) -> None:
    """The sentence after the place is the one of today's message."""
    project = make_small(tmp_path)
    edit(project, "content/en/policy.md", "# All rules", "# All rules\n\nWithin 30 days.")
    (finding,) = check(project).findings
    shown = re.search(
        r'error SP301: "14 days" (?P<words>.*?) \(14 days\) as returns\.send_by', read(project_root, "README.md")
    )
    assert shown is not None
    assert shown["words"] in finding.message("en")


def test_the_guide_to_pages_names_everything_that_a_page_can_quote(project_root: Path) -> None:
    policy, _ = load_policy(project_root)
    assert policy is not None
    playbook, _ = load_playbook(project_root)
    names = names_for(policy, "en", Desk(policy, playbook, "en", "index.md").blocks())
    functions = {name for name, held in names.items() if callable(held)} - set(policy.sections)
    functions |= {"evidence", "escalation", ONLY, UNLESS}
    guide = read(project_root, "content/README.md")
    assert functions == set(re.findall(r"`\{\{ (\w+)\(", guide)) - set(policy.sections) | {"evidence", "escalation"}
    for key in {*PAGE_KEYS, *REPLY_KEYS}:
        assert f"{key}:" in guide


def test_every_style_of_a_value_is_in_the_guide(project_root: Path) -> None:
    guide = read(project_root, "content/README.md")
    assert set(STYLES) == {style.value for style in Style}
    for style in set(STYLES) - {"plain"}:
        assert f"\\| {style}" in guide


def test_the_guide_to_policies_lists_every_offer(project_root: Path) -> None:
    guide = read(project_root, "policies/README.md")
    listed = re.search(r"\*\*Offers\*\*: (.*?)\.\n", guide)
    assert listed is not None
    assert listed[1].split(", ") == [offer.value for offer in Offer]


def test_every_document_that_is_linked_exists(project_root: Path) -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "content/README.md", "policies/README.md"):
        folder = (project_root / name).parent
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", read(project_root, name)):
            assert (folder / target).exists(), f"{name} links to {target}"


def test_help_and_findings_have_the_same_blanks_in_both_languages() -> None:
    from generator.words import words

    english, chinese = (words(lang) for lang in LANGUAGES)
    assert english.keys() == chinese.keys()
    for key in english:
        assert set(re.findall(r"\{\w+\}", english[key])) == set(re.findall(r"\{\w+\}", chinese[key])), key
