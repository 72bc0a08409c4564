"""What may stand nowhere in the tree: registry hosts, machine paths, and places to put a person's data."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "goodstanding"
FOLDERS = (".ci", "benchmarks", "docs", "requirements", "scripts", "src", "tests")

#: Put together here, so that this file does not contain what it looks for.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        (f"python{'hosted'}", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("repo", "maven", "apache", "org"),
    )
)
MACHINE_PATH = re.compile(
    r"(?<![\w.~/<-])/(?:" + "|".join(("work", "root", "home", "tmp", "Users", "opt")) + r")/[\w.]"
)
FILE_URL = re.compile(r"file:/" + r"//\w")

#: As a column or a JSON key, whole or as a part between underscores and hyphens.
OF_A_PERSON = re.compile(
    r"(?:^|[_-])(?:birth|born|dob|passport|national[_-]id|ssn|curp|cpf|first[_-]name|last[_-]name|middle[_-]name"
    r"|given[_-]name|family[_-]name|surname|gender|nationality|person|people|phone|e?mail|home[_-]address|spouse)"
    r"(?:$|[_-]|s$)"
)
#: Who told somebody something (S26), as a column or a JSON key: the register holds what was decided, not who spoke.
OF_A_SOURCE = re.compile(
    r"(?:^|[_-])(?:whistle[_-]?\w*|informants?|informers?|tip[_-]?offs?|tipsters?|complain(?:ant|er)s?|denounc\w*"
    r"|accusers?|leak(?:er|ed)\w*|report(?:er|ed[_-]by)|told[_-]by|heard[_-]from)(?:$|[_-]|s$)"
)
#: What a source may say, the schemes of persons' numbers, and the words by which the gate knows a person's name:
#: named in order to refuse, never filled with anything of a person.
NAMED_TO_BE_REFUSED = frozenset(
    {
        "person",
        "natural-person",
        "br-cpf",
        "mx-curp",
        "given_names",
        "surnames",
        "telling_surnames",
        "stands-for-person",
    }
)


def tracked() -> list[Path]:
    """Every file that a clone would hold, before its first commit too; of an export without git, its own folders."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=300)
    names = answer.stdout.decode().split("\0")
    own = [path for folder in FOLDERS for path in ROOT.glob(f"{folder}/**/*") if "__pycache__" not in path.parts]
    listed = [ROOT / name for name in names if name] or [*ROOT.glob("*.*"), *own]
    return [path for path in listed if path.is_file()]


def found(pattern: re.Pattern[str]) -> Iterator[str]:
    for path in tracked():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if pattern.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"


def json_keys(source: str) -> Iterator[str]:
    """Every literal key of a dictionary, and every field of a class: what canonical bytes and JSON are made of."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            yield from (key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def test_the_tree_is_listed() -> None:
    assert ROOT / "pyproject.toml" in tracked()


def test_no_package_registry_is_named() -> None:
    assert list(found(re.compile("|".join(re.escape(host) for host in REGISTRY_HOSTS)))) == []


def test_no_path_of_a_machine_is_named() -> None:
    assert list(found(MACHINE_PATH)) == []
    assert list(found(FILE_URL)) == []


def test_a_machine_path_is_seen() -> None:
    assert MACHINE_PATH.search("see " + "/ho" + "me/clerk/list.csv")
    assert not MACHINE_PATH.search("organizations/home/index and ./tmp/x")


def test_no_table_has_a_place_for_a_person() -> None:
    from goodstanding.adapters.store.schema import metadata

    columns = {f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.columns}
    assert len(columns) > len(metadata.tables) > 0
    named = {table.name for table in metadata.tables.values()} | {column.partition(".")[2] for column in columns}
    assert {name for name in named if OF_A_PERSON.search(name) or OF_A_SOURCE.search(name)} == set()


def test_no_table_keeps_a_status_or_a_standing() -> None:
    """They are functions of entries and a date (S9): a table derives days and numbers, never what holds on a day."""
    from goodstanding.adapters.store.schema import metadata

    named = {*metadata.tables, *(column.name for table in metadata.tables.values() for column in table.columns)}
    kept = re.compile(r"status|stage|state$|standing|grade|point|score|rating|listed|listing|band|consequence")
    assert {name for name in named if kept.search(name)} == set()


def test_no_key_has_a_place_for_a_person() -> None:
    keys = {
        (str(path.relative_to(SOURCE)), key)
        for path in SOURCE.rglob("*.py")
        for key in json_keys(path.read_text(encoding="utf-8"))
        if OF_A_PERSON.search(key.lower()) and key.lower() not in NAMED_TO_BE_REFUSED
    }
    assert keys == set()


def test_no_key_has_a_place_for_who_told() -> None:
    keys = {
        (str(path.relative_to(SOURCE)), key)
        for path in SOURCE.rglob("*.py")
        for key in json_keys(path.read_text(encoding="utf-8"))
        if OF_A_SOURCE.search(key.lower())
    }
    assert keys == set()


@pytest.mark.parametrize("key", ["whistleblower", "whistle_blower_id", "informant", "reported_by", "complainants"])
def test_a_place_for_who_told_is_seen(key: str) -> None:
    assert OF_A_SOURCE.search(key)


@pytest.mark.parametrize("key", ["source", "sources", "witness", "reports", "reported", "told", "claims"])
def test_a_place_for_a_list_s_source_is_not(key: str) -> None:
    assert not OF_A_SOURCE.search(key)


@pytest.mark.parametrize(
    "key", ["birth_date", "passport", "national_id", "ssn", "first_name", "director_last_name", "person_id", "persons"]
)
def test_a_place_for_a_person_is_seen(key: str) -> None:
    assert OF_A_PERSON.search(key)


@pytest.mark.parametrize("key", ["name", "names", "entry", "organization", "dropped", "borne_by", "salt", "subject"])
def test_a_place_for_an_organization_is_not(key: str) -> None:
    assert not OF_A_PERSON.search(key)


def test_requirements_are_pinned_by_hash() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        pins = re.split(r"\n(?=[a-z])", path.read_text(encoding="utf-8"))
        assert all("==" in pin and "--hash=sha256:" in pin for pin in pins), path.name
        assert not re.search(r"^\s*--(?!hash)|://", path.read_text(encoding="utf-8"), re.MULTILINE), path.name
