"""The questions of ``What happens in my case?`` as they stand in the page, with blanks: the script only fills them."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

Frames = dict[str, list[str] | str]
"""For each kind of fact its question, one of its choices, what to say where nothing is chosen or written, and what its
values look like in an address where they are not listed."""

FRAMED = (
    *("next", "choose", "many", "missing", "wrong", "no_date"),
    *("yours", "again", "change", "as_if", "to_today", "zone"),
)
"""The words that stand in frames alone."""

ALWAYS = ("told", "line", "day", "now", "zone")
"""Frames of no fact: all that is told, one thing of it with the way to change it, what a day looks like, on which day a
case is decided where that is not today, and where days end."""

_FORM = Markup(
    '<fieldset><legend tabindex="-1">{{legend}}{many}{{rests}}</legend><p role="alert"></p>{controls}</fieldset>'
    '<p class="acts"><button class="button" value="">{next}</button>{other}'
    '<button class="more" value="?">{unknown}</button></p>'
)
_CHOICE = '<label class="option"><input type="{0}" name="{{name}}" value="{{value}}">{{label}}</label>'
_SELECT = Markup(
    '<select name="{{name}}" aria-label="{{legend}}"><option value="">{choose}</option>{{choices}}'
    '<option value="*">{elsewhere}</option></select>'
)
_AMOUNT = (
    '<input name="{name}" aria-label="{legend}, {currency}" inputmode="decimal" size="10" autocomplete="off">'
    " {currency}"
)
_COUNTRY, _SUM = r"^([A-Z]{2}(-\w+)?|\*)$", r"^\d{1,9}(\.\d\d?)?$"
_DAY = '<input name="{name}" aria-label="{legend}" type="date" max="{now}">'
_TOLD = Markup('<h2>{yours}</h2>{{list}}<p><a href="#">{again}</a></p>')
_LINE = Markup('{{text}}{{rests}} <a href="{{href}}">{change}<span class="unseen"> {{legend}}</span></a>')
_ZONE = Markup('<p class="zone">{zone}</p>')
_AS_IF = Markup('<p>{as_if} <a href="{{href}}">{to_today}</a></p>')
_OTHER = Markup('<button class="more" value="{}">{}</button>')
_MANY = Markup("<span>{}</span>")


def frames_of(words: Mapping[str, str]) -> Frames:
    """The frames in the language of these words."""

    def form(controls: str, *, many: str = "", other: str = "") -> str:
        return str(
            _FORM.format(
                many=many, controls=Markup(controls), next=words["next"], other=other, unknown=words["unknown"]
            )
        )

    flags = form("{choices}", many=_MANY.format(words["many"]), other=_OTHER.format("-", words["none"]))
    countries = _SELECT.format(choose=words["choose"], elsewhere=words["elsewhere"])
    day = form(_DAY, other=_OTHER.format("not_yet", "{yet}"))
    missing, wrong, no_date = (str(Markup.escape(words[name])) for name in ("missing", "wrong", "no_date"))
    return {
        "one_of": [form("{choices}"), _CHOICE.format("radio"), missing],
        "any_of": [flags, _CHOICE.format("checkbox"), missing],
        "countries": [form(countries), '<option value="{value}">{label}</option>', missing, _COUNTRY],
        "money": [form(_AMOUNT), "", wrong, _SUM],
        "event": [day, "", no_date, "^not_yet$"],
        "told": str(_TOLD.format(yours=words["yours"], again=words["again"])),
        "line": str(_LINE.format(change=words["change"])),
        "day": r"^(20\d\d-\d\d-\d\d)(T\d\d:\d\d[\d:+Z-]*)?$",
        "now": str(_AS_IF.format(as_if=words["as_if"], to_today=words["to_today"])),
        "zone": str(_ZONE.format(zone=words["zone"])),
    }
