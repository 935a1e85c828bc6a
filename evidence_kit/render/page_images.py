"""The pictures on the pages of a finished PDF, and of files, as verification compares them."""

from __future__ import annotations

import hashlib
import re
import struct
import warnings
import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import BinaryIO

import pikepdf
from PIL import Image

from evidence_kit.errors import InputError
from evidence_kit.model import Algorithm, Digest, Original, PageImage, PageRecord, Printed
from evidence_kit.render import packed, page_drawing, page_records, printed_list
from evidence_kit.render.conforming import RefusedError
from evidence_kit.render.image_form import filters, is_our_jpeg, is_our_raster, profile, space
from evidence_kit.render.leaves import open_leaves
from evidence_kit.render.pdf import PdfFile
from evidence_kit.render.pictures import Picture, Stored, fits, jpeg_of, on_white, picture_of

MOST_PAGES = 20_000
MOST_PIXELS = 100_000_000  # of one picture; a stitched page has up to 80 million
MOST_UNPACKED = 4 * MOST_PIXELS  # bytes of one stream of a PDF
MOST_FILE = 1 << 30  # bytes of an original
MOST_WORK = 6_000_000_000  # pixels of a whole PDF that are looked at, one after another
MOST_DRAWN = 256 << 20  # bytes that all its pages' operators unpack to; a page has some 20 kB
MOST_LINES = 3_000_000  # of them; a page has some hundred
_SIXTEEN_BITS = re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR.{8}\x10", re.DOTALL)
_ALTERED = ("/SMask", "/Mask", "/ImageMask", "/Decode", "/OC", "/Alternates", "/F", "/Matte")
_RAW = {1: {1: "1", 2: "L;2", 4: "L;4", 8: "L"}, 3: {8: "RGB"}}
_INDEXED = {1: "P;1", 2: "P;2", 4: "P;4", 8: "P"}
# What a damaged or hostile file raises on its way through qpdf and Pillow; pikepdf raises
# NotImplementedError for a filter that it doesn't know.
FAULTS = (
    *(
        pikepdf.PdfError,
        pikepdf.DataDecodingError,
        NotImplementedError,
        Image.DecompressionBombError,
    ),
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError),
    *(RuntimeError, RecursionError, MemoryError, RefusedError, InputError),
    *(struct.error, zlib.error),
)


def printed(
    file: BinaryIO,
    name: str,
    sha256: Digest,
    *,
    known: frozenset[Digest] = frozenset(),
    decoding: frozenset[int] = frozenset(),
    only: int | None = None,
    listing: bool = False,
) -> Printed:
    """Return the pictures of a PDF's pages; any bytes in, and bounded memory.

    A JPEG whose stream has one of the `known` digests isn't decoded, nor a PNG whose rows have
    one, but on the exhibit pages in `decoding`. `only` one exhibit page is looked at, if given.
    With `listing` the digests that the PDF prints of its own pages are read too.
    """
    try:
        _bound()
        with warnings.catch_warnings(), pikepdf.open(file) as opened:
            warnings.simplefilter("ignore")
            looking = _Looking(known, decoding)
            return _printed(opened, name, sha256, looking, only, listing=listing)
    except FAULTS:
        return Printed(name, sha256, None)


def printed_digests(file: BinaryIO) -> tuple[str, ...]:
    """Return the digests that a PDF of ours prints after its exhibits; none for any other."""
    try:
        _bound()
        with warnings.catch_warnings(), pikepdf.open(file) as opened:
            warnings.simplefilter("ignore")
            count = len(opened.pages)
            part = exhibits(opened, count) if 0 < count <= MOST_PAGES else range(0)
            behind = range(part.stop, count) if part else range(0)
            return printed_list.digests(printed_list.written(opened, behind))
    except FAULTS:
        return ()


def original(
    content: bytes,
    name: str,
    sha256: Digest,
    *,
    decoded: bool = True,
    leaves: Collection[int] = (),
) -> Original:
    """Return a file as its printed page is compared with it; any bytes in.

    Without `decoded` no picture is: a JPEG's bytes are often enough, and a PNG's packed rows. Of
    a PDF only the pages in `leaves` are looked at, from 0.
    """
    try:
        if content.startswith(b"%PDF-"):
            return Original(name, sha256, leaves=_leaves(content, leaves))
        if not decoded:
            return _undecoded(content, name, sha256)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = picture_of(content)
            with Image.open(BytesIO(content)) as image:
                exact = _is_exact(image) and not _SIXTEEN_BITS.match(content)
                return Original(name, sha256, _pixels(on_white(image)), exact, _look(picture))
    except FAULTS:
        return Original(name, sha256)


def _undecoded(content: bytes, name: str, sha256: Digest) -> Original:
    jpeg = jpeg_of(content)
    if jpeg is not None:
        return Original(name, sha256, look=_look(jpeg))
    found = packed.of_file(content)
    if found is None:
        return Original(name, sha256)
    return Original(name, sha256, exact=True, look=_look(found[0]), packed=found[1])


