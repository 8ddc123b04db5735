"""The script answers as Python does, whatever is asked; and these tests would notice if it did not."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.decisions.sides import Boundary, boundaries_of, sides_of
from generator.decisions.versions import History
from generator.policy.projection import buyer_projection
from generator.publish.scripts import squeezed
from tests.assistant.mutants import MUTANTS, mutant
from tests.assistant.sets import ROOT, chance_sets, known_sets, partial_sets, policy_in, public_sets, shop
from tests.assistant.vectors import Json
from tests.server import Served

SCRIPTS = [ROOT / f"overrides/assistant/{name}.js" for name in ("inside", "decide")]
COMPARE = Path(__file__).parent / "compare.js"
POLICIES, VECTORS = 12, 200
"""So many policies by chance, and vectors of every other, stand in front: most mistakes are noticed by these."""


def cut(sets: list[Json], begin: int, end: int | None) -> list[Json]:
    """The sets with a stretch of their vectors."""
    return [{**one, "vectors": one["vectors"][begin:end]} for one in sets]


KINDS: dict[str, Callable[[], list[Json]]] = {
    "in front": lambda: [*chance_sets()[:POLICIES], *cut(known_sets(), 0, VECTORS)],
    "partial": partial_sets,
    "chance": lambda: chance_sets()[POLICIES:],
    "known": lambda: cut(known_sets(), VECTORS, None),
}
"""The quickest to be noticed by first."""


@cache
def text_of(kind: str) -> str:
    return json.dumps(public_sets() if kind == "public" else KINDS[kind](), ensure_ascii=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with the script as sites carry it, and every mutant of it beside it, with the vectors."""
    folder = tmp_path_factory.mktemp("assistant")
    script = "".join(file.read_text(encoding="utf-8") for file in SCRIPTS)
    shutil.copy(COMPARE, folder)
    (folder / "index.html").write_text("<!doctype html><title>Vectors</title><script src=compare.js></script>")
    (folder / "whole.js").write_text(squeezed(script), encoding="utf-8")
    (folder / "public.js").write_text(SCRIPTS[-1].read_text(encoding="utf-8"), encoding="utf-8")
    for number, name in enumerate(MUTANTS):
        (folder / f"mutant{number}.js").write_text(mutant(script, name), encoding="utf-8")
    for kind in (*KINDS, "public"):
        (folder / f"{kind}.json").write_text(text_of(kind), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def page(browser: Browser, folder: Path, serve_folder: Callable[[Path], Served]) -> Page:
    """The page, served as strictly as a careful host would."""
    page = browser.new_page()
    page.set_default_timeout(300_000)
    page.goto(f"{serve_folder(folder).url}/")
    return page


def differences(page: Page, script: str, kind: str, most: int = 3) -> Any:
    """What the script answers otherwise than Python, in the browser."""
    page.evaluate("delete globalThis.samepage, delete globalThis.samepageInside")
    page.add_script_tag(url=script)
    return page.evaluate(
        """async ([kind, most]) => {
            globalThis.sets ??= {};
            sets[kind] ??= await (await fetch(`${kind}.json`)).json();
            return differences(samepage, sets[kind], most);
        }""",
        [kind, most],
    )


@pytest.mark.browser
@pytest.mark.parametrize("kind", list(KINDS))
def test_the_browser_answers_as_python_does(page: Page, kind: str) -> None:
    assert differences(page, "whole.js", kind) == []


@pytest.mark.browser
def test_what_buyers_load_answers_as_python_does(page: Page) -> None:
    """Without the script for staff."""
    assert differences(page, "public.js", "public") == []


if shutil.which("node"):

    @pytest.mark.parametrize("kind", list(KINDS))
    def test_node_answers_as_python_does(folder: Path, kind: str) -> None:
        run = (
            f"for (const file of {json.dumps([str(file) for file in SCRIPTS])}) require(file); require('./compare.js');"
            f"const sets = JSON.parse(require('fs').readFileSync('{kind}.json', 'utf8'));"
            "console.log(JSON.stringify(differences(samepage, sets, 3)));"
        )
        found = subprocess.run(["node", "-e", run], cwd=folder, capture_output=True, text=True, check=False)
        assert (found.returncode, found.stderr, json.loads(found.stdout)) == (0, "", [])


@pytest.mark.browser
@pytest.mark.parametrize("number", range(len(MUTANTS)), ids=list(MUTANTS))
def test_a_mistake_in_the_script_is_noticed(page: Page, number: int) -> None:
    assert any(differences(page, f"mutant{number}.js", kind, 1) for kind in KINDS)


@pytest.mark.parametrize("audience", ["staff", "buyer"])
def test_the_vectors_stand_on_both_sides_of_every_boundary(audience: str) -> None:
    decider, situations = shop(audience)
    policy = policy_in(ROOT)
    history = History(policy if audience == "staff" else buyer_projection(policy), ())
    met: set[Boundary] = set()
    for situation in situations:
        met |= set(sides_of(history.decide(situation), situation))
    assert not sorted(map(str, boundaries_of(decider.program) - met))
