"""Published files over HTTP: plain GETs with bounds on bytes and time. No cookies, no credentials, no other scheme."""

import http.client
from contextlib import closing
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from goodstanding.values.errors import MisuseError, NotFoundError, VerificationError

TIMEOUT_SECONDS = 30
_MISSING = frozenset({404, 410})


class HttpSource:
    """The files below one URL."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise MisuseError("This is not the address of a published log.", accepted="http(s)://host/path")
        self._url = url.rstrip("/")
        self._opener = _opener()

    def read(self, path: str, most: int) -> bytes | None:
        """The bytes of a file, None where the server has none; larger than `most` is refused unread."""
        request = Request(f"{self._url}/{path}", headers={"Accept-Encoding": "identity"})  # noqa: S310 - checked above
        try:
            with closing(self._opener.open(request, timeout=TIMEOUT_SECONDS)) as answer:
                data: bytes = answer.read(most + 1)
        except HTTPError as error:
            error.close()
            if error.code in _MISSING:
                return None
            raise NotFoundError(f"The server answered {error.code}.", to_do="try again later") from None
        except (URLError, OSError, http.client.HTTPException):
            raise NotFoundError("The server cannot be reached.", to_do="check the address, try again later") from None
        if len(data) > most:
            raise VerificationError("A published file is larger than any such file can be.")
        return data


class _SameScheme(HTTPRedirectHandler):
    """No redirect: a log is where it says it is."""

    def redirect_request(self, *arguments: object, **named: object) -> None:
        return None


def _opener() -> OpenerDirector:
    return build_opener(_SameScheme)
