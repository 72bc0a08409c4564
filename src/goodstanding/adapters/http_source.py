"""Plain requests with bounds on bytes and time: published files, and witnesses. No cookies, credentials, redirects."""

import http.client
from contextlib import closing
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from goodstanding.values.errors import MisuseError, NotFoundError, VerificationError

TIMEOUT_SECONDS = 30
MOST_ANSWER_BYTES = 100_000
_MISSING = frozenset({404, 410})
_UNREACHABLE = (URLError, OSError, http.client.HTTPException)


class HttpSource:
    """The files below one URL."""

    def __init__(self, url: str) -> None:
        self._url = _checked(url)
        self._opener = _opener()

    def read(self, path: str, most: int) -> bytes | None:
        """The bytes of a file, None where the server has none; larger than `most` is refused."""
        request = Request(f"{self._url}/{path}", headers={"Accept-Encoding": "identity"})  # noqa: S310 - checked above
        try:
            with closing(self._opener.open(request, timeout=TIMEOUT_SECONDS)) as answer:
                data: bytes = answer.read(most + 1)
        except HTTPError as error:
            error.close()
            if error.code in _MISSING:
                return None
            raise NotFoundError(f"The server answered {error.code}.", to_do="try again later") from None
        except _UNREACHABLE:
            raise NotFoundError("The server cannot be reached.", to_do="check the address, try again later") from None
        if len(data) > most:
            raise VerificationError("A published file is larger than any such file can be.")
        return data


def post_checkpoint(address: str, body: bytes) -> tuple[int, bytes] | None:
    """What a witness answers to `add-checkpoint` (status and the body's first bytes); None where it does not."""
    url = f"{_checked(address)}/add-checkpoint"
    request = Request(url, data=body, headers={"Content-Type": "text/plain; charset=utf-8"})  # noqa: S310 - checked
    try:
        with closing(_opener().open(request, timeout=TIMEOUT_SECONDS)) as answer:
            return answer.status, answer.read(MOST_ANSWER_BYTES)
    except HTTPError as error:
        with error:
            return error.code, error.read(MOST_ANSWER_BYTES)
    except _UNREACHABLE:
        return None


class _NoRedirect(HTTPRedirectHandler):
    """A log is where it says it is."""

    def redirect_request(self, *arguments: object, **named: object) -> None:
        return None


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
    except ValueError:
        good = False
    if not good:
        raise MisuseError("This is not the address of a log or a witness.", accepted="http(s)://host/path")
    return url.rstrip("/")


def _opener() -> OpenerDirector:
    return build_opener(_NoRedirect)
