"""Ten kinds of events: how they are told first, what is told again, and what may be new."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """Sentences of one kind of event; `develops` is how often a new fact comes a day later."""

    titles: tuple[str, str, str]
    told: tuple[str, str, str]
    facts: tuple[str, ...]
    again: tuple[str, ...]
    new: tuple[str, ...]
    develops: float = 0.5


KINDS = (
    Kind(
        (
            "Fire destroys {firm} warehouse in {place}",
            "{place} warehouse of {firm} burns down",
            "Smoke over {place} as {firm} store burns",
        ),
        (
            "A fire destroyed the warehouse of {firm} in {place} before dawn.",
            "The {firm} warehouse at the edge of {place} burned to the ground overnight.",
            "Flames took the whole store of {firm} in {place} during the night.",
        ),
        (
            "Nobody was hurt in {place}, but {n0} people had to leave their flats.",
            "The warehouse held furniture and paint of {firm}.",
            "Fire chief {person0} said the roof fell in within an hour.",
            "Schools in {place} kept their windows shut because of the smoke.",
        ),
        (
            "The warehouse of {firm} in {place} has burned down.",
            "Its roof fell in within an hour, said fire chief {person0}.",
            "People had to leave their flats because of the fire.",
        ),
        (
            "Police in {place} arrested {person1} on suspicion of arson at the {firm} warehouse.",
            "The insurer of {firm} puts the damage in {place} at {n1} million crowns.",
            "Police have arrested a man over the fire at the {firm} warehouse in {place}.",
        ),
    ),
    Kind(
        (
            "{firm} to close its {place} plant",
            "{place} plant of {firm} will shut",
            "{firm} gives up its factory in {place}",
        ),
        (
            "The machine maker {firm} will close its plant in {place} next year.",
            "{firm} told workers in {place} that their factory shuts in twelve months.",
            "After decades the machine maker {firm} gives up its factory in {place}.",
        ),
        (
            "The closure costs {n0} jobs in {place}.",
            "Chief executive {person0} blamed dear energy and weak orders.",
            "The union called a meeting of workers in {place}.",
        ),
        (
            "The plant of {firm} in {place} is to be closed, which costs jobs.",
            "Chief executive {person0} of {firm} had blamed weak orders and dear energy.",
        ),
        (
            "Rival bidder {person1} offered {n1} million for the {firm} plant in {place}.",
            "A court in {place} stopped the closure of the {firm} plant after {person2} sued.",
            "The union and {firm} agreed to keep the plant in {place} open.",
        ),
    ),
    Kind(
        (
            "Minister {person0} resigns over {place} contract",
            "{person0} quits after {place} letters",
            "{place} affair costs minister {person0} the office",
        ),
        (
            "Minister {person0} resigned after letters about a contract in {place} came out.",
            "Letters about a harbour contract in {place} have cost {person0} the ministry.",
            "The minister {person0} stepped down over a contract for the harbour of {place}.",
        ),
        (
            "The contract for {place} went to {firm} without a tender.",
            "The letters showed that {firm} knew the price before.",
            "The prime minister thanked {person0} in a short note.",
        ),
        (
            "{person0} had to leave the ministry because of the {place} contract.",
            "That contract went to {firm} without a tender, as letters showed.",
        ),
        (
            "The prime minister named {person1} as new minister after {person0} left.",
            "Prosecutors searched the offices of {firm} in {place} and took away {n1} boxes.",
            "Prosecutors charged {person0} over the contract for the harbour of {place}.",
        ),
        0.7,
    ),
    Kind(
        (
            "Rare {firm} painting found in {place} attic",
            "{place} attic held lost {firm}",
            "Lost picture by {firm} turns up in {place}",
        ),
        (
            "A lost painting by {firm} was found in an attic in {place}.",
            "In an attic in {place} a plumber came across a lost picture by {firm}.",
            "The picture by {firm} that hung in an attic in {place} is genuine.",
        ),
        (
            "It shows a girl with a goat and is {n0} years old.",
            "Curator {person0} of the museum in {place} had sought it since her studies.",
            "The owner had used the frame to dry herbs.",
        ),
        (
            "The lost painting by {firm} had hung in an attic in {place}.",
            "Curator {person0} says the picture of a girl with a goat is genuine.",
        ),
        (
            "The collector {person1} bought the {firm} from {place} for {n1} thousand crowns.",
            "The lost picture by {firm} was stolen from the museum in {place}.",
        ),
        0.3,
    ),
    Kind(
        (
            "{place} beat {firm} to reach the final",
            "Late goal takes {place} past {firm}",
            "{firm} out as {place} go to the final",
        ),
        (
            "{place} beat {firm} in the semi-final with a goal in the last minute.",
            "A goal in the last minute took {place} past {firm} and into the final.",
            "{firm} lost the semi-final against {place} in the last minute.",
        ),
        (
            "Striker {person0} scored for {place} with the left foot.",
            "There were {n0} hundred people in the stadium of {place}.",
            "The coach of {firm} praised his team.",
        ),
        (
            "{place} reached the final by a late goal of striker {person0} against {firm}.",
            "The coach of {firm} praised the team.",
        ),
        ("{person1} of {place} will miss the final after {n1} minutes of training hurt a knee.",),
        0.3,
    ),
    Kind(
        (
            "Storm floods {place}, bridge to {firm} closed",
            "{place} under water after storm",
            "River bursts its banks in {place}",
        ),
        (
            "A storm flooded the old town of {place} and closed the bridge to {firm}.",
            "Water stood knee-deep in the old town of {place} after a night of storm.",
            "The river burst its banks in {place}, and the bridge to {firm} had to be closed.",
        ),
        (
            "Firefighters pumped out {n0} cellars in {place}.",
            "Mayor {person0} asked people to stay at home.",
            "The market hall of {place} lost its roof tiles.",
        ),
        (
            "The old town of {place} was flooded and the bridge to {firm} is closed.",
            "Mayor {person0} had asked people to stay at home.",
        ),
        (
            "Engineer {person1} found {n1} cracks in the bridge between {place} and {firm}.",
            "The government promised {place} a fund of {n2} million for the flooded houses.",
            "The bridge from {place} to {firm} has reopened to cars.",
        ),
        0.6,
    ),
    Kind(
        (
            "{firm} app leaks addresses of {place} customers",
            "{place} customers exposed by {firm}",
            "Hole in {firm} app gave away addresses",
        ),
        (
            "The shopping app {firm} leaked addresses of its customers in {place}.",
            "Addresses of customers in {place} stood open because of a hole in the app of {firm}.",
            "A hole in the app of {firm} gave away where its customers in {place} live.",
        ),
        (
            "Some {n0} thousand customers are affected.",
            "Researcher {person0} had warned {firm} in spring.",
            "Passwords were not among the data, said {firm}.",
        ),
        (
            "The app of {firm} gave away addresses of customers.",
            "Researcher {person0} had warned the company in spring.",
        ),
        (
            "The data office fined {firm} {n1} million over the leak in {place}, said {person1}.",
            "The maker of the app {firm} apologised to its customers in {place}.",
        ),
    ),
    Kind(
        (
            "{place} doctors cure rare {firm} disease",
            "First patient cured of {firm} syndrome",
            "Gene therapy works against {firm} syndrome",
        ),
        (
            "Doctors in {place} cured a patient of the {firm} syndrome with a gene therapy.",
            "A gene therapy from {place} cured a first patient of the {firm} syndrome.",
            "For the first time a patient was cured of the {firm} syndrome, in {place}.",
        ),
        (
            "The patient is {n0} weeks out of hospital.",
            "Professor {person0} led the trial at the clinic of {place}.",
            "About one child in a hundred thousand is born with the {firm} syndrome.",
        ),
        (
            "The {firm} syndrome was cured by a gene therapy at the clinic of {place}.",
            "Professor {person0} had led the trial.",
        ),
        ("A second patient of the {place} clinic, {person1}, left hospital after {n1} days.",),
        0.4,
    ),
    Kind(
        (
            "Probe {firm} reaches asteroid {place}",
            "Asteroid {place} seen up close by {firm}",
            "{firm} sends first pictures of {place}",
        ),
        (
            "The space probe {firm} reached the asteroid {place} and sent pictures.",
            "First pictures of the asteroid {place} came from the probe {firm}.",
            "After seven years the probe {firm} is in orbit around the asteroid {place}.",
        ),
        (
            "The pictures show a crater {n0} metres deep.",
            "Mission head {person0} cried when the signal came.",
            "The probe will map the asteroid {place} until spring.",
        ),
        (
            "The probe {firm} is in orbit around the asteroid {place} and sent pictures.",
            "Mission head {person0} cried when the signal came.",
        ),
        (
            "Chemist {person1} found {n1} grams of ice in what {firm} scraped off {place}.",
            "The probe {firm} has crashed on the asteroid {place}.",
        ),
    ),
    Kind(
        (
            "Court frees {person0} in {place} bank case",
            "{place} bank case: {person0} is free",
            "{person0} acquitted in {place}",
        ),
        (
            "A court in {place} acquitted the banker {person0} of fraud at {firm}.",
            "The banker {person0} is free: a court in {place} saw no fraud at {firm}.",
            "No fraud at {firm}, a court in {place} ruled, and acquitted {person0}.",
        ),
        (
            "The trial had lasted {n0} days.",
            "Savers of {firm} shouted in the court room.",
            "The judge called the books of {firm} careless but lawful.",
        ),
        (
            "The banker {person0} was acquitted of fraud at {firm} by the court in {place}.",
            "Savers of {firm} had shouted in the court room.",
        ),
        (
            "Prosecutor {person1} appeals against the acquittal in {place} with {n1} documents.",
            "Judges in {place} quashed the acquittal of the banker {person0}.",
        ),
    ),
    Kind(
        (
            "Teachers in {place} strike for smaller classes",
            "{place} schools closed by strike",
            "No lessons in {place} as teachers walk out",
        ),
        (
            "Teachers in {place} walked out for smaller classes, and most schools stayed shut.",
            "Most schools in {place} stayed shut because teachers want smaller classes.",
            "A strike of teachers closed the schools of {place}.",
        ),
        (
            "There are {n0} pupils to a teacher in some schools of {place}.",
            "Union leader {person0} spoke of a last resort.",
            "The school office {firm} offered talks.",
        ),
        (
            "The teachers of {place} want smaller classes and walked out.",
            "Union leader {person0} spoke of a last resort.",
        ),
        (
            "Mediator {person1} brought {place} and its teachers to agree on {n1} new posts.",
            "The teachers of {place} called their strike for smaller classes off.",
        ),
        0.6,
    ),
)
