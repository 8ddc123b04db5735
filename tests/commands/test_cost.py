"""What a command costs, without a clock: what it imports, and how often it reads the same thing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import html
from markupsafe import Markup

from generator import pipeline
from generator.agreement import built, styles
from generator.agreement.cases import check_left
from generator.agreement.dressed import Dress
from generator.building import build_site
from generator.decisions.checking import check_decisions
from generator.decisions.deciding import Decider
from generator.decisions.decision import Decision
from generator.decisions.situation import Situation
from generator.finding import Finding
from generator.playbook import quotation
from generator.playbook.load import load_playbook
from generator.playbook.page import Reply
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.publish import blocks
from tests.projects import AS_OF, check, edit, make_small

ROOT = Path(__file__).resolve().parent.parent.parent

_ASK = """
import json, sys
from generator.cli import main
status = main(sys.argv[1:])
print(json.dumps([status, sorted(sys.modules)]))
"""


def _imports(*arguments: str) -> set[str]:
    """The modules that a command has imported at its end."""
    run = subprocess.run([sys.executable, "-c", _ASK, *arguments], capture_output=True, text=True, check=True, cwd=ROOT)
    status, modules = json.loads(run.stdout.splitlines()[-1])
    assert status == 0, run.stdout
    return set(modules)


@pytest.mark.parametrize("module", ["pymdownx", "watchdog", "weasyprint", "rich", "generator.publish.views"])
def test_a_check_imports_nothing_that_only_a_build_needs(module: str, small_imports: set[str]) -> None:
    """MkDocs itself is needed: nobody else can judge its settings. What renders, watches and prints is not.

    Neither is what buyer pages are made of: pages for staff are checked without.
    """
    assert module not in small_imports


@pytest.fixture(scope="module")
def small_imports(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    project = make_small(tmp_path_factory.mktemp("small"))
    return _imports("check", "-C", str(project), "--as-of", AS_OF.isoformat())


def test_an_explanation_loads_no_policy_and_no_template() -> None:
    """The page of a code is one file; nothing else of the generator is needed to show it."""
    imports = _imports("explain", "SP301")
    assert "generator.report" in imports
    assert not imports & {"generator.pipeline", "generator.policy.model", "jinja2", "babel", "markdown_it"}


def test_only_a_program_that_ends_leaves_its_memory_unsearched() -> None:
    """Whoever calls a command goes on, and so does the search for cycles in what the command has left."""
    ask = "import gc, sys; from generator.cli import main; main({}); print(gc.get_freeze_count() > 0)"
    for given, is_left in (("", True), ("sys.argv[1:]", False)):
        command = [sys.executable, "-c", ask.format(given), "explain", "SP301"]
        run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        assert run.stdout.splitlines()[-1] == str(is_left), given


def test_mkdocs_alone_is_not_slowed_by_a_plug_in_that_has_nothing_to_do() -> None:
    """The plug-in imports the generator only when there are sources to merge."""
    ask = "import sys, generator.plugin; print('generator.pipeline' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "False"


def test_reading_back_parses_each_page_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values, rules and anchors of a page come from one pass over it."""
    parsed: Counter[str] = Counter()
    read_page = built.read_page

    def counting(data: bytes, path: str, *, main_only: bool) -> built.ReadPage:
        parsed[f"{'staff' if main_only else 'buyer'}/{path}"] += 1
        return read_page(data, path, main_only=main_only)

    monkeypatch.setattr(built, "read_page", counting)
    live = tmp_path / "site"
    assert build_site(make_small(tmp_path / "project"), live, AS_OF, pipeline.Unwatched()) == ()
    pages = {path.relative_to(live.resolve()).as_posix() for path in live.resolve().rglob("*.html")}
    assert parsed == Counter(dict.fromkeys(pages, 1))


