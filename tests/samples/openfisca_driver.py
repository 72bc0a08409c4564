"""Run by openfisca-core's own interpreter: read a file of parameters, print its value at each path on each day."""

import json
import sys

from openfisca_core.parameters import load_parameter_file


def main(path: str, days: list[str]) -> None:
    node = load_parameter_file(path, "rulebook")
    asked = json.load(sys.stdin)
    print(json.dumps([[_value(node(day), place) for place in asked] for day in days]))


def _value(at: object, place: list[str]) -> int:
    for name in place:
        at = getattr(at, name)
    return at  # type: ignore[return-value]  # a number where the path ends


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
