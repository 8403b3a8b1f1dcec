"""Public corpora as labelled folders: from the files that people pass around to rows of TSV.

Reads local files alone. The same files give the same folder, byte for byte, and so the same hash.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

COLUMNS = ("story", "topic", "language", "source", "hours", "title", "text")
BBC = {
    "business": "Business",
    "tech": "Technology",
    "politics": "Politics",
    "sport": "Sport",
    "entertainment": "Culture",
}
AG = {"1": "World", "2": "Sport", "3": "Business", "4": "Sci/Tech"}
GNAD = {
    "Web": "Technology",
    "International": "World",
    "Wirtschaft": "Business",
    "Sport": "Sport",
    "Inland": "Politics",
    "Wissenschaft": "Science",
    "Kultur": "Culture",
}
SIB = {
    "sports": "Sport",
    "politics": "Politics",
    "health": "Health",
    "entertainment": "Culture",
    "science/technology": "Sci/Tech",
}
MASAKHA = {
    "business": "Business",
    "entertainment": "Culture",
    "health": "Health",
    "politics": "Politics",
    "sports": "Sport",
    "technology": "Technology",
}
UCI = {"b": "Business", "t": "Technology", "e": "Culture", "m": "Health"}
TONGUES = {
    "en": "eng_Latn",
    "de": "deu_Latn",
    "fr": "fra_Latn",
    "es": "spa_Latn",
    "it": "ita_Latn",
    "pt": "por_Latn",
    "ar": "arb_Arab",
    "nl": "nld_Latn",
    "sv": "swe_Latn",
    "pl": "pol_Latn",
    "ru": "rus_Cyrl",
    "tr": "tur_Latn",
    "el": "ell_Grek",
    "hi": "hin_Deva",
    "he": "heb_Hebr",
    "zh": "zho_Hans",
    "ja": "jpn_Jpan",
    "ko": "kor_Hang",
}
_ECB = re.compile(r"(?P<topic>\d+)_\d+(?P<kind>ecb|ecbplus)\.xml$")
_BEFORE_MARK = re.compile(r"\s+([.,;:!?')])")
_BEFORE_ENDING = re.compile(r"\s+(n't|'s|'re|'ll)")
_HOUR = 3_600_000  # milliseconds
_PARAGRAPHS = re.compile(r"\n\s*\n*")
csv.field_size_limit(sys.maxsize)


class UnknownShapeError(Exception):
    """A corpus is not in the shape that is known."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Rows by COLUMNS, perhaps with an abstract behind; pairs of stories that are not one."""

    name: str
    rows: list[tuple[str, ...]]
    pairs: list[tuple[str, str]] = field(default_factory=list)


def write(folder: Path, made: Folder) -> int:
    """Write a folder; gives how many articles it holds."""
    if not made.rows:
        raise UnknownShapeError("it holds no article")
    folder.mkdir(parents=True, exist_ok=True)
    columns = (*COLUMNS, "abstract")[: len(made.rows[0])]
    lines = ["\t".join(columns)]
    lines += ["\t".join(row) for row in made.rows]
    _put(folder / f"{made.name}.tsv", lines)
    if made.pairs:
        _put(folder / "look-alikes.txt", [" ".join(pair) for pair in made.pairs])
    return len(made.rows)


def ecb(root: Path, half: str = "odd") -> Folder:
    """ECB+ (Cybulska and Vossen, 2014): ECB+/1/1_1ecb.xml ... of the topics with odd numbers.

    Each topic has two events that look alike, `ecb` and `ecbplus`. A text's first sentence stands
    for its title.
    """
    paths = sorted((path for path in root.rglob("*.xml") if _ECB.search(path.name)), key=str)
    rows: list[tuple[str, ...]] = []
    for path in paths:
        found = _ECB.search(path.name)
        if found and (int(found["topic"]) % 2 == 1) == (half == "odd"):
            title, text = _ecb_text(path, plus=found["kind"] == "ecbplus")
            story = f"{found['topic']}-{found['kind']}"
            source = f"S{path.stem.partition('_')[2]}"
            rows.append((story, "x", "en", source, "0", title, text))  # its signs as they are
    topics = sorted({row[0].partition("-")[0] for row in rows}, key=int)
    return Folder("ecb", rows, [(f"{one}-ecb", f"{one}-ecbplus") for one in topics])


def bbc(path: Path) -> Folder:
    """BBC news: the CSV with Text and Category, or a folder of texts for each topic."""
    if path.is_dir():
        told = [
            (BBC[one.parent.name], one.read_text("utf-8", "replace"))
            for one in sorted(path.glob("*/*.txt"))
            if one.parent.name in BBC
        ]
    else:
        told = [(BBC[row["Category"]], row["Text"]) for row in _table(path, "Text", "Category")]
    return Folder(
        "bbc",
        [
            _row(f"s{at}", topic, "en", "BBC", "0", " ".join(text.split()[:6]), text)
            for at, (topic, text) in enumerate(told)
        ],
    )


