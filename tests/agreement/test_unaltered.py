"""What a page of the staff site says is what its source says: code in the build can add no word and lose none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest

from generator.agreement.built import read_page
from generator.agreement.unaltered import Sources, frame_of
from generator.building import build_site
from generator.finding import Severity
from generator.pipeline import Unwatched
from tests.projects import AS_OF, edit, make_small

EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "md_in_html", "sane_lists", "tables", "toc"),
    *(f"pymdownx.{name}" for name in ("details", "emoji", "tasklist")),
)
KNOWN = {
    "owner": "Anna Berg & Li",
    "review_by": {"date": "2027-05-26", "words": "26 May 2027"},
    "covers": [{"id": "returns.window", "words": "Left out by this template"}],
    "since": {
        **{"words": "One value has changed", "name": "What", "was": "Then", "now": "Now"},
        "rows": [{"name": "Window", "href": "x", "was": "<b>30</b> days", "now": "14 days", "said": ""}],
    },
}
FRONT = f'---\ntitle: "A size"\nsamepage: {json.dumps(KNOWN)}\n---\n\n'
AROUND = (
    "<dl><dt>Answers for it</dt><dd>Anna Berg &amp; Li</dd><dt>Read by</dt><dd>26 May 2027</dd></dl>"
    "<p>Covers 4 rules</p>"
    "<p>One value has changed<table><tr><th>What<th>Then<th>Now<tr><td>Window<td>30 days<td>14 days</table>"
)
BODY = """# It does not fit {#size}

Offer both at once.

## Check first {#check}

1. **The size sewn in** against the order line.
2. The buyer pays the way back within 30 days.
3. We never charge for it.

| Who | What |
|---|---|
| the buyer | store credit |

