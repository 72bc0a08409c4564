"""An invented list of the Mexican list's shape, for machines that do not have the real one."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from stdnum.mx import rfc

from goodstanding.adapters.formats.mx_69b import CLEARED, LISTED, PRESUMED, TABLE, WON

ROWS = 9_925
#: How often each situation stands in the real list, in thousandths.
SHARES = {LISTED: 827, WON: 83, PRESUMED: 62, CLEARED: 28}
#: The groups of columns that are filled in each situation, in the order of the columns.
FILLED = {
    PRESUMED: (True, False, False, False),
    CLEARED: (True, True, False, False),
    LISTED: (True, False, True, False),
    WON: (True, False, True, True),
}
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
TRADES = ("Comercializadora", "Constructora", "Servicios", "Logística", "Asesoría", "Distribuidora", "Soluciones")
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "xo", "zu")
FORMS = ("S.A. de C.V.", "S. de R.L. de C.V.", "S.C.", "S.A.P.I. de C.V.")


def write_list(path: Path, rows: int) -> None:
    """Write the same list on every machine."""
    draw = random.Random(69)  # the seed that makes it the same
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(TABLE.columns)
        for number in range(1, rows + 1):
            writer.writerow(_row(number, draw))


def _row(number: int, draw: random.Random) -> list[str]:
    situation = draw.choices(list(SHARES), weights=list(SHARES.values()))[0]
    return [str(number), _tax_number(draw), _name(draw), situation, *_stages(situation, draw)]


def _tax_number(draw: random.Random) -> str:
    """Twelve characters with a valid date and check digit, as only an organization has."""
    letters = "".join(draw.choices("BCDFGHJKLMNPQRSTVWXYZ", k=3))
    founded = date(1995, 1, 1) + timedelta(days=draw.randrange(8_000))
    body = f"{letters}{founded:%y%m%d}{''.join(draw.choices('123456789ABCDEFGHIJKLM', k=2))}"
    return body + rfc.calc_check_digit(body)


def _name(draw: random.Random) -> str:
    word = "".join(draw.choices(SYLLABLES, k=4)).title()
    return f"{draw.choice(TRADES)} {word}, {draw.choice(FORMS)}".upper()


def _stages(situation: str, draw: random.Random) -> Iterator[str]:
    day = date(2014, 1, 1) + timedelta(days=draw.randrange(1_800))
    for filled in FILLED[situation]:
        if filled:
            deed = f"500-05-{day.year}-{draw.randrange(1_000, 40_000)} de fecha {day.day} de {MONTHS[day.month - 1]}"
            deed = f"{deed} de {day.year}"
            page, gazette = day + timedelta(days=1), day + timedelta(days=24)
            yield from (deed, f"{page:%d/%m/%Y}", deed, f"{gazette:%d/%m/%Y}")
            day += timedelta(days=draw.randrange(120, 240))
        else:
            yield from ("", "", "", "")
