"""Acts of joint learning; see `tests/acts/tables.py`."""

from datetime import UTC, datetime, timedelta

WHY = {"reason": "For a reason that fills a sentence."}
SOON = f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}"
HERE = "/programmes/{programme}"
SLOT, VISIT = f"{HERE}/slots/{{slot}}", f"{HERE}/visits/{{study_visit}}"
ASKED = f"{VISIT}/questions/{{asked}}"
PLACE = f"{HERE}/people/{{place}}"
PART = {
    "title": "What is new in the method",
    "component": "framework",
    "date": "{first_day}",
    "starts": "09:00",
    "minutes": "60",
    "venue": "The hall",
    "lead_id": "0",
}
WEEK = {
    "name": "Joint learning week, Masaya",
    "aim": "A plan with a partner abroad.",
    "language": "en",
    "place": "Masaya",
    "country": "NI",
    "time_zone": "America/Managua",
    "starts_on": "{first_day}",
    "ends_on": "{last_day}",
    "apply_by": SOON,
    "seats": "4",
    "seats_per_country": "2",
    "certificate_percent": "80",
}
HOST = {
    "slot_id": "{free_slot}",
    "host": "Looms of the hill",
    "host_kind": "firm",
    "brief": "Nine looms.",
    "meeting_point": "Gate",
    "travel_minutes": "5",
}
SEEN = {
    "question_id": "",
    "seen": "Nine looms.",
    "heard": "Turns.",
    "doubt": "Who pays?",
    "language": "en",
}
WORDS = {"key": "{new}", "body": "Who paid?", "language": "en"}
NOTE, COMMENT = "/notes/{experience}", "/notes/{experience}/comments/{note_comment}"
TOGETHER = "/initiatives/{initiative}"

