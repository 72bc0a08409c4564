"""A draft with one name and whatever else a test of the gate is about."""

from datetime import date

from goodstanding.intake.drafts import Declared, Draft
from goodstanding.register.catalogue import Measure
from goodstanding.register.records import Case, Decision, Finality
from goodstanding.values.identifiers import Identifier

#: Numbers of people, some written under an organization's scheme.
PERSONAL = (
    "mx-rfc:GODE561231GR8", "mx-rfc:GODE561231", "br-cpf:11144477735", "br-cnpj:11144477735", "ru-inn:500100732259",
    "ru-ogrn:304500116000157", "ru-ogrnip:304500116000157", "ua-edr:1759013776", "es-nif:54362315K", "es-nif:X2482300W",
    "pe-ruc:10054362315", "ec-ruc:1714307103001", "ar-cuit:20-05536168-2", "in-pan:AAPPV8261K", "cz-dic:CZ7103192745",
    "bg-eik:7523169263", "lv-re:16117519997", "pt-nippc:123456789", "ve-rif:V114702834", "it-cf:RCCMNL83S18D969H",
    "cn-usci:92110000MA01ABCD0F", "se-on:8803200016", "tr-vkn:17291716060", "kz-bin:850101300123", "cl-rut:12531909-2",
    "kr-brn:1161214499", "us-ssn:536904399", "passport:AB1234567", "mx-curp:BOXW310820HNERXN09",
    "in-aadhaar:234123412346",
)  # fmt: skip


def draft_named(
    name: str,
    *,
    country: str = "",
    declared: Declared = Declared.FIRM,
    identifiers: tuple[str, ...] = (),
    public_money: str = "",
    words: str = "",
    **more: object,
) -> Draft:
    """The draft; identifiers as `scheme:code`."""
    return Draft(
        row=1,
        source_key=("1",),
        declared=declared,
        name=name,
        country=country,
        identifiers=tuple(Identifier.parse(text) for text in identifiers),
        case=Case(authority="test", number="1"),
        decision=Decision(
            category="bribery",
            measures=(Measure.FINE,),
            decided_on=date(2024, 1, 1),
            finality=Finality.JUDGMENT,
            statute="test",
            public_money=public_money,
            words=words,
        ),
        stages=(),
        **more,  # type: ignore[arg-type]  # the keywords are Draft's own
    )
