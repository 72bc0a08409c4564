"""Does a name speak of a person? Patterns over words; a wrong yes costs a human look, a wrong no a person.

Findings are reasons, never names. What no list of names knows cannot be seen here: the gate asks for proof besides.
"""

import re
from itertools import pairwise

from goodstanding.intake.lexicon import FormClass, Lexicon
from goodstanding.intake.names import NameReading, Token, is_known
from goodstanding.intake.reasons import QuarantineReason

_SURNAME_ENDING = re.compile(
    r".{2,}(?:[oe]va?|enko|shvili|dze|[yi]an|sson|dottir|[oe]vi[ck]|escu|oglu|zade|wicz|poulos|sk[iy]|skaya|zoda"
    r"|[ое]ва?|енко|ськ[аи]й?|ск[аи][йя]?|швили|дзе|ян|чук|заде|зода|ի?յան|შვილი|ძე|όπουλος|ίδης)"
)
#: Endings that no brand takes: enough where the name stands alone.
_LONE_SURNAME = re.compile(r".{3,}(?:[oe]v|enko|shvili|[ai]dze|yan|skiy?|sky|[oe]vi[ck]|escu|oglu|zoda|wicz|poulos)")
_PATRONYMIC = re.compile(
    r".{3,}(?:[oe]vich|[oe]vna|ovych|ivna|[ое]вич|[ое]вна|[ії]вна|ович|oglu|qizi|kizi|o'g'li|ugli|оглы|кызы|угли)"
)
_CJK = re.compile("[\u3400-\u9fff\uac00-\ud7af]+")
_KINSHIP_PARTICLES = frozenset({"bin", "binti", "bint", "ibn", "bte", "sonof", "abu", "umm", "بن", "ابن", "بنت", "ابو"})


def reads_as_person(reading: NameReading, lexicon: Lexicon) -> set[QuarantineReason]:
    """The reasons for which this name may be a person's; empty where no pattern fits."""
    reasons: set[QuarantineReason] = set()
    if is_addressed(reading, lexicon) or _has_role(reading, lexicon):
        reasons.add(QuarantineReason.PERSON_DESIGNATION)
    if lexicon.kinship.touches(reading.words, reading.phrases) or has_personal_name(reading, lexicon):
        reasons.add(QuarantineReason.NAMED_AFTER_PERSON)
    return reasons


def has_personal_name(reading: NameReading, lexicon: Lexicon) -> bool:
    """Given name beside surname, nothing but names, initials and surname, patronymic, or a CJK personal name."""
    chain = _chain(reading.rest, lexicon)
    return (
        any(_is_full_name(one, two, lexicon) for one, two in pairwise(chain))
        or any(_is_name_beside_unknown(one, two, lexicon) for one, two in pairwise(_outside_phrases(chain, lexicon)))
        or _starts_like_a_name(chain, lexicon)
        or _is_nothing_but_names(reading.rest, lexicon)
        or _has_part_of_names(reading.rest, lexicon)
        or _has_initials_and_surname(reading.rest, lexicon)
        or any(_PATRONYMIC.fullmatch(token.text) for token in reading.rest)
        or _has_kinship_particle(reading.tokens)
        or _has_cjk_name(reading, lexicon)
    )


def is_addressed(reading: NameReading, lexicon: Lexicon) -> bool:
    """`Mr X`, `Ing. X`: a title before a word that is not the name of a trade or place."""
    if any(mark in reading.text for mark in lexicon.inside["cjk-title"]) and not reading.text.isascii():
        return True
    before = -1
    for token, following in pairwise(reading.tokens):
        starts, before = token.segment != before, token.segment
        if token.segment != following.segment or is_known(following, lexicon):
            continue
        named = following.text in lexicon.given_names or following.text in lexicon.surnames
        if lexicon.titles.has(token.text):
            return True
        if starts and lexicon.titles_at_start.has(token.text) and (named or token.dotted or not token.shouted):
            return True
    return False


def _has_role(reading: NameReading, lexicon: Lexicon) -> bool:
    if lexicon.roles.touches(reading.words, reading.phrases):
        return True
    trades_as = lexicon.trading_as.touches(reading.words, reading.phrases)
    return trades_as and FormClass.ORGANIZATION not in reading.forms


def _chain(tokens: tuple[Token, ...], lexicon: Lexicon) -> list[Token]:
    """The words in order without particles and initials; a name after a saint or a mount is a place, so it is cut."""
    chain: list[Token] = []
    after_saint = False
    for token in tokens:
        if token.text in lexicon.saints:
            after_saint = True
        elif token.text in lexicon.particles:
            continue
        elif after_saint:
            after_saint = False
            chain.append(Token("", token.segment, False, False))
        elif len(token.text) > 1 and not token.dotted:
            chain.append(token)
    return chain


def _is_full_name(one: Token, two: Token, lexicon: Lexicon) -> bool:
    """Neighbours of which one is a given name and one a surname (or both are given names), one of them telling.

    Behind a telling given name an unknown word counts as a surname: no list of those is complete.
    """
    given_first, given_last = one.text in lexicon.given_names, two.text in lexicon.given_names
    if not (given_first or given_last):
        return False
    if _is_telling(one.text, lexicon) or _is_telling(two.text, lexicon):
        if (given_first and _is_name(two.text, lexicon)) or (given_last and _is_surname(one.text, lexicon)):
            return True
        return one.text in lexicon.telling_given and two.text != "" and not is_known(two, lexicon)
    return given_first and _has_surname_ending(two.text, lexicon)


