"""Whatever a style sheet does to the words of the policy is found; what only makes them look well is let be."""

from __future__ import annotations

import pytest

from tests.buyer.dressing import on_buyer_page, on_staff_pages

NOT = "%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Ctext%3ENOT%3C/text%3E%3C/svg%3E"
LOGO = "%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Crect width='9' height='9'/%3E%3C/svg%3E"
HIDING = [
    # cut off, or off the page
    "main { height: 100vh; overflow: hidden }",
    "dd { display: -webkit-box; -webkit-line-clamp: 1 }",
    "dd { margin-left: 9999px }",
    "dd { padding-left: 90vw }",
    "dd { text-indent: 100vw }",
    "dd { margin-top: -16px }",
    "dd { margin: -1.4em 0 0 }",
    "dd { columns: 20 }",
    "dd { column-width: 12px }",
    "dd { text-indent: -9999px }",
    "dd { width: 0 }",
    "dd { contain: size }",
    "dd { opacity: calc(1 - 1) }",
    "dd { -webkit-text-size-adjust: 10% }",
    "dd { line-height: 0 }",
    "dd { letter-spacing: -1em }",
    "dd { -webkit-text-stroke: 9px var(--paper) }",
    "dd { filter: contrast(0) }",
    "dd { mix-blend-mode: difference }",
    # conditions, animations
    "@supports (display: grid) { dd { display: none } }",
    "@container (min-width: 1px) { dd { visibility: hidden } }",
    ":root { --d: block } @media (max-width: 5000px) { :root { --d: none } } dd { display: var(--d) }",
    "dd { animation: x 1s infinite } @keyframes x { from { opacity: 0 } }",
    "dd { transition: opacity 999s; @starting-style { opacity: 0 } }",
    "dd { animation: x .1s forwards } @keyframes x { to { display: none } }",
    # letters that are others
    "dd { -webkit-text-security: disc }",
    "dd { font-family: Wingdings }",
    "dd { -webkit-mask: linear-gradient(transparent, transparent) }",
    "dd { transform: scaleX(-1) }",
]
HIDING_BY_ALL_THAT_HOLDS = [
    "dd { height: 1.2em; overflow: hidden }",
    "dd { max-height: 20px } dd { overflow: clip }",
    "dd { white-space: nowrap; overflow-x: hidden }",
    "dd { font: 1px/1 serif }",
    "@layer x { dd { zoom: .01 } }",
    # too small, too faint
    "dd { font-size: calc(1px * 0) }",
    "dd { font-size: clamp(0px, .1vw, 20px) }",
    "dd { font-size: min(0px, 1rem) }",
    "dd { font-size: var(--gone, 0) }",
    ":root { --s: 0 } dd { font-size: calc(var(--s) * 1rem) }",
    "dd { font-size: .8em } .facts div { font-size: .7em } .facts { font-size: .6em } .wrap { font-size: .9em }",
    "dd { opacity: .7 } .facts { opacity: .6 } .wrap { opacity: .6 }",
    "@property --o { syntax: '<number>'; inherits: true; initial-value: 0 } dd { opacity: var(--o) }",
    # colours
    "dd { color: var(--ground) }",
    "dd { background: currentColor }",
    ".facts { --ink: var(--ground) } .facts dd { color: var(--ink) }",
    "dd { color: color-mix(in srgb, var(--paper) 95%, black) }",
    "dt { background: linear-gradient(var(--muted), var(--muted)) }",
    "dd:hover { color: var(--ground) }",
    "@media print { dd { color: #fff } }",
    "@media (prefers-color-scheme: dark) { dd { color: #0e1412 } }",
    "dd { -webkit-text-fill-color: var(--ground) }",
    # laid over
    "header { position: fixed; inset: 0; background: var(--ground) }",
    ".skip { left: 0; width: 100vw; height: 100vh; background: white }",
    "dd { outline: 400px solid var(--ground); outline-offset: -200px }",
]
MOVING = [
    "dd { position: relative; left: 9999px }",
    "dd { transform: translateX(200vw) }",
    "dd { translate: 0 2em }",
    "dd { rotate: 180deg }",
    "dd { position: relative; inset: auto auto 2em auto }",
    ".facts { display: flex; flex-direction: column-reverse }",
    ".facts > div { display: flex; flex-direction: row-reverse }",
    ".facts > div:nth-child(2) { order: -1 }",
    ".facts { display: grid } .facts div:first-child { grid-row: 2 }",
    ".facts div { display: grid } dt { grid-column: 2 } dd { grid-column: 1 }",
    ".facts { display: grid; grid-auto-flow: dense }",
    ".facts > div { position: absolute; top: 0; left: 0 }",
    "dd { vertical-align: -50px; display: inline-block }",
    "dd { offset-path: path('M0 0 L 900 900') }",
    "dd { -webkit-box-reflect: below }",
    "dd { hyphenate-character: ' not ' }",
    "@font-face { font-family: X; src: url(x.woff2); unicode-range: U+30-39 }",
    "@font-face { font-family: X; src: local('Wingdings') }",
    "dd { a-property-of-next-year: 1 }",
]
SAYING = [
    "dd::after { content: ''; position: absolute; left: 0; top: 50%; width: 100%; height: 2px; background: red }",
    "body::after { content: ''; position: fixed; inset: 0; background: var(--ground) }",
    "dd::before { content: '+' }",
    "dd .term::before { content: '–' }",
    "dd { quotes: 'not ' '' } dd::before { content: open-quote }",
    "dd { display: list-item; list-style: 'never ' }",
    "@counter-style no { system: cyclic; symbols: 'no ' } dd { display: list-item; list-style: no }",
    ".facts { counter-reset: n 30 } dd::before { content: counter(n) }",
    "dd::after { content: attr(data-x) }",
    f'dd::after {{ content: url("data:image/svg+xml,{NOT}") }}',
    f'dd {{ background: url("data:image/svg+xml,{NOT}") }}',
    "@page { @top-center { content: 'No returns' } }",
]
HARMLESS = [
    "h1 + p { margin-top: -8px } .facts { margin: 2rem -16px; columns: 2 16rem } main { margin: 5vh auto 10vh }",
    "@media (min-width: 60em) { .facts { column-count: 4 } }",
    ".rows li { padding: 18px 20px; margin-bottom: -1px } .muted { transition: opacity .2s }",
    "@starting-style { .muted { opacity: 0 } }",
    "main { padding: 48px 32px; max-width: 900px } h1 { font-size: 3rem; line-height: 1.1; margin: 2em 0 .5em }",
    "p { margin: 0 0 1.25em } li { margin: 6px 0 } td, th { padding: 10px 14px; vertical-align: middle }",
    ".wrap { width: min(100% - 2rem, 60rem); margin-inline: auto } footer { margin-top: 10vh; padding-block: 4rem }",
    "body { line-height: 1.6 } html { scroll-padding-top: 80px; -webkit-text-size-adjust: 100% }",
    ".panel { border-radius: 16px; box-shadow: 0 8px 24px rgba(0,0,0,.12); padding: 32px }",
    ".card { filter: drop-shadow(0 2px 4px #0003); border: 2px dashed; overflow: hidden; border-radius: 9px }",
    "@font-face { font-family: Icons; src: url(icons.woff2) format('woff2'); unicode-range: U+E000-E0FF }",
    "@font-face { font-family: Shop; src: local('Shop'); unicode-range: U+0000-00FF, U+2000-206F }",
    "@font-face { font-family: Shop; src: local('Shop Hei'); unicode-range: U+4E00-9FFF }",
    ":lang(en) { font-family: Shop, Georgia, serif } :root { -webkit-font-smoothing: antialiased }",
    "a:hover { color: var(--ink); background: var(--tint) } a:focus-visible { outline: 4px solid }",
    ".button { border-radius: 999px; text-transform: uppercase; letter-spacing: .04em; padding: 4px 28px }",
    ".button:hover { transform: translateY(-2px); box-shadow: 0 4px 8px #0004 }",
    "@media print { body { font-size: 11pt; color: #000 } a[href]::after { content: ' (' attr(href) ')' } }",
    "@media print { .panel { break-inside: avoid; border: 1pt solid #000 } @page { margin: 20mm } }",
    "@media (min-width: 1024px) { main { margin-left: 280px; max-width: 70rem } }",
    "@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important } }",
    f'header .shop::before {{ content: ""; width: 32px; height: 32px; background: url("data:image/svg+xml,{LOGO}") }}',
    ".decoration { display: none }",
    ".sr-only { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip: rect(0 0 0 0) }",
    ".skip { left: 8px; transform: translateY(-120%); transition: transform .2s } .skip:focus { transform: none }",
    ".panel { position: relative } .panel::before { content: ''; position: absolute; left: 0; top: 0; width: 6px; "
    "height: 100%; background: var(--pine) }",
    ".facts { display: grid; grid-template-columns: 10rem 1fr; gap: 8px 24px }",
    ".facts div { display: grid; grid-template-columns: 8rem 1fr } dt { grid-column: 1 } dd { grid-column: 2 }",
    ".rows li { display: flex; flex-direction: column; align-items: flex-start; gap: 2px }",
    ".rows li:nth-child(odd) { background: var(--tint) } tbody tr:hover { background: var(--tint) }",
    "table { width: 100%; table-layout: fixed } caption { caption-side: bottom; text-align: right }",
    "header { position: sticky; top: 0; z-index: 5; background: var(--paper); backdrop-filter: blur(8px) }",
    "h2 { font-size: clamp(1.2rem, 2vw + 1rem, 2rem); line-height: 1.15; letter-spacing: -.01em }",
    "h2::before { content: '§ ' } h2::after { content: ''; display: block; width: 48px; height: 3px; margin-top: 6px }",
    ".term { color: var(--pine); background: var(--tint); border-radius: 4px; padding: 0 .25em; font-weight: 700 }",
    "p { max-width: 60ch; hyphens: auto; text-wrap: pretty; word-spacing: .05em; text-overflow: ellipsis }",
    ".muted { opacity: .85 }",
    ".panel { animation: rise .4s ease both } @keyframes rise { from { opacity: 0; transform: translateY(12px) } }",
    ".dashes li::before { content: '→ ' } details > summary::before { content: '▸ ' }",
    "summary { list-style: none } summary::-webkit-details-marker { display: none }",
    "::selection { background: var(--pine); color: #fff } ::-webkit-scrollbar { width: 10px }",
    ".wrap { padding-left: env(safe-area-inset-left); padding-inline: max(16px, 4vw); container-type: inline-size }",
    ".scroll { overflow: auto; max-height: 70vh }",
    ".panel { background: color-mix(in srgb, var(--paper) 90%, var(--pine)); color: light-dark(#222, #eee) }",
    "a { text-decoration: underline dotted; text-underline-offset: 4px }",
    "footer { background: #17211e; color: #e6edea } footer a { color: #7cd1ba }",
    ".facts > div { padding: 12px 0; border-bottom: 1px solid var(--line) } .facts > div:last-child { border: 0 }",
    ".bands.lined { grid-auto-flow: row } .bands li { padding: 16px; border-left: 4px solid var(--pine) }",
    ".panel { isolation: isolate } .panel::after { content: ''; position: absolute; inset: 0; pointer-events: none; "
    "box-shadow: inset 0 0 0 1px #0001 }",
    ".card dt { font-feature-settings: 'tnum'; font-variant-numeric: tabular-nums lining-nums }",
    "img, svg { max-width: 100%; height: auto; display: block }",
    "@container (min-width: 600px) { .card { padding: 24px } }",
]
STAFF = [
    ('[data-md-color-scheme="slate"] .md-typeset p { color: #151d1a }', "SP461"),
    ('[data-md-color-scheme="slate"] .md-typeset .term { display: none }', "SP461"),
    ("p > strong { opacity: 0 } li > em { font-size: 0 } dd > p { display: none } ol ol { display: none }", "SP461"),
    (".md-typeset p { color: #ddd }", "SP461"),
    (".md-typeset .term { color: var(--paper) }", "SP461"),
    (".md-typeset table:not([class]) td:nth-child(2) { display: none }", "SP461"),
    (".md-typeset .situations .answer { max-height: 1em; overflow: hidden }", "SP461"),
    (".md-typeset .promise { display: flex; flex-direction: column-reverse }", "SP469"),
    (".md-typeset td .term::after { content: '+' }", "SP464"),
    ("svg rect { display: none }", "SP461"),
]


