"""The blocks that a staff page can quote: tables, pictures, the buyer's own words, replies, lists.

Each is HTML on lines of its own, in the classes of the staff site's style; presentation is the style's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from generator.finding import LANGUAGES, Finding
from generator.language.pages import Words, desk_words, fill
from generator.language.phrase import Phrase, Quote, join
from generator.language.say import say_facet, say_quantity, say_rule, say_term
from generator.language.style import NeedsCoordinates, Style, Voice
from generator.language.wording import capitalise
from generator.playbook.markup import mark
from generator.playbook.merge import climb, say_html, say_quotations
from generator.playbook.page import Blank, Playbook, Reply
from generator.playbook.quoting import Block, Inline, Misquoted, known, known_rule, known_term, names_for
from generator.policy.lookup import leaves
from generator.policy.model import Facet, Policy, Rule, Section, Word
from generator.policy.values import After, EarlierOf, LaterOf, Leaf, Share
from generator.publish import offers
from generator.publish.rail import rail
from generator.publish.tables import view_term

_TERM = re.compile(r'data-term="([^"]+)"')
_BLANK = re.compile(r"\[\[([^\[\]\n]{1,60})\]\]")
_SLOT = "\ue000{}\ue001"
_FILLED = re.compile("\ue000(\\d+)\ue001")
_TITLE = Markup('<p class="rule-title"><strong>{}</strong> <code>{}</code></p>')


@dataclass(frozen=True, slots=True)
class Made:
    """What one run has made already, for every page after the first that quotes it.

    A block and the row of a value differ by language and by how deep their page lies, a reply only by language.
    """

    blocks: dict[tuple[str, ...], Block] = field(default_factory=dict)
    replies: dict[tuple[str, str], tuple[Markup, tuple[Finding, ...]]] = field(default_factory=dict)
    values: dict[tuple[str, str, str], Markup] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """Makes the blocks of one page: ``path`` is the page's own, so that links fit where it stands."""

    policy: Policy
    playbook: Playbook
    lang: str
    path: str
    made: Made = field(default_factory=Made)

    @cached_property
    def words(self) -> Words:
        """The fixed words of this language."""
        return desk_words(self.lang)

    def blocks(self) -> Mapping[str, Callable[..., object]]:
        """The functions by the name that a quotation calls."""
        return {
            "bands": self._once(self.bands),
            "offers": self._once(self.offers),
            "promise": self._once(self.promise),
            "reply": self._once(self.reply),
            "table": self._once(self.table),
            "ladder": self._once(self.ladder),
            "escalation": self._once(self.escalation),
            "section": self.section,
            "glossary": self.glossary,
            "replies": self.replies,
            "situations": self.situations,
            "see": self.see,
        }

    def _once(self, make: Callable[..., Block]) -> Callable[..., Block]:
        """The same block, made for the first page that quotes it and remembered for the others."""

        def block(*given: object, **named: object) -> Block:
            names = [name for name in given if isinstance(name, str)]
            if named or len(names) < len(given):
                return make(*given, **named)
            key = (make.__name__, self.lang, climb(self.path), *names)
            if key not in self.made.blocks:
                self.made.blocks[key] = make(*names)
            return self.made.blocks[key]

        return block

    def bands(self, rule: str) -> Block:
        """The picture of a rule's bands; a rule that cannot be drawn has none, and says so."""
        figure = rail(self.policy, known_rule(self.policy, rule), self.lang, Voice.STAFF)
        if figure is None:
            raise Misquoted("SP334", None, rule=rule)
        # The table beside it holds the same words, for the search as well.
        quiet = str(figure).replace('class="rail"', 'class="rail" data-search-exclude=""', 1)
        return Block(_one_block(Markup(quiet)))

    def offers(self, *rules: str) -> Block:
        """What these rules offer, a row for each band and option; condition rules in a second table."""
        chosen = tuple(self.policy.rules[known_rule(self.policy, rule)] for rule in rules)
        return Block(_one_block(offers.table_of(self.policy, chosen, self.lang)))

    def promise(self, *rules: str) -> Block:
        """The buyer's own sentences, and the way to the page where they stand."""
        chosen = [self.policy.rules[known_rule(self.policy, rule)] for rule in rules]
        said = [
            Markup('<p data-rule="{}">{}{}</p>').format(
                rule.id,
                mark(say_rule(self.policy, rule, self.lang, Voice.BUYER)),
                Markup(" {}").format(rule.note[self.lang]) if rule.note else "",
            )
            for rule in chosen
        ]
        foot = Markup('<p class="promise-foot"><a href="{}">{}</a> <span>{}</span></p>').format(
            self._buyer_page(chosen[0]),
            self.words["promise_open"],
            mark(fill(self.words["promise_from"], date=self._effective())),
        )
        label = escape(self.words["promise_label"])
        return Block(
            _one_block(
                Markup('<section class="promise" aria-label="{}">\n{}\n{}\n</section>').format(
                    label, Markup("\n").join(said), foot
                )
            )
        )

    def reply(self, name: str) -> Block:
        """Both languages of a reply side by side, the page's own first, and what it states."""
        order = (self.lang, *(lang for lang in LANGUAGES if lang != self.lang))
        pair = [self.playbook.replies[lang, name] for lang in order if (lang, name) in self.playbook.replies]
        if len(pair) < len(LANGUAGES):
            raise Misquoted("SP335", None, reply=name)
        bodies = [self.say_reply(reply)[0] for reply in pair]
        rows = max(body.count("\n") + 1 for body in bodies)
        cards = [self._card(reply, body, rows) for reply, body in zip(pair, bodies, strict=True)]
        states = self._states(pair[0])
        return Block(_one_block(Markup('<div class="replies">\n{}\n</div>{}').format(Markup("\n").join(cards), states)))

    def say_reply(self, reply: Reply) -> tuple[Markup, tuple[Finding, ...]]:
        """The body of a reply as HTML, one block a line: quotations marked, blanks to fill in."""
        key = (reply.lang, reply.name)
        if key not in self.made.replies:
            self.made.replies[key] = self._say_reply(reply)
        return self.made.replies[key]

    def _say_reply(self, reply: Reply) -> tuple[Markup, tuple[Finding, ...]]:
        vocabulary = names_for(self.policy, reply.lang, {})
        spoken = say_quotations(reply.body, vocabulary)
        slots: list[str] = []

        def keep(html: str) -> str:
            slots.append(html)
            return _SLOT.format(len(slots) - 1)

        out, at = [], 0
        for quotation, value in zip(reply.body.quotations, spoken.values, strict=True):
            out += [reply.body.text[at : quotation.start], keep("" if value is None else str(value))]
            at = quotation.end
        text = "".join([*out, reply.body.text[at:]])
        text = _BLANK.sub(lambda match: keep(str(_blank(match[1], reply.blanks, reply.lang))), text)
        html = MarkdownIt("commonmark", {"html": False}).render(text)
        blocks = re.sub(r"\n(?!<(?:p|ol|ul)>)", "", html.strip())
        return Markup(_FILLED.sub(lambda match: slots[int(match[1])], blocks)), spoken.findings

    def table(self, term: str) -> Block:
        """A term whose value depends on something, as a table."""
        view = view_term(self.policy, self.policy.terms[known_term(self.policy, term)], self.lang)
        if not view.rows:
            raise Misquoted("SP336", term, term=term)
        return Block(_one_block(_table("values-table", view.head, view.rows, view.name)))

    def ladder(self, name: str) -> Block:
        """Who may approve up to which amount."""
        ladder = known(self.policy.ladders, name)
        rows = []
        for rung in ladder.rungs:
            role = self.policy.scopes.roles[rung.role].label.forms(self.lang)[0]
            bound = say_term(self.policy, rung.up_to.term, self.lang) if rung.up_to else (self.words["ladder_rest"],)
            rows.append(((role,), (mark(bound),)))
        head = (self.words["ladder_role"], self.words["ladder_up_to"])
        return Block(_one_block(_table("offer", head, rows, ladder.label.forms(self.lang)[0])))

    def escalation(self, name: str) -> Block:
        """Who answers by when, and what follows if nobody does."""
        held = known(self.policy.escalations, name)
        role = self.policy.scopes.roles[held.role].label.forms(self.lang)[0]
        separator = self.words["list_separator"]
        follows = join([self._consequence(facet) for facet in held.on_timeout], separator)
        pattern = self.words["escalation"] if follows else self.words["escalation_bare"]
        said = fill(pattern, role=role, deadline=self._deadline(held.by.term), consequence=follows)
        title = held.label.forms(self.lang)[0]
        line = Markup('<p class="escalation"><strong>{}</strong> {}</p>').format(title, mark(capitalise(said)))
        return Block(_one_block(line))

    def section(self, name: str) -> Block:
        """Every rule of a section as staff read it, each under its own anchor, and the section's values."""
        section: Section = known(self.policy.sections, name)
        parts = [self._rule(rule) for rule in section.rules]
        parts += [self._value(term.id) for term in section.terms]
        return Block(_one_block(Markup("\n").join(parts)))

    def glossary(self) -> Block:
        """The agreed words of both languages."""
        other = next(lang for lang in LANGUAGES if lang != self.lang)
        rows = []
        for concept in self.policy.concepts.values():
            own, theirs = getattr(concept, self.lang), getattr(concept, other)
            avoid = getattr(concept, f"avoid_{self.lang}")
            separator = self.words["list_separator"]
            twin = Markup('<span lang="{}">{}</span>').format(desk_words(other)["html_lang"], " / ".join(theirs))
            meaning = concept.meaning[self.lang] if concept.meaning else self.words["none"]
            cells = (twin, escape(separator.join(avoid) or self.words["none"]), escape(meaning))
            rows.append(((" / ".join(own),), cells))
        head = tuple(self.words[f"glossary_{name}"] for name in ("word", "other", "avoid", "meaning"))
        return Block(_one_block(_table("offer", head, rows, None)))

    def replies(self) -> Block:
        """Every reply by its title."""
        items = [
            Markup('<li><a href="{}replies/{}/">{}</a></li>').format(climb(self.path), reply.name, reply.title.text)
            for (lang, _), reply in self.playbook.replies.items()
            if lang == self.lang
        ]
        return Block(_one_block(Markup('<ul class="situations">\n{}\n</ul>').format(Markup("\n").join(items))))

    def situations(self, *pages: str) -> Block:
        """Rows of the start page: what the buyer says in both languages, and the answer in one line."""
        rows = [self._situation(f"{name.removesuffix('.md')}.md") for name in pages]
        return Block(_one_block(Markup('<ul class="situations">\n{}\n</ul>').format(Markup("\n").join(rows))))

    def see(self, rule: str) -> Inline:
        """A link to the rule on the policy page."""
        title = self._title(self.policy.rules[known_rule(self.policy, rule)])
        link = Markup('<a href="{}policy/#{}">{}</a>').format(climb(self.path), rule, title)
        return Inline((title,), link)

    def values(self, merged: str) -> str:
        """The last block of a page: every term that its merged text quotes, with value, clock and id."""
        terms = [term for term in dict.fromkeys(_TERM.findall(merged)) if term in self.policy.terms]
        if not terms:
            return ""
        rows = Markup("\n").join(self._value_row(term) for term in terms)
        labels = [self.words[name] for name in ("value_name", "value", "counted_from", "id")]
        head = Markup("").join(Markup('<th scope="col">{}</th>').format(label) for label in labels)
        summary = self.words["values"].format(count=len(terms))
        return (
            "\n"
            + _one_block(
                Markup(
                    '<details class="values" id="values" data-search-exclude="">\n<summary>{}</summary>\n'
                    '<table class="values-table">\n'
                    "<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>\n</details>"
                ).format(summary, head, rows)
            )
            + "\n"
        )

    def _value_row(self, term: str) -> Markup:
        key = (term, self.lang, climb(self.path))
        if key not in self.made.values:
            self.made.values[key] = self._make_value_row(term)
        return self.made.values[key]

    def _make_value_row(self, term: str) -> Markup:
        held = self.policy.terms[term]
        found = leaves(held.value)
        said = [self._plain_leaf(term, path) for path, _ in found]
        clock = _clocks(self.policy, [leaf for _, leaf in found], self.lang) or self.words["none"]
        link = Markup('<a href="{}policy/#term.{}">{}</a>').format(climb(self.path), term, held.name[self.lang])
        row = '<tr data-for="{}"><th scope="row">{}</th><td data-label="{}">{}</td>'
        value = Markup(" · ").join(dict.fromkeys(mark(phrase) for phrase in said))
        row += '<td data-origin="" data-label="{}">{}</td>'
        return Markup(row + '<td data-label="{}"><code>{}</code></td></tr>').format(
            term, link, self.words["value"], value, self.words["counted_from"], clock, self.words["id"], term
        )

    def _plain_leaf(self, term: str, path: tuple[str, ...]) -> Phrase:
        axes = _axes(self.policy.terms[term].value, path)
        return say_term(self.policy, term, self.lang, Style.PLAIN, dict(zip(axes, path, strict=True)) or None)

    def _situation(self, path: str) -> Markup:
        page = self.playbook.pages.get((self.lang, path))
        if page is None or page.says is None:
            raise Misquoted("SP337", None, page=path)
        answer = ""
        if page.answer:
            vocabulary = names_for(self.policy, self.lang, {"see": self.see})
            answer = say_html(page.answer, vocabulary)[0]
        other = next(lang for lang in LANGUAGES if lang != self.lang)
        twin = self.playbook.pages.get((other, path))
        link = Markup('<a href="{}{}/">{}</a>').format(climb(self.path), path.removesuffix(".md"), page.says)
        twin_words = Markup("")
        if twin and twin.says:
            words = '<span class="twin" lang="{}" data-search-exclude="">{}</span>'
            twin_words = Markup(words).format(desk_words(other)["html_lang"], twin.says)
        return Markup('<li>{}{}<span class="answer">{}</span></li>').format(link, twin_words, Markup(answer))

    def _card(self, reply: Reply, body: Markup, rows: int) -> Markup:
        words = desk_words(reply.lang)
        level = 2 if self.path == f"replies/{reply.name}.md" else 3  # on its own page nothing stands between
        # The search of a language finds that language's words, and the labels of buttons are none of them.
        exclude = Markup("") if reply.lang == self.lang else Markup(' data-search-exclude=""')
        card = (
            '<article class="reply" lang="{lang}" data-reply="{name}" data-rows="{rows}" '
            'aria-labelledby="reply-{name}-{short}"{exclude}>\n<header data-search-exclude="">'
            '<h{level} id="reply-{name}-{short}">{title}</h{level}>'
            '<button type="button" class="copy" hidden data-copy="{copy}" data-copied="{copied}" '
            'data-left-one="{one}" data-left="{left}">{copy}</button></header>\n{body}\n</article>'
        )
        return Markup(card).format(
            lang=words["html_lang"],
            name=reply.name,
            rows=min(max(rows, 2), 16),
            short=reply.lang,
            title=words["name"],
            copy=words["copy"],
            copied=words["copied"],
            one=words["left_one"],
            left=words["left"],
            body=body,
            level=level,
            exclude=exclude,
        )

    def _states(self, reply: Reply) -> Markup:
        names = [
            self.policy.terms[listed.name].name[self.lang]
            if listed.name in self.policy.terms
            else self.words.get(f"facets.{listed.name}", listed.name)
            for listed in reply.must_state
        ]
        if not names:
            return Markup("")
        said = self.words["states"].format(list=self.words["list_separator"].join(names))
        return Markup('\n<p class="states"><span class="tick" aria-hidden="true"></span>{}</p>').format(said)

    def _rule(self, rule: Rule) -> Markup:
        title = _TITLE.format(self._title(rule), rule.id)
        said = Markup("<p>{}</p>").format(mark(say_rule(self.policy, rule, self.lang, Voice.STAFF)))
        notes = [
            Markup("<p>{}</p>").format(note[self.lang]) for note in (rule.note, rule.staff_note) if note is not None
        ]
        table = offers.table_of(self.policy, (rule,), self.lang) if rule.is_outcome else Markup("")
        return Markup('<section class="rule" id="{}" data-rule="{}">\n{}\n{}\n{}\n{}\n</section>').format(
            rule.id, rule.id, title, said, Markup("\n").join(notes), table
        )

    def _value(self, term: str) -> Markup:
        view = view_term(self.policy, self.policy.terms[term], self.lang)
        if view.rows:
            body = _table("values-table", view.head, view.rows, None)
        else:
            body = Markup("<p>{}</p>").format(view.value)
        title = _TITLE.format(view.name, term)
        return Markup('<section class="term-value" id="term.{}">\n{}\n{}\n</section>').format(term, title, body)

    def _title(self, rule: Rule) -> str:
        return rule.title[self.lang] if rule.title else rule.id

    def _consequence(self, facet: Facet) -> Phrase:
        """What follows when a time runs out: the offer in a word or two, other facets as clauses."""
        if facet.name == "offer" and isinstance(facet.value, Word):
            return (self.words[f"offers.{facet.value.text}"],)
        return say_facet(self.policy, facet, self.lang, Voice.STAFF)

    def _deadline(self, term: str) -> Phrase:
        try:
            return say_term(self.policy, term, self.lang, Style.WITHIN)
        except NeedsCoordinates:
            return (self.policy.terms[term].name[self.lang],)

    def _effective(self) -> Quote:
        day = self.policy.shop.effective
        return Quote(say_quantity(day, self.lang), str(day), None, ("shop.effective",))

    def _buyer_page(self, rule: Rule) -> str:
        base = self.policy.shop.buyer_url or f"{climb(self.path)}{'' if self.lang == LANGUAGES[0] else '../'}../buyer/"
        return f"{base}{self.lang}/{rule.section}/#{rule.id}"


