from flask import Blueprint

from lms.programmes.vocabulary import COMPONENTS

bp = Blueprint("agendas", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    return {"COMPONENTS": COMPONENTS}


from lms.agendas.views import agenda, releases, slots  # noqa: E402, F401  # they add their routes
