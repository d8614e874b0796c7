"""The rooms of the forum and what stands in one."""

from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlencode

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.db import db
from lms.forum import tagged, unread
from lms.forum.held import queries as held
from lms.forum.held.models import HeldWriting
from lms.forum.listed import Edge, Listed, Wanted, topics_in
from lms.forum.models import Kind
from lms.forum.orders import order_of
from lms.forum.views import bp
from lms.forum.views.paging import edge_in, edge_of
from lms.spaces import policy
from lms.spaces.finding import my_spaces, the_space
from lms.spaces.models import Kind as SpaceKind
from lms.spaces.models import Space
from lms.spaces.readers import Reader, this_reader
from lms.spaces.vocabulary import KINDS as SPACE_KINDS
from lms.tags.vocabulary import Label, is_word

PAGE = 30


@bp.get("/forum")
@open_to(Audience.EVERYONE)
def index() -> ResponseReturnValue:
    """Every space the reader sees, by kind, with how much of each they have not read."""
    reader = this_reader()
    order = list(SPACE_KINDS)
    rows = sorted(my_spaces(reader), key=lambda space: order.index(SpaceKind(space.kind)))
    by_kind = groupby(rows, lambda space: space.kind)
    return render_template(
        "forum/index.html",
        groups=[(SpaceKind(kind), list(found)) for kind, found in by_kind],
        unread=_unread(reader),
        leads=any(policy.can_lead(reader, space) for space in rows),
    )


def _unread(reader: Reader) -> dict[int, int]:
    """Unread posts by space."""
    if reader.person is None:
        return {}
    rows = db.session.execute(*unread.by_space(reader))
    return {row[0]: row[1] for row in rows}


@bp.get("/forum/<slug>")
@open_to(Audience.EVERYONE)
def space(slug: str) -> ResponseReturnValue:
    reader = this_reader()
    found = the_space(slug, reader)
    kind, tag = _kind(), request.args.get("tag", "")
    page = _listed(found, kind, tag)
    return render_template(
        "forum/space.html",
        space=found,
        topics=page.topics,
        unread=_unread_in(found, reader),
        held=_held(found, reader),
        kind=kind,
        tag=tag,
        tags=_tags_in(found),
        order=order_of(kind).said,
        newer=_beside("after", page.newer, found, kind, tag),
        older=_beside("before", page.older, found, kind, tag),
        can_write=policy.can_write(reader, found),
        can_lead=policy.can_lead(reader, found),
    )


def _listed(space: Space, kind: str, tag: str) -> Listed:
    ranked = order_of(kind).rank is not None
    older, newer = (edge_in(name, ranked=ranked) for name in ("before", "after"))
    wanted = Wanted(kind, tag, older or newer, back=newer is not None and older is None)
    if not space.id:
        return Listed((), None, None)
    return topics_in(space, wanted, most=PAGE, at=clock.now())


def _beside(name: str, edge: Edge | None, space: Space, kind: str, tag: str) -> str | None:
    if edge is None:
        return None
    place = {name: edge_of(edge, ranked=order_of(kind).rank is not None)}
    narrowed = {key: value for key, value in (("kind", kind), ("tag", tag)) if value}
    return f"{url_for('.space', slug=space.slug)}?{urlencode(narrowed | place)}"


def _tags_in(space: Space) -> list[tuple[Label, int]]:
    """With how many topics of the space have each, the most used first."""
    if not space.id:
        return []
    rows = db.session.execute(*tagged.counts_in(space)).all()
    found = [(Label(slug, name), count) for slug, name, count in rows if name or is_word(slug)]
    return sorted(found, key=lambda row: (-row[1], row[0].name))


def _held(space: Space, reader: Reader) -> Sequence[HeldWriting]:
    """Topics that the reader wants to begin here and others do not see yet."""
    if reader.person is None or not space.id:
        return ()
    return db.session.scalars(*held.topics_of(reader.person, space)).all()


def _kind() -> str:
    written = request.args.get("kind", "")
    return written if not written or written in list(Kind) else abort(400)


def _unread_in(space: Space, reader: Reader) -> dict[int, tuple[int, int]]:
    """(unread posts, number of the first) by topic."""
    if reader.person is None or not space.id:
        return {}
    rows = db.session.execute(*unread.in_space(reader, space))
    return {row[0]: (row[1], row[2]) for row in rows}
