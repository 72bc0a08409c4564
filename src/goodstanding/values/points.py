"""Points: integers in thousandths everywhere; pages print them trimmed; nothing is rounded."""

PER_POINT = 1000


def print_points(thousandths: int) -> str:
    """`-12500` as `-12.5`: exact, without trailing zeros."""
    sign = "-" if thousandths < 0 else ""
    whole, rest = divmod(abs(thousandths), PER_POINT)
    fraction = f".{rest:03d}".rstrip("0") if rest else ""
    return f"{sign}{whole}{fraction}"
