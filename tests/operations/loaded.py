"""What a forked server finds in memory: the program, what is taught, each template compiled."""

import gc
from pathlib import Path
from tempfile import TemporaryDirectory

from lms import (
    create_app,
    demo,  # noqa: F401  # --demo asks for it
    serve,  # noqa: F401  # what a forked process runs
)
from lms.config import Settings
from lms.content import library
from tests.compiled import keep_compiled

library()
keep_compiled()
with TemporaryDirectory(prefix="weft-loaded-") as folder:
    app = create_app(Settings(data_dir=Path(folder)))
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    app.extensions["huey"].storage.close()
del app
gc.collect()
gc.freeze()
