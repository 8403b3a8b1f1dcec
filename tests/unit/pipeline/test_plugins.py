from __future__ import annotations

import sys

import pytest
from tests.unit.pipeline.installed import install

from digest.compose.makers import MAKERS
from digest.config import load
from digest.config.installed import BUILT_IN, Group
from digest.curate.rank import RULES
from digest.errors import ConfigError
from digest.model import SourceKind
from digest.pipeline.plugins import block_makers, rank_rules, source_readers

MODULE = "newsroom_plugins"
SHIPPED = len(RULES) - 1  # in force; what readers mute is not, unless asked for
CODE = """
async def notices(source, *, now, fetch):
    return []

async def tide(newsletter, *, date, now, options, fetch):
    return ()

def local(story, context):
    return 1.0, "local"

text = "no function"
"""
POINTS = {
    "digest.sources": {"notices": f"{MODULE}:notices", "gone": f"{MODULE}:gone"},
    "digest.blocks": {"tide": f"{MODULE}:tide", "text": f"{MODULE}:text"},
    "digest.rank": {"local": f"{MODULE}:local", "coverage": f"{MODULE}:local"},
}
NEWSLETTER = """\
[newsletters.briefing]
title = "Morning Briefing"
from = "briefing@news.example"
public_url = "https://news.example"
postal_address = "1 Example Street"
"""


@pytest.fixture
def configured(tmp_path, monkeypatch):
    install(tmp_path / "site", monkeypatch, {MODULE: CODE}, POINTS)

    def configure(text: str):
        (tmp_path / "digest.toml").write_text(NEWSLETTER + text)
        return load(tmp_path / "digest.toml", environ={})

    return configure


def block(kind: str) -> str:
    return f'[[newsletters.briefing.blocks]]\nkind = "{kind}"\n'


def source(kind: str, name: str = "Port") -> str:
    return f'[[sources]]\nname = "{name}"\nkind = "{kind}"\n'


def test_what_is_named_is_loaded(configured):
    settings = configured(block("tide") + source("notices") + "[build.rank]\nlocal = 2.0\n")
    module = sys.modules.get(MODULE)
    assert module is None  # the names are known before anything is imported

    assert source_readers(settings) == {"notices": sys.modules[MODULE].notices}
    assert block_makers(settings, settings.newsletter()) == (sys.modules[MODULE].tide,)
    assert len(rank_rules(settings)) == SHIPPED + 1


def test_what_is_installed_but_not_named_is_never_imported(configured):
    settings = configured(block("greeting") + source("files").replace("Port", "Desk") + "path='.'")
    source_readers(settings)
    block_makers(settings, settings.newsletter())
    rank_rules(settings)

    assert MODULE not in sys.modules


def test_a_reader_is_loaded_only_for_the_sources_that_are_asked_for(configured):
    settings = configured(source("gone", "Broken") + source("notices"))

    assert list(source_readers(settings, ["Port"])) == ["notices"]
    with pytest.raises(ConfigError):
        source_readers(settings)


def test_what_readers_mute_counts_only_where_that_is_asked_for(configured):
    settings = configured("[build.rank]\nreaders = 1.0\n")

    assert len(rank_rules(settings)) == len(RULES)


def test_a_rule_of_weight_0_is_off(configured):
    settings = configured("[build.rank]\nlocal = 0\nfreshness = 0\n")

    assert len(rank_rules(settings)) == SHIPPED - 1
    assert MODULE not in sys.modules


