"""Acts in fieldwork and at the desk of its supervisor; see `tests/acts/tables.py`."""

from datetime import UTC, datetime, timedelta

WHY, COMMENT = {"reason": "For a reason that fills a sentence."}, {"comment": "Facts are strong."}
YESTERDAY = f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"
SOON = f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}"
HERE = "/placements/{placement}"
ENTRY, DRAFT = f"{HERE}/entries/{{entry}}", f"{HERE}/entries/{{draft}}"
YEAR, TO_COME = "/placements/{year}", "/placements/{proposed}"
WORK = "/placements/{year}/deliverables/b-d1-member-profiles"
TEXT = {
    "activity": "interview",
    "activity_date": YESTERDAY,
    "hours": "1:30",
    "place": "Kesarpur",
    "facts": "Sixty members by word, 41 on the list.",
    "next_step": "Go through the list.",
    "step": "diagnosis",
}
LOG = {
    f"level-{name}": "3"
    for name in ("regularity", "facts", "process", "reflection", "ethics", "follow_up")
}
VERSION = {"version": "{entry_version}"}
OF_A_WEEK = {"version": "0", "what": "Looms.", "so_what": "Turns.", "now_what": "Ask."}
DESK, SHEET, SECOND = "/reviews/{entry}", "/reviews/deliverables/{work}", "/second-marks/{second}"

