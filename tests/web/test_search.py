"""The search: stems, å ä ö, parts of words, misprints, facets; and its index by itself."""

from urllib.parse import quote

import pytest

from plangraf.web.pages.searching import Document, Index, folded, misprint, stemmed
from tests.web.markup import Markup
from tests.web.serving import Server


def results(site: Server, query: str) -> list[str]:
    """Return the paths of the hits on the first page of an answer, best first."""
    page = Markup(site.ask(f"/search?{query}", headers={"Accept": "text/html"}).text)
    inside, found = False, []
    for tag, given in page.elements:
        if tag == "ol" and given.get("class") == "hits":
            inside = True
        if tag == "footer":
            inside = False
        if inside and tag == "a" and "/id/" in given.get("href", ""):
            found.append(given["href"].partition("?")[0].removeprefix("/id/"))
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("q=h%C3%A4lsa", "q=halsa"),
        ("q=f%C3%B6r%C3%A4ldrast%C3%B6d", "q=foraldrastod"),
        ("q=sj%C3%A4lvmord", "q=sjalvmord"),
        ("q=SIP", "q=sip"),
        ("q=aktivitet", "q=aktiviteter"),
        ("q=suicidprevention", "q=suicidpreventionen"),
        ("q=ha%CC%88lsa", "q=h%C3%A4lsa"),
    ],
)
def test_spellings_that_find_the_same(whole: Server, one: str, other: str) -> None:
    assert set(results(whole, one)) == set(results(whole, other)) != set()


@pytest.mark.parametrize(
    ("misprinted", "meant"),
    [
        ("suicidprevenshon", "focus-area/ostergotland-2019/suicidprevention"),
        ("f%C3%B6r%C3%A4ldrarst%C3%B6d", "topic/parental-support"),
        ("herryda", "plan/harryda-2019-2022"),
        ("ostergottland", "plan/ostergotland-2019"),
    ],
)
def test_misprints_are_forgiven_and_told(whole: Server, misprinted: str, meant: str) -> None:
    assert meant in results(whole, f"q={misprinted}")
    page = whole.ask(f"/search?q={misprinted}", headers={"Accept": "text/html"}).text
    assert "finns inte; visar" in page


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("SIP", "method/sip"),
        ("nollvision", "goal/harryda-2019-2022/adults-1.1"),
        ("parental+support", "goal/harryda-2019-2022/children-1.1"),
        ("1401", "area/1401"),
        ("H%C3%A4rryda", "plan/harryda-2019-2022"),
        ("prevention", "topic/suicide-prevention"),
        ("h%C3%A4lsan", "plan/harryda-2019-2022"),
        # The topic is the thesaurus: what the plans call suicide is found by the other word too.
        ("sj%C3%A4lvmord", "topic/suicide-prevention"),
        ("sj%C3%A4lmord", "topic/suicide-prevention"),
        ("brukarinflytande", "topic/user-involvement"),
        ("brukarmedvrkan", "topic/user-involvement"),
        ("aldre", "target-group/older-people"),
        ("anhoriga", "target-group/relatives"),
        ("psykisk+ohalsa+barn", "goal/harryda-2019-2022/children-2.1"),
        ("suicid", "topic/suicide-prevention"),
        ("vem+ansvarar+f%C3%B6r+suicid", "topic/suicide-prevention"),
    ],
)
def test_what_is_meant_comes_early(whole: Server, words: str, first: str) -> None:
    assert first in results(whole, f"q={words}")[:12]


def test_facets_narrow_and_say_how_many(whole: Server) -> None:
    all_of_it = results(whole, "q=suicid")
    goals = results(whole, "q=suicid&kind=goal")
    assert goals
    assert all(path.startswith(("goal/", "plan/")) for path in goals)
    here = results(whole, "q=suicid&kind=goal&plan=harryda-2019-2022")
    assert {p for p in here if p.startswith("goal/")} == {
        "goal/harryda-2019-2022/adults-1.1",
        "goal/harryda-2019-2022/children-5.1",
    }
    assert len(all_of_it) >= len(goals)
    page = Markup(whole.ask("/search?q=suicid&kind=goal", headers={"Accept": "text/html"}).text)
    assert any(given.get("aria-current") == "true" for tag, given in page.elements if tag == "a")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "words", ["suicidprevention i två planer", "skriver om samma sak på olika sätt"]
)
def test_stories_are_found_by_title_and_text(whole: Server, words: str, language: str) -> None:
    path = f"/search?q={quote(words)}&lang={language}"
    page = Markup(whole.ask(path, headers={"Accept": "text/html"}).text)
    story = "/stories/suicide-prevention?lang=" + language
    assert story in page.links
    assert {"sv": "Fördjupningar", "en": "Stories"}[language] in page.text


