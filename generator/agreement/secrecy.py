"""Net 5, before the build: nothing internal is written where buyers read, whoever wrote it there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import nodes

from generator.agreement.expressions import BUYER, parse_template, source_of
from generator.finding import LANGUAGES, Finding, Place
from generator.playbook.page import Playbook, Reply
from generator.policy.model import Audience, Bilingual, Policy
from generator.policy.projection import buyer_projection

INTERNAL = frozenset(
    "policy staff_note approval reply ladder ladders rungs escalation escalations role roles avoid_en avoid_zh claims "
    "bears charge playbook playbooks".split()
)
"""Names that no view for buyers has; a template that asks for one wants to tell what it must not."""
_SHORTEST = {"en": 8, "zh": 4}
"""Shorter words (客服) are everybody's."""
_SENTENCE = {"en": 25, "zh": 9}
"""A sentence of fewer characters is no secret by itself."""
_END = re.compile(r"[.!?;](?=\s|$)|[。！？；]")
_MARKED = {
    "en": re.compile(
        r"(?im)(?:^|(?<=[.!?]\s)|(?<=[(\[]))[\W_]*(?P<mark>"
        r"(?:(?:staff|internal|agents?['’]?|team|colleagues?['’]?|support)[ -]+"
        r"(?:notes?|memo|hints?|reminders?|only|use only|instructions?)"
        r"|(?:notes?|memo|hints?|reminders?) (?:to|for) (?:the |our )?(?:staff|agents?|team|colleagues?|self|support)"
        r"|(?:for )?internal(?: use)?(?: only)?|not for the buyer|do not (?:send|paste|copy) this(?: line| part)?)"
        r")[*_\s]*[:：–—)\]]"
    ),
    "zh": re.compile(
        r"(?m)(?:^|(?<=[。！？\s（【\[(]))[^\w\n]*(?P<mark>"
        r"(?:(?:员工|内部|客服|同事|店内)(?:内部)?(?:备注|说明|提示|须知|提醒|注意|批注|附注|用)"
        r"|(?:仅供|仅限|只供|限)(?:内部|员工|客服)(?:参考|使用|查看|人员)?"
        r"|(?:给|致)(?:客服|同事|员工)(?:的)?(?:备注|说明|提示|提醒)?"
        r"|(?:此|这)(?:行|段|句)(?:请)?(?:不要|勿|不)(?:发|贴|复制)(?:给|出去)?(?:买家)?)"
        r")[*_\s]*[：:）】\])]"
    ),
}
"""How a line in a reply is marked that was meant for those who send it."""
_BLOCKS = {"ladder": "an approval ladder", "escalation": "an escalation"}


@dataclass(frozen=True, slots=True)
class Secret:
    """Words that only staff may read, in one language, and what they are."""

    text: str
    lang: str
    what: tuple[str, str]
    cue: str
    """The longest of the English words, in small letters, or all the Chinese: they stand in no text without it."""

    @classmethod
    def of(cls, text: str, lang: str, what: tuple[str, str]) -> Secret:
        """These words."""
        return cls(text, lang, what, text if lang == "zh" else max(_words(text), key=len, default="").lower())

    def find(self, text: str) -> int | None:
        """Where they stand in a text."""
        if self.lang == "zh":
            at = text.find(self.text)
            return at if at >= 0 else None
        words = r"\s+".join(map(re.escape, _words(self.text)))
        match = re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) if words else None
        return match.start() if match else None


def _words(text: str) -> list[str]:
    return text.rstrip(".").split()


def check_secrecy(overrides: Path, root: Path, policy: Policy, playbook: Playbook) -> Iterator[Finding]:
    """Findings about internal words and names in buyer templates and buyers' texts, and internal values in replies."""
    secrets = secrets_of(policy)
    if overrides.is_relative_to(root):
        for path in sorted((overrides / BUYER).rglob("*.j2")):
            yield from _check_template(source_of(path), path.relative_to(root).as_posix(), secrets)
    for text, place in _public_texts(policy):
        for secret, _ in _found(secrets, text):
            yield Finding("SP457", text.place(secret.lang, place), {"text": secret.text, "what": secret.what})
    public = buyer_projection(policy)
    for reply in playbook.replies.values():
        if not any(_is_for_seller(each.name, policy) for each in reply.serves):
            yield from _check_reply(reply, policy, public)


