"""Whether a PDF's image dictionary reads its bytes as this program has them read."""

from __future__ import annotations

import pikepdf

from evidence_kit.render.bounded import TooMuchError, unpacked
from evidence_kit.render.pictures import Picture, fits

_ENTRIES = {"/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent"}
_PACKING = {"/Length", "/Filter", "/DecodeParms"}
_WHOLE = ("/Width", "/Height", "/BitsPerComponent")
_ROWS = {"/Predictor": 1, "/Colors": 1, "/BitsPerComponent": 8, "/Columns": 1}
_MOST_TABLE = 3 * 256  # bytes
_MOST_PROFILE = 1 << 22  # the largest display profiles have about half a million
_PREDICTED = 10  # and above: each row as PNG predicts it


def filters(image: pikepdf.Object) -> list[str]:
    """Return the names of a stream's filters, in their order."""
    held = image.get("/Filter", pikepdf.Array())
    return [str(one) for one in (held.as_list() if isinstance(held, pikepdf.Array) else [held])]


def space(image: pikepdf.Object) -> tuple[int, bytes | None]:
    """Return how many components a pixel has, and the table of colours where it is an index.

    ValueError or LookupError for colours that we never write.
    """
    held = image["/ColorSpace"]
    if isinstance(held, pikepdf.Name):
        return {"/DeviceGray": 1, "/DeviceRGB": 3}[str(held)], None
    kind = str(held[0])
    if kind == "/ICCBased":
        return int(held[1]["/N"]), None
    if kind != "/Indexed" or (held[1] != "/DeviceRGB" and str(held[1][0]) != "/ICCBased"):
        raise ValueError(kind)
    table = held[3]
    return 3, bytes(table) if isinstance(table, pikepdf.String) else _small(table, _MOST_TABLE)


def profile(image: pikepdf.Object) -> bytes:
    """Return the profile that says what its colours mean; b"" for none."""
    held = _profiled(image)
    return b"" if held is None else _small(held, _MOST_PROFILE)


def _small(stream: pikepdf.Object, most: int) -> bytes:
    """Return what a stream holds; ValueError for more, and for a packing that we never write."""
    raw = stream.read_raw_bytes()
    if filters(stream) == ["/FlateDecode"] and "/DecodeParms" not in stream:
        raw = b"".join(unpacked(raw, most))
    elif filters(stream):
        raise ValueError(filters(stream))
    if len(raw) > most:
        raise TooMuchError(len(raw))
    return raw


def is_our_jpeg(image: pikepdf.Object, own: Picture) -> bool:
    """Say whether a JPEG is read as its own header says, and in no other way."""
    if filters(image) != ["/DCTDecode"] or "/DecodeParms" in image or not _is_plain(image):
        return False
    said: tuple[object, ...] = tuple(image[one] for one in _WHOLE)
    meant = own.profile if fits(own.profile, own.components) else b""
    return (
        said == (own.shape.width, own.shape.height, own.bits)
        and space(image) == (own.components, None)
        and profile(image) == meant
    )


def is_our_raster(image: pikepdf.Object) -> bool:
    """Say whether packed pixels are read as this program has them read: their rows and colours."""
    return _is_plain(image) and has_own_rows(image)


def has_own_rows(image: pikepdf.Object) -> bool:
    """Say whether packed pixels are unpacked by rows that are as long as the picture is wide."""
    if filters(image) not in ([], ["/FlateDecode"]):
        return False
    held = image.get("/DecodeParms", pikepdf.Array())
    each = held.as_list() if isinstance(held, pikepdf.Array) else [held]
    rows = each[0] if each else pikepdf.Dictionary()
    if len(each) > 1 or not {name for name, _ in rows.items()} <= _ROWS.keys():
        return False
    found = {name: rows.get(name, usual) for name, usual in _ROWS.items()}
    if found["/Predictor"] == 1:
        return True
    wanted = (_samples(image), image["/BitsPerComponent"], image["/Width"])
    told = (found["/Colors"], found["/BitsPerComponent"], found["/Columns"])
    return found["/Predictor"] >= _PREDICTED and told == wanted


def is_predicted(image: pikepdf.Object) -> bool:
    """Say whether each row is unpacked as PNG predicts it, as a PNG's own rows must be."""
    held = image.get("/DecodeParms", pikepdf.Dictionary())
    each = held.as_list()[0] if isinstance(held, pikepdf.Array) and len(held) else held
    return isinstance(each, pikepdf.Dictionary) and each.get("/Predictor", 1) >= _PREDICTED


def _samples(image: pikepdf.Object) -> int:
    """Return how many samples a pixel has as it is stored."""
    components, table = space(image)
    return components if table is None else 1


def _is_plain(image: pikepdf.Object) -> bool:
    """Say whether there is no entry but ours, and each can be read in one way only."""
    whole: list[object] = [image[one] for one in _WHOLE]
    known = {name for name, _ in image.items()} <= _ENTRIES | _PACKING
    return known and all(type(one) is int for one in whole) and _is_plain_space(image)


def _is_plain_space(image: pikepdf.Object) -> bool:
    """Say whether every reader takes the colours alike: as many as said, by a sound profile."""
    held, table = image["/ColorSpace"], space(image)[1]
    if table is not None and (len(held) != 4 or 3 * (int(held[2]) + 1) != len(table)):
        return False
    own = _profiled(image)
    if own is None:
        return True
    entries = {name for name, _ in own.items()}
    return entries <= _PACKING | {"/N"} and fits(_small(own, _MOST_PROFILE), int(own["/N"]))


def _profiled(image: pikepdf.Object) -> pikepdf.Object | None:
    """Return the stream of the profile, that of a table's colours as well; None for none."""
    held = image["/ColorSpace"]
    if isinstance(held, pikepdf.Array) and str(held[0]) == "/Indexed":
        held = held[1]
    based = isinstance(held, pikepdf.Array) and str(held[0]) == "/ICCBased"
    return held[1] if based else None
