"""Invented people of several European cultures: names, and the places where they live.

First names and family names are everyday ones put together by chance; streets are generic.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A city with the first digits of its postcodes and how they go on."""

    city: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Culture:
    """Names that belong together and a country; `share` weighs how many customers it has.

    `street` is a format with `{name}` and `{number}`; `phone` is the prefix with country code.
    """

    country: str
    share: float
    women: str
    men: str
    families: str
    places: tuple[Place, ...]
    streets: str
    street: str
    phone: str


CULTURES = (
    Culture(
        country="Germany",
        share=26,
        women="Lena Anna Julia Katharina Sophie Miriam Franziska Johanna Clara Nele Heike Sabine "
        "Birgit Leonie Merle Theresa",
        men="Lukas Jan Felix Moritz Tobias Matthias Stefan Jürgen Paul Niklas Hannes Sebastian "
        "Markus Simon Florian Torsten",
        families="Becker Hoffmann Krüger Schäfer Vogel Brandt Keller Lorenz Winkler Engel Busch "
        "Pohl Arnold Seidel Jansen Ziegler Thiele Haas Böhm Reuter",
        places=(
            Place("Freiburg", "79098"),
            Place("Munich", "80331"),
            Place("Leipzig", "04109"),
            Place("Hamburg", "20095"),
            Place("Cologne", "50667"),
            Place("Dresden", "01067"),
            Place("Kempten", "87435"),
            Place("Berlin", "10115"),
        ),
        streets="Lindenstraße,Gartenweg,Bergstraße,Schulstraße,Am Mühlbach,Birkenallee",
        street="{name} {number}",
        phone="+49 30 555",
    ),
    Culture(
        country="Germany",
        share=4,
        women="Elif Zeynep Selin Merve Ebru Derya",
        men="Emre Can Murat Deniz Kerem Onur",
        families="Yıldız Kaya Öztürk Arslan Çelik Aydın Şahin Koç",
        places=(
            Place("Berlin", "12043"),
            Place("Stuttgart", "70173"),
            Place("Mannheim", "68159"),
        ),
        streets="Lindenstraße,Gartenweg,Marktplatz,Rosenweg",
        street="{name} {number}",
        phone="+49 30 555",
    ),
    Culture(
        country="Austria",
        share=18,
        women="Magdalena Viktoria Barbara Eva Martina Verena Carina Elisabeth Daniela Lisa",
        men="Andreas Georg Johannes Christoph Gerhard Manuel Bernhard Thomas Raphael Dominik",
        families="Gruber Huber Pichler Steiner Moser Mayrhofer Leitner Fuchs Eder Schwaiger Hofer "
        "Kofler Wallner Auer",
        places=(
            Place("Innsbruck", "6020"),
            Place("Vienna", "1070"),
            Place("Graz", "8010"),
            Place("Salzburg", "5020"),
            Place("Dornbirn", "6850"),
            Place("Hall in Tirol", "6060"),
        ),
        streets="Kirchgasse,Dorfstraße,Sonnenweg,Feldgasse,Am Anger,Höhenstraße",
        street="{name} {number}",
        phone="+43 512 555",
    ),
    Culture(
        country="France",
        share=18,
        women="Camille Chloé Élodie Manon Juliette Nathalie Sandrine Amélie Lucie Inès",
        men="Antoine Julien Mathieu Nicolas Baptiste Rémi Thibault Hugo Laurent Yann",
        families="Moreau Lefèvre Garnier Rousseau Chevalier Fontaine Perrin Marchand Renard "
        "Blanchet Faure Guillot Vidal Barbier",
        places=(
            Place("Grenoble", "38000"),
            Place("Lyon", "69003"),
            Place("Annecy", "74000"),
            Place("Nantes", "44000"),
            Place("Strasbourg", "67000"),
            Place("Chambéry", "73000"),
        ),
        streets="rue des Tilleuls,rue de la Gare,chemin du Moulin,avenue des Alpes,rue Haute",
        street="{number} {name}",
        phone="+33 1 99 00",
    ),
    Culture(
        country="Italy",
        share=8,
        women="Giulia Chiara Francesca Elena Martina Silvia Alessia",
        men="Marco Luca Davide Matteo Andrea Stefano Paolo",
        families="Bianchi Ferrari Conti Gallo Rizzo Moretti Barbieri Fontana Marini Testa",
        places=(
            Place("Bolzano", "39100"),
            Place("Turin", "10121"),
            Place("Milan", "20121"),
            Place("Bologna", "40121"),
        ),
        streets="via dei Mulini,via Garibaldi,via delle Rose,via Monte Grappa",
        street="{name} {number}",
        phone="+39 02 555",
    ),
    Culture(
        country="Netherlands",
        share=6,
        women="Sanne Femke Lotte Anouk Marieke",
        men="Daan Bram Sjoerd Thijs Ruben",
        families="Bakker Visser Smit Meijer Dekker Brouwer Kuipers Hendriks",
        places=(Place("Utrecht", "3511 AB"), Place("Groningen", "9711 LM")),
        streets="Molenweg,Dorpsstraat,Kanaalkade,Beukenlaan",
        street="{name} {number}",
        phone="+31 20 555",
    ),
    Culture(
        country="Sweden",
        share=6,
        women="Astrid Ebba Elin Ingrid Saga Malin",
        men="Erik Oskar Nils Gustav Anders Henrik",
        families="Nyström Bergqvist Sandberg Ekman Hedlund Åkesson Sjöberg Lindgren",
        places=(
            Place("Gothenburg", "411 03"),
            Place("Stockholm", "118 20"),
            Place("Östersund", "831 30"),
        ),
        streets="Björkvägen,Storgatan,Skogsstigen,Kyrkogatan",
        street="{name} {number}",
        phone="+46 31 390 06",
    ),
    Culture(
        country="Norway",
        share=4,
        women="Silje Marte Ragnhild Tuva",
        men="Håkon Sindre Eirik Jostein",
        families="Haugen Solberg Bakken Myhre Strand Dahl",
        places=(Place("Bergen", "5003"), Place("Trondheim", "7011")),
        streets="Fjellveien,Storgata,Sjøgata",
        street="{name} {number}",
        phone="+47 555 00",
    ),
    Culture(
        country="Switzerland",
        share=4,
        women="Seraina Ladina Corinne Nora",
        men="Reto Urs Beat Fabio",
        families="Zbinden Caduff Bühler Wenger Frei Amstutz",
        places=(Place("Chur", "7000"), Place("Bern", "3011"), Place("Lausanne", "1003")),
        streets="Bahnhofstrasse,Obere Gasse,Rebweg",
        street="{name} {number}",
        phone="+41 81 555",
    ),
    Culture(
        country="Poland",
        share=5,
        women="Agnieszka Magda Zofia Kinga Ewa",
        men="Piotr Wojciech Tomasz Jakub Michał",
        families="Zieliński Lewandowicz Mazur Wilk Pawlak Kubiak Sikora",
        places=(Place("Kraków", "31-007"), Place("Wrocław", "50-101")),
        streets="ul. Lipowa,ul. Polna,ul. Ogrodowa",
        street="{name} {number}",
        phone="+48 22 555",
    ),
    Culture(
        country="Spain",
        share=5,
        women="Lucía Carmen Marta Nerea Irene",
        men="Javier Álvaro Sergio Pablo Iker",
        families="Ortega Navarro Serrano Molina Iglesias Etxeberria Prieto",
        places=(Place("Bilbao", "48005"), Place("Huesca", "22001"), Place("Granada", "18009")),
        streets="calle Mayor,calle del Río,camino de la Fuente",
        street="{name} {number}",
        phone="+34 910 555",
    ),
    Culture(
        country="Czechia",
        share=3,
        women="Tereza Barbora Veronika",
        men="Ondřej Vojtěch Radek",
        families="Dvořák Novotný Procházka Horák Beneš",
        places=(Place("Brno", "602 00"), Place("Prague", "130 00")),
        streets="Lipová,Nádražní,Zahradní",
        street="{name} {number}",
        phone="+420 555 00",
    ),
    Culture(
        country="Ireland",
        share=3,
        women="Aoife Niamh Ciara",
        men="Cormac Eoin Declan",
        families="Gallagher Brennan Doyle Nolan Keane",
        places=(Place("Galway", "H91 X2Y7"), Place("Cork", "T12 R5C9")),
        streets="Mill Lane,Harbour Road,Church Street",
        street="{number} {name}",
        phone="+353 20 555",
    ),
)
