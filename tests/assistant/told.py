"""What a page should tell of a decision, put together by Python from the words of its explanations."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from generator.decisions.decision import Amount, Deadline, Decision, Granted, Length, Part, Value
from generator.decisions.granting import OFFER
from generator.decisions.situation import Situation
from generator.language.case_phrases import unbracketed
from generator.language.explanation import TONGUES, fact_name
from generator.language.explanation_case import GIVEN, MONEY_BACK, Case, Window
from generator.language.explanation_staff import NOTHING_KNOWN, facet_name, facet_value
from generator.language.explanation_tongue import Tongue, name_platform
from generator.language.explanation_value import leaf_at, money_of
from generator.language.pages import case_words
from generator.language.platform import THROUGH
from generator.language.style import Style, Voice
from generator.policy.model import Policy
from generator.policy.values import After
from tests.assistant.vectors import Json

Line = tuple[str, str]
_NAMED = ("fees.", "also.", "charge.")
_SELLERS = ("bears", "appeal", "charge")


def address_of(situation: Json) -> str:
    """The situation of a vector as the fragment of an address."""
    pairs: list[tuple[str, str]] = []
    for fact, value in situation["facts"].items():
        match value:
            case str():
                pairs.append((fact, value))
            case [int() as cents, str()]:
                pairs.append((fact, f"{cents // 100}.{cents % 100:02}"))
            case flags:
                pairs.append((fact, ",".join(flags) or "-"))
    return urlencode([*pairs, *situation["events"].items(), ("now", situation["now"])])


def lines_of(policy: Policy, case: Case, lang: str, voice: Voice) -> set[Line]:
    """Every line of every option: the name of a facet, and what it says."""
    found: set[Line] = set()
    for option in case.part.options:
        found |= {
            (_called(name, option, policy, TONGUES[lang]) or called, f"{said}{_noted(policy, case, name, lang)}")
            for name, called, said in _option(policy, option, TONGUES[lang], voice)
        }
    if len(case.part.options) == 1:
        found |= set(_open_amount(case, TONGUES[lang]))
    return found | set(_windows(case, TONGUES[lang])) if case.part.options else found


def inside_of(policy: Policy, decision: Decision, situation: Situation, lang: str) -> set[Line]:
    """Every line that is for staff alone: approval, who bears it, what is charged, the appeal, who answers by when."""
    tongue, voice, facets = TONGUES[lang], Voice.STAFF, dict(decision.seller.facets)
    for option in decision.seller.options:
        facets |= {name: value for name, value in option.facets.items() if name.partition(".")[0] in _SELLERS}
    told = {name: value for name, value in facets.items() if name.partition(".")[0] in _SELLERS}
    found = {_line(policy, name, value, tongue, voice) for name, value in told.items()}
    if decision.main.approval:
        found.add(_line(policy, "approval", decision.main.approval, tongue, voice))
    words = case_words(lang)
    told_later = [fact_name(policy, tongue, name) for name in decision.seller.needs if name not in decision.main.needs]
    asked = [words["script.add"].format(what=name) for name in told_later]
    if asked and decision.main is not decision.seller:
        found.add((words["staff.pending"], tongue.words["either.comma"].join(asked)))
    for due in decision.due:
        role = policy.scopes.roles[due.role].label.forms(lang)[0]
        by = facet_value(policy, "refund.by", due.by, tongue, voice)
        over = tongue.fill("how", how=words["staff.overdue"]) if due.is_over else ""
        name = _upper(policy.escalations[due.id].label.forms(lang)[0])
        found.add((name, f"{words['staff.answers'].format(role=role, by=by)}{over}"))
    return found


def _called(name: str, option: Granted, policy: Policy, tongue: Tongue) -> str:
    """How a line is called instead where a platform pays back."""
    if name != "refund.by" or option.facets.get("refund.to") != THROUGH:
        return ""
    return tongue.spaced(_upper(tongue.words["facet.through.by"].replace("{platform}", name_platform(policy, tongue))))


def _noted(policy: Policy, case: Case, name: str, lang: str) -> str:
    """The notes of rules that say this alone."""
    ids = dict.fromkeys(reason.rule for reason in case.part.because if reason.facet == name)
    rules = [policy.rules[id] for id in ids]
    return "".join(
        rule.note[lang] for rule in rules if rule.note and not rule.bands and [f.name for f in rule.facets] == [name]
    )


def _option(policy: Policy, option: Granted, tongue: Tongue, voice: Voice) -> Iterator[tuple[str, str, str]]:
    """The name of a facet, how its line is called, and what it says."""
    if option.amount and money_of(option.amount):
        nothing = "" if option.amount.high else tongue.fill("how", how=tongue.words["nothing_left"])
        yield "amount", _upper(tongue.words["facet.amount"]), f"{tongue.money(money_of(option.amount))}{nothing}"  # type: ignore[arg-type]
    takes_fees = option.offer in (*MONEY_BACK, *GIVEN)
    for name, value in option.facets.items():
        if name.startswith("fees.") and not takes_fees:
            continue
        is_given = option.facets.get("refund.to") == option.offer  # credit is no refund
        if is_given and name == "refund.to":
            continue
        if name != "amount" and name.partition(".")[0] not in _SELLERS:
            called, said = _line(policy, name, value, tongue, voice)
            yield name, (_upper(tongue.words["facet.given.by"]) if is_given and name == "refund.by" else called), said


def _open_amount(case: Case, tongue: Tongue) -> Iterator[Line]:
    """How much is given, where that is a share of an amount that nobody told."""
    [option] = case.part.options
    reason = next((one for one in case.part.because if one.facet == "amount"), None)
    if reason and reason.terms and not (option.amount and money_of(option.amount)):
        term, text = reason.terms[0].term, reason.terms[0].value
        leaf = leaf_at(case.policy, term, text)
        if leaf is not None:
            yield (
                _upper(tongue.words["facet.amount"]),
                unbracketed(tongue.plain(tongue.book.leaf(case.policy, leaf, Style.PLAIN, term))),
            )


def _line(policy: Policy, name: str, value: Value, tongue: Tongue, voice: Voice) -> Line:
    term = value.term if isinstance(value, Amount | Deadline | Length) else None
    called = facet_name(policy, name, tongue, [term] if term else [])
    return _upper(called), _said(policy, name, value, tongue, voice)


def _said(policy: Policy, name: str, value: Value, tongue: Tongue, voice: Voice) -> str:
    case = Case(policy, NOTHING_KNOWN, Part())
    match value:
        case Amount() if name.startswith(_NAMED) and (leaf := case.leaf(value)):
            is_told = tongue.amount(case, value)
            how = tongue.plain(tongue.book.leaf(policy, leaf, Style.PLAIN, value.term))
            shown = unbracketed(how)
            return shown if is_told == how else f"{is_told}{tongue.fill('how', how=shown)}"
        case tuple():
            return tongue.words["either.comma"].join(facet_value(policy, name, one, tongue, voice) for one in value)
        case _:
            return facet_value(policy, name, value, tongue, voice)


def _windows(case: Case, tongue: Tongue) -> Iterator[Line]:
    """The windows that have not ended: by the day on which they will, or by what they count from while that is open."""
    for reason in case.part.because:
        for used in reason.terms if reason.facet == OFFER else ():
            for window in case._windows():
                name = _upper(tongue.called(case.policy.terms[window.term].name))
                if window.term == used.term and window.end is None:
                    yield name, tongue.within(case, window.leaf).removeprefix("在").strip()
                elif window.term == used.term and not is_over(case, window) and not is_settled(case, window):
                    frame = "latest" if window.end.at_the_latest else ""
                    told = tongue.moment(case, window.end, "by")
                    told = tongue.fill(frame, by=told) if frame else told
                    yield name, told.removeprefix("在").strip()


def ended_in(case: Case, lang: str) -> set[str]:
    """The sentences that tell which windows have ended, and when."""
    tongue, found = TONGUES[lang], set()
    missed = [case.missed()] if {option.offer for option in case.part.options} == {"wait"} else []
    for window in (*case._windows(), *missed) if case.part.options else ():
        if window and window.end and is_over(case, window):
            frame = "why_after" if isinstance(window.leaf, After) else "why"
            why = tongue.fill(frame, leaf=tongue.after(case, window.leaf))
            name = tongue.called(case.policy.terms[window.term].name)
            told = tongue.fill("ended", name=name, at=tongue.moment(case, window.end, "at"), why=why)
            found.add(tongue.sentences([told]))
    return found


def is_over(case: Case, window: Window) -> bool:
    assert window.end is not None
    return not case.clock.meets(case.act if is_act(case, window) else case.situation.now, window.end)


def is_settled(case: Case, window: Window) -> bool:
    """Whether what must be in time for it was told, and is."""
    return is_act(case, window) and case.act is not case.situation.now and not is_over(case, window)


def is_act(case: Case, window: Window) -> bool:
    """Whether another act than now must meet it."""
    bands = case.rule.bands if case.rule else ()
    own = [at for at, band in enumerate(bands) if band.until and band.until.term == window.term]
    return any(case.rule.met_at(at) for at in own if case.rule)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
