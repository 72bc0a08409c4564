"""A register in which the authority of the csv template's example is competent."""

from pathlib import Path

from goodstanding.bootstrap.law import load_catalogue
from goodstanding.bootstrap.register import create_register
from goodstanding.register.authorities import Competence, Statute
from goodstanding.services.acting import Acting
from goodstanding.services.appointing import enroll_competences
from goodstanding.services.officers import add_officer, signer_of

COMPETENCE = Competence(
    authority="xv-audit-court",
    authority_name="Audit Court of Valdora",
    category="procurement-fraud",
    statute=Statute(code="xv-procurement-act", title="Procurement Act", article="art. 12"),
    finality="time-limit-passed",
)


def enrolled_register(folder: Path) -> Path:
    """A new register in this folder, its one competence enrolled by its one officer."""
    register = folder / "register"
    ports, _, _ = create_register(register, "register.example.org")
    add_officer(ports, "registrar-1", "an invented passphrase")
    sign = signer_of(ports, "registrar-1", "an invented passphrase")
    enroll_competences(ports, load_catalogue(), [COMPETENCE], Acting(officer="registrar-1", sign=sign))
    return register
