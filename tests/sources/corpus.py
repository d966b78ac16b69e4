"""Documents written by us, and the same texts as files of every format."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from typing import TYPE_CHECKING, Final

import docx
from rapidfuzz.distance import LCSseq
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    PageTemplate,
    Paragraph,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LETTERS: Final = {
    "bridge": (
        "The bridge at Orlen",
        "The mayor of Orlen, Ana Ruiz, warned on Monday that the old bridge was unsafe and that "
        "further negotiations with the transportation administration would be irresponsible.",
        "“We have asked three times, and three times nobody answered,” she told the council. She "
        "called on the ministry to close the bridge before the winter.",
        "In response, the spokesman of the ministry, Ola Berg, denied that it had received any "
        "letter. He said that 47 inspectors had examined the construction in 2023, and that the "
        "recommendations of their report had been implemented comprehensively.",
        "Ms. Ruiz rejected the explanation. According to her office, the inspectors never crossed "
        "the river – they had looked at photographs.",
    ),
    "clubs": (
        "Clubs and their registration",
        "The Special Rapporteur on freedom of association expressed concern on 5 March 2024 about "
        "the deregistration of 126 clubs in Samrath. He urged the Government to reinstate them.",
        "The Government replied that the clubs had failed to submit their financial statements. "
        "“Nobody is above the law,” the Minister of Justice, Sok Dara, said at a press conference.",
        "The Rapporteur observed that the requirements were disproportionate, and that "
        "organizations of persons with disabilities had been particularly affected.",
        "Civil-society representatives welcomed the statement. Ida Holm of the Delta Union added "
        "that self-employed translators had been told to register twice.",
        "The Minister promised an independent review by the end of the year.",
    ),
    "press": (
        "A newspaper closes",
        "The editor of the Delta Post, Tomas Vidal, announced on Friday that the newspaper would "
        "cease publication. “They have taken our licence, our printers and our telephones,” he "
        "said.",
        "The Ministry of Information rejected the accusation as unfounded. Its spokeswoman, "
        "Éva Müller-Novák, stated that the newspaper owed taxes of 4.5 million crowns.",
        "The Committee of Journalists called on the authorities to return the equipment "
        "immediately and unconditionally.",
        "Mr. Vidal said in June that he had paid. The spokeswoman acknowledged that a payment had "
        "been received, but insisted that the administrative proceedings would continue.",
    ),
    "prison": (
        "Visits to the prison of Karst",
        "The Subcommittee asked in 2022 to be admitted to the prison of Karst. The authorities "
        "answered that the building was under reconstruction.",
        "In November the delegation was informed that 312 detainees had been transferred. The "
        "delegation noted with regret that it had not been told where they were held.",
        "The Deputy Minister, Jan Kowal, assured the delegation that all families had been "
        "notified. “Every single one,” he repeated.",
        "Relatives denied this. Maria Kowalska, whose brother is among the detainees, told the "
        "delegation that she had learned of his transfer from the newspapers.",
        "The Subcommittee recommends that a comprehensive and up-to-date register be kept.",
    ),
    "water": (
        "Water for the villages",
        "The Ministry of Water said on Wednesday that 80 per cent of the villages had been "
        "connected to the network. The Association of Farmers disputed the figure.",
        "“I have counted them myself: it is nineteen of fifty,” its chairman, Pedro Alvar, said.",
        "The Minister, Lena Osk, responded that the association misunderstood the methodology. "
        "Villages under construction counted as connected, she explained.",
        "Mr. Alvar replied that nobody could drink from a construction site. He demanded that the "
        "figures be published, village by village.",
        "The Ombudsman has since asked both sides for their documentation.",
    ),
    "school": (
        "Language in schools",
        "The Council’s commissioner criticised the new law on schools last week. It would deprive "
        "24,000 children of lessons in their mother tongue, she argued.",
        "The Prime Minister, Aro Lind, dismissed the criticism: the law merely harmonised the "
        "curriculum, and nobody’s language was forbidden.",
        "Teachers’ unions said that they had not been consulted. “We read about it in the "
        "gazette,” said their president, Mira Toth.",
        "The Government announced consultations for September, and said that it would consider "
        "amendments in good faith.",
    ),
}


def text_of(name: str) -> str:
    """Give the text as all formats should give it."""
    return "\n\n".join(LETTERS[name])


def f1(found: str, expected: str) -> float:
    """Character F1 by the longest common subsequence, any white space being one space."""
    found, expected = " ".join(found.split()), " ".join(expected.split())
    return 2 * LCSseq.similarity(found, expected) / (len(found) + len(expected))


@dataclass(frozen=True)
class PdfForm:
    """How a text is set."""

    columns: int = 1
    head: str = ""
    numbered: bool = False
    hyphenated: bool = False
    notes: tuple[str, ...] = ()
    size: float = 10.0
    height: float = 842.0
    row_wise: bool = False


class _Setter:
    """Sets paragraphs in columns, breaking words where told to, footnotes at the foot."""

    def __init__(self, form: PdfForm, title: str) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(595.0, form.height), invariant=True)
        self.canvas.setTitle(title)
        self.form = form
        self.width = (475.0 - 20.0 * (form.columns - 1)) / form.columns
        self.column, self.page = 0, 1
        self.y = self.top = form.height - 90.0
        self.waiting: list[tuple[float, float, str]] = []

    @property
    def left(self) -> float:
        return 60.0 + self.column * (self.width + 20.0)

    def paragraph(self, words: str, size: float) -> None:
        line = ""
        for word in words.split(" "):
            if stringWidth(f"{line} {word}".strip(), "Times-Roman", size) <= self.width:
                line = f"{line} {word}".strip()
                continue
            head = self._head(line, word, size)
            self._line(f"{line} {head}".strip() if head else line, size)
            line = word[len(head) - 1 :] if head else word
        self._line(line, size)
        self.y -= 0.6 * size

    def _head(self, line: str, word: str, size: float) -> str:
        """The part of a word that still fits, with its hyphen."""
        if not self.form.hyphenated or not word.isalpha() or len(word) < 9:
            return ""
        for cut in range(len(word) - 3, 2, -1):
            head = f"{word[:cut]}-"
            if stringWidth(f"{line} {head}".strip(), "Times-Roman", size) <= self.width:
                return head
        return ""

    def _line(self, words: str, size: float) -> None:
        floor = 90.0 + 12.0 * len(self.form.notes) * (self.page == 1)
        if self.y < floor:
            self.column += 1
            if self.column == self.form.columns:
                self.end_page()
            self.y = self.top
        self.waiting.append((self.y, self.left, words))
        self.sizes = size
        self.y -= 1.2 * size

    def end_page(self) -> None:
        """Draw what waits: columns one after the other, or across them as some programs do."""
        drawn = (
            sorted(self.waiting, key=lambda each: -each[0]) if self.form.row_wise else self.waiting
        )
        for y, x, words in drawn:
            self.canvas.setFont("Times-Roman", self.form.size)
            self.canvas.drawString(x, y, words)
        self.canvas.setFont("Times-Roman", 8)
        if self.form.head:
            self.canvas.drawString(60, self.form.height - 40, self.form.head)
        if self.form.numbered:
            self.canvas.drawCentredString(297, 40, f"Page {self.page}")
        for number, note in enumerate(self.form.notes if self.page == 1 else (), start=1):
            self.canvas.drawString(60, 90 - 12 * number, f"{number} {note}")
        self.canvas.showPage()
        self.waiting, self.column, self.page = [], 0, self.page + 1


def pdf(name: str, form: PdfForm | None = None) -> bytes:
    """Give the text as a PDF."""
    return pdf_of(LETTERS[name], form or PdfForm())


def pdf_of(paragraphs: Sequence[str], form: PdfForm) -> bytes:
    """Give any paragraphs as a PDF, the first being its title."""
    setter = _Setter(form, paragraphs[0])
    for paragraph in paragraphs:
        setter.paragraph(paragraph, form.size)
    setter.end_page()
    setter.canvas.save()
    return setter.buffer.getvalue()


def report(columns: int, form: tuple[bool, int, int, int]) -> tuple[bytes, list[str]]:
    """Give all texts twice as one report with title, headings and heads, and its paragraphs."""
    justified, indent, space, size = form
    body = ParagraphStyle(
        "body", None, fontName="Times-Roman", fontSize=size, leading=1.2 * size,
        alignment=4 if justified else 0, firstLineIndent=indent, spaceAfter=space,
    )  # fmt: skip
    head = ParagraphStyle("head", None, fontName="Helvetica-Bold", fontSize=size + 3, spaceAfter=6)
    top = ParagraphStyle(
        "top", None, fontName="Helvetica-Bold", fontSize=18, leading=22, alignment=1
    )
    title = "Report of the Panel on Dialogue in Samrath and the Delta Region"
    story: list[Flowable] = [Paragraph(title, top), FrameBreak()]
    paragraphs = [title]
    for letter in [*LETTERS.values()] * 2:
        story.append(Paragraph(letter[0], head))
        paragraphs.append(letter[0])
        for words in letter[1:]:
            paragraphs.append(f"{len(paragraphs)}. {words}")
            story.append(Paragraph(paragraphs[-1], body))

    def running(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        left = "A/HRC/49/80" if document.page % 2 else "Human Rights Council"
        canvas.drawString(60, 792, left)
        canvas.drawRightString(535, 792, "GE.22-01234 (E)")
        canvas.drawCentredString(297, 40, str(document.page))

    width = 485 / columns
    below = [Frame(60 + at * width, 80, width - 10, 592) for at in range(columns)]
    whole = [Frame(60 + at * width, 80, width - 10, 682) for at in range(columns)]
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4, invariant=True)
    first = [Frame(60, 682, 475, 80), *below]
    document.addPageTemplates(
        [
            PageTemplate("first", first, onPage=running, autoNextPageTemplate="later"),
            PageTemplate("later", whole, onPage=running),
        ]
    )
    document.build(story)
    return buffer.getvalue(), paragraphs


def word(name: str) -> bytes:
    """Give the text as a Word file."""
    document = docx.Document()
    title, *paragraphs = LETTERS[name]
    document.core_properties.title = title
    document.add_heading(title, 1)
    for number, paragraph in enumerate(paragraphs):
        head, tail = paragraph[:20], paragraph[20:]
        added = document.add_paragraph(head)
        added.add_run(tail).bold = number == 1
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def odt(name: str, content: str | None = None) -> bytes:
    """Give the text as an OpenDocument text."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    title, *paragraphs = LETTERS[name]
    body = content or f"<text:h>{escape(title)}</text:h>" + "".join(
        f"<text:p>{escape(each[:9])}<text:span>{escape(each[9:])}</text:span></text:p>"
        for each in paragraphs
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {spaces}>"
                f"<office:body><office:text>{body}</office:text></office:body>"
                "</office:document-content>"
            ).encode(),
            "meta.xml": f"<office:document-meta {spaces}><office:meta><dc:title>{title}</dc:title>"
            "</office:meta></office:document-meta>".encode(),
        }
    )


