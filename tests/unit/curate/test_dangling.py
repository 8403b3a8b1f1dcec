"""What points back at a sentence that is not there; the same word in another language may not."""

from __future__ import annotations

import pytest
from tests.unit.curate.make import article

from digest.curate.dangling import dangles
from digest.curate.facts import standing
from digest.curate.summarise import summarise


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        ("en", "He said the ferry was full."),
        ("en", "This was the third fire."),
        ("de", "Das teilte die Stadt am Dienstagabend mit."),
        ("de", "Dieser Mann war schon einmal Kapitän."),
        ("fr", "Il a annoncé son départ."),
        ("fr", "Cette décision surprend."),
        ("fr", "C'est ce qu'a annoncé la police."),
        ("es", "Así lo anunció el ministro."),
        ("es", "Lo confirmó la policía."),
        ("es", "Esta decisión sorprende."),
        ("it", "Lo riferisce la guardia costiera."),
        ("it", "È quanto emerge dal rapporto."),
        ("pt", "É o que diz o relatório."),
        ("ar", "وأضاف أن الحكومة ستعلن قرارها."),
        ("ar", 'وقال "لن نغادر هذه المدينة".'),
        ("ar", "هذه الخطوة تثير الجدل."),
        ("nl", "Het is de derde brand."),
        ("de", "Seine Anwältin widersprach."),
        ("fr", "Selon lui, la grève est finie."),
        ("fr", "Sa dette atteint 640 millions."),
        ("es", "Su abogado lo niega."),
        ("it", "La sua auto era ferma."),
        ("pt", "O seu advogado nega."),
        ("sv", "Han räknar med en låg ränta."),
        ("pl", "Ona zaś dodała, że to błąd."),
        ("tr", "Bu sonuçla lider oldu."),
        ("ru", "Он отметил, что инфляция замедляется."),
        ("el", "Αυτός δήλωσε ότι φεύγει."),
        ("hi", "उन्होंने कहा कि हवा खराब है।"),
        ("en", "“I sat there and I cried. Then they read it again.”"),
        ("de", "„Wir freuen uns.“"),
        ("en", "“I never wanted to be king,” he says."),
        ("de", "„Ich gehe“, sagte er am Abend."),
        ("fr", "« Je m'en vais », a-t-il dit."),
        ("fr", "Celui-ci avait été élu en 2020."),
        ("en", "According to him, the worst is over."),
        ("en", "One of them was hurt."),
        ("de", "Darin heißt es, die Schule bleibe zu."),
        ("fr", "Tous deux ont été arrêtés."),
        ("es", "“Me voy”, dijo."),
        ("es", "Dicha medida cuesta tres millones."),
        ("it", "«Me ne vado», ha detto."),
        ("pt", "Essa medida custa caro."),
        ("pt", "“Eu vou embora”, disse ele."),
        ("nl", "Volgens hem is de zaak gesloten."),
        ("nl", "“Ik ga,” zegt hij."),
        ("ru", "По его словам, дело закрыто."),
        ("sv", "Enligt honom är fallet stängt."),
        ("tr", "Ona göre dava kapandı."),
        ("", "Il a annoncé son départ."),
        ("", "Das teilte die Stadt mit."),
    ],
)
def test_it_points_at_what_is_not_there(tongue, text):
    assert dangles(text, tongue)


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        ("en", "“We leave,” King Olaf says."),
        ("en", "Both houses of parliament voted."),
        ("en", "According to Hermann Palm, it is over."),
        ("es", "“Me voy”, dijo el rey Olaf."),
        ("pt", "Essa semana o banco decide."),
        ("nl", "Deze week stemt de Kamer."),
        ("en", "There are 5,000 homes without power."),
        ("en", "This week the council votes."),
        ("de", "Das Landgericht hat den Bürgermeister freigesprochen."),
        ("de", "Das neue Gesetz gilt ab Januar."),
        ("de", "Diese Woche beginnt der Prozess."),
        ("fr", "Il a fait 27,4 °C lundi à Perpignan."),
        ("fr", "Il y a dix blessés."),
        ("fr", "Cette semaine, le Sénat vote."),
        ("es", "Este martes, el Gobierno aprobó la ley."),
        ("it", "Il tribunale ha assolto il sindaco."),
        ("it", "Lo sciopero dura otto ore."),
        ("it", "Questa mattina è crollata un'impalcatura."),
        ("pt", "Esta quarta-feira o banco decide."),
        ("ar", "وقال الوزير سامي عبد الله إن الحكومة باقية."),
        ("ar", "هذا الأسبوع يصوت البرلمان."),
        ("nl", "Het kabinet treedt af."),
        ("tr", "Bu sabah okullar kapalı."),
        ("en", "On Monday the council votes."),
        ("", "On Monday the council votes."),
        ("", "Son of the general arrested in Velden."),
        ("en", "“I cried,” said Mary Quill."),
        ("en", '"Help" was on the wall.'),
    ],
)
def test_it_stands_by_itself(tongue, text):
    assert not dangles(text, tongue)


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        ("en", "As a result, the ferry stops."),
        ("en", "Second, herring: the split is for cod alone."),
        ("en", "Lastly, the port opens."),
        ("de", "Zweitens geht es um Hering."),
        ("fr", "En second lieu, le hareng."),
        ("es", "En segundo lugar, el arenque."),
        ("it", "Terzo, il porto."),
        ("pt", "Em terceiro lugar, o porto."),
        ("nl", "Ten tweede: de haring."),
        ("en", "Instead the ferry stops."),
        ("en", "Neither was hurt."),
        ("en", "Each weighed 25 pounds."),
        ("en", "The other is a football fan."),
        ("en", "After all, it was late."),
        ("de", "Beide wurden verletzt."),
        ("fr", "Les deux ont été blessés."),
        ("es", "Ambos fueron detenidos."),
        ("it", "Entrambi sono feriti."),
        ("pt", "Ambos foram presos."),
        ("en", "In addition, the ferry stops."),
        ("de", "Deshalb steht die Fähre still."),
        ("de", "Allerdings fährt der Bus."),
        ("de", "So sagte Hedda Kranz ab."),
        ("de", "Auch der Bus fällt aus."),
        ("fr", "C’est pourquoi le ferry s’arrête."),
        ("fr", "Or le bus roule."),
        ("fr", "De son côté, la mairie attend."),
        ("es", "Por eso el ferry se detiene."),
        ("es", "Además, sube el billete."),
        ("it", "Tuttavia il bus circola."),
        ("it", "Nel frattempo il bus circola."),
        ("pt", "No entanto, o ônibus circula."),
        ("nl", "Daarom ligt de veerboot stil."),
        ("nl", "Toen werd de brug gesloten."),
        ("ar", "لذلك تتوقف العبارة."),
        ("ar", "وفي المقابل تعمل الحافلة."),
        ("he", "לכן המעבורת עוצרת."),
        ("hi", "इसलिए फेरी बंद रहेगी।"),
        ("sv", "Därför ställs färjan in."),
        ("nb", "Derfor innstilles fergen."),
        ("da", "Derimod kører bussen."),
        ("fi", "Siksi lautta seisoo."),
        ("pl", "Dlatego prom stoi."),
        ("cs", "Proto trajekt stojí."),
        ("ro", "Prin urmare, feribotul stă."),
        ("hu", "Ezért áll a komp."),
        ("tr", "Dolayısıyla feribot duruyor."),
        ("ru", "Поэтому паром стоит."),
        ("uk", "Отже, пором стоїть."),
        ("el", "Γι’ αυτό το πλοίο σταματά."),
        ("fa", "بنابراین کشتی می‌ایستد."),
        ("id", "Karena itu feri berhenti."),
        ("ja", "したがって、フェリーは運休する。"),
        ("zh", "因此，渡轮停航。"),
        ("ko", "따라서 여객선은 운항을 중단한다."),
        ("", "As a result, the ferry stops."),
    ],
)
def test_what_joins_two_sentences_points_back(tongue, text):
    assert dangles(text, tongue)


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        ("en", "Second place goes to Sundmark."),
        ("es", "En segundo lugar quedó España."),
        ("it", "Secondo il ministro il porto apre."),
        ("en", "As a result of the storm the ferry stops."),
        ("en", "In addition to the ferry the bus stops."),
        ("en", "Stillwater Bank closes its doors."),
        ("en", "Orleans votes on Sunday."),
        ("en", "One man was hurt."),
        ("en", "Each year the river floods."),
        ("en", "The two ministers met in Velden."),
        ("es", "Ambos países firman la paz."),
        ("de", "So viele Menschen wie nie kamen."),
        ("de", "Andere Länder Europas folgen nicht."),
        ("fr", "Aussi longtemps que dure la grève, le ferry reste à quai."),
        ("fr", "Ainsi que prévu, le ferry reste à quai."),
        ("fr", "Orléans vote dimanche."),
        ("es", "Después del temporal el ferry para."),
        ("it", "Così come il bus, il traghetto si ferma."),
        ("it", "Or Yehuda vota domenica."),
        ("nl", "Toen de brug brak, viel niemand."),
        ("nl", "Ook in Larmont ligt de boot stil."),
        ("sv", "Orkanen närmar sig kusten."),
        ("ru", "В результате взрыва погибли трое."),
        ("ro", "Ca urmare a furtunii, feribotul stă."),
        ("", "Dan Quill wins the cup."),
        ("", "Daher el Omar resigns."),
    ],
)
def test_a_sentence_that_only_looks_joined_stands_by_itself(tongue, text):
    assert not dangles(text, tongue)


