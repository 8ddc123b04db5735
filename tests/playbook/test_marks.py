"""Marks of a reply: what they hold, where they end, and what is said of those that cannot be read."""

from __future__ import annotations

import pytest

from generator.language.position import positions
from generator.playbook.page import Template
from generator.playbook.quotation import read_template

EUROPE, UNLESS = '{{ only(region="europe") }}', '{{ unless(offer="refund") }}'
LABEL, END = "{{ label }}", "{{ end }}"


def read(text: str, *, of_reply: bool = True) -> tuple[Template, list[str]]:
    template, findings = read_template(text, "a.md", positions(text).at, of_reply=of_reply)
    return template, [f"{one.place} {one.code}" for one in findings]


def held(text: str) -> list[str]:
    """What each mark of a sound text holds."""
    template, findings = read(text)
    assert findings == []
    return [template.text[mark.begin : mark.end] for mark in template.marks]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"One. {EUROPE}Two.{{{{ end }}}} Three.", ["Two."]),
        (f"One. {EUROPE}Two. Three.\n\nFour.", ["Two. Three."]),
        (f"1. {EUROPE}Two.\n2. Three.", ["Two."]),
        (f"One. {EUROPE}Two.\nThree.\n", ["Two.\nThree."]),
        (
            f'{EUROPE}One {{{{ unless(offer="refund") }}}}two{{{{ end }}}} three.',
            ['One {{ unless(offer="refund") }}two{{ end }} three.', "two"],
        ),
        (
            f"{EUROPE}{{{{ label }}}}For Europe: {{{{ end }}}}it is so.",
            ["{{ label }}For Europe: {{ end }}it is so.", "For Europe: "],
        ),
    ],
)
def test_a_mark_holds_up_to_its_end_or_to_that_of_its_paragraph_or_item(text: str, parts: list[str]) -> None:
    assert held(text) == parts


def test_a_label_asks_the_opposite_of_what_it_stands_in() -> None:
    template, _ = read('{{ only(region="CN TW", offer="refund") }}{{ label }}There{{ end }} so.')
    outer, label = template.marks
    assert [(test.name, test.values) for test in outer.tests] == [("offer", ("refund",)), ("region", ("CN", "TW"))]
    assert (label.tests, outer.denied, label.denied) == (outer.tests, False, True)


def test_nets_read_a_marked_text_as_if_it_had_no_marks() -> None:
    template, _ = read(f"One. {EUROPE}Two {{{{ a.b }}}}.{{{{ end }}}}")
    assert template.unmarked == "One. Two {{ a.b }}."
    assert [each.source for each in template.quotations] == ["a.b"]
    assert len(template.bare) == len(template.text)
    assert template.bare.replace("\u2063", "") == "One. Two \ufffc\ufffc\ufffc\ufffc\ufffc\ufffc\ufffc\ufffc\ufffc."


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("One. {{ only() }}Two.", ["a.md:1:6 SP339"]),
        ('One. {{ only("CN") }}Two.', ["a.md:1:6 SP339"]),
        ("One. {{ only(region=europe) }}Two.", ["a.md:1:6 SP339"]),
        ('One. {{ only(region=" , ") }}Two.', ["a.md:1:6 SP339"]),
        ("One.{{ end }}", ["a.md:1:5 SP339"]),
        (f"{EUROPE}One.\n\nTwo.{{{{ end }}}}", ["a.md:3:5 SP339"]),
        ("{{ label }}One.{{ end }}", ["a.md:1:1 SP339", "a.md:1:16 SP339"]),
        (f"One.\n\n{EUROPE}\n\nTwo.", ["a.md:3:1 SP339"]),
        (f"**One. {EUROPE}Two.** Three.", ["a.md:1:8 SP339"]),
    ],
)
def test_a_mark_that_holds_nothing_is_told_at_its_place(text: str, places: list[str]) -> None:
    assert read(text)[1] == places


def test_a_page_has_no_marks() -> None:
    assert read(f"One. {EUROPE}Two.", of_reply=False)[1] == ["a.md:1:6 SP339"]
