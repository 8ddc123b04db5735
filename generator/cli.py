"""The command line: parses, calls the pipeline, prints."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from enum import IntEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from generator import __version__, report
from generator.arguments import Arguments, Usage, choose_language, read_arguments
from generator.collecting import search_no_more
from generator.finding import Finding, codes, failing
from generator.progress import Progress
from generator.relay import Waiting, hand_on
from generator.sharing import Ended
from generator.words import words

if TYPE_CHECKING:
    from generator.building import GoOn, Stretch, Work
    from generator.memory import Memory
    from generator.pipeline import Watcher


class Exit(IntEnum):
    """Exit codes, as scripts and CI rely on them."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    BUSY = 3
    DEFECT = 70


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing a user can cause ends in a traceback.

    Without ``argv`` it is the program itself: a build may then start the process over, so as to forget.
    """
    given = sys.argv[1:] if argv is None else list(argv)

    def run() -> int:
        arguments = read_arguments(given)
        return _COMMANDS[arguments.command](replace(arguments, is_program=argv is None))

    status = _answer(run, lambda: choose_language(given))
    if argv is None:
        search_no_more()
    return status


def _answer(run: Callable[[], int], language: Callable[[], str]) -> int:
    """The exit code of what runs."""
    _open_closed()
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal without Chinese, a file name that is no text
    try:
        with _stoppable():
            status = run()
            sys.stdout.flush()
            return status
    except Usage as usage:
        print(usage, file=sys.stderr if usage.status else sys.stdout)
        return usage.status
    except BrokenPipeError:
        _leave_unsaid()  # whoever read our output has gone
        return 128 + signal.SIGPIPE
    except _Stopped as stopped:
        return 128 + stopped.number
    except Ended as ended:
        print(words(language())["ended"].format(number=ended.number), file=sys.stderr)
        return 128 + ended.number
    except MemoryError:
        print(words(language())["no_memory"], file=sys.stderr)
        return 128 + signal.SIGKILL  # as where the system finds that out
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None and error.errno in (errno.ENOSPC, errno.EIO):
            _leave_unsaid()
            print(words(language())["unsaid"].format(why=os.strerror(error.errno)), file=sys.stderr)
            return Exit.USAGE
        traceback.print_exc()
        print(words(language())["defect"].format(version=__version__), file=sys.stderr)
        return Exit.DEFECT


def _open_closed() -> None:
    """Streams that were closed before the program began are there, and lead nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  it stays open as they would


