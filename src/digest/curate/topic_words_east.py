"""Polish and Russian words that speak for a topic: see topic_words.py.

Data alone, drawn from no corpus. Forms are listed that have no stem in common.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["POLISH", "RUSSIAN"]

POLISH: Mapping[str, str] = MappingProxyType(
    {
        "World": """
            wojna wojny wojnie konflikt walki wojsko wojska żołnierz żołnierze żołnierzy armia
            armii broń broni rozejm zawieszenie rakieta rakiet rakietowy rakietowym drony dron atak
            ataki ataku zamach zamachu bomba wybuch eksplozja terroryści terror rebelianci
            rebeliantów zakładnicy zabici rannych ofiar ofiary zginęło zginęli trzęsienie
            trzęsienia powódź powodzi huragan tsunami wulkan erupcja lawina osuwisko pożar pożary
            ratownicy ratowników strażacy gruzy gruzami ocalałych zaginionych ewakuacja ewakuowano
            uchodźcy uchodźców migranci migrantów granica granicy granicę ambasada ambasador
            dyplomaci pokój pokojowe sankcje onz nato dyktator kreml moskwa rosja rosji ukraina
            ukrainy kijów izrael gaza palestyńczycy syria iran irak katastrofa samolot rozbił
            wykoleił głód cywilów protest protesty
        """,
        "Politics": """
            rząd rządu rządowy premier premiera minister ministra ministrowie sejm sejmu senat
            senatu poseł posłowie posłów senator parlament koalicja koalicji opozycja opozycji
            partia partii wybory wyborów wyborach wyborcy wyborców głosowanie głosowali głosów
            kandydat kandydata kandydaci prezydent prezydenta burmistrz wójt radni rada gminy
            samorząd ustawa ustawę ustawy projekt poprawka weto budżet trybunał konstytucja
            referendum dymisja dymisji rezygnacja kampania sondaż marszałek reforma reformy
        """,
        "Business": """
            firma firmy firmie spółka spółki przedsiębiorstwo przedsiębiorcy zysk zyski zysku
            strata przychody obroty kwartał akcje akcji akcjonariusze giełda giełdy giełdzie
            inwestorzy gospodarka gospodarki ekonomiści bank banku banki stopy procentowe inflacja
            inflacji ceny cen płace płac pensje wynagrodzenia związki związkowcy związkowców strajk
            strajku pracownicy pracowników zwolnienia zwolni bezrobocie etaty eksport import handel
            cła przejęcie fuzja upadłość bankructwo prezes zarząd fabryka fabryki fabryce sklepy
            klienci miliard miliardów milionów złotych złoty euro dolar wzrost pkb recesja ropa
            podatek podatki zamówienia rynek
        """,
        "Technology": """
            technologia technologie komputer komputery oprogramowanie program aplikacja aplikacji
            aplikację internet internetu internecie sieć telefon telefonie smartfon serwer serwery
            dane danych haker hakerzy cyberatak wyciek hasło hasła prywatność sztuczna sztucznej
            inteligencja inteligencji algorytm chatbot chip procesor robot roboty użytkownik
            użytkownicy użytkowników platforma przeglądarka strona gra gry konsola google apple
            microsoft cyfrowy cyfrowa programiści urządzenie portal
        """,
        "Science": """
            naukowcy naukowców nauka naukowy badacze badaczy badanie badania uniwersytet
            uniwersytetu laboratorium odkrycie odkryli odkryto biolodzy fizycy astronomowie
            astronomów kosmos kosmosu kosmiczny kosmiczna sonda rakieta satelita teleskop planeta
            planety planetoida planetoidy gwiazdy gwiazda księżyc mars kometa galaktyka
            skamieniałość dinozaur dinozaura szkielet kości archeolodzy wykopaliska dna geny
            gatunek gatunku gatunki zwierzęta rośliny klimat klimatu ocieplenie emisje lodowiec
            ocean eksperyment cząstki czasopismo ewolucja temperatura temperatury
        """,
        "Health": """
            szpital szpitala szpitale szpitali lekarz lekarze lekarzy pielęgniarka pielęgniarki
            pacjent pacjenci pacjentów choroba choroby chorych wirus grypa grypy grypę szczepionka
            szczepienia szczepień zakażenia zakażeń epidemia pandemia ognisko rak raka nowotwór guz
            guzy zawał udar cukrzyca demencja lek leki leków terapia leczenie operacja objawy
            zdrowie zdrowia nfz przychodnia skutki uboczne otyłość palenie depresja ciąża krew
            zapalenie płuc apteka
        """,
        "Culture": """
            film filmu filmy reżyser reżyserka aktor aktorka aktorzy kino kina serial powieść
            powieści książka książki pisarz pisarka poeta poetka literatura literacka wiersze
            muzeum wystawa wystawy obraz obrazy sztuka sztuki artysta artystka malarz malarza
            rzeźba muzyka piosenkarz piosenkarka zespół płyta album koncert koncerty orkiestra
            opera teatr teatru spektakl taniec balet festiwal kultura premiera nagroda jury
        """,
        "Sport": """
            mecz meczu mecze piłka piłkarz piłkarze piłkarzy nożna drużyna drużyny klub trener
            trenera bramkarz bramka gol gole napastnik obrońca sędzia rzuty rzutach karne karnych
            puchar pucharu finał finale półfinał liga ligi ekstraklasa mistrz mistrzyni mistrzostwa
            mistrzostw turniej turnieju medal medale złoto srebro brąz olimpijskie igrzyska tenis
            tenisista tenisistka set setach skoczek skoki siatkówka siatkarze żużel kolarz wyścig
            pływak lekkoatleta biegacz formuła rekord kibice stadion zwycięstwo porażka sezon
            reprezentacja
            gola bramkę bramki
        """,
    }
)

RUSSIAN: Mapping[str, str] = MappingProxyType(
    {
        "World": """
            война войны войне войну конфликт бои боев боёв войска войск солдат солдаты армия армии
            военные оружие перемирие перемирия ракета ракеты ракетный ракетным обстрел обстрелом
            беспилотник дроны атака атаки удар бомба взрыв взрыва теракт террористы повстанцы
            повстанцев боевики заложники погибли погибших раненые раненых жертвы жертв
            землетрясение землетрясении наводнение наводнения ураган цунами вулкан извержение
            оползень пожар пожары спасатели спасателей завалы завалами выжившие пропавшие эвакуация
            эвакуированы беженцы беженцев мигранты граница границы границе посольство посол
            дипломаты мир переговоры санкции оон нато переворот кремль украина украины киев израиль
            газа палестинцы сирия иран ирак самолёт самолет крушение голод
        """,
        "Politics": """
            правительство правительства министр министра министры премьер парламент парламента
            госдума дума думы депутат депутаты депутатов сенатор сенат партия партии партию
            оппозиция оппозиции коалиция выборы выборов выборах выборами избиратели избирателей
            голосование голосовали проголосовали кандидат кандидата кандидаты президент президента
            мэр губернатор закон закона законопроект поправки бюджет конституция референдум
            отставка отставку импичмент указ кампания опрос совет фракция
        """,
        "Business": """
            компания компании компаний прибыль прибыли убыток убытки выручка квартал акции акций
            акционеры биржа биржи бирже инвесторы экономика экономики экономисты аналитики банк
            банка банки ставка ставку ставки инфляция инфляцию инфляции цены цен зарплата зарплаты
            зарплат профсоюз профсоюзы забастовка забастовкой рабочих сотрудники увольнения
            безработица экспорт импорт торговля пошлины сделка слияние поглощение банкротство завод
            завода заводы фабрика предприятие предприятия магазины потребители миллиард миллиардов
            миллионов рублей рубль евро доллар рост ввп рецессия нефть нефти налог налоги заказы
            рынок рынка производство
        """,
        "Technology": """
            технология технологии компьютер компьютеры программа программное приложение приложения
            интернет интернета сеть сети смартфон смартфоне телефон сервер серверы данные данных
            хакер хакеры взлом взломали кибератака утечка пароль пароли конфиденциальность
            искусственный интеллект нейросеть алгоритм чат-бот чип процессор робот роботы
            пользователь пользователи пользователей платформа браузер сайт игра консоль google
            apple microsoft цифровой разработчики устройство гаджет
        """,
        "Science": """
            учёные ученые учёных ученых наука научный исследователи исследование исследования
            университет университета лаборатория открытие открыли обнаружили биологи физики
            астрономы астрономов космос космический космического космонавты зонд ракета спутник
            телескоп планета планеты астероид астероида звезда звёзды луна марс комета галактика
            окаменелость динозавр динозавра скелет кости археологи раскопки днк гены вид виды
            животные растения климат климата потепление выбросы ледник океан эксперимент частицы
            журнал журнале эволюция
        """,
        "Health": """
            больница больницы больниц врач врачи врачей медсестра медики пациент пациенты пациентов
            болезнь болезни больным вирус грипп гриппа вакцина вакцины вакцинация прививка прививку
            заражение заболевших эпидемия пандемия вспышка рак раком опухоль инфаркт инсульт диабет
            деменция лекарство лекарства препарат препараты лечение терапия операция симптомы
            здоровье здравоохранение минздрав клиника побочные ожирение курение депрессия
            беременность кровь воспаление лёгких аптека
        """,
        "Culture": """
            фильм фильма фильмы режиссёр режиссер актёр актер актриса актёры кино кинотеатр сериал
            роман романа книга книги писатель писательница поэт литература литературная стихи музей
            музея музее выставка выставки картина картину картины искусство художник художника
            живопись скульптура музыка певец певица группа альбом концерт концерты оркестр опера
            театр театра спектакль танец балет фестиваль культура премьера премия премию жюри
        """,
        "Sport": """
            матч матча матчи футбол футболист футболисты команда команды клуб тренер тренера игроки
            игроков вратарь гол голы нападающий защитник судья пенальти кубок кубка финал финале
            полуфинал лига чемпион чемпионка чемпионат чемпионата турнир турнира медаль медали
            золото серебро бронза олимпийские олимпиада лыжник лыжница гонка гонку гонки хоккей
            хоккеист шайба теннис теннисист теннисистка пловец легкоатлет бегун биатлон фигуристка
            формула рекорд рекордом болельщики стадион победа поражение сезон сборная сборной
            обыграл обыграла обыграли мяч мяча мячей забил забила
        """,
    }
)