def page(name: str) -> bytes:
    """Give the text as a web page with what stands around an article."""
    title, *paragraphs = LETTERS[name]
    body = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} — Delta Post'
        f'</title><meta property="og:title" content="{title}"><meta property="og:site_name" '
        'content="Delta Post"><meta property="article:published_time" content="2024-03-05">'
        '</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article>'
        f"<h1>{title}</h1>{body}</article><footer>All rights reserved</footer></body></html>"
    ).encode()


def markdown(name: str) -> bytes:
    """Give the text as Markdown, hard-wrapped."""
    title, *paragraphs = LETTERS[name]
    wrapped = [each.replace(". ", ".\n").replace("the ", "*the* ", 1) for each in paragraphs]
    return "\n\n".join([f"# {title}", *wrapped]).encode()


def mail(name: str, attached: dict[str, bytes] | None = None) -> bytes:
    """Give the text as a mail, the title being its subject."""
    message = EmailMessage()
    message["From"] = "Ann Lee <ann@example.org>"
    message["To"] = "desk@example.org"
    message["Subject"] = LETTERS[name][0]
    message["Date"] = "Tue, 05 Mar 2024 10:00:00 +0100"
    message["Message-ID"] = f"<{name}@example.org>"
    message.set_content("\n\n".join(LETTERS[name][1:]) + "\n")
    for filename, data in (attached or {}).items():
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=filename
        )
    return bytes(message)


