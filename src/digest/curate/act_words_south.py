"""Words that tell an act, by its kind, in French and Spanish: see act_words.py."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FRENCH", "SPANISH"]

FRENCH: Mapping[str, str] = MappingProxyType(
    {
        "died": """mort morts morte mortes décédé décédée décédés décédées meurt mourut décède tué
            tués tuée tuées succombé assassiné assassinée décès noyé noyés perdu_la_vie
            corps~retrouvés corps~retrouvé corps~découverts corps~découvert corps~repêchés
            retrouvé~corps découvert~corps""",
        "buried": "enterré enterrée enterrés inhumé inhumée inhumés",
        "died in custody": """mort_en_prison morte_en_prison mort_en_détention décédé_en_détention
            mort~garde_à_vue suspect~mort suspect~décédé suspect~tué tireur~mort assaillant~mort
            mort~cellule décédé~cellule décédé_en_prison suspect~suicidé suspect~pendu""",
        "injured": "blessé blessés blessée blessées",
        "missing": "disparu disparus disparue disparues introuvable introuvables",
        "found": """retrouvé retrouvée retrouvés retrouvées sain_et_sauf sains_et_saufs localisé
            rentrée_chez_elle rentré_chez_lui""",
        "rescued": "sauvé sauvés sauvée sauvées secouru secourus secourue secourues",
        "recovered": "repêché repêchée repêchés récupéré récupérée récupérés",
        "evacuated": "évacué évacués évacuée évacuées",
        "arrested": """arrêté arrêtée arrêtés arrêtées interpellé interpellée interpellés écroué
            écrouée garde_à_vue placé_en_détention""",
        "charged": "inculpé inculpée inculpés mis_en_examen mise_en_examen poursuivi_pour",
        "uncharged": "non_lieu abandonné~poursuites classé_sans_suite classée_sans_suite",
        "convicted": """reconnu_coupable reconnue_coupable reconnus_coupables condamné condamnée
            condamnés""",
        "acquitted": """acquitté acquittée acquittés relaxé relaxée relaxés blanchi blanchie
            innocenté""",
        "pleaded": "plaidé_non_coupable plaide_non_coupable",
        "sentenced": "ans_de_prison prison_ferme mois_de_prison",
        "freed": "libéré libérée libérés libérées relâché relâchée relâchés remis_en_liberté",
        "escaped": "évadé évadée évadés en_fuite échappé",
        "surrendered": """s'est_rendu s'est_rendue se_sont_rendus capitulé s'est_livré s'est_livrée
            s'est_constitué_prisonnier""",
        "confessed": "avoué reconnu_les_faits avoue aveux",
        "extradited": "extradé extradée extradés expulsé expulsée expulsés",
        "sued": "porté_plainte assigné_en_justice porte_plainte",
        "fined": "amende condamné_à_une_amende",
        "settled": "accord_à_l'amiable à_l'amiable",
        "appealed": "fait_appel interjeté_appel fait~appel",
        "overturned": "annulé_la annulé_le cassé invalidé invalidée censuré",
        "blocked": "bloqué bloquée stoppé stoppée",
        "resigned": """démissionné démissionne démissionnaire remis_sa_démission
            présenté_sa_démission quitte_ses_fonctions quitté_ses_fonctions jeté_l'éponge
            jette_l'éponge quitté_le_gouvernement quitte_le_gouvernement""",
        "sacked": """limogé limogée limogés licencié licenciée licenciés renvoyé renvoyée destitué
            destituée révoqué évincé gouvernement_est_tombé gouvernement_tombe
            séparé_de_son_entraîneur mis_à_pied mise_à_pied""",
        "appointed": "nommé nommée nommés élu élue élus intronisé investi investie",
        "retracted": "rétracté rétractée rétractés retiré retirée retirés désavoué",
        "ruled on appeal": """cour_d'appel~prison cour_d'appel~condamné cour_d'appel~condamnée
            cour_d'appel~confirmé condamné_en_appel condamnée_en_appel""",
        "called": """appelle~grève appellent~grève appelé~grève préavis_de_grève annoncé~grève
            annonce~grève""",
        "cancelled": "annulé annulée annulés annulées annule levé_le_mot_d'ordre déprogrammé",
        "postponed": "reporté reportée reportés reportées repoussé repoussée ajourné ajournée",
        "suspended": "suspendu suspendue suspendus suspendues",
        "agreed": """signé signée signés signent accord_trouvé trouvé_un_accord conclu conclue
            conclus ratifié parvenus_à_un_accord se_sont_entendus accord_est_trouvé
            accord_a_été_trouvé""",
        "approved": """approuvé approuvée approuve approuvent adopté adoptée adopte adoptent validé
            validée voté votée""",
        "rejected": "rejeté rejetée rejetés rejette refusé refusée débouté",
        "collapsed": """cédé échoué effondré effondrée effondrés échec_des rompu rompues rompus
            claqué_la_porte claquent_la_porte""",
        "ended": "terminé terminée terminés pris_fin prend_fin met_fin mis_fin levé levée achevé",
        "resumed": """rouvert rouverte rouverts rouvre repris reprise_du reprennent rétabli rétablie
            roulent_à_nouveau circulent_à_nouveau""",
        "closed": "fermé_ses ferme_ses fermé_définitivement",
        "won": "gagné gagne gagnent remporté remporte remportent vainqueur battu vaincu",
        "lost": "perdu_contre perd_contre éliminé éliminée éliminés battu_par battus_par relégué",
        "attacked": "attaqué attaquée attaqués bombardé bombardée ouvert_le_feu envahi",
        "kidnapped": "enlevé enlevée enlevés kidnappé kidnappée pris_en_otage",
        "exploded": "explosé explose éclaté éclate entré_en_éruption entre_en_éruption",
        "crashed": "écrasé s'écrase déraillé coulé chaviré percuté échoué_sur",
        "extinguished": "éteint éteinte maîtrisé maîtrisée circonscrit sous_contrôle",
        "recalled": "rappelé_ses rappelle_ses rappelés rappel_de",
        "bought": "racheté rachetée rachète acquis acquise fusionné fusionne",
        "bankrupt": """faillite liquidation_judiciaire redressement_judiciaire
            cessation_de_paiements""",
        "raised": "relevé relève augmenté augmente haussé",
        "lowered": "baissé abaissé abaisse réduit réduite",
        "banned": "interdit interdite interdits interdites",
        "lifted": "assoupli assouplie assouplit",
        "declared": "proclamé proclame décrété décrète état_d'urgence",
        "ceasefire": "cessez_le_feu trêve",
        "dissolved": "dissous dissoute dissout",
        "identified": "identifié identifiée identifiés",
        "seized": "saisi saisie saisis",
        "stolen": "volé volée volés piraté piratée",
        "apologised": "présenté_ses_excuses s'excuse s'est_excusé s'est_excusée",
        "scheduled": "fixé_au prévu_le prévue_le",
        "repaired": "réparé réparée réparés colmaté colmatée",
        "arrived": "atterri amarré décollé arrivé arrivée arrivés",
        "infected": "contaminé contaminée infecté infectée",
    }
)

