"""Why the gate says no, or asks: closed codes, one line each. A code never carries a value of the row (S40)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class RefusalReason(StrEnum):
    """The row's own declaration, number or name says what can never be held."""

    PERSON_IDENTIFIER = "person-identifier"
    SOLE_TRADER_IDENTIFIER = "sole-trader-identifier"
    CIVIC_IDENTIFIER = "civic-identifier"
    PERSONAL_NUMBER_IN_TEXT = "personal-number-in-text"
    SOLE_TRADER_FORM = "sole-trader-form"
    SINGLE_MEMBER_FORM = "single-member-form"
    CIVIC_FORM = "civic-form"
    PROTECTED_FUNCTION = "protected-function"


class QuarantineReason(StrEnum):
    """A human has to look. Only a record tied to public money passes `named-after-person` without one."""

    NAME_UNREADABLE = "name-unreadable"
    CONTACT_IN_NAME = "contact-in-name"
    MIXED_SCRIPT = "mixed-script"
    IDENTIFIER_INVALID = "identifier-invalid"
    KINDS_CONTRADICT = "kinds-contradict"
    TIER_MISSING = "tier-missing"
    LEGAL_FORM_UNKNOWN = "legal-form-unknown"
    MAYBE_SINGLE_MEMBER = "maybe-single-member"
    PROTECTED_FUNCTION_WORD = "protected-function-word"
    PERSON_DESIGNATION = "person-designation"
    NAMED_AFTER_PERSON = "named-after-person"
    PERSON_IN_TEXT = "person-in-text"
    NO_ORGANIZATION_EVIDENCE = "no-organization-evidence"


DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        RefusalReason.PERSON_IDENTIFIER: "An identifier is a natural person's number.",
        RefusalReason.SOLE_TRADER_IDENTIFIER: "An identifier belongs to a sole trader or to a single-member form.",
        RefusalReason.CIVIC_IDENTIFIER: "An identifier belongs to an association, union, faith or other civic body.",
        RefusalReason.PERSONAL_NUMBER_IN_TEXT: "A personal number stands in a text field of the row.",
        RefusalReason.SOLE_TRADER_FORM: "The legal form is a natural person in business.",
        RefusalReason.SINGLE_MEMBER_FORM: "The legal form has one member only.",
        RefusalReason.CIVIC_FORM: "The legal form is an association, foundation, union, party or faith.",
        RefusalReason.PROTECTED_FUNCTION: "The declared activity is press, law, research, education or membership.",
        QuarantineReason.NAME_UNREADABLE: "A name is empty, too long, without letters, or spelled letter by letter.",
        QuarantineReason.CONTACT_IN_NAME: "An address of mail or web, or a long number, stands in a name.",
        QuarantineReason.MIXED_SCRIPT: "A word mixes letters of two scripts that look alike.",
        QuarantineReason.IDENTIFIER_INVALID: "An identifier breaks the rules of its own scheme, or is no number.",
        QuarantineReason.KINDS_CONTRADICT: "Identifiers or declaration say different kinds of organization.",
        QuarantineReason.TIER_MISSING: "A public body comes without its tier.",
        QuarantineReason.LEGAL_FORM_UNKNOWN: "The declared legal form is not in the lexicon.",
        QuarantineReason.MAYBE_SINGLE_MEMBER: "One natural person alone may stand behind this legal form.",
        QuarantineReason.PROTECTED_FUNCTION_WORD: "A word of a protected function stands in a name.",
        QuarantineReason.PERSON_DESIGNATION: "A title, role, trading-as note or the like speaks of a person.",
        QuarantineReason.NAMED_AFTER_PERSON: "A name reads as a person's or a family's name.",
        QuarantineReason.PERSON_IN_TEXT: "A field beside the name reads as a person's name.",
        QuarantineReason.NO_ORGANIZATION_EVIDENCE: "Nothing proves that this is an organization.",
    }
)
