"""A section that is behind says so at its top: in the page's language, to every reader, on paper too, only to staff."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from generator.cli import main
from tests.projects import edit, make_small
from tests.server import Served
from tests.sites.conftest import Reader

pytestmark = pytest.mark.browser

PAGE = "after-delivery/changed-mind"
NOTICE = "aside.behind"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """A site in which Chinese has been edited at the top and in a section, and English in another and in the reply."""
    project = make_small(tmp_path_factory.mktemp("behind") / "project")
    looks = yaml.safe_load((project_root / "mkdocs.yml").read_text(encoding="utf-8"))
    for language in looks["plugins"][-1]["i18n"]["languages"]:
        del language["nav"]
    (project / "mkdocs.yml").write_text(yaml.safe_dump(looks, allow_unicode=True), encoding="utf-8")
    assert main(["agree", "-C", str(project), "--all"]) == 0
    edit(project, f"content/zh/{PAGE}.md", "买家只是不想要。\n\n##", "买家就是不想要。\n\n##")
    edit(project, f"content/zh/{PAGE}.md", "1. 订单里的签收日期。", "1. 物流里的签收日期。")
    edit(project, f"content/en/{PAGE}.md", "A refund {{", "All of it back {{")
    edit(project, "content/en/replies/accepted.md", "Hello", "Good day")
    assert main(["build", "-C", str(project), "--as-of", "2026-12-01"]) == 0
    return project / "site"


@pytest.fixture(scope="module")
def served(site: Path, serve_folder: Callable[[Path], Served]) -> Served:
    """The staff site, served."""
    return serve_folder(site / "staff")


def test_the_notice_stands_at_the_top_of_its_section(served: Served, reader: Reader) -> None:
    page = reader.go(f"{served.url}/{PAGE}/")
    said = page.locator(NOTICE).all_inner_texts()
    assert len(said) == 3
    assert said[0].startswith("The Chinese version of this section changed; this one may be behind.")
    assert page.locator("#check + aside.behind").count() == 1
    assert page.locator("#offer + aside.behind").count() == 0
    assert said[2].startswith("The English version of this reply changed; the Chinese one may be behind.")


def test_it_speaks_the_language_of_its_page(served: Served, reader: Reader) -> None:
    page = reader.go(f"{served.url}/zh/{PAGE}/")
    assert page.locator("#offer + aside.behind").inner_text().startswith("本节的英文版改动过，这里可能已经落后")
    assert page.locator("#check + aside.behind").count() == 0


def test_it_leads_to_the_same_section_in_the_other_language(served: Served, reader: Reader) -> None:
    page = reader.go(f"{served.url}/{PAGE}/")
    page.locator("#check + aside.behind a").click()
    page.wait_for_url(f"{served.url}/zh/{PAGE}/#check")
    assert page.locator("#check").inner_text().startswith("先核对")


def test_the_line_below_the_title_counts_and_leads_to_the_first(served: Served, reader: Reader) -> None:
    page = reader.go(f"{served.url}/{PAGE}/")
    assert page.locator("dl.meta .state.behind a").inner_text() == "2 sections may be behind"
    page.locator("dl.meta .state.behind a").click()
    assert page.locator("#behind").is_visible()
    page = reader.go(f"{served.url}/policy/")
    assert page.locator("dl.meta .state.agreed").inner_text().endswith("In step with the Chinese version")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", [f"{PAGE}/", f"zh/{PAGE}/", "replies/accepted/"])
def test_it_is_no_barrier(path: str, width: int, dark: bool, served: Served, reader: Reader) -> None:
    reader.go(f"{served.url}/{path}", width=width, dark=dark)
    assert reader.barriers() == []


def test_it_is_printed(served: Served, reader: Reader) -> None:
    page = reader.go(f"{served.url}/{PAGE}/")
    page.emulate_media(media="print")
    assert all(notice.is_visible() for notice in page.locator(NOTICE).all())
    edge = page.locator(NOTICE).first.evaluate("aside => getComputedStyle(aside).borderLeftWidth")
    assert edge == "4px"


def test_it_is_a_note_and_not_what_the_search_finds(site: Path) -> None:
    text = (site / "staff" / PAGE / "index.html").read_text(encoding="utf-8")
    assert text.count('role="note"') == 3
    for index in site.rglob("search_index*.json"):
        assert "may be behind" not in index.read_text(encoding="utf-8")


def test_buyers_see_nothing_of_it(site: Path) -> None:
    for path in (site / "buyer").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "behind" not in text
        assert "落后" not in text
