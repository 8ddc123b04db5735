"""The small scripts that sites carry are those of the sources beside them."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from generator.finding import Severity, code
from generator.language.style import Voice
from generator.publish.assistant import RULES, SCRIPT, WEIGHTS, case_script, case_source, stamp_of
from generator.publish.buyer import too_heavy

OVERRIDES = Path(__file__).resolve().parent.parent.parent / "overrides"


@pytest.mark.parametrize("voice", list(Voice))
def test_a_small_script_was_made_from_the_sources_as_they_are(voice: Voice) -> None:
    """After an edit of a source: make scripts."""
    small = (OVERRIDES / "assistant" / "small" / f"{voice}.js").read_text(encoding="utf-8")
    assert small.startswith(f"{stamp_of(case_source(OVERRIDES, voice))}\n")
    assert len(case_script(OVERRIDES, voice)) < len(case_source(OVERRIDES, voice)) / 2


def test_what_buyers_load_is_within_its_weight() -> None:
    assert WEIGHTS[SCRIPT] == 8_000
    assert len(gzip.compress(case_script(OVERRIDES, Voice.BUYER).encode(), 9, mtime=0)) <= WEIGHTS[SCRIPT]


def test_a_script_that_weighs_more_is_an_error() -> None:
    """That of staff is too heavy for buyers."""
    script = case_script(OVERRIDES, Voice.STAFF).encode()
    [(path, facts)] = too_heavy({SCRIPT: script, f"en/case/{RULES}": b"", "en/index.html": b""})
    assert (path, facts["budget"], code("SP621").severity) == (SCRIPT, "8,000", Severity.ERROR)


def test_an_edited_source_is_carried_as_it_is(tmp_path: Path) -> None:
    """A designer without Node sees the edit at once."""
    shutil.copytree(OVERRIDES / "assistant", tmp_path / "assistant")
    with (tmp_path / "assistant/case.js").open("a", encoding="utf-8") as source:
        source.write("globalThis.isEdited = true;\n")
    assert "globalThis.isEdited = true;" in case_script(tmp_path, Voice.BUYER)


def test_buyers_load_nothing_that_is_for_staff() -> None:
    script = case_script(OVERRIDES, Voice.BUYER)
    assert "ladders" not in script
    assert "escalation" not in script
    assert "ladders" in case_script(OVERRIDES, Voice.STAFF)
