"""The HTTP endpoint of a witness: one POST, bounded in bytes and time, nothing logged about who asks."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

from goodstanding.ledger.witnessing import MOST_REQUEST_BYTES, WitnessAnswer

TIMEOUT_SECONDS = 10
PATH = "/add-checkpoint"

Answer = Callable[[bytes], WitnessAnswer]


class WitnessServer(ThreadingHTTPServer):
    """Listens; `answer` is asked for every body, from several threads."""

    daemon_threads = True

    def __init__(self, host: str, port: int, answer: Answer) -> None:
        self.answer = answer
        super().__init__((host, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = TIMEOUT_SECONDS
    server_version, sys_version = "goodstanding-witness", ""

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.path != PATH or not (length.isascii() and length.isdigit()) or int(length) > MOST_REQUEST_BYTES:
            # The body is left unread, so the connection cannot go on.
            self.close_connection = True
            self._answer(WitnessAnswer(status=404 if self.path != PATH else 413 if length else 411))
            return
        server = cast(WitnessServer, self.server)
        self._answer(server.answer(self.rfile.read(int(length))))

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: a witness needs no list of who asked."""

    def _answer(self, answer: WitnessAnswer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)
