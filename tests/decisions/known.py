"""A case of the policy in ``due/``, wholly known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "due"
"""Escalations under conditions; nobody disputes a payment to the market."""
KNOWN: dict[str, Any] = {
    "reason": "damaged",
    "channel": "own",
    "region": "DE",
    "flags": frozenset(),
    "delivered": date(2026, 12, 1),
    "reported": date(2026, 12, 3),
    "return_received": date(2026, 12, 4),
    "now": date(2026, 12, 5),
}
