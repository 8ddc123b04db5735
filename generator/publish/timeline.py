"""The time line of a rule: who may do what until when, for rules whose deadlines a rail has no room for.

A rail stands on one clock and shows its days as numbers. Here each stretch of time has lines of its own, so that
deadlines of several clocks, in any unit and different by country can be told in words.
"""

from __future__ import annotations

from generator.language.book import BOOKS
from generator.language.pages import fill, page_words
from generator.language.phrase import Phrase, join
from generator.language.plan import Stretch, plan_rule
from generator.language.say import BandWords, say_bands, speaker_of
from generator.language.style import Style, Voice
from generator.language.wording import capitalise
from generator.playbook.html import Markup
from generator.policy.model import Chooser, Policy, Rule
from generator.publish.paid import payer_of, say_otherwise
from generator.publish.picture import FEWEST
from generator.publish.rail import off_season, rail
from generator.publish.remedies import name_offers, name_shortly
from generator.publish.spine import Kind, Stop, draw_spine


def draw_bands(policy: Policy, rule_id: str, lang: str, voice: Voice) -> Markup | None:
    """The picture of a rule's bands: a rail where there is room for it, else a time line; None for less than two bands.

    KeyError for an unknown rule.
    """
    return rail(policy, rule_id, lang, voice) or timeline(policy, policy.rules[rule_id], lang, voice)


def timeline(policy: Policy, rule: Rule, lang: str, voice: Voice) -> Markup | None:
    """The time line of a rule; None where there is nothing to compare, or where time does not decide alone."""
    if len(rule.bands) < FEWEST or any(band.is_pass for band in rule.bands):
        return None
    policy = off_season(policy)
    told = say_bands(policy, rule, lang, voice)
    stretches = plan_rule(policy, rule, is_public=voice is Voice.BUYER).stretches
    if len(told) != len(stretches):
        return None
    stops = tuple(
        _stop(policy, rule, band, stretch, lang, voice) for band, stretch in zip(told, stretches, strict=True)
    )
    words = page_words(lang)
    heads = [
        _head(policy, rule, band, stretch, lang, voice, "_alt") for band, stretch in zip(told, stretches, strict=True)
    ]
    said = [
        fill(
            words["rail_alt_band"],
            when=_when(stop, words["later"]),
            label=join([head, *stop.lines], words["line_paid"]),
        )
        for stop, head in zip(stops, heads, strict=True)
    ]
    alternative = fill(words["line_alt"], bands=join(said, words["sentence_join"]))
    return draw_spine("line", stops, alternative)


def _stop(policy: Policy, rule: Rule, band: BandWords, stretch: Stretch, lang: str, voice: Voice) -> Stop:
    words = page_words(lang)
    head = capitalise(_head(policy, rule, band, stretch, lang, voice))
    payer = payer_of(stretch.outcomes)
    differs = say_otherwise(policy, rule, payer, voice, lang) if payer else ()
    lines: tuple[Phrase, ...] = ((words[f"rail_payer.{voice}.{payer}"], *differs),) if payer else ()
    due: tuple[Phrase, ...] = ()
    if stretch.until is not None:
        speaker = speaker_of(policy, rule, voice)
        whole = BOOKS[lang].finish(BOOKS[lang].term(speaker, stretch.until.term, Style.WITHIN))
        due = (capitalise(whole if band.last_day is not None else band.days),)
    return Stop(Kind(str(band.fill)), head, lines, due)


def _head(
    policy: Policy, rule: Rule, band: BandWords, stretch: Stretch, lang: str, voice: Voice, place: str = ""
) -> Phrase:
    """What there is in a stretch of time, in the picture, or in the sentence of its alternative."""
    words = page_words(lang)
    if len(stretch.outcomes) <= 1:
        return (name_shortly(plan_rule(policy, rule, is_public=True), stretch, band.label, lang),)
    chooser = words[f"chooses.{voice}.{stretch.choice or Chooser.SELLER}"]
    return fill(words[f"line_choice{place}"], chooser=chooser, offers=name_offers(policy, stretch, lang))


def _when(stop: Stop, later: str) -> Phrase:
    return stop.due[0] if stop.due else (later,)
