"""How the rail is drawn: bands side by side, what each grants, its days, and who pays.

An SVG without a viewBox: positions across are in per cent, heights and type in px, so the words are 14 px high
on every screen. Bands are equally wide, whatever their length; the list beside the picture states the same facts.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.language.pages import Words, fill, page_words
from generator.language.phrase import Phrase, Quote, join, plain
from generator.language.wording import capitalise
from generator.playbook.html import Markup
from generator.playbook.markup import origin
from generator.publish.lettering import NARROWEST, set_text, set_title, width

FEWEST = 2
"""A picture compares: one band alone is none."""
LETTERS = "ABCD"
_GAP = 8
_HEAD_LEFT = 16
_BAND_TOP, _BAND_HEIGHT = 30, 36


@dataclass(frozen=True, slots=True)
class RailBand:
    """What the picture shows of one band. ``fill`` is full, part or none; ``first`` and ``last`` are the words
    below its left and right end; ``payer`` is the word of the facet ``postage``; ``when`` tells its time in full.
    """

    label: str
    fill: str
    first: Phrase
    last: Phrase
    payer: str | None
    when: Phrase


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as it is drawn: the row above the bands, the bands, and what all their days are counted from.

    ``some`` are the payers in whose place somebody else pays for some orders.
    """

    id: str
    head: Phrase
    event: str
    bands: tuple[RailBand, ...]
    some: frozenset[str] = frozenset()

    @property
    def lettered(self) -> bool:
        """Whether letters stand in the bands, because a label is wider than its band on the narrowest screen."""
        return any(width(band.label) > self._room - 8 for band in self.bands)

    @property
    def fits(self) -> bool:
        """Whether there is room for what stands above, and for every number; a time line has more of it."""
        if not FEWEST <= len(self.bands) <= len(LETTERS) or width(plain(self.head)) > NARROWEST - _HEAD_LEFT:
            return False
        return all(width(plain(band.first)) + width(plain(band.last)) <= self._room - 10 for band in self.bands)

    @property
    def _room(self) -> float:
        return (NARROWEST - _GAP * (len(self.bands) - 1)) / len(self.bands)


def draw(drawing: Drawing, lang: str, voice: str) -> Markup:
    """The figure: one line of HTML, styled by ``rail.css``; every number in it names the terms it comes from."""
    words = page_words(lang)
    bands, runs = drawing.bands, _payer_runs(drawing.bands)
    step = 100 / len(bands)
    parts = [_title(drawing, words, voice)]
    if any(band.fill == "part" for band in bands):
        parts.append(_PATTERN.format(drawing.id))
    parts.append(_HEAD.format(_texts(drawing.head, f'x="{_HEAD_LEFT}" y="16" class="says"')))
    for at in range(len(bands)):
        parts.append(
            Markup('<svg x="{}%" width="{}%" overflow="visible">{}</svg>').format(
                _percent(at * step), _percent(step), _band(drawing, at)
            )
        )
    for at, (first, last, payer) in enumerate(runs):
        until = runs[at + 1][0] if at + 1 < len(runs) else len(bands)
        room = NARROWEST * (until - first) / len(bands)
        long, short = (words[f"{name}.{voice}.{payer}"] for name in ("rail_payer", "rail_payer_short"))
        differs = words["some_differ"] if payer in drawing.some else ""
        fitting = (told for told in (f"{long}{differs}", f"{short}{differs}") if width(told) <= room)
        says = next(fitting, short)
        parts.append(
            Markup('<svg x="{}%" width="{}%" overflow="visible">{}</svg>').format(
                _percent(first * step), _percent(step * (last - first + 1)), _payer_line(first, payer, says)
            )
        )
    height = 128 if runs else 96
    return Markup('<figure class="rail"><svg role="img" width="100%" height="{}">{}</svg></figure>').format(
        height, Markup("").join(parts)
    )


_PATTERN = Markup(
    '<defs><pattern id="hatch-{}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" class="tint"/><line y2="7" class="hatch"/></pattern></defs>'
)
_HEAD = Markup('<circle cx="6" cy="11" r="5" class="dot"/><line x1="6" x2="6" y1="11" y2="30" class="pin"/>{}')


