"""The pictures on the pages of a finished PDF, and of files, as verification compares them."""

from __future__ import annotations

import hashlib
import re
import struct
import warnings
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from io import SEEK_END, BytesIO
from typing import BinaryIO

import pikepdf
from PIL import Image

from evidence_kit.errors import InputError
from evidence_kit.model import Algorithm, Digest, Original, PageImage, PageRecord, Printed
from evidence_kit.render import packed, page_drawing, page_records, printed_list, samples
from evidence_kit.render.bounded import Allowance, TooMuchError, opened as bounded
from evidence_kit.render.conforming import RefusedError
from evidence_kit.render.image_form import filters, is_our_jpeg, is_our_raster, profile
from evidence_kit.render.leaves import open_leaves
from evidence_kit.render.pdf import PdfFile
from evidence_kit.render.pictures import (
    Picture,
    Stored,
    fits,
    jpeg_of,
    on_white,
    passed_of,
    picture_of,
)

MOST_PAGES = 20_000
MOST_FILE = 1 << 30  # bytes of an original
MOST_LAID = 40_000_000  # pixels of an original that no PDF carries as it is: it is held twice
_SIXTEEN_BITS = re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR.{8}\x10", re.DOTALL)
_FIRST, _LAST = b"%PDF-", b"%%EOF\r\n"
_ALTERED = ("/SMask", "/Mask", "/ImageMask", "/Decode", "/OC", "/Alternates", "/F", "/Matte")
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
    """Return the pictures of a PDF's pages; any bytes in, in bounded time and memory.

    A JPEG whose stream has one of the `known` digests isn't decoded, nor a PNG whose rows have
    one, but on the exhibit pages in `decoding`. `only` one exhibit page is looked at, if given.
    With `listing` the digests that the PDF prints of its own pages are read too.
    """
    try:
        with bounded(file) as opened:
            looking = _Looking(known, decoding, Allowance(file.seek(0, SEEK_END)))
            found = _printed(opened, name, sha256, looking, only, listing=listing)
            bare = all(_is_bare(page.obj) for page in opened.pages)
            return replace(found, bare=bare, mended=_is_mended(opened, file))
    except TooMuchError:
        return Printed(name, sha256, None, beyond=True)
    except FAULTS:
        return Printed(name, sha256, None)


def original(
    content: bytes,
    name: str,
    sha256: Digest,
    *,
    decoded: bool = True,
    leaves: Collection[int] = (),
    left: Allowance | None = None,
) -> Original:
    """Return a file as its printed page is compared with it; any bytes in.

    Without `decoded` no picture is: a JPEG's bytes are often enough, and a PNG's packed rows. Of
    a PDF only the pages in `leaves` are looked at, from 0. Beyond what is `left` of the work on a
    bundle's files nothing of it is told.
    """
    left = left or Allowance(len(content))
    try:
        if content.startswith(b"%PDF-"):
            return Original(name, sha256, leaves=_leaves(content, leaves, left))
        if not decoded:
            return _undecoded(content, name, sha256, left)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _decoded(content, name, sha256, left)
    except FAULTS:
        return Original(name, sha256)


def _decoded(content: bytes, name: str, sha256: Digest, left: Allowance) -> Original:
    with Image.open(BytesIO(content)) as image:
        size = image.size
        left.spend(size[0] * size[1] * samples.WEIGHT)
        picture = passed_of(content) if size[0] * size[1] > MOST_LAID else picture_of(content)
        if picture is None:
            return Original(name, sha256)
        exact = all(map(_is_exact, samples.strips(image))) and not _SIXTEEN_BITS.match(content)
        pixels = samples.digest(size, map(on_white, samples.strips(image)))
        return Original(name, sha256, pixels, exact, _look(picture))


def _undecoded(content: bytes, name: str, sha256: Digest, left: Allowance) -> Original:
    jpeg = jpeg_of(content)
    if jpeg is not None:
        return Original(name, sha256, look=_look(jpeg))
    found = packed.of_file(content, left)
    if found is None:
        return Original(name, sha256)
    return Original(name, sha256, exact=True, look=_look(found[0]), packed=found[1])


def _leaves(
    content: bytes, wanted: Collection[int], left: Allowance
) -> tuple[tuple[int, PageRecord], ...]:
    """Return the wanted pages of a PDF as a book shows them; those that it hasn't are left out."""
    with open_leaves(content, PdfFile(BytesIO())) as leaves:
        known = sorted(number for number in wanted if number < leaves.count)
        records = page_records.Records(left)
        found = ((number, leaves.leaf(number).ref.held) for number in known)
        return tuple((number, _record(held, records, left)) for number, held in found)


