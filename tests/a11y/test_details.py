"""What a line is when it is nothing but a price, an address or somebody's words."""

from __future__ import annotations

import pytest

from a11y.details import kind


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("68 Euro im Monat", "an amount of money"),
        ("From £12.50", "an amount of money"),
        ("29 € par mois", "an amount of money"),
        ("Tel.: +352 26 12 34", "a telephone number"),
        ("(555) 123-4567", "a telephone number"),
        ("E-Mail: a@b.example", "a mail address"),
        ("L-1234 Luxembourg", "an address"),
        ("8, rue de la Gare", "an address"),
        ("Hauptstraße 12", "an address"),
        ("« Je ne savais pas nager. »", "a quotation"),
        ("«Es war sehr schön.» – Anna, 12", "a quotation"),
    ],
)
def test_kinds(line: str, expected: str) -> None:
    """The whole line is of one kind."""
    assert kind(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Under £50",
        "£10 to £20",
        "500 pounds of flour",
        "10 € Rabatt",
        "2019–2024",
        "12.05.2024 – 14.05.2024",
        "10:00–12:00",
        "2024 Annual Report",
        "10000 Schritte",
        "3 ways to find your way",
        "100 days of place",
        "Mein Weg 2024",
        "Level 12",
        "“The Raven”",
        "",
    ],
)
def test_names_of_what_follows(line: str) -> None:
    """Dates, counts and titles of works are none of them."""
    assert kind(line) == ""
