"""Words that tell an act, by its kind, in Italian and Portuguese: see act_words.py."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ITALIAN", "PORTUGUESE"]

ITALIAN: Mapping[str, str] = MappingProxyType(
    {
        "died": """morto morti deceduto deceduta deceduti muore muoiono ucciso uccisa uccisi
            perso_la_vita annegato annegati trovato~corpo trovato~cadavere trovati~corpi
            recuperato~corpo recuperati~corpi""",
        "injured": "ferito ferita feriti ferite",
        "missing": "disperso dispersa dispersi",
        "found": """ritrovato ritrovata ritrovati rintracciato rintracciati sano_e_salvo
            sani_e_salvi""",
        "rescued": "salvato salvata salvati salvate tratto_in_salvo tratti_in_salvo",
        "evacuated": "evacuato evacuata evacuati evacuate sfollati",
        "arrested": "arrestato arrestata arrestati in_manette",
        "charged": """incriminato incriminata rinviato_a_giudizio rinviati_a_giudizio indagato
            indagati""",
        "convicted": "condannato condannata condannati patteggia patteggiato",
        "acquitted": "assolto assolta assolti prosciolto prosciolta prosciolti",
        "freed": "scarcerato scarcerata liberato liberata liberati rilasciato rilasciati",
        "escaped": "evaso evasi fuggito fuggiti",
        "confessed": "confessato",
        "surrendered": "si_è_costituito si_è_costituita",
        "fined": "multato multata sanzionato",
        "resigned": """si_è_dimesso si_è_dimessa si_sono_dimessi si_dimette rassegnato~dimissioni
            lascia_l'incarico lasciato_l'incarico""",
        "sacked": "licenziato licenziata licenziati esonerato destituito",
        "appointed": "nominato nominata nominati eletto eletta",
        "cancelled": "annullato annullata annullati revocato revocata revocati",
        "postponed": "rinviato_al rinviata_al rimandato",
        "suspended": "sospeso sospesa sospesi",
        "agreed": "firmato firmata raggiunto_un_accordo raggiunto_l'accordo trovato_l'accordo",
        "approved": "approvato approvata approvati approva approvano varato varata",
        "rejected": "respinto respinta bocciato bocciata boccia bocciato bocciata",
        "collapsed": "crollato crollata crollati",
        "ended": "concluso conclusa terminato terminata",
        "resumed": "riaperto riaperta ripreso ripristinato ripristinata",
        "won": "vinto vince battuto",
        "exploded": "esploso esplosa eruttato",
        "crashed": "deragliato affondato affondata precipitato",
        "extinguished": "spento spenta domato domate",
        "recalled": "richiamato_dal ritirato_dal",
        "bought": "acquistato acquisito comprato",
        "raised": "alzato aumentato",
        "lowered": "abbassato tagliato ridotto",
        "banned": "vietato vietata",
        "seized": "sequestrato sequestrata sequestrati",
        "identified": "identificato identificata identificati",
    }
)

PORTUGUESE: Mapping[str, str] = MappingProxyType(
    {
        "died": """morreu morreram mortos faleceu morre morrem matou mataram perdeu_a_vida
            encontrado~corpo encontrou~corpo encontraram~corpos encontrados~corpos""",
        "injured": "ferido ferida feridos feridas feriu",
        "missing": "desaparecido desaparecida desaparecidos",
        "found": "localizado localizada localizados são_e_salvo sãos_e_salvos",
        "rescued": "resgatado resgatada resgatados resgatadas",
        "evacuated": "evacuado evacuados evacuada retirados_de",
        "arrested": "detido detida detidos detidas foi_preso foi_presa foram_presos",
        "charged": "denunciado_por acusado_formalmente indiciado indiciada indiciados",
        "convicted": "condenado condenada condenados",
        "acquitted": "absolvido absolvida absolvidos",
        "freed": "libertado libertada libertados solto soltos",
        "escaped": "fugiu fugiram",
        "confessed": "confessou",
        "fined": "multado multada multados",
        "resigned": "demitiu_se renunciou renuncia_ao renuncia_à pediu_demissão",
        "sacked": "demitido demitida demitidos despedido despedida despedidos exonerado exonerada",
        "appointed": "nomeado nomeada eleito eleita",
        "cancelled": "cancelado cancelada cancelados cancelou desconvocada desconvocou",
        "postponed": "adiado adiada adiados adiou",
        "suspended": "suspenso suspensa suspendeu",
        "agreed": "assinou assinaram assinado chegaram_a_acordo chegaram_a_um_acordo",
        "approved": "aprovou aprovado aprovada aprovaram aprova aprovam",
        "rejected": "rejeitou rejeitado rejeitada recusou chumbou",
        "collapsed": "desabou ruiu desmoronou",
        "ended": "terminou terminaram encerrou",
        "resumed": """reabriu reaberto reaberta retomou retomado retomada restabelecida
            restabelecido""",
        "won": "venceu venceram ganhou derrotou",
        "exploded": "explodiu explodiram",
        "crashed": "descarrilou afundou naufragou",
        "extinguished": "extinto apagado",
        "bought": "comprou adquiriu",
        "raised": "aumentou subiu_os subiu_a",
        "lowered": "baixou reduziu",
        "banned": "proibiu proibido proibida",
        "seized": "apreendido apreendida apreendidos apreendeu apreendidas",
        "identified": "identificado identificada identificados",
    }
)
