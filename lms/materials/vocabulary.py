"""What kinds and states of materials are called, and how a text is written."""

from flask_babel import lazy_gettext as _l

from lms.materials.models import Kind

KINDS = {
    Kind.LESSON: _l("Lesson"),
    Kind.READING: _l("Reading"),
    Kind.FILE: _l("File"),
    Kind.CASE: _l("Case"),
}
ADD = {
    Kind.LESSON: _l("Write a lesson"),
    Kind.READING: _l("Name a reading"),
    Kind.FILE: _l("Add a file"),
    Kind.CASE: _l("Tell a case"),
}
NOTES = {
    Kind.LESSON: _l("A text to work through, with pictures."),
    Kind.READING: _l("A book, an article or a page elsewhere, and what to read it for."),
    Kind.FILE: _l("A PDF, a picture or an office document to take along."),
    Kind.CASE: _l("A true story from your region that stops where somebody must decide."),
}
ICONS = {
    Kind.LESSON: "file-text",
    Kind.READING: "book-open",
    Kind.FILE: "paperclip",
    Kind.CASE: "library",
}
STATES = {
    "draft": _l("Draft"),
    "published": _l("Published"),
    "withdrawn": _l("Withdrawn"),
}
STATE_TONES = {"draft": "neutral", "published": "good", "withdrawn": "warn"}
FIELDS = {
    "title": _l("Title"),
    "summary": _l("In one sentence"),
    "minutes": _l("Minutes it takes"),
    "author": _l("Author and year"),
    "address": _l("Address on the web"),
    "where": _l("Place"),
    "country": _l("Country"),
    "sector": _l("Sector"),
    "body": _l("Text"),
    "ask": _l("What has to be decided"),
    "options": _l("What can be chosen"),
    "outcome": _l("What happened"),
    "note": _l("Note for those who teach it"),
}
"""Of revisions, in the order in which a page shows them."""
MARKS = (
    ("## ", _l("A heading")),
    ("**…**", _l("Strong words")),
    ("- …", _l("A list, one point on each line")),
    ("1. …", _l("A numbered list")),
    ("[…](https://…)", _l("A link")),
    ('!!! try "…"', _l("A box; its text begins with four spaces. Also: example, note, warning")),
    ("| … | … |", _l("A table, with a line |---|---| below its heads")),
    ("![…](media/…)", _l("A picture that you sent with the form below")),
)
