"""Reads the lexicon's files out of the package, once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from goodstanding.intake.lexicon import FormClass, LegalForm, Lexicon, Vocabulary
from goodstanding.intake.names import fold


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that ships with the package; the same object at every call."""
    sections = _read_words()
    words = {name: Vocabulary.of(entries) for name, entries in sections.items()}
    given, surnames = _read_names("given_names.txt"), _read_names("surnames.txt")
    ordinary = frozenset(sections["ambiguous"]) | words["organization"].words | words["place"].words
    return Lexicon(
        legal_forms=_read_legal_forms(),
        given_names=given,
        surnames=surnames,
        telling_given=given - ordinary,
        telling_surnames=surnames - ordinary,
        organization=words["organization"],
        strong=words["strong"],
        several=words["several"],
        partners=words["partners"].words,
        public=words["public"],
        titles=words["title"],
        titles_at_start=words["title-start"],
        roles=words["role"],
        kinship=words["kinship"],
        trading_as=words["trading-as"],
        protected=words["protected"],
        protected_always=words["protected-always"],
        places=words["place"],
        connectors=words["connector"].words,
        particles=words["particle"].words,
        saints=words["saint"].words,
        inside={name: tuple(entries) for name, entries in sections.items() if name.startswith("cjk-")},
    )


def _read_lines(name: str) -> Iterator[str]:
    text = (files("goodstanding.data") / "lexicon" / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _read_names(name: str) -> frozenset[str]:
    return frozenset(word for line in _read_lines(name) for word in line.split())


def _read_words() -> Mapping[str, list[str]]:
    sections: dict[str, list[str]] = defaultdict(list)
    for line in _read_lines("words.tsv"):
        section, _, entries = line.partition("\t")
        sections[section] += [entry.strip() for entry in fold(entries).split(";")]
    return sections


def _read_legal_forms() -> Mapping[str, Mapping[str, LegalForm]]:
    forms: dict[str, dict[str, LegalForm]] = defaultdict(dict)
    for line in _read_lines("legal_forms.tsv"):
        form_class, jurisdictions, entries = line.split("\t")
        for entry in fold(entries).split(";"):
            letters, form = _read_legal_form(FormClass(form_class), entry.strip())
            for jurisdiction in jurisdictions.split(","):
                forms[jurisdiction].setdefault(letters, form)
    return forms


def _read_legal_form(form_class: FormClass, entry: str) -> tuple[str, LegalForm]:
    mark = entry[0] if entry[0] in "^~*" else ""
    form = LegalForm(form_class=form_class, at_start=mark in {"^", "~"}, at_end=mark != "^", anywhere=mark == "*")
    return entry.lstrip("^~* ").replace(" ", ""), form
