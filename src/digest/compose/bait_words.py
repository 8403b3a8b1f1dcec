"""Turns of phrase of clickbait: headlines that hide what they are about, or order to look.

Data alone, by language, as patterns; all are held against each headline, for a site's language
says little of its videos' titles. What a sober headline may say as well ("shocking", "truth") is
here only in the form that bait has.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COUNTED", "OPENS", "PHRASES", "POINTS", "UNSPACED"]

PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "en": r"you(?: won|['’]ll never| will never| wouldn|['’]d never)(?:['’]t)? "
        r"(?:believe|guess)|you (?:need|have) to (?:know|see)|(?:things?|what) to know|"
        r"what happen(?:s|ed) next|(?:this|here) is (?:why|what|how)|"
        r"(?:this|here)['’]s (?:why|what|how)|that['’]s why|"
        r"th(?:is|e) one (?:trick|thing|reason)|one (?:simple|weird) (?:trick|tip)|"
        r"will (?:shock|surprise|amaze|blow)|leaves? you speechless|the real reason|"
        r"the reason (?:why )?(?:will|(?:he|she|they|you) )|everything you need|"
        r"find out (?:here|more)|guess (?:who|what)|(?:break|melt) your heart|"
        r"doctors hate|experts hate (?:this|him|her)|"
        r"must-(?:read|see|watch)|(?:everyone|everybody)(?: is|['’]s) talking about|"
        r"(?:can['’]t|cannot) stop talking about|the internet(?: is|['’]s) (?:losing|obsessed)|"
        r"(?:don['’]t|do not) miss this|wait (?:un)?till? you (?:see|hear)|"
        r"what (?:nobody|no one) tells you|are you making this|"
        r"shocking (?:truth|footage|video|moment|photos?|pictures|reason|secret)|"
        r"jaw-dropping|mind-blowing|(?:are|is) going wild|begging (?:you|people|everyone) to|"
        r"(?:you|we)(?:['’]ve| have) been \w+ing (?:\w+ ){1,5}wrong|"
        r"what happens (?:to your|when you|if you)",
        "de": r"(?:sie|du) werde?n?s?t? (?:es )?(?:nicht glauben|nie erraten)|"
        r"das steckt (?:da)?hinter|was dann (?:geschah|geschieht|passierte?)|"
        r"(?:das|was) (?:müssen|sollten) sie|(?:das|was) (?:musst|solltest) du|"
        r"(?:sie|du) (?:wissen|kennen) (?:müssen|sollten|musst|solltest)|"
        r"sollten sie (?:wissen|kennen)|das passiert,? wenn|diese[rmn]? (?:eine[rn]? )?"
        r"(?:simplen? |einfachen? )?trick|mit diesem trick|(?:machen|macht) sprachlos|"
        r"kaum zu glauben|(?:der|das ist der) wahre grund|erfahren sie hier|hier erfahren sie|"
        r"(?:wird|werden) (?:sie|dich) (?:überraschen|schockieren)|"
        r"damit hat(?:te)? (?:niemand|keiner) gerechnet|niemand hat damit gerechnet|"
        r"diese eine (?:sache|zutat|regel)|(?:sollten sie|solltest du) (?:\w+ )?(?:nie|niemals|"
        r"auf keinen fall|besser nicht|unbedingt|sofort)|dieser (?:eine )?fehler kostet|"
        r"trau(?:te|t)n? (?:sie |er )?(?:ihren|seinen) (?:augen|ohren)|"
        r"(?:sie werden|du wirst) staunen|fehler,? die (?:sie|du|fast (?:jeder|alle))|"
        r"(?:fand|fanden|passierte),? ist unglaublich",
        "fr": r"vous n[e'’] ?(?:allez pas (?:en |y )?(?:croire|revenir)|devinerez jamais|"
        r"en (?:croirez|reviendrez) pas)|(?:vous n.|n.)en croirez pas vos yeux|"
        r"voici (?:pourquoi|comment|ce qu|la raison|qui)|"
        r"ce qu.il faut savoir|(?:ce|tout ce) que vous devez savoir|va vous (?:surprendre|étonner)|"
        r"pourquoi (?:vous (?:devriez|ne)|il ne faut (?:jamais|surtout))|la vraie raison|"
        r"la raison (?:pour laquelle|va)|cette astuce|va changer votre|ne faites surtout pas|"
        r"ce qu.il s.est passé ensuite|la suite va vous|personne ne s.attendait à (?:ça|cela)|"
        r"ne (?:croirez|devinerez) jamais|vous ne devriez (?:jamais|plus|pas)|"
        r"ne (?:mettez|faites|jetez|mangez|buvez|gardez|laissez|utilisez) (?:jamais|plus|surtout)|"
        r"erreurs? que (?:vous|tout le monde)|"
        r"n.en (?:croit|croient|croyait|croyaient) pas (?:ses|leurs) yeux|"
        r"internautes (?:sont )?(?:sous le choc|stupéfaits|choqués)|"
        r"(?:geste|aliment|détail) (?:simple )?(?:que vous|(?:peut|va|pourrait) vous)",
        "es": r"no (?:te )?(?:(?:lo )?vas a creer|creerás|podrás creer)|"
        r"nunca (?:adivinarás|imaginarás)|est[ao] es (?:la razón|el motivo|lo que|todo lo que)|"
        r"te (?:sorprenderá|va a sorprender|dejará)|(?:la verdadera razón|el verdadero motivo)|"
        r"lo que pasó después|"
        r"(?:lo que|todo lo que|qué) (?:debes|tienes que|hay que|necesitas) saber|"
        r"que te hará (?:ahorrar|cambiar)|por qué (?:deberías|no deberías|nunca debes)|"
        r"nunca (?:metas|hagas|comas|tires|pongas|guardes|dejes|debes|deberías)|"
        r"errores que (?:cometes|todos cometemos|cometemos)|no quieren que sepas|"
        r"no pod[íi]an? creer lo que|(?:fans|redes|internet) enloquecen?",
        "it": r"non (?:ci )?crederete|non (?:ci )?crederai|non indovinere(?:te|ste)|"
        r"ecco (?:perché|come|cosa|che cosa|chi|quando|dove|quanto|quali|il motivo|i nomi)|"
        r"(?:quello|tutto quello|cosa) che (?:devi|dovete|c.è da) sapere|"
        r"cosa c.è da sapere|(?:il vero motivo|la vera ragione)|"
        r"quello che è successo dopo|(?:vi|ti) lascerà|perché non (?:dovresti|dovreste)|"
        r"il trucco (?:per|che)|errori che (?:fai|fate|facciamo|tutti)|"
        r"non (?:mettete|mettere|fate|fare|buttate|buttare|mangiate|mangiare) mai|"
        r"non v(?:a|anno) mai (?:mess|fatt|buttat)[aoei]|"
        r"non crede(?:va|vano)? ai (?:suoi|propri|loro) occhi",
        "pt": r"não v(?:ai|ão) acreditar|(?:o|tudo o) que você precisa saber|"
        r"(?:saiba|veja|entenda|descubra|confira) (?:por que|como|o que|quem|quando|quais|qual|"
        r"onde|os|as|o|a)|é por isso que|a verdadeira razão|o verdadeiro motivo|"
        r"o que aconteceu depois|vai te (?:surpreender|chocar)|o truque (?:para|que)",
        "nl": r"je (?:gelooft|raadt) (?:het )?nooit|geloof(?:t)? je (?:niet|nooit)|"
        r"(?:dit|wat) (?:moet je|je moet) weten|(?:dit|daar) is (?:waarom|de reden)|"
        r"dit gebeurt er|wat er toen gebeurde|met deze truc|niemand zag dit aankomen",
        "pl": r"nie uwierzy(?:sz|cie)|oto (?:dlaczego|co|jak|powód|powody|kto|ile)|"
        r"(?:musisz|powinieneś|powinniście) (?:to )?(?:wiedzieć|zobaczyć)|to musisz|"
        r"co (?:stało|wydarzyło) się (?:potem|później|dalej|chwilę)|zaskoczyło wszystkich|"
        r"prawdziwy powód|tego nikt się nie spodziewał|nikt się tego nie spodziewał",
        "sv": r"(?:du|ni) kommer (?:inte|aldrig) (?:att )?(?:tro|gissa)|"
        r"här är (?:anledningen|skälet|varför)|"
        r"(?:det här|detta|vad) (?:behöver|måste|bör) du veta|vad som hände sedan",
        "da": r"(?:du|i) vil (?:ikke|aldrig) (?:tro|gætte)|her er (?:grunden|årsagen) til|"
        r"(?:det|dette) (?:skal|bør) du vide|hvad der så skete",
        "nb": r"(?:du|dere) vil (?:ikke|aldri) (?:tro|gjette)|her er (?:grunnen|årsaken) til|"
        r"(?:det|dette) (?:må|bør|trenger) du (?:å )?vite|det som skjedde (?:videre|etterpå)",
        "fi": r"et (?:ole uskoa|usko) (?:tätä|silmiäsi|mitä)|sinun (?:pitää|kannattaa) tietää",
        "cs": r"neuvěříte|nebudete věřit|tady je důvod|co se stalo (?:pak|potom)",
        "ro": r"nu o să(?:[- ][țv]i)? (?:îți )?vin[ăe] să crezi|"
        r"iată (?:de ce|cum|ce|cine|motivul)|ce trebuie să știi",
        "tr": r"inanamayaca(?:ksınız|ksın|ğınız)|şaştı kaldı|meğer|herkes bunu konuşuyor|"
        r"bilmeniz gereken|görenler (?:bir daha|inanamadı)|neden olduğunu öğrenince",
        "ru": r"(?:вы )?не поверите|что (?:произошло|случилось|было) (?:дальше|потом)|"
        r"шокировал[аои]? всех|врачи ненавидят|(?:нужно|надо|необходимо|стоит|важно) знать о|"
        r"которые нужно знать|стало известно,? (?:кто|что|как|почему|когда|сколько)|"
        r"назван[аы]? (?:истинн|настоящ|главн|причин)\w*|не догадаетесь|взорвал[аои]? интернет",
        "uk": r"(?:ви )?не повірите|що сталося (?:далі|потім)|(?:потрібно|треба|варто) знати про",
        "el": r"δεν (?:θα πιστέψετε|θα το πιστέψετε|φαντάζεστε)|(?:αυτός είναι )ο λόγος που|"
        r"πρέπει να (?:ξέρετε|γνωρίζετε)|αυτό που (?:έγινε|συνέβη) (?:μετά|στη συνέχεια)",
        "id": r"tidak akan percaya|wajib tahu|bikin (?:heboh|melongo)",
    }
)
"""What makes a headline bait wherever it stands; whole words."""

OPENS = (
    r"(?:must[- ])?(?:watch|video|vídeo|vidéo|wideo|видео|відео|βίντεο|wow|omg)\s*[:!|–—-]+\s|"
    r"watch (?:the |this )?(?:moment|how|what|as|him|her)\b|and the winner is|"
    r"never \w+ (?:this|these|your)\b|"
    r"(?:so )?why (?:you|your|everyone|everybody|nobody|this|we)\b|"
    r"(?:the )?(?:shocking|ultimate) (?:truth|secret)|the (?:secret to|truth about)|"
    r"not what you think|can you (?:spot|guess|solve)|"
    r"(?:darum|deshalb|deswegen) |das (?:sagt|plant|droht|ändert sich|kostet|verdient)\b|"
    r"so (?:geht|reagiert|funktioniert|sparen|schützen|sieht|sehen|machen|einfach|klappt|"
    r"gelingt|viel (?:verdien|kostet)\w*)\b|unglaublich\b|schockierend\w*|wahnsinn\b|"
    r"die wahrheit über|c['’]est (?:pourquoi|pour (?:cela|ça))|incroyable ?[:!]|choquant\w* ?[:!]|"
    r"así\b(?! (?:como|que)\b)|por es[ot]o?\b|impactante\w* ?[:!]|"
    r"insólito ?[:!]|mira (?:el|la|cómo)\b|"
    r"qué se sabe\b|così\b(?! (?:come|fan)\b)|incredibile ?[:!]|guarda (?:il|la|come)\b|"
    r"inacreditável ?[:!]|chocante ?[:!]|é por isso|daarom\b|zo (?:ziet|werkt|reageer\w*|gaat|"
    r"voorkom|herken|bespaar|maak)\b|ongelooflijk ?[:!]|szok\b|szokując\w*|tak (?:wygląda|mieszka|"
    r"zareagował\w*)\b|därför\b|så (?:här )?(?:reagera\w*|gör|fungerar|mycket|ser|kan du|undviker|"
    r"sparar|blir)\b|se (?:ögonblicket|øjeblikket|øyeblikket|videoen)\b|derfor\b|sådan\b|"
    r"så (?:vild\w*|meget|dyr\w*) (?:er|bliver|koster)\b|slik (?:blir|er|reager\w*|gjør|fungerer|"
    r"unngår|ser|kan)\b|näin (?:reagoi|teet|toimii)|işte\b|şok\b|bakın (?:ne|kim|nasıl)\b|"
    r"вот (?:почему|что|как|кто|сколько|чем|где)\b|шок\b|смотрите\b|ось (?:чому|що|як|хто)\b|"
    r"να γιατί\b|δείτε\b|σοκ\b|íme (?:az|a)\b|ini (?:alasan|penyebab|dia|yang)\b|"
    r"(?:لهذا السبب|هذا هو السبب|هذا ما حدث|صادم|مفاجأة)(?!\w)|شاهدوا|شاهد(?! عيان)(?!\w)|"
    r"بالفيديو|צפו[:!]|זו הסיבה|"
    r"(?:जानिए|जानें|देखें|देखिए)(?!\w)"
)
"""What makes it bait in front of it."""

UNSPACED = (
    r"شيء واحد (?:لا|يجب|فقط)|^لا ت(?:ضع|أكل|شرب|فعل|رم|ستخدم) |أخطاء (?:ترتكبها|نرتكبها)|"
    r"فكانت المفاجأة|(?:سي|س?ت)صدمك|سيفاجئك|"
    r"لن تصدق|لن تتخيل|لا يفوتك|(?<!\w)تعرف على|ما لا تعرفه|كل ما تريد معرفته|إليكم? ما|"
    "לא תאמינו|לא תאמין|הנה הסיבה|כל מה שצריך לדעת|כל מה שרציתם לדעת|"
    "यकीन नहीं (?:करेंगे|होगा)|हैरान (?:रह|हो) जा|चौंक जा|होश उड़|[:,] ?(?:जानिए|जानें)|"
    "जान(?:ना ज़?रूरी| लें)|वजह जानकर|"
    "衝撃の|まさかの|驚きの(?:結果|理由|展開|正体)|知らないと損|閲覧注意|とは$|ヤバ(?:い|すぎ)|"
    r"\d+選(?![挙手択])|[\d一二三四五六七八九十]+つの(?:こと|理由|方法|秘密|コツ)|"
    "^震[惊驚][!！，,了]|竟然是|竟是[这這]|原因竟|不看后悔|不看後悔|[惊驚]呆|[绝絕][对對]想不到|你不知道的|"
    r"网友[都炸怒]|\d+[个個](?:秘密|技巧|方法|原因|理由|真相)|"
    '^충격[ ,!…"]|충격적인|믿(?:을 수 없는|지 못할)|알아야 할|알고 보니|경악|깜짝 놀랄|'
    "\\d+가지 (?:이유|방법|비밀|것)"
)
"""What makes it bait anywhere, in scripts whose words are not told by spaces alone."""

COUNTED = (
    r"(?:\d+|three|four|five|six|seven|eight|nine|ten|drei|vier|fünf|sechs|sieben|acht|neun|zehn|"
    r"trois|quatre|cinq|sept|huit|dix|tres|cuatro|cinco|siete|diez|tre|quattro|cinque|sette|dieci)"
)
"""How headlines count their own points."""

POINTS = (
    r"things|reasons|ways|tips|facts|signs|tricks|secrets|photos|pictures|takeaways|hacks|myths|"
    r"foods|celebrities|times (?:\w+ )*(?:got|went|was|were)\b|mistakes (?:you|to|that)|dinge|"
    r"gründe|tipps|fakten|wege|lebensmittel|choses|raisons|façons|astuces|conseils|"
    r"aliments|cosas|razones|formas|trucos|consejos|claves|alimentos|cose|motivi|modi|trucchi|"
    r"consigli|alimenti|coisas|razões|motivos|dicas|truques|dingen|redenen|rzeczy|powodów|"
    r"sposobów|faktów|porad|trików|saker|skäl|anledningar|sätt|knep|ting|grunde|måder|grunner|"
    r"måter|triks|asiaa|syytä|tapaa|vinkkiä|věcí|důvodů|způsobů|tipů|lucruri|motive|trucuri|"
    r"dolog|tipp|şey|neden|yol|ipucu|вещей|причин|способов|фактов|советов|секретов|признаков|"
    r"речей|способів|порад|πράγματα|λόγοι|τρόποι|μυστικά|συμβουλές|hal|alasan|"
    r"أشياء|أسباب|طرق|حقائق|نصائح|أسرار|דברים|סיבות|דרכים|טיפים|बातें|तरीके|कारण"
)
"""What they count."""
