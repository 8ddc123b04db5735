"""Takes the pictures that the README shows: ``python -m tests.audit.pictures SITE FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.browser import open_chromium
from tests.server import serve

PICTURES = (
    # name, site, address, width, height, colours
    ("staff-en", "staff", "/", 1000, 800, "light"),
    ("reply-en", "staff", "/on-the-way/lost/#reply", 1000, 800, "light"),
    ("buyer-zh-phone", "buyer", "/zh/", 390, 800, "light"),
)


def take(site: Path, folder: Path) -> None:
    """Writes one PNG per picture into ``folder``, at two pixels a point."""
    folder.mkdir(parents=True, exist_ok=True)
    with open_chromium() as browser:
        for name, kind, address, width, height, colours in PICTURES:
            with serve(site / kind) as served:
                page = browser.new_page(
                    viewport={"width": width, "height": height},
                    device_scale_factor=2,
                    color_scheme="dark" if colours == "dark" else "light",
                    reduced_motion="reduce",
                )
                page.goto(served.url + address, wait_until="networkidle")
                page.screenshot(path=folder / f"{name}.png")
                page.close()
                print(folder / f"{name}.png")


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
