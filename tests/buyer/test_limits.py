"""Whoever reads one line of the policy in short is told for whom it does not hold.

Nothing here asks the code that writes the lines: what narrows a rule is read from the rule, and how it may be called
from the labels of the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from generator.language.names import name_country
from generator.policy.load import load_policy
from generator.policy.model import Clause, FactKind, Offer, Policy, Rule, TermRef, Test
from generator.policy.projection import buyer_projection
from generator.publish.buyer import write_buyer

ROOT = Path(__file__).parents[2]
SHOPS = [".", "tests/cases/accessories", "tests/cases/fashion", "tests/cases/uk_prints", "tests/cases/electronics"]
LANGS = ("en", "zh")
HAPPENED = {("happened", "en"): "after", ("happened", "zh"): "后", ("not_yet", "en"): "before", ("not_yet", "zh"): "前"}
COMMON = {"items", "item", "orders", "order", "parcels", "with", "whose", "that", "the", "and", "our", "own", "for"}


@cache
def shop_of(root: str) -> Policy:
    policy, findings = load_policy(ROOT / root)
    assert policy is not None, [str(finding) for finding in findings]
    return buyer_projection(policy)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {root: tmp_path_factory.mktemp("limits") for root in SHOPS}
    for root, folder in folders.items():
        write_buyer(shop_of(root), folder, overrides=ROOT / "overrides", as_of=date(2026, 12, 5))
    return folders


def lines_of(policy: Policy, folder: Path, lang: str) -> Iterator[tuple[str, str]]:
    """(rule, words) of each row of the start page with those of its group, and of what cannot be taken back; "" for the
    panel of the answer.
    """
    root = html.document_fromstring((folder / lang / "index.html").read_bytes(), html.HTMLParser(encoding="utf-8"))
    for rows in root.iterfind(".//ul[@class='rows']"):
        # What holds for all rows of a group is said once, between its heading and the rows.
        above = rows.getprevious()
        shared = above.text_content() if above.tag == "p" else ""
        for row in rows:
            yield row.find("a").get("href").partition("#")[2], f"{row.text_content()} {shared}"
    titles = {rule.title[lang]: rule.id for rule in policy.rules.values() if rule.title}
    for row in root.iterfind(".//section[@aria-labelledby='declined']/ul/li"):
        yield titles[row.text], row.text_content()
    for panel in root.iterfind(".//section[@class='panel']"):
        yield "", panel.text_content()


def narrowing(policy: Policy, rule: Rule, clause: Clause) -> Iterator[Test]:
    """What a clause asks for that the rule's own reasons do not say."""
    own = {test for each in rule.when for test in each}
    yield from (test for test in clause if test.axis != "reason" and (test not in own or clause in rule.when))


def overruling(policy: Policy, rule: Rule) -> Iterator[Rule]:
    """The rules above this one whose cases are among its own, and which end otherwise."""
    todo, above = [rule.id], set[str]()
    while todo:
        low = todo.pop()
        for other in policy.rules.values():
            over = {name if "." in name else f"{other.section}.{name}" for name in other.over}
            if low in over and other.id not in above:
                above.add(other.id)
                todo.append(other.id)
    mine = reasons_of(rule)
    for id in sorted(above):
        other = policy.rules[id]
        if other.is_outcome and granted(other) != granted(rule) and (reasons_of(other) & mine or not mine):
            yield other


def reasons_of(rule: Rule) -> set[str]:
    return {value for clause in rule.when for test in clause if test.axis == "reason" for value in test.values}


def granted(rule: Rule) -> tuple[object, ...]:
    """What the first granting band offers, and until when."""
    for band in rule.bands:
        offers = {option.offer for option in band.options} - {Offer.DECLINE, Offer.WAIT}
        if offers:
            return (frozenset(offers), band.until.term if band.until else None)
    return (None, rule.bands[0].until.term if rule.bands[0].until else None)


def is_possible(policy: Policy, rule: Rule, clause: Clause) -> bool:
    """Whether a case of the rule can be one of the clause: one item has one category, one order one channel."""
    own = [test for each in rule.when for test in each]
    return not any(
        mine.axis == test.axis and not set(mine.values) & set(test.values)
        for test in clause
        for mine in own
        if (fact := policy.scopes.facts.get(test.axis)) and fact.kind is FactKind.ONE_OF and test.axis != "reason"
    )


