"""Where the legal form of a name stands, and of which class it is: behind the name, before it, or amid its words."""

from itertools import chain
from typing import NamedTuple

from goodstanding.screening.glossary import Glossary
from goodstanding.screening.words import Words

_LONGEST_FORM = 9
_FEW_LETTERS = 4
#: Forms of no class may be words of a name.
_VAGUE = ("", "other")
#: These letters are numbers, and no forms.
ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12",
    "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16", "xvii": "17", "xviii": "18", "xix": "19", "xx": "20",
}  # fmt: skip


class Parted(NamedTuple):
    """The words of a name, the legal forms that stood before, amid and behind them, and their classes, each once."""

    words: list[str]
    before: list[str]
    amid: list[list[str]]
    behind: list[list[str]]
    classes: tuple[str, ...]

    @property
    def later(self) -> list[str]:
        """The words of all forms that stood amid and behind the name's."""
        return list(chain(*self.amid, *self.behind))


class LegalForms:
    """Of a name that is taken apart. Pure; `known` are all forms, without blanks, by their class."""

    def __init__(self, words: Words, glossary: Glossary) -> None:
        self.known = words.forms
        self._at_start = words.forms_at_start
        self._glossary = glossary

    def of(self, tokens: list[str]) -> str:
        """The class of these words as one form; "" where they are none."""
        letters = "".join(tokens)
        return "" if letters in ROMAN else self.known.get(letters, "")

    def parted(self, tokens: list[str]) -> Parted:
        """The words without legal forms: several may stand behind or amid them, one before."""
        behind = self._behind(tokens)
        words, amid = self._amid(tokens[: len(tokens) - sum(map(len, behind))])
        start = next((size for size in self._sizes(len(words)) if "".join(words[:size]) in self._at_start), 0)
        start = start if start and self._names_something(words[start:]) else 0
        classes = dict.fromkeys(filter(None, map(self.of, [words[:start], *amid, *behind])))
        return Parted(words[start:], words[:start], amid, behind, tuple(classes))

    def ends_in_company(self, parted: Parted) -> bool:
        """Whether a form of a known class stands behind the name."""
        return any(self.of(form) not in _VAGUE for form in parted.behind)

    def _behind(self, tokens: list[str]) -> list[list[str]]:
        found: list[list[str]] = []
        end = len(tokens)
        while end > 1:
            size = next((size for size in self._sizes(end) if self.of(tokens[end - size : end])), 0)
            if not size or self._glossary.is_place(tokens[end - 2 : end]):
                break
            if found and size == 1 and self._is_own(tokens, end - 1):
                break
            found.insert(0, tokens[end - size : end])
            end -= size
        return found

    def _amid(self, tokens: list[str]) -> tuple[list[str], list[list[str]]]:
        """The words without forms of known classes in their midst, and these: `Brelvano S.A. Sucursal Argentina`."""
        words, forms, at = tokens[:1], list[list[str]](), 1
        while at < len(tokens):
            size = next(
                (size for size in self._sizes(len(tokens) - at) if self.of(tokens[at : at + size]) not in _VAGUE), 0
            )
            if size:
                forms.append(tokens[at : at + size])
            else:
                words.append(tokens[at])
            at += size or 1
        return words, forms

    def _is_own(self, tokens: list[str], at: int) -> bool:
        """Whether few letters that are a form somewhere are the name: all words before them are words of trade."""
        token = tokens[at]
        return len(token) <= _FEW_LETTERS and not self._glossary.word(token) and not self._names_something(tokens[:at])

    def _names_something(self, tokens: list[str]) -> bool:
        """Whether more than words of trade are left: the letters before `PT Construction` are its name."""
        return not all(token.isascii() and self._glossary.word(token) for token in tokens)

    def _sizes(self, tokens: int) -> range:
        return range(min(_LONGEST_FORM, tokens - 1), 0, -1)