PROGRAMMES = {
    HERE: ("sxxxxxxxxx!!", WEEK),
    f"{HERE}/acceptance": ("sxxxxxxxxx.x", {}),
    f"{HERE}/answers": ("sxxxxxxxxx..", {"text": "Nine looms."}),
    f"{HERE}/application": ("s.........x.", {"expects": "Looms."}),
    f"{HERE}/attendance/{{first_day}}/everyone": ("sxxxxxxxxx!!", {}),
    f"{HERE}/certificates": ("sxxxxxxxxx..", {}),
    f"{HERE}/certificates/{{attestation}}/revocation": ("sxxxxxxxxx!!", {"why": "A mistake."}),
    f"{HERE}/copies": ("s--------!!!", {**WEEK, "name": "The next week"}),
    f"{HERE}/days/{{programme_day}}/notes/en": (
        "sxxxxxxxxx!!",
        {"base": "1", "body": "Looms, again."},
    ),
    f"{HERE}/days/{{programme_day}}/rapporteurs": ("sxxxxxxxxx..", {}),
    f"{HERE}/opening": ("sxxxxxxxxx..", {}),
    f"{HERE}/people": ("sxxxxxxxxx!!", {"email": "{stranger_email}", "role": "participant"}),
    f"{PLACE}/confirmation": ("sxxxxxxxxx!!", {}),
    f"{PLACE}/refusal": ("sxxxxxxxxx!!", WHY),
    f"{HERE}/refusal": ("sxxxxxxxxxxx", {}),
    f"{HERE}/releases": ("sxxxxxxxxx..", {"note": ""}),
    f"{HERE}/slots": ("sxxxxxxxxx!!", {**PART, "date": "{last_day}", "starts": "18:00"}),
    SLOT: ("sxxxxxxxxx!!", PART),
    f"{SLOT}/attendance": ("sxxxxxxxxxxx", {}),
    f"{SLOT}/cancellation": ("sxxxxxxxxx!!", {}),
    f"{SLOT}/leaving": ("sxxxxxxxxx-x", {}),
    f"{SLOT}/restoring": ("sxxxxxxxxx..", {}),
    f"{SLOT}/seat": ("sxxxxxxxxx-x", {}),
    f"{HERE}/visits": ("sxxxxxxxxx..", HOST),
    VISIT: ("s---------..", {**HOST, "slot_id": "{visit_slot}"}),
    f"{VISIT}/consents": ("s---------!!", {"publish_from": SOON, "given_by": "Rosa Lake"}),
    f"{VISIT}/observations/{{observation}}": ("s---------..", SEEN),
    f"{VISIT}/observations/{{observation}}/withdrawal": ("s---------!!", {}),
    f"{VISIT}/observations/{{seen}}/photos": ("s---------.x", {"caption": "", "consent": "none"}),
    f"{VISIT}/observations/{{seen}}/photos/{{visit_photo}}/withdrawal": (
        "s---------!!",
        {"reason": "consent"},
    ),
    f"{VISIT}/questions": ("s---------!x", {"key": "{new}", "text": "Who buys?", "language": "en"}),
    f"{ASKED}/answer": ("s---------!!", {"answer": "The project.", "language": "en"}),
    f"{ASKED}/choice": ("s---------!!", {}),
    f"{ASKED}/choice/removal": ("s---------..", {}),
    f"{HERE}/withdrawal": ("sxx!xxxxxxxx", {}),
}
INITIATIVES = {
    f"{TOGETHER}/check-ins": (
        "sxxxxxxxxx..",
        {"key": "{new}", "cycle": "immediate", "text": "We met."},
    ),
    f"{TOGETHER}/commitments": (
        "sxxxxxxxxx..",
        {"key": "{new}", "what": "A stand.", "due_on": SOON},
    ),
    f"{TOGETHER}/commitments/{{commitment}}/completion": (
        "sxxxxxxxxx!!",
        {"evidence": "It stood."},
    ),
    f"{TOGETHER}/commitments/{{commitment}}/dropping": ("sxxxxxxxxx!!", {"evidence": "No money."}),
    f"{TOGETHER}/exploring": ("sxxxxxxxxx!!", {}),
    f"{TOGETHER}/partners": ("sxxxxxxxxx!!", {"project_id": "{project}", "role": "partner"}),
    f"{TOGETHER}/partners/{{partner}}/consent": ("sxxxxxxxxxxx", {}),
    f"{TOGETHER}/stop": ("sxxxxxxxxx!!", WHY),
    "/trips/{trip}": (
        "sxxx.xxxxxxx",
        {
            "key": "{new}",
            "version": "1",
            "title": "To the valley",
            "kind": "twinning",
            "guest_id": "{guest}",
            "host_id": "{host}",
            "starts_on": SOON,
            "ends_on": SOON,
            "aims": "See how.",
            "language": "en",
        },
    ),
    "/trips/{trip}/consents/guest": ("sxxxxxxxxxxx", {}),
    "/trips/{trip}/people": ("sxxxxxxxxxxx", {}),
    "/trips/{held_trip}/people/leaving": ("s...........", {}),
    "/trips/{held_trip}/report": (
        "sxxx!xxxxxxx",
        {"version": "1", "report": "We saw.", "questions": "Who?"},
    ),
}
NOTES = {
    NOTE: (
        "sxxx.xxxxxxx",
        {
            "key": "{new}",
            "version": "1",
            "title": "Ten workshops",
            "project_id": "{project}",
            "country": "IN",
            "language": "en",
            "context": "Forty weavers.",
            "problem": "One spool.",
            "action": "Ten paid.",
            "reader": "members",
        },
    ),
    f"{NOTE}/uses": (
        "s!!!!!!!!!!!",
        {
            "key": "{new}",
            "project_id": "{project}",
            "state": "considering",
            "since": "2026-01-01",
            "what_changed": "Twelve paid.",
        },
    ),
    f"{NOTE}/withdrawal": ("sxxx!xxxxxx!", {}),
    f"{NOTE}/parts/problem/comments": ("s!!!!!!!!!!!", {**WORDS, "number": "1"}),
    f"{COMMENT}/answers": ("s!!!!!!!!!!!", WORDS),
    f"{COMMENT}/decisions": ("sxxxxxxxxxx!", {**WHY, "outcome": "kept"}),
    f"{COMMENT}/reopening": ("sxxx.xxxxxxx", {}),
    f"{COMMENT}/reports": ("s!!x!!!!!!!!", {"concern": "other", "words": "Not here."}),
    f"{COMMENT}/resolution": ("sxxx!xxxxxxx", {}),
    f"{COMMENT}/withdrawal": ("sxx!xxxxxxxx", {}),
}
SET, FIGURES = "/benchmarks/{benchmark_set}", "/benchmarks/indicators/{indicator}"
OUR_FIGURES = "/benchmarks/projects/{project}/indicators/{indicator}"
ASKED_FOR = "/benchmarks/introductions/{introduction}"
BENCHMARKS = {
    SET: ("sxxxxxxxx...", {}),
    f"{SET}/indicators": ("sxxxxxxxx...", {"name_en": "Costs"}),
    f"{SET}/releases": ("sxxxxxxxx...", {}),
    FIGURES: ("sxxxxxxxx...", {}),
    f"{FIGURES}/end": ("sxxxxxxxx!!!", {}),
    f"{FIGURES}/introductions?project={{project}}": ("s---.-------", {"key": "{new}"}),
    f"{ASKED_FOR}/acceptance": ("s---x-------", {}),
    f"{ASKED_FOR}/refusal": ("s---x-------", {}),
    "/benchmarks/projects/{project}/branch": ("sxxx!xxxxxxx", {"branch": "wood"}),
    f"{OUR_FIGURES}/values": ("s---.----xxx", {"key": "{new}", "amount": "12"}),
    f"{OUR_FIGURES}/checks": ("s---x----!!!", {"seen": "1"}),
}
MEETINGS = {
    "/meetings/initiatives/{initiative}": ("sxxxxxxxxx..", {"title": "Looms"}),
    "/meetings/polls/{closed_poll}": ("s--..xx.x-..", {"title": "Looms"}),
    "/meetings/programmes/{programme}": ("sxxxxxxxxx..", {"title": "Looms"}),
    "/meetings/projects/{project}": ("sxxx.xxxxxx.", {"title": "Looms"}),
    "/meetings/{meeting}": ("s---x-----..", {"title": "Looms"}),
    "/meetings/{meeting}/cancellation": ("s---x-----!!", {"why": "The power is cut."}),
}
