"""Examples: situations with the whole decision expected, in ``policies/examples/*.yaml``.

They test the policy, show new colleagues how it works, and stand on pages that quote them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.decisions.clock import Moment
from generator.decisions.comparing import Difference, differences
from generator.decisions.example import flat_decision
from generator.decisions.expecting import Known, check_expected, known_words
from generator.decisions.reading import NOW, read_situation
from generator.decisions.situation import Situation
from generator.decisions.versions import History, Ruling
from generator.finding import Finding, Place, in_order
from generator.policy.files import reason_of
from generator.policy.model import Bilingual, Policy, Worded
from generator.policy.shape import Report, bilingual, entries, fields
from generator.policy.source import Mapping, Node, read_yaml

FOLDER = "policies/examples"
_STEM = re.compile(r"[a-z][a-z0-9_]*")
_NOTHING = ("nothing", "无")


@dataclass(frozen=True, slots=True)
class Example:
    """A situation, its title and story, and what somebody expects of it. ``id``: the file and the key in it."""

    id: str
    title: Bilingual
    story: Bilingual | None
    situation: Situation
    expected: Node
    place: Place

    @property
    def texts(self) -> dict[str, Bilingual]:
        """What it tells in both languages, by its key."""
        return {"title": self.title} | ({"story": self.story} if self.story else {})


@dataclass(frozen=True, slots=True)
class Read:
    """All examples of a project that can be read, and every finding why others cannot."""

    examples: tuple[Example, ...]
    findings: tuple[Finding, ...]


def load_examples(root: Path, history: History) -> tuple[Example, ...]:
    """The examples of a project that can be read, by file and in the order of the file."""
    return read_examples(root, history).examples


def check_examples(root: Path, policy: Policy, history: History) -> tuple[Finding, ...]:
    """Examples that cannot be read or decide otherwise; rules and precedences of ``policy`` that none of them shows."""
    read = read_examples(root, history)
    return judge_examples(read, policy, decide_examples(read, history))


def judge_examples(read: Read, policy: Policy, rulings: Sequence[Ruling]) -> tuple[Finding, ...]:
    """As ``check_examples``, of examples that were read and decided already."""
    findings = [*read.findings]
    for example, ruling in zip(read.examples, rulings, strict=True):
        findings += _differing(example, ruling)
    if not read.findings:
        findings += _unseen(policy, rulings)
    return in_order(findings)


def decide_examples(read: Read, history: History) -> tuple[Ruling, ...]:
    """What is decided in each example."""
    return tuple([history.decide(example.situation) for example in read.examples])


def read_examples(root: Path, history: History) -> Read:
    """Every file below ``policies/examples/``; a broken example does not hide the others."""
    paths, strange = paths_of(root)
    examples: list[Example] = []
    findings = [*strange]
    for path in paths:
        node, unread = read_yaml(root, path)
        read = read_entries(node, PurePosixPath(path).stem, history) if node else Read((), ())
        examples += read.examples
        findings += [*unread, *read.findings]
    return Read(tuple(examples), in_order(findings))


def worded_of(examples: Iterable[Example]) -> tuple[Worded, ...]:
    """What the examples tell in both languages: titles and stories, each at its address in its file."""
    told = ((example, name, text) for example in examples for name, text in example.texts.items())
    return tuple(
        Worded(example.place.path, f"{example.id.partition('/')[2]}.{name}", (text.en, text.zh), text.places)
        for example, name, text in told
    )


def read_entries(node: Node, stem: str, history: History) -> Read:
    """The examples of one file."""
    known = known_words(history)
    examples: list[Example] = []
    findings: list[Finding] = []
    report = Report()
    for key, value in entries(node, report):
        example = _example(f"{stem}/{key.text}", value, history, known, findings)
        if example is not None:
            examples.append(example)
    return Read(tuple(examples), (*findings, *_as_unreadable(report, stem)))


def paths_of(root: Path) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The files of examples, and files whose names nobody could quote."""
    try:
        names = sorted(os.listdir(root / FOLDER))
    except (FileNotFoundError, NotADirectoryError):
        return (), ()
    except OSError as error:
        return (), (Finding("SP101", Place(FOLDER), {"reason": reason_of(error)}),)
    paths: list[str] = []
    findings: list[Finding] = []
    for name in names:
        stem, _, ending = name.rpartition(".")
        if name.startswith(".") or ending not in ("yaml", "yml"):
            continue
        if ending == "yaml" and _STEM.fullmatch(stem):
            paths.append(f"{FOLDER}/{name}")
        else:
            shown = name.encode("unicode_escape", "backslashreplace").decode()
            findings.append(Finding("SP259", Place(f"{FOLDER}/{shown}"), {"name": shown}))
    return tuple(paths), tuple(findings)


