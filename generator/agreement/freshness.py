"""Net 4, freshness: what has stayed behind an edit of the other language: a section, a reply, a text of the policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.agreement.lock import Lock, Sides, Spot
from generator.agreement.parity import NAMES
from generator.finding import LANGUAGES, Finding, Place
from generator.playbook.page import Page, Playbook
from generator.playbook.sections import TOP, Section, section_of, sections_of
from generator.policy.model import Worded

LONGEST = 60
"""How many characters of a text of the policy a finding quotes."""


class Standing(StrEnum):
    """How the two sides of a section stand to each other."""

    AGREED = "agreed"
    """Both are as they were when somebody said that they agree."""
    BEHIND = "behind"
    """One side was edited since, and the other was not."""
    CHANGED = "changed"
    """Both were edited since, or the section is new: somebody has to say again that they agree."""
    NEVER = "never"
    """Nobody has ever said that this page agrees."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A section in both languages. ``behind`` is the language that was not edited, where only one was.

    ``held`` is what was said to agree, ``was`` the spot that holds it: another one where the anchor has changed.
    """

    spot: Spot
    sides: Mapping[str, Section]
    standing: Standing
    behind: str | None = None
    held: tuple[Sides, ...] = ()
    was: Spot | None = None

    @property
    def wording(self) -> Sides:
        """What both sides say today."""
        return tuple(self.sides[lang].wording for lang in LANGUAGES)

    @property
    def changed(self) -> str | None:
        """The language that was edited, where only one was."""
        return None if self.behind is None else other_than(self.behind)


@dataclass(frozen=True, slots=True)
class Paired:
    """A page or reply that stands in both languages with the same headings, section by section.

    Or a file of the policy (``is_policy``), text by text.
    """

    page: str
    pairs: tuple[Pair, ...]
    is_policy: bool = False

    @property
    def is_never(self) -> bool:
        """Whether nobody has ever said anything about this page."""
        return all(pair.standing is Standing.NEVER for pair in self.pairs)


def other_than(lang: str) -> str:
    """The other language."""
    return next(other for other in LANGUAGES if other != lang)


def pair_up(playbook: Playbook, lock: Lock) -> tuple[Paired, ...]:
    """Every page and reply whose sections pair, in the order of their paths, held against the lock."""
    by_page = lock.by_page()
    return tuple(Paired(page, _pair(page, sides, by_page.get(page, {}))) for page, sides in sorted(_twins(playbook)))


def pair_up_texts(worded: Iterable[Worded], lock: Lock) -> tuple[Paired, ...]:
    """The texts of the policy that stand in both languages, file by file, held against the lock."""
    by_page = lock.by_page()
    by_file: dict[str, list[Worded]] = {}
    for text in worded:
        by_file.setdefault(text.path, []).append(text)
    found = []
    for path, texts in sorted(by_file.items()):
        sides = {lang: tuple(_section(text, at) for text in texts) for at, lang in enumerate(LANGUAGES)}
        found.append(Paired(path, _pair(path, sides, by_page.get(path, {})), is_policy=True))
    return tuple(found)


def check_freshness(pages: Iterable[Paired]) -> Iterator[Finding]:
    """Findings about what is behind, or what nobody has said to agree. A project without a lock has no pairs."""
    for paired in pages:
        if paired.is_never:
            path = paired.page if paired.is_policy else _file(LANGUAGES[0], paired.page)
            yield Finding("SP413", Place(path), {"page": paired.page})
            continue
        for pair in paired.pairs:
            if pair.behind is not None:
                yield _ahead(pair, pair.behind) if paired.is_policy else _behind(pair, pair.behind)
            elif pair.standing is Standing.CHANGED:
                en, zh = (pair.sides[lang] for lang in LANGUAGES)
                facts = {"section": en.title, "other": str(zh.place), "name": name_of(pair.spot)}
                yield Finding("SP418" if paired.is_policy else "SP412", en.place, facts)


def carry(lock: Lock, before: Iterable[Paired], after: Iterable[Paired]) -> Lock:
    """The lock after edits that change no meaning: a side that was as it is held is held as it is now."""
    now = {pair.spot: pair for paired in after for pair in paired.pairs}
    changes: dict[Spot, tuple[Sides, ...]] = {}
    for pair in (pair for paired in before for pair in paired.pairs if pair.was is not None and pair.spot in now):
        kept = (
            tuple(
                new if side == old else side
                for side, old, new in zip(sides, pair.wording, now[pair.spot].wording, strict=True)
            )
            for sides in pair.held
        )
        if pair.was is not None:
            changes[pair.was] = tuple(dict.fromkeys(kept))
    return lock.but(changes)


def name_of(spot: Spot) -> str:
    """What to type for a section: ``page.md#check``; ``page.md#top`` for the top of a page.

    For a text of the policy: ``policies/returns.yaml#terms.window.note``.
    """
    if spot.key:
        return str(spot)
    return spot.page if spot.page.startswith("replies/") and spot.page != "replies/index.md" else f"{spot.page}#{TOP}"


def _behind(pair: Pair, lang: str) -> Finding:
    ahead = other_than(lang)
    place = pair.sides[lang].place
    facts: dict[str, str | tuple[str, str]] = {
        "section": pair.sides[lang].title,
        "changed": NAMES[ahead],
        "other": str(pair.sides[ahead].place),
        "name": name_of(pair.spot),
        "edited": f"content/{ahead}/{name_of(pair.spot)}",
    }
    return Finding("SP411", place, facts)


def _ahead(pair: Pair, lang: str) -> Finding:
    """Both sides of a text of the policy stand side by side, so it is told where the edit was."""
    ahead = other_than(lang)
    facts: dict[str, str | tuple[str, str]] = {
        "section": pair.sides[ahead].title,
        "changed": NAMES[ahead],
        "late": NAMES[lang],
        "other": str(pair.sides[lang].place),
        "name": name_of(pair.spot),
        "edited": f"{name_of(pair.spot)}.{ahead}",
    }
    return Finding("SP417", pair.sides[ahead].place, facts)


def _section(text: Worded, at: int) -> Section:
    """One language of a text of the policy, as a section is held."""
    words = text.words[at]
    title = " ".join(words.replace("\x1f", ", ").split())
    shown = title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
    return Section(text.key, shown, None, text.places[at], 0, len(words), words)


def _file(lang: str, page: str) -> str:
    return f"content/{lang}/{page}"


def _twins(playbook: Playbook) -> Iterator[tuple[str, dict[str, tuple[Section, ...]]]]:
    for (lang, path), page in playbook.pages.items():
        twin = playbook.pages.get((other_than(lang), path))
        if lang == LANGUAGES[0] and twin is not None and _shape(page) == _shape(twin):
            yield path, {page.lang: sections_of(page), twin.lang: sections_of(twin)}
    for (lang, name), reply in playbook.replies.items():
        other = playbook.replies.get((other_than(lang), name))
        if lang == LANGUAGES[0] and other is not None:
            yield f"replies/{name}.md", {each.lang: (section_of(each),) for each in (reply, other)}


def _shape(page: Page) -> list[int]:
    return [heading.level for heading in page.headings]


def _pair(
    page: str, sides: Mapping[str, tuple[Section, ...]], said: Mapping[Spot, tuple[Sides, ...]]
) -> tuple[Pair, ...]:
    by_number = [dict(zip(sides, both, strict=True)) for both in zip(*sides.values(), strict=True)]
    spots = [Spot(page, both[LANGUAGES[0]].key) for both in by_number]
    known = frozenset(spots)
    strays = {spot: held for spot, held in said.items() if spot not in known}
    pairs = []
    for spot, both in zip(spots, by_number, strict=True):
        if not said:
            pairs.append(Pair(spot, both, Standing.NEVER))
            continue
        now = tuple(both[lang].wording for lang in LANGUAGES)
        was = spot if spot in said else _renamed(now, strays)
        held = said[was] if was else ()
        pairs.append(Pair(spot, both, *_stand(now, held), held, was))
    return tuple(pairs)


def _renamed(now: Sides, strays: dict[Spot, tuple[Sides, ...]]) -> Spot | None:
    """What a section was called before its anchor changed: it is known by a side that is as it was."""
    for spot, held in strays.items():
        if any(one == other for sides in held for one, other in zip(now, sides, strict=True)):
            del strays[spot]
            return spot
    return None


def _stand(now: Sides, held: tuple[Sides, ...]) -> tuple[Standing, str | None]:
    if now in held:
        return Standing.AGREED, None
    kept = [lang for at, lang in enumerate(LANGUAGES) if any(sides[at] == now[at] for sides in held)]
    return (Standing.BEHIND, kept[0]) if len(kept) == 1 else (Standing.CHANGED, None)