def _record(held: pikepdf.Object, records: page_records.Records, left: Allowance) -> PageRecord:
    if held["/Subtype"] == "/Form":
        return records.of_form(held)
    return PageRecord(pixels=_read(held, frozenset(), left).pixels)


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
        return Printed(name, sha256, None, beyond=count > 0)
    leaves = [page.obj for page in opened.pages]
    part = exhibits(opened, count)
    numbers = [at - part.start + 1 if at in part else None for at in range(count)]
    images = tuple(
        image
        for at, number in enumerate(numbers)
        if only is None or number == only
        for image in looking.at(leaves[at], at + 1, number)
    )
    if not page_drawing.is_still(opened):
        images = tuple(map(_of_another, images))
    if not (listing and part):
        return Printed(name, sha256, images, bool(part), beyond=looking.beyond)
    behind = printed_list.written(leaves[part.stop :], looking.shared)
    return Printed(
        name,
        sha256,
        images,
        labelled=bool(part),
        claims=printed_list.claims(behind),
        sm3=printed_list.pairs(behind),
        times=printed_list.times(behind),
        digests=printed_list.digests(behind),
        beyond=looking.beyond,
    )


def _is_bare(page: pikepdf.Object) -> bool:
    held = page.get("/Contents")
    drawn = held is not None and (not isinstance(held, pikepdf.Stream) or held.read_raw_bytes())
    return not drawn and "/Annots" not in page


def _is_mended(opened: pikepdf.Pdf, file: BinaryIO) -> bool:
    """Say whether a PDF, once it is read, is anything but a whole file from first to last byte."""
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - len(_LAST)))
    ended = file.read().rstrip(b"\r\n").endswith(_LAST.rstrip())
    file.seek(0)
    return not (ended and file.read(len(_FIRST)) == _FIRST) or bool(opened.get_warnings())


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
    """Pages looked at one after another; a picture that several show is decoded once.

    `beyond` says that there was more than is looked at.
    """

    def __init__(self, known: frozenset[Digest], decoding: frozenset[int], left: Allowance) -> None:
        self._known, self._decoding, self._left = known, decoding, left
        self._seen: dict[tuple[int, int, bool], _Read] = {}
        self._records = page_records.Records(left)
        self.shared = page_drawing.Shared()
        self.beyond = False

    def at(self, page: pikepdf.Object, leaf: int, number: int | None) -> tuple[PageImage, ...]:
        """Return a page's pictures; one without digests where there is none, or a bad one."""
        words, found = False, list[PageImage]()
        try:
            held = page_drawing.pictures(page, self.shared)
            form = None if held else page_drawing.record(page, self.shared)
            if form is not None:
                return (PageImage(leaf, number, record=self._records.of_form(form)),)
            words = not held and page_drawing.is_words(page, self.shared)
            found = self._pictures(page, held, PageImage(leaf, number))
        except TooMuchError:
            self.beyond = True
        except FAULTS:
            found = []
        return tuple(found) or (PageImage(leaf, number, words=words),)

    def _pictures(
        self, page: pikepdf.Object, held: Sequence[pikepdf.Object], bare: PageImage
    ) -> list[PageImage]:
        drawn = page_drawing.drawn(page, self.shared) if held else ()
        if not drawn:
            return [self._image(bare, image) for image in held]
        placed = enumerate(drawn, start=1)
        found = [self._image(bare, one.image, one, place) for place, one in placed]
        if not page_drawing.is_quiet(page, self.shared):
            found = [replace(one, look=None) for one in found]
        return found

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
            self._seen[key] = _Read()  # also where it is too much, or damaged
            self._seen[key] = _read(image, known, self._left)
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


def _read(image: pikepdf.Object, known: frozenset[Digest], left: Allowance) -> _Read:
    """Read a picture; of a JPEG that is known the pixels are left out, both for what has none."""
    if any(entry in image for entry in _ALTERED):
        return _Read()
    width, height = int(image["/Width"]), int(image["/Height"])
    if min(width, height) < 1 or not samples.is_bounded(width, height):
        return _Read()
    if filters(image) != ["/DCTDecode"]:
        return _raster(image, known, left)
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
        left.spend(width * height * samples.WEIGHT)
        return replace(bare, pixels=samples.digest(decoded.size, samples.strips(decoded)))


def _raster(image: pikepdf.Object, known: frozenset[Digest], left: Allowance) -> _Read:
    """Read what isn't a JPEG; of rows that are known the pixels are left out."""
    same = (one for one in packed.of_page(image, left) if one in known) if known else iter(())
    rows = next(same, None)
    if rows is not None:
        return _Read(ours=True, packed=rows)
    strips = samples.of(image, left)
    if strips is None:
        return _Read()
    size = int(image["/Width"]), int(image["/Height"])
    return _Read(pixels=samples.digest(size, strips), ours=is_our_raster(image))


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


def _sha256(*parts: bytes) -> Digest:
    found = hashlib.sha256()
    for part in parts:
        found.update(part)
    return Digest(Algorithm.SHA256, found.hexdigest())
