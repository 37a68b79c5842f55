#!/usr/bin/env python3
"""Derive rules/lists/first_names.tsv and rules/lists/place_common_words.tsv:
what names of places are otherwise.

    tools/name_words.py FOLDER RULES

FOLDER holds names-*.tar.gz (PyPI; first names and surnames of the US census of
1990, public domain) and wamerican-small_*.deb (Debian; SCOWL, see its
copyright file).  RULES is the folder with lists/ and tables/cities.tsv.

A word or surname is only written when a place has that name.  What is added by
hand stands in this script.
"""
import glob
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata

SURNAMES = 6000   # the most frequent ones
KNOWN_FROM = 250000  # people: a first name that is such a place is a weak one

OURS = 10 ** 8  # stands in places.tsv, so it is mostly a place in news

TIMES = '''January February March April May June July August September October
November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan
Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Christmas Easter
Ramadan'''.split()

# Capitalised in news as something else, and not in the dictionary so.
WORDS = '''Covid Brexit Internet Twitter Facebook Google Amazon Apple Bible
Koran God Allah Jesus Christ Muslim Christian Catholic Protestant Islam Hindu
Sikh Jewish English Metro Parliament Congress Senate Nazi Nato Taliban Isis
Republican Democrat Tory Labour Liberal Conservative Olympic Olympics Premier
League Champions Cup Grand Prix Formula Wimbledon Euro Dow Jones Nasdaq Wall
Dear Ms Mr Mrs Dr Sir Lady Lord Prince Princess King Queen Duke Earl Count
Baron Saint Father Mother Brother Sister Uncle Aunt Grandma Grandpa Senior
Junior Captain Major General Colonel Sergeant Lieutenant Private Admiral
Western Eastern Northern Southern Central North South East West Northeast
Northwest Southeast Southwest Upper Lower Middle Greater Inner Outer No Seen
Viking Thor Latina Latino Arab Mor Cafe Torah Talmud Buddha Buddhist Shia Sunni
Sufi Mormon Methodist Baptist Anglican Lutheran Presbyterian Evangelical
Orthodox Hispanic Aboriginal Maori Inuit Romani Gypsy Celt Gothic Victorian
Edwardian Tudor Elizabethan Renaissance Baroque Medieval Neolithic Santa Satan
Lucifer Noah Zeus Apollo Venus Mars Jupiter Neptune Uranus Pluto Hercules
Athena Odin Sundance Oscars Grammy Emmy Bafta Eurovision Superman Dracula
Frankenstein Hamlet Macbeth Othello Romeo Juliet Cinderella Tarzan Rambo Potter
Hogwarts Disney Pixar Marvel Netflix Spotify Snapchat Instagram Youtube Tiktok
Whatsapp Reddit Wikipedia Telegram Zoom Windows Android Kindle Bitcoin Ebola
Zika Alzheimer Parkinson Down Asperger Tourette Omicron Gamma Sigma Omega
Comrade Messrs Madam Madame Mademoiselle Monsieur Signor Senor Senora Herr Frau
Mama Papa Daddy Mummy Mum Dad Mom Grandad Granny Nan Auntie Greens Whig Fascist
Marxist Leninist Communist Socialist Zionist Jihadist Islamist Hamas Hezbollah
Fatah Boko Haram Houthi Mujahideen Sharia Ramadan Eid Diwali Hanukkah Passover
Yom Kippur Lent Advent Halloween Thanksgiving Hogmanay Boxing Mardi Gras
Brexiteer Remain Leave Speaker Chancellor Chairman Principal Provost Rector
Warden Bailiff Crown Privy Commons Lords Bollywood Kremlin Pentagon Bundestag
Knesset'''.split()

