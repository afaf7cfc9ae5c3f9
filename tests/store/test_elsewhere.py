"""Which addresses SERVICE may lead to, and how they are set."""

import pytest

from plangraf.errors import WrongUse
from plangraf.settings import settings_from
from plangraf.store.elsewhere import far


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.9.1", "::1", "0.0.0.0", "::", "10.1.2.3", "172.16.0.1"),
        *("192.168.1.1", "169.254.169.254", "100.64.0.1", "fe80::1%eth0", "fd00::1", "224.0.0.1"),
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "64:ff9b::a00:1"),
        *("255.255.255.255", "198.18.0.1", "nonsense"),
    ],
)
def test_which_addresses_are_near(address: str) -> None:
    assert not far(address)


def test_which_addresses_are_far() -> None:
    assert far("91.198.174.192")
    assert far("2620:0:862:ed1a::1")


def test_the_settings() -> None:
    read = settings_from({"PLANGRAF_SERVICES": "https://a/sparql, https://b/sparql"})
    assert read.services == ("https://a/sparql", "https://b/sparql")
    assert not read.services_nearby
    for wrong in ("wikidata", "ftp://a/", "https://u:p@a/", "https://a:x/", "https://a/#b"):
        with pytest.raises(WrongUse):
            settings_from({"PLANGRAF_SERVICES": wrong})
    assert settings_from({"PLANGRAF_SERVICES_NEARBY": "1"}).services_nearby
