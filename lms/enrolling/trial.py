"""What would become of each line of a list, before anybody is enrolled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from lms.editions.models import Enrolment, Role
from lms.enrolling.models import SupervisorMatch
from lms.enrolling.sheets import Entry, role_called
from lms.letters import folded

LONGEST_NAME = 120
LONGEST_ADDRESS = 254


class Verdict(StrEnum):
    INVITED = "invited"
    MATCHED = "matched"
    HERE = "here"
    REFUSED = "refused"


@dataclass(frozen=True)
class Line:
    """One line of the list with what becomes of it. `supervisor` is an address."""

    number: int
    email: str
    name: str
    role: Role
    supervisor: str = ""
    verdict: Verdict = Verdict.INVITED
    reason: str = ""


@dataclass(frozen=True)
class Trial:
    lines: Sequence[Line]

    def of(self, *verdicts: Verdict) -> list[Line]:
        return [line for line in self.lines if line.verdict in verdicts]

    @property
    def changes(self) -> list[Line]:
        return self.of(Verdict.INVITED, Verdict.MATCHED)

    @property
    def digest(self) -> str:
        """Equal where the same would be done."""
        said = [
            f"{row.email} {row.name} {row.role} {row.supervisor} {row.verdict}"
            for row in self.lines
        ]
        return sha256("\n".join(said).encode()).hexdigest()


class RefusedError(Exception):
    """Why a line is not taken, in the reader's words."""


class Judge:
    """Looks at the lines in their order, with who is in the edition beside it."""

    def __init__(
        self,
        everyone: Sequence[Enrolment],
        matches: Iterable[SupervisorMatch],
        entries: Sequence[Entry],
    ) -> None:
        here = [row for row in everyone if row.ended_at is None]
        emails = {row.user_id: row.user.email for row in everyone}
        numbers = {row.id: row.user.email for row in here}
        self.here = {(row.user.email, row.role) for row in here}
        self.matched = {
            numbers[row.enrolment_id]: emails.get(row.supervisor_id, "")
            for row in matches
            if row.enrolment_id in numbers
        }
        self.seen: dict[tuple[str, Role], int] = {}
        self.supervisors = _supervisors(here, entries)

    def line(self, entry: Entry) -> Line:
        try:
            role = self._role(entry)
            self._check_person(entry, role)
            supervisor = self._supervisor(entry, role)
        except RefusedError as error:
            reason = str(error)
            role = role_called(entry.role) or Role.TRAINEE
            return Line(entry.line, entry.email, entry.name, role, "", Verdict.REFUSED, reason)
        self.seen[entry.email, role] = entry.line
        verdict = self._verdict(entry.email, role, supervisor)
        return Line(entry.line, entry.email, entry.name, role, supervisor, verdict)

    def _role(self, entry: Entry) -> Role:
        if not entry.role:
            return Role.TRAINEE
        if (role := role_called(entry.role)) is None:
            raise RefusedError(_("“%(word)s” is no role here.", word=entry.role[:LONGEST_NAME]))
        return role

    def _check_person(self, entry: Entry, role: Role) -> None:
        if not entry.email:
            raise RefusedError(_("There is no e-mail address in this line."))
        try:
            validate_email(entry.email, check_deliverability=False)
        except EmailNotValidError as error:
            raise RefusedError(_("That is not an e-mail address.")) from error
        if len(entry.email) > LONGEST_ADDRESS:
            raise RefusedError(_("That is not an e-mail address."))
        if len(entry.name) > LONGEST_NAME:
            raise RefusedError(_("The name has more than %(most)s characters.", most=LONGEST_NAME))
        if (before := self.seen.get((entry.email, role))) is not None:
            raise RefusedError(_("The same as line %(number)s.", number=before))

    def _supervisor(self, entry: Entry, role: Role) -> str:
        if not entry.supervisor:
            return ""
        if role is not Role.TRAINEE:
            raise RefusedError(_("Only trainees have a supervisor."))
        found = self.supervisors.get(folded(entry.supervisor), "")
        if not found:
            named = entry.supervisor[:LONGEST_NAME]
            raise RefusedError(
                _("“%(name)s” is no supervisor of this edition, nor of this list.", name=named)
            )
        if found == entry.email:
            raise RefusedError(_("Nobody can supervise themselves."))
        return found

    def _verdict(self, email: str, role: Role, supervisor: str) -> Verdict:
        if (email, role) not in self.here:
            return Verdict.INVITED
        same = supervisor in {"", self.matched.get(email)}
        return Verdict.HERE if same else Verdict.MATCHED


def _supervisors(here: Iterable[Enrolment], entries: Iterable[Entry]) -> dict[str, str]:
    """Addresses by what a list may call them: the address or the name, if it is one person's."""
    people = {row.user.email: row.user.name for row in here if row.role == Role.SUPERVISOR}
    for entry in entries:
        if role_called(entry.role) is Role.SUPERVISOR and entry.email:
            people.setdefault(entry.email, entry.name)
    names = [folded(name) for name in people.values()]
    called = {
        folded(name): email for email, name in people.items() if names.count(folded(name)) == 1
    }
    return called | {email: email for email in people}


def try_out(
    entries: Sequence[Entry], everyone: Sequence[Enrolment], matches: Iterable[SupervisorMatch]
) -> Trial:
    judge = Judge(everyone, matches, entries)
    return Trial([judge.line(entry) for entry in entries])
