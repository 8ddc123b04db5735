"""Kinds 5: what one language says and the other denies, outside of the structure of pages; values without a numeral."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from generator.agreement.grants import Grants
from generator.finding import Place
from generator.playbook.page import Page
from tests.mutations.outer_kinds import PROSE, TEXT, files_of, outside
from tests.mutations.planting import LANGS, Edit, Kind, Plant, World, plant, shuffled

_TURNED = (
    ("We pay the return postage.", "退货运费由您承担。"),
    ("You need not send it back.", "您须将商品寄回。"),
    ("The item can be returned.", "该商品不支持退货。"),
    ("The choice is yours.", "由我们决定。"),
)
"""Sentences of both languages that deny each other."""
_OTHERS = {"en": "请先联系我们。", "zh": "Please ask us first."}
"""What nobody should read in a language."""
_BRANCHES = (
    '{% if lang == "LANG" %}WORDS{% endif %}',
    '{{ "WORDS" if lang == "LANG" else "" }}',
    '<span lang="LANG">WORDS</span>',
)
_SCRIPT, _STYLE = 'const told = { LANG: "WORDS" };\n', '.x:lang(LANG)::after { content: "WORDS"; }\n'
_CALLED = {
    "en": ("You can return it until the end of January.", "Tell us by Friday.", "We refund double."),
    "zh": ("元宵节前均可退货。", "请在月底前寄回。", "退货运费对半承担。", "本周五前退款。"),
}
_FALSE = {
    "buyer": {
        "en": ("Sending it back costs you nothing.", "The return is on us."),
        "zh": ("不用掏邮费。", "我们报销退货运费。"),
    },
    "seller": {
        "en": ("Returns are at the buyer's own expense.", "The return postage comes off the refund."),
        "zh": ("退货运费从退款中扣除。", "邮费买家来付。"),
    },
}
"""By who pays the way back: what is false then, as shop windows say it."""


def _edited(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """A name, title, note or label of the policy that one language turns round, in words that no book knows."""
    texts = [each for each in world.policy.worded if "\x1f" not in "".join(each.words)]
    for text in rng.sample(texts, len(texts)):
        place, words = text.places[LANGS.index(lang)], text.words[LANGS.index(lang)]
        file = world.text(text.path)
        start = file.find(words, _offset(file, place))
        if start >= 0:
            edit = (start, start, {"en": "by moonlight ", "zh": "月下"}[lang])
            yield outside("a text of the policy edited on one side", lang, text.path, file, edit, "SP417")


def _turned(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """A note for buyers to which both languages add a sentence, and one of them the contrary."""
    texts = [each for each in world.policy.worded if each.key.endswith(".note")]
    for text in rng.sample(texts, len(texts)):
        file = world.text(text.path)
        pair = rng.choice(_TURNED)
        ends = [file.find(words) + len(words) for words in text.words]
        if all(words in file for words in text.words) and "{" not in file.splitlines()[text.places[0].line - 1]:
            first, second = (Edit(text.path, end, end, f" {said}") for end, said in zip(ends, pair, strict=True))
            at = frozenset((text.path, place.line) for place in text.places)
            also = frozenset(("SP441", "SP442"))
            name = "a claim turned round in a note"
            yield Plant(name, lang, frozenset((text.path,)), (first, second), frozenset(("SP445",)), at, also)


def _offset(text: str, place: Place) -> int:
    return sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1


def _tongued(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """Words of the other language where a template, a script or a style speaks this one."""
    files = files_of(world, "overrides", "*.html", "*.j2", "*.js", "*.css")
    for path in rng.sample(files, len(files)):
        text = world.text(path)
        if path.endswith((".js", ".css")):
            new = _SCRIPT if path.endswith(".js") else _STYLE
            spots = [0] if "/small/" not in path and "workers" not in path else []
        else:
            new = rng.choice(_BRANCHES)
            spots = [match.end() for match in re.finditer(TEXT, text)]
        if spots:
            at = rng.choice(spots)
            edit = (at, at, new.replace("LANG", lang).replace("WORDS", _OTHERS[lang]))
            yield outside("the other language in a branch", lang, path, text, edit, "SP434 SP435")


def _shared(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """A sentence of one language in a template of both."""
    files = files_of(world, "overrides", "*.html", "*.j2")
    for path in rng.sample(files, len(files)):
        text = world.text(path)
        spots = [match.end() for match in re.finditer(TEXT, text)]
        if spots and "/zh/" not in path:
            at = rng.choice(spots)
            words = {"en": "Please ask us first. ", "zh": "请先联系我们。"}[lang]
            yield outside("one language in what both share", lang, path, text, (at, at, words), "SP437")


def _named(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """A deadline or a share that is called by a name."""
    for side in shuffled(world, rng, lang):
        found = list(side.find(PROSE))
        if found:
            offset = rng.choice(found).end()
            edit = Edit(side.path, offset, offset, _GAP[lang] + rng.choice(_CALLED[lang]))
            yield plant(world, side, "a value called by a name", [edit], "SP305", (), "SP441 SP442")


def _colloquial(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """What no rule of a page grants, said as shop windows say it."""
    grants = Grants(world.policy)
    for side in shuffled(world, rng, lang, Page):
        assert isinstance(side.held, Page)
        granted = grants.of(each.name for each in side.held.covers) if side.held.covers else ()
        payers = {payer for band in granted for option in band.options for payer in option.get("postage", ())}
        found = list(side.find(PROSE))
        if len(payers) == 1 and (payer := payers.pop()) in _FALSE and found:
            offset = rng.choice(found).end()
            edit = Edit(side.path, offset, offset, _GAP[lang] + rng.choice(_FALSE[payer][lang]))
            yield plant(world, side, "a claim as people write it", [edit], "SP441")


_GAP = {"en": " ", "zh": ""}
KINDS: dict[str, Kind] = {
    "a text of the policy edited on one side": _edited,
    "a claim turned round in a note": _turned,
    "the other language in a branch": _tongued,
    "one language in what both share": _shared,
    "a value called by a name": _named,
    "a claim as people write it": _colloquial,
}
