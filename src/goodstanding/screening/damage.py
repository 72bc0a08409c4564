"""What programs do to a name on its way: letters written as entities, read in another encoding, or lost.

What is damaged beyond doubt is mended; no reader would take it for the name.
"""

import re
from html import unescape

#: With its semicolon: without one, names like `A&LTD` would be changed.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_MOST_WRITTEN_TWICE = 2
#: How Windows shows the bytes from 0x80 on; of those that it leaves free, as they are.
_AS_BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
_AS_BYTES |= {chr(byte): byte for byte in range(0x80, 0x100)}
_FOLLOWING = "".join(re.escape(one) for one, byte in _AS_BYTES.items() if byte < 0xC0)
#: Letters as UTF-8 writes them, a sign for each byte.
_BYTES = re.compile(
    f"[\u00c2-\u00df][{_FOLLOWING}]|[\u00e0-\u00ef][{_FOLLOWING}]{{2}}|[\u00f0-\u00f4][{_FOLLOWING}]{{3}}"
)
#: Instead of a letter that could not be written.
_LOST = re.compile(r"(?<=[^\W\d_])[?\ufffd]{1,2}(?=[^\W\d_])")


def mended(text: str) -> str:
    """The text by the letters that were meant, as far as they are known; a lost one is gone, and parts no word."""
    for _ in range(_MOST_WRITTEN_TWICE if "&" in text else 0):
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    if not text.isascii():
        text = _BYTES.sub(_read_again, text)
    return _LOST.sub("", text) if "?" in text or "\ufffd" in text else text


def _read_again(found: re.Match[str]) -> str:
    try:
        return bytes([_AS_BYTES[one] for one in found[0]]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
