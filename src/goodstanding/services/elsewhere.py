"""What others hold of the log, looked at before anything is signed.

What the signer remembers lies in the data directory, and comes back with it out of a backup. So nothing is signed
unless somebody else was heard, a published place or witnesses, or the operator says that nothing was restored.
"""

from collections.abc import Callable
from dataclasses import dataclass

from goodstanding.values.errors import ConflictError, MisuseError

#: From the text of a checkpoint to the note that the log's due keys sign.
SignNote = Callable[[str], bytes]
#: (origin, size, sign) before a head of this size is signed: the largest size at which a witness knows the log, None
#: where too few answer; ConflictError where one knows it beyond this size.
Ask = Callable[[str, int, SignNote], int | None]

BEHIND = "find out whether the database was restored from an old backup; restore a newer one, never go on from this one"
NOT_RESTORED = "--not-restored, where you know that the data directory does not come out of a backup"
_NAME_IT = f"--published DIR, URL or FILE; --policy or --witness; or {NOT_RESTORED}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Published checkpoints, and witnesses to ask.

    `silent`: a place that was named, or is remembered, holds no checkpoint or cannot be read. `not_restored` is the
    operator's word, which passes over silence: whoever knows the log beyond the database still binds.
    """

    notes: tuple[bytes, ...] = ()
    silent: bool = False
    ask: Ask | None = None
    not_restored: bool = False

    def require_named(self) -> None:
        """Somebody holds the log, or can be asked. Nobody is asked here."""
        if self.not_restored:
            return
        if self.silent:
            raise ConflictError(
                "Where this log is published there is no checkpoint, or it cannot be read: nothing is signed.",
                to_do=f"name the place where it is published now by --published; or give {NOT_RESTORED}",
            )
        if not self.notes and self.ask is None:
            raise MisuseError("Nobody can be asked how far this log was signed: nothing is signed.", accepted=_NAME_IT)

    def require_heard(self, origin: str, size: int, held: int, sign: SignNote) -> None:
        """The witnesses know no head that is not `held`, signed here or published, and enough of them said so.

        The database may have grown beyond such a head meanwhile, by other entries: its size alone says nothing.
        """
        known = self.ask(origin, size, sign) if self.ask else held
        if self.not_restored:
            return
        if known is None:
            raise ConflictError(
                "Too few witnesses say how far they know this log: nothing is signed.",
                to_do=f"run it again when they answer; have them trust the log's newest key; or give {NOT_RESTORED}",
            )
        if known > held:
            raise ConflictError(
                f"A witness knows the log at size {known}, and the signer remembers no such head: nothing is signed.",
                to_do=f"{BEHIND}; or name a published checkpoint that is as new; or give {NOT_RESTORED}",
            )
