from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.actors.models import Actor

KINDS = {
    "firm": _l("Firm"),
    "association": _l("Association"),
    "bank": _l("Bank or fund"),
    "institution": _l("Support institution"),
    "authority": _l("Public authority"),
    "trainer": _l("Trainer or service provider"),
    "other": _l("Other"),
}
CONSENTS = {
    "unasked": _l("Not asked yet"),
    "verbal": _l("Agreed, by word"),
    "written": _l("Agreed, in writing"),
    "refused": _l("Does not want to be named"),
}
PURPOSE = _l("To be named in the log and in the documents of this fieldwork")
AGREED = ("verbal", "written")


def called(actor: Actor) -> str:
    """How pages name an actor to those who may see the log."""
    return alias(actor) if actor.consent == "refused" else actor.name


def called_outside(actor: Actor) -> str:
    """How documents do that leave the site: by name only with the actor's word."""
    return actor.name if actor.consent in AGREED else alias(actor)


def alias(actor: Actor) -> str:
    return _("%(kind)s no. %(number)s", kind=KINDS[actor.kind], number=actor.id)
