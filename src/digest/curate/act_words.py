"""Words that tell an act, by its kind, in English and German: see acts.py.

Data alone, drawn from no corpus. Only forms that tell what was done: no infinitives, which tell
what may be ("to resign"), and no nouns that call for it ("his resignation"). Words with "_"
between them stand side by side, with "~" up to six words apart.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ENGLISH", "GERMAN"]

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "died": """killing died dies dead killed kills passed_away death_toll found_dead perished
            succumbed murdered drowned deaths fatalities lost_their_lives lost_his_life
            lost_her_life bodies~found found~bodies body~found found~body bodies~recovered
            claimed~lives claims~lives""",
        "buried": "was_buried were_buried been_buried laid_to_rest",
        "died in custody": """died_in_custody died_in_prison died_in_jail died_in_detention
            suspect~died gunman~died attacker~died suspect~dead gunman~dead attacker~dead
            suspect~killed gunman~killed attacker~killed killed_himself killed_herself
            died_behind_bars died_in_his_cell died_in_her_cell""",
        "injured": "injuring wounding injured hurt wounded injures wounds injuries",
        "left hospital": """left_hospital leaves_hospital left_the_hospital discharged_from_hospital
            out_of_hospital""",
        "woke": "out_of_a_coma woke_from_a_coma regained_consciousness",
        "missing": "missing unaccounted_for",
        "found": """was_found were_found been_found found_safe found_alive turned_up_alive
            turned_up_safe was_located were_located been_located found_unharmed safe_and_well
            safe_and_sound""",
        "rescued": "rescued rescues pulled~alive brought_to_safety",
        "recovered": "recovered recovers retrieved",
        "evacuated": "evacuated evacuates",
        "arrested": """arrested arrests detained detains in_custody apprehended captured
            police~caught""",
        "charged": "charged charges~with indicted indicts faces_charges face_charges arraigned",
        "pleaded": """pleaded_not_guilty pleads_not_guilty pleading_not_guilty plea_of_not_guilty
            not_guilty_plea denied_the_charges denies_the_charges denied_all_charges
            denies_all_charges""",
        "uncharged": """charges_dropped dropped~charges drops~charges not_be_charged no_charges
            case_was_closed dropped~case drops~case dropped~investigation""",
        "convicted": """found~guilty convicted convicts found_guilty guilty_verdict pleaded_guilty
            pleads_guilty""",
        "acquitted": "acquitted acquits not_guilty cleared_of was_cleared were_cleared exonerated",
        "mistrial": "mistrial hung_jury",
        "sentenced": """sentenced jailed imprisoned years_in_prison years_in_jail sent_to_prison
            sent_to_jail""",
        "freed": """set~free freed refloated out_on_bail granted_bail set_free walked_free
            walks_free was_released were_released been_released released_from released_on
            released~custody released~prison freed_from""",
        "escaped": "escaped escapes fled flees on_the_run",
        "surrendered": """surrendered surrenders gave_himself_up gave_herself_up turned_himself_in
            gave_themselves_up turned_herself_in turned_themselves_in handed_himself_in
            handed_herself_in handed_themselves_in""",
        "confessed": "confessed confesses admitted admits owned_up",
        "extradited": "extradited extradites deported deports",
        "sued": "sued sues filed_a_lawsuit filed_suit took~to_court",
        "fined": "fined fines~million",
        "settled": "settled~case settled~lawsuit settled~claim out_of_court",
        "appealed": "appealed appeals~against lodged_an_appeal filed_an_appeal",
        "overturned": """overturned overturns quashed quashes annulled annuls struck~down
            strikes~down ruled~unlawful ruled~illegal""",
        "blocked": "blocked halted halts",
        "resigned": """resigned resigns quit quits stepped_down steps_down stood_down stands_down
            handed_in~resignation tendered~resignation abdicated abdicates thrown_in_the_towel
            threw_in_the_towel""",
        "sacked": """sacked sacks was_fired were_fired been_fired dismissed dismisses ousted ousts
            removed_from_office stripped_of voted_out shown_the_door parted_ways_with
            parts_ways_with parted_company_with lost_his_job lost_her_job""",
        "survived": "survived_the_vote survived_a_vote survives_vote survived_a_confidence",
        "appointed": """appointed appoints was_named were_named sworn_in took_office takes_office
            elected elects nominated nominates""",
        "retracted": "retracted retracts retraction corrected withdrawn withdrew withdraws",
        "ruled on appeal": """appeal_court~sentenced appeal_court~upheld appeals_court~sentenced
            appeals_court~upheld court_of_appeal~sentenced court_of_appeal~upheld
            upheld_on_appeal sentenced~on_appeal""",
        "called": """called~strike calls~strike announced~strike announces~strike
            called_for_a_strike called_on~strike""",
        "walked out": "walked_out walks_out downed_tools",
        "cancelled": """cancelled canceled cancels called~off calls~off scrapped scraps abandoned
            abandons axed""",
        "postponed": "postponed postpones put~off pushed~back deferred adjourned adjourns scrubbed",
        "suspended": "suspended suspends put~on_hold puts~on_hold",
        "agreed": """agreed agrees signed reached_a_deal reach_a_deal struck_a_deal
            reached_an_agreement reach_agreement sealed_a_deal accord_reached ratified ratifies
            deal_reached deal_struck voted_to_accept accepted~offer accepts~offer accepted~deal
            accepts~deal shook_hands_on clinched_a_deal clinches_a_deal""",
        "approved": """approved approves passed_the passes_the voted_for adopted adopts
            cleared~takeover cleared~merger cleared~purchase waved_through gave~green_light
            gives~green_light given_the_green_light gave~blessing cleared_the_senate
            cleared_the_house cleared_parliament passed~law passes~law passed~bill passes~bill
            passed~budget passes~budget passed~reform passes~reform""",
        "weakened": "watered_down waters_down",
        "rejected": """rejected rejects turned~down turns~down voted~down vetoed vetoes
            voted_against threw_out throws_out thrown_out bill_failed motion_failed""",
        "collapsed": """burst bursts gave_way gives_way ruptured walked_away_from walks_away_from
            pulled_out_of pulls_out_of dropped_its_bid collapsed collapses broke_down
            breaks_down fell_through fell_apart""",
        "stalled": "stalled stalls deadlocked",
        "ended": """ended ends is_over was_over over_for_good called~end came_to_an_end
            comes_to_an_end""",
        "resumed": """resumed resumes reopened reopens restarted restarts back_to_work restored
            is_back_in power_is_back power~back_on is_back_on back_to_normal""",
        "closed": """closed~down shut~down shuts~down closed_its closes_its was_closed were_closed
            been_closed was_shut were_shut been_shut""",
        "won": "won wins defeated defeats beat beats triumphed knocked_out",
        "lost": """lost_to loses_to lost_the beaten_by eliminated relegated conceded_defeat
            lost_her_bid lost_his_bid lost_her_seat lost_his_seat""",
        "attacked": """shot shoots opened_fire gunned~down attacked attacks bombed shelled struck_by
            stormed invaded""",
        "kidnapped": "kidnapped abducted taken_hostage",
        "exploded": "exploded explodes blew~up blown~up erupted erupts spewed_ash spews_ash",
        "crashed": "crashed crashes derailed collided sank sinks capsized ran_aground",
        "extinguished": """extinguished put_out_the put~fire_out under_control brought_under_control
            was_contained been_contained""",
        "set on fire": "started_deliberately deliberately_started started_on_purpose was_arson",
        "recalled": "recalled recalls pulled_from_shelves",
        "bought": "bought buys acquired acquires takes_over took_over taken~over merged merges",
        "bankrupt": """bankrupt insolvent insolvency filed_for_bankruptcy into_administration
            bankruptcy went_bust goes_bust gone_bust""",
        "bailed out": "bailed_out bails_out",
        "raised": "raised raises hiked hikes increased increases",
        "lowered": """cut~rates cuts~rates cut~prices cuts~prices cut_rates lowered lowers cut_its
            cuts_its slashed slashes reduced reduces""",
        "banned": "banned bans outlawed outlaws",
        "lifted": "lifted lifts eased eases",
        "declared": "declared declares proclaimed state_of_emergency",
        "ceasefire": "ceasefire laid_down_arms truce_took",
        "dissolved": "dissolved dissolves disbanded",
        "identified": "identified identifies named_the_victim",
        "seized": "seized seizes confiscated impounded",
        "stolen": "stolen stole hacked",
        "apologised": "apologised apologized apologises apologizes",
        "scheduled": "set_for scheduled_for will_be_held rescheduled",
        "repaired": "repaired repairs fixed~leak sealed plugged mended",
        "arrived": """landed lands docked docks touched~down lifted~off blasted~off launched
            launches arrived""",
        "lost contact": "lost_contact loses_contact contact_was_lost",
        "infected": "infected fell_ill tested_positive",
    }
)

GERMAN: Mapping[str, str] = MappingProxyType(
    {
        "died": """erlegen erschossen erschoss starb starben stirbt gestorben tot tote toten toter
            todesopfer verstorben verstarb verstarben getötet getötete getöteten tötete
            ums_leben_kamen ums_leben todesfälle erlag ertrunken ermordet leichen~gefunden
            leichen~geborgen leichen~entdeckt leiche~gefunden leiche~entdeckt""",
        "buried": "beigesetzt beerdigt bestattet",
        "died in custody": """starb~haft stirbt~haft haft~gestorben starb~gefängnis
            gefängnis~gestorben starb~untersuchungshaft verdächtige~tot verdächtige~gestorben
            täter~tot tatverdächtige~gestorben tatverdächtige~tot angreifer~tot
            verdächtige~starb verdächtigen~gestorben starb~zelle""",
        "injured": "verletzt verletzte verletzten verletzter verwundet verwundete",
        "missing": "vermisst vermisste vermissten vermisster",
        "found": """gefunden wiedergefunden wohlbehalten aufgetaucht unversehrt gefundene wieder_da
            wohlauf""",
        "rescued": "gerettet gerettete rettete retteten in_sicherheit_gebracht",
        "recovered": "geborgen barg bargen sichergestellt",
        "evacuated": "evakuiert evakuierte evakuierten geräumt",
        "arrested": """festgenommen nahm~fest nahmen~fest nimmt~fest verhaftet verhaftete in_haft
            in_untersuchungshaft in_gewahrsam gefasst geschnappt""",
        "charged": "angeklagt erhob~anklage erhoben~anklage erhebt~anklage anklage~erhoben",
        "uncharged": """verfahren_eingestellt ermittlungen_eingestellt stellte~verfahren_ein
            stellt~ermittlungen_ein stellte~ermittlungen_ein verfahren~eingestellt
            ermittlungen~eingestellt keine_anklage""",
        "convicted": "schuldig_gesprochen schuldspruch verurteilt verurteilte verurteilten",
        "acquitted": "freigesprochen sprach~frei spricht~frei freispruch entlastet",
        "sentenced": """haftstrafe_verurteilt jahren_haft jahre_haft jahren_gefängnis
            freiheitsstrafe ins_gefängnis hinter_gitter mit_bewährung auf_bewährung""",
        "freed": """befreit zog~frei zogen~frei freigeschleppt freigelassen frei_gelassen
            freigekommen kam~frei entlassen_aus_der_haft auf_freiem_fuß""",
        "escaped": "geflohen flüchtete floh flohen entkommen geflüchtet auf_der_flucht",
        "surrendered": """stellte_sich gestellt~polizei kapitulierte kapituliert ergab_sich
            sich_gestellt""",
        "confessed": "gestand gesteht geständnis gab~zu räumte~ein gibt~zu räumt~ein",
        "extradited": "ausgeliefert abgeschoben liefert~aus lieferte~aus",
        "sued": "verklagt verklagte klagt_gegen klagte_gegen reichte~klage_ein klage~eingereicht",
        "fined": "geldstrafe bußgeld",
        "settled": "verglich_sich vergleich_geschlossen außergerichtlich",
        "appealed": "berufung~eingelegt legte~berufung legt~berufung revision~eingelegt",
        "overturned": """aufgehoben hob~auf hebt~auf gekippt kippte kippt für_rechtswidrig
            annulliert""",
        "blocked": "gestoppt stoppte stoppt blockiert blockierte untersagte untersagt",
        "resigned": """zurückgetreten trat~zurück tritt~zurück traten~zurück reichte~rücktritt_ein
            rücktritt~eingereicht amt~niedergelegt legt~amt_nieder legte~amt_nieder
            erklärte~rücktritt rücktritt~erklärt gab~amt_auf hingeworfen""",
        "sacked": """entlassen entließ entlässt gefeuert abgesetzt abgewählt abberufen
            seines_amtes_enthoben ihres_amtes_enthoben sich_von~getrennt trennt_sich_von
            trennte_sich_von trennen_sich_von vor_die_tür_gesetzt regierung~gestürzt""",
        "appointed": "ernannt ernannte ernennt gewählt vereidigt nominiert berief berufen_zum",
        "retracted": """zurückgezogen zog~zurück zieht~zurück zogen~zurück widerrufen widerrief
            korrigiert zurückgenommen nahm~zurück nimmt~zurück""",
        "ruled on appeal": """berufungsgericht~verurteilt berufungsgericht~bestätigte
            berufungsgericht~verurteilte berufungsgericht~bestätigt""",
        "called": """ruft~streik_auf rief~streik_auf riefen~streik_auf rufen~streik_auf
            kündigte~streik_an kündigt~streik_an streik~angekündigt streik~ausgerufen
            streiks~angekündigt ruft~streiks_auf ruft~unbefristeten_streik_auf""",
        "cancelled": "abgesagt sagte~ab sagt~ab sagten~ab abgeblasen gestrichen annulliert",
        "postponed": "verschoben verschob verschiebt vertagt vertagte verlegt",
        "suspended": """ausgesetzt setzte~aus setzt~aus suspendiert suspendierte
            prozess~unterbrochen""",
        "agreed": """geeinigt einigte_sich einigten_sich einigt_sich einigen_sich unterzeichnet
            unterzeichnete unterzeichneten unterschrieben einigung~erzielt vereinbart vereinbarten
            ratifiziert nahm~angebot_an nahmen~angebot_an nimmt~angebot_an nehmen~angebot_an""",
        "approved": """gebilligt billigte billigt beschlossen beschloss genehmigt genehmigte
            stimmte~zu stimmt~zu verabschiedet verabschiedete durchgewinkt beschließt
            beschließen""",
        "rejected": """abgelehnt lehnte~ab lehnt~ab lehnten~ab zurückgewiesen wies~zurück
            weist~zurück""",
        "collapsed": """gebrochen geborsten barst gescheitert scheiterte scheiterten
            zusammengebrochen eingestürzt stürzte~ein geplatzt platzte verhandlungen~abgebrochen
            gespräche~abgebrochen koalition~zerbrochen""",
        "ended": "beendet beendete beendeten endete endeten zu_ende_gegangen ist_vorbei zu_ende",
        "resumed": """wieder_offen wiedereröffnet wieder~geöffnet wieder~aufgenommen
            wieder~freigegeben wiederaufgenommen strom_ist_wieder_da wieder_am_netz läuft_wieder
            laufen_wieder fährt_wieder fahren_wieder""",
        "closed": "geschlossen stillgelegt gesperrt",
        "won": """gewann gewannen gewonnen gewinnt siegte siegten besiegte besiegt schlug
            setzte_sich_durch holt_den_pokal holte_den_pokal holt_den_titel holte_den_titel""",
        "lost": """verlor verloren~gegen verliert~gegen unterlag unterlagen ausgeschieden
            abgestiegen""",
        "attacked": """schoss schossen angegriffen griff~an griffen~an greift~an bombardiert
            beschossen gestürmt""",
        "kidnapped": "entführt entführte entführten als_geisel",
        "exploded": "explodiert explodierte explodierten ausgebrochen brach~aus gesprengt",
        "crashed": """abgestürzt stürzte~ab entgleist entgleiste gesunken sank kenterte gekentert
            zusammengestoßen""",
        "extinguished": "gelöscht unter_kontrolle eingedämmt",
        "recalled": "zurückgerufen ruft~zurück rief~zurück",
        "bought": "gekauft kaufte kauft übernommen übernahm übernimmt fusioniert fusionieren",
        "bankrupt": "insolvenz pleite zahlungsunfähig konkurs insolvent",
        "raised": "erhöht erhöhte erhöhten angehoben hob~an hebt~an",
        "lowered": "gesenkt senkte senkt senkten gekürzt kürzte kürzt",
        "banned": "verboten verbot verbietet",
        "lifted": "gelockert lockerte lockert",
        "declared": "ausgerufen rief~aus ruft~aus notstand",
        "ceasefire": "waffenruhe waffenstillstand feuerpause",
        "dissolved": "aufgelöst löste~auf löst~auf",
        "identified": "identifiziert identifizierte",
        "seized": "beschlagnahmt beschlagnahmte beschlagnahmten",
        "stolen": "gestohlen stahl stahlen gehackt",
        "apologised": "entschuldigte_sich entschuldigt_sich entschuldigt",
        "scheduled": "angesetzt_für neuer_termin",
        "repaired": "repariert reparierte behoben abgedichtet",
        "arrived": "gelandet landete landeten angedockt gestartet angekommen",
        "lost contact": "kontakt~verloren",
        "infected": "infiziert erkrankt erkrankte",
    }
)
