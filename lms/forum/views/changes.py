"""What was changed in a post, step by step."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, not_here, open_to
from lms.forum import revisions
from lms.forum.views import bp
from lms.forum.views.finding import the_post
from lms.spaces.policy import can_lead
from lms.spaces.readers import this_reader


@bp.get("/p/<int:post_id>/changes", defaults={"number": None})
@bp.get("/p/<int:post_id>/changes/<int:number>")
@open_to(Audience.EVERYONE)
def changes(post_id: int, number: int | None) -> ResponseReturnValue:
    """The newest change, or the one that put the text of this number aside."""
    reader = this_reader()
    post = the_post(post_id, reader)
    if post.removed_at is not None:
        not_here()
    leads = can_lead(reader, post.topic.space)
    steps = revisions.steps_of(post, leads=leads)
    step = next((one for one in steps if number in {None, one.number}), None) or abort(404)
    return render_template(
        "forum/changes.html",
        post=post,
        steps=steps,
        step=step,
        changes=revisions.change(post, step, leads=leads),
    )
