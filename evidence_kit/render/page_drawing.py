"""Whether a page of a PDF is drawn as this program draws exhibits, and what it shows then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import pikepdf

from evidence_kit.model import Box
from evidence_kit.render import every
from evidence_kit.render.exhibits import POINTS_A_PIXEL
from evidence_kit.render.page_content import FRAME, MOST_PICTURES, PICTURE, Contents, Once
from evidence_kit.render.pictures import Shape
from evidence_kit.render.sheet import HAIR, HEIGHT, WIDTH, Rect
from evidence_kit.render.text_layer import NAME

_ENTRIES = {"/Contents", "/MediaBox", "/Type", "/Parent", "/Resources", "/Annots"}
# What a PDF can have done (ISO 32000-1, 12.6.4) but for going to one of its own places.
_ACTIONS = {
    *("/GoToR", "/GoToE", "/Launch", "/Thread", "/URI", "/Sound", "/Movie", "/Hide", "/Named"),
    *("/SubmitForm", "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition"),
    *("/Trans", "/GoTo3DView", "/RichMediaExecute"),
}
# As qpdf writes it, one of them or an object elsewhere, which may be one.
_ACTING = re.compile(
    rb"/S (?:\d|(?:%s)\b)" % b"|".join(re.escape(one.encode()) for one in sorted(_ACTIONS))
)
_MOVING = ("/OCProperties", "/Collection", "/NeedsRendering")
MOST_NOTES = 10_000  # on a page; a page of the list has some forty links
_OF_LINK = {"/Type", "/Subtype", "/Rect", "/Border", "/F", "/Dest"}
_INHERITED = ("/Rotate", "/CropBox", "/UserUnit", "/MediaBox", "/Resources")
_DEEPEST = 50
_SOME = MOST_PICTURES + 1
_SLACK = 0.01  # points: numbers are written with three decimals
_LEAST = 150.0  # points of a picture's longer side, unless it has few pixels
_APART = 1.0  # points between two pictures at least: each has its hairline outside


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as a page shows it: how it is turned (1 to 8), its size in pixels as displayed.

    `seen` is where it stands; `part` is what is shown of its pixels, None for all.
    """

    image: pikepdf.Object
    turn: int
    across: int
    down: int
    seen: Rect
    part: Box | None


