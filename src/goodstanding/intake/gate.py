"""The organization gate: what a draft must be before it may be opened. Pure; deny by default (S1-S5, S40).

It asks for proof that a row is about an organization, and then for signs that it is not. A person whose name no
list knows, declared a firm under a company's legal form and number, cannot be told from a company: proof is then
the source's own.
"""

import re
from typing import NamedTuple

from goodstanding.intake.drafts import Declared, Draft, Kept, Quarantined, Refused, Verdict
from goodstanding.intake.identifiers import IdentifierVerdict, Outcome, check_identifier
from goodstanding.intake.lexicon import FormClass, Lexicon
from goodstanding.intake.names import NameReading, clean_name, fold, is_known, read_name
from goodstanding.intake.personal_numbers import find_personal_number
from goodstanding.intake.persons import has_personal_name, is_addressed, reads_as_person
from goodstanding.intake.reasons import QuarantineReason, RefusalReason
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.values.identifiers import Identifier

#: ISIC rev. 4 beginnings of publishing, broadcasting, news, law, research, education, membership.
PROTECTED_ACTIVITIES = ("58", "59", "60", "6391", "691", "72", "85", "94")

_CONTACT = re.compile(r"@|https?:|\bwww\.|(?:\d[\s.\-()]{0,2}){7,}")
_LETTER_BY_LETTER = re.compile(r"(?:\b[^\W\d_]\s){6}")
_WORD = re.compile(r"[^\W\d_]+")
_LOOK_ALIKES = re.compile("[a-z\u00df-\u024f][\u0370-\u052f]|[\u0370-\u052f][a-z\u00df-\u024f]", re.IGNORECASE)

#: Questions that leave no organization for an officer to admit.
_UNOPENABLE = frozenset(
    {QuarantineReason.NAME_UNREADABLE, QuarantineReason.KINDS_CONTRADICT, QuarantineReason.TIER_MISSING}
)

_REFUSED_OUTCOMES = {
    Outcome.PERSON: RefusalReason.PERSON_IDENTIFIER,
    Outcome.SOLE_TRADER: RefusalReason.SOLE_TRADER_IDENTIFIER,
    Outcome.CIVIC_BODY: RefusalReason.CIVIC_IDENTIFIER,
}
_REFUSED_FORMS = {
    FormClass.SOLE_TRADER: RefusalReason.SOLE_TRADER_FORM,
    FormClass.SINGLE: RefusalReason.SINGLE_MEMBER_FORM,
    FormClass.CIVIC: RefusalReason.CIVIC_FORM,
}
_DECLARED_KINDS = {
    Declared.FIRM: frozenset({OrganizationKind.COMPANY, OrganizationKind.STATE_OWNED_ENTERPRISE}),
    Declared.STATE_OWNED: frozenset({OrganizationKind.STATE_OWNED_ENTERPRISE}),
    Declared.PUBLIC_BODY: frozenset({OrganizationKind.PUBLIC_BODY}),
    Declared.UNKNOWN: frozenset(OrganizationKind),
}


class _Facts(NamedTuple):
    """All that was read of a draft, before anything is decided."""

    draft: Draft
    numbers: tuple[IdentifierVerdict, ...]
    kinds: frozenset[OrganizationKind]
    form: FormClass | None
    names: tuple[NameReading, ...]
    unreadable: bool


def check_draft(draft: Draft, lexicon: Lexicon, local: Identifier) -> Verdict:
    """Keep, quarantine or refuse a draft. `local` names the organization where no identifier does.

    The answer carries reason codes only; of a draft that is not kept nothing else may be stored.
    """
    if draft.concerns:
        return Quarantined(reasons=draft.concerns)
    facts = _read(draft, lexicon)
    refusal = _find_refusal(facts)
    if refusal is not None:
        return Refused(reason=refusal)
    reasons = _find_questions(facts, lexicon)
    if reasons:
        unopenable = _UNOPENABLE.intersection(reasons)
        return Quarantined(reasons=tuple(sorted(reasons)), organization=None if unopenable else _open(facts, local))
    return Kept(organization=_open(facts, local))


