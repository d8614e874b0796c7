from flask import Blueprint

bp = Blueprint("inbound", __name__)

from lms.inbound.views import mails, writing  # noqa: E402, F401  # they put their routes on bp
