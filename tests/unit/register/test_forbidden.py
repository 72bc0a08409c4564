"""The lint of names: forbidden inputs are found under disguise, lawful names pass."""

import pytest

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.register.codes import CategoryCode
from goodstanding.register.forbidden import check_forbidden, skeleton

WORDS = load_catalogue().forbidden_words

DISGUISED = [
    # plain, in every kind of input
    ("speech", "speech"),
    ("Hate speech of the company", "speech"),
    ("Freedom of expression", "speech"),
    ("Beliefs held by the owner", "belief"),
    ("religion", "religion"),
    ("Church donations", "religion"),
    ("Political activity", "politics"),
    ("party-membership", "party-membership"),
    ("Trade-union membership", "union-membership"),
    ("freedom_of_association", "association"),
    ("press", "press"),
    ("Adverse media", "press"),
    ("Protest participation", "protest"),
    ("litigation", "litigation"),
    ("Number of appeals filed", "litigation"),
    ("Complaints lodged", "complaints"),
    ("Use of rights", "use-of-rights"),
    ("national-security", "national-security"),
    ("Espionage risk", "national-security"),
    ("Country of birth: place of birth", "origin"),
    ("Ethnic composition of staff", "ethnicity"),
    ("Sexual orientation", "private-life"),
    ("Family members", "family"),
    ("Health data", "health"),
    ("Criminal record", "criminal-record-of-person"),
    ("Conduct of directors", "director-conduct"),
    ("The director's conduct", "director-conduct"),
    ("Personal credit", "personal-credit"),
    ("Social credit", "personal-credit"),
    ("Travel ban", "travel"),
    ("School admission", "school"),
    ("Natural persons", "personal-identity"),
    ("Identity of the whistle-blower", "whistle-blower-identity"),
    # case, marks, width, style
    ("SPEECH", "speech"),
    ("SpEeCh", "speech"),
    ("spéêçh", "speech"),
    ("ｓｐｅｅｃｈ", "speech"),
    ("𝓼𝓹𝓮𝓮𝓬𝓱", "speech"),
    ("ⓢⓟⓔⓔⓒⓗ", "speech"),
    ("🅢🅟🅔🅔🅒🅗", "speech"),
    ("🆂🅿🅴🅴🅲🅷", "speech"),
    ("🇸🇵🇪🇪🇨🇭", "speech"),
    ("ꜱᴘᴇᴇᴄʜ", "speech"),
    ("s̶p̶e̶e̶c̶h̶", "speech"),
    ("ﬆrike action", "union-membership"),
    # invisible characters
    ("spe\u200bech", "speech"),
    ("spe\u00adech", "speech"),
    ("s\u200dp\u200ce\u2060ech", "speech"),
    ("\u202espeech", "speech"),
    ("spe\ufe0fech", "speech"),
    ("spe\U000e0065ech", "speech"),
    # look-alikes of other scripts
    ("ѕреесһ", "speech"),
    ("sрeech", "speech"),
    ("rеligiоn", "religion"),
    ("ρrotest", "protest"),
    ("ροlitical", "politics"),
    ("ʂpeech", "speech"),
    ("cornplaint", "complaints"),
    ("pοlιtιcal pаrty", "politics"),
    # letters as digits
    ("sp33ch", "speech"),
    ("5p33ch", "speech"),
    ("pr0t3st", "protest"),
    ("r3l1g10n", "religion"),
    ("p0l1t1cs", "politics"),
    ("comp1aints", "complaints"),
    ("be|ief", "belief"),
    ("$peech", "speech"),
    ("p@triotism", "politics"),
    # pulled apart and run together
    ("s-p-e-e-c-h", "speech"),
    ("s p e e c h", "speech"),
    ("s.p.e.e.c.h", "speech"),
    ("s_p_e_e_c_h", "speech"),
    ("spe-ech", "speech"),
    ("pro-test", "protest"),
    ("com plaints", "complaints"),
    ("tradeunion", "union-membership"),
    ("trade.union", "union-membership"),
    ("politicalParty", "politics"),
    ("PoliticalOpinionFine", "politics"),
    ("fineForProtest", "protest"),
    ("speeeeech", "speech"),
    ("onlinespeech", "speech"),
    ("govtcriticism", "politics"),
    ("r-3-l-1-g-1-0-n", "religion"),
    ("s\u200bр-3-е\u00adc-һ", "speech"),
    # other languages
    ("libertad de expresión", "speech"),
    ("creencias", "belief"),
    ("iglesia", "religion"),
    ("Religionszugehörigkeit", "religion"),
    ("appartenance syndicale", "union-membership"),
    ("Gewerkschaftsmitglied", "union-membership"),
    ("sindicato", "union-membership"),
    ("Meinungsäußerung", "speech"),
    ("Beschwerden", "complaints"),
    ("denúncias", "complaints"),
    ("şikâyet", "complaints"),
    ("manifestación", "protest"),
    ("протест", "protest"),
    ("пpoтecт", "protest"),
    ("ПРОФСОЮЗ", "union-membership"),
    ("жалобы", "complaints"),
    ("экстремизм", "national-security"),
    ("иностранный агент", "national-security"),
    ("言论", "speech"),
    ("言 论", "speech"),
    ("网络言论处罚", "speech"),
    ("宗教活动", "religion"),
    ("上访", "complaints"),
    ("国家安全", "national-security"),
    ("工会会员", "union-membership"),
    ("個人信用", "personal-credit"),
    ("종교", "religion"),
    ("احتجاج", "protest"),
    ("حـزب", "party-membership"),
    ("धर्म", "religion"),
]