PRODUCTS = '''Ford Toyota Honda Nissan Lexus Lincoln Dodge Jeep Chrysler
Chevrolet Cadillac Buick Pontiac Mercury Saturn Plymouth Tesla Fiat Seat Lancia
Ferrari Lamborghini Bentley Jaguar Rover Vauxhall Opel Skoda Dacia Daewoo
Hyundai Kia Mazda Subaru Suzuki Yamaha Kawasaki Boeing Lancaster Tornado
Typhoon Tahoe Yukon Tucson Santa Denali Dakota Colorado Tacoma Durango Sedona
Sorento Telluride Seville Cortina Capri Granada Riviera Monaco Monte Cologne
Champagne Cognac Bordeaux Burgundy Bologna Cheddar Parmesan Edam Gouda Brie
Tabasco Bourbon Xerox Kodak Canon Philips Sharp Sanyo Panasonic Siemens Bosch
Nokia Mercedes Porsche Maserati Bugatti Peugeot Renault Citroen Volvo Saab Audi
Lotus Triumph Mini Mondeo Fiesta Focus Escort Corsa Astra Zafira Meriva Polo
Passat Tiguan Touareg Sharan Alhambra Ateca Clio Megane Twingo Laguna Scenic
Yaris Corolla Avensis Prius Camry Celica Civic Accord Odyssey Micra Qashqai
Leaf Sentra Altima Maxima Mustang Explorer Ranger Transit Bronco Impala Camaro
Silverado Avalanche Wrangler Challenger Charger Outlander Lancer Vitara Swift
Sportage Picanto Ducati Harley Apache Chinook Gazelle Lynx Puma Merlin Spitfire
Hurricane Harrier Eurofighter Trident Polaris Tomahawk Patriot Sig Glock
Beretta Remington Colt Browning Smirnoff Bacardi Guinness Budweiser Stella
Carling Nescafe Nutella Cadbury Mars Kitkat Marmite Levi Prada Gucci Chanel
Dior Versace Armani Rolex Omega Lego Barbie Nintendo Sega Playstation Xbox
Hitachi Toshiba Sony Samsung Motorola Blackberry Intel Dell Lenovo Acer Dyson
Hoover Whirlpool Olympus Leica Nikon Pentax Michelin Pirelli Dunlop Goodyear
Bridgestone Firestone Viagra Valium Prozac Botox Aspirin Pfizer Moderna
Novartis Roche Bayer Sandoz Monsanto Cargill Kraft Heinz Unilever Danone
Kellogg'''.split()

ORGANISATIONS = '''Everton Arsenal Chelsea Juventus Ajax Celtic Rangers Fulham
Watford Millwall Tottenham Wolves Barnsley Burnley Blackburn Bolton
Middlesbrough Sunderland Leicester Southampton Swansea Wigan Portsmouth Derby
Ipswich Norwich Reading Brentford Bournemouth Huddersfield Hibernian Aberdeen
Motherwell Kilmarnock Benfica Porto Valencia Sevilla Villarreal Getafe Parma
Lazio Inter Roma Fiorentina Sampdoria Wasps Saracens Harlequins Leinster
Munster Ulster Connacht Crusaders Brumbies Yale Harvard Princeton Stanford
Cornell Dartmouth Rutgers Vanderbilt Duke Purdue Baylor Villanova Georgetown
Marquette Clemson Auburn Wells Barclays Citigroup Reuters Bloomberg Maersk
Nestle Carlsberg Heineken Corona Evian Vichy Boro Barca Pompey Bayern Borussia
Schalke Werder Hertha Hoffenheim Leverkusen Stade Monchengladbach Atletico
Betis Espanyol Celta Osasuna Levante Alaves Rayo Napoli Atalanta Udinese Empoli
Sassuolo Torino Feyenoord Anderlecht Galatasaray Fenerbahce Besiktas Olympiacos
Panathinaikos Dinamo Dynamo Spartak Zenit Lokomotiv Partizan Flamengo Palmeiras
Corinthians Boca Colo Rovers Wanderers Albion Hearts Hibs Dons Gunners Spurs
Villa Forest Gers Bhoys Toffees Hammers Magpies Saints Bears Broncos Bengals
Chargers Browns Ravens Steelers Packers Vikings Cowboys Redskins Commanders
Patriots Falcons Cardinals Seahawks Buccaneers Yankees Dodgers Mets Braves Cubs
Padres Astros Twins Royals Orioles Mariners Nationals Celtics Lakers Knicks
Bulls Pistons Pacers Cavaliers Rockets Suns Jazz Nuggets Blazers Clippers
Grizzlies Pelicans Hornets Wizards Magic Heat Sixers Bruins Flyers Penguins
Sabres Senators Canucks Flames Oilers Sharks Kraken Roosters Rabbitohs Eels
Storm Titans Swans Bombers Hawks Blues Tesco Asda Sainsbury Morrisons Waitrose
Aldi Lidl Argos Boots Debenhams Woolworths Harrods Selfridges Primark Ikea
Walmart Costco Kroger Target Macys Sears Kmart Starbucks Subway Wendys Nandos
Vodafone Verizon Sprint Shell Exxon Chevron Texaco Halliburton Enron Lehman
Goldman Citi Santander Lloyds Deloitte Accenture Boeing Lockheed Raytheon
Northrop Airbus Siemens Vogue Cosmopolitan Playboy Fortune Newsweek Paramount
Miramax Nickelodeon Fox Blackrock Bloomingdale Argyle Charterhouse Amherst
Oberlin Vassar Colgate Drexel Furman Wofford Elon'''.split()

