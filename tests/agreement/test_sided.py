"""What is claimed within a quoted time or beyond it, against the bands on that side; languages may say it alike."""

from __future__ import annotations

import pytest

from tests.agreement.planted import found_behind

CANCEL, MIND, BROKEN = (
    "before-shipping/cancel.md",
    "after-delivery/changed-mind.md",
    "after-delivery/stopped-working.md",
)
WINDOW, CREDIT = 'returns.window(season="other")', 'returns.credit_window(season="other")'
UNTRUE = {
    "en": (
        (CANCEL, "A made-to-order item can be cancelled {{ cancellations.production_start | beyond }}."),
        (MIND, f"The buyer gets a refund {{{{ {CREDIT} | beyond }}}}."),
        (MIND, f"The buyer can exchange the item {{{{ {WINDOW} | beyond }}}}."),
        (BROKEN, "We repair it {{ disputes.warranty | beyond }}."),
        (BROKEN, "Faulty items are not refunded {{ disputes.quality_window | within }}."),
    ),
    "zh": (
        (CANCEL, "定制商品{{ cancellations.production_start | beyond }}仍可取消。"),
        (MIND, f"{{{{ {CREDIT} | beyond }}}}可以退款。"),
        (MIND, f"{{{{ {WINDOW} | beyond }}}}，买家可以换货。"),
        (BROKEN, "{{ disputes.quality_window | within }}反馈的质量问题不退款。"),
    ),
}
FREE = {
    "en": (
        (CANCEL, "A made-to-order item can be cancelled {{ cancellations.production_start | within }}."),
        (CANCEL, "A made-to-order item cannot be cancelled {{ cancellations.production_start | beyond }}."),
        (MIND, f"The buyer gets store credit {{{{ {WINDOW} | beyond }}}}."),
        (MIND, f"The buyer can exchange the item {{{{ {WINDOW} | within }}}}."),
        (MIND, f"{{{{ {WINDOW} | within }}}} the buyer gets a refund, then store credit."),
        (BROKEN, "We repair it {{ disputes.warranty | within }}."),
        (BROKEN, "We refund faulty items; write to the workshop {{ disputes.warranty | beyond }}."),
    ),
    "zh": (
        (CANCEL, "定制商品{{ cancellations.production_start | within }}可以取消。"),
        (CANCEL, "定制商品{{ cancellations.production_start | beyond }}不能取消。"),
        (MIND, f"{{{{ {WINDOW} | within }}}}，买家可以换货。"),
        (MIND, f"{{{{ {WINDOW} | beyond }}}}，买家可以拿购物金。"),
        (BROKEN, "{{ disputes.quality_window | within }}反馈的质量问题可以退款。"),
    ),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_claim_on_the_wrong_side_of_a_time_is_found(lang: str) -> None:
    assert [row for row in UNTRUE[lang] if not set(found_behind(lang, *row)) & {"SP441", "SP442"}] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_claim_on_the_side_that_grants_it_is_let_be(lang: str) -> None:
    assert [row for row in FREE[lang] if found_behind(lang, *row)] == []


@pytest.mark.parametrize("quoted", ["30 | beyond", '"x" | within', 'rule("returns.window")', "nothing.here | after"])
def test_a_claim_beside_what_quotes_no_value_is_judged_by_the_page(quoted: str) -> None:
    assert found_behind("en", CANCEL, f"The order can be cancelled {{{{ {quoted} }}}}.") == []
