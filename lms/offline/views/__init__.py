from flask import Blueprint

bp = Blueprint("offline", __name__)

from lms.offline.views import device, packs, panel, practice  # noqa: E402, F401  # they put their routes on bp
