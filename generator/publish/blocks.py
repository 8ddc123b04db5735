"""The blocks that a staff page can quote: tables, pictures, the buyer's own words, replies, lists.

Each is HTML on lines of its own, in the classes of the staff site's style; presentation is the style's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from generator.decisions.gallery import Gallery, Shown
from generator.finding import LANGUAGES, Finding
from generator.language.explanation_tongue import name_zone
from generator.language.pages import Words, desk_words
from generator.language.say import say_rule
from generator.language.style import Voice
from generator.playbook.html import Markup, escape
from generator.playbook.markup import mark
from generator.playbook.merge import climb, say_html
from generator.playbook.page import Page, Playbook, Reply
from generator.playbook.quoting import Block, Inline, Misquoted, known, known_rule, known_term, names_for
from generator.policy.model import Policy, Rule, Section
from generator.policy.sections import ESCALATION
from generator.publish import offers
from generator.publish.asking import PAGE as ASKING
from generator.publish.asking import draw_asking
from generator.publish.cards import draw_card, draw_states, say_body
from generator.publish.checker import draw_checker
from generator.publish.course import has_course
from generator.publish.crossing import Crossing
from generator.publish.deadlines import Days, draw_fill
from generator.publish.grid import draw_table, one_block
from generator.publish.known import cases_of
from generator.publish.ladders import draw_escalation, draw_ladder
from generator.publish.notices import Freshness
from generator.publish.pictures import bands_block, draw_folded_course, payers_block
from generator.publish.promises import draw_promise, draw_rest
from generator.publish.quoted import draw_value, list_values
from generator.publish.recent import draw_recent
from generator.publish.shown import Links, draw_example, rules_shown
from generator.publish.since import Past, Since
from generator.publish.tables import view_term

_TITLE = Markup('<p class="rule-title"><strong>{}</strong> <code>{}</code></p>')


@dataclass(frozen=True, slots=True)
class Made:
    """What one run has made already, for every page after the first that quotes it.

    A block and the row of a value differ by language and by how deep their page lies, a reply only by language. Unless
    pages are to be ``drawn``, a block that nothing can be wrong with is empty.
    """

    blocks: dict[tuple[str, ...], Block] = field(default_factory=dict)
    replies: dict[tuple[str, str, bool], tuple[Markup, tuple[Finding, ...]]] = field(default_factory=dict)
    values: dict[tuple[str, str, str], Markup] = field(default_factory=dict)
    gallery: Gallery | None = None
    crossing: Crossing = field(default_factory=Crossing)
    since: Since | None = None
    days: Days | None = None
    drawn: bool = True


@dataclass(frozen=True)
class Desk:
    """Makes the blocks of one page: ``path`` is the page's own, so that links fit where it stands."""

    policy: Policy
    playbook: Playbook
    lang: str
    path: str
    made: Made = field(default_factory=Made)
    freshness: Freshness = field(default_factory=Freshness)

    @cached_property
    def words(self) -> Words:
        """The fixed words of this language."""
        return desk_words(self.lang)

    def blocks(self) -> Mapping[str, Callable[..., object]]:
        """The functions by the name that a quotation calls."""
        return {
            "bands": self._once(self.bands),
            "course": self._once(self.course),
            "payers": self._once(self.payers),
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
            "example": self._once(self.example),
            "recent": self.recent,
            "asking": self.asking,
            "checker": self.checker,
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

    def _drawn(self, draw: Callable[[], Markup]) -> Block:
        """What is drawn, as a block; an empty one where no page is drawn."""
        return Block(one_block(draw()) if self.made.drawn else "")

    def bands(self, rule: str) -> Block:
        """The picture of a rule's bands; a rule that cannot be drawn has none, and says so."""
        return Block(bands_block(self.policy, rule, self.lang))

    def course(self, rule: str) -> Block:
        """How a case of this rule goes, from the first message to an appeal; nothing to draw is said so."""
        told = self.policy.rules[known_rule(self.policy, rule)]
        if not has_course(told):
            raise Misquoted("SP338", None, rule=rule)
        return self._drawn(lambda: draw_folded_course(self.policy, told, self.lang))

    def payers(self, *rules: str) -> Block:
        """Who pays what in these rules."""
        chosen = [self.policy.rules[known_rule(self.policy, rule)] for rule in rules]
        picture = payers_block(self.policy, chosen, self.lang)
        if not picture:
            raise Misquoted("SP338", None, rule=", ".join(rules))
        return Block(picture)

    def offers(self, *rules: str) -> Block:
        """What these rules offer, a row for each band and option; condition rules in a second table."""
        chosen = tuple(self.policy.rules[known_rule(self.policy, rule)] for rule in rules)
        if not chosen:
            raise Misquoted("SP314", None, text="offers()", why="it names no rule")
        return self._drawn(
            lambda: offers.table_of(
                self.policy, chosen, self.lang, offers.note_of(self.policy, chosen, self.lang, self.words)
            )
        )

    def promise(self, *rules: str) -> Block:
        """The buyer's own sentences, each with the way to where it stands."""
        chosen = [self.policy.rules[known_rule(self.policy, rule)] for rule in rules]
        if not chosen:
            raise Misquoted("SP314", None, text="promise()", why="it names no rule")
        return self._drawn(lambda: draw_promise(self.policy, chosen, self.lang, self.path))

    def reply(self, name: str) -> Block:
        """Both languages of a reply side by side, the page's own first, and what it states."""
        order = (self.lang, *(lang for lang in LANGUAGES if lang != self.lang))
        pair = [self.playbook.replies[lang, name] for lang in order if (lang, name) in self.playbook.replies]
        if len(pair) < len(LANGUAGES):
            raise Misquoted("SP335", None, reply=name)
        return self._drawn(lambda: self._reply(pair))

    def _reply(self, pair: Sequence[Reply]) -> Markup:
        name = pair[0].name
        bodies = [self.say_reply(reply)[0] for reply in pair]
        rows = max(body.count("\n") + 2 for body in bodies)  # and the stamp
        alone, version = self.path == f"replies/{name}.md", self.policy.shop.version
        cards = [
            draw_card(reply, body, rows, self.lang, version, alone=alone)
            for reply, body in zip(pair, bodies, strict=True)
        ]
        root = climb(self.path) + ("" if self.lang == LANGUAGES[0] else "../")
        form = draw_fill(self.policy, self.made.days, pair[0], self.lang, root)
        states = draw_states(self.policy, pair[0], in_case=self.path == ASKING)
        notice = self.freshness.reply(name, self.lang)
        zones = [name_zone(self.policy.shop.timezone, lang) for lang in LANGUAGES]
        return Markup('{}<div class="replies" data-zone-en="{}" data-zone-zh="{}">\n{}{}\n</div>{}').format(
            notice, *zones, form, Markup("\n").join(cards), states
        )

    def say_reply(self, reply: Reply) -> tuple[Markup, tuple[Finding, ...]]:
        """The body of a reply as HTML, one block a line: quotations marked, blanks to fill in."""
        in_case = self.path == ASKING
        key = (reply.lang, reply.name, in_case)
        if key not in self.made.replies:
            cases = cases_of(self.policy, self.playbook, reply.name).numbers[reply.lang] if in_case else None
            self.made.replies[key] = say_body(self.policy, reply, cases)
        return self.made.replies[key]

    def table(self, term: str) -> Block:
        """A term whose value depends on something, as a table."""
        view = view_term(self.policy, self.policy.terms[known_term(self.policy, term)], self.lang)
        if not view.rows:
            raise Misquoted("SP336", term, term=term)
        return Block(one_block(draw_table("values-table", view.head, view.rows, view.name)))

    def ladder(self, name: str) -> Block:
        """Who may approve up to which amount."""
        return Block(one_block(draw_ladder(self.policy, known(self.policy.ladders, name), self.lang, self.words)))

    def escalation(self, name: str) -> Block:
        """Who answers by when, and what follows if nobody does."""
        held = known(self.policy.escalations, name)
        return Block(one_block(draw_escalation(self.policy, held, self.lang, self.words)))

    def section(self, name: str) -> Block:
        """Every rule of a section as staff read it, each under its own anchor, and the section's values; what follows
        where time runs out is told with the rules on escalation.
        """
        section: Section = known(self.policy.sections, name)
        return self._drawn(lambda: self._section(section))

    def _section(self, section: Section) -> Markup:
        picture = payers_block(self.policy, section.rules, self.lang)
        parts = [Markup(picture)] if picture else []
        parts += [self._rule(rule) for rule in section.rules]
        late = self.policy.escalations.values() if section.id == ESCALATION else ()
        parts += [draw_escalation(self.policy, one, self.lang, self.words) for one in late]
        parts += [self._value(term.id) for term in section.terms]
        return Markup("\n").join(parts)

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
        return Block(one_block(draw_table("offer", head, rows, None)))

    def replies(self) -> Block:
        """Every reply by its title."""
        items = [
            Markup('<li><a href="{}replies/{}/">{}</a></li>').format(climb(self.path), reply.name, reply.title.text)
            for (lang, _), reply in self.playbook.replies.items()
            if lang == self.lang
        ]
        return Block(one_block(Markup('<ul class="situations">\n{}\n</ul>').format(Markup("\n").join(items))))

    def situations(self, *pages: str) -> Block:
        """Rows of the start page: what the buyer says in both languages, and the answer in one line."""
        rows = [self._situation(f"{name.removesuffix('.md')}.md") for name in pages]
        return Block(one_block(Markup('<ul class="situations">\n{}\n</ul>').format(Markup("\n").join(rows))))

    def example(self, id: str) -> Block:
        """An example of the policy: what happened, what we answer, and because of which rules."""
        gallery = self.made.gallery or Gallery(self.playbook.root, self.policy)
        if id not in gallery.ids:
            near = get_close_matches(id, gallery.ids, 3, 0.5)
            raise Misquoted("SP310", None, text=id, near=" / ".join(near) or ", ".join(gallery.ids[:3]) or "-")
        if not self.made.drawn and gallery.knows_all_rules:
            return Block("")  # so nothing can be wrong with the ways to its rules, which are found by deciding it
        shown = gallery.show(id)
        if not isinstance(shown, Shown):
            return Block("")  # why it cannot be read is reported at the example
        # A version that was in force then may have rules that are gone.
        rules = {rule: self.see(rule).html for rule in rules_shown(shown)}
        links = Links(rules.__getitem__, self._reply_link)
        return self._drawn(lambda: draw_example(shown, self.lang, self.words, links))

    def asking(self) -> Block:
        """What happens in this case: questions and an answer, and every rule as a table."""
        return self._drawn(lambda: draw_asking(self.policy, self.lang, self.path))

    def recent(self) -> Block:
        """What has changed lately: the newest version, and the pages that were read last."""
        since = self.made.since or Since(Past(self.policy))
        return Block(one_block(draw_recent(since, self.playbook, self.lang, self.path)))

    def checker(self) -> Block:
        """The place where a reply that was saved long ago is held against the policy of today."""
        root = climb(self.path) + ("" if self.lang == LANGUAGES[0] else "../")
        return Block(one_block(draw_checker(self.lang, root)))

    def see(self, rule: str) -> Inline:
        """A link to the rule on the policy page."""
        title = self._title(self.policy.rules[known_rule(self.policy, rule)])
        link = Markup('<a href="{}policy/#{}">{}</a>').format(climb(self.path), rule, title)
        return Inline((title,), link)

    def foot(self, page: Page, merged: str) -> str:
        """The end of a playbook: what else buyers read of its rules, then the values on the page."""
        rest = draw_rest(self.policy, page, merged)
        return f"{rest}{self.values(merged + rest)}"

    def values(self, merged: str) -> str:
        """The last block of a page: every term that its merged text quotes, with value, clock and id."""
        return list_values(self.policy, self.lang, merged, self._value_row)

    def _value_row(self, term: str) -> Markup:
        key = (term, self.lang, climb(self.path))
        if key not in self.made.values:
            self.made.values[key] = draw_value(self.policy, term, self.lang, climb(self.path))
        return self.made.values[key]

    def _situation(self, path: str) -> Markup:
        page = self.playbook.pages.get((self.lang, path))
        if page is None or page.says is None:
            raise Misquoted("SP337", None, page=path)
        if not self.made.drawn:
            return Markup("")
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

    def _reply_link(self, name: str) -> Markup:
        reply = self.playbook.replies.get((self.lang, name))
        title = reply.title.text if reply else name
        return Markup('<a href="{}replies/{}/">{}</a>').format(climb(self.path), name, title)

    def _rule(self, rule: Rule) -> Markup:
        title = _TITLE.format(self._title(rule), rule.id)
        said = Markup("<p>{}</p>").format(mark(say_rule(self.policy, rule, self.lang, Voice.STAFF)))
        notes = [
            Markup("<p>{}</p>").format(note[self.lang]) for note in (rule.note, rule.staff_note) if note is not None
        ]
        table = offers.table_of(self.policy, (rule,), self.lang) if rule.is_outcome else Markup("")
        back = self.made.crossing.draw(rule.id, self.lang, self.path)
        return Markup('<section class="rule" id="{}" data-rule="{}">\n{}\n{}\n{}\n{}\n{}\n</section>').format(
            rule.id, rule.id, title, said, Markup("\n").join(notes), table, back
        )

    def _value(self, term: str) -> Markup:
        view = view_term(self.policy, self.policy.terms[term], self.lang)
        if view.rows:
            body = draw_table("values-table", view.head, view.rows, None)
        else:
            body = Markup("<p>{}</p>").format(view.value)
        title = _TITLE.format(view.name, term)
        return Markup('<section class="term-value" id="term.{}">\n{}\n{}\n</section>').format(term, title, body)

    def _title(self, rule: Rule) -> str:
        return rule.title[self.lang] if rule.title else rule.id