# The census has few of these.
FIRST_NAMES = '''Aaliyah Abdul Abdullah Abu Ahmed Ahmad Aisha Akira Alastair
Alasdair Alejandro Aleksandr Alessandro Ali Alistair Amir Anand Anders Andrei
Andrej Anil Anwar Arjun Asif Aung Ayesha Bashar Benazir Bilal Boris Bram Callum
Carlos Cem Chidi Chinedu Ciaran Cillian Damien Declan Deepak Diego Dimitri
Dmitri Dmitry Ebrahim Efraim Eilidh Emre Eoghan Eoin Fatima Fatma Fernando
Fidel Francois Frederic Fyodor Gareth Gavin Geoffrey Geoff Georgi Gerhard
Giovanni Giuseppe Gordon Graeme Grigory Guillaume Gunther Habib Hamid Hamza
Hans Harjit Hassan Heinrich Helmut Hiroshi Hosni Hugo Huw Hussein Ibrahim Igor
Ilya Imran Ioan Ivan Iain Jacques Jacinda Jair Jamal Jan Javier Jean-Claude
Jean-Pierre Joao Joaquin Jong Jorge Jose Juan Jurgen Kamala Karim Karl Kenji
Kevin Khalid Kim Kofi Konstantin Krishna Lakshmi Lars Laszlo Lech Li Luca Luis
Luiz Lukas Magnus Mahmoud Mahmud Malala Manmohan Manuel Marek Mehmet Miguel
Mikhail Milos Mohamed Mohammad Mohammed Mohammad Muhammad Muhammed Mustafa
Nadia Narendra Nasir Nawaz Nelson Ngozi Niall Nicola Nigel Niamh Nikolai Nils
Nuri Oleg Olena Olga Olu Omar Osama Oscar Oisin Paddy Pablo Pavel Pedro Pervez
Pierre Pieter Piotr Priti Priya Rafael Rahul Raj Rajesh Rajiv Ramesh Rashid
Ravi Recep Rhys Ricardo Rishi Robert Rohit Roman Ruth Saad Saddam Saeed Said
Salman Sanjay Saoirse Sebastian Sergei Sergey Seamus Sean Shinzo Siobhan Sinead
Silvio Singh Slobodan Sonia Stefan Stephane Sunil Suresh Svetlana Takeshi Tariq
Tayyip Theresa Thierry Tomas Tomasz Umar Usman Vaclav Vijay Viktor Vikram
Vladimir Volodymyr Wei Werner Wolfgang Xavier Xi Yasser Yitzhak Yoko Yuri Yusuf
Zac Zainab Zhang Ziad Zoe Zoran Kanye Kai Flavia Sina Ernst Bryn Elon Beyonce
Rihanna Madonna Shakira Eminem Drake Adele Dua Ariana Miley Selena Ciara Barack
Malia Sasha Hillary Ivanka Melania Jared Tiffany Barron Humza Leo Micheal Enda
Bertie Taoiseach Angela Emmanuel Nicolas Marine Matteo Giorgia Alexei Benjamin
Naftali Yair Ismail Muammar Nouri Haider Ashraf Jinping Moon Fumio Yoshihide
Rodrigo Ferdinand Joko Mahathir Najib Scott Malcolm Tony Julia Justin Stephen
Dilma Evo Nicolas Raul Nayib Andres Enrique Felipe Vicente Emmerson Cyril Jacob
Thabo Uhuru Raila Goodluck Muhammadu Olusegun Paul Yoweri Abiy Abdelaziz Usain
Serena Venus Novak Rafa Roger Andy Tiger Rory Lewis Cristiano Lionel Neymar
Kylian Zlatan Wayne Harry Raheem Bukayo Marcus Jadon Mason Gianluigi Sergio
Gerard Antoine Rhian Carwyn Gethin Dafydd Gwyneth Angharad Sian Nia Cerys Alun
Ieuan Emyr Glyn Hywel Iolo Ifan Geraint Aled Dewi Euan Ewan Fraser Hamish Angus
Lachlan Struan Mhairi Morag Catriona Isla Ailsa Kirsty Shona Fiona Fergus
Finlay Murdo Torquil Orla Aoife Caoimhe Grainne Maeve Roisin Sorcha Deirdre
Eimear Cathal Colm Cormac Diarmuid Donal Eamon Fintan Lorcan Padraig Ruairi
Tadhg Darragh Aidan Conor Ming Jun Hao Mei Xiao Yan Ying Hui Jing Lin Min Na
Hong Feng Gang Jian Qiang Tao Bo Chen Fang Haruki Hideo Kazuo Masako Naomi
Noriko Satoshi Takashi Yoshi Sakura Yuki Hana Ji Min-jun Seo-yeon Hyun Sung
Young Jae Eun Soo Amit Anita Aparna Arun Ashok Gopal Indira Jawaharlal Kiran
Lalit Meera Mohan Mukesh Nitin Pooja Pradeep Prakash Rakesh Sachin Sandeep Shah
Shashi Virat Yogi Zara Faisal Farooq Bilawal Asma Shahid Zulfikar Hina Sana
Tahir Waqar Wasim Yasmin Younis Zahid Chukwuma Emeka Femi Folasade Ifeoma Kwame
Kwasi Ama Abena Nana Yaw Tendai Thabo Sipho Zanele Nomvula Amina Fatou Mamadou
Moussa Ibrahima Ousmane Seydou Boubacar Cheikh Abdou Aminata Mariama Awa
Wanjiru Otieno Kamau Njoroge Achieng Jomo Juma Hamisi Ebru Elif Emine Fatih
Gokhan Hakan Kemal Murat Orhan Serkan Tayfun Yilmaz Zeynep Reza Hossein Javad
Mahsa Masoud Mehdi Mohsen Nasrin Neda Parviz Shirin Zahra Ahmadreza Bahram
Cyrus Darius Farhad Golshifteh'''.split()


