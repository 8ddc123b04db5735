"""The floors that are shipped: complete, as certain as their sources and no more, in both languages, and comparable."""

from __future__ import annotations

import re
from dataclasses import fields
from decimal import Decimal

import pytest

from generator.finding import LANGUAGES
from generator.policy.floor import ActsBy, Certainty, Exempt, Floor, Forbids, Grants, RefundBy, Says, SendBy, Subject
from generator.policy.floor_words import load_vocabulary, read_vocabulary
from generator.policy.floors import load_floors, read_floors
from generator.policy.model import Bilingual, Offer
from generator.policy.regions import is_region
from generator.policy.shipped import BrokenShippedFileError

FLOORS = {floor.id: floor for floor in load_floors()}
WORDS = load_vocabulary()

SOURCE = {
    # The list that was handed to the project: id, citation, certainty.
    "eu.withdraw": ("Dir. 2011/83/EU Art. 9", "secondary"),
    "eu.withdraw.uninformed": ("Dir. 2011/83/EU Art. 10", "secondary"),
    "eu.send_back": ("Dir. 2011/83/EU Art. 14", "secondary"),
    "eu.refund": ("Dir. 2011/83/EU Art. 13", "secondary"),
    "eu.deliver": ("Dir. 2011/83/EU Art. 18", "secondary"),
    "eu.function": ("Dir. (EU) 2023/2673, Art. 11a", "secondary"),
    "eu.conformity": ("Dir. (EU) 2019/771", "memory"),
    "no.withdraw": ("angrerettloven", "memory"),
    "uk.cancel": ("SI 2013/3134 reg. 29-30", "secondary"),
    "uk.refund": ("SI 2013/3134 reg. 34", "secondary"),
    "uk.deliver": ("Consumer Rights Act 2015 s. 28(3)", "primary"),
    "uk.reject": ("CRA 2015 s. 20, 22", "secondary"),
    "uk.reject.refund": ("CRA 2015 s. 20(15)", "secondary"),
    "us.ship": ("16 CFR 435.2(a)(1)", "primary"),
    "us.delay.short": ("16 CFR 435.2(b)(1)", "primary"),
    "us.delay.long": ("16 CFR 435.2(b)(1)", "primary"),
    "us.delay.renewed": ("16 CFR 435.2(b)(2)", "primary"),
    "us.refund": ("16 CFR 435.1(b)", "primary"),
    "us_ca.posting": ("Cal. Civ. Code 1723", "primary"),
    "us_ny.posting": ("NY GBL 218-a", "primary"),
    "cn.seven": (
        "Consumer Protection Law Art. 25; 2017/2020 Measures Art. 10 (first day is the day after signing)",
        "primary",
    ),
    "cn.refund": ("CPL Art. 25; Measures Art. 13-14", "primary"),
    "cn.quality": ("CPL Art. 24", "primary"),
    "cn.exclusions": ("State Council Decree 778 Art. 19", "secondary"),
    "cn.transit": ("E-Commerce Law Art. 20, 51", "primary"),
    "au.major": ("Australian Consumer Law s. 54-59", "secondary"),
    "tw.seven": ("Consumer Protection Act Art. 19", "secondary"),
    "hk.none": (None, "memory"),
}
DATES = {"eu.function": "2026-06-19", "cn.exclusions": "2024-07-01"}
TIMES = {
    # What the source says of time, on the floors that can be compared.
    "eu.withdraw": ["14 days from last_item_delivered"],
    "eu.send_back": ["14 days from last_item_delivered", "14 days from withdrawal_notice"],
    "eu.refund": ["14 days from last_item_delivered", "14 days from withdrawal_notice"],
    "eu.deliver": ["30 days from ordered"],
    "eu.conformity": ["24 months from delivered"],
    "no.withdraw": ["14 days from last_item_delivered"],
    "uk.cancel": ["14 days from last_item_delivered"],
    "uk.refund": [
        "14 days from last_item_delivered",
        "earlier_of(14 days from return_received, 14 days from return_proof)",
    ],
    "uk.deliver": ["30 days from ordered"],
    "uk.reject": ["30 days from delivered"],
    "uk.reject.refund": ["14 days from refund_agreed"],
    "us.ship": ["30 days from order_complete"],
    "us.refund": ["7 business days from refund_due"],
    "cn.seven": ["7 days from delivered"],
    "cn.refund": ["7 days from delivered", "7 days from return_received"],
    "cn.quality": ["7 days from delivered"],
    "cn.transit": [],
    "au.major": [],
    "tw.seven": ["7 days from delivered"],
}
EVERY = pytest.mark.parametrize("floor", FLOORS.values(), ids=FLOORS)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def times(floor: Floor) -> list[str]:
    """Every deadline of a floor, in notation."""
    found = [floor.within] if floor.within else []
    for required in floor.requires:
        match required:
            case RefundBy(at_most=deadline) | ActsBy(at_most=deadline) | SendBy(at_least=deadline):
                found.append(deadline)
            case _:
                pass
    return [str(deadline) for deadline in found]


