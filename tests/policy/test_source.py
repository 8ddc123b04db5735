"""Strict YAML: what is read, what is refused, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.policy.plain import misreading
from generator.policy.source import LARGEST, MOST, Mapping, Node, Parsed, Scalar, Sequence, parse_yaml
from generator.policy.syntax import DEEPEST


def _found(data: bytes | str, *, first_line: int = 1) -> list[str]:
    raw = data.encode() if isinstance(data, str) else data
    _, findings = parse_yaml(raw, "x.yaml", first_line=first_line)
    return [f"{finding.code} {finding.place.line}:{finding.place.column}" for finding in findings]


def _bare(node: Node | None) -> object:
    """The node without its places."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [_bare(item) for item in node.items]
        case Mapping():
            return {key.text: _bare(value) for key, value in node.items}
    return None


def test_every_plain_scalar_stays_text() -> None:
    """Types are decided by whoever expects something, never by the reader."""
    node, findings = parse_yaml(b"a: 2026-12-01\nb: 30\nc: 2026.11\nd: true\ne: 09:00-18:00\nf: ''\ng:\n", "x.yaml")
    assert findings == ()
    assert _bare(node) == {
        "a": "2026-12-01",
        "b": "30",
        "c": "2026.11",
        "d": "true",
        "e": "09:00-18:00",
        "f": "",
        "g": "",
    }


def test_every_node_knows_its_line_and_column() -> None:
    node, _ = parse_yaml("标题: [一, {en: two}]\n".encode(), "x.yaml")
    assert isinstance(node, Mapping)
    key, value = node.items[0]
    assert isinstance(value, Sequence)
    assert [(n.place.line, n.place.column) for n in (key, value, *value.items)] == [(1, 1), (1, 5), (1, 6), (1, 9)]


def test_front_matter_keeps_the_positions_of_its_page() -> None:
    """The first line of the text is line 2 of the page, below the dashes."""
    assert _found("title: x\ntitle: z\n", first_line=2) == ["SP111 3:1"]
    assert _found("title: \u200bx\n", first_line=2) == ["SP108 2:8"]
    assert _found("title: [x\n", first_line=2) == ["SP110 2:8"]


def test_a_duplicate_key_names_both_lines() -> None:
    _, findings = parse_yaml(b"a: 1\nb: 2\na: 3\n", "x.yaml")
    assert "line 1 and in line 3" in findings[0].message()
    assert "第 1 行和第 3 行" in findings[0].message("zh")


def test_a_duplicate_key_is_found_inside_braces_and_quotes() -> None:
    assert _found("a: {b: 1, 'b': 2}") == ["SP111 1:11"]


def test_every_syntax_error_below_another_is_found() -> None:
    """After a mistake, reading goes on at the next key that is not indented."""
    assert _found("a: [b\nc: d: e\nf: '\\'\ng: \"\\q\"\nh: @\n") == ["SP110 1:4", "SP110 2:5", "SP110 4:6", "SP110 5:4"]


def test_a_syntax_error_quotes_the_line() -> None:
    _, findings = parse_yaml(b"a: b\nregion: [US, CA\n", "x.yaml")
    assert 'The line reads "region: [US, CA"' in findings[0].message()


