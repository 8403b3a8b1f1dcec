"""Languages that a text names by its words or its script: one or two sentences of each."""

from __future__ import annotations

import pytest

from digest.collect.language import guess_prose

SAID = {
    "sv": (
        "Regeringen har beslutat att stänga bron efter att ingenjörer hittat sprickor. De "
        "boende är arga och vill veta när den öppnar igen."
    ),
    "da": (
        "Regeringen har besluttet at lukke broen efter at ingeniører fandt revner. "
        "Beboerne er vrede og vil vide, hvornår den åbner igen."
    ),
    "no": (
        "Regjeringen har besluttet å stenge broen etter at ingeniører fant sprekker. "
        "Beboerne er sinte og vil vite når den åpner igjen."
    ),
    "fi": (
        "Hallitus päätti sulkea sillan, kun insinöörit löysivät halkeamia. Asukkaat ovat "
        "vihaisia ja haluavat tietää, milloin se avataan."
    ),
    "pl": (
        "Rada miasta zdecydowała w czwartek, że most zostanie zamknięty. Mieszkańcy są "
        "zaskoczeni i nie wiedzą, jak dojechać do pracy."
    ),
    "cs": (
        "Rada města ve čtvrtek rozhodla o uzavření mostu. Obyvatelé jsou překvapeni a "
        "podle starosty se most otevře až na jaře."
    ),
    "sk": (
        "Mestská rada vo štvrtok rozhodla, že most sa uzavrie. Obyvatelia sú prekvapení a "
        "podľa starostu bude otvorený až na jar."
    ),
    "hu": (
        "A városi tanács csütörtökön úgy döntött, hogy lezárja a hidat. A lakók nem értik, "
        "és azt kérdezik, mikor nyílik meg az út."
    ),
    "ro": (
        "Consiliul orașului a decis joi să închidă podul. Locuitorii sunt surprinși și vor "
        "să afle când va fi redeschis pentru trafic."
    ),
    "tr": (
        "Belediye meclisi perşembe günü köprüyü kapatma kararı aldı. Mahalle sakinleri çok "
        "şaşkın ve bu karar için bir açıklama bekliyor."
    ),
    "hr": (
        "Gradsko vijeće odlučilo je u četvrtak da će zatvoriti most. Stanovnici su "
        "iznenađeni i pitaju kada će biti otvoren za promet."
    ),
    "sl": (
        "Mestni svet je v četrtek odločil, da bo most zaprt. Prebivalci so presenečeni in "
        "želijo vedeti, kdaj se bo odprl za promet."
    ),
    "lt": (
        "Miesto taryba ketvirtadienį nusprendė, kad tiltas bus uždarytas. Gyventojai yra "
        "nustebę ir klausia, kada jis bus atidarytas."
    ),
    "lv": (
        "Pilsētas dome ceturtdien nolēma, ka tilts tiks slēgts. Iedzīvotāji ir pārsteigti "
        "un jautā, kad tas atkal tiks atvērts satiksmei."
    ),
    "et": (
        "Linnavolikogu otsustas neljapäeval, et sild suletakse. Elanikud on üllatunud ja "
        "küsivad, millal see uuesti avatakse."
    ),
    "ca": (
        "El ple municipal ha decidit dijous tancar el pont. Els veïns estan sorpresos i "
        "volen saber quan es tornarà a obrir amb normalitat."
    ),
    "id": (
        "Dewan kota memutuskan pada hari Kamis untuk menutup jembatan itu. Warga terkejut "
        "dan bertanya kapan jembatan itu akan dibuka."
    ),
    "vi": (
        "Hội đồng thành phố đã quyết định đóng cửa cây cầu vào thứ Năm. Người dân không "
        "hài lòng và muốn biết khi nào được mở lại."
    ),
    "uk": (
        "Міська рада у четвер вирішила закрити міст. Мешканці здивовані та запитують, коли "
        "його відкриють для руху."
    ),
    "bg": (
        "Общинският съвет реши в четвъртък да затвори моста. Жителите са изненадани и "
        "питат кога ще бъде отворен за движение."
    ),
    "sr": (
        "Градско веће је у четвртак одлучило да затвори мост. Становници су изненађени и "
        "питају када ће бити отворен."
    ),
    "fa": (
        "شورای شهر روز پنجشنبه تصمیم گرفت که پل را ببندد. ساکنان از این تصمیم شگفت‌زده "
        "شدند و توضیح خواستند."
    ),
    "ur": (
        "شہری کونسل نے جمعرات کو پل بند کرنے کا فیصلہ کیا ہے۔ رہائشی اس سے حیران ہیں اور "
        "پوچھ رہے ہیں کہ یہ کب کھلے گا۔"
    ),
    "mr": (
        "शहर परिषदेने गुरुवारी पूल बंद करण्याचा निर्णय घेतला आहे. रहिवासी आश्चर्यचकित झाले "
        "आहेत आणि या निर्णयावर नाराज आहेत."
    ),
    "ka": "საკრებულომ ხუთშაბათს ხიდის დახურვა გადაწყვიტა.",
    "ta": "நகர சபை வியாழக்கிழமை பாலத்தை மூட முடிவு செய்தது.",
    "bn": "নগর পরিষদ বৃহস্পতিবার সেতু বন্ধ করার সিদ্ধান্ত নিয়েছে।",
    "am": "የከተማው ምክር ቤት ሐሙስ ዕለት ድልድዩን ለመዝጋት ወሰነ።",
    "es": (
        "El ayuntamiento decidió el jueves cerrar el puente. Los vecinos están "
        "sorprendidos y quieren saber cuándo se abrirá."
    ),
    "it": (
        "Il consiglio comunale ha deciso giovedì di chiudere il ponte. I residenti sono "
        "sorpresi e vogliono sapere quando riaprirà."
    ),
    "pt": (
        "A câmara municipal decidiu na quinta-feira fechar a ponte. Os moradores estão "
        "surpreendidos e querem saber quando reabre."
    ),
    "nl": (
        "De gemeenteraad heeft donderdag besloten de brug te sluiten. Bewoners zijn "
        "verrast en willen weten wanneer hij weer opengaat."
    ),
}


@pytest.mark.parametrize(("tag", "text"), SAID.items())
def test_two_sentences_name_their_language(tag: str, text: str):
    assert guess_prose(text) == tag
