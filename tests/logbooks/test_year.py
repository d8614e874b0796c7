"""A long log with its photos is drawn within bounded memory and time."""

import os
import subprocess
import sys

import pytest

from lms import pdf

WHOLE = bool(os.environ.get("WEFT_WHOLE_YEAR"))
"""400 entries and 1,200 photos take minutes; a tenth of them has a tenth of the room to grow."""


@pytest.mark.skipif(not pdf.is_on(), reason="nothing here draws PDF")
@pytest.mark.long
def test_a_year_with_its_photos_stays_within_its_bounds() -> None:
    entries = 400 if WHOLE else 24
    program = [sys.executable, "-m", "tests.bench.logbook_year", "--entries", str(entries)]

    done = subprocess.run(program, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{entries} entries, {entries * 3} photos" in done.stdout
