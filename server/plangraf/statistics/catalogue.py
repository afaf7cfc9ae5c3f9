"""Kolada's catalogue as it is now: fetched page by page, and laid over the pinned one.

Turns titles by id into entries: a series that is not there any more is withdrawn and keeps the day
it was last seen; a new title takes the place of the old. Other services' series stay as they are.
"""

from collections.abc import Iterable
from dataclasses import replace

from plangraf.content.series import Provider, SeriesEntry
from plangraf.statistics import kolada
from plangraf.statistics.exchange import Received, Request, changed
from plangraf.statistics.fetching import Fetcher
from plangraf.statistics.refreshing import next_page

_PREFIX = "kolada/"


def fetch_titles(fetcher: Fetcher, provider: Provider) -> dict[str, str]:
    """Return id → title of every series in the catalogue."""

    asked: set[str] = set()

    def read(received: Received) -> tuple[dict[str, str], Request | None]:
        page, following = kolada.read_catalogue(received.content, received.request.url)
        if following is not None:
            next_page(received.request, following, asked)
        return page, following

    titles: dict[str, str] = {}
    request: Request | None = kolada.catalogue_request(provider.base, provider.page_size or 5000)
    while request is not None:
        asked.add(request.key)
        page, request = fetcher.fetch(request, read)
        titles |= page
    if not titles:
        place = provider.base
        raise changed(place, "katalogen är tom, med status 200", "an empty catalogue, status 200")
    return titles


def live_catalogue(
    titles: dict[str, str], pinned: Iterable[SeriesEntry], today: str
) -> dict[str, SeriesEntry]:
    """Return path → entry: the pinned entries as the catalogue of today has them."""
    found = {}
    for entry in pinned:
        if not entry.path.startswith(_PREFIX):
            found[entry.path] = entry
        elif entry.code in titles:
            found[entry.path] = replace(
                entry, title=titles[entry.code], state="listed", last_seen=today
            )
        else:
            found[entry.path] = replace(entry, state="withdrawn")
    return found
