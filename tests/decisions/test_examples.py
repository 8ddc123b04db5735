"""Examples are read strictly and compared whole; what none of them shows is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.decisions.checking import check_decisions
from generator.decisions.deciding import Decider
from generator.decisions.examples import check_examples, load_examples
from generator.decisions.versions import History
from generator.finding import LANGUAGES, Finding
from generator.policy.load import load_policy
from tests.projects import AS_OF, make_small, publish

SOUND = """\
in_time:
  title: {en: In time, zh: 期限内}
  story: {en: Ann writes on the last day., zh: 买家在最后一天来信。}
  situation: {reason: changed_mind, region: DE, ordered: 2026-12-01, delivered: 2026-12-05, now: 2027-01-04}
  decision:
    outcome: refund
    options:
      - offer: refund
        goods: return
        postage: buyer
        refund.to: original_method
        refund.by: 5 days from return_received
    reply: accepted
    rules: [returns.changed_mind]
american:
  title: {en: From the US, zh: 来自美国}
  situation: {reason: changed_mind, region: US, ordered: 2026-12-01, delivered: 2026-12-05, now: 2027-01-05}
  decision:
    outcome: decline
    options: [{offer: decline}]
    reply: accepted
    rules: [returns.changed_mind]
    seller: {bears: seller, charge.fine: 50.00 USD, rules: [penalties.late]}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A sound project of two rules, in which one can be over the other."""
    root = make_small(tmp_path / "project", templates=False)
    for own in (root / "policies" / "examples").glob("*.yaml"):
        own.unlink()
    return root


def findings_in(root: Path, text: str = SOUND) -> tuple[Finding, ...]:
    """What is found if ``text`` is the only file of examples."""
    (root / "policies" / "examples" / "cases.yaml").write_text(text, encoding="utf-8")
    policy, findings = load_policy(root)
    assert policy is not None, [finding.message() for finding in findings]
    return check_examples(root, policy, History(policy, ()))


def told(findings: tuple[Finding, ...]) -> list[str]:
    """``line:column CODE``, all of which can be said in both languages."""
    for finding in findings:
        for lang in LANGUAGES:
            assert "{" not in finding.message(lang).replace("{offer", "") + finding.hint(lang).replace("{en: ", "")
    return [f"{finding.place.line}:{finding.place.column} {finding.code}" for finding in findings]


def test_examples_that_decide_as_expected_lead_to_nothing(project: Path) -> None:
    assert findings_in(project) == ()


def test_an_example_is_known_by_its_file_and_its_key(project: Path) -> None:
    findings_in(project)
    policy, _ = load_policy(project)
    assert policy is not None
    first, second = load_examples(project, History(policy, ()))
    assert (first.id, second.id) == ("cases/in_time", "cases/american")
    assert first.title.zh == "期限内"
    assert first.story is not None
    assert second.story is None


@pytest.mark.parametrize(
    ("right", "wrong", "place", "message"),
    [
        (
            "postage: buyer",
            "postage: seller",
            "10:9",
            "expects options[1].postage to be seller; the policy decides buyer",
        ),
        ("        goods: return\n", "", "8:9", "expects options[1].goods to be nothing; the policy decides return"),
        (
            "postage: buyer\n",
            "postage: buyer\n        label: own\n",
            "11:9",
            "expects options[1].label to be own; the policy decides nothing",
        ),
        ("charge.fine: 50.00 USD", "charge.fine: 5.00 USD", "23:29", "seller.charge.fine to be 5.00 USD; the policy"),
        (
            "    reply: accepted\n    rules: [returns.changed_mind]\nam",
            "    rules: [returns.changed_mind]\nam",
            "5:3",
            "reply",
        ),
        (
            "    seller: {bears",
            "    due: []\n    seller: {bears",
            "23:5",
            "expects due to be []; the policy decides nothing",
        ),
        (
            "options: [{offer: decline}]",
            "options: [{offer: decline}, {offer: wait}]",
            "20:33",
            "expects options[2] to be",
        ),
        (
            "refund.by: 5 days from return_received",
            "refund.by: 2027-01-09",
            "12:9",
            "to be 2027-01-09; the policy decides 5 days",
        ),
    ],
)
def test_an_example_that_decides_otherwise_says_where(
    project: Path, right: str, wrong: str, place: str, message: str
) -> None:
    """Missing, extra or different: each facet at its own line, with both values."""
    assert right in SOUND
    findings = findings_in(project, SOUND.replace(right, wrong, 1))
    assert told(findings) == [f"{place} SP280"]
    assert message in findings[0].message()


def test_the_order_of_rules_makes_no_difference(project: Path) -> None:
    """They are a set; so is evidence."""
    text = SOUND.replace("rules: [penalties.late]", "rules: penalties.late")
    assert findings_in(project, text) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "place", "message"),
    [
        ("outcome: refund", "outcom: refund", "6:5", "outcom"),
        ("outcome: refund", "outcome: refnud", "6:14", 'Did you mean "refund"'),
        ("reason: changed_mind", "reason: change_mind", "4:23", 'Did you mean "changed_mind"'),
        ("  situation: {reason", "  situation: {raeson", "4:15", 'Did you mean "reason"'),
        ("goods: return", "goods: retrun", "9:16", 'Did you mean "return"'),
        ("returns.changed_mind]\nam", "returns.change_mind]\nam", "14:13", 'Did you mean "returns.changed_mind"'),
        ("title: {en: In time, zh: 期限内}", "title: {en: In time}", "2:10", "Chinese"),
        ("title: {en: In time, zh: 期限内}", "name: {en: In time, zh: 期限内}", "2:3", "title"),
        (", now: 2027-01-04", "", "4:14", "now"),
        ("options: [{offer: decline}]", "options: {offer: decline}", "20:14", "a list of maps"),
        ("now: 2027-01-04", "now: 2027-02-31", "4:98", "2027-02-31"),
    ],
)
def test_an_example_that_cannot_be_read_says_why(
    project: Path, right: str, wrong: str, place: str, message: str
) -> None:
    """And what it would have shown is not said to be missing."""
    assert right in SOUND
    findings = findings_in(project, SOUND.replace(right, wrong, 1))
    assert f"{place} SP281" in told(findings)
    assert {finding.code for finding in findings} == {"SP281"}
    assert message in findings[0].message() + findings[0].hint()


def test_a_rule_that_no_example_shows_is_named(project: Path) -> None:
    findings = findings_in(project, SOUND.partition("american:")[0])
    assert [finding.code for finding in findings] == ["SP282"]
    assert findings[0].place.path == "policies/penalties.yaml"
    assert "penalties.late" in findings[0].message()


def test_a_precedence_that_no_example_uses_is_named(project: Path) -> None:
    """The rule itself is shown, but never against the rule that it is over."""
    returns = project / "policies" / "returns.yaml"
    rule = "\n  ours:\n    when: {reason: changed_mind, region: DE}\n    over: [changed_mind]\n    postage: seller\n"
    returns.write_text(returns.read_text(encoding="utf-8") + rule, encoding="utf-8")
    german = SOUND.replace("postage: buyer", "postage: seller", 1).replace(
        "rules: [returns.changed_mind]", "rules: [returns.changed_mind, returns.ours]", 1
    )
    assert findings_in(project, german) == ()
    returns.write_text(returns.read_text(encoding="utf-8").replace("    postage: seller\n", "    label: own\n"))
    unused = german.replace("postage: seller\n", "postage: buyer\n        label: own\n", 1)
    findings = findings_in(project, unused)
    assert [finding.code for finding in findings] == ["SP283"]
    assert "returns.ours is over returns.changed_mind" in findings[0].message()


def test_a_project_without_examples_gets_one_note(project: Path) -> None:
    (project / "policies" / "examples").rmdir()
    policy, _ = load_policy(project)
    assert policy is not None
    assert [finding.code for finding in check_examples(project, policy, History(policy, ()))] == ["SP284"]


def test_a_file_that_is_no_yaml_hides_nothing_else(project: Path) -> None:
    (project / "policies" / "examples" / "broken.yaml").write_text("a: [1\n", encoding="utf-8")
    (project / "policies" / "examples" / "Wrong Name.yml").write_text("a: 1\n", encoding="utf-8")
    findings = findings_in(project, SOUND.replace("outcome: refund", "outcome: wait"))
    assert sorted(finding.code for finding in findings) == ["SP110", "SP259", "SP280"]


def test_everything_can_be_missing(project: Path) -> None:
    """A situation of which nothing is known expects what has to be asked."""
    text = """\
