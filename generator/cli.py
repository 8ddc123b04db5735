"""The command line: parses, calls the pipeline, prints."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, date, datetime
from difflib import get_close_matches
from enum import IntEnum
from pathlib import Path

from generator import report
from generator.arguments import Arguments, Usage, read_arguments
from generator.finding import Finding, codes, failing
from generator.progress import Progress
from generator.words import words


class Exit(IntEnum):
    """Exit codes, as scripts and CI rely on them."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    BUSY = 3
    DEFECT = 70


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing a user can cause ends in a traceback."""
    try:
        arguments = read_arguments(sys.argv[1:] if argv is None else list(argv))
        return _COMMANDS[arguments.command](arguments)
    except Usage as usage:
        print(usage, file=sys.stderr if usage.status else sys.stdout)
        return usage.status
    except BrokenPipeError:
        # Whoever read our output has gone; say nothing more, not even at interpreter exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FINE
    except KeyboardInterrupt:
        return 130
    except Exception:
        traceback.print_exc()
        print(words("en")["defect"], file=sys.stderr)
        return Exit.DEFECT


# Each command imports what it needs itself: `explain` answers without loading the whole generator.


def _check(arguments: Arguments) -> int:
    from generator import pipeline

    with Progress(arguments.lang) as progress:
        checked = pipeline.check_project(_project(arguments), _as_of(arguments), progress)
    return _print(checked.findings, arguments)


def _build(arguments: Arguments) -> int:
    from generator import pipeline
    from generator.publish.site import SiteBusy, SiteTaken

    root = _project(arguments)
    live = arguments.site or root / "site"
    try:
        with Progress(arguments.lang) as progress:
            findings = pipeline.build_site(root, live, _as_of(arguments), progress)
    except SiteBusy as busy:
        print(words(arguments.lang)["busy"].format(pid=busy), file=sys.stderr)
        return Exit.BUSY
    except SiteTaken as taken:
        raise Usage(words(arguments.lang)["taken"].format(path=taken), Exit.USAGE) from None
    status = _print(findings, arguments)
    if status == Exit.FINE:
        print(words(arguments.lang)["built"].format(staff=live / "staff/index.html", buyer=live / "buyer/index.html"))
    return status


def _serve(arguments: Arguments) -> int:
    from generator import pipeline
    from generator.publish import preview

    root = _project(arguments)
    preview.serve(
        root,
        arguments.port,
        lambda live: pipeline.build_site(root, live, _as_of(arguments), pipeline.Unwatched()),
        lambda findings: print(report.as_text(findings, arguments.lang), end="", flush=True),
        lambda address: print(words(arguments.lang)["serving"].format(address=address), flush=True),
    )
    return Exit.FINE


def _explain(arguments: Arguments) -> int:
    name = (arguments.code or "").upper()
    if name not in codes():
        near = get_close_matches(name, codes(), 3) or codes()[:3]
        text = words(arguments.lang)["no_code"].format(code=arguments.code, near=", ".join(near))
        raise Usage(text, Exit.USAGE)
    print(report.explain(name, arguments.lang), end="")
    return Exit.FINE


def _quantities(arguments: Arguments) -> int:
    from generator import pipeline

    lang = arguments.lang if arguments.lang_given else None
    dollar = pipeline.currency_of(arguments.directory)
    found, findings = pipeline.read_quantities(arguments.file, sys.stdin.buffer, lang, dollar)
    if findings:
        return _print(findings, arguments)
    print(report.QUANTITIES[arguments.format](found), end="")
    return Exit.FINE


_COMMANDS = {"check": _check, "build": _build, "serve": _serve, "explain": _explain, "quantities": _quantities}


def _project(arguments: Arguments) -> Path:
    from generator import pipeline

    root = arguments.directory.resolve()
    if missing := pipeline.missing_parts(root):
        text = words(arguments.lang)["no_project"].format(path=arguments.directory, missing=", ".join(missing))
        raise Usage(text, Exit.USAGE)
    return root


def _as_of(arguments: Arguments) -> date:
    """The day that review dates are compared with; SOURCE_DATE_EPOCH makes it the same on every day."""
    if arguments.as_of:
        return arguments.as_of
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()


def _print(findings: tuple[Finding, ...], arguments: Arguments) -> int:
    print(report.FORMATS[arguments.format](findings, arguments.lang), end="")
    return Exit.FINDINGS if failing(findings) else Exit.FINE
