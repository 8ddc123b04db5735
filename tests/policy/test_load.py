"""What the loader makes of sound files."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from generator.policy.canonical import canonical, policy_hash
from generator.policy.load import load_policy
from generator.policy.model import Act, Audience, Chooser, Counting, FactKind, Offer, Policy, Table, TermRef, Word
from generator.policy.source import Mapping, Node, Scalar, read_yaml
from generator.policy.values import After, Day, Duration, LaterOf, Share, Unit

SHAPE = Path(__file__).parent / "shape"
HEAD = "title: {en: Test, zh: 测试}\nto: buyer\napplies_by: ordered\n"


def _with(tmp_path: Path, **files: str) -> Policy:
    """The small project with files added or replaced; it has to be sound."""
    project = Path(shutil.copytree(SHAPE, tmp_path / "project"))
    for name, text in files.items():
        (project / "policies" / f"{name}.yaml").write_text(text, encoding="utf-8")
    policy, findings = load_policy(project)
    assert [f"{f.place} {f.code} {f.message()}" for f in findings] == []
    assert policy is not None
    return policy


def test_a_table_is_nested_in_the_order_of_by(shape: Policy) -> None:
    window = shape.terms["returns.window"].value
    thirty = After(Duration(Decimal(30), Decimal(30), Unit.DAY), "delivered")
    forty_five = After(Duration(Decimal(45), Decimal(45), Unit.DAY), "delivered")
    assert window == Table(
        "season",
        (
            ("holiday", LaterOf((Day(2027, 1, 31), thirty))),
            ("other", Table("tier", (("plus", forty_five), ("other", thirty)))),
        ),
    )


def test_a_deadline_is_part_of_one_or_of_several_in_any_order(tmp_path: Path) -> None:
    section = (
        HEAD
        + "terms:\n"
        + "\n".join(
            f"  {id}: {{value: {days} days from delivered, name: {{en: {id}, zh: 某}}{within}}}"
            for id, days, within in (
                ("a", 1, ", within: $b"),
                ("d", 1, ", within: [$b, $returns.eea]"),
                ("b", 2, ""),
            )
        )
    )
    policy = _with(tmp_path / "one", extra=section)
    within = {id: tuple(ref.term for ref in policy.terms[f"extra.{id}"].within) for id in "abd"}
    assert within == {"a": ("extra.b",), "b": (), "d": ("extra.b", "returns.eea")}
    other = _with(tmp_path / "two", extra=section.replace("[$b, $returns.eea]", "[$returns.eea, $b]"))
    assert policy_hash(other) == policy_hash(policy)


def test_a_percentage_carries_its_base_and_its_bounds(shape: Policy) -> None:
    coupon = shape.terms["returns.coupon"].value
    assert isinstance(coupon, Share)
    assert str(coupon) == "10% of order_paid at_least 5.00 CNY at_most 200.00 CNY"


def test_a_rule_has_its_conditions_bands_and_options(shape: Policy) -> None:
    rule = shape.rules["returns.changed_mind"]
    assert [(test.axis, test.values) for test in rule.when[0]] == [("reason", ("changed_mind",))]
    assert [(test.axis, test.values) for test in rule.unless[0]] == [("category", ("made_to_order",))]
    assert rule.act is Act.REQUESTED
    first, last = rule.bands
    assert isinstance(first.until, TermRef)
    assert first.until.term == "returns.window"
    assert first.choice is Chooser.BUYER
    assert [option.offer for option in first.options] == [Offer.REFUND, Offer.STORE_CREDIT]
    assert last.until is None
    assert last.options[0].offer is Offer.DECLINE


def test_a_rule_without_bands_is_one_band_without_end_or_a_condition_rule(shape: Policy) -> None:
    excluded, label = shape.rules["returns.excluded"], shape.rules["returns.us_label"]
    assert excluded.is_outcome
    assert excluded.bands[0].until is None
    assert not label.is_outcome
    assert {facet.name: facet.value.text for facet in label.facets if isinstance(facet.value, Word)} == {
        "postage": "seller",
        "label": "download",
    }


def test_pass_is_a_band_without_an_offer(shape: Policy) -> None:
    band = shape.rules["returns.eea"].bands[1]
    assert band.is_pass
    assert band.options == ()
    assert shape.rules["returns.eea"].over == ("returns.excluded",)


def test_the_vocabulary_is_read_with_its_names(shape: Policy) -> None:
    scopes = shape.scopes
    assert {fact.id: fact.kind for fact in scopes.facts.values()} == {
        "reason": FactKind.ONE_OF,
        "channel": FactKind.ONE_OF,
        "region": FactKind.COUNTRIES,
        "category": FactKind.ONE_OF,
        "tier": FactKind.ONE_OF,
        "flags": FactKind.ANY_OF,
        "value": FactKind.MONEY,
    }
    assert scopes.facts["reason"].values["changed_mind"].en == ("you change your mind", "the buyer changes their mind")
    assert scopes.groups["eea"].members == ("DE", "FR", "NO")
    assert scopes.groups["nordic"].label is not None
    assert scopes.events["delivered"].counting is Counting.DAY_ONE
    assert scopes.events["shipped"].counting is Counting.NEXT_DAY
    assert (scopes.seasons["holiday"].first, scopes.seasons["holiday"].last) == (Day(2026, 11, 1), Day(2026, 12, 31))
    assert scopes.calendars["desk"].hours == ("09:00", "18:00")
    assert scopes.places["leipzig"].country == "DE"
    assert [[test.axis for test in clause] for clause in scopes.impossible[0]] == [["reason", "shipped"]]


def test_a_list_of_maps_is_or_and_an_absent_condition_always_holds(tmp_path: Path) -> None:
    policy = _with(
        tmp_path,
        extra=HEAD + "rules:\n"
        "  a: {when: [{reason: damaged, region: [US, eea]}, {flags: sale}], offer: decline}\n"
        "  b: {postage: seller}\n",
    )
    rule = policy.rules["extra.a"]
    assert [[(t.axis, t.values) for t in clause] for clause in rule.when] == [
        [("reason", ("damaged",)), ("region", ("US", "eea"))],
        [("flags", ("sale",))],
    ]
    assert policy.rules["extra.b"].when == ((),)
    assert policy.rules["extra.b"].unless == ()


def test_recurring_seasons_have_no_year_and_may_run_over_new_year(tmp_path: Path) -> None:
    scopes = (SHAPE / "policies" / "scopes.yaml").read_text(encoding="utf-8")
    scopes = scopes.replace(
        "  holiday: {ordered: 2026-11-01..2026-12-31, en: the holiday season, zh: 节日季}\n",
        '  holiday: {ordered: "every_year: 12-20..01-10"}\n'
        "  sale: {event: ordered, every_year: 11-01..11-30, en: the sale, zh: 促销季}\n",
    )
    seasons = _with(tmp_path, scopes=scopes).scopes.seasons
    assert (seasons["holiday"].first, seasons["holiday"].last) == (Day(None, 12, 20), Day(None, 1, 10))
    assert (seasons["sale"].event, seasons["sale"].first) == ("ordered", Day(None, 11, 1))


def test_a_table_may_be_read_by_amounts_events_and_one_flag(tmp_path: Path) -> None:
    policy = _with(
        tmp_path,
        extra=HEAD + "terms:\n"
        '  a: {by: [value], value: {"<= 50 USD": 5 USD, "< 100 USD": 6 USD, other: 7 USD}, name: {en: a, zh: 甲}}\n'
        "  b: {by: [shipped], value: {happened: 1 USD, not_yet: 0 USD}, name: {en: b, zh: 乙}}\n"
        "  c: {by: [flags], value: {opened: 15%, other: 0 USD}, of: item_price, name: {en: c, zh: 丙}}\n"
        "  d: {by: [region], value: {US-CA: 1 USD, US: 2 USD, eea: 3 USD, other: 4 USD}, name: {en: d, zh: 丁}}\n",
    )
    assert len(policy.sections["extra"].terms) == 4


def test_two_groups_may_share_a_country_that_has_its_own_row(tmp_path: Path) -> None:
    row = '{"NO": 1 USD, eea: 2 USD, nordic: 3 USD, other: 4 USD}'
    policy = _with(tmp_path, extra=f"{HEAD}terms:\n  a: {{by: [region], value: {row}, name: {{en: a, zh: 甲}}}}\n")
    assert "extra.a" in policy.terms


def test_goods_may_be_said_by_a_rule_that_can_match_beside_it(tmp_path: Path) -> None:
    """The condition rule for damaged goods supplies both; none for the other reason is needed."""
    policy = _with(
        tmp_path,
        extra=HEAD + "rules:\n"
        "  a: {when: {reason: damaged}, offer: replace}\n"
        "  b: {when: {reason: damaged, region: eea}, goods: return, postage: seller}\n",
    )
    assert policy.rules["extra.a"].bands[0].options[0].offer is Offer.REPLACE


def test_a_term_is_private_if_only_staff_need_it(shape: Policy) -> None:
    private = {term.id for term in shape.terms.values() if not term.public}
    assert private == {
        "escalation.agent_limit",
        "escalation.lead_answer",
        "platforms.late_penalty",
        "platforms.appeal_window",
    }


def test_sections_stand_in_their_order_and_others_follow_by_the_alphabet(tmp_path: Path) -> None:
    policy = _with(tmp_path, zebra=HEAD, apple=HEAD, refunds=HEAD)
    assert list(policy.sections) == ["returns", "refunds", "escalation", "platforms", "apple", "zebra"]
    assert policy.sections["platforms"].to is Audience.SELLER


def test_a_file_of_ladders_alone_is_no_section(tmp_path: Path) -> None:
    ladders = "ladders:\n  refunds: {en: approval, zh: 审批, rungs: [{role: lead}]}\n"
    policy = _with(tmp_path, escalation=ladders)
    assert "escalation" not in policy.sections
    assert policy.ladders["refunds"].rungs[0].role == "lead"


def test_the_policy_cannot_be_changed(shape: Policy) -> None:
    with pytest.raises(TypeError):
        shape.terms["x"] = shape.terms["returns.window"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        shape.shop = shape.shop  # type: ignore[misc]


def _write(node: Node, shuffle: random.Random) -> str:
    """The node as flow YAML, its keys in another order; lists stay as they are."""
    if isinstance(node, Scalar):
        return "'" + node.text.replace("'", "''") + "'"
    if isinstance(node, Mapping):
        items = list(node.items)
        shuffle.shuffle(items)
        return "{" + ", ".join(f"{_write(k, shuffle)}: {_write(v, shuffle)}" for k, v in items) + "}"
    return "[" + ", ".join(_write(item, shuffle) for item in node.items) + "]"


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_keys_changes_neither_the_policy_nor_its_hash(seed: int, shape: Policy, tmp_path: Path) -> None:
    shuffle = random.Random(seed)
    files = {}
    for path in (SHAPE / "policies").glob("*.yaml"):
        node, _ = read_yaml(SHAPE, f"policies/{path.name}")
        assert node is not None
        files[path.stem] = _write(node, shuffle)
    policy = _with(tmp_path, **files)
    assert canonical(policy) == canonical(shape)
    assert policy_hash(policy) == policy_hash(shape)


def test_the_hash_changes_with_every_value(shape: Policy, tmp_path: Path) -> None:
    returns = (SHAPE / "policies" / "returns.yaml").read_text(encoding="utf-8")
    changes = [
        ("45 days", "46 days"),
        ("7..10", "7..11"),
        ("at_most: 200", "at_most: 201"),
        ("[made_to", "[phones, made_to"),
    ]
    changes += [
        ("over: [excluded], ", ""),
        ("label: download", "label: own"),
        ("Keep the box", "Keep it"),
        ("choice: buyer", "choice: seller"),
    ]
    hashes = {policy_hash(shape)}
    for at, (old, new) in enumerate(changes):
        assert old in returns
        hashes.add(policy_hash(_with(tmp_path / str(at), returns=returns.replace(old, new))))
    assert len(hashes) == len(changes) + 1


def test_the_canonical_form_has_texts_and_integers_alone(shape: Policy) -> None:
    def walk(value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                assert isinstance(key, str)
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        else:
            assert type(value) in (str, int)

    walk(canonical(shape))


def test_conditions_of_an_escalation_are_canonical_where_they_are_given(shape: Policy) -> None:
    """So that a version that was published before there were any keeps its hash."""
    (bound,) = shape.escalations.values()
    free = replace(bound, when=None, unless=())
    told = [canonical(replace(shape, escalations={"no_answer": one}))["escalations"] for one in (bound, free)]
    assert [one["no_answer"].keys() & {"when", "unless"} for one in told] == [{"when", "unless"}, set()]  # type: ignore[index]
    assert told[0]["no_answer"]["when"] == [[{"axis": "reason", "values": ["changed_mind", "damaged"]}]]  # type: ignore[index]


def test_the_canonical_form_says_what_the_files_say(shape: Policy) -> None:
    data = canonical(shape)
    terms, rules = data["terms"], data["rules"]
    assert isinstance(terms, dict)
    assert isinstance(rules, dict)
    assert terms["returns.refund_time"]["value"] == "7..10 business days from return_received"
    assert rules["returns.us_label"]["facets"] == {"postage": "seller", "label": "download"}
    assert "place" not in rules["returns.us_label"]
