"""Who does it, in English: the buyer spoken to or spoken of, and whoever pays."""

from __future__ import annotations

from generator.language.grammar_en import third_person
from generator.language.speaker import Speaker


def buyer(speaker: Speaker) -> str:
    """``you`` or ``the buyer``."""
    return "you" if speaker.is_buyers else "the buyer"


def whose(speaker: Speaker) -> str:
    """``your`` or ``the buyer's``."""
    return "your" if speaker.is_buyers else "the buyer's"


def does(speaker: Speaker, verb: str) -> str:
    """``you send`` or ``the buyer sends``."""
    return f"you {verb}" if speaker.is_buyers else f"the buyer {third_person(verb)}"


def payer(speaker: Speaker, who: str) -> str:
    """``you pay``, ``we pay``, ``the platform pays``."""
    return {"buyer": does(speaker, "pay"), "seller": "we pay"}.get(who, f"the {who} pays")


def please(speaker: Speaker) -> str:
    """``please``, or ``the buyer should``."""
    return "please" if speaker.is_buyers else "the buyer should"
