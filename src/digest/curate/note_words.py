"""Turns of phrase by which a text speaks of itself, by language; data alone, as patterns.

What news can say as well stands here only in the form that a note has: "the author is professor"
and not "the author is dead".
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BEGINS", "CREDITS", "CREW", "OFFERS", "PROFESSIONS"]

_SOCIAL = (
    r"(?:twitter|facebook|instagram|linkedin|threads|bluesky|mastodon|tiktok|youtube|whatsapp|"
    r"telegram|tumblr|github|تويتر|فيسبوك|إنستغرام|تلغرام|واتساب)"
)
_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "en": r"professors?|lecturers?|fellows?|columnists?|correspondents?|editors?|"
        r"journalists?|reporters?|analysts?|directors?|researchers?|historians?|economists?|"
        r"lawyers?|barristers?|scholars?|teachers?|consultants?|advis[eo]rs?|contributors?|"
        r"(?:co-)?founders?|presidents?|chair(?:man|woman)?|authors?|writers?|novelists?|critics?|"
        r"broadcasters?|bloggers?|dean|ceo",
        "de": r"\w*(?:profess|journalist|redakteur|korrespondent|direktor|leiter|dozent|"
        r"historiker|ökonom|publizist|anwalt|anwält|lehrer|mitglied|schriftsteller|expert|"
        r"referent|wissenschaft|forscher|autor|kolumnist|präsident|berater|ologe|ologin)\w*|"
        r"(?:im )?vorstand|geschäftsführ\w+|chef\w*",
        "fr": r"profess\w+|enseignant\w*|cherch\w+|journaliste|direct\w+|économiste|historien\w*|"
        r"avocate?|écrivaine?|présidente?|membre|docteure?|spécialiste|analyste|maître\w*|auteure?",
        "es": r"profesor\w*|catedrátic\w+|docente|investigador\w*|periodista|director\w*|"
        r"economista|historiador\w*|abogad\w+|escritor\w*|president\w+|miembro|doctora?|analista|"
        r"especialista|columnista|autora?",
        "it": r"professor\w+|docente|ricercat\w+|giornalista|direttor\w+|economista|storic[oa]|"
        r"avvocat\w+|scritt\w+|president\w+|membro|analista|editorialista|autor\w+",
        "pt": r"professor\w*|docente|pesquisador\w*|jornalista|diretor\w*|economista|"
        r"historiador\w*|advogad\w+|escritor\w*|president\w+|membro|analista|colunista|autora?",
        "nl": r"\w*hoogleraar|\w*journalist\w*|\w*directeur|\w*onderzoek\w+|docent\w*|econo\w+|"
        r"\w*redacteur|\w*correspondent|schrijver|columnist",
        "sv": r"professor|\w*journalist|\w*forskare|docent|\w*redaktör|\w*chef|författare|skribent",
    }
)
_AS = r"(?:[\w'’.&-]+,? ){0,6}?"  # a former Guardian columnist, a visiting senior fellow
PROFESSIONS: Mapping[str, str] = MappingProxyType(
    {
        "en": rf"(?:is|are) {_AS}(?:{_ROLES['en']})|"
        r"(?:teaches|lectures|writes) [^.]*?(?:at|for|on)",
        "de": rf"(?:ist|sind) {_AS}(?:{_ROLES['de']})|lehrt|forscht|leitet|unterrichtet|"
        rf"(?:lebt|arbeitet|schreibt) (?:in|als|für|am|an)",
        "fr": rf"(?:est|sont) {_AS}(?:{_ROLES['fr']})|enseigne|dirige",
        "es": rf"(?:es|son) {_AS}(?:{_ROLES['es']})|enseña|dirige|imparte",
        "it": rf"(?:è|sono) {_AS}(?:{_ROLES['it']})|insegna|dirige",
        "pt": rf"(?:é|são) {_AS}(?:{_ROLES['pt']})|leciona|ensina|dirige",
        "nl": rf"(?:is|zijn) {_AS}(?:{_ROLES['nl']})|doceert",
        "sv": rf"är {_AS}(?:{_ROLES['sv']})",
    }
)
"""What somebody is, as a note on an author says it behind the name."""

# In these an author may be who did it: "l'auteur est un professeur de 45 ans, selon la police".
_OF_A_DEED = (
    r"(?![^.]*(?:\d\d (?:ans|años|anni|anos)\b|\bpolic[eií]|\bpoliz|\bparquet\b|enquêteur|"
    r"\bfiscalía|\bprocura\b|\btribunal|suspect|sospechos|sospettat|suspeit))"
)

BEGINS: Mapping[str, str] = MappingProxyType(
    {
        "en": rf"(?:the|this) (?:author|writer|columnist|reviewer|contributor)s? "
        rf"(?:{PROFESSIONS['en']}|lives? in|works? (?:as|at|for))|about the authors?|"
        r"editors?['’]?s?['’]? notes?|note to (?:readers|editors)|disclosure ?:|disclaimer ?:|"
        r"clarification ?:|"
        r"this (?:article|story|piece|essay|column|post|interview|review|op-ed|commentary|excerpt|"
        r"extract|feature|content|page) (?:first|also|originally|"
        r"(?:was|is|has been) (?:first |originally |also )?"
        r"(?:published|produced|adapted|translated|excerpted|amended|corrected|updated|edited|"
        r"provided|supported|funded|sponsored|part|taken|reproduced|republished|available|based))|"
        r"a version of this|"
        rf"(?:you can )?follow (?:him|her|them|me|@+\w|(?!this|th[eo]se)[^.]{{1,40}}on {_SOCIAL})|"
        rf"find (?:him|her|them|me|us) on {_SOCIAL}|like us on|join the (?:conversation|debate)|"
        r"share your (?:photos?|stor(?:y|ies)|views?|thoughts|experiences?)|have your say|tune in|"
        r"let us know|send us|(?:now )?we (?:want|would like|['’]d like) to hear from you|"
        r"(?:the|all|this) content is (?:produced|provided|created|paid)|"
        r"(?:each|every) (?:week|month|day),? [^.]{1,60}\bbrings you|"
        r"(?:watch|listen to) the (?:latest|full) (?:episode|podcast|interview)|"
        r"(?:please |you need to )?(?:enable|turn on|activate) javascript|"
        r"(?:sorry, )?your browser (?:does|is)|already an? (?:subscriber|member)|"
        r"you have (?:reached|read) (?:your|all)|log in to|"
        r"to (?:continue|keep) reading|\[?(?:previous story|breaking news update),? posted|"
        r"(?:the )?(?:latest|breaking) (?:breaking )?news,? (?:and|updates|headlines)",
        "de": r"(?:der|die) (?:gast)?(?:autor(?:in|en|innen)?|verfasser(?:in)?|kolumnist(?:in)?) "
        rf"(?:{PROFESSIONS['de']})|zur person\W|über (?:den autor|die autor(?:in|en))|"
        r"(?:anmerkung|anm\.|hinweis) (?:der|d\.) red\w*|transparenzhinweis|hinweis ?:|"
        r"dieser (?:artikel|beitrag|text|kommentar|essay|gastbeitrag|inhalt) (?:ist|erschien|"
        r"wurde|stammt|gehört|enthält|entstand)|dieses interview (?:ist|erschien|wurde)|"
        r"der (?:volltext|text) dieses|"
        rf"(?:folgen sie|folgt|folge) (?:uns|ihm|ihr|mir|@|[^.]{{1,40}}auf {_SOCIAL})|"
        r"(?:schreiben|schicken) sie uns|diskutieren sie|sagen sie uns ihre|was meinen sie|"
        r"teilen sie (?:den|diesen) |bitte (?:aktivieren|deaktivieren|warten)\b|"
        r"(?:hinweis: )?sie (?:verwenden|benutzen|nutzen) einen|ihr browser|der druckdialog|"
        r"(?:bereits|schon) (?:abonnent|registriert|kunde)|(?:um|zum) weiterlesen|"
        r"(?:aktuelle|alle|neueste) (?:nachrichten|news|meldungen) (?:aus|zu|rund|über)",
        "fr": rf"l['’](?:auteur|auteure|autrice) {_OF_A_DEED}(?:{PROFESSIONS['fr']})|"
        r"à propos de l['’]aut\w+|(?:note de la rédaction|ndlr)\b|"
        r"(?:cet article|ce texte|cette tribune|cet entretien|ce contenu) (?:a (?:d['’]abord )?été|"
        r"est (?:paru|initialement|issu|extrait|publié|réservé|republié)|fait partie|parut|"
        r"provient)|"
        r"suivez(?:-(?:nous|le|la|moi))? |"
        rf"retrouvez(?:-(?:nous|le|la))? [^.]{{0,40}}sur {_SOCIAL}|écrivez-nous|réagissez|"
        r"donnez votre avis|partagez (?:cet|votre)|déjà abonné|il vous reste \d|pour lire la suite|"
        r"votre navigateur|(?:veuillez )?activer? javascript|"
        r"toute? l['’]actualité|toutes les (?:infos|news|actualités) (?:sur|de|en)",
        "es": rf"(?:el|la) (?:autora?|columnista|articulista) {_OF_A_DEED}(?:{PROFESSIONS['es']})|"
        r"sobre (?:el autor|la autora)|nota (?:de la redacción|de la? (?:editora?)|del editor|"
        r"a los lectores)|"
        r"est[ea] (?:artículo|texto|contenido|reportaje|nota|columna|entrevista|tribuna) (?:se "
        r"publicó|fue (?:publicad|originalmente|traducid)\w*|ha sido|apareció|forma parte|"
        r"es (?:parte|una versión|exclusiv))|"
        rf"(?:síg[ua]e|síga|sigue|sígue)(?:lo|la|nos|me|le)? (?:a |en )|comparte (?:este|tu)|"
        r"escríbenos|cuéntanos|déjanos|su navegador|contenido exclusivo para|para seguir leyendo|"
        r"(?:todas )?las (?:últimas )?noticias d[eo]l?|(?:últimas )?noticias de última hora",
        "it": rf"l['’](?:autore|autrice) {_OF_A_DEED}(?:{PROFESSIONS['it']})|"
        r"nota (?:della redazione|dell['’]aut)|"
        r"questo (?:articolo|testo|contenuto|servizio) (?:è (?:stato|apparso|uscito|tratto|parte|"
        r"riservato)|fa parte|apparve)|questa intervista è|"
        rf"segui(?:lo|la|ci|teci)? (?:su|anche|@)|scrivi(?:ci|teci)|condividi (?:questo|l['’])|"
        r"il tuo browser|contenuto riservato|per continuare a leggere|"
        r"(?:tutte )?le (?:ultime )?notizie (?:di|da|su|in)|(?:le )?ultime notizie",
        "pt": rf"[oa] autora? {_OF_A_DEED}(?:{PROFESSIONS['pt']})|sobre [oa] autora?\W*$|"
        r"nota (?:da redação|do editor)|"
        r"est[ea] (?:artigo|texto|conteúdo|reportagem|matéria|entrevista|coluna) (?:foi|é (?:parte|"
        r"exclusiv|uma versão)|faz parte)|"
        r"siga(?:-[oa]|-nos)? (?:[oa] |no |em |@)|compartilhe|envie (?:sua|seu)|"
        r"seu navegador|conteúdo exclusivo para|(?:todas )?as (?:últimas )?notícias d|"
        r"últimas notícias",
        "nl": rf"de (?:auteur|schrijver|columnist) (?:{PROFESSIONS['nl']})|over de auteur|"
        r"(?:noot|noot van|opmerking) (?:van )?de redactie|"
        r"dit (?:artikel|stuk|verhaal|interview|essay) (?:verscheen|werd|is (?:eerder|ook|een|"
        rf"geschreven|overgenomen))|"
        rf"volg (?:hem|haar|ons|[^.]{{1,40}}op {_SOCIAL})|"
        r"uw browser|deel dit artikel|het laatste nieuws (?:over|uit)",
        "sv": rf"(?:författaren|skribenten) {PROFESSIONS['sv']}|"
        r"(?:den här|denna) (?:artikel|text|krönika)n? (?:publicerades|är|har)|"
        rf"följ (?:honom|henne|oss|[^.]{{1,40}}på {_SOCIAL})|din webbläsare",
        "ar": r"(?:الكاتب|الكاتبة|المؤلف|المؤلفة) (?:هو |هي )?(?:أستاذ|صحاف|صحف|باحث|محلل|رئيس|"
        r"مدير|خبير|كاتب|عضو|محام|أكاديمي|مستشار|روائي)\w*|(?:نُ?شر|ظهر)ت? (?:هذا|هذه) (?:المقال|"
        r"التقرير|النص|المقالة|المادة)|(?:هذا المقال|هذه المقالة|هذه المادة) (?:نُ?شر|تُ?عب?ّ?ر|"
        r"يُ?عب?ّ?ر|لا ت?ي?عب?ّ?ر|من)\w*|الآراء الواردة|ملاحظة (?:من )?(?:المحرر|التحرير)|"
        r"(?:إعداد|تحرير|ترجمة) ?:|\(?(?:إعداد|تغطية صحفية:?|شارك في التغطية) [^.]{3,60}"
        r"(?:للنشرة العربية|تحرير)|شاركنا|راسلنا|آخر (?:الأخبار|أخبار)|أحدث الأخبار",
    }
)
"""How one begins, by language; all are held against each text."""

OFFERS: Mapping[str, str] = MappingProxyType(
    {
        "en": r"listen to this (?:article|story|page|report)|"
        r"(?:download|get|install) (?:the|our) (?:free )?(?:\w+ )?app\b|"
        r"get (?:the (?:latest|best|day['’]s|top|biggest)|our|all the) [^.]{0,60}"
        r"(?:inbox|e-?mail|alerts?|app|whatsapp)|"
        r"support (?:independent|quality|local|our) (?:\w+ )?(?:journalism|reporting|newsroom)|"
        r"(?:please )?(?:log|sign) in (?:or|to)\b|(?:please )?register (?:to|for free)|"
        r"we use (?:technology|tracking|your data)|the \w+ is not responsible for the content|"
        r"you can (?:read|watch|find|follow|get|hear|listen to) (?:more|the latest|all|our)\b|"
        r"if you(?: have|['’]ve) been affected by|(?:have|are) you (?:been )?affected|"
        r"tell us (?:your|what you|about your)|our journalists (?:work|strive)|"
        r"share this (?:with|article|story|page|post)|most read\b",
        "de": r"hören sie (?:diesen|den|hier)|(?:den|diesen) artikel (?:anhören|vorlesen|hören)|"
        r"(?:hier|an dieser stelle) finden sie (?:einen? )?(?:externe|weitere|passende)|"
        r"empfohlener (?:redaktioneller|externer) inhalt|haben sie (?:einen fehler|fragen|"
        r"anregungen|hinweise|ergänzungen)|(?:schreiben|schicken) sie (?:der|an die) redaktion|"
        r"(?:laden sie|hol(?:en sie|t) (?:sich|euch)) (?:sich )?(?:die|unsere) \w*-?app|"
        r"(?:erhalten|bekommen) sie (?:jeden|täglich|unsere)|unterstützen sie (?:unsere|unabhäng)",
        "fr": r"écoute[rz] (?:cet|l['’])\s?article|pour (?:lire|voir) cette (?:vidéo|publication)|"
        r"pour (?:lire|afficher) ce contenu|recevez (?:chaque|gratuitement|toute|nos|le meilleur)|"
        r"téléchargez (?:notre|l['’]appli)|(?:vous souhaitez|envie de) réagir|"
        r"vous pouvez (?:nous |écrire à (?:notre|la rédaction))|rejoignez (?:notre|nos)|"
        r"article (?:initialement )?(?:publié|mis à jour|actualisé) |soutenez (?:notre|un journal)",
        "es": r"escuch[ae] (?:este|el) artículo|para ver este (?:vídeo|video|contenido)|"
        r"recib[ae] (?:cada (?:mañana|día|semana)|gratis|en tu|nuestr|todas las)|"
        r"(?:únete|suscríbete|apúntate) a nuestr|descarg(?:a|ue) (?:nuestra|la) app|"
        r"(?:puedes|puede) (?:seguir|leer|consultar) (?:toda|más|todas|aquí)|apoya (?:el|nuestro) "
        r"periodismo|inicia sesión|regístrate",
        "it": r"ascolta (?:questo|l['’])\s?articolo|ricevi (?:ogni|gratis|le|la|tutte)\b|"
        r"scarica (?:la nostra|l['’])\s?app|unisciti al nostro|segui (?:tutti|tutte|gli|le|il "
        r"nostro|la nostra|la diretta)\b|per vedere questo (?:video|contenuto)|sostieni il|"
        r"accedi (?:o|per)|registrati",
        "pt": r"ouça (?:esta|este|o) (?:matéria|artigo|reportagem|notícia)|"
        r"receba (?:toda|as|no seu|gratuita|nossa|em primeira)|participe do (?:nosso )?(?:canal|"
        r"grupo)|baixe (?:o|nosso) (?:\w+ )?app|entre no (?:nosso )?(?:canal|grupo)|faça login|"
        r"cadastre-se|apoie o jornalismo",
        "nl": r"luister naar dit|ontvang (?:elke|dagelijks|ons|onze)|download (?:de|onze) app|"
        r"log in (?:om|of)|steun (?:onze|onafhankelijke)",
        "ar": r"استمع(?:وا)? إلى (?:هذا|هذه)|حمّ?ل(?:وا)? (?:تطبيق|الآن)|للاطلاع على (?:آخر|المزيد)|"
        r"لمتابعة (?:آخر|أحدث|المزيد)|يمكنكم? متابعة|انضم(?:وا)? إلى (?:قناتنا|مجموعتنا)|"
        r"سجّ?ل(?:وا)? الدخول|للمزيد من (?:الأخبار|التفاصيل)",
    }
)
"""How it begins where a page offers something to its readers: a voice, an app, a form."""

CREDITS = (
    r"(?:first|originally|previously) (?:published|appeared) (?:in|on|by|at)|"
    r"(?:republished|reprinted|reproduced|adapted) (?:with|from|under|by)|"
    r"(?:zuerst|ursprünglich) (?:erschienen|veröffentlicht)|publicad[oa] originalmente|"
    r"(?:parue?|publiée?) (?:initialement|d['’]abord)|(?:pubblicato|apparso) originariamente|"
    r"eerder verschenen in|"
    r"(?:additional |further |with )?(?:reporting|writing|editing)(?: and \w+)? by|"
    r"(?:written|edited|compiled|translated|reported|produced|photographs?) (?:and \w+ )?by|"
    r"(?:redaktion|mitarbeit|text|bearbeitung|übersetzung|protokoll|interview) ?:|"
    r"(?:aus dem \w+ (?:übersetzt )?von|übersetzt (?:aus dem \w+ )?von|mit material (?:von|der))|"
    r"(?:mit|avec|quellen? ?:?|sources? ?:|fonte ?:|fuente ?:) (?:\w{1,4}['’ ])?"
    r"(?:dpa|afp|reuters|ap|apa|sda|ansa|efe|lusa|agenc\w*|agentur\w*)|"
    r"propos recueillis par|traduit (?:de [^.]{2,20} )?par|traduction (?:de|par|:)|"
    r"con información de|con datos de|editado por|traducción (?:de|:)|edición(?: de|:)|"
    r"a cura di|traduzione (?:di|:)|ha collaborato|con la collaborazione di|"
    r"com informações d[aeo]s?|tradução (?:de|:)|reportagem(?: de|:)|edição(?: de|:)|"
    r"met medewerking van|vertaling(?: door|:)|bewerking(?: door|:)"
)
"""Who worked on it and where it stood first: behind these stand names and nothing else."""

_WORKERS = """reporting editing writing additional staff agencies agenturen agences agencias
    agenzie redaktion mitarbeit permission licence license"""
CREW = frozenset(_WORKERS.split())
"""What may stand among these names."""
