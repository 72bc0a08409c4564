"""The fixed clock and the seeded randomness are for the demo's origin, and the demo's register is for nothing else."""

from pathlib import Path

import pytest

from goodstanding.adapters.clock import FixedClock
from goodstanding.adapters.randomness import SeededRandomness, SystemRandomness
from goodstanding.bootstrap.register import DEMO_ORIGIN, create_demo, create_register
from goodstanding.services.opening import origin_of
from goodstanding.values.errors import MisuseError


def test_the_demo_runs_on_its_own_origin(tmp_path: Path) -> None:
    ports, clock = create_demo(tmp_path / "demo", "seed")
    assert origin_of(ports.store) == DEMO_ORIGIN
    assert isinstance(clock, FixedClock)
    assert isinstance(ports.randomness, SeededRandomness)


def test_a_register_draws_from_the_system(tmp_path: Path) -> None:
    ports, _, _ = create_register(tmp_path / "register", "register.example.org")
    assert isinstance(ports.randomness, SystemRandomness)


def test_the_demo_refuses_the_directory_of_a_register(tmp_path: Path) -> None:
    ports, head, _ = create_register(tmp_path / "register", "register.example.org")
    with pytest.raises(MisuseError):
        create_demo(tmp_path / "register", "seed")
    assert ports.store.head() == head


def test_a_register_refuses_the_directory_of_the_demo(tmp_path: Path) -> None:
    ports, _ = create_demo(tmp_path / "demo", "seed")
    head = ports.store.head()
    with pytest.raises(MisuseError):
        create_register(tmp_path / "demo", "register.example.org")
    assert ports.store.head() == head


def test_each_is_brought_up_to_date_by_its_own(tmp_path: Path) -> None:
    create_demo(tmp_path / "demo", "seed")
    ports, _ = create_demo(tmp_path / "demo", "seed")
    assert ports.store.head().size == 2
    create_register(tmp_path / "register", "register.example.org")
    _, head, opened = create_register(tmp_path / "register", "other.example.org")
    assert (head.size, opened) == (2, False)