def lines_of(styles: list[str]) -> tuple[str, set[int]]:
    """A sheet with each of them on a line, and these lines."""
    return "\n".join(styles), set(range(1, len(styles) + 1))


def test_a_style_that_hides_words_is_found_at_its_line() -> None:
    css, lines = lines_of(HIDING)
    assert {line for line, code in on_buyer_page(css) if code == "SP461"} == lines


@pytest.mark.parametrize("css", HIDING_BY_ALL_THAT_HOLDS)
def test_a_style_that_hides_words_with_what_others_declare_is_found(css: str) -> None:
    """Letters whose size comes of several, and colours, which a later rule replaces: so each is tried alone."""
    assert (1, "SP461") in on_buyer_page(css)


def test_a_style_that_takes_words_elsewhere_is_found_at_its_line() -> None:
    """Among them what is not known to leave them alone."""
    css, lines = lines_of(MOVING)
    assert {line for line, code in on_buyer_page(css) if code == "SP469"} == lines


def test_a_font_of_ones_own_is_found_at_its_line() -> None:
    """It can draw a 3 for a 9: named by a file, written into the sheet, beside a name, or within a condition."""
    css, lines = lines_of(
        [
            "@font-face { font-family: Shop; src: url(shop.woff2) format('woff2'); font-display: swap }",
            '@font-face { font-family: Shop; src: url("data:font/woff2;base64,d09GMgABAAAAA") }',
            "@font-face { font-family: system-ui; src: local('Shop'), url(fonts/shop.otf) }",
            "@media print { @font-face { font-family: Shop; src: url(shop.ttf); unicode-range: U+0-10FFFF } }",
            "@supports (display: grid) { @font-face { font-family: Shop; src: src('shop.ttf') } }",
        ]
    )
    assert {line for line, code in on_buyer_page(css) if code == "SP471"} == lines


