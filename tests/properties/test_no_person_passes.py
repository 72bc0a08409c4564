"""1,000 invented people in every disguise we could think of: the gate keeps none and tells codes only (S2-S4)."""

from itertools import cycle, islice

import pytest
from sample_drafts import PERSONAL, draft_named

from goodstanding.adapters.formats.lexicon import load_lexicon
from goodstanding.intake.drafts import Declared, Draft, Kept, Quarantined, Refused
from goodstanding.intake.gate import check_draft
from goodstanding.intake.reasons import DESCRIPTIONS
from goodstanding.register.organizations import Tier
from goodstanding.values.identifiers import Identifier

LOCAL = Identifier("test", "row-1")

#: (country, given names, surnames) put together at random: these people do not exist.
PEOPLE = (
    ("MX", ("Juan", "María Fernanda", "Guadalupe", "Xóchitl"), ("Pérez", "Hernández Soto", "de la Cruz", "Ramírez")),
    ("BR", ("João", "Ana Paula", "Luiz Carlos", "Thiago"), ("da Silva", "Souza Lima", "dos Santos", "Oliveira")),
    ("ES", ("Íñigo", "Carmen", "Francisco Javier"), ("Etxeberria", "Gómez Ruiz", "Martín")),
    ("CO", ("Yeison", "Luz Marina", "Andrés Felipe"), ("Rodríguez", "Ospina", "Quintero Mejía")),
    ("GB", ("John", "Mary Ann", "Nigel"), ("Smith", "O'Connor", "Featherstonehaugh")),
    ("FR", ("Jean-Pierre", "Amélie", "Mamadou"), ("Dupont", "Lefebvre", "Diallo")),
    ("DE", ("Hans", "Jürgen", "Annegret"), ("Müller", "von Stein", "Schmidt")),
    ("IT", ("Giuseppe", "Maria Grazia"), ("Rossi", "Di Stefano", "Bianchi")),
    ("PL", ("Krzysztof", "Agnieszka"), ("Kowalski", "Wiśniewska", "Nowak")),
    ("RU", ("Иван", "Ольга", "Сергей"), ("Петров", "Смирнова", "Кузнецов")),
    ("RU", ("Ivan Sergeevich", "Olga Petrovna"), ("Volkov", "Sidorova")),
    ("UA", ("Олександр", "Тетяна"), ("Шевченко", "Коваленко")),
    ("UZ", ("Bekhruz", "Dilnoza"), ("Yusupov", "Karimova")),
    ("KZ", ("Nursultan", "Aigul"), ("Akhmetov", "Suleimenova")),
    ("GE", ("Giorgi", "Nino"), ("Beridze", "Kapanadze")),
    ("TR", ("Mehmet", "Ayşe"), ("Yılmaz", "Öztürk")),
    ("EG", ("محمد", "فاطمة", "أحمد"), ("علي حسن", "محمود", "إبراهيم")),
    ("IQ", ("Mohammed", "Zainab"), ("al-Tikriti", "Hussein Ali")),
    ("PK", ("Muhammad", "Ayesha"), ("Khan", "Chaudhry", "Butt")),
    ("BD", ("Md. Abdul", "Rahima"), ("Karim", "Begum", "Hossain")),
    ("IN", ("Rajesh", "Sunita", "Harpreet"), ("Kumar Sharma", "Patel", "Singh Gill")),
    ("NP", ("Ram Bahadur", "Sita"), ("Thapa", "Shrestha")),
    ("VN", ("Văn An", "Thị Hoa"), ("Nguyễn", "Trần")),
    ("CN", ("伟", "秀英", "志强"), ("张", "王", "欧阳")),
    ("CN", ("Xiaoming", "Guoqiang"), ("Wang", "Zhang")),
    ("KR", ("민수", "지영"), ("김", "박")),
    ("NG", ("Chukwuemeka", "Ngozi"), ("Okafor", "Adeyemi")),
    ("KE", ("Wanjiru", "Otieno"), ("Kamau", "Odhiambo")),
    ("ID", ("Budi", "Siti"), ("Santoso", "Nurhaliza")),
    ("TH", ("Somchai", "Siriporn"), ("Wongsawat", "Suwan")),
)  # fmt: skip

SURNAME_FIRST = {"VN", "KR"}

