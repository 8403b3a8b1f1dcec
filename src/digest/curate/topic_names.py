"""What feeds and newsletters call a topic, in several languages, and which topic that is.

Pure data and its use. An operator's own map goes before it.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.curate.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LABELS", "OPINION", "by_category", "covered", "named_after"]

# What feeds call a topic, by the name newsletters tend to give it.
_CATEGORIES = {
    "World": "international, global, world news, politics, foreign affairs, diplomacy, europe, "
    "asia, africa, middle east, welt, ausland, monde, mundo, internacional, mondo, esteri, "
    "buitenland, العالم, دولي, utrikes, världen, świat, zagranica, мир, в мире, за рубежом, "
    "dünya, κόσμος, διεθνή, दुनिया, विश्व, विदेश, עולם, 国际, 國際, 世界, 国際, 국제, 세계, "
    "foreign, foreign news, overseas, international news, world affairs, aussenpolitik, "
    "weltpolitik, internationales, europa, étranger, exterior, internacionales, latinoamérica, "
    "dal mondo, wereld, utland, мировые новости, международные новости, عالمي, دوليات, "
    "شؤون دولية, أخبار العالم, الشرق الأوسط, חדשות בעולם, 全球, 海外, 해외",
    "Politics": "political, government, elections, election, policy, parliament, national, "
    "inland, politik, politique, política, politica, politiek, سياسة, inrikes, binnenland, "
    "polityka, политика, siyaset, πολιτική, राजनीति, פוליטיקה, 政治, 정치, domestic, nation, "
    "innenpolitik, bundespolitik, landespolitik, politique intérieure, nacional, interni, "
    "siyasi, سياسي, أخبار سياسية, राजनीतिक, внутренняя политика",
    "Business": "economy, economics, markets, finance, companies, money, banking, trade, "
    "industry, wirtschaft, finanzen, économie, economie, economía, economia, negocios, اقتصاد, "
    "أعمال, näringsliv, ekonomi, gospodarka, biznes, экономика, бизнес, финансы, οικονομία, "
    "व्यापार, कारोबार, बिजनेस, כלכלה, עסקים, 财经, 经济, 財經, 経済, ビジネス, 경제, jobs, "
    "personal finance, real estate, retail, stocks, stock market, börse, unternehmen, geld, "
    "märkte, konjunktur, entreprises, entreprise, bourse, marchés, éco, argent, emploi, "
    "empresas, finanzas, mercados, dinero, finanza, affari, imprese, mercati, lavoro, negócios, "
    "finanças, mercado, dinheiro, beurs, financieel, zakelijk, pengar, börs, finanse, pieniądze, "
    "giełda, деньги, рынки, finans, borsa, iş dünyası, επιχειρήσεις, αγορές, שוק ההון, مال, "
    "مال وأعمال, أسواق, بورصة, استثمار, 金融, 商业, 商業, 股市, マネー, 企業, 금융, 산업, 증권",
    "Technology": "tech, computing, internet, ai, artificial intelligence, software, gadgets, "
    "technik, digital, netzwelt, technologie, tecnología, tecnologia, تكنولوجيا, تقنية, teknik, "
    "teknologi, technologia, технологии, teknoloji, τεχνολογία, तकनीक, टेक्नोलॉजी, טכנולוגיה, "
    "科技, 技术, テクノロジー, 기술, cyber, cybersecurity, cyber security, gaming, video games, "
    "innovation, digitales, netzpolitik, high-tech, high tech, numérique, technologies, "
    "informatique, informática, innovación, tecno, digitale, informatica, innovazione, digitaal, "
    "digitalt, tech & internet, гаджеты, интернет, رقمي, تقنيات, הייטק, テック, デジタル",
    "Science": "environment, climate, climate change, space, nature, research, physics, biology, "
    "sci, wissenschaft, klima, sciences, planète, ciencia, scienza, scienze, wetenschap, "
    "ciência, علوم, vetenskap, miljö, klimat, nauka, środowisko, наука, экология, bilim, çevre, "
    "επιστήμη, περιβάλλον, विज्ञान, पर्यावरण, מדע, סביבה, 科学, 科學, 环境, 環境, 과학, 환경, "
    "natural world, wissen, forschung, umwelt, natur, weltraum, klimawandel, environnement, "
    "climat, espace, recherche, medio ambiente, clima, investigación, naturaleza, ambiente, "
    "ricerca, spazio, meio ambiente, milieu, klimaat, natuur, ruimtevaart, forskning, ekologia, "
    "космос, климат, uzay, iklim, بيئة, مناخ, فضاء, מדעים, 宇宙",
    "Health": "medicine, wellness, public health, gesundheit, santé, salud, salute, gezondheid, "
    "saúde, صحة, hälsa, zdrowie, здоровье, sağlık, υγεία, स्वास्थ्य, सेहत, בריאות, 健康, 医疗, "
    "医療, 건강, health and wellness, well-being, wellbeing, medizin, médecine, bien-être, "
    "sanidad, bienestar, medicina, sanità, benessere, bem-estar, medycyna, медицина, tıp, طب",
    "Culture": "arts, art, entertainment, books, film, music, theatre, theater, museums, movies, "
    "kultur, feuilleton, cultura, cultuur, showbiz, ثقافة, فن, nöje, kultura, культура, kültür, "
    "kültür sanat, πολιτισμός, संस्कृति, मनोरंजन, תרבות, 文化, 娱乐, エンタメ, 문화, 연예, "
    "celebrity, celebrities, tv, television, literature, literatur, kino, musik, bücher, "
    "unterhaltung, kunst, cinéma, livres, musique, spectacles, séries, cine, música, libros, "
    "arte, televisión, espectáculos, entretenimiento, spettacoli, spettacolo, cinema, musica, "
    "libri, artes, livros, entretenimento, muziek, boeken, böcker, konst, muzyka, książki, "
    "rozrywka, кино, музыка, книги, шоу-бизнес, sanat, sinema, müzik, τέχνες, θέατρο, בידור, "
    "فنون, مشاهير, سينما, أدب, बॉलीवुड, सिनेमा, 艺术, 藝術, 文娱, 芸能, アート, 映画, 音楽",
    "Sport": "sports, football, soccer, tennis, cricket, rugby, athletics, cycling, basketball, "
    "fußball, deportes, deporte, esportes, desporto, رياضة, спорт, spor, αθλητικά, αθλητισμός, "
    "खेल, ספורט, 体育, 體育, スポーツ, 스포츠, voetbal, f1, formula 1, golf, boxing, baseball, "
    "hockey, nfl, nba, mlb, olympics, fútbol, baloncesto, calcio, futebol, esporte, idrott, "
    "fotboll, piłka nożna, футбол, хоккей, futbol, ποδόσφαιρο, כדורגל, كرة القدم, كرة قدم, "
    "क्रिकेट, 足球, サッカー, 野球, 축구, 야구",
}
LABELS = tuple(_CATEGORIES)
# The pages of columns and leading articles: no words tell a topic of that name.
OPINION = "Opinion"
_OPINIONS = (
    "opinions, comment, comments, commentary, comment is free, editorial, editorials, columns, "
    "columnists, op-ed, letters, letters to the editor, viewpoint, viewpoints, meinung, meinungen, "
    "kommentar, kommentare, kolumne, kolumnen, leitartikel, gastbeitrag, gastkommentar, glosse, "
    "éditorial, éditoriaux, édito, éditos, tribune, tribunes, chronique, chroniques, idées, "
    "points de vue, opinión, opiniones, columnas, columnistas, tribuna, tribunas, opinione, "
    "opinioni, commenti, editoriale, editoriali, opinião, colunas, colunistas, opinie, opinies, "
    "commentaar, ledare, felieton, мнение, мнения, колонки, رأي, آراء, مقالات, مقالات الرأي, "
    "görüş, yazarlar, άποψη, απόψεις, राय, विचार, דעות, 评论, 評論, 社説, オピニオン, 사설, "
    "오피니언, 칼럼"
)
# What a newsletter calls the politics of its own country alone.
_INLAND = (
    "domestic, nation, national, inland, innenpolitik, bundespolitik, landespolitik, interni, "
    "politique intérieure, nacional, inrikes, binnenland, внутренняя политика"
)
# Who takes what a newsletter has no topic for; in this order.
_NEXT = {
    "World": ("Politics",),
    "Politics": ("World",),
    "Health": ("Science", "Technology"),
    "Science": ("Technology",),
    "Technology": ("Science",),
}
_AND = "and|und|et|y|e|en|och|i|и|ve|και|और"
# Arabic and Hebrew write it in one word with what follows.
_PARTS = re.compile(rf"\s*(?:[^\w\s-]|\b(?:{_AND})\b)\s*|\s[\u0648\u05d5](?=\w{{3}})")


def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for label, names in (*_CATEGORIES.items(), (OPINION, _OPINIONS)):
        for name in (label, *names.split(", ")):
            found[_plain(name)] = (*found.get(_plain(name), ()), label)
    return found


def _plain(name: str) -> str:
    """A name as it is looked up: Arabic sections are called by it with the article or without."""
    return " ".join(words(name))


_AT_HOME = frozenset(map(_plain, _INLAND.split(", ")))
_BY_NAME: Mapping[str, tuple[str, ...]] = MappingProxyType(_by_name())


def by_category(name: str) -> tuple[str, ...]:
    """The labels that a category speaks for, the closest last."""
    return _BY_NAME.get(_plain(name), ())


def named_after(topics: Iterable[str]) -> dict[str, str]:
    """By label, which of a newsletter's topics is named after it: "Sci/Tech" after two."""
    taken: dict[str, str] = {}
    for name in topics:
        for part in filter(None, [fold(name), *_PARTS.split(fold(name))]):
            for label in by_category(part)[-1:]:
                taken.setdefault(label, name)
    return taken


def covered(topics: Iterable[str]) -> dict[str, str]:
    """By label, which of a newsletter's topics takes it.

    A topic takes the labels that it is named after; what is left goes to a topic that is near.
    What is called after a country's own politics takes no world.
    """
    taken = named_after(topics)
    for label, others in _NEXT.items():
        near = next((taken[other] for other in others if other in taken), None)
        if near and not (label == "World" and _plain(near) in _AT_HOME):
            taken.setdefault(label, near)
    return taken
