"""What stands behind a name to reach its bearer, and is no part of it: a telephone, a box, a number, a street."""

import re
from collections.abc import Callable

_DIGIT = re.compile(r"\d")
_BEHIND = r"[\s,;:(\[/–—-]+"
#: Whatever has one of these before a number is no name.
_LABELLED = re.compile(
    _BEHIND
    + r"(?:tel|telephone|telefono|teléfono|telefon|telefone|phone|fax|mobile|тел|p\.?\s?o\.?\s?box|postfach|apartado"
    r"|vat(?:\s(?:no|id|number))?|(?:company\s|co\.?\s)?reg(?:istration|n|d)?\.?\s(?:no|number|nr)|tax\s(?:id|no|number)"
    r"|(?:ust|mwst)-?id(?:-?nr)?|nit|ruc|rut|cuit|rfc|cnpj|nipc|nif|cif|regon|krs|kvk|siren|siret|инн|огрн|єдрпоу|gstin)"
    r"[\s.:#()+°º]+(?:no[\s.:]+)?(?:[a-z]{1,3}[\s-]?)?\d",
    re.IGNORECASE,
)
#: A house and its street. Names have such words too: only behind a legal form.
_STREET = re.compile(
    _BEHIND
    + r"(?:\d{1,5}[a-z]?,?\s(?:[\w.'-]+\s){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|boulevard|blvd|square)\b"
    r"|[\w.'-]+\s(?:street|road|avenue|lane|square)\s\d"
    r"|(?:calle|carrera|cra|cl|avenida|av|rua|rue|via|viale|corso|piazza|ul|ulica|ulitsa|ул|jalan|jl|plot|suite|km)"
    r"[\s.]+(?:[\w.'-]+\s){0,3}(?:no\.?\s|n?[°º#]\s?)?\d|[\w.'-]*(?:strasse|straße|str\.|straat|gatan|gata|utca|vej)\s\d)",
    re.IGNORECASE,
)


def without_whereabouts(text: str, ends_in_form: Callable[[str], bool]) -> str:
    """The name alone; the same text where it tells nothing of the kind, or nothing else."""
    if not _DIGIT.search(text):
        return text
    labelled = _LABELLED.search(text)
    name = text[: labelled.start()] if labelled else text
    street = _STREET.search(name)
    name = name[: street.start()] if street and ends_in_form(name[: street.start()]) else name
    return name if any(map(str.isalpha, name)) else text