#: Disguises that need no company's form: {g} given name, {s} surname, {i} initials.
NAMES = (
    "{g} {s}", "{S}, {g}", "{s} {g}", "{G} {S}", "{i} {s}", "{s} {i}", "Mr. {g} {s}", "Dr {g} {s}", "Ing. {g} {s}",
    "Lic. {g} {s}", "Sr. {g} {s}", "Mrs {s}", "M/S {g} {s}", "{g} {s} Construcciones", "Constructora {g} {s}",
    "{g} {s} Trading", "{g} {s} Enterprises", "{g} {s} & Sons", "{s} e Hijos", "{g} {s} t/a Best Builders",
    "{g} {s} trading as Northern Supplies", "Northern Supplies, proprietor {g} {s}", "{g} {s}, Director",
    "{g} {s} (CEO)", "{g} {s} d/b/a Quality Foods", "{s} Family Group", "{g} {s} <mail@example.org>",
    "{g} {s} +52 55 1234 5678", "{g} {s} CPF 111.444.777-35", "{g} {s} 11144477735", "{g} {s} RFC GODE561231GR8",
    "{g} {s} born 1970-01-01", "{g} {s} passport AB1234567", "The Estate of {g} {s}", "{g} s/o {s}", "{g} bin {s}",
    "{g} {s} and Associates", "{g} {s} Holding", "{s} {g} Company", "{g} {s} International Group", "{g}\u200b {s}",
    "{g} {s} // note of a court", '"{g} {s}"', "{g}  {s} ", "{g}.{s} Ltd",
)  # fmt: skip

#: Company forms around a person's name: named after a person, quarantined.
FORMS = (
    "{g} {s} Ltd", "{g} {s} S.A. de C.V.", "{S} {G}, S.A.", "{g} {s} GmbH", "{g} {s} LLC", "ООО {g} {s}", "PT {g} {s}",
    "{g} {s} Construction Co., Ltd.", "{i} {s} & Co. Private Limited", "Grupo {g} {s}, S. de R.L.",
    "Acme Ltd, {g} {s}", "{g} {s} (Acme Ltd)", "{g} {s}, Acme S.A.",
)  # fmt: skip

#: Forms of a natural person or of one member, 20 countries: (country, pattern).
LONE_FORMS = (
    ("DE", "{g} {s} e.K."), ("AT", "{g} {s} e.U."), ("CH", "{g} {s} Einzelfirma"), ("FR", "EI {g} {s}"),
    ("FR", "{s} SASU"), ("FR", "{s} EURL"), ("ES", "{s} S.L.U."), ("PT", "{s} Unipessoal Lda"), ("PE", "{s} E.I.R.L."),
    ("BR", "{g} {s} MEI"), ("BR", "{g} {s} ME"), ("BR", "{s} EIRELI"), ("RU", "ИП {s} {g}"), ("UA", "ФОП {s} {g}"),
    ("KZ", "ИП {s}"), ("BG", "ЕТ {g} {s}"), ("BG", "{s} ЕООД"), ("HU", "{s} {g} e.v."), ("RO", "{s} {g} PFA"),
    ("HR", "{s} obrt"), ("RS", "{g} {s} PR"), ("SI", "{g} {s} s.p."), ("NO", "{s} ENK"), ("NL", "{s} eenmanszaak"),
    ("IT", "{s} ditta individuale"), ("PL", "{g} {s} jednoosobowa działalność gospodarcza"), ("LT", "{s} IĮ"),
    ("LV", "{s} IK"), ("EE", "{g} {s} FIE"), ("IN", "{s} (OPC) Private Limited"), ("PK", "{s} (SMC-Pvt) Limited"),
    ("PH", "{s} OPC"), ("AE", "{s} FZE"), ("SA", "{g} {s} Establishment"), ("VN", "DNTN {s}"), ("ID", "UD {s}"),
    ("CN", "{s}{g}个体工商户"), ("GB", "{g} {s}, sole trader"), ("US", "{g} {s} sole proprietorship"),
    ("MX", "{s} S.A.S. de C.V."), ("MX", "{g} {s} persona física"), ("CO", "{g} {s} persona natural"),
    ("UZ", "YaTT {s}"), ("AZ", "{s} fərdi sahibkar"), ("TR", "{s} şahıs şirketi"), ("EG", "مؤسسة فردية {s}"),
    ("KR", "{s} 개인사업자"), ("UA", "Private Enterprise {s}"), ("BY", "ЧУП {s}"), ("TN", "{s} SUARL"),
)  # fmt: skip


def draft(name: str, country: str, declared: Declared, identifiers: tuple[str, ...] = (), **more: object) -> Draft:
    return draft_named(name, country=country, declared=declared, identifiers=identifiers, **more)


