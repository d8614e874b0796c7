"""Draws a picture anew, in a process of its own with little memory and little time.

Run as a program: the picture comes in by standard input; a line of JSON and the new picture go
out, and a small copy of it. It imports nothing of the platform. What is no pixel (place, camera,
comments, hidden parts) is not carried over; only when the picture was taken, as its camera wrote
it, is told beside it.
"""

import json
import resource
import sys
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image  # known to the child alone, after its limits

MEMORY = 512 * 1024 * 1024
SECONDS = 10
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
AIM = 300 * 1024
QUALITIES = (82, 72, 60)
SMALL_SIDE, SMALL_QUALITY, SMALL_ONLY = 600, 60, "small"
NOT_A_PICTURE, TOO_MANY_PIXELS = 2, 3
CAMERA_FACTS, TAKEN = 0x8769, 0x9003  # where EXIF says when the shutter was pressed


class Redrawn(NamedTuple):
    media_type: str
    width: int
    height: int
    taken: str
    data: bytes


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from PIL import Image  # after the limits: it decodes what strangers send

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        output = _answer(sys.stdin.buffer.read(), *sys.argv[1:])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
        return TOO_MANY_PIXELS
    except Exception:  # noqa: BLE001  # whatever a decoder says of a broken file: it is none
        return NOT_A_PICTURE
    sys.stdout.buffer.write(output)
    return 0


def _answer(data: bytes, option: str = "") -> bytes:
    """The small copy is made from what is kept, so that it is the same whenever it is made.

    The option asks for that copy alone, or says how many bytes the picture may have.
    """
    if option == SMALL_ONLY:
        return _small(data)
    made = _redrawn(data, int(option or 0))
    said = made._asdict()
    del said["data"]
    head = json.dumps({**said, "size": len(made.data)}).encode()
    return head + b"\n" + made.data + _small(made.data)


def _redrawn(data: bytes, most: int) -> Redrawn:
    """With `most`, it has no more bytes than that, and as few pixels as it takes."""
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as found:
        drawn = found.format == "PNG"
        taken = str(found.getexif().get_ifd(CAMERA_FACTS).get(TAKEN, ""))
        found.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
        found.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
        picture = ImageOps.exif_transpose(found)
        clear = "A" in picture.getbands() or "transparency" in picture.info
        picture = picture.convert("RGBA" if clear else "RGB")
        picture.info.clear()  # comments and profiles would be written again
    media_type, made = _written(picture, most or AIM, as_png=drawn or clear)
    while most and len(made) > most:
        picture.thumbnail((max(picture.size) * 3 // 4,) * 2)
        media_type, made = _written(picture, most, as_png=drawn or clear)
    return Redrawn(media_type, *picture.size, taken, made)


def _written(picture: "Image", aim: int, *, as_png: bool) -> tuple[str, bytes]:
    png = _png(picture) if as_png else None
    if png is not None and (picture.mode == "RGBA" or len(png) <= aim):
        return "image/png", png
    return "image/jpeg", _jpeg(picture, aim)


def _png(picture: "Image") -> bytes:
    """A drawing of few colours stays as small as it came."""
    file = BytesIO()
    few = picture.mode == "RGB" and picture.getcolors(256) is not None
    (picture.quantize(256) if few else picture).save(file, "PNG", optimize=True)
    return file.getvalue()


def _jpeg(picture: "Image", aim: int) -> bytes:
    """The best of three qualities that is small enough for a slow link, else the last."""
    for quality in QUALITIES:
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= aim:
            break
    return file.getvalue()


def _small(kept: bytes) -> bytes:
    """For lists and paper: always a JPEG, what is clear on white."""
    from PIL import Image

    file = BytesIO()
    with Image.open(BytesIO(kept), formats=("JPEG", "PNG")) as picture:
        small = picture.convert("RGBA")
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    white = Image.new("RGBA", small.size, "white")
    Image.alpha_composite(white, small).convert("RGB").save(
        file, "JPEG", quality=SMALL_QUALITY, optimize=True
    )
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())
