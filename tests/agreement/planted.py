"""A sentence that somebody plants in a page of this project."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from generator.agreement.claiming import Claims
from generator.agreement.meant import Meant
from generator.agreement.prose import texts_in
from generator.playbook.load import load_playbook, read_source
from generator.playbook.page import Page, Playbook, Reply
from generator.policy.load import load_policy
from generator.policy.model import Policy

ROOT = Path(__file__).resolve().parents[2]
_PROSE = re.compile(r"^(?![#|>!\-\d{])[^\n]{20,}$", re.MULTILINE)


@cache
def project() -> tuple[Policy, Playbook]:
    """This project's policy and playbook."""
    policy, _ = load_policy(ROOT)
    playbook, _ = load_playbook(ROOT)
    assert policy
    return policy, playbook


@cache
def shop() -> Meant:
    """What this project's terms mean."""
    policy, _ = load_policy(ROOT)
    assert policy
    return Meant(policy)


@cache
def claims() -> Claims:
    """What this project's rules grant, and what its pages cover of them."""
    policy, playbook = project()
    return Claims(policy, playbook.covers)


def plant(lang: str, path: str, sentence: str) -> tuple[Page | Reply, int]:
    """The page with the sentence behind its first paragraph of one line, and the number of that line."""
    text = (ROOT / "content" / lang / path).read_text(encoding="utf-8")
    spot = _PROSE.search(text, text.index("\n---\n") + 5)
    assert spot
    gap = " " if lang == "en" else ""
    held, problems = read_source(lang, path, f"{text[: spot.end()]}{gap}{sentence}{text[spot.end() :]}")
    assert held is not None
    assert problems == []
    return held, text.count("\n", 0, spot.start()) + 1


def found_behind(lang: str, path: str, sentence: str) -> list[str]:
    """The codes of claims found in the page's first paragraph with the sentence at its end."""
    held, line = plant(lang, path, sentence)
    return [finding.code for finding in claims().check(held, texts_in(held)) if finding.place.line == line]
