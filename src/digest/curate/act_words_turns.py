"""Words that tell an act of ordinary days, by its kind, in nine languages: see act_words.py.

A line or two for each language: English, German, French, Spanish, Italian, Portuguese, Dutch,
Russian, Arabic. What one language tells in a word of many senses is left out there. A form may
stand under two kinds: who joined a club has agreed with it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EVERYDAY_TURNS"]

_JOINED = """joined~loan joins~loan joined~transfer joins~transfer joined~fee joins~fee
    joined~contract joins~contract signed_for signs_for free_transfer completed~move completes~move
    wechselt_zu wechselt_zum wechselt_nach wechselte_zu wechselte_zum ablösefrei
    s'engage_avec s'est_engagé_avec s'est_engagée_avec s'engage_pour
    ficha_por fichó_por fichado_por ficha_con passa_al passa_alla passato_al ingaggiato
    assina_pelo assinou_pelo contratado_pelo tekent_bij tekende_bij перешел_в перешла_в انتقل_إلى
    انضم_إلى انضمت_إلى"""

EVERYDAY_TURNS: Mapping[str, str] = MappingProxyType(
    {
        "returned": """all_clear allowed_to_return allowed_back allowed_home returned_home
            returned_to_their returned_to_class
            entwarnung durften~zurück durften~zurückkehren dürfen~zurück dürfen~zurückkehren
            kehrten~zurück kehren~zurück zurückgekehrt
            pu_regagner ont_regagné regagnent pu_rentrer pu_réintégrer
            volvieron_a_sus vuelven_a_sus regresaron_a_sus regresan_a_sus pudieron_regresar
            pudieron_volver tornati_nelle tornati_a_casa tornano_a_casa rientrati
            voltaram_às voltaram_a_casa voltaram_para_casa regressaram_a regressaram_às
            mochten~terug mogen~terug teruggekeerd вернулись_в вернулись_домой
            عاد_السكان عودة_السكان عادوا_إلى""",
        "left as it was": """left~unchanged leaves~unchanged kept~unchanged keeps~unchanged
            kept~as_it_was left~as_it_was held~steady holds~steady held_rates holds_rates
            ließ~unverändert lässt~unverändert hält~unverändert beließ~bei belässt~bei
            bleibt_unverändert maintenu~taux maintient~taux laissé~inchangé laisse~inchangé
            laissé~inchangés laisse~inchangés mantuvo~tipos mantiene~tipos mantuvo~tasa
            mantiene~tasa mantuvo~tasas dejó~sin_cambios deja~sin_cambios lasciato~invariati
            lascia~invariati lasciato~invariato lascia~invariato manteve~juros mantém~juros
            manteve~taxa mantém~taxa hield~gelijk houdt~gelijk liet~ongewijzigd laat~ongewijzigd
            сохранил~ставку сохранила~ставку оставил~ставку أبقى~الفائدة أبقت~الفائدة
            ثبت~الفائدة تثبيت~الفائدة""",
        "joined": _JOINED,
        "agreed": f"""{_JOINED} verständigten_sich verständigte_sich sich~verständigt""",
        "formed": """formed~coalition forms~coalition formed~government forms~government
            koalition~gebildet regierung~gebildet bilden~koalition bildeten~koalition
            formé~coalition forment~coalition formé~gouvernement formaron~coalición
            forman~coalición formaron~gobierno formó~gobierno formato~governo nato_il_governo
            formaram~coligação formou~governo formaram~governo coalitie~gevormd kabinet~beëdigd
            сформировали~коалицию сформировал~правительство сформировано~правительство
            شكل~حكومة شكلت~حكومة تشكيل~الحكومة""",
        "to a run-off": """to_a_second_round into_a_second_round to_a_runoff into_a_runoff
            to_a_run_off forced~runoff forces~runoff kommt~stichwahl in_die_stichwahl
            au_second_tour a_segunda_vuelta a_la_segunda_vuelta habrá_segunda_vuelta al_ballottaggio
            ao_segundo_turno haverá_segunda_volta à_segunda_volta tweede_ronde_nodig второй_тур
            جولة_إعادة جولة_ثانية""",
        "out": """out_for_the_season miss~rest_of_the_season out_for~weeks out_for~months ruled_out
            sidelined season_ending fällt~aus saisonaus fehlt~wochen fehlt~monate déclaré_forfait
            est_forfait sont_forfait forfait_pour
            será_baja causa_baja baja_el_resto stagione_finita desfalca seizoen_voorbij
            выбыл_на выбыл_до пропустит~сезона""",
        "spread": """spread_to spread_across spreads_to doubled_in_size tripled_in_size
            out_of_control breitete~aus breiteten~aus breitet~aus ausgebreitet ausgeweitet
            weitete~aus außer_kontrolle s'est_propagé s'est_étendu s'est_propagée s'est_étendue
            gagné_du_terrain hors_de_contrôle se_propagó se_extendió se_extiende se_propaga
            fuera_de_control si_è_esteso si_è_propagato fuori_controllo alastrou alastraram
            fora_de_controlo fora_de_controle breidde~uit breidt~uit oversloeg sloeg~over
            распространился распространилась перекинулся امتد_إلى امتدت_إلى""",
        "extinguished": """contained~fire contained~blaze contained~wildfire fire~contained
            blaze~contained wildfire~contained helped~contain controlaron~incendio
            controló~incendio incêndio~dominado incêndio~controlado brand~meester локализован""",
        "ransom paid": """paid~ransom pays~ransom lösegeld~gezahlt zahlte~lösegeld
            zahlten~lösegeld payé~rançon paye~rançon pagó~rescate pagaron~rescate
            pagato~riscatto pagou~resgate losgeld~betaald betaalde~losgeld заплатил~выкуп
            заплатила~выкуп دفع~فدية دفعت~فدية""",
        "clashed": """tear_gas water_cannon clashed_with tränengas wasserwerfer zusammenstößen
            zusammenstöße gaz_lacrymogène gaz_lacrymogènes affrontements heurts canons_à_eau
            gases_lacrimógenos gas_lacrimógeno enfrentamientos cañones_de_agua lacrimogeni
            scontri_con scontri_tra gás_lacrimogéneo gás_lacrimogêneo confrontos_com
            confrontos_entre traangas waterkanon rellen слезоточивый_газ столкновения
            الغاز_المسيل اشتباكات""",
        "rescued": """saved~from saves~from rettet sauve~de_la_fermeture""",
        "rejected": """refused_to_sign refuses_to_sign declined_to_sign sent~back_to_parliament
            verweigerte~unterschrift verweigert~unterschrift refusé_de_signer refuse_de_signer
            se_negó_a_firmar non_firma rifiutato_di_firmare recusou_assinar weigerde_te_tekenen
            отказался_подписать رفض_التوقيع""",
        "inquiry": """opened~inquiry opens~inquiry opened~investigation opens~investigation
            launched~investigation launches~investigation launched~inquiry launches~inquiry
            opened~probe opens~probe launched~probe launches~probe
            ermittlungen~aufgenommen leitete~ermittlungen_ein leitet~ermittlungen_ein
            leitete~verfahren_ein leitet~verfahren_ein ermittelt_gegen ouvert~enquête ouvre~enquête
            enquête~ouverte abrió~investigación abre~investigación abierto~investigación
            aperta~inchiesta apre~inchiesta aperto~inchiesta aperto~fascicolo abriu~inquérito
            abre~inquérito abriu~investigação start~onderzoek opende~onderzoek onderzoek~geopend
            возбуждено_уголовное_дело возбудили_уголовное_дело начато_расследование
            فتح~تحقيقا فتحت~تحقيقا""",
        "not standing": """not_run_again not_stand_again not_seek_another not_seek_re
            not_be_a_candidate tritt_nicht_mehr_an kandidiert_nicht verzichtet~kandidatur
            ne_se_représentera_pas ne_sera_pas_candidat ne_sera_pas_candidate
            no_se_presentará no_será_candidato no_será_candidata non_si_ricandida
            non_si_ricandiderà não_se_recandidata não_será_candidato niet_herkiesbaar
            не_будет_баллотироваться لن_يترشح لن_تترشح""",
        "arrived": """placed~in_orbit puts~in_orbit put~into_orbit reached_orbit reaches_orbit
            in_die_umlaufbahn mis~en_orbite puso~en_órbita messo~in_orbita на_орбиту""",
        "landfall": """made_landfall makes_landfall came_ashore hit~coast hits~coast struck~coast
            traf~küste erreichte~küste touché_terre touche_terre touché~côtes tocó_tierra
            toca_tierra toccato_terra tocou_terra atingiu~costa aan_land обрушился~побережье
            ضرب~الساحل ضربت~الساحل""",
        "recalled": """stopped_selling stops_selling pulled~from_sale verkauf~gestoppt
            cesse_de_vendre dejó_de_vender""",
        "left hospital": """home_from_hospital home_from_the_hospital home_from_the_clinic
            left~clinic leaves~clinic krankenhaus~verlassen klinik~verlassen
            verlässt~krankenhaus verlässt~klinik quitté_l'hôpital quitte_l'hôpital
            sorti_de_l'hôpital sortie_de_l'hôpital recibió_el_alta recibe_el_alta dado_de_alta
            dada_de_alta salió_del_hospital dimesso_dall'ospedale dimessa_dall'ospedale teve_alta
            recebeu_alta выписан выписана выписали غادر_المستشفى غادرت_المستشفى""",
        "deliberating": """retired_to_consider out_to_consider began_deliberating
            begins_deliberating began_deliberations begins_deliberations""",
        "cause found": """tests_showed tests_confirmed inquiry_found report_found
            investigation_found inquiry_concluded report_concluded investigation_concluded
            ursache~geklärt ursache~gefunden ursache_war""",
        "walked out": """strike_began strike_begins went_on_strike legten~arbeit_nieder
            legen~arbeit_nieder in_den_ausstand streik~begonnen ont_débrayé grève_a_débuté
            grève_a_commencé comenzó~huelga comenzaron~huelga iniciaron~huelga in_sciopero
            entraram_em_greve iniciaram~greve legden~werk_neer начали_забастовку""",
        "approved": """gab~frei gibt~frei freigegeben grünes_licht feu_vert via_libera luz_verde
            sinal_verde groen_licht дал_добро الضوء_الأخضر""",
        "appointed": """wiedergewählt réélu réélue reelegido reelegida rieletto rieletta reeleito
            reeleita herkozen переизбран переизбрана""",
        "born": """gave_birth gives_birth brachte~zur_welt donné_naissance dio_a_luz
            dato_alla_luce deu_à_luz beviel_van родила أنجبت""",
        "married": """tied_the_knot got_married heiratete heirateten geheiratet s'est_marié
            s'est_mariée se_sont_mariés se_casó se_casaron si_sono_sposati casaram_se trouwden
            поженились تزوج تزوجت""",
        "qualified": """qualified_for qualifies_for through_to_the reached~final reached_the_semi
            zog~finale_ein zogen~finale_ein zieht~finale_ein ziehen~finale_ein qualifizierte_sich
            qualifizierten_sich qualifiziert_sich se_qualifie se_qualifient qualifié_pour
            qualifiée_pour qualifiés_pour se_clasificó se_clasifica se_clasificaron si_qualifica
            si_è_qualificato si_è_qualificata qualificou_se classificou_se se_classificou
            plaatste_zich geplaatst_voor вышел_в_финал вышла_в_финал вышли_в_финал تأهل تأهلت""",
        "drew": """drew_with held_to_a_draw unentschieden match_nul empató empataron pareggiato
            empatou gelijkspel ничья вничью تعادل""",
        "sold": """sold_for sold_at_auction fetched sold_its sells_its verkaufte versteigert
            vendu_aux_enchères vendu_pour subastado vendió venduto_per vendeu leiloado verkocht
            geveild продал продала""",
        "cut jobs": """cut~jobs cuts~jobs axes~jobs shed~jobs sheds~jobs lay_off lays_off laid_off
            streicht~stellen streichen~stellen baut~stellen~ab supprime~postes supprime~emplois
            suppression_de~postes supprimer~postes recorta~empleos despide_a taglia~posti
            corta~empregos schrapt~banen сократит~рабочих""",
        "backed down": """backed_down backs_down climbed_down climbs_down u_turn given_in_on
            gave_in_on
            vom_tisch rückt~ab rückte~ab renonce_à renoncé_à fait_marche_arrière da_marcha_atrás
            dio_marcha_atrás fa_marcia_indietro fatto_marcia_indietro recuou_na recuou_no
            krabbelt_terug отказалось_от отказался_от отказалась_от تراجعت_عن تراجع_عن""",
        "resumed": """took_off_again open_to_traffic open_to_ships open_again running_again
            wieder_frei weg~vrijgegeven weer_open trafic_a_repris""",
        "freed": """pulled~free ship~free""",
        "offered": """made~offer makes~offer new_offer improved_offer raised~offer neues_angebot
            legte~angebot_vor legt~angebot_vor nouvelle_offre nueva_oferta nuova_offerta
            nova_proposta nieuw_bod новое_предложение عرضا_جديدا""",
        "begun": """work_began work_begins work_has_begun ground_was_broken broke_ground
            bauarbeiten~begonnen erster_spatenstich travaux_ont_commencé travaux_ont_débuté
            comenzaron_las_obras iniciati_i_lavori sono_iniziati_i_lavori obras_começaram
            bouw~begonnen начали_строить началось_строительство بدأ_العمل""",
        "operated on": """underwent_surgery undergoes_surgery underwent~operation was_operated_on
            operiert opéré opérée operado operada operato operata geopereerd прооперирован
            прооперировали خضع~لجراحة خضعت~لجراحة""",
        "demanded in court": """forderte~lebenslang fordert~lebenslang forderte~haft fordert~haft
            forderte~jahre fordert~jahre a_requis requiert~ans requis~ans pidió~años pide~años
            chiesto~anni pediu~anos sought~sentence asked_for~sentence eiste~jaar eist~jaar
            попросил~лет طالبت~السجن""",
        "extended": """extended~contract extends~contract signed~extension verlängerte~vertrag
            verlängert~vertrag vertrag~verlängert prolongé~contrat prolonge~contrat
            renovó~contrato renueva~contrato rinnovato~contratto renovou~contrato
            verlengde~contract contract~verlengd продлил~контракт جدد~عقده""",
        "collapsed": """brach~gespräche~ab bricht~gespräche~ab brachen~gespräche~ab
            brach~verhandlungen~ab bricht~verhandlungen~ab brachen~verhandlungen~ab""",
        "lava": """lava_reached lava_flowed lava_flows lava_floss lava_fließt lave_a_atteint
            lava_alcanzó lava_ha_raggiunto""",
        "to court": """went_to_court goes_to_court to_an_arbitration_court vor_gericht_gezogen
            zieht~vor_gericht zog~vor_gericht zogen~vor_gericht saisi_la_justice saisit_la_justice
            acudió_a_los_tribunales fatto_ricorso naar_de_rechter recorreu_à_justiça
            обратился_в_суд обратилась_в_суд لجأ_إلى_القضاء""",
        "won": """took~prize takes~prize took_gold takes_gold""",
        "published": """published_online posted_online appeared_online leaked_online
            ins_netz_gestellt im_netz_veröffentlicht im_internet_veröffentlicht publié_en_ligne
            publiées_en_ligne publicado_en_internet pubblicati_online""",
        "paid back": """paid_back pays_back repaid repays zurückgezahlt zahlte~zurück zahlt~zurück
            remboursé rembourse devolvió~dinero restituito~soldi terugbetaald вернул~деньги""",
    }
)
