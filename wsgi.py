from lms import create_app
from lms.config import SettingsError
from lms.content import ContentError

try:
    app = create_app()
except (SettingsError, ContentError) as error:
    raise SystemExit(str(error)) from None
