"""Every code that an error can carry: what it means. Closed, held by a test, and never reused for another meaning."""

from collections.abc import Mapping
from types import MappingProxyType

#: Code of an error -> what it means. An error stops the command; nothing has landed.
ERROR_CODES: Mapping[str, str] = MappingProxyType(
    {
        "error": "The family that every error belongs to. Never raised itself.",
        "misuse": "An argument or a call cannot be carried out as it was given. Exit code 2.",
        "not-found": "What was named is not there. Exit code 2.",
        "conflict": "The key was used before with another content, or the state has moved on. Exit code 1.",
        "import-aborted": "A file was refused as a whole. Exit code 1.",
        "schema": "The data directory does not fit this version of the software. Exit code 2.",
        "verification": "Bytes that claim to be a part of the ledger are not what they claim. Exit code 1.",
        "act-refused": "Procedural law does not let this act happen; the article says why. Exit code 1.",
        "authorization": "The actor may not do this, or the signature is not the actor's. Exit code 2.",
        "not-screened": "Nothing was screened, or not to the end: bidders, list, register or earlier answers could not "
        "be read. Exit code 2.",
        "yaml": "A YAML file was refused; its findings say where and why. Exit code 2.",
    }
)
