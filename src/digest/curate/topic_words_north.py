"""Dutch and Swedish words that speak for a topic: see topic_words.py.

Data alone, drawn from no corpus. Forms are listed that have no stem in common.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DUTCH", "SWEDISH"]

DUTCH: Mapping[str, str] = MappingProxyType(
    {
        "World": """
            oorlog oorlogen conflict gevechten soldaten soldaat leger militairen troepen wapens
            wapenstilstand bestand raket raketten drone drones aanval aanvallen aanslag
            bombardement bom explosie ontploffing terreur terroristen rebellen gijzelaars doden
            dode gewonden slachtoffers aardbeving beving overstroming overstromingen orkaan storm
            noodweer tsunami vulkaan uitbarsting aardverschuiving bosbrand bosbranden brandweer
            reddingswerkers redders puin overlevenden vermisten evacuatie geëvacueerd vluchtelingen
            migranten asielzoekers grens ambassade ambassadeur diplomaten vredesoverleg vrede
            onderhandelaars sancties verenigde naties navo staatsgreep dictator kremlin moskou
            rusland oekraïne kiev israël gaza palestijnen syrië iran irak schipbreuk veerboot
            vliegtuig neergestort ontspoord hongersnood protest protesten
        """,
        "Politics": """
            kabinet regering minister ministers premier staatssecretaris kamer kamerlid kamerleden
            parlement senaat coalitie coalitiepartijen oppositie partij partijen lijsttrekker
            verkiezing verkiezingen kiezers stemmen stembus peiling burgemeester wethouder
            gemeenteraad raadsleden provincie wet wetsvoorstel motie debat begroting formatie
            formateur referendum grondwet ontslag aftreden koning president kandidaat kandidaten
            kiesraad politiek politieke politici politicus democratie democratische
            staatssecretarissen
        """,
        "Business": """
            bedrijf bedrijven winst verlies omzet kwartaal aandelen aandeel aandeelhouders beurs
            beleggers belegger economie economen bank banken rente inflatie prijzen loon lonen cao
            vakbond vakbonden staking werknemers werkgevers banen werkloosheid ontslagen export
            invoer uitvoer handel heffingen overname fusie faillissement failliet topman topvrouw
            bestuursvoorzitter fabriek fabrieken winkels supermarkt supermarkten klanten miljard
            miljoen euro dollar groei recessie olieprijs belasting pensioenfonds verzekeraar
            grondstoffen financieel financiële financiën industrie industriële consumenten consument
            subsidie
        """,
        "Technology": """
            software app apps computer computers internet online smartphone telefoon laptop server
            servers data gegevens hackers hacker hack cyberaanval datalek wachtwoord wachtwoorden
            privacy kunstmatige intelligentie algoritme chatbot chip chips robot robots gebruikers
            platform netwerk browser website websites game games console google apple microsoft
            digitale technologie techbedrijf programmeurs virus
        """,
        "Science": """
            onderzoekers onderzoeker wetenschappers wetenschapper wetenschap studie universiteit
            laboratorium ontdekking ontdekten ontdekt biologen natuurkundigen astronomen
            sterrenkundigen ruimte ruimtevaart ruimtesonde raket satelliet telescoop planeet
            planeten sterren maan mars komeet melkweg fossiel fossielen dinosaurus archeologen
            opgraving dna genen soorten dieren planten klimaat klimaatverandering opwarming
            uitstoot gletsjer zeespiegel oceaan experiment deeltjes vakblad evolutie temperatuur
            temperaturen biologische atmosfeer
        """,
        "Health": """
            ziekenhuis ziekenhuizen arts artsen dokter huisarts huisartsen verpleegkundigen patiënt
            patiënten ziekte ziekten virus griep vaccin vaccinatie vaccineren besmetting
            besmettingen uitbraak epidemie pandemie kanker tumor hartinfarct diabetes dementie
            medicijn medicijnen geneesmiddel behandeling therapie operatie operaties symptomen
            gezondheid gezondheidszorg zorg bijwerkingen overgewicht roken geestelijke depressie
            zwangere bloed ic apotheek ambulance psycholoog psychologen
        """,
        "Culture": """
            film films filmfestival regisseur acteur actrice acteurs bioscoop serie roman romans
            boek boeken boekenprijs schrijver schrijfster dichter literatuur gedichten museum musea
            tentoonstelling schilderij schilderijen kunst kunstenaar kunstenaars schilder
            beeldhouwer muziek zanger zangeres band album concert concerten orkest opera theater
            toneel voorstelling dans ballet festival cultuur première televisie cultureel culturele
            architectuur drama
        """,
        "Sport": """
            wedstrijd wedstrijden voetbal voetballer elftal ploeg club trainer coach keeper doelman
            doelpunt doelpunten spits verdediger middenvelder scheidsrechter strafschop
            strafschoppen penalty beker bekerfinale finale halve competitie eredivisie kampioen
            kampioenschap wereldkampioenschap toernooi medaille medailles goud zilver brons
            olympische spelen schaatser schaatsster schaatsen wielrenner wielrennen etappe ronde
            tennis tennisser zwemmer zwemmen atleet atletiek hockey formule wereldrecord baanrecord
            supporters stadion zege nederlaag
            wint verliest
        """,
    }
)

SWEDISH: Mapping[str, str] = MappingProxyType(
    {
        "World": """
            krig kriget konflikt strider strid soldater soldat armén militär militären trupper
            vapen vapenvila raket raketer robotattack drönare attack attacker anfall bomb bomber
            bombning explosion terror terrorister rebeller gisslan döda dödades skadade offer
            jordbävning jordskalv översvämning översvämningar orkan oväder tsunami vulkan utbrott
            jordskred skogsbrand räddningsarbetare räddningstjänst spillror överlevande saknade
            evakuerats evakuering flyktingar migranter asyl gräns gränsen ambassad ambassadör
            diplomater fred fredssamtal sanktioner fn nato statskupp kreml moskva ryssland ukraina
            kiev israel gaza palestinier syrien iran irak färja förliste flygplan kraschade
            urspårade svält civila
        """,
        "Politics": """
            regeringen regering statsminister statsministern minister ministern riksdag riksdagen
            riksdagsledamot ledamöter parti partiet partier partiledare partiledaren opposition
            oppositionen koalition val valet väljare väljarna valrörelse röstar rösta röster mandat
            omröstning lag lagen lagförslag proposition motion budget debatt kommun kommunen
            kommunfullmäktige kommunalråd borgmästare region president kandidat kandidater
            folkomröstning grundlag avgår avgick misstroende socialdemokraterna moderaterna
            sverigedemokraterna politik politiken politiker politisk politiska politiskt majoritet
            majoriteten
        """,
        "Business": """
            företag företaget bolag bolaget vinst vinsten förlust omsättning intäkter kvartal
            kvartalet aktie aktien aktier aktieägare börs börsen investerare ekonomi ekonomin
            ekonomer bank banken banker ränta räntan räntor riksbanken inflation inflationen priser
            lön löner facket fackförbund strejk anställda varslar varsel jobb arbetslöshet
            arbetslösa export import handel tullar uppköp fusion konkurs vd styrelse fabrik
            fabriken butiker kunder miljarder miljoner kronor euro dollar tillväxt lågkonjunktur
            oljepris skatt ägarna industri pension pensioner pensionärer
        """,
        "Technology": """
            teknik teknologi dator datorer programvara mjukvara app appar appen internet nätet
            mobil mobiler mobiltelefon telefon telefoner skärm server servrar servrarna data
            uppgifter hackare hackad dataintrång it-attack cyberattack lösenord integritet
            artificiell intelligens ai algoritm chatbot chip halvledare robot robotar användare
            användarna plattform nätverk webbläsare spel konsol google apple microsoft digital
            digitala utvecklare
        """,
        "Science": """
            forskare forskaren forskarna forskning forskningen studie studien vetenskap
            vetenskaplig universitet universitetet laboratorium upptäckt upptäckten upptäckte
            biologer fysiker astronomer astronomerna rymden rymd rymdsond raket satellit teleskop
            planet planeter stjärnor stjärnorna galax måne månen komet fossil dinosaurie arkeologer
            utgrävning dna gener arter djur växter bakterier klimat klimatet klimatförändringar
            uppvärmning utsläpp glaciär hav havet havsnivå experiment partiklar tidskrift evolution
            naturen temperatur temperaturer
        """,
        "Health": """
            sjukhus sjukhuset läkare läkaren läkarna sjuksköterska sjuksköterskor patient patienter
            patienterna vården vård sjukvård sjukvården sjukdom sjukdomar virus influensa vaccin
            vaccinet vaccination smitta smittade utbrott epidemi pandemi cancer tumör hjärtinfarkt
            stroke diabetes demens medicin mediciner läkemedel läkemedlet behandling behandlingen
            terapi operation operationer symtom hälsa folkhälsomyndigheten biverkningar fetma
            rökning psykisk depression gravida blod blodsockret vårdcentral apotek mental mentalt
            psykolog
        """,
        "Culture": """
            film filmen filmer filmfestival regissör regissören skådespelare skådespelarna bio
            biopremiär biopremiären serie serien roman romanen bok boken böcker författare
            författaren poet litteratur dikter museum museet utställning utställningen målning
            målningar tavla tavlor konst konsten konstnär konstnären målare musik musiken sångare
            sångerska artist band album konsert konserter orkester opera teater teatern pjäs dans
            balett festival festivalen kultur premiär guldbagge augustpriset
        """,
        "Sport": """
            match matchen matcher fotboll fotbollen lag laget landslaget klubb klubben tränare
            tränaren spelare spelarna målvakt målvakten mål anfallare mittfältare domare straff
            straffar cup cupen final finalen semifinal allsvenskan serieledning derby derbyt
            mästare mästerskap vm em os turnering medalj medaljer guld silver brons olympiska
            skidor skidåkare skidåkaren världscupen lopp loppet sprint ishockey hockey tennis
            simmare friidrott löpare cyklist formel världsrekord supportrar arena seger segern
            förlust säsong säsongen
        """,
    }
)