@pytest.mark.parametrize("opener", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_nesting_of_any_kind_is_refused_before_it_is_deep(opener: str) -> None:
    """200,000 levels cost no more than a few dozen, and nothing recurses."""
    node, findings = parse_yaml((opener * 200_000).encode(), "x.yaml")
    assert node is None
    assert [finding.code for finding in findings] == ["SP114"]
    assert findings[0].place.column <= (DEEPEST + 1) * len(opener)


def test_nesting_by_indentation_is_refused() -> None:
    text = "".join("  " * depth + "a:\n" for depth in range(100))
    assert _found(text) == [f"SP114 {DEEPEST + 1}:{2 * DEEPEST + 2}"]


def test_a_billion_laughs_is_refused_unexpanded() -> None:
    lines = ["a0: &a0 [lol, lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    node, findings = parse_yaml("\n".join(lines).encode(), "x.yaml")
    assert node is None
    assert {finding.code for finding in findings} == {"SP112"}
    assert len(findings) <= MOST


def test_a_cycle_of_anchors_is_refused() -> None:
    assert _found("a: &a [*a]") == ["SP112 1:4", "SP112 1:8"]


def test_a_merge_key_is_refused_and_a_quoted_one_is_a_key() -> None:
    assert _found("a: {<<: {b: c}}") == ["SP113 1:5"]
    assert _found("a: {'<<': {b: c}}") == []


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!bool", "!secret", "!<tag:x>"])
def test_a_tag_is_refused(tag: str) -> None:
    assert _found(f"a: {tag} b") == ["SP115 1:4"]


def test_invalid_utf8_is_found_at_its_byte() -> None:
    """Columns count characters: the Chinese before it is two columns wide, not six."""
    assert _found("a: b\n退货: ".encode() + b"\xff, \xc3(\n") == ["SP104 2:5", "SP104 2:8"]


def test_an_overlong_slash_and_a_lone_surrogate_are_no_utf8() -> None:
    assert _found(b"a: \xc0\xaf")[0] == "SP104 1:4"
    assert _found(b"a: \xed\xa0\x80")[0] == "SP104 1:4"


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\0", "SP106"),
        ("\x1b", "SP106"),
        ("\x85", "SP106"),
        ("\u2028", "SP106"),
        ("\u202e", "SP107"),
        ("\u2066", "SP107"),
        ("\u200f", "SP107"),
        ("\u200b", "SP108"),
        ("\u200d", "SP108"),
        ("\u00ad", "SP108"),
        ("\u2060", "SP108"),
        ("\ufeff", "SP108"),
        ("\u3164", "SP108"),
        ("\U000e0041", "SP108"),
    ],
)
def test_a_hidden_character_is_refused_where_it_stands(character: str, code: str) -> None:
    assert _found(f"a: b\nc: d{character}e\n") == [f"{code} 2:5"]


def test_a_byte_order_mark_is_refused() -> None:
    assert _found("\ufeffa: b") == ["SP105 1:1"]
    assert _found("a: b".encode("utf-16"))[0] == "SP104 1:1"


@pytest.mark.parametrize("emoji", ["📦", "❤️", "👨‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👍🏽", "🇩🇪", "1️⃣", "👩🏽‍🚀"])
def test_emoji_are_kept(emoji: str) -> None:
    node, findings = parse_yaml(f"a: {emoji}".encode(), "x.yaml")
    assert findings == ()
    assert _bare(node) == {"a": emoji}


def test_crlf_gives_the_same_result() -> None:
    text = "a: b\nc:\n  - d\n  - |\n    two\n    lines\ne: {f: g,\n    h: i}\n"
    assert parse_yaml(text.encode(), "x.yaml") == parse_yaml(text.replace("\n", "\r\n").encode(), "x.yaml")


def test_a_tab_is_refused_in_the_indentation_alone() -> None:
    assert _found("a:\n \tb: c\n") == ["SP109 2:2"]
    assert _found("a: 'b\tc'\n# a\tcomment\n") == []


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("NO", "false"),
        ("no", "false"),
        ("n", "false"),
        ("off", "false"),
        ("on", "true"),
        ("Yes", "true"),
        ("12:30", "750"),
        ("1:30:00", "5400"),
        ("1_000", "1000"),
        ("017", "15"),
        ("08", "8"),
        ("0x1F", "31"),
        ("0o17", "15"),
        ("0b11", "3"),
        ("1e3", "1000.0"),
        ("2026.10", "2026.1"),
        (".5", "0.5"),
        ("+5", "5"),
    ],
)
def test_an_unquoted_word_that_others_read_differently_is_refused(word: str, reading: str) -> None:
    assert misreading(word) == reading
    assert _found(f"a: [{word}]") == ["SP117 1:5"]
    assert _found(f"a: ['{word}']") == []
    assert _found(f"{word}: a") == ["SP117 1:1"]


@pytest.mark.parametrize("word", ["~", "null", "Null", ".inf", "-.INF", ".nan"])
def test_an_unquoted_nothing_or_infinity_is_refused(word: str) -> None:
    assert _found(f"a: {word}") == ["SP117 1:4"]


