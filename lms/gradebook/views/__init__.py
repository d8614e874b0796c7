from decimal import ROUND_DOWN, Decimal
from functools import lru_cache

from flask import Blueprint
from flask_babel import format_decimal

from lms.accounts.session import me
from lms.editions.models import Edition, Role
from lms.editions.roles import my_role_in
from lms.gradebook import policy
from lms.gradebook.totals import rounded
from lms.gradebook.vocabulary import COMPONENTS
from lms.i18n import language

bp = Blueprint("gradebook", __name__)


@bp.app_template_global("has_marks")
def has_marks(edition: Edition) -> bool:
    """Whether the tabs of an edition lead this reader to its gradebook."""
    trainee = my_role_in(edition.id, Role.TRAINEE) is not None
    return trainee or policy.can_mark(me(), edition)


@bp.app_template_filter("mark")
def show_mark(value: Decimal | None) -> str:
    """In a sentence or a sum: one decimal at most, in the reader's signs; a dash for none."""
    return "–" if value is None else _in_words(rounded(value), "0.#", language())


@bp.app_template_filter("mark_in_column")
def show_mark_in_column(value: Decimal | None) -> str:
    """Beside others: with one decimal always, so that 90.0 stands under 91.1."""
    return "–" if value is None else _in_words(rounded(value), "0.0", language())


@bp.app_template_filter("unrounded")
def show_unrounded(value: Decimal) -> str:
    """With three decimals at most, and dots when more of them follow."""
    cut = value.quantize(Decimal("0.001"), ROUND_DOWN)
    return format_decimal(cut, "0.###") + ("…" if cut != value else "")


@lru_cache(maxsize=4096)
def _in_words(value: Decimal, form: str, _language: str) -> str:
    return format_decimal(value, form)


@bp.context_processor
def words() -> dict[str, object]:
    """The closed list that pages of marks show by name."""
    return {"COMPONENTS": COMPONENTS}


from lms.gradebook import completion, sources  # noqa: E402, F401  # they tell learning what it knows
from lms.gradebook.views import (  # noqa: E402  # they put their routes on bp
    exports,  # noqa: F401
    gradebook,  # noqa: F401
    marks,  # noqa: F401
    overrides,  # noqa: F401
)
