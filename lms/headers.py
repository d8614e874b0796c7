"""The door: what no request may carry, and what every answer does.

The policy is one constant, because no page has an inline script or style. Its one trusted type,
`worker`, knows a single address: a browser takes the service worker's from nothing less.
"""

import gzip
import secrets
from io import BytesIO

from flask import Flask, Response, abort, current_app, request
from werkzeug.routing import IntegerConverter, Map

from lms.config import Settings
from lms.connections import SAFE_METHODS

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; media-src 'self' blob:; manifest-src 'self'; "
    "worker-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types worker"
)
SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
COMPRESSED = ("text/", "application/json", "image/svg+xml")
SMALLEST_WORTH_COMPRESSING = 600  # bytes


def init_app(app: Flask, settings: Settings) -> None:
    app.url_map.converters["int"] = RowNumber
    app.before_request(refuse_other_sites)
    app.before_request(refuse_unwritable)
    app.after_request(compress)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in SECURITY.items():
            response.headers.setdefault(name, value)
        if settings.secure:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
            response.headers["Content-Security-Policy"] += "; upgrade-insecure-requests"
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class RowNumber(IntegerConverter):
    """A number in an address names a row, so it fits a column; a larger one is no address."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


def refuse_unwritable() -> None:
    """A zero byte is in no text a person types, and PostgreSQL cannot keep one."""
    typed = (value for values in request.values.listvalues() for value in values)
    if "\0" in request.path or any("\0" in value for value in typed):
        abort(400)


def refuse_other_sites() -> None:
    """A second wall behind the form token: a change asked for by another site's page is refused."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    foreign = site not in {"same-origin", "none"} if site else not _is_ours(origin)
    if foreign:
        abort(403, description="cross-site")


def _is_ours(origin: str | None) -> bool:
    settings: Settings = current_app.extensions["settings"]
    return origin in {None, request.host_url.rstrip("/"), settings.public_url.rstrip("/")}


def compress(response: Response) -> Response:
    if (
        not request.accept_encodings.quality("gzip")
        or response.direct_passthrough
        or "Content-Encoding" in response.headers
        or not (response.mimetype or "").startswith(COMPRESSED)
    ):
        return response
    body = response.get_data()
    if len(body) >= SMALLEST_WORTH_COMPRESSING:
        response.set_data(_gzipped(body))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


def _gzipped(body: bytes) -> bytes:
    """Gzip with a file name of random length: a page's size then tells nothing of its token.

    The remedy for BREACH of Palacios, Reyes and others, "Heal the Breach" (2022).
    """
    buffer = BytesIO()
    name = secrets.token_hex(50)[: secrets.randbelow(100)]
    with gzip.GzipFile(name, "wb", compresslevel=5, fileobj=buffer, mtime=0) as file:
        file.write(body)
    return buffer.getvalue()
