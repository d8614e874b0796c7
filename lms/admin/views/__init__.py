from flask import Blueprint

bp = Blueprint("admin", __name__, url_prefix="/admin")

from lms.admin.views import audit, components, health, people  # noqa: E402, F401  # they put their routes on bp
