"""Texts of the policy in both languages: turned round in one of them, they are a finding at their line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.agreement.claimbook import built_in
from generator.agreement.claiming import Claims
from generator.agreement.claims import read_claims
from generator.agreement.lock import PATH, Spot, load_lock
from generator.agreement.notes import notes_of, titles_in
from generator.agreement.parts import Parts
from generator.agreement.telling import check_told
from generator.agreement.titled import check_titles
from generator.agreement.twisting import check_twist, contradict
from generator.cli import main
from generator.finding import LANGUAGES, Finding, Place
from generator.language.read import may_say
from generator.policy.load import load_policy
from generator.policy.model import Worded
from generator.policy.source import parse_yaml
from generator.policy.worded import worded_in
from tests.corpus.sentences import FILES, sentences
from tests.projects import check, edit, load_edited, make_small, told

RETURNS = "policies/returns.yaml"
NOTE = "    note:\n      en: We refund it.\n      zh: 我们会退款。\n"
ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """One call of the command line: its exit code, and all that it says."""

    def call(command: str, project: Path, *argv: str) -> tuple[int, str]:
        status = main([command, "-C", str(project), "--lang", "en", *argv])
        heard = capsys.readouterr()
        return status, heard.out + heard.err

    return call


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    """A sound project with a note, in which everything agrees."""
    project = make_small(tmp_path, templates=False)
    edit(project, RETURNS, "    when: {reason: changed_mind}\n", f"{NOTE}    when: {{reason: changed_mind}}\n")
    assert run("agree", project, "--all")[0] == 0
    return project


def found(project: Path, *codes: str) -> list[str]:
    """Where which of these findings stand."""
    return [each for each in told(check(project).findings) if each.endswith(codes)]


FRESHNESS = ("SP411", "SP412", "SP413", "SP417", "SP418")


def test_what_agrees_is_no_finding(project: Path) -> None:
    assert found(project, *FRESHNESS) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("en: We refund it.", "en: We think about it.", f"{RETURNS}:11:11"),
        ("zh: 我们会退款。", "zh: 我们会考虑。", f"{RETURNS}:12:11"),
        ("title: {en: Returns, zh: 退货}", "title: {en: Returns, zh: 换货}", f"{RETURNS}:1:26"),
        ("name: {en: return window,", "name: {en: waiting time,", f"{RETURNS}:5:23"),
        ("{en: I changed my mind,", "{en: I like it,", f"{RETURNS}:9:17"),
    ],
)
def test_a_text_edited_in_one_language_is_told_at_its_words(old: str, new: str, place: str, project: Path) -> None:
    edit(project, RETURNS, old, new)
    assert found(project, *FRESHNESS) == [f"{place} SP417"]


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        ("policies/scopes.yaml", "[您改变主意, 买家改变主意]", "[您改变主意, 商品破损]", "4:84"),
        ("policies/scopes.yaml", "[delivery, after delivery]", "[dispatch, after dispatch]", "8:19"),
        ("policies/shop.yaml", "zh: 弥敦道", "zh: 彌敦路", "4:34"),
    ],
)
def test_so_are_the_names_of_the_vocabulary(path: str, old: str, new: str, place: str, project: Path) -> None:
    edit(project, path, old, new)
    assert found(project, *FRESHNESS) == [f"{path}:{place} SP417"]


def test_the_finding_names_the_other_side_and_what_to_run(project: Path) -> None:
    edit(project, RETURNS, "en: We refund it.", "en: We think about it.")
    (finding,) = (each for each in check(project).findings if each.code == "SP417")
    assert f"{RETURNS}:12:11" in finding.message("en")
    assert "samepage agree policies/returns.yaml#rules.changed_mind.note" in finding.hint("en")
    assert "中文" in finding.hint("zh")


def test_both_edited_or_new_asks_to_compare(project: Path) -> None:
    edit(project, RETURNS, "en: We refund it.", "en: We pay.")
    edit(project, RETURNS, "zh: 我们会退款。", "zh: 我们付钱。")
    edit(project, RETURNS, "  window: {", "  window: {note: {en: New., zh: 新的。}, ")
    assert found(project, *FRESHNESS) == [f"{RETURNS}:5:23 SP418", f"{RETURNS}:11:11 SP418"]


def test_a_value_another_line_break_or_width_is_no_edit(project: Path) -> None:
    edit(project, RETURNS, "30 days from delivered", "31 days from delivered")
    edit(project, RETURNS, "en: We refund it.", "en: We\n        refund it.")
    edit(project, RETURNS, "zh: 我们会退款。", "zh: 我们 会退款。")
    assert found(project, *FRESHNESS) == []


def test_a_file_that_nobody_has_compared_is_one_note(project: Path) -> None:
    lock = project / PATH
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.startswith(RETURNS)]
    lock.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert found(project, *FRESHNESS) == [f"{RETURNS}:1:1 SP413"]


def test_the_name_of_a_blank_is_held_with_its_reply(project: Path) -> None:
    """Both files of a reply hold both names, and parity alone would let an edit of one language in both files pass."""
    for lang in LANGUAGES:
        edit(project, f"content/{lang}/replies/accepted.md", "zh: 称呼", "zh: 订单号")
    assert found(project, *FRESHNESS) == ["content/en/replies/accepted.md:1:1 SP411"]


def test_the_story_of_an_example_is_held(project: Path) -> None:
    path = sorted((project / "policies/examples").glob("*.yaml"))[0]
    text = path.read_text(encoding="utf-8")
    start = text.index("zh: ") + 4
    path.write_text(f"{text[:start]}不{text[start:]}", encoding="utf-8")
    assert [each.rpartition(" ")[2] for each in found(project, *FRESHNESS)] == ["SP417"]


# ------------------------------------------------------------------------------------------------------------ agree


@pytest.mark.parametrize(
    "name",
    [
        RETURNS,
        f"{RETURNS}#rules.changed_mind.note",
        f"./{RETURNS}#rules.changed_mind.note.en",
        f"/elsewhere/{RETURNS}#rules.changed_mind",
        f"{RETURNS}#rules",
    ],
)
def test_a_text_may_be_named_in_many_ways(name: str, project: Path, run: Run) -> None:
    edit(project, RETURNS, "en: We refund it.", "en: We pay.")
    spot = f"{RETURNS}#rules.changed_mind.note"
    assert run("agree", project, name) == (0, f"{spot}: both languages agree as they are now.\n")
    assert found(project, *FRESHNESS) == []


def test_a_cosmetic_edit_of_one_language_is_vouched_for_alone(project: Path, run: Run) -> None:
    edit(project, RETURNS, "en: We refund it.", "en: We pay it back.")
    name = f"{RETURNS}#rules.changed_mind.note.en"
    assert run("agree", project, "--cosmetic", name)[0] == 0
    assert found(project, *FRESHNESS) == []
    edit(project, RETURNS, "zh: 我们会退款。", "zh: 不退。")
    assert found(project, *FRESHNESS) == [f"{RETURNS}:12:11 SP417"]


def test_two_edits_are_not_one_cosmetic_edit(project: Path, run: Run) -> None:
    edit(project, RETURNS, "en: We refund it.", "en: We pay it back.")
    edit(project, RETURNS, "{en: Returns, zh: 退货}", "{en: Return, zh: 退货}")
    before = (project / PATH).read_bytes()
    status, said = run("agree", project, "--cosmetic", RETURNS)
    assert (status, f"{RETURNS}:1:1" in said, "SP415" in said) == (1, True, True)
    assert (project / PATH).read_bytes() == before


@pytest.mark.parametrize("name", ["policies/return.yaml", f"{RETURNS}#rules.changed_mind.notes"])
def test_a_name_that_nothing_has_is_told_with_the_nearest(name: str, project: Path, run: Run) -> None:
    status, said = run("agree", project, name)
    assert status == 2
    assert RETURNS in said


def test_a_policy_that_cannot_be_read_is_not_agreed_on(project: Path, run: Run) -> None:
    edit(project, RETURNS, "zh: 我们会退款。", "zh:")
    before = (project / PATH).read_bytes()
    assert run("agree", project, RETURNS)[0] == 1
    assert run("agree", project, "policy.md")[0] == 0
    assert (project / PATH).read_bytes() == before


def test_what_is_gone_is_forgotten(project: Path, run: Run) -> None:
    """A text with its key, when its file is agreed on; a file, with any."""
    edit(project, RETURNS, NOTE, "")
    assert run("agree", project, RETURNS)[0] == 0
    spots = (load_lock(project)[0] or pytest.fail("no lock")).said
    assert Spot(RETURNS, "rules.changed_mind.note") not in spots
    (project / "policies/penalties.yaml").unlink()
    (project / "policies/examples/penalties.yaml").unlink()
    assert run("agree", project, "policy.md")[0] == 0
    assert "penalties.yaml" not in (project / PATH).read_text(encoding="utf-8")


def test_a_renamed_key_keeps_what_was_agreed(project: Path) -> None:
    edit(project, RETURNS, "  refund_time: {name", "  money_time: {name")
    edit(project, RETURNS, "$refund_time", "$money_time")
    for lang in LANGUAGES:
        for page in ("replies/accepted.md", "after-delivery/changed-mind.md"):
            file = project / f"content/{lang}/{page}"
            text = file.read_text(encoding="utf-8").replace("returns.refund_time", "returns.money_time")
            file.write_text(text, encoding="utf-8")
    assert found(project, "SP417", "SP418") == []


# ---------------------------------------------------------------------------------------------------- what is paired


def worded(text: str) -> list[tuple[str, tuple[str, ...]]]:
    node, findings = parse_yaml(text.encode(), "policies/x.yaml")
    assert not findings
    return [(each.key, each.words) for each in worded_in({"policies/x.yaml": node})]


def test_every_map_with_both_languages_is_a_text_wherever_it_stands() -> None:
    assert worded("a: {b: {en: x, zh: [甲, 乙]}, c: [{en: w, zh: 丙}]}\nd: {en: z, zh: 丁, e: {en: v, zh: 戊}}") == [
        ("a.b", ("x", "甲\x1f乙")),
        ("a.c.0", ("w", "丙")),
        ("d", ("z", "丁")),
        ("d.e", ("v", "戊")),
    ]


def test_lists_of_each_language_and_values_are_none() -> None:
    """Words to avoid and phrases of claims need no like; a table may have rows of these names."""
    assert worded("w: {avoid: {en: [x], zh: [甲]}}\nclaims: {c: {says: {postage: buyer}, en: [x], zh: [甲]}}") == []
    assert worded("t: {by: [tongue], value: {en: 3 days, zh: 4 days}}\nv: {en: {a: b}, zh: {c: d}}") == []


def test_every_text_of_this_policy_is_held_by_its_lock() -> None:
    """So that none of them may be turned round: names, titles, notes, labels, meanings."""
    policy, _ = load_policy(ROOT)
    lock, _ = load_lock(ROOT)
    assert policy
    assert lock
    assert len(policy.worded) > 400
    assert [each for each in policy.worded if Spot(each.path, each.key) not in lock.said] == []


# ------------------------------------------------------------------------------------------- both claim the same


def twists(en: str, zh: str) -> list[str]:
    ours, theirs = (read_claims(words, built_in(lang, to_buyer=True)) for lang, words in (("en", en), ("zh", zh)))
    places = (Place("policies/x.yaml", 1), Place("policies/x.yaml", 2))
    return [finding.code for finding in check_twist(ours, theirs, *places)]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("We pay the return postage.", "退货运费由您承担。"),
        ("You pay the return postage.", "退货运费由我们承担。"),
        ("You need not send it back.", "您须将商品寄回。"),
        ("You must send it back.", "您无需寄回商品。"),
        ("The item can be returned.", "该商品不支持退货。"),
        ("We do not refund the price.", "我们会全额退款。"),
        ("You may keep the item.", "您须将商品寄回。"),
        ("You get store credit.", "按原支付方式退回。"),
        ("The choice is yours.", "由我们决定。"),
        ("You pay the return postage. You may keep the item.", "退货运费由您承担，商品您不可以留下。"),
    ],
)
def test_a_claim_turned_round_in_one_language_is_found(en: str, zh: str) -> None:
    assert twists(en, zh) == ["SP445"]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("We pay the return postage.", "退货运费由我们承担。"),
        ("You pay the return postage.", "退货运费我们不承担。"),
        ("You need not send it back.", "商品您可以留下。"),
        ("You may keep the item.", "商品不必寄回。"),
        ("The item cannot be returned.", "不支持退货。"),
        ("It can be exchanged.", "可以退款。"),
        ("We refund the price, or you may exchange the item.", "我们会全额退款。"),
        ("We pay the return postage.", "请先联系我们。"),
        ("For an exchange we pay the return postage, for a refund you pay the return postage.", "退货运费由您承担。"),
        ("Keep the receipt.", "请保留凭证。"),
    ],
)
def test_what_can_be_meant_together_is_left_alone(en: str, zh: str) -> None:
    assert twists(en, zh) == []


def test_two_denials_never_contradict() -> None:
    (one,) = read_claims("We do not pay the return postage.", built_in("en", to_buyer=True))
    (other,) = read_claims("退货运费不由您承担。", built_in("zh", to_buyer=True))
    assert not contradict(one, other)


def stories(en: str, zh: str) -> list[str]:
    text = Worded("policies/examples/x.yaml", "n.story", (en, zh), (Place("x", 1), Place("x", 2)))
    return [f"{finding.place.line} {finding.code} {finding.facts['text']}" for finding in check_told((text,), "USD")]


@pytest.mark.parametrize(
    ("en", "zh", "expected"),
    [
        ("The parcel is 3 days late.", "包裹晚了 5 天。", "1 SP306 3 days"),
        ("The parcel is late.", "包裹晚了三天。", "2 SP306 三天"),
        ("It cost 20 USD, and 15% are kept.", "花了 20 美元。", "1 SP306 15%"),
        ("Twice 3 days: 3 days and 3 days.", "三天又三天。", "1 SP306 3 days"),
        ("It came the same day.", "隔天送达。", "1 SP306 same day"),
    ],
)
def test_a_story_tells_the_same_quantities_in_both_languages(en: str, zh: str, expected: str) -> None:
    assert stories(en, zh) == [expected]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("The parcel is 3 days late.", "包裹晚了三天。"),
        ("After 5 days it cost 20 USD.", "花了 20 美元，是 5 天后的事。"),
        ("Three photos came.", "来了三张照片。"),
        ("Nothing came.", "什么都没收到。"),
    ],
)
def test_a_story_may_tell_them_in_its_own_way(en: str, zh: str) -> None:
    assert stories(en, zh) == []


def test_no_chinese_quantity_is_without_what_tells_at_a_glance() -> None:
    """A story in which neither language could state a quantity is passed over."""
    held = [each for file in FILES for each in sentences(file, "zh") if each.told]
    assert len(held) > 500
    assert [each.text for each in held if not may_say(each.text, "zh")] == []


def test_it_is_told_with_both_wordings(project: Path) -> None:
    edit(project, RETURNS, "en: We refund it.", "en: You pay the return postage.")
    edit(project, RETURNS, "zh: 我们会退款。", "zh: 退货运费由我们承担。")
    findings: list[Finding] = [each for each in check(project).findings if each.code == "SP445"]
    assert [str(each.place) for each in findings] == [f"{RETURNS}:11:11"]
    assert "退货运费由我们承担" in findings[0].message("en")
    assert "postage: seller" in findings[0].message("zh")


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("I send it back from the United States", "I send it back from Canada", "region: CA"),
        ("从台湾地区寄回", "从美国寄回", "region: US"),
        ("I bought it on Wish", "I bought it in your own shop", "channel: own_shop"),
        ("zh: 易腐食品", "zh: 定制商品", "category: made_to_order"),
    ],
)
def test_a_title_that_names_cases_of_another_rule_is_found(old: str, new: str, names: str, tmp_path: Path) -> None:
    policy = load_edited(ROOT, tmp_path, RETURNS, old, new)
    (finding,) = check_titles(policy, Parts(policy), titles_in(policy))
    assert (finding.code, finding.facts["names"]) == ("SP446", names)
    line = (tmp_path / RETURNS).read_text(encoding="utf-8").splitlines()[finding.place.line - 1]
    assert new.removeprefix("zh: ") in line


@pytest.mark.parametrize("shop", ["cases/accessories", "cases/pet_shop_zh", "cases/fashion", "language/lamp_shop"])
def test_titles_of_other_shops_name_their_own_cases(shop: str) -> None:
    policy, _ = load_policy(ROOT / "tests" / shop)
    assert policy is not None
    assert list(check_titles(policy, Parts(policy), titles_in(policy))) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Do not eat it and do not send it back.", "Send the item back first.", "goods: return"),
        ("Keep the item or give it away; you need not send it back.", "Throw it away.", "goods: dispose"),
        ("请勿食用，也不必寄回。", "请先把商品寄回。", "goods: return"),
        ("商品您可以留下或送人，不必寄回。", "请把商品丢掉。", "goods: dispose"),
    ],
)
def test_a_note_that_asks_for_what_its_rule_does_not_is_found(old: str, new: str, says: str, tmp_path: Path) -> None:
    policy = load_edited(ROOT, tmp_path, "policies/disputes.yaml", old, new)
    found = Claims(policy, {}).check_notes(notes_of(policy))
    assert [(each.code, each.facts["says"]) for each in found if each.code != "SP445"] == [("SP441", says)]
