from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.sources import corpus
from tests.sources.corpus import LETTERS
from tests.sources.shared import one, several
from verbale.errors import UnreadableDocument


@pytest.mark.parametrize("name", LETTERS)
def test_a_mail_is_a_letter(name: str) -> None:
    document = one(corpus.mail(name), f"{name}.eml")
    assert corpus.f1(document.text, "\n\n".join(LETTERS[name][1:])) >= 0.99
    assert (document.title, document.publisher) == (LETTERS[name][0], "Ann Lee")
    assert (document.published, document.kind) == ("2024-03-05", "letter")
    assert ("message-id", f"<{name}@example.org>") in document.labels


def test_attachments_are_documents_of_their_own() -> None:
    attached = {
        "clubs.pdf": corpus.pdf("clubs"),
        "press.docx": corpus.word("press"),
        "inner.eml": corpus.mail("water", {"school.txt": corpus.text_of("school").encode()}),
        "old.doc": b"\xd0\xcf\x11\xe0",
    }
    data = corpus.mail("bridge", attached)
    documents, reasons = several(data, "a.eml")
    assert [each.name for each in documents] == [
        "a.eml",
        "a.eml/clubs.pdf",
        "a.eml/press.docx",
        "a.eml/inner.eml",
        "a.eml/inner.eml/school.txt",
    ]
    assert documents[1].original == attached["clubs.pdf"]
    assert documents[1].origin.container == "a.eml"
    assert documents[4].origin.container == "a.eml/inner.eml"
    assert documents[0].original == data
    assert len(reasons) == 1
    assert reasons[0].startswith("a.eml/old.doc is an old office file.")


def test_a_mailbox() -> None:
    data = b"".join(
        b"From ann@example.org Tue Mar  5 10:00:00 2024\n" + corpus.mail(name) + b"\n"
        for name in LETTERS
    )
    documents, reasons = several(data, "a.mbox")
    assert [each.title for each in documents] == [LETTERS[name][0] for name in LETTERS]
    assert [each.name for each in documents[:2]] == ["a.mbox/message-1.eml", "a.mbox/message-2.eml"]
    assert documents[0].original == corpus.mail("bridge") + b"\n"
    assert not reasons


def test_a_mailbox_gives_back_lines_that_began_with_from() -> None:
    data = b"From a@b.c Tue Mar  5 10:00:00 2024\nSubject: x\nFrom: a@b.c\n\n>From here, no.\n"
    assert one(data, "a.mbox").text == "From here, no.\n"


def test_a_mail_in_html_only() -> None:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "ann@example.org", "<1@example.org>"
    message.set_content("<p>He said <b>no</b>.</p><script>alert(1)</script>", subtype="html")
    assert one(bytes(message), "a.eml").text == "He said no."


@pytest.mark.parametrize(
    ("headers", "title", "publisher", "published"),
    [
        (
            "Subject: =?utf-8?q?Minist=C3=A8re?=\nFrom: =?utf-8?b?w4l2YQ==?= <e@x.y>",
            "Ministère",
            "Éva",
            None,
        ),
        ("Subject: a\n b\nFrom: e@x.y\nDate: yesterday", "a b", "e@x.y", None),
        ("From: e@x.y\nDate: Tue, 05 Mar 2999 10:00:00 +0000", None, "e@x.y", None),
        ("From: <<<>>>;;\nDate: Tue, 5 Mar 2024 10:00 +0000", None, None, "2024-03-05"),
    ],
)
def test_odd_headers(
    headers: str, title: str | None, publisher: str | None, published: str | None
) -> None:
    document = one(f"MIME-Version: 1.0\n{headers}\n\nNo.\n".encode(), "a.eml")
    assert (document.title, document.published) == (title, published)
    if publisher:
        assert document.publisher == publisher


def test_a_mail_without_text() -> None:
    with pytest.raises(UnreadableDocument, match="a.eml is a mail without text"):
        one(b"MIME-Version: 1.0\nFrom: a@b.c\n\n", "a.eml")


def test_lines_that_flow_are_joined() -> None:
    data = (
        b"MIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\n"
        b"He said \nno.\n> quoted\nYes.\n"
    )
    assert one(data, "a.eml").text == "He said no.\n> quoted\nYes.\n"
