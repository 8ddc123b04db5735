"""Rules → what a buyer reads of them: the answer, the bands, the sentence, a worked example."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from generator.language.book import BOOKS
from generator.language.differing import say_differing
from generator.language.lookup import axes_of, leaves, narrowed, settled
from generator.language.pages import fill, page_words
from generator.language.phrase import Phrase, Quote, join, plain
from generator.language.plan import Plan, Stretch, plan_rule
from generator.language.say import (
    say_bands,
    say_quantity,
    say_rule,
    say_term,
    say_value,
    speaker_of,
)
from generator.language.spread import MOST, Spread, spread_term
from generator.language.style import Style, Voice
from generator.language.unpaid import owes_nothing
from generator.language.wording import capitalise
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.policy.model import Act, Chooser, Offer, Policy, Rule, Season, Table, Word
from generator.policy.values import After, Day
from generator.publish.course import draw_course
from generator.publish.meeting import countries_of, list_over
from generator.publish.picture import LETTERS, draw
from generator.publish.rail import clock_of, drawing_of, off_season
from generator.publish.remedies import name_offers, name_remedy, only_looks
from generator.publish.timeline import timeline
from generator.publish.titles import show_name
from generator.publish.views import AnswerView, BandView, ExampleView, Link, RuleView

_DAYS_TO_DELIVERY = 9
"""How long after the order the worked examples begin; the order is placed when the version takes effect."""
_BRIEF = {"en": 260, "zh": 110}
"""The most characters of a rule's sentence that is shown at once where the bands tell it already."""
_AFTER = re.compile(r"[一-鿿]{1,9}后 <data [^>]*>[^<]*</data>内?(?:[一-鿿]{0,6}[。；，：])?")
"""In Chinese: what a number of days is counted from, the days, and a short end of the clause."""
EFFECTIVE = ("shop.effective",)
"""What dates follow from that are not counted from an event."""


def view_rule(policy: Policy, rule: Rule, lang: str) -> RuleView:
    """Everything that the section page shows of one rule."""
    said = say_rule(policy, rule, lang, Voice.BUYER)
    answer = view_answer(policy, rule, lang) if rule.is_outcome else None
    return RuleView(
        rule.id,
        show_name(policy, rule, lang),
        answer,
        mark(said),
        answer is not None and bool(answer.bands) and len(plain(said)) > _BRIEF[lang],
        rule.note[lang] if rule.note else "",
        view_example(policy, rule, lang),
        list_exceptions(policy, rule, lang),
        evidence_of(policy, rule, lang),
        draw_course(policy, rule, lang, Voice.BUYER) or Markup(""),
    )


def view_answer(policy: Policy, rule: Rule, lang: str) -> AnswerView:
    """The answer panel of an outcome rule."""
    told = say_bands(off_season(policy), rule, lang, Voice.BUYER)
    drawing = drawing_of(policy, rule, lang, Voice.BUYER)
    lettered = drawing is not None and drawing.lettered
    bands = tuple(
        BandView(
            mark(capitalise(band.days)),
            LETTERS[at] if lettered else "",
            str(band.fill),
            name_remedy(policy, rule, at, lang),
            mark(band.line),
        )
        for at, band in enumerate(told)
    )
    rail = draw(drawing, lang, Voice.BUYER) if drawing else timeline(policy, rule, lang, Voice.BUYER) or Markup("")
    return AnswerView(
        _held(mark(say_answer(policy, rule, lang))),
        tuple(mark(choice) for choice in say_choices(policy, rule, lang)),
        tuple(mark(line) for line in (*say_seasons(policy, rule, lang), *say_elsewhere(policy, rule, lang))),
        rail,
        bands if len(bands) > 1 else (),
        drawing is not None,
    )


def _held(said: Markup) -> Markup:
    """The same with 签收后 45 天内都能申请 kept on one line where it fits there."""
    return Markup(_AFTER.sub(r'<span class="held">\g<0></span>', str(said)))


