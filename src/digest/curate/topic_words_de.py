"""German words that speak for a topic: see topic_words.py.

Data alone, drawn from no corpus. A form whose stem no listed word has is listed itself.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["GERMAN"]

GERMAN: Mapping[str, str] = MappingProxyType(
    {
        "World": """
            krieg kriege kämpfe kämpfer gefechte truppen soldaten soldat armee militär
            militärisch streitkräfte waffen waffenruhe waffenstillstand feuerpause rakete
            raketen drohnen angriff angriffe angegriffen beschuss beschossen bombe bomben
            explosion anschlag anschläge attentat attentäter terror terroristen extremisten
            rebellen milizen geiseln geiselnahme tote toten getötet verletzte verletzt opfer
            leichen erdbeben beben nachbeben hochwasser überschwemmung überschwemmungen unwetter
            sturm orkan hurrikan taifun tsunami waldbrand waldbrände vulkan vulkanausbruch
            erdrutsch lawine katastrophe rettungskräfte retter helfer bergung überlebende
            vermisste vermisst trümmer flüchtlinge flucht geflüchtete vertriebene migranten asyl
            grenze grenzen grenzübergang ausland botschaft botschafter diplomat diplomaten
            außenminister außenministerin gipfel abkommen friedensvertrag friedensgespräche
            frieden verhandlungen unterhändler sanktionen vereinten nationen sicherheitsrat nato
            putsch regime diktator machthaber kreml russland russische ukraine kiew israel
            israelische gaza palästinenser syrien iran irak afghanistan taliban nordkorea fähre
            schiffbruch schiffsunglück flugzeugabsturz absturz abgestürzt zugunglück entgleist
            unglück evakuiert evakuierung humanitäre hilfsgüter hungersnot dürre demonstranten
            aufstand unruhen besatzung siedler blauhelme küstenwache piraten dorf dörfer
            zivilisten bevölkerung lager hauptstadt provinz zerstört zerstörte zerstörten stärke
            epizentrum alarm fischer gefangene entführt entführung offensive pufferzone
            erschütterte
        """,
        "Politics": """
            wahl wahlen wahlkampf wähler wählerinnen stimmen stimmzettel stichwahl neuwahlen
            wahlkreis umfrage umfragen partei parteien parteitag fraktion fraktionen parlament
            bundestag bundesrat landtag abgeordnete abgeordneten abstimmung abgestimmt mehrheit
            opposition koalition koalitionsvertrag regierung regierungschef regierungschefin
            kanzler kanzlerin bundeskanzler minister ministerin ministerium ministerpräsident
            innenminister finanzminister staatssekretär kabinett präsident präsidentin
            bundespräsident gesetz gesetze gesetzentwurf verfassung verfassungsgericht
            grundgesetz reform reformen haushalt misstrauensvotum vertrauensfrage rücktritt
            zurückgetreten amtszeit kandidat kandidatin kandidatur spitzenkandidat bürgermeister
            bürgermeisterin stadtrat gemeinderat kommunalwahl volksentscheid referendum
            bürgerentscheid debatte ausschuss untersuchungsausschuss politik politiker
            politikerin politisch cdu csu spd grünen grüne fdp afd linke linken liberale
            konservative konservativen sozialdemokraten nationalrat ständerat kanton senat
            senatoren kongress republikaner demokraten rathaus wahlrecht wahlbeteiligung
            auszählung sondierung steuerreform rentenreform kammer liste listen bündnis
            verordnung sitzung korruption sprecher regierungssprecher steuer steuern
            einwanderung bürger petition sitze mandat abgelehnt verabschiedet beschlossen
            gewählt wiederwahl
        """,
        "Business": """
            wirtschaft wirtschaftlich konjunktur unternehmen konzern firma firmen betriebe
            mittelstand hersteller gewinn gewinne gewinnwarnung verluste umsatz umsätze absatz
            quartal quartalszahlen bilanz börse dax aktie aktien aktionäre anleger investoren
            investor kurs kurse dividende zinsen leitzins zinserhöhung zentralbank notenbank ezb
            inflation inflationsrate teuerung preise verbraucherpreise verbraucher rezession
            wachstum bruttoinlandsprodukt arbeitslosigkeit arbeitslose arbeitsmarkt
            arbeitsplätze beschäftigte stellenabbau entlassungen löhne tarif tarifverhandlungen
            gewerkschaft gewerkschaften streik streiks warnstreik handel exporte export importe
            zölle zoll übernahme übernimmt fusion fusionieren beteiligung insolvenz insolvent
            pleite gläubiger schulden kredit kredite bank banken sparkasse fonds versicherung
            versicherer vorstand vorstandschef vorstandschefin aufsichtsrat geschäftsführer
            geschäftsjahr prognose milliarden millionen euro dollar währung ölpreis rohstoffe
            industrie autobauer automobilindustrie zulieferer fabrik werk werke produktion
            einzelhandel händler supermarkt kunden kartellamt investitionen lieferketten
            immobilien mieten baubranche reederei fluggesellschaft tochterfirma
            tochtergesellschaft arbeitgeber kette filialen filiale marke verkauf verkauft
            vertrag verträge auftrag aufträge fracht frachter lieferung kosten marge darlehen
            anleihen reeder stellen jobs mitarbeiter kündigungen schließung
        """,
        "Technology": """
            software hardware computer rechner laptop smartphone smartphones handy handys tablet
            app apps internet netz netzwerk online plattform plattformen webseite website
            browser suchmaschine nutzer nutzerinnen anwender anwendung daten datenschutz
            datenleck cloud server rechenzentrum rechenzentren künstliche intelligenz chatbot
            sprachmodell algorithmus algorithmen roboter automatisierung digital digitale
            digitalen digitalisierung technik technologie technologien chip chips halbleiter
            prozessor prozessoren grafikkarte speicher akku akkus hacker hackerangriff
            cyberangriff schadsoftware erpressungssoftware sicherheitslücke verschlüsselung
            verschlüsselt passwort passwörter update entwickler entwicklerin programmierer
            programm programmieren quellcode quelloffen betriebssystem glasfaser breitband
            mobilfunk funknetz videospiel videospiele spielkonsole konsole streaming google
            apple microsoft meta amazon openai nvidia samsung sensoren kamera gerät geräte
            virtuelle bildschirm ausfall störung messenger assistent portal konto konten
            zugangsdaten kabel antennen programmiersprache elektronik vernetzt
            übersetzung sprachassistent hacken funkloch
        """,
        "Science": """
            forscher forscherin forscherinnen forschung forschende forscherteam wissenschaftler
            wissenschaftlerin wissenschaft studie studien untersuchung untersucht
            fachzeitschrift fachblatt universität institut labor experiment experimente
            entdeckung entdeckt entdeckten messungen theorie physik physiker chemie chemiker
            biologie biologen biologin gene genom erbgut zellen dna evolution fossil fossilien
            saurier dinosaurier archäologen archäologin ausgrabung ausgrabungen steinzeit
            weltraum weltall raumfahrt raumsonde sonde satellit satelliten astronaut astronautin
            astronauten astronomen astronomin astronomie teleskop planet planeten mond mars
            sonne sterne galaxie asteroid komet umlaufbahn raumstation nasa esa klima
            klimawandel klimakrise erderwärmung treibhausgase emissionen kohlendioxid gletscher
            arktis antarktis meeresspiegel ozean ozeane tiefsee korallen artenvielfalt arten
            artensterben tierart tiere vögel insekten bienen wale ökosystem lebensraum
            naturschutz umwelt geologen mathematiker mathematikerin nobelpreis teilchen quanten
            urknall exemplar überreste schädel knochen mission start gestartet sternwarte
            strahlung teilchenbeschleuniger plankton säugetier säugetiere reptil pflanze
            pflanzen samen molekül eiweiß supraleiter hypothese temperaturen temperatur
            sedimente eis meeresboden
            jupiter krater
        """,
        "Health": """
            gesundheit gesundheitlich gesundheitsamt krankenhaus krankenhäuser klinik kliniken
            klinikum arzt ärzte ärztin ärztinnen hausarzt hausärzte patient patienten patientin
            patientinnen pflege pflegekräfte pflegeheim krankheit krankheiten erkrankung
            erkrankungen erkrankt infektion infektionen infiziert ansteckung ansteckend virus
            viren bakterien erreger keime impfung impfungen impfstoff impfstoffe geimpft
            epidemie pandemie ausbruch grippe corona masern malaria krebs tumor herzinfarkt
            schlaganfall herz blut diabetes demenz alzheimer depression depressionen psychisch
            psychische therapie therapien behandlung behandelt behandlungen operation operiert
            chirurg chirurgin medikament medikamente arzneimittel antibiotika wirkstoff
            nebenwirkungen symptome diagnose vorsorge krankenkasse krankenkassen apotheke
            apotheken medizin mediziner medizinerin medizinisch rettungsdienst notaufnahme
            intensivstation hebamme hebammen geburt schwangerschaft schwangere übergewicht
            ernährung bluthochdruck schlaf rauchen raucher alkohol organspende blutspende
            hygiene seuche heilung angesteckt dosis cholera mücken sterblichkeit placebo betten
            krankenwagen kardiologen kinderärzte säuglinge babys baby mütter diät zucker salz
            schmerzen fieber husten niere nieren lunge gehirn zahnärzte genesen blutdruck impfen
            impft grippewelle grippeimpfung coronavirus psychologie psychologen geburtsstation
            geburtshilfe entbindung kreißsaal
        """,
        "Culture": """
            kultur kulturell kunst künstler künstlerin künstlerinnen musik musiker musikerin
            sänger sängerin band album lied lieder konzert konzerte orchester dirigent
            dirigentin oper opernhaus sinfonie festival festspiele bühne theater schauspiel
            schauspieler schauspielerin regie regisseur regisseurin film filme filmfest kino
            kinos spielfilm dokumentarfilm serie serien fernsehen drehbuch premiere uraufführung
            leinwand oscar preisverleihung museum museen ausstellung ausstellungen galerie
            gemälde maler malerin skulptur bildhauer bildhauerin fotograf fotografin fotografie
            sammlung kurator kuratorin auktion versteigert roman romane buch bücher buchmesse
            buchpreis autor autorin schriftsteller schriftstellerin verlag literatur dichter
            gedicht gedichte lesung bestseller publikum tanz ballett choreograf choreografin
            jazz pop rock schlager mode designer architekt architektin architektur denkmal
            welterbe kabarett komödie drama stars promi intendant intendantin handschrift
            manuskript partitur geige klavier pianist pianistin geiger geigerin filmemacher
            filmemacherin fresko zeichnung zeichnungen preisträger preisträgerin rolle
            dokumentation biennale bibliothek archiv legende tournee liedtexte erzählung
            erzählungen chor zirkus puppentheater
        """,
        "Sport": """
            sport sportler sportlerin fußball bundesliga liga spiel spiele spieler spielerin
            spielerinnen mannschaft team trainer trainerin stürmer stürmerin torwart torhüter
            torhüterin verteidiger mittelfeld tor tore treffer elfmeter schiedsrichter halbzeit
            anpfiff schlusspfiff verlängerung sieg siege sieger siegerin siegte gewann
            gewannen niederlage verlor unentschieden tabelle tabellenführer aufstieg abstieg
            meister meisterin meisterschaft titel titelverteidiger pokal finale halbfinale
            viertelfinale endspiel turnier weltmeister weltmeisterin weltmeisterschaft
            europameister europameisterschaft champions league olympia olympische olympischen
            medaille medaillen goldmedaille gold silber bronze rekord weltrekord bestzeit rennen
            rennfahrer formel grand prix etappe radprofi tour läufer läuferin marathon
            leichtathletik sprint schwimmer schwimmerin skirennen biathlon skispringen eishockey
            handball basketball tennis aufschlag golf boxer ringer turner verein klub club
            stadion fans kader nationalmannschaft nationalspieler transfer verletzungspause
            saison spieltag doping ausgleich podest podium sekunden punkte ergebnis
            schuss qualifikation qualifiziert ausgeschieden ungeschlagen derby ball
            regatta segeln rudern klettern eiskunstlauf weitsprung hürden einwechslung
            platzverweis rote karte vereins vereine vereinsheim sportverein
            nachspielzeit auswärtssieg abwehrspieler innenverteidiger kreuzband kreuzbandriss
        """,
    }
)
