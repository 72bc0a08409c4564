"""Where the legal form of a name stands, and of which class it is: behind the name, before it, or before its seat."""

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


class LegalForms:
    """Of a name that is taken apart. Pure; `known` are all forms, without blanks, by their class."""

    def __init__(self, words: Words, glossary: Glossary) -> None:
        self.known = words.forms
        self._at_start = words.forms_at_start
        self._silent = words.silent | words.articles
        self._glossary = glossary

    def of(self, tokens: list[str]) -> str:
        """The class of these words as one form; "" where they are none."""
        letters = "".join(tokens)
        return "" if letters in ROMAN else self.known.get(letters, "")

    def around(self, tokens: list[str]) -> tuple[int, int]:
        """Where the name begins and ends without legal forms: several may stand behind it, one before it."""
        start, end = 0, len(tokens)
        while end > 1:
            size = next((size for size in self._sizes(end) if self.of(tokens[end - size : end])), 0)
            if not size or self._glossary.is_place(tokens[end - 2 : end]):
                break
            if end < len(tokens) and size == 1 and self._is_own(tokens, end - 1):
                break
            end -= size
        start = next((size for size in self._sizes(end) if "".join(tokens[:size]) in self._at_start), 0)
        return (start if start and self._names_something(tokens[start:end]) else 0), end

    def moved_last(self, tokens: list[str]) -> list[str]:
        """With the form behind all words where it stands before a seat: `Brelvano S.A. Sucursal Argentina`."""
        for at in range(1, len(tokens)):
            if self._is_seat(tokens, at + (tokens[at] in self._silent)):
                size = next((size for size in self._sizes(at) if self.of(tokens[at - size : at]) not in _VAGUE), 0)
                if size:
                    return tokens[: at - size] + tokens[at:] + tokens[at - size : at]
        return tokens

    def _is_seat(self, tokens: list[str], at: int) -> bool:
        """Whether a place begins here, or a branch."""
        if at >= len(tokens):
            return False
        known = self._glossary
        return known.is_place(tokens[at : at + 1]) or known.is_branch(tokens[at]) or known.is_place(tokens[at : at + 2])

    def _is_own(self, tokens: list[str], at: int) -> bool:
        """Whether few letters that are a form somewhere are the name: all words before them are words of trade."""
        token = tokens[at]
        return len(token) <= _FEW_LETTERS and not self._glossary.word(token) and not self._names_something(tokens[:at])

    def _names_something(self, tokens: list[str]) -> bool:
        """Whether more than words of trade are left: `Toko Construction` is no construction in a shop (*toko*)."""
        return not all(token.isascii() and self._glossary.word(token) for token in tokens)

    def _sizes(self, tokens: int) -> range:
        return range(min(_LONGEST_FORM, tokens - 1), 0, -1)