def texts(floor: Floor) -> dict[str, Bilingual]:
    named = {field.name: getattr(floor, field.name) for field in fields(floor)}
    return {name: value for name, value in named.items() if isinstance(value, Bilingual)}


# ------------------------------------------------------------------------------------------------ what is shipped


def test_every_floor_of_the_source_is_shipped_and_no_other() -> None:
    assert FLOORS.keys() == SOURCE.keys()
    assert len(load_floors()) == len(FLOORS), "two floors have the same id"


@EVERY
def test_a_floor_is_cited_and_as_certain_as_its_source(floor: Floor) -> None:
    cite = floor.cite.en if floor.cite else None
    assert (cite, floor.certainty.value) == SOURCE[floor.id]


def test_what_was_not_looked_up_can_never_be_an_error() -> None:
    assert {floor.id for floor in FLOORS.values() if not floor.certainty.may_fail} == {
        "eu.conformity",
        "no.withdraw",
        "hk.none",
    }


def test_dates_of_coming_into_force_are_given() -> None:
    assert {floor.id: str(floor.since) for floor in FLOORS.values() if floor.since} == DATES


def test_deadlines_are_those_of_the_source() -> None:
    assert {floor.id: times(floor) for floor in FLOORS.values() if floor.requires} == TIMES


def test_deadlines_are_exact_values() -> None:
    assert FLOORS["cn.seven"].within.duration.high == Decimal(7)  # type: ignore[union-attr]


# --------------------------------------------------------------------------------------------------- both languages


@EVERY
def test_a_floor_speaks_both_languages(floor: Floor) -> None:
    """Chinese is Chinese and English is English; Chinese stands apart from Latin letters and digits by one space."""
    for name, said in texts(floor).items():
        assert said.en.isascii(), name
        assert CHINESE.search(said.zh), name
        assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]|[\u4e00-\u9fff] ?[,;:?!]", said.zh)


@EVERY
def test_what_a_floor_says_is_one_clause(floor: Floor) -> None:
    """So that a message can end with it."""
    assert floor.what.en[0].islower()
    assert not floor.what.en.endswith(".")
    assert not floor.what.zh.endswith("。")


@EVERY
def test_a_number_that_is_compared_is_written_once(floor: Floor) -> None:
    """In the deadline; a sentence beside it could come to say something else."""
    if floor.requires:
        assert not re.search(r"[0-9]", floor.what.en + floor.what.zh)


def test_it_is_said_in_both_languages_that_this_is_no_legal_advice() -> None:
    assert "not legal advice" in WORDS.disclaimer.en
    assert "不构成法律意见" in WORDS.disclaimer.zh


def test_subjects_exceptions_and_certainties_have_names_in_both_languages() -> None:
    known = (*WORDS.subjects.values(), *WORDS.exceptions.values())
    names = [each.name for each in known] + list(WORDS.certainties.values())
    assert len(names) == len(Subject) + len(Exempt) + len(Certainty)
    for lang in LANGUAGES:
        assert all(bool(CHINESE.search(name[lang])) == (lang == "zh") for name in names)


# ----------------------------------------------------------------------------------------------------------- markets


@EVERY
def test_markets_are_regions_of_iso_3166(floor: Floor) -> None:
    assert floor.markets
    assert all(is_region(market) for market in floor.markets)


def test_the_european_economic_area_has_thirty_members() -> None:
    """Among them Norway, Iceland and Liechtenstein, and neither the United Kingdom nor Switzerland."""
    eea = FLOORS["eu.withdraw"].markets
    assert len(set(eea)) == len(eea) == 30
    assert {"NO", "IS", "LI"} <= set(eea)
    assert not {"GB", "CH"} & set(eea)


def test_a_part_of_a_country_has_the_law_of_its_country() -> None:
    assert FLOORS["us.ship"].holds_in("US-CA")
    assert FLOORS["us_ca.posting"].holds_in("US-CA")
    assert not FLOORS["us_ca.posting"].holds_in("US")
    assert not FLOORS["us_ca.posting"].holds_in("US-NY")
    assert [floor.id for floor in FLOORS.values() if floor.holds_in("TW")] == ["tw.seven"]


