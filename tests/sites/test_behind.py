"""A section that is behind says so at its top: in the page's language, to every reader, on paper too, only to staff."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

from generator.agreement.ledger import read_back
from generator.cli import main
from generator.policy.load import load_policy
from generator.policy.projection import buyer_projection
from generator.policy.published import load_published
from tests.projects import edit, make_small, publish
from tests.server import Served
from tests.sites.conftest import OF_COLOUR_AND_SPACE, Reader

pytestmark = pytest.mark.browser

PAGE = "after-delivery/changed-mind"
NOTICE = "aside.behind"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """A site in which Chinese has been edited at the top and in a section, and English in another and in the reply.

    Its page was last read under an earlier version, with a shorter window.
    """
    project = make_small(tmp_path_factory.mktemp("behind") / "project")
    looks = yaml.load((project_root / "mkdocs.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    for language in looks["plugins"][-1]["i18n"]["languages"]:
        del language["nav"]
    (project / "mkdocs.yml").write_text(yaml.safe_dump(looks, allow_unicode=True), encoding="utf-8")
    assert main(["agree", "-C", str(project), "--all"]) == 0
    edit(project, f"content/zh/{PAGE}.md", "买家只是不想要。\n\n##", "买家就是不想要。\n\n##")
    edit(project, f"content/zh/{PAGE}.md", "1. 订单里的签收日期。", "1. 物流里的签收日期。")
    edit(project, f"content/en/{PAGE}.md", "A refund {{", "All of it back {{")
    edit(project, "content/en/replies/accepted.md", "Hello", "Good day")
    shutil.rmtree(project / "policies" / "examples")
    publish(project, "0", "2026-06-01", ("policies/returns.yaml", "value: 30 days", "value: 14 days"))
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


@pytest.mark.parametrize("path", [f"{PAGE}/", f"zh/{PAGE}/", "replies/accepted/"])
def test_it_is_no_barrier(path: str, served: Served, reader: Reader) -> None:
    reader.go(f"{served.url}/{path}")
    for width in (360, 1280):
        reader.turn(width=width, dark=False)
        assert reader.barriers() == [], f"{width} px, light"
        reader.turn(width=width, dark=True)
        assert reader.barriers(*OF_COLOUR_AND_SPACE) == [], f"{width} px, dark"


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


def test_the_page_tells_what_the_policy_said_when_it_was_read(served: Served, reader: Reader) -> None:
    """Folded away below the title; each value that changed leads to where it stands today."""
    page = reader.go(f"{served.url}/{PAGE}/")
    since = page.locator("details.since")
    since.locator("summary").click()
    row = since.locator("tbody tr")
    assert row.locator("td").all_inner_texts() == ["within 14 days of delivery", "within 30 days of delivery"]
    assert reader.barriers() == []
    row.locator("a").click()
    expect(page.locator("#term\\.returns\\.window")).to_be_in_viewport()


def test_a_value_of_an_earlier_version_is_compared_with_that_version(site: Path) -> None:
    """It is no place where the value of today stands, and a wrong one is found."""
    policy, _ = load_policy(site.parent)
    assert policy is not None
    older = [one.policy for one in load_published(site.parent)[0]]
    page = site / "staff" / PAGE / "index.html"
    text = page.read_text(encoding="utf-8")
    was = '<data class="term" value="14 days" data-term="returns.window" data-version="0">14 days</data>'
    assert was in text

    def codes(said: str) -> set[str]:
        page.write_text(text.replace(was, said), encoding="utf-8")
        try:
            ledger = read_back(policy, buyer_projection(policy), site / "staff", site / "buyer", older)
        finally:
            page.write_text(text, encoding="utf-8")
        return {finding.code for finding in ledger.findings}

    assert codes(was) == set()
    assert codes(was.replace("14 days<", "15 days<")) == {"SP521"}
    assert codes(was.replace('version="0"', 'version="7"')) == {"SP528"}


def test_a_review_that_has_become_due_says_so(served: Served, other_day: Reader) -> None:
    """Also on a site that was built before."""
    other_day.page.clock.set_fixed_time("2027-05-17T12:00:00")
    page = other_day.go(f"{served.url}/zh/{PAGE}/")
    expect(page.locator("dl.meta .overdue")).to_contain_text("已逾期")
    page.clock.set_fixed_time("2027-05-16T12:00:00")
    page.reload()
    expect(page.locator("dl.meta .overdue")).to_have_count(0)