class Shared:
    """What many pages of a PDF may share, each looked at once, however many they are."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.contents = Contents()
        self.drawn_with, self.outlined = Once(_pictured), Once(_are_outlined)
        self.links, self.above = Once(_are_unseen), Once(_passes_nothing_on)


def is_still(opened: pikepdf.Pdf) -> bool:
    """Say whether nothing in a PDF runs, hides and shows, or takes its pages' place, as it is read.

    Going to a place of its own is all that may be done.
    """
    root = opened.Root
    form = root.get("/AcroForm", pikepdf.Dictionary())
    if any(entry in root for entry in _MOVING) or "/XFA" in form:
        return False
    # Most objects have nothing of the kind in their text.
    acting = (one for one in every.holder(opened) if _ACTING.search(every.text(one)))
    return not any(map(_acts, acting))


def _acts(held: pikepdf.Object, depth: int = 0) -> bool:
    """Say whether an object, or one that lies in it, has something done: a script, a launch."""
    if depth > _DEEPEST:
        return True
    if isinstance(held, pikepdf.Array):
        return any(_acts(one, depth + 1) for one in held.as_list() if _is_inside(one))
    if not isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if str(held.get("/S", "")) in _ACTIONS:
        return True
    return any(_acts(one, depth + 1) for _, one in held.items() if _is_inside(one))


def _is_inside(one: object) -> bool:
    return isinstance(one, pikepdf.Array | pikepdf.Dictionary) and not one.is_indirect


def pictures(page: pikepdf.Object, shared: Shared) -> list[pikepdf.Object]:
    """Return the pictures that a page draws with; [] where it draws with anything else, or many."""
    held = _drawn_with(page, shared)
    return [one for _, one in held] if all(_is_picture(one) for _, one in held) else []


def _drawn_with(page: pikepdf.Object, shared: Shared) -> tuple[tuple[str, pikepdf.Object], ...]:
    """Return what a page draws with; () for more than we ever write."""
    held = shared.drawn_with.of(page.get("/Resources", pikepdf.Dictionary()))
    return held if len(held) <= MOST_PICTURES else ()


def _pictured(resources: pikepdf.Object) -> tuple[tuple[str, pikepdf.Object], ...]:
    held = resources.get("/XObject", pikepdf.Dictionary())
    return tuple((name, one) for (name, one), _ in zip(held.items(), range(_SOME), strict=False))


def _is_picture(drawn_with: pikepdf.Object) -> bool:
    return isinstance(drawn_with, pikepdf.Stream) and drawn_with.get("/Subtype") == "/Image"


def is_words(page: pikepdf.Object, shared: Shared) -> bool:
    """Say whether a page draws nothing but text, rules, tints and frames, as our sheets do."""
    if not shared.contents.of(page).words or not is_plain(page, shared):
        return False
    return not shared.drawn_with.of(page["/Resources"])


def drawn(page: pikepdf.Object, shared: Shared) -> tuple[Drawn, ...]:
    """Return the pictures of a page as they are read; () where it isn't drawn as an exhibit.

    They are drawn last, opaque, on the sheet, none near another and each at its own proportions,
    whole or cut between its pixels; after each comes the hairline around it. Then there is nothing
    but words that can't be seen, and on the page lies no note but links.
    """
    own = _own(page, shared)
    if not own:
        return ()
    images = page["/Resources"]["/XObject"]
    placed = [_placed(images, *pair) for pair in zip(own[::2], own[1::2], strict=True)]
    found = [one for one in placed if one is not None and _is_on(page, one.seen)]
    read_on = all(_is_after(one.seen, other.seen) for one, other in combinations(found, 2))
    return tuple(found) if read_on and len(found) == len(placed) <= MOST_PICTURES else ()


def record(page: pikepdf.Object, shared: Shared) -> pikepdf.Object | None:
    """Return the form of a PDF record's page; None where it isn't drawn as such an exhibit.

    It is drawn last, whole, upright and evenly, with the hairline around it.
    """
    own = _own(page, shared)
    if len(own) != 2 or not is_quiet(page, shared):
        return None
    placed, frame = PICTURE.fullmatch(own[0]), FRAME.fullmatch(own[1])
    form = page["/Resources"]["/XObject"][f"/{placed[3]}"] if placed and not placed[1] else None
    if form is None or frame is None or form.get("/Subtype") != "/Form":
        return None
    scale, b, c, up, x, y = _numbers(placed[2]) if placed else (0, 0, 0, 0, 0, 0)
    width, height = _extent(form)
    seen = Rect(x, y, width * scale, height * scale)
    around = (seen.x - 0.5, seen.y - 0.5, seen.width + 1, seen.height + 1)
    even = (b, c) == (0, 0) and scale == up > 0 and float(frame[1]) <= HAIR
    sound = even and _near(_numbers(frame[2]), around) and _is_on(page, seen)
    return form if sound else None


def _extent(form: pikepdf.Object) -> tuple[float, float]:
    """Return how large a form is whose matrix puts its box at 0, 0; ValueError for another."""
    x0, y0, x1, y1 = (float(side) for side in form["/BBox"].as_list())
    a, b, c, d, e, f = (float(part) for part in form["/Matrix"].as_list())
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    if not _near((min(x for x, _ in corners), min(y for _, y in corners)), (0, 0)):
        raise ValueError(corners)
    return max(x for x, _ in corners), max(y for _, y in corners)


def _own(page: pikepdf.Object, shared: Shared) -> tuple[str, ...]:
    """Return the lines that place what a page shows, each with that of its hairline; () for none.

    Before them is nothing but text, rules, tints and frames, and all is drawn that the page holds.
    """
    held = shared.contents.of(page)
    if len(held.own) % 2 or not held.around or not is_plain(page, shared):
        return ()
    # What a Type 3 font draws is seen in every mode (ISO 32000-1, 9.3.6); no other font's is.
    if held.unseen and not _is_outlined(page["/Resources"]["/Font"][f"/{NAME}"]):
        return ()
    used = {one[3] for line in held.own[::2] if (one := PICTURE.fullmatch(line))}
    return held.own if used == {name[1:] for name, _ in _drawn_with(page, shared)} else ()


def is_quiet(page: pikepdf.Object, shared: Shared) -> bool:
    """Say whether beside its pictures a page has nothing but small words and hairlines."""
    return shared.contents.of(page).quiet and shared.outlined.of(page["/Resources"])


def _are_outlined(resources: pikepdf.Object) -> bool:
    fonts = resources.get("/Font", pikepdf.Dictionary())
    return all(_is_outlined(font) for _, font in fonts.items())


def _is_outlined(font: pikepdf.Object) -> bool:
    """Say whether a font has outlines: a Type 3 font's glyphs draw whatever they like."""
    if str(font["/Subtype"]) != "/Type0":
        return False
    return str(font["/DescendantFonts"][0]["/Subtype"]) in ("/CIDFontType0", "/CIDFontType2")


def _is_after(one: Rect, other: Rect) -> bool:
    """Say whether the other rectangle is read after the one: it lies right of it, or below."""
    beside = one.x + one.width + _APART < other.x
    return beside or other.y + other.height + _APART < one.y


