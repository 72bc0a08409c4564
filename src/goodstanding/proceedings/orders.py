"""What becomes of a court's order that was filed: what the court answered, and the signature under a forgery."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderVerified:
    """Whether the court confirms that it made the order; `answer` is what it wrote. A forgery is signed twice."""

    genuine: bool
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgeryApproved:
    """The second signature under the finding with this entry: only now does the forged order stop nothing."""

    finding: int
