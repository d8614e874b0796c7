"""How a file is given out. Who may have it, the feature that calls this has asked."""

from io import BytesIO
from typing import IO

from flask import Response, abort, current_app, request, send_file

from lms.files import pictures
from lms.files.kinds import RefusedError
from lms.files.models import KeptFile
from lms.files.storage import storage

KEPT = "private, no-cache"
POLICY = "default-src 'none'; sandbox"


def answer(file: KeptFile) -> Response:
    """The file, to be saved and never to be opened as a page of ours.

    A browser may keep a picture, and asks each time whether it may still show it.
    """
    if file.is_picture and (unchanged := _unchanged(file.digest)):
        return unchanged
    try:
        source = storage().open(file.digest)
    except FileNotFoundError:
        current_app.logger.exception("file %s is not in the store", file.id)
        abort(404)
    response = _sent(source, file.media_type, name=file.name, mark=file.digest)
    response.content_length = file.size
    response.headers["Cache-Control"] = KEPT if file.is_picture else "no-store"
    return response


def answer_small(file: KeptFile) -> Response:
    """A picture's small copy, for lists; where none can be made, the picture itself."""
    mark = f"{file.digest}-small"
    if unchanged := _unchanged(mark):
        return unchanged
    try:
        data = pictures.small(file.digest)
    except (FileNotFoundError, RefusedError):
        return answer(file)
    response = _sent(BytesIO(data), "image/jpeg", name=f"small-{file.name}", mark=mark)
    response.headers["Cache-Control"] = KEPT
    return response


def _unchanged(mark: str) -> Response | None:
    if not request.if_none_match.contains(mark):
        return None
    return Response(status=304, headers={"ETag": f'"{mark}"', "Cache-Control": KEPT})


def _sent(source: IO[bytes], media_type: str, *, name: str, mark: str) -> Response:
    response = send_file(
        source,
        mimetype=media_type,
        as_attachment=True,
        download_name=name,
        conditional=False,
        etag=mark,
    )
    response.headers["Content-Security-Policy"] = POLICY
    return response
