from flask import Blueprint

bp = Blueprint("completion", __name__)

from lms.completion import copying  # noqa: E402, F401  # it tells intakes what goes along
from lms.completion.views import panel, rules  # noqa: E402, F401  # they put their routes on bp
