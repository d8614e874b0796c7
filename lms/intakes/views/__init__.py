from flask import Blueprint

bp = Blueprint("intakes", __name__)

from lms.intakes.views import copying, moving, opening  # noqa: E402, F401  # they put their routes on bp
