"""Gates that read files: Nu, html-validate, links."""

from __future__ import annotations

import json
import re
import sysconfig
from pathlib import Path
from typing import Any

from tests.audit.gate import TOOLS, Outcome, Site, ToolMissing, run_tool

JAVA = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Deep pages need a deep stack; so few pages are read sooner than a second compiler would have made it worth while."""
LYCHEE_BROKEN = 2
"""lychee's exit code for links that lead nowhere."""


def validate(site: Site) -> Outcome:
    """The Nu HTML checker on every page: no errors."""
    jar = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.exists():
        raise ToolMissing("vnu-jar is not installed; make audit installs it")
    version = json.loads((TOOLS / "vnu-jar" / "package.json").read_text(encoding="utf-8"))["version"]
    command: list[str | Path] = ["java", *JAVA, "-jar", jar, "--errors-only", "--skip-non-html", "--format", "json"]
    run = run_tool([*command, site.served.folder], accept=(0, 1))
    messages: list[dict[str, Any]] = json.loads(run.stderr)["messages"]
    root = site.served.folder.resolve().as_uri()
    failures = tuple(
        f"{m.get('url', '').replace(root, '')}:{m.get('lastLine', 1)}:{m.get('firstColumn', 1)}: {m['message']}"
        for m in messages
    )
    return Outcome(f"Nu {version}: {len(failures)} errors on {len(site.pages())} pages", failures)


def review(site: Site) -> Outcome:
    """html-validate's standard preset on every page: no errors."""
    tool = TOOLS / ".bin" / "html-validate"
    version = run_tool([tool, "--version"]).stdout.strip()
    pages = sorted(site.served.folder.rglob("*.html"))
    run = run_tool([tool, "--preset", "standard", "--formatter", "json", *pages], accept=(0, 1))
    reports: list[dict[str, Any]] = json.loads(run.stdout)
    failures = tuple(
        f"/{page}:{m['line']}:{m['column']}: {m['ruleId']}: {m['message']}"
        for report in reports
        for page in [Path(report["filePath"]).relative_to(site.served.folder)]
        for m in report["messages"]
    )
    return Outcome(f"html-validate {version}: {len(failures)} errors on {len(pages)} pages", failures)


_TOLD = re.compile(r"/case/?#[a-z_]+=[^#]*$")
"""What is told of a case stands in the address of its page, and is no place on it; the page itself has to be there."""
_NO_PLACE = "fragment"


def follow_links(site: Site) -> Outcome:
    """Every link within the site, offline, fragments included: each leads somewhere."""
    folder = site.served.folder
    tool = Path(sysconfig.get_path("scripts")) / "lychee"
    command: list[str | Path] = [tool, "--offline", "--include-fragments", "--no-progress", "--format", "json"]
    command += ["--index-files", "index.html", "--root-dir", folder, *sorted(folder.rglob("*.html"))]
    version = run_tool([tool, "--version"]).stdout.strip()
    report: dict[str, Any] = json.loads(run_tool(command, accept=(0, LYCHEE_BROKEN)).stdout)
    failures = tuple(
        f"/{Path(page).relative_to(folder)}: {link['url']}: {link['status']['text']}"
        for page, links in sorted(report["error_map"].items())
        for link in links
        if not (_TOLD.search(link["url"]) and _NO_PLACE in link["status"]["text"])
    )
    return Outcome(f"{version}: {len(failures)} of {report['total']} links lead nowhere", failures)
