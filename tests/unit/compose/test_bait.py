"""Clickbait in the languages that it is known in, and sober headlines that begin alike."""

from __future__ import annotations

import pytest

from digest.compose.bait import is_bait

BAIT = """
    Never rinse these mushrooms before you cook them
    Viewers are going wild over the minister's hat
    We have been cutting onions the whole time wrong
    What happens to your skin when you swim in winter
    Diese eine Zutat macht jeden Kuchen besser
    Diese Pilze sollten Sie auf keinen Fall waschen
    Drei Fehler, die fast jeder beim Lüften macht
    Sie öffnet die Kiste und traut ihren Augen nicht
    Ne jetez jamais ces épluchures
    Quatre erreurs que tout le monde fait en hiver
    Ce geste simple que vous oubliez tous les soirs
    Il ouvre le coffre et n'en croit pas ses yeux
    Nunca tires estas bolsas a la basura
    Tres errores que cometes al lavar el coche
    Non buttate mai queste bucce
    Errori che fai con il forno
    لا ترم هذه القشور بعد اليوم
    أخطاء نرتكبها في غسل الملابس
    WATCH: Moment bridge collapses into river
    VIDEO: Mayor falls off stage
    This is how your council wastes money
    You'll never guess who runs the ferry now
    Shocking footage shows ferry disaster
    The real reason the mayor left
    The one thing the minister forgot
    The internet is losing it over this dog
    Mind-blowing video of the storm
    😱 Ferry sinks off Tessa
    Ferry sinks off Tessa 🔥🔥
    12 stunning photos of the eclipse
    21 times politicians got it wrong
    Why you should never drink this tea
    Can you spot the error in this budget
    The secret to long life
    What the mayor said will leave you speechless
    So that's why the ferry was late
    Not what you think: the new tax
    Warum das Brot teurer wird, erfahren Sie hier
    Deshalb sollten Sie heute tanken
    So reagiert der Bürgermeister
    So sparen Sie Steuern
    Dieser Trick hilft gegen Kälte
    Was dann passierte, überrascht alle
    Was dann passiert, ist unglaublich
    Schockierende Bilder aus Ostwick
    Kaum zu glauben, was der Richter sagte
    Das ist der wahre Grund für den Rücktritt
    Der wahre Grund für den Rücktritt
    Die Wahrheit über Ihr Brot
    Das sagt der Bürgermeister zum Streik
    Das steckt hinter dem Streik
    Das müssen Sie jetzt wissen
    Wahnsinn! Fähre rammt Pier
    VIDEO - Das Unglück von Ostwick
    C'est pourquoi le pain est plus cher
    Pourquoi il ne faut jamais boire ce thé
    Vous ne devinerez jamais qui a gagné
    Incroyable : un chien sauve un enfant
    La vraie raison du départ du maire
    La raison pour laquelle le maire est parti
    Ce qu'il s'est passé ensuite est incroyable
    Choquant : les images du ferry
    Cette astuce va changer votre vie
    5 aliments à ne jamais manger
    Attention, ne faites surtout pas ça
    Personne ne s'attendait à cela
    Así quedó el puente tras la tormenta
    Así reaccionó el alcalde
    Así es la nueva casa del alcalde
    Esta es la razón por la que sube el pan
    Por esto sube el pan
    Por qué deberías dejar de tomar té
    No creerás lo que hizo el alcalde
    No podrás creer lo que hizo el alcalde
    Nunca adivinarás quién ganó
    Impactante: las imágenes del ferry
    Lo que pasó después te dejará sin palabras
    La verdadera razón de la salida del alcalde
    Mira el momento en que cae el puente
    5 alimentos que no debes comer
    El truco que te hará ahorrar
    Esto es todo lo que se sabe
    Qué se sabe del accidente
    Così il sindaco ha reagito
    Così è crollato il ponte
    Ecco chi ha vinto
    Ecco quando tornerà il sole
    Ecco i nomi dei vincitori
    Perché non dovresti mai bere questo tè
    Incredibile: cane salva bambino
    Quello che è successo dopo è incredibile
    Il vero motivo delle dimissioni
    Shock a Ostwick, ecco cosa è successo
    Vi lascerà senza parole
    Guarda il video del crollo
    É por isso que o pão está mais caro
    Veja quem ganhou o prêmio
    Você não vai acreditar no que o prefeito fez
    Não vai acreditar no que aconteceu
    O que aconteceu depois vai te surpreender
    A verdadeira razão da saída do prefeito
    Inacreditável: cão salva criança
    Descubra quem ganhou
    5 alimentos que você nunca deve comer
    Je raadt nooit wie er won
    Dit is de reden dat brood duurder wordt
    Zo reageerde de burgemeester
    Ongelooflijk: hond redt kind
    Met deze truc bespaar je belasting
    Nie uwierzysz, co zrobił burmistrz
    Oto dlaczego chleb drożeje
    To musisz wiedzieć o strajku
    Musisz to zobaczyć
    Co stało się potem, zaskoczyło wszystkich
    Szokujące nagranie z promu
    5 rzeczy, które musisz wiedzieć
    Du kommer inte tro vad borgmästaren gjorde
    Därför blir brödet dyrare
    Här är anledningen till att brödet blir dyrare
    Så reagerade borgmästaren
    Det här behöver du veta om strejken
    5 saker du behöver veta
    Du vil ikke tro, hvad borgmesteren gjorde
    Derfor bliver brødet dyrere
    Her er grunden til, at brødet bliver dyrere
    Så vild er den nye havn
    Det skal du vide om strejken
    Du vil ikke tro hva ordføreren gjorde
    Derfor blir brødet dyrere
    Dette må du vite om streiken
    Slik reagerte ordføreren
    5 ting du må vite
    Belediye başkanının yaptığına inanamayacaksınız
    İşte ekmeğin pahalanma nedeni
    İşte o anlar
    Meğer sebebi buymuş
    Herkes bunu konuşuyor
    Görenler şaştı kaldı
    Bilmeniz gereken 5 şey
    Вы не поверите, что сделал мэр
    Вот почему подорожал хлеб
    Вот что известно о забастовке
    Что произошло дальше, шокировало всех
    Шок: паром затонул
    Врачи ненавидят этот способ
    5 вещей, которые нужно знать
    Всё, что нужно знать о забастовке
    Названа причина отставки мэра
    Стало известно, кто победил
    Δεν θα πιστέψετε τι έκανε ο δήμαρχος
    Να γιατί ακρίβυνε το ψωμί
    Δείτε τι έκανε ο δήμαρχος
    Αυτός είναι ο λόγος που ακρίβυνε το ψωμί
    5 πράγματα που πρέπει να ξέρετε
    Σοκ: βυθίστηκε το πλοίο
    لهذا السبب ارتفع سعر الخبز
    شاهد لحظة سقوط الجسر
    شاهد.. لحظة سقوط الجسر
    صادم: ما فعله رئيس البلدية
    5 أشياء يجب أن تعرفها
    إليكم ما حدث
    لن تتخيل ما فعله رئيس البلدية
    सच जानकर हैरान रह जाएंगे आप
    आप यकीन नहीं करेंगे मेयर ने क्या किया
    जानिए क्यों महंगी हुई रोटी
    देखें वीडियो: पुल गिरने का पल
    जानें क्या है पूरा मामला
    ये 5 बातें जरूर जान लें
    वजह जानकर चौंक जाएंगे
    衝撃の結末が話題に
    知らないと損する5つのこと
    まさかの理由とは
    その理由とは
    驚きの結果に
    閲覧注意の動画
    您绝对想不到市长做了什么
    震惊!渡轮沉没
    不看后悔
    原因竟是这个
    网友都惊呆了
    당신은 믿지 못할 것이다
    충격적인 이유
    알아야 할 5가지
    לא תאמינו מה ראש העיר עשה
    הנה הסיבה שהלחם התייקר
    כל מה שצריך לדעת על השביתה
    5 דברים שצריך לדעת
    Anda tidak akan percaya apa yang dilakukan walikota
    Ini dia penyebab kapal tenggelam
"""

