"""Who speaks to whom, and what the situation has settled already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.language.style import Voice
from generator.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Speaker:
    """Everything a sentence needs beside its facts: ``known`` are the axes that the situation settles."""

    policy: Policy
    voice: Voice
    known: Mapping[str, str]
    is_brief: bool = False
    """In the cell of a table: the rows of a table term stand in brackets, not in a sentence of their own."""
    is_filed: bool = False
    """In a seller section: evidence is what we file, not what we ask the buyer for."""

    is_unpaid: bool = False
    """Nothing was paid in this situation: what is cancelled is not refunded."""

    @property
    def is_buyers(self) -> bool:
        """Whether the buyer is spoken to."""
        return self.voice is Voice.BUYER
