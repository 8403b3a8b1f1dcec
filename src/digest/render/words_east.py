"""The chrome in Arabic, Hebrew, Hindi and Japanese.

Data alone; what is lacking is said in English. See words_west.py for the form.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping

ARABIC: Mapping[str, str] = MappingProxyType(
    {
        "stories_zero": "لا أخبار",
        "stories_one": "خبر واحد",
        "stories_two": "خبران",
        "stories_few": "{n} أخبار",
        "stories_many": "{n} خبرًا",
        "stories_other": "{n} خبر",
        "sources_one": "مصدر مستقل واحد",
        "sources_two": "مصدران مستقلان",
        "sources_few": "{n} مصادر مستقلة",
        "sources_many": "{n} مصدرًا مستقلًا",
        "sources_other": "{n} مصدر مستقل",
        "minutes": "قراءة {n} د",
        "comma": "، ",
        "colon": ": ",
        "also": "نشرته أيضًا:",
        "and_more": "و{n} غيرها",
        "update": "جديد.",
        "told": "نشرنا في {day}: {headline}",
        "new_from": "الجديد من {source}.",
        "photo": "تصوير",
        "subscription": "للمشتركين",
        "by_model": "ملخص كتبته آلة ({model})",
        "best_of": "أهم ما في سبعة أيام",
        "why_you": "تصلك {title} لأنك اشتركت عبر {host}.",
        "archive": "الأعداد السابقة",
        "read_web": "اقرأ على الويب",
        "shortened": "اختُصرت هذه الرسالة لتتّسع. النشرة كاملة على صفحة الويب.",
        "sections": "الأقسام",
        "other_topic": "أخبار أخرى",
        "preferences": "تعديل ما يصلك",
        "fewer": "أخبار أقل عن:",
        "mute": "إخفاء هذا المصدر",
        "unsubscribe_from": "إلغاء الاشتراك في {title}",
        "paid": "برعاية {name}",
        "as_of": "حتى {when}",
        BlockKind.GREETING: "من هيئة التحرير",
        BlockKind.WHY: "لماذا يهمّ",
        BlockKind.FIGURE: "رقم اليوم",
        "quote": "اقتباس",
        BlockKind.AGENDA: "أجندة اليوم",
        BlockKind.DATA: "بالأرقام",
        BlockKind.SPONSOR: "محتوى برعاية",
        BlockKind.CORRECTION: "تصحيح",
        BlockKind.SO_FAR: "القصة حتى الآن",
        BlockKind.VOICES: "كيف عنونه الآخرون",
        BlockKind.BACKGROUND: "خلفية",
        BlockKind.LEFT_OUT: "ما لم يتسع له المكان اليوم",
        "hello": "مرحبًا {name}،",
        "confirm_subject": "يرجى التأكيد: {title}",
        "confirm_title": "بقيت خطوة واحدة",
        "confirm_text": (
            "طلب أحدهم إرسال {title} إلى هذا العنوان. إن كنت أنت فأكّد الطلب؛ "
            "وإلى أن تفعل لن نرسل شيئًا."
        ),
        "confirm_button": "نعم، أرسلوا إليّ {title}",
        "confirm_not_you": "لست أنت؟ لا تفعل شيئًا. لن تسمع منا مجددًا، وسيُنسى العنوان.",
        "confirm_days_one": "الرابط صالح ليوم واحد.",
        "confirm_days_two": "الرابط صالح ليومين.",
        "confirm_days_few": "الرابط صالح لمدة {n} أيام.",
        "confirm_days_many": "الرابط صالح لمدة {n} يومًا.",
        "confirm_days_other": "الرابط صالح لمدة {n} يوم.",
        "open_address": "إن لم يعمل الزر فافتح هذا العنوان:",
        "welcome_subject": "أهلًا بك في {title}",
        "welcome_title": "أهلًا بك",
        "welcome_text": "أنت مشترك الآن في {title} ابتداءً من العدد القادم.",
        "welcome_when": "موعد الإرسال: {days}، {time}.",
        "welcome_sender": (
            "تصلك من {address}. إضافة العنوان إلى جهات اتصالك تقلل احتمال عدّها بريدًا مزعجًا."
        ),
        "welcome_leave": "يمكنك المغادرة متى شئت: الرابط في نهاية كل عدد.",
        "moved_subject": "تم تغيير عنوانك في {title}",
        "moved_title": "تم تغيير عنوانك",
        "moved_text": "من الآن تصل {title} إلى {address}. إن كنت أنت من غيّره فلا حاجة إلى فعل شيء.",
        "moved_not_you": (
            "لست أنت؟ استعد عنوانك إذن. بعدها تتوقف روابط الرسائل السابقة عن العمل، "
            "فلا يستخدمها أحد غيرك."
        ),
        "moved_button": "أعيدوا عنواني",
        "moved_ask": "يجيبك شخص على {address}.",
        "goodbye_subject": "لقد غادرت {title}",
        "goodbye_title": "إلى اللقاء",
        "goodbye_text": "لم تعد مشتركًا في {title}. هذه آخر رسالة تصلك منها.",
        "goodbye_back": "هل كان ذلك خطأ؟ أهلًا بك في أي وقت.",
        "goodbye_button": "اشترك من جديد",
        "system_why": "تصلك هذه الرسالة وحدها بسبب طلب قُدّم عبر {host}.",
    }
)

HEBREW: Mapping[str, str] = MappingProxyType(
    {
        "stories_one": "ידיעה אחת",
        "stories_two": "שתי ידיעות",
        "stories_other": "{n} ידיעות",
        "sources_one": "מקור בלתי תלוי אחד",
        "sources_two": "שני מקורות בלתי תלויים",
        "sources_other": "{n} מקורות בלתי תלויים",
        "minutes": "{n} דק׳ קריאה",
        "comma": ", ",
        "colon": ": ",
        "also": "דיווחו גם:",
        "and_more": "ועוד {n}",
        "update": "עדכון.",
        "told": "דיווחנו ב־{day}: {headline}",
        "new_from": "החדש, לפי {source}.",
        "photo": "צילום",
        "subscription": "למנויים",
        "by_model": "תקציר שנכתב בידי מכונה ({model})",
        "best_of": "מיטב שבעת הימים",
        "why_you": "{title} נשלח אליך כי נרשמת באתר {host}.",
        "archive": "גיליונות קודמים",
        "read_web": "לקריאה באתר",
        "shortened": "הודעה זו קוצרה. המהדורה המלאה נמצאת באתר.",
        "sections": "מדורים",
        "other_topic": "עוד חדשות",
        "preferences": "שינוי ההעדפות",
        "fewer": "פחות כתבות מתוך:",
        "mute": "השתקת המקור הזה",
        "unsubscribe_from": "הסרה מרשימת התפוצה של {title}",
        "paid": "בתשלום מאת {name}",
        "as_of": "נכון ל־{when}",
        BlockKind.GREETING: "מהמערכת",
        BlockKind.WHY: "למה זה חשוב",
        BlockKind.FIGURE: "המספר",
        "quote": "הציטוט",
        BlockKind.AGENDA: "סדר היום",
        BlockKind.DATA: "במספרים",
        BlockKind.SPONSOR: "תוכן ממומן",
        BlockKind.CORRECTION: "תיקון טעות",
        BlockKind.SO_FAR: "הסיפור עד כה",
        BlockKind.VOICES: "כך כתבו אחרים",
        BlockKind.BACKGROUND: "רקע",
        BlockKind.LEFT_OUT: "מה שלא נכנס היום",
        "hello": "שלום {name},",
        "confirm_subject": "נא לאשר: {title}",
        "confirm_title": "נשאר צעד אחד",
        "confirm_text": (
            "מישהו ביקש לשלוח את {title} לכתובת זו. אם הבקשה שלך, נא לאשר אותה; עד אז לא יישלח דבר."
        ),
        "confirm_button": "כן, לשלוח לי את {title}",
        "confirm_not_you": "הבקשה לא שלך? אין צורך לעשות דבר. לא נפנה שוב, והכתובת תימחק.",
        "confirm_days_one": "הקישור תקף ליום אחד.",
        "confirm_days_two": "הקישור תקף ליומיים.",
        "confirm_days_other": "הקישור תקף ל־{n} ימים.",
        "open_address": "אם הכפתור אינו פועל, הכתובת היא:",
        "welcome_subject": "ברוכים הבאים אל {title}",
        "welcome_title": "ברוכים הבאים",
        "welcome_text": "נרשמת אל {title}, החל מהגיליון הבא.",
        "welcome_when": "מועד המשלוח: {days}, {time}.",
        "welcome_sender": (
            "השולח הוא {address}. אם יופיע באנשי הקשר, קטן הסיכוי שייחשב לדואר זבל."
        ),
        "welcome_leave": "אפשר לעזוב בכל עת: הקישור נמצא בסוף כל גיליון.",
        "moved_subject": "הכתובת שלך עבור {title} שונתה",
        "moved_title": "הכתובת שלך שונתה",
        "moved_text": "מעתה {title} נשלח אל {address}. אם השינוי שלך, אין צורך לעשות דבר.",
        "moved_not_you": (
            "השינוי לא שלך? אפשר להחזיר את הכתובת. הקישורים בהודעות קודמות יפסיקו לפעול, כדי "
            "שאיש לא ישתמש בהם."
        ),
        "moved_button": "להחזיר את הכתובת",
        "moved_ask": "אדם עונה בכתובת {address}.",
        "goodbye_subject": "עזבת את {title}",
        "goodbye_title": "להתראות",
        "goodbye_text": "הוסרת מרשימת התפוצה של {title}. זו ההודעה האחרונה.",
        "goodbye_back": "טעות? אפשר לחזור בכל עת.",
        "goodbye_button": "הרשמה מחדש",
        "system_why": "הודעה יחידה זו נשלחה בעקבות בקשה באתר {host}.",
    }
)

HINDI: Mapping[str, str] = MappingProxyType(
    {
        "stories_one": "{n} ख़बर",
        "stories_other": "{n} ख़बरें",
        "sources_one": "{n} स्वतंत्र स्रोत",
        "sources_other": "{n} स्वतंत्र स्रोत",
        "minutes": "{n} मिनट का पाठ",
        "comma": ", ",
        "colon": ": ",
        "also": "इन्होंने भी छापा:",
        "and_more": "और {n} अन्य",
        "update": "ताज़ा.",
        "told": "{day} को हमने बताया: {headline}",
        "new_from": "नई जानकारी: {source}।",
        "photo": "फ़ोटो",
        "subscription": "सदस्यता",
        "by_model": "मशीन का लिखा सार ({model})",
        "best_of": "सात दिनों का सार",
        "why_you": "आपको {title} इसलिए मिलता है क्योंकि आपने {host} पर सदस्यता ली है।",
        "archive": "पिछले अंक",
        "read_web": "वेब पर पढ़ें",
        "shortened": "यह मेल छोटा किया गया है। पूरा अंक वेब पेज पर है।",
        "sections": "खंड",
        "other_topic": "अन्य",
        "preferences": "अपनी पसंद बदलें",
        "fewer": "इन विषयों की कम ख़बरें:",
        "mute": "यह स्रोत छिपाएँ",
        "unsubscribe_from": "{title} की सदस्यता छोड़ें",
        "paid": "{name} द्वारा प्रायोजित",
        "as_of": "{when} तक",
        BlockKind.GREETING: "संपादक की ओर से",
        BlockKind.WHY: "यह क्यों मायने रखता है",
        BlockKind.FIGURE: "आज का आँकड़ा",
        "quote": "उद्धरण",
        BlockKind.AGENDA: "आज का कार्यक्रम",
        BlockKind.DATA: "आँकड़ों में",
        BlockKind.SPONSOR: "प्रायोजित",
        BlockKind.CORRECTION: "भूल सुधार",
        BlockKind.SO_FAR: "अब तक की कहानी",
        BlockKind.VOICES: "दूसरों की सुर्खियाँ",
        BlockKind.BACKGROUND: "पृष्ठभूमि",
        BlockKind.LEFT_OUT: "आज जिनके लिए जगह नहीं बची",
        "hello": "नमस्ते {name},",
        "confirm_subject": "कृपया पुष्टि करें: {title}",
        "confirm_title": "बस एक क़दम और",
        "confirm_text": (
            "किसी ने इस पते पर {title} भेजने को कहा है। यदि वे आप हैं, तो पुष्टि करें; तब तक हम कुछ नहीं भेजेंगे।"
        ),
        "confirm_button": "हाँ, मुझे {title} भेजें",
        "confirm_not_you": "आप नहीं थे? तो कुछ न करें। हम फिर नहीं लिखेंगे, और यह पता भुला दिया जाएगा।",
        "confirm_days_one": "यह लिंक {n} दिन तक मान्य है।",
        "confirm_days_other": "यह लिंक {n} दिन तक मान्य है।",
        "open_address": "यदि बटन काम न करे, तो यह पता खोलें:",
        "welcome_subject": "{title} में आपका स्वागत है",
        "welcome_title": "स्वागत है",
        "welcome_text": "अगले अंक से {title} आपको मिलेगा।",
        "welcome_when": "भेजने का समय: {days}, {time}।",
        "welcome_sender": (
            "यह {address} से आता है। यह आपके संपर्कों में हो, तो इसे स्पैम समझे जाने की संभावना कम होती है।"
        ),
        "welcome_leave": "आप कभी भी छोड़ सकते हैं: हर अंक के अंत में लिंक है।",
        "moved_subject": "{title} के लिए आपका पता बदला गया",
        "moved_title": "आपका पता बदला गया",
        "moved_text": "अब से {title} {address} पर जाएगा। यदि यह आपने किया, तो कुछ करने की ज़रूरत नहीं।",
        "moved_not_you": (
            "यह आपने नहीं किया? तो अपना पता वापस लें। उसके बाद पुराने मेल के लिंक काम नहीं करेंगे, "
            "ताकि कोई और उनका उपयोग न कर सके।"
        ),
        "moved_button": "पता वापस लें",
        "moved_ask": "{address} पर एक व्यक्ति उत्तर देता है।",
        "goodbye_subject": "आपने {title} छोड़ दिया है",
        "goodbye_title": "अलविदा",
        "goodbye_text": "आप अब {title} की सूची में नहीं हैं। यह आख़िरी मेल है।",
        "goodbye_back": "भूल से हुआ? आप कभी भी लौट सकते हैं।",
        "goodbye_button": "फिर से सदस्यता लें",
        "system_why": "यह एक मेल {host} पर किए गए अनुरोध के कारण आया है।",
    }
)

JAPANESE: Mapping[str, str] = MappingProxyType(
    {
        "stories_other": "記事{n}本",
        "sources_other": "独立した{n}社が報道",
        "minutes": "{n}分で読めます",
        "comma": "、",
        "colon": "：",
        "also": "ほかの報道：",
        "and_more": "ほか{n}社",
        "update": "続報。",
        "told": "{day}の号：{headline}",
        "new_from": "新たな情報：{source}",
        "photo": "写真",
        "subscription": "有料",
        "by_model": "機械による要約（{model}）",
        "best_of": "この一週間のまとめ",
        "why_you": "{host}でご登録いただいたため、{title}をお届けしています。",
        "archive": "これまでの号",
        "read_web": "ウェブで読む",
        "shortened": "このメールは短縮されています。全文はウェブページでご覧ください。",
        "sections": "セクション",
        "other_topic": "その他",
        "preferences": "受信内容の変更",
        "fewer": "記事を減らすトピック:",
        "mute": "この配信元を表示しない",
        "unsubscribe_from": "{title}の配信を停止する",
        "paid": "提供：{name}",
        "as_of": "{when}現在",
        BlockKind.GREETING: "編集部より",
        BlockKind.WHY: "なぜ重要か",
        BlockKind.FIGURE: "今日の数字",
        "quote": "今日の言葉",
        BlockKind.AGENDA: "今日の予定",
        BlockKind.DATA: "データで見る",
        BlockKind.SPONSOR: "広告",
        BlockKind.CORRECTION: "訂正",
        BlockKind.SO_FAR: "これまでの経緯",
        BlockKind.VOICES: "他社の見出し",
        BlockKind.BACKGROUND: "解説",
        BlockKind.LEFT_OUT: "今日載せきれなかった記事",
        "hello": "{name} 様",
        "confirm_subject": "ご登録の確認：{title}",
        "confirm_title": "あと一歩です",
        "confirm_text": (
            "このアドレスへの{title}の配信が申し込まれました。ご本人の場合は確認をお願いします。"
            "確認されるまで、何もお送りしません。"
        ),
        "confirm_button": "{title}を受け取る",
        "confirm_not_you": (
            "お心当たりがない場合は、何もなさらないでください。今後ご連絡することはなく、"
            "アドレスは消去されます。"
        ),
        "confirm_days_other": "リンクの有効期間は{n}日です。",
        "open_address": "ボタンが動作しない場合は、次のアドレスを開いてください：",
        "welcome_subject": "{title}へようこそ",
        "welcome_title": "ようこそ",
        "welcome_text": "次の号から{title}をお届けします。",
        "welcome_when": "配信：{days}、{time}",
        "welcome_sender": (
            "差出人は{address}です。連絡先に登録すると、迷惑メールと判定されにくくなります。"
        ),
        "welcome_leave": "いつでも停止できます。リンクは各号の末尾にあります。",
        "moved_subject": "{title}の送信先が変更されました",
        "moved_title": "送信先が変更されました",
        "moved_text": (
            "今後、{title}は{address}に届きます。"
            "ご本人による変更でしたら、何もする必要はありません。"
        ),
        "moved_not_you": (
            "お心当たりがない場合は、元のアドレスに戻してください。以前のメールのリンクは無効になり、"
            "ほかの人は使えなくなります。"
        ),
        "moved_button": "元に戻す",
        "moved_ask": "お問い合わせは{address}へどうぞ。",
        "goodbye_subject": "{title}の配信を停止しました",
        "goodbye_title": "ありがとうございました",
        "goodbye_text": "{title}の配信先から削除しました。これが最後のメールです。",
        "goodbye_back": "お間違いの場合は、いつでもお戻りください。",
        "goodbye_button": "もう一度登録する",
        "system_why": "このメールは、{host}でのお申し込みにより一度だけお送りしています。",
    }
)