def say_answer(policy: Policy, rule: Rule, lang: str) -> Phrase:
    """The answer in one sentence, beginning with yes or no; the remedy where neither fits.

    The value is that of the last band that grants something. A yes that another rule answers otherwise for some owns
    up to it.
    """
    is_yes, said = _answer(policy, rule, lang)
    if not is_yes:
        return said
    known, told = {test for clause in rule.when for test in clause}, _told_axes(policy, rule)
    is_mostly = any(
        plain(_answer(policy, other, lang)[1]) != plain(said)
        for other in list_over(policy, rule)
        # Where the answer itself says that it depends on the country, a rule for one country is no surprise.
        if not all({test.axis for test in clause if test not in known} & told for clause in other.when)
    )
    return BOOKS[lang].finish((page_words(lang)["yes_mostly" if is_mostly else "yes_all"], *said))


def _told_axes(policy: Policy, rule: Rule) -> frozenset[str]:
    """What the answer of a rule says that it depends on."""
    policy = off_season(policy)
    granting = [s for s in plan_rule(policy, rule, is_public=True).stretches if any(o.grants for o in s.outcomes)]
    until = granting[-1].until if granting else None
    leaf = narrowed(policy, policy.terms[until.term].value, settled(rule.when)) if until else None
    return frozenset(axes_of(leaf)) if isinstance(leaf, Table) else frozenset()


def _answer(policy: Policy, rule: Rule, lang: str) -> tuple[bool, Phrase]:
    """Whether the answer is yes, and what follows it."""
    words, policy = page_words(lang), off_season(policy)
    plan = plan_rule(policy, rule, is_public=True)
    granting = [stretch for stretch in plan.stretches if any(outcome.grants for outcome in stretch.outcomes)]
    if plan.offers == {Offer.DECLINE}:
        return False, say_filled(lang, words["no_answer"], why=say_bands(policy, rule, lang, Voice.BUYER)[0].line)
    looks = only_looks(plan)
    if any(_may_be_refused(stretch) for stretch in granting):
        return False, _say_first(policy, rule, lang)
    if not looks and not any(outcome.grants for outcome in plan.stretches[0].outcomes):
        return False, _say_first(policy, rule, lang)
    last = plan.stretches[0] if looks else granting[-1]
    if last.until is None:
        return False, _say_first(policy, rule, lang)
    known = settled(rule.when)
    leaf = narrowed(policy, policy.terms[last.until.term].value, known)
    if isinstance(leaf, Table):
        first, within = _last_to_choose(policy, granting[:-1]), _deadline(policy, rule, last, lang)
        if first is None:
            return True, capitalise(say_filled(lang, words["yes_other"], value=within))
        term, after = first
        forms = policy.scopes.events[after.event].label.forms(lang)
        value, what = say_term(policy, term, lang, Style.PLAIN, at=known), name_offers(policy, last, lang)
        pattern = words["yes_choose"]
        said = say_filled(lang, pattern, value=value, event=forms[0], after=forms[-1], later=within, what=what)
        return True, said
    if isinstance(leaf, After):
        forms = policy.scopes.events[leaf.event].label.forms(lang)
        pattern = (
            "tell_us"
            if looks
            else {Act.REQUESTED: "yes_within", Act.SENT: "yes_send", Act.RECEIVED: "yes_receive"}[rule.act]
        )
        value = say_term(policy, last.until.term, lang, Style.PLAIN, at=known)
        return not looks, say_filled(lang, words[pattern], value=value, event=forms[0], after=forms[-1])
    within = say_term(policy, last.until.term, lang, Style.WITHIN, at=known)
    return True, capitalise(say_filled(lang, words["yes_other"], value=within))


def _may_be_refused(stretch: Stretch) -> bool:
    """Whether somebody else than the buyer may choose that nothing is granted, so that no yes is true."""
    return stretch.choice is not Chooser.BUYER and any(o.offer is Offer.DECLINE for o in stretch.outcomes)


def _last_to_choose(policy: Policy, stretches: Sequence[Stretch]) -> tuple[str, After] | None:
    """The end of the last stretch in which the buyer chooses, if it is the same for everybody."""
    for stretch in reversed(stretches):
        value = policy.terms[stretch.until.term].value if stretch.until else None
        if stretch.until and isinstance(value, After) and stretch.outcomes[1:] and stretch.choice is Chooser.BUYER:
            return stretch.until.term, value
    return None


