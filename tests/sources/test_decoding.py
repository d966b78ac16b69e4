from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.errors import UnreadableDocument
from verbale.sources.decoding import decode

TEXT = "“Nous ne répondrons pas,” a dit\r\nla porte-parole.\u2028Fin 🕊\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
)
def test_text_is_what_the_bytes_say(data: bytes) -> None:
    assert decode(data, "a.txt") == TEXT


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_any_text_survives(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode(), "a.txt") == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (TEXT[:40].replace("“", "").replace("”", "").encode("cp1252"), "is not UTF-8 at byte"),
        ("Ministère de l’Intérieur, déclaré".encode("cp1252"), "Convert it with: iconv -f"),
        (b"plain\0text", "is binary, not text"),
        (b"\x7fELF\x02\x01\x00\x00\xff\xfe", "is binary, not text"),
        (b"\xed\xa0\x80 half a pair", "is not UTF-8 at byte 0"),
        (b"\xff\xfe\x00\xd8a\x00", "is damaged: not UTF-16 at byte 2"),
    ],
)
def test_what_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        decode(data, "my letter.txt")
    message = str(caught.value)
    assert says in message
    assert message.startswith("my letter.txt ")
    assert "\n" not in message


def test_the_remedy_can_be_pasted_into_a_shell() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        decode("Le ministère a démenti, hélas.".encode("latin-1"), "my letter.txt")
    assert "'my letter.txt' > 'my letter-utf8.txt'" in str(caught.value)