# ------------------------------------------------------------------------------------------------ what can be compared


@EVERY
def test_a_floor_is_compared_or_says_why_not(floor: Floor) -> None:
    assert bool(floor.requires) != bool(floor.not_compared)
    assert floor.subject is not Subject.NOTICE or not floor.requires


def test_what_each_market_requires() -> None:
    """The kinds of requirement, floor by floor, with the words that they compare."""
    money = (Offer.REFUND, Offer.CANCEL)
    goods = (Offer.REPLACE, Offer.EXCHANGE, Offer.REPAIR, Offer.RESEND)
    not_the_buyer = Says("postage", ("seller", "platform", "carrier"))
    same_means = Says("refund.to", ("original_method", "through_platform"))
    plain = {
        floor.id: [each for each in floor.requires if isinstance(each, Grants | Says | Forbids)]
        for floor in FLOORS.values()
    }
    assert {id: required for id, required in plain.items() if required} == {
        "eu.withdraw": [Grants(money)],
        "eu.refund": [Says("outbound", ("refunded",)), same_means],
        "eu.conformity": [Grants(money + goods)],
        "no.withdraw": [Grants(money)],
        "uk.cancel": [Grants(money)],
        "uk.reject": [Grants(money), not_the_buyer],
        "us.refund": [same_means, Forbids((Offer.STORE_CREDIT, Offer.COUPON))],
        "cn.seven": [Grants(money)],
        "cn.refund": [same_means],
        "cn.quality": [Grants(money), not_the_buyer],
        "cn.transit": [Grants(money + goods)],
        "au.major": [Grants(money + goods), Forbids((Offer.STORE_CREDIT, Offer.COUPON))],
        "tw.seven": [Grants(money), not_the_buyer],
    }


def test_a_refund_in_the_european_economic_area_may_wait_for_goods_or_proof() -> None:
    waits = [each.may_wait_for for floor in FLOORS.values() for each in floor.requires if isinstance(each, RefundBy)]
    assert waits.count(("return_received", "return_proof")) == 1
    assert waits.count(()) == len(waits) - 1


@pytest.mark.parametrize("id", [floor.id for floor in FLOORS.values() if floor.subject is Subject.WITHDRAW])
def test_goods_on_sale_are_never_an_exception(id: str) -> None:
    assert not FLOORS[id].excepts(WORDS.exempt_in(["sale", "clearance", "discounted", "final_sale", "clothing"]))


def test_chinese_law_lets_custom_fresh_and_opened_goods_be_refused() -> None:
    """Opened goods only where the buyer confirmed it, which a policy does not show."""
    seven = FLOORS["cn.seven"]
    for values in (["custom"], ["fresh"], ["live_animals"], ["software", "opened"], ["broken_seal"]):
        assert seven.excepts(WORDS.exempt_in(values)), values
    assert Exempt.UNSEALED_HYGIENE in seven.exceptions_if_confirmed


def test_custom_goods_that_are_faulty_are_protected_like_all_others() -> None:
    assert not FLOORS["cn.quality"].excepts(WORDS.exempt_in(["custom", "fresh"]))


# --------------------------------------------------------------------------------------------- the shop's own names


@pytest.mark.parametrize(
    ("value", "subject"),
    [
        ("changed_mind", Subject.WITHDRAW),
        ("change_of_mind", Subject.WITHDRAW),
        ("no_reason", Subject.WITHDRAW),
        ("wrong_size", Subject.WITHDRAW),
        ("defective", Subject.FAULTY),
        ("damaged_in_transit", Subject.FAULTY),
        ("not_as_described", Subject.FAULTY),
        ("wrong_item", Subject.FAULTY),
        ("incomplete", Subject.FAULTY),
        ("quality", Subject.FAULTY),
        ("lost", Subject.LOST),
        ("late_dispatch", Subject.DISPATCH),
        ("late_transit", Subject.DELIVERY),
        ("payment_dispute", None),
        ("own_shop", None),
    ],
)
def test_conventional_values_tell_what_happened(value: str, subject: Subject | None) -> None:
    assert WORDS.subject_of(value) is subject


def test_a_value_tells_of_one_thing_and_an_event_stands_for_one() -> None:
    values = [sign for known in WORDS.subjects.values() for sign in known.signs]
    events = [event for members in WORDS.events.values() for event in members]
    assert len(set(values)) == len(values)
    assert len(set(events)) == len(events)
    assert all(name == members[0] for name, members in WORDS.events.items())