@pytest.mark.parametrize(
    "text",
    [
        "30 days",
        "2027-01-31",
        "09:00-18:00",
        "2026-11-01..2026-12-31",
        "8.00 USD",
        "15%",
        "No returns",
        "1.5 days",
        "2026-11-10T12:00:00+08:00",
        "true",
        "-",
        "...x",
        "0",
        "-3",
        "e3",
        "1.0.0",
        "5..10",
        "northern",
    ],
)
def test_ordinary_words_and_values_need_no_quotes(text: str) -> None:
    assert misreading(text) is None


def test_a_key_that_is_a_map_is_explained() -> None:
    """The commonest cause is a quotation without quotes."""
    assert _found("title: {{ returns.window }}") == ["SP118 1:9"]


def test_a_directive_and_a_second_document_are_refused() -> None:
    assert _found("%YAML 1.2\n---\na: b\n") == ["SP119 1:1"]
    assert _found("a: b\n---\nc: d\n") == ["SP116 2:1"]
    assert _found("---\na: b\n...\n") == []


def test_a_file_of_nothing_is_refused() -> None:
    for text in ("", "\n\n", "# only a comment\n", "---\n"):
        assert parse_yaml(text.encode(), "x.yaml")[0] is None or text == "---\n"
    assert _found("# only a comment\n") == ["SP120 1:1"]


@given(st.binary(max_size=300))
def test_no_bytes_can_make_the_reader_fail(data: bytes) -> None:
    """Anything is a node or a finding, never an exception."""
    node, findings = parse_yaml(data, "x.yaml")
    assert node is not None or findings
    for finding in findings:
        assert finding.message()
        assert finding.message("zh")


@given(st.text(alphabet="a:-?[]{},&*!|>'\"%@`# \n\t<>0.1_\\~", max_size=60))
def test_no_text_of_yaml_signs_can_make_the_reader_fail(text: str) -> None:
    """Anything is a node or a finding, with a place inside the text."""
    node, findings = parse_yaml(text.encode(), "x.yaml")
    assert node is not None or findings
    for finding in findings:
        assert finding.hint("zh")
        assert 1 <= finding.place.line <= text.count("\n") + 1


_TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)


@given(st.dictionaries(_TEXTS, st.lists(_TEXTS, max_size=4), max_size=5))
def test_quoted_texts_come_back_as_written(data: dict[str, list[str]]) -> None:
    quoted = [
        "'" + key.replace("'", "''") + "': [" + ", ".join("'" + v.replace("'", "''") + "'" for v in values) + "]"
        for key, values in data.items()
    ]
    node, findings = parse_yaml(("{" + ", ".join(quoted) + "}").encode(), "x.yaml")
    if not findings:
        assert _bare(node) == data
    else:
        assert {finding.code for finding in findings} <= {"SP108"}


def test_the_limit_of_size_is_one_megabyte() -> None:
    assert LARGEST == 1_000_000


PIECES = (
    *("a: ", "b: [1, 2]", "- x", "  - y: z", "{k: v, 'q': \"w\"}", "# c", "\n", "\n\n", "  ", "?", "? a\n"),
    *("|\n  text", "> folded", "&a ", "*a", "!!str ", "'it''s'", '"\\u4e2d"', "中文：值", "- - a", "a:b"),
    *("key:\n", "\t", "---\n", "%YAML 1.1\n", "\u2028", "\x85", "é: ü", "[", "]", "{", "}", ",", ": "),
    *("NO", "012", "<<: x"),
)


def read_both_ways(data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[Parsed, Parsed]:
    quick = parse_yaml(data, "x.yaml")
    with monkeypatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", False)
        return quick, parse_yaml(data, "x.yaml")


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join))
def test_with_and_without_libyaml_a_text_reads_the_same(text: str) -> None:
    """Nodes, places and findings: a machine without libyaml is slower, and nothing else."""
    with pytest.MonkeyPatch.context() as patch:
        quick, slow = read_both_ways(text.encode(), patch)
    assert quick == slow


def test_with_and_without_libyaml_this_policy_reads_the_same(
    project_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in sorted((project_root / "policies").rglob("*.yaml")):
        quick, slow = read_both_ways(path.read_bytes(), monkeypatch)
        assert quick == slow, path.name
