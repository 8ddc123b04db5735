"""Net 3: whether what a sentence claims may stand beside what rules grant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.agreement.claims import Reading
from generator.agreement.claimwords import Says
from generator.agreement.grants import NOTHING, Granted, Values
from generator.agreement.implied import CLOCKS

_CHOSEN = ("offer", "choice", "compensation")
"""Facets that differ between the options of a band: one of them is enough."""
_SEVERAL = (*CLOCKS, "needs")
"""Facets of which a rule can have several values at once: one of them does not exclude another."""


def may_stand(reading: Reading, granted: Iterable[Granted]) -> bool:
    """Whether some situation is as the claim says."""
    says = reading.says
    bands = tuple(granted)
    if not bands or (says.told and not any(sets(band, says) for band in bands)):
        return True
    if not reading.denied:
        return any(_has(option, says) for band in bands for option in band.options)
    if reading.general:
        return _is_never(says, bands)
    told = [band for band in bands if sets(band, says)]
    if says.refusal and any(_refuses(band) for band in bands):
        return True
    if says.facet in _SEVERAL:
        return not told or any(not _has(option, says) for band in told for option in band.options)
    if says.facet in _CHOSEN or len(says.values) > 1:
        return not told or any(not any(_only(option, says) for option in band.options) for band in bands)
    return not told or any(not _only(option, says) for band in told for option in band.options if says.facet in option)


def _is_never(says: Says, bands: tuple[Granted, ...]) -> bool:
    """Whether a rule is never as the claim says, nor at the buyer's choice always; or whether no rule speaks of it."""
    by_rule: dict[str, list[Values]] = {}
    for band in bands:
        by_rule.setdefault(band.rule, []).extend(option for option in band.options if sets_it(option, says))
    told = [options for options in by_rule.values() if options]
    if says.facet in _CHOSEN or len(says.values) > 1:
        return not told or any(not any(_has(option, says) for option in options) for options in told)
    return not told or any(not all(_has(option, says) for option in options) for options in told)


def is_always(says: Says, bands: Iterable[Granted]) -> bool:
    """Whether all that is granted is as the claim says, as far as it says anything of it."""
    told = [option for band in bands for option in band.options if sets_it(option, says)]
    return bool(told) and all(
        _only(option, says) if says.facet not in _SEVERAL else _has(option, says) for option in told
    )


def may_never(says: Says, bands: Iterable[Granted]) -> bool:
    """Whether nothing that is granted can be as the claim says."""
    return not any(_has(option, says) for band in bands for option in band.options)


def is_of_clock(says: Says) -> bool:
    """Whether the claim is about how days are counted."""
    return says.facet in CLOCKS or says.facet.endswith(".from")


def about_clock(reading: Reading) -> Reading:
    """The same of whatever clock is at hand."""
    named = tuple((facet if facet in CLOCKS else CLOCKS[0], values) for facet, values in reading.says.values)
    return replace(reading, says=replace(reading.says, values=named), general=False)


def sets(band: Granted, says: Says) -> bool:
    """Whether the band says anything about what the claim is about."""
    return any(sets_it(option, says) for option in band.options)


def sets_it(option: Values, says: Says) -> bool:
    """Whether the option says anything about what the claim is about."""
    return any(facet in option for facet, _ in says.values)


def _has(option: Values, says: Says) -> bool:
    return any(not values.isdisjoint(option.get(facet, frozenset())) for facet, values in says.values)


def _only(option: Values, says: Says) -> bool:
    """Whether the option always is as the claim says."""
    return any(facet in option and option[facet] <= values for facet, values in says.values)


def _refuses(band: Granted) -> bool:
    return all(not option.get("offer", frozenset()).isdisjoint(NOTHING) for option in band.options) and all(
        "offer" in option for option in band.options
    )
