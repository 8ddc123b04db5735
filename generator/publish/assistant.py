"""``What happens in my case?``: the rules as a script runs them, the words that it needs, and the script itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from generator.decisions.compiling import compile_policy
from generator.decisions.published_program import PublishedProgram, published_program
from generator.language.case_phrases import phrases_of
from generator.language.style import Voice
from generator.policy.model import Policy
from generator.publish.scripts import squeezed

SCRIPT, RULES = "case.js", "rules.js"
"""The files: the script for all languages, and the rules with the words of one."""
WEIGHTS = {RULES: 12_000}
"""The most bytes that each may weigh for buyers, compressed."""
NO_REPLIES: Mapping[str, str] = MappingProxyType({})
_PARTS = {Voice.BUYER: ("decide", "case"), Voice.STAFF: ("decide", "staff", "case")}
"""What the script is made of, in this order."""


def case_program(policy: Policy) -> PublishedProgram:
    """The policy as the script runs it."""
    return published_program(compile_policy(policy))


def case_rules(
    policy: Policy, program: PublishedProgram, lang: str, voice: Voice, replies: Mapping[str, str] = NO_REPLIES
) -> str:
    """The program with its words, as a script: a page that was opened from a disk can read no other file.

    ``replies`` are the titles of the replies that staff can copy.
    """
    data = {"program": program, "phrases": {**phrases_of(policy, program, lang, voice), "replies": dict(replies)}}
    return f"samepageCase={json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n"


def case_script(overrides: Path, voice: Voice) -> str:
    """The script of the page for buyers, or for staff."""
    files = (overrides / "assistant" / f"{name}.js" for name in _PARTS[voice])
    return "".join(squeezed(file.read_text(encoding="utf-8")) for file in files)
