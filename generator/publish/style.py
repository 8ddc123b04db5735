"""The styles of the staff site: ours in one file, and Material's own without what this site cannot show.

Material's sheet is made for every feature that it has. A page without code, tabs or footnotes carries two fifths of it
for nothing, and so would every reader's first view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_STYLE = Path("assets") / "samepage.css"
_REPLIES = Path("assets") / "replies.css"
"""Of the pages that show a reply, and of no others."""
_SHARED_STYLES = ("tokens.css", "buyer/rail.css", "assistant/case.css")
"""Below ``overrides``, in the order in which they stand before the staff site's own style."""
_PLAIN = frozenset("toc tables fenced_code attr_list def_list md_in_html sane_lists admonition abbr".split())
"""The Markdown extensions that make nothing of what is left out."""
_FEATURES = (
    "navigation.tabs",
    "navigation.top",
    "navigation.path",
    "navigation.instant",
    "content.",
    "toc.integrate",
    "announce.",
    "search.",
)
_UNUSED = re.compile(
    r"\[dir=rtl\]|\.(?:highlight|codehilite|linenodiv|md-annotation|md-tooltip|md-code|md-clipboard|tabbed-|md-tabs|"
    r"md-source|md-consent|md-feedback|md-version|md-select|md-social|md-tag|task-list|critic|keys|arithmatex|md-banner|"
    r"footnote|grid|mermaid|twemoji|emojione|gemoji|md-hero|md-post|md-pagination|md-author|md-profile|md-status|"
    r"md-progress|md-copyright|md-content__button|md-path|doc-|md-nav--lifted|md-nav--integrated|md-header--lifted|"
    r"md-search__suggest|md-top)"
)
"""Selectors of what only other extensions, features and writing directions show."""
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
"""What stands in quotes, apart from the rest."""
_COMMAS = re.compile(r",(?![^()]*\))")


def join_styles(theme: Path, site: Path) -> None:
    """One request in place of three: the colours and pictures of both sites before the staff site's own style."""
    parts = [theme.parent / name for name in _SHARED_STYLES] + [theme / _STYLE]
    text = "".join(part.read_text(encoding="utf-8") for part in parts if part.is_file())
    (site / _STYLE).write_text(shorten_style(text), encoding="utf-8")
    if (site / _REPLIES).is_file():
        (site / _REPLIES).write_text(shorten_style((site / _REPLIES).read_text(encoding="utf-8")), encoding="utf-8")


def shorten_style(text: str) -> str:
    r"""The style without comments and needless space, one rule a line; what stands in quotes is as it was.

    >>> shorten_style('/* why */\na {\n  color: red;\n  content: "a; b";\n}\n')
    'a{color:red;content:"a; b"}\n'
    """
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    bare = re.sub(r"\s*\n\s*", " ", bare)
    parts = _QUOTED.split(bare)
    parts[::2] = [re.sub(r"([{;] ?[\w-]+): ", r"\1:", re.sub(r" ?([{};]) ?", r"\1", part)) for part in parts[::2]]
    tight = "".join(parts).replace(";}", "}")
    return re.sub(r"(?<=\})(?=[^}])", "\n", tight).strip() + "\n"


def lighten_material(site: Path, extensions: list[str], features: list[str]) -> None:
    """Leave out of Material's sheet what no page can show.

    A project that has added a Markdown extension or a feature of Material which may need those rules keeps them all.
    """
    if not _PLAIN.issuperset(extensions) or any(feature.startswith(_FEATURES) for feature in features):
        return
    for sheet in (site / "assets" / "stylesheets").glob("main.*.css"):
        sheet.write_text(lighten(sheet.read_text(encoding="utf-8")), encoding="utf-8")


def lighten(css: str) -> str:
    """Compressed CSS without the selectors of what is not used, and without rules that have no selector left.

    >>> lighten("p,.highlight{top:0}.md-tag{top:0}@media print{.footnote{top:0}}@media print{p{top:0}}")
    'p{top:0}@media print{p{top:0}}'
    """
    return "".join(_lightened(css))


def _lightened(css: str) -> Iterator[str]:
    for head, body in _rules(css):
        nested = head.startswith(("@media", "@supports"))
        selectors = [head] if head.startswith("@") else [s for s in _COMMAS.split(head) if not _UNUSED.search(s)]
        left = lighten(body) if nested else body
        if selectors and left:
            yield f"{','.join(selectors)}{{{left}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """What stands before each outer pair of braces, and what stands between them."""
    begin = opened = depth = 0
    for brace in re.finditer(r"[{}]", css):
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                opened = brace.start()
        else:
            depth -= 1
            if depth == 0:
                yield css[begin:opened], css[opened + 1 : brace.start()]
                begin = brace.end()
