"""Small editions in Arabic, Hebrew, Hindi and Japanese, each with a guest in another script."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.unit.render.sample import NEWSLETTER, article, edition

from digest.model import Block, BlockKind, Edition, Newsletter, Section, Slot, Story

# language: title, postal address, topic, stories (headline, summary, publisher), agenda
_TOLD: dict[str, tuple[str, str, str, tuple[tuple[str, str, str], ...], str]] = {
    "ar": (
        "نشرة الصباح",
        "صحيفة الميناء، شارع المرفأ 1، بورت إليس",
        "العالم",
        (
            (
                "وزراء المياه يتفقون على خطة مشتركة للنهر",
                "اتفق وزراء خمس دول على قياس منسوب النهر كل أسبوع. وتبدأ الخطة في الربيع.",
                "صحيفة الميناء",
            ),
            (
                "عودة العبّارة الليلية بعد تسعة شتاءات",
                "يبحر القارب مجددًا يوم الجمعة بنسبة إشغال 95 % بين لوندي وأوسترا.",
                "بريد المرفأ",
            ),
        ),
        "09:30 هيئة الميناء تعلن أرقام الربع\n14:00-16:00 البرلمان يناقش قانون العبّارات",
    ),
    "he": (
        "תדריך הבוקר",
        "מרידיאן, רחוב הנמל 1, פורט אליס",
        "עולם",
        (
            (
                "שרי המים הסכימו על תוכנית משותפת לנהר",
                "שרים מחמש מדינות ימדדו את מפלס הנהר מדי שבוע. התוכנית תחל באביב.",
                "עיתון הנמל",
            ),
            (
                "מעבורת הלילה חוזרת אחרי תשעה חורפים",
                "הסירה תצא שוב ביום שישי, בתפוסה של 95 %, בין לונדה לאוסטרה.",
                "דואר הנמל",
            ),
        ),
        "09:30 רשות הנמל מציגה את נתוני הרבעון\n14:00-16:00 הפרלמנט דן בחוק המעבורות",
    ),
    "hi": (
        "सुबह का सार",
        "द मेरिडियन, 1 हार्बर स्ट्रीट, पोर्ट एलिस",
        "विज्ञान",
        (
            (
                "हिमालय की झीलों पर नया अध्ययन: बर्फ़ पहले से तेज़ पिघल रही है",
                "बारह झीलों का पानी दस साल में चार मीटर बढ़ा है। वैज्ञानिक चेतावनी तंत्र चाहते हैं।",
                "पर्वत समाचार",
            ),
            (
                "नौ सर्दियों के बाद रात की नाव लौटी",
                "नाव शुक्रवार से फिर चलेगी। दोनों शहरों ने अपने दसवें हिस्से के लोग खो दिए थे।",
                "बंदरगाह डाक",
            ),
        ),
        "09:30 बंदरगाह के तिमाही आँकड़े\n14:00-16:00 संसद में नाव विधेयक पर बहस",
    ),
    "ja": (
        "朝のまとめ",
        "メリディアン社 ポートエリス市 港通り1",
        "国際",
        (
            (
                "五か国の水担当相、川の共同計画で合意",
                "五か国の閣僚は川の水位を測定し、毎週数値を公表することで合意した。計画は春に始まる。",
                "港新聞",
            ),
            (
                "夜行フェリー、九年ぶりに再開へ",
                "金曜日からルンデとオストラの間で運航が再開される。予約は95 %に達している。",
                "波止場タイムズ",
            ),
        ),
        "09:30 港湾局が四半期の数字を発表\n14:00-16:00 国会でフェリー法案を審議",
    ),
}
LANGUAGES = tuple(_TOLD)


def foreign_newsletter(language: str) -> Newsletter:
    title, address, *_ = _TOLD[language]
    return replace(NEWSLETTER, title=title, postal_address=address, language=language)


def foreign_edition(language: str) -> Edition:
    """Two stories in its own script, and the English and the Arabic one of the sample."""
    _, _, topic, stories, agenda = _TOLD[language]
    own = [_slot(number, topic, language, told) for number, told in enumerate(stories)]
    guests = edition().sections[0].slots[1:]
    greeting = Block(id="g", kind=BlockKind.GREETING, text=stories[0][1])
    blocks = (
        greeting,
        Block(id="q", kind=BlockKind.FIGURE, text=stories[1][1], source=stories[1][2]),
        Block(
            id="a",
            kind=BlockKind.AGENDA,
            text=agenda,
            source=stories[0][2],
            time=datetime(2026, 11, 23, 5, tzinfo=UTC),
        ),
    )
    return replace(
        edition(blocks),
        language=language,
        subject=own[0].headline,
        preheader=own[1].headline,
        sections=(Section(topic=topic, slots=(*own, *guests)),),
        lead=own[0].id,
    )


def _slot(number: int, topic: str, language: str, told: tuple[str, str, str]) -> Slot:
    title, summary, publisher = told
    lead = article(number, title, publisher, language, 5)
    others = (article(50 + number, title, "The Meridian", "en", 4),)
    story = Story(id=f"f{number:012x}", lead=lead, coverage=others, topic=topic)
    return Slot(id=story.id, story=story, headline=title, summary=summary)
