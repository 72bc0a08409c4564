"""What columns of bidders are called in the languages of those who tender. A file's own English word goes before."""

from collections.abc import Sequence
from functools import lru_cache

from goodstanding.intake.names import fold
from goodstanding.intake.schemes import scheme_named

#: The words that are read first, in any case.
READ = frozenset({"name", "aliases", "alias", "identifier", "identifiers", "country", "type", "id"})
_WORDS = {
    "name": (
        "company", "company name", "firm", "firm name", "legal name", "business name", "registered name", "bidder",
        "bidder name", "name of bidder", "tenderer", "tenderer name", "supplier", "supplier name", "vendor",
        "vendor name", "contractor", "applicant", "organization", "organisation", "organization name",
        "nombre", "razón social", "nombre o razón social", "denominación social", "denominación", "empresa",
        "proveedor", "nombre del proveedor", "licitante", "licitador", "oferente", "postor", "proponente",
        "nome", "razão social", "nome empresarial", "fornecedor", "concorrente",
        "nom", "raison sociale", "dénomination sociale", "dénomination", "entreprise", "fournisseur",
        "soumissionnaire", "candidat", "firma", "firmenname", "unternehmen", "bieter", "lieferant",
        "ragione sociale", "denominazione", "operatore economico", "fornitore", "offerente",
        "наименование", "название", "организация", "наименование организации", "поставщик", "участник",
        "наименование участника", "найменування", "назва", "учасник", "постачальник", "наименование на участника",
        "участник в процедурата", "назив", "понуђач", "naziv", "nazwa", "wykonawca", "název", "dodavatel",
        "denumire", "ofertant", "επωνυμία", "επωνυμία οικονομικού φορέα", "unvan", "firma adı", "firma ünvanı",
        "istekli", "الاسم", "اسم الشركة", "الشركة", "اسم المورد", "اسم المتقدم", "نام شرکت", "nama", "nama perusahaan",
        "nama penyedia", "tên công ty", "tên nhà thầu", "nhà thầu", "名称", "企业名称", "公司名称", "单位名称",
        "供应商", "供应商名称", "投标人", "投标人名称", "公司名稱", "会社名", "商号", "事業者名", "회사명", "상호",
        "업체명", "ชื่อบริษัท", "ชื่อผู้เสนอราคา", "დასახელება", "კომპანია", "атауы", "कंपनी का नाम",
    ),
    "aliases": (
        "other names", "also known as", "trade name", "trading name", "nombre comercial", "otros nombres",
        "nome fantasia", "outros nomes", "nom commercial", "autres noms", "handelsname", "другие названия",
        "другие наименования", "曾用名", "其他名称", "أسماء أخرى",
    ),
    "country": (
        "country code", "country name", "land", "país", "país de origen", "pays",
        "pays d'origine", "paese", "nazione", "страна", "країна", "държава", "држава",
        "država", "kraj", "země", "țara", "χώρα", "ülke", "البلد", "الدولة", "کشور", "negara", "quốc gia", "国家",
        "國家", "国", "국가", "ประเทศ", "ქვეყანა", "देश",
    ),
    "type": (
        "party type", "entity type", "bidder type", "supplier type", "person type", "tipo", "tipo de persona",
        "tipo persona", "tipo de proveedor", "tipo de pessoa", "tipo pessoa", "type de personne", "typ", "тип",
        "тип лица", "тип участника", "тип особи", "вид лица", "tür", "النوع", "نوع الشخص", "jenis", "loại", "类型",
        "類型", "种类", "種別", "유형", "ประเภท",
    ),
}  # fmt: skip
_PARTS = {fold(word): part for part, words in _WORDS.items() for word in words}


def parts_named(names: Sequence[str]) -> list[str]:
    """Which part of a bidder each column or key is: a word of `READ`, or a scheme; "" of any other.

    A word of another language, or another English one, stands for a part that no column names by its own word.
    """
    return list(_parts_named(tuple(names)))


@lru_cache(maxsize=1 << 8)
def _parts_named(names: tuple[str, ...]) -> tuple[str, ...]:
    plain = [" ".join(name.lower().split()) for name in names]
    parts = [one if one in READ else scheme_named(one) for one in plain]
    named = {"aliases" if part == "alias" else part for part in parts}
    for place, one in enumerate(plain):
        meant = "" if parts[place] else _PARTS.get(fold(one).replace("_", " ").rstrip(":"), "")
        if meant and meant not in named:
            parts[place] = meant
    return tuple(parts)
