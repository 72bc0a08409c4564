"""The code name of each kind of act, as entries and procedural rules write it: made of its class."""

from typing import get_args

from goodstanding.proceedings import acts


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).removeprefix("-")


#: `notice-prepared` -> the class of the act.
ACT_NAMES: dict[str, type[acts.Act]] = {_kebab(kind.__name__): kind for kind in get_args(acts.Act)}
_NAMES = {kind: name for name, kind in ACT_NAMES.items()}


def name_of(kind: type[acts.Act]) -> str:
    """`notice-prepared` of a class of acts."""
    return _NAMES[kind]


def act_name(act: acts.Act) -> str:
    """`notice-prepared` of an act."""
    return _NAMES[type(act)]
