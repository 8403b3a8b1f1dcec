"""Names of domains in digest.toml: in any letters, one for whoever asks the DNS."""

from __future__ import annotations

import pytest
from tests.unit.config.example import changed, settings

from digest.errors import ConfigError


def test_a_site_in_its_own_letters_is_linked_under_the_name_that_resolvers_know(tmp_path):
    own, known = "https://bücher.example/brief", "https://xn--bcher-kva.example/brief"
    text = changed('public_url = "https://news.example"', f'public_url = "{own}"')
    text = text.replace("public_url", f'archive_url = "{own}"\nhelp_url = "{own}"\npublic_url', 1)
    found = settings(tmp_path, f'{text}\n[collect]\npublic_url = "{own}"\n')
    letter = found.newsletter()
    assert (letter.public_url, letter.archive_url, letter.help_url) == (known, known, known)
    assert found.collect.public_url == known


@pytest.mark.parametrize("domain", ["Bücher.example", "xn--bcher-kva.example"])
def test_a_domain_in_its_own_letters_has_the_limit_that_is_meant(tmp_path, domain):
    text = changed("[smtp]\n", f'[smtp.domains."{domain}"]\nrate = "1/s"\n[smtp]\n')
    found = settings(tmp_path, text)
    assert list(found.smtp.domains) == ["xn--bcher-kva.example"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("gmail.com", "Gmail.com"), ("bücher.example", "xn--bcher-kva.example")],
)
def test_two_tables_of_one_domain_are_refused_by_both_names(tmp_path, first, second):
    tables = "".join(f'[smtp.domains."{one}"]\nrate = "1/s"\n' for one in (first, second))
    with pytest.raises(ConfigError) as caught:
        settings(tmp_path, changed("[smtp]\n", f"{tables}[smtp]\n"))
    assert second in caught.value.message
    assert f'it is the same domain as "{first}"' in caught.value.message


def test_what_is_no_domain_has_no_limit(tmp_path):
    text = changed("[smtp]\n", '[smtp.domains."bü cher.example"]\nrate = "1/s"\n[smtp]\n')
    with pytest.raises(ConfigError, match="expected a domain such as"):
        settings(tmp_path, text)
