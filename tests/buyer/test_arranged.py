"""Buyer templates and styles arrange words, and that is all: what hides, drops, swaps or adds is found at its line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from generator.agreement.harms import harms_in
from generator.agreement.shipped import recorded, unlike_shipped
from generator.agreement.visible import selected
from generator.publish.looks import check_looks, judge_looks
from tests.projects import make_small
from tests.shipped import judge_words

SENTENCE = "<p>{{ rule.sentence }}</p>\n{% endif %}\n{% if rule.fees"
ROW = '<li><a href="{{ row.href }}">{{ row.words }}</a><span class="line">{{ row.line }}</span></li>'
FACT = "<div><dt>{{ fact.label }}</dt><dd>{{ fact.words }}</dd></div>"
ALSO = "<p>{{ rule.sentence }}</p>\n{% if rule.note %}\n<p class"
H1 = "<h1>{{ frame.title }}</h1>"
DECLINED = '<h2 id="declined">{{ words.cannot_take_back }}</h2>'
TEMPLATES = {
    # section.html.j2 is by far the slowest to judge, so most of what can be tried is tried in shorter ones.
    "contact": [
        (FACT, "<div hidden><dt>{{ fact.label }}</dt><dd>{{ fact.words }}</dd></div>", "SP461"),
        (FACT, '<div aria-hidden="true"><dt>{{ fact.label }}</dt><dd>{{ fact.words }}</dd></div>', "SP461"),
        (FACT, '<div style="font-size: 0"><dt>{{ fact.label }}</dt><dd>{{ fact.words }}</dd></div>', "SP461"),
        (FACT, "<template><dt>{{ fact.label }}</dt><dd>{{ fact.words }}</dd></template>", "SP461"),
        (FACT, "<noscript><dt>{{ fact.label }}</dt><dd>{{ fact.words }}</dd></noscript>", "SP461"),
        (FACT, "<!-- <div><dt>{{ fact.label }}</dt><dd>{{ fact.words }}</dd></div> -->", "SP461"),
        (FACT, "<div><dt>{{ fact.label }}</dt><dd><del>{{ fact.words }}</del></dd></div>", "SP461"),
        (FACT, "<dialog><dt>{{ fact.label }}</dt><dd>{{ fact.words }}</dd></dialog>", "SP461"),
        (FACT, '<div dir="rtl"><dt>{{ fact.label }}</dt><dd>{{ fact.words }}</dd></div>', "SP461"),
        (FACT, '<div><dd title="{{ fact.label }}">{{ fact.words }}</dd></div>', "SP462"),
        (FACT, "{% if false %}" + FACT + "{% endif %}", "SP465"),
        (FACT, "{% if loop.first %}" + FACT + "{% endif %}", "SP462"),
        (FACT, "{% if loop.index < 9 %}" + FACT + "{% endif %}", "SP465"),
        (FACT, "{% if fact.label is string %}" + FACT + "{% endif %}", "SP465"),
        (FACT, "<div><dt>{{ fact.words }}</dt><dd>{{ fact.label }}</dd></div>", "SP463"),
        (FACT, "<div><dt>{{ facts[0].label }}</dt><dd>{{ fact.words }}</dd></div>", "SP465"),
        (FACT, "<div><dt>{{ fact.label }}</dt><dd>Not: {{ fact.words }}</dd></div>", "SP464"),
        (FACT, FACT.replace("<dd>", '<dd>{% if frame.lang == "zh" %}不{% endif %}'), "SP464"),
        (FACT, FACT.replace("<div", '<div{% if frame.lang == "zh" %} hidden{% endif %}'), "SP461"),
        ("{% for fact in facts %}", "{% for fact in facts[:-1] %}", "SP465"),
        ("{% for fact in facts %}", "{% for fact in facts if fact.words %}", "SP465"),
        (H1, "<h1>{{ frame.title }}: all sales are final</h1>", "SP464"),
        (H1, H1 + '<img alt="All sales are final" src="data:,">', "SP464"),
    ],
    "overview": [
        (ROW, ROW.replace("row.href", "more.href"), "SP463"),
        ("{{ data }}</script>", '{"@type":"Store"}</script>', "SP464"),
        (DECLINED, DECLINED.replace("cannot_take_back", "what_happened"), "SP463"),
    ],
    "section": [
        (SENTENCE, SENTENCE.replace("{{", "{{ words.cannot_take_back }} {{"), "SP463"),
        (SENTENCE, SENTENCE.replace("<p>", "{% if rule.note %}<p>", 1).replace("</p>", "</p>{% endif %}", 1), "SP462"),
        (ALSO, ALSO.replace("<p>", "<p popover>"), "SP461"),
    ],
}  # fmt: skip
CASES = [
    (name, old, new, code) for name, rows in TEMPLATES.items() for old, new, code in rows
]  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_small(tmp_path_factory.mktemp("arranged"))


def judged(project: Path) -> set[str]:
    found = check_looks(project / "overrides", project)
    return {f"{each.place.path}:{each.place.line} {each.code}" for each in found}


def test_the_templates_and_styles_of_this_project_arrange_and_no_more(project_root: Path) -> None:
    """All of them, judged as if somebody had edited each; the record of what was shipped may say so."""
    overrides = project_root / "overrides"
    assert list(judge_looks(overrides, project_root, frozenset(recorded()))) == []


def test_no_shop_is_told_of_a_word_in_what_was_shipped(project: Path) -> None:
    """So that no check needs to read it: no quantity, no value altered, no word of the other language."""
    assert list(judge_words(project / "overrides", project)) == []
    planted = {
        "buyer/contact.html.j2": ("<p>Within 30 days</p>", "SP3"),
        "buyer/section.html.j2": ("{{ intro|replace('3', '4') }}", "SP456"),
        "buyer/versions.html.j2": ("<p lang='en'>退货</p>", "SP435"),
    }
    for name, (words, code) in planted.items():
        file = project / "overrides" / name
        sound = file.read_text(encoding="utf-8")
        try:
            file.write_text(f"{sound}{words}\n", encoding="utf-8")
            found = {finding.code for finding in judge_words(project / "overrides", project)}
            assert any(each.startswith(code) for each in found), (name, found)
        finally:
            file.write_text(sound, encoding="utf-8")


def test_what_is_as_it_was_shipped_is_not_judged_anew(project: Path) -> None:
    """Neither are the readers of HTML and styles imported for it, which take their time and memory."""
    readers = ("lxml", "tinycss2", "cssselect2", "generator.publish.arranged", "generator.publish.specimens")
    code = (
        "import sys; from pathlib import Path; from generator.publish.looks import check_looks; "
        f"project = Path({str(project)!r}); assert not list(check_looks(project / 'overrides', project)); "
        f"print([name for name in {readers} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_the_record_of_what_was_shipped_is_that_of_the_templates_here(project_root: Path) -> None:
    """If what was changed arranges words and no more, write it anew: ``python -m tests.shipped``."""
    assert unlike_shipped(project_root / "overrides") == set()


def test_one_byte_makes_a_file_a_project_s_own_and_another_end_of_line_does_not(project: Path) -> None:
    file = project / "overrides/buyer/contact.html.j2"
    sound = file.read_bytes()
    try:
        file.write_bytes(sound.replace(b"\n", b"\r\n"))
        assert unlike_shipped(project / "overrides") == set()
        file.write_bytes(sound + b" ")
        assert unlike_shipped(project / "overrides") == {"buyer/contact.html.j2"}
    finally:
        file.write_bytes(sound)


@pytest.mark.parametrize(("name", "old", "new", "code"), CASES, ids=[f"{row[0]}-{at}" for at, row in enumerate(CASES)])
def test_a_template_that_does_more_is_found_at_its_line(
    name: str, old: str, new: str, code: str, project: Path
) -> None:
    file = project / f"overrides/buyer/{name}.html.j2"
    sound = file.read_text(encoding="utf-8")
    assert old in sound
    line = sound.count("\n", 0, sound.index(old)) + 1
    try:
        file.write_text(sound.replace(old, new, 1), encoding="utf-8")
        assert f"overrides/buyer/{name}.html.j2:{line} {code}" in judged(project)
    finally:
        file.write_text(sound, encoding="utf-8")


def test_what_is_wrong_beside_a_missing_word_is_told_with_it(project: Path) -> None:
    """A link that leads elsewhere and a typed word are what they are whatever else is not there."""
    template = project / "overrides/buyer/overview.html.j2"
    whole = template.read_text(encoding="utf-8")
    assert ROW in whole
    wrong = whole.replace(ROW, ROW.replace("row.href", "more.href").replace("{{ row.line }}", "always"))
    template.write_text(wrong, encoding="utf-8")
    codes = {found.partition(" ")[2] for found in judged(project)}
    template.write_text(whole, encoding="utf-8")
    assert {"SP462", "SP463", "SP464"} <= codes


def test_a_title_or_description_that_is_typed_is_found(project: Path) -> None:
    file = project / "overrides/buyer/page.html.j2"
    sound = file.read_text(encoding="utf-8")
    changed = sound.replace("<title>", "<title>Every return is refunded · ").replace(
        'on" content="', 'on" content="Ever '
    )
    try:
        file.write_text(changed, encoding="utf-8")
        assert judged(project) == {"overrides/buyer/page.html.j2:6 SP464", "overrides/buyer/page.html.j2:7 SP464"}
    finally:
        file.write_text(sound, encoding="utf-8")


def test_styles_that_hide_words_or_add_them_are_found_at_their_lines(project: Path) -> None:
    """One after the other at the end of the sheet, each on a line of its own."""
    styles = (
        ".rule > p { display: none }",
        "@media print { .also { visibility: hidden } }",
        ".facts { & dd { opacity: .05 } }",
        ".card dt { position: absolute; left: -999px }",
        "#returns\\.changed_mind > h2 { clip-path: inset(50%) }",
        ".rows li:nth-child(2) a { transform: scale(0) }",
        "tbody td { color: var(--ground) }",
        "@media (prefers-color-scheme: dark) { tbody th { color: #0e1412 } }",
        "summary { display: none }",
        '.say::before { content: "不再：" }',
        '.season::after { content: ""; position: absolute; inset: 0; background: var(--paper) }',
        ".when { unicode-bidi: bidi-override; direction: rtl }",
        "caption { text-decoration: line-through }",
        ".line:unheard-of { display: none }",
        ".rail text { fill: transparent }",
    )
    file = project / "overrides/buyer/buyer.css"
    sound = file.read_text(encoding="utf-8")
    first = sound.count("\n") + 1
    try:
        file.write_text(sound + "\n".join(styles) + "\n", encoding="utf-8")
        found = {
            int(each.split(":")[1].split()[0]) for each in judged(project) if each.startswith("overrides/buyer/buyer")
        }
        assert found == set(range(first, first + len(styles)))
    finally:
        file.write_text(sound, encoding="utf-8")


def test_what_only_looks_like_hiding_is_left_alone() -> None:
    sheet = """p { display: block; opacity: .8; font-size: 14px; left: -10px; color: #333; max-width: .5rem;
      content: none; transform: rotate(15deg); visibility: visible; height: 4px; text-indent: -1em; overflow: hidden;
      fill: var(--ink) }"""
    assert harms_in(sheet, "x.css") == ()


def test_what_a_selector_picks_by_a_name_of_the_policy_stands_for_all_of_its_kind() -> None:
    sheet = '[data-term="returns.window"] { font: 0/1 serif } #returns\\.lost { zoom: 0 } p:nth-child(3) { opacity: 0 }'
    (value, rule, third) = harms_in(sheet, "x.css")
    root = html.document_fromstring("<div><p><data>30 days</data></p></div>")
    for hiding, tag in ((value, "data"), (rule, "div"), (third, "p")):
        assert tag in [element.tag for element, _ in selected(root, [hiding])]
