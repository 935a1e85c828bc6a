"""PDFs that hold more than any book cost bounded time and memory, and are told as such."""

from __future__ import annotations

import io

import pikepdf
import pytest

from evidence_kit.audit import pages
from evidence_kit.model import Algorithm, Digest, Printed, Verdict
from evidence_kit.render import bounded, page_images, samples, signatures
from evidence_kit.render.carried import carried

NOTHING = Digest(Algorithm.SHA256, "0" * 64)
PACKED = pikepdf.ObjectStreamMode.generate


def saved(made: pikepdf.Pdf, **how: object) -> io.BytesIO:
    raw = io.BytesIO()
    made.save(raw, **how)
    return raw


def blank(count: int = 1) -> pikepdf.Pdf:
    made = pikepdf.new()
    for _ in range(count):
        made.add_blank_page(page_size=(595.276, 841.89))
    return made


def printed(raw: io.BytesIO) -> Printed:
    return page_images.printed(raw, "b.pdf", NOTHING)


def told(raw: io.BytesIO) -> tuple[Verdict, set[str]]:
    report = pages.report(printed(raw))
    return report.verdict, {check.finding for check in report.checks}


def test_numbers_and_nothing_as_objects_of_their_own_are_read() -> None:
    """Failure: looking at the text of each object ended at the first that was a number."""
    raw = saved(blank()).getvalue()
    at, end = len(raw), int(raw.rpartition(b"startxref")[2].split()[0])
    body = b"90 0 obj\n7\nendobj\n91 0 obj\nnull\nendobj\n"
    table = b"xref\n90 2\n%010d 00000 n \n%010d 00000 n \n" % (at, at + 18)
    tail = b"trailer\n<</Size 92/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    whole = io.BytesIO(raw + body + table + tail % (end, at + len(body)))
    assert len(printed(whole).images or ()) == 1
    assert carried(whole, most=1) == ()


@pytest.mark.parametrize("mode", [PACKED, pikepdf.ObjectStreamMode.disable])
@pytest.mark.parametrize(("limit", "most"), [("MOST_OBJECTS", 20), ("MOST_WORDS", 1000)])
def test_more_objects_than_any_book_has_are_not_read(
    limit: str, most: int, mode: pikepdf.ObjectStreamMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failure: a million in a file of six megabytes filled two gigabytes."""
    made = blank(3)
    kept = [made.make_indirect(pikepdf.Array([0] * 100)) for _ in range(20)]
    made.Root.Kept = pikepdf.Array([pikepdf.String(">> stream ("), *kept])
    raw = saved(made, object_stream_mode=mode)
    assert "pdf_read" in told(raw)[1]
    monkeypatch.setattr(bounded, limit, most)
    assert told(raw) == (Verdict.INDETERMINATE, {"pdf_too_much", "pdf_alone"})
    assert carried(raw, most=1) is None
    assert signatures.signatures(raw) == ()


def test_words_behind_a_text_that_looks_like_a_stream_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounded, "_HEAD", 8)
    raw = (
        b"1 0 obj [ (a \\) stream ( endobj )) /a\\( stream) % stream\n" + b"0 " * 500 + b"] endobj"
    )
    assert 500 < bounded._words_at(io.BytesIO(raw + b" 0" * 900), 0) < 540
    raw = b"1 0 obj <</A (x)>>\nstream\n" + b"0 " * 500
    assert bounded._words_at(io.BytesIO(raw), 0) < 10


@pytest.mark.parametrize("chunk", [11, 64, 1 << 20])
def test_words_between_streams_are_counted_before_qpdf_reads_any(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failure: a page of a million notes took a gigabyte and a half as qpdf opened it."""
    monkeypatch.setattr(bounded, "_CHUNK", chunk)
    monkeypatch.setattr(bounded, "MOST_WORDS", 150)
    book = b"%PDF-1.7\n" + b"1 0 obj <</A 1>>\nstream\r\n" + b"0 " * 900 + b"endstream\nendobj\n"
    bounded._require_few_words(io.BytesIO(book * 4))
    monkeypatch.setattr(pikepdf, "open", lambda _: pytest.fail("was opened"))
    for more in (book * 40, book + b"2 0 obj [" + b"0 " * 200 + b"]"):
        with pytest.raises(bounded.TooMuchError), bounded.opened(io.BytesIO(more)):
            pytest.fail("was given")


def pictured(made: pikepdf.Pdf, body: bytes, **entries: object) -> None:
    image = made.make_stream(body)
    said = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "BitsPerComponent": 8}
    for name, value in (said | {"ColorSpace": pikepdf.Name.DeviceGray} | entries).items():
        image[f"/{name}"] = value
    made.pages[0].obj.Contents = made.make_stream(b"q Q")
    made.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))


@pytest.mark.parametrize(
    ("size", "read"), [((4, 4), True), ((200_001, 1), False), ((9000, 9000), False)]
)
def test_a_picture_beyond_any_size_is_not_unpacked(size: tuple[int, int], *, read: bool) -> None:
    made = blank()
    pictured(made, bytes(min(size[0] * size[1], 300_000)), Width=size[0], Height=size[1])
    (image,) = printed(saved(made)).images or ()
    assert (image.pixels is not None) is read


def test_pictures_beyond_what_a_file_of_its_size_unpacks_to_are_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = blank()
    pictured(made, bytes(10_000), Width=100, Height=100)
    raw = saved(made, compress_streams=True)
    assert (printed(raw).images or ())[0].pixels is not None
    monkeypatch.setattr(bounded, "LEAST_WORK", 0)
    monkeypatch.setattr(bounded, "WORK_A_BYTE", 10)
    found = printed(raw)
    assert found.beyond
    assert (found.images or ())[0].pixels is None
    assert len(raw.getvalue()) * 10 < samples.WEIGHT * 10_000
