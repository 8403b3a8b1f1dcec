"""Words that a headline can be made of and tell nothing of its story; data alone, by language.

Beside what says nothing anywhere (prose/stopwords.py): what happens, what all did, how it felt.
Without accents, as they are compared.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EMPTY", "PRONOUNS"]

_LISTS: Final = {
    "en": """anybody anyone anything answer answered beginning behind believe believed biggest big
        change changed changes changing come coming comes consequences crazy dramatic easy end ended
        ending ends everybody everyone everything fast feel felt final finally forever found future
        gone guess happen happened happening happens happy hard heartbreaking heart hidden huge
        incredible insane inside knew know known knows leave left life lifetime lose loses lost love
        man matter mind moment moments mystery need needed needs nobody nothing open opened opens
        over person photo photos picture pictures people perfect place plan problem question
        questions reaction real really reason reasons regret result results right saw secret secrets
        see seen seeing sees shock shocked shocking show shows side sign simple someone something
        soon story strange stunned stunning supposed surprise surprised surprising talk talking
        tell telling tells terrible thing things think thinks thought time today tomorrow tonight
        tried true truth turned twist unbelievable unthinkable video wait waited want wanted wants
        watch way ways whole woman women wonder word words world worst wrong yes night morning
        yesterday stop stopped start started different decision""",
    "de": """ahnen alle alles anders andert anderte antwort augenblick bald bilder drama dramatisch
        dramatische ende endet endlich entscheidung ereignis erlebt erwartet etwas folge folgen
        frage fragen frau ganz geahnt geandert gefunden gegangen geheimnis geht gekommen gelernt
        gerechnet gesagt geschah geschehen geschichte gesehen getan gewusst ging glauben grosse
        gross grund gut heute herz ja jeder jemand kam keiner kommen kommt konnte leben letzte
        letzten leute licht mal mann mensch menschen morgen nacht nein neue neuen nichts nie
        niemals niemand passiert passierte plotzlich problem ratsel reaktion richtig sache sagen
        sagt schlimm schlimmer schluss schnell schock schon sehen steht stunde tag tage tragisch
        uberraschend uberrascht uberraschung unfassbar unglaublich ursache verandert veranderte
        verlor verloren video voll vorbei wahr wahre wahrheit welt wende weiss wirklich wissen
        wollte wunder wusste zeit zukunft zusammen""",
    "fr": """arrive arriver attendait attendu avenir basculait bascule basculer beau bientot bout
        change changer changent chose choses choc coeur coup croire decision demain dernier derniere
        dire drame dramatique dramatiques eclate enfin femme fin fini finie finit folie fou gens
        grand grande heure hier histoire homme image images incroyable inattendu jamais jour matin
        mieux moment monde mystere non nouveau nouvelle nuit oui pensait perd perdu perdue peur
        personne photo photos pire place pouvait premier premiere prevu probleme question raison
        reaction refuse rien reponse resultat savait savoir secret seul seule simple soir suite
        surprenant surprise terrible tournant trouve venir verite video vie virage voir voit vrai
        vraie vu veut voulait consequences consequence jour""",
    "es": """acabo adivinaba alguien algo anoche ayer bien cambia cambiaba cambiado cambiar cambio
        consecuencia consecuencias cosa cosas creer creia decide decidio decision decir deja dejo
        despues dia dias dice dijo dramatica dramaticas dramatico drama entonces esperaba esperado
        esperaban fin final foto fotos futuro gente gran hace hacer historia hombre hora hoy imagen
        imagenes impactante increible inesperado jamas luz manana mejor misterio momento mujer mundo
        nada nadie noche nueva nuevo nunca ocurre ocurrido ocurrio paro pasa pasado pasar paso
        perdido perdio peor persona personas problema pudo puede quedo queria quiere razon reaccion
        real respuesta resultado sabe saber sabia sale salio secreto siempre sorprendente sorpresa
        sucede sucedio terrible tiempo ultima ultimo va venir ver verdad vez vida video vino vio
        viene visto volver volvio""",
    "it": """accade accaduto aspettava aspettavano attesa bene cambia cambiano cambiare cambiato
        conseguenza conseguenze cosa cose credere decisione detto dice domani donna dramma
        drammatica drammatiche drammatico fatto fine finita finito foto futuro gente giorno ieri
        immagini incredibile inatteso luce mai mattina meglio mistero momento mondo nessuno niente
        notte nulla nuova nuovo oggi ora peggio perde perso persona persone problema qualcosa
        qualcuno ragione reazione risposta risultato sa sapere sapeva segreto sempre shock sorpresa
        storia succede successo tempo terribile ultima ultimo uomo vede vedere venire vera verita
        vero video viene visto vista vita volta vuole voleva""",
    "pt": """acabou acontece acontecer aconteceu acreditar agora alguem algo amanha assim bem chegar
        chocante coisa coisas consequencia consequencias decidiu decisao deixou dia dias diz dizer
        drama dramatica dramaticas dramatico esperava esperavam fim final foto fotos futuro gente
        grande historia hoje homem hora imagem imagens incrivel inesperado luz manha melhor misterio
        momento muda mudar mudou mulher mundo ninguem noite nova novo nunca ontem outra perde perdeu
        pessoa pessoas pior problema quer queria razao reacao resposta resultado sabe saber sabia
        segredo sempre surpreendente surpresa tempo terrivel ultima ultimo vai veio ver verdade vez
        vida video viu voltou""",
    "nl": """aankomen alles anders antwoord beelden begin besluit dag einde gaat gebeurd gebeurde
        gebeurt gedacht geheim geloven genoeg gevolg gevolgen gezegd gezien groot grote iedereen
        iemand iets keer komen komt kwam laatste leven mens mensen moment morgen nacht nee nieuw
        nieuwe niemand niets nooit ochtend ooit opeens plan plotseling probleem raadsel reactie
        reden schok stil tijd toekomst uur verandert veranderd veranderde verhaal verliest verloor
        verloren verrassend verrassing verrast verwacht verwachtte video voorbij vrouw waar waarheid
        weer weet weg wereld wist zag zegt zien""",
    "ar": """شيء شيئا حدث يحدث تغير يغير سيغير الحقيقة السر القصة اللحظة النهاية العالم الحياة
        الليلة امس اليوم غدا مرة اخرى احد احدا يتوقع يتوقعه توقع كان هكذا صدمة مفاجاة كبيرة كبير
        العواقب وخيمة فقد فقدت خسر خسرت رجل امراة الناس سبب السبب ماذا نعم انتهى انتهت
        عاد عادت مجددا لم لن""",
}

EMPTY: frozenset[str] = frozenset(word for words in _LISTS.values() for word in words.split())
"""Words that tell nothing of a story."""

PRONOUNS: Mapping[str, str] = MappingProxyType(
    {
        "en": r"he|she|it|they|his|her|their|these|those|"
        r"this(?! (?:week|month|year|season|summer|autumn|fall|winter|spring|morning|evening)\w*)",
        "de": r"er|sie|es|das(?= (?-i:[a-zäöü]))|dies|damit|daran|dafür|darauf|dagegen",
        "fr": r"elles?|ils?(?! (?:faut|faudra|neige|pleut|y a)\b)|ça|cela|ceci",
        "es": r"él|ellas?|ellos|esto|eso",
        "it": r"lui|lei|loro|ciò|questo|quello",
        "pt": r"el[ea]s?|isso|isto",
        "nl": r"hij|zij|ze|dit|dat",
        "sv": r"han|hon|det här|detta",
        "ar": r"هو|هي|هذا|هذه|ذلك",
    }
)
"""What stands at the start of a headline for whom or what it does not name."""