def test_a_topic_without_words_lists_what_has_it(whole: Server) -> None:
    found = results(whole, "topic=housing")
    assert found
    assert any(path.startswith("need/") for path in found)


@pytest.mark.parametrize("query", ["q=zzzzqqq", "q=%00", "q=%F0%9F%98%80", "q=" + "x" * 3000])
def test_nothing_found_is_an_answer(whole: Server, query: str) -> None:
    reply = whole.ask(f"/search?{query}", headers={"Accept": "text/html"})
    assert reply.status == 200
    assert not results(whole, query)


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999999", "kind=nope", "plan=%3C"])
def test_odd_parameters_do_no_harm(whole: Server, query: str) -> None:
    reply = whole.ask(f"/search?q=suicid&{query}", headers={"Accept": "text/html"})
    assert reply.status == 200


def test_what_is_searched_for_is_written_as_text(whole: Server) -> None:
    page = whole.ask("/search?q=%3Cscript%3Ealert(1)%3C/script%3E", headers={"Accept": "text/html"})
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text


def test_pages_follow_each_other_without_gap(whole: Server) -> None:
    first, second = results(whole, "q=SIP"), results(whole, "q=SIP&page=2")
    hits = [{p for p in page if not p.startswith("plan/")} for page in (first, second)]
    assert hits[0]
    assert hits[1]
    assert not hits[0] & hits[1]


def test_folding_and_stemming() -> None:
    assert folded("Åäö") == "aao"
    assert stemmed("aktiviteter", "sv") == stemmed("aktivitet", "sv")
    assert stemmed("hälsa", "sv") == "hals"
    assert stemmed("goals", "en") == "goal"


def test_misprints_count_swaps_once() -> None:
    assert misprint("halsa", "hlasa", 2) == 1
    assert misprint("halsa", "halsa", 2) == 0
    assert misprint("halsa", "hals", 1) == 1
    assert misprint("halsa", "bil", 2) == 3


def test_every_word_must_be_there() -> None:
    index = Index(
        [
            Document("a", (("psykisk hälsa", "sv", 1.0),), {"kind": ("goal",)}),
            Document("b", (("fysisk hälsa", "sv", 1.0),), {"kind": ("need",)}),
        ]
    )
    assert [hit.document.name for hit in index.search("psykisk halsa").hits] == ["a"]
    assert {hit.document.name for hit in index.search("hälsa").hits} == {"a", "b"}
    assert [hit.document.name for hit in index.search("", {"kind": "need"}).hits] == ["b"]
    assert not index.search("hälsa", {"kind": "plan"}).hits


def test_what_has_most_of_the_words_is_found_and_told() -> None:
    index = Index(
        [
            Document("a", (("psykisk hälsa", "sv", 1.0),), {}),
            Document("b", (("fysisk hälsa", "sv", 1.0),), {}),
            Document("c", (("skola", "sv", 1.0),), {}),
        ]
    )
    found = index.search("psykisk hälsa vintern")
    assert [hit.document.name for hit in found.hits] == ["a"]
    assert found.partly
    assert not index.search("psykisk hälsa").partly


def test_questions_are_found_beside_the_things(whole: Server) -> None:
    page = Markup(whole.ask("/search?q=ansvarig&kind=query", headers={"Accept": "text/html"}).text)
    hits = {link for link in page.links if link.startswith("/queries/")}
    assert "/queries/activities-without-actor" in hits


def test_a_goal_is_told_apart_by_its_target_group(whole: Server) -> None:
    page = whole.ask("/search?q=nollvision&kind=goal&lang=sv", headers={"Accept": "text/html"}).text
    assert "Mål · Vuxna" in page
    assert "Mål · Barn och unga" in page
