"""A ruling as text and as JSON: one decision, several renderings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from generator.decisions.decision import Deadline, Reason
from generator.decisions.granting import OFFER
from generator.decisions.plain import Plain, iso_of, plain_decision
from generator.decisions.situation import Situation
from generator.decisions.versions import Ruling
from generator.finding import LANGUAGES
from generator.language.case_phrases import ORDER_TOTAL
from generator.language.explanation import explain, explain_beside, explain_reason
from generator.language.explanation_tongue import tell_days_end
from generator.language.pages import case_words
from generator.language.phrase import plain
from generator.language.rungs import tell_rungs
from generator.language.say import say_quantity
from generator.policy.model import Named
from generator.policy.values import Day

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "staff": "For staff alone:",
        "approval": "approval: {name}",
        "reply": "reply: {name}",
        "due": "{name}: {role}, by {date}",
        "over": "{name}: {role}, overdue since {date}",
        "because": "Because:",
        "version": "By version {version}, in force since {since}.",
        "version_coming": "By version {version}, in force from {since} on.",
        "version_until": "By version {version}, in force from {since} to {until}.",
        "versions": "Some sections are read in other versions: {list}.",
        "early": "Version {version} applies from {since} on. What decides which version applies happened before that "
        "day, and there is no older one.",
        "comma": ", ",
    },
    "zh": {
        "staff": "仅供内部：",
        "approval": "审批：{name}",
        "reply": "回复模板：{name}",
        "due": "{name}：{role}，{date}前",
        "over": "{name}：{role}，已于 {date}到期",
        "because": "理由：",
        "version": "依据 {version} 版政策，自 {since}起生效。",
        "version_coming": "依据 {version} 版政策，将于 {since}起生效。",
        "version_until": "依据 {version} 版政策，有效期 {since}至 {until}。",
        "versions": "部分章节适用其他版本：{list}。",
        "early": "{version} 版政策自 {since}起生效，而决定适用版本的那件事发生在此之前；更早没有其他版本。",
        "comma": "、",
    },
}


def as_json(ruling: Ruling, situation: Situation, lang: str) -> str:
    """The whole decision with its version and its explanation in both languages."""
    return json.dumps(plain_ruling(ruling, situation), ensure_ascii=False, indent=2) + "\n"


def plain_ruling(ruling: Ruling, situation: Situation) -> Plain:
    """The decision in maps, lists and texts, as other programs rely on it."""
    version = ruling.version
    problem = ruling.decision.main.problem
    return {
        **plain_decision(ruling.decision, ruling.decider.clock),
        "version": version.name,
        "in_force": {
            "from": _iso(version.since),
            "until": None if version.until is None else _iso(version.until - 1),
        },
        "versions": {section: one.name for section, one in sorted(ruling.versions.items())},
        "before_first_version": bool(ruling.early),
        "problem": problem.kind.value if problem else None,
        "explanation": {lang: explain(ruling.policy, situation, ruling.decision, lang) for lang in LANGUAGES},
    }


def as_text(ruling: Ruling, situation: Situation, lang: str) -> str:
    """What to write to the buyer; then what the staff has to know; then why."""
    blocks = [
        [explain(ruling.policy, situation, ruling.decision, lang)],
        list(_for_staff(ruling, situation, lang)),
        list(_because(ruling, lang)),
        list(_versions(ruling, situation, lang)),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _for_staff(ruling: Ruling, situation: Situation, lang: str) -> Iterator[str]:
    say, policy, part = _WORDS[lang], ruling.policy, ruling.decision.main
    lines: list[str] = []
    if part.approval:
        ladder = policy.ladders.get(part.approval)  # until the amount is known, who approves up to which
        name = plain(tell_rungs(policy, ladder, lang)) if ladder else _named(policy.scopes.roles, part.approval, lang)
        lines.append(say["approval"].format(name=name))
    if part.reply:
        lines.append(say["reply"].format(name=part.reply))
    if part is not ruling.decision.seller and (told := explain_beside(policy, situation, ruling.decision, lang)):
        lines.append(told)
    for due in ruling.decision.due:
        name = policy.escalations[due.id].label.forms(lang)[0]
        role = _named(policy.scopes.roles, due.role, lang)
        day = _said(iso_of(due.by.end, ruling.decider.clock) or "", lang)
        lines.append(say["over" if due.is_over else "due"].format(name=name, role=role, date=day))
    if lines:
        yield say["staff"]
        yield from (f"  {line}" for line in lines)


def _named(names: Mapping[str, Named], id: str, lang: str) -> str:
    """The name of a role."""
    return names[id].label.forms(lang)[0] if id in names else id


def _because(ruling: Ruling, lang: str) -> Iterator[str]:
    reasons: Iterable[Reason] = dict.fromkeys((*ruling.decision.main.because, *ruling.decision.seller.because))
    told = [f"  {explain_reason(ruling.policy, reason, lang)}" for reason in reasons]
    if told:
        yield _WORDS[lang]["because"]
        yield from told


def _versions(ruling: Ruling, situation: Situation, lang: str) -> Iterator[str]:
    say = _WORDS[lang]
    version = ruling.version
    until = None if version.until is None else _said(_iso(version.until - 1), lang)
    current = "version" if version.since <= situation.now.day else "version_coming"
    key = current if until is None else "version_until"
    yield say[key].format(version=version.name, since=_said(_iso(version.since), lang), until=until)
    others = {section: one.name for section, one in sorted(ruling.versions.items()) if one.name != version.name}
    if others:
        yield say["versions"].format(list=say["comma"].join(f"{section} {name}" for section, name in others.items()))
    if _has_last_days(ruling):
        yield tell_days_end(ruling.policy.shop.timezone, lang)
    if _rests_on_total(ruling, situation):
        rests = case_words(lang)["script.rests"].strip(" ()（）")
        yield rests[:1].upper() + rests[1:] + {"en": ".", "zh": "。"}[lang]
    for name in ruling.early:
        since = next(one.since for one in ruling.versions.values() if one.name == name)
        yield say["early"].format(version=name, since=_said(_iso(since), lang))


def _said(written: str, lang: str) -> str:
    """A day as people write it, with its hour and minute where there is one.

    >>> _said("2026-12-11T17:00:00+08:00", "en"), _said("2026-12-11", "zh")
    ('11 December 2026, 17:00', '2026 年 12 月 11 日')
    """
    day, _, time = written[:16].partition("T")
    said = say_quantity(Day(*map(int, day.split("-"))), lang)
    gap = {"en": ", ", "zh": " "}[lang]
    return f"{said}{gap}{time}" if time else said


def _has_last_days(ruling: Ruling) -> bool:
    """Whether the answer names a last day, of which it matters where it ends."""
    part = ruling.decision.main
    values = [*part.facets.values(), *(value for option in part.options for value in option.facets.values())]
    return any(reason.terms for reason in part.because if reason.facet == OFFER) or any(
        isinstance(value, Deadline) and value.term for value in values
    )


def _rests_on_total(ruling: Ruling, situation: Situation) -> bool:
    """Whether amounts are worked out from what the whole order came to, for nobody told what the item cost."""
    measured = {ruling.policy.scopes.facts[fact].of for fact in situation.amounts}
    return measured == {ORDER_TOTAL} and any(option.amount for option in ruling.decision.main.options)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


FORMATS: Mapping[str, Callable[[Ruling, Situation, str], str]] = {"text": as_text, "json": as_json}
