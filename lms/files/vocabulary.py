"""Why a file is not taken, and what to do about it."""

from flask_babel import lazy_gettext as _l

from lms.files.actions import LARGEST
from lms.files.kinds import Refusal, RefusedError

REFUSALS = {
    Refusal.EMPTY: _l("This file is empty. Choose another one."),
    Refusal.TOO_LARGE: _l("This file is larger than %(most)s MB. Make it smaller, or split it."),
    Refusal.UNKNOWN: _l(
        "This kind of file is not taken. Send a picture (JPEG, PNG, WebP), a PDF, or a document "
        "of Word, Excel, PowerPoint or LibreOffice."
    ),
    Refusal.BROKEN_PICTURE: _l("This picture cannot be read. Save it anew as JPEG or PNG."),
    Refusal.TOO_MANY_PIXELS: _l("This picture has too many pixels. Save it in a smaller size."),
    Refusal.MACROS: _l(
        "This document has programs in it (macros). Save it without them, or as PDF."
    ),
    Refusal.TOO_MUCH_INSIDE: _l(
        "This document is far larger inside than it looks. Save it anew, or as PDF."
    ),
    Refusal.EDITION_FULL: _l(
        "The files of this edition have used up their room. Ask its coordinator."
    ),
    Refusal.PERSON_FULL: _l(
        "Your files have used up their room. Send a smaller one, or say where it can be found."
    ),
    Refusal.NOT_ALLOWED: _l("No photo may be shown of this place, so this one is not kept."),
    Refusal.TAKEN_BACK: _l("What it belonged to was taken back, so it is not kept."),
    Refusal.WITHDRAWN: _l("This file was withdrawn from here, so it is not taken again."),
    Refusal.NO_ROOM: _l("The file could not be kept just now. Try again in a few minutes."),
}


def in_words(error: RefusedError) -> str:
    return str(REFUSALS[error.why]) % {"most": LARGEST // 1024 // 1024}


HINT = _l(
    "A picture, a PDF, or a document of Word, Excel, PowerPoint or LibreOffice, "
    "of at most %(most)s MB."
)


def hint() -> str:
    return str(HINT) % {"most": LARGEST // 1024 // 1024}
