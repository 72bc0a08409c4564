"""Whatever officers do in whatever order, on whatever days: no edition is ever law without everything that it takes."""

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sample_adoption import OFFICERS, TODAY, codes, open_desk, rules

from goodstanding.ledger.entries import Kind
from goodstanding.register.organizations import OrganizationKind
from goodstanding.services.adopting import Done
from goodstanding.services.rebuilding import check_register
from goodstanding.values.errors import GoodstandingError

officers = st.sampled_from(OFFICERS)
editions = st.integers(1, 3)


class Adoption(RuleBasedStateMachine):
    """Acts by anybody at any time; `log` is what was really done, kept apart from the code under test."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.desk = open_desk(Path(self.folder.name))
        self.day = TODAY
        self.log: dict[int, dict[str, object]] = {}

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    @rule(days=st.sampled_from([0, 1, 10, 30, 31, 90]))
    def wait(self, days: int) -> None:
        self.day += timedelta(days=days)
        self.desk.at(self.day)

    @rule(
        edition=editions, officer=officers, ahead=st.sampled_from([10, 30, 31, 40]), points=st.sampled_from([-10, -5])
    )
    def propose(self, edition: int, officer: str, ahead: int, points: int) -> None:
        start = self.day + timedelta(days=ahead)
        if self._done(lambda: self.desk.propose(rules(edition=edition, points=points, in_force_from=start), officer)):
            self.log[edition] = {"author": officer, "on": self.day, "start": start, "approved": set(), "ever": set()}

    @rule(edition=editions, officer=officers)
    def assess(self, edition: int, officer: str) -> None:
        if self._done(lambda: self.desk.assess(f"xv-tiny:{edition}", officer)):
            self.log[edition] |= {"assessed": True, "approved": set()}

    @rule(edition=editions, officer=officers)
    def approve(self, edition: int, officer: str) -> None:
        if self._done(lambda: self.desk.approve(officer, f"xv-tiny:{edition}")):
            approved = self.log[edition]["approved"]
            assert isinstance(approved, set)
            approved.add(officer)
            self.log[edition]["ever"] |= {officer}  # type: ignore[operator]  # a set of officers

    @rule(edition=editions, officer=officers)
    def adopt(self, edition: int, officer: str) -> None:
        if self._done(lambda: self.desk.adopt(f"xv-tiny:{edition}", officer)):
            self.log[edition]["adopted"] = self.day

    @rule(edition=editions, officer=officers)
    def withdraw(self, edition: int, officer: str) -> None:
        if self._done(lambda: self.desk.withdraw(officer, f"xv-tiny:{edition}")):
            done = self.log[edition]
            assert "adopted" not in done
            assert officer in {done["author"], *done["ever"]}  # type: ignore[misc]  # a set of officers
            done["withdrawn"] = self.day

    @rule(edition=editions, lacks=st.sampled_from(("", "", "assessment", "first", "second", "days")))
    def go_the_way(self, edition: int, lacks: str) -> None:
        """The whole of it, or all but one step: random acts alone would seldom get far enough to lack one thing.

        Each number is milder than the one before.
        """
        self.propose(edition, "author", 10 if lacks == "days" else 40, 2 * edition - 12)
        if lacks != "assessment":
            self.assess(edition, "keeper")
        for officer in ("first", "second"):
            if officer != lacks:
                self.approve(edition, officer)
        self.adopt(edition, "keeper")

    @invariant()
    def nothing_is_law_without_everything(self) -> None:
        if not hasattr(self, "desk"):
            return
        adopted = {f"xv-tiny:{edition}" for edition, done in self.log.items() if "adopted" in done}
        assert set(self.desk.lawful()) == adopted
        for edition, done in self.log.items():
            if "adopted" not in done:
                continue
            start, on, adopted, approved = (done[key] for key in ("start", "on", "adopted", "approved"))
            assert isinstance(start, date)
            assert isinstance(on, date)
            assert isinstance(adopted, date)
            assert isinstance(approved, set)
            noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
            assert datetime(start.year, start.month, start.day, tzinfo=UTC) - noon >= timedelta(days=30), edition
            assert adopted < start
            assert done.get("assessed")
            assert "withdrawn" not in done
            assert len(approved - {done["author"]}) >= 2

    @invariant()
    def only_law_is_official_and_each_day_has_one(self) -> None:
        if not hasattr(self, "desk"):
            return
        reigns = self.desk.law_now().reigns_of(OrganizationKind.COMPANY)
        assert sum(one.official for one in reigns) == len(self.desk.lawful())
        for day in (TODAY, self.day, self.day + timedelta(days=100)):
            assert sum(one.holds(day) for one in reigns) == 1

    def _done(self, act: object) -> bool:
        """Whether the act was carried out; what is refused leaves the log as it was."""
        size = self.desk.ports.store.head().size
        try:
            answer = act()  # type: ignore[operator]  # one of the desk's own
        except GoodstandingError:
            answer = None
        done = isinstance(answer, Done)
        assert done is (self.desk.ports.store.head().size > size)
        assert done or answer is None or codes(answer)
        return done


Adoption.TestCase.settings = settings(max_examples=20, stateful_step_count=20)
TestAdoption = Adoption.TestCase


def test_an_adoption_written_past_the_software_is_void(tmp_path: Path) -> None:
    """A shadow rulebook: its digest stands in the log for a day, and an officer's key signs the adoption anyway."""
    from goodstanding.ledger.entries import Relation
    from goodstanding.ledger.writing import NewEntry
    from goodstanding.services.appending import append_batch

    desk = open_desk(tmp_path)
    proposed = desk.propose(rules(in_force_from=TODAY + timedelta(days=2)))
    assert isinstance(proposed, Done)
    desk.assess()
    for officer in ("first", "second"):
        desk.approve(officer)
    keeper = desk.acting("keeper")
    forged = NewEntry(
        kind=Kind.RULEBOOK_ADOPTED,
        groups={"adoption": {"digest": proposed.proposal.digest}},
        actor="keeper",
        sign=keeper.sign,
        links=((Relation.PROPOSAL, proposed.proposal.act.entry),),
    )
    with desk.ports.store.writing() as writer:
        append_batch(desk.ports, writer, [forged], actor="keeper", sign=keeper.sign)
    assert check_register(desk.ports, lambda _: None).findings == (), "every byte and signature is good"
    assert desk.lawful() == []
    assert not any(one.official for one in desk.law_now().reigns_of(OrganizationKind.COMPANY))