def is_named(policy: Policy, test: Test, line: str, lang: str) -> bool:
    """Whether one of the words that a condition can be called by stands in the line, for each of its values."""
    return all(any(word in line.lower() for word in names(policy, test.axis, value, lang)) for value in test.values)


def names(policy: Policy, axis: str, value: str, lang: str) -> set[str]:
    fact, groups = policy.scopes.facts.get(axis), policy.scopes.groups
    if value in groups and groups[value].label:
        said = [groups[value].label.forms(lang)[0]]  # type: ignore[union-attr]
    elif axis == "season":
        label = policy.scopes.seasons[value].label
        said = [label.forms(lang)[0]] if label else []
    elif fact is None:
        return {HAPPENED[value, lang]}
    elif fact.kind is FactKind.COUNTRIES:
        return {name_country(value, lang).lower()}
    elif fact.kind is FactKind.MONEY:
        return set(re.findall(r"\d+", value))
    else:
        said = [fact.values[value].forms(lang)[0]]
    if lang == "zh":
        return {words[at : at + 2].lower() for words in said for at in range(len(words) - 1)} - {"商品", "订单"}
    return {word[:4] for words in said for word in re.findall(r"[a-z]{3,}", words.lower()) if word not in COMMON}


def missing(policy: Policy, rule: Rule, line: str, lang: str) -> list[str]:
    """What narrows the rule and is not named in the line."""
    tests = [test for clause in (*rule.when, *rule.unless) for test in narrowing(policy, rule, clause)]
    for other in overruling(policy, rule):
        tests += [t for c in other.when if is_possible(policy, rule, c) for t in narrowing(policy, rule, c)]
    return [f"{rule.id}: {test.axis} {test.values}" for test in tests if not is_named(policy, test, line, lang)]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("root", SHOPS)
