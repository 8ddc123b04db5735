"""A page of the staff site with one of everything: each block, and in each of them each kind of words it can hold."""

from __future__ import annotations

from functools import cache
from itertools import product

from lxml import etree, html

from generator.agreement.picture_specimen import specimen_picture

_VALUE = '<data class="term" value="30 days" data-term="returns.window">30 days</data>'
_INLINE = (
    "strong",
    "em",
    "b",
    "i",
    "a",
    "code",
    "span",
    "mark",
    "small",
    "sub",
    "sup",
    "q",
    "cite",
    "abbr",
    "kbd",
    "u",
)
REPEATED = "data-repeated"
"""What is said again by each cell where there is no room for it."""
_RULE = 'data-rule="returns.changed_mind"'
_REPLY = (
    '<article class="reply" lang="{lang}" data-reply="accepted" aria-labelledby="reply-accepted-{lang}">'
    '<header><h3 id="reply-accepted-{lang}">Reply</h3></header>'
    f'<p>Hello <span class="blank">name</span>,</p><p>send it back within {_VALUE}.</p>'
    f'<ul><li>Parcel {_VALUE}</li></ul><ol><li>Parcel {_VALUE}</li></ol><p class="stamp">{_VALUE}</p></article>'
)


def _a_day() -> str:
    return "Day 1"


_BLOCKS = f"""<h1>The buyer changed their mind</h1>
<dl class="meta"><div class="overdue"><dt>Review</dt><dd>{_VALUE}</dd></div></dl>
<p class="lead">Accept it within {_VALUE}.</p>
<aside class="behind" role="note"><p>Behind <a href="x">There</a></p></aside>
<details class="since"><summary>Since {_VALUE}</summary><p>{_VALUE}</p><ul><li>{_VALUE}</li></ul></details>
<table class="offer"><thead {REPEATED}><tr><th scope="col">Region</th></tr></thead><tbody>
<tr class="group"><th scope="rowgroup" colspan="2">If the buyer changes their mind</th></tr>
<tr {_RULE}><th scope="row"><span class="swatch full"></span>{_VALUE}</th>
<td data-label="You">You choose {_VALUE}</td></tr>
</tbody></table><p class="rungs">{_VALUE}</p><p class="escalation"><strong>Late</strong> {_VALUE}</p>
<section class="promise" aria-label="x"><p class="said" {_RULE}><a class="where" href="#x">I changed my mind</a>
Within {_VALUE}.</p><p class="promise-foot"><a href="x">Policy</a> <span>{_VALUE}</span></p></section>
<section class="promise example"><p class="rule-title"><strong>Example</strong></p>
<dl class="facts"><div><dt>Delivered</dt><dd>{_VALUE}</dd></div></dl><p>{_VALUE}</p></section>
<section class="rule" id="r" {_RULE}><p class="rule-title"><strong>Rule</strong> <code>r</code></p>
<p>{_VALUE}</p></section>
<section class="term-value" id="t"><p class="rule-title"><strong>Term</strong></p><p>{_VALUE}</p></section>
<ul class="situations"><li><a href="x">Case</a>
<span class="twin">Fall</span><span class="answer">{_VALUE}</span></li></ul>
<details class="values promised"><summary>Values</summary><div class="promise"><p class="said">{_VALUE}</p></div>
<table class="values-table"><tbody><tr><th>Window</th><td>{_VALUE}</td><td><code>x</code></td></tr></tbody>
</table></details>
<details class="course"><summary>Course</summary>
{specimen_picture("course", _a_day)}</details>{specimen_picture("line", _a_day)}{specimen_picture("payers", _a_day)}
<table class="offer also"><caption>{_VALUE}</caption><thead {REPEATED}><tr><th scope="col">Situation</th></tr></thead>
<tbody><tr {_RULE}><th scope="row">Always {_VALUE}</th><td data-label="What applies">We pay {_VALUE}</td></tr>
<tr><th scope="row"><span class="swatch part"></span>{_VALUE}</th><td class="empty"></td></tr></tbody></table>
<dl class="meta"><div class="state agreed"><dt></dt><dd><time>1 May</time> in step</dd></div></dl>
<details class="covers"><summary>Rules covered</summary><ul><li><a href="x">I changed my mind</a></li></ul></details>
<p class="states"><span class="tick" aria-hidden="true"></span>This reply states {_VALUE}.</p>
<p class="crossing">Playbooks: <a href="x">Lost</a></p><p class="ask">Which <em>one</em></p>
<div class="recent"><p>Version {_VALUE}</p><p>Read again: <a href="x">Lost</a> (<time>1 May</time>)</p></div>
<div class="replies">{_REPLY.format(lang="en")}{_REPLY.format(lang="zh-Hans")}</div>
<p><span class="literal">30 seconds</span> {_VALUE}, ended on <span class="whole">1 May</span></p>"""


@cache
def staff_page(scheme: str) -> etree._Element:
    """The page in the colours of a scheme of Material's: ``default`` or ``slate``."""
    return html.document_fromstring(
        f'<html class="js" lang="en"><body dir="ltr" data-md-color-scheme="{scheme}" data-md-color-primary="custom">'
        '<div class="md-container"><main class="md-main"><div class="md-main__inner md-grid"><div class="md-content">'
        f'<article class="md-content__inner md-typeset">{_written()}{_BLOCKS}</article>'
        "</div></div></main></div></body></html>"
    )


def _written() -> str:
    """What a page of Markdown can be made of: words in words in blocks, and blocks in blocks."""
    words = "".join(f"<{tag}>{_VALUE}</{tag}>" for tag in _INLINE)
    words += "".join(
        f"<{one}><{other}>words</{other}></{one}>" for one, other in product(("strong", "em", "a"), repeat=2)
    )
    items = (
        f"<li>{words}<ul><li>{words}</li></ul></li><li><p>{words}</p><ol><li>{words}</li></ol></li><li>{_VALUE}</li>"
    )
    heads = "".join(f'<h{at} id="h{at}">{words}</h{at}><p>{_VALUE}</p>' for at in range(2, 7))
    inside = f"<p>{words}</p><p>{_VALUE}</p><ul>{items}</ul><ol>{items}</ol><blockquote><p>{words}</p></blockquote>"
    row = f"<tr><td>{words}</td><td>{_VALUE}</td><td>{_VALUE}</td></tr>"
    table = f"<table><thead><tr><th>{words}</th><th>{_VALUE}</th></tr></thead><tbody>{row}{row}{row}</tbody></table>"
    notes = "".join(
        f'<div class="admonition {kind}"><p class="admonition-title">{words}</p>{inside}</div>'
        for kind in ("note", "warning")
    )
    rest = f"<dl><dt>{words}</dt><dd>{words}</dd><dd><p>{_VALUE}</p></dd></dl><pre><code>{_VALUE}</code></pre>"
    folded = f"<details><summary>{words}</summary>{inside}</details><figure><figcaption>{words}</figcaption></figure>"
    return f"{inside}{heads}{table}{notes}{rest}{folded}"