SOBER = """
    Never again, say survivors at the memorial
    What happened at the port on Friday
    Die Partei will diese eine Stimme nicht verlieren
    Le ministre ne fait plus partie du gouvernement
    Los errores que llevaron al hundimiento del ferri
    لا تزال المفاوضات جارية في جنيف
    Watchmaker closes plant in Velden
    Watchdog fines bank
    Video games maker cuts 300 jobs
    People can now vote by post
    The reason given was fog, the captain said
    Shocking defeat for Rovers in cup final
    Thus ends the reign of King Olaf
    Mayor: 'This shocking failure must end'
    Why not: three parties say no to coalition
    Experts hate crime law review ends
    So viele Tote wie nie auf den Straßen
    So groß ist der Schaden nicht, sagt Versicherer
    Unglaubliche Rettung nach drei Tagen
    Wahrheitskommission nimmt Arbeit auf
    Deshalb-Prozess geht in die dritte Woche
    Video-Dienst erhöht die Preise
    Trickbetrüger in Ostwick gefasst
    Voiciville élit son maire
    Incroyable Hulk de retour au cinéma
    Asian markets fall
    Asían dos años de cárcel
    Así como su padre, Vega deja el Senado
    Cosenza, crolla il ponte
    Cosimo Rossi nuovo sindaco
    Così fan tutte apre la stagione
    Ecco il Milan: battuta la Roma 2-0
    Veja volta às bancas
    Confiança do consumidor cai
    Zoetermeer krijgt nieuwe brug
    Daarlerveen stemt tegen windpark
    Szokoladenfabrik schließt
    Tak dla reformy: Sejm przyjął ustawę
    Oto Hansen vinner gull
    Såg dödade man i Larmont
    Derforce vinder pokalen
    Slik Road reopens to trade
    Seine steigt über die Ufer
    Işık okulu kapandı
    Şoke ekonomi: lira düştü
    Вотум недоверия правительству
    Шоколад подорожал на 20 процентов
    Названы лауреаты премии
    Δείτης λογαριασμός
    Ναι στη συμφωνία από τη Βουλή
    شاهد عيان يروي لحظة الانفجار
    شاهدة على الجريمة تدلي بأقوالها
    الحكومة تتعرف على الضحايا
    צפון הארץ: שריפות ביער
    देखभाल केंद्र बंद होगा
    参院選2025選挙区で与野党接戦
    日本代表10選手がけが
    核爆発の衝撃波を観測
    중앙은행, 금리 동결
    충격파 치료 건보 적용
    미국발 충격에 증시 하락
    震惊全国的爆炸案开庭
    市长辞职
    Three mistakes cost Rovers the cup
    5 times champion Falk retires
    Four times more cases than in May
    Hal Jordan wins Oscar
    10 yolcu öldü
    7 halls burn in Larmont
    Ini Kamoze dies at 60
    Seeing is believing, say voters
    Se abre juicio contra el alcalde
    Derby ends in a draw
    Sådant ljus har aldrig setts i norr
    Merkel wird nicht glauben, was der Bericht sagt
"""


def lines(text):
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("headline", lines(BAIT))
def test_what_hides_its_news_or_orders_to_look_is_bait(headline):
    assert is_bait(headline)


@pytest.mark.parametrize("headline", lines(SOBER))
def test_what_only_begins_alike_is_none(headline):
    assert not is_bait(headline)
