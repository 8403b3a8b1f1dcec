"""Names of months, of days of the week and of days beside today, in the languages of newsrooms."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from typing import Final

_WIDE: Final = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie "
    "decembrie",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar-DZ": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar-LB": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني "
    "كانون_الأول",
    "he": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "he-2": "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    "hu": "január február március április május június július augusztus szeptember október "
    "november december",
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември",
    "el": "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου "
    "οκτωβρίου νοεμβρίου δεκεμβρίου",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta "
    "syyskuuta lokakuuta marraskuuta joulukuuta",
    "hr": "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada "
    "studenoga prosinca",
    "sk": "januára februára marca apríla mája júna júla augusta septembra októbra novembra "
    "decembra",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio "
    "lapkričio gruodžio",
    "lv": "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris "
    "novembris decembris",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november "
    "detsember",
    "sl": "januar februar marec april maj junij julij avgust september oktober november december",
    "sr": "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar",
    "sr-Cyrl": "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
    "is": "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "hi": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "bn": "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "bn-2": "জানুয়ারী ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই অগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
}
_SHORT: Final = {
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "de": "jän feb mrz apr mai jun jul aug sept okt nov dez",
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "pl": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "ru": "янв февр мар апр мая июн июл авг сент окт нояб дек",
    "ru-2": "янв фев мар апр май июн июл авг сен окт ноя дек",
    "tr": "oca şub mar nis may haz tem ağu eyl eki kas ara",
    "el": "ιαν φεβ μαρ απρ μαΐ ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
    "hu": "jan febr márc ápr máj jún júl aug szept okt nov dec",
    "ro": "ian feb mar apr mai iun iul aug sept oct nov dec",
    "ar": "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
    "hi": "जन फ़र मार्च अप्रैल मई जून जुल अग सित अक्टू नव दिस",
    "hi-2": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्तूबर नवम्बर दिसम्बर",
}


def _unaccented(words: str) -> str:
    """Greek words as capitals write them."""
    plain = unicodedata.normalize("NFD", words)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


_OTHER: Final = {"jänner": 1, "mär": 3, "fév": 2, "agu": 8, "des": 12}
MONTHS: Final = {
    **_OTHER,
    **{
        name.replace("_", " "): at
        for names in (*_SHORT.values(), *_WIDE.values(), _unaccented(_WIDE["el"]))
        for at, name in enumerate(names.split(), 1)
    },
}
TWO_MONTHS: Final = {"listopada": (10, 11)}
"""Names of a month here and of another one there: October in Croatian, November in Polish."""

MONTH: Final = r"(?:(?:كانون|تشرين)\s+[^\W\d_]+|[^\W\d_][^\s\d.,;|/()॰\u2013\u2014-]*)"
"""A pattern of what may be a month's name: marks of Devanagari are no letters to `re`."""

_DAYS: Final = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs "
    "fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim "
    "lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira seg ter qua qui sex "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo "
    "poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz "
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс "
    "понеділок вівторок середа пʼятниця субота неділя нд "
    "måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tors fre lör sön "
    "mandag tirsdag lørdag søndag tirs lør søn pondělí úterý středa čtvrtek pátek neděle "
    "hétfő kedd szerda csütörtök péntek szombat vasárnap "
    "понеделник вторник сряда четвъртък петък събота неделя "
    "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή δευ τρί τετ πέμ παρ σάβ κυρ "
    "παρασκευη σαββατο κυριακη δευτερα τριτη τεταρτη πεμπτη ti ke to pe la su "
    "maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina "
    "thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy chủ_nhật "
    "pzt sal çar per cum cmt paz "
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar "
    "senin selasa rabu kamis jumat sabtu minggu "
    "luni marți miercuri joi vineri sâmbătă duminică "
    "יום_ראשון יום_שני יום_שלישי יום_רביעי יום_חמישי יום_שישי יום_שבת "
    "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد "
    "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार सोम मंगल बुध गुरु शुक्र शनि रवि "
    "রবিবার সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার"
)
_ANY_DAY: Final = "|".join(
    re.escape(day).replace("_", r"\s") for day in sorted(set(_DAYS.split()), key=len)[::-1]
)
WEEKDAY: Final = re.compile(rf"^(?:{_ANY_DAY})\.?[\s,،]+")
LAST_WEEKDAY: Final = re.compile(rf"[\s,،]+(?:{_ANY_DAY})\.?$")
_TODAY: Final = (
    "today heute aujourd'hui aujourd\u2019hui hoy oggi hoje vandaag dziś dzisiaj сегодня сьогодні "
    "idag i_dag bugün astăzi היום اليوم आज 今日 今天 오늘 hôm_nay tänään σήμερα dnes днес avui "
    "danas hari_ini วันนี้ امروز täna šiandien šodien"
)
_YESTERDAY: Final = (
    "yesterday gestern hier ayer ieri ontem gisteren wczoraj вчера вчора igår i_går včera dün "
    "אתמול أمس 昨日 昨天 어제 hôm_qua eilen χθες ahir jučer tegnap kemarin เมื่อวาน دیروز eile vakar"
)
BESIDE: Final = {
    name.replace("_", " "): timedelta(days=days)
    for days, names in enumerate((_TODAY, _YESTERDAY))
    for name in names.split()
}
"""Names of days, and how long before today they lie."""

_WEEKS: Final = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
)
WEEK: Final = {day: at for days in _WEEKS for at, day in enumerate(days.split())}
"""Days of the week by their names, Monday first."""

_ANY_OF_WEEK: Final = "|".join(WEEK)
LAST_DAY: Final = re.compile(
    r"^(?:(?:last|(?:am )?(?:letzte|vergangene)[nrs]?|afgelopen|vorige|lo scorso|la scorsa)"
    rf"\s+(?P<day>{_ANY_OF_WEEK})"
    rf"|(?:el\s+)?(?P<other>{_ANY_OF_WEEK})\s+(?:dernier|pasado|scors[oa]|passad[oa]))(?!\w)"
)
"""A day of the week that has passed last, as "last Tuesday" or "mardi dernier"."""