def _leaves(content: bytes, wanted: Collection[int]) -> tuple[tuple[int, PageRecord], ...]:
    """Return the wanted pages of a PDF as a book shows them; those that it hasn't are left out."""
    with open_leaves(content, PdfFile(BytesIO())) as leaves:
        known = sorted(number for number in wanted if number < leaves.count)
        return tuple((number, _record(leaves.leaf(number).ref.held)) for number in known)


def _record(held: pikepdf.Object) -> PageRecord:
    if held["/Subtype"] == "/Form":
        return page_records.of_form(held)
    return PageRecord(pixels=_read(held, frozenset()).pixels)


@cache
def _bound() -> None:
    """Let no stream of a PDF unpack to more than a picture may hold, from now on."""
    pikepdf.settings.set_qpdf_limits(
        dct_max_memory=MOST_UNPACKED,
        flate_max_memory=MOST_UNPACKED,
        png_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        tiff_max_memory=MOST_UNPACKED,
    )


def _printed(
    opened: pikepdf.Pdf,
    name: str,
    sha256: Digest,
    looking: _Looking,
    only: int | None,
    *,
    listing: bool,
) -> Printed:
    count = len(opened.pages)
    if not 0 < count <= MOST_PAGES:
        return Printed(name, sha256, None)
    part = exhibits(opened, count)
    images = tuple(
        image
        for at in range(count)
        if (page := at - part.start + 1 if at in part else None) == only or only is None
        for image in looking.at(opened.pages[at].obj, at + 1, page)
    )
    if not page_drawing.is_still(opened):
        images = tuple(map(_of_another, images))
    if not (listing and part):
        return Printed(name, sha256, images, bool(part))
    behind = printed_list.written(opened, range(part.stop, count))
    return Printed(
        name,
        sha256,
        images,
        labelled=bool(part),
        claims=printed_list.claims(behind),
        sm3=printed_list.pairs(behind),
        times=printed_list.times(behind),
    )


def _of_another(image: PageImage) -> PageImage:
    """Return a picture as on a page that isn't drawn as this program draws it."""
    loose = replace(image, look=None, place=0, rows=None, window=None)
    return replace(loose, record=None, words=False)


def exhibits(opened: pikepdf.Pdf, count: int) -> range:
    """Return where the exhibits lie: the one part whose labels are bare numbers from 1."""
    labels = opened.Root.get("/PageLabels")
    if labels is None or {name for name, _ in labels.items()} != {"/Nums"}:
        return range(0)
    pairs = list(labels["/Nums"].as_list())
    starts = [int(str(start)) for start in pairs[::2]]
    if starts != sorted(set(starts)):
        return range(0)
    ends = [*starts[1:], count]
    bare = [
        range(start, end)
        for start, end, label in zip(starts, ends, pairs[1::2], strict=False)
        if "/P" not in label and label.get("/S") == "/D" and label.get("/St", 1) == 1
    ]
    return bare[0] if len(bare) == 1 and len(starts) > 1 and bare[0].start > 0 else range(0)


class _Looking:
    """Pages looked at one after another; a picture that several show is decoded once."""

    def __init__(self, known: frozenset[Digest], decoding: frozenset[int]) -> None:
        self._known, self._decoding = known, decoding
        self._seen: dict[tuple[int, int, bool], _Read] = {}
        self._forms: dict[tuple[int, int], PageRecord] = {}
        self._left = MOST_WORK
        self._drawn, self._lines = MOST_DRAWN, MOST_LINES

    def at(self, page: pikepdf.Object, leaf: int, number: int | None) -> tuple[PageImage, ...]:
        """Return a page's pictures; one without digests where there is none, or a bad one."""
        words = False
        try:
            self._spend(page_drawing.lines(page))
            held = page_drawing.pictures(page)
            form = None if held else page_drawing.record(page)
            if form is not None:
                return (PageImage(leaf, number, record=self._record(form)),)
            drawn = page_drawing.drawn(page) if held else ()
            words = page_drawing.is_words(page)
            found = [self._image(PageImage(leaf, number), image) for image in held]
            if drawn:
                found = [
                    self._image(PageImage(leaf, number), one.image, one, place)
                    for place, one in enumerate(drawn, start=1)
                ]
                if not page_drawing.is_quiet(page):
                    found = [replace(one, look=None) for one in found]
        except FAULTS:
            found = []
        return tuple(found) or (PageImage(leaf, number, words=words),)

    def _spend(self, drawn: list[str]) -> None:
        """Count what a page draws, before each line is looked at; ValueError for too much."""
        self._drawn -= sum(map(len, drawn))
        self._lines -= len(drawn)
        if min(self._drawn, self._lines) < 0:
            raise ValueError(len(drawn))

    def _record(self, form: pikepdf.Object) -> PageRecord:
        if form.objgen not in self._forms:
            self._forms[form.objgen] = page_records.of_form(form)
        return self._forms[form.objgen]

    def _image(
        self,
        bare: PageImage,
        image: pikepdf.Object,
        drawn: page_drawing.Drawn | None = None,
        place: int = 0,
    ) -> PageImage:
        known = frozenset[Digest]() if bare.page in self._decoding else self._known
        key = (*image.objgen, bool(known))
        if key not in self._seen:
            self._left -= int(image["/Width"]) * int(image["/Height"])
            self._seen[key] = _read(image, known) if self._left > 0 else _Read()
        found = self._seen[key]
        shown = replace(bare, jpeg=found.jpeg, pixels=found.pixels, packed=found.packed)
        if drawn is None:
            return shown
        upright = found.turn in (None, drawn.turn)
        look = f"{drawn.turn}:{_named(profile(image))}" if found.ours and upright else None
        shown = replace(shown, look=look, place=place, height=drawn.down)
        if drawn.part is None:
            return shown
        if (drawn.part.x0, drawn.part.x1) != (0, drawn.across):
            return replace(shown, window=drawn.part)
        return replace(shown, rows=(drawn.part.y0, drawn.part.y1))


