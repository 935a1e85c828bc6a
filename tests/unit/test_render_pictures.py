"""Pictures go into the PDF untouched where PDF can carry them, and without loss where not."""

from __future__ import annotations

import io
import struct
import subprocess
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archivist import faults
from PIL import Image, ImageChops, ImageCms, ImageOps

from evidence_kit import render
from evidence_kit.errors import InputError
from evidence_kit.files.sniffing import _SHOWN, sniff
from evidence_kit.model import (
    Algorithm,
    Brief,
    Case,
    Digest,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    FileRole,
)
from evidence_kit.render.pictures import ORIENTATION, on_white, read_picture

Judge = Callable[[str], str]
SIZE = (40, 60)


def coloured(mode: str = "RGB") -> Image.Image:
    """A gradient with a different colour in each corner, so that no turn looks like another."""
    image = Image.new("RGB", SIZE)
    for x in range(SIZE[0]):
        for y in range(SIZE[1]):
            image.putpixel((x, y), (x * 6, y * 4, (x * y) % 256))
    for corner, colour in zip(corners(SIZE), COLOURS, strict=True):
        image.paste(colour, (*corner, corner[0] + 12, corner[1] + 12))
    return image.convert(mode)


COLOURS = ("#ff0000", "#00ff00", "#0000ff", "#ffff00")


def corners(size: tuple[int, int]) -> list[tuple[int, int]]:
    right, bottom = size[0] - 12, size[1] - 12
    return [(0, 0), (right, 0), (0, bottom), (right, bottom)]


def printed(folder: Path, paths: list[Path]) -> Path:
    """A book with one exhibit a picture."""
    sources = [Digest(Algorithm.SHA256, f"{at:064x}") for at in range(len(paths))]
    exhibits = tuple(
        Exhibit(at, ExhibitKind.PICTURE, (), (ExhibitPage(at, source, "x"),))
        for at, source in enumerate(sources, start=1)
    )
    out = folder / "book.pdf"
    render.book(
        Case(Brief(), exhibits, (), ()),
        picture=dict(zip(sources, paths, strict=True)).__getitem__,
        manifest_digest=sources[0],
        out=out,
    )
    return out


def taken_out(judge: Judge, pdf: Path, folder: Path) -> list[Image.Image]:
    """What pdfimages finds in the PDF, decoded."""
    command = [judge("pdfimages"), "-png", str(pdf), str(folder / "out")]
    subprocess.run(command, check=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("out-*"))]


def assert_same(left: Image.Image, right: Image.Image) -> None:
    assert left.size == right.size
    assert ImageChops.difference(left.convert("RGB"), right.convert("RGB")).getbbox() is None


def laid_on_white(image: Image.Image) -> Image.Image:
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")


def chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)


