"""What is not English is told apart and kept, and read only when asked."""

from __future__ import annotations

import pytest

from verbale import Document, read
from verbale.reading import NOT_READ, READER
from verbale.reading.language import is_read, language_of

ENGLISH = (
    "The minister told reporters on Monday that the law was needed. “We will not wait,” she said."
)
FRENCH = (
    "Le ministre a déclaré lundi que la loi était nécessaire et qu’elle serait appliquée dès le "
    "mois de mai. « Nous ne céderons pas », a-t-il ajouté devant les députés."
)
GERMAN = (
    "Der Minister sagte am Montag, dass das Gesetz notwendig sei und im Mai in Kraft treten werde. "
    "„Wir werden nicht warten“, fügte er vor den Abgeordneten hinzu."
)
SPANISH = (
    "El ministro dijo el lunes que la ley era necesaria y que entraría en vigor en mayo. «No "
    "esperaremos más», añadió ante los diputados de la oposición."
)
KHMER = "រដ្ឋមន្ត្រីបានមានប្រសាសន៍ថា ច្បាប់នេះចាំបាច់ " * 6


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (FRENCH, "fr"),
        (GERMAN, "de"),
        (SPANISH, "es"),
        (KHMER, "km"),
        ("MINISTER REJECTS UN REPORT ON PRISONS AND IS TO SPEAK IN GENEVA", "en"),
    ],
)
def test_language_of(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("km", "ក្រសួងបដិសេធ"),
        ("km", "ទេ។"),
        ("my", "ဝန်ကြီးက ငြင်းသည်"),
        ("th", "รัฐมนตรีปฏิเสธ"),
        ("lo", "ລັດຖະມົນຕີປະຕິເສດ"),
        ("ar", "نفى الوزير"),
        ("fa", "وزیر گفت"),
        ("ur", "وزیر نے کہا"),
        ("he", "השר הכחיש"),
        ("zh", "部长否认"),
        ("zh", "新华社 5 May 2024 部长否认"),
        ("zh", "The 部长昨日在记者会上否认有关指控"),
        ("ja", "大臣は否定した"),
        ("ko", "장관 부인"),
        ("ru", "Министр отказал"),
        ("ru", "Мы не согласны"),
        ("uk", "Міністр відмовив їм"),
        ("be", "Міністр адмовіўся"),
        ("sr", "Министар је одбио"),
        ("el", "Ο υπουργός αρνήθηκε"),
        ("hy", "Նախարարը հերքեց"),
        ("ka", "მინისტრმა უარყო"),
        ("am", "ሚኒስትሩ ካዱ"),
        ("hi", "मंत्री ने इनकार किया"),
        ("bn", "মন্ত্রী অস্বীকার করেছেন"),
        ("pa", "ਮੰਤਰੀ ਨੇ ਇਨਕਾਰ ਕੀਤਾ"),
        ("gu", "મંત્રીએ ઇનકાર કર્યો"),
        ("or", "ମନ୍ତ୍ରୀ ମନା କଲେ"),
        ("ta", "அமைச்சர் மறுத்தார்"),
        ("te", "మంత్రి ఖండించారు"),
        ("kn", "ಸಚಿವರು ನಿರಾಕರಿಸಿದರು"),
        ("ml", "മന്ത്രി നിഷേധിച്ചു"),
        ("si", "ඇමති ප්‍රතික්ෂේප කළේය"),
        ("bo", "བློན་ཆེན་གྱིས་ཁས་མ་བླངས།"),
    ],
)
def test_a_script_is_told_by_a_few_letters(language: str, text: str) -> None:
    assert language_of(text) == language
    assert read(Document(text)).reader == NOT_READ


def test_longer_texts_in_a_script_that_languages_share() -> None:
    bulgarian = "Министърът отказа да отговори на въпросите на журналистите за новия закон. " * 3
    nepali = "मन्त्रीले नयाँ कानुनको बारेमा पत्रकारहरूको प्रश्नको जवाफ दिन अस्वीकार गर्नुभयो । " * 3
    assert language_of(bulgarian) == "bg"
    assert language_of(nepali) == "ne"


@pytest.mark.parametrize(
    "text",
    [
        "The minister, Хун Сен (Хун Сен), told us that he would not go to the meeting.",
        "Sok Dara (សុខ ដារ៉ា) said no.",
        "Li Wei (李伟) and Wang Fang (王芳) said that they were at home.",
        "The union, Συνδικάτο, rejected the offer of the ministry.",
        "Müller, Đặng Thị Hà, Łukasz and Çelik said that they were not told of it.",
        "He said that the constant π and the angle α were wrong.",
    ],
)
def test_english_with_names_in_other_scripts_is_read(text: str) -> None:
    assert is_read(language_of(text))
    assert read(Document(text)).reader == READER


@pytest.mark.parametrize("text", ["", "12 May 2022", "U Kyaw Min Oo, Yangon", "– – –", "µΩ 3 км"])
def test_too_little_tells_no_language(text: str) -> None:
    assert language_of(text) is None
    assert is_read(language_of(text))


def test_another_language_is_named_and_not_read() -> None:
    reading = read(Document(FRENCH))
    assert (reading.reader, reading.document.language) == (NOT_READ, "fr")
    assert not reading.statements


def test_another_language_is_read_when_asked() -> None:
    assert read(Document(FRENCH), any_language=True).reader == READER


def test_what_is_known_of_the_language_goes_before_what_it_looks_like() -> None:
    assert read(Document(ENGLISH, language="en-GB")).statements
    assert read(Document(ENGLISH, language="pt-BR")).reader == NOT_READ


def test_an_english_text_that_quotes_another_language_is_read() -> None:
    text = f"{ENGLISH} The statement was in French: {FRENCH} {ENGLISH}"
    assert language_of(text) == "en"
