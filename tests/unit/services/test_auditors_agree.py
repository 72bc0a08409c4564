"""Malformed files are put to both auditors, `log audit` and the single file: both refuse, neither breaks down."""

import os
import socket
import threading

import pytest
from sample_published import Publishing, bodies_of, reseal, run_alone, single_file
from sample_trees import verify_ed25519

from goodstanding.adapters.public_files import DirectoryFiles
from goodstanding.ledger.notes import print_verifier_key
from goodstanding.services.audit_trust import Trust
from goodstanding.services.auditing import audit
from goodstanding.services.log_signing import enroll_first_key, enrolled_keys
from goodstanding.values.errors import VerificationError


@pytest.fixture
def publishing(ports, importing):
    made = Publishing(ports=ports)
    enroll_first_key(ports, made.keys, None)
    made()
    return made


def sized(spelling):
    def change(files):
        origin, size, rest = files["checkpoint"].split(b"\n", 2)
        files["checkpoint"] = b"\n".join((origin, spelling % int(size), rest))

    return change


def opened(spelling):
    def change(files):
        first, rest = files["openings/000"].split(b"\n", 1)
        files["openings/000"] = spelling.replace(b"LINE", first) + b"\n" + rest

    return change


MALFORMED = {
    "no newline at the end": lambda f: f.update(checkpoint=f["checkpoint"][:-1]),
    "a carriage return": lambda f: f.update(checkpoint=f["checkpoint"].replace(b"\n", b"\r\n")),
    "not UTF-8": lambda f: f.update(checkpoint=b"\xff" + f["checkpoint"]),
    "nothing but text": lambda f: f.update(checkpoint=b"a\n1\n"),
    "a size with a sign": sized(b" +%d"),
    "a size with an underscore": sized(b"0_%d"),
    "a size with a zero": sized(b"0%d"),
    "a forged size": sized(b"%d00000000000"),
    "a size beyond 2^63": sized(b"9223372036854775808%d"),
    "an opening twice": opened(b"LINE\nLINE"),
    "an opening with a space": opened(b" LINE"),
    "an opening of another bundle": opened(b"LINE\n300 []"),
    "an opening nested deeply": opened(b"0 " + b"[" * 200_000),
    "openings cut off": lambda f: f.update({"openings/000": f["openings/000"][:-1]}),
    "openings not UTF-8": opened(b"\xff LINE"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_both_refuse_what_is_malformed(publishing, tmp_path, case):
    MALFORMED[case](publishing.files.files)
    assert single_file(publishing, tmp_path / "p") == 1
    try:
        findings = audit(DirectoryFiles(tmp_path / "p").read, Trust(), verify_ed25519, lambda _: None).findings
    except VerificationError:
        return
    assert [one for one in findings if one.code != "key-not-given"]


def test_both_refuse_an_entry_nested_deeply_though_it_is_signed(publishing, tmp_path):
    reseal(publishing, [*bodies_of(publishing), b"[" * 60_000])
    assert single_file(publishing, tmp_path / "p") == 1
    assert "entry-unknown" in publishing.codes()


def test_a_bad_signature_of_a_known_key_ends_the_audit_before_any_entry(publishing, tmp_path):
    sized(b"%d0000000")(publishing.files.files)
    publishing.files.files = {"checkpoint": publishing.files.files["checkpoint"]}
    (key,) = (one.key for one in enrolled_keys(publishing.ports.store, 1000))
    single_file(publishing, tmp_path / "p")
    answer = run_alone(tmp_path / "p", "--key", print_verifier_key(key))
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    assert "nothing else was read" in answer.stderr


def place_pipe(path):
    os.mkfifo(path)


def place_loop(path):
    path.symlink_to(path)


@pytest.mark.parametrize("place", [place_pipe, os.mkdir, place_loop])
def test_both_refuse_what_is_no_file(publishing, tmp_path, place):
    del publishing.files.files["checkpoint"]
    (tmp_path / "p").mkdir()
    place(tmp_path / "p" / "checkpoint")
    assert single_file(publishing, tmp_path / "p") == 1
    with pytest.raises(VerificationError):
        DirectoryFiles(tmp_path / "p").read("checkpoint", 1000)


@pytest.mark.parametrize("arguments", [("--since", "nofile"), ("--key", "no key")])
def test_the_single_file_says_what_it_cannot_read(tmp_path, arguments):
    answer = run_alone(tmp_path, *arguments)
    assert (answer.returncode, "Traceback" in answer.stderr) == (2, False)
    assert "cannot be read" in answer.stderr


ANSWERS = {
    "an error": b"HTTP/1.0 500 Broken\r\n\r\n",
    "a loop": b"HTTP/1.0 302 Found\r\nLocation: /checkpoint\r\n\r\n",
    "no status": b"hello\r\n\r\n",
    "a bad chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
}


@pytest.mark.parametrize("case", ANSWERS)
def test_the_single_file_bears_a_broken_server(case):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65_536)
                    connection.sendall(ANSWERS[case])

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        answer = run_alone(f"http://127.0.0.1:{server.getsockname()[1]}")
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)
    assert (answer.returncode, "Traceback" in answer.stderr) == (2, False)
    assert "could not be read" in answer.stderr


def test_the_single_file_bears_a_refused_connection():
    answer = run_alone("http://127.0.0.1:1")
    assert (answer.returncode, "Traceback" in answer.stderr) == (2, False)
