"""What each topic is about, in phrases: what a sentence model compares articles with at first.

Data alone. English serves for all languages that a model of several languages knows.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TOPIC_PHRASES"]

TOPIC_PHRASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "World": (
            "International news from foreign countries",
            "War, fighting, a ceasefire, soldiers and rebels",
            "Diplomats and foreign ministers meet for talks",
            "An earthquake, a flood or a storm kills people and destroys houses",
            "A bomb attack kills many people",
            "Refugees cross the border",
            "Protests against the regime of a country",
            "A ferry, a train or a plane crashes and rescuers search for survivors",
        ),
        "Politics": (
            "Domestic politics, the government and the opposition",
            "An election, the candidates and the voters",
            "Parliament debates and votes on a law",
            "The prime minister reshuffles the cabinet",
            "A political party and its leader",
            "The mayor and the city council decide",
            "A minister resigns after criticism",
            "The coalition agrees on a reform",
        ),
        "Business": (
            "Companies, markets and the economy",
            "Shares rise on the stock market",
            "A company reports its quarterly profit and revenue",
            "The central bank raises interest rates against inflation",
            "A takeover or a merger of two companies",
            "Oil prices, currencies and exports",
            "Jobs are cut, workers strike for higher wages",
            "Economic growth, trade and unemployment",
        ),
        "Technology": (
            "Computers, software and the internet",
            "A new phone, gadget or app is launched",
            "Artificial intelligence and chatbots",
            "Hackers, viruses and the security of data",
            "Video games and game consoles",
            "Broadband and mobile networks",
            "An online service and its users",
            "Chips, servers and robots",
        ),
        "Science": (
            "Scientists have made a discovery",
            "A study in a journal, by researchers of a university",
            "Space, a rocket, a telescope, planets and stars",
            "Climate change, glaciers and carbon emissions",
            "Animals, plants, species and their habitat",
            "Fossils, archaeology and evolution",
            "Physics, chemistry and genetics in a laboratory",
            "A spacecraft on its way to a planet",
        ),
        "Health": (
            "Health, medicine and hospitals",
            "Doctors, nurses and their patients",
            "A vaccine against a disease",
            "An outbreak of infections",
            "Cancer, heart disease and new drugs",
            "Food, obesity, sleep and exercise",
            "Mental health and therapy",
            "Smoking, alcohol and public health",
        ),
        "Culture": (
            "Film, music, books, art and theatre",
            "A film wins an award at a festival",
            "An actor or a director in a new movie",
            "A band or a singer releases an album",
            "A concert, an opera or an orchestra",
            "An exhibition in a museum or a gallery",
            "A novel, its author and a literary prize",
            "A television series and celebrities",
        ),
        "Sport": (
            "Sport, matches and tournaments",
            "A football team wins a match, with goals",
            "The coach, the captain and an injured player",
            "A tennis player reaches the final",
            "An athlete wins a medal at the Olympic Games",
            "Cricket, rugby, baseball, basketball and golf",
            "A cyclist, a swimmer or a runner sets a record",
            "A club signs a player before the season",
        ),
    }
)
"""By the name that newsletters tend to give a topic."""
