"""``What happens in my case?``: the rules as a script runs them, the words that it needs, and the script itself."""

from __future__ import annotations

import json
from pathlib import Path

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
_PARTS = ("decide", "case")
"""What the script is made of, in this order."""


def case_program(policy: Policy) -> PublishedProgram:
    """The policy as the script runs it."""
    return published_program(compile_policy(policy))


def case_rules(policy: Policy, program: PublishedProgram, lang: str, voice: Voice) -> str:
    """The program with its words, as a script: a page that was opened from a disk can read no other file."""
    data = {"program": program, "phrases": phrases_of(policy, program, lang, voice)}
    return f"samepageCase={json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n"


def case_script(overrides: Path) -> str:
    """The script of the page."""
    return "".join(squeezed((overrides / "assistant" / f"{name}.js").read_text(encoding="utf-8")) for name in _PARTS)
