"""Words that tell an act, by its kind, in Dutch and Russian: see act_words.py."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DUTCH", "RUSSIAN"]

DUTCH: Mapping[str, str] = MappingProxyType(
    {
        "died": """overleden overleed omgekomen gedood doden dodelijk_slachtoffer bezweken
            verdronken om_het_leven lichaam~gevonden lichamen~gevonden""",
        "injured": "gewond gewonde gewonden",
        "missing": "vermist vermisten",
        "found": "teruggevonden aangetroffen ongedeerd",
        "rescued": "gered",
        "evacuated": "geëvacueerd ontruimd",
        "arrested": "aangehouden opgepakt gearresteerd",
        "charged": "aangeklaagd",
        "convicted": "veroordeeld",
        "acquitted": "vrijgesproken",
        "freed": "vrijgelaten vrijgekomen",
        "escaped": "ontsnapt gevlucht",
        "confessed": "bekend~gepleegd",
        "fined": "beboet",
        "resigned": "afgetreden opgestapt stapt~op treedt~af trad~af",
        "sacked": "ontslagen",
        "appointed": "benoemd gekozen_tot",
        "cancelled": "afgelast afgeblazen geannuleerd",
        "postponed": "uitgesteld",
        "suspended": "geschorst opgeschort",
        "agreed": "ondertekend akkoord_bereikt akkoord~bereikt",
        "approved": "goedgekeurd",
        "rejected": "afgewezen verworpen",
        "collapsed": "ingestort bezweek",
        "ended": "beëindigd",
        "resumed": "heropend hervat hersteld",
        "won": "gewonnen verslagen",
        "exploded": "ontploft geëxplodeerd",
        "crashed": "ontspoord gezonken neergestort gekapseisd",
        "extinguished": "geblust",
        "recalled": "teruggeroepen",
        "bought": "overgenomen",
        "raised": "verhoogd",
        "lowered": "verlaagd",
        "banned": "verboden",
        "seized": "in_beslag_genomen",
        "identified": "geïdentificeerd",
    }
)

RUSSIAN: Mapping[str, str] = MappingProxyType(
    {
        "died": """погиб погибла погибли погибло погибших погибшими умер умерла умерли скончался
            скончалась скончались убит убита убиты жертв жертвами найдено~тело нашли~тело
            обнаружено~тело обнаружены~тела""",
        "injured": "ранен ранена ранены ранены ранило пострадал пострадали пострадавших раненых",
        "missing": "пропал пропали пропавших пропавшими_без_вести",
        "found": "найден найдена найдены обнаружен обнаружены",
        "rescued": "спасен спасены спасли",
        "evacuated": "эвакуирован эвакуированы эвакуировали",
        "arrested": "задержан задержана задержаны задержали арестован арестована арестованы",
        "charged": "обвинен обвинена предъявлено_обвинение предъявили_обвинение",
        "convicted": "осужден осуждена осуждены приговорен приговорена приговорены",
        "acquitted": "оправдан оправдана оправданы",
        "freed": "освобожден освобождена освобождены отпущен отпущены",
        "escaped": "сбежал сбежали бежал бежали",
        "confessed": "признался призналась",
        "fined": "оштрафован оштрафована оштрафовали",
        "resigned": "ушел_в_отставку ушла_в_отставку подал_в_отставку подала_в_отставку",
        "sacked": "уволен уволена уволены отправлен_в_отставку",
        "appointed": "назначен назначена назначены избран избрана",
        "cancelled": "отменен отменена отменены отменили отменил",
        "postponed": "перенесен перенесена отложен отложена отложены",
        "suspended": "приостановлен приостановлена приостановили",
        "agreed": "подписал подписали подписано договорились",
        "approved": "одобрил одобрила одобрили принял_закон приняла_закон утвержден",
        "rejected": "отклонил отклонила отклонили отверг отвергли",
        "collapsed": "рухнул рухнула обрушился обрушилась обрушилось",
        "ended": "завершен завершена завершились завершилась закончилась",
        "resumed": "возобновлен возобновлено возобновили восстановлено восстановлена открыт_вновь",
        "won": "победил победила победили выиграл выиграла выиграли",
        "exploded": "взорвался взорвалась взорвались прогремел~взрыв",
        "crashed": "разбился разбились затонул затонуло сошел_с_рельсов",
        "extinguished": "потушен потушили ликвидирован",
        "bought": "купил купила приобрел приобрела",
        "raised": "повысил повысила повышен повышена",
        "lowered": "снизил снизила снижен снижена",
        "banned": "запретил запретила запрещен запрещена",
        "seized": "изъяты изъято конфискован конфискованы",
        "identified": "опознан опознана опознаны",
    }
)