def test_a_line_names_all_that_narrows_it(sites: dict[str, Path], root: str, lang: str) -> None:
    policy = shop_of(root)
    if lang not in policy.shop.languages:
        return
    rows = [(policy.rules[id], line) for id, line in lines_of(policy, sites[root], lang) if id]
    assert rows
    assert [what for rule, line in rows for what in missing(policy, rule, line, lang)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_answer_names_all_that_narrows_it_and_does_not_say_yes_to_everybody(
    sites: dict[str, Path], lang: str
) -> None:
    policy = shop_of(".")
    panel = next(line for id, line in lines_of(shop_of("."), sites["."], lang) if not id)
    assert missing(policy, policy.rules["returns.changed_mind"], panel, lang) == []
    assert {"en": "Usually yes.", "zh": "多数情况下可以。"}[lang] in panel


@pytest.mark.parametrize("lang", LANGS)
def test_a_fee_that_may_be_kept_back_is_named_where_money_is_promised(sites: dict[str, Path], lang: str) -> None:
    policy = shop_of(".")
    lines = {id: line for id, line in lines_of(shop_of("."), sites["."], lang) if id}
    for rule in policy.rules.values():
        for facet in rule.facets:
            if facet.name.startswith("fees.") and isinstance(facet.value, TermRef):
                name = policy.terms[facet.value.term].name[lang]
                touched = [id for id in lines if reasons_of(policy.rules[id]) & reasons_of(rule)]
                assert touched
                assert any(name in lines[id] for id in touched), name


@pytest.mark.parametrize("lang", LANGS)
def test_what_a_line_leaves_unsaid_is_found(sites: dict[str, Path], lang: str) -> None:
    """Known to be bad: the line without its limits."""
    policy = shop_of(".")
    bare = {
        "en": "It does not fit: Within 30 days of delivery: exchange or refund.",
        "zh": "尺码不合适：签收后 30 天内：换货或退款。",
    }
    found = missing(policy, policy.rules["returns.wrong_size"], bare[lang], lang)
    assert any("sale" in what for what in found)
    assert any("wish" in what for what in found)
    assert missing(policy, policy.rules["returns.used"], "I have used it. 已经用过了。", lang)


@pytest.mark.parametrize("lang", LANGS)
def test_no_line_promises_what_ends_earlier_for_some_without_owning_up_to_it(sites: dict[str, Path], lang: str) -> None:
    """Sixty days are all the time there is for the same remedies, not the first of two stretches."""
    line = dict(lines_of(shop_of("."), sites["."], lang))["disputes.damaged"]
    assert {"en": "Within 60 days of delivery", "zh": "签收后 60 天内"}[lang] in line
    late = dict(lines_of(shop_of("."), sites["."], lang))["delays.late_transit_wish"]
    assert {"en": "After the delivery limit set by Wish has passed", "zh": "Wish 送达期限届满后"}[lang] in late


@pytest.mark.parametrize("lang", LANGS)
def test_a_country_of_its_own_is_no_exception_where_the_answer_depends_on_the_country(
    sites: dict[str, Path], lang: str
) -> None:
    """Who got the wrong item is owed a plain yes, in Australia as elsewhere."""
    root = html.document_fromstring(
        (sites["."] / lang / "disputes/index.html").read_bytes(), html.HTMLParser(encoding="utf-8")
    )
    said = {section.get("data-rule"): section.text_content() for section in root.iterfind(".//section[@data-rule]")}
    assert {"en": "Yes. You choose", "zh": "可以。签收后"}[lang] in said["disputes.wrong_item"]
    assert {"en": "Usually yes.", "zh": "多数情况下可以。"}[lang] in said["disputes.defective"]


def told_of(folder: Path, lang: str) -> Iterator[tuple[str, html.HtmlElement]]:
    """(rule, what its section tells) of every page."""
    for path in sorted((folder / lang).glob("*/index.html")):
        root = html.document_fromstring(path.read_bytes(), html.HTMLParser(encoding="utf-8"))
        yield from ((section.get("data-rule"), section) for section in root.iterfind(".//section[@data-rule]"))


def fees_of(rule: Rule) -> set[str]:
    return {f.value.term for f in rule.facets if f.name.startswith("fees.") and isinstance(f.value, TermRef)}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("root", SHOPS)
def test_a_fee_stands_with_its_amount_in_the_section_that_pays_money_back(
    sites: dict[str, Path], root: str, lang: str
) -> None:
    policy, met = shop_of(root), 0
    for id, section in told_of(sites[root], lang):
        rule = policy.rules[id]
        if not any(option.offer is Offer.REFUND for band in rule.bands for option in band.options):
            continue
        for other in policy.rules.values():
            reasons = reasons_of(other) & reasons_of(rule)
            clauses = [clause for clause in other.when if is_possible(policy, rule, clause)]
            if other.is_outcome or not fees_of(other) or not reasons or not clauses:
                continue
            shown = {value.get("data-term") for value in section.iterfind(".//li//data")}
            assert fees_of(other) <= shown, (id, other.id)
            met += 1
    assert met or root != "."


@pytest.mark.parametrize("lang", LANGS)
def test_no_refund_that_keeps_something_back_is_called_full(sites: dict[str, Path], lang: str) -> None:
    policy, met = shop_of("."), 0
    full = {"en": re.compile("full refund|refund (?:you )?in full"), "zh": re.compile("全额退款")}[lang]
    for id, section in told_of(sites["."], lang):
        facets = [f for b in policy.rules[id].bands for o in b.options for f in (*policy.rules[id].facets, *o.facets)]
        if any(f.name in ("outbound", "duties") and getattr(f.value, "text", "") == "not_refunded" for f in facets):
            assert not full.search(section.text_content()), id
            met += 1
    assert met
    assert any(full.search(section.text_content()) for _, section in told_of(sites["."], lang))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("root", SHOPS)
def test_every_band_has_a_sentence(sites: dict[str, Path], root: str, lang: str) -> None:
    bands = [(id, band) for id, section in told_of(sites[root], lang) for band in section.findall(".//ol[@class]/li")]
    assert bands
    assert [id for id, band in bands if not (band.findtext("span[@class='line']") or "").strip()] == []