def people() -> list[tuple[str, str, str]]:
    return [
        (country, given, surname) for country, givens, surnames in PEOPLE for given in givens for surname in surnames
    ]


def written(pattern: str, country: str, given: str, surname: str) -> str:
    if country in SURNAME_FIRST or "\u3400" <= given[0] <= "\u9fff":
        given, surname = surname, given
        if country != "VN":
            pattern = pattern.replace("{g} {s}", "{g}{s}")
    initials = ".".join(part[0] for part in given.split()) + "."
    return pattern.format(g=given, s=surname, G=given.upper(), S=surname.upper(), i=initials)


def disguised() -> list[Draft]:
    """1,000 and more drafts: people as they are, in company's clothes, in lone forms, and with people's numbers."""
    everyone = people()
    drafts: list[Draft] = []
    declarations = cycle((Declared.FIRM, Declared.UNKNOWN, Declared.STATE_OWNED))
    for index, (country, given, surname) in enumerate(everyone):
        for offset in range(9):
            pattern = NAMES[(index * 9 + offset) % len(NAMES)]
            drafts.append(draft(written(pattern, country, given, surname), country, next(declarations)))
        for offset in range(3):
            pattern = FORMS[(index * 3 + offset) % len(FORMS)]
            drafts.append(draft(written(pattern, country, given, surname), country, next(declarations)))
    for (country, pattern), (_, given, surname) in zip(LONE_FORMS, islice(cycle(everyone), 7, None), strict=False):
        drafts.append(draft(written(pattern, country, given, surname), country, Declared.FIRM))
    for number in PERSONAL:
        drafts.append(draft("Northern Supplies Ltd", "", Declared.FIRM, (number,)))
    return drafts


def test_a_thousand_people_and_none_is_kept() -> None:
    drafts = disguised()
    lexicon = load_lexicon()
    kept = [one.name for one in drafts if isinstance(check_draft(one, lexicon, LOCAL), Kept)]
    assert len(drafts) >= 1_000
    assert kept == []


@pytest.mark.parametrize("declared", [Declared.FIRM, Declared.UNKNOWN, Declared.STATE_OWNED])
@pytest.mark.parametrize("pattern", [*NAMES, *FORMS])
def test_every_disguise_is_tried_on_everyone(pattern: str, declared: Declared) -> None:
    lexicon = load_lexicon()
    names = [(written(pattern, country, given, surname), country) for country, given, surname in people()]
    verdicts = [(name, check_draft(draft(name, country, declared), lexicon, LOCAL)) for name, country in names]
    assert [name for name, verdict in verdicts if isinstance(verdict, Kept)] == []


@pytest.mark.parametrize(("country", "pattern"), LONE_FORMS)
def test_lone_forms_are_refused_or_asked_even_without_a_known_name(country: str, pattern: str) -> None:
    name = pattern.format(g="Quorvex", s="Brantilo", S="BRANTILO")
    for declared in (Declared.FIRM, Declared.UNKNOWN):
        assert not isinstance(check_draft(draft(name, country, declared), load_lexicon(), LOCAL), Kept)


@pytest.mark.parametrize("number", PERSONAL)
def test_a_persons_number_never_passes_as_a_companys(number: str) -> None:
    verdict = check_draft(draft("Northern Supplies Ltd", "", Declared.FIRM, (number,)), load_lexicon(), LOCAL)
    assert not isinstance(verdict, Kept)


def test_people_declared_public_bodies_are_not_kept() -> None:
    plain = [name for name in NAMES[:9] if "M/S" not in name]
    for country, given, surname in people():
        for pattern in plain:
            name = written(pattern, country, given, surname)
            verdict = check_draft(draft(name, country, Declared.PUBLIC_BODY, tier=Tier.LOCAL), load_lexicon(), LOCAL)
            assert not isinstance(verdict, Kept), name


def test_an_alias_hides_nobody() -> None:
    for country, given, surname in people():
        alias = written("{g} {s}", country, given, surname)
        one = draft("Northern Supplies Ltd", country, Declared.FIRM, aliases=(alias,))
        assert not isinstance(check_draft(one, load_lexicon(), LOCAL), Kept), alias


def test_a_verdict_says_codes_and_nothing_of_the_row() -> None:
    for one in disguised():
        verdict = check_draft(one, load_lexicon(), LOCAL)
        codes = verdict.reasons if isinstance(verdict, Quarantined) else ()
        codes = (verdict.reason,) if isinstance(verdict, Refused) else codes
        assert codes
        assert all(str(code) in DESCRIPTIONS for code in codes)