def _example(id: str, node: Node, history: History, known: Known, findings: list[Finding]) -> Example | None:
    """The example; None, and a finding for everything that is wrong with it, if it cannot be read."""
    report = Report()
    part = fields(node, report, required=("title", "situation", "decision"), optional=("story",))
    if part is not None:
        title, story = bilingual(part.get("title"), report), bilingual(part.get("story"), report)
        situation = _situation(part.get("situation"), history, report)
        expected = part.get("decision")
        if expected is not None:
            check_expected(expected, known, report)
        if not report.findings and title and situation and expected is not None:
            return Example(id, title, story, situation, expected, part.at("decision"))
    findings += _as_unreadable(report, id)
    return None


def _situation(node: Node | None, history: History, report: Report) -> Situation | None:
    """The situation; it has to say when it is, or the answer would be another one every day."""
    if node is None:
        return None
    if isinstance(node, Mapping) and all(key.text != NOW for key, _ in node.items):
        report.add("SP202", node.place, key=NOW)
    return read_situation(node, history.vocabulary, Moment(history.newest.since), report)


def _as_unreadable(report: Report, id: str) -> Iterator[Finding]:
    for finding in report.findings:
        why, how = ((finding.message("en"), finding.message("zh")), (finding.hint("en"), finding.hint("zh")))
        yield Finding("SP281", finding.place, {"example": id, "why": why, "how": how})


def _differing(example: Example, ruling: Ruling) -> Iterator[Finding]:
    for one in differences_of(example, ruling):
        yield Finding(
            "SP280",
            one.place,
            {
                "example": example.id,
                "facet": one.facet,
                "expected": one.expected or _NOTHING,
                "decided": one.decided or _NOTHING,
            },
        )


def differences_of(example: Example, ruling: Ruling) -> tuple[Difference, ...]:
    """Where the decision differs from what the example expects."""
    decided = flat_decision(ruling.decision, ruling.decider.clock)
    return tuple(differences(example.expected, example.place, decided))


def _unseen(policy: Policy, rulings: Sequence[Ruling]) -> Iterator[Finding]:
    """Rules that no example shows, and precedences that none uses; one note where there is no example."""
    if not rulings:
        yield Finding("SP284", Place(FOLDER))
        return
    shown = [reason for ruling in rulings for reason in reasons_of(ruling)]
    winning = {rule for rule, _ in shown}
    beaten = {(rule, other) for rule, beat in shown for other in beat}
    for rule in policy.rules.values():
        if rule.id not in winning:
            yield Finding("SP282", rule.place, {"rule": rule.id})
        for other in rule.over:
            if (rule.id, other) not in beaten and rule.id in winning:
                yield Finding("SP283", rule.place, {"rule": rule.id, "beaten": other})


def reasons_of(ruling: Ruling) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each rule that a decision rests on, with the rules it beats there."""
    decision = ruling.decision
    return tuple((reason.rule, reason.beat) for part in (decision.buyer, decision.seller) for reason in part.because)