def say_seasons(policy: Policy, rule: Rule, lang: str) -> list[Phrase]:
    """What holds in a season instead of the usual answer: a sentence for each, with the end of every band."""
    words, known = page_words(lang), settled(rule.when)
    parts: dict[str, list[Phrase]] = {}
    for stretch in plan_rule(policy, rule, is_public=True).stretches:
        until = stretch.until
        value = narrowed(policy, policy.terms[until.term].value, known) if until else None
        if until is None or not isinstance(value, Table) or axes_of(value) != ("season",):
            continue
        for id, _ in value.rows:
            if id in policy.scopes.seasons:
                deadline = say_term(policy, until.term, lang, Style.WITHIN, at={**known, "season": id})
                said = fill(words["season_part"], label=name_offers(policy, stretch, lang), deadline=deadline)
                parts.setdefault(id, []).append(said)
    return [
        say_filled(
            lang,
            words["in_season"],
            season=say_value(policy, "season", id, lang, Voice.BUYER),
            parts=join(said, words["season_join"]),
        )
        for id, said in parts.items()
    ]


def say_elsewhere(policy: Policy, rule: Rule, lang: str) -> list[Phrase]:
    """Whose time is not the one that the answer names, and how much they have: a sentence for each deadline."""
    policy, book = off_season(policy), BOOKS[lang]
    speaker = speaker_of(policy, rule, Voice.BUYER)
    stretches = plan_rule(policy, rule, is_public=True).stretches
    terms = dict.fromkeys(stretch.until.term for stretch in stretches if stretch.until)
    spreads = [(id, spread_term(speaker, id)) for id in terms if say_differing(speaker, id, lang)]
    tables = tuple((id, spread) for id, spread in spreads if isinstance(spread, Spread))
    return [book.finish(book.sentence(said)) for said in book.varied(speaker, tables)]


def say_choices(policy: Policy, rule: Rule, lang: str) -> list[Phrase]:
    """What there is to choose from, where the picture can only call it a choice; beside other bands, with its days."""
    words = page_words(lang)
    told = say_bands(off_season(policy), rule, lang, Voice.BUYER)
    stretches = plan_rule(policy, rule, is_public=True).stretches
    granting = [
        (band, stretch, name_offers(policy, stretch, lang))
        for band, stretch in zip(told, stretches, strict=True)
        if any(outcome.grants for outcome in stretch.outcomes)
    ]
    if not any(len(stretch.outcomes) > 1 for _, stretch, _ in granting):
        return []
    if len(granting) == 1:
        return [say_filled(lang, words["line"], days=band.label, label=label) for band, _, label in granting]
    parts = [fill(words["stretch"], days=band.days, label=label) for band, _, label in granting]
    return [capitalise(say_filled(lang, words["line_always"], label=join(parts, words["season_join"])))]


def say_line(policy: Policy, rule: Rule, lang: str) -> Phrase:
    """One line for lists: the time and the remedies of what is granted first, for as long as it is granted."""
    words, policy = page_words(lang), off_season(policy)
    plan = plan_rule(policy, rule, is_public=True)
    stretch = _first_grant(plan)
    label = name_offers(policy, stretch, lang)
    if stretch.until is None and stretch.since is None:
        return say_bands(policy, rule, lang, Voice.BUYER)[0].line
    if only_looks(plan):
        return _answer(policy, rule, lang)[1]
    days = _when(policy, rule, stretch, lang)
    if owes_nothing(policy, rule):
        # Who has paid nothing gets nothing: what is told is what we do.
        done = BOOKS[lang].granted(speaker_of(policy, rule, Voice.BUYER), plan, stretch)
        return capitalise(say_filled(lang, words["line"], days=days, label=done))
    # A wait is no remedy: the time in which we must be told says more.
    pattern = words["line"] if any(outcome.grants for outcome in stretch.outcomes) else words["line_always"]
    return capitalise(say_filled(lang, pattern, days=days, label=label if pattern == words["line"] else days))


