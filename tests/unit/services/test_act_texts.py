"""No personal number enters by any text of an act, however deep it lies, and none is repeated."""

from datetime import date

import pytest

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Outcome, Verdict
from goodstanding.proceedings.conditions import Condition
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.procedure import Factor
from goodstanding.services.act_texts import require_no_personal_number
from goodstanding.values.errors import MisuseError

NUMBER = "529.982.247-25"
TEXT = f"Its director, CPF {NUMBER}, leaves."


def verdict(reason: str, condition: str) -> Verdict:
    return Verdict(
        outcome=Outcome.MONITORING,
        until=date(2027, 1, 1),
        consequences=(ConsequenceCode.TENDER_EXCLUSION,),
        conditions=(Condition(text=condition, due_on=date(2026, 12, 1)),),
        reasons=tuple((factor, reason) for factor in Factor),
    )


@pytest.mark.parametrize(
    "act",
    [
        acts.Proposed(verdict=verdict(TEXT, "Pay.")),
        acts.Proposed(verdict=verdict("It was repaid.", TEXT)),
        acts.PublicationStopped(because=TEXT),
        acts.ProvisionalOrdered(public_money="XV-TENDER-1", threat=TEXT),
    ],
)
def test_a_personal_number_in_a_text_of_an_act_is_refused(act: object) -> None:
    with pytest.raises(MisuseError) as refused:
        require_no_personal_number(act)
    assert NUMBER not in str(refused.value)


def test_other_texts_and_digests_pass() -> None:
    require_no_personal_number(acts.Proposed(verdict=verdict("Contract 12345678 was lost.", "Pay 529982 XVD.")))
    require_no_personal_number(acts.Replied(document="5" * 64, hearing=True, publish=False))
