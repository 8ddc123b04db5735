"""Findings tell claims in the words of policies, and what no policy has a word for in those of people."""

from __future__ import annotations

import re

from generator.agreement.claimbook import built_in
from generator.agreement.claimed import tell, tell_granted
from generator.agreement.claimwords import Says
from generator.finding import LANGUAGES
from generator.policy.facets import facet_kind

_OF_BANDS = ("offer", "choice", "until")


def test_every_facet_of_the_books_is_a_policy_s_or_is_told_in_words() -> None:
    facets = {facet for lang in LANGUAGES for one in built_in(lang).patterns for facet, _ in one.says.values}
    assert len(facets) > 30
    bare = {facet for facet in facets if isinstance(tell_granted(facet, {"a.rule": ["value"]}), str)}
    assert {facet for facet in bare if facet not in _OF_BANDS and facet_kind(facet) is None} == set()


def test_no_facet_of_a_policy_is_renamed_but_families_are() -> None:
    assert tell_granted("postage", {"a.rule": ["buyer", "seller"]}) == "a.rule postage: buyer | seller"
    told = tell_granted("charge", {"a.rule": []})
    assert told == ("a.rule whether a penalty is charged: -", "a.rule 罚不罚款: -")


def test_chinese_is_told_without_english_words_and_english_without_ids() -> None:
    told = [tell(pattern.says) for lang in LANGUAGES for pattern in built_in(lang).patterns]
    in_words = {each for each in told if isinstance(each, tuple)}
    assert len(in_words) > 30
    for english, chinese in in_words:
        assert not re.search("[a-z]", chinese.partition(": ")[0]), chinese
        assert not re.search("[._]", english.partition(":")[0]), english


def test_what_is_told_not_to_be_so_says_so() -> None:
    says = Says((("postage", frozenset(("seller",))),))
    assert tell(says, denied=True) == ("NOT postage: seller", "并非postage: seller")
    told = tell_granted("dispatch.by", {"a.yaml:1": ["NOT label", "scan"]})
    assert told[0] == "a.yaml:1 what counts as dispatch: NOT printing the label | the carrier's scan"
    assert told[1] == "a.yaml:1 怎样算发货: 并非打出面单 | 承运商的扫描"