def _outside_phrases(chain: list[Token], lexicon: Lexicon) -> list[Token]:
    """The words with those of a known phrase of trade blanked: `xây dựng`, in which `dựng` is nobody's name."""
    blanked = list(chain)
    for index, (one, two) in enumerate(pairwise(chain)):
        if f"{one.text} {two.text}" in lexicon.organization.phrases:
            blanked[index] = blanked[index + 1] = Token("", one.segment, False, False)
    return blanked


def _is_name_beside_unknown(one: Token, two: Token, lexicon: Lexicon) -> bool:
    """A given name or a telling surname next to a word that no list knows: that may be the other half of a name."""
    return any(
        (name.text in lexicon.given_names or name.text in lexicon.telling_surnames)
        and not (is_known(name, lexicon) or is_known(other, lexicon))
        and len(other.text) > 2
        and other.text.isalpha()
        for name, other in ((one, two), (two, one))
    )


def _is_telling(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.telling_given or word in lexicon.telling_surnames


def _has_surname_ending(word: str, lexicon: Lexicon) -> bool:
    return _SURNAME_ENDING.fullmatch(word) is not None and not lexicon.organization.has(word)


def _is_surname(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.surnames or _has_surname_ending(word, lexicon)


def _is_name(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.given_names or _is_surname(word, lexicon)


def _is_nothing_but_names(tokens: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """All that is left beside legal form and words of trade is names: `Lopez S.A.`, `Constructora Arce Gil SA`."""
    chain = _chain(tokens, lexicon)
    left = [token.text for index, token in enumerate(chain) if _counts(chain, index, lexicon)]
    bare = all(_adds_nothing(token.text, lexicon) or token.text in left for token in tokens)
    if bare and len(left) == 2 and (_is_telling(left[1], lexicon) or _has_surname_ending(left[1], lexicon)):
        return True
    if not left or not all(_is_name(word, lexicon) for word in left):
        return False
    if any(_is_telling(word, lexicon) or _LONE_SURNAME.fullmatch(word) for word in left):
        return len(left) >= 2 or bare
    return len(left) >= 2 and (bare or left[0] in lexicon.given_names)


def _adds_nothing(word: str, lexicon: Lexicon) -> bool:
    """`and`, `& Co.`, `associates` or a place's name beside a person's name leave it a person's name."""
    return word in lexicon.connectors or word in lexicon.partners or word in lexicon.places.words


def _has_part_of_names(tokens: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """One comma- or bracket-separated part is a name by itself: `Acme Ltd, Ana Gil`."""
    parts: dict[int, list[Token]] = {}
    for token in tokens:
        parts.setdefault(token.segment, []).append(token)
    several = len(parts) > 1
    return several and any(len(part) > 1 and _is_nothing_but_names(tuple(part), lexicon) for part in parts.values())


def _starts_like_a_name(chain: list[Token], lexicon: Lexicon) -> bool:
    """An unknown word and a telling name lead: `Xyzu Herrera Construcciones`."""
    if len(chain) < 2 or is_known(chain[0], lexicon) or is_known(chain[1], lexicon):
        return False
    return chain[0].text != "" and _is_telling(chain[1].text, lexicon)


def _counts(chain: list[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a word is left to be read as a name. A place's name beside a telling name may be a second surname."""
    if not is_known(chain[index], lexicon):
        return True
    beside = [token.text for token in chain[max(0, index - 1) : index + 2] if token is not chain[index]]
    return chain[index].text in lexicon.surnames and any(_is_telling(word, lexicon) for word in beside)


def _has_initials_and_surname(tokens: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """`J.C. Segura`, `Иванов И.И.`, `T. Xyz`: initials beside a name, or before or behind the only other word."""
    words = [token for token in tokens if token.text not in lexicon.particles or token.dotted]
    only = len([token for token in words if token.text not in lexicon.connectors or token.dotted]) == 2
    beside = [(one, two) for one, two in pairwise(words) if one.segment == two.segment]
    before = any(_is_initialled(one, two, only or len(one.text) == 1, lexicon) for one, two in beside)
    behind = any(two.dotted and _is_initialled(two, one, only, lexicon) for one, two in beside)
    return before or behind


def _is_initialled(initial: Token, word: Token, alone: bool, lexicon: Lexicon) -> bool:
    """Initials and a name; or, where `alone`, initials with points and any word that is no word of trade."""
    if not _is_initial(initial, lexicon) or is_known(word, lexicon):
        return False
    is_word = len(word.text) > 2 or not word.text.isascii()
    return _is_name(word.text, lexicon) or (alone and initial.dotted and is_word)


def _is_initial(token: Token, lexicon: Lexicon) -> bool:
    """`J.`, `J.C.`, `J`; a bare `y` or `e` is a connector."""
    if not token.text.isalpha() or len(token.text) > 3:
        return False
    if token.text in lexicon.places.words:  # U.S., U.K.
        return False
    return token.dotted or (len(token.text) == 1 and token.text not in lexicon.connectors)


def _has_kinship_particle(tokens: tuple[Token, ...]) -> bool:
    """`X bin Y`, `X s/o Y`."""
    return any(token.text in _KINSHIP_PARTICLES for token in tokens[1:-1])


def _has_cjk_name(reading: NameReading, lexicon: Lexicon) -> bool:
    """Two to four letters in Han or Hangul that begin with a common surname, once the words of trade are gone."""
    if reading.text.isascii():
        return False
    words = _CJK.findall(reading.text)
    core = "".join(words)
    for word in sorted(lexicon.inside["cjk-word"], key=len, reverse=True):
        core = core.replace(word, "")
    surnames = lexicon.inside["cjk-surname"]
    return 2 <= len(core) <= 4 and (core.startswith(surnames) or any(word in surnames for word in words))
