"""The part of a post's form that takes files.

What came and could be taken is kept even when something else is refused: when the form comes back
it is named there, and need not be sent a second time.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import abort, request
from flask_babel import gettext as _
from wtforms import Field

from lms import clock
from lms.accounts.session import me
from lms.attachments import actions, queries
from lms.attachments.actions import Sent
from lms.attachments.models import LARGEST_PICTURE, LONGEST_SIDE, LONGEST_WORDS, Attachment
from lms.db import db
from lms.files import actions as files
from lms.files.actions import LARGEST, Received
from lms.files.kinds import ACCEPTED_BY_BROWSERS, Refusal, RefusedError
from lms.files.room import room
from lms.files.vocabulary import in_words
from lms.forms import typed_before
from lms.forum.along import comes_along
from lms.forum.models import MOST_FILES, Post


@dataclass(eq=False)
class Place:
    """Where another file can be chosen, with what was typed beside it."""

    number: int
    shows: str = ""
    fault: str = ""

    @property
    def field(self) -> str:
        return f"file-{self.number}"

    @property
    def words(self) -> str:
        return f"shows-{self.number}"


@dataclass
class Row:
    """A file that is here already, as the form wants it to be."""

    attachment: Attachment
    shows: str
    out: bool = False
    fault: str = ""

    @property
    def field(self) -> str:
        return f"shows-of-{self.attachment.id}"


@comes_along
class FilesPart:
    """`rows` are here already; `sent` has just come, and is kept with the post or for later.

    What is `left` came with this form before and is no longer in it.
    """

    template = "attachments/_files.html"
    accept = ACCEPTED_BY_BROWSERS
    most = MOST_FILES
    longest = LONGEST_WORDS
    edge, largest = LONGEST_SIDE, LARGEST_PICTURE

    def __init__(self, key: Field, post: Post | None) -> None:
        self.key, self.post = key, post
        self.rows: list[Row] = []
        self.sent: list[Sent] = []
        self.left: list[Attachment] = []
        self.places = [Place(number) for number in range(1, MOST_FILES + 1)]
        if request.method == "GET":
            self._open(typed_before() or {})
        self._offer()

    def _open(self, typed: Mapping[str, str]) -> None:
        """With what was typed beside its files before it was shown again, if it was."""
        found = [*db.session.scalars(queries.of_post(self.post))] if self.post else []
        if key := typed.get("key"):
            found += db.session.scalars(queries.waiting(me(), _number(key)))
        self.rows = [_as_in(row, typed, row.shows) for row in found]
        known = {row.shows for row in self.rows}
        for place in self.places:
            words = _one_line(typed.get(place.words))
            place.shows = "" if words in known else words

    def hint(self) -> str:
        return _(
            "Up to %(most)s: pictures, PDF, or documents of Word, Excel, PowerPoint or "
            "LibreOffice, of at most %(size)s MB each. Pictures are made small, and the place "
            "where they were taken is removed. Say what each shows: not everybody sees it.",
            most=len(self.places),
            size=LARGEST // 1024 // 1024,
        )

    def accepted(self) -> bool:
        received = dict(self._received())
        named = request.form.getlist("file")
        ids = {int(one) for one in named if re.fullmatch("[0-9]{1,9}", one)}
        if received or ids or self.post:
            self._find(ids, received)
        self._look()
        self._offer()
        wordless = any(one.received.width and not one.shows for one in self.sent)
        return not (wordless or self._too_many() or self.faults())

    def faults(self) -> list[tuple[str, str]]:
        rows = [
            (row.field, f"{row.attachment.name}: {row.fault}") for row in self.rows if row.fault
        ]
        return rows + [(place.field, place.fault) for place in self.places if place.fault]

    def wait(self) -> None:
        """What has come is named in the form from now on, and need not be sent again."""
        if not self.sent:
            return
        known = {row.attachment.id for row in self.rows}
        came = {(one.received.kept.digest, one.received.name) for one in self.sent}
        for row in actions.keep(self.sent, _number(self.key.data), by=me(), at=clock.now()):
            if row.id not in known and (row.digest, row.name) in came:
                self.rows.append(Row(row, row.shows))
        self.sent = []
        self._look()
        self._offer()

    def stay(self) -> None:
        actions.take_out([*self.left, *(row.attachment for row in self.rows if row.out)])
        for row in self._staying():
            row.attachment.key, row.attachment.shows = _number(self.key.data), row.shows
        actions.keep(self.sent, _number(self.key.data), by=me(), at=clock.now())

    def keep(self, post: Post) -> bool:
        gone = [row.attachment for row in self.rows if row.out and row.attachment.post_id]
        staying = self._staying()
        new = [row.attachment.id for row in staying if row.attachment.post_id is None]
        changed = bool(new or self.sent or gone)
        for row in staying:
            changed = changed or row.attachment.shows != row.shows
            row.attachment.shows = row.shows
        if new:
            actions.bind(post, new, me())
        actions.attach(post, self.sent, by=me(), at=clock.now())
        actions.take_out(gone)
        return changed

    def _received(self) -> Iterator[tuple[Place, Received]]:
        """Slow work, before anything is held."""
        for place in self.places:
            place.shows = _one_line(request.form.get(place.words))
            sent = request.files.get(place.field)
            if sent is None or not sent.filename:
                continue
            try:
                yield place, files.receive(sent, picture_most=LARGEST_PICTURE)
            except RefusedError as error:
                place.fault = f"{sent.filename}: {in_words(error)}"

    def _find(self, ids: set[int], received: dict[Place, Received]) -> None:
        """What is here of what the form names; what has come is taken while there is room."""
        query = queries.in_hand(ids, _number(self.key.data), me(), self.post)
        found = db.session.execute(query).all()
        left = room() - found[0][0]
        here = {(row.digest, row.name): row for _bytes, row in found if row is not None}
        typed = {}
        for place, one in received.items():
            known = here.get((one.kept.digest, one.name))
            left -= 0 if known else one.kept.size
            if left < 0:
                place.fault = f"{one.name}: {in_words(RefusedError(Refusal.PERSON_FULL))}"
                continue
            self.places.remove(place)
            if known:
                typed[known.id] = place.shows or known.shows
            else:
                self.sent.append(Sent(one, place.shows))
        for row in here.values():
            if not (row.id in ids or row.post_id or row.id in typed):
                self.left.append(row)
            else:
                self.rows.append(_as_in(row, request.form, typed.get(row.id, row.shows)))

    def _staying(self) -> list[Row]:
        return [row for row in self.rows if not row.out]

    def _too_many(self) -> bool:
        return len(self._staying()) + len(self.sent) > MOST_FILES

    def _look(self) -> None:
        """Who does not see a picture needs words for it."""
        staying = self._staying()
        for row in staying:
            wordless = row.attachment.is_picture and not row.shows
            row.fault = _("Say what it shows, for those who do not see it.") if wordless else ""
        if self._too_many() and staying:
            staying[-1].fault = _("A post carries %(most)s files. Leave one out.", most=MOST_FILES)

    def _offer(self) -> None:
        """As many places as files may still come; first those with something to say."""
        free = MOST_FILES - len(self._staying())
        places = sorted(self.places, key=lambda place: not place.fault)
        self.places = places[: max(free, sum(bool(place.fault) for place in places))]


def _number(written: str | None) -> UUID:
    try:
        return UUID(written or "")
    except ValueError:
        abort(400)


def _as_in(row: Attachment, form: Mapping[str, str], shows: str) -> Row:
    typed = _one_line(form.get(f"shows-of-{row.id}", shows))
    return Row(row, typed, out=f"out-{row.id}" in form)


def _one_line(typed: str | None) -> str:
    return " ".join((typed or "").split())[:LONGEST_WORDS]
