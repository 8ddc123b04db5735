"""The rail: a rule's bands as a picture, for both sites; and the days that it and the worked examples count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from generator.language.lookup import OTHER, narrowed, settled
from generator.language.pages import fill, page_words
from generator.language.phrase import Phrase, Quote
from generator.language.plan import Stretch, plan_rule
from generator.language.say import BandWords, say_bands, say_term
from generator.language.style import Style, Voice
from generator.language.wording import capitalise
from generator.playbook.html import Markup
from generator.policy.kept import kept
from generator.policy.model import Counting, Event, Policy, Rule, Table
from generator.policy.values import After, Leaf, Unit
from generator.publish.paid import list_otherwise, payer_of
from generator.publish.picture import FEWEST, Drawing, RailBand, draw
from generator.publish.remedies import name_shortly

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}


@dataclass(frozen=True, slots=True)
class Clock:
    """What all bands of a rule are counted from; ``ends`` are the terms that end the bands, in order.

    ``days`` are the last days of the bands by number, empty where the bands are not counted in whole days.
    """

    event: Event
    ends: tuple[str, ...]
    days: tuple[int, ...]

    @property
    def event_day(self) -> int:
        """The number of the day on which the event falls."""
        return 1 if self.event.counting is Counting.DAY_ONE else 0

    def number(self, at: int) -> Quote:
        """The last day of band ``at`` as a number that follows from its term."""
        return Quote(str(self.days[at]), f"{self.days[at]} days", None, (self.ends[at],))

    def first(self, at: int) -> Quote:
        """The first day of band ``at`` as a number that follows from the term before it (or its own)."""
        day = self.days[at - 1] + 1 if at else 1
        return Quote(str(day), f"{day} days", None, (self.ends[max(at - 1, 0)],))

    @property
    def zero(self) -> Quote:
        """The number of the event's own day."""
        return Quote(str(self.event_day), f"{self.event_day} days", None, (self.ends[0],))


def rail(policy: Policy, rule_id: str, lang: str, voice: str) -> Markup | None:
    """The figure of a rule's bands; None where they cannot be drawn and the list alone must tell them.

    Drawn are two to four bands whose ends are all counted from one event, in one unit, the same for every buyer.
    KeyError for an unknown rule.
    """
    drawing = drawing_of(policy, policy.rules[rule_id], lang, voice)
    return draw(drawing, lang, voice) if drawing else None


def drawing_of(policy: Policy, rule: Rule, lang: str, voice: str) -> Drawing | None:
    """What the figure of a rule shows, if it can be drawn: the usual case, without seasons."""
    policy = off_season(policy)
    clock = clock_of(policy, rule)
    if clock is None:
        return None
    told = say_bands(policy, rule, lang, Voice(voice))
    stretches = plan_rule(policy, rule, is_public=voice == Voice.BUYER).stretches
    if len(told) != len(stretches):
        return None
    bands = tuple(
        _band(policy, rule, clock, at, band, stretch, lang)
        for at, (band, stretch) in enumerate(zip(told, stretches, strict=True))
    )
    words = page_words(lang)
    noun = clock.event.label.forms(lang)[0]
    pattern = words["rail_event"] if clock.days else words["rail_event_other"]
    head = capitalise(fill(pattern, event=noun, number=clock.zero) if clock.days else fill(pattern, event=noun))
    paid = {band.payer for band in bands if band.payer}
    some = frozenset(payer for payer in paid if any(list_otherwise(policy, rule, payer, Voice(voice))))
    drawing = Drawing(rule.id.replace(".", "-"), head, noun, bands, some)
    return drawing if drawing.fits else None


def clock_of(policy: Policy, rule: Rule) -> Clock | None:
    """The clock of a rule with two or more bands that are all counted from one event in one unit."""
    if len(rule.bands) < FEWEST or any(band.is_pass for band in rule.bands):
        return None
    ends = [band.until for band in rule.bands if band.until]
    known = settled(rule.when)
    leaves = [narrowed(policy, policy.terms[end.term].value, known) for end in ends]
    counted = [leaf for leaf in leaves if not isinstance(leaf, Table) and isinstance(leaf, After)]
    if len(counted) != len(rule.bands) - 1 or len({(leaf.event, leaf.duration.unit) for leaf in counted}) != 1:
        return None
    terms = tuple(end.term for end in ends)
    unit = counted[0].duration.unit
    lengths = [leaf.duration.high for leaf in counted]
    whole = unit in _DAYS and all(length == length.to_integral_value() for length in lengths)
    days = tuple(int(length) * _DAYS[unit] for length in lengths) if whole else ()
    if any(later <= earlier for earlier, later in pairwise(lengths)):
        return None
    return Clock(policy.scopes.events[counted[0].event], terms, days)


@kept
def off_season(policy: Policy) -> Policy:
    """The policy as it holds outside all seasons, wherever its tables have a row for the rest of the year.

    Pictures and short answers tell this usual case; the pages state the seasons beside it.
    """
    terms = {id: replace(term, value=_usual(term.value)) for id, term in policy.terms.items()}
    return replace(policy, terms=MappingProxyType(terms))


def _usual(value: Leaf | Table) -> Leaf | Table:
    if not isinstance(value, Table):
        return value
    rows = dict(value.rows)
    if value.axis == "season" and OTHER in rows:
        return _usual(rows[OTHER])
    return Table(value.axis, tuple((key, _usual(inner)) for key, inner in value.rows))


def _band(policy: Policy, rule: Rule, clock: Clock, at: int, told: BandWords, stretch: Stretch, lang: str) -> RailBand:
    words = page_words(lang)
    is_last = at == len(clock.ends)
    first: Phrase = ()
    last: Phrase = ()
    if clock.days:
        pattern = words["rail_on"] if is_last else "{number}" if at else words["rail_first"]
        first = fill(pattern, number=clock.first(at))
        last = () if is_last else (clock.number(at),)
    else:
        first = (words["rail_after"],) if at else ()
        last = () if is_last else say_term(policy, clock.ends[at], lang, Style.PLAIN, at=settled(rule.when))
    payer = payer_of(stretch.outcomes)
    label = name_shortly(plan_rule(policy, rule, is_public=True), stretch, told.label, lang)
    return RailBand(label, str(told.fill), first, last, payer, told.days)
