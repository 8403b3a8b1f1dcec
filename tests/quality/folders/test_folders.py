"""Public corpora in the shapes that they come in, written by hand and tiny."""

from __future__ import annotations

import pytest
from tests.quality.folders.__main__ import main
from tests.quality.folders.convert import KINDS, UnknownShapeError, write
from tests.quality.labelled import corpus_hash, look_alikes, read


def made(tmp_path, kind, came, *how):
    folder = tmp_path / "made"
    write(folder, KINDS[kind](came, *how))
    return [(one.story, one.topic, one.article.title, one.article.text) for one in read(folder)]


def ecb_file(root, topic, name, *lines):
    tokens = "".join(
        f'<token sentence="{at}">{word}</token>'
        for at, line in enumerate(lines)
        for word in line.split()
    )
    (root / topic).mkdir(parents=True, exist_ok=True)
    (root / topic / name).write_text(f"<Document>{tokens}</Document>", "utf-8")


def test_ecb_plus_gives_the_events_of_its_odd_topics_which_look_alike(tmp_path):
    root = tmp_path / "ECB+"
    ecb_file(root, "1", "1_1ecb.xml", "Ferry sinks .", "It was n't found , they said .")
    ecb_file(root, "1", "1_2ecbplus.xml", "http : //x", "Another ferry", "sinks .")
    ecb_file(root, "2", "2_1ecb.xml", "Cup won", "Rovers won .")
    assert made(tmp_path, "ecb", root) == [
        ("1-ecb", "x", "Ferry sinks.", "It wasn't found, they said."),
        ("1-ecbplus", "x", "Another ferry", "sinks."),
    ]
    assert look_alikes(tmp_path / "made") == [("1-ecb", "1-ecbplus")]
    assert [row[0] for row in made(tmp_path, "ecb", root, "even")] == ["2-ecb"]


def test_bbc_comes_as_a_table_or_as_folders(tmp_path):
    table = tmp_path / "bbc.csv"
    table.write_text("ArticleId,Text,Category\n7,cup won  by rovers in extra time,sport\n", "utf-8")
    row = ("s0", "Sport", "cup won by rovers in extra", "cup won by rovers in extra time")
    assert made(tmp_path, "bbc", table) == [row]
    (tmp_path / "bbc" / "sport").mkdir(parents=True)
    (tmp_path / "bbc" / "sport" / "001.txt").write_text(row[-1], "utf-8")
    assert made(tmp_path, "bbc", tmp_path / "bbc") == [row]


def test_ag_has_no_head_and_a_backslash_for_each_line_break(tmp_path):
    table = tmp_path / "ag.csv"
    table.write_text('"4","Chips","New chips\\are ""fast"""\n', "utf-8")
    assert made(tmp_path, "ag", table) == [("s0", "Sci/Tech", "Chips", 'New chips are "fast"')]


def test_gnad_keeps_the_classes_that_have_a_topic(tmp_path):
    table = tmp_path / "gnad.csv"
    table.write_text("Sport;'Rovers siegt; im Pokal'\nEtat;Zeitung verkauft\n", "utf-8")
    told = "Rovers siegt; im Pokal"
    assert made(tmp_path, "gnad", table) == [("s0", "Sport", told, told)]


def test_summaries_stand_beside_their_texts(tmp_path):
    table = tmp_path / "cnn.csv"
    table.write_text('article,highlights,id\n"One.\n\nTwo.",Short,1\n', "utf-8")
    assert made(tmp_path, "cnn", table) == [("s0", "News", "", "One.\n\nTwo.")]
    for kind, text in (("article", "Title\n\nOne\nline.\n\nTwo."), ("summary", "Short")):
        (tmp_path / kind / "sport").mkdir(parents=True)
        (tmp_path / kind / "sport" / "001.txt").write_text(text, "utf-8")
    found = made(tmp_path / "sums", "bbc-summaries", tmp_path)
    assert found == [("001sport", "sport", "Title", "One line.\n\nTwo.")]


def test_sib_has_sentences_without_titles_in_many_languages(tmp_path):
    (tmp_path / "nld_Latn").mkdir()
    told = 'index_id\tcategory\ttext\n7\tsports\t"Rovers" wint\n8\ttravel\tNaar zee\n'
    (tmp_path / "nld_Latn" / "dev.tsv").write_text(told, "utf-8")
    assert made(tmp_path, "sib", tmp_path) == [("nl7", "Sport", "", '"Rovers" wint')]


def test_masakhanews_has_two_of_its_languages_and_quoted_cells(tmp_path):
    for code, told in (("eng", 'politics\tA vote\t"One ""vote"".\nTwo."\t/a\n'), ("fra", "")):
        (tmp_path / code).mkdir()
        head = "category\theadline\ttext\turl\n"
        (tmp_path / code / "test.tsv").write_text(f"{head}{told}religion\tB\tC\t/b\n", "utf-8")
    found = made(tmp_path, "masakha", tmp_path)
    assert found == [("en0", "Politics", "A vote", 'One "vote".\n\nTwo.')]


def test_uci_gives_the_first_headlines_of_each_story(tmp_path):
    table = tmp_path / "uci.csv"
    head = "ID,TITLE,URL,PUBLISHER,CATEGORY,STORY,HOSTNAME,TIMESTAMP"
    rows = ("1,Fed  ...,u,Post,b,s1,h,1000", "2,Fed again,u,Post,b,s1,h,3601000", "3,A,u,P,,s2,h,")
    table.write_text("\n".join((head, *rows)), "utf-8")
    assert made(tmp_path, "uci", table, "1") == [("s1", "Business", "Fed", "")]
    assert len(made(tmp_path, "uci", table)) == 2
    assert [one.article.published.hour for one in read(tmp_path / "made")] == [0, 1]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("bbc", "Text,Class\nx,sport\n"),
        ("ag", '"9","a","b"\n'),
        ("cnn", "article\nx\n"),
        ("gnad", ""),
    ],
)
def test_what_is_no_such_corpus_is_refused(tmp_path, capsys, kind, text):
    came = tmp_path / "came.csv"
    came.write_text(text, "utf-8")
    with pytest.raises(UnknownShapeError):
        made(tmp_path, kind, came)
    with pytest.raises(SystemExit, match="is not what"):
        main(kind, came, tmp_path / "made")


def test_the_same_files_give_the_same_hash(tmp_path, capsys):
    table = tmp_path / "ag.csv"
    table.write_text('"1","A","b"\n', "utf-8")
    main("ag", table, tmp_path / "one")
    main("ag", table, tmp_path / "two")
    assert corpus_hash(tmp_path / "one") == corpus_hash(tmp_path / "two")
    assert corpus_hash(tmp_path / "one") in capsys.readouterr().out
    with pytest.raises(SystemExit, match="no such kind"):
        main("reuters", table, tmp_path / "one")
