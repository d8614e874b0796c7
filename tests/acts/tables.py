"""Every act on something that an address names, and who may do it.

The columns are those of `tests.access_table.WHO`: `!` does it, `.` is let through and told why not,
`x` says it is not open to them, `-` that there is no such thing, `s` asks to sign in. Beside them
stands what the form says. The acts of the forum are in `tests.forum.matrix`.
"""

from collections.abc import Mapping
from typing import Any

from tests.acts import of_editions, of_exchange, of_fieldwork, of_learning, of_phones

Row = tuple[str, Mapping[str, Any]]
BY_FORM: dict[str, Row] = {
    **of_learning.LEARNING,
    **of_learning.CASE_STUDIES,
    **of_editions.EDITIONS,
    **of_editions.SESSIONS,
    **of_editions.MATERIALS,
    **of_editions.QUESTION_SETS,
    **of_fieldwork.FIELDWORK,
    **of_fieldwork.ENTRIES,
    **of_fieldwork.DESKS,
    **of_exchange.PROGRAMMES,
    **of_exchange.INITIATIVES,
    **of_exchange.NOTES,
    **of_exchange.BENCHMARKS,
    **of_exchange.MEETINGS,
}
BY_PHONE: dict[str, Row] = of_phones.PHONES
ACTS = BY_FORM | BY_PHONE
ELSEWHERE = frozenset(
    {
        "accounts.accept_invitation",
        "accounts.create_password",
        "agreements.sign_by_link",
        "notifications.end_mails",
    }
)
"""Whoever holds the secret of the address acts; see `tests/accounts/test_guessing.py`."""
NO_ID = frozenset({"new", "email", "stranger_email", "day", "first_day", "last_day"})
"""What a form says that names nothing which is anybody's."""
MAY_BE_NAMED = {
    ("/notes/{experience}/uses", "project"): "whoever tried it says where, of all projects",
    ("/initiatives/{initiative}/partners", "project"): "any may be asked; its people consent",
    ("/reviews/{entry}/phrases", "entry_version"): "a phrase is kept of the words alone",
}
"""What is of others and changes nothing of theirs, though the form is taken."""
WHICHEVER = {
    "/benchmarks/projects/{project}/indicators/{indicator}": 200,
    "/benchmarks/projects/{project}/indicators/{indicator}/values": 422,
    "/meetings/polls/{closed_poll}/proposals?{looked_for}": 422,
    "/placements/{year}/deliverables/b-d1-member-profiles/files/{handed_in}/removal": 409,
    "/placements/{placement}/entries/{draft}/people": 200,
    "/placements/{placement}/entries/{draft}/quick-note": 422,
    "/programmes/{programme}/visits/{study_visit}/observations/{observation}": 409,
}
"""How it is answered where a number is not looked at, or is that of something new and taken.
Indicators are everybody's, and hours are not looked for with people who are not asked."""
NOBODY_NOW = frozenset(
    {
        "/benchmarks/introductions/{introduction}/acceptance",
        "/benchmarks/introductions/{introduction}/refusal",
        "/editions/{edition}/case-papers/{paper}/authors/{paper_author}/adjustment",
        "/editions/{edition}/case-studies/bagru/groups/{draft_paper}/removal",
        "/editions/{edition}/case-studies/bagru/paper/consent",
        "/editions/{edition}/case-studies/bagru/paper/consent/withdrawal",
        "/editions/{edition}/case-studies/bagru/releases",
        "/editions/{edition}/case-studies/pune/paper/group/invitations/{invited}/acceptance",
        "/editions/{edition}/question-sets/{set}/removal",
        "/initiatives/{initiative}/partners/{partner}/consent",
        "/placements/{placement}/appeals/{appeal}/escalation",
        "/placements/{placement}/entries/{entry}/choice",
        "/placements/{placement}/entries/{entry}/delay",
        "/placements/{placement}/sign-off/assessment",
        "/placements/{placement}/sign-off/corrections",
        "/placements/{placement}/sign-off/moderation",
        "/placements/{placement}/sign-off/signature",
        "/placements/{placement}/sign-off/waiver",
        "/placements/{placement}/weeks/1/reopening",
        "/programmes/{programme}/refusal",
        "/programmes/{programme}/slots/{slot}/attendance",
        "/programmes/{programme}/slots/{slot}/leaving",
        "/programmes/{programme}/slots/{slot}/seat",
        "/reviews/deliverables/{work}/versions/1/grade",
        "/second-marks/{second}/agreement",
        "/second-marks/{second}/decision",
        "/second-marks/{second}/proposals",
        "/second-marks/{second}/third-person",
        "/trips/{trip}/consents/guest",
        "/trips/{trip}/people",
    }
)
"""What nobody may do as things stand in this world, with an earlier or a later state or hour."""
