"""What the documents say is what the code does: settings, events, commands, pages, the map."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import documents

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "deploy/README.md",
    "a11y/README.md",
)


@pytest.mark.parametrize("name", documents.TABLES)
def test_a_table_of_the_readme_is_what_the_code_says(name: str) -> None:
    """The README's table equals the one made from the code."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    expected = documents.TABLES[name](ROOT).strip()

    assert documents.written(text, name) == expected, "Run `make documents` and look at the change."


def test_a_stale_table_is_noticed() -> None:
    """A row that the code does not know makes the table differ, and renewing removes it."""
    begun = "".join(f"<!-- begin {n} -->\n\nold\n\n<!-- end {n} -->\n" for n in documents.TABLES)

    renewed = documents.renewed(begun, ROOT)

    assert documents.written(begun, "settings") == "old"
    assert documents.written(renewed, "settings") == documents.settings().strip()


def test_a_missing_place_is_an_error() -> None:
    """A document that has lost the place of a table is not passed over."""
    with pytest.raises(LookupError, match="begin settings"):
        documents.written("# A page without tables", "settings")


def test_every_setting_has_a_meaning() -> None:
    """No setting is without a sentence that says what it is."""
    rows = documents.settings().splitlines()[2:]

    assert [row for row in rows if row.endswith("|  |")] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_path_in_a_document_exists(name: str) -> None:
    """Every file that a document links to or shows is in the repository."""
    file = ROOT / name
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8"))

    missing = [link for link in links if not (file.parent / link).exists()]

    assert missing == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_picture_in_a_document_has_words(name: str) -> None:
    """Every picture says in words what it shows (WCAG 2.2 SC 1.1.1)."""
    text = (ROOT / name).read_text(encoding="utf-8")

    without_words = re.findall(r"!\[\s*\]\([^)]*\)|<img(?![^>]*\balt=\"[^\"]+\")[^>]*>", text)

    assert without_words == []


def test_the_sample_settings_can_be_read() -> None:
    """The sample settings in deploy/ hold only settings that exist."""
    import tomllib

    from idp.settings import Settings

    sample = tomllib.loads((ROOT / "deploy/stepfree.toml").read_text(encoding="utf-8"))

    assert sample.keys() <= Settings.model_fields.keys()
