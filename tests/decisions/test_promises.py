"""Promises that fit badly together: one small policy per mistake, and a sound one just on the other side of it.

``promises/CODE_slug.yaml`` holds the files that join ``promises/base``, each behind ``# file: NAME``; lines are counted
in the fixture itself. The comments at its head name the findings that it leads to, each with a part of what it says.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.decisions.calendars import WorkCalendar, longest_business_days
from generator.decisions.clock import Clock
from generator.decisions.compiling import compile_policy
from generator.decisions.overruns import Counter
from generator.decisions.program import Leaf
from generator.decisions.promises import check_promises
from generator.decisions.quantities import Inexact, leaf_of
from generator.finding import LANGUAGES
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.notation import Unreadable, parse_leaf
from generator.policy.values import Percent

HERE = Path(__file__).parent
FIXTURES = sorted((HERE / "promises").glob("*.yaml"))
CASES = sorted(path.parent.name for path in (HERE.parent / "cases").glob("*/decisions.yaml"))
EXPECTED = re.compile(r"# (?P<code>SP\d{3}) (?P<at>\d+:\d+) (?P<says>.*)")
FILE = re.compile(r"# file: (?P<name>\w+\.yaml)")
CODES = {"SP269", "SP273", "SP274", "SP275", "SP285", "SP286", "SP287"}


def policy_of(path: Path, tmp_path: Path) -> Policy:
    """The policy of a fixture; every file keeps the line numbers that it has in there."""
    folder = tmp_path / "policies"
    shutil.copytree(HERE / "promises" / "base", folder)
    parts: dict[str, list[str]] = {}
    name = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if file := FILE.fullmatch(line):
            name = file["name"]
            parts[name] = [""] * (number + 1)
        elif name:
            parts[name].append(line)
    for name, lines in parts.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load(tmp_path)


def load(root: Path) -> Policy:
    policy, findings = load_policy(root)
    assert policy is not None, [f"{finding.place} {finding.message()}" for finding in findings]
    return policy


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_policy_leads_to_exactly_the_findings_that_its_head_names(path: Path, tmp_path: Path) -> None:
    found = check_promises(policy_of(path, tmp_path))

    wanted = [match for line in path.read_text(encoding="utf-8").splitlines() if (match := EXPECTED.match(line))]
    assert [f"{one.code} {one.place.line}:{one.place.column}" for one in found] == [
        f"{match['code']} {match['at']}" for match in wanted
    ], [one.message() for one in found]
    for finding, match in zip(found, wanted, strict=True):
        assert match["says"] in finding.message("en")
        for lang in LANGUAGES:
            assert finding.hint(lang)
        assert re.search(r"[\u4e00-\u9fff]", finding.message("zh"))


def test_every_code_has_a_bad_policy_and_a_sound_one() -> None:
    bad = {path.stem[:5] for path in FIXTURES if not path.stem.startswith("sound")}
    sound = {path.stem[6:11] for path in FIXTURES if path.stem.startswith("sound")}
    assert bad == sound == CODES


@pytest.mark.parametrize(
    "path", [path for path in FIXTURES if path.stem.startswith("SP269")], ids=lambda path: path.stem
)
def test_what_has_no_exact_end_would_stop_the_compiler(path: Path, tmp_path: Path) -> None:
    with pytest.raises(Inexact):
        compile_policy(policy_of(path, tmp_path))


@pytest.mark.parametrize("case", CASES)
def test_policies_that_were_really_published_give_no_false_alarm(case: str) -> None:
    assert check_promises(load(HERE.parent / "cases" / case)) == ()


@pytest.mark.parametrize("project", ["", "tests/small"])
def test_the_shop_keeps_its_promises(project: str, project_root: Path) -> None:
    assert check_promises(load(project_root / project)) == ()


# ------------------------------------------------------------------------------------------------ counting


CHINA = WorkCalendar(frozenset({5, 6}), "CN", None, None)


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """Counts with the calendars and events of the base of the fixtures."""
    root = tmp_path_factory.mktemp("base")
    shutil.copytree(HERE / "promises" / "base", root / "policies")
    program = compile_policy(load(root))
    return Counter(program, Clock(program))


def leaf(text: str) -> Leaf:
    value = parse_leaf(text)
    assert not isinstance(value, Unreadable | Percent)
    return leaf_of(value, None, "ordered")


@settings(max_examples=25)
@given(number=st.integers(1, 8), days=st.integers(1, 24))
def test_business_days_overrun_exactly_what_their_longest_case_exceeds(
    counter: Counter, number: int, days: int
) -> None:
    found = counter.overrun([leaf(f"{number} business days (shop) from appealed")], leaf(f"{days} days from appealed"))
    longest = longest_business_days(CHINA, number, day_one=False)
    assert (found is not None) is (longest > days)
    if found is not None:
        assert (found.late.day - found.start.day, found.due.day - found.start.day) == (longest, days)


@given(first=st.integers(0, 9), second=st.integers(0, 9), third=st.integers(0, 9), whole=st.integers(0, 30))
def test_days_in_a_row_add_up_and_days_side_by_side_do_not(
    counter: Counter, first: int, second: int, third: int, whole: int
) -> None:
    parts = [
        leaf(f"{first} days from ordered"),
        leaf(f"{second} days from dispatched"),
        leaf(f"{third} days from dispatched"),
    ]
    found = counter.overrun(parts, leaf(f"{whole} days from ordered"))
    assert (found is not None) is (first + max(second, third) > whole)


@settings(max_examples=25)
@given(hours=st.integers(1, 60), number=st.integers(1, 8))
def test_open_hours_fit_into_the_business_days_that_hold_as_many(counter: Counter, hours: int, number: int) -> None:
    """A day of the desk is nine hours long, and the rest of the first day may be none."""
    found = counter.overrun(
        [leaf(f"{hours} hours (desk) from reported")], leaf(f"{number} business days (desk) from reported")
    )
    assert (found is not None) is (hours > 9 * number)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("1 month from ordered", "30 days from ordered"),
        ("5 business days (desk) from ordered", "5 business days (shop) from ordered"),
        ("unlimited", "30 days from ordered"),
        ("24 hours (desk) from ordered", "24 hours from ordered"),
        ("3 days from dispatched", "2 days from ordered"),
    ],
)
def test_a_part_that_can_end_later_is_found(counter: Counter, part: str, whole: str) -> None:
    """In China some weekends are worked, so that five business days there can end before five without holidays."""
    assert counter.overrun([leaf(part)], leaf(whole)) is not None


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("1 month from ordered", "31 days from ordered"),
        ("4 weeks from ordered", "1 month from ordered"),
        ("30 days from ordered", "unlimited"),
        ("30 days from ordered", "2026-01-31"),
        ("2026-12-31", "30 days from ordered"),
        ("at_once", "1 day from ordered"),
        ("20 business days (shop) from ordered", "20 business days (shop) from ordered"),
        ("2000 business days (shop) from ordered", "1 day from ordered"),
    ],
)
def test_a_part_that_never_ends_later_or_cannot_be_compared_is_not_found(
    counter: Counter, part: str, whole: str
) -> None:
    """No calendar is published that holds 2,000 business days in China: deciding says so."""
    assert counter.overrun([leaf(part)], leaf(whole)) is None
