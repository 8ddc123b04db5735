"""Findings that somebody has vouched for: kept apart while the word holds, and told again the day after.

What buyers read, and what must stay among staff, nobody can vouch for. Neither does a word stay that nothing needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from generator.finding import Finding, Severity, Suppression, code, failing, in_order

LONGEST = timedelta(days=366)
"""A word that lasts longer has no end that anybody waits for."""
_STAFF_PAGE = re.compile(r"content/(?:en|zh)/(?!replies/)")
"""The only place where an error can stand without a buyer reading it."""
_OWN_CODE = frozenset(("SP466", "SP467", "SP471"))
"""Code that somebody has read, fonts that somebody has looked at: wherever they stand, nothing here can judge them."""


def suppress(
    findings: Iterable[Finding], suppressions: tuple[Suppression, ...], as_of: date, *, complete: bool = True
) -> tuple[Finding, ...]:
    """The findings by place, those marked that somebody has vouched for, and what is wrong with any such word.

    ``complete``: every net has been cast, so that a word without a finding is needed no more. While an error hides
    what stands behind it, that is not said.
    """
    wrong = list(_check(suppressions, as_of))
    refused = {finding.place for finding in wrong}
    held = [each for each in suppressions if each.place not in refused]
    used: set[Suppression] = set()
    marked = []
    for finding in findings:
        word = next((each for each in held if _covers(each, finding)), None)
        if word is not None:
            used.add(word)
        marked.append(replace(finding, suppressed=word) if word else finding)
    if complete and not failing([*marked, *wrong]):
        wrong += [Finding("SP297", each.place, _facts(each)) for each in held if each not in used]
    return in_order([*marked, *wrong])


def _check(suppressions: tuple[Suppression, ...], as_of: date) -> Iterator[Finding]:
    for each in suppressions:
        facts = _facts(each)
        if not can_suppress(each):
            yield Finding("SP298", each.place, facts)
        elif each.until < as_of:
            yield Finding("SP296", each.place, facts)
        elif each.until - as_of > LONGEST:
            yield Finding("SP299", each.place, facts | {"last": (as_of + LONGEST).isoformat()})


def can_suppress(word: Suppression) -> bool:
    """Whether a finding of this kind can be vouched for in this file.

    >>> from generator.finding import Place
    >>> def word(*of): return Suppression(*of, "", ("", ""), date(2027, 1, 1), Place("x"))
    >>> [can_suppress(word("SP441", f"content/en/{name}.md")) for name in ("lost", "replies/lost_choice")]
    [True, False]
    """
    page = code(word.code)
    in_reach = page.severity is not Severity.ERROR or word.code in _OWN_CODE or bool(_STAFF_PAGE.match(word.path))
    return page.suppressible and in_reach


def _covers(word: Suppression, finding: Finding) -> bool:
    if (word.code, word.path) != (finding.code, finding.place.path):
        return False
    return any(word.text in finding.message(lang) for lang in ("en", "zh"))


def _facts(word: Suppression) -> dict[str, str | tuple[str, str]]:
    return {
        "code": word.code,
        "path": word.path,
        "text": word.text,
        "until": word.until.isoformat(),
        "reason": word.reason,
    }