@dataclass(frozen=True, slots=True)
class _Read:
    """A picture of a PDF: the digests of its stream, if it is a JPEG, its pixels, its known rows.

    It is `ours` where its dictionary has it read as this program does; a JPEG's own header
    says its `turn`.
    """

    jpeg: Digest | None = None
    pixels: Digest | None = None
    packed: Digest | None = None
    ours: bool = False
    turn: int | None = None


def _read(image: pikepdf.Object, known: frozenset[Digest]) -> _Read:
    """Read a picture; of a JPEG that is known the pixels are left out, both for what has none."""
    if any(entry in image for entry in _ALTERED):
        return _Read()
    width, height = int(image["/Width"]), int(image["/Height"])
    if not 0 < width * height <= MOST_PIXELS or min(width, height) < 1:
        return _Read()
    if filters(image) != ["/DCTDecode"]:
        return _raster(image, (width, height), known)
    raw = image.read_raw_bytes()
    own = jpeg_of(raw)
    bare = _Read(_sha256(raw))
    if own is not None:
        bare = replace(bare, ours=is_our_jpeg(image, own), turn=own.shape.orientation)
    if bare.jpeg in known:
        return bare
    with Image.open(BytesIO(raw), formats=["JPEG"]) as decoded:
        if decoded.size != (width, height) or decoded.mode not in ("L", "RGB"):
            return bare
        return replace(bare, pixels=_pixels(decoded))


def _raster(image: pikepdf.Object, size: tuple[int, int], known: frozenset[Digest]) -> _Read:
    """Read what isn't a JPEG; of rows that are known the pixels are left out."""
    same = (digest for digest in packed.of_page(image) if digest in known) if known else iter(())
    rows = next(same, None)
    if rows is not None:
        return _Read(ours=True, packed=rows)
    return _Read(pixels=_pixels(_samples(image, size)), ours=is_our_raster(image))


def _samples(image: pikepdf.Object, size: tuple[int, int]) -> Image.Image:
    """Return a picture whose packing loses nothing; ValueError for colours that we never write."""
    components, table = space(image)
    bits = int(image.get("/BitsPerComponent", 8))
    samples = image.read_bytes(pikepdf.StreamDecodeLevel.generalized)
    if table is None:
        raw = _RAW[components][bits]
        return Image.frombytes(raw.partition(";")[0], size, samples, "raw", raw)
    found = Image.frombytes("P", size, samples, "raw", _INDEXED[bits])
    if max(at for at, count in enumerate(found.histogram()) if count) >= len(table) // 3:
        raise ValueError(table)  # a colour that isn't there is black to one reader, not to another
    found.putpalette(table)
    return found


def _look(picture: Picture | Stored) -> str:
    """Return what beside its pixels makes how a picture looks: its turn, and its profile."""
    fitting = fits(picture.profile, 1 if picture.components == 1 else 3)
    return f"{picture.shape.orientation}:{_named(picture.profile) if fitting else ''}"


def _named(profile: bytes) -> str:
    """Return the digest of a colour profile; "" for none."""
    return _sha256(profile).hex if profile else ""


def _is_exact(image: Image.Image) -> bool:
    """Say whether every pixel goes onto paper as it is: nothing clear, no other colours."""
    if image.has_transparency_data:
        return image.convert("RGBA").getchannel("A").getextrema() == (255, 255)
    return image.mode in ("1", "L", "P", "RGB")


def _pixels(image: Image.Image) -> Digest:
    """Return the digest of size and colours as stored, eight bits each of red, green and blue."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise ValueError(image.size)
    said = f"{width}x{height}\n".encode()
    return _sha256(said, image.convert("RGB").tobytes())


def _sha256(*parts: bytes) -> Digest:
    found = hashlib.sha256()
    for part in parts:
        found.update(part)
    return Digest(Algorithm.SHA256, found.hexdigest())
