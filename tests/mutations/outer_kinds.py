"""Kinds 4: what stands outside of pages: texts of the policy, templates, styles, scripts, navigation; and leaks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from random import Random

from generator.finding import codes
from generator.playbook.page import Page, Reply
from generator.policy.lookup import facets_in
from generator.policy.model import Audience, Table, Word
from tests.mutations import values
from tests.mutations.planting import LANGS, Edit, Kind, Plant, World, plant, shuffled
from tests.mutations.typing_kinds import TYPED

ALTERED, LEAK, TOLD, FRAMED, NAVIGATION = "SP456", "SP457", "SP458", "SP443", "SP416"
_CLAIMS = {
    "en": ("Returns are free.", "You may keep the item.", "Store credit never expires.", "We never refund you."),
    "zh": ("退货运费由我们承担。", "商品您可以留下。", "购物金永久有效。", "概不退款。"),
}
"""What no template may say, whether some rule grants it or not."""
_NOTE = re.compile(
    r"^ {4}(?P<key>note|staff_note|title|name):(?:\n {6}| \{)"
    r"en: (?P<en>[^\n{},\"']+)(?:,|\n {5}) zh: (?P<zh>[^\n{},\"']+)",
    re.MULTILINE,
)
_HOLDER = re.compile(r"^ {2}[a-z_0-9]+:$", re.MULTILINE)


def files_of(world: World, folder: str, *patterns: str) -> list[str]:
    return sorted(
        each.relative_to(world.root).as_posix() for pattern in patterns for each in (world.root / folder).rglob(pattern)
    )


def outside(name: str, lang: str, path: str, text: str, edit: tuple[int, int, str], wanted: str) -> Plant:
    start, end, new = edit
    line = text.count("\n", 0, start) + 1
    codes = frozenset(wanted.split())
    return Plant(name, lang, frozenset((path,)), (Edit(path, start, end, new),), codes, frozenset(((path, line),)))


def _in_policy(*keys: str) -> Callable[[str], tuple[str, Kind]]:
    def named(name: str) -> tuple[str, Kind]:
        def plants(world: World, rng: Random, lang: str) -> Iterator[Plant]:
            texts = values.durations(world, rng)
            files = [each for each in files_of(world, "policies", "*.yaml") if "/examples/" not in each]
            spots = [
                (path, text, match)
                for path in files
                for text in (world.text(path),)
                for match in _NOTE.finditer(text)
                if match["key"] in keys
            ]
            for path, text, match in rng.sample(spots, len(spots)):
                holder = [each.start() for each in _HOLDER.finditer(text, 0, match.start())]
                said = values.written(values.another(next(texts)), lang)
                words = {"en": f" after {said}", "zh": f"（{said}后）"}[lang]
                offset = match.end(lang)
                made = outside(name, lang, path, text, (offset, offset, words), TYPED)
                above = {(path, text.count("\n", 0, start) + 1) for start in (match.start(), *holder[-1:])}
                yield Plant(name, lang, made.touches, made.edits, made.wanted, made.at | above)

        return name, plants

    return named


def _in_templates(
    name: str, folder: str, patterns: tuple[str, ...], where: str, frame: str, wanted: str
) -> tuple[str, Kind]:
    """``frame`` inserted behind ``where``; braces of ``frame`` hold a typed value."""

    def plants(world: World, rng: Random, lang: str) -> Iterator[Plant]:
        texts = values.durations(world, rng)
        files = files_of(world, folder, *patterns)
        for path in rng.sample(files, len(files)):
            text = world.text(path)
            found = list(re.finditer(where, text))
            if found:
                at = rng.choice(found).end()
                said = values.written(next(texts), lang)
                new = frame.replace("VALUE", {"en": f"within {said}", "zh": f"{said}内"}[lang])
                new = new.replace("CLAIM", rng.choice(_CLAIMS[lang]))
                yield outside(name, lang, path, text, (at, at, new), wanted)

    return name, plants


def _filtered(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """A value that a template alters on its way."""
    ways = {
        "en": (' | replace("30", "31")', '.replace("14", "15")', " | truncate(12)", ' | replace("days", "weeks")'),
        "zh": (' | replace("天", "周")', '.replace("3", "4")', " | upper", " | striptags"),
    }[lang]
    for path in rng.sample(files := files_of(world, "overrides/buyer", "*.j2"), len(files)):
        text = world.text(path)
        found = list(re.finditer(r"(?<=\{\{ )[a-z.]*(?:sentence|say|line|value|words|when|meaning)(?= \}\})", text))
        if found:
            at = rng.choice(found).end()
            yield outside("a value altered in a template", lang, path, text, (at, at, rng.choice(ways)), ALTERED)


def _internal_words(world: World) -> list[tuple[str, str]]:
    policy = world.policy
    notes = [rule.staff_note for rule in policy.rules.values() if rule.staff_note]
    titles = [section.title for section in policy.sections.values() if section.to is Audience.SELLER]
    found = [(each.en, each.zh) for each in (*notes, *titles)]
    labels = [each.label for each in policy.scopes.roles.values()]
    labels += [each.label for each in policy.ladders.values()]
    labels += [each.label for each in policy.escalations.values()]
    # 客服 is everybody's word.
    return found + [(label.en[0], label.zh[0]) for label in labels if len(label.zh[0]) > 3]


def _leaked_words(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """What only staff may read, typed into a template for buyers."""
    secrets = _internal_words(world)
    for path in rng.sample(files := files_of(world, "overrides/buyer", "*.j2"), len(files)):
        text = world.text(path)
        found = list(re.finditer(r"<(?:p|h1|li)>", text))
        if found:
            at = rng.choice(found).end()
            words = html.escape(rng.choice(secrets)[LANGS.index(lang)], quote=False)
            yield outside("internal words in a buyer template", lang, path, text, (at, at, words), LEAK)


def _leaked_names(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """What only staff may read, asked for by a template for buyers."""
    asked = (
        "{{ rule.staff_note }}",
        "{{ rule.approval }}",
        "{{ policy.ladders }}",
        "{{ frame.roles }}",
        "{{ escalations }}",
    )
    for path in rng.sample(files := files_of(world, "overrides/buyer", "*.j2"), len(files)):
        text = world.text(path)
        found = list(re.finditer(r"<(?:p|h1|li|div)>", text))
        if found:
            at = rng.choice(found).end()
            yield outside("a leak in a buyer template", lang, path, text, (at, at, rng.choice(asked)), LEAK)


def _leaked_note(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """What only staff may read, in a note that buyers read."""
    secrets = [label for label in _internal_words(world) if len(label[0]) < 60]
    for path in [each for each in files_of(world, "policies", "*.yaml") if "/examples/" not in each]:
        text = world.text(path)
        if re.search(r"^to: buyer$", text, re.MULTILINE):
            found = [match for match in _NOTE.finditer(text) if match["key"] == "note"]
            if found:
                match = rng.choice(found)
                words = rng.choice(secrets)[LANGS.index(lang)]
                at = match.end(lang)
                made = outside("internal words in a buyer's note", lang, path, text, (at, at, f" {words}"), LEAK)
                holder = [each.start() for each in _HOLDER.finditer(text, 0, match.start())][-1:]
                above = {(path, text.count("\n", 0, start) + 1) for start in (match.start(), *holder)}
                # Such words may also say what that rule does not ("nothing to appeal").
                also = frozenset(("SP441", "SP442"))
                yield Plant(made.kind, lang, made.touches, made.edits, made.wanted, made.at | above, also)


def _told(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """A reply to a buyer that quotes what is for the seller; in both languages, so that they agree."""
    sellers = {id for id, section in world.policy.sections.items() if section.to is Audience.SELLER}
    secret = [term for term in world.policy.terms.values() if term.section in sellers]
    plain = [term.id for term in secret if not isinstance(term.value, Table)]
    for side in shuffled(world, rng, lang, Reply):
        assert isinstance(side.held, Reply)
        if any(each.name.partition(".")[0] in sellers for each in side.held.serves):
            continue
        term = rng.choice(plain)
        edits = []
        for each in (side, world.twin(side)):
            match = next(iter(each.find(r"^(?![#|>!\-\d{ ])[^\n]{20,}[.。]$")), None)
            if match:
                edits.append(
                    Edit(
                        each.path, match.end(), match.end(), " {{ " + term + " }}" + {"en": ".", "zh": "。"}[each.lang]
                    )
                )
        if len(edits) == 2:
            yield plant(world, side, "a reply that tells a buyer too much", edits, TOLD, (), TOLD)


def _words_kind(name: str, words: Callable[[World, str], list[str]], prefix: str, spots: str) -> tuple[str, Kind]:
    def plants(world: World, rng: Random, lang: str) -> Iterator[Plant]:
        wanted = " ".join(each for each in codes() if each.startswith(prefix))
        held = words(world, lang)
        if not wanted or not held:
            return
        for side in shuffled(world, rng, lang):
            found = list(side.find(spots))
            if found:
                offset = rng.choice(found).end()
                said = rng.choice(held)
                text = {"en": f" The {said}, that is.", "zh": f"也就是说，{said}。"}[lang]
                text = text if "!" not in spots else f" {said}" if lang == "en" else said
                yield plant(world, side, name, [Edit(side.path, offset, offset, text)], wanted)

    return name, plants


def _avoided(world: World, lang: str) -> list[str]:
    return [
        word for each in world.policy.concepts.values() for word in {"en": each.avoid_en, "zh": each.avoid_zh}[lang]
    ]


def _claimed_at(name: str, pattern: str, frame: dict[str, str]) -> tuple[str, Kind]:
    """As ``_claimed``, elsewhere on the page; braces of ``frame`` hold the claim, and the text that was found."""

    def plants(world: World, rng: Random, lang: str) -> Iterator[Plant]:
        for made in _claimed(world, rng, lang):
            side = next(each for each in world.sides if each.path == made.edits[0].path)
            found = list(re.compile(pattern, re.MULTILINE).finditer(side.text))
            if found:
                match = rng.choice(found)
                assert made.edits[0].new
                claim = made.edits[0].new.strip().rstrip(".。")
                new = frame[lang].format(claim)
                edit = Edit(side.path, match.end(), match.end(), new)
                yield plant(world, side, name, [edit], " ".join(made.wanted), (), "SP402 SP406")

    return name, plants


def _claimed(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """A claim that none of the page's rules grants, though they decide what it is about."""
    wanted = " ".join(each for each in codes() if each.startswith("SP44"))
    for side in shuffled(world, rng, lang, Page) if wanted else ():
        assert isinstance(side.held, Page)
        rules = [world.policy.rules[each.name] for each in side.held.covers if each.name in world.policy.rules]
        facets = [facet for rule in rules for facet in facets_in(rule)]
        false = [
            claim
            for claim in world.policy.claims.values()
            if claim.facet in ("goods", "postage") and getattr(claim, lang)
            if (said := {f.value.text for f in facets if f.name == claim.facet and isinstance(f.value, Word)})
            if claim.value not in said
        ]
        found = list(side.find(PROSE))
        if false and found:
            offset = rng.choice(found).end()
            words = rng.choice(getattr(rng.choice(false), lang))
            text = f" {words[0].upper()}{words[1:]}." if lang == "en" else f"{words}。"
            yield plant(world, side, "a claim in words", [Edit(side.path, offset, offset, text)], wanted)