def _read(draft: Draft, lexicon: Lexicon) -> _Facts:
    numbers = tuple(check_identifier(identifier) for identifier in draft.identifiers)
    kinds = _DECLARED_KINDS[draft.declared]
    for number in numbers:
        kinds &= number.kinds
    cleaned = tuple(clean_name(name) for name in (draft.name, *draft.aliases))
    return _Facts(
        draft=draft,
        numbers=numbers,
        kinds=kinds,
        form=_declared_form(draft, lexicon),
        names=tuple(read_name(name, draft.country, lexicon) for name in cleaned if name),
        unreadable=not all(cleaned),
    )


def _declared_form(draft: Draft, lexicon: Lexicon) -> FormClass | None:
    if not draft.legal_form.strip():
        return None
    exact = lexicon.form("".join(re.findall(r"\w+", fold(draft.legal_form))), draft.country)
    if exact is not None:
        return exact.form_class
    forms = read_name(clean_name(draft.legal_form), draft.country, lexicon).forms
    return max(forms, key=list(FormClass).index, default=None)


def _find_refusal(facts: _Facts) -> RefusalReason | None:
    for number in facts.numbers:
        if number.outcome in _REFUSED_OUTCOMES:
            return _REFUSED_OUTCOMES[number.outcome]
    if any(find_personal_number(text) for text in _free_texts(facts.draft)):
        return RefusalReason.PERSONAL_NUMBER_IN_TEXT
    forms = {facts.form} if facts.form is not None else set()
    for reading in facts.names:
        forms |= reading.forms
    for form, reason in _REFUSED_FORMS.items():
        if form in forms:
            return reason
    activity = re.sub(r"\D", "", facts.draft.activity)
    return RefusalReason.PROTECTED_FUNCTION if activity.startswith(PROTECTED_ACTIVITIES) else None


def _free_texts(draft: Draft) -> tuple[str, ...]:
    decision = draft.decision
    return (draft.name, *draft.aliases, draft.legal_form, decision.words, *_texts_beside(draft))


def _texts_beside(draft: Draft) -> tuple[str, ...]:
    """What is kept of a row besides names and closed words."""
    acts = tuple(stage.act for stage in draft.stages)
    return (draft.sector, draft.region, draft.case.number, draft.decision.public_money, *acts)


def _find_questions(facts: _Facts, lexicon: Lexicon) -> set[QuarantineReason]:
    draft, reasons = facts.draft, _questions_of_declaration(facts)
    public = draft.declared is Declared.PUBLIC_BODY
    for reading in facts.names:
        reasons |= _questions_of_text(reading)
        reasons |= _questions_of_function(reading, lexicon, public)
        reasons |= _office_reads_as_person(reading, lexicon) if public else reads_as_person(reading, lexicon)
    if any(_names_someone(text, draft.country, lexicon) for text in _texts_beside(draft)):
        reasons.add(QuarantineReason.PERSON_IN_TEXT)
    proven = any(number.proves for number in facts.numbers)
    if draft.decision.public_money.strip() and proven:
        reasons.discard(QuarantineReason.NAMED_AFTER_PERSON)
    if not (public or proven or facts.form is FormClass.ORGANIZATION or _name_proves(facts, lexicon)):
        reasons.add(QuarantineReason.NO_ORGANIZATION_EVIDENCE)
    return reasons


def _questions_of_declaration(facts: _Facts) -> set[QuarantineReason]:
    draft, reasons = facts.draft, set[QuarantineReason]()
    if facts.unreadable:
        reasons.add(QuarantineReason.NAME_UNREADABLE)
    if any(number.outcome is Outcome.INVALID for number in facts.numbers):
        reasons.add(QuarantineReason.IDENTIFIER_INVALID)
    if not facts.kinds:
        reasons.add(QuarantineReason.KINDS_CONTRADICT)
    elif OrganizationKind.PUBLIC_BODY in facts.kinds and len(facts.kinds) == 1 and draft.tier is None:
        reasons.add(QuarantineReason.TIER_MISSING)
    if draft.legal_form.strip() and facts.form is None and draft.declared is not Declared.PUBLIC_BODY:
        reasons.add(QuarantineReason.LEGAL_FORM_UNKNOWN)
    if facts.form is FormClass.MAYBE_SINGLE or any(FormClass.MAYBE_SINGLE in name.forms for name in facts.names):
        reasons.add(QuarantineReason.MAYBE_SINGLE_MEMBER)
    return reasons


