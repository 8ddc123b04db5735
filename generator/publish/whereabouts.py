"""The page on which staff see each value and everywhere it stands: ``agreement.json`` for people.

It can only be written once both sites were read back. A page of the project holds its place and its frame: what
stands here goes below the heading with the anchor ``values`` on the page ``where-it-stands.md``. Without such a page
nothing is written. A filter of the browser's own is enough: every value is a line that opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from generator.agreement.ledger import SURFACES, WRITTEN, Mention
from generator.finding import LANGUAGES
from generator.playbook.html import Markup
from generator.policy.model import Policy, Section, Term
from generator.publish.tables import view_term

PAGE, ANCHOR = "where-it-stands", "values"
_HEADING = f'<h2 id="{ANCHOR}">'
_SURFACES = {
    "en": dict(
        zip(
            SURFACES,
            "Staff pages, English|Staff pages, Chinese|Buyer pages, English|Buyer pages, Chinese|"
            "Replies, English|Replies, Chinese|Data".split("|"),
            strict=True,
        )
    ),
    "zh": dict(
        zip(
            SURFACES,
            "内部页面，英文|内部页面，中文|买家页面，英文|买家页面，中文|回复，英文|回复，中文|数据".split("|"),
            strict=True,
        )
    ),
}
_BOTH = {
    "en": dict(
        zip(
            ("staff", "buyer", "replies"),
            "Staff pages, both languages|Buyer pages, both languages|Replies, both languages".split("|"),
            strict=True,
        )
    ),
    "zh": dict(
        zip(("staff", "buyer", "replies"), "内部页面，中英文|买家页面，中英文|回复，中英文".split("|"), strict=True)
    ),
}
"""What stands on the same pages in both languages is listed once, with the ways to those of the reader's language."""
_HOME = {"en": "start page", "zh": "首页"}


def write_whereabouts(policy: Policy, mentions: Iterable[Mention], staff: Path) -> None:
    """Fill the page in both languages of a staff site that was built and read back."""
    places: dict[str, dict[str, list[Mention]]] = {}
    for mention in dict.fromkeys(mentions):
        if mention.name != WRITTEN:
            places.setdefault(mention.name, {}).setdefault(mention.surface, []).append(mention)
    for lang in LANGUAGES:
        file = staff / ("" if lang == LANGUAGES[0] else lang) / PAGE / "index.html"
        if file.is_file() and _HEADING in (text := file.read_text(encoding="utf-8")):
            before, after = text.split(_HEADING, 1)
            heading, rest = after.split("</h2>", 1)
            root = "../" if lang == LANGUAGES[0] else "../../"
            body = Markup("").join(_say_sections(policy, places, lang, root))
            file.write_text(f"{before}{_HEADING}{heading}</h2>\n{body}{rest}", encoding="utf-8", newline="\n")


def _say_sections(
    policy: Policy, places: Mapping[str, Mapping[str, Sequence[Mention]]], lang: str, root: str
) -> Iterator[Markup]:
    for section in policy.sections.values():
        if section.terms:
            yield _heading(section, lang)
            for term in section.terms:
                yield _say_term(policy, term, places.get(term.id, {}), lang, root)


def _heading(section: Section, lang: str) -> Markup:
    return Markup('<h3 id="values.{}">{}</h3>\n').format(section.id, section.title[lang])


def _say_term(policy: Policy, term: Term, places: Mapping[str, Sequence[Mention]], lang: str, root: str) -> Markup:
    view = view_term(policy, term, lang)
    rows = Markup("").join(
        Markup("<li>{}: {}</li>").format(Markup(" · ").join(names), Markup(" ").join(values))
        for names, values in view.rows
    )
    value = view.value or Markup("<ul>{}</ul>").format(rows)
    listed = Markup("").join(
        Markup('<p data-surface="{}"><strong>{}</strong><br>{}</p>\n').format(
            surfaces, name, _links(policy, found, lang, root)
        )
        for surfaces, name, found in _groups(places, lang)
    )
    return Markup(
        '<details data-where="{}">\n<summary>{} <code>{}</code></summary>\n<div>{}</div>\n{}</details>\n'
    ).format(term.id, view.name, term.id, value, listed)


def _groups(places: Mapping[str, Sequence[Mention]], lang: str) -> Iterator[tuple[str, str, Sequence[Mention]]]:
    """The surfaces on which a value stands, with their name; one where both languages have it on the same pages."""
    done: set[str] = set()
    for surface in SURFACES:
        kind, _, own = surface.partition("-")
        pair = [f"{kind}-{each}" for each in LANGUAGES]
        if surface in done or not places.get(surface):
            continue
        if own and _pages_of(places, pair[0]) == _pages_of(places, pair[1]):
            done.update(pair)
            yield " ".join(pair), _BOTH[lang][kind], places[f"{kind}-{lang}"]
        else:
            yield surface, _SURFACES[lang][surface], places[surface]


def _pages_of(places: Mapping[str, Sequence[Mention]], surface: str) -> set[str]:
    """The pages of a surface, whatever language they are in."""
    own = f"{surface.rpartition('-')[2]}/"
    return {mention.path.removeprefix(own) for mention in places.get(surface, ())}


def _links(policy: Policy, mentions: Iterable[Mention], lang: str, root: str) -> Markup:
    """Each page once, linked to where it says the value first."""
    first = {mention.path: mention for mention in reversed(list(mentions))}
    return Markup(", ").join(_link(policy, first[path], lang, root) for path in sorted(first))


def _link(policy: Policy, mention: Mention, lang: str, root: str) -> Markup:
    address = mention.path.removesuffix("index.html")
    words = address.rstrip("/").removeprefix("zh/").removeprefix("en/") or _HOME[lang]
    words = _HOME[lang] if words in ("en", "zh") else words
    is_buyers = mention.surface.startswith("buyer") or mention.surface == "data"
    base = policy.shop.buyer_url if is_buyers else root
    if base is None:
        return Markup("{}").format(words)
    if not is_buyers and lang != LANGUAGES[0] and address.startswith(f"{lang}/"):
        # From page to page of one language: a shorter way, and there are thousands of them.
        base, address = "../", address.removeprefix(f"{lang}/")
    anchor = f"#{mention.section}" if mention.section else ""
    return Markup('<a href="{}">{}</a>').format(f"{base}{quote(address)}{anchor}", words)
