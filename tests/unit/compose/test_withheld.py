"""Headlines that hide their story without a turn of phrase, and sober ones in like words."""

from __future__ import annotations

import pytest

from digest.compose.withheld import withholds

TOLD = "The mayor of Tessa refused on Tuesday to sign the sale of the port to Norlink."
HIDING = {
    "en": """
        He said no
        It happened again last night
        Why this changes everything
        Nobody saw it coming
        She opened the box. Then this happened
        They came for the miners
        The consequences are dramatic
        Everything is different now
        And then it was over
        One decision, a lifetime of regret
        His answer stunned everyone
        The moment that changed it all
        A secret no one was supposed to know
        This man lost everything in one night
        It was only a matter of time
        The truth finally comes out
        Now we know the reason
        Something strange is happening
    """,
    "de": """
        Damit hatte sie nicht gerechnet
        Die Folgen sind dramatisch
        Er sagte nein
        Plötzlich ging alles ganz schnell
        Keiner hat es kommen sehen
        Jetzt ist es vorbei
        Das ändert alles
        Sie hat alles verloren
        Nun kommt die Wahrheit ans Licht
        Eine Entscheidung mit Folgen
        Niemand konnte das ahnen
    """,
    "fr": """
        Elle a tout perdu
        Personne ne l'a vu venir
        Il a dit non
        Cela change tout
        Les conséquences sont dramatiques
        Tout a basculé en une nuit
        C'est fini
        La vérité éclate enfin
    """,
    "es": """
        Nadie lo vio venir
        Lo perdió todo
        Dijo que no
        Las consecuencias son dramáticas
        Esto lo cambia todo
        Volvió a pasar anoche
        Y entonces todo cambió
        La verdad sale a la luz
    """,
    "it": """
        Nessuno se lo aspettava
        Ha perso tutto
        Lui ha detto no
        Le conseguenze sono drammatiche
        Questo cambia tutto
        È successo di nuovo
    """,
    "pt": """
        Ninguém viu isso chegar
        Ela perdeu tudo
        Isso muda tudo
        Aconteceu de novo
    """,
    "nl": """
        Niemand zag het aankomen
        Ze verloor alles
        Dit verandert alles
        Het is weer gebeurd
    """,
    "ar": """
        لم يتوقع أحد ذلك
        هذا يغير كل شيء
        خسرت كل شيء
        حدث ذلك مرة أخرى
    """,
}
SOBER = {
    "en": """
        Mayor refuses to sign
        He said no: mayor of Tessa stops sale of port
        It is Norlink that wants the port
        It rains in Tessa
        IT companies change everything
        NATO says no
        This week in Tessa
        Nobody hurt in ferry fire
        Everything changes for tenants
        She is 104
    """,
    "de": """
        Die Folgen des Sturms
        Das Rathaus sagt nein
        Er verkauft den Hafen: Norlink kauft
        Alles anders im Hafen
    """,
    "fr": """
        Il faut vendre
        Il refuse de vendre à Norlink
        Tout change au port
    """,
    "es": """
        Todo cambia en el puerto
        Ella firma con Norlink
    """,
    "it": "Tutto cambia al porto",
    "pt": "Tudo muda no porto",
    "nl": "Alles anders in de haven",
    "ar": "كل شيء تغير في الميناء",
}


def _lines(headlines):
    return [
        (tongue, line.strip()) for tongue, text in headlines.items() for line in text.split("\n")
    ]


@pytest.mark.parametrize(("tongue", "headline"), [one for one in _lines(HIDING) if one[1]])
def test_what_tells_nothing_of_its_story_is_known_in_eight_languages(tongue, headline):
    assert withholds(headline, TOLD, tongue)


@pytest.mark.parametrize(("tongue", "headline"), [one for one in _lines(SOBER) if one[1]])
def test_what_names_counts_or_says_what_was_done_withholds_nothing(tongue, headline):
    assert not withholds(headline, TOLD, tongue)


def test_where_nothing_is_told_a_capital_is_a_name():
    assert not withholds("It rains in Tessa", "", "en")
    assert withholds("They came for the miners", "", "en")
    told = "The owners shut the last mine of Tessa on Monday."
    assert not withholds("They shut the mine", told, "en")
    assert withholds("They shut the gates", told, "en")
