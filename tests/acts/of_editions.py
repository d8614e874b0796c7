"""Acts of those who run an edition; see `tests/acts/tables.py`."""

from datetime import UTC, datetime, timedelta

WHY = {"reason": "For a reason that fills a sentence."}
SOON = f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}"
HERE = "/editions/{edition}"
DEFENCE = f"{HERE}/marks/defence/defence"
MATERIAL = {
    "title": "The market at noon",
    "summary": "An hour.",
    "body": "Go at noon.",
    "seen": "2",
}
SET = f"{HERE}/question-sets/{{set}}"
SESSION = f"{HERE}/sessions/{{session}}"
CLASS = {
    "title": "Counting looms",
    "kind": "class",
    "date": SOON,
    "starts": "10:00",
    "minutes": "90",
}
LETTER = {"key": "{new}", "group": "everyone", "subject": "Thursday", "body": "We meet at nine."}

EDITIONS = {
    f"{HERE}/completion/rules": (
        "s--xxxxxx-..",
        {"required": ["lessons"], "why": "An evening class."},
    ),
    f"{HERE}/copies": ("s--xxxxxx-!!", {"name": "Next intake", "starts_on": SOON}),
    f"{HERE}/dates": ("s--xxxx!x-!!", {"quiz:cluster-broker/a2": SOON}),
    f"{HERE}/enrolment-lists": ("s--xxxxxx-..", {"text": "Luz Example,luz@people.example,trainee"}),
    f"{HERE}/enrolment-lists/trial": (
        "s--xxxxxx-..",
        {"text": "Luz Example,luz@people.example,trainee"},
    ),
    f"{HERE}/exports": ("s--xxxx!!-.!", {"kind": "gradebook.csv"}),
    f"{HERE}/extensions": (
        "s--xxxx.x-..",
        {**WHY, "task": "quiz:cluster-broker/a1", "trainees": ["{enrolment}"], "until_on": SOON},
    ),
    f"{HERE}/extensions/{{extension}}/ending": ("s--xxxx!x-!!", {}),
    f"{HERE}/gradebook/{{enrolment}}/overrides": (
        "s--xxxx!!-!!",
        {**WHY, "mark": "41", "seen": "0"},
    ),
    f"{HERE}/gradebook/{{enrolment}}/overrides/{{override}}/lifting": (
        "s--xxxx!!-!!",
        {"lift_reason": WHY["reason"]},
    ),
    f"{HERE}/gradebook/{{enrolment}}/overrides/{{override}}/release": ("s--xxxx!!-!!", {}),
    DEFENCE: ("s--xxxx!!-!!", {"shown": "{enrolment}.0.0", "mark-{enrolment}": "41"}),
    f"{DEFENCE}/release": ("s--xxxx..-..", {}),
    f"{HERE}/messages": ("s--xxxxxx-..", LETTER),
    f"{HERE}/messages/preview": ("s--xxxxxx-..", LETTER),
    f"{HERE}/messages/rewriting": ("s--xxxxxx-..", LETTER),
    f"{HERE}/moves": ("s--xxxxxx-..", {"from_on": SOON, "to_on": SOON}),
    f"{HERE}/moves/preview": ("s--xxxxxx-..", {"from_on": SOON, "to_on": SOON}),
    f"{HERE}/people": ("s--xxxxxx-!!", {"email": "{email}", "name": "Luz", "role": "trainee"}),
    f"{HERE}/people/{{enrolment}}/certificate": ("s---x-----..", {}),
    f"{HERE}/people/{{enrolment}}/ending": ("s--xxxxxx-!!", {}),
    f"{HERE}/placements": (
        "s--xxxxxx-..",
        {"trainee": "{enrolment}:{ana}", "project": "{project}"},
    ),
    f"{HERE}/timetable": ("s--xxxxxx-!!", {"starts": "10:00", "kind": "class"}),
    f"{HERE}/workload/covers": (
        "s--xxxxxx-!!",
        {"away": "{sofia}", "stand_in": "{sergio}", "from_on": SOON, "until_on": SOON},
    ),
    "/certificates/{certificate}/drawing": ("sxxx.xxxxx..", {}),
    "/certificates/{certificate}/revocation": ("sxxxxxxxxx!!", {"why": "A mistake."}),
    "/forum/edition-{edition}/mail/addresses": ("s--......-..", {}),
    "/forum/edition-{edition}/mail/kinds": ("s--xxxx.x-..", {"kind": "discussion"}),
    "/settings/sign-ins/{sign_in}/closure": ("s---.-------", {}),
}
SESSIONS = {
    f"{HERE}/sessions": ("s--xxxxxx-..", CLASS),
    SESSION: ("s--xxxxxx-..", {**CLASS, "version": "1"}),
    f"{SESSION}/attendance": (
        "s--xxxx!x-!!",
        {"shown": "{enrolment}.0.present.-", "mark-{enrolment}": "absent"},
    ),
    f"{SESSION}/attendance/everyone": ("s--xxxx!x-!!", {}),
    f"{SESSION}/cancellation": ("s--xxxxxx-!!", {"why": "No power."}),
    f"{SESSION}/reinstatement": ("s--xxxxxx-..", {}),
    "/sessions/{session}/check-in": ("s--..-------", {"code": "123456"}),
}
MATERIALS = {
    f"{HERE}/materials/archives": ("s--xxxx.x-..", {}),
    f"{HERE}/materials/archives/pieces": ("s--xxxx.x-..", {}),
    f"{HERE}/materials/new/lesson": ("s--xxxx.x-..", {**MATERIAL, "seen": "0"}),
    f"{HERE}/materials/new/lesson/preview": ("s--xxxx.x-..", {**MATERIAL, "seen": "0"}),
    f"{HERE}/materials/order": ("s--xxxx!x-!!", {"place-{material}": "2"}),
    f"{HERE}/materials/{{material}}": ("s--xxxx.x-..", MATERIAL),
    f"{HERE}/materials/{{material}}/files/{{material_file}}/removal": ("s--xxxx.x-..", {}),
    f"{HERE}/materials/{{material}}/preview": ("s--xxxx.x-..", MATERIAL),
    f"{HERE}/materials/{{draft_material}}/publication": ("s--xxxx!x-!!", {}),
    f"{HERE}/materials/{{material}}/publication/withdrawal": ("s--xxxx!x-!!", {}),
    f"{HERE}/materials/{{draft_material}}/removal": ("s--xxxx!x-!!", {}),
}
QUESTION_SETS = {
    f"{HERE}/question-sets": ("s--xxxx!x-!!", {"title": "After the fair", "pass_percent": "70"}),
    SET: ("s--xxxx!x-!!", {"seen": "2", "title": "After the visit, again", "pass_percent": "60"}),
    f"{SET}/files": ("s--xxxx!x-!!", {"text": "Who buys?\nA. Traders\nB. Nobody\nANSWER: A\n"}),
    f"{SET}/files/{{file}}/questions": ("s--xxxx!x-!!", {}),
    f"{SET}/order": ("s--xxxx!x-!!", {"seen": "2"}),
    f"{SET}/publication/withdrawal": ("s--xxxx!x-!!", {}),
    f"{SET}/quiz/attempts": ("s--..--x--xx", {}),
    f"{SET}/quiz/attempts/1/answers": ("s---.-------", {}),
    f"{SET}/removal": ("s--xxxxxx-xx", {}),
    f"{HERE}/question-sets/{{draft_set}}/publication": ("s--xxxx.x-..", {}),
}
