"""Net 3: what the phrases of a shop say, as the built-in book reads them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.agreement.claimbook import built_in
from generator.agreement.claimed import tell
from generator.agreement.claims import read_claims
from generator.finding import LANGUAGES, Finding
from generator.policy.model import Policy


def check_phrases(policy: Policy) -> Iterator[Finding]:
    """Findings about phrases of the shop that the built-in book reads as something else than the shop says they say."""
    books = {lang: built_in(lang, to_buyer=True) for lang in LANGUAGES}
    for claim in policy.claims.values():
        for lang, phrases in zip(LANGUAGES, (claim.en, claim.zh), strict=True):
            for phrase in phrases:
                # What is possible is not asked beforehand: of a few phrases that costs more than it saves.
                for reading in read_claims(phrase, books[lang], range(len(books[lang].patterns))):
                    said = dict(reading.says.values).get(claim.facet)
                    if said is not None and (claim.value in said) is reading.denied:
                        says = tell(reading.says, denied=reading.denied)
                        own = f"{claim.facet}: {claim.value}"
                        yield Finding("SP444", claim.place, {"text": phrase, "says": says, "own": own})
