"""The buyer pages: one answer, every rule in the buyer's words, who we are; in every language, without scripts."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.finding import LANGUAGES, Finding, Place
from generator.language.explanation_tongue import tell_days_end
from generator.language.pages import Words, case_words, fill, page_words
from generator.language.phrase import Quote
from generator.language.plan import plan_rule
from generator.language.say import say_quantity
from generator.language.style import Voice
from generator.language.working import counted_in_business_days, tell_business_days
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.policy.model import Audience, Goods, Policy, Rule, Section
from generator.publish.answers import EFFECTIVE, view_answer, view_rule
from generator.publish.assistant import RULES, SCRIPT, WEIGHTS, case_program, case_rules, case_script
from generator.publish.channels import say_channels
from generator.publish.copies import link_paper, list_copies, write_copies
from generator.publish.inline import for_script, inline_style, security_of
from generator.publish.limits import list_deductions, say_limits
from generator.publish.linked import main_rule, return_policies, shop_data
from generator.publish.overview import list_declined, list_facts, list_rules, list_situations
from generator.publish.paper import FILE, MakerMissing, Paper, Printer, Sheet, Unprintable, compose, read_style
from generator.publish.payers import draw_payers
from generator.publish.regions import list_differences, say_paid_elsewhere
from generator.publish.sitemap import write_robots, write_sitemap
from generator.publish.structured import SCHEMA, policy_data
from generator.publish.tables import view_term
from generator.publish.views import Frame, Link, Row, RuleView
from generator.publish.ways import list_ways

BUDGET = 14_000
"""The most bytes that a page may weigh, compressed: one round trip on a new connection."""
_OVERVIEW, _CASE, _CONTACT, _VERSIONS, _COPIES = "", "case/", "contact/", "versions/", "copies/"

_PRINTED = ("overview.html.j2", "section.html.j2", "contact.html.j2")
_NAMED = re.compile(r"[a-z_]+\.[a-z_]+")
_SHOWN = 20
"""How many characters without a font are named."""


def write_buyer(
    policy: Policy, out: Path, *, overrides: Path, as_of: date, printer: Printer | None = None
) -> tuple[Finding, ...]:
    """Writes all buyer pages and their data below ``out`` and returns what is wrong with them.

    ``policy`` must hold only what buyers may see. ``overrides`` holds ``tokens.css`` and ``buyer/``. ``as_of``
    decides whether the version is in force yet. With a ``printer``, the policy is made as PDF too. OSError where
    ``out`` cannot be written.
    """
    pages = _Pages(policy, overrides, as_of, printer)
    try:
        files = {path: held.encode() if isinstance(held, str) else held for path, held in pages.files()}
    except MakerMissing as missing:
        return (Finding("SP623", policy.shop.place, {"why": str(missing)}),)
    except Unprintable as unprintable:
        return (Finding("SP624", policy.shop.place, {"text": str(unprintable)[:_SHOWN]}),)
    for path, data in files.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return tuple(_findings(policy, files))


def _findings(policy: Policy, files: dict[str, bytes]) -> Iterator[Finding]:
    for path, facts in too_heavy(files):
        yield Finding("SP621", _place(policy, path), facts)
    if main_rule(policy) is None:
        yield Finding("SP622", policy.shop.place, {})


def too_heavy(files: Mapping[str, bytes]) -> Iterator[tuple[str, dict[str, str]]]:
    """The files that weigh more than they may, compressed."""
    for path, data in files.items():
        size = 0 if path.endswith(FILE) else len(gzip.compress(data, mtime=0))
        most = BUDGET if path.endswith(".html") else WEIGHTS.get(path.rpartition("/")[2], size)
        if size > most:
            yield path, {"page": path, "size": f"{size:,}", "budget": f"{most:,}"}


@dataclass(frozen=True, slots=True)
class _Page:
    """A page before it is written: its template, its address below the language, and what only it shows."""

    template: str
    path: str
    title: str
    description: str
    values: Mapping[str, object]


class _Pages:
    """All pages of one policy; holds what they share."""

    def __init__(self, policy: Policy, overrides: Path, as_of: date, printer: Printer | None) -> None:
        self._policy = policy
        self._printer, self._paper_style = printer, read_style(overrides)
        self._as_of = as_of
        self._told: dict[tuple[str, str], RuleView] = {}
        self._style, self._case_style = inline_style(overrides, ()), inline_style(overrides, ("assistant/case.css",))
        self._program, self._script = case_program(policy), case_script(overrides, Voice.BUYER)
        self._templates = Environment(
            loader=FileSystemLoader(overrides / "buyer"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._csp = security_of(self._style)

    def files(self) -> Iterator[tuple[str, str | bytes]]:
        """(path, content) of every file. MakerMissing and Unprintable where the policy should be printed and cannot."""
        for lang in self._languages:
            for page in self._all[lang]:
                yield f"{lang}/{page.path}index.html", self._render(page, lang)
            for name, text in self._copied[lang].items():
                yield f"{lang}/{_COPIES}{name}", text
            yield f"{lang}/{_CASE}{RULES}", case_rules(self._policy, self._program, lang, Voice.BUYER)
        for lang, paper in self._papers.items():
            yield f"{lang}/{_COPIES}{FILE}", paper.data
        yield SCRIPT, self._script
        yield "index.html", self._both("choose.html.j2", "")
        yield "404.html", self._both("404.html.j2", "404.html")
        _, left = return_policies(self._policy, LANGUAGES[0])
        yield "policy.json", json.dumps(policy_data(self._policy, left), ensure_ascii=False, indent=1) + "\n"
        yield "policy.schema.json", json.dumps(SCHEMA, ensure_ascii=False, indent=1) + "\n"
        yield "robots.txt", write_robots(self._policy.shop.buyer_url)
        if self._policy.shop.buyer_url:
            pages = ((f"{lang}/{page.path}", page.path) for lang in self._languages for page in self._all[lang])
            url = self._policy.shop.buyer_url
            yield "sitemap.xml", write_sitemap((f"{url}{address}", self._alternates(path)) for address, path in pages)

    @property
    def _languages(self) -> tuple[str, ...]:
        return tuple(lang for lang in self._policy.shop.languages if lang in LANGUAGES)

    @property
    def _sections(self) -> tuple[Section, ...]:
        return tuple(section for section in self._policy.sections.values() if section.to is Audience.BUYER)

    @cached_property
    def _all(self) -> dict[str, tuple[_Page, ...]]:
        """Every page by language."""
        return {lang: tuple(self._pages(lang)) for lang in self._languages}

    def _view(self, rule: Rule, lang: str) -> RuleView:
        """What is told of a rule, worked out once for its page and for the copies."""
        if (rule.id, lang) not in self._told:
            regions = list_differences(self._policy, rule, lang) if rule.is_outcome else ()
            fees = list_deductions(self._policy, rule, lang) if rule.is_outcome else ()
            view = view_rule(self._policy, rule, lang)
            if view.answer:
                paid = say_paid_elsewhere(self._policy, rule, lang)
                view = replace(view, answer=replace(view.answer, lines=(*view.answer.lines, *paid)))
            self._told[rule.id, lang] = replace(view, regions=regions, fees=fees)
        return self._told[rule.id, lang]

    def _pages(self, lang: str) -> Iterator[_Page]:
        yield self._overview(lang)
        for section in self._sections:
            yield self._section(section, lang)
        yield self._case(lang)
        yield self._contact(lang)
        yield self._versions(lang)
        yield self._copies(lang)

    def _overview(self, lang: str) -> _Page:
        policy, words = self._policy, page_words(lang)
        rule = main_rule(policy)
        orders, beside = say_channels(policy, rule, lang) if rule else (Markup(""), ())
        values = {
            "answer": view_answer(policy, rule, lang) if rule else None,
            "orders": orders,
            "beside": beside,
            "limits": tuple(map(mark, say_limits(policy, rule, lang))) if rule else (),
            "more": Link(f"{rule.section}/#{rule.id}", words["more"]) if rule else None,
            "facts": list_facts(policy, lang),
            "groups": list_situations(policy, lang),
            "declined": list_declined(policy, lang),
            "data": for_script(shop_data(policy, lang)),
            "start": self._start(lang),
            "case": Link(_CASE, case_words(lang)["title"], Markup("{}").format(case_words(lang)["open"])),
            "versions": Link(_VERSIONS, words["versions"]),
        }
        about = words["overview_about"].format(shop=policy.shop.name[lang])
        return _Page("overview.html.j2", _OVERVIEW, words["overview"], about, values)

    def _section(self, section: Section, lang: str) -> _Page:
        policy, words = self._policy, page_words(lang)
        others = tuple(Link(f"../{s.id}/", s.title[lang]) for s in self._sections if s.id != section.id)
        intro = section.intro[lang] if section.intro else ""
        values = {
            "intro": intro,
            "rules": tuple(self._view(rule, lang) for rule in section.rules if rule.is_outcome),
            "also": tuple(self._view(rule, lang) for rule in section.rules if not rule.is_outcome),
            "payers": draw_payers(policy, section.rules, lang, Voice.BUYER),
            "tables": tuple(view_term(policy, term, lang) for term in section.terms),
            "others": others,
            **self._ask(section, lang),
            "back": words["back"].format(title=words["overview"]),
        }
        about = intro or words["overview_about"].format(shop=policy.shop.name[lang])
        return _Page("section.html.j2", f"{section.id}/", section.title[lang], about, values)

    def _case(self, lang: str) -> _Page:
        policy, words, case = self._policy, page_words(lang), case_words(lang)
        values = {
            "case": case,
            "groups": list_rules(policy, lang),
            "ways": list_ways(policy, lang, self._start(lang)),
            "contact": Link(f"../{_CONTACT}", words["contact"]),
            "back": words["back"].format(title=words["overview"]),
        }
        about = case["about"].format(shop=policy.shop.name[lang])
        return _Page("case.html.j2", _CASE, case["title"], about, values)

    def _contact(self, lang: str) -> _Page:
        shop, words = self._policy.shop, page_words(lang)
        mail = Markup('<a href="mailto:{0}">{0}</a>').format(shop.email)
        facts = [Row(words["seller"], _text(shop.seller[lang])), Row(words["address"], _text(shop.address[lang]))]
        facts.append(Row(words["mail"], mail))
        if shop.phone:
            number = re.sub(r"[^+\d]", "", shop.phone)
            facts.append(Row(words["phone"], Markup('<a href="tel:{}">{}</a>').format(number, shop.phone)))
        if shop.hours:
            facts.append(Row(words["hours"], _text(shop.hours[lang])))
        values = {
            "facts": tuple(facts),
            "start": self._start(lang),
            "back": words["back"].format(title=words["overview"]),
        }
        about = words["contact_about"].format(shop=shop.name[lang])
        return _Page("contact.html.j2", _CONTACT, words["contact"], about, values)

    def _versions(self, lang: str) -> _Page:
        policy, words = self._policy, page_words(lang)
        in_force = str(policy.shop.effective) <= self._as_of.isoformat()
        line = Markup("{}{}{}").format(self._effective(lang), words["gap"], words["current" if in_force else "coming"])
        values = {
            "rows": (Link("../", words["version"].format(version=policy.shop.version), line),),
            "back": words["back"].format(title=words["overview"]),
        }
        about = words["versions_about"].format(shop=policy.shop.name[lang])
        return _Page("versions.html.j2", _VERSIONS, words["versions"], about, values)

    def _copies(self, lang: str) -> _Page:
        words = page_words(lang)
        values = {
            "groups": list_copies(self._copied[lang], lang),
            "data": Link("../../policy.json", words["data"]),
            "back": words["back"].format(title=words["overview"]),
        }
        about = words["copies_about"].format(shop=self._policy.shop.name[lang])
        return _Page("copies.html.j2", _COPIES, words["copies"], about, values)

    @cached_property
    def _copied(self) -> dict[str, dict[str, str]]:
        """The policy as it is pasted elsewhere, by language and name of file."""
        number = self._policy.shop.version
        return {
            lang: dict(
                write_copies(
                    self._policy,
                    self._view,
                    lang,
                    self._effective(lang).striptags(),
                    page_words(lang)["version"].format(version=number),
                )
            )
            for lang in self._languages
        }

    @cached_property
    def _papers(self) -> dict[str, Paper]:
        """The policy as PDF, by language: the overview, the sections and how to reach us, as the pages have them."""
        if self._printer is None:
            return {}
        policy, url = self._policy, self._policy.shop.buyer_url
        return {
            lang: self._printer(
                compose(
                    [
                        Sheet(page.path, self._render(page, lang))
                        for page in self._all[lang]
                        if page.template in _PRINTED
                    ],
                    self._style + self._paper_style,
                    f"{url}{lang}/" if url else None,
                    page_words(lang)["copy_title"].format(shop=policy.shop.name[lang]),
                    policy.shop.seller[lang],
                )
            )
            for lang in self._languages
        }

    def _render(self, page: _Page, lang: str) -> str:
        template, look = self._templates.get_template(page.template), {"style": self._style, "csp": self._csp}
        if page.path == _CASE:
            look = {"style": self._case_style, "csp": security_of(self._case_style, "script-src 'self'; ")}
        more = {"paper": link_paper(self._papers.get(lang), lang)} if page.path == _COPIES else {}
        return template.render(frame=self._frame(page, lang), words=page_words(lang), **look, **more, **page.values)

    def _frame(self, page: _Page, lang: str) -> Frame:
        policy, words = self._policy, page_words(lang)
        depth = page.path.count("/")
        root, home = "../" * (depth + 1), "../" * depth or "./"
        url = policy.shop.buyer_url
        languages = tuple(
            Link(f"{root}{other}/{page.path}", page_words(other)["name"], lang=page_words(other)["html_lang"])
            for other in self._languages
        )
        foot = (
            Link(f"{home}{_CASE}", case_words(lang)["title"]),
            Link(f"{home}{_CONTACT}", words["contact"]),
            Link(f"{home}{_VERSIONS}", words["versions"]),
            Link(f"{home}{_COPIES}", words["copies"]),
        )
        canonical = f"{url}{lang}/{page.path}" if url else ""
        return Frame(
            lang=lang,
            html_lang=words["html_lang"],
            title=page.title,
            description=page.description,
            shop=policy.shop.name[lang],
            home=home,
            root=root,
            canonical=canonical,
            alternates=self._alternates(page.path) if url else _relative(languages),
            languages=languages,
            foot=foot,
            effective=self._effective(lang),
            days=f"{tell_days_end(policy.shop.timezone, lang)}{self._business_days(page, lang)}",
            version=words["version"].format(version=policy.shop.version),
            printed=_printed(words, canonical, policy.shop.version, policy.shop.email),
        )

    def _business_days(self, page: _Page, lang: str) -> str:
        """What business days are, on a page that names a term counted in them: each value there names its own."""
        shown = frozenset(_NAMED.findall(repr(page.values)))
        said = tell_business_days(
            self._policy, (id for id in counted_in_business_days(self._policy) if id in shown), lang
        )
        return f"{page_words(lang)['gap']}{said}" if said else ""

    def _alternates(self, path: str) -> tuple[tuple[str, str], ...]:
        """(hreflang, absolute address) of a page in every language, and for readers of neither."""
        url = self._policy.shop.buyer_url or ""
        each = tuple((page_words(lang)["html_lang"], f"{url}{lang}/{path}") for lang in self._languages)
        return (*each, ("x-default", url if not path else f"{url}{self._languages[0]}/{path}"))

    def _effective(self, lang: str) -> Markup:
        """From when the version holds, as a sentence."""
        day = self._policy.shop.effective
        return mark(fill(page_words(lang)["effective"], date=Quote(say_quantity(day, lang), str(day), None, EFFECTIVE)))

    def _ask(self, section: Section, lang: str) -> dict[str, object]:
        """How to ask: a return is started where each rule that grants anything takes goods back, else by a message."""
        words = page_words(lang)
        granting = [
            [
                outcome
                for stretch in plan_rule(self._policy, rule, is_public=True).stretches
                for outcome in stretch.outcomes
                if outcome.grants
            ]
            for rule in section.rules
            if rule.is_outcome
        ]
        returning = [any(o.word("goods") == Goods.RETURN for o in outcomes) for outcomes in granting if outcomes]
        start, write = self._start(lang), Link(f"../{_CONTACT}", words["contact"])
        if returning and all(returning):
            return {"how": words["how_to_ask_link"], "start": start, "beside": (write,)}
        return {"how": words["how_to_ask_words"], "start": write, "beside": (start,) if any(returning) else ()}

    def _start(self, lang: str) -> Link:
        """Where a return is started: the shop's own page, or a mail."""
        shop, words = self._policy.shop, page_words(lang)
        if shop.start_return:
            return Link(shop.start_return, words["start_return"])
        return Link(f"mailto:{shop.email}?subject={quote(words['mail_subject'])}", words["write_to_us"])

    def _both(self, template: str, path: str) -> str:
        """A page in all languages at once."""
        shop = self._policy.shop
        # A page for an unknown address is shown at any depth: its links must start at the root of the site.
        root = (shop.buyer_url or "/") if path else ""
        parts = tuple(
            {"words": page_words(lang), "href": f"{root}{lang}/", "shop": shop.name[lang]} for lang in self._languages
        )
        alternates = self._alternates("") if shop.buyer_url and not path else ()
        return self._templates.get_template(template).render(
            parts=parts, alternates=alternates, style=self._style, csp=self._csp, canonical=shop.buyer_url or ""
        )


def _relative(languages: tuple[Link, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((link.lang or "", link.href) for link in languages)


def _text(words: str) -> Markup:
    return Markup("{}").format(words)


def _printed(words: Words, canonical: str, version: str, mail: str) -> Markup:
    """The last line on paper: the address, where to write to, the version, and what decides."""
    said = words["version"].format(version=version)
    return Markup(" · ").join(_text(each) for each in (canonical, mail, said, words["your_order_decides"]) if each)


def _place(policy: Policy, path: str) -> Place:
    parts = path.split("/")
    section = policy.sections.get(parts[1]) if len(parts) > 1 else None
    return section.place if section else policy.shop.place