ENCODED = ["sp&#101;ech", "sp%65ech", "sp\\u0065ech", "sp*ech", "pr**est", "rel##ion", "sp=65=ech", "&eacute;tat"]

LAWFUL = [
    "Deception in public procurement",
    "Public-private association contract not performed",
    "Assembly line safety penalty",
    "Hydraulic press guard penalty",
    "Printing press without safety cover",
    "Qualified audit opinion",
    "Adverse audit opinion on accounts",
    "Breach of good faith in tenders",
    "European Union funds misused",
    "Credit union reserve breach",
    "Customs union duties unpaid",
    "Syndicated loan default",
    "Third-party audit missing",
    "Related-party transactions not disclosed",
    "Party to a collusive agreement",
    "Health and safety penalty",
    "Occupational health fine",
    "Public health order",
    "Social security contributions unpaid",
    "Tax and social debt",
    "Securities disclosure breach",
    "National insurance contributions",
    "Certificate of origin forged",
    "Country of origin label wrong",
    "Child labour penalty",
    "Family allowance contributions unpaid",
    "Minority shareholders not informed",
    "Voting rights notice missing",
    "Conviction of the company for bribery",
    "Corporate criminal fine",
    "Critical infrastructure safety penalty",
    "Decision annulled on appeal",
    "Final judgment not executed",
    "Unlawful refusal of information",
    "Retaliation against a bidder or whistle-blower",
    "Wages of migrant workers unpaid",
    "Vaccine procurement fraud",
    "Diagnostic equipment not delivered",
    "Animal disease control breach",
    "Genetically modified crops without permit",
    "School meals contract not performed",
    "School building safety penalty",
    "Travel agency guarantee fund unpaid",
    "Gender pay gap report missing",
    "Disability access rules breached",
    "Beneficial ownership notice missing",
    "Annual accounts filed late",
    "Payments to suppliers over 30 days",
    "Sum unpaid after 90 days (art. 69-B)",
    "Sector levy without legal basis",
    "Emissions above the permit",
    "Water pollution fine",
    "Illegal waste disposal",
    "Territorial charges on enterprises",
    "Repayment of a subsidy",
    "Licence withdrawn",
    "Cartel on cement prices",
    "Collusive tendering",
    "Simulated invoices",
    "Demonstration project grant repaid",
    "Territory tax arrears",
    "Racecourse betting duty unpaid",
    "Jewellery hallmark offence",
    "Unpaid pension contributions",
    "Insider register missing",
    "Missed guaranteed debt",
    "Foreign listing",
    "Buyer performance grade",
    "Contracts performed",
    "Remediation completed",
    "Breach of competition law",
    "Technical inspection missed",
    "Strike-off of dormant companies",
    "Sistema de facturas simuladas",
    "Retard de paiement des fournisseurs",
    "Zahlungsverzug gegenüber Lieferanten",
    "Задолженность по налогам",
    "拖欠供应商货款",
    "统一社会信用代码缺失",
    "虚开发票",
    "دين ضريبي غير مسدد",
]


@pytest.mark.parametrize(("text", "code"), DISGUISED)
def test_a_forbidden_input_is_found_under_any_disguise(text: str, code: str) -> None:
    messages = [finding.message for finding in check_forbidden(text, WORDS)]
    assert any(message.endswith(f": {code}.") for message in messages), messages


@pytest.mark.parametrize("text", ENCODED)
def test_letters_that_cannot_be_checked_are_refused(text: str) -> None:
    assert check_forbidden(text, WORDS)


@pytest.mark.parametrize("text", LAWFUL)
def test_a_lawful_name_passes(text: str) -> None:
    assert check_forbidden(text, WORDS) == []


@pytest.mark.parametrize("code", sorted(CategoryCode))
def test_every_code_of_the_catalogue_passes(code: str) -> None:
    assert check_forbidden(code, WORDS) == []


def test_both_lists_are_long_enough_to_mean_something() -> None:
    assert len(DISGUISED) >= 60
    assert len(LAWFUL) >= 60
    assert {code for _, code in DISGUISED} >= set(WORDS) - {"housing-and-work"}


@pytest.mark.parametrize("code", sorted(WORDS))
def test_every_code_of_a_forbidden_input_is_refused_as_it_stands(code: str) -> None:
    assert check_forbidden(code, WORDS)
    assert check_forbidden(code.replace("-", " ").title(), WORDS)


@pytest.mark.parametrize("code", sorted(WORDS))
def test_every_word_of_the_list_finds_itself(code: str) -> None:
    for pattern in WORDS[code]:
        text = pattern.strip("=*").strip()
        assert check_forbidden(text, {code: (pattern,)}), pattern


def test_a_finding_never_repeats_the_text() -> None:
    findings = check_forbidden("Complaints by Maria Musterfrau", WORDS)
    assert findings
    assert "Musterfrau" not in " ".join(map(str, findings))


def test_without_a_list_nothing_is_found() -> None:
    assert check_forbidden("speech", {}) == []


def test_a_whole_text_pattern_needs_the_whole_text() -> None:
    words = {"travel": ("=travel",)}
    assert check_forbidden("T-R-A-V-E-L", words)
    assert check_forbidden("travel agency", words) == []


@pytest.mark.parametrize(
    ("one", "other"), [("Ѕреесһ", "speech"), ("ＡＢＣ", "abc"), ("ﬁne", "fine"), ("Straße", "strasse")]
)
def test_skeletons_of_look_alikes_are_equal(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)
