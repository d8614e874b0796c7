"""Where an entry starts from: a kind of work with its step, what to ask oneself, what proves it."""

from typing import Final, NamedTuple

from flask_babel import lazy_gettext as _l

from lms.logbook.models import LogEntryVersion
from lms.projects.models import Project


class Template(NamedTuple):
    """`step` is that of a cluster's way; work without one goes on where the last entry stood."""

    name: str
    step: str
    facts: str
    evidence: str


TEMPLATES: Final = {
    "visit": Template(
        _l("Firm visit"),
        "diagnosis",
        _l("What do they make, with how many people, for whom? Two figures, each with its source."),
        _l("a photo of the work, or a count you made"),
    ),
    "meeting": Template(
        _l("Group meeting"),
        "trust_building",
        _l("Who came and who was absent? Who said what? What was decided, and what was left open?"),
        _l("the list of who came, or a photo of the sheet on the wall"),
    ),
    "interview": Template(
        _l("Talk with a support institution"),
        "diagnosis",
        _l("What does it offer, to whom, at what price? How many firms used it last year?"),
        _l("a price list, a leaflet or your notes"),
    ),
    "workshop": Template(
        _l("Workshop"),
        "capability_building",
        _l("What was it about, who led it, how many stayed? What can they do now?"),
        _l("the programme and the list of who came"),
    ),
    "linkage": Template(
        _l("Linkage event"),
        "implementation",
        _l("Who met whom, what does each side want? What did they agree, until when?"),
        _l("what they signed, or the message that confirms it"),
    ),
    "analysis": Template(
        _l("Desk work"),
        "",
        _l("Which figures or papers, and from whom? What do they say, and what is missing?"),
        _l("the table or map you made"),
    ),
    "travel": Template(
        _l("Travel"),
        "",
        _l("From where to where, and for what? What did you see on the way?"),
        _l("nothing; travel counts only for a small part"),
    ),
    "supervision": Template(
        _l("Supervision"),
        "",
        _l("What did you ask, what did you hear, what will you do differently?"),
        _l("nothing; your supervisor was there"),
    ),
}
PROMPTS: Final = (
    _l("Why does it matter for the cluster?"),
    _l("Who trusts you more than last week, and how do you know?"),
    _l("Whose interest was not in the room?"),
    _l("What did you leave for them to do themselves?"),
)
"""They take turns, so that nobody answers the same question every evening."""


def step_of(template: Template, project: Project, last: LogEntryVersion | None) -> str:
    if project.kind == "cluster" and template.step:
        return template.step
    return last.step if last else ""


def prompt_of(day: int) -> str:
    return PROMPTS[day % len(PROMPTS)]