def test_every_exception_of_a_floor_can_be_recognised() -> None:
    used = {exempt for floor in FLOORS.values() for exempt in floor.exceptions + floor.exceptions_if_confirmed}
    assert used == set(Exempt)
    assert all(WORDS.exceptions[exempt].signs for exempt in used)


def test_opened_alone_excepts_nothing() -> None:
    """A box may be opened to look at what is in it; that is what the right to withdraw is for."""
    assert WORDS.exempt_in(["phones", "opened", "used"]) == frozenset()


def test_events_that_stand_for_each_other_are_one_event() -> None:
    assert {WORDS.event_of(event) for event in ("delivered", "received", "last_item_delivered")} == {"delivered"}
    assert {WORDS.event_of(event) for event in ("refund_due", "refund_agreed")} == {"refund_agreed"}
    assert WORDS.event_of("statement") is None


def test_only_what_is_certain_is_said_of_the_order_of_events() -> None:
    assert WORDS.never_later("purchased", "last_item_delivered")
    assert WORDS.never_later("delivered", "received")
    assert not WORDS.never_later("delivered", "ordered")
    assert not WORDS.never_later("return_proof", "return_received"), "proof may be handed in after the goods"
    assert not WORDS.never_later("withdrawal_notice", "delivered")
    assert not WORDS.never_later("statement", "statement"), "nothing is known of it"


# ------------------------------------------------------------------------------------------------ broken shipped files

SOUND = """\
market: [CN]
floors:
  x:
    subject: withdraw
    what: {en: a, zh: 甲}
    within: 7 days from delivered
    requires:
      - grants: [money]
    certainty: primary
"""


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("[CN]", "[UK]", "1:10", '"UK" is no country of ISO 3166.'),
        ("[CN]", "[NO]", "1:10", '"NO"'),
        ("withdraw", "withdrawel", "4:14", 'Did you mean "withdraw"?'),
        ("a, zh: 甲", "a", "5:11", "zh"),
        ("7 days from delivered", "7 days", "6:13", "a deadline is expected here"),
        ("7 days from delivered", "7 dais from delivered", "6:15", "dais"),
        ("7 days from delivered", "7 days from deliverd", "6:13", '"deliverd" is no event'),
        ("7 days from delivered", "{earlier_of: [7 days from delivered]}", "6:13", "a deadline is expected here"),
        ("grants: [money]", "grants: [monye]", "8:18", '"monye"'),
        ("grants: [money]", "grant: [money]", "8:9", "grants, forbids"),
        ("grants: [money]", "says: {postage: [shop]}", "8:26", '"shop"'),
        ("grants: [money]", "says: {postge: [seller]}", "8:16", "postage"),
        ("grants: [money]", "refund_by: {at_least: 7 days from delivered}", "8:20", '"at_most" is missing'),
        ("    requires:\n      - grants: [money]\n", "", "3:3", "either requires or not_compared"),
        ("subject: withdraw", "subject: notice", "3:3", "a notice cannot be compared"),
        ("primary", "certain", "9:16", '"certain"'),
        ("certainty: primary", "certainty: primary\n    since: 07-01", "10:12", "07-01"),
        ("certainty: primary", "certainty: primary\n    exceptions: [sale]", "10:18", '"sale"'),
        ("certainty: primary", "certainty: primary\n    sinse: 2026-07-01", "10:5", 'Did you mean "since"?'),
    ],
)
def test_a_broken_file_says_what_is_wrong_and_where(old: str, new: str, where: str, words: str) -> None:
    assert read_floors(SOUND.encode(), "x.yaml", WORDS)
    assert old in SOUND
    with pytest.raises(BrokenShippedFileError) as raised:
        read_floors(SOUND.replace(old, new, 1).encode(), "x.yaml", WORDS)
    assert str(raised.value).startswith(f"x.yaml:{where}: ")
    assert words in str(raised.value)


@pytest.mark.parametrize(
    "text", ["", "market: CN", "- a", "market: CN\nfloors: [a]", "market: CN\nmarket: CN\nfloors: {}"]
)
def test_a_file_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(BrokenShippedFileError, match=r"^x\.yaml:"):
        read_floors(text.encode(), "x.yaml", WORDS)


def test_a_vocabulary_that_lacks_a_word_is_refused() -> None:
    with pytest.raises(BrokenShippedFileError, match=r"^v\.yaml:"):
        read_vocabulary(b"disclaimer: {en: a, zh: \xe7\x94\xb2}\nsubjects: {}\n", "v.yaml")