FIELDWORK = {
    f"{TO_COME}/agreement/arrangements": (
        "s-.------.-.",
        {"arrangements": "Mondays.", "seen": "x"},
    ),
    f"{TO_COME}/agreement/host": (
        "s-.------.-.",
        {"name": "Farida", "position": "Secretary", "seen": "x"},
    ),
    f"{TO_COME}/agreement/host-link": ("s-.------.-.", {"email": "host@example.org", "seen": "x"}),
    f"{TO_COME}/agreement/signature": ("s-.------x-x", {"read": "y", "seen": "x"}),
    f"{HERE}/appeals": ("s---.-x-x-xx", {"what": "week:1", "level": "3", **WHY}),
    f"{HERE}/appeals/{{appeal}}/answers": ("s---x-!-x-xx", {"level": "3", **WHY}),
    f"{HERE}/appeals/{{appeal}}/escalation": ("s---x-x-x-xx", WHY),
    f"{HERE}/changes/ending": ("s---x-x-x-..", {"how": "withdrawn", "said": "She moves away."}),
    f"{HERE}/changes/extension": ("s---x-x-x-..", {"ends_on": "{day}", "said": "The rains."}),
    f"{HERE}/changes/supervisor": (
        "s---x-x-x-..",
        {"supervisor": "{sergio}", "said": "Sofia is ill."},
    ),
    f"{HERE}/devices/{{device}}/loss": ("s---!-------", {}),
    f"{HERE}/diary/{{diary_page}}": (
        "s---!-------",
        {"version": "1", "activity_date": YESTERDAY, "body": "For me."},
    ),
    f"{HERE}/diary/{{diary_page}}/removal": ("s---!-------", {}),
    f"{HERE}/entrustment": ("s---x-.-x-xx", {"step": "diagnosis", "level": "2", "seen": "0"}),
    f"{HERE}/logbook/drawing": ("s---.-.-.-..", {}),
    f"{HERE}/pauses": ("s---.-x-x-xx", {"first_on": "{day}", "last_on": "{day}", **WHY}),
    "/placements/{year}/pauses/{granted_pause}/end": ("s--.--x-x-..", {}),
    f"{HERE}/pauses/{{pause}}/grant": ("s---x-x-x-!!", {}),
    f"{HERE}/pauses/{{pause}}/refusal": ("s---x-x-x-..", {"remark": "Not in March."}),
    f"{HERE}/pauses/{{pause}}/withdrawal": ("s---!-x-x-xx", {}),
    f"{HERE}/second-people/moderator": ("s---x-x-x-!!", {"person": "{sergio}"}),
    f"{HERE}/sign-off/assessment": ("s---x-x-x-xx", {}),
    f"{HERE}/sign-off/corrections": ("s---x-x-x-xx", {"said": "The date was another."}),
    f"{HERE}/sign-off/moderation": ("s---x-x-x-xx", {}),
    f"{HERE}/sign-off/signature": ("s---x-x-x-xx", {}),
    f"{HERE}/sign-off/waiver": ("s---x-x-x-xx", WHY),
    f"{HERE}/weeks/1/assessment": ("s---x-.-x-xx", {**LOG, **COMMENT, "version": "1"}),
    f"{HERE}/weeks/1/closing": ("s---!-x-x-xx", WHY),
    f"{HERE}/weeks/1/reflection": ("s---.-x-x-xx", OF_A_WEEK),
    f"{HERE}/weeks/1/reopening": ("s-----------", WHY),
    f"{HERE}/words": ("s---x-.-x-xx", {"said": "ready", "reasons": "Ready."}),
    f"{YEAR}/phases/1/evidence": (
        "s--.--x-x-xx",
        {"evidence-0": "Ten firms met.", "evidence-1": "A list."},
    ),
    f"{YEAR}/phases/1/opening": ("s--x--.-x-xx", {}),
    f"{YEAR}/phases/1/postponement": ("s--x--.-x-xx", WHY),
    f"{WORK}/draft": ("s--.--x-x-xx", {"text": "Profiles."}),
    f"{WORK}/files/{{handed_in}}/removal": ("s--.--x-x-xx", {}),
    f"{WORK}/submission": ("s--.--x-x-xx", {"text": "Profiles."}),
}
ENTRIES = {
    f"{ENTRY}/choice": ("s-----x-x-xx", VERSION),
    f"{ENTRY}/delay": ("s---x-x-x-xx", {}),
    f"{DRAFT}/evidence": ("s---.-------", {"caption": "The dryers.", "consent": "spoken"}),
    f"{ENTRY}/evidence/{{evidence}}/waiver": ("s---x-.-x-xx", WHY),
    f"{ENTRY}/evidence/{{evidence}}/withdrawal": ("s---!-x-x-!x", {"reason": "consent"}),
    f"{DRAFT}/people": ("s---.-x-x-xx", TEXT),
    f"{DRAFT}/quick-note": ("s---.-x-x-xx", {"activity_date": YESTERDAY, "facts": "Later."}),
    f"{DRAFT}/removal": ("s---!-------", {}),
    f"{DRAFT}/submission": ("s---!-x-x-xx", {**TEXT, "base": "{draft_version}"}),
    f"{DRAFT}/versions": ("s---!-x-x-xx", {**TEXT, "base": "{draft_version}"}),
    f"{ENTRY}/reopening": ("s---x-x-x-..", {**VERSION, **WHY}),
    f"{ENTRY}/withdrawal": ("s---!-x-x-xx", {}),
}
DESKS = {
    f"{DESK}/approval": ("s-----!-----", {**VERSION, **COMMENT, "hours": "1:30"}),
    f"{DESK}/opening": ("s-----!-----", {}),
    f"{DESK}/phrases": ("s-----!-----", {**VERSION, **COMMENT, "hours": "1:30"}),
    f"{DESK}/query": ("s-----!-----", {**VERSION, **COMMENT}),
    f"{DESK}/return": ("s-----!-----", {**VERSION, **COMMENT}),
    f"{DESK}/undo": ("s-----.-----", VERSION),
    f"{DESK}/wording": ("s-----.-----", {**VERSION, **COMMENT, "phrase": "second-source"}),
    "/reviews/placements/{placement}/weeks/1/approvals": ("s---x-.-x-xx", {}),
    f"{SHEET}/release": ("s-----.-.---", {"version": "1"}),
    f"{SHEET}/versions/1/acceptance": ("s-----.-.---", COMMENT),
    f"{SHEET}/versions/1/grade": ("s-----x-x---", {**COMMENT, "version": "0"}),
    f"{SHEET}/versions/1/return": ("s-----!-!---", WHY),
    f"{SHEET}/withdrawal": ("s-----.-.---", {}),
    f"{SECOND}/agreement": ("s-----x-x-xx", {}),
    f"{SECOND}/decision": ("s-----x-x-xx", {**LOG, **COMMENT, **WHY}),
    f"{SECOND}/mark": ("s-----x-.-..", {**LOG, **COMMENT, "version": "0"}),
    f"{SECOND}/proposals": ("s-----x-x-xx", {**LOG, **COMMENT, **WHY}),
    f"{SECOND}/release": ("s-----x-x-!!", WHY),
    f"{SECOND}/third-person": ("s-----x-x-xx", {}),
    "/phrases/{phrase}": (
        "s-----!-----",
        {"text": "Well seen. Next time, two sources.", "step": "diagnosis"},
    ),
    "/phrases/{phrase}/removal": ("s-----!-----", {}),
    "/projects/{project}/actors/{actor}": (
        "s---.-x-x-xx",
        {"version": "1", "name": "Dyers of the ghat", "kind": "association", "consent": "unasked"},
    ),
}
