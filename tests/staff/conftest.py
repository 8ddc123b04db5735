"""A small staff site: the project's own frame around a handful of pages written here."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.finding import Finding
from generator.publish.staff import build_staff

PAGES = {
    "en/index.md": "# What does the buyer say?\n\nPick a sentence.\n\nSee [the reply](returns/late.md#reply).\n",
    "en/returns/late.md": (
        "---\ntitle: It is late\ndescription: The parcel has not come.\nsamepage:\n  owner: Delivery team\n"
        "  reviewed: {date: 2026-11-03, words: 3 November 2026}\n"
        "  state: {kind: agreed, words: In step with 中文}\n---\n"
        "# It is late\n\nThe parcel has not come.\n\n## Reply {#reply}\n\nWe refund the postage of damaged goods.\n"
    ),
    "zh/index.md": "# 买家怎么说？\n\n选一句。\n\n看[回复](returns/late.md#reply)。\n",
    "zh/returns/late.md": (
        "---\ntitle: 还没到\ndescription: 包裹还没到。\nsamepage:\n  owner: 物流组\n---\n"
        "# 还没到\n\n包裹还没到。\n\n## 回复 {#reply}\n\n"
        "我们会在您签收后三天内退款；商品缺货时改发替代品，退货运费由我们承担。\n"
    ),
}

Build = Callable[..., tuple[Path, tuple[Finding, ...]]]


@pytest.fixture(scope="session")
def build(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Builds ``PAGES`` with some replaced or added, and the settings after ``settings``; returns site and findings."""

    def run(
        pages: dict[str, str] | None = None,
        settings: Callable[[str], str] = lambda text: text,
        site_url: str = "https://desk.example.com/",
    ) -> tuple[Path, tuple[Finding, ...]]:
        root = tmp_path_factory.mktemp("staff")
        for name, text in {**PAGES, **(pages or {})}.items():
            path = root / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (root / "overrides").symlink_to(project_root / "overrides")
        text = (project_root / "mkdocs.yml").read_text(encoding="utf-8")
        # Only the frame is under test: no plug-in that merges, and no navigation that names the project's pages.
        text = re.sub(r"^  - samepage\b.*\n(    .*\n)*", "", text, flags=re.MULTILINE)
        text = re.sub(r"^          nav:.*\n((            .*)?\n)*", "", text, flags=re.MULTILINE)
        (root / "mkdocs.yml").write_text(settings(text), encoding="utf-8")
        site = root / "site"
        return site, build_staff(root / "mkdocs.yml", root / "content", site, site_url=site_url)

    return run


@pytest.fixture(scope="session")
def site(build: Build) -> Path:
    """The small site as it stands."""
    folder, findings = build()
    assert findings == ()
    return folder