asked:
  title: {en: Nothing is known, zh: 什么都不知道}
  situation: {now: 2027-01-04}
  decision: {needs: [delivered], possible: [refund, decline], seller: {needs: [region]}}
"""
    assert [finding.code for finding in findings_in(project, text) if finding.code != "SP282"] == []


OTHERS = """\
long_ago:
  title: {en: Ordered in summer, zh: 夏天下单}
  situation: {reason: changed_mind, region: DE, ordered: 2026-06-01, delivered: 2026-06-05, now: 2026-06-10}
  decision: {outcome: refund}
undated:
  title: {en: Nobody knows when it was ordered, zh: 不知何时下单}
  situation: {reason: changed_mind, region: DE, delivered: 2026-12-05, now: 2026-12-30}
  decision: {needs: [ordered]}
"""


def test_what_the_policy_of_today_decides_is_told_beside_the_examples(project: Path) -> None:
    """So that nobody decides them again; nothing is told where another version decides, or may, or knows more facts."""
    (project / "policies" / "examples" / "cases.yaml").write_text(SOUND + OTHERS, encoding="utf-8")
    assert known_answers(project) == ["in_time", "american", "long_ago", "undated"]
    publish(project, "older", "2026-01-01", ("policies/returns.yaml", "30 days", "14 days"))
    assert known_answers(project) == ["in_time", "american"]
    publish(
        project,
        "oldest",
        "2025-01-01",
        ("policies/scopes.yaml", "changed_mind:", "bored: {en: bored, zh: 无聊}\n      changed_mind:"),
    )
    assert known_answers(project) == []


def known_answers(root: Path) -> list[str]:
    """The examples of which is told what the policy decides; it does decide so."""
    policy, findings = load_policy(root)
    assert policy is not None, findings
    weighed = check_decisions(root, policy, AS_OF)
    decider = Decider.of(policy)
    told = [(one, answer) for one, answer in zip(weighed.examples, weighed.answers, strict=True) if answer is not None]
    assert [decider.decide(one.situation).main for one, _ in told] == [answer for _, answer in told]
    return [one.id.partition("/")[2] for one, _ in told]