def _questions_of_text(reading: NameReading) -> set[QuarantineReason]:
    reasons = set[QuarantineReason]()
    if _LETTER_BY_LETTER.search(reading.text):
        reasons.add(QuarantineReason.NAME_UNREADABLE)
    if _CONTACT.search(reading.text):
        reasons.add(QuarantineReason.CONTACT_IN_NAME)
    if not reading.text.isascii() and _LOOK_ALIKES.search(reading.text):
        reasons.add(QuarantineReason.MIXED_SCRIPT)
    return reasons


def _questions_of_function(reading: NameReading, lexicon: Lexicon, public: bool) -> set[QuarantineReason]:
    """Schools, faiths and press are protected in public hands too; the other functions only outside the state."""
    vocabularies = (lexicon.protected_always,) if public else (lexicon.protected_always, lexicon.protected)
    sections = ("cjk-protected-always",) if public else ("cjk-protected-always", "cjk-protected")
    touched = any(vocabulary.touches(reading.words, reading.phrases) for vocabulary in vocabularies)
    if not reading.text.isascii():
        touched = touched or any(mark in reading.text for section in sections for mark in lexicon.inside[section])
    return {QuarantineReason.PROTECTED_FUNCTION_WORD} if touched else set()


def _names_someone(text: str, country: str, lexicon: Lexicon) -> bool:
    """Whether a field that is no name reads as a person's; a place may bear one (`San Luis Potosí`)."""
    words = _WORD.findall(text)
    if (len(words) < 2 and text.isascii()) or fold(text) in lexicon.places.phrases:
        return False
    reading = read_name(clean_name(text), country, lexicon)
    return has_personal_name(reading, lexicon) or is_addressed(reading, lexicon)


def _office_reads_as_person(reading: NameReading, lexicon: Lexicon) -> set[QuarantineReason]:
    """A public body may bear a person's name as a place does, beside a word of office; a title or role may not."""
    if lexicon.titles.touches(reading.words, reading.phrases) or lexicon.roles.touches(reading.words, reading.phrases):
        return {QuarantineReason.PERSON_DESIGNATION}
    personal = has_personal_name(reading, lexicon) or is_addressed(reading, lexicon)
    if fold(reading.text) in lexicon.places.phrases or not personal:
        return set()
    first = [token for token in reading.tokens if token.segment == reading.tokens[0].segment]
    in_office = any(lexicon.public.has(token.text) for token in first)
    in_office = in_office or not lexicon.public.phrases.isdisjoint(reading.phrases)
    in_office = in_office or (not reading.text.isascii() and reading.text.endswith(lexicon.inside["cjk-public"]))
    one_word = len(reading.tokens) == 1 and reading.text.isascii()
    return set() if in_office or one_word else {QuarantineReason.NAMED_AFTER_PERSON}


def _name_proves(facts: _Facts, lexicon: Lexicon) -> bool:
    """A legal form of organizations in the name; or, declared a firm, a consortium or nothing but words of trade."""
    if not facts.names or facts.unreadable:
        return False
    name = facts.names[0]
    if FormClass.ORGANIZATION in name.forms:
        return True
    if facts.draft.declared not in {Declared.FIRM, Declared.STATE_OWNED}:
        return False
    if lexicon.several.touches(name.words, name.phrases):
        return True
    trades = sum(lexicon.organization.has(token.text) for token in name.tokens)
    strong = lexicon.strong.touches(name.words, name.phrases)
    return strong and trades >= 2 and all(is_known(token, lexicon) and not token.dotted for token in name.tokens)


def _open(facts: _Facts, local: Identifier) -> Organization:
    draft, kind = facts.draft, _kind(facts.kinds)
    found = (
        identifier
        for identifier, number in zip(draft.identifiers, facts.numbers, strict=True)
        if number.outcome is Outcome.ORGANIZATION
    )
    return Organization(
        reference=next(found, local),
        name=facts.names[0].text,
        kind=kind,
        jurisdiction=draft.country,
        tier=draft.tier if kind is OrganizationKind.PUBLIC_BODY else None,
        size=draft.size,
        sector=draft.sector,
        region=draft.region,
    )


def _kind(kinds: frozenset[OrganizationKind]) -> OrganizationKind:
    """The least that is claimed: a company, unless number or declaration leave something else only."""
    return next(kind for kind in OrganizationKind if kind in kinds)
