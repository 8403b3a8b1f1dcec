from __future__ import annotations

import pytest
from tests.unit.config.example import EXAMPLE, settings

from digest.errors import ConfigError
from digest.model import Mailbox

TABLE = f'{EXAMPLE}[operator]\naddress = "desk@news.example"\n'


def test_without_the_table_nobody_is_mailed(tmp_path):
    assert settings(tmp_path).operator is None


def test_an_operator_has_an_address_and_may_have_a_name(tmp_path):
    assert settings(tmp_path, TABLE).operator == Mailbox(address="desk@news.example")
    named = settings(tmp_path, f'{TABLE}name = "The desk"\n').operator
    assert named == Mailbox(address="desk@news.example", name="The desk")


def test_a_variable_names_one_too(tmp_path):
    found = settings(tmp_path, environ={"DIGEST_OPERATOR__ADDRESS": "me@news.example"})
    assert found.operator == Mailbox(address="me@news.example")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('name = "The desk"', 'operator: "address" is missing'),
        ('address = "nobody"', "operator.address: expected an address"),
        ('address = "a@b.example"\nname = "x\\ny"', "operator.name: expected text on one line"),
        ('adress = "a@b.example"', 'did you mean "address"'),
    ],
)
def test_what_is_no_operator_is_refused(tmp_path, table, words):
    with pytest.raises(ConfigError) as caught:
        settings(tmp_path, f"{EXAMPLE}[operator]\n{table}\n")
    assert words in str(caught.value)
