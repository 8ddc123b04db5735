"""Plants → projects → findings → which plant was found where, and which finding belongs to no plant.

Plants that do not touch each other share a project, so that hundreds of disagreements cost a dozen checks.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from generator.building import build_site
from generator.finding import Finding
from generator.memory import Memory
from generator.pipeline import Unwatched, check_project
from tests.mutations import outer_kinds, quoting_kinds, shape_kinds, twin_kinds, typing_kinds
from tests.mutations.planting import LANGS, Plant, World, apply, read_world

HERE = Path(__file__).resolve().parents[2]
PARTS = ("policies", "content", "overrides", "mkdocs.yml")
AS_OF = date(2026, 12, 5)
KINDS = {**typing_kinds.KINDS, **quoting_kinds.KINDS, **shape_kinds.KINDS, **outer_kinds.KINDS, **twin_kinds.KINDS}
JUDGED = frozenset(
    (
        "a claim in words",
        "a claim in a title",
        "a claim in a description",
        "a claim in a heading",
        "a claim in the title of a link",
    )
)
"""Kinds whose net leaves a sentence alone where some rule in reach may grant it: shown, and not held to every plant."""
_PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
_ALT = {"en": "The label on the parcel", "zh": "包裹上的面单"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one plant: whether it was found at all, at a right line, and what else came with it."""

    plant: Plant
    found: bool
    placed: bool
    others: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Everything planted and what became of it; ``strays`` are findings in what no plant touches."""

    outcomes: tuple[Outcome, ...]
    strays: tuple[Finding, ...]
    clean: tuple[Finding, ...]
    projects: int


def copy_project(folder: Path) -> Path:
    """This project's sources in ``folder``, with a picture on some pages and everything agreed, both sound."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source = HERE / part
        if source.is_dir():
            shutil.copytree(source, folder / part, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.pyc"))
        else:
            shutil.copy2(source, folder / part)
    names = sorted(path.relative_to(folder / "content/en").as_posix() for path in (folder / "content/en").rglob("*.md"))
    for lang in LANGS:
        (folder / f"content/{lang}/label.png").write_bytes(_PICTURE)
        for name in [each for each in names if each.count("/") == 1 and not each.startswith("replies/")][::3]:
            path = folder / f"content/{lang}/{name}"
            if path.is_file():
                text = path.read_text(encoding="utf-8").rstrip("\n")
                path.write_text(f"{text}\n\n![{_ALT[lang]}](../label.png)\n", encoding="utf-8", newline="\n")
    _agree(folder)
    return folder


def _agree(folder: Path) -> None:
    from generator.agreement.freshness import pair_up, pair_up_texts
    from generator.agreement.lock import PATH, Lock
    from generator.playbook.load import load_playbook
    from generator.upkeep.texts import read_worded

    playbook, _ = load_playbook(folder)
    texts = pair_up_texts(read_worded(folder)[0], Lock())
    said = {pair.spot: (pair.wording,) for paired in (*pair_up(playbook, Lock()), *texts) for pair in paired.pairs}
    (folder / PATH).write_text(str(Lock(said)), encoding="utf-8")


def choose(world: World, each: int, seed: int = 1, *, by_turns: bool = False) -> tuple[Plant, ...]:
    """At most ``each`` plants of every kind in every language, or in one language by turns, spread over the pages."""
    chosen: list[Plant] = []
    used: dict[str, int] = {}
    for number, (name, kind) in enumerate(KINDS.items()):
        for lang in LANGS[number % 2 : number % 2 + 1] if by_turns else LANGS:
            rng = Random(zlib.crc32(f"{seed} {name} {lang}".encode()))
            candidates = list(_first(kind(world, rng, lang), 12 * each))
            candidates.sort(key=lambda plant: max(used.get(name, 0) for name in plant.touches))
            for plant in candidates[:each]:
                chosen.append(plant)
                for touched in plant.touches:
                    used[touched] = used.get(touched, 0) + 1
    return tuple(chosen)


def _first(plants: Iterable[Plant], most: int) -> Iterator[Plant]:
    for _, plant in zip(range(most), plants, strict=False):
        yield plant


def group(plants: Iterable[Plant]) -> list[list[Plant]]:
    """The plants in as few projects as fit: no two of one project touch the same."""
    groups: list[tuple[list[Plant], set[str]]] = []
    for plant in sorted(plants, key=lambda plant: -len(plant.touches)):
        room = next((each for each in groups if each[1].isdisjoint(plant.touches)), None)
        if room is None:
            room = ([], set())
            groups.append(room)
        room[0].append(plant)
        room[1].update(plant.touches)
    return [each for each, _ in groups]


def run(folder: Path, each: int, seed: int = 1, *, by_turns: bool = False) -> Run:
    """Plant ``each`` of every kind and language below ``folder``, check, and match.

    Every check remembers those before it, of the sound project first, as that of somebody who has just made a mistake.
    """
    sound, book = copy_project(folder / "sound"), folder / "memory"
    clean = check_project(sound, AS_OF, Unwatched(), memory=Memory(book)).findings
    plants = choose(read_world(sound), each, seed, by_turns=by_turns)
    outcomes: list[Outcome] = []
    strays: list[Finding] = []
    groups = [*group(p for p in plants if not p.builds), *group(p for p in plants if p.builds)]
    for number, together in enumerate(groups):
        project = folder / f"project-{number}"
        shutil.copytree(sound, project)
        apply(project, together)
        if together[0].builds:
            findings = build_site(project, project / "site", AS_OF, Unwatched(), memory=Memory(book))
        else:
            findings = check_project(project, AS_OF, Unwatched(), memory=Memory(book)).findings
        more, left = match(together, findings)
        outcomes += more
        strays += left
        shutil.rmtree(project)
    return Run(tuple(outcomes), tuple(strays), clean, len(groups))


def match(plants: Iterable[Plant], findings: Iterable[Finding]) -> tuple[list[Outcome], list[Finding]]:
    """What became of each plant of one project, and the findings that belong to none."""
    outcomes: list[Outcome] = []
    left = list(findings)
    plants = tuple(plants)
    follow = CONSEQUENT.union(*(plant.also for plant in plants))
    for plant in plants:
        own = [finding for finding in left if _name(finding.place.path) in plant.touches]
        left = [finding for finding in left if finding not in own]
        hits = [finding for finding in own if finding.code in plant.wanted]
        placed = any((finding.place.path, finding.place.line) in plant.at for finding in hits)
        others = tuple(f for f in own if f.code not in plant.wanted | follow)
        outcomes.append(Outcome(plant, bool(hits), placed, others))
    return outcomes, [finding for finding in left if finding.code not in follow]


CONSEQUENT = frozenset(
    (
        *("SP411", "SP412", "SP437", "SP417", "SP418", "SP421", "SP422"),
        *("SP461", "SP462", "SP463", "SP464", "SP466", "SP608"),
    )
)
"""What any edit of one side's words brings with it: the other is behind; Chinese is not spaced as it should be; and
what is typed into a template stands among the words of the policy, or asks for what is not there; and a script with a
plant in it is not the shipped one."""


def _name(path: str) -> str:
    """What both languages of a page share."""
    parts = path.split("/", 2)
    return parts[2] if parts[0] == "content" and len(parts) == 3 else path
