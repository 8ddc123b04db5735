"""The page for staff on where each value stands: all of ``agreement.json``, in both languages, from finished pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from generator.agreement.ledger import read_back
from generator.policy.load import load_policy
from generator.policy.projection import buyer_projection

PAGES = ("where-it-stands/index.html", "zh/where-it-stands/index.html")


def agreement(site: Path) -> dict[str, Any]:
    """What was read back of the built site."""
    told: dict[str, Any] = json.loads((site / "staff/agreement.json").read_text(encoding="utf-8"))
    return told


@pytest.mark.parametrize("page", PAGES)
def test_every_value_and_every_surface_stands_on_the_page(built_site: Path, page: str) -> None:
    """And no other: for each value the surfaces on which it stands, and for each surface every page, once."""
    root = html.document_fromstring((built_site / "staff" / page).read_bytes())
    shown = {
        entry.get("data-where"): {
            surface: len(part.findall(".//a"))
            for part in entry.findall("p[@data-surface]")
            for surface in str(part.get("data-surface")).split()
        }
        for entry in root.findall(".//details[@data-where]")
    }
    expected = {
        term: {
            surface: len({place["path"] for place in places}) for surface, places in held["surfaces"].items() if places
        }
        for term, held in agreement(built_site)["terms"].items()
    }
    assert shown == expected


@pytest.mark.parametrize("page", PAGES)
def test_its_links_lead_to_places_that_exist(built_site: Path, page: str) -> None:
    file = built_site / "staff" / page
    root = html.document_fromstring(file.read_bytes())
    links = {link.get("href") for link in root.findall(".//details[@data-where]//a")}
    inside = [link for link in links if link.startswith("..")]
    assert inside
    for link in inside:
        path, _, anchor = link.partition("#")
        target = (file.parent / path / "index.html").resolve()
        assert target.is_file(), link
        assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"), link


def test_what_it_shows_agrees_with_the_policy_too(built_site: Path, project_root: Path) -> None:
    """It is written after the sites were read back; reading them once more finds nothing."""
    policy, _ = load_policy(project_root)
    assert policy is not None
    found = read_back(policy, buyer_projection(policy), built_site / "staff", built_site / "buyer").findings
    assert [f"{finding.place} {finding.code}" for finding in found] == []
