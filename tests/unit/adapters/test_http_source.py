"""Plain requests keep their bounds whatever a server does: bytes, redirects, statuses, silence."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from goodstanding.adapters import http_source
from goodstanding.adapters.http_source import MOST_ANSWER_BYTES, HttpSource, post_checkpoint
from goodstanding.values.errors import MisuseError, NotFoundError, VerificationError


class Server(BaseHTTPRequestHandler):
    """Answers as its path says; notes what it was asked."""

    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("Cookie")))
        status = int(self.path.rpartition("/")[2]) if self.path[-1].isdigit() else 200
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Set-Cookie", "followed=1")
        body = b"x" * 1_000
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, body.decode()))
        self.send_response(409 if body == b"conflict" else 200)
        self.end_headers()
        self.wfile.write(b"y" * (2 * MOST_ANSWER_BYTES))

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    Server.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_file_is_read_up_to_its_bound(address: str) -> None:
    source = HttpSource(f"{address}/log/")
    assert source.read("checkpoint", 1_000) == b"x" * 1_000
    with pytest.raises(VerificationError, match="larger"):
        source.read("checkpoint", 999)
    assert Server.asked == [("/log/checkpoint", None)] * 2


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_none(address: str, status: int) -> None:
    assert HttpSource(address).read(f"tile/{status}", 10) is None


@pytest.mark.parametrize("status", [302, 401, 403, 500, 503])
def test_a_redirect_or_a_failure_is_no_file(address: str, status: int) -> None:
    with pytest.raises(NotFoundError, match=str(status)):
        HttpSource(address).read(f"tile/{status}", 10_000)
    assert [path for path, _ in Server.asked] == [f"/tile/{status}"]


def test_a_witness_s_answer_is_read_to_its_bound_whatever_its_status(address: str) -> None:
    assert post_checkpoint(address, b"agreed") == (200, b"y" * MOST_ANSWER_BYTES)
    assert post_checkpoint(f"{address}/prefix/", b"conflict") == (409, b"y" * MOST_ANSWER_BYTES)
    assert Server.asked == [("/add-checkpoint", "agreed"), ("/prefix/add-checkpoint", "conflict")]


def test_who_does_not_answer_is_told_from_what_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_source, "TIMEOUT_SECONDS", 0.2)
    silent = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    address = f"http://127.0.0.1:{silent.server_port}"
    try:
        # It listens and never answers.
        with pytest.raises(NotFoundError, match="reached"):
            HttpSource(address).read("checkpoint", 10)
        assert post_checkpoint(address, b"body") is None
    finally:
        silent.server_close()
    assert post_checkpoint(address, b"body") is None


@pytest.mark.parametrize(
    "url", ["file:" + "//x/y", "ftp://a/b", "http://", "https://a/b?c", "https://a/b#c", "http://[", "a", ""]
)
def test_only_addresses_of_the_web_are_asked(url: str) -> None:
    with pytest.raises(MisuseError):
        HttpSource(url)
    with pytest.raises(MisuseError):
        post_checkpoint(url, b"")
