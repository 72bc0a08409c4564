"""Names: cleaned, split into words, and read for their legal form. Bounded; decides nothing."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from goodstanding.intake.lexicon import FormClass, LegalForm, Lexicon

LONGEST_NAME = 500
LONGEST_FORM = 11

_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_PLAIN = str.maketrans({"ı": "i", "đ": "d", "ł": "l", "ø": "o", "ə": "e", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_QUOTES = str.maketrans(dict.fromkeys("\u0093\u0094“”„‟«»＂", '"') | dict.fromkeys("\u0091\u0092‘’‚‛`´ʻʼ", "'"))
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_REGISTRATION = re.compile(
    r"\(\s*(?:TIN|reg\.?|registration)\s*(?:no|number|#)?\.?\s*[\w\-/]{1,24}\s*\)", re.IGNORECASE
)
_BLANKS = re.compile(r"\s+")


def fold(text: str) -> str:
    """Lower case without accents, so that spellings of one word are equal. Not for display."""
    if text.isascii():
        return text.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", bare).casefold().translate(_PLAIN)


def clean_name(text: str) -> str:
    """The name as it may be kept: one line, visible characters, plain quotes, notes after `//` cut off.

    "" where nothing is left, more than 500 characters are, or there is no letter.
    """
    name = text[: 8 * LONGEST_NAME].partition("//")[0].translate(_QUOTES)
    name = _INVISIBLE.sub("", unicodedata.normalize("NFC", name))
    name = _BLANKS.sub(" ", _REGISTRATION.sub("", name)).strip(" ,;(")
    if len(name) > 1 and name[0] == name[-1] == '"' and name.count('"') == 2:
        name = name[1:-1].strip(" ,;(")
    readable = len(name) <= LONGEST_NAME and any(character.isalpha() for character in name)
    return name if readable else ""


def without_notes(text: str) -> str:
    """The cleaned name where there is one, else the text as it is, which the gate calls unreadable.

    For adapters: a draft's names are stored as they stand in it, so a note must not stand there.
    """
    return clean_name(text) or text


class Token(NamedTuple):
    """One word. `dotted` were initials with points (`J.C.`); `shouted` is all capitals without accents."""

    text: str
    segment: int
    dotted: bool
    shouted: bool


_MESSRS = re.compile(r"\bm/s\b\.?", re.IGNORECASE)
_KIN = re.compile(r"\b[sdwc]/o\b", re.IGNORECASE)
_TRADING_AS = re.compile(r"\bt/a\b", re.IGNORECASE)
_SLASHED = re.compile(r"\b([^\W\d_])/([^\W\d_])(?:/([^\W\d_]))?\b")
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_SEGMENTS = re.compile(r'[,;:()\[\]{}|/"（）【】、，；]| [-–—] |[–—]')
_WORDS = re.compile(r"[^\s!#$%&'*+<=>?@\\^_~·•‧\-]+")


def tokenize(name: str) -> tuple[Token, ...]:
    """The words of a name in order, each with the number of its comma- or bracket-separated part."""
    text = name.translate(_QUOTES)
    # Most names have neither sign, and are read many times over.
    if "/" in text:
        text = _TRADING_AS.sub(" tradingas ", _KIN.sub(" sonof ", _MESSRS.sub(" ", text)))
        text = _SLASHED.sub(r"\1\2\3", text)
    if "'" in text:
        text = _APOSTROPHE.sub("", text)
    text = _CAMEL.sub(" ", text)
    tokens: list[Token] = []
    for segment, part in enumerate(_SEGMENTS.split(text)):
        for raw in _WORDS.findall(part):
            tokens += _split_points(raw, segment)
    return tuple(tokens)


def _split_points(raw: str, segment: int) -> list[Token]:
    if "." not in raw:
        return [Token(fold(raw), segment, False, raw.isascii() and raw.isupper())]
    parts = [part for part in raw.split(".") if part]
    if parts and all(len(part) == 1 for part in parts):
        return [Token(fold("".join(parts)), segment, True, True)]
    return [Token(fold(part), segment, len(part) == 1, part.isascii() and part.isupper()) for part in parts]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReading:
    """A name taken apart: all words, the legal forms found, and the words that are left beside them."""

    text: str
    tokens: tuple[Token, ...]
    forms: frozenset[FormClass]
    rest: tuple[Token, ...]
    words: frozenset[str]
    phrases: frozenset[str]


def read_name(name: str, country: str, lexicon: Lexicon) -> NameReading:
    """Take a cleaned name apart; the country's own legal forms come first."""
    tokens = tokenize(name)
    taken: set[int] = set()
    found: list[_Found] = []
    for first, last in _segments(tokens):
        found += _forms_at_ends(tokens, first, last, country, lexicon, taken)
    found += _forms_between(tokens, country, lexicon, taken)
    forms = _weigh(found) | _forms_inside(name, lexicon)
    return NameReading(
        text=name,
        tokens=tokens,
        forms=frozenset(forms),
        rest=tuple(token for index, token in enumerate(tokens) if index not in taken),
        words=frozenset(token.text for token in tokens),
        phrases=_phrases(tokens),
    )


class _Found(NamedTuple):
    """A legal form and where it stands."""

    form: LegalForm
    start: int
    letters: int