def ag(path: Path) -> Folder:
    """AG news: its CSV without a head, of class, title and description."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines) if row]
    if any(len(row) != len(("class", "title", "text")) or row[0] not in AG for row in rows):
        raise UnknownShapeError("a line has not a class from 1 to 4, a title and a text")
    return Folder(
        "ag",
        [
            _row(f"s{at}", AG[topic], "en", "AG", "0", title, text.replace("\\", " "))
            for at, (topic, title, text) in enumerate(rows)
        ],
    )


def gnad(path: Path) -> Folder:
    """10kGNAD: its CSV of class and text, parted by semicolons; seven of its nine classes."""
    rows: list[tuple[str, ...]] = []
    for at, line in enumerate(path.read_text("utf-8", "replace").split("\n")):
        label, _, rest = line.partition(";")
        text = rest.strip().strip("'")
        if label in GNAD:
            title = " ".join(text.split()[:8])
            rows.append(_row(f"s{at}", GNAD[label], "de", "GNAD", "0", title, text))
    return Folder("gnad", rows)


def cnn(path: Path) -> Folder:
    """CNN and Daily Mail: a CSV with `article` and `highlights`, or `text` and `y`."""
    rows = [
        _row(
            f"s{at}",
            "News",
            "en",
            "CNN",
            "0",
            "",
            row.get("article") or row.get("text") or "",
            row.get("highlights") or row.get("y") or "",
        )
        for at, row in enumerate(_table(path))
    ]
    if not any(row[-1] for row in rows):
        raise UnknownShapeError("no column `highlights` or `y`")
    return Folder(path.stem, rows)


def bbc_summaries(root: Path) -> Folder:
    """BBC News Summary: article/TOPIC/001.txt and, of the same name, summary/TOPIC/001.txt."""
    rows: list[tuple[str, ...]] = []
    for path in sorted((root / "article").glob("*/*.txt"), key=str):
        title, _, text = path.read_text("utf-8", "replace").partition("\n")
        plain = re.sub(r"(?<!\n)\n(?!\n)", " ", text.strip())
        told = root / "summary" / path.parent.name / path.name
        story = path.stem + path.parent.name
        abstract = told.read_text("utf-8", "replace")
        rows.append(_row(story, path.parent.name, "en", "BBC", "0", title, plain, abstract))
    return Folder("bbcsum", rows)


def sib(root: Path) -> Folder:
    """SIB-200 (Adelani and others, 2024): data/annotated/nld_Latn/train.tsv ..., five of its seven.

    Sentences without a title, the same ones in each of the languages that have shipped words.
    """
    rows: list[tuple[str, ...]] = []
    for language, code in TONGUES.items():
        paths = [root / code / f"{part}.tsv" for part in ("train", "dev", "test")]
        for path in filter(Path.exists, paths):
            for row in _table(path, "index_id", "category", "text", parted="\t", quoted=False):
                if topic := SIB.get(row["category"]):
                    story = f"{language}{row['index_id']}"
                    rows.append(_row(story, topic, language, "SIB", "0", "", row["text"]))
    return Folder("sib", rows)


def masakha(root: Path) -> Folder:
    """MasakhaNEWS (Adelani and others, 2023): data/eng/test.tsv and data/fra/test.tsv."""
    rows: list[tuple[str, ...]] = []
    for language, code in (("en", "eng"), ("fr", "fra")):
        table = root / code / "test.tsv"
        for at, row in enumerate(_table(table, "category", "headline", "text", parted="\t")):
            if topic := MASAKHA.get(row["category"]):
                title, text = row["headline"], row["text"]
                rows.append(_row(f"{language}{at}", topic, language, "BBC", "0", title, text))
    return Folder("masakha", rows)


def uci(table: Path, most: str = "10") -> Folder:
    """UCI News Aggregator (Gasparetti, 2014): headlines, the first so many of each story."""
    rows: list[tuple[str, ...]] = []
    told: Counter[str] = Counter()
    begun: float | None = None
    for row in _table(table, "TITLE", "PUBLISHER", "CATEGORY", "STORY", "TIMESTAMP"):
        topic, at = UCI.get(row["CATEGORY"] or ""), row["TIMESTAMP"]
        if not topic or not at or told[row["STORY"]] >= int(most):
            continue
        told[row["STORY"]] += 1
        begun = float(at) if begun is None else begun
        hours = f"{(float(at) - begun) / _HOUR:.2f}"
        title = row["TITLE"].removesuffix("...")
        rows.append(_row(row["STORY"], topic, "en", row["PUBLISHER"], hours, title, ""))
    return Folder("uci", rows)


KINDS: Mapping[str, Callable[..., Folder]] = MappingProxyType(
    {
        "ecb": ecb,
        "bbc": bbc,
        "ag": ag,
        "gnad": gnad,
        "cnn": cnn,
        "bbc-summaries": bbc_summaries,
        "sib": sib,
        "masakha": masakha,
        "uci": uci,
    }
)


def _ecb_text(path: Path, *, plus: bool) -> tuple[str, str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    told: defaultdict[int, list[str]] = defaultdict(list)
    for token in etree.parse(path, parser).iter("token"):
        told[int(token.get("sentence"))].append(token.text or "")
    lines = [" ".join(told[number]) for number in sorted(told)]
    if plus and lines and "http" in lines[0]:
        lines = lines[1:]  # where it was found
    lines = [re.sub(r"[\t\r\n]", " ", line) for line in lines]
    plain = [_BEFORE_MARK.sub(r"\1", _BEFORE_ENDING.sub(r"\1", line)).strip() for line in lines]
    first, *rest = [line for line in plain if line] or [""]
    return first, " ".join(rest)


def _table(
    path: Path, *needed: str, parted: str = ",", quoted: bool = True
) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        quoting = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
        table = csv.DictReader(lines, delimiter=parted, quoting=quoting)
        if missing := set(needed).difference(table.fieldnames or ()):
            raise UnknownShapeError(f"no column {', '.join(sorted(missing))}")
        yield from table


def _row(*values: str) -> tuple[str, ...]:
    """A row in the order of COLUMNS, each cell on one line; paragraphs of the text are marked."""
    cells = [value.replace("\r", "") for value in values]
    text = COLUMNS.index("text")
    cells[text] = _PARAGRAPHS.sub(" ¶ ", cells[text].strip())
    return tuple(" ".join(cell.split()) for cell in cells)


def _put(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
