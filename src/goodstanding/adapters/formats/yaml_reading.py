"""YAML, read strictly: plain data with the line of every key; nothing that could mean two things.

The core schema of YAML 1.2 (section 10.3) without its numbers' odd spellings: null, true, false, decimal
integers, text; a date stays text. Refused, each with its line: duplicate keys, keys that are not text, anchors,
aliases, tags, merge keys, directives, several documents, floats, timestamps, integers beyond 2^53 - 1, characters
that a reader cannot see.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.main import YAML

from goodstanding.values.errors import GoodstandingError
from goodstanding.values.findings import Finding

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
MAX_NODES = 50_000
LARGEST = 2**53 - 1

_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    spelling: word == "true" for word in ("true", "false") for spelling in (word, word.title(), word.upper())
}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER_LIKE = re.compile(
    r"[-+]?(?:[0-9][0-9_]*|0o[0-7]+|0x[0-9a-fA-F]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))"
    r"|\.(?:nan|NaN|NAN)"
)
_UNSEEN = re.compile(
    r"[^\t\n\r -~\u00a0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*%")
_TIMESTAMP = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*")

Path = tuple[str | int, ...]


class YamlError(GoodstandingError):
    """A YAML file was refused; `findings` say where and why."""

    code = "yaml"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Plain data (dict, list, str, int, bool, None) of one file, and where each part stands."""

    name: str
    data: Any
    lines: Mapping[Path, int]

    def position(self, path: Path) -> int:
        """The line (from 1) of a key or item; of the nearest part above it where it is not in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def finding(self, code: str, message: str, path: Path, *, accepted: str = "") -> Finding:
        """A finding that points at this file, the line, and the key."""
        return Finding(
            code=code,
            message=message,
            file=self.name,
            line=self.position(path),
            field=print_path(path),
            accepted=accepted,
        )


def print_path(path: Path) -> str:
    """`("provisions", 2, "id")` as `provisions[2].id`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def read_yaml(text: str, name: str) -> Document:
    """Read one document; raises YamlError with every refusal found, at the first broken syntax or bound.

    Reads only: whether the data fit a shape is `validating.validate`'s question.
    """
    _require_bounded(text, name)
    text = text.removeprefix("\ufeff")
    _require_visible(text, name)
    _require_no_directive(text, name)
    reading = _Reading(name)
    try:
        reading.consume(YAML(typ="safe", pure=True).parse(text))
    except _BoundReachedError:
        pass
    except YAMLError as error:
        reading.refuse_syntax(error)
    if reading.findings:
        raise YamlError(tuple(reading.findings))
    return Document(name=name, data=reading.data, lines=reading.lines)


def _require_bounded(text: str, name: str) -> None:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        accepted = f"at most {MAX_BYTES} bytes"
        raise YamlError(
            (Finding(code="yaml-too-large", message="The file is too large.", file=name, accepted=accepted),)
        )


def _require_visible(text: str, name: str) -> None:
    """Control characters, foreign line ends and direction marks make a text read otherwise than it is."""
    unseen = _UNSEEN.search(text)
    if unseen is not None:
        line = text.count("\n", 0, unseen.start()) + 1
        message = f"The character U+{ord(unseen.group()):04X} is not allowed."
        raise YamlError((Finding(code="yaml-character", message=message, file=name, line=line),))


def _require_no_directive(text: str, name: str) -> None:
    """Section 6.8: %YAML 1.1 would change what the words mean, %TAG hides tags, others are ignored in silence."""
    directive = _DIRECTIVE.match(text)
    if directive is not None:
        line = text.count("\n", 0, directive.end()) + 1
        raise YamlError((Finding(code="yaml-directive", message="A directive is not allowed.", file=name, line=line),))


