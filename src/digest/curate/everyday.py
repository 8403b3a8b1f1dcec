"""Words of many topics: they speak for one, but none of them decides it that is only said twice.

A match may be lit, a record broken by prices. Data alone, by general knowledge.
"""

from __future__ import annotations

from typing import Final

from digest.curate.text import fold

__all__ = ["EVERYDAY"]

_ENGLISH = """
    border airport capital crash foreign aid villages secretary swing firm
    firms cost costs cuts rate rates jobs staff plant plants industry orders demand supply deal
    bid growth budget steel factory store stores brand fund outlook index loss
    losses rally credit camera game games machine learning account accounts version versions
    code cable tablet platform platforms storage keyboard device devices interface engine search
    battery sensor nature journal findings star stars ice ocean launch shuttle skull bones cell
    skin sleep exercise trial screening cases emergency care pressure stroke depression anxiety
    dose organ show shows stage play plays music chart director directed role roles cast
    audience critics review reviews single academy award awards drawing drama episode
    tour conductor heritage soap circus fashion match final cup title win wins won beat
    beats defeat defeated draw score record world side race driver set sets serve open try
    manager points ban transfer debut ranking yards jump bench winner winning bowl
    receiver injured injury premier gold golden silver bronze rock real ashes nations united
    rangers masters cycling
    series share source evidence interest chief team test heart
"""
# German, French, Spanish, Italian and Portuguese; then those of eleven others.
_OTHERS = """
    spiel spiele sieg siege tor tore rekord saison titel punkte preise kosten banken firma
    auftrag werk tote toten grenze studie studien forschung kunst buch bücher bühne rolle herz
    blut schlaf partei stimmen gesetz steuer netz gerät geräte daten kamera matchs but buts
    titre prix marché marchés banque entreprise coût mort morts frontière étude livre rôle scène
    sang sommeil parti voix loi impôt ministre réseau appareil données partido partidos gol
    goles título récord temporada puntos precios mercado banco empresa muertos fuego frontera
    estudio arte libro papel corazón sangre sueño voto votos ley impuesto red datos partita
    prezzi mercato banca azienda morti polizia fuoco studio jogo jogos preço preços mortos
    polícia estudo livro kamer ronde bestand wedstrijd boek lag mål matchen
    zwycięstwo mecz rynek матч рынок мир журнал kupa gol oy αγορά αγώνας
    मैच שיא משחק 研究 大学 市场 市場 比赛 試合 경기 시장 연구 대학
    stellen band ergebnis mitarbeiter opfer verein bevölkerung compte coup groupe
    société site accord ligne centre projet corps chef public gauche chambre série affaires
    droite population programme emploi rencontre résultats liste auteur offre expérience
    espace compagnie marque pièce cuenta acuerdo pueblo programa público lista zona obra obras
    serie vuelta página resultados mar carrera sol autor oro plata fondo banda cámara espacio
    compañía mensaje nazionale comune cuore regione cura opera specie spazio rete mostra finale
    contratto acordo rede dados paz espaço time spelen zorg provincie koning stemmen ruimte
    verenigde jobb spel lagen strona gra gry akcji zespół dane danych группа данные данных вид
    игра команда сети совет gelir teknik tür merkez zarar altın süper milli oyun yıldız ομάδα
    σειρά αγώνα παιχνίδι ανάπτυξη είδος έκθεση εξέλιξη חיים ספר שלום החברה כסף חוק שר חברי מידע
    חצי אש אתר רשת موقع مركز نظام نار سلام برنامج دور عرض قائمة مشروع أعضاء نتيجة نشر قوة قدم
    بحث جهاز نقطة صوت حساب حدود عقد إطلاق दिल विकास प्रयोग कार्यक्रम हार आग संयुक्त
"""

EVERYDAY: Final = frozenset(map(fold, f"{_ENGLISH} {_OTHERS}".split()))
"""As they are written, folded."""