def _band(drawing: Drawing, at: int) -> Markup:
    """One band in its own coordinates: 0 to 100% is its share of the picture, gaps included."""
    band, final = drawing.bands[at], at == len(drawing.bands) - 1
    left = _GAP // 2 if at else 0
    box = Markup('class="{} {}" x="{}" y="{}" width="100%" height="{}" rx="3"')
    edges = "box-end" if final and not at else "box-last" if final else "box-mid" if at else "box-first"
    shape = Markup("")
    if band.fill == "full":
        shape = Markup("<rect {}/>").format(box.format("full", edges, left, _BAND_TOP, _BAND_HEIGHT))
    elif band.fill == "part":
        ring = box.format("ring", edges, left, _BAND_TOP, _BAND_HEIGHT)
        shape = Markup('<rect fill="url(#hatch-{})" {}/>').format(drawing.id, ring)
    else:
        top, bottom = _BAND_TOP + 1, _BAND_TOP + _BAND_HEIGHT - 1
        shape = Markup(
            '<path class="none" d="M{0} {1}V{2}"/><line class="none" x1="{0}" x2="100%" y1="{1}" y2="{1}"/>'
            '<line class="none" x1="{0}" x2="100%" y1="{2}" y2="{2}"/>'
        ).format(left, top, bottom)
    if final and band.fill != "none":
        shape += Markup('<svg x="100%" overflow="visible"><path class="open on-{}" d="M-12 42l5 6-5 6"/></svg>').format(
            band.fill
        )
    label = LETTERS[at] if drawing.lettered else band.label
    if band.fill == "part":
        # Quiet ground behind the words, where a halo around them would need CSS that the HTML checker does not know.
        room = 2 * round(width(label) / 2) + 8
        ground = '<rect class="tint" x="50%" y="39" width="{}" height="19" rx="2" transform="translate(-{})"/>'
        shape += Markup(ground).format(room, room // 2)
    tone = {"full": "on-full", "part": "on-part", "none": "says"}[band.fill]
    out = [shape, Markup('<text class="b mid {}" x="50%" y="53">{}</text>').format(tone, label)]
    out.append(_texts(band.first, f'x="{8 if at else 0}" y="86"'))
    if not final:
        out.append(Markup('<line class="tick" x1="100%" x2="100%" y1="24" y2="88"/>'))
        out.append(_texts(band.last, 'x="100%" dx="-6" y="86" class="last"'))
    return Markup("").join(out)


def _payer_line(first: int, payer: str, says: str) -> Markup:
    style = "you" if payer == "buyer" else "we"
    left = 4 if first else 0
    return Markup(
        '<line class="{} box-line" x1="{}" x2="100%" y1="102" y2="102"/><text class="says" x="{}" y="121">{}</text>'
    ).format(style, left, left, says)


def _payer_runs(bands: tuple[RailBand, ...]) -> list[tuple[int, int, str]]:
    """(first band, last band, payer) of every run of bands that the same side pays for."""
    runs: list[tuple[int, int, str]] = []
    for at, band in enumerate(bands):
        if band.payer is None:
            continue
        if runs and runs[-1][1] == at - 1 and runs[-1][2] == band.payer:
            runs[-1] = (runs[-1][0], at, band.payer)
        else:
            runs.append((at, at, band.payer))
    return runs


def _title(drawing: Drawing, words: Words, voice: str) -> Markup:
    """The alternative: all bands, days and payers as sentences."""
    told: list[Phrase] = []
    for at, band in enumerate(drawing.bands):
        said = fill(words["rail_alt_band"], when=capitalise(band.when), label=band.label)
        starts_run = band.payer is not None and (at == 0 or drawing.bands[at - 1].payer != band.payer)
        if starts_run:
            differs = words["some_differ"] if band.payer in drawing.some else ""
            said += fill(words["rail_alt_payer"], payer=words[f"rail_payer.{voice}.{band.payer}"] + differs)
        told.append(said)
    space = " " if words["html_lang"] == "en" else ""
    phrase = fill(words["rail_alt"], event=drawing.event, bands=join(told, space))
    return set_title(phrase)


def _texts(phrase: Phrase, attributes: str) -> Markup:
    """One line of SVG text, empty where there is nothing to say; a line with one value is that value."""
    if not phrase:
        return Markup("")
    quotes = [part for part in phrase if isinstance(part, Quote)]
    if len(quotes) == 1:
        return Markup("<text {} {}>{}</text>").format(Markup(attributes), origin(quotes[0]), plain(phrase))
    return set_text(phrase, attributes)


def _percent(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")
