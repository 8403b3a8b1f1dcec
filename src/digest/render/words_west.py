"""The chrome in English, German and French. English has every key; the others may lack some.

Data alone. `_one`, `_other` and the like are the plural forms of a number (CLDR).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "stories_one": "{n} story",
        "stories_other": "{n} stories",
        "sources_one": "{n} independent source",
        "sources_other": "{n} independent sources",
        "minutes": "{n} min read",
        "comma": ", ",
        "colon": ": ",
        "also": "Also covered by",
        "and_more": "and {n} more",
        "update": "Update.",
        "told": "We told on {day}: {headline}",
        "new_from": "New, from {source}.",
        "photo": "Photo",
        "subscription": "subscription",
        "by_model": "Summary written by a machine ({model})",
        "best_of": "The best of seven days",
        "why_you": "You receive {title} because you subscribed at {host}.",
        "archive": "Earlier editions",
        "read_web": "Read on the web",
        "shortened": "This mail was cut short to fit. The web page has all of the edition.",
        "sections": "Sections",
        "other_topic": "Other",
        "preferences": "Change what you receive",
        "fewer": "Fewer stories of:",
        "mute": "Mute this source",
        "unsubscribe_from": "Unsubscribe from {title}",
        "paid": "Paid for by {name}",
        "as_of": "As of {when}",
        BlockKind.GREETING: "From the editors",
        BlockKind.WHY: "Why it matters",
        BlockKind.FIGURE: "The figure",
        "quote": "The quotation",
        BlockKind.AGENDA: "The day ahead",
        BlockKind.DATA: "In numbers",
        BlockKind.SPONSOR: "Sponsored",
        BlockKind.CORRECTION: "Correction",
        BlockKind.SO_FAR: "The story so far",
        BlockKind.VOICES: "How others headline it",
        BlockKind.BACKGROUND: "Background",
        BlockKind.LEFT_OUT: "No room for these today",
        "hello": "Hello {name},",
        "confirm_subject": "Please confirm: {title}",
        "confirm_title": "One step to go",
        "confirm_text": (
            "Somebody asked for {title} to be sent to this address. If it was you, confirm it; "
            "until you do, we send nothing."
        ),
        "confirm_button": "Yes, send me {title}",
        "confirm_not_you": (
            "It was not you? Then do nothing. You will not hear from us again, and the address "
            "is forgotten."
        ),
        "confirm_days_one": "The link holds for {n} day.",
        "confirm_days_other": "The link holds for {n} days.",
        "open_address": "Should the button do nothing, open this address:",
        "welcome_subject": "Welcome to {title}",
        "welcome_title": "Welcome",
        "welcome_text": "You are subscribed to {title}, from the next edition on.",
        "welcome_when": "It goes out on {days} at {time}.",
        "welcome_sender": (
            "It comes from {address}. With that among your contacts it is less often taken for "
            "spam."
        ),
        "welcome_leave": "You can leave whenever you like: each edition ends with a link for that.",
        "moved_subject": "Your address for {title} was changed",
        "moved_title": "Your address was changed",
        "moved_text": (
            "{title} goes to {address} from now on. If that was you, there is nothing to do."
        ),
        "moved_not_you": (
            "It was not you? Then take the address back. Links in earlier mails stop working by "
            "that, so that nobody else can use them."
        ),
        "moved_button": "Change it back",
        "moved_ask": "A person answers at {address}.",
        "goodbye_subject": "You have left {title}",
        "goodbye_title": "Goodbye",
        "goodbye_text": "You are off the list of {title}. This is the last mail you get from it.",
        "goodbye_back": "Was it a mistake? You are welcome back at any time.",
        "goodbye_button": "Subscribe again",
        "system_why": "You receive this one mail because of a request made at {host}.",
    }
)

GERMAN: Mapping[str, str] = MappingProxyType(
    {
        "stories_one": "{n} Meldung",
        "stories_other": "{n} Meldungen",
        "sources_one": "{n} unabhängige Quelle",
        "sources_other": "{n} unabhängige Quellen",
        "minutes": "{n} Min. Lesezeit",
        "comma": ", ",
        "colon": ": ",
        "also": "Auch berichtet von",
        "and_more": "und {n} weiteren",
        "update": "Neu.",
        "told": "Berichtet am {day}: {headline}",
        "new_from": "Neues von {source}.",
        "photo": "Foto",
        "subscription": "Abo",
        "by_model": "Zusammenfassung von einer Maschine ({model})",
        "best_of": "Das Beste aus sieben Tagen",
        "why_you": "Sie erhalten {title}, weil Sie sich auf {host} angemeldet haben.",
        "archive": "Frühere Ausgaben",
        "read_web": "Im Browser lesen",
        "shortened": "Diese Mail wurde gekürzt. Auf der Webseite steht die ganze Ausgabe.",
        "sections": "Ressorts",
        "other_topic": "Weiteres",
        "preferences": "Ändern, was Sie erhalten",
        "fewer": "Weniger aus:",
        "mute": "Quelle ausblenden",
        "unsubscribe_from": "{title} abbestellen",
        "paid": "Bezahlt von {name}",
        "as_of": "Stand {when}",
        BlockKind.GREETING: "Aus der Redaktion",
        BlockKind.WHY: "Warum das wichtig ist",
        BlockKind.FIGURE: "Die Zahl",
        "quote": "Das Zitat",
        BlockKind.AGENDA: "Was der Tag bringt",
        BlockKind.DATA: "In Zahlen",
        BlockKind.SPONSOR: "Anzeige",
        BlockKind.CORRECTION: "Korrektur",
        BlockKind.SO_FAR: "Was bisher geschah",
        BlockKind.VOICES: "So titeln andere",
        BlockKind.BACKGROUND: "Hintergrund",
        BlockKind.LEFT_OUT: "Dafür fehlte heute der Platz",
        "hello": "Guten Tag {name},",
        "confirm_subject": "Bitte bestätigen: {title}",
        "confirm_title": "Nur noch ein Schritt",
        "confirm_text": (
            "Jemand hat {title} an diese Adresse bestellt. Wenn Sie es waren, bestätigen Sie es; "
            "bis dahin schicken wir nichts."
        ),
        "confirm_button": "Ja, ich möchte {title}",
        "confirm_not_you": (
            "Sie waren es nicht? Dann tun Sie nichts. Sie hören nicht wieder von uns, und die "
            "Adresse wird vergessen."
        ),
        "confirm_days_one": "Der Link gilt {n} Tag.",
        "confirm_days_other": "Der Link gilt {n} Tage.",
        "open_address": "Falls der Knopf nichts tut, öffnen Sie diese Adresse:",
        "welcome_subject": "Willkommen bei {title}",
        "welcome_title": "Willkommen",
        "welcome_text": "Sie haben {title} abonniert, von der nächsten Ausgabe an.",
        "welcome_when": "Versandt wird am {days} um {time}.",
        "welcome_sender": (
            "Der Absender ist {address}. Steht er in Ihren Kontakten, wird die Mail seltener für "
            "Spam gehalten."
        ),
        "welcome_leave": (
            "Sie können jederzeit abbestellen: Der Link dazu steht am Ende jeder Ausgabe."
        ),
        "moved_subject": "Ihre Adresse für {title} wurde geändert",
        "moved_title": "Ihre Adresse wurde geändert",
        "moved_text": (
            "{title} geht von jetzt an an {address}. Wenn Sie das waren, ist nichts zu tun."
        ),
        "moved_not_you": (
            "Sie waren es nicht? Dann holen Sie die Adresse zurück. Links aus früheren Mails "
            "gelten danach nicht mehr, so dass niemand sonst sie benutzen kann."
        ),
        "moved_button": "Zurück zu dieser Adresse",
        "moved_ask": "Ein Mensch antwortet unter {address}.",
        "goodbye_subject": "Sie haben {title} abbestellt",
        "goodbye_title": "Auf Wiedersehen",
        "goodbye_text": "Sie erhalten {title} nicht mehr. Dies ist die letzte Mail davon.",
        "goodbye_back": "Ein Versehen? Sie sind jederzeit willkommen.",
        "goodbye_button": "Wieder anmelden",
        "system_why": "Sie erhalten diese eine Mail wegen einer Anfrage auf {host}.",
    }
)

FRENCH: Mapping[str, str] = MappingProxyType(
    {
        "stories_one": "{n} article",
        "stories_other": "{n} articles",
        "sources_one": "{n} source indépendante",
        "sources_other": "{n} sources indépendantes",
        "minutes": "{n} min de lecture",
        "comma": ", ",
        "colon": "\u00a0: ",
        "also": "Également chez",
        "and_more": "et {n} autres",
        "update": "Du nouveau.",
        "told": "Notre édition du {day} : {headline}",
        "new_from": "Nouveau, selon {source}.",
        "photo": "Photo",
        "subscription": "sur abonnement",
        "by_model": "Résumé écrit par une machine ({model})",
        "best_of": "Le meilleur de sept jours",
        "why_you": "Vous recevez {title} car vous vous êtes inscrit sur {host}.",
        "archive": "Éditions précédentes",
        "read_web": "Lire sur le web",
        "shortened": "Ce message a été raccourci pour tenir. L’édition entière est sur le web.",
        "sections": "Rubriques",
        "other_topic": "Autres sujets",
        "preferences": "Modifier ce que vous recevez",
        "fewer": "Moins d’articles dans :",
        "mute": "Masquer cette source",
        "unsubscribe_from": "Se désabonner de {title}",
        "paid": "Financé par {name}",
        "as_of": "Au {when}",
        BlockKind.GREETING: "La rédaction",
        BlockKind.WHY: "Pourquoi c’est important",
        BlockKind.FIGURE: "Le chiffre",
        "quote": "La citation",
        BlockKind.AGENDA: "À l’agenda",
        BlockKind.DATA: "En chiffres",
        BlockKind.SPONSOR: "Contenu sponsorisé",
        BlockKind.CORRECTION: "Rectificatif",
        BlockKind.SO_FAR: "Les épisodes précédents",
        BlockKind.VOICES: "Les titres des autres",
        BlockKind.BACKGROUND: "Pour comprendre",
        BlockKind.LEFT_OUT: "Faute de place aujourd’hui",
        "hello": "Bonjour {name},",
        "confirm_subject": "Merci de confirmer : {title}",
        "confirm_title": "Plus qu’une étape",
        "confirm_text": (
            "Quelqu’un a demandé {title} pour cette adresse. Si c’est vous, confirmez-le ; "
            "d’ici là, nous n’envoyons rien."
        ),
        "confirm_button": "Oui, je veux {title}",
        "confirm_not_you": (
            "Ce n’est pas vous ? Ne faites rien. Vous n’entendrez plus parler de nous, et "
            "l’adresse sera oubliée."
        ),
        "confirm_days_one": "Le lien est valable {n} jour.",
        "confirm_days_other": "Le lien est valable {n} jours.",
        "open_address": "Si le bouton ne fait rien, ouvrez cette adresse :",
        "welcome_subject": "Bienvenue dans {title}",
        "welcome_title": "Bienvenue",
        "welcome_text": "Vous êtes abonné à {title} dès la prochaine édition.",
        "welcome_when": "Envoi : {days}, à {time}.",
        "welcome_sender": (
            "L’expéditeur est {address}. S’il figure dans vos contacts, le message est moins "
            "souvent pris pour un indésirable."
        ),
        "welcome_leave": (
            "Vous pouvez partir quand vous voulez : le lien est à la fin de chaque édition."
        ),
        "moved_subject": "Votre adresse pour {title} a été modifiée",
        "moved_title": "Votre adresse a été modifiée",
        "moved_text": (
            "{title} arrive désormais à {address}. Si c’est vous, il n’y a rien à faire."
        ),
        "moved_not_you": (
            "Ce n’est pas vous ? Reprenez votre adresse. Les liens des messages précédents ne "
            "marcheront plus, pour que personne d’autre ne s’en serve."
        ),
        "moved_button": "Rétablir mon adresse",
        "moved_ask": "Une personne vous répond à {address}.",
        "goodbye_subject": "Vous avez quitté {title}",
        "goodbye_title": "Au revoir",
        "goodbye_text": "Vous n’êtes plus abonné à {title}. Ce message est le dernier.",
        "goodbye_back": "Une erreur ? Vous pouvez revenir à tout moment.",
        "goodbye_button": "S’abonner à nouveau",
        "system_why": "Vous recevez cet unique message à la suite d’une demande faite sur {host}.",
    }
)

SPANISH: Mapping[str, str] = MappingProxyType(
    {
        "stories_one": "{n} noticia",
        "stories_other": "{n} noticias",
        "sources_one": "{n} fuente independiente",
        "sources_other": "{n} fuentes independientes",
        "minutes": "{n} min de lectura",
        "comma": ", ",
        "colon": ": ",
        "also": "También informan",
        "and_more": "y {n} más",
        "update": "Novedad.",
        "told": "Lo contamos el {day}: {headline}",
        "new_from": "Lo nuevo, según {source}.",
        "photo": "Foto",
        "subscription": "con suscripción",
        "by_model": "Resumen escrito por una máquina ({model})",
        "best_of": "Lo mejor de siete días",
        "why_you": "Recibe {title} porque se suscribió en {host}.",
        "archive": "Ediciones anteriores",
        "read_web": "Leer en la web",
        "shortened": "Este correo se ha acortado. La edición entera está en la web.",
        "sections": "Secciones",
        "other_topic": "Otros temas",
        "preferences": "Cambiar lo que recibe",
        "fewer": "Menos noticias de:",
        "mute": "Silenciar esta fuente",
        "unsubscribe_from": "Darse de baja de {title}",
        "paid": "Pagado por {name}",
        "as_of": "A fecha de {when}",
        BlockKind.GREETING: "De la redacción",
        BlockKind.WHY: "Por qué importa",
        BlockKind.FIGURE: "La cifra",
        "quote": "La cita",
        BlockKind.AGENDA: "La agenda del día",
        BlockKind.DATA: "En cifras",
        BlockKind.SPONSOR: "Patrocinado",
        BlockKind.SO_FAR: "La historia hasta ahora",
        BlockKind.VOICES: "Así lo titulan otros",
        BlockKind.BACKGROUND: "Antecedentes",
        BlockKind.LEFT_OUT: "Hoy no han cabido",
        BlockKind.CORRECTION: "Corrección",
        "hello": "Hola, {name}:",
        "confirm_subject": "Confirme, por favor: {title}",
        "confirm_title": "Solo falta un paso",
        "confirm_text": (
            "Alguien ha pedido que se envíe {title} a esta dirección. Si ha sido usted, "
            "confírmelo; hasta entonces no enviamos nada."
        ),
        "confirm_button": "Sí, envíenme {title}",
        "confirm_not_you": (
            "¿No ha sido usted? Entonces no haga nada. No volverá a saber de nosotros, y la "
            "dirección se olvida."
        ),
        "confirm_days_one": "El enlace vale {n} día.",
        "confirm_days_other": "El enlace vale {n} días.",
        "open_address": "Si el botón no hace nada, abra esta dirección:",
        "welcome_subject": "Le damos la bienvenida a {title}",
        "welcome_title": "Bienvenida",
        "welcome_text": "Está suscrito a {title}, desde la próxima edición.",
        "welcome_when": "Sale los {days} a las {time}.",
        "welcome_sender": (
            "Llega de {address}. Si está entre sus contactos, es menos probable que se tome por "
            "correo no deseado."
        ),
        "welcome_leave": (
            "Puede darse de baja cuando quiera: el enlace está al final de cada edición."
        ),
        "moved_subject": "Su dirección para {title} ha cambiado",
        "moved_title": "Su dirección ha cambiado",
        "moved_text": (
            "Desde ahora, {title} se envía a {address}. Si ha sido usted, no hay nada que hacer."
        ),
        "moved_not_you": (
            "¿No ha sido usted? Entonces recupere su dirección. Los enlaces de los correos "
            "anteriores dejarán de valer, para que nadie más los use."
        ),
        "moved_button": "Volver a mi dirección",
        "moved_ask": "Una persona contesta en {address}.",
        "goodbye_subject": "Se ha dado de baja de {title}",
        "goodbye_title": "Adiós",
        "goodbye_text": "Ya no está en la lista de {title}. Este es el último correo que recibe.",
        "goodbye_back": "¿Ha sido un error? Puede volver cuando quiera.",
        "goodbye_button": "Suscribirse de nuevo",
        "system_why": "Recibe este único correo por una petición hecha en {host}.",
    }
)
