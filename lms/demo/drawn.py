"""Files of the demo world: a page of a shift book, a board with names in chalk, a sheet as PDF."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

Cell = tuple[int, int]
SIZE, MARGIN, ROW = (1000, 660), 40, 58
COLUMNS = (40, 200, 460, 720, 960)
BOARD, CHALK, WOOD = "#27403a", "#e9e6da", "#7a5a38"
PAPER, INK, LINE, STAIN = "#f6f0e2", "#28324f", "#9aa3b5", "#e7dac0"


def a_shift_book(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A PNG: lines of a notebook, each with a name, and a signature where there are hours.

    The font has no accents.
    """
    from PIL import Image, ImageDraw, ImageFont  # for the demo alone

    picture = Image.new("RGB", SIZE, PAPER)
    drawing, font = ImageDraw.Draw(picture), ImageFont.load_default(26)
    drawing.ellipse((780, 470, 930, 620), outline=STAIN, width=14)
    for number, row in enumerate((head, *rows)):
        top = MARGIN + number * ROW
        drawing.line((MARGIN, top + ROW, SIZE[0] - MARGIN, top + ROW), LINE, 2)
        for left, words in zip(COLUMNS, row, strict=False):
            drawing.text((left + 12, top + 14), words, INK, font)
        if number and row[1]:
            _sign(drawing, (COLUMNS[3] + 20, top + 34), number)
    for left in COLUMNS:
        drawing.line((left, MARGIN, left, MARGIN + ROW * (len(rows) + 1)), LINE, 2)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def a_board(names: Sequence[str], crossed: Sequence[str]) -> bytes:
    """A JPEG: a list in chalk; some are crossed out, each with what stands beside it."""
    from PIL import Image, ImageDraw, ImageFont  # for the demo alone

    picture = Image.new("RGB", SIZE, BOARD)
    drawing, font = ImageDraw.Draw(picture), ImageFont.load_default(34)
    drawing.rectangle((0, 0, SIZE[0] - 1, SIZE[1] - 1), outline=WOOD, width=22)
    for number, name in enumerate(names):
        left, top = 70 + number // 6 * 470, 60 + number % 6 * 94
        drawing.text((left, top), f"{number + 1}. {name}", CHALK, font)
        if number < len(crossed):
            drawing.line((left, top + 26, left + 240, top + 18), CHALK, 4)
            drawing.text((left + 270, top), crossed[number], CHALK, font)
    file = BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()


def _sign(drawing: Any, start: Cell, number: int) -> None:
    left, line = start
    turns = [(left + step * 18, line + (step * number * 7) % 22 - 11) for step in range(9)]
    drawing.line(turns, INK, 3, joint="curve")


def a_sheet(lines: Sequence[str]) -> bytes:
    """A PDF of one page, its first line larger."""
    words = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    head, *rest = words
    shown = [f"BT /F 20 Tf 72 760 Td ({head}) Tj /F 12 Tf 20 TL 0 -16 Td"]
    shown += [f"T* ({line}) Tj" for line in rest]
    return _document("\n".join([*shown, "ET"]).encode("cp1252"))


def _document(content: bytes) -> bytes:
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>"
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    document, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(b"%010d 00000 n \n" % len(document))
        document += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + b"".join(places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1,
        len(document),
    )
    return document + table + end
