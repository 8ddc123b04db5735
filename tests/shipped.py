"""``python -m tests.shipped``: records the templates, styles and scripts of ``overrides`` as the ones that are shipped.

They are judged first, as those of any project are that has edited every one of them; a check relies on that record.
"""

from __future__ import annotations

import sys
from pathlib import Path

from generator.agreement import shipped
from generator.publish.looks import judge_looks

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "generator" / "agreement" / shipped.RECORD
OWN_CODE = ("SP466", "SP467")
"""That a script is not yet the one that was shipped is why it is recorded."""


def main() -> int:
    """Writes the record; 1 if a template or style does more than arrange words."""
    overrides = ROOT / "overrides"
    text = shipped.record_of(overrides)
    names = frozenset(line.partition("  ")[2] for line in text.splitlines())
    judged = (finding for finding in judge_looks(overrides, ROOT, names) if finding.code not in OWN_CODE)
    found = sorted(judged, key=lambda finding: finding.place)
    for finding in found:
        print(f"{finding.place} {finding.code}: {finding.message()} {finding.hint()}")
    if not found:
        FILE.write_text(text, encoding="utf-8")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