def name_axes(policy: Policy, axes: tuple[str, ...], lang: str) -> str:
    """The names of what a table depends on, as they are said in a sentence."""
    words = page_words(lang)
    facts = policy.scopes.facts
    names = []
    for axis in axes:
        label = facts[axis].label if axis in facts else None
        names.append(
            words["axis_season"]
            if axis == "season"
            else words["axis_the"].format(name=label.forms(lang)[0] if label else axis)
        )
    return words["axis_and"].join(names)


def view_example(policy: Policy, rule: Rule, lang: str) -> ExampleView | None:
    """Real dates for a rule whose bands count days, outside all seasons: the same at every build."""
    policy = off_season(policy)
    clock = clock_of(policy, rule)
    year = policy.shop.effective.year
    if clock is None or not clock.days or year is None:
        return None
    words = page_words(lang)
    ordered = _ordinary_day(policy, date(year, policy.shop.effective.month, policy.shop.effective.day))
    start = ordered + timedelta(days=_DAYS_TO_DELIVERY)
    noun = capitalise((clock.event.label.forms(lang)[0],))
    looks = only_looks(plan_rule(policy, rule, is_public=True))
    rows: list[tuple[Markup, Markup]] = []
    for at, days in enumerate((*clock.days, clock.days[-1] + 1)):
        is_last = at == len(clock.days)
        day = start + timedelta(days=days - clock.event_day)
        asks = not is_last and looks and at == 0
        pattern = words["example_first" if is_last else "example_ask" if asks else "example_last"]
        meaning = say_filled(lang, pattern, label=name_remedy(policy, rule, at, lang))
        rows.append((mark((_say_date(day, lang, (clock.ends[min(at, len(clock.ends) - 1)],)),)), mark(meaning)))
    said = say_filled(
        lang, words["example_start"], event=noun, date=_say_date(start, lang, EFFECTIVE), number=clock.zero
    )
    return ExampleView(mark(said), tuple(rows))


def evidence_of(policy: Policy, rule: Rule, lang: str) -> tuple[str, ...]:
    """What the buyer is asked to send, each kind once."""
    found: dict[str, str] = {}
    plan = plan_rule(policy, rule, is_public=True)
    facets = [facet for stretch in plan.stretches for outcome in stretch.outcomes for facet in outcome.facets]
    for facet in (*rule.facets, *facets):
        if facet.name == "evidence":
            value = facet.value
            for word in (value,) if isinstance(value, Word) else value if isinstance(value, tuple) else ():
                found[word.text] = policy.scopes.evidence[word.text].label.forms(lang)[0]
    return tuple(plain(capitalise((name,))) for name in found.values())


def list_exceptions(policy: Policy, rule: Rule, lang: str) -> tuple[Link, ...]:
    """The rules that stand over this one: those that decide in its place, and those by which the goods stay.

    One for some countries alone stands under the countries, with what it gives.
    """
    return tuple(
        Link(f"#{other.id}" if other.section == rule.section else f"../{other.section}/#{other.id}", title)
        for other, title in ((other, show_name(policy, other, lang)) for other in policy.rules.values())
        if (other.is_outcome or any(facet.name == "goods" for facet in other.facets))
        and (rule.id in other.over or rule.id in {f"{other.section}.{name}" for name in other.over})
        and not (other.is_outcome and all(countries_of(policy, (clause,)) for clause in other.when))
    )


def say_filled(lang: str, pattern: str, **blanks: str | Quote | Phrase) -> Phrase:
    """The pattern filled, with the seams of values and Chinese mended."""
    return BOOKS[lang].finish(fill(pattern, **blanks))


def _say_first(policy: Policy, rule: Rule, lang: str) -> Phrase:
    """What is granted first, and until when; if that is a wait, how long, and what comes after it and after that."""
    words, plan = page_words(lang), plan_rule(policy, rule, is_public=True)
    at = first_granting(plan)
    if len(plan.stretches) == 1:
        return say_bands(policy, rule, lang, Voice.BUYER)[0].line
    granting = [each for each in plan.stretches[at:] if any(outcome.grants for outcome in each.outcomes)]
    first, *rest = dict.fromkeys(name_offers(policy, each, lang) for each in granting)
    later = [fill(words["later_alt"], what=each) for each in rest]
    label = join([(first,), *later], words["season_join"])
    if not at:
        days = _deadline(policy, rule, granting[0], lang)
        return capitalise(say_filled(lang, words["line"], days=days, label=label))
    wait = BOOKS[lang].waits(speaker_of(policy, rule, Voice.BUYER), plan)
    return capitalise(say_filled(lang, words["wait_first"], wait=wait, label=label))


