"""Rules → what a buyer reads of them: the answer, the bands, the sentence, a worked example."""

from __future__ import annotations

from datetime import date, timedelta

from markupsafe import Markup

from generator.language.lookup import axes_of, narrowed, settled
from generator.language.pages import fill, page_words
from generator.language.phrase import Phrase, Quote, plain
from generator.language.plan import Outcome, Plan, Refused, Stretch, plan_rule
from generator.language.say import BandWords, say_bands, say_condition, say_quantity, say_rule, say_term
from generator.language.situation import REASON
from generator.language.style import Style, Voice
from generator.language.wording import capitalise
from generator.playbook.markup import mark
from generator.policy.model import Act, Audience, Offer, Policy, Rule, Table, TermRef, Word
from generator.policy.values import After, Day
from generator.publish.linked import main_rule
from generator.publish.picture import LETTERS, draw
from generator.publish.rail import clock_of, drawing_of, off_season
from generator.publish.views import AnswerView, BandView, ExampleView, Group, Link, Row, RuleView

_DAYS_TO_DELIVERY = 9
"""How long after the effective date the worked examples begin: a date that needs no clock, so builds repeat."""
EFFECTIVE = ("shop.effective",)
"""What dates follow from that are not counted from an event."""


def view_rule(policy: Policy, rule: Rule, lang: str) -> RuleView:
    """Everything that the section page shows of one rule."""
    sentences = [mark(say_rule(policy, rule, lang, Voice.BUYER))]
    if rule.note:
        sentences.append(Markup("{}").format(rule.note[lang]))
    return RuleView(
        rule.id,
        name_rule(policy, rule, lang),
        view_answer(policy, rule, lang) if rule.is_outcome else None,
        tuple(sentences),
        view_example(policy, rule, lang),
        list_exceptions(policy, rule, lang),
        evidence_of(policy, rule, lang),
    )


def name_rule(policy: Policy, rule: Rule, lang: str) -> str:
    """The title in the buyer's words, or the situation where the rule has none."""
    if rule.title:
        return rule.title[lang]
    said = plain(capitalise(say_condition(policy, rule.when, lang, Voice.BUYER)))
    return said or policy.sections[rule.section].title[lang]


def view_answer(policy: Policy, rule: Rule, lang: str) -> AnswerView:
    """The answer panel of an outcome rule."""
    told = say_bands(off_season(policy), rule, lang, Voice.BUYER)
    drawing = drawing_of(policy, rule, lang, Voice.BUYER)
    lettered = drawing is not None and drawing.lettered
    bands = tuple(
        BandView(mark(capitalise(band.days)), LETTERS[at] if lettered else "", band.fill, band.label, mark(band.line))
        for at, band in enumerate(told)
    )
    rail = draw(drawing, lang, Voice.BUYER) if drawing else Markup("")
    return AnswerView(
        mark(say_answer(policy, rule, lang)),
        tuple(mark(line) for line in say_seasons(policy, rule, lang)),
        rail,
        bands if len(bands) > 1 else (),
        drawing is not None,
    )


def say_answer(policy: Policy, rule: Rule, lang: str) -> Phrase:
    """The answer in one sentence, beginning with yes or no; the remedy where neither fits.

    The value is that of the last band that grants something.
    """
    words, policy = page_words(lang), off_season(policy)
    plan = plan_rule(policy, rule, is_public=True)
    granting = [stretch for stretch in plan.stretches if any(outcome.grants for outcome in stretch.outcomes)]
    if plan.offers == {Offer.DECLINE}:
        return (words["no_answer"],)
    if not granting or not any(outcome.grants for outcome in plan.stretches[0].outcomes):
        return _say_first(policy, rule, lang)
    last = granting[-1]
    if last.until is None:
        return _say_first(policy, rule, lang)
    known = settled(rule.when)
    leaf = narrowed(policy, policy.terms[last.until.term].value, known)
    if isinstance(leaf, Table):
        return fill(words["yes_depends"], axes=name_axes(policy, axes_of(leaf), lang))
    if isinstance(leaf, After):
        forms = policy.scopes.events[leaf.event].label.forms(lang)
        pattern = {Act.REQUESTED: "yes_within", Act.SENT: "yes_send", Act.RECEIVED: "yes_receive"}[rule.act]
        value = say_term(policy, last.until.term, lang, Style.PLAIN, at=known)
        return fill(words[pattern], value=value, event=forms[0], after=forms[-1])
    return fill(words["yes_other"], value=say_term(policy, last.until.term, lang, Style.WITHIN, at=known))


