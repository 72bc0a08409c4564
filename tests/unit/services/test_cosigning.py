"""A head is published with the cosignatures that the policy wants, and nothing is signed behind a witness."""

import pytest
from sample_published import ALONE, MemoryLogKeys, Publishing
from sample_register import Importing, Line, opened_ports
from sample_trees import invented_key, verify_ed25519

from goodstanding.adapters.clock import FixedClock
from goodstanding.ledger.checkpoints import parse_checkpoint
from goodstanding.ledger.notes import KeyType, parse_note, print_verifier_key
from goodstanding.ledger.policies import parse_policy, verify_under
from goodstanding.services.cosigning import Cosigners
from goodstanding.services.elsewhere import Elsewhere
from goodstanding.services.log_signing import enroll_first_key, rotate_key
from goodstanding.services.publishing import publish
from goodstanding.services.witness import Witness
from goodstanding.values.errors import ConflictError

NAMES = ("one.example.net", "two.example.net", "three.example.net")


class States:
    def __init__(self):
        self.kept = {}

    def latest(self, origin):
        return self.kept.get(origin)

    def keep(self, origin, note):
        self.kept[origin] = note

    def exclusively(self):
        return self

    def __enter__(self): ...

    def __exit__(self, *_): ...


class Network:
    """Three witnesses behind addresses; `asked` counts requests, `answers` puts words into a witness's mouth."""

    def __init__(self, ports, log):
        self.asked, self.answers, self.keys = [], {}, {}
        self.witnesses = {}
        for seed, name in enumerate(NAMES, start=20):
            key, sign = invented_key(seed, name, KeyType.COSIGNATURE_V1)
            self.keys[name] = key
            clock = FixedClock(ports.clock.now())
            self.witnesses[f"https://{name}"] = Witness(
                key=key, sign=sign, logs={log.name: (log,)}, states=States(), clock=clock, verify=verify_ed25519
            )

    def policy(self, log, quorum="2"):
        lines = [f"log {print_verifier_key(log)}"]
        lines += [f"witness {n} {print_verifier_key(k)} https://{n}" for n, k in self.keys.items()]
        lines += [f"group g {quorum} {' '.join(self.keys)}", "quorum g"]
        return parse_policy("".join(f"{line}\n" for line in lines).encode())

    def post(self, address, body):
        self.asked.append(address)
        if address in self.answers:
            return self.answers[address]
        answer = self.witnesses[address].add_checkpoint(body)
        return answer.status, answer.body


@pytest.fixture
def published(ports, importing):
    made = Publishing(ports=ports)
    key, _ = enroll_first_key(ports, made.keys, None)
    importing(Line(key="a"))
    return made, key, Network(ports, key)


def run(made, network, policy, **further):
    from sample_published import LAW
    from sample_register import FIRST_DAY

    cosigners = Cosigners(policy=policy, post=network.post, verify=verify_ed25519)
    return publish(
        made.ports,
        made.keys,
        made.files,
        LAW,
        FIRST_DAY,
        passphrases=lambda _: [""],
        progress=lambda _: None,
        cosigners=cosigners,
        elsewhere=Elsewhere(ask=cosigners.require_not_ahead, **further),
    )


def test_the_published_checkpoint_carries_them(published):
    made, key, network = published
    policy = network.policy(key)
    run(made, network, policy)
    note = made.files.files["checkpoint"]
    checkpoint, signers = verify_under(policy, note, verify_ed25519)
    assert checkpoint.size == made.ports.store.head().size
    assert set(signers) == {key, *network.keys.values()}
    assert made.keys.signed() == note
    assert made.codes() == []


def test_published_again_nobody_is_asked_again(published):
    made, key, network = published
    run(made, network, network.policy(key))
    network.asked = []
    was = made.files.files["checkpoint"]
    assert run(made, network, network.policy(key)).written == 0
    assert (network.asked, made.files.files["checkpoint"]) == ([], was)


def test_every_further_head_grows_from_the_last(published, importing):
    made, key, network = published
    for number in range(3):
        run(made, network, network.policy(key, "all"))
        importing(Line(key=f"further-{number}"))
    sizes = {
        parse_checkpoint(parse_note(witness.states.latest(key.name)).text).size
        for witness in network.witnesses.values()
    }
    assert sizes == {parse_checkpoint(parse_note(made.files.files["checkpoint"]).text).size}


@pytest.mark.parametrize(
    "answer",
    [
        None,
        (500, b""),
        (404, b""),
        (403, b""),
        (422, b""),
        (200, b"no signature lines"),
        (200, b""),
        (409, b"no size\n"),
        (409, b"0\n"),
        (200, "— one.example.net AAAAAAAAAAAA\n".encode()),
        (200, "— a stranger\n".encode()),
    ],
)
def test_one_of_three_may_fail_and_two_may_not(published, answer):
    made, key, network = published
    network.answers["https://one.example.net"] = answer
    run(made, network, network.policy(key))
    signers = verify_under(network.policy(key), made.files.files["checkpoint"], verify_ed25519)[1]
    assert network.keys["one.example.net"] not in signers
    again = Publishing(ports=made.ports, keys=made.keys)
    again.keys.kept = None
    network.answers["https://two.example.net"] = answer
    with pytest.raises(ConflictError, match=r"did not cosign|Too few witnesses"):
        run(again, network, network.policy(key))
    with pytest.raises(ConflictError, match="did not cosign"):
        run(again, network, network.policy(key), not_restored=True)
    assert "checkpoint" not in again.files.files
    network.answers.clear()
    run(again, network, network.policy(key, "all"), not_restored=True)
    assert again.codes() == []


