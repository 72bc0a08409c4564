"""What a grade gives: favourable consequences of the rulebook, and nothing else (S20)."""

from goodstanding.rulebook.model import Favour, Rulebook
from goodstanding.standing.evaluate import Standing


def favours(standing: Standing, rulebook: Rulebook) -> tuple[Favour, ...]:
    """The favourable consequences of this grade, in the order of the rulebook; none where there is no grade.

    Grants nothing: that is an act of the authority that the law names. A sample's standing gives none in law.
    """
    codes = [grade.code for grade in rulebook.grades]
    if standing.grade is None:
        return ()
    earned = codes.index(standing.grade)
    return tuple(one for one in rulebook.consequences if earned <= codes.index(one.grade))
