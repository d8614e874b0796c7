from flask import Blueprint

bp = Blueprint("accounts", __name__)

from lms.accounts.views import links, settings, sign_in  # noqa: E402, F401  # they put their routes on bp
