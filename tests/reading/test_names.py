"""Who is named, under which names, and who is meant."""

from __future__ import annotations

import pytest

from verbale.model import Document, DocumentKind, Span
from verbale.reading.actors import gather_cast
from verbale.reading.layout import lay_out
from verbale.reading.names import find_names, split_title
from verbale.reading.speakers import SpeakerResolver

NAMES = [
    ("Mr. Sok Dara spoke.", ["Mr. Sok Dara"]),
    ("The Ministry of Foreign Affairs and Trade spoke.", ["Ministry of Foreign Affairs and Trade"]),
    ("Minister of Interior Sok Dara spoke.", ["Minister of Interior Sok Dara"]),
    ("In June she met Ana María Ruiz.", ["Ana María Ruiz"]),
    ("Neighbours stood in the rain.", []),
    ("He met Abu Bakr bin Salem in Port Amal.", ["Abu Bakr bin Salem", "Port Amal"]),
    ("The Fishers’ Union spoke on Monday.", ["Fishers’ Union"]),
    ("Voters chose the NRP.", ["NRP"]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text: str, expected: list[str]) -> None:
    assert [name.span.of(text) for name in find_names(lay_out(text))] == expected


def test_titles_are_parted_from_names() -> None:
    assert split_title(("Prime", "Minister", "Ana", "Ruiz")) == (
        ("Prime", "Minister"),
        ("Ana", "Ruiz"),
    )
    assert split_title(("MINISTER", "OF", "JUSTICE")) == (("MINISTER", "OF", "JUSTICE"), ())


STORY = """\
The Special Rapporteur on housing, Tomas Okello Reyes, told the Housing Council that rents doubled.

Housing Minister Pheaktra Sok and her deputy, Dara Sok, disagreed.
The National Housing Board (NHB) also spoke. A ministry official was there.
Amina Tesfaye, a tenants’ lawyer, laughed.

Okello met the minister. She thanked him. The envoy left. NHB wrote. The board wrote again.
Sok wept. Ms. Sok waved. An NHB official sang. The lawyer sang. Police sources sang.
"""

WHO = [
    ("Okello", "Tomas Okello Reyes"),
    ("the minister", "Pheaktra Sok"),
    ("The envoy", "Tomas Okello Reyes"),
    ("NHB", "National Housing Board"),
    ("The board", "National Housing Board"),
    ("Ms. Sok", "Ms. Sok"),
    ("An NHB official", "National Housing Board"),
    ("The lawyer", "Amina Tesfaye"),
    ("Police sources", "Police"),
]


@pytest.mark.parametrize(("words", "expected"), WHO)
def test_who_is_meant(words: str, expected: str) -> None:
    assert _resolve(STORY, words, "news") == expected


def test_two_of_one_surname_are_not_told_apart_by_guessing() -> None:
    assert _resolve(STORY, "Sok wept"[:3], "news") not in {"Pheaktra Sok", "Dara Sok"}


def test_a_pronoun_of_nobody_is_nobody() -> None:
    assert _resolve("She spoke.", "She", "news") is None


def test_we_is_the_body_that_issues_the_text() -> None:
    text = "The Coast Board has met.\n\nWe welcome the plan."
    document = Document(text, publisher="Coast Board", kind="press-release")
    layout = lay_out(text)
    resolver = SpeakerResolver(layout, gather_cast(layout, document))
    found = resolver.resolve(Span(text.index("We"), text.index("We") + 2))
    assert found is not None
    assert found.name == "Coast Board"


def _resolve(text: str, words: str, kind: DocumentKind) -> str | None:
    layout = lay_out(text)
    resolver = SpeakerResolver(layout, gather_cast(layout, Document(text, kind=kind)))
    start = text.rindex(words)
    found = resolver.resolve(Span(start, start + len(words)))
    return found.name if found else None


# A full name, and how the same text names the same person later.
SAME = [
    # Given name and family name.
    ("Ana Ruiz", "Ruiz"),
    ("Ana Ruiz", "Ms. Ruiz"),
    ("Ana Ruiz", "Ana"),
    ("Dr. Amina Tesfaye", "Dr Tesfaye"),
    ("Professor Tomas Okello", "Prof. Okello"),
    ("Sir Keir Starmer", "Sir Keir"),
    ("Judge Halima Strand", "Justice Strand"),
    ("Captain Tom Moore", "Capt. Moore"),
    ("Fionnuala Ní Aoláin", "Ní Aoláin"),
    ("Volker Türk", "Turk"),
    # Several family names.
    ("Andrés Manuel López Obrador", "López Obrador"),
    ("Andrés Manuel López Obrador", "Mr. López"),
    ("Andrés Manuel López Obrador", "Andres Manuel Lopez Obrador"),
    ("María Fernanda Espinosa Garcés", "Espinosa"),
    ("María Fernanda Espinosa Garcés", "María Fernanda Espinosa"),
    ("Gabriel García Márquez", "García Márquez"),
    ("Luiz Inácio Lula da Silva", "Lula"),
    ("Luiz Inácio Lula da Silva", "Mr. da Silva"),
    ("Luiz Inácio Lula da Silva", "Lula da Silva"),
    ("Jair Messias Bolsonaro", "Jair Bolsonaro"),
    ("Ana Ruiz-Ortega", "Ms. Ruiz-Ortega"),
    ("Ana Ruiz-Ortega", "Ana Ruiz Ortega"),
    # Small words inside.
    ("Ursula von der Leyen", "von der Leyen"),
    ("Ursula von der Leyen", "Ms. von der Leyen"),
    ("Ursula von der Leyen", "Leyen"),
    ("Charles de Gaulle", "De Gaulle"),
    ("Mark van der Berg", "Mr. van der Berg"),
    ("Marine Le Pen", "Le Pen"),
    ("Oscar de la Cruz", "de la Cruz"),
    ("Valéry Giscard d’Estaing", "Giscard d'Estaing"),
    ("Conor O’Brien", "O'Brien"),
    # Arabic names.
    ("Abdel Fattah al-Sisi", "al-Sisi"),
    ("Abdel Fattah al-Sisi", "Mr. al-Sisi"),
    ("Abdel Fattah al-Sisi", "Sisi"),
    ("Abdel Fattah al-Sisi", "President Abdel Fattah el-Sisi"),
    ("Bashar al-Assad", "Assad"),
    ("Bashar al-Assad", "President al-Assad"),
    ("Abu Bakr al-Baghdadi", "Baghdadi"),
    ("Osama bin Laden", "bin Laden"),
    ("Osama bin Laden", "Bin Laden"),
    ("Mohammed bin Salman", "Prince Mohammed"),
    ("Mohammed bin Salman", "Crown Prince Mohammed bin Salman"),
    ("Khadija bint Ahmed", "Khadija"),
    ("Zaid Ra’ad al-Hussein", "Zaid Ra'ad Al-Hussein"),
    # Khmer, Thai, Lao and Vietnamese names.
    ("Hun Sen", "Samdech Hun Sen"),
    ("Hun Sen", "Prime Minister Hun Sen"),
    ("Sam Rainsy", "Rainsy"),
    ("Sam Rainsy", "Mr. Rainsy"),
    ("Kem Sokha", "Sokha"),
    ("Sar Kheng", "Interior Minister Sar Kheng"),
    ("Thaksin Shinawatra", "Thaksin"),
    ("Thaksin Shinawatra", "Mr. Thaksin"),
    ("Nguyễn Phú Trọng", "Nguyen Phu Trong"),
    ("Nguyễn Phú Trọng", "Mr. Trọng"),
    ("Nguyen Phu Trong", "Trong"),
    ("Võ Văn Thưởng", "Vo Van Thuong"),
    # Burmese names.
    ("Daw Aung San Suu Kyi", "Aung San Suu Kyi"),
    ("Aung San Suu Kyi", "Suu Kyi"),
    ("Aung San Suu Kyi", "Ms. Suu Kyi"),
    ("Aung San Suu Kyi", "Daw Suu"),
    ("U Win Myint", "Win Myint"),
    ("Min Aung Hlaing", "Senior General Min Aung Hlaing"),
    ("Zaw Min Tun", "Maj. Gen. Zaw Min Tun"),
    # Chinese, Korean and Japanese names, in either order.
    ("Xi Jinping", "Xi"),
    ("Xi Jinping", "President Xi"),
    ("Wang Yi", "Mr. Wang"),
    ("Lee Kuan Yew", "Mr. Lee"),
    ("Ban Ki-moon", "Mr. Ban"),
    ("Ban Ki-moon", "Ban Ki Moon"),
    ("Kim Jong-un", "Kim"),
    ("Kim Jong-un", "Kim Jong Un"),
    ("Moon Jae-in", "President Moon"),
    ("Moon Jae-in", "Jae-in Moon"),
    ("Shinzo Abe", "Abe"),
    ("Abe Shinzo", "Shinzo Abe"),
    ("Fumio Kishida", "Kishida Fumio"),
    # Hungarian order, patronymics, one name only.
    ("Orbán Viktor", "Viktor Orbán"),
    ("Viktor Orbán", "Orban"),
    ("Katrín Jakobsdóttir", "Katrín"),
    ("Katrín Jakobsdóttir", "Ms. Jakobsdóttir"),
    ("Guðni Thorlacius Jóhannesson", "Guðni Jóhannesson"),
    ("Vladimir Vladimirovich Putin", "Vladimir Putin"),
    ("Vladimir Vladimirovich Putin", "Vladimir Vladimirovich"),
    ("Alexei Navalny", "Mr. Navalny"),
    ("Abiy Ahmed", "Abiy"),
    ("Bola Ahmed Tinubu", "Bola Tinubu"),
    ("President Sukarno", "Sukarno"),
    ("Pope Francis", "Francis"),
    ("Sheikh Hasina", "Ms. Hasina"),
    ("Datuk Seri Anwar Ibrahim", "Anwar"),
    ("Recep Tayyip Erdoğan", "Erdogan"),
    ("Lech Wałęsa", "Walesa"),
    ("Søren Kierkegaard", "Soren Kierkegaard"),
    # Initials and middle names.
    ("John F. Kennedy", "Kennedy"),
    ("John F. Kennedy", "John Kennedy"),
    ("John Kennedy", "John F. Kennedy"),
    ("Ana Ruiz", "A. Ruiz"),
    ("A. Ruiz", "Ana Ruiz"),
    ("J. K. Rowling", "Rowling"),
    ("Ana María Ruiz", "Ana Ruiz"),
    ("Martin Schulz Jr.", "Mr. Schulz"),
    ("ANA RUIZ", "Ana Ruiz"),
]

# Two people.
OTHERS = [
    ("Ana Ruiz", "Luis Ruiz"),
    ("Ana Ruiz", "Ana Torres"),
    ("Ana Ruiz", "B. Ruiz"),
    ("Ana María Ruiz", "Ana Sofía Ruiz"),
    ("Mr. Sok Dara", "Ms. Sok"),
    ("Hun Sen", "Hun Manet"),
    ("Sam Rainsy", "Sam Bunthoeun"),
    ("Kem Sokha", "Kem Monovithya"),
    ("Kim Jong-un", "Kim Yo-jong"),
    ("Kim Jong-un", "Kim Jong-il"),
    ("Wang Yi", "Wang Wei"),
    ("Lee Kuan Yew", "Lee Hsien Loong"),
    ("Thaksin Shinawatra", "Yingluck Shinawatra"),
    ("Nguyen Phu Trong", "Nguyen Xuan Phuc"),
    ("Mohammed bin Salman", "Mohammed bin Zayed"),
    ("Mohammed bin Salman", "Salman bin Abdulaziz"),
    ("Bashar al-Assad", "Hafez al-Assad"),
    ("Jón Jónsson", "Anna Jónsdóttir"),
    ("Katrín Jakobsdóttir", "Jakob Jakobsson"),
    ("Min Aung Hlaing", "Aung Min"),
    ("Win Myint", "Win Tin"),
    ("Maria Lopez Garcia", "Maria Garcia Lopez"),
    ("John Smith", "John Smithson"),
    ("Vladimir Vladimirovich Putin", "Vladimir Vladimirovich Kara-Murza"),
    ("Ursula von der Leyen", "Ursula von Storch"),
    ("Dr. Sato", "Dr. Saito"),
    ("Mrs. Tabor", "Mr. Tabor"),
    ("Queen Margrethe", "King Frederik"),
]


@pytest.mark.parametrize(("full", "later"), SAME)
def test_one_person_under_two_names(full: str, later: str) -> None:
    assert _is_one(full, later)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_people_stay_two(one: str, other: str) -> None:
    assert not _is_one(one, other)


@pytest.mark.parametrize(
    ("one", "other", "later"),
    [
        ("Bill Clinton", "Hillary Clinton", "Clinton"),
        ("Hun Sen", "Hun Manet", "Hun"),
        ("Bashar al-Assad", "Hafez al-Assad", "Assad"),
        ("Ana Ruiz", "Alba Ruiz", "A. Ruiz"),
        ("Kim Jong-un", "Kim Yo-jong", "Kim"),
    ],
)
def test_a_short_name_of_two_people_is_nobodys(one: str, other: str, later: str) -> None:
    text = f"They saw {one} on Monday. They saw {other} too.\n\nAfterwards {later} spoke."
    found = _character(text, later)
    assert found not in (_character(text, one, last=False), _character(text, other, last=False))


def _is_one(full: str, later: str) -> bool:
    text = f"They saw {full} on Monday.\n\nOn Tuesday, {later} spoke again."
    layout = lay_out(text)
    cast = gather_cast(layout, Document(text))
    spans = [Span(at, at + len(name)) for at, name in ((9, full), (text.rindex(later), later))]
    first, second = ([c for c in cast.characters if c.mentions_over(span)] for span in spans)
    assert len(first) == len(second) == 1, (first, second)
    return first[0] is second[0]


def _character(text: str, words: str, *, last: bool = True) -> str:
    layout = lay_out(text)
    start = text.rindex(words) if last else text.index(words)
    found = gather_cast(layout, Document(text)).characters
    [character] = [c for c in found if c.mentions_over(Span(start, start + len(words)))]
    return character.name


@pytest.mark.parametrize("before", ["Beside", "Behind", "Amid cheers for", "Alongside"])
def test_no_preposition_is_a_part_of_a_name(before: str) -> None:
    text = f"The mayor, Ana Ruiz, came. {before} Ruiz sat her son. Ruiz said no."
    cast = gather_cast(lay_out(text), Document(text))
    assert [character.name for character in cast.characters] == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "The Committee on Economic, Social and Cultural Rights met.",
            ["Committee on Economic, Social and Cultural Rights"],
        ),
        (
            "It wrote to the Ministry of Culture, Youth and Sports on Monday.",
            ["Ministry of Culture, Youth and Sports"],
        ),
        (
            "The Ministry of Land Management, Urban Planning and Construction denied it.",
            ["Ministry of Land Management, Urban Planning and Construction"],
        ),
        (
            "The Minister of Culture, Youth and Sports, Ana Ruiz, denied it.",
            ["Minister of Culture, Youth and Sports", "Ana Ruiz"],
        ),
        ("The Ministry of Health, Oxfam and Greenpeace met.", ["Ministry of Health", "Oxfam"]),
        ("The Ministry of Justice, Ana Ruiz and Bo Lind met.", ["Ministry of Justice", "Ana Ruiz"]),
    ],
)
def test_the_commas_of_a_list_inside_a_name(sentence: str, names: list[str]) -> None:
    found = [name.span.of(sentence) for name in find_names(lay_out(sentence))]
    assert found[: len(names)] == names


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "The Minister of Labour and Social Affairs, Ana Ruiz, spoke.",
            "The Minister of Labour and Social Affairs",
        ),
        (
            "The minister of labour and social affairs, Ana Ruiz, spoke.",
            "The minister of labour and social affairs",
        ),
        ("The Minister of Industry and Trade Ana Ruiz spoke.", "Minister of Industry and Trade"),
        ("Minister of Justice and Prisons Ana Ruiz spoke.", "Minister of Justice and Prisons"),
        ("The mayor and Ana Ruiz spoke.", None),
    ],
)
def test_an_office_with_two_portfolios_is_its_holders_role(text: str, role: str | None) -> None:
    (character,) = gather_cast(lay_out(text), Document(text)).characters
    assert character.name == "Ana Ruiz"
    assert (character.roles[0] if character.roles else None) == role
    assert character.side() == ("state" if role else "other")
