"""Say something to what is proposed, for oneself and until it is closed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.decisions import actions
from lms.decisions.forms.changing import VoiceForm
from lms.decisions.standing import Standing
from lms.decisions.views import bp
from lms.decisions.views.finding import form_of, shown, the_decision
from lms.forum import policy as forum
from lms.forum.held.actions import leads_away_unseen
from lms.forum.models import Topic
from lms.forum.views.writing import key_of, links_wait
from lms.spaces.readers import Reader


@bp.post("/topics/<int:topic_id>/voices")
@open_to(Audience.MEMBERS)
def speak(topic_id: int) -> ResponseReturnValue:
    topic, standing, reader = the_decision(topic_id)
    allow(forum.can_reply(reader, topic))
    form = VoiceForm(standing=standing)
    if not standing.is_open or form.is_late:
        return _too_late(topic, standing, reader, form), 409
    if not form.accepted():
        return _page(topic, standing, reader, form), 422
    if leads_away_unseen(form.reason.data or "", reader):
        form.reason.errors = [links_wait()]
        return _page(topic, standing, reader, form), 422
    voice = form.voice(key_of(form))
    try:
        actions.speak(standing.decision, voice, by=me(), at=clock.now())
    except (actions.ClosedError, actions.AmendedError):
        return _too_late(topic, standing, reader, form), 409
    flash(_("Your voice is there. You can change it until the closing."))
    return redirect(url_for("forum.topic", topic_id=topic.id, _anchor="decision"), 303)


def _too_late(topic: Topic, standing: Standing, reader: Reader, sent: VoiceForm) -> str:
    """With the words that were typed, for the version that stands now."""
    form = form_of(standing)
    form.reason.data = sent.reason.data
    return _page(topic, standing, reader, form, late=True)


def _page(
    topic: Topic, standing: Standing, reader: Reader, form: VoiceForm, *, late: bool = False
) -> str:
    what = shown(topic, standing, reader)._replace(form=form)
    return render_template("decisions/speak.html", what=what, late=late)
