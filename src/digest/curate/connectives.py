"""Words at the start of a sentence that join it to the one before: as a result, however, too.

Data alone, by language: "or" is but in French, "da" there in German and yes in Russian. Among them
is none that may open a text: "in addition" is, "in addition to the ferry" is not.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CONNECTIVES", "SPACELESS"]

_VERBS_DE = "ist|war|sind|waren|wird|wurde|hat|hatte|kann|soll|sei|gilt|kommt|kam|sagte|habe"
_VERBS_NL = "is|was|zijn|waren|wordt|werd|heeft|had|kan|moet|zou|ging|kwam|blijkt|bleek"

CONNECTIVES: Mapping[str, str] = MappingProxyType(
    {
        "en": r"as a (?:result|consequence)(?! of\b)|as such|consequently|therefore|thus|hence|"
        r"accordingly,|(?:because|in spite) of (?:this|that|it)|"
        r"despite (?:this|that)|(?:for|to) (?:this|that) (?:reason|end)|that['’]s|"
        r"in (?:addition|response|contrast|consequence)(?! to\b| with\b| of\b)|in turn|"
        r"in the meantime|by (?:contrast|then)|on (?:the other hand|top of (?:this|that))|"
        r"at the same time|at th(?:at|is) (?:time|point|stage)|at the time,|(?:un)?til then|"
        r"(?:after|before|since) (?:that|then)|with that|only then|even (?:so|then)|"
        r"nevertheless|nonetheless|moreover|furthermore|additionally|besides,|instead(?! of\b)|"
        r"after all,|otherwise|likewise|similarly|rather,|still,|though,|indeed|in fact|of course|"
        r"for (?:example|instance)|or|nor|neither(?= (?:is|was|were|are|did|does|has|had)\b)|too,|"
        r"such(?! as\b)|others|among them|each of (?:them|these)|"
        r"(?:each|one)(?= (?:is|was|has|had|weigh(?:s|ed)|costs?|will)\b)|"
        r"the (?:former|latter|others?|two|pair|duo|trio)(?= (?:is|are|was|were|has|have|had|will|"
        r"also|said)\b)|"
        r"(?:soon |shortly |immediately )?afterwards?|"
        r"subsequently|(?:later|earlier|previously|finally|again|now),|"
        r"(?:first|second|third|fourth|fifth|last)(?:ly)?[,:]",
        "de": r"deshalb|deswegen|daher|darum|somit|folglich|infolgedessen|demzufolge|"
        r"demgegenüber|dadurch|damit|daran|darauf(?:hin)?|daraus|davon|davor|dazu|dagegen|danach|"
        r"dafür|daneben|darüber|darunter|dann|denn|also|"
        rf"(?:da|so)(?= (?:{_VERBS_DE})\b)|aus diese[mn]|auf diese weise|infolge dessen|"
        r"in der folge|allerdings|jedoch|dennoch|trotzdem|gleichwohl|nichtsdestotrotz|hingegen|"
        r"indes(?:sen)?|vielmehr|stattdessen|im gegenzug|im gegen(?:teil|satz dazu)|"
        r"andererseits|demnach|zudem|ferner|überdies|darüber hinaus|hinzu kommt|"
        r"auch(?! (?:wenn|ohne|nach|im|in|am)\b)|ebenso|ebenfalls|gleichfalls|unterdessen|derweil|"
        r"währenddessen|inzwischen|mittlerweile|gleichzeitig|zugleich|zeitgleich|seither|seitdem|"
        r"zuvor|vorher|anschließend|später|nachher|"
        r"(?:kurz|wenig|bald) (?:darauf|danach|später)|letztlich|schließlich|immerhin|ohnehin|"
        r"zwar|und|oder|sondern|nämlich|tatsächlich|zum beispiel|beispielsweise|das heißt|"
        r"ansonsten|sonst|(?:erst|zweit|dritt|viert|letzt)ens|"
        r"hier(?:durch|mit|von|zu|für|bei|an|auf)|weder|"
        r"(?:jede[rs]?|beide|der eine|(?:der|die|das) andere|die anderen)(?= "
        r"(?:ist|sind|war|waren|hat|haben|hatten?|wird|werden|wurden?|soll|sollen|von ihnen)\b)",
        "fr": r"c['’]est (?:pourquoi|pour (?:cela|ça|cette raison)|ainsi|donc|alors)|pour "
        r"(?:cette|ces) raisons?|par conséquent|en conséquence|de ce fait|du coup|"
        r"ainsi(?! que\b)|dès lors(?! que\b)|donc|aussi(?! (?:bien|longtemps|loin)\b)|"
        r"cependant|toutefois|pourtant|néanmoins|en revanche|au contraire|par contre|"
        r"malgré (?:cela|tout)|pour autant|or|et|car|en outre|de plus(?! en\b)|par ailleurs|"
        r"d['’]ailleurs|de même|également|en effet|en fait|d['’]autre part|autrement dit|"
        r"par exemple|de (?:son|leur) côté|à (?:son|leur) tour|à l['’]inverse|ensuite|puis|"
        r"après (?:cela|quoi)|depuis lors|entre-?temps|pendant ce temps|"
        r"dans (?:le même temps|ces conditions|ce contexte)|au même moment|à ce moment|"
        r"enfin|finalement|parmi (?:eux|elles)|(?:résultat|conséquence) ?:|"
        r"ni|sinon|(?:premièrement|deuxièmement|troisièmement)|"
        r"en (?:premier|second|deuxième|troisième|dernier) lieu|"
        r"voilà pourquoi|d['’]où|là|chacune? d['’]e(?:ux|lles)|"
        r"(?:les deux|l['’]autre|les autres|chacune?)(?= (?:est|sont|a|ont|était|étaient|avait|"
        r"avaient|pèse)\b)",
        "es": r"por (?:eso|ello|esto|esta razón|este motivo|tanto|lo tanto|consiguiente|"
        r"el contrario|otro lado|otra parte|su parte|ejemplo)|en consecuencia|"
        r"como (?:resultado|consecuencia)(?! del?\b)|así(?! (?:como|es la|es el)\b)|de ahí|"
        r"de est[ea] (?:modo|forma|manera)|de es[ea] (?:modo|forma|manera)|entonces|luego|"
        r"después(?! del?\b)|tras (?:ello|esto|eso)|además(?! del?\b)|asimismo|también|tampoco|"
        r"igualmente|no obstante|aun así|(?:pese a|a pesar de|con) (?:ello|esto|eso|todo)|"
        r"en cambio|mientras tanto|entre ?tanto|al mismo tiempo|a su vez|en efecto|de hecho|"
        r"(?:en (?:primer|segundo|tercer|último) lugar|primero|segundo|tercero)[,:]|"
        r"es decir|o sea|y|pues|ni|finalmente|entre ell[oa]s|desde entonces|es[ao]s?|ese|"
        r"est[oa]s(?! (?:días|semanas|elecciones|fiestas|navidades)\b)|allí|ahí|"
        r"(?:amb[oa]s|cada un[oa]|el otro|la otra|l[oa]s otr[oa]s)(?= (?:de ell[oa]s|es|son|era|"
        r"eran|fue|fueron|ha|han|había|habían|pesa|cuesta)\b)",
        "it": r"tuttavia|però|eppure|ciononostante|nonostante ciò|malgrado ciò|"
        r"per quest[oa](?: motivo| ragione)?|(?:è|ecco) (?:per questo|perché)|perciò|pertanto|"
        r"quindi|dunque|di conseguenza|così(?! come\b)|inoltre|in più|oltre a ciò|anche(?! se\b)|"
        r"infatti|in effetti|del resto|d['’]altr(?:a parte|onde)|al contrario|invece(?! di\b)|"
        r"nel frattempo|intanto|allo stesso tempo|contemporaneamente|poi|"
        r"(?:in seguito|successivamente)(?! a\w*\b)|da allora|a (?:sua|loro) volta|"
        r"(?:in (?:primo|secondo|terzo|ultimo) luogo|primo|secondo|terzo)[,:]|"
        r"dal (?:canto|lato) suo|da parte sua|(?:ad|per) esempio|cioè|e|ed|né|insomma|altrimenti|"
        r"tra (?:loro|questi|queste)|di qui|infine|quest[ie]|quell[oaie]|lì|"
        r"(?:entramb[ie]|ciascun[oa]|ognun[oa]|gli altri|le altre|l['’]altr[oa])(?= (?:di loro|è|"
        r"sono|era|erano|ha|hanno|aveva|avevano|pesa|costa)\b)",
        "pt": r"por (?:isso|ess[ea] (?:motivo|razão)|outro lado|sua vez|exemplo)|portanto|"
        r"assim(?! (?:que|como)\b)|d[ea]ss[ea] (?:modo|forma|maneira)|dest[ea] (?:modo|forma)|"
        r"com isso|consequentemente|em consequência(?! d)|como resultado(?! d)|porém|contudo|"
        r"todavia|no entanto|entretanto|(?:mesmo|ainda) assim|apesar disso|além disso|também|"
        r"(?:em (?:primeiro|segundo|terceiro|último) lugar|primeiro|segundo|terceiro)[,:]|"
        r"tampouco|igualmente|da mesma forma|de fato|na verdade|aliás|ou seja|"
        r"depois(?! d)|em seguida|em resposta(?! a)|enquanto isso|ao mesmo tempo|"
        r"desde então|então|e|nem|pois|nesse|nessa|neste caso|entre el[ea]s|daí|isto|"
        r"finalmente|lá|(?:amb[oa]s|cada uma?|o outro|a outra|os outros|as outras)"
        r"(?= (?:del[ea]s|é|são|era|eram|foi|foram|tem|têm|tinha|pesa|custa)\b)",
        "nl": r"daarom|daardoor|dus|hierdoor|hiermee|hierop|hierbij|daarmee|daarbij|daarnaast|"
        r"daarna|daarop|daarvoor|daarvan|daarin|daartegenover|vandaar|toch|echter|niettemin|"
        r"desondanks|desalniettemin|bovendien|ook(?! (?:als|in|na)\b)|verder|eveneens|"
        r"intussen|ondertussen|inmiddels|tegelijk(?:ertijd)?|vervolgens|later|dan|"
        rf"(?:toen|zo|daar)(?= (?:{_VERBS_NL})\b)|zodoende|derhalve|immers|bijvoorbeeld|"
        r"integendeel|anderzijds|en|want|of|als gevolg (?:hiervan|daarvan)|om die reden|sindsdien|"
        r"ten (?:eerste|tweede|derde|slotte)|tenslotte|tot slot|uiteindelijk|zonder dat|dat|die",
        "ar": "ولذلك|لذلك|ولذا|لذا|وبالتالي|بالتالي|ومع ذلك|مع ذلك|ورغم ذلك|رغم ذلك|"
        "و?علاوة على ذلك|و?إضافة إلى ذلك|و?بالإضافة إلى ذلك|و?فضلا عن ذلك|و?في المقابل|"
        "و?من جهت(?:ه|ها|هم)|و?من جانب(?:ه|ها|هم)|و?في الوقت نفسه|و?في غضون ذلك|و?بعد ذلك|ثم|"
        "و?نتيجة لذلك|و?على سبيل المثال|و?بدور(?:ه|ها)|أيضا|أيضًا|غير أن|إلا أن|بيد أن|"
        "و?منذ ذلك الحين|و?في هذا السياق|و?على الرغم من ذلك|و?بناء على ذلك|عندئذ|حينها|هناك",
        "he": "לכן|לפיכך|על כן|משום כך|כתוצאה מכך|עם זאת|בכל זאת|למרות זאת|מנגד|לעומת זאת|"
        "בינתיים|במקביל|בנוסף(?! ל)|כמו כן|גם|לאחר מכן|אחר כך|מאז(?= ה?(?:יה|ם)|,)|מצד שני|לדוגמה|"
        "למשל|יתרה מכך|בשל כך|בעקבות זאת|שם",
        "hi": "इसलिए|इसीलिए|हालांकि|हालाँकि|फिर भी|फिर|मगर|परंतु|परन्तु|किंतु|किन्तु|साथ ही|वहीं|"
        "तब|तो|और|बाद में|दूसरी ओर|वहीं दूसरी ओर|इससे|इसमें|इसका|इसकी|इसने|इन|उन|उनमें|वहां|वहाँ|"
        "नतीजतन|परिणामस्वरूप|उदाहरण के लिए|ये|यही|ऐसे में",
        "sv": r"därför(?! att\b)|därmed|därefter|därtill|dessutom|däremot|trots det|ändå|"
        r"emellertid|samtidigt(?! som\b)|under tiden|också|även(?! om\b)|således|alltså|"
        r"följaktligen|till följd av det|sedan dess|i ?stället(?! för\b)|å andra sidan|"
        r"till exempel|och|så(?= (?:är|var|blir|blev|har|kan|ska)\b)|"
        r"då(?= (?:blev|var|hade|kom|är)\b)|"
        r"det (?:innebär|betyder|här|framgår|skriver|uppger|meddelar|säger)|senare,",
        "nb": r"derfor|dermed|deretter|dessuten|derimot|likevel|imidlertid|i mellomtiden|"
        r"samtidig(?! (?:som|med)\b)|også|således|altså|følgelig|som følge av dette|siden da|"
        r"i ?stedet(?! for\b)|på den andre siden|for eksempel|og|så|da(?= (?:ble|var|hadde|kom)\b)|"
        r"det (?:betyr|innebærer|opplyser|skriver|sier|melder)",
        "da": r"derfor|dermed|derefter|desuden|derimod|alligevel|dog|imidlertid|"
        r"samtidig(?! (?:med|som)\b)|i mellemtiden|imens|også|således|altså|følgelig|siden da|"
        r"i ?stedet(?! for\b)|til gengæld|for eksempel|og|så|da(?= (?:blev|var|havde|kom)\b)|"
        r"det (?:betyder|indebærer|oplyser|skriver|siger)",
        "fi": r"siksi|sen (?:vuoksi|takia|jälkeen|sijaan)|tämän (?:vuoksi|takia|jälkeen)|"
        r"tästä syystä|näin ollen|kuitenkin|silti|toisaalta|lisäksi|myös|samalla(?! kun\b)|"
        r"sillä välin|sitten|esimerkiksi|ja|joten|niinpä|he|siellä",
        "pl": r"dlatego(?!,? że\b)|z tego powodu|w związku z tym|w rezultacie,|tym samym|zatem|"
        r"więc|tak więc|toteż|jednakże|natomiast|mimo to|pomimo tego|niemniej|tymczasem|ponadto|"
        r"poza tym|co więcej|również|także|też|następnie|potem|po tym|od tego czasu|w tym czasie|"
        r"w międzyczasie|jednocześnie|z kolei|z drugiej strony|na przykład|wobec tego|i|a|bo|tam|"
        r"wtedy|ci|te",
        "cs": r"proto|z toho důvodu|tudíž|tedy|nicméně|přesto(?!,? že\b)|naopak|mezitím|zároveň|"
        r"kromě toho|navíc|také|rovněž|poté|potom|následně|od té doby|na druhou stranu|"
        r"například|a|i|takže|v důsledku toho|tím|tehdy|tam|ti|ta|to",
        "ro": r"de aceea|din (?:acest motiv|această cauză)|prin urmare|astfel|așadar|în consecință|"
        r"ca urmare(?! a\b)|totuși|cu toate acestea|în schimb|între timp|în același timp|totodată|"
        r"de asemenea|în plus(?! față\b)|apoi|ulterior|după aceea|de atunci|pe de altă parte|"
        r"de exemplu|și|iar|deci",
        "hu": r"ezért|emiatt|így|tehát|következésképpen|mindazonáltal|ennek ellenére|viszont|"
        r"közben|eközben|ezzel egy ?időben|ugyanakkor|továbbá|emellett|ezenkívül|szintén|ezután|"
        r"ezt követően|majd|azóta|másrészt|például|és|hiszen|ott",
        "tr": r"dolayısıyla|böylece|öte yandan|ayrıca|üstelik|yine de|buna rağmen|bununla birlikte|"
        r"bunun üzerine|aynı zamanda|daha sonra|ardından|sonra|o zamandan|örneğin|ve|çünkü|oysa|"
        r"halbuki|bunlar|böyle|orada",
        "ru": r"поэтому|из-за этого|вследствие этого|в результате(?= этого\b|,)|таким образом|итак|"
        r"следовательно|тем не менее|несмотря на это|тем временем|между тем|в то же время|"
        r"одновременно(?! с)|кроме того|помимо этого|к тому же|более того|также|тоже|затем|потом|"
        r"после этого|с тех пор|позже|с другой стороны|напротив|например|и|а|зато|то есть|"
        r"тогда|там|в свою очередь",
        "uk": r"тому(?!,? що\b)|через це|внаслідок цього|таким чином|отже|тим не менш|попри це|"
        r"незважаючи на це|тим часом|водночас|окрім того|крім того|до того ж|також|потім|"
        r"після цього|відтоді|згодом|з іншого боку|навпаки|наприклад|і|й|а|зате|тоді|там|"
        r"своєю чергою|у свою чергу",
        "el": r"γι['’΄] ?αυτό|για (?:αυτόν? τον?|τον?) λόγο(?: αυτόν?)?|επομένως|συνεπώς|"
        r"κατά συνέπεια|ως αποτέλεσμα|έτσι|παρ['’΄] ?όλα αυτά|παρόλα αυτά|εντούτοις|αντίθετα|"
        r"αντιθέτως|(?:εν τω|στο) μεταξύ|ταυτόχρονα|παράλληλα|επίσης|επιπλέον|εξάλλου|"
        r"στη συνέχεια|έπειτα|από τότε|από την άλλη|για παράδειγμα|και|τότε|εκεί",
        "fa": "بنابراین|از این رو|به همین دلیل|در نتیجه|با این حال|با وجود این|در عین حال|"
        "در همین حال|همچنین|علاوه بر این|سپس|پس از آن|از سوی دیگر|برای مثال|و",
        "id": r"(?:oleh )?(?:karena|sebab) itu|akibatnya|dengan demikian|maka|"
        r"(?:meski|walau)(?:pun)? (?:demikian|begitu)|sebaliknya|sementara itu|di sisi lain|"
        r"selain itu|di samping itu|kemudian|lalu|setelah itu|sejak itu|misalnya|dan|jadi|bahkan",
    }
)
"""By language, what may stand in front, as a pattern; a word ends behind it."""

SPACELESS = (
    r"したがって|従って、|よって、|ゆえに|だから|ですが、|ところが|けれども|ただし|ただ、|でも、|なお、|"
    r"さらに|加えて|すると|そして|同時に|結果、|例えば|たとえば|つまり|すなわち|むしろ|同様に|続いて|"
    r"とはいえ|にもかかわらず|"
    r"因此|所以|于是|於是|因而|从而|可是|尽管如此|儘管如此|与此同时|與此同時|同时[，,]?|同時|此外|"
    r"另外|而且|并且|同样|随后|隨後|之后|之後|此后|此後|其后|接着|接著|然后|然後|例如|比如|相反|"
    r"换言之|对此|對此|为此|為此|据此|其中|该|該|结果，|"
    r"따라서|그래서|그러므로|그런데|그럼에도|그렇지만|반면|한편|또한|또 |또,|게다가|아울러|이에 |"
    r"이 때문에|이 밖에|이어 |이후 |그 후|그 뒤|그 결과|예를 들어|즉,|다만|동시에|결국"
)
"""The same in Japanese, Chinese and Korean, for all languages: their scripts tell them apart."""