def first_granting(plan: Plan) -> int:
    """The position of the first band that grants something; 0 if none does."""
    return next(
        (at for at, stretch in enumerate(plan.stretches) if any(outcome.grants for outcome in stretch.outcomes)), 0
    )


def _first_grant(plan: Plan) -> Stretch:
    """The first band that grants something, and with it those after it that grant the same, as one."""
    at = first_granting(plan)
    first, *rest = plan.stretches[at:]
    offers = {outcome.offer for outcome in first.outcomes}
    last = first
    for stretch in rest:
        if {outcome.offer for outcome in stretch.outcomes} != offers:
            break
        last = stretch
    return replace(first, until=last.until)


def _when(policy: Policy, rule: Rule, stretch: Stretch, lang: str) -> Phrase:
    """When a band holds, with what it is counted from: after the one before has ended, and within its own deadline."""
    words, speaker = page_words(lang), speaker_of(policy, rule, Voice.BUYER)
    parts = []
    if stretch.since is not None:
        beyond = BOOKS[lang].term(speaker, stretch.since.term, Style.BEYOND)
        parts.append((*beyond, *_say_range(policy, stretch.since.term, lang)))
    if stretch.until is not None:
        parts.append(_deadline(policy, rule, stretch, lang))
    return BOOKS[lang].finish(join(parts, words["after_join"]))


def _deadline(policy: Policy, rule: Rule, stretch: Stretch, lang: str) -> Phrase:
    """By when a band must be asked for; with what it ranges over where it is told by its name."""
    speaker, until = speaker_of(policy, rule, Voice.BUYER), stretch.until
    if until is None:
        return ()
    within = BOOKS[lang].term(speaker, until.term, Style.WITHIN)
    differs = say_differing(speaker, until.term, lang)
    return (*within, differs) if differs else (*within, *_say_range(policy, until.term, lang))


def _say_range(policy: Policy, term: str, lang: str) -> Phrase:
    """`` (5 to 45 days)`` behind a deadline that is called by its name, because many rows differ; else nothing."""
    value = policy.terms[term].value
    rows = {leaf for _, leaf in leaves(value)} if isinstance(value, Table) else set()
    ends = [leaf for leaf in rows if isinstance(leaf, After)]
    if len(rows) <= MOST or len(ends) < len(rows) or len({(end.event, end.duration.unit) for end in ends}) > 1:
        return ()
    low, high = min(end.duration.low for end in ends), max(end.duration.high for end in ends)
    span = replace(ends[0].duration, low=low, high=high)
    return say_filled(lang, page_words(lang)["span"], value=Quote(say_quantity(span, lang), str(span), None, (term,)))


def _ordinary_day(policy: Policy, first: date) -> date:
    """The first day from this one on that lies in no season; seasons that never end leave the day as it is."""
    for passed in range(2 * 366):
        day = first + timedelta(days=passed)
        if not any(_in_season(season, day) for season in policy.scopes.seasons.values()):
            return day
    return first


def _in_season(season: Season, day: date) -> bool:
    """Whether a day lies in a season, both ends included; a season without years recurs and may pass new year."""
    if season.first.year is not None and season.last.year is not None:
        first, last = (date(d.year or day.year, d.month, d.day) for d in (season.first, season.last))
        return first <= day <= last
    at, begin, end = (day.month, day.day), (season.first.month, season.first.day), (season.last.month, season.last.day)
    return begin <= at <= end if begin <= end else at >= begin or at <= end


def _say_date(day: date, lang: str, origin: tuple[str, ...]) -> Quote:
    value = Day(day.year, day.month, day.day)
    return Quote(say_quantity(value, lang), str(value), None, origin)