def _leave_unsaid() -> None:
    """What is still to be written goes nowhere, at interpreter exit too."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Stopped(KeyboardInterrupt):
    """A signal asks the program to end; on its way out everything half done is cleared away."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def _stoppable() -> Iterator[None]:
    """Signals that end a program raise _Stopped instead of ending it on the spot."""

    def stop(number: int, _: object) -> None:
        raise _Stopped(number)

    if threading.current_thread() is not threading.main_thread():
        yield  # signals are not for other threads to hear
        return
    # What is ignored stays so: nohup means it, and a shell that starts a job in the background.
    heard = [one for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if signal.getsignal(one) != signal.SIG_IGN]
    before = {number: signal.signal(number, stop) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


# Each command imports what it needs itself: `explain` answers without loading the whole generator.


def _check(arguments: Arguments) -> int:
    from generator import pipeline

    root = _project(arguments)
    _stand_in(root)
    with Progress(arguments.lang) as progress:
        checked = pipeline.check_project(root, _as_of(arguments), progress, drawn=False, memory=_memory(arguments))
    return _print(checked.findings, arguments)


def _build(arguments: Arguments) -> int:
    from generator.building import build_site, in_turn
    from generator.publish.site import SiteBusy, SiteInside, SiteTaken

    root = _project(arguments)
    # "site/../new" is meant as it is written, although the site is a link to somewhere else.
    live = Path(os.path.normpath(arguments.site)) if arguments.site else root / "site"
    go_on = _afresh(arguments, live) if arguments.is_program else in_turn
    for part in ("content", "policies", "overrides"):
        if _real(live.parent, arguments).is_relative_to(root / part):
            raise Usage(words(arguments.lang)["taken"].format(path=live), Exit.USAGE)
    _refuse_unnamed(root, arguments)
    _stand_in(root)
    try:
        with Progress(arguments.lang) as progress:
            day, memory = _as_of(arguments), _memory(arguments)
            findings = build_site(root, live, day, progress, with_pdf=arguments.pdf, memory=memory, go_on=go_on)
    except SiteBusy as busy:
        print(words(arguments.lang)["busy"].format(pid=busy), file=sys.stderr)
        return Exit.BUSY
    except SiteTaken as taken:
        raise Usage(words(arguments.lang)["taken"].format(path=taken), Exit.USAGE) from None
    except SiteInside as inside:
        raise Usage(words(arguments.lang)["inside"].format(path=inside), Exit.USAGE) from None
    return _tell_built(findings, arguments, live)


def _afresh(arguments: Arguments, live: Path) -> GoOn:
    """Has each next part of a build done by this process after it has started over, where that can be."""

    def go_on(stretch: Stretch, work: Work, progress: Watcher) -> tuple[Finding, ...]:
        assert isinstance(progress, Progress)
        with progress.put_by():
            hand_on(_take_up, arguments, live, stretch, work, folder=work.store.folder, held=(work.store.lock,))
        return stretch(work, progress, go_on)

    return go_on


def _take_up(waiting: Waiting, arguments: Arguments, live: Path, stretch: Stretch, work: Work) -> int:
    """Goes on with a build after the process has started over."""
    from generator.building import take_up

    def run() -> int:
        with Progress(arguments.lang) as progress:
            findings = take_up(stretch, work, progress, _afresh(arguments, live), waiting)
        return _tell_built(findings, arguments, live)

    status = _answer(run, lambda: arguments.lang)
    search_no_more()
    return status


def _tell_built(findings: tuple[Finding, ...], arguments: Arguments, live: Path) -> int:
    status = _print(findings, arguments)
    if status == Exit.FINE:
        # What a program reads stays what it is: the findings alone.
        stream = sys.stdout if arguments.format == "text" else sys.stderr
        say = words(arguments.lang)
        print(say["built"].format(staff=live / "staff/index.html", buyer=live / "buyer/index.html"), file=stream)
        for paper in sorted(live.glob("buyer/*/copies/*.pdf")) if arguments.pdf else ():
            print(say["built_pdf"].format(path=paper), file=stream)
    return status


def _serve(arguments: Arguments) -> int:
    from generator.building import build_site
    from generator.pipeline import Unwatched
    from generator.publish import preview
    from generator.publish.site import SiteBusy

    root = _project(arguments)
    _refuse_unnamed(root, arguments)
    _stand_in(root)
    try:
        preview.serve(
            root,
            arguments.port,
            lambda live: build_site(root, live, _as_of(arguments), Unwatched(), memory=_memory(arguments)),
            lambda findings: print(report.as_text(findings, arguments.lang), end="", flush=True),
            lambda address: print(words(arguments.lang)["serving"].format(address=address), flush=True),
        )
    except preview.PortTaken as taken:
        text = words(arguments.lang)["port_taken"].format(port=arguments.port, why=taken)
        raise Usage(text, Exit.USAGE) from None
    except SiteBusy as busy:
        print(words(arguments.lang)["busy"].format(pid=busy), file=sys.stderr)
        return Exit.BUSY
    return Exit.FINE


def _explain(arguments: Arguments) -> int:
    name = (arguments.code or "").upper()
    if name not in codes():
        near = ", ".join(_near(name))
        known = {"near": near, "first": codes()[0], "last": codes()[-1]}
        text = words(arguments.lang)["no_code"].format(code=arguments.code, **known)
        raise Usage(text, Exit.USAGE)
    print(report.explain(name, arguments.lang), end="")
    return Exit.FINE


def _near(name: str) -> Sequence[str]:
    """The codes that are nearest: by their number where there is one, for it tells what a finding is about."""
    digits = "".join(filter(str.isdigit, name))[:3].ljust(3, "0")
    by_number = sorted(codes(), key=lambda each: abs(int(each[2:]) - int(digits)))
    return sorted(by_number[:3]) if any(map(str.isdigit, name)) else get_close_matches(name, codes(), 3) or codes()[:3]


def _quantities(arguments: Arguments) -> int:
    from generator import pipeline

    lang = arguments.lang if arguments.lang_given else None
    found, findings = pipeline.read_quantities(arguments.file, sys.stdin.buffer, lang, arguments.directory)
    if findings:
        return _print(findings, arguments)
    print(report.QUANTITIES[arguments.format](found), end="")
    return Exit.FINE


def _decide(arguments: Arguments) -> int:
    from generator import answer, ruling
    from generator.decisions.reading import shortened

    root = _project(arguments)
    say = words(arguments.lang)
    bad = [say["bad_set"].format(text=shortened(text)) for text in arguments.settings if not ruling.is_setting(text)]
    bad += [say["set_twice"].format(key=shortened(key)) for key in ruling.set_twice(arguments.settings)]
    if bad:
        raise Usage("\n".join(bad), Exit.USAGE)
    asked = ruling.decide_case(root, arguments.file, sys.stdin.buffer, arguments.settings, _as_of(arguments))
    if asked.findings:
        print(report.FORMATS["text"](asked.findings, arguments.lang), end="", file=sys.stderr)
        return Exit.USAGE if asked.is_usage else Exit.FINDINGS
    assert asked.ruling is not None
    assert asked.situation is not None
    print(answer.FORMATS[arguments.format](asked.ruling, asked.situation, arguments.lang), end="")
    problems = ruling.problems_in(asked.ruling, asked.situation)
    if problems:
        print(report.FORMATS["text"](problems, arguments.lang), end="", file=sys.stderr)
    return Exit.FINDINGS if problems else Exit.FINE


def _agree(arguments: Arguments) -> int:
    from generator.policy.files import unwritable
    from generator.upkeep.agreeing import agree
    from generator.upkeep.naming import Unknown

    root = _project(arguments)
    say = words(arguments.lang)
    if arguments.every == bool(arguments.pages) or (arguments.every and arguments.cosmetic):
        raise Usage(say["agree_what"], Exit.USAGE)
    try:
        agreed = agree(root, arguments.pages, is_cosmetic=arguments.cosmetic, is_first=arguments.every)
    except Unknown as unknown:
        raise Usage(say["no_page"].format(text=unknown.text, near=", ".join(unknown.near)), Exit.USAGE) from None
    except OSError as error:
        return _print((unwritable(error, root),), arguments)
    if agreed.findings:
        return _print(agreed.findings, arguments)
    for said in agreed.said:
        pattern = say["agreed"] if said.lang is None else say["agreed_cosmetic"]
        print(pattern.format(name=said.name, lang=said.lang and say[f"lang.{said.lang}"]))
    if not agreed.said:
        print(say["agreed_already"])
    return Exit.FINE


def _status(arguments: Arguments) -> int:
    from generator import standing
    from generator.upkeep.standing import read_status

    status, findings = read_status(_project(arguments), _as_of(arguments))
    if status is not None:
        print(standing.FORMATS[arguments.format](status, arguments.lang), end="")
    if findings:
        print(report.FORMATS["text"](findings, arguments.lang), end="", file=sys.stderr)
    return Exit.FINDINGS if failing(findings) else Exit.FINE


def _fix(arguments: Arguments) -> int:
    from generator.policy.files import unwritable
    from generator.upkeep.mending import mend

    root = _project(arguments)
    say = words(arguments.lang)
    try:
        mending = mend(root, write=not arguments.dry_run)
    except OSError as error:
        return _print((unwritable(error, root),), arguments)
    if mending.findings:
        return _print(mending.findings, arguments)
    for file in mending.files:
        pattern = say["fixed"] if file.count else say["fixed_lock"]
        told = pattern.format(path=file.path, count=file.count)
        print(file.diff() if arguments.dry_run else told, end="" if arguments.dry_run else "\n")
    if not mending.files:
        print(say["fixed_nothing"], file=sys.stderr if arguments.dry_run else sys.stdout)
    if mending.left:
        print(say["fix_left"], report.as_text(mending.left, arguments.lang), sep="\n", end="", file=sys.stderr)
    return Exit.FINE


_COMMANDS = {
    "check": _check,
    "build": _build,
    "serve": _serve,
    "agree": _agree,
    "status": _status,
    "fix": _fix,
    "decide": _decide,
    "explain": _explain,
    "quantities": _quantities,
}


def _project(arguments: Arguments) -> Path:
    from generator.policy.files import missing_parts

    root = _real(arguments.directory, arguments)
    if missing := missing_parts(root):
        text = words(arguments.lang)["no_project"].format(path=arguments.directory, missing=", ".join(missing))
        raise Usage(text, Exit.USAGE)
    return root


def _stand_in(root: Path) -> None:
    """MkDocs asks in which folder it runs, though it is told of none but the project's: so it has to be there."""
    try:
        os.getcwd()
    except FileNotFoundError:
        os.chdir(root)


def _refuse_unnamed(root: Path, arguments: Arguments) -> None:
    """Usage where the way to a project cannot be told in letters, which MkDocs does."""
    if any("\ud800" <= character <= "\udfff" for character in str(root)):
        encoding = sys.getfilesystemencoding()
        raise Usage(words(arguments.lang)["no_letters"].format(path=root, encoding=encoding), Exit.USAGE)


def _real(path: Path, arguments: Arguments) -> Path:
    try:
        return Path(os.path.realpath(path))  # which does not mind links in a circle
    except FileNotFoundError:
        raise Usage(words(arguments.lang)["no_folder"], Exit.USAGE) from None


def _memory(arguments: Arguments) -> Memory:
    """What earlier checks of the project found nothing in; nothing, if all is to be read anew."""
    from generator.memory import Memory, open_memory

    return Memory() if arguments.anew else open_memory(arguments.directory)


def _as_of(arguments: Arguments) -> date:
    """The day that review dates are compared with; SOURCE_DATE_EPOCH makes it the same on every day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        built = date.today() if epoch is None else datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise Usage(words(arguments.lang)["bad_epoch"].format(text=epoch), Exit.USAGE) from None
    if (day := arguments.as_of or built).year >= _LAST_YEAR:
        raise Usage(words(arguments.lang)["far_date"].format(day=day), Exit.USAGE)
    return day


_LAST_YEAR = 9900
"""No policy reaches so far, and deadlines that are counted from a later day have no date."""


def _print(findings: tuple[Finding, ...], arguments: Arguments) -> int:
    print(report.FORMATS[arguments.format](findings, arguments.lang), end="")
    return Exit.FINDINGS if failing(findings) else Exit.FINE
