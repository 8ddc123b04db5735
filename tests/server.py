"""A small web server for built pages, as strict as a careful host.

Every page is sent with a content security policy that allows the page's own files and nothing else: no other
host, no ``style=`` attribute, no ``on...`` handler, no ``eval``. The one exception is what Material cannot do
without: a ``<script>`` or ``<style>`` element written into the page, allowed by its hash, as a host would.
Text is sent compressed, so that the bytes of a page can be counted as a reader's connection would; what a browser has
already is not sent again.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

INLINE = re.compile(rb"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
TEXT = (
    "text/",
    "application/json",
    "application/javascript",
    "application/xml",
    "image/svg+xml",
    "application/ld+json",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was sent for one request: ``size`` in bytes of the body as it went over the wire."""

    path: str
    status: int
    size: int


@dataclass(frozen=True, slots=True)
class Served:
    """A folder being served: ``url`` without a slash at the end, and every answer given so far."""

    folder: Path
    url: str
    answers: list[Answer] = field(default_factory=list)


def security_policy(html: bytes) -> str:
    """The Content-Security-Policy header for a page, with the hashes of its inline elements.

    >>> security_policy(b"<style>a{}</style>").split("; ")[2]
    "style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='"
    """
    allowed: dict[str, list[str]] = {"script": ["'self'"], "style": ["'self'"]}
    for tag, attributes, text in INLINE.findall(html):
        if b"src=" not in attributes and b"application/" not in attributes:
            digest = base64.b64encode(hashlib.sha256(text).digest()).decode()
            allowed[tag.decode().lower()].append(f"'sha256-{digest}'")
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(dict.fromkeys(allowed['script']))}",
            f"style-src {' '.join(dict.fromkeys(allowed['style']))}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


@cache
def _read(path: Path, _changed: int) -> tuple[bytes, bytes, str, str]:
    """A file as it is, as it is sent, its policy, and a tag for this state of it; kept until the file changes."""
    body = path.read_bytes()
    policy = security_policy(body) if path.suffix == ".html" else ""
    return body, gzip.compress(body, 9, mtime=0), policy, f'"{hashlib.sha256(body).hexdigest()}"'


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    served: Served

    def do_GET(self) -> None:
        where = unquote(urlsplit(self.path).path)
        folder = self.served.folder.resolve()
        path = (folder / where.lstrip("/")).resolve()
        status = HTTPStatus.OK
        if path.is_dir() and not where.endswith("/"):
            self._redirect(where + "/")
            return
        if path.is_dir():
            path = path / "index.html"
        if not path.is_file() or not path.is_relative_to(folder):
            status = HTTPStatus.NOT_FOUND
            path = folder / "404.html"
        self._send(path, status)

    def _send(self, path: Path, status: HTTPStatus) -> None:
        body, squeezed, policy, tag = _read(path, path.stat().st_mtime_ns) if path.is_file() else (b"", b"", "", "")
        if tag and status == HTTPStatus.OK and self.headers.get("If-None-Match") == tag:
            self.served.answers.append(Answer(self.path, HTTPStatus.NOT_MODIFIED.value, 0))
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.send_header("ETag", tag)
            self.end_headers()
            return
        kind = guess_type(path.name)[0] or "application/octet-stream"
        compress = kind.startswith(TEXT) and "gzip" in self.headers.get("Accept-Encoding", "")
        sent = squeezed if compress else body
        # Noted before it is sent: whoever has it all may look at once.
        self.served.answers.append(Answer(self.path, status.value, len(sent)))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith(TEXT) else kind)
        self.send_header("Content-Length", str(len(sent)))
        self.send_header("Cache-Control", "max-age=0, must-revalidate")
        if tag and status == HTTPStatus.OK:
            self.send_header("ETag", tag)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        if compress:
            self.send_header("Content-Encoding", "gzip")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(sent)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _redirect(self, where: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: ``answers`` keeps the record."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no news; anything else is."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # typeshed wants a socket


@contextmanager
def serve(folder: Path, port: int = 0) -> Iterator[Served]:
    """Serves ``folder`` on loopback until the end of the block; ``port`` 0 takes a free one."""

    class Handler(_Handler):
        pass

    server = _Server(("127.0.0.1", port), Handler)
    served = Handler.served = Served(folder, f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main(site: Path) -> None:
    """Serves both sites of ``site`` until interrupted."""
    with ExitStack() as stack:
        for name, port in (("staff", 8001), ("buyer", 8002)):
            served = stack.enter_context(serve(site / name, port))
            print(f"{name:>6}: {served.url}/")
        print("Stop with Ctrl-C.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "site"))
