"""What is said of an argument that cannot be read: in plain words, neither the library's nor the value itself (S40)."""

import re
from typing import Any

#: Typer reads arguments by pydantic, which tells a choice as `Value error, 'x' is not one of 'a', 'b'.`
_CHOICES = re.compile(r".* is not one of (.*)\.", re.DOTALL)
_BOUNDS = {
    "greater_than_equal": ("ge", "{} or more"),
    "greater_than": ("gt", "more than {}"),
    "less_than_equal": ("le", "{} or less"),
    "less_than": ("lt", "less than {}"),
}


def plain_misreading(cause: BaseException | None, said: str) -> str:
    """What is accepted instead; `said` as it is where pydantic has no hand in it. `cause` is its error."""
    errors = getattr(cause, "errors", None)
    if not callable(errors):
        return said
    first: dict[str, Any] = errors()[0]
    kind = str(first["type"])
    if kind in _BOUNDS:
        bound, text = _BOUNDS[kind]
        return f"accepted is {text.format(first['ctx'][bound])}."
    if kind.startswith("int_"):
        return "accepted is a whole number."
    if choices := _CHOICES.fullmatch(said):
        return f"accepted are {choices[1]}."
    return "this is not accepted here."
