from __future__ import annotations

import unicodedata

import pytest

from digest.deliver.bounce import judge
from digest.model import BounceKind


def answer(words: str, *, subject: str = "Re: Morning Briefing") -> BounceKind:
    head = f"From: ann@home.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n"
    [found] = judge(f"{head}\n{words}\n".encode())
    return found.kind


WISHES = [
    "Unsubscribe",
    "Opt me out",
    "Pls unsub",
    "STOP",
    "How do I get off this list?",
    "Don't email me again",
    "I want out, unsubscribe",
    "No longer interested, please remove",
    "No more emails, please",
    "Bitte um Abmeldung",
    "Ich möchte das Abo kündigen",
    "Stop aux newsletters svp",
    "Merci de ne plus m'envoyer de mails",
    "merci de m'enlever de la liste",
    "No me envíen más correos",
    "Quiero dejar de recibir estos correos",
    "Solicito la baja del boletín",
    "أرجو حذفي من القائمة",
    "لا ترسلوا لي المزيد",
    "unsubscribe please",
    "Please unsubscribe me from this list.",
    "Please could you kindly\nunsubscribe me?",
    "How do I unsubscribe?",
    "I would like to be removed from your mailing list",
    "Take me off this list",
    "Stop sending me these",
    "I don\u2019t want your emails any more",
    "I no longer wish to receive this",
    "Please cancel my subscription.",
    "Bitte abmelden!",
    "Ich möchte mich von Ihrem Newsletter abmelden.",
    "Bitte melden Sie mich ab",
    "Bitte nehmen Sie mich aus dem Verteiler",
    "Bitte aus dem Verteiler nehmen.",
    "Newsletter kündigen",
    "Hiermit kündige ich den Newsletter",
    "Bitte löschen Sie meine Adresse",
    "Ich will das nicht mehr bekommen",
    "Keine Mails mehr, bitte",
    "Merci de me retirer de votre liste",
    "Merci de me désabonner.",
    "Désabonnement",
    "Je ne veux plus recevoir vos messages",
    "Veuillez supprimer mon adresse",
    "Arrêtez de m'envoyer ça",
    "Quiero cancelar la suscripción",
    "Quiero darme de baja, gracias.",
    "Denme de baja por favor",
    "Baja",
    "No quiero recibir más correos",
    "Dejen de enviarme esto",
    "Bórrenme de su lista",
    "أرجو إلغاء الاشتراك",
    "أرجو إلغاء اشتراكي",
    "ألغوا اشتراكي",
    "لا أريد استلام رسائلكم",
    "لم أعد أرغب في تلقي النشرة",
    "أوقفوا إرسال الرسائل",
    "ألغُوا اشتراكي",
]


@pytest.mark.parametrize("words", WISHES)
def test_a_wish_to_leave_is_heard_in_each_language_that_ships(words):
    assert answer(words) is BounceKind.LEAVE
    assert answer(unicodedata.normalize("NFD", words)) is BounceKind.LEAVE
    assert answer(f"Hello,\n\n{words}\n\nAnn") is BounceKind.LEAVE


@pytest.mark.parametrize(
    "words",
    [
        "I read the story on why people unsubscribe from papers. Well done!",
        "Did Russia stop sending gas? Your story does not say.",
        "Please keep it up. Those who unsubscribe miss a lot.",
        "Many readers cancel their subscription when prices rise.",
        "I want to read more on the opt-out rules for organ donors.",
        "Warum sich Leute von Zeitungen abmelden, hätte ich gern gelesen.",
        "Der Artikel zeigt, dass Firmen Verträge leichter kündigen können.",
        "Pourquoi les lecteurs se désabonnent : bel article !",
        "Muchos cancelan la suscripción cuando sube el precio.",
        "Los médicos de baja cobran menos, dice su nota.",
        "أوقفوا الحرب",
        "مقال جيد عن الاشتراك في الصحف",
        "I need to cancel my trip, after what you wrote.",
        "No more emails scandal, please!",
        "Das Abo der Bahn kündigen viele, stand bei Ihnen.",
        "Quiero saber más de la baja de los precios.",
        "Nice! Keep them coming.",
        "Please don't stop sending me this, it is great.",
        "They should stop. The strike has lasted too long.",
    ],
)
def test_the_same_words_in_talk_of_the_news_are_no_wish(words):
    assert answer(words) is BounceKind.REPLY


def test_a_subject_alone_is_a_wish():
    assert answer("", subject="Unsubscribe") is BounceKind.LEAVE
    assert answer("", subject="AW: Abmeldung") is BounceKind.LEAVE
