"""What a file is, by its content: a picture that can be shown, a record, a recording, other."""

from __future__ import annotations

import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, UnidentifiedImageError

from evidence_kit.manifest import is_litter
from evidence_kit.model import FileRole

HEAD = 1024  # bytes looked at: a PDF's mark may stand anywhere in them
_OTHER = "application/octet-stream"

_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)
_RECORDINGS = (
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"#!SILK", "audio/silk"),  # WeChat's voice messages, with or without a leading \x02
    (b"\x02#!SILK", "audio/silk"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"caff", "audio/x-caf"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"FLV\x01", "video/x-flv"),
    (b"0&\xb2u\x8ef\xcf\x11", "video/x-ms-wmv"),
)
_EBML = b"\x1aE\xdf\xa3"  # the DocType in its head names the kind (RFC 8794, 11.2.8)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
# Brands of ISO base media files (ISO/IEC 14496-12, 23008-12); any other brand is a video.
_HEIF = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_BRANDS = {b"avif": "image/avif", b"avis": "image/avif"} | dict.fromkeys(_HEIF, "image/heif")
_AUDIO_BRANDS = (b"M4A ", b"M4B ", b"M4P ")

_OFFICE = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# The one of Pillow's readers that each kind of picture is given to.
_READERS = {
    media_type: media_type.removeprefix("image/").upper()
    for media_type in (*(media_type for _, media_type in _PICTURES), "image/webp")
}
# Pillow's pixel formats that print as they look; 32-bit and Lab rasters are no screenshots.
_SHOWN = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "I;16", "I;16B"}


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is and what becomes of it; `exif` is DateTimeOriginal and its offset.

    `extent` and `software` are a picture's, as `model.Source` has them.
    """

    media_type: str
    role: FileRole
    reason: str = ""
    exif: tuple[str, str] | None = None
    extent: tuple[int, int] | None = None
    software: str = ""


def sniff(path: Path, name: str) -> Sniffed:
    """Say what a staged file is; `name` only tells apart what the content can't.

    A picture is used if every pixel of it can be decoded and printed, and it is one picture, not
    several pages or a moving one. Nothing is raised for any content;
    OSError passes where the file itself can't be opened.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    media_type = media_type_of(head, name)
    if is_litter(name):
        return Sniffed(media_type, FileRole.SET_ASIDE, "system_file")
    if not head:
        return Sniffed(media_type, FileRole.UNREADABLE, "empty_file")
    if media_type in _READERS:
        return _picture(path, media_type)
    return Sniffed(media_type, *_unshown(media_type))


def media_type_of(head: bytes, name: str) -> str:
    """Return the media type of a file from its first bytes; the name decides among the alike."""
    suffix = "." + name.rpartition(".")[2].lower()
    for mark, media_type in _PICTURES + _RECORDINGS:
        if head.startswith(mark):
            return media_type
    if head.startswith(_EBML):
        return "video/webm" if b"\x42\x82\x84webm" in head[:64] else "video/x-matroska"
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], _OTHER)
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if b"%PDF-" in head:
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _OFFICE.get(suffix, "application/zip")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "application/vnd.ms-excel" if suffix == ".xls" else "application/x-ole-storage"
    if _is_text(head):
        return "text/csv" if suffix == ".csv" else "text/plain"
    return _OTHER


def _iso_media(head: bytes) -> str:
    end = min(int.from_bytes(head[:4]), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, end, 4))]
    known = [_BRANDS[brand] for brand in brands if brand in _BRANDS]
    if known:
        return "image/avif" if "image/avif" in known else known[0]
    if brands[0] in _AUDIO_BRANDS:
        return "audio/mp4"
    return "video/quicktime" if brands[0] == b"qt  " else "video/mp4"


def _is_text(head: bytes) -> bool:
    """Text has no control characters but tab, line feed and carriage return."""
    return bool(head) and not any(byte < 32 and byte not in b"\t\n\r" for byte in head)


def _unshown(media_type: str) -> tuple[FileRole, str]:
    kind = media_type.partition("/")[0]
    if media_type == "image/heif":
        return FileRole.UNREADABLE, "heic"
    if kind == "image":
        return FileRole.UNREADABLE, "unsupported_image"
    if kind in ("audio", "video"):
        return FileRole.SET_ASIDE, kind
    if media_type == "application/pdf":
        return FileRole.SET_ASIDE, "pdf_record"
    if media_type in ("text/csv", "application/zip", "application/vnd.ms-excel", _OFFICE[".xlsx"]):
        return FileRole.SET_ASIDE, "record"
    return FileRole.SET_ASIDE, "other_file"


def _picture(path: Path, media_type: str) -> Sniffed:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=(_READERS[media_type],)) as image:
                image.load()
                return _decoded(image, media_type)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
        reason = "too_large"
    except (EOFError, struct.error):
        reason = "truncated_image"
    except UnidentifiedImageError:
        reason = "corrupt_image"
    except OSError as error:
        reason = "truncated_image" if "truncated" in str(error) else "corrupt_image"
    # What Pillow's readers are known to let through for bytes that are no picture.
    except (SyntaxError, ValueError, TypeError, KeyError, IndexError, OverflowError, zlib.error):
        reason = "corrupt_image"
    return Sniffed(media_type, FileRole.UNREADABLE, reason)


def _decoded(image: Image.Image, media_type: str) -> Sniffed:
    # Showing the first page or frame alone would drop the others. A JPEG's further pictures are
    # the phone's own aids (a smaller copy, a depth map) of the one that is seen.
    if media_type != "image/jpeg" and getattr(image, "n_frames", 1) > 1:
        return Sniffed(media_type, FileRole.UNREADABLE, "several_pages")
    if image.mode not in _SHOWN:
        return Sniffed(media_type, FileRole.UNREADABLE, "unsupported_image")
    return Sniffed(
        media_type,
        FileRole.USED,
        exif=_exif_time(image),
        extent=_shown(image),
        software=_software(image),
    )


def _shown(image: Image.Image) -> tuple[int, int]:
    """Return the width and height that are seen: EXIF may turn what is stored (TIFF 6.0)."""
    try:
        turned = image.getexif().get(ExifTags.Base.Orientation) in range(5, 9)
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, struct.error):
        turned = False
    return (image.height, image.width) if turned else image.size


def _exif_time(image: Image.Image) -> tuple[str, str] | None:
    """Read the time of capture, after load(): before it a PNG would be decoded twice."""
    try:
        tags = image.getexif().get_ifd(ExifTags.IFD.Exif)
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, struct.error):
        return None
    time = tags.get(ExifTags.Base.DateTimeOriginal)
    offset = tags.get(ExifTags.Base.OffsetTimeOriginal, "")
    return (str(time), str(offset)) if time else None


def _software(image: Image.Image) -> str:
    """Return the program that EXIF names, nothing where it names none that can be read."""
    try:
        named = image.getexif().get(ExifTags.Base.Software)
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, struct.error):
        return ""
    return named.strip("\0 ") if isinstance(named, str) else ""
