"""How a file is given out. Who may have it, the feature that calls this has asked."""

from flask import Response, abort, current_app, request, send_file

from lms.files.models import StoredFile
from lms.files.storage import storage

KEPT = "private, no-cache"
POLICY = "default-src 'none'; sandbox"


def answer(file: StoredFile) -> Response:
    """The file, to be saved and never to be opened as a page of ours.

    A browser may keep a picture, and asks each time whether it may still show it.
    """
    if file.is_picture and request.if_none_match.contains(file.digest):
        return Response(status=304, headers={"ETag": f'"{file.digest}"', "Cache-Control": KEPT})
    try:
        source = storage().open(file.digest)
    except FileNotFoundError:
        current_app.logger.exception("file %s is not in the store", file.id)
        abort(404)
    response = send_file(
        source,
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.name,
        conditional=False,
        etag=file.digest,
    )
    response.content_length = file.size
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = KEPT if file.is_picture else "no-store"
    return response