def test_a_reply_is_said_once_in_each_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pages quote a reply, its words are found once."""
    said: Counter[tuple[str, str]] = Counter()
    say = blocks.say_body

    def counting(policy: Policy, reply: Reply, *cases: Sequence[int] | None) -> tuple[Markup, tuple[Finding, ...]]:
        said[reply.lang, reply.name] += 1
        return say(policy, reply, *cases)

    monkeypatch.setattr(blocks, "say_body", counting)
    assert check(make_small(tmp_path)).findings == ()
    assert said
    assert set(said.values()) == {1}


def test_an_example_is_decided_once_for_all_that_judge_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it comes to what it says, and whether a reply keeps what it needs."""
    policy, _ = load_policy(ROOT)
    assert policy is not None
    decided: Counter[int] = Counter()
    decide = Decider.decide

    def counting(decider: Decider, situation: Situation) -> Decision:
        decided[id(situation)] += 1
        return decide(decider, situation)

    monkeypatch.setattr(Decider, "decide", counting)
    weighed = check_decisions(ROOT, policy, AS_OF)
    assert list(check_left(policy, load_playbook(ROOT)[0], weighed.examples, weighed.answers)) == []
    assert {decided[id(example.situation)] for example in weighed.examples} == {1}


BLOCKS = "bands course payers offers promise reply table ladder escalation section see example situations".split()
"""What quotes something by its name."""


def test_a_check_draws_no_page(tmp_path: Path) -> None:
    """All that it tells is told of what pages say; a build draws them, and finds the same."""
    project = make_small(tmp_path)
    wrong = ("returns.nothing", *(f'{block}("no.such")' for block in BLOCKS), "offers()", "promise()", "payers()")
    quoted = "\n\n".join(f"{{{{ {each} }}}}" for each in wrong)
    edit(project, "content/en/index.md", "## After", f"{quoted}\n\n## After")
    told, drawn = (pipeline.check_project(project, AS_OF, pipeline.Unwatched(), drawn=drawn) for drawn in (False, True))
    assert (told.merged, bool(drawn.merged)) == ((), True)
    assert told.findings == drawn.findings
    assert len({one.place for one in told.findings}) == len(wrong)  # each has its finding


def test_a_quotation_that_returns_is_compiled_once(tmp_path: Path) -> None:
    """Compiling is the dearest part of reading a page; what a quotation means follows from its text alone."""
    quotation._expression.cache_clear()
    check(make_small(tmp_path))
    first = quotation._expression.cache_info().misses
    check(make_small(tmp_path / "again"))
    assert first > 0
    assert quotation._expression.cache_info().misses == first


def test_what_was_made_for_one_check_is_not_remembered_for_the_next(tmp_path: Path) -> None:
    """A changed policy is seen at once, by the same process too."""
    project = make_small(tmp_path)
    before = check(project).merged
    edit(project, "policies/returns.yaml", "30 days", "31 days")
    after = check(project).merged
    assert any(b"31 days" in page.data for page in after)
    assert not any(b"31 days" in page.data for page in before)


def test_a_page_is_taken_apart_once_and_a_style_sheet_parsed_once_for_all_that_judge_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Once for its rules, and once for what is none."""
    sheet = "p { color: red; margin: 0 } @page { margin: 1cm } @media print { p { color: black } }"
    parsed: list[str] = []
    taken: list[object] = []
    parse, take = styles.tinycss2.parse_stylesheet, styles.cssselect2.ElementWrapper.from_html_root

    def counted(text: str, **how: bool) -> list[object]:
        parsed.append(text)
        found: list[object] = parse(text, **how)
        return found

    def noted(root: object) -> object:
        taken.append(root)
        return take(root)

    monkeypatch.setattr(styles.tinycss2, "parse_stylesheet", counted)
    monkeypatch.setattr(styles.cssselect2.ElementWrapper, "from_html_root", noted)
    page = html.fromstring("<main><p>Thirty days</p></main>")
    words = dict.fromkeys(page.iter("p"), "a value")
    for _ in range(2):
        dress = Dress({"own.css": sheet})
        assert [*dress.judge(page, words), *dress.judge_closely(page, words), *dress.judge_unknown()] == []
    assert parsed == [sheet, sheet]
    assert taken == [page]
