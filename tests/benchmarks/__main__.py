"""``python -m tests.benchmarks [PAGES ...]``: times this project, grown to so many pages a language."""

from __future__ import annotations

import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PARTS = ("content", "policies", "overrides", "mkdocs.yml", ".samepage")
PARAGRAPH = {
    "en": "Read the whole message before you answer, and say first what the buyer most wants to know. ",
    "zh": "回复之前先读完整条消息，买家最想知道的事放在最前面说。",
}
FRONT = "---\ntitle: {title}\ndescription: {about}\nowner: lead\n---\n\n# {title}\n\n"
WORDS = {
    "en": ("Practice {n}", "Page {n} of a large playbook."),
    "zh": ("练习 {n}", "大型手册的第 {n} 页。"),
}
SENTENCES = 25
"""About 400 words of English."""


def grow(project: Path, pages: int) -> None:
    """A copy of this project in ``project``, with as many more pages as make ``pages`` a language."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, project / part)
        elif source.exists():
            shutil.copy(source, project / part)
    for lang in ("en", "zh"):
        folder = project / "content" / lang / "practice"
        folder.mkdir()
        have = sum(1 for _ in (project / "content" / lang).rglob("*.md"))
        for n in range(1, pages - have + 1):
            body = "\n\n".join(PARAGRAPH[lang] * 5 for _ in range(SENTENCES // 5))
            title, about = (text.format(n=n) for text in WORDS[lang])
            front = FRONT.format(title=title, about=about)
            (folder / f"page-{n}.md").write_text(f"{front}{body}\n", encoding="utf-8")


def measure(project: Path, *command: str) -> float:
    """Seconds that a command takes in ``project``."""
    begin = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-m", "generator", *command, "-C", str(project)], capture_output=True, text=True, check=False
    )
    spent = time.perf_counter() - begin
    if run.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {run.returncode}:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    return spent


def main(sizes: list[int]) -> None:
    """Prints one line per size: seconds for check, for a first build and for the next, and the most memory used."""
    print(f"Python {platform.python_version()} on {platform.machine()}")
    print(f"{'pages a language':>16} {'check':>8} {'build':>8} {'again':>8} {'memory':>10}")
    for pages in sizes:
        with tempfile.TemporaryDirectory(prefix="samepage-bench-") as folder:
            project = Path(folder) / "project"
            project.mkdir()
            grow(project, pages)
            seconds = (measure(project, "check"), measure(project, "build"), measure(project, "build"))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"{pages:>16} " + " ".join(f"{each:>6.1f} s" for each in seconds) + f" {peak:>6} MiB", flush=True)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [50, 500])
