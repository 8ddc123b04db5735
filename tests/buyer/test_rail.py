from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from generator.language.phrase import Quote
from generator.publish.picture import Drawing, RailBand, draw
from generator.publish.rail import clock_of, off_season, rail

if TYPE_CHECKING:
    from conftest import Site

DAY = (Quote("14", "14 days", None, ("returns.window",)),)


def picture(*labels: str, payers: tuple[str | None, ...] = ()) -> Drawing:
    bands = tuple(
        RailBand(label, "full", (), DAY, payers[at] if payers else None, ("when",)) for at, label in enumerate(labels)
    )
    return Drawing("x", ("Delivery",), "delivery", bands)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_picture_is_well_formed_and_has_a_name(site: Site, lang: str) -> None:
    figure = rail(site.policy, "returns.changed_mind", lang, "buyer")
    assert figure is not None
    root = ElementTree.fromstring(str(figure))
    (svg,) = root.findall("svg")
    assert svg.get("role") == "img"
    assert svg.get("viewBox") is None
    assert svg.findtext("title")
    assert "\n" not in figure


def test_every_number_in_the_picture_names_its_term(site: Site) -> None:
    figure = rail(site.policy, "returns.changed_mind", "en", "buyer")
    assert figure is not None
    for text in ElementTree.fromstring(str(figure)).iter("text"):
        if re.search(r"\d", "".join(text.itertext())):
            assert text.get("data-derived-from") or text.get("data-term"), "".join(text.itertext())


def test_the_last_day_follows_from_the_term(site: Site) -> None:
    """The picture shows the usual case; a season is told in words beside it."""
    rule = site.policy.rules["returns.changed_mind"]
    clock = clock_of(off_season(site.policy), rule)
    assert clock is not None
    figure = rail(site.policy, rule.id, "en", "buyer")
    assert figure is not None
    for day in clock.days:
        assert f">{day}</text>" in figure
        assert f">{day + 1}" in figure


def test_a_rule_with_one_band_has_no_picture(site: Site) -> None:
    assert rail(site.policy, "returns.made_to_order", "en", "buyer") is None


def test_staff_read_who_pays_in_their_own_words(site: Site) -> None:
    """The staff's *you* would be the agent."""
    buyer, staff = (rail(site.policy, "returns.changed_mind", "en", voice) for voice in ("buyer", "staff"))
    assert buyer is not None
    assert staff is not None
    assert "You pay" in buyer
    assert "You pay" not in staff


def test_a_label_wider_than_its_band_becomes_a_letter() -> None:
    assert not picture("Money back", "Credit", "No return").lettered
    assert picture("Money back", "Replacement item", "No return").lettered
    assert not picture("全额退款", "退购物金", "不再受理").lettered
    assert picture("全额退款", "退还到购物金账户", "不再受理").lettered


def test_five_bands_do_not_fit() -> None:
    assert picture("A", "B", "C", "D").fits
    assert not picture("A", "B", "C", "D", "E").fits


def test_neighbours_with_one_payer_share_a_line() -> None:
    figure = draw(picture("A", "B", "C", payers=("buyer", "buyer", "seller")), "en", "buyer")
    assert figure.count('class="you box-line"') == 1
    assert figure.count('class="we box-line"') == 1


def test_a_rule_that_only_promises_a_look_does_not_say_wait(site: Site) -> None:
    """Whoever appeals is not asked to wait; the time is theirs to write in."""
    figure = rail(site.policy, "escalation.appeal", "en", "buyer")
    assert figure is not None
    assert "We look" in figure
    assert "Wait" not in figure