def test_what_joins_stands_behind_its_sentence_or_not_at_all():
    cause = "Engineers at the shipyard in Larmont found cracks in the hull last week."
    joined = "As a result, the ferry to Tessa Island will stop for all of the winter, they said."
    letter = "Residents were informed by letter on Tuesday and criticised the short notice."
    title = "Ferry to Tessa Island to stop for all of the winter"
    told = article(1, title, f"{cause}\n\n{joined}\n\n{letter}")
    assert summarise(told) == f"{cause} {joined}"
    apart = article(1, title, f"{cause}\n\nSubscribe to our newsletter.\n\n{joined}\n\n{letter}")
    assert summarise(apart) == f"{cause} {letter}"


def test_who_said_it_never_stands_behind_what_they_did_not_say():
    opening = "Die Sanierung wird nicht vor Juni 2027 fertig. Händler fordern Entschädigung."
    text = (
        "Die Sanierung des Platzes wird nicht vor Juni 2027 fertig. Das teilte die Stadt am "
        "Dienstagabend mit. Statt 4,8 Millionen Euro kostet die Sanierung nun 6,1 Millionen Euro."
    )
    found = summarise(article(1, "Baustelle dauert länger", text, summary=opening, language="de"))
    assert found.startswith(f"{opening} Statt 4,8")
    assert "Das teilte" not in found


def test_an_italian_sentence_stands_with_its_article_in_front():
    text = "Il tribunale di Larmont ha assolto il sindaco dall'accusa di corruzione."
    assert standing(article(1, "Il sindaco assolto", text, language="it")) == [text]


def test_a_byline_or_a_heading_is_no_part_of_the_sentence_below_it():
    said = "Around 1,400 dockers walked out at the port of Halden on Friday morning."
    text = f"By Miriam Oakes, Shipping Correspondent\n\n{said}\n\nNight shifts\n\n{said}"
    assert standing(article(1, "Dockers walk out", text)) == [said, said]


def test_a_quotation_that_a_paragraph_leaves_open_takes_no_other_paragraph_with_it():
    said = "Around 1,400 dockers walked out at the port of Halden on Friday morning."
    text = f"“We have been patient for eleven months, said Karen Lund.\n\n{said}"
    assert standing(article(1, "Dockers walk out", text)) == [said]
