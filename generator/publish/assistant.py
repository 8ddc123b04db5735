"""``What happens in my case?``: the rules as a script runs them, the words that it needs, and the script itself."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import cast

from generator.decisions.compiling import compile_policy
from generator.decisions.published_program import PublishedProgram, published_program
from generator.language.case_phrases import phrases_of
from generator.language.style import Voice
from generator.playbook.html import escape
from generator.policy.model import Policy
from generator.publish.case_frames import ALWAYS, FRAMED, frames_of
from generator.publish.scripts import squeezed

SCRIPT, RULES = "case.js", "rules.js"
"""The files: the script for all languages, and the rules with the words of one."""
WEIGHTS = {SCRIPT: 8_000, RULES: 12_000}
"""The most bytes that each may weigh for buyers, compressed: more is an error."""
_UNIT = re.compile(r"(?:(?<=\d)|(?<=\{d\})|(?<=\{low\})|(?<=\{high\})) (?=[^\W\d_])")
_FOR_STAFF = ("section", "buyer")
"""What a rule says of itself that only the script for staff reads."""
NO_REPLIES: Mapping[str, str] = MappingProxyType({})
_PARTS = {Voice.BUYER: ("decide", "case"), Voice.STAFF: ("inside", "decide", "cut", "staff", "case")}
"""What the script is made of, in this order."""


def case_program(policy: Policy) -> PublishedProgram:
    """The policy as the script runs it."""
    return published_program(compile_policy(policy))


def case_rules(
    policy: Policy,
    program: PublishedProgram,
    lang: str,
    voice: Voice,
    replies: Mapping[str, str] = NO_REPLIES,
    asking: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """The program with its words, as a script: a page that was opened from a disk can read no other file.

    ``replies`` are the titles of the replies that staff can copy, ``asking`` are those that come before
    one of them, with the rules that they serve.
    """
    phrases = phrases_of(policy, program, lang, voice)
    kinds = {*ALWAYS, *(asked["kind"] for asked in phrases["asks"].values())}
    frames = {kind: frame for kind, frame in frames_of(phrases["words"]).items() if kind in kinds}
    for name in FRAMED:
        del phrases["words"][name]
    told = _as_html({**phrases, "replies": dict(replies)}) | {"groups": phrases["groups"]}
    if asking:
        told["asking"] = asking
    if voice is Voice.BUYER:  # by which row of a table, and of which section, is for staff
        rows = {
            term: [{"when": one["when"], "leaf": one["leaf"]} for one in own] for term, own in program["terms"].items()
        }
        rules = [{name: one for name, one in rule.items() if name not in _FOR_STAFF} for rule in program["rules"]]
        program = cast(PublishedProgram, {**program, "terms": rows, "rules": rules})
    data = {"program": program, "phrases": {**told, "frames": frames}}
    return f"samepageCase={json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n"


def case_script(overrides: Path, voice: Voice) -> str:
    """The script of the page for buyers, or for staff: made small beforehand, as long as that was from these sources.

    A project that has changed a source and not made it small again gets the source, squeezed.
    """
    source = case_source(overrides, voice)
    made = overrides / "assistant" / "small" / f"{voice}.js"
    mark, _, small = made.read_text(encoding="utf-8").partition("\n") if made.is_file() else ("", "", "")
    return small if mark == stamp_of(source) else squeezed(source)


def case_source(overrides: Path, voice: Voice) -> str:
    """The sources of a script, one after the other."""
    return "".join((overrides / "assistant" / f"{name}.js").read_text(encoding="utf-8") for name in _PARTS[voice])


def stamp_of(source: str) -> str:
    """The first line of a script that was made from this source."""
    return f"// {hashlib.sha256(source.encode()).hexdigest()}"


def _as_html(phrases: Mapping[str, object]) -> dict[str, object]:
    """Every phrase as it stands in a page; names by which the script finds them stay as they are."""
    return {name: _escaped(phrase) for name, phrase in phrases.items()}


def _escaped(phrases: object) -> object:
    if isinstance(phrases, dict):
        return _as_html(phrases)
    if isinstance(phrases, list | tuple):
        return [_escaped(phrase) for phrase in phrases]
    if phrases is None:
        return phrases
    # At the end of a line a number and its unit stay together.
    return _UNIT.sub("\u00a0", str(escape(phrases)).replace("&#39;", "'"))
