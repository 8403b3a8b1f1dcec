"""Words that say nothing about what happened, in nine languages.

Short lists on purpose: TF-IDF weighs down the rest. Never used for near-duplicates, where
every word counts.
"""

from __future__ import annotations

__all__ = ["STOPWORDS"]

_LISTS = {
    "en": """a about after again against all also although always am amid among an and any are
        around as at back be became because been before being between both but by came can could
        day days did do does doing down during each even ever every few first for from further get
        go going got had has have having he her here hers him his how however i if in into is it
        its itself just last later like made make many may me might more most much must my never
        new no nor not now of off on once one only or other our out over own per said same say
        says she should since so some still such than that the their them then there these they
        this those though three through to told too toward two under until up upon us very via was
        we week well were what when where which while who whom whose why will with within without
        would year years yet you your monday tuesday wednesday thursday friday saturday sunday""",
    "de": """aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim
        bereits bin bis bist da damit dann das dass dem den denn der des die dies diese diesem
        diesen dieser dieses doch dort durch ein eine einem einen einer eines er es etwa für gab
        gegen gibt habe haben hat hatte hatten hier ihm ihn ihr ihre ihrem ihren ihrer im in ins
        ist ja jahr jahre jahren jetzt kann kein keine können man mehr mit muss nach nicht noch
        nun nur ob oder ohne sagte sehr sei sein seine seinem seinen seiner seit sich sie sind so
        soll sollen sowie um und uns unter viele vom von vor war waren was wegen weil wenn werden
        wer wie wieder will wir wird wo wurde wurden zu zum zur zwei zwischen über""",
    "fr": """ai alors an ans après au aucun aussi autre aux avait avant avec avoir bien c ce cela
        celle celui ces cet cette ceux chez comme contre d dans de depuis des deux dit doit donc
        dont du elle elles en encore entre est et été être eu fait faire fois il ils j jour l la
        le les leur leurs lors lui m mais même mes moins n ne ni non nos notre nous on ont ou où
        par pas pendant peu peut plus pour qu quand que quelques qui s sa sans se selon sera ses
        si son sont sous sur t tous tout toute toutes très un une vers vous y à""",
    "es": """a al algo ante antes aunque año años así aún cada como con contra cual cuando de del
        desde después dijo donde dos durante e el ella ellas ellos en entre era es esa ese eso
        esta estaba estado estar este esto están está fue fueron ha había han has hasta hay la las
        le les lo los luego me mientras mucho muy más no nos o otra otras otro otros para pero
        poco por porque pues que quien se sea según ser si sido sin sobre son su sus sólo también
        tan tanto te tiene tienen todo todos tras tres un una uno unos y ya yo""",
    "it": """a ad agli ai al alla alle allo anche ancora anni anno che chi ci come con contro cui
        da dagli dai dal dalla dalle degli dei del dell della delle dello deve di dopo dove due e
        ed era erano essere fa fino fra già gli ha hanno i il in io l la le lei lo loro lui ma
        mentre molto nei nel nell nella nelle noi non o ogni per perché più poi prima qual quale
        quando quanto quella quelle quello questa queste questi questo sarà se secondo senza si sia
        sono sotto stata stati stato su sua sue sui sul suo suoi tra tre tutti tutto un una uno
        è""",
    "pt": """a ainda ano anos ao aos apenas após as até cada com como contra da das de depois desde
        disse do dois dos durante e ela elas ele eles em entre era essa esse esta este está estão
        eu foi foram há isso já lhe mais mas mesmo muito na nas nem no nos não o os ou outra outro
        para pela pelas pelo pelos pode por porque qual quando que quem se sem ser seu seus sobre
        sua suas são só também te tem tinha todos três um uma à às é""",
    "nl": """aan al alle als andere ben bij daar dan dat de deze die dit doch door dus een en er
        geen haar had heb hebben heeft hem het hier hij hoe hun ik in is jaar kan kon kunnen maar
        me meer men met mijn moet na naar niet nog nu of om omdat onder ons ook op over te tegen
        toch toen tot tussen twee uit van veel voor waar wanneer was wat we wel werd werden wie
        wij wil worden wordt zal ze zei zich zij zijn zo zonder zou""",
    "ar": """في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما لا لم لن أن إن كان كانت قد هو
        هي هم كما بعد قبل بين كل أو ثم حتى عند منذ خلال حول غير أي و ف ب بعض وقد وفي ومن وقال قال
        قالت أكثر أيضا لكن إذا به بها له لها فيه فيها عليه عليها يوم أمس اليوم""",
    "hi": """के का की को में से है हैं और पर ने यह वह कि एक हो था थे थी कर इस उस भी नहीं तो ही या लिए
        साथ बाद तक जो अपने अपनी अपना किया गया गई गए रहा रही रहे कहा होने करने दिया ये वे इन उन जा
        द्वारा अब कुछ कई हुआ हुई हुए दो""",
}

STOPWORDS: frozenset[str] = frozenset(
    word.casefold() for words in _LISTS.values() for word in words.split()
)
