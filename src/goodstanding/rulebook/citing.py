"""Citations: the article that a rule rests on, and the day somebody last read it there."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The article that a rule rests on, and the day somebody last read it there."""

    title: str
    article: str
    href: str
    checked_on: date

    def __str__(self) -> str:
        return f"{self.title}, {print_article(self.article)}"


def print_article(article: str) -> str:
    """`4(1)` as `art. 4(1)`; `section III` says itself what it is."""
    return f"art. {article}" if article[:1].isdigit() else article
