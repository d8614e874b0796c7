"""Why the certificate asks for each thing, for who is about to do it."""

from flask_babel import lazy_gettext as _l

WHY = {
    "lessons": _l("They give the words and the methods that the work in the field needs."),
    "quizzes": _l("They show you at once what to read again."),
    "final-test": _l("It shows that the whole class hangs together for you."),
    "electives": _l("They go deeper where your own work needs it."),
    "attendance": _l("Much is learnt from the others in the room."),
    "hours": _l("The certificate says how long you worked in the field, and someone saw it."),
    "log": _l("It shows how you work and think, week after week."),
    "milestones": _l("Each phase of a network rests on the one before it."),
    "word": _l("Your supervisor saw you at work and answers for it."),
    "posts": _l("What one has found out, the others need to hear."),
    "cases": _l("They show how you decide where nobody knows the outcome yet."),
    "deliverables": _l("They are what the firms keep of your work."),
    "defence": _l("It shows that the work is yours and that you can answer for it."),
}
IN_CLASS = frozenset({"lessons", "quizzes", "final-test", "attendance"})
"""What is due with the last class day; the rest when the fieldwork ends."""
