"""Published versions: ``policies/published/VERSION.json``, one frozen file each, never edited."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from generator.finding import Finding, Place
from generator.policy.canonical import canonical, policy_hash
from generator.policy.files import Fact, read_bytes, reason_of
from generator.policy.model import Policy
from generator.policy.restoring import Unrestorable, order_of, restore
from generator.policy.values import Day

FOLDER = "policies/published"
_FORMAT = 1
_KEYS = ("version", "effective", "hash", "order", "policy")


@dataclass(frozen=True, slots=True)
class Published:
    """A version as it was published."""

    policy: Policy
    place: Place

    @property
    def version(self) -> str:
        return self.policy.shop.version

    @property
    def effective(self) -> Day:
        return self.policy.shop.effective


def freeze(policy: Policy) -> str:
    """The text of the file that publishes this version: canonical, with the hash that shows whether it was edited.

    ``restore`` makes the same policy of it again: its canonical data is equal.
    """
    frozen = {
        "samepage": _FORMAT,
        "version": policy.shop.version,
        "effective": str(policy.shop.effective),
        "hash": policy_hash(policy),
        "order": order_of(policy),
        "policy": canonical(policy),
    }
    return json.dumps(frozen, ensure_ascii=False, indent=1) + "\n"


def load_published(root: Path) -> tuple[tuple[Published, ...], tuple[Finding, ...]]:
    """The published versions of a project by the day they came into force, and what is wrong with their files."""
    found: list[Published] = []
    findings: list[Finding] = []
    names: list[str] = []
    try:
        names = sorted(os.listdir(root / FOLDER))
    except FileNotFoundError:
        pass
    except OSError as error:
        findings.append(_finding("SP101", FOLDER, reason=reason_of(error)))
    for name in names:
        if not name.endswith(".json"):
            continue
        path = f"{FOLDER}/{name}"
        data, problems = read_bytes(root, path)
        findings += problems
        if data is not None:
            read = _read(data, path)
            if isinstance(read, Finding):
                findings.append(read)
            else:
                found.append(read)
    found.sort(key=lambda one: one.effective)
    return tuple(found), (*findings, *_overlaps(found))


def _read(data: bytes, path: str) -> Published | Finding:
    try:
        frozen = json.loads(data)
        if not isinstance(frozen, dict) or frozen.get("samepage") != _FORMAT:
            raise Unrestorable(f"samepage: {_FORMAT}")
        if missing := [key for key in _KEYS if key not in frozen]:
            return _finding("SP279", path, why=(f"it has no {missing[0]}", f"缺少 {missing[0]}"))
        if _hash(frozen["policy"]) != frozen["hash"]:
            return _finding("SP277", path, version=str(frozen["version"])[:60])
        policy = restore(frozen["policy"], path, frozen["order"])
    except (ValueError, RecursionError, Unrestorable) as error:
        return _finding("SP279", path, why=str(error)[:120])
    if policy.shop.effective.year is None:
        return _finding("SP279", path, why=_YEARLESS)
    # The hash is of the policy alone: what stands beside it must still be what the policy says.
    beside = {"version": policy.shop.version, "effective": str(policy.shop.effective), "order": order_of(policy)}
    if any(frozen[key] != value for key, value in beside.items()):
        return _finding("SP277", path, version=policy.shop.version)
    return Published(policy, Place(path))


_YEARLESS = ("the day on which it came into force has no year", "生效日没有年份")


def _hash(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _overlaps(found: list[Published]) -> tuple[Finding, ...]:
    """Two versions that come into force on one day, or that share a name."""
    findings: list[Finding] = []
    for at, one in enumerate(found):
        for other in found[:at]:
            if one.version == other.version or one.effective == other.effective:
                findings.append(_overlap(one.place, one.version, one.effective, other))
    return tuple(findings)


def check_working(policy: Policy, published: tuple[Published, ...]) -> tuple[Finding, ...]:
    """Whether the working policy can follow the published versions: later than all of them, under a name of its own.

    A working policy that is a published version, unchanged, is that version.
    """
    findings: list[Finding] = []
    for one in published:
        if policy_hash(one.policy) == policy_hash(policy):
            continue
        if policy.shop.version == one.version:
            findings.append(Finding("SP276", policy.shop.place, {"version": one.version, "path": one.place.path}))
        elif policy.shop.effective <= one.effective:
            findings.append(_overlap(policy.shop.place, policy.shop.version, policy.shop.effective, one))
    return tuple(findings)


def _overlap(place: Place, version: str, effective: Day, other: Published) -> Finding:
    facts: dict[str, Fact] = {
        "version": version,
        "effective": str(effective),
        "other": other.version,
        "since": str(other.effective),
    }
    return Finding("SP278", place, facts)


def _finding(code: str, path: str, **facts: Fact) -> Finding:
    return Finding(code, Place(path), facts)
