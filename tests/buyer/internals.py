"""Every internal field of this project's policy changed, each into something that stands nowhere else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

_BOTH = re.compile(r"(?P<key>\b(?P<lang>en|zh): )(?P<mark>[\[\"]?)")
_INTERNAL_BLOCKS = ("ladders", "escalations")
_LONGER = re.compile(r"(?<![\w.-])(\d+)(?=(?:\.00)? (?:USD|days?|hours?|minutes?|business days?)\b|%)")


@dataclass
class Canaries:
    """Strings that were planted, by the kind of field that holds them."""

    by_kind: dict[str, list[str]] = field(default_factory=dict)
    _numbers: count[int] = field(default_factory=lambda: count(100))

    def new(self, kind: str, lang: str = "en") -> str:
        """One more string that stands nowhere else; for Chinese in Chinese."""
        number = next(self._numbers)
        made = f"zqx{number}" if lang == "en" else "暗号" + "".join("零壹贰叁肆伍陆柒捌玖"[int(d)] for d in str(number))
        self.by_kind.setdefault(kind, []).append(made)
        return made


def change_internals(project: Path) -> Canaries:
    """Change all that buyers may not see in the copy of a project; everything they may see stays as it is."""
    canaries = Canaries()
    policies = project / "policies"
    sections = [path for path in sorted(policies.glob("*.yaml")) if re.search(r"^to: \w+$", path.read_text(), re.M)]
    sellers = [path for path in sections if re.search(r"^to: seller$", path.read_text(), re.MULTILINE)]
    for path in sellers:
        _rewrite(path, lambda text: _longer(_say(text, "seller section", canaries)))
    for path in sections:
        if path not in sellers:
            _rewrite(path, lambda text: _change_buyer_section(text, canaries))
    _rewrite(policies / "scopes.yaml", lambda text: _in_block(text, ("roles",), "role", canaries))
    _rewrite(policies / "words.yaml", lambda text: _change_words(text, canaries))
    for path in sellers:
        _rename_section(policies, path, canaries)
    for path in sorted((policies / "examples").glob("*.yaml")):
        _rewrite(path, lambda text: _say(text, "example", canaries))
    for path in sorted((project / "content").rglob("*.md")):
        _rewrite(path, lambda text: f"{text}\n{canaries.new('playbook')} {canaries.new('playbook', 'zh')}\n")
    _rewrite(project / "mkdocs.yml", lambda text: text.replace("site_name: ", f"site_name: {canaries.new('theme')} "))
    return canaries


def copy_sources(root: Path, folder: Path) -> Path:
    """The sources of a project, less its templates."""
    for part in ("policies", "content"):
        shutil.copytree(root / part, folder / part)
    shutil.copy2(root / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text, f"nothing internal was found in {path.name}"
    path.write_text(changed, encoding="utf-8")


def _say(text: str, kind: str, canaries: Canaries) -> str:
    """A canary before the words of every text and every list of words."""

    def planted(match: re.Match[str]) -> str:
        separator = ", " if match["mark"] == "[" else " "
        return f"{match['key']}{match['mark']}{canaries.new(kind, match['lang'])}{separator}"

    return _BOTH.sub(planted, text)


def _longer(text: str) -> str:
    """Every value one more."""
    return _LONGER.sub(lambda match: str(int(match[1]) + 1), text)


def _in_block(text: str, names: tuple[str, ...], kind: str, canaries: Canaries) -> str:
    """Canaries in some blocks of a file, from their key to the next one in the first column."""
    for name in names:
        block = re.search(rf"^{name}:\n(?:(?:[ #].*)?\n)*", text, re.MULTILINE)
        if block:
            text = text[: block.start()] + _say(block[0], kind, canaries) + text[block.end() :]
    return text


def _change_buyer_section(text: str, canaries: Canaries) -> str:
    """Approvals, replies, notes for staff, what a term is within, ladders and escalations; nothing else."""
    others = {"refunds": "credits", "manager": "refunds"}
    text = re.sub(r"\bapproval: (\w+)", lambda match: f"approval: {others.get(match[1], 'manager')}", text)
    text = re.sub(r"\breply: \w+", lambda _: f"reply: {canaries.new('reply')}", text)
    text = re.sub(r"^ {4}within: .*\n", "", text, flags=re.MULTILINE)
    note = re.compile(r"^ {4}staff_note:(?: \{.*\}\n|\n(?: {6}.*\n)+)", re.MULTILINE)
    text = note.sub(lambda match: _say(match[0], "note for staff", canaries), text)
    text = re.sub(r"\brole: (?:agent|lead)\b", "role: manager", text)
    return _in_block(text, _INTERNAL_BLOCKS, "ladder or escalation", canaries) + "\n# changed\n"


def _change_words(text: str, canaries: Canaries) -> str:
    avoided = re.compile(r"^ {4}avoid: \{.*\}$", re.MULTILINE)
    text = avoided.sub(lambda match: _say(match[0], "word to avoid", canaries), text)
    return _in_block(text, ("claims",), "claim", canaries)


def _rename_section(policies: Path, path: Path, canaries: Canaries) -> None:
    """The section under another name, and each of its terms and rules too; who refers to them follows."""
    section = path.stem
    ids = re.findall(r"^ {2}([a-z][a-z0-9_]*):$", path.read_text(encoding="utf-8"), re.MULTILINE)
    names = {id: f"{id}_{canaries.new('seller id')}" for id in ids}
    _rewrite(path, lambda text: _rename(text, r"^ {2}(ID):$|\$(ID)\b", names))
    over = re.compile(r"\bover: \[[^\]]*\]")
    _rewrite(
        path, lambda text: over.sub(lambda match: _rename(match[0], r"(?<![\w.])(ID)\b", names), text) + "\n# over\n"
    )
    renamed = canaries.new("seller section's name")
    for other in policies.glob("*.yaml"):
        text = other.read_text(encoding="utf-8")
        text = _rename(text, rf"\b{section}\.(ID)\b", names)
        other.write_text(re.sub(rf"(?<![\w.]){section}\.(?=[a-z])", f"{renamed}.", text), encoding="utf-8")
    path.rename(policies / f"{renamed}.yaml")


def _rename(text: str, pattern: str, names: dict[str, str]) -> str:
    """Each id that the pattern finds under its new name."""
    ids = "|".join(sorted(names, key=len, reverse=True))

    def renamed(match: re.Match[str]) -> str:
        held = next(group for group in match.groups() if group)
        return match[0].replace(held, names[held])

    return re.sub(pattern.replace("ID", ids), renamed, text, flags=re.MULTILINE)
