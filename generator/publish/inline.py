"""What a buyer page carries in itself, so that it is a single request: its style, what it may do, its data."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

from generator.playbook.html import Markup


def inline_style(overrides: Path, more: Iterable[str]) -> Markup:
    """The one style element: tokens, pages and picture, without comments, needless space, and colours that no
    page uses.

    The dark tokens are written for the staff site's switch; buyer pages follow the system instead.
    """
    light, _, dark = (overrides / "tokens.css").read_text(encoding="utf-8").partition('[data-md-color-scheme="slate"]')
    tokens = f"{light}@media (prefers-color-scheme: dark) {{ :root {dark or '{}'} }}@media print {{ {light} }}"
    names = ("buyer/buyer.css", "buyer/rail.css", *more)
    rest = [(overrides / name).read_text(encoding="utf-8") for name in names]
    text = re.sub(r"/\*.*?\*/", "", "".join([tokens, *rest]), flags=re.DOTALL)
    text = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", text))
    used = frozenset(re.findall(r"var\((--[\w-]+)", text))
    text = re.sub(r"(--[\w-]+): ([^;}]*);", lambda found: f"{found[1]}:{found[2]};" if found[1] in used else "", text)
    return Markup(text.replace(";}", "}").strip())


def security_of(style: str, more: str = "") -> str:
    """What a page may do: show its own style, and what ``more`` allows."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; {more}style-src 'sha256-{digest}'; img-src data:; "
        # Nothing on a page connects; audits that read robots.txt through the page may.
        "connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


def for_script(data: object) -> Markup:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
