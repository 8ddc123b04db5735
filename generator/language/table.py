"""Rules and terms as tables for staff: rows and headers are phrases, the rooms after this one draw them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.language.book import BOOKS, Book
from generator.language.lookup import OTHER, axes_of, find_term
from generator.language.phrase import Phrase, join
from generator.language.plan import Outcome, Plan, Stretch, grouped, only_waits, plan_rule
from generator.language.remembered import remembered
from generator.language.say import find_rule, say_condition, say_term, say_value_name, speaker_of
from generator.language.speaker import Speaker
from generator.language.style import Style, Voice
from generator.language.unpaid import worth_telling
from generator.language.wording import capitalise, words
from generator.policy.model import Offer, Policy, Rule, Table, Word
from generator.policy.values import Leaf


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One option of one band. ``band`` and ``option`` count from 1; ``cells`` fit the columns."""

    rule: str
    band: int
    option: int
    cells: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class AlsoRow:
    """A condition rule: in which situation, what also applies."""

    rule: str
    cells: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class SectionTable:
    """What the rules of a section owe, row by row, and what also applies; the last column of both is the rule's id."""

    columns: tuple[str, ...]
    rows: tuple[OfferRow, ...]
    also_columns: tuple[str, ...]
    also: tuple[AlsoRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A term: ``axes`` are the headers of the coordinate columns; rows name their coordinates, then one value a column.

    Where a table has two axes, the inner one runs across; a plain term has no axes, one column and one row.
    """

    axes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[Phrase, ...]], ...]


def section_table(policy: Policy, section: str, lang: str) -> SectionTable:
    """The staff table of a section. KeyError if there is no such section."""
    return rule_table(policy, policy.sections[section].rules, lang)


def rule_table(policy: Policy, rules: str | Rule | Iterable[str | Rule], lang: str) -> SectionTable:
    """The same rows for one rule or several, in the staff's voice."""
    known = [rules] if isinstance(rules, str | Rule) else list(rules)
    plans = [plan_rule(policy, find_rule(policy, rule), is_public=False) for rule in known]
    offers = [row for plan in plans if plan.stretches for row in _offer_rows(policy, plan.rule, lang)]
    also = [_also_row(policy, plan, lang) for plan in plans if not plan.stretches]
    return SectionTable(_COLUMNS[lang], tuple(offers), _ALSO[lang], tuple(also))


def term_table(policy: Policy, term: str, lang: str) -> Matrix:
    """A term as a matrix. UnknownTerm if there is none."""
    value = find_term(policy, term).value
    if not isinstance(value, Table):
        return Matrix((), (_VALUE[lang],), (((), (say_term(policy, term, lang, Style.AFTER),)),))
    axes = axes_of(value)
    if len(axes) == 2:
        across = _keys(value, axes[1])
        rows = [((key,), tuple(((value.axis, key), (axes[1], column)) for column in across)) for key, _ in value.rows]
        return Matrix(
            (_axis(policy, axes[0], lang),),
            tuple(_name(policy, axes[1], key, lang) for key in across),
            tuple(
                ((_name(policy, axes[0], key[0], lang),), tuple(_cell(policy, term, path, lang) for path in paths))
                for key, paths in rows
            ),
        )
    paths = list(_paths(value))
    return Matrix(
        tuple(_axis(policy, axis, lang) for axis in axes),
        (_VALUE[lang],),
        tuple(
            (
                tuple(_name(policy, axis, dict(path)[axis], lang) if axis in dict(path) else "" for axis in axes),
                (_cell(policy, term, path, lang),),
            )
            for path in paths
        ),
    )


@remembered
def _offer_rows(policy: Policy, rule: Rule, lang: str) -> tuple[OfferRow, ...]:
    """The rows of one rule, which stand on the policy page and on the pages that quote it."""
    return tuple(_rows_of(policy, plan_rule(policy, rule, is_public=False), lang))


def _rows_of(policy: Policy, plan: Plan, lang: str) -> Iterable[OfferRow]:
    book, said = BOOKS[lang], _CELLS[lang]
    base = speaker_of(policy, plan.rule, Voice.STAFF)
    speaker = replace(base, is_brief=True)
    when = _situation(policy, base, plan.rule, lang)
    for band, stretch in enumerate(plan.stretches, 1):
        for option, outcome in enumerate(stretch.outcomes, 1):
            offer = (
                book.granted(speaker, plan, stretch)
                if stretch.declines or only_waits(stretch)
                else book.offer(speaker, outcome)
            )
            if len(stretch.outcomes) > 1 and stretch.choice:
                offer = _with_chooser(offer, said[f"choice.{stretch.choice}"])
            cells: tuple[Phrase, ...] = (
                capitalise(when),
                capitalise(_until(book, speaker, stretch, said, band)),
                capitalise(offer),
                capitalise(_goods(said, outcome)),
                capitalise(_refund(book, speaker, outcome)),
                capitalise(book.evidence(policy, outcome.facet("evidence") or ())),
                capitalise(_approval(policy, outcome, lang)),
                (plan.rule.id,),
            )
            yield OfferRow(plan.rule.id, band, option, tuple(book.finish(cell) for cell in cells))


def _situation(policy: Policy, speaker: Speaker, rule: Rule, lang: str) -> Phrase:
    """When the rule holds, and what it leaves out: the cell is all that some readers see of the rule."""
    when = say_condition(policy, rule.when, lang, Voice.STAFF) or (_CELLS[lang]["always"],)
    return words(when, BOOKS[lang].left_out(speaker, worth_telling(policy, rule)))


def _until(book: Book, speaker: Speaker, stretch: Stretch, said: dict[str, str], band: int) -> Phrase:
    if stretch.until is None:
        # A refusal has no last day that anybody could use.
        return (said["later" if band > 1 else "any_time" if stretch.declines else "no_end"],)
    return book.term(speaker, stretch.until.term, Style.WITHIN)


def _goods(said: dict[str, str], outcome: Outcome) -> Phrase:
    parts = [said[f"goods.{outcome.word('goods')}"]] if outcome.grants and outcome.word("goods") else []
    if outcome.grants and outcome.word("postage"):
        parts.append(said[f"postage.{outcome.word('postage')}"])
    return (said["comma"].join(parts),) if parts else ()


def _refund(book: Book, speaker: Speaker, outcome: Outcome) -> Phrase:
    elsewhere = _ELSEWHERE if outcome.offer in _PAID_BACK else (*_ELSEWHERE, "outbound", "duties")
    facets = [f for f in outcome.facets if f.name not in elsewhere and outcome.grants]
    clauses = [c for group in grouped(facets) for c in book.facets(speaker, group, frozenset((outcome.offer,)))]
    return join(clauses, "; " if book is BOOKS["en"] else "；")


_PAID_BACK = (Offer.REFUND, Offer.PARTIAL_REFUND, Offer.CANCEL)
"""Offers in which money comes back, and with it, or not, what the postage cost."""
_ELSEWHERE = ("goods", "postage", "evidence", "approval", "reply", "amount", "valid", "refund.to")
"""Facets that stand in another column, or in the offer."""


def _approval(policy: Policy, outcome: Outcome, lang: str) -> Phrase:
    """Who approves; asking to wait and declining need nobody."""
    value = outcome.facet("approval")
    if not outcome.grants or not isinstance(value, Word):
        return ()
    ladder, role = policy.ladders.get(value.text), policy.scopes.roles.get(value.text)
    if ladder:
        return (ladder.label.forms(lang)[0],)
    return (role.label.forms(lang)[0] if role else value.text,)


def _also_row(policy: Policy, plan: Plan, lang: str) -> AlsoRow:
    book = BOOKS[lang]
    base = speaker_of(policy, plan.rule, Voice.STAFF)
    speaker = replace(base, is_brief=True)
    clauses = [clause for group in grouped(plan.shared) for clause in book.facets(speaker, group, frozenset())]
    told = join(clauses, "; " if lang == "en" else "；")
    when = _situation(policy, base, plan.rule, lang)
    return AlsoRow(
        plan.rule.id, tuple(book.finish(cell) for cell in (capitalise(when), capitalise(told), (plan.rule.id,)))
    )


def _paths(value: Leaf | Table, path: tuple[tuple[str, str], ...] = ()) -> Iterable[tuple[tuple[str, str], ...]]:
    if not isinstance(value, Table):
        yield path
        return
    for key, inner in value.rows:
        yield from _paths(inner, (*path, (value.axis, key)))


def _with_chooser(offer: Phrase, chooser: str) -> Phrase:
    """（有效期 24 个月，买家选择）: what stands in brackets already takes up who chooses."""
    last = offer[-1] if offer else ""
    if isinstance(last, str) and last.endswith("）") and chooser.startswith("（"):
        return words(offer[:-1], last.removesuffix("）"), "，", chooser.removeprefix("（"))
    return words(offer, chooser)


def _keys(value: Leaf | Table, axis: str) -> tuple[str, ...]:
    if not isinstance(value, Table):
        return ()
    own = [key for key, _ in value.rows] if value.axis == axis else []
    inner = [key for _, row in value.rows for key in _keys(row, axis)]
    keys = dict.fromkeys((*own, *inner))
    return tuple(sorted(keys, key=lambda key: key == OTHER))


def _cell(policy: Policy, term: str, path: tuple[tuple[str, str], ...], lang: str) -> Phrase:
    return say_term(policy, term, lang, Style.AFTER, dict(path))


def _name(policy: Policy, axis: str, key: str, lang: str) -> str:
    name = say_value_name(policy, axis, key, lang, Voice.STAFF)
    return name[:1].upper() + name[1:]


def _axis(policy: Policy, axis: str, lang: str) -> str:
    fact = policy.scopes.facts.get(axis)
    name = fact.label.forms(lang)[0] if fact and fact.label else _AXES[lang].get(axis, axis)
    return name[:1].upper() + name[1:]


_VALUE = {"en": "Value", "zh": "期限或金额"}
_AXES = {"en": {"season": "season"}, "zh": {"season": "下单时间"}}
_COLUMNS = {
    "en": (
        "Situation",
        "Until",
        "Offer",
        "Goods and postage",
        "Money and return label",
        "Evidence",
        "Who approves",
        "Rule",
    ),
    "zh": ("情况", "期限", "处理方式", "商品与运费", "款项与面单", "凭证", "审批", "规则"),
}
_ALSO = {"en": ("Situation", "What applies", "Rule"), "zh": ("情况", "如何处理", "规则")}
_CELLS = {
    "en": {
        "always": "always",
        "later": "later",
        "no_end": "no last day",
        "any_time": "at any time",
        "comma": "; ",
        "choice.buyer": " (the buyer chooses)",
        "choice.seller": " (we choose)",
        "choice.platform": " (the platform chooses)",
        "goods.return": "sent back",
        "goods.keep": "kept by the buyer",
        "goods.dispose": "disposed of by the buyer",
        "goods.none": "nothing to send back",
        "postage.buyer": "the buyer pays",
        "postage.seller": "we pay",
        "postage.platform": "the platform pays",
        "postage.carrier": "the carrier pays",
    },
    "zh": {
        "always": "所有情况",
        "later": "此后",
        "no_end": "不限期",
        "any_time": "任何时候",
        "comma": "；",
        "choice.buyer": "（买家选择）",
        "choice.seller": "（我们选择）",
        "choice.platform": "（平台选择）",
        "goods.return": "寄回",
        "goods.keep": "买家保留",
        "goods.dispose": "买家自行处理",
        "goods.none": "无需退回",
        "postage.buyer": "运费由买家承担",
        "postage.seller": "运费由我们承担",
        "postage.platform": "运费由平台承担",
        "postage.carrier": "运费由承运商承担",
    },
}
