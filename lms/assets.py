"""Static files: read, joined and compressed once at start; one fingerprint for the whole folder.

`/static/<fingerprint>/…` never changes, so it is kept for a year. All style sheets answer as one
(`app.css`), all scripts as two (`lms.scripts`): on a 400 ms link a request costs more than its
bytes. No library does this without a build step (docs/decisions/004).
"""

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import brotli
from flask import Flask, Response, abort, current_app, request
from rjsmin import jsmin

from lms.scripts import joined

TEXT = frozenset({".css", ".js", ".svg", ".webmanifest", ".txt"})
LAYERS_FIRST = "layers.css"
BUNDLES = ("js/app.js", "js/member.js")  # for every page; for who is signed in
ALONE = "js/worker.js"


@dataclass(frozen=True)
class Asset:
    mimetype: str
    raw: bytes
    br: bytes | None = None
    gzip: bytes | None = None


class Assets:
    """Every file of a static folder, in memory, under one fingerprint."""

    def __init__(self, root: Path) -> None:
        sources = {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file() and path.suffix != ".md"
        }
        self.fingerprint = _fingerprint(sources)
        self.files = {name: _asset(name, content) for name, content in _sent(sources).items()}

    def address(self, name: str) -> str:
        if name not in self.files:
            raise KeyError(f"static/{name} does not exist")
        return f"/static/{self.fingerprint}/{name}"


def _sent(sources: dict[str, bytes]) -> dict[str, bytes]:
    """What browsers get: each file, but one sheet for all styles and a script for all modules."""
    as_they_are = {
        name: content for name, content in sources.items() if not name.endswith((".css", ".js"))
    }
    scripts = {name: joined(sources, name) for name in BUNDLES}
    scripts[ALONE] = jsmin(sources[ALONE])
    return as_they_are | scripts | {"app.css": _joined_styles(sources)}


def _joined_styles(sources: dict[str, bytes]) -> bytes:
    sheets = [name for name in sources if name.startswith("css/")]
    sheets.sort(key=lambda name: (not name.endswith(LAYERS_FIRST), name))
    return b"\n".join(_squeezed(sources[name]) for name in sheets)


def _squeezed(css: bytes) -> bytes:
    """Without indentation and blank lines: comments and shape stay readable in the source only."""
    return b"\n".join(line.strip() for line in css.splitlines() if line.strip())


def _fingerprint(sources: dict[str, bytes]) -> str:
    digest = sha256()
    for name, content in sorted(sources.items()):
        digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:12]


@cache
def _asset(name: str, content: bytes) -> Asset:
    """To compress them all takes a tenth of a second, so applications of one process share it."""
    suffix = Path(name).suffix
    mimetype = TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if suffix not in TEXT:
        return Asset(mimetype, content)
    return Asset(mimetype, content, brotli.compress(content, quality=11), gzip.compress(content, 9))


TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


def init_app(app: Flask, root: Path) -> None:
    assets = Assets(root)
    app.extensions["assets"] = assets
    app.jinja_env.globals["asset"] = assets.address
    app.add_url_rule(
        "/static/<fingerprint>/<path:name>", "static", serve, provide_automatic_options=False
    )


def serve(fingerprint: str, name: str) -> Response:
    """A file under the present fingerprint; an old page asking for an older one gets the newest."""
    assets: Assets = current_app.extensions["assets"]
    asset = assets.files.get(name) or abort(404)
    body, encoding = _best(asset)
    response = Response(body, content_type=asset.mimetype)
    response.headers["Vary"] = "Accept-Encoding"
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if fingerprint == assets.fingerprint:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response


def _best(asset: Asset) -> tuple[bytes, str | None]:
    accepted = request.accept_encodings
    if asset.br and accepted.quality("br"):
        return asset.br, "br"
    if asset.gzip and accepted.quality("gzip"):
        return asset.gzip, "gzip"
    return asset.raw, None
