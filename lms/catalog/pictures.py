"""Pictures that stand beside the texts in the repository, where they were reviewed."""

import mimetypes
from pathlib import Path

from flask import Response, abort
from werkzeug.security import safe_join

POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For a picture opened by itself: a drawing styles itself for light and dark, and does no more."""


def picture(folder: Path, name: str) -> Response:
    """The file of this name in the folder, or 404."""
    path = Path(safe_join(str(folder), name) or abort(404))
    if not path.is_file():
        abort(404)
    response = Response(path.read_bytes(), mimetype=mimetypes.guess_type(name)[0])
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Content-Security-Policy"] = POLICY
    return response
