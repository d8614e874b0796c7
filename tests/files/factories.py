"""Files as people send them, made in memory."""

import zipfile
from io import BytesIO

from PIL import Image
from werkzeug.datastructures import FileStorage

from lms.files.kinds import ODT

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
CAMERA, LATITUDE = "Cheap phone 3", 12.1364


def a_photo(width: int = 640, height: int = 480, *, turned: bool = False) -> bytes:
    """A JPEG that says where and with what it was taken, its left half dark."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste((20, 20, 120), (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    exif.get_ifd(0x8825)[2] = (LATITUDE, 0.0, 0.0)
    if turned:
        exif[0x0112] = 6  # the phone was held upright
    file = BytesIO()
    picture.save(file, "JPEG", exif=exif, comment=b"taken at her home")
    return file.getvalue()


def a_drawing(
    width: int = 300, height: int = 200, *, clear: bool = False, kind: str = "PNG"
) -> bytes:
    file = BytesIO()
    mode, colour = ("RGBA", (200, 30, 30, 90)) if clear else ("RGB", (200, 30, 30))
    Image.new(mode, (width, height), colour).save(file, kind)
    return file.getvalue()


def an_archive(parts: dict[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def a_docx(**more: str) -> bytes:
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}
    return an_archive({**parts, **more})


def an_odt(media_type: str = ODT.media_type) -> bytes:
    return an_archive({"mimetype": media_type, "content.xml": "<office/>"})


def sent(
    data: bytes, name: str = "file.bin", media_type: str = "application/octet-stream"
) -> FileStorage:
    return FileStorage(BytesIO(data), filename=name, content_type=media_type)
