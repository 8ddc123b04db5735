"""The policy as it is pasted elsewhere: plain text, and HTML that a marketplace lets through.

Two lengths, in every language: ``short`` is what the overview says, ``policy`` is every rule and value. Nothing leads
off the marketplace: no address, no mail, no link, which most of them forbid. The HTML has six tags and no attribute.
The words are those of the buyer pages, block by block; the ledger reads them back against the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from generator.language.pages import Words, page_words
from generator.playbook.html import Markup, escape
from generator.playbook.markup import mark
from generator.policy.model import Audience, Policy, Rule
from generator.publish.answers import view_answer
from generator.publish.channels import say_channels
from generator.publish.limits import say_limits
from generator.publish.linked import main_rule
from generator.publish.overview import list_declined, list_facts, list_situations
from generator.publish.paper import FILE, Paper
from generator.publish.tables import TableView, view_term
from generator.publish.views import Group, Link, RuleView

LENGTHS = ("short", "policy")
MARK = "\ufeff"
"""Opens the text files: a server that names no charset for ``.txt`` would else make Chinese unreadable."""

View = Callable[[Rule, str], RuleView]


class Kind(StrEnum):
    """What a block is; the value is its tag."""

    TITLE = "h2"
    """What the whole is called; the page it is pasted into has an h1 of its own."""
    SECTION = "h3"
    RULE = "h4"
    TEXT = "p"
    ITEM = "li"


TAGS = frozenset({"h2", "h3", "h4", "p", "ul", "li"})
"""All that the fragments are made of."""


@dataclass(frozen=True, slots=True)
class Block:
    """One line: a heading, a paragraph or an item of a list."""

    kind: Kind
    words: str


def write_copies(policy: Policy, view: View, lang: str, effective: str, version: str) -> Iterator[tuple[str, str]]:
    """(name, text) of every copy in a language; ``effective`` and ``version`` say which policy it is.

    ``view`` gives what the pages tell of a rule in a language.
    """
    words = page_words(lang)
    stamp = words["copy_version"].format(effective=effective, version=version)
    head = (Block(Kind.TITLE, words["copy_title"].format(shop=policy.shop.name[lang])), Block(Kind.TEXT, stamp))
    for name, blocks in zip(LENGTHS, (_short(policy, lang), _whole(policy, view, lang)), strict=True):
        whole = (*head, *blocks, Block(Kind.TEXT, words["law"]))
        yield f"{name}.txt", MARK + as_text(whole)
        yield f"{name}.html.txt", MARK + as_fragment(whole)


def list_copies(copies: Mapping[str, str], lang: str) -> tuple[Group, ...]:
    """What there is to paste and how long it is, a group for each length."""
    words = page_words(lang)

    def link(name: str, form: str) -> Link:
        count = f"{len(copies[name].removeprefix(MARK)):,}"
        return Link(name, words[f"copy_{form}"], Markup("{}").format(words["copy_length"].format(count=count)))

    return tuple(
        Group(words[f"copy_{length}"], (link(f"{length}.txt", "text"), link(f"{length}.html.txt", "html")))
        for length in LENGTHS
    )


def link_paper(paper: Paper | None, lang: str) -> Link | None:
    """The policy as PDF, with its pages and its size; None if none was made."""
    if paper is None:
        return None
    words = page_words(lang)
    said = words["copy_size"].format(pages=paper.pages, size=f"{-(-len(paper.data) // 1000):,}")
    return Link(FILE, words["copy_pdf"], Markup("{}").format(said))


def as_text(blocks: Iterable[Block]) -> str:
    """Plain text: headings underlined, items dashed, an empty line between what does not belong to one list.

    >>> print(as_text((Block(Kind.SECTION, "退货"), Block(Kind.ITEM, "a"), Block(Kind.ITEM, "b"))), end="")
    退货
    ====
    <BLANKLINE>
    - a
    - b
    """
    out: list[str] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind is Kind.ITEM:
            out.append("\n".join(f"- {block.words}" for block in group))
            continue
        for block in group:
            rule = {Kind.TITLE: "=", Kind.SECTION: "=", Kind.RULE: "-"}.get(kind)
            out.append(f"{block.words}\n{rule * _width(block.words)}" if rule else block.words)
    return "\n\n".join(out) + "\n"


def as_fragment(blocks: Iterable[Block]) -> str:
    """HTML of the tags in ``TAGS``, without any attribute.

    >>> print(as_fragment((Block(Kind.TEXT, "a < b"), Block(Kind.ITEM, "c"))), end="")
    <p>a &lt; b</p>
    <ul>
    <li>c</li>
    </ul>
    """
    out: list[str] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        lines = [f"<{kind}>{escape(block.words)}</{kind}>" for block in group]
        out += ["<ul>", *lines, "</ul>"] if kind is Kind.ITEM else lines
    return "\n".join(out) + "\n"


def _short(policy: Policy, lang: str) -> Iterator[Block]:
    """What the overview says: the answer, the facts, one line a situation, what cannot be taken back."""
    words, rule = page_words(lang), main_rule(policy)
    yield Block(Kind.SECTION, words["overview"])
    if rule is not None:
        answer = view_answer(policy, rule, lang)
        orders, beside = say_channels(policy, rule, lang)
        limits = map(mark, say_limits(policy, rule, lang))
        for line in (orders, answer.say, *answer.choices, *answer.lines, *beside, *limits):
            if line:
                yield Block(Kind.TEXT, _plain(line))
    for fact in list_facts(policy, lang):
        yield Block(Kind.ITEM, words["fact_line"].format(label=fact.label, words=_plain(fact.words)))
    yield Block(Kind.SECTION, words["what_happened"])
    for group in list_situations(policy, lang):
        yield Block(Kind.RULE, group.title)
        if group.limits:
            yield Block(Kind.TEXT, _plain(group.limits))
        for link in group.rows:
            yield Block(
                Kind.ITEM, words["fact_line"].format(label=_called(link.words), words=_plain(link.line or Markup("")))
            )
    declined = list_declined(policy, lang)
    if declined:
        yield Block(Kind.SECTION, words["cannot_take_back"])
    for row in declined:
        said = _plain(row.words)
        yield Block(
            Kind.ITEM, words["fact_line"].format(label=_called(row.label), words=said) if said else _called(row.label)
        )


def _whole(policy: Policy, view: View, lang: str) -> Iterator[Block]:
    """Every rule in full and every value, section by section, as the pages have them."""
    words = page_words(lang)
    for section in policy.sections.values():
        if section.to is not Audience.BUYER:
            continue
        yield Block(Kind.SECTION, section.title[lang])
        if section.intro:
            yield Block(Kind.TEXT, section.intro[lang])
        for rule in sorted(section.rules, key=lambda rule: not rule.is_outcome):
            yield from _rule(view(rule, lang), words)
        if section.terms:
            yield Block(Kind.RULE, words["terms"])
        for term in section.terms:
            yield from _values(view_term(policy, term, lang), words["fact_line"])


def _rule(rule: RuleView, words: Words) -> Iterator[Block]:
    yield Block(Kind.RULE, _called(rule.title))
    yield Block(Kind.TEXT, _plain(rule.sentence))
    if rule.fees:
        yield Block(Kind.TEXT, words["may_deduct"])
        for fee in rule.fees:
            yield Block(Kind.ITEM, f"{_called(fee.words)}{_plain(fee.line or Markup(''))}")
    if rule.note:
        yield Block(Kind.TEXT, rule.note)
    # What a rule without bands asks for stands in its sentence.
    if rule.evidence and rule.answer is not None:
        yield Block(Kind.TEXT, words["evidence"])
        yield from (Block(Kind.ITEM, item) for item in rule.evidence)


def _values(table: TableView, line: str) -> Iterator[Block]:
    """A value on one line; a table as a line a row."""
    if not table.rows:
        yield Block(Kind.ITEM, line.format(label=table.name, words=_plain(table.value)))
    else:
        yield Block(Kind.TEXT, table.name)
        for names, values in table.rows:
            label, said = (" · ".join(_plain(cell) for cell in cells) for cells in (names, values))
            yield Block(Kind.ITEM, line.format(label=label, words=said))
    if table.note:
        yield Block(Kind.TEXT, _plain(table.note))


def _called(name: str) -> str:
    """A name as text; that of a rule without a title may be HTML, with an amount in it."""
    return _plain(name) if isinstance(name, Markup) else name


def _plain(words: Markup) -> str:
    """The words without their marks, on one line."""
    return " ".join(words.striptags().split())


def _width(words: str) -> int:
    """How many columns a line takes; a Chinese character takes two."""
    return sum(2 if "\u2e80" <= character <= "\uffef" else 1 for character in words)
