"""The strict spellings that every C2SP format shares: decimals, base64, text. One spelling a value.

Whatever is read here comes from outside: any other spelling raises VerificationError, which never repeats it.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import TypeVar

from goodstanding.ledger.merkle import HASH_BYTES
from goodstanding.values.errors import MisuseError, VerificationError

#: A tree is never larger: sizes and instants are int64 in the other implementations.
MOST_SIZE = 2**63 - 1

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
_FORBIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
_T = TypeVar("_T")


def parse_decimal(text: str) -> int:
    """An ASCII decimal below 2^63, without sign or leading zero."""
    if _DECIMAL.fullmatch(text) is None or int(text) > MOST_SIZE:
        raise VerificationError("A number is not a decimal below 2^63 without leading zeros.")
    return int(text)


def print_base64(data: bytes) -> str:
    """RFC 4648 section 4, with padding."""
    return b64encode(data).decode("ascii")


def parse_base64(text: str) -> bytes:
    """The bytes of exactly what `print_base64` gives: the alphabet, the padding and the unused bits are checked."""
    try:
        data = b64decode(text, validate=True)
    except ValueError as error:
        raise VerificationError("A text is not base64.") from error
    if print_base64(data) != text:
        raise VerificationError("A text is base64, but not in its one strict spelling.")
    return data


def parse_hash(text: str) -> bytes:
    """One base64 SHA-256 hash."""
    data = parse_base64(text)
    if len(data) != HASH_BYTES:
        raise VerificationError(f"A hash is not {HASH_BYTES} bytes long.")
    return data


def is_plain(text: str) -> bool:
    """Whether a text can stand in a note: no ASCII control character but LF, no lone surrogate."""
    return _FORBIDDEN.search(text) is None


def parse_text(data: bytes, most: int) -> str:
    """UTF-8 of at most `most` bytes that can stand in a note. CR is a control character: LF only."""
    if len(data) > most:
        raise VerificationError(f"These are more than {most} bytes.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise VerificationError("These bytes are not UTF-8.") from error
    if not is_plain(text):
        raise VerificationError("A text has a control character other than a newline.")
    return text


def require_readable(value: _T, printed: str, parse: Callable[[bytes], _T]) -> bytes:
    """The bytes of a printed text; MisuseError where they would not be read back as the same value."""
    try:
        data = printed.encode("utf-8")
        same = parse(data) == value
    except (UnicodeEncodeError, VerificationError) as error:
        raise MisuseError("This cannot be written in its format.") from error
    if not same:
        raise MisuseError("This would be read back as something else.")
    return data
