"""Scripts as pages carry them: the same lines without comments and indentation, which readers do not pay for."""

from __future__ import annotations


def squeezed(script: str) -> str:
    r"""The script without blank lines, indentation, and lines that are only comments.

    No text of a script may run over several lines, so that a line is a line.

    >>> squeezed("// Why.\nconst one = () => {\n  /** What. */\n  return 1;\n};\n")
    'const one = () => {\nreturn 1;\n};\n'
    """
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("//", "/**")))
