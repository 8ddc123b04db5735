"""The live preview: both sites from one address; an edit builds again and shows in the open page."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.finding import Finding

WATCHED = ("policies", "content", "overrides", "mkdocs.yml")


def serve(
    root: Path,
    port: int,
    build: Callable[[Path], tuple[Finding, ...]],
    tell: Callable[[tuple[Finding, ...]], None],
    ready: Callable[[str], None],
) -> None:
    """Serve ``staff/`` and ``buyer/`` until interrupted. ``port`` 0 takes a free one. PortTaken if it cannot be used.

    A build with errors tells its findings and leaves the last good pages standing.
    """
    port = free_port(port)
    live = root / ".samepage" / "preview"
    live.parent.mkdir(exist_ok=True)

    def rebuild() -> None:
        findings = build(live)
        while any(finding.code == "SP902" for finding in findings):  # edited meanwhile: it needs nobody to begin again
            findings = build(live)
        tell(findings)

    rebuild()
    server = LiveReloadServer(builder=rebuild, host="127.0.0.1", port=port, root=str(live), mount_path="/")
    for name in WATCHED:
        if (root / name).exists():
            server.watch(str(root / name))
    ready(f"http://127.0.0.1:{port}/staff/")
    try:
        server.serve(open_in_browser=False)
    except KeyboardInterrupt:
        return
    finally:
        server.server_close()


class PortTaken(Exception):
    """Why a port cannot be used."""


def free_port(port: int) -> int:
    """This port, or a free one for 0. PortTaken if somebody else has it, or only the system may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortTaken(os.strerror(error.errno or 0)) from error
        return int(probe.getsockname()[1])
