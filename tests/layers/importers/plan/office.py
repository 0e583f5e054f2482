"""Documents as office programs write them, small and whole."""

import io
import zipfile

from pypdf import PdfWriter

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def packed(members: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(*paragraphs: str, link: str = "") -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    deleted = "<w:p><w:del><w:r><w:delText>smazané</w:delText></w:r></w:del></w:p>"
    external = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="attachedTemplate" Target="{link}" TargetMode="External"/>'
        "</Relationships>"
    )
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}{deleted}'
            "</w:body></w:document>",
            "word/_rels/document.xml.rels": external,
        }
    )


def odt(*paragraphs: str) -> bytes:
    body = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    content = (
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0" '
        f'xmlns:text="{OFFICE}:text:1.0">'
        f"<office:body><office:text><text:h>Nadpis</text:h>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def rtf(text: str) -> bytes:
    letters = "".join(
        letter if ord(letter) < 128 else f"\\'{letter.encode('cp1250').hex()}" for letter in text
    )
    return f"{{\\rtf1\\ansi\\ansicpg1250{{\\fonttbl\\f0 Arial;}}\\f0 {letters}\\par}}".encode(
        "ascii"
    )


def pdf(*lines: str, stream: bytes = b"", filters: str = "") -> bytes:
    """One page in Helvetica (ASCII), or with the stream as its content."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    content = stream or f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET".encode("ascii")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters.encode(), content),
    ]
    file, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj%s endobj\n" % (number, each)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(file)


def encrypted_pdf(password: str) -> bytes:
    writer, file = PdfWriter(io.BytesIO(pdf("Tajne"))), io.BytesIO()
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()
