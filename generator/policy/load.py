"""All of ``policies/`` → one ``Policy``, or every finding why not.

A broken file does not hide the mistakes of the others, and what refers to a broken entry is not reported again.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from generator.finding import Finding, Place, failing, in_order
from generator.policy.checks import Whole, check_whole, public_terms
from generator.policy.conditions import read_clause
from generator.policy.files import reason_of
from generator.policy.model import Audience, Condition, Policy, Scopes, Section, Shop
from generator.policy.names import Names
from generator.policy.scopes import Vocabulary, read_vocabulary
from generator.policy.sections import ESCALATION, PlacedSection, declared_in, in_display_order, read_section
from generator.policy.shape import LIST, Report, expect
from generator.policy.shop import read_shop
from generator.policy.source import Mapping, Node, Sequence, read_yaml
from generator.policy.suggestion import suggest
from generator.policy.suppressions import STEM as SUPPRESSIONS
from generator.policy.worded import worded_in
from generator.policy.words import Words, read_words

FOLDER = "policies"
SHOP, SCOPES, WORDS = "shop", "scopes", "words"
_NAMED = (SHOP, SCOPES, WORDS)
_STEM = re.compile(r"[a-z][a-z0-9_]*")


def load_policy(root: Path) -> tuple[Policy | None, tuple[Finding, ...]]:
    """The policy of the project in ``root``, and all findings by place; no policy if any of them is an error.

    Reads ``root/policies/*.yaml`` and nothing below it.
    """
    report = Report()
    nodes = _read_files(root, report)
    policy = _read_policy(nodes, report)
    findings = in_order(report.findings)
    return (None if failing(findings) else policy), findings


def _read_files(root: Path, report: Report) -> dict[str, Node | None]:
    """The files by stem; None where one cannot be used."""
    try:
        entries = sorted(os.listdir(root / FOLDER))
    except (FileNotFoundError, NotADirectoryError):
        entries = []
    except OSError as error:
        report.add("SP101", Place(FOLDER), reason=reason_of(error))
        return {SHOP: None, SCOPES: None}
    nodes: dict[str, Node | None] = {}
    for entry in entries:
        stem, dot, ending = entry.rpartition(".")
        if entry.startswith(".") or ending not in ("yaml", "yml") or not dot:
            continue
        if stem == SUPPRESSIONS and ending == "yaml":
            continue  # it speaks of findings, and is read when there are any
        path = f"{FOLDER}/{entry}"
        if ending == "yml" or not _STEM.fullmatch(stem):
            report.add("SP259", Place(path), name=entry.encode("unicode_escape", "backslashreplace").decode())
            continue
        nodes[stem], findings = read_yaml(root, path)
        report.findings.extend(findings)
    for stem in (SHOP, SCOPES):
        if stem not in nodes:
            near = suggest(stem, tuple(other for other in nodes if other not in _NAMED)) if len(nodes) > 1 else ("", "")
            report.add("SP219", Place(f"{FOLDER}/{stem}.yaml"), file=f"{stem}.yaml", suggestion=near)
            nodes[stem] = None
    return nodes


@dataclass(slots=True)
class _Parts:
    """What the files gave."""

    shop: Shop | None
    scopes: Scopes | None
    sections: list[PlacedSection]
    words: Words


def _read_policy(nodes: dict[str, Node | None], report: Report) -> Policy | None:
    shop_node, scopes_node, words_node = (nodes.get(stem) for stem in _NAMED)
    vocabulary = read_vocabulary(scopes_node, report) if scopes_node is not None else None
    sections = {stem: node for stem, node in nodes.items() if stem not in _NAMED}
    names = _names(vocabulary, sections)
    _check_approvers(names, sections, report)
    read = [
        section
        for id in in_display_order(sections)
        if (node := sections[id]) is not None and (section := read_section(id, node, names, report)) is not None
    ]
    parts = _Parts(
        shop=read_shop(shop_node, report) if shop_node is not None else None,
        scopes=_scopes(vocabulary, names, report) if vocabulary else None,
        sections=read,
        words=read_words(words_node, report) if words_node is not None else Words(),
    )
    whole = _whole(parts.sections, names)
    check_whole(whole, report)
    policy = _policy(parts, whole)
    return policy and replace(policy, worded=worded_in({f"{FOLDER}/{stem}.yaml": node for stem, node in nodes.items()}))


def _names(vocabulary: Vocabulary | None, sections: dict[str, Node | None]) -> Names:
    declared = vocabulary.declared if vocabulary else {}
    unread = any(node is None for node in sections.values())
    escalation = sections.get(ESCALATION)
    ladders = declared_in(escalation, "ladders") if ESCALATION in sections else ()
    return Names(
        axes=vocabulary.axes if vocabulary else None,
        events=declared.get("events"),
        calendars=declared.get("calendars"),
        evidence=declared.get("evidence"),
        roles=declared.get("roles"),
        places=declared.get("places"),
        ladders=ladders,
        terms={id: declared_in(node, "terms") for id, node in sections.items()},
        rules={id: declared_in(node, "rules") for id, node in sections.items()},
        sections_unread=unread,
    )


def _check_approvers(names: Names, sections: dict[str, Node | None], report: Report) -> None:
    """``approval`` names a ladder or a role, so no ladder may be called like a role."""
    node = sections.get(ESCALATION)
    ladders = [value for key, value in node.items if key.text == "ladders"] if isinstance(node, Mapping) else []
    for below in ladders:
        for key, _ in below.items if isinstance(below, Mapping) else ():
            if key.text in (names.roles or ()):
                report.add("SP206", key.place, name=key.text, other=("a role", "一个角色"))


def _scopes(vocabulary: Vocabulary, names: Names, report: Report) -> Scopes:
    return Scopes(
        facts=vocabulary.facts,
        groups=vocabulary.groups,
        seasons=vocabulary.seasons,
        calendars=vocabulary.calendars,
        events=vocabulary.events,
        evidence=vocabulary.evidence,
        roles=vocabulary.roles,
        places=vocabulary.places,
        impossible=_impossible(vocabulary.impossible, names, report),
    )


def _impossible(node: Node | None, names: Names, report: Report) -> tuple[Condition, ...]:
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        expect(LIST, node, report)
        return ()
    clauses = [read_clause(item, names, report) for item in node.items]
    return tuple((clause,) for clause in clauses if clause)


def _whole(sections: list[PlacedSection], names: Names) -> Whole:
    return Whole(
        rules={placed.rule.id: placed for section in sections for placed in section.rules},
        terms={placed.term.id: placed for section in sections for placed in section.terms},
        audiences={section.id: section.to for section in sections},
        ladders=tuple(ladder for section in sections for ladder in section.ladders),
        escalations=tuple(escalation for section in sections for escalation in section.escalations),
        names=names,
        course=next((section.course for section in sections if section.course), None),
    )


def _policy(parts: _Parts, whole: Whole) -> Policy | None:
    if parts.shop is None or parts.scopes is None:
        return None
    public = public_terms(whole)
    sections: dict[str, Section] = {}
    for placed in parts.sections:
        section = _section(placed, public)
        if section is not None:
            sections[section.id] = section
    return Policy(
        shop=parts.shop,
        scopes=parts.scopes,
        sections=MappingProxyType(sections),
        terms=MappingProxyType({term.id: term for section in sections.values() for term in section.terms}),
        rules=MappingProxyType({rule.id: rule for section in sections.values() for rule in section.rules}),
        ladders=MappingProxyType({ladder.id: ladder for ladder in whole.ladders}),
        escalations=MappingProxyType({escalation.id: escalation for escalation in whole.escalations}),
        concepts=parts.words.concepts,
        claims=parts.words.claims,
        allowed=parts.words.allowed,
        course=whole.course,
    )


def _section(placed: PlacedSection, public: frozenset[str]) -> Section | None:
    if not placed.is_section or placed.title is None or placed.to is None or placed.applies_by is None:
        return None
    return Section(
        id=placed.id,
        title=placed.title,
        intro=placed.intro,
        to=Audience(placed.to),
        applies_by=placed.applies_by,
        terms=tuple(replace(one.term, public=one.term.id in public) for one in placed.terms),
        rules=tuple(one.rule for one in placed.rules),
        place=placed.place,
    )