class _BoundReachedError(Exception):
    """Stop reading: what follows would only cost time."""


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is being read; `key` is the one whose value comes next."""

    path: Path
    content: dict[str, Any] | list[Any]
    key: str | None = None


@dataclass(slots=True)
class _Reading:
    name: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0
    nodes: int = 0
    unnamed: int = 0

    def consume(self, events: Iterator[Event]) -> None:
        for event in events:
            match event:
                case DocumentStartEvent():
                    self._start_document(event)
                case AliasEvent():
                    self._refuse(event, "yaml-alias", "An alias is not allowed.")
                    self._place(event, None)
                case MappingStartEvent():
                    self._open(event, {})
                case SequenceStartEvent():
                    self._open(event, [])
                case MappingEndEvent() | SequenceEndEvent():
                    self.stack.pop()
                case ScalarEvent():
                    self._scalar(event)
                case _:
                    pass
        if self.documents == 0:
            self._add("yaml-empty", "The file holds no document.", 1, ())

    def refuse_syntax(self, error: YAMLError) -> None:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        problem = str(error.problem or "") if isinstance(error, MarkedYAMLError) else ""
        detail = f" ({problem})" if problem and not set(problem) & set("'\"") else ""
        line = mark.line + 1 if mark is not None else None
        path = self.stack[-1].path if self.stack else ()
        self._add("yaml-syntax", f"This is not well-formed YAML 1.2{detail}.", line, path)

    def _start_document(self, event: DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(event, "yaml-documents", "Only one document a file is allowed.")
            raise _BoundReachedError

    def _open(self, event: Any, content: dict[str, Any] | list[Any]) -> None:
        self._check_marks(event)
        path = self._place(event, content)
        if len(self.stack) >= MAX_DEPTH:
            self._refuse(event, "yaml-too-deep", "The nesting is too deep.", accepted=f"at most {MAX_DEPTH} levels")
            raise _BoundReachedError
        self.stack.append(_Open(path, content))

    def _scalar(self, event: ScalarEvent) -> None:
        self._check_marks(event)
        top = self.stack[-1] if self.stack else None
        plain = event.style is None or event.style == ""
        if top is not None and isinstance(top.content, dict) and top.key is None:
            self._key(event, top, plain)
        else:
            self._place(event, self._resolve(event) if plain else event.value)

    def _key(self, event: ScalarEvent, top: _Open, plain: bool) -> None:
        self._count(event)
        key = str(event.value)
        line = event.start_mark.line + 1
        if plain and key == "<<":
            self._refuse(event, "yaml-merge-key", "A merge key is not allowed.")
        elif plain and (key in _WORDS or _NUMBER_LIKE.fullmatch(key)):
            self._refuse(event, "yaml-key", "A key must be text.", accepted="a word, or a quoted text")
        elif key in top.content:
            self._add("yaml-duplicate-key", "This key stands here twice.", line, (*top.path, key))
        self.lines.setdefault((*top.path, key), line)
        top.key = key

    def _place(self, event: Event, value: object) -> Path:
        """Put a value where the open collection wants it; the path where it now stands."""
        self._count(event)
        line = event.start_mark.line + 1
        if not self.stack:
            self.data = value
            self.lines[()] = line
            return ()
        top = self.stack[-1]
        if isinstance(top.content, list):
            path: Path = (*top.path, len(top.content))
            top.content.append(value)
            self.lines[path] = line
            return path
        if top.key is None:
            self._refuse(event, "yaml-key", "A key must be text.", accepted="a word, or a quoted text")
            self.unnamed += 1
            top.key = f"<key {self.unnamed}>"
            return (*top.path, top.key)
        path = (*top.path, top.key)
        top.content[top.key] = value
        top.key = None
        return path

    def _resolve(self, event: ScalarEvent) -> object:
        text = str(event.value)
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text) and len(text) <= 17 and abs(int(text)) <= LARGEST and text != "-0":
            return int(text)
        if _NUMBER_LIKE.fullmatch(text):
            accepted = "a decimal integer without leading zeros, at most 2^53 - 1; or quoted text"
            self._refuse(event, "yaml-number", "This number is not allowed.", accepted=accepted)
        elif _TIMESTAMP.fullmatch(text):
            self._refuse(event, "yaml-timestamp", "A timestamp is not allowed.", accepted="a date, YYYY-MM-DD")
        return text

    def _check_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, "yaml-anchor", "An anchor is not allowed.")
        if event.tag is not None:
            self._refuse(event, "yaml-tag", "A tag is not allowed.")

    def _count(self, event: Event) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(event, "yaml-too-many-nodes", "The file has too many parts.", accepted=f"at most {MAX_NODES}")
            raise _BoundReachedError

    def _refuse(self, event: Event, code: str, message: str, *, accepted: str = "") -> None:
        top = self.stack[-1] if self.stack else None
        path: Path = () if top is None else top.path
        if top is not None and isinstance(top.content, list):
            path = (*path, len(top.content))
        elif top is not None and top.key is not None:
            path = (*path, top.key)
        self._add(code, message, event.start_mark.line + 1, path, accepted=accepted)

    def _add(self, code: str, message: str, line: int | None, path: Path, *, accepted: str = "") -> None:
        where = print_path(path)
        finding = Finding(code=code, message=message, file=self.name, line=line, field=where, accepted=accepted)
        self.findings.append(finding)
