"""Net 3, both languages of one text of the policy: what the one claims, the other must not deny.

A text in which one language claims what the other passes over is no finding: what is left out, the lock asks for.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.agreement.claimed import tell
from generator.agreement.claims import Reading
from generator.finding import Finding, Place

_SEVERAL = frozenset(("offer",))
"""Of these a rule may grant several: that each language names another one is no contradiction."""


def check_twist(
    ours: tuple[Reading, ...], theirs: tuple[Reading, ...], place: Place, other_place: Place
) -> Iterator[Finding]:
    """A finding if what is read in the English of a text and what is read in its Chinese contradict each other."""
    for one, other in _twisted(ours, theirs) if ours and theirs else ():
        says, contrary = (tell(each.says, denied=each.denied) for each in (one, other))
        told = {"says": says, "other": str(other_place), "theirs": other.text, "contrary": contrary}
        yield Finding("SP445", place, {"text": one.text, **told})


def _twisted(ours: tuple[Reading, ...], theirs: tuple[Reading, ...]) -> Iterator[tuple[Reading, Reading]]:
    """The first of each of which all that one language says of something contradicts all that the other says of it.

    Where a part of it agrees, the rest may be said in words that no book holds.
    """
    for facet in dict.fromkeys(facet for one in ours for facet in _facets(one)):
        mine, yours = ([one for one in side if facet in _facets(one)] for side in (ours, theirs))
        if yours and all(contradict(one, other) for one in mine for other in yours):
            yield mine[0], yours[0]
            return


def contradict(one: Reading, other: Reading) -> bool:
    """Whether two claims about the same facet cannot both be meant."""
    ours, theirs = dict(one.says.values), dict(other.says.values)
    shared = ours.keys() & theirs.keys()
    if one.denied and other.denied:
        return False
    if one.denied or other.denied:
        denied, claimed = (ours, theirs) if one.denied else (theirs, ours)
        return all(claimed[facet] <= denied[facet] for facet in shared)
    return all(facet not in _SEVERAL and ours[facet].isdisjoint(theirs[facet]) for facet in shared)


def _facets(reading: Reading) -> tuple[str, ...]:
    return tuple(facet for facet, _ in reading.says.values)
