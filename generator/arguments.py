"""The arguments of the command line, in the reader's language."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from generator import __version__
from generator.finding import LANGUAGES
from generator.report import FORMATS
from generator.words import words

_LAST_PORT = 65_535


class Usage(Exception):
    """Words for the person at the terminal, and the exit code that goes with them."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Arguments:
    """One call of the program. ``lang_given`` tells a language that was asked for from the locale's.

    ``is_program``: the process is there for this call alone.
    """

    command: str
    directory: Path
    lang: str
    lang_given: bool
    format: str
    as_of: date | None
    site: Path | None
    port: int
    code: str | None
    file: str
    settings: tuple[str, ...]
    pages: tuple[str, ...] = ()
    cosmetic: bool = False
    every: bool = False
    dry_run: bool = False
    anew: bool = False
    pdf: bool = False
    is_program: bool = False


def read_arguments(argv: list[str]) -> Arguments:
    """What was asked for. Raises Usage for help (status 0) and for anything that cannot be understood (2)."""
    lang = choose_language(argv)
    parser = _build_parser(lang)
    read = parser.parse_args(argv)
    return Arguments(
        command=read.command,
        directory=Path(read.directory),
        lang=lang,
        lang_given=read.lang is not None,
        format=getattr(read, "format", "text"),
        as_of=getattr(read, "as_of", None),
        site=getattr(read, "site", None),
        port=getattr(read, "port", 0),
        code=getattr(read, "code", None),
        file=getattr(read, "file", "-"),
        settings=tuple(getattr(read, "settings", ())),
        pages=tuple(getattr(read, "pages", ())),
        cosmetic=getattr(read, "cosmetic", False),
        every=getattr(read, "every", False),
        dry_run=getattr(read, "dry_run", False),
        anew=getattr(read, "anew", False),
        pdf=getattr(read, "pdf", False),
    )


def choose_language(argv: list[str]) -> str:
    """The language asked for, before the arguments are read, so that their own errors can speak it."""
    for at, argument in enumerate(argv):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and at + 1 < len(argv):
            value = argv[at + 1]
        if value in LANGUAGES:
            return value
    locale = next((v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), "")
    return "zh" if locale.lower().startswith("zh") else "en"


class _Parser(argparse.ArgumentParser):
    """argparse in the reader's language, ending in Usage rather than in SystemExit."""

    lang = "en"

    def error(self, message: str) -> NoReturn:
        raise Usage(f"{self.format_usage()}{words(self.lang)['wrong_usage']}: {message}", 2)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise Usage((message or "").rstrip("\n"), status)


class _Show(argparse.Action):
    """``--help`` and ``--version``: text that ends the run, without argparse printing it itself."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        text = parser.format_help() if self.dest == "help" else f"samepage {__version__}"
        raise Usage(text.rstrip("\n"), 0)


def _build_parser(lang: str) -> argparse.ArgumentParser:
    say = words(lang)

    class Formatter(argparse.HelpFormatter):
        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[argparse._MutuallyExclusiveGroup],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(usage, actions, groups, say["usage"] if prefix is None else prefix)

    class Parser(_Parser):
        pass

    Parser.lang = lang
    parser = Parser(prog="samepage", description=say["about"], formatter_class=Formatter, add_help=False)
    general = parser.add_argument_group(say["options"])
    general.add_argument("-h", "--help", action=_Show, nargs=0, help=say["help_help"])
    general.add_argument("--lang", choices=LANGUAGES, default=None, help=say["help_lang"])
    general.add_argument("--version", action=_Show, nargs=0, help=say["help_version"])
    commands = parser.add_subparsers(dest="command", required=True, title=say["commands"], metavar="COMMAND")
    for name, has in _OPTIONS.items():
        command = commands.add_parser(
            name, help=say[name], description=say[name], formatter_class=Formatter, add_help=False
        )
        _add_options(command, name, has, say)
    return parser


_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "check": ("format", "as_of", "anew"),
    "build": ("site", "pdf", "as_of", "format", "anew"),
    "serve": ("port", "as_of", "anew"),
    "agree": ("pages",),
    "status": ("format", "as_of"),
    "fix": ("dry_run",),
    "explain": ("code",),
    "decide": ("situation", "settings", "format"),
    "quantities": ("file", "format"),
}
_PLAIN_FORMATS = ("status", "decide", "quantities")
"""Commands that print something else than findings."""


def _add_options(command: argparse.ArgumentParser, name: str, has: tuple[str, ...], say: Mapping[str, str]) -> None:
    if "code" in has:
        command.add_argument_group(say["arguments"]).add_argument("code", metavar="CODE", help=say["help_code"])
    if "file" in has:
        command.add_argument_group(say["arguments"]).add_argument(
            "file", metavar="FILE", nargs="?", default="-", help=say["help_file"]
        )
    if "situation" in has:
        command.add_argument_group(say["arguments"]).add_argument(
            "file", metavar="FILE", nargs="?", default="", help=say["help_situation"]
        )
    if "pages" in has:
        command.add_argument_group(say["arguments"]).add_argument(
            "pages", metavar="PAGE[#SECTION]", nargs="*", default=[], help=say["help_pages"]
        )
    options = command.add_argument_group(say["options"])
    options.add_argument("-C", dest="directory", metavar="DIR", default=".", help=say["help_directory"])
    text_lang = say["help_text_lang"] if name == "quantities" else say["help_lang"]
    options.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=text_lang)
    if "format" in has:
        choices = ("text", "json") if name in _PLAIN_FORMATS else tuple(FORMATS)
        shown = "help_plain_format" if name in _PLAIN_FORMATS else "help_format"
        help_format = say[shown].format(choices=", ".join(choices))
        options.add_argument("--format", choices=choices, default="text", metavar="FORMAT", help=help_format)
    if "as_of" in has:
        options.add_argument("--as-of", type=_a_date(say), metavar="DATE", help=say["help_as_of"])
    if "settings" in has:
        options.add_argument(
            "--set", dest="settings", metavar="KEY=VALUE", action="append", default=[], help=say["help_set"]
        )
    if "pages" in has:
        options.add_argument("--cosmetic", action="store_true", help=say["help_cosmetic"])
        options.add_argument("--all", dest="every", action="store_true", help=say["help_every"])
    if "dry_run" in has:
        options.add_argument("--dry-run", action="store_true", help=say["help_dry_run"])
    if "site" in has:
        options.add_argument("--site", type=Path, metavar="DIR", help=say["help_site"])
    if "pdf" in has:
        options.add_argument("--pdf", action="store_true", help=say["help_pdf"])
    if "anew" in has:
        options.add_argument("--anew", action="store_true", help=say["help_anew"])
    if "port" in has:
        options.add_argument("--port", type=_a_port(say), default=0, metavar="PORT", help=say["help_port"])
    options.add_argument("-h", "--help", action=_Show, nargs=0, help=say["help_help"])


class _a_port:  # noqa: N801  argparse names a type in its messages by the callable's name
    def __init__(self, say: Mapping[str, str]) -> None:
        self._say = say

    def __call__(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= _LAST_PORT):
            raise argparse.ArgumentTypeError(self._say["bad_port"].format(text=text))
        return int(text)


class _a_date:  # noqa: N801  argparse names a type in its messages by the callable's name
    def __init__(self, say: Mapping[str, str]) -> None:
        self._say = say

    def __call__(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(self._say["bad_date"].format(text=text)) from None