def _reordered(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """Two neighbours of the navigation change places in one language."""
    text = world.text("mkdocs.yml")
    starts = [match.start() for match in re.finditer(r"- locale: ", text)] + [len(text)]
    start, end = starts[LANGS.index(lang)], starts[LANGS.index(lang) + 1]
    pairs = list(re.finditer(r"(?m)^(?P<gap> +- )(?P<one>\S+\.md)\n(?P=gap)(?P<other>\S+\.md)$", text[start:end]))
    for match in rng.sample(pairs, len(pairs)):
        new = f"{match['gap']}{match['other']}\n{match['gap']}{match['one']}"
        at, stop = start + match.start(), start + match.end()
        made = outside("a navigation in another order", lang, "mkdocs.yml", text, (at, stop, new), NAVIGATION)
        # It is told at the Chinese entry, whichever side was changed.
        one = [text.count("\n", 0, each.start()) + 1 for each in re.finditer(re.escape(match["one"]), text)]
        other = [text.count("\n", 0, each.start()) + 1 for each in re.finditer(re.escape(match["other"]), text)]
        places = made.at | {("mkdocs.yml", line) for line in (*one, *other)}
        yield Plant(made.kind, lang, made.touches, made.edits, made.wanted, places)


TEXT = r"(?<![\"'])<(?:p|h1|h2|li|main|article)[^>{]*>"
PROSE = r"^(?![#|>!\-\d{ \[])[^\n]{20,}[.。]$"
KINDS: dict[str, Kind] = dict(
    [
        _in_policy("note", "staff_note")("typed in a note of the policy"),
        _in_policy("title", "name")("typed in a name of the policy"),
        _in_templates("typed in a buyer template", "overrides/buyer", ("*.j2",), TEXT, "VALUE ", TYPED),
        _in_templates(
            "typed in a staff template",
            "overrides/staff",
            ("*.html",),
            r"<(?:p|div|dd|summary)[^>{]*>",
            "VALUE ",
            TYPED,
        ),
        _in_templates(
            "typed in an attribute",
            "overrides",
            ("*.html", "*.j2"),
            r"<(?:p|div|a|nav|aside)(?= )",
            ' title="VALUE"',
            TYPED,
        ),
        _in_templates("typed in an expression", "overrides", ("*.html", "*.j2"), TEXT, '{{ "VALUE" }}', TYPED),
        _in_templates(
            "set in a template", "overrides/buyer", ("*.j2",), TEXT, '{% set told = "VALUE" %}{{ told }}', TYPED
        ),
        _in_templates(
            "typed in a style", "overrides", ("*.css",), r"\n\}\n", '.x::after { content: "VALUE"; }\n', TYPED
        ),
        _in_templates("typed in a script", "overrides/staff", ("*.js",), r"\A", 'const told = "VALUE";\n', TYPED),
        _in_templates("a claim in a buyer template", "overrides/buyer", ("*.j2",), TEXT, "CLAIM ", FRAMED),
        _in_templates("a claim in a staff template", "overrides/staff", ("*.html",), r"<p[^>{]*>", "CLAIM ", FRAMED),
        _in_templates("a claim in an expression", "overrides", ("*.html", "*.j2"), TEXT, '{{ "CLAIM" }}', FRAMED),
        _in_templates(
            "a claim in a style", "overrides", ("*.css",), r"\n\}\n", '.x::after { content: "CLAIM"; }\n', FRAMED
        ),
        _in_templates("a claim in a script", "overrides/staff", ("*.js",), r"\A", 'const told = "CLAIM";\n', FRAMED),
        _in_templates(
            "hidden in a buyer template",
            "overrides/buyer",
            ("*.j2",),
            r"<(?:p|h2|h3|dd|td)(?=(?: class=\"\w+\")?>\{\{ (?:rule|fact|value|table|date|meaning)\b)",
            " hidden",
            "SP461",
        ),
        _in_templates(
            "hidden by a style for buyers",
            "overrides/buyer",
            ("buyer.css",),
            r"\n(?=\.\w)",
            ".rule > p { opacity: 0 }\n",
            "SP461",
        ),
        _in_templates(
            "left out by a buyer template",
            "overrides/buyer",
            ("*.j2",),
            r"\{% for \w+ in (?:rules|facts|also|limits|groups|declined)(?= %\})",
            "[:-1]",
            "SP465 SP456",
        ),
        _in_templates(
            "typed among the words of the policy",
            "overrides/buyer",
            ("*.j2",),
            r"<(?:p|h2|h3|dd|td)(?: class=\"\w+\")?>(?=\{\{ (?:rule|fact|value|table|date|meaning)\b)",
            "{% if frame.lang == 'zh' %}不{% else %}Not {% endif %}",
            "SP464",
        ),
        ("a navigation in another order", _reordered),
        _in_templates("typed in the navigation", ".", ("mkdocs.yml",), r"(?<=\n)site_name: Samepage", " VALUE", TYPED),
        ("a value altered in a template", _filtered),
        ("internal words in a buyer template", _leaked_words),
        ("a leak in a buyer template", _leaked_names),
        ("internal words in a buyer's note", _leaked_note),
        ("a reply that tells a buyer too much", _told),
        _words_kind("an avoided word", _avoided, "SP43", PROSE),
        _words_kind("an avoided word in alternative text", _avoided, "SP43", r"!\[[^\]\n]+(?=\]\()"),
        ("a claim in words", _claimed),
        _claimed_at("a claim in a title", r"^title: (?![\"'])[^\n]+", {"en": ". {}", "zh": "。{}"}),
        _claimed_at("a claim in a description", r"^description: (?![\"'])[^\n]+[.。]", {"en": " {}.", "zh": "{}。"}),
        _claimed_at("a claim in a heading", r"^## [^\n{{]+(?= \{{)".replace("{{", "{"), {"en": ". {}", "zh": "。{}"}),
        _claimed_at("a claim in the title of a link", r"\]\([^()\s]+\.md(?=\))", {"en": ' "{}"', "zh": ' "{}"'}),
    ]
)