def feed(names: list[str]) -> bytes:
    """Give the texts as an RSS feed."""
    items = "".join(
        f"<item><title>{LETTERS[name][0]}</title><link>https://example.org/{name}</link>"
        "<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate><description>"
        + escape("".join(f"<p>{escape(each)}</p>" for each in LETTERS[name][1:]))
        + "</description></item>"
        for name in names
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>Delta Post</title><link>https://example.org</link>{items}</channel></rss>"
    ).encode()


def atom(names: list[str]) -> bytes:
    """Give the texts as an Atom feed."""
    entries = "".join(
        f'<entry><title>{LETTERS[name][0]}</title><link href="https://example.org/{name}"/>'
        f"<id>urn:{name}</id><published>2024-03-05T09:00:00Z</published>"
        '<content type="html">'
        + escape("".join(f"<p>{escape(each)}</p>" for each in LETTERS[name][1:]))
        + "</content></entry>"
        for name in names
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Delta Post</title>{entries}</feed>"
    ).encode()


def captions(name: str, *, vtt: bool = True) -> bytes:
    """Give the text as captions, one cue of two seconds for each paragraph, speakers in turn."""
    cues = []
    for number, words in enumerate(LETTERS[name][1:]):
        times = [_clock(2 * number, vtt=vtt), _clock(2 * number + 2, vtt=vtt)]
        speaker = ("Ann Lee", "Ola Berg")[number % 2]
        said = f"<v {speaker}>{escape(words, quote=False)}" if vtt else f"{speaker}: {words}"
        cues.append(f"{number + 1}\n{' --> '.join(times)}\n{said}")
    return (("WEBVTT\n\n" if vtt else "") + "\n\n".join(cues) + "\n").encode()


def _clock(seconds: int, *, vtt: bool) -> str:
    return f"00:{seconds // 60:02}:{seconds % 60:02}{'.' if vtt else ','}000"


def warc(pages: dict[str, bytes], media_type: str = "text/html") -> bytes:
    """Give pages as a web archive."""
    buffer = b""
    for url, data in pages.items():
        http = (
            f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(data)}\r\n\r\n"
        ).encode() + data
        buffer += (
            (
                "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: "
                f"<urn:uuid:00000000-0000-0000-0000-{len(buffer):012}>\r\n"
                f"WARC-Date: 2024-03-05T09:00:00Z\r\nWARC-Target-URI: {url}\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(http)}\r\n\r\n"
            ).encode()
            + http
            + b"\r\n\r\n"
        )
    return buffer


def zipped(files: dict[str, bytes]) -> bytes:
    """Give a ZIP file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


WHOLE: Final[dict[str, Callable[[str], bytes]]] = {
    ".md": markdown,
    ".html": page,
    ".docx": word,
    ".odt": odt,
}
