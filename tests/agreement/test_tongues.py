"""Templates, styles and scripts: words of one language where the other stands, or where both stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.agreement.scripts import Scripts
from generator.agreement.tongues import check_tongues
from generator.finding import LANGUAGES
from generator.policy.load import load_policy

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    policy, _ = load_policy(ROOT / "tests" / "small")
    assert policy
    return Scripts(policy)


def found(folder: Path, scripts: Scripts, name: str, text: str) -> list[str]:
    """What is found in a project whose one template is this."""
    file = folder / "overrides" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return [
        f"{each.place.line}:{each.place.column} {each.code}"
        for each in check_tongues(folder / "overrides", folder, scripts)
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        # A branch, and its other side.
        ("a.html", '{% if lang == "en" %}\n<p>请联系我们。</p>{% endif %}', "2:4 SP435"),
        ("a.html", '{% if lang == "zh" %}<p>请联系我们。</p>\n{% else %}\n<p>请联系</p>{% endif %}', "3:4 SP435"),
        ("a.html", '{% if lang == "zh" %}<p>Please ask us first.</p>{% endif %}', "1:25 SP434"),
        ("a.html", '{% if page.lang != "zh" %}<p>Hi</p>{% else %}<p>Please ask us first.</p>{% endif %}', "1:49 SP434"),
        ("a.html", '{% if "en" == frame.html_lang %}<b title="说明">x</b>{% endif %}', "1:43 SP435"),
        ("a.html", '{% if lang == "en" %}a{% elif lang == "zh" %}<p>we never do that</p>{% endif %}', "1:49 SP434"),
        ("a.j2", '{% for x in y %}{% if lang == "en" %}{{ x }}退货{% endif %}{% else %}-{% endfor %}', "1:45 SP435"),
        # Expressions: a choice, and words by language.
        ("a.html", "{{ 'Ask us' if lang == 'zh' else '请联系我们' }}", "1:1 SP435"),
        ("a.html", '{% set w = {\n"en": {"a": "退货"},\n"zh": {"a": "退货"}} %}', "2:1 SP435"),
        ("a.html", '{% set w = {"en": {"a": "Yes"},\n"zh": {"a": "ask the carrier first"}} %}', "2:1 SP434"),
        # An element, a folder, a name.
        ("a.html", '<p lang="zh-Hans">Please ask us first.</p>', "1:19 SP434"),
        ("a.html", '<p lang="en">请先联系。</p>', "1:14 SP435"),
        ("staff/zh/404.html", "<p>There is no page here.</p>", "1:4 SP434"),
        ("words_en.html", "<p>没有这个页面</p>", "1:4 SP435"),
        # What both languages share.
        ("a.html", "<p>请联系我们。</p>", "1:4 SP437"),
        ("a.html", "<p>Please ask us first.</p>", "1:4 SP437"),
        ("a.html", "{{ '请联系我们' }}", "1:1 SP437"),
        ("a.html", '<a title="Please ask us first">{{ x }}</a>', "1:11 SP437"),
        # An element of one language shows its words to readers of both, unless the other language stands beside it.
        ("a.html", '<p>{{ words.law }}</p><p lang="en">We may refuse any return.</p>', "1:36 SP437"),
        ("a.html", '<p lang="en">We won’t take anything back.</p>', "1:14 SP437"),
        ("a.html", '<p lang="zh-Hans">旧订单一律按新规则处理不看下单日期。</p>', "1:19 SP437"),
        ("a.html", '<p lang="en">Ask us.</p><p lang="zh">问我们。</p><p lang="en">We may refuse.</p>', "1:59 SP437"),
        # Scripts and styles.
        ("a.js", 'const w = { en: "退货", zh: "退货" }', "1:18 SP435"),
        ("a.js", 'const w = { "zh": "ask the carrier first" }', "1:20 SP434"),
        ("a.js", "x = lang === 'zh' ? `${n} 天` : `${n} 天`", "1:38 SP435"),
        ("a.js", "x = lang !== 'zh' ? '天' : '天'", "1:22 SP435"),
        ("a.css", '.a:lang(en)::after { content: "退货" }', "1:32 SP435"),
        ('b.css', '[lang="zh"] .a::after { color: red; content: "ask the carrier" }', "1:47 SP434"),
    ],
)  # fmt: skip
def test_words_of_the_other_language_are_told_at_their_place(
    name: str, text: str, expected: str, tmp_path: Path, scripts: Scripts
) -> None:
    assert found(tmp_path, scripts, name, text) == [expected]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '{% if lang == "zh" %}<p>请联系我们。</p>{% else %}<p>Please ask us first.</p>{% endif %}'),
        ("a.html", '{% if lang == "zh" %}<p>用 Wish for Merchants 登录。</p>{% endif %}'),
        ("a.html", '{% if lang == "zh" or beta %}{{ x }}{% endif %}'),
        ("a.html", '<p lang="zh">请联系我们。</p><p lang="en">Please ask us first.</p>'),
        ("a.html", '{% set w = {"en": {"a": "Ask us first, please"}, "zh": {"a": "请先联系我们"}} %}{{ w[lang].a }}'),
        ("a.html", "{{ 'Ask us first, please' if lang == 'en' else '请先联系我们' }}"),
        ("a.html", '<nav class="one two three" aria-label="{{ words.all_the_rest }}">{{ "md nav primary" }}</nav>'),
        ("a.html", "{# A note for whoever reads this. 说明 #}<!-- please ask us --><p>{{ words.ask }}</p>"),
        ("a.html", "<p>OK</p><script>please ask us</script>"),
        ("a.html", '{% if href == "zh/" %}{{ "a" }}{% endif %}'),
        ("zh/a.html", "<p>没有这个页面</p>"),
        ("a.js", "// 说明\nconst w = { en: 'Ask us', zh: '请联系我们' }; const token = { when: 'ask us first' }"),
        ("a.js", "x = lang === 'zh' ? `${year} 年` : `in the year ${year}`"),
        ("a.css", '.a:lang(zh)::after { content: "退货" } .b { content: "退" }'),
        ("broken.html", '{% if lang == "en" %}{{ '),
        ("brackets.html", "<" * 5_000),  # reading this took longer than anybody waits
    ],
)
def test_what_stands_in_its_own_language_is_no_finding(name: str, text: str, tmp_path: Path, scripts: Scripts) -> None:
    assert found(tmp_path, scripts, name, text) == []


def test_the_templates_of_this_project_speak_each_language_in_its_place(scripts: Scripts) -> None:
    assert list(check_tongues(ROOT / "overrides", ROOT, scripts)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_so_do_the_words_that_the_program_brings_along(lang: str, scripts: Scripts) -> None:
    """Every text of the pages that is made of no rule: labels, headings, sentences around values."""
    from generator.policy.source import Mapping, Node, Scalar, parse_yaml

    def texts(node: Node | None) -> list[Scalar]:
        if isinstance(node, Scalar):
            return [node]
        items = [value for _, value in node.items] if isinstance(node, Mapping) else [*node.items] if node else []
        return [text for item in items for text in texts(item)]

    files = sorted((ROOT / "generator" / "language").glob(f"*_{lang}.yaml"))
    assert len(files) >= 4
    held = [text for file in files for text in texts(parse_yaml(file.read_bytes(), file.name)[0])]
    assert len(held) > 200
    left = {"en": "SP435", "zh": "SP434"}[lang]
    own_name = "中文"  # each language is called by its own name
    flawed = ((text, list(scripts.flaws(text.text, lang))) for text in held if text.text != own_name)
    wrong = [text for text, flaws in flawed if any(code == left for _, code, _ in flaws)]
    assert wrong == []
