"""A file that is made for its reader: given out at once, or kept until they fetch it."""

from collections.abc import Iterable
from typing import NamedTuple

from flask import Response
from werkzeug.utils import secure_filename


class Document(NamedTuple):
    """`name` ends as its kind does."""

    name: str
    media_type: str
    content: Iterable[bytes]


def given_out(document: Document) -> Response:
    """To be saved, never to be opened as a page of ours."""
    response = Response(document.content, content_type=document.media_type)
    stem, _dot, ending = document.name.rpartition(".")
    name = f"{secure_filename(stem)}.{ending}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
