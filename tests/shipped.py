"""``python -m tests.shipped``: records the templates, styles and scripts of ``overrides`` as the ones that are shipped.

They are judged first, as those of any project are that has edited every one of them; a check relies on that record.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from generator.agreement import shipped
from generator.agreement.expressions import check_expressions
from generator.agreement.meant import Meant
from generator.agreement.scripts import Scripts
from generator.agreement.templates import check_templates
from generator.agreement.tongues import check_tongues
from generator.finding import Finding
from generator.policy.load import load_policy
from generator.policy.model import Bilingual
from generator.publish.looks import judge_looks

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "generator" / "agreement" / shipped.RECORD
OWN_CODE = ("SP466", "SP467")
"""That a script is not yet the one that was shipped is why it is recorded."""
_NAMELESS = Bilingual("\ufffc", "\ufffc")


def main() -> int:
    """Writes the record; 1 if a template or style does more than arrange words."""
    overrides = ROOT / "overrides"
    text = shipped.record_of(overrides)
    names = frozenset(line.partition("  ")[2] for line in text.splitlines())
    looks = (finding for finding in judge_looks(overrides, ROOT, names) if finding.code not in OWN_CODE)
    found = sorted(chain(looks, judge_words(overrides, ROOT)), key=lambda finding: finding.place)
    for finding in found:
        print(f"{finding.place} {finding.code}: {finding.message()} {finding.hint()}")
    if not found:
        FILE.write_text(text, encoding="utf-8")
    return 1 if found else 0


def judge_words(overrides: Path, root: Path) -> Iterator[Finding]:
    """Quantities in templates, styles and scripts, and words of the other language, as any shop would find them.

    A name that is allowed in this shop alone allows nothing, and ``$`` means a dollar.
    """
    policy = load_policy(ROOT)[0]
    assert policy is not None
    meant, nameless = Meant(policy), replace(policy.shop, name=_NAMELESS, seller=_NAMELESS)
    yield from check_templates(overrides, root, meant, "USD")
    yield from check_expressions(overrides, root, meant, "USD")
    yield from check_tongues(overrides, root, Scripts(replace(policy, allowed={}, shop=nameless)))


if __name__ == "__main__":
    sys.exit(main())