def secrets_of(policy: Policy) -> tuple[Secret, ...]:
    """Notes for staff, the seller's sections, roles, ladders and escalations, in words."""
    found: list[tuple[Bilingual, tuple[str, str]]] = []
    for rule in policy.rules.values():
        if rule.staff_note:
            found.append((rule.staff_note, ("a note for staff", "员工说明")))
    for section in policy.sections.values():
        if section.to is Audience.SELLER:
            found.append((section.title, ("a section for the seller", "内部章节")))
    for what, vocabulary in (
        (("a role", "岗位"), policy.scopes.roles),
        (("an approval ladder", "审批阶梯"), policy.ladders),
        (("an escalation", "逐级处理"), policy.escalations),
    ):
        for named in vocabulary.values():
            forms = zip(named.label.en, named.label.zh, strict=False)
            found += [(Bilingual(en, zh), what) for en, zh in forms]
    whole = [Secret.of(text[lang], lang, what) for text, what in found for lang in LANGUAGES]
    parts = [Secret.of(part, each.lang, each.what) for each in whole for part in _sentences(each)]
    return tuple(each for each in whole if len(each.text) >= _SHORTEST[each.lang]) + tuple(parts)


def _sentences(secret: Secret) -> Iterator[str]:
    """The sentences of a longer text: one of them, copied, tells as much. What says little is everybody's."""
    parts = [part.strip() for part in _END.split(secret.text)]
    if len([part for part in parts if part]) > 1:
        yield from (part for part in parts if len(part) >= _SENTENCE[secret.lang])


def _check_template(text: str, name: str, secrets: tuple[Secret, ...]) -> Iterator[Finding]:
    tree = parse_template(text)
    if tree is None:
        return
    for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.TemplateData, nodes.Const)):
        if isinstance(node, nodes.TemplateData):
            said, first = node.data, node.lineno
        elif isinstance(node, nodes.Const):
            said, first = str(node.value), node.lineno
        else:
            called = str(getattr(node, "name", None) or getattr(node, "attr", ""))
            if called in INTERNAL:
                what = ("a name of the policy", "政策内部字段")
                yield Finding("SP457", Place(name, node.lineno), {"text": called, "what": what})
            continue
        for secret, at in _found(secrets, dict.fromkeys(LANGUAGES, said)):
            place = Place(name, first + said.count("\n", 0, at))
            yield Finding("SP457", place, {"text": secret.text, "what": secret.what})


def _found(secrets: Iterable[Secret], text: Mapping[str, str] | Bilingual) -> Iterator[tuple[Secret, int]]:
    """What of it stands in a text, and where; of one that is found whole no sentence as well."""
    told: list[str] = []
    searched = {"en": text["en"].lower(), "zh": text["zh"]}
    for secret in secrets:
        if secret.cue not in searched[secret.lang]:
            continue  # so it is nearly always
        at = secret.find(text[secret.lang])
        if at is not None and not any(secret.text in whole for whole in told):
            told.append(secret.text)
            yield secret, at


def _public_texts(policy: Policy) -> Iterator[tuple[Bilingual, Place]]:
    for section in policy.sections.values():
        if section.to is not Audience.BUYER:
            continue
        yield from ((each, section.place) for each in (section.title, section.intro) if each)
        for term in section.terms:
            if term.public:
                yield from ((each, term.place) for each in (term.name, term.note) if each)
        for rule in section.rules:
            yield from ((each, rule.place) for each in (rule.title, rule.note) if each)


def _is_for_seller(rule: str, policy: Policy) -> bool:
    return rule in policy.rules and policy.sections[policy.rules[rule].section].to is Audience.SELLER


def _check_reply(reply: Reply, policy: Policy, public: Policy) -> Iterator[Finding]:
    for quotation in (*reply.title.quotations, *reply.body.quotations):
        what = _told(quotation.names, quotation.source, policy, public)
        if what:
            yield Finding("SP458", quotation.place, {"text": quotation.source, "what": what})
    for template in (reply.title, reply.body):
        for found in _MARKED[reply.lang].finditer(template.text):
            first = template.place.line + template.text.count("\n", 0, found.start("mark"))
            place = Place(template.place.path, first)
            yield Finding("SP457", place, {"text": found["mark"], "what": ("a note for staff", "员工说明")})


def _told(names: tuple[str, ...], source: str, policy: Policy, public: Policy) -> tuple[str, str] | None:
    """What a quotation tells that buyers may not know."""
    mentioned = [*names, *re.findall(r"[\"']([a-z_]+\.[a-z_]+)[\"']", source)]
    if any(name in policy.terms and name not in public.terms for name in mentioned):
        return "a value for the seller", "内部数值"
    if any(name in policy.rules and name not in public.rules for name in mentioned):
        return "a rule for the seller", "内部规则"
    if names and names[0] in _BLOCKS:
        return _BLOCKS[names[0]], "内部流程"
    if re.search(r"voice\s*=\s*[\"']staff", source):
        return "a rule as staff read it", "员工口吻的规则"
    return None
