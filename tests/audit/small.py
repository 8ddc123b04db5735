"""Makes the scripts of ``What happens in my case?`` small, or says that they are not what their sources make.

A build needs no Node for it: what is made here is kept beside the sources, each with the hash of what it was made from.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from generator.language.style import Voice
from generator.publish.assistant import case_source, stamp_of
from tests.audit.gate import HERE, TOOLS

OVERRIDES = HERE.parent.parent / "overrides"
_OPTIONS = (
    *(
        "--compress",
        "passes=4,unsafe_arrows=true,unsafe=true,pure_getters=true,keep_fargs=false,inline=1,reduce_funcs=false",
    ),
    *("--mangle", "--ecma", "2022"),
)
_ALONE = ("--define", "globalThis.samepageInside=undefined,globalThis.samepageStaff=undefined")
"""Of what only staff load buyers need not even the places where it would be asked."""
_BUYERS = ("is_over",)
"""To staff it is told of escalations as well, in the decision."""
_PRIVATE = (
    *("among", "madeBy", "whole", "own", "latest"),
    *("box", "result", "option", "windowOf", "barred", "sources", "days", "part", "key", "gap"),
    *("first", "year"),
)
"""Properties that the scripts only pass to one another: no data and no decision has them, so they may be short."""


def main(check: bool) -> int:
    """Writes both scripts; with ``check`` only compares. 1 if one is not what its sources make."""
    wrong = 0
    for voice in Voice:
        source, file = case_source(OVERRIDES, voice), OVERRIDES / "assistant" / "small" / f"{voice}.js"
        text = f"{stamp_of(source)}\n{make_small(source, voice)}"
        if check and (not file.is_file() or file.read_text(encoding="utf-8") != text):
            print(f"{file.relative_to(OVERRIDES.parent)} is not what its sources make; make it again: make scripts")
            wrong = 1
        elif not check:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return wrong


def make_small(source: str, voice: Voice) -> str:
    """The script without what only people need, by terser."""
    terser: Path = TOOLS / ".bin" / "terser"
    names = "|".join((*_PRIVATE, *(_BUYERS if voice is Voice.BUYER else ())))
    private = ("--mangle-props", f"builtins=true,regex=/^({names})$/", "--toplevel")
    alone = _ALONE if voice is Voice.BUYER else ()
    command = [str(terser), *_OPTIONS, *private, *alone]
    run = subprocess.run(command, input=source, capture_output=True, text=True, check=True)
    # What the sources are held to has been found out by now.
    return run.stdout.removeprefix('"use strict";').rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