def names_of(folder):
    path, = glob.glob(os.path.join(folder, 'names-*.tar.gz'))
    version = re.search(r'names-([\d.]+)\.tar', path).group(1)
    with tarfile.open(path) as tar:
        def read(which):
            text = tar.extractfile(f'names-{version}/names/{which}').read()
            return [line.split() for line in text.decode().splitlines()]
        return version, [read(f'dist.{which}') for which in
                         ('male.first', 'female.first', 'all.last')]


def words_of(folder):
    path, = glob.glob(os.path.join(folder, 'wamerican-small_*.deb'))
    version = os.path.basename(path).split('_')[1]
    with tempfile.TemporaryDirectory() as to:
        subprocess.run(['dpkg-deb', '-x', path, to], check=True)
        with open(os.path.join(to, 'usr/share/dict/american-english-small'),
                  encoding='utf-8') as file:
            return version, [word for word in file.read().split()
                             if word.islower() and word.isalpha()]


def fold(name):
    """As the index of places has it, near enough."""
    name = name.lower().split('(')[0].strip()
    return ''.join(c for c in unicodedata.normalize('NFKD', name)
                   if not unicodedata.combining(c) and c not in ".'’")


def is_ours(line):
    """Is the row of places.tsv one whose word is mostly that place?  Not a
    district, nor a second name of a town."""
    word, name, kind = (line.split('\t') + ['', ''])[:3]
    return not line.startswith('#') and (
        kind in ('country', 'admin', 'natural', 'demonym')
        or kind == 'city' and word == name)