def _placed(images: pikepdf.Object, picture: str, around: str) -> Drawn | None:
    """Return what a picture's line and that of the hairline around it show, None for no form."""
    placed, frame = PICTURE.fullmatch(picture), FRAME.fullmatch(around)
    if not placed or not frame or float(frame[1]) > HAIR:
        return None
    image, matrix = images[f"/{placed[3]}"], _numbers(placed[2])
    whole = _box(matrix)
    seen = Rect(*_numbers(placed[1])) if placed[1] else whole
    hairline = (seen.x - 0.5, seen.y - 0.5, seen.width + 1, seen.height + 1)
    turn = _turn(matrix, whole, image)
    if turn is None or not _near(_numbers(frame[2]), hairline):
        return None
    across, down = Shape(int(image["/Width"]), int(image["/Height"]), turn).shown
    shrunk = whole.width < across * POINTS_A_PIXEL * (1 - _SLACK)
    if shrunk and max(seen.width, seen.height) < _LEAST:
        return None
    if not placed[1]:
        return Drawn(image, turn, across, down, whole, None)
    part = _part(whole, seen, across, down)
    return Drawn(image, turn, across, down, seen, part) if part else None


def _part(whole: Rect, seen: Rect, across: int, down: int) -> Box | None:
    """Return the pixels that a clip shows, each whole; None where it shows a part of one."""
    pixel = (whole.width / across, whole.height / down)
    left, top = seen.x - whole.x, whole.y + whole.height - seen.y - seen.height
    ends = (left, top, left + seen.width, top + seen.height)
    cuts = [end / pixel[at % 2] for at, end in enumerate(ends)]
    exact = all(abs(cut - round(cut)) * pixel[at % 2] <= _SLACK for at, cut in enumerate(cuts))
    found = Box(*(round(cut) for cut in cuts))
    inside = 0 <= found.x0 < found.x1 <= across and 0 <= found.y0 < found.y1 <= down
    return found if exact and inside else None


def _numbers(written: str) -> list[float]:
    return [float(part) for part in written.split()]


def _is_on(page: pikepdf.Object, seen: Rect) -> bool:
    """Say whether a rectangle lies on the sheet."""
    *_, width, height = (float(side) for side in page["/MediaBox"].as_list())
    inside = seen.x + seen.width <= width and seen.y + seen.height <= height
    return min(seen.x, seen.y) >= 0 and inside


def is_plain(page: pikepdf.Object, shared: Shared) -> bool:
    """Say whether nothing but its content decides what the page shows, on a sheet of A4."""
    media = page["/MediaBox"]
    if len(media) != 4 or not {name for name, _ in page.items()} <= _ENTRIES:
        return False
    sides = [float(side) for side in media.as_list()]
    sheet = _near(sides, (0, 0, WIDTH, HEIGHT)) or _near(sides, (0, 0, HEIGHT, WIDTH))
    above = page.get("/Parent")
    alone = above is None or shared.above.of(above)
    drawn_with = {name for name, _ in page["/Resources"].items()} <= {"/Font", "/XObject"}
    return sheet and alone and drawn_with and has_only_links(page, shared)


def _passes_nothing_on(node: pikepdf.Object | None) -> bool:
    """Say whether what lies above a page leaves all to the page."""
    above = 0
    while node is not None and above < _DEEPEST:
        if any(entry in node for entry in _INHERITED):
            return False
        above, node = above + 1, node.get("/Parent")
    return node is None


def has_only_links(page: pikepdf.Object, shared: Shared) -> bool:
    """Say whether what lies on a page are links, or signatures without any room: all unseen."""
    return "/Annots" not in page or shared.links.of(page["/Annots"])


def _are_unseen(notes: pikepdf.Object) -> bool:
    return len(notes) <= MOST_NOTES and all(map(_is_unseen, notes.as_list()))


def _is_unseen(note: pikepdf.Object) -> bool:
    if note["/Subtype"] == "/Widget":
        rect = note["/Rect"]
        return len(rect) == 4 and not any(abs(float(side)) > _SLACK for side in rect.as_list())
    known = {name for name, _ in note.items()} <= _OF_LINK and note["/Subtype"] == "/Link"
    border = note["/Border"] if known else pikepdf.Array()
    return len(border) == 3 and not any(float(side) for side in border.as_list())


def _box(matrix: Sequence[float]) -> Rect:
    """Return where a matrix puts the unit square."""
    a, b, c, d, e, f = matrix
    across, up = sorted((e, e + a, e + c, e + a + c)), sorted((f, f + b, f + d, f + b + d))
    return Rect(across[0], up[0], across[-1] - across[0], up[-1] - up[0])


def _turn(matrix: Sequence[float], box: Rect, image: pikepdf.Object) -> int | None:
    stored = int(image["/Width"]), int(image["/Height"])
    for number in range(1, 9):
        shape = Shape(*stored, number)
        across, down = shape.shown
        stretched = abs(box.width * down - box.height * across) > _SLACK * (across + down)
        if not stretched and _near(shape.matrix(*box), matrix):
            return number
    return None


def _near(found: Sequence[float], wanted: Sequence[float]) -> bool:
    pairs = zip(found, wanted, strict=False)
    return len(found) == len(wanted) and all(abs(one - other) <= _SLACK for one, other in pairs)
