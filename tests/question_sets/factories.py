"""Quizzes of an edition, made as the feature makes them."""

from datetime import UTC, datetime, timedelta

from lms.content.exchange import Entry, read
from lms.db import db
from lms.editions.models import Edition
from lms.question_sets import actions, queries
from lms.question_sets.models import QuestionFile, QuestionSet

SIX = """
::one::[markdown]Who joined **first**? {=The daughters#No old quarrel. ~The elders#They waited.}

::many:: Which can be shared? {~%50%Orders#yes ~%50%Machines#yes, too ~%-100%Birthdays#no}

::order:: What comes first? {>3 ALL VERTICAL ABSOLUTE_POSITION SHOW none
Diagnosis
Vision
Plan
####1. Look.\\n2. Choose.\\n3. Say who.}

::match:: Who does what? {=Broker -> links =Bank -> lends =Fund -> lends
####All of them help.\\n\\n1. Links.\\n2. Loans.\\n3. Loans, too.}

// [tag:unit=women]
::number:: How many found work? {#88:0.5####Four fifths of 110.}

::short:: What is the obstacle called? {=isolation =aislamiento ####They are alone.}
"""
TWO = "One?{=a#so ~b#not so}\n\nTwo?{=c ~d}"
OTHER = "Three?{=e#so ~f#not so}"


def entries(source: str = SIX) -> list[Entry]:
    return read(source).entries


def a_set(
    edition: Edition,
    *,
    title: str = "After the visit",
    source: str = SIX,
    opened: int | None = 3,
    pass_percent: int = 70,
) -> QuestionSet:
    """As it stands now, whatever becomes of it. `opened` is days ago; without it, a draft."""
    now = datetime.now(UTC)
    row = actions.make(edition, title=title, pass_percent=pass_percent, at=now)
    if source:
        actions.add(row, entries(source), at=now)
    if opened is not None:
        actions.publish(row, opens_on=now.date() - timedelta(days=opened), at=now)
    db.session.commit()
    query = queries.set_page(edition, row.id).execution_options(populate_existing=True)
    found = db.session.scalars(query).one()
    for each in (*found.questions, found):
        db.session.expunge(each)
    return found


def a_file(row: QuestionSet, text: str = TWO, *, encoding: str = "") -> QuestionFile:
    file = actions.keep_file(row, text, name="", encoding=encoding, at=datetime.now(UTC))
    db.session.commit()
    return file
