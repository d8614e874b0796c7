"""The pages that are measured. Add yours here: name, who asks, address.

`{…}` in an address are the values of `World.places` in `tests.bench.world`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    name: str
    person: str  # a key of `World.cookies`; empty for a visitor
    address: str
    gap: float = 0  # seconds between two requests, where asking faster is refused


PAGES = (
    Page("front page", "", "/"),
    Page("sign-in page", "", "/login"),
    Page("Today, trainee", "trainee", "/"),
    Page("Today, supervisor", "supervisor", "/"),
    Page("Today, coordinator", "coordinator", "/"),
    Page("catalogue", "trainee", "/courses"),
    Page("course page", "trainee", "/courses/{course}"),
    Page("class day", "trainee", "/courses/{course}/days/{day}"),
    Page("lesson", "trainee", "/courses/{course}/{lesson}"),
    Page("quiz", "trainee", "/courses/{course}/days/{day}/quiz"),
    Page("what to take along", "trainee", "/offline/packs/courses/{course}/days/{day}"),
    Page("quiz to take along", "trainee", "/offline/practice/{course}/days/{day}"),
    Page("outbox asks who is there", "trainee", "/api/v1/session"),
    Page("case studies", "trainee", "/case-studies"),
    Page("case study", "trainee", "/case-studies/{case}"),
    Page("glossary", "trainee", "/glossary"),
    Page("search", "trainee", "/search?q=trust", gap=0.5),
    Page("search, two words", "coordinator", "/search?q=dye house", gap=0.5),
    Page("cases of an edition", "trainer", "/editions/{edition}/case-studies"),
    Page("case in class", "trainer", "/editions/{edition}/case-studies/{case}"),
    Page("case discussion", "trainee", "/editions/{edition}/case-studies/{case}/discussion"),
    Page("own case paper", "trainee", "/editions/{edition}/case-studies/{case}/paper"),
    Page("case papers", "trainer", "/editions/{edition}/case-papers"),
    Page("one case paper", "trainer", "/editions/{edition}/case-papers/{paper}"),
    Page("placement", "trainee", "/placements/{placement}"),
    Page("week", "trainee", "/placements/{placement}/weeks/1"),
    Page("log entry", "trainee", "/placements/{placement}/entries/{entry}"),
    Page("new log entry", "trainee", "/placements/{placement}/entries/new"),
    Page("log in pictures", "trainee", "/placements/{placement}/charts"),
    Page("quick note", "trainee", "/placements/{placement}/entries/quick"),
    Page("fieldwork, supervisor", "supervisor", "/fieldwork"),
    Page("review queue", "supervisor", "/reviews"),
    Page("one review", "supervisor", "/reviews/{waiting}"),
    Page("editions", "coordinator", "/editions"),
    Page("edition", "coordinator", "/editions/{edition}"),
    Page("progress of an edition", "coordinator", "/editions/{edition}/progress"),
    Page("people of an edition", "coordinator", "/editions/{edition}/people"),
    Page("quizzes of an edition", "coordinator", "/editions/{edition}/quizzes"),
    Page("answers to a quiz", "coordinator", "/editions/{edition}/quizzes/{course}/{answered}"),
    Page("own quiz, trainer", "coordinator", "/editions/{edition}/question-sets/{own_quiz}"),
    Page("own quiz, trainee", "trainee", "/editions/{edition}/question-sets/{own_quiz}/quiz"),
    Page("timetable", "coordinator", "/editions/{edition}/timetable"),
    Page("register", "coordinator", "/editions/{edition}/sessions/{session}/attendance"),
    Page("attendance of all", "coordinator", "/editions/{edition}/attendance"),
    Page("gradebook", "coordinator", "/editions/{edition}/gradebook"),
    Page("marks of one trainee", "coordinator", "/editions/{edition}/gradebook/1"),
    Page("own marks", "trainee", "/editions/{edition}/gradebook"),
    Page("gradebook as CSV", "coordinator", "/editions/{edition}/gradebook.csv"),
    Page("gradebook as XLSX", "coordinator", "/editions/{edition}/gradebook.xlsx"),
    Page("dates of the work", "coordinator", "/editions/{edition}/dates"),
    Page("calendar", "trainee", "/calendar"),
    Page("projects", "coordinator", "/projects"),
    Page("project", "coordinator", "/projects/{project}"),
    Page("map of projects", "coordinator", "/projects/map"),
    Page("forum", "trainee", "/forum"),
    Page("space of the forum", "trainee", "/forum/{space}"),
    Page("catch-up", "trainee", "/forum/catch-up"),
    Page("topic", "trainee", "/topics/{topic}"),
    Page("long topic, first page", "trainee", "/topics/{long}"),
    Page("long topic, last page", "trainee", "/topics/{long}?at=last"),
    Page("search in the forum", "trainee", "/search?q=visit 150&kind=post", gap=0.5),
    Page("programmes", "trainee", "/programmes"),
    Page("programme", "trainee", "/programmes/{programme}"),
    Page("agenda", "trainee", "/programmes/{programme}/agenda"),
    Page("people of a programme", "trainee", "/programmes/{programme}/people"),
    Page("initiatives", "trainee", "/initiatives"),
    Page("initiative", "coordinator", "/initiatives/{initiative}"),
    Page("experience notes", "trainee", "/notes"),
    Page("experience note", "trainee", "/notes/{note}"),
    Page("comments on a part", "trainee", "/notes/{note}/parts/problem/comments"),
    Page("people of the site", "administrator", "/admin/people"),
    Page("health of the site", "administrator", "/admin/health"),
    Page("settings", "trainee", "/settings"),
    Page("where I am signed in", "trainee", "/settings/sign-ins"),
)
