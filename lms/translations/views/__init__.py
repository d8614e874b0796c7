from flask import Blueprint

from lms.translations.beside import tongues_of

bp = Blueprint("translations", __name__)
bp.add_app_template_global(tongues_of)

from lms.translations.views import reading, wanted, writing  # noqa: E402, F401  # their routes