def test_a_witness_that_is_ahead_stops_the_signer(published, importing):
    """Database, memory and published files all came back from an old backup: only the witness knows better."""
    made, key, network = published
    run(made, network, network.policy(key))
    old = Publishing(ports=opened_ports(), keys=MemoryLogKeys())
    again, _ = enroll_first_key(old.ports, old.keys, None)
    assert again == key
    with pytest.raises(ConflictError, match="A witness knows the log at size"):
        run(old, network, network.policy(key, "any"))
    assert (old.keys.signed(), old.files.files) == (None, {})


def test_a_witness_that_saw_another_log_of_this_size_does_not_cosign(published, importing, tmp_path):
    made, key, network = published
    run(made, network, network.policy(key))
    fork = Publishing(ports=opened_ports(), keys=MemoryLogKeys())
    enroll_first_key(fork.ports, fork.keys, None)
    (tmp_path / "fork").mkdir()
    imports = Importing(ports=fork.ports, folder=tmp_path / "fork")
    for number in range(9):
        imports(Line(key=f"fork-{number}"))
    with pytest.raises(ConflictError, match="A witness knows the log at size"):
        run(fork, network, network.policy(key, "any"))
    assert fork.keys.signed() is None
    with pytest.raises(ConflictError, match="did not cosign"):
        run(fork, network, network.policy(key, "any"), not_restored=True)
    assert "checkpoint" not in fork.files.files


def test_a_witness_that_moved_on_meanwhile_is_asked_again(published, importing):
    made, key, network = published
    run(made, network, network.policy(key))
    importing(Line(key="b"))
    behind = Cosigners(policy=network.policy(key, "all"), post=network.post, verify=verify_ed25519)
    behind.sizes = dict.fromkeys(network.keys, 1)
    from goodstanding.services.log_signing import sign_head

    with made.ports.store.reading() as reader, made.keys.exclusively():
        note = behind.cosign(reader, sign_head(made.ports, reader, made.keys, lambda _: [""], ALONE))
    assert len(verify_under(network.policy(key, "all"), note, verify_ed25519)[1]) == 4


def test_a_witness_learns_a_rotated_key_from_its_operator(published, importing):
    made, key, network = published
    run(made, network, network.policy(key))
    new, _ = rotate_key(made.ports, made.keys, lambda _: [""], None, ALONE)
    run(made, network, network.policy(key))
    importing(Line(key="b"))
    before = dict(made.files.files)
    with pytest.raises(ConflictError, match="Too few witnesses"):
        run(made, network, network.policy(new))
    with pytest.raises(ConflictError, match="did not cosign"):
        run(made, network, network.policy(new), not_restored=True)
    assert (made.files.files, made.codes()) == (before, []), "what is refused changes nothing that is published"
    for witness in network.witnesses.values():
        witness.logs[key.name] = (key, new)
    run(made, network, network.policy(new))
    assert made.codes() == []


def test_a_witness_without_an_address_is_not_asked(published):
    made, key, network = published
    policy = parse_policy(
        f"log {print_verifier_key(key)}\nwitness a {print_verifier_key(network.keys[NAMES[0]])}\nquorum none\n".encode()
    )
    with pytest.raises(ConflictError, match="Too few witnesses"):
        run(made, network, policy)
    assert (network.asked, made.keys.signed()) == ([], None)
    run(made, network, policy, not_restored=True)
    assert network.asked == []
    assert len(parse_note(made.files.files["checkpoint"]).signatures) == 1


@pytest.mark.parametrize("answer", [None, (404, b""), (403, b""), (500, b"")])
def test_the_silence_of_witnesses_is_nobody_s_word_and_nothing_is_signed(published, answer):
    made, key, network = published
    network.answers = dict.fromkeys(network.witnesses, answer)
    with pytest.raises(ConflictError, match="Too few witnesses"):
        run(made, network, network.policy(key))
    assert (made.keys.signed(), made.files.files) == (None, {})


def test_nothing_is_rotated_behind_a_witness(published):
    """All of the register came back from an old backup; the old key asks, and no entry is written."""
    made, key, network = published
    run(made, network, network.policy(key))
    old = Publishing(ports=opened_ports(), keys=MemoryLogKeys())
    enroll_first_key(old.ports, old.keys, None)
    was = old.ports.store.head()
    asking = Cosigners(policy=network.policy(key), post=network.post, verify=verify_ed25519)
    with pytest.raises(ConflictError, match="A witness knows the log at size"):
        rotate_key(
            old.ports, old.keys, lambda _: [""], None, Elsewhere(ask=asking.require_not_ahead, not_restored=True)
        )
    assert (old.ports.store.head(), len(old.keys.keys), old.keys.signed()) == (was, 1, None)
    rotate_key(made.ports, made.keys, lambda _: [""], None, Elsewhere(ask=asking.require_not_ahead))
