"""What makes the file fit for an archive (PDF/A, ISO 19005-2 and 3): metadata and colour."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from PIL import ImageCms

from evidence_kit.render.pdf import Name, PdfFile, Ref, Value

LANGUAGE = "zh-CN"
PRODUCER = "evidence-kit"
# The profile's creation time (bytes 24 to 35) would be the clock's: fixed at 2000-01-01.
_BORN = b"".join(part.to_bytes(2, "big") for part in (2000, 1, 1, 0, 0, 0))

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class About:
    """What the file says about itself; no time, for the program has no clock to ask.

    `part` of PDF/A is 2, and 3 where it carries other files.
    """

    title: str
    author: str
    part: int = 2

    def put(self, pdf: PdfFile) -> Ref:
        """Write the information dictionary."""
        return pdf.put({"Title": self.title, "Author": self.author, "Producer": PRODUCER})

    def put_metadata(self, pdf: PdfFile) -> Ref:
        """Write the same as XMP, uncompressed so that any archive can read it."""
        text = _XMP.format(
            part=self.part,
            title=escape(self.title),
            author=escape(self.author),
            language=LANGUAGE,
            producer=PRODUCER,
        )
        entries: dict[str, Value] = {"Type": Name("Metadata"), "Subtype": Name("XML")}
        return pdf.put_stream(entries, text.encode("utf-8", "replace"))


def put_output_intent(pdf: PdfFile) -> Ref:
    """Write the sRGB output intent, which says what device colours mean."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = _BORN
    return pdf.put(
        {
            "Type": Name("OutputIntent"),
            "S": Name("GTS_PDFA1"),
            "OutputConditionIdentifier": "sRGB",
            "Info": "sRGB IEC61966-2.1",
            "DestOutputProfile": pdf.put_packed({"N": 3}, bytes(profile)),
        }
    )