def say_seasons(policy: Policy, rule: Rule, lang: str) -> list[Phrase]:
    """What holds in a season instead of the usual answer, a sentence for each season."""
    granting = [s for s in plan_rule(policy, rule, is_public=True).stretches if any(o.grants for o in s.outcomes)]
    until = granting[-1].until if granting else None
    if until is None:
        return []
    known = settled(rule.when)
    value = narrowed(policy, policy.terms[until.term].value, known)
    said = []
    for id, _ in value.rows if isinstance(value, Table) and axes_of(value) == ("season",) else ():
        season = policy.scopes.seasons.get(id)
        if season is not None:
            name = season.label.forms(lang)[0] if season.label else id
            deadline = say_term(policy, until.term, lang, Style.WITHIN, at={**known, "season": id})
            said.append(fill(page_words(lang)["in_season"], season=name, deadline=deadline))
    return said


def say_line(policy: Policy, rule: Rule, lang: str) -> Phrase:
    """One line for lists: the days and the remedy of the first band that grants something, and who pays."""
    words, policy = page_words(lang), off_season(policy)
    plan = plan_rule(policy, rule, is_public=True)
    told = say_bands(policy, rule, lang, Voice.BUYER)
    at = _first_granting(plan)
    band = told[at] if at < len(told) else told[0]
    is_always = plan.stretches[at].until is None and plan.stretches[at].since is None
    pattern = words["line_always"] if is_always else words["line"]
    line = fill(pattern, days=() if is_always else _when(policy, rule, plan.stretches[at], band, lang), label=band.label)
    return capitalise(line)


def name_axes(policy: Policy, axes: tuple[str, ...], lang: str) -> str:
    """The names of what a table depends on, as they are said in a sentence."""
    words = page_words(lang)
    facts = policy.scopes.facts
    names = []
    for axis in axes:
        label = facts[axis].label if axis in facts else None
        names.append(words["axis_season"] if axis == "season" else label.forms(lang)[0] if label else axis)
    return words["axis_and"].join(names)


def view_example(policy: Policy, rule: Rule, lang: str) -> ExampleView | None:
    """Real dates for a rule whose bands count days: from a fixed day after the policy takes effect."""
    policy = off_season(policy)
    clock = clock_of(policy, rule)
    year = policy.shop.effective.year
    if clock is None or not clock.days or year is None:
        return None
    words = page_words(lang)
    effective = date(year, policy.shop.effective.month, policy.shop.effective.day)
    start = effective + timedelta(days=_DAYS_TO_DELIVERY)
    noun = capitalise((clock.event.label.forms(lang)[0],))
    told = say_bands(policy, rule, lang, Voice.BUYER)
    rows: list[tuple[Markup, Markup]] = []
    for at, days in enumerate(clock.days):
        last = start + timedelta(days=days - clock.event_day)
        rows.append(
            (mark((_say_date(last, lang, (clock.ends[at],)),)), Markup(words["example_last"]).format(label=told[at].label))
        )
    after = start + timedelta(days=clock.days[-1] - clock.event_day + 1)
    rows.append(
        (mark((_say_date(after, lang, (clock.ends[-1],)),)), Markup(words["example_first"]).format(label=told[-1].label))
    )
    said = fill(words["example_start"], event=noun, date=_say_date(start, lang, EFFECTIVE), number=clock.zero)
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


def list_declined(policy: Policy, lang: str) -> tuple[Row, ...]:
    """What cannot be taken back: the rules that only refuse, and their notes."""
    rows = []
    for rule in policy.rules.values():
        offers = {option.offer for band in rule.bands for option in band.options}
        is_return = plan_rule(policy, rule, is_public=True).refused is Refused.RETURN
        if offers == {Offer.DECLINE} and is_return and not any(band.is_pass for band in rule.bands):
            note = Markup("{}").format(rule.note[lang]) if rule.note else Markup("")
            rows.append(Row(name_rule(policy, rule, lang), note))
    return tuple(rows)


