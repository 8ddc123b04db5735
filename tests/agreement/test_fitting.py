"""Quotations of unlike kinds that changed places: the words beside them tell, in one language or in both."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.agreement.fitting import Fitting
from generator.playbook.load import load_playbook
from generator.policy.load import load_policy
from tests.projects import make_small

SWAPPED = {
    "en": "We pay within {{ penalties.fine }}, less a fee of {{ returns.window }}. Valid for {{ returns.window }}.",
    "zh": "我们在 {{ penalties.fine }} 内付款，并扣除 {{ returns.window }}。有效期为 {{ returns.window }}。",
}


def test_a_time_in_the_place_of_an_amount_is_found_and_the_other_way_round(tmp_path: Path) -> None:
    project = make_small(tmp_path, templates=False)
    for lang, text in SWAPPED.items():
        path = f"content/{lang}/after-delivery/changed-mind.md"
        file = project / path
        file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n\n{text}\n", encoding="utf-8")
    policy, _ = load_policy(project)
    playbook, _ = load_playbook(project)
    assert policy is not None
    found = [(each.place.path, each.term) for each in Fitting(policy).check(playbook)]
    assert found == [
        (f"content/{lang}/after-delivery/changed-mind.md", term)
        for lang in ("en", "zh")
        for term in ("penalties.fine", "returns.window")
    ]


EXCHANGED = {
    "en": "Send it back within {{ returns.refund_time }}. A refund leaves us within {{ returns.window }}.",
    "zh": "请在 {{ returns.refund_time }} 内寄回。款项由我们在 {{ returns.window }} 内发出。",
}
IN_PLACE = {
    "en": "It can be refunded within {{ returns.window }}. Send it back within {{ returns.window }}, and we refund it "
    "within {{ returns.refund_time }}. The parcel is checked in {{ returns.refund_time }}.",
    "zh": "{{ returns.window }} 内可退款。请在 {{ returns.window }} 内寄回，我们会在 {{ returns.refund_time }} 内退款。"
    "包裹在 {{ returns.window }} 内发出。",
}


@pytest.mark.parametrize(("texts", "count"), [(EXCHANGED, 2), (IN_PLACE, 0)])
def test_two_times_that_changed_places_in_both_languages_are_found(
    texts: dict[str, str], count: int, tmp_path: Path
) -> None:
    """Each is a time; but one ends what buyers may do, and the other is when they have their money."""
    project = make_small(tmp_path, templates=False)
    for lang, text in texts.items():
        file = project / f"content/{lang}/after-delivery/changed-mind.md"
        file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n\n{text}\n", encoding="utf-8")
    policy, _ = load_policy(project)
    playbook, _ = load_playbook(project)
    assert policy is not None
    found = [(each.place.path.split("/")[1], each.term) for each in Fitting(policy).check(playbook)]
    assert found == [
        (lang, term) for lang in ("en", "zh") for term in ("returns.refund_time", "returns.window")[:count]
    ]