def test_a_built_in_name_is_never_overridden(configured):
    settings = configured("[build.rank]\ncoverage = 1.0\n")

    assert len(rank_rules(settings)) == SHIPPED
    assert MODULE not in sys.modules


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        (
            source("notice"),
            "sources[0].kind: no source kind is called 'notice'; did you mean \"notices\"?",
            (
                "built in: feed, page, sitemap, files, mailbox;"
                " installed under digest.sources: gone, notices"
            ),
        ),
        (
            block("tides"),
            (
                "newsletters.briefing.blocks[0].kind: no maker of blocks is called 'tides'; "
                'did you mean "tide"?'
            ),
            f"built in: {', '.join(MAKERS)}; installed under digest.blocks: text, tide",
        ),
        (
            "[build.rank]\nfreshnes = 2.0\n",
            (
                "build.rank.freshnes: no rule of ranking is called 'freshnes'; "
                'did you mean "freshness"?'
            ),
            "installed under digest.rank: coverage, local",
        ),
    ],
)
def test_an_unknown_name_is_refused_at_its_line_with_what_there_is(
    configured, tmp_path, text, words, hint
):
    with pytest.raises(ConfigError) as refused:
        configured(text)
    line = NEWSLETTER.count("\n") + 1 + text.splitlines().index(text.splitlines()[-1])
    assert refused.value.message == f"{tmp_path / 'digest.toml'}:{line}: {words}"
    assert refused.value.hint.endswith(hint)


def test_a_name_that_went_away_since_is_refused_too(configured, tmp_path):
    settings = configured(source("notices"))
    (tmp_path / "site" / "example_plugins-1.0.dist-info" / "entry_points.txt").write_text("")
    with pytest.raises(ConfigError, match="no source kind is called 'notices'"):
        source_readers(settings)


def test_what_can_t_be_imported_is_refused_with_the_reason_and_the_cause(configured, tmp_path):
    settings = configured(source("gone"))
    with pytest.raises(ConfigError) as refused:
        source_readers(settings)
    assert refused.value.message == (
        f"{tmp_path / 'digest.toml'}:{NEWSLETTER.count(chr(10)) + 3}: sources[0].kind: "
        f"{MODULE}:gone can't be imported: AttributeError: "
        f"module '{MODULE}' has no attribute 'gone'"
    )
    assert "example-plugins 1.0" in refused.value.hint
    assert isinstance(refused.value.__cause__, AttributeError)


def test_what_is_no_function_is_refused(configured):
    settings = configured(block("text"))
    with pytest.raises(ConfigError, match=f"{MODULE}:text is no function"):
        block_makers(settings, settings.newsletter())


def test_a_name_that_two_packages_claim_is_refused(configured, tmp_path, monkeypatch):
    points = {"digest.sources": {"notices": "json:loads"}}
    install(tmp_path / "other", monkeypatch, {}, points, package="other")
    with pytest.raises(ConfigError, match="example-plugins and other both call theirs 'notices'"):
        configured(source("notices"))


def test_the_names_of_what_is_built_in_are_known_to_the_configuration():
    assert BUILT_IN[Group.SOURCES] == tuple(SourceKind)
    assert BUILT_IN[Group.BLOCKS] == tuple(MAKERS)
    assert BUILT_IN[Group.RANK] == tuple(RULES)


def test_options_are_for_installed_readers_only(configured):
    with pytest.raises(ConfigError, match="a source of kind files takes no options"):
        configured(source("files") + 'path = "."\noptions = { a = 1 }\n')


def test_options_are_handed_on_as_they_are_written(configured):
    written = 'options = { day = 2027-01-03, deep = { list = [1, "two"] } }\n'
    settings = configured(block("tide") + written + source("notices") + written)

    (plan,) = settings.newsletter().blocks
    assert plan.options == settings.sources[0].options
    assert plan.options["deep"] == {"list": [1, "two"]}


def test_a_variable_weighs_a_rule_and_is_named_where_there_is_none(configured, tmp_path):
    configured("")
    file = tmp_path / "digest.toml"
    settings = load(file, environ={"DIGEST_BUILD__RANK__LOCAL": "2"})
    assert settings.build.rank == {"local": 2.0}
    with pytest.raises(
        ConfigError, match=r"^DIGEST_BUILD__RANK__LOCALE: build\.rank\.locale: no rule"
    ):
        load(file, environ={"DIGEST_BUILD__RANK__LOCALE": "2"})
    with pytest.raises(ConfigError, match=r"build\.rank\.local: expected a number <= 100"):
        load(file, environ={"DIGEST_BUILD__RANK__LOCAL": "101"})
