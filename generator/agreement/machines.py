"""Net 5, what machines read: titles and descriptions in a page's head, structured data, the search index.

None of these can mark a value. So the quantities in a head have to be values of the policy; what JSON-LD promises has
to be what the rule it links to grants; and the index may say no sentence that the page it leads to does not say.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import html

from generator.agreement.built import ReadPage, letters_in
from generator.agreement.grants import NOTHING, Grants, Values
from generator.finding import Finding, Place
from generator.language.lookup import find_group
from generator.language.read import Reading
from generator.policy.lookup import leaves
from generator.policy.model import Policy, Rule, Word
from generator.policy.values import Duration, Share, quantities_in

Hear = Callable[[str, str], tuple[Reading, ...]]

_FEES = {"FreeReturn": "seller", "ReturnFeesCustomerResponsibility": "buyer"}
_LABELS = {
    "ReturnLabelDownloadAndPrint": "download",
    "ReturnLabelInBox": "in_box",
    "ReturnLabelCustomerResponsibility": "own",
}
_METHODS = {"ReturnByMail": "mail", "ReturnInStore": "store", "ReturnAtKiosk": "kiosk"}
_REFUNDS = {"FullRefund": "refund", "ExchangeRefund": "exchange", "StoreCreditRefund": "store_credit"}
_SAYS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "returnFees": ("postage", _FEES),
    "customerRemorseReturnFees": ("postage", _FEES),
    "itemDefectReturnFees": ("postage", _FEES),
    "returnLabelSource": ("label", _LABELS),
    "returnMethod": ("methods", _METHODS),
    "refundType": ("offer", _REFUNDS),
}
"""What schema.org calls a facet, and its values."""
_CATEGORY = "returnPolicyCategory"
_LINK = re.compile(r"#(?P<rule>[a-z0-9_]+\.[a-z0-9_]+)$")
_DATA = re.compile(rb"<script type=\"application/ld\+json\">(.*?)</script>", re.DOTALL)
_SENTENCE = re.compile(r"\n|(?<=[.!?])(?=\s)|(?<=[。！？])")
_PIECES, _SHORTEST = 3, 4
"""A sentence of the index stands on its page in so many pieces at most, each of so many letters at least."""
_DAYS = {"day": 1, "week": 7}


def check_head(data: bytes, path: str, lang: str, hear: Hear, written: frozenset[str]) -> Iterator[Finding]:
    """Findings about the title and the description of a page: what they say is no value of the policy.

    ``written``: every value of the policy, in its notation.
    """
    head = html.document_fromstring(data[: data.find(b"<body")] or data, parser=html.HTMLParser(encoding="utf-8"))
    texts = [(each, each.text_content()) for each in head.iter("title")]
    texts += [
        (each, each.get("content") or "")
        for each in head.iter("meta")
        if (each.get("name") or each.get("property") or "").split(":")[-1] in ("description", "title", "site_name")
    ]
    for element, text in texts:
        for reading in hear(text, lang):
            if str(reading.value) not in written:
                place = Place(path, max(element.sourceline or 0, 1))
                yield Finding("SP522", place, {"text": " ".join(reading.text.split())})


def check_structured(data: bytes, path: str, public: Policy) -> Iterator[Finding]:
    """Findings about the JSON-LD of a page for buyers."""
    for match in _DATA.finditer(data):
        place = Place(path, data.count(b"\n", 0, match.start()) + 1)
        try:
            shop = json.loads(match[1])
        except ValueError:
            yield Finding("SP528", place, {"text": match[1][:60].decode("utf-8", "replace"), "rule": "-"})
            continue
        for promised in shop.get("hasMerchantReturnPolicy", ()) if isinstance(shop, dict) else ():
            yield from _check_promise(promised, place, public)


def _check_promise(promised: Mapping[str, Any], place: Place, public: Policy) -> Iterator[Finding]:
    """What of one promise its rule does not grant; without a link, the rule that grants most of it."""
    link = _LINK.search(str(promised.get("merchantReturnLink", "")))
    if link and link["rule"] not in public.rules:
        yield Finding("SP524", place, {"rule": link["rule"]})
        return
    candidates = [link["rule"]] if link else [rule.id for rule in public.rules.values() if rule.bands]
    missed = {rule: _missed(promised, public, rule) for rule in candidates}
    rule = min(missed, key=lambda each: len(missed[each]), default="-")
    for name, value in missed.get(rule, ()):
        yield Finding("SP528", place, {"text": f"{name}: {_shown(value)}", "rule": rule})


def _missed(promised: Mapping[str, Any], public: Policy, rule: str) -> list[tuple[str, object]]:
    """The properties that a rule does not grant."""
    options = tuple({**option, **_changed_there(promised, public, rule)} for option in _first_granted(public, rule))
    return [
        (name, value)
        for name, value in promised.items()
        if not _is_granted(name, value, options) or not _is_value(name, value, public, rule)
    ]


def _changed_there(promised: Mapping[str, Any], public: Policy, rule: str) -> Values:
    """What a condition over the rule has in its place, for a promise that names only countries of that condition."""
    countries, changed = promised.get("applicableCountry"), dict[str, frozenset[str]]()
    for other in public.rules.values() if isinstance(countries, list) else ():
        above = {name if "." in name else f"{other.section}.{name}" for name in other.over}
        if not other.is_outcome and rule in above and set(countries or ()) <= _countries_of(public, other):
            changed |= {f.name: frozenset((f.value.text,)) for f in other.facets if isinstance(f.value, Word)}
    return changed


def _countries_of(public: Policy, rule: Rule) -> frozenset[str]:
    found: set[str] = set()
    for test in (test for clause in rule.when for test in clause):
        for value in test.values:
            group = find_group(public, test.axis, value)
            found.update(group.members if group else (value,))
    return frozenset(found)


def _first_granted(public: Policy, rule: str) -> tuple[Values, ...]:
    """What the first band of a rule that grants anything grants; one window is all that a promise to machines has."""
    bands = (band.options for band in Grants(public).of([rule]))
    return next((options for options in bands if any(map(_grants, options))), ())


def _grants(option: Values) -> bool:
    return "offer" in option and option["offer"].isdisjoint(offer.value for offer in NOTHING)


def _is_granted(name: str, value: object, options: Iterable[Values]) -> bool:
    """Whether the rule can be as a property says; of properties that say something else, true."""
    if name == _CATEGORY:
        endless = any("unlimited" in option.get("until", ()) for option in options)
        return {
            "MerchantReturnNotPermitted": not any(map(_grants, options)),
            "MerchantReturnUnlimitedWindow": endless,
            "MerchantReturnFiniteReturnWindow": bool(options) and not endless,
        }.get(_last(value), bool(options))
    if name not in _SAYS:
        return True
    facet, words = _SAYS[name]
    said = [words.get(_last(each)) for each in (value if isinstance(value, list) else [value])]
    return all(any(each in option.get(facet, ()) for option in options) for each in said)


def _is_value(name: str, value: object, public: Policy, rule: str) -> bool:
    """Whether a number of a property is one of the policy's: the days of a window that the rule has, a fee."""
    if name == "merchantReturnDays":
        return str(value) in set(_days_of(public, rule))
    if name == "restockingFee":
        shares = {
            str(leaf.percent).rstrip("%")
            for term in public.terms.values()
            for _, leaf in leaves(term.value)
            if isinstance(leaf, Share)
        }
        amount = f"{value.get('value')} {value.get('currency')}" if isinstance(value, dict) else str(value)
        return amount in shares | _written_in(public)
    return True


