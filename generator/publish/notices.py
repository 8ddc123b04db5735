"""What a staff page says of itself where one of its languages has stayed behind the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.agreement.freshness import Paired, Standing, other_than
from generator.language.pages import desk_words
from generator.playbook.html import Markup
from generator.playbook.merge import address_of, climb

_NOTE = Markup(
    '<aside class="behind" role="note" data-search-exclude=""><p>{} <a href="{}" hreflang="{}">{}</a></p></aside>'
)


@dataclass(frozen=True, slots=True)
class Freshness:
    """How the two sides of each page stand, by its path; empty where the project keeps no lock."""

    pages: Mapping[str, Paired] = field(default_factory=dict)

    def front(self, path: str, lang: str) -> dict[str, object]:
        """What the theme shows below the title: the state of the page, and a notice if its top is behind."""
        paired = self.pages.get(path)
        if paired is None or paired.is_never:
            return {}
        words = desk_words(lang)
        late = [pair for pair in paired.pairs if pair.behind == lang]
        front: dict[str, object] = {}
        if late:
            said = words["state_behind_one"] if len(late) == 1 else words["state_behind"].format(count=len(late))
            key = late[0].spot.key.partition("~")[0] or "behind"
            front["state"] = {"kind": "behind", "words": said, "href": f"#{key}"}
        elif all(pair.standing is Standing.AGREED for pair in paired.pairs):
            front["state"] = {"kind": "agreed", "words": words["state_agreed"]}
        if late and not late[0].spot.key:
            front["behind"] = self._facts(path, lang, "")
        return front

    def notices(self, path: str, lang: str) -> dict[int, str]:
        """The notice of each section that is behind in this language, by the number of its heading."""
        paired = self.pages.get(path)
        late = [pair for pair in paired.pairs if pair.behind == lang and pair.spot.key] if paired else []
        found = {}
        for pair in late:
            heading = pair.sides[lang].heading
            facts = self._facts(path, lang, pair.spot.key.partition("~")[0])
            if heading is not None:
                found[heading] = str(_NOTE.format(facts["words"], facts["href"], facts["lang"], facts["link"]))
        return found

    def reply(self, name: str, lang: str) -> Markup:
        """The notice above a reply of which one language is behind; nothing otherwise."""
        paired = self.pages.get(f"replies/{name}.md")
        late = [pair.behind for pair in paired.pairs if pair.behind is not None] if paired else []
        if not late:
            return Markup("")
        said = desk_words(lang)[f"behind_reply.{late[0]}"]
        return Markup('<aside class="behind" role="note" data-search-exclude=""><p>{}</p></aside>\n').format(said)

    def _facts(self, path: str, lang: str, key: str) -> dict[str, str]:
        words = desk_words(lang)
        other = other_than(lang)
        root = climb(path) + ("zh/" if lang == "en" else "../")
        return {
            "words": words["behind"],
            "href": f"{root}{address_of(path)}{f'#{key}' if key else ''}",
            "lang": desk_words(other)["html_lang"],
            "link": words["behind_link"],
        }