def list_situations(policy: Policy, lang: str) -> tuple[Group, ...]:
    """What may have happened: every rule that grants something, by section, with its one line."""
    groups = []
    for section in policy.sections.values():
        rows = tuple(
            Link(f"{section.id}/#{rule.id}", name_rule(policy, rule, lang), mark(say_line(policy, rule, lang)))
            for rule in section.rules
            if rule.is_outcome and plan_rule(policy, rule, is_public=True).offers != {Offer.DECLINE}
        )
        if section.to is Audience.BUYER and rows:
            groups.append(Group(section.title[lang], rows))
    return tuple(groups)


def list_facts(policy: Policy, lang: str) -> tuple[Row, ...]:
    """Who pays for the return of a change of mind, when the money comes, and what to do after a refusal."""
    words = page_words(lang)
    rule = main_rule(policy)
    rows = []
    if rule is not None:
        granting = [o for s in plan_rule(policy, rule, is_public=True).stretches for o in s.outcomes if o.grants]
        payer = granting[0].word("postage") if granting else None
        if payer:
            said = words["fact_postage_words"].format(situation=name_rule(policy, rule, lang))
            rows.append(Row(words["fact_postage"], Markup("{} {}").format(said, words[f"postage_{payer}"])))
        term = _refund_term(policy, rule, granting)
        if term:
            rows.append(Row(words["fact_money"], mark(capitalise(say_term(policy, term, lang, Style.WITHIN)))))
    rows.append(
        Row(words["fact_refused"], Markup('<a href="contact/">{}</a>').format(words["fact_refused_words"]))
    )
    return tuple(rows)


def list_exceptions(policy: Policy, rule: Rule, lang: str) -> tuple[Link, ...]:
    """The outcome rules that stand over this one."""
    return tuple(
        Link(f"../{other.section}/#{other.id}", name_rule(policy, other, lang))
        for other in policy.rules.values()
        if other.is_outcome and (rule.id in other.over or rule.id in {f"{other.section}.{name}" for name in other.over})
    )


def _refund_term(policy: Policy, rule: Rule, granting: list[Outcome]) -> str | None:
    """The term of ``refund.by``: the rule's own, else that of the first condition rule for the same reason."""
    own = [outcome.facet("refund.by") for outcome in granting]
    reasons = {value for clause in rule.when for test in clause if test.axis == REASON for value in test.values}
    for other in policy.rules.values():
        named = {value for clause in other.when for test in clause if test.axis == REASON for value in test.values}
        if not other.is_outcome and (reasons & named or not named):
            own.extend(facet.value for facet in other.facets if facet.name == "refund.by")
    terms = [value.term for value in own if isinstance(value, TermRef)]
    return next((term for term in terms if not isinstance(policy.terms[term].value, Table)), None)


def _say_first(policy: Policy, rule: Rule, lang: str) -> Phrase:
    band = say_bands(policy, rule, lang, Voice.BUYER)[0]
    return fill(page_words(lang)["line_always"], label=band.label)


def _first_granting(plan: Plan) -> int:
    return next(
        (at for at, stretch in enumerate(plan.stretches) if any(outcome.grants for outcome in stretch.outcomes)), 0
    )


def _when(policy: Policy, rule: Rule, stretch: Stretch, band: BandWords, lang: str) -> Phrase:
    """When a band holds: its deadline in words where it begins at once, else its days."""
    known = settled(rule.when)
    if stretch.since is None and stretch.until is not None:
        value = narrowed(policy, policy.terms[stretch.until.term].value, known)
        if not isinstance(value, Table):
            return say_term(policy, stretch.until.term, lang, Style.WITHIN, at=known)
    return band.days


def _say_date(day: date, lang: str, origin: tuple[str, ...]) -> Quote:
    value = Day(day.year, day.month, day.day)
    return Quote(say_quantity(value, lang), str(value), None, origin)