def _days_of(public: Policy, rule: str) -> Iterator[str]:
    bands = public.rules[rule].bands
    window = next((band.until for band in bands if any(o.offer not in NOTHING for o in band.options)), None)
    for _, leaf in leaves(public.terms[window.term].value) if window else ():
        for quantity in quantities_in(leaf):
            if isinstance(quantity, Duration) and quantity.unit.value in _DAYS:
                yield str(int(quantity.high * _DAYS[quantity.unit.value]))


def _written_in(policy: Policy) -> frozenset[str]:
    held = (leaf for term in policy.terms.values() for _, leaf in leaves(term.value))
    return frozenset(str(quantity) for leaf in held for quantity in quantities_in(leaf))


def _last(value: object) -> str:
    return str(value).rpartition("/")[2]


def _shown(value: object) -> str:
    return _last(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


Index = Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
"""For each page what the index says of it: the index's path and its sentences, entry by entry."""


def read_index(site: Path, folders: Iterable[str]) -> Index:
    """The search indexes of a site, one below each of ``folders``; empty where there is none."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for folder in folders:
        file = site / folder / "search" / "search_index.json"
        for entry in json.loads(file.read_text(encoding="utf-8"))["docs"] if file.is_file() else ():
            address = f"{folder}{entry['location'].partition('#')[0]}"
            page = address if address.endswith(".html") else f"{address}index.html"
            sentences = tuple(_SENTENCE.split(f"{entry['title']}\n{entry['text']}"))
            found.setdefault(page, []).append((f"{folder}search/search_index.json", sentences))
    return {page: tuple(entries) for page, entries in found.items()}


def check_index(index: Index, page: ReadPage) -> Iterator[Finding]:
    """Findings about sentences of the index that its page does not say."""
    for path, sentences in index.get(page.path, ()):
        for sentence in sentences:
            if not _says(page.letters, letters_in(sentence)):
                facts = {"text": " ".join(sentence.split())[:80], "page": f"staff/{page.path}"}
                yield Finding("SP529", Place(f"staff/{path}"), facts)


def _says(letters: str, said: str) -> bool:
    """Whether a page says a sentence of the index, in one piece or in a few: the index runs neighbours together.

    >>> _says("it is fine refund within 30 days".replace(" ", ""), "itisfinerefundwithin30days")
    True
    >>> _says("itisfinerefundwithin30days", "itisfinerefundwithin14days")
    False
    """
    for _ in range(_PIECES):
        if said in letters:
            return True
        found = bisect_left(range(1, len(said) + 1), True, key=lambda length: said[:length] not in letters)
        if found < _SHORTEST:
            return False
        said = said[found:]
    return False
