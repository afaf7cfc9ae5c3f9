"""The accessibility statement has what the law and the agency ask for."""

from tests.web.pages.conftest import markup
from tests.web.serving import Server, serving


def test_the_accessibility_statement_has_what_the_agency_lists(whole: Server) -> None:
    """Digg's list: service, compliance in its words, shortcomings, dates, method, complaint."""
    texts = " ".join(text for _, text in markup(whole, "/accessibility?lang=sv").texts)
    for wanted in (
        "plangraf",
        "delvis förenlig",
        "oskäligt betungande",
        "inte omfattar",
        "självskattning",
        "2026-11-24",
        "PLANGRAF_CONTACT_EMAIL",
        "PLANGRAF_PUBLISHER_NAME",
    ):
        assert wanted in texts
    page = markup(whole, "/accessibility?lang=sv")
    assert "https://www.digg.se/tdosanmalan" in page.links
    assert not [link for link in page.links if link.startswith("mailto:")]
    footer = markup(whole, "/?lang=sv").links
    assert "/accessibility?lang=sv" in footer


def test_who_runs_the_site_says_where_to_write() -> None:
    with serving(contact_email="tillganglighet@example.se") as server:
        for path in ("/accessibility?lang=sv", "/about?lang=en"):
            assert "mailto:tillganglighet@example.se" in markup(server, path).links
