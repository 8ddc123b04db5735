"""``python -m tests.decisions.record``: writes the vectors of the shop's policy anew, with what is decided in them."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from generator.decisions.deciding import Decider
from generator.decisions.plain import plain_decision
from generator.decisions.vectors import Vector, plain_situation, vectors
from generator.policy.load import load_policy

FILE = Path(__file__).parent / "vectors.json"


def recorded(decider: Decider, made: Iterable[Vector]) -> dict[str, dict[str, Any]]:
    """By what they show: each situation with its outcome and a digest of the whole decision."""
    found: dict[str, dict[str, Any]] = {}
    for vector in made:
        decision = decider.decide(vector.situation)
        plain = json.dumps(plain_decision(decision, decider.clock), sort_keys=True, ensure_ascii=False)
        name, number = vector.shows, 2
        while name in found:
            name, number = f"{vector.shows} ({number})", number + 1
        found[name] = {
            "situation": plain_situation(vector.situation, decider),
            "outcome": decision.main.outcome,
            "digest": hashlib.sha256(plain.encode()).hexdigest()[:16],
        }
    return found


def main() -> int:
    """Writes ``vectors.json``; 1 if the policy cannot be read."""
    policy, findings = load_policy(Path(__file__).resolve().parent.parent.parent)
    if policy is None:
        print("\n".join(f"{one.place} {one.message()}" for one in findings), file=sys.stderr)
        return 1
    decider = Decider.of(policy)
    found = recorded(decider, vectors(decider))
    lines = [f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(one)}" for name, one in found.items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
