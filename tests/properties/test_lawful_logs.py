"""S27 the other way round: whatever the services let through, an audit with the law never condemns it.

Random acts by anybody, days that pass, and records that are corrected, suspended, disputed, claimed for and erased
meanwhile; published again and again into the same files.
"""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sample_law import put
from sample_lawful_log import CORRECTIONS, OFFICERS, STATUSES, Log, prepare
from sample_office import OFFICE, demo_country, enroll_office

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.entries import print_step
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.matters import MatterAct
from goodstanding.services.ports import Ports

_MADE: list[Ports] = []


def country() -> Ports:
    """The invented country with its office, made once."""
    if not _MADE:
        with TemporaryDirectory() as folder:
            ports = demo_country(Path(folder))
        enroll_office(ports)
        _MADE.append(prepare(ports))
    return _MADE[0]


class Lawful(RuleBasedStateMachine):
    """One register: what is refused leaves it as it was, what is done is published and lawful."""

    @initialize(affiliate=st.booleans(), ahead=st.sampled_from((0, 4, 16)))
    def open(self, affiliate: bool, ahead: int) -> None:
        """Just opened, noticed, or on the list."""
        self.log = Log.begun(country(), affiliate=affiliate)
        for _ in range(ahead):
            self.log.go_on()

    @rule(move=st.integers(0, 10_000), officer=st.one_of(st.none(), st.sampled_from(sorted(OFFICERS))))
    def anybody_tries_anything(self, move: int, officer: str | None) -> None:
        self.log.try_any(move, officer)

    @rule(times=st.integers(4, 12))
    def the_usual_goes_on(self, times: int) -> None:
        for _ in range(times):
            self.log.go_on()

    @rule(days=st.integers(1, 45))
    def days_pass(self, days: int) -> None:
        self.log.on(self.log.day + timedelta(days=days))

    @rule(number=st.integers(0, len(CORRECTIONS) - 1))
    def its_record_is_corrected(self, number: int) -> None:
        self.log.correct(number)

    @rule(status=st.sampled_from(sorted(STATUSES)))
    def its_record_takes_another_stage(self, status) -> None:
        self.log.add_stage(status)

    @rule(times=st.integers(1, 5))
    def a_correction_is_asked_for(self, times: int) -> None:
        for _ in range(times):
            self.log.request()

    @rule(act=st.sampled_from((MatterAct.CLAIMED, MatterAct.DISMISSED, MatterAct.UPHELD)))
    def a_protected_function_is_claimed(self, act: MatterAct) -> None:
        self.log.claim(act)

    @rule(
        kind=st.sampled_from(
            (Kind.RECORD_ENTERED, Kind.STAGE_ADDED, Kind.RECORD_CORRECTED, Kind.ORGANIZATION_OPENED, Kind.IDENTITY_SET)
        )
    )
    def something_is_erased(self, kind: Kind) -> None:
        self.log.redact(kind)

    @rule()
    def it_is_published(self) -> None:
        assert list(self.log.breaches()) == []

    def teardown(self) -> None:
        if hasattr(self, "log"):
            assert list(self.log.breaches()) == []


Lawful.TestCase.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
TestLawful = Lawful.TestCase


def test_what_is_forged_is_found_in_the_published_files() -> None:
    """The machine above sees what it looks at: a listed file is served, and one forged act in it is told."""
    log = Log.begun(country(), affiliate=True)
    while not (shown := log.listed()):
        log.go_on()
    assert len(shown) == 2
    assert list(log.breaches()) == []
    step = Step(seq=-1, act=acts.Recused(), actor="clerk-1", role=Role.CASE_OFFICER, authority=OFFICE, on=log.day)
    subject = log.ports.keyring.digest("proceeding", f"p-{log.number}")
    new = NewEntry(kind=Kind.PROCEEDING_ACT, groups=print_step(step), subject=subject,
                   links=((Relation.PROCEEDING, log.number),))  # fmt: skip
    put(log.ports, new, log.day, "clerk-1")
    assert len(log.listed()) == 2
    (found,) = log.publish()
    assert "no mandate in force" in found
    assert "law-proceeding" in found
