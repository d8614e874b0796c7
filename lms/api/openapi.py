"""The description of the addresses under /api/v1, made from the shapes that they take."""

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from lms.api.shapes import (
    Attempt,
    Closing,
    DiaryPage,
    Entry,
    Note,
    Reading,
    Reflection,
    Register,
    Seen,
    Sent,
    Submission,
    Unsent,
)

TAKEN: dict[str, tuple[type[Sent], str]] = {
    "/readings/{key}": (Reading, "Note that a lesson was worked through"),
    "/attempts/{key}": (Attempt, "Hand in the answers to a quiz; they are marked here"),
    "/entries/{key}": (Entry, "Keep a version of a log entry, and hand it in if asked to"),
    "/notes/{key}": (Note, "Keep a private note on a page of a course"),
    "/diary-pages/{key}": (DiaryPage, "Keep a page of the sender's private diary"),
    "/observations/{key}": (Seen, "Keep what was seen at a visit of a programme"),
    "/registers/{key}": (Register, "Save the attendance of a session"),
    "/reflections/{key}": (Reflection, "Keep the reflection on a week or month"),
    "/closings/{key}": (Closing, "Hand in a week or month, worked or without work"),
}
REFUSALS = {
    "400": "The body has not this shape, or the form token is missing or old",
    "401": "Nobody is signed in",
    "403": "Not open to this person, or asked for by another site",
    "404": "There is no such thing, or this person may not see it",
    "409": "Changed elsewhere since, or the key was used for something else",
    "422": "Fields are missing or wrong; `fields` says which",
}
GONE = {"410": "The entry was removed"}
TOKEN = {
    "name": "X-CSRFToken",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["error", "told"],
    "properties": {
        "error": {"type": "string", "description": "A word for programs"},
        "told": {"type": "string", "description": "A sentence in the reader's language"},
        "fields": {"type": "object"},
        "current": {"type": "object", "description": "What stands there now"},
    },
}
RECEIPT: dict[str, Any] = {
    "type": "object",
    "required": ["receipt", "href"],
    "properties": {
        "receipt": {"type": "integer", "description": "Its number; sent again, the same"},
        "href": {"type": "string", "description": "The page that shows it"},
    },
}
STANDING: dict[str, Any] = {
    "type": "object",
    "required": ["sha256", "state", "offset", "size"],
    "properties": {
        "sha256": {"type": "string"},
        "state": {"enum": ["expected", "uploading", "received", "refused", "withdrawn"]},
        "offset": {"type": "integer", "description": "How many bytes are here"},
        "size": {"type": "integer"},
        "told": {"type": "string", "description": "Why it was refused, for its sender"},
        "receipt": {"type": "integer"},
        "href": {"type": "string", "description": "The page that shows it"},
    },
}


@cache
def document() -> dict[str, Any]:
    schemas = _schemas()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Learning and field log, for programs",
            "version": "1",
            "description": "Signed in by the session cookie. Ask /session for the form token and "
            "send it as X-CSRFToken. Everything sent has a key made by the sender: sent again, "
            "it is taken once and answered as the first time.",
        },
        "servers": [{"url": "/api/v1"}],
        "paths": {"/session": {"get": _session()}, "/evidence/{sha256}/parts": _parts()}
        | {"/ping": {"get": _ping()}, "/sync": {"get": _sync()}}
        | {"/entries/{key}/submit": {"post": _submit()}, "/devices/{key}": {"put": _device()}}
        | {path: {"put": _put(shape, says)} for path, (shape, says) in TAKEN.items()},
        "components": {
            "schemas": schemas | {"Problem": PROBLEM, "Receipt": RECEIPT, "Standing": STANDING}
        },
    }


def _schemas() -> dict[str, Any]:
    shapes = [(shape, "validation") for shape, _says in TAKEN.values()]
    shapes += [(Submission, "validation"), (Unsent, "validation")]  # type: ignore[list-item]  # they are sent, too
    _names, found = models_json_schema(shapes, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]  # a literal
    schemas: dict[str, Any] = found["$defs"]
    return schemas


def _session() -> dict[str, Any]:
    says = "Who is signed in, a form token, and the time of the server"
    return {"summary": says, "responses": {"200": {"description": says}}}


def _put(shape: type[Sent], says: str) -> dict[str, Any]:
    key = {"name": "key", "in": "path", "required": True}
    taken = _json("Receipt")
    refusals = REFUSALS | (GONE if shape is Entry else {})
    return {
        "summary": says,
        "parameters": [
            key | {"schema": {"type": "string", "format": "uuid"}},
            TOKEN,
        ],
        "requestBody": {"required": True, "content": _json(shape.__name__)},
        "responses": {
            "201": {"description": "Taken", "content": taken},
            "200": {"description": "Taken before; the same answer", "content": taken},
        }
        | _refused(refusals),
    }


def _ping() -> dict[str, Any]:
    says = "`weft` and the time of the server, as text: no other answer comes from this server"
    return {"summary": "Whether the server is there", "responses": {"200": {"description": says}}}


def _sync() -> dict[str, Any]:
    since = {"name": "since", "in": "query", "schema": {"type": "string", "format": "date-time"}}
    says = (
        "`entries` with state, decision and evidence, `photos` of observations, the keys of "
        "`receipts`, `placements`, and `cursor` for next time"
    )
    return {
        "summary": "What changed in the reader's own log since they asked last",
        "parameters": [since],
        "responses": {"200": {"description": says}, "304": {"description": "As before"}},
    }


def _submit() -> dict[str, Any]:
    """Naturally done once, so it needs no receipt."""
    says = "It is handed in, now or before; `state` says where it stands"
    key = {"name": "key", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "summary": "Hand in a version of a log entry that is here",
        "parameters": [key, TOKEN],
        "requestBody": {"required": True, "content": _json("Submission")},
        "responses": {"200": {"description": says}} | _refused(REFUSALS),
    }


def _device() -> dict[str, Any]:
    says = "It is noted; the last word counts"
    key = {"name": "key", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "summary": "Say how much this device has not sent yet",
        "parameters": [key, TOKEN],
        "requestBody": {"required": True, "content": _json("Unsent")},
        "responses": {"200": {"description": says}} | _refused(REFUSALS),
    }


def _parts() -> dict[str, Any]:
    """What a text named under `evidence` follows in parts; HEAD says `Upload-Offset` alone."""
    said = {"content": _json("Standing")}
    digest = {"name": "sha256", "in": "path", "required": True, "schema": {"type": "string"}}
    offset = {"name": "offset", "in": "query", "required": True, "schema": {"type": "integer"}}
    part = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    refusals = REFUSALS | {
        "409": "The part does not follow what is here; `offset` says how much that is",
        "413": "The part is larger than 64 KB",
        "422": "All of it came, and it is another file or none that is taken; `told` says why",
        "503": "There is no room just now; send it later",
    }
    says = "Send the next part of a photo or paper, and once it is whole its receipt"
    return {
        "get": {
            "summary": "How much of a photo or paper is here",
            "parameters": [digest],
            "responses": {"200": {"description": "Also in `Upload-Offset`", **said}},
        },
        "post": {
            "summary": says,
            "parameters": [digest, offset, TOKEN],
            "requestBody": {"required": True, "content": part},
            "responses": {"200": {"description": "It is here", **said}} | _refused(refusals),
        },
    }


def _refused(why: dict[str, str]) -> dict[str, Any]:
    return {code: {"description": says, "content": _json("Problem")} for code, says in why.items()}


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