![a parcel](parcel.svg) See [the other page](other.md#size "a title"), <https://example.com>.
"""
FRAME = '{{ lang.t("owner") }} "owner": "Answers for it", "Read by", "covers": "Covers %d rules", Was it of help?'

SOUND = {
    "attributes": "A line.\n{: .wide #here }\n\n[a link](x.md){ target=_blank } and words.\n\nA {brace} in words.",
    "an admonition": '!!! note "Watch out"\n\n    Read [this](x.md) first.\n\n    - Then that.\n\nAfter it.',
    "an admonition without a title": "!!! warning\n    Read this first.",
    "definitions": "Term\n:   What it *means*.\n\n    And more of it.",
    "Markdown in HTML": '<div markdown="1">\nSee [this](x.md), ![that](y.png).\n</div>\n\n<p markdown>*More*.</p>',
    "HTML": '<div class="a">\n<svg><title>Days</title><text>one</text></svg>\n</div>\n\n<!-- unseen -->\n\nA<br>b.',
    "code": "Write `a < b` or\n\n    indented & more\n\nand so on.",
    "a list right behind a line": "Either\n1. this\n2. or that_too and that_as_well",
    "a list below a list": "- one\n    - two\n\n        still two\n- three\n\n3) four",
    "marks of all kinds": "A &amp; B, &nbsp;2 \\* 3, **a**b, _c_, `d`  \ne; f\\\ng -- \u201ch\u201d [x]\n\n[x]: y.md",
    "Chinese": "## 先核对 {#check}\n\n请在**签收后**联系，[看](x.md)。\n\n| 谁 | 什么 |\n|---|---|\n| 买家 | 退款 |",
    "what opens": '??? tip "More"\n    See [this](x.md).',
    "boxes to tick": "- [x] done\n- [ ] to do",
    "small pictures": "Read :smile: this, and the HTML.\n\n*[HTML]: Some long name",
    "a quotation": "> Please send it back.\n\n***\n\nA line\n======\n",
}
ALTERED: dict[str, Callable[[str], str]] = {
    "another word": lambda page: page.replace("The buyer pays", "The shop pays"),
    "a word less": lambda page: page.replace("We never charge", "We charge"),
    "an item less": lambda page: page.replace("<li>We never charge for it.</li>", ""),
    "a cell that changed": lambda page: page.replace("store credit", "refund"),
    "two cells that changed places": lambda page: (
        page.replace("<td>the buyer", "<td>X").replace("store credit", "the buyer").replace("<td>X", "<td>store credit")
    ),
    "a sentence at the end": lambda page: page.replace("</article>", "<p>No refund needs a lead.</p></article>"),
    "a sentence before the title": lambda page: page.replace("<h1", "<p>No refund needs a lead.</p><h1"),
    "a sentence behind the first": lambda page: page.replace("at once.</p>", "at once.</p><p>No refund at all.</p>"),
    "a sentence in the middle": lambda page: page.replace("</table>", "</table><p>And cash, too.</p>"),
    "a title less": lambda page: page.replace("It does not fit", ""),
    "the last words less": lambda page: page.replace("https://example.com</a>.", "</a>"),
    "nothing left": lambda page: page[: page.find("<h1")] + "</article>",
}


@pytest.fixture
def compare(tmp_path: Path) -> Callable[[str, Callable[[str], str]], list[str]]:
    """What is found where a page of this text was altered once it was built."""

    def compared(body: str, alter: Callable[[str], str]) -> list[str]:
        (tmp_path / "en").mkdir()
        (tmp_path / "en" / "size.md").write_text(FRONT + body, encoding="utf-8")
        title, lead, rest = _split(markdown.markdown(body, extensions=EXTENSIONS))
        built = f"<article><nav>Folder</nav>{title}{lead}{AROUND}{rest}</article>"
        altered = alter(f"<!doctype html><html lang=en><body>{built}</body></html>")
        page = read_page(altered.encode(), "size/index.html", main_only=True)
        sources = Sources(tmp_path, frame_of([FRAME, "- Folder:\n    - size.md"]))
        return [
            f"{finding.code} {finding.facts['said']} | {finding.facts['source']}"
            for finding in sources.check(page, "x")
        ]

    return compared


def _split(html: str) -> tuple[str, str, str]:
    """Title, first sentence and rest, as the template of the staff's pages takes them apart."""
    title, end, rest = html.partition("</h1>") if "</h1>" in html else ("", "", html)
    rest = rest.lstrip()
    lead, mark, rest = rest.partition("</p>") if title and rest.startswith("<p>") else ("", "", rest)
    return title + end, lead + mark, rest


@pytest.mark.parametrize("body", [BODY, *SOUND.values()], ids=["a page", *SOUND])
def test_a_page_that_was_built_as_it_was_written_has_no_finding(
    compare: Callable[[str, Callable[[str], str]], list[str]], body: str
) -> None:
    assert compare(body, lambda page: page) == []


@pytest.mark.parametrize("body", SOUND.values(), ids=SOUND)
def test_each_of_these_pages_is_read_to_its_end(
    compare: Callable[[str, Callable[[str], str]], list[str]], body: str
) -> None:
    assert compare(body, lambda page: page.replace("</article>", "<p>One more.</p></article>")) == [
        "SP531 One more. | -"
    ]


@pytest.mark.parametrize("alter", ALTERED.values(), ids=ALTERED)
def test_words_that_were_altered_are_found(
    compare: Callable[[str, Callable[[str], str]], list[str]], alter: Callable[[str], str]
) -> None:
    assert len(compare(BODY, alter)) == 1


OF_PAGE = [
    ("<dd>Anna Berg &amp; Li</dd>", "", "- | Anna Berg & Li"),
    ("26 May 2027", "26 May 2028", "- | 26 May 2027"),
    ("26 May 2027", "", "- | 26 May 2027"),
    ("<td>30 days<td>14 days", "<td>14 days<td>30 days", "- | 14 days"),
    ("<td>30 days", "", "- | 30 days"),
    ("One value has changed", "", "- | One value has changed"),
]


@pytest.mark.parametrize(("old", "new", "told"), OF_PAGE)
def test_what_is_known_of_a_page_stands_on_it(
    compare: Callable[[str, Callable[[str], str]], list[str]], old: str, new: str, told: str
) -> None:
    assert compare(BODY, lambda page: page.replace(old, new)) == [f"SP531 {told}"]


WHERE = [
    (
        "The buyer pays",
        "The shop pays",
        "The shop pays the way back within 30 days. | The buyer pays the way back within 30 days.",
    ),
    ("Check first", "Skip first", "Skip first | Check first"),
    ("It does not fit", "It fits", "It fits | It does not fit"),
    ("<li>We never charge for it.</li>", "", "Who | We never charge for it."),
    ("store credit", "", "See | store credit"),
]


@pytest.mark.parametrize(("old", "new", "told"), WHERE)
def test_both_are_told_where_they_begin_to_differ(
    compare: Callable[[str, Callable[[str], str]], list[str]], old: str, new: str, told: str
) -> None:
    assert compare(BODY, lambda page: page.replace(old, new)) == [f"SP531 {told}"]


def test_a_page_without_a_word_lacks_all_that_is_known_of_it(
    compare: Callable[[str, Callable[[str], str]], list[str]],
) -> None:
    lost = compare("", lambda page: "<html lang=en><body><main></main></body></html>")
    assert lost[0] == "SP531 - | Anna Berg & Li"
    assert len(lost) > 2


def test_looks_numbers_and_words_of_templates_may_be_added(
    compare: Callable[[str, Callable[[str], str]], list[str]],
) -> None:
    def dress(page: str) -> str:
        wide = page.replace("<table>", '<table class="wide"><caption>4</caption>')
        return wide.replace("</article>", "<p>Was it of help?</p><script>let a = 1</script></article>")

    assert compare(BODY, dress) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('return html.replace("Check", "Skip")', "Skip"),
        ('return html + "<p>Refunds need no lead.</p>"', "Refunds need no lead."),
    ],
)
def test_a_hook_that_changes_words_ends_a_build(tmp_path: Path, code: str, said: str) -> None:
    project = make_small(tmp_path)
    (project / "hook.py").write_text(f"def on_page_content(html, **_):\n    {code}\n", encoding="utf-8")
    edit(project, "mkdocs.yml", "site_name", "hooks: [hook.py]\nsite_name")
    found = build_site(project, project / "site", AS_OF, Unwatched())
    pages = [finding.place.path for finding in found if finding.code == "SP531" and said in finding.facts["said"]]
    assert "staff/after-delivery/changed-mind/index.html" in pages
    assert not (project / "site").exists()


def test_a_template_that_leaves_out_who_answers_for_a_page_ends_a_build(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, "overrides/staff/partials/content.html", "{{ owner | e }}", "")
    found = build_site(project, project / "site", AS_OF, Unwatched())
    assert {finding.code for finding in found if finding.severity is Severity.ERROR} == {"SP531"}


def test_a_hook_that_changes_looks_alone_is_only_told_of(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    (project / "hook.py").write_text(
        "def on_page_content(html, **_):\n    return html.replace('<p>', '<p class=\"wide\">')\n", encoding="utf-8"
    )
    edit(project, "mkdocs.yml", "site_name", "hooks: [hook.py]\nsite_name")
    found = build_site(project, project / "site", AS_OF, Unwatched())
    assert [finding.code for finding in found] == ["SP468"]