def places_of(rules):
    """Largest population by name, in small letters."""
    people = {}
    with open(os.path.join(rules, 'tables/cities.tsv'),
              encoding='utf-8') as file:
        for line in file:
            if line.startswith('#'):
                continue
            cells = line.rstrip('\n').split('\t')
            for name in [cells[1]] + cells[9].split(';'):
                key = fold(name)
                people[key] = max(people.get(key, 0), int(cells[6]))
    with open(os.path.join(rules, 'tables/places.tsv'),
              encoding='utf-8') as file:
        for line in file:
            if is_ours(line):
                people[line.split('\t')[0].lower()] = OURS
    with open(os.path.join(rules, 'tables/admin.tsv'),
              encoding='utf-8') as file:
        for line in file:
            cells = line.split('\t')
            if not line.startswith('#'):
                people.setdefault(fold(cells[1]), 0)
    return people


def write(path, heading, rows):
    with open(path, 'w', encoding='utf-8', newline='\n') as out:
        for line in heading:
            out.write(f'# {line}\n')
        for word, value in sorted(rows.items()):
            out.write(f'{word}\t{value}\n')


def main():
    folder, rules = sys.argv[1:]
    version, (male, female, last) = names_of(folder)
    dictionary, words = words_of(folder)
    people = places_of(rules)

    first = {}
    for name, often, *_ in male + female:
        if float(often) >= 0.003 and len(name) > 2:
            first[name.capitalize()] = ''
    for name in FIRST_NAMES:
        first[name] = ''
    for name in ORGANISATIONS:  # in news rather the club
        first.pop(name, None)
    for name in first:
        known = people.get(name.lower(), 0) >= KNOWN_FROM
        first[name] = 'weak' if known else 'name'

    rows = {}
    for name, *_ in last[:SURNAMES]:
        if people.get(name.lower(), OURS) < OURS:
            rows[name.capitalize()] = 'surname'
    for word in words:
        if people.get(word, OURS) < OURS:
            rows[word.capitalize()] = 'word'
    for group, value in ((ORGANISATIONS, 'organisation'),
                         (PRODUCTS, 'product'), (WORDS, 'word'),
                         (TIMES, 'time')):
        for word in group:
            if word.lower() in people:
                rows[word] = value

    source = (f'PyPI names {version} (US census of 1990, public domain) and'
              f' Debian wamerican-small {dictionary} (SCOWL)')
    write(os.path.join(rules, 'lists/first_names.tsv'),
          ['first_names.tsv: first names; weak: of a well-known place too.',
           f'Derived by tools/name_words.py from PyPI names {version} (US'
           ' census of 1990, public domain)', 'and names added by hand.',
           'Columns, TAB separated, UTF-8: name, value'], first)
    write(os.path.join(rules, 'lists/place_common_words.tsv'),
          ['place_common_words.tsv: names of places that are mostly'
           ' something else:', 'time, word, surname, product, organisation.',
           f'Derived by tools/name_words.py from {source}',
           'and words added by hand.',
           'Columns, TAB separated, UTF-8: word, value'], rows)


if __name__ == '__main__':
    main()
