"""Draws a picture anew, in a process of its own with little memory and little time.

Run as a program: the picture comes in by standard input; a line of JSON and the new picture go
out. It imports nothing of the platform. What is no pixel (place, camera, comments, hidden parts)
is not carried over; only when the picture was taken, as its camera wrote it, is told beside it.
"""

import json
import resource
import sys
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image  # known to the child alone, after its limits

MEMORY = 512 * 1024 * 1024
SECONDS = 10
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
AIM = 300 * 1024
QUALITIES = (82, 72, 60)
NOT_A_PICTURE, TOO_MANY_PIXELS = 2, 3
CAMERA_FACTS, TAKEN = 0x8769, 0x9003  # where EXIF says when the shutter was pressed


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from PIL import Image  # after the limits: it decodes what strangers send

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        media_type, width, height, taken, data = _redrawn(sys.stdin.buffer.read())
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
        return TOO_MANY_PIXELS
    except Exception:  # noqa: BLE001  # whatever a decoder says of a broken file: it is none
        return NOT_A_PICTURE
    head = {"media_type": media_type, "width": width, "height": height, "taken": taken}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + data)
    return 0


def _redrawn(data: bytes) -> tuple[str, int, int, str, bytes]:
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
    small = _png(picture) if drawn or clear else None
    if small is not None and (clear or len(small) <= AIM):
        return "image/png", *picture.size, taken, small
    return "image/jpeg", *picture.size, taken, _jpeg(picture)


def _png(picture: "Image") -> bytes:
    """A drawing of few colours stays as small as it came."""
    file = BytesIO()
    few = picture.mode == "RGB" and picture.getcolors(256) is not None
    (picture.quantize(256) if few else picture).save(file, "PNG", optimize=True)
    return file.getvalue()


def _jpeg(picture: "Image") -> bytes:
    """The best of three qualities that is small enough for a slow link, else the last."""
    for quality in QUALITIES:
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= AIM:
            break
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())