def test_a_style_that_says_something_is_found_at_its_line() -> None:
    css, lines = lines_of(SAYING)
    assert {line for line, code in on_buyer_page(css) if code == "SP464"} == lines


@pytest.mark.parametrize("template", ["contact", "section", "overview", "case"])
def test_styles_that_make_words_look_well_are_let_be(template: str) -> None:
    """All of them together, on pages where nearly everything stands that a page can hold."""
    assert on_buyer_page("\n".join(HARMLESS), f"{template}.html.j2") == []


def test_a_style_that_harms_the_words_of_a_staff_page_is_found() -> None:
    css, _ = lines_of([css for css, _ in STAFF])
    assert set(on_staff_pages(css)) >= {(line, code) for line, (_, code) in enumerate(STAFF, 1)}


def test_styles_that_make_staff_pages_look_well_are_let_be() -> None:
    assert on_staff_pages("\n".join(HARMLESS)) == []


def test_a_colour_for_all_pages_is_blamed_and_not_every_place_that_uses_it() -> None:
    """The colour of the ground is to blame where no letters can be read on it, and a variable where none can in it."""
    assert on_buyer_page("body { background: #17211e }", "overview.html.j2") == [(1, "SP461")]
    assert on_buyer_page(":root { --muted: #f0f0f0 }", "overview.html.j2") == [(1, "SP461")]