def png(head: tuple[int, ...], raw: bytes, *more: bytes) -> bytes:
    ihdr = struct.pack(">IIBBBBB", *head)
    idat = zlib.compress(raw)
    halves = (idat[: len(idat) // 2], idat[len(idat) // 2 :])
    chunks = [chunk(b"IHDR", ihdr), *more, *(chunk(b"IDAT", half) for half in halves)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + chunk(b"IEND", b"")


def turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif.tobytes()


def adam7(image: Image.Image) -> bytes:
    """An interlaced PNG (ISO 15948, 8.2), which Pillow reads but doesn't write."""
    passes = (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    )
    raw = b""
    for x0, y0, dx, dy in passes:
        for y in range(y0, image.height, dy):
            pixels = [image.getpixel((x, y)) for x in range(x0, image.width, dx)]
            raw += b"\0" + b"".join(bytes(pixel) for pixel in pixels)
    return png((*image.size, 8, 2, 0, 0, 1), raw)


def sixteen_bits(image: Image.Image) -> bytes:
    rows = (
        b"\0" + b"".join(bytes((v, v)) for x in range(image.width) for v in image.getpixel((x, y)))
        for y in range(image.height)
    )
    return png((*image.size, 16, 2, 0, 0, 0), b"".join(rows))


def idat_of(content: bytes) -> bytes:
    at, found = 8, b""
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] == b"IDAT":
            found += content[at + 8 : at + 8 + length]
        at += 12 + length
    return found


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def clear(image: Image.Image) -> Image.Image:
    image = image.convert("RGBA")
    mask = Image.new("L", SIZE, 255)
    mask.paste(0, (0, 30, 20, 60))
    mask.paste(128, (20, 30, 40, 45))
    image.putalpha(mask)
    return image


def clear_palette() -> Image.Image:
    image = coloured().quantize(16)
    image.info["transparency"] = bytes([0, 128, *[255] * 14])
    return image


PASSING = {
    "rgb": lambda: saved(coloured(), "PNG"),
    "grey": lambda: saved(coloured("L"), "PNG"),
    "bilevel": lambda: saved(coloured("1"), "PNG"),
    "palette": lambda: saved(coloured().quantize(200), "PNG"),
    "palette of four": lambda: saved(coloured().quantize(4), "PNG"),
    "clear palette": lambda: saved(
        clear_palette(), "PNG", transparency=clear_palette().info["transparency"]
    ),
    "two chunks": lambda: png((2, 1, 8, 2, 0, 0, 0), b"\0\x01\x02\x03\x04\x05\x06"),
}
DECODED = {
    "alpha": ("PNG", lambda: saved(clear(coloured()), "PNG")),
    "grey alpha": ("PNG", lambda: saved(clear(coloured()).convert("LA"), "PNG")),
    "one clear colour": ("PNG", lambda: saved(coloured(), "PNG", transparency=(255, 0, 0))),
    "one clear grey": ("PNG", lambda: saved(coloured("L"), "PNG", transparency=76)),
    "sixteen bits": ("PNG", lambda: sixteen_bits(coloured())),
    "interlaced": ("PNG", lambda: adam7(coloured())),
    "webp": ("WEBP", lambda: saved(coloured(), "WEBP", lossless=True)),
    "clear webp": ("WEBP", lambda: saved(clear(coloured()), "WEBP", lossless=True, exact=True)),
    "bmp": ("BMP", lambda: saved(coloured(), "BMP")),
    "gif": ("GIF", lambda: saved(coloured(), "GIF", save_all=True, append_images=[coloured("L")])),
    "tiff": ("TIFF", lambda: saved(coloured(), "TIFF")),
}


@pytest.mark.parametrize("kind", PASSING)
def test_png_passes_through(kind: str, tmp_path: Path, judge: Judge) -> None:
    content = PASSING[kind]()
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert read_picture(path).body == idat_of(content)
    with Image.open(path) as image:
        expected = laid_on_white(image)
    pdf = printed(tmp_path, [path])
    assert_same(taken_out(judge, pdf, tmp_path)[0], expected)
    assert faults(pdf) == []


@pytest.mark.parametrize("kind", DECODED)
def test_others_are_laid_on_white_without_loss(kind: str, tmp_path: Path, judge: Judge) -> None:
    suffix, content = DECODED[kind]
    path = tmp_path / f"a.{suffix.lower()}"
    path.write_bytes(content())
    with Image.open(path) as image:
        expected = laid_on_white(image)
    pdf = printed(tmp_path, [path])
    assert_same(taken_out(judge, pdf, tmp_path)[0], expected)
    assert faults(pdf) == []


def test_sixteen_grey_bits_of_a_tiff_keep_their_tones(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    grey = Image.new("I;16", SIZE)
    grey.putpixel((0, 0), 40000)
    grey.save(path)
    with Image.open(io.BytesIO(repacked(path))) as seen:
        assert seen.getpixel((0, 0)) == 40000 // 256
        assert seen.getpixel((30, 0)) == 0


def repacked(path: Path) -> bytes:
    """The picture as a PNG again, from what the PDF holds."""
    picture = read_picture(path)
    colour = 2 if picture.components == 3 else 0
    shape = picture.shape
    return png_of((shape.width, shape.height, picture.bits, colour, 0, 0, 0), picture.body)


def png_of(head: tuple[int, ...], idat: bytes) -> bytes:
    body = chunk(b"IHDR", struct.pack(">IIBBBBB", *head)) + chunk(b"IDAT", idat)
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "options",
    [{}, {"progressive": True}, {"quality": 30, "subsampling": 2}],
    ids=["baseline", "progressive", "coarse"],
)
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_jpeg_is_its_file(
    mode: str, options: dict[str, object], tmp_path: Path, judge: Judge
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(saved(coloured(mode), "JPEG", **options) + b"trailing bytes of a phone")
    assert read_picture(path).body == path.read_bytes()
    pdf = printed(tmp_path, [path])
    subprocess.run([judge("pdfimages"), "-all", pdf, tmp_path / "j"], check=True)
    assert (tmp_path / "j-000.jpg").read_bytes() == path.read_bytes()
    assert faults(pdf) == []


def test_cmyk_jpeg_is_shown_in_rgb(tmp_path: Path, judge: Judge) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(saved(coloured("CMYK"), "JPEG"))
    with Image.open(path) as image:
        expected = image.convert("RGB")
    pdf = printed(tmp_path, [path])
    assert_same(taken_out(judge, pdf, tmp_path)[0], expected)
    assert faults(pdf) == []


def rendered(judge: Judge, pdf: Path, folder: Path, first: int) -> Iterator[Image.Image]:
    command = [judge("pdftoppm"), "-r", "96", "-png", "-f", str(first), pdf, folder / "seen"]
    subprocess.run(command, check=True)
    for path in sorted(folder.glob("seen*.png")):
        with Image.open(path) as image:
            yield image.convert("RGB")


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
def test_every_orientation_is_shown_upright(suffix: str, tmp_path: Path, judge: Judge) -> None:
    paths = []
    for turn in range(1, 9):
        exif = Image.Exif()
        exif[ORIENTATION] = turn
        path = tmp_path / f"{turn}.{suffix}"
        coloured().save(path, exif=exif, quality=95)
        paths.append(path)
    pdf = printed(tmp_path, paths)
    sheets = list(rendered(judge, pdf, tmp_path, 3))[:8]
    for path, sheet in zip(paths, sheets, strict=True):
        with Image.open(path) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
        # 96 pixels an inch shows one pixel of the picture as one pixel of the sheet.
        assert_alike(sheet, upright)


def assert_alike(sheet: Image.Image, upright: Image.Image) -> None:
    left = round((25 + 167 / 2) / 25.4 * 96 - upright.width / 2)
    top = next(y for y in range(88, 300) if sheet.getpixel((left + 4, y)) < (250, 250, 250))
    for x, y in corners(upright.size):
        seen = sheet.getpixel((left + x + 6, top + y + 6))
        meant = upright.getpixel((x + 6, y + 6))
        assert max(abs(a - b) for a, b in zip(seen, meant, strict=True)) < 40, (x, y)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_own_colour_profile_goes_along(kind: str, tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = tmp_path / "a"
    path.write_bytes(saved(coloured(), kind, icc_profile=profile))
    assert read_picture(path).profile == profile
    pdf = printed(tmp_path, [path, path])
    assert faults(pdf) == []
    assert pdf.read_bytes().count(b"/ICCBased") == 2


def test_profile_of_another_colour_space_is_left_out(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    path = tmp_path / "a.png"
    path.write_bytes(saved(coloured(), "PNG", icc_profile=profile))
    assert b"/ICCBased" not in printed(tmp_path, [path]).read_bytes()


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
PACKED = zlib.compress(SRGB)
AFTER_THE_END = chunk(b"iCCP", b"x\0\0garbage") + chunk(b"eXIf", turned(3)[6:])


@pytest.mark.parametrize(
    "content",
    [
        png((2, 1, 8, 2, 0, 0, 0), b"\0\1\2\3\4\5\6", chunk(b"iCCP", b"x\0\0garbage")),
        png((2, 1, 8, 2, 0, 0, 0), b"\0\1\2\3\4\5\6", chunk(b"iCCP", b"x\0\0" + PACKED[:-6])),
        png((2, 1, 8, 2, 0, 0, 0), b"\0\1\2\3\4\5\6") + AFTER_THE_END,
    ],
    ids=["no profile", "half a profile", "chunks after the end"],
)
def test_a_sick_png_prints_without_what_is_sick(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert sniff(path, "a.png").role is FileRole.USED
    picture = read_picture(path)
    assert (picture.profile, picture.shape.orientation) == (b"", 1)
    assert picture.body == idat_of(content)


def test_a_profile_is_not_unpacked_beyond_measure(tmp_path: Path) -> None:
    bomb = chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(1 << 26), 9))
    path = tmp_path / "a.png"
    path.write_bytes(png((2, 1, 8, 2, 0, 0, 0), b"\0\1\2\3\4\5\6", bomb))
    assert read_picture(path).profile == b""


def test_what_cannot_pass_through_is_decoded(tmp_path: Path) -> None:
    """Pixels that a PDF reader would miss or trip over are laid out anew."""
    path = tmp_path / "a.png"
    path.write_bytes(png((2, 1, 8, 2, 0, 0, 0), b"\0\1\2\3\4\5\6more than there should be"))
    assert len(zlib.decompress(read_picture(path).body)) == 1 + 2 * 3


@pytest.mark.parametrize("mode", sorted(_SHOWN))
def test_every_kind_of_pixels_that_intake_takes_is_printed(mode: str, tmp_path: Path) -> None:
    assert on_white(Image.new(mode, (4, 4))).mode in ("1", "L", "RGB")


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_nonsense_in_exif_turns_nothing(tmp_path: Path) -> None:
    for value in (b"Exif\0\0garbage", b"Exif\0\0II*\0\xff\xff\xff\xff", b""):
        path = tmp_path / "a.jpg"
        path.write_bytes(saved(coloured(), "JPEG", exif=value))
        assert read_picture(path).shape.orientation == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"nothing", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xc0\x00\x04\x08\x00"],
)
def test_what_is_no_picture_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_picture(path)
    assert caught.value.kind == "picture_unreadable"


def test_small_picture_is_not_blown_up_and_a_large_one_fits(tmp_path: Path, judge: Judge) -> None:
    sizes = [(40, 60), (3000, 1000), (300, 9000)]
    paths = [tmp_path / f"{width}.png" for width, _ in sizes]
    for path, size in zip(paths, sizes, strict=True):
        Image.new("RGB", size, "#336699").save(path)
    pdf = printed(tmp_path, paths)
    found = []
    for sheet in list(rendered(judge, pdf, tmp_path, 3))[:3]:
        blue = ImageChops.difference(sheet, Image.new("RGB", sheet.size, "#336699"))
        mask = blue.convert("L").point(lambda value: 255 if value < 3 else 0)
        found.append(mask.getbbox())
    assert (found[0][2] - found[0][0], found[0][3] - found[0][1]) == pytest.approx((40, 60), abs=2)
    for box, (width, height) in zip(found[1:], sizes[1:], strict=True):
        assert box[0] >= 25 / 25.4 * 96 - 1
        assert box[2] <= (210 - 18) / 25.4 * 96 + 1
        assert box[3] <= (297 - 22) / 25.4 * 96 + 1
        seen = (box[2] - box[0]) / (box[3] - box[1])
        assert seen == pytest.approx(width / height, rel=0.05)
