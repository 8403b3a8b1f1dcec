"""Turkish and Greek words that speak for a topic: see topic_words.py.

Data alone, drawn from no corpus. Forms are listed that have no stem in common.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["GREEK", "TURKISH"]

TURKISH: Mapping[str, str] = MappingProxyType(
    {
        "World": """
            savaş savaşı savaşın çatışma çatışmalar çatışıyor asker askerler ordu ordusu silah
            silahlı ateşkes füze füzesi füzeler dron saldırı saldırısı saldırıda bomba bombalı
            patlama terör terörist isyancı isyancılar rehine rehineler ölü öldü ölen yaralı
            yaralandı kurban deprem depremde sel seller kasırga tsunami yanardağ heyelan yangın
            yangını itfaiye kurtarma enkaz enkazı mahsur kayıp tahliye mülteci mülteciler göçmen
            göçmenler sınır sınırda büyükelçi büyükelçilik diplomat barış müzakere yaptırım
            birleşmiş milletler nato darbe kremlin moskova rusya ukrayna kiev israil gazze filistin
            filistinli suriye iran ırak uçak düştü gemi battı kıtlık sivil protesto protestolar
        """,
        "Politics": """
            hükümet hükümeti bakan bakanı bakanlar başbakan cumhurbaşkanı meclis meclisi tbmm
            milletvekili milletvekilleri parti partisi muhalefet iktidar koalisyon seçim seçimler
            seçimi seçmen oy oyu oylama sandık aday adayı adaylar belediye başkanı vali yasa yasası
            kanun tasarı tasarıya teklif anayasa referandum bütçe istifa istifası kampanya anket
            kabine politika politikası politik
        """,
        "Business": """
            şirket şirketi şirketin şirketler kâr kârı zarar ciro gelir çeyrek hisse hisseler
            hisseleri borsa borsada yatırımcı yatırım ekonomi ekonomist banka bankası bankanın
            merkez faiz faizi enflasyon enflasyonu fiyat fiyatlar zam maaş ücret asgari sendika
            grev işçi işçiler işçiyi istihdam işsizlik ihracat ithalat ticaret gümrük
            birleşme iflas fabrika fabrikası mağaza müşteri milyar milyon lira dolar euro büyüme
            durgunluk petrol vergi sipariş üretim sanayi piyasa
        """,
        "Technology": """
            teknoloji teknolojisi bilgisayar yazılım yazılımı uygulama uygulaması internet
            internetsiz ağ telefon telefonu akıllı sunucu sunucuya veri veriler verilerini hacker
            korsan korsanlar siber sızıntı şifre şifreleri şifrelerini gizlilik yapay zeka
            algoritma sohbet çip işlemci robot robotlar kullanıcı kullanıcılar platform tarayıcı
            site oyun konsol google apple microsoft dijital geliştirici cihaz
        """,
        "Science": """
            bilim bilimsel araştırmacı araştırmacılar araştırma araştırması üniversite
            üniversitenin laboratuvar keşif keşfetti keşfedildi biyolog fizikçi gökbilimci
            gökbilimciler astronom uzay uzaya uydu roket teleskop gezegen asteroit asteroide yıldız
            yıldızlar mars kuyruklu galaksi fosil dinozor iskelet kemik kemikler arkeolog kazı dna
            gen genler tür türü hayvan bitki iklim ısınma emisyon buzul okyanus deney parçacık
            dergi evrim genetik protein
        """,
        "Health": """
            hastane hastanesi hastaneler doktor doktorlar hekim hemşire hemşireler hasta hastalar
            hastaların hastalık hastalığı virüs grip aşı aşısı aşılama enfeksiyon vaka salgın
            pandemi kanser tümör tümörü kalp krizi felç diyabet demans ilaç ilacı ilaçlar tedavi
            tedavisi terapi ameliyat belirti belirtileri sağlık sağlığı obezite sigara depresyon
            gebelik kan zatürre klinik eczane
        """,
        "Culture": """
            film filmi filmin yönetmen oyuncu oyuncusu sinema dizi dizisi roman romanı kitap kitabı
            kitabını yazar yazarı şair edebiyat şiir müze müzesi sergi sergisi tablo tabloyu sanat
            sanatçı ressam ressamın heykel müzik şarkı şarkıcı albüm konser konseri orkestra opera
            tiyatro oyunu dans bale festival festivali kültür gala ödül jüri televizyon
        """,
        "Sport": """
            maç maçı maçtan futbol futbolcu takım takımı kulüp teknik direktör antrenör kaleci gol
            golü forvet defans hakem penaltı penaltılarla kupa kupası kupayı final finalde yarı lig
            ligi süper şampiyon şampiyona şampiyonası turnuva madalya madalyası altın gümüş bronz
            olimpiyat güreş güreşçi halter basketbol voleybol tenis yüzücü atlet atletizm koşu
            yarış formula rekor taraftar stadyum galibiyet mağlubiyet sezon milli oyuncularını
        """,
    }
)

GREEK: Mapping[str, str] = MappingProxyType(
    {
        "World": """
            πόλεμος πολέμου πόλεμο σύγκρουση συγκρούσεις συγκρούεται μάχες στρατός στρατού
            στρατιώτες στρατιώτης όπλα εκεχειρία πύραυλος πύραυλοι πυραύλων drones επίθεση
            επιθέσεις βόμβα έκρηξη τρομοκράτες τρομοκρατία αντάρτες όμηροι νεκροί νεκρός τραυματίες
            θύματα σεισμός σεισμό πλημμύρα πλημμύρες τυφώνας τσουνάμι ηφαίστειο κατολίσθηση
            πυρκαγιά πυρκαγιές πυροσβέστες διασώστες ερείπια επιζώντες αγνοούμενοι εκκένωση
            πρόσφυγες μετανάστες σύνορα πρεσβεία πρέσβης διπλωμάτες ειρήνη διαπραγματεύσεις
            κυρώσεις οηε νατο πραξικόπημα κρεμλίνο μόσχα ρωσία ουκρανία κίεβο ισραήλ γάζα
            παλαιστίνιοι συρία ιράν ιράκ ναυάγιο αεροπλάνο λιμός άμαχοι
        """,
        "Politics": """
            κυβέρνηση κυβέρνησης υπουργός υπουργού υπουργοί πρωθυπουργός πρωθυπουργού βουλή βουλής
            βουλευτής βουλευτές κόμμα κόμματα κόμματος αντιπολίτευση συνασπισμός εκλογές εκλογών
            κάλπες ψηφοφόροι ψήφος ψήφισε ψηφοφορία υποψήφιος υποψήφιο υποψήφιοι πρόεδρος δήμαρχος
            περιφερειάρχης νόμος νόμο νομοσχέδιο τροπολογία σύνταγμα δημοψήφισμα προϋπολογισμός
            παραίτηση παραιτήθηκε ανασχηματισμός δημοσκόπηση συριζα πασοκ
        """,
        "Business": """
            εταιρεία εταιρείας εταιρείες επιχείρηση επιχειρήσεις κέρδη κερδών ζημίες έσοδα τζίρος
            τρίμηνο μετοχή μετοχές μετόχων χρηματιστήριο επενδυτές επενδύσεις οικονομία
            οικονομολόγοι τράπεζα τράπεζας τράπεζες επιτόκιο επιτόκια πληθωρισμός πληθωρισμό τιμές
            μισθός μισθοί μισθών αυξήσεις συνδικάτο συνδικάτα απεργία εργαζόμενοι εργαζομένους
            απολύσεις απολύει ανεργία εξαγωγές εισαγωγές εμπόριο δασμοί εξαγορά συγχώνευση πτώχευση
            εργοστάσιο εργοστάσια καταστήματα καταναλωτές δισεκατομμύρια εκατομμύρια ευρώ δολάριο
            ανάπτυξη αεπ ύφεση πετρέλαιο φόρος φόροι παραγγελίες αγορά
        """,
        "Technology": """
            τεχνολογία τεχνολογίας υπολογιστής υπολογιστές λογισμικό εφαρμογή εφαρμογές διαδίκτυο
            ίντερνετ δίκτυο κινητό κινητά τηλέφωνο διακομιστής διακομιστή δεδομένα χάκερ
            κυβερνοεπίθεση διαρροή κωδικός κωδικό ιδιωτικότητα τεχνητή νοημοσύνη αλγόριθμος τσιπ
            επεξεργαστής ρομπότ χρήστης χρήστες πλατφόρμα ιστοσελίδα παιχνίδι κονσόλα google apple
            microsoft ψηφιακή ψηφιακός προγραμματιστές συσκευή
        """,
        "Science": """
            επιστήμονες επιστήμη ερευνητές έρευνα έρευνας μελέτη πανεπιστήμιο πανεπιστημίου
            εργαστήριο ανακάλυψη ανακάλυψαν βιολόγοι φυσικοί αστρονόμοι αστρονόμος διάστημα
            διαστημόπλοιο διαστημικό πύραυλος δορυφόρος τηλεσκόπιο πλανήτης πλανήτες αστεροειδής
            αστεροειδή αστέρια σελήνη άρης κομήτης γαλαξίας απολίθωμα δεινόσαυρος δεινοσαύρου
            σκελετός σκελετό οστά αρχαιολόγοι ανασκαφή dna γονίδια είδος ζώα φυτά κλίμα κλιματική
            υπερθέρμανση εκπομπές παγετώνας ωκεανός πείραμα σωματίδια περιοδικό εξέλιξη
        """,
        "Health": """
            νοσοκομείο νοσοκομεία γιατρός γιατροί γιατρούς νοσηλευτές νοσηλεύτρια ασθενής ασθενείς
            ασθένεια νόσος ιός γρίπη εμβόλιο εμβόλια εμβολιασμός εμβολιασμό λοίμωξη κρούσματα
            επιδημία πανδημία καρκίνος καρκίνο όγκος όγκο έμφραγμα εγκεφαλικό διαβήτης άνοια
            φάρμακο φάρμακα θεραπεία εγχείρηση συμπτώματα υγεία υγείας παχυσαρκία κάπνισμα
            κατάθλιψη εγκυμοσύνη αίμα πνευμονία κλινική φαρμακείο
        """,
        "Culture": """
            ταινία ταινίες σκηνοθέτης ηθοποιός ηθοποιοί σινεμά κινηματογράφος σειρά μυθιστόρημα
            βιβλίο βιβλία συγγραφέας ποιητής λογοτεχνία ποιήματα μουσείο μουσεία έκθεση πίνακας
            πίνακα πίνακες τέχνη τέχνης καλλιτέχνης ζωγράφος ζωγράφου γλυπτό μουσική τραγουδιστής
            τραγουδίστρια συγκρότημα άλμπουμ συναυλία συναυλίες ορχήστρα όπερα θέατρο παράσταση
            χορός μπαλέτο φεστιβάλ πολιτισμός πρεμιέρα βραβείο
        """,
        "Sport": """
            αγώνας αγώνα αγώνες ποδόσφαιρο ποδοσφαιριστής ομάδα ομάδας σύλλογος προπονητής παίκτης
            παίκτες τερματοφύλακας γκολ επιθετικός αμυντικός διαιτητής πέναλτι κύπελλο κυπέλλου
            τελικός τελικό ημιτελικός πρωτάθλημα πρωταθλητής πρωταθλήτρια τουρνουά μετάλλιο
            μετάλλια χρυσό ασημένιο χάλκινο ολυμπιακοί ολυμπιάδα κολύμβηση κολυμβητής κολυμβήτρια
            τένις μπάσκετ βόλεϊ στίβος δρομέας ρεκόρ φίλαθλοι γήπεδο νίκη ήττα σεζόν εθνική σουτ
        """,
    }
)
