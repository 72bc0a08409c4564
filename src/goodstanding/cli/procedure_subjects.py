"""What findings against procedural rules are about: a long list of them is read by its subjects."""

from collections import Counter
from collections.abc import Iterable, Mapping

from goodstanding.values.findings import Finding

#: The codes of each subject, in the order of a proceeding.
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "articles": ("procedure-article-missing", "procedure-law-unknown"),
    "calendar": ("procedure-calendar",),
    "grounds": ("procedure-not-a-ground",),
    "steps": ("floor-role", "floor-step"),
    "proof": ("floor-burden", "floor-standard", "floor-silence"),
    "notice and reply": ("floor-window", "floor-deemed", "floor-non-receipt", "floor-reply", "floor-hearing"),
    "decision": ("floor-factors", "floor-four-eyes", "floor-missed-date", "floor-same-facts"),
    "provisional measure": ("floor-provisional", "floor-provisional-cap"),
    "appeal": (
        "floor-appeal-time",
        "floor-appeal-body",
        "floor-appeal-scope",
        "floor-appeal-stay",
        "floor-late-appeal",
        "floor-court",
        "floor-interim",
        "floor-standstill",
        "floor-shows",
    ),
    "term": ("floor-longest", "floor-limitation", "floor-counts-in", "floor-offset"),
    "consequences": ("floor-consequence", "floor-recognition"),
    "way out": ("floor-rehabilitation", "floor-fee", "floor-way-out-time", "floor-review", "floor-conditions"),
    "records": ("floor-preview", "floor-correction", "floor-display"),
    "keys without effect": ("procedure-without-effect",),
}
#: What is of another code is about the form of the file.
FORM = "form of the file"
_SUBJECT_OF = {code: subject for subject, codes in SUBJECTS.items() for code in codes}


def by_subject(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each subject that has any, most first."""
    return dict(Counter(_SUBJECT_OF.get(one.code, FORM) for one in findings).most_common())
