"""Canonical bytes: those of RFC 8785 on the profile, and nothing outside the profile."""

import enum
import json
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.ledger.canonical import load_json, parse_canonical, print_canonical
from goodstanding.values.errors import MisuseError, VerificationError

LARGEST = 2**53 - 1
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEY = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
SCALAR = TEXT | st.booleans() | st.integers(-LARGEST, LARGEST)
PROFILE = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4))


@given(PROFILE)
def test_the_bytes_are_those_of_rfc_8785(value):
    assert print_canonical(value) == rfc8785.dumps(value)


@given(PROFILE)
def test_a_value_comes_back(value):
    printed = print_canonical(value)
    assert parse_canonical(printed) == load_json(printed) == value
    assert print_canonical(parse_canonical(printed)) == printed


@given(TEXT)
def test_every_character_is_spelled_as_rfc_8785_does(text):
    assert print_canonical(text) == rfc8785.dumps(text)


def test_control_characters_and_the_far_planes():
    text = "".join(map(chr, range(0x300))) + "\u2028\u2029\ufeff\ufffe\U0001f600\U0010ffff"
    assert print_canonical([text]) == rfc8785.dumps([text])


def test_a_tuple_is_an_array():
    assert print_canonical(("a", (1, True))) == b'["a",[1,true]]'


class Word(str):
    __slots__ = ()


class Pair(NamedTuple):
    a: int
    b: int


class Number(enum.IntEnum):
    ONE = 1


@pytest.mark.parametrize(
    "value",
    [
        None, 1.0, float("nan"), 2**53, -(2**53), 2**64, 10**30, b"bytes", bytearray(b"a"), {1}, frozenset(), object(),
        Decimal(1), date(2024, 6, 1), UUID(int=0), Word("a"), Number.ONE, Pair(1, 2),
        "\ud800", "a\udfff", {"a": "\ud83d"}, {"A": 1}, {"": 1}, {"1a": 1}, {"_a": 1}, {"é": 1}, {"a-b": 1}, {"a ": 1},
        {1: 1}, {None: 1}, {True: 1}, {b"a": 1},
    ],
)  # fmt: skip
@pytest.mark.parametrize("wrap", [lambda value: value, lambda value: [value], lambda value: {"a": [value]}])
def test_outside_the_profile_is_refused(value, wrap):
    with pytest.raises(MisuseError):
        print_canonical(wrap(value))


@pytest.mark.parametrize("number", [LARGEST, -LARGEST, 0])
def test_the_largest_integers_are_inside(number):
    assert print_canonical(number) == str(number).encode()


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("depth", [300, 5_000])
def test_depth_is_bounded_both_ways(depth):
    print_canonical(nested(100))
    with pytest.raises(MisuseError):
        print_canonical(nested(depth))
    with pytest.raises(VerificationError):
        parse_canonical(b"[" * depth + b"]" * depth)


@pytest.mark.parametrize(
    "spelling",
    [
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b"[1, 2]",
        b" 1",
        b"1 ",
        b"1\n",
        b'"\\u0061"',
        b'"\\/"',
        b'"\\u00e9"',
        b'"\\u001F"',
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b"-0",
        b"1.0",
        b"1e2",
        b"01",
        b"9007199254740992",
        b"null",
        b"[null]",
        b'{"A":1}',
        b"",
        b"{",
        b"[1,]",
        b"nul",
        b"\xff",
        b'"\xed\xa0\x80"',
        b'"\\ud800"',
        b"\xef\xbb\xbf1",
        b"NaN",
        b"1 1",
    ],
)
def test_another_spelling_is_refused(spelling):
    with pytest.raises(VerificationError):
        parse_canonical(spelling)


@given(PROFILE, st.sampled_from([{"indent": 1}, {"separators": (", ", ": ")}, {"ensure_ascii": True}]))
def test_json_that_is_not_canonical_is_refused(value, options):
    spelled = json.dumps(value, **({"separators": (",", ":"), "sort_keys": True} | options)).encode()
    if spelled == print_canonical(value):
        assert parse_canonical(spelled) == value
    else:
        with pytest.raises(VerificationError):
            parse_canonical(spelled)


@given(st.binary(max_size=40))
def test_any_bytes_are_a_value_or_a_verification_error(data):
    try:
        value = parse_canonical(data)
    except VerificationError:
        return
    assert print_canonical(value) == data


def test_stored_bytes_that_are_no_json_are_said_so():
    with pytest.raises(VerificationError):
        load_json(b"{")
