"""What phones send; see `tests/acts/tables.py`."""

from tests.acts.of_fieldwork import TEXT

WHEN = "2026-01-05T10:00:00+00:00"
COURSE = {"course": "cluster-broker", "written_at": WHEN}
IN_LISTS = {name: [value] for name, value in TEXT.items()}
STRETCH = {"placement": "{placement}", "unit": "weeks", "number": 1, "written_at": WHEN}
WORDS = {"seen": ["Nine."], "heard": [""], "doubt": [""], "language": ["en"], "question_id": [""]}

PHONES = {
    "/api/v1/attempts/{new}": ("sx...xxxxxxx", {**COURSE, "day": "a5", "fields": {}}),
    "/api/v1/closings/{new}": ("s---.-x-x-xx", {**STRETCH, "fields": {"reason": ["Rain."]}}),
    "/api/v1/devices/{device}": ("s!!!!!!!!!!!", {"texts": 1, "photos": 0}),
    "/api/v1/diary-pages/{diary_page}": (
        "s---.-------",
        {
            "placement": "{placement}",
            "fields": {"body": ["For me."], "activity_date": ["2026-01-05"], "version": ["1"]},
            "written_at": WHEN,
        },
    ),
    "/api/v1/entries/{draft}": (
        "s---!-x-x-xx",
        {
            "placement": "{placement}",
            "version": "{new}",
            "base": "{draft_version}",
            "fields": IN_LISTS,
            "written_at": WHEN,
        },
    ),
    "/api/v1/notes/{new}": (
        "s!!!!!!!!!!!",
        {
            **COURSE,
            "kind": "lesson",
            "page": "a1-1",
            "fields": {"note-body": ["Ask."], "note-paragraph": ["0"]},
        },
    ),
    "/api/v1/observations/{new}": (
        "s---------!!",
        {
            "programme": "{programme}",
            "visit": "{study_visit}",
            "fields": WORDS,
            "written_at": WHEN,
        },
    ),
    "/api/v1/readings/{new}": ("sx!!!xxxxxxx", {**COURSE, "lesson": "a1-1"}),
    "/api/v1/reflections/{new}": (
        "s---.-x-x-xx",
        {
            **STRETCH,
            "fields": {"what": ["L."], "so_what": ["T."], "now_what": ["A."], "version": ["0"]},
        },
    ),
    "/api/v1/registers/{new}": (
        "s--xxxx!x-!!",
        {
            "edition": "{edition}",
            "session": "{session}",
            "fields": {"shown": ["{enrolment}.0.present.-"], "mark-{enrolment}": ["absent"]},
            "written_at": WHEN,
        },
    ),
    "/api/v1/entries/{draft}/submit": (
        "s---!-x-x-xx",
        {"placement": "{placement}", "version": "{draft_version}"},
    ),
    "/api/v1/evidence/{evidence}/parts": ("s---.-------", {}),
}
BY_POST = {"/api/v1/entries/{draft}/submit", "/api/v1/evidence/{evidence}/parts"}
