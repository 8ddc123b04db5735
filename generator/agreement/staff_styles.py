"""Styles of the staff site hide no word of a page and add none: they are tried on a page that has one of everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from generator.agreement.expressions import source_of
from generator.agreement.styles import hidings_in, words_in
from generator.agreement.visible import selected
from generator.finding import Finding, Place

_VALUE = '<data class="term" value="30 days" data-term="returns.window">30 days</data>'
_RULE = 'data-rule="returns.changed_mind"'
_REPLY = (
    '<article class="reply" lang="{lang}" data-reply="accepted" aria-labelledby="reply-accepted-{lang}">'
    f'<p>Hello <span class="blank">name</span>,</p><p>send it back within {_VALUE}.</p>'
    f"<ul><li>Parcel {_VALUE}</li></ul></article>"
)
_PAGE = f"""<html class="js" lang="en"><body dir="ltr"><div class="md-container"><main class="md-main">
<div class="md-main__inner md-grid"><div class="md-content"><article class="md-content__inner md-typeset">
<h1>The buyer changed their mind</h1><p class="lead">Accept it within {_VALUE}.</p>
<h2 id="check">Check first</h2><ol><li>Was it delivered {_VALUE} ago?</li></ol><h3>Then</h3>
<ul><li><strong>Phones</strong>: {_VALUE}</li></ul><blockquote><p>{_VALUE}</p></blockquote>
<div class="admonition note"><p class="admonition-title">Note</p><p>{_VALUE}</p></div>
<table class="offer"><tbody><tr class="group"><th scope="rowgroup" colspan="2">If the buyer changes their mind</th></tr>
<tr {_RULE}><th scope="row">{_VALUE}</th><td>You choose {_VALUE}</td></tr></tbody></table>
<table><thead><tr><th>Region</th></tr></thead><tbody><tr><td>{_VALUE}</td></tr></tbody></table>
<section class="promise">
<p class="said" {_RULE}><a class="where" href="#x">I changed my mind</a> Within {_VALUE}.</p></section>
<details class="values"><summary>Values</summary><table class="values-table"><tbody>
<tr><th>Window</th><td>{_VALUE}</td></tr></tbody></table></details>
<figure class="rail"><svg role="img"><text class="says">Day 1</text></svg></figure>
<div class="replies">{_REPLY.format(lang="en")}{_REPLY.format(lang="zh-Hans")}</div>
</article></div></div></main></div></body></html>"""


def check_staff_styles(overrides: Path, root: Path, own: frozenset[str]) -> Iterator[Finding]:
    """Findings about the declarations that hide words of a page or add some, whatever medium they are for.

    ``own`` are the names of the sheets that are a project's own; the others were judged when they were made.
    """
    page = html.document_fromstring(_PAGE)
    sheets = (path for path in (overrides / "staff").rglob("*.css"))
    for path in sorted(path for path in sheets if path.relative_to(overrides).as_posix() in own):
        source, name = source_of(path), path.relative_to(root).as_posix()
        told: dict[Place, Finding] = {}
        for element, rule in selected(page, hidings_in(source, name)):
            if _has_words(element):
                facts = {"how": f"{rule.selector} {{ {rule.said} }}", "what": f"<{element.tag}>"}
                told.setdefault(rule.place, Finding("SP461", rule.place, facts))
        for element, each in selected(page, words_in(source, name)):
            if _has_words(element):
                told.setdefault(
                    each.place, Finding("SP464", each.place, {"text": each.text, "what": f"<{element.tag}>"})
                )
        yield from told.values()


def _has_words(element: etree._Element) -> bool:
    return any(text.strip() for text in element.itertext())