def _weigh(found: list[_Found]) -> set[FormClass]:
    """The classes of the forms found; a company's form outweighs a short look-alike.

    Before it, two to five letters are a name (`GRUPO AR, S.A.`); after it, they are a tag of size or tax (`LTDA - ME`).
    """
    companies = [one.start for one in found if one.form.form_class is FormClass.ORGANIZATION]
    classes = set[FormClass]()
    for one in found:
        named = one.letters <= 5 and not one.form.anywhere and any(one.start < start for start in companies)
        tagged = one.letters <= 3 and bool(companies) and one.form.form_class is FormClass.SOLE_TRADER
        if not (named or tagged) or one.form.form_class is FormClass.ORGANIZATION:
            classes.add(one.form.form_class)
    return classes


def _segments(tokens: tuple[Token, ...]) -> list[tuple[int, int]]:
    starts = [0] + [index + 1 for index, (one, two) in enumerate(pairwise(tokens)) if one.segment != two.segment]
    return list(pairwise([*starts, len(tokens)])) if tokens else []


def _phrases(tokens: tuple[Token, ...]) -> frozenset[str]:
    texts = [token.text for token in tokens]
    return frozenset(
        " ".join(texts[start : start + size]) for size in (2, 3, 4) for start in range(len(texts) - size + 1)
    )


def _forms_at_ends(
    tokens: tuple[Token, ...], first: int, last: int, country: str, lexicon: Lexicon, taken: set[int]
) -> list[_Found]:
    """Legal forms at the end of a part, one after the other (`LTDA ME`), then one at its start (`PT`, `OOO`)."""
    found: list[_Found] = []
    end = last
    while end > first:
        size, form = _longest_form(tokens, range(max(first, end - LONGEST_FORM), end), end, country, lexicon)
        if form is None:
            break
        found.append(_Found(form, end - size, _letters(tokens, end - size, end)))
        taken.update(range(end - size, end))
        end -= size
    for stop in range(min(end, first + LONGEST_FORM), first, -1):
        form = _form_of(tokens, first, stop, country, lexicon)
        if form is not None and form.at_start:
            found.append(_Found(form, first, _letters(tokens, first, stop)))
            taken.update(range(first, stop))
            break
    return found


def _longest_form(
    tokens: tuple[Token, ...], starts: range, end: int, country: str, lexicon: Lexicon
) -> tuple[int, LegalForm | None]:
    for start in starts:
        form = _form_of(tokens, start, end, country, lexicon)
        if form is not None and form.at_end:
            return end - start, form
    return 0, None


def _forms_between(tokens: tuple[Token, ...], country: str, lexicon: Lexicon, taken: set[int]) -> list[_Found]:
    """Forms between other words. An organization's form counts only if all words behind it are known ones."""
    found: list[_Found] = []
    for start in range(len(tokens)):
        for stop in range(min(len(tokens), start + 6), start, -1):
            form = _form_of(tokens, start, stop, country, lexicon)
            if form is None or not form.anywhere or taken.issuperset(range(start, stop)):
                continue
            together = tokens[stop - 1].segment == tokens[start].segment
            if form.form_class is not FormClass.ORGANIZATION or (together and _is_plain_tail(tokens, stop, lexicon)):
                found.append(_Found(form, start, _letters(tokens, start, stop)))
                taken.update(range(start, stop))
                break
    return found


def _is_plain_tail(tokens: tuple[Token, ...], stop: int, lexicon: Lexicon) -> bool:
    """Whether what follows a form is words of trade and place, or a branch of whatever name."""
    behind = [token for token in tokens[stop:] if token.segment == tokens[stop - 1].segment]
    return all(is_known(token, lexicon) for token in behind) or lexicon.strong.has(behind[-1].text)


def _letters(tokens: tuple[Token, ...], start: int, stop: int) -> int:
    return sum(len(token.text) for token in tokens[start:stop])


def _form_of(tokens: tuple[Token, ...], start: int, stop: int, country: str, lexicon: Lexicon) -> LegalForm | None:
    """The legal form that these words spell together. `Sá`, `Ong` or `As` written like a name are no forms."""
    letters = "".join([token.text for token in tokens[start:stop]])
    form = lexicon.form(letters, country)
    if form is None or stop - start > 1 or len(letters) > 3 or not letters.isascii():
        return form
    like_a_word = len(letters) <= 2 or letters in lexicon.surnames or letters in lexicon.given_names
    written_as_form = tokens[start].dotted or tokens[start].shouted
    return None if like_a_word and not written_as_form else form


def _forms_inside(name: str, lexicon: Lexicon) -> set[FormClass]:
    """Legal forms in scripts without spaces; the harder ones win over the word for company that they contain."""
    if name.isascii():
        return set()
    for section, form_class in (
        ("cjk-single", FormClass.SINGLE),
        ("cjk-sole", FormClass.SOLE_TRADER),
        ("cjk-form", FormClass.ORGANIZATION),
    ):
        if any(mark in name for mark in lexicon.inside[section]):
            return {form_class}
    return set()


def is_known(token: Token, lexicon: Lexicon) -> bool:
    """Whether this is a word of trade, place or office, a connector or a number: no name of anyone."""
    text = token.text
    if text in lexicon.telling_given or text in lexicon.telling_surnames:
        return False
    return (
        text.isdecimal()
        or text in lexicon.connectors
        or lexicon.organization.has(text)
        or text in lexicon.places.words
        or lexicon.public.has(text)
    )
