"""Words after an @ that name more than one person, in every language of the interface."""

from collections.abc import Mapping
from functools import cache

from babel import Locale

from lms.editions.models import Role
from lms.i18n import LANGUAGE_NAMES, NOT
from lms.letters import name_key

GROUPS = {
    Role.TRAINEE: {"en": "trainees", "es": "participantes", "fr": "participants"},
    Role.TRAINER: {"en": "trainers", "es": "formadores", "fr": "formateurs"},
    Role.SUPERVISOR: {"en": "supervisors", "es": "supervisores", "fr": "superviseurs"},
    Role.ASSESSOR: {"en": "assessors", "es": "evaluadores", "fr": "evaluateurs"},
    Role.COORDINATOR: {"en": "coordinators", "es": "coordinadores", "fr": "coordinateurs"},
}
ROLE_CALLED = {word: role for role, words in GROUPS.items() for word in words.values()}


@cache
def countries() -> Mapping[str, str]:
    """The code of a country by its code and by its name in each language: `sn`, `senegal`."""
    found = {}
    for language in LANGUAGE_NAMES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code not in NOT:  # noqa: PLR2004  # as ISO 3166 has it
                found[name_key(name)] = code
                found[code.lower()] = code
    return found