SPANISH: Mapping[str, str] = MappingProxyType(
    {
        "died": """murió murieron muere muerto muertos muerta muertas fallecido fallecidos fallecida
            falleció fallecieron fallece mató mataron asesinado asesinada asesinados ahogado
            perdieron_la_vida perdió_la_vida cuerpos~hallados cuerpos~encontrados
            hallaron~cuerpos encontraron~cuerpos cuerpo~hallado cuerpo~encontrado cadáveres
            cadáver""",
        "buried": "enterrado enterrada enterrados sepultado sepultada sepultados",
        "died in custody": """murió_en_prisión murió_en_la_cárcel falleció_en_prisión
            falleció_en_la_cárcel murió~custodia muerto~celda murió~celda falleció~celda
            sospechoso~murió sospechoso~falleció sospechoso~muerto atacante~muerto
            detenido~murió acusado~murió murió_bajo_custodia""",
        "injured": "herido heridos herida heridas lesionado lesionados",
        "missing": "desaparecido desaparecidos desaparecida desaparecidas",
        "found": """encontrado encontrada encontrados encontraron hallado hallada hallados hallaron
            a_salvo sanos_y_salvos sano_y_salvo localizado localizada""",
        "rescued": "rescatado rescatada rescatados rescatadas rescataron rescató salvado salvados",
        "recovered": "recuperado recuperada recuperados recuperaron recuperó",
        "evacuated": "evacuado evacuada evacuados evacuaron evacuadas",
        "arrested": """detenido detenida detenidos detuvo detuvieron arrestado arrestada arrestaron
            arrestó capturado capturada""",
        "charged": """imputado imputada imputados acusado_de acusada_de acusados_de procesado
            procesada imputó""",
        "uncharged": """retiró_los_cargos retiraron_los_cargos archivó_la_causa sobreseyó
            sobreseimiento archivada""",
        "convicted": """condenado condenada condenados condenó declarado_culpable declarada_culpable
            declaró_culpable""",
        "acquitted": "absuelto absuelta absueltos absolvió absolvieron exonerado exonerada",
        "pleaded": "se_declaró_inocente se_declara_inocente",
        "sentenced": """sentenciado sentenciada años_de_prisión años_de_cárcel ingresó_en_prisión
            ingresa_en_prisión""",
        "freed": """liberado liberada liberados liberaron liberó puesto_en_libertad
            puesta_en_libertad quedó_en_libertad excarcelado queda_libre quedó_libre
            quedaron_libres""",
        "escaped": "fugó fugado huyó huyeron escapó escaparon prófugo",
        "surrendered": "se_entregó se_entregaron se_rindió se_rindieron",
        "confessed": "confesó confesaron admitió admitieron confesado",
        "extradited": "extraditado extraditada extraditó deportado deportada expulsado",
        "sued": "demandó demandaron demandado presentó_una_demanda",
        "fined": "multa multó multado multada",
        "settled": "acuerdo_extrajudicial",
        "appealed": "apeló recurrió apelaron recurrieron presentó_un_recurso",
        "overturned": "anuló anulado anulada revocó revocado revocada tumbó",
        "blocked": "bloqueó bloqueado bloqueada paralizó frenó paralizado",
        "resigned": """dimitió dimitieron dimite dimitido renunció renuncia_a_su renunciaron
            presentó_su_dimisión presentó_su_renuncia deja_el_cargo dejó_el_cargo tirado_la_toalla
            tira_la_toalla""",
        "sacked": """destituido destituida destituyó despedido despedida despidió cesado cesada
            cesó_a destituye destituyen""",
        "appointed": """nombrado nombrada nombró nombraron elegido elegida eligió investido
            juró_el_cargo""",
        "retracted": "retractó retractado retiró retirado retirada retiraron rectificó",
        "ruled on appeal": """tribunal_de_apelación~condenó tribunal_de_apelación~confirmó
            corte_de_apelaciones~condenó corte_de_apelaciones~confirmó condenado_en_apelación""",
        "called": """convocó~huelga convocaron~huelga convoca~huelga convocan~huelga
            convocado~huelga huelga_convocada""",
        "cancelled": """canceló cancelado cancelada cancelaron cancelan suspendió_la_huelga
            desconvocó desconvocada desconvocaron desconvocado anularon desconvocan desconvoca""",
        "postponed": "aplazó aplazado aplazada aplazaron pospuso pospuesto pospuesta",
        "suspended": "suspendió suspendido suspendida suspendieron",
        "agreed": """firmó firmaron firmado firmada acordó acordaron acordado alcanzaron_un_acuerdo
            alcanzó_un_acuerdo pactaron pactó ratificó llegaron_a_un_acuerdo llegan_a_un_acuerdo
            llegaron_a_un_acuerdo llega_a_un_acuerdo llegó_a_un_acuerdo""",
        "approved": """aprobó aprobado aprobada aprobaron aprueba aprueban avaló da_luz_verde
            dio_luz_verde""",
        "rejected": "rechazó rechazado rechazada rechazaron vetó denegó tumba_la tumbó_la",
        "collapsed": """rompió cedió reventó fracasó fracasaron fracasado derrumbó derrumbado
            colapsó rompieron_las_negociaciones rompen_las_negociaciones rompió_las_negociaciones
            rompieron_las_negociaciones""",
        "ended": "terminó terminaron terminado finalizó finalizaron concluyó puso_fin pone_fin",
        "resumed": """reabrió reabierto reabierta reabrieron reanudó reanudaron reanudado
            restableció restablecido vuelven_a_circular vuelve_a_circular""",
        "closed": "cerró_sus cerrará clausurado clausurada clausuró",
        "won": "ganó ganaron gana ganado venció vencieron derrotó derrotaron triunfó",
        "lost": "perdió perdieron eliminado eliminada eliminados derrotado descendió",
        "attacked": "atacó atacaron atacado bombardeó bombardearon bombardeado abrió_fuego invadió",
        "kidnapped": "secuestrado secuestrada secuestró secuestraron",
        "exploded": "explotó explotaron estalló estallaron erupción",
        "crashed": """estrelló estrellado descarriló descarrilado hundió hundido naufragó volcó
            chocó""",
        "extinguished": """extinguido extinguieron sofocado sofocaron bajo_control está_controlado
            están_controlados incendio~controlado""",
        "recalled": "retiró_del_mercado retirada_del_mercado",
        "bought": "compró compraron comprado adquirió adquirido fusionó fusionaron",
        "bankrupt": "quiebra bancarrota concurso_de_acreedores insolvente",
        "raised": "subió aumentó elevó incrementó aumentado",
        "lowered": "bajó redujo recortó rebajó reducido",
        "banned": "prohibió prohibido prohibida prohibieron",
        "lifted": "levantó levantado levantada flexibilizó",
        "declared": "declaró declararon proclamó estado_de_emergencia",
        "ceasefire": "alto_el_fuego tregua cese_el_fuego",
        "dissolved": "disolvió disuelto disuelta",
        "identified": "identificado identificada identificaron identificó",
        "seized": "incautó incautado incautaron decomisó confiscó",
        "stolen": "robó robado robada robaron hackeado",
        "apologised": "pidió_disculpas pidió_perdón se_disculpó",
        "scheduled": "fijó_para fijado_para previsto_para",
        "repaired": "reparó reparado reparada repararon",
        "arrived": "aterrizó acopló despegó llegó llegaron aterrizaron",
        "infected": "infectado infectada contagiado contagiada",
    }
)
