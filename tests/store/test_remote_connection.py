"""A server that does not answer: what is told, in time, and what is true of a write."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from tests.waiting import PATIENCE

from plangraf.errors import StoreError
from plangraf.store.lookup import addresses_of
from plangraf.store.remote import RemoteStore

READ, WRITE = "ASK {}", "INSERT DATA { <x:a> <x:b> 1 }"


@contextlib.contextmanager
def listening(*, closes: bool) -> Iterator[str]:
    """A server that takes a request and closes the connection, or keeps it without a word."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def take() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        connection.recv(1 << 16)
                        if not closes:
                            done.wait(PATIENCE)

        threading.Thread(target=take, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/query#oxigraph"
        done.set()


def told(place: str, text: str, seconds: float = PATIENCE) -> StoreError:
    with contextlib.closing(RemoteStore(place, seconds=seconds)) as store:
        ask = store.update if text is WRITE else lambda asked: store.query(asked).truth
        with pytest.raises(StoreError) as caught:
            ask(text)
    return caught.value


@pytest.mark.parametrize(
    ("closes", "text", "kind", "unsure"),
    [
        (True, READ, "unreachable", False),
        (True, WRITE, "unsure", True),
        (False, READ, "slow", False),
        (False, WRITE, "slow", True),
    ],
)
def test_what_is_true_of_a_request_that_was_broken_off(
    closes: bool, text: str, kind: str, unsure: bool
) -> None:
    with listening(closes=closes) as place:
        error = told(place, text, PATIENCE if closes else 0.5)
    assert error.kind == kind
    assert ("See whether the change was made" in error.render("en")) is unsure


def test_a_write_to_nobody_is_not_made() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert told(f"http://127.0.0.1:{port}/query#oxigraph", WRITE).kind == "unreachable"


@pytest.fixture
def slow_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A name server that does not answer for `slow.example`."""
    system, done = socket.getaddrinfo, threading.Event()

    def found(host: str, *rest: int, **more: int) -> list[object]:
        if host == "slow.example":
            done.wait(PATIENCE)
        return list(system(host, *rest, **more))

    monkeypatch.setattr("plangraf.store.lookup.socket.getaddrinfo", found)
    yield
    done.set()


@pytest.mark.usefixtures("slow_names")
def test_a_name_is_looked_up_within_the_deadline() -> None:
    error = told("http://slow.example/query#oxigraph", READ, 0.5)
    assert error.kind == "unreachable"
    assert "slow.example was not looked up within 0.5 s" in error.render("en")


def test_a_name_that_does_not_exist_is_told() -> None:
    for host in ("nowhere.invalid", "x" * 64):
        with pytest.raises(OSError, match="is not found"):
            addresses_of(host, 80, 30)
    assert addresses_of("127.0.0.1", 80, 30) == ["127.0.0.1"]