def _blank(name: str, blanks: Mapping[str, Blank], lang: str) -> Markup:
    blank = blanks.get(name)
    label = blank.label[lang] if blank else name
    share = Markup(' data-share=""') if blank and blank.shared else ""
    return Markup(
        '<span class="blank" data-blank="{}" data-hint="{}"{} contenteditable="plaintext-only" role="textbox" '
        'aria-label="{}">{}</span>'
    ).format(name, label, share, label, label)


def _table(
    kind: str, head: Iterable[str], rows: Iterable[tuple[Iterable[str], Iterable[Markup]]], caption: str | None
) -> Markup:
    """A table whose first cells are row headers; every other cell carries its column's name, for narrow screens."""
    labels = list(head)
    cells = Markup("\n").join(Markup('<th scope="col">{}</th>').format(label) for label in labels)
    lines = []
    for names, values in rows:
        heads = list(names)
        told = [Markup('<th scope="row">{}</th>').format(name) for name in heads]
        told += [
            Markup('<td data-label="{}">{}</td>').format(label, value)
            for label, value in zip(labels[len(heads) :], values, strict=True)
        ]
        lines.append(Markup("<tr>{}</tr>").format(Markup("\n").join(told)))
    named = Markup("<caption>{}</caption>\n").format(caption) if caption else Markup("")
    return Markup('<table class="{}">\n{}<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>').format(
        kind, named, cells, Markup("\n").join(lines)
    )


def _one_block(html: Markup) -> str:
    """HTML without empty lines, alone between two: Markdown engines then leave it as it is."""
    lines = [line for line in str(html).split("\n") if line.strip()]
    return "\n\n" + "\n".join(lines) + "\n\n"


def _axes(value: object, path: tuple[str, ...]) -> list[str]:
    axes = []
    for key in path:
        axes.append(value.axis)  # type: ignore[attr-defined]
        value = dict(value.rows)[key]  # type: ignore[attr-defined]
    return axes


def _clocks(policy: Policy, found: list[Leaf], lang: str) -> str:
    """What the values are counted from, or a share of: each once."""
    return " / ".join(dict.fromkeys(name for leaf in found for name in _bases(policy, leaf, lang)))


def _bases(policy: Policy, leaf: Leaf, lang: str) -> Iterator[str]:
    match leaf:
        case After(event=event):
            yield policy.scopes.events[event].label.forms(lang)[0]
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            for part in parts:
                yield from _bases(policy, part, lang)
        case Share(of=of):
            yield desk_words(lang).get(f"share.{of}", of)
        case _:
            return
