from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest

from tests.record.several import told
from verbale.record import Record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command


def test_the_ending_tells_the_format(verbale: Command, kept: Path, tmp_path: Path) -> None:
    starts = {
        ".html": b"<!DOCTYPE html>",
        ".docx": b"PK\x03\x04",
        ".pdf": b"%PDF-",
        ".PDF": b"%PDF-",
    }
    for ending, start in starts.items():
        output = tmp_path / f"wall{ending}"
        written = verbale("brief", kept, "-o", output, "--as-of", "2024-05-01")
        assert (written.code, written.err) == (0, "")
        assert written.out == f"{output}: 2 entries, 1 without an answer; documents cited: 2.\n"
        assert output.read_bytes().startswith(start)
    assert sorted(tmp_path.iterdir()) == sorted(
        [kept, *(tmp_path / f"wall{ending}" for ending in starts)]
    )


def test_filters_title_and_author(verbale: Command, kept: Path, tmp_path: Path) -> None:
    output = tmp_path / "wall.html"
    written = verbale("brief", kept, "--unanswered", "--speaker", "ruiz", "--since", "2024",
                      "--title", "The wall", "--author", "Ann Lee", "--as-of", "2024-05-01",
                      "-o", output)  # fmt: skip
    assert written.code == 0
    page = output.read_text()
    assert '<h1 dir="auto">The wall</h1>' in page
    assert "Ann Lee, as of 1 May 2024" in page
    assert "On what was raised with speaker ruiz, date from 2024, state unanswered." in page
    assert "prison at Sels" in page
    assert "study of floods" not in page


def test_picked_statements(verbale: Command, kept: Path, tmp_path: Path) -> None:
    output = tmp_path / "wall.html"
    assert verbale("brief", kept, "--pick", "d1.s2", "--pick", "d2.s1", "-o", output).code == 0
    page = output.read_text()
    assert page.index("prison at Sels") < page.index("study of floods")
    both = verbale("brief", kept, "--pick", "d1.s2", "--since", "2024", "-o", tmp_path / "b.pdf")
    assert (both.code, "not both" in both.err) == (2, True)


def test_a_file_that_is_there_stays_without_force(
    verbale: Command, kept: Path, tmp_path: Path
) -> None:
    output = tmp_path / "wall.html"
    output.write_text("mine")
    refused = verbale("brief", kept, "-o", output)
    assert (refused.code, output.read_text()) == (1, "mine")
    assert refused.err == f"verbale: {output} is there already. Write over it with --force.\n"
    assert verbale("brief", kept, "-o", output, "--force").code == 0
    assert output.read_text() != "mine"


def test_when_nothing_is_wanted_nothing_is_written(
    verbale: Command, kept: Path, tmp_path: Path
) -> None:
    output = tmp_path / "wall.pdf"
    nothing = verbale("brief", kept, "--speaker", "nobody", "-o", output)
    assert (nothing.code, nothing.out, output.exists()) == (1, "", False)
    assert "nothing on record fits all of that" in nothing.err


def test_a_place_that_cannot_be_written(
    verbale: Command, kept: Path, ordinary_folder: Path
) -> None:
    closed = ordinary_folder / "closed"
    closed.mkdir()
    closed.chmod(0o500)
    for output in (closed / "a.html", ordinary_folder / "none" / "a.html"):
        refused = verbale("brief", kept, "-o", output)
        assert refused.code == 1
        assert f"{output} cannot be written: " in refused.err
    folder = ordinary_folder / "folder.html"
    folder.mkdir()
    assert verbale("brief", kept, "-o", folder, "--force").code == 1
    assert not [*ordinary_folder.glob(".*")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "wall.txt"], "wall.txt: a briefing ends in .html, .docx, .pdf."),
        (["-o", "wall.pdf", "--template", "t.html"], "A PDF takes no --template."),
        (["-o", "wall.docx", "--template", "t.html"], "the template of a .docx is a .docx."),
        (["-o", "wall.pdf", "--since", "soon"], "'soon' is no date."),
        (["-o", "wall.pdf", "--as-of", "soon"], "'soon' is no date."),
    ],
)
def test_wrong_use(verbale: Command, kept: Path, arguments: list[str], message: str) -> None:
    refused = verbale("brief", kept, *arguments)
    assert refused.code == 2
    assert message in refused.err


def test_templates(verbale: Command, kept: Path, tmp_path: Path) -> None:
    page, letter, output = tmp_path / "own.html", tmp_path / "own.docx", tmp_path / "wall.html"
    page.write_text("<p>{{ briefing.title }}</p>")
    assert verbale("brief", kept, "-o", output, "--template", page).code == 0
    assert output.read_text() == "<p>Briefing: who said what, and what was answered</p>"
    page.write_text("<p>\n{{ nothing }}</p>")
    wrong = verbale("brief", kept, "-o", output, "--force", "--template", page)
    assert (wrong.code, f"{page}, line 2: 'nothing' is undefined." in wrong.err) == (1, True)
    page.write_bytes(b"\xff\xfe")
    assert "not text in UTF-8" in verbale("brief", kept, "-o", output, "--force", "--template",
                                          page).err  # fmt: skip
    assert "cannot be read" in verbale("brief", kept, "-o", tmp_path / "b.docx", "--template",
                                       letter).err  # fmt: skip
    docx.Document().save(str(letter))
    assert verbale("brief", kept, "-o", tmp_path / "b.docx", "--template", letter).code == 0
    assert docx.Document(io.BytesIO((tmp_path / "b.docx").read_bytes())).paragraphs


def test_letters_that_a_pdf_lacks_are_said(verbale: Command, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.add(told("[Ana Ruiz] {warned} (of 漢字).", on="2024-03-05", acts=("concern",)))
    written = verbale("brief", path, "-o", tmp_path / "a.pdf")
    assert written.code == 0
    assert "its letters cannot show U+5B57, U+6F22, or not in their order." in written.err
    assert verbale("brief", path, "-o", tmp_path / "a.docx").err == ""
