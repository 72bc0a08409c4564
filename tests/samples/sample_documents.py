"""Files at the places of the way at which each document can be made of them."""

from dataclasses import replace
from datetime import date

from sample_proceeding import DIGEST, MODEL, RECORD, Hand

from goodstanding.proceedings import acts
from goodstanding.publication.document_facts import Dossier, GroundFact
from goodstanding.publication.documents import DocumentKind


def dossier(hand: Hand, **changes: object) -> Dossier:
    ground = GroundFact(
        entry=RECORD,
        authority="Regulator of Valdora",
        case="R-7",
        decided="its accounts had to be restated",
        statute="Accounts Act, s. 4",
        decided_on=date(2025, 3, 3),
        final_on=date(2025, 6, 2),
    )
    found = Dossier(
        number=12,
        file=hand.now.case,
        procedure=MODEL,
        respondent="Quoldesk Property Holdings PLC",
        affiliates=(),
        authority="Office of Valdora",
        appeal_bodies=("Tribunal of Valdora",),
        courts=("Court of Valdora",),
        grounds=(ground,),
        today=hand.now.today,
        log_size=900,
    )
    return replace(found, **changes)


def replied() -> Hand:
    hand = Hand().open().notify()
    hand.must(acts.Replied(document=DIGEST, hearing=False, publish=False))
    return hand


def measured() -> Hand:
    hand = Hand().open()
    hand.must(acts.ProvisionalOrdered(public_money="XV-TENDER-1", threat="The advance falls due tomorrow."))
    hand.sign()
    return hand


#: Each document at a place of the way at which it can be made.
PLACES = {
    DocumentKind.NOTICE: lambda: Hand().open().notify(),
    DocumentKind.DECISION: lambda: Hand().to_standstill(),
    DocumentKind.REPAIR: lambda: Hand().to_listed(),
    DocumentKind.RECEIPT: replied,
    DocumentKind.PROVISIONAL: measured,
}
