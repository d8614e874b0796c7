"""The closed lists of the log: kinds of activity, the hours they fill, states."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from lms.actors.vocabulary import KINDS, called

ACTIVITIES = {
    "visit": _l("Visit to a firm"),
    "interview": _l("Interview"),
    "meeting": _l("Group meeting"),
    "workshop": _l("Workshop or training"),
    "linkage": _l("Bringing firms and services together"),
    "analysis": _l("Analysis at the desk"),
    "writing": _l("Writing up"),
    "travel": _l("Travel"),
    "supervision": _l("Talk with my supervisor"),
}
CATEGORIES = {
    "field": _l("Field"),
    "desk": _l("Desk"),
    "travel": _l("Travel"),
    "supervision": _l("Supervision"),
}
CATEGORY_OF = {
    "visit": "field",
    "interview": "field",
    "meeting": "field",
    "workshop": "field",
    "linkage": "field",
    "analysis": "desk",
    "writing": "desk",
    "travel": "travel",
    "supervision": "supervision",
}
STATES = {
    "draft": _l("Draft"),
    "submitted": _l("Waiting for review"),
    "queried": _l("Your supervisor asks"),
    "returned": _l("Returned to you"),
    "approved": _l("Approved"),
    "locked": _l("Approved and closed"),
    "void": _l("Removed"),
}
REVIEWER_STATES = STATES | {"queried": _l("Asked"), "returned": _l("Returned")}
DECISIONS = {
    "approved": _l("Approved"),
    "returned": _l("Returned"),
    "queried": _l("Asked"),
    "reopened": _l("Opened again"),
}
MISSING = {
    "facts": _l("the facts"),
    "next_step": _l("the next step"),
    "step": _l("the step of the process"),
    "consent_given": _l("the consent of the people named"),
    "late_reason": _l("why it is written late"),
}
STATE_TONES = {
    "draft": "neutral",
    "submitted": "info",
    "queried": "warn",
    "returned": "warn",
    "approved": "good",
    "locked": "good",
    "void": "neutral",
}
FIELD_NAMES = {
    "activity": _l("What did you do?"),
    "activity_date": _l("Day"),
    "minutes": _l("Hours"),
    "place": _l("Place"),
    "rough_place": _l("Rough place on the map"),
    "facts": _l("Facts"),
    "own_act": _l("What I did myself"),
    "meaning": _l("What it means for the cluster"),
    "next_step": _l("Next step"),
    "surprise": _l("What surprised me"),
    "people_met": _l("Others met, with their role"),
    "late_reason": _l("Why it was written later"),
}


def named(missing: Iterable[str]) -> str:
    """What an entry still lacks, in words."""
    return ", ".join(str(MISSING[name]) for name in missing)


def words() -> dict[str, object]:
    """The closed lists that pages show by name, for the templates of whoever shows entries."""
    return {
        "ACTIVITIES": ACTIVITIES,
        "CATEGORIES": CATEGORIES,
        "STATES": STATES,
        "REVIEWER_STATES": REVIEWER_STATES,
        "STATE_TONES": STATE_TONES,
        "DECISIONS": DECISIONS,
        "ACTOR_KINDS": KINDS,
        "actor_name": called,
        "missing_of": lambda entry: named(entry.current.missing) if entry.state == "draft" else "",
    }
