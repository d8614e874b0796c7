"""How a decision stands: what one statement found, in the shape in which it is shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from lms.accounts.models import User
from lms.db import db
from lms.decisions import queries
from lms.decisions.actions import Offer, Proposed
from lms.decisions.models import Decision, Option, Outcome, Proposal, Stance
from lms.decisions.policy import FEWEST, OBJECTS
from lms.decisions.vocabulary import Words, words_of
from lms.decisions.voters import every_voter


class Said(NamedTuple):
    """An option, and the voices for it that the reader sees."""

    option: Option
    words: Words
    voices: Sequence[Stance]


@dataclass(frozen=True)
class Standing:
    """One version of a decision. `shown`: whether the reader sees what others said."""

    decision: Decision
    proposal: Proposal
    options: Sequence[Said]
    spoken: int
    shown: bool
    is_open: bool
    mine: Stance | None
    chosen: frozenset[int]
    outcome: Outcome | None

    @property
    def proposed(self) -> Proposed:
        """The options are those in own words: what all know is not proposed."""
        own = (said.option for said in self.options if not said.option.code)
        offers = [Offer(one.label, one.meaning, one.starts_at) for one in own]
        return Proposed(self.proposal.text, offers)

    @property
    def too_few(self) -> bool:
        """Whether it stays hidden for ever, as an anonymous one does that few spoke in."""
        few = self.spoken < FEWEST
        return self.decision.anonymous and few and not self.is_open and self.spoken > 0

    @property
    def objections(self) -> int:
        return sum(len(said.voices) for said in self.options if said.option.code == OBJECTS)

    @property
    def reasons(self) -> Sequence[tuple[Said, Stance]]:
        """What was said in words, by option; a person who chose several says it once."""
        told: set[int] = set()
        found = []
        for said in self.options:
            for voice in said.voices:
                if voice.reason and voice.id not in told:
                    told.add(voice.id)
                    found.append((said, voice))
        return found


def standing_of(topic_id: int, person: User | None, *, at: datetime) -> Standing | None:
    """The present version; none of what is no decision or was withdrawn."""
    return next(iter(_found(topic_id, person, at)), None)


def versions_of(topic_id: int, person: User | None, *, at: datetime) -> Sequence[Standing]:
    """All of them, the present one last."""
    return _found(topic_id, person, at, every_version=True)


def _found(
    topic_id: int, person: User | None, at: datetime, *, every_version: bool = False
) -> Sequence[Standing]:
    mine = every_voter(topic_id, person)
    query = queries.said_in(topic_id, mine, at, every_version=every_version)
    rows = db.session.execute(query).all()
    by_proposal = groupby(rows, lambda row: row[1].id)
    return [_standing(list(found), mine, at) for _number, found in by_proposal]


def _standing(rows: Sequence[Any], mine: Collection[str], at: datetime) -> Standing:
    decision, proposal, _option, _stance, outcome, spoken, shown = rows[0]
    own = [row for row in rows if row[3] is not None and row[3].voter in mine]
    return Standing(
        decision=decision,
        proposal=proposal,
        options=[
            _said(list(found), decision, shown=shown)
            for _number, found in groupby(rows, lambda row: row[2].id)
        ],
        spoken=spoken,
        shown=bool(shown),
        is_open=decision.is_open(at),
        mine=own[0][3] if own else None,
        chosen=frozenset(row[2].id for row in own),
        outcome=outcome,
    )


def _said(rows: Sequence[Any], decision: Decision, *, shown: bool) -> Said:
    """Anonymous voices in the order of their words: that of time would tell who spoke when."""
    option, voices = rows[0][2], [row[3] for row in rows if row[3] is not None and shown]
    voices.sort(key=_by_words if decision.anonymous else _by_time)
    return Said(option, words_of(option, decision.time_zone), voices)


def _by_words(stance: Stance) -> Any:
    return stance.reason, stance.voter


def _by_time(stance: Stance) -> Any:
    return stance.id
