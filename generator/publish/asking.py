"""``What happens in this case?`` on the staff site: the block of its page, and the files that the page runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator.decisions.promises import inexact
from generator.finding import LANGUAGES
from generator.language.case_phrases import answers_of
from generator.language.pages import case_words, desk_words
from generator.language.say import say_rule
from generator.language.situation import REASON
from generator.language.style import Voice
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.playbook.merge import Merged, climb
from generator.playbook.page import Page, Playbook
from generator.policy.model import Policy, Rule
from generator.publish.assistant import RULES, SCRIPT, case_program, case_rules, case_script
from generator.publish.known import asking_replies, cases_of, known_blanks, sums_of
from generator.publish.titles import show_name, view_note

PAGE = "case.md"
"""The page of this block, in both languages."""
_ASSETS = "assets/"
_CUT = ("left", "show", "all", "hide")
"""What is said of the parts of a reply that are left out, and the button that brings them back."""
_RIVALS = 2
"""So many things a playbook may be about and still be mostly about one of them."""
_ROW = Markup('<tr data-rule="{0}"><th scope="row"><a href="{1}policy/#{0}">{2}</a></th>\n<td>{3}</td></tr>')
_FORM = Markup("""<div id="case" hidden data-search-exclude="">
<aside id="case-told" aria-label="{yours}"></aside>
<form id="case-ask"></form>
<section id="case-answer" class="promise" aria-label="{answer}" hidden></section>
<p id="case-status" role="status"></p>
<p id="case-how" class="stamp" hidden>{stamp}</p>
</div>
<details id="case-rules" class="covers" data-search-exclude="">
<summary>{rules}</summary>
{table}
</details>
<script defer src="{here}{data}"></script>
<script defer src="{root}{script}"></script>""")


def draw_asking(policy: Policy, lang: str, path: str) -> Markup:
    """The block: the place for questions and answers, and all rules as a table for whoever runs no script."""
    words, up = case_words(lang), climb(path)
    return _FORM.format(
        answer=words["answer"],
        yours=words["staff.yours"],
        stamp=desk_words(lang)["stamp"].format(version=policy.shop.version),
        rules=words["rules"],
        table=_table(policy, lang, up),
        here=f"{up}{PAGE.removesuffix('.md')}/",
        data=RULES,
        root=up if lang == LANGUAGES[0] else f"{up}../",
        script=f"{_ASSETS}{SCRIPT}",
    )


def _table(policy: Policy, lang: str, up: str) -> Markup:
    words = case_words(lang)
    head = Markup('<thead><tr><th scope="col">{}</th>\n<th scope="col">{}</th></tr></thead>').format(
        words["rule"], words["says"]
    )
    bodies = [head]
    for section in policy.sections.values():
        rows = [Markup('<tr><th colspan="2" scope="rowgroup">{}</th></tr>').format(section.title[lang])]
        rows += [
            Markup(
                '<tr data-rule="{0}"><th scope="row"><a href="{1}policy/#{0}">{2}</a></th>\n<td>{3}{4}</td></tr>'
            ).format(
                rule.id,
                up,
                show_name(policy, rule, lang),
                mark(say_rule(policy, rule, lang, Voice.STAFF)),
                view_note(rule, lang),
            )
            for rule in section.rules
        ]
        bodies.append(Markup("<tbody>\n{}\n</tbody>").format(Markup("\n").join(rows)))
    return Markup("<table>\n{}\n</table>").format(Markup("\n").join(bodies))


def see_asking(policy: Policy, playbook: Playbook, page: Page) -> dict[str, object]:
    """The way from a playbook to this page, with what happened told already, if its rules are about one thing."""
    rules = [policy.rules[listed.name] for listed in page.covers if listed.name in policy.rules]
    if not rules or (page.lang, PAGE) not in playbook.pages:
        return {}
    reason = _reason_of(policy, rules)
    told = f"#{REASON}={reason}" if reason else ""
    return {"case": {"href": f"{PAGE.removesuffix('.md')}/{told}", "words": case_words(page.lang)["staff_title"]}}


def _reason_of(policy: Policy, rules: Sequence[Rule]) -> str:
    """What happened where these rules decide; empty if it may be several things.

    It is told by the rules that make an offer for one thing, and by the first rule. Of two things the first is meant,
    if more of the rules speak of it.
    """
    known = policy.scopes.facts[REASON].values if REASON in policy.scopes.facts else {}
    named = [
        [value for clause in rule.when for test in clause if test.axis == REASON for value in test.values]
        for rule in rules
    ]
    offered = [values for rule, values in zip(rules, named, strict=True) if rule.is_outcome and len(set(values)) == 1]
    reasons = list(dict.fromkeys(value for values in offered or named for value in values if value in known))
    if not reasons or len(reasons) > _RIVALS or reasons[0] not in named[0]:
        return ""
    first, *others = (sum(reason in values for values in named) for reason in reasons)
    return reasons[0] if all(first > other for other in others) else ""


def asking_files(
    policy: Policy, playbook: Playbook, overrides: Path, draw: Callable[[str, str], str]
) -> Iterator[Merged]:
    """The rules and words of each language, the replies, and the script; none where the policy cannot be run.

    ``draw`` makes the block of a reply in a language. A reply is loaded when an answer names it.
    """
    if any(inexact(policy)) or not all((lang, PAGE) in playbook.pages for lang in LANGUAGES):
        return
    program = case_program(policy)
    folder = PAGE.removesuffix(".md")
    phrases = {lang: answers_of(policy, program, lang, Voice.BUYER) for lang in LANGUAGES}
    sums = sums_of(phrases)
    for lang in LANGUAGES:
        titles = {name: reply.title.text for (spoken, name), reply in playbook.replies.items() if spoken == lang}
        rules = case_rules(policy, program, lang, Voice.STAFF, titles, asking_replies(policy, playbook))
        yield Merged.of(f"{lang}/{folder}/{RULES}", rules)
        for name in titles:
            if all((each, name) in playbook.replies for each in LANGUAGES):
                known = known_blanks(policy, phrases, playbook.replies[lang, name])
                cases = cases_of(policy, playbook, name).conditions
                words = {key: desk_words(lang)[f"cut.{key}"] for key in _CUT}
                told = [draw(lang, name).strip(), known, cases, {**words, **sums}]
                text = ",".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in told)
                yield Merged.of(f"{lang}/{folder}/replies/{name}.js", f"samepageReply({text})\n")
    yield Merged.of(f"{LANGUAGES[0]}/{_ASSETS}{SCRIPT}", case_script(overrides, Voice.STAFF))
