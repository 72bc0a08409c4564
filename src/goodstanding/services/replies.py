"""The words of a reply on their way into the log: looked through, and committed to before the act that names them."""

from dataclasses import dataclass, replace

from goodstanding.intake.personal_numbers import find_personal_number
from goodstanding.ledger.commitments import SALT_BYTES, open_groups
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.replies import GROUP, MOST_CHARACTERS, are_words, print_words
from goodstanding.services.ports import Randomness
from goodstanding.values.errors import MisuseError


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words with the salt under which they are committed to."""

    words: str
    salt: bytes

    def named_by(self, act: acts.Act) -> acts.Replied:
        """The reply that names these words; MisuseError for another act."""
        if not isinstance(act, acts.Replied):
            raise MisuseError("Words belong to a reply, and to no other act.", accepted="a reply")
        commitments, _ = open_groups(print_words(self.words), self.salt)
        return replace(act, words=commitments[GROUP])

    def beside(self, reply: NewEntry, file: int, number: int) -> NewEntry:
        """Their entry, behind the reply `number` of a file: by the same officer, under the same subject."""
        links = ((Relation.PROCEEDING, file), (Relation.REPLY, number))
        return replace(reply, kind=Kind.REPLY_WORDS, groups=print_words(self.words), links=links, salts=self.salt)


def say(words: str, randomness: Randomness) -> Said:
    """These words, if they may stand in a log; MisuseError repeats nothing of them (S40)."""
    if not are_words(words):
        raise MisuseError(
            "These words cannot stand beside a listing.",
            accepted=f"1 to {MOST_CHARACTERS} characters that show, in lines, without blanks around them",
        )
    if find_personal_number(words) is not None:
        raise MisuseError("A personal number stands in these words.", to_do="leave every such number out")
    return Said(words=words, salt=randomness.token(SALT_BYTES))
