"""Words by which a procurement file's own type field says that a party is a natural person or trades as one.

Closed: what is not listed here is not skipped, so that no firm is passed over for an odd word of its kind.
"""

from goodstanding.intake.names import fold

_WORDS = frozenset(
    fold(word)
    for word in (
        "person", "natural person", "naturalperson", "individual", "private individual", "private person",
        "physical person",
        "sole trader", "sole-trader", "sole proprietor", "sole proprietorship", "self-employed", "freelancer",
        "personne physique", "auto-entrepreneur", "entrepreneur individuel",
        "persona natural", "persona física", "persona natural con negocio", "autónomo", "trabajador autónomo",
        "pessoa física", "pessoa singular", "microempreendedor individual", "empresário em nome individual",
        "persona fisica", "ditta individuale", "natürliche person", "einzelunternehmen", "einzelunternehmer",
        "osoba fizyczna", "osoba fyzická", "fyzická osoba", "physische person", "natuurlijk persoon", "eenmanszaak",
        "физическое лицо", "физлицо", "индивидуальный предприниматель", "ип",
        "фізична особа", "фізична особа-підприємець", "фоп", "gerçek kişi", "şahıs", "orang perseorangan", "perorangan",
        "自然人", "个人", "個人", "个体工商户", "個人事業主", "개인", "개인사업자", "شخص طبيعي", "فرد",
    )
)  # fmt: skip


def is_person_type(word: str) -> bool:
    """Whether the word, in any case, says that the party is a person."""
    return fold(" ".join(word.split())) in _WORDS
