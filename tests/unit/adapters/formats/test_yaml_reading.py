"""The strict YAML reader: what it reads, and each refusal with its line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.adapters.formats.yaml_reading import (
    LARGEST,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    YamlError,
    print_path,
    read_yaml,
)
from goodstanding.values.errors import GoodstandingError

ACCEPTED = [
    ("a: 1\nb: [x, 2, true, ~]\n", {"a": 1, "b": ["x", 2, True, None]}),
    ("a: 2024-01-01\n", {"a": "2024-01-01"}),
    ("a: no\nb: yes\nc: on\n", {"a": "no", "b": "yes", "c": "on"}),
    ("a: 1:30\n", {"a": "1:30"}),
    ("a: '010'\nb: \"1.5\"\nc: 'true'\n", {"a": "010", "b": "1.5", "c": "true"}),
    ("a:\n", {"a": None}),
    ("a: ''\n", {"a": ""}),
    ("a: -12\nb: 0\nc: 9007199254740991\n", {"a": -12, "b": 0, "c": LARGEST}),
    ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
    ("a: >-\n  x\n  y\n", {"a": "x y"}),
    ("a: TRUE\nb: False\nc: Null\n", {"a": True, "b": False, "c": None}),
    ("{}\n", {}),
    ("- 1\n- {a: []}\n", [1, {"a": []}]),
    ("\ufeffa: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
    ("'1': x\n'<<': y\n", {"1": "x", "<<": "y"}),
    ("a: é中😀\u200c\n", {"a": "é中😀\u200c"}),
    ("# only a remark above\n---\na: 1\n...\n", {"a": 1}),
    ("a: P3M\nb: 1.5.2\nc: 1e\nd: 12 months\n", {"a": "P3M", "b": "1.5.2", "c": "1e", "d": "12 months"}),
]

REFUSED = [
    ("a: 1\na: 2\n", "yaml-duplicate-key", 2, "a"),
    ("a:\n  b: 1\n  c: 2\n  'b': 3\n", "yaml-duplicate-key", 4, "a.b"),
    ("a: 1\nb: &x 1\n", "yaml-anchor", 2, "b"),
    ("a: &x {b: 1}\n", "yaml-anchor", 1, "a"),
    ("&x a: 1\n", "yaml-anchor", 1, ""),
    ("- 1\n- *x\n", "yaml-alias", 2, "[1]"),
    ("a: 1\nb: !!str 1\n", "yaml-tag", 2, "b"),
    ("a: !thing {}\n", "yaml-tag", 1, "a"),
    ("!!omap\na: 1\n", "yaml-tag", 1, ""),
    ("a: 1\n<<: {b: 1}\n", "yaml-merge-key", 2, ""),
    ("a: 1\n---\nb: 2\n", "yaml-documents", 2, ""),
    ("a: 1\n...\nb: 2\n", "yaml-documents", 3, ""),
    ("%YAML 1.1\n---\na: 1\n", "yaml-directive", 1, ""),
    ("# remark\n\n%TAG ! tag:x,2000:\n---\na: 1\n", "yaml-directive", 3, ""),
    ("%FUTURE x\n---\na: 1\n", "yaml-directive", 1, ""),
    ("a: 1\nb: 1.5\n", "yaml-number", 2, "b"),
    ("a: .inf\n", "yaml-number", 1, "a"),
    ("a: -.INF\n", "yaml-number", 1, "a"),
    ("a: .nan\n", "yaml-number", 1, "a"),
    ("a: 1e3\n", "yaml-number", 1, "a"),
    ("a: 010\n", "yaml-number", 1, "a"),
    ("a: 0x1F\n", "yaml-number", 1, "a"),
    ("a: 0o17\n", "yaml-number", 1, "a"),
    ("a: 1_000\n", "yaml-number", 1, "a"),
    ("a: +1\n", "yaml-number", 1, "a"),
    ("a: -0\n", "yaml-number", 1, "a"),
    ("a: 9007199254740992\n", "yaml-number", 1, "a"),
    ("a: -9007199254740992\n", "yaml-number", 1, "a"),
    ("a: 2024-01-01T10:00:00Z\n", "yaml-timestamp", 1, "a"),
    ("a: 1\nb: 2024-01-01 10:00:00.5 +2\n", "yaml-timestamp", 2, "b"),
    ("a: 1\n1: x\n", "yaml-key", 2, ""),
    ("true: x\n", "yaml-key", 1, ""),
    ("~: x\n", "yaml-key", 1, ""),
    ("1.5: x\n", "yaml-key", 1, ""),
    ("a: 1\n? {b: c}\n: d\n", "yaml-key", 2, ""),
    ("? [b]\n: d\n", "yaml-key", 1, ""),
    ("", "yaml-empty", 1, ""),
    ("# nothing\n", "yaml-empty", 1, ""),
    ("a: [1\n", "yaml-syntax", 2, "a"),
    ("a: 1\nb: c: d\n", "yaml-syntax", 2, ""),
    ("a:\n\t- 1\n", "yaml-syntax", 2, ""),
    ("a: 'x\n", "yaml-syntax", 2, ""),
    ("a: 1\nb: \x00\n", "yaml-character", 2, ""),
    ("a: \x07\n", "yaml-character", 1, ""),
    ("a: x\u2028b: y\n", "yaml-character", 1, ""),
    ("a: \u202etxt\n", "yaml-character", 1, ""),
    ("a: x\ufeffy\n", "yaml-character", 1, ""),
    ("a: \ud800\n", "yaml-character", 1, ""),
    ("a: \x85\n", "yaml-character", 1, ""),
]


@pytest.mark.parametrize(("text", "data"), ACCEPTED)
def test_reads_plain_data(text: str, data: object) -> None:
    assert read_yaml(text, "f.yaml").data == data


@pytest.mark.parametrize(("text", "code", "line", "where"), REFUSED)
def test_refuses_with_file_line_and_key(text: str, code: str, line: int, where: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml(text, "f.yaml")
    first = caught.value.findings[0]
    assert (first.code, first.file, first.line) == (code, "f.yaml", line)
    if code != "yaml-syntax":
        assert first.field == where


def test_the_error_is_of_the_family_and_tells_every_refusal() -> None:
    with pytest.raises(GoodstandingError) as caught:
        read_yaml("a: 1.5\nb: &x 1\nc: 1\nc: 2\n", "f.yaml")
    assert isinstance(caught.value, YamlError)
    assert [finding.line for finding in caught.value.findings] == [1, 2, 4]
    assert "f.yaml:4" in str(caught.value)


def test_positions_of_keys_items_and_of_what_is_absent() -> None:
    document = read_yaml("a: 1\nb:\n  - x\n  - c: 1\n    d: 2\n", "f.yaml")
    assert document.position(()) == 1
    assert document.position(("b",)) == 2
    assert document.position(("b", 1)) == 4
    assert document.position(("b", 1, "d")) == 5
    assert document.position(("b", 1, "nothing", 3)) == 4
    assert document.position(("nothing",)) == 1
    assert document.finding("x", "y", ("b", 1, "d")).field == "b[1].d"


@pytest.mark.parametrize(("path", "text"), [((), ""), (("a", 0, 1, "b"), "a[0][1].b"), ((2, "b"), "[2].b")])
def test_prints_paths(path: tuple[str | int, ...], text: str) -> None:
    assert print_path(path) == text


def _refusal(text: str) -> str:
    with pytest.raises(YamlError) as caught:
        read_yaml(text, "f.yaml")
    return caught.value.findings[-1].code


def test_bounds_hold_on_both_sides() -> None:
    assert read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f").data
    assert _refusal("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == "yaml-too-deep"
    assert len(read_yaml("a: " + "x" * (MAX_BYTES - 3), "f").data["a"]) == MAX_BYTES - 3
    assert _refusal("a: " + "x" * (MAX_BYTES - 2)) == "yaml-too-large"
    assert _refusal("a: " + "é" * (MAX_BYTES // 2)) == "yaml-too-large"
    assert len(read_yaml("[" + "1," * 999 + "1]", "f").data) == 1000
    assert _refusal("[" + "1," * MAX_NODES + "1]") == "yaml-too-many-nodes"


def test_a_planted_value_is_in_no_message() -> None:
    secret = "Maria-Musterfrau"
    for text in (
        f"{secret}: 1\na: !{secret} 1\n",
        f"a: *{secret}\n",
        f"a: &{secret} 1\n",
        f"a: {secret}: b\n",
        f"a: '{secret}\n",
        f"%{secret} x\n---\na: 1\n",
        f"a: !{secret}!x 1\n",
        f"a: 2024-01-01T00:00:00 {secret}\n",
    ):
        with pytest.raises(YamlError) as caught:
            read_yaml(text, "f.yaml")
        assert secret not in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read_yaml(text, "f.yaml")
    except YamlError as error:
        assert error.findings  # noqa: PT017
    else:
        assert document.lines[()] >= 1


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(alphabet="abc ñ中.:-#'", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=12,
)


@given(_PLAIN)
def test_reads_what_json_writes(value: object) -> None:
    assert read_yaml(json.dumps(value, ensure_ascii=False), "f.json").data == value
