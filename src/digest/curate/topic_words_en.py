"""English words that speak for a topic: by general knowledge, drawn from no corpus. Data alone."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ENGLISH"]

_WORLD = """
    war troops army military soldiers ceasefire truce rebels militants militia insurgents bomb
    bombing blast explosion airstrike missile missiles shelling attack attacked killed dead
    wounded hostage hostages kidnapped gunmen police border refugees migrants asylum embassy
    ambassador diplomat diplomats diplomatic treaty sanctions peacekeepers humanitarian famine
    coup junta dictator regime protesters uprising earthquake quake flood floods hurricane
    typhoon cyclone tsunami landslide wildfire volcano eruption evacuated rescue rescuers
    survivors death toll prisoners extradition genocide tribunal nuclear enrichment warhead
    occupation settlers withdrawal offensive frontline terrorism terrorist terror suicide bomber
    islamist cleric guerrillas separatists province villagers capital foreign minister united
    nations security council nato kremlin pentagon beijing moscow iraq iraqi iran tehran israel
    israeli palestinian gaza afghanistan kabul taliban syria ukraine kyiv russia russian
    chechnya sudan darfur congo rwanda haiti pakistan kashmir korea pyongyang venezuela yemen
    lebanon beirut libya somalia myanmar crash shipwreck ferry coastguard disaster aid convoy
    checkpoint insurgency pope vatican bishop pilgrims massacre executed airport bombings
    ceasefires villages civilians abducted rebel insurgent militant protests aftershock tremor
    helicopter warplanes warships navy fighters clashes fighting envoy envoys captives beheaded
    kidnappers ransom mosque indonesia philippines manila india delhi mumbai bangladesh nepal
    kathmandu japan tokyo china taiwan thailand bangkok turkey ankara istanbul greece cyprus
    serbia kosovo bosnia croatia georgia chechen belarus poland egypt cairo saudi riyadh jordan
    qatar algeria morocco tunisia nigeria kenya nairobi ethiopia eritrea uganda zimbabwe angola
    colombia bogota peru bolivia ecuador argentina brazil mexico cuba havana nicaragua honduras
    guatemala chile kyrgyzstan uzbekistan armenia azerbaijan baghdad falluja basra mosul najaf
    damascus aleppo jerusalem hamas hezbollah kandahar islamabad karachi mogadishu khartoum
    tripoli benghazi seoul militias displaced mourners iraqis palestinians israelis afghan
    afghans syrian syrians ukrainian ukrainians pakistani iranian iranians sudanese congolese
    rwandan somali kenyan nigerian egyptian egyptians lebanese yemeni turkish kurdish kurds
    libyan cuban venezuelan colombian haitian burmese burma rohingya tibet tibetan lanka tamil
    maoist maoists nepalese thai filipino indonesian malaysia malaysian vietnam hanoi cambodia
    khmer ramallah nablus jenin hebron fallujah kirkuk tikrit qaeda jihad jihadist jihadists
    taleban ambush ambushed grenade grenades mortar mortars landmine landmines gunfire gunman
    gunbattle sniper snipers curfew disarm disarmament peacekeeper peacekeeping iaea dissident
    dissidents stampede landslides mudslide mudslides aftershocks typhoons cyclones capsized
    derailed smuggled trafficked hijacked hijackers hijacking beheading airstrikes warlord
    warlords paramilitary guerrilla rebellion uprisings caliphate sunni shiite shia ayatollah
    storm storms stormy gale gales blizzard snowstorm avalanche firefighter firefighters blaze
    blazes wildfires heatwave tornado tornadoes lightning arson arsonist flames rubble stranded
    collapsed sirens miners colliery trapped putin zelensky zelenskyy warzone invasion invaded
    invading annexed annexation shelled bombardment evacuations militiamen jihadi isis isil houthi
    houthis boko haram shabaab burkina burundi malawi mozambique zambia botswana namibia madagascar
    tigray crimea donbas kharkiv mariupol odesa moldova turkmenistan kazakhstan tajikistan mongolia
    laos brunei maldives bhutan liberia leone djibouti mauritania guyana salvador idlib hague
    smugglers piracy kidnapping abduction abductions killings massacred quakes seismic epicentre
    epicenter
"""
_POLITICS = """
    election elections electoral ballot ballots vote votes voters voter polls polling campaign
    candidate candidates party parties parliament parliamentary lawmakers legislature
    legislation bill senate senator senators congress congressman representatives minister
    ministers cabinet prime president presidency presidential chancellor premier government
    governor mayor councillor council coalition opposition leader leadership manifesto
    constituency mp mps peers lords commons tory tories labour conservative conservatives
    liberal democrats democrat democratic republican republicans policy policies reform reforms
    amendment constitution constitutional referendum debate whitehall westminster downing
    spokesman backbench backbenchers secretary immigration asylum taxes
    pledge pledged resign resigned resignation impeachment veto ruling bylaw ombudsman
    devolution campaigners lobbying partisan swing inquiry speech dossier tax electorate turnout
    incumbent inauguration political politics politician politicians voting voted elected
    ministerial ministry lawmaker councillors caucus primaries nominee governing decree
    corruption mandate abstained abstention filibuster quorum vetoed decrees ordinance
    referendums plebiscite petition petitions canvass canvassing pollster pollsters electorates
    majority minority reshuffle reshuffled ousted toppled sworn inaugurated lawmaking statute
    statutes bylaws alderman aldermen municipality townhall councils deputies deputy faction
    factions centrist centrists leftist leftists rightwing leftwing populist populists
    nationalist nationalists separatism socialist socialists communist communists monarchists
    unconstitutional legislators legislator legislative bicameral frontbench filibusters
    gerrymandering redistricting byelection runoff ministership undersecretary ombudsmen civil
    bureaucracy bureaucrats devolved autonomy secession gubernatorial electors impeached impeach
    referenda suffrage brexit parliamentarian parliamentarians mayoral senatorial congresswoman
    manifestos deportation deported immigrant undocumented constituents reshuffles democracy
    democracies dictatorship authoritarian monarchy
"""
_BUSINESS = """
    company companies firm firms corporate business profit profits earnings revenue revenues
    quarterly quarter sales shares share shareholders shareholder investors investor stock
    stocks market markets index dow nasdaq ftse bank banks banking banker bond bonds rate rates
    interest inflation deflation economy economic economist economists growth gdp recession
    unemployment jobless jobs wages payroll trade tariff tariffs deficit surplus exports
    exporters imports currency dollar euro yen pound sterling oil crude barrel opec prices price
    fuel consumer retailer retailers retail supermarket spending merger mergers acquisition
    acquire takeover bid buyout stake deal ipo flotation listing bankruptcy bankrupt insolvency
    creditors debt loan loans mortgage credit budget fiscal treasury finance financial fund
    funds hedge pension pensions insurer insurance analyst analysts forecast outlook dividend
    chief executive chairman auditors accounting fraud regulator competition antitrust
    manufacturer manufacturing factory factories plant carmaker automaker airline airlines
    layoffs cuts strike union unions productivity supply demand commodities gold industry
    industrial orders billion bn million sector brewer steel mining supplier subsidiary
    restructuring cost costs federal reserve boeing airbus businesses economies
    trading traders trader shipping freight contracts workers staff hiring brand store stores
    lender lenders borrowing borrowers payments dividends nyse futures barrels gasoline refinery
    refiners brokerage equity equities billionaire profitable loss losses downgraded sluggish
    slump rally nikkei walmart toyota lufthansa exxon gazprom outsourcing wholesale logistics
    cargo lawsuit executives billions chipmaker retailing buyers purchase regulators insurers
    bankruptcies stockholders ceo overseas buyback brent pipeline wal-mart greenspan bernanke
    ecb imf wto subsidies greenback yuan renminbi citigroup goldman hsbc barclays ubs chrysler
    volkswagen daimler honda nissan shell chevron nestle unilever cfo payrolls layoff
    inflationary deflationary upside downside valuation treasuries subprime foreclosure
    foreclosures bailout bailed stimulus conglomerate wholesaler grocer grocery supermarkets
    refinancing lending creditor receivership liquidation profitability inventories importer
    importers entrepreneur entrepreneurs invest invested investing investment investments buyer
    franchise franchises shopper shoppers shopping eurozone bundesbank yellen powell draghi lagarde
    boj rba bearish bullish selloff commodity copper aluminium aluminum nickel wheat soybeans
    soybean cocoa cotton farmers agriculture agricultural alibaba tencent softbank peugeot renault
    bmw mercedes audi mcdonald starbucks pepsi pfizer astrazeneca novartis roche glaxosmithkline
    bayer merck amgen monopoly cartel watchdog taxpayer evasion vat homebuyers landlord landlords
    tenants realtor saver savers annuity pensioners recruitment redundancies redundancy wage
    overtime
"""
_TECHNOLOGY = """
    software hardware computer computers computing pc pcs laptop laptops desktop chip chips
    semiconductor semiconductors processor processors intel amd server servers cloud data
    database internet online web website websites browser browsers search engine google yahoo
    microsoft windows linux open source apple itunes iphone android app apps smartphone
    smartphones mobile mobiles phone phones handset handsets wireless wi-fi broadband network
    networks router bandwidth download downloads downloading peer piracy spam spyware virus
    viruses worm trojan hacker hackers hacking phishing malware ransomware encryption password
    passwords security flaw patch update users user digital technology technologies tech gadget
    gadgets device devices startup programmers developers developer code coding algorithm
    algorithms artificial intelligence ai robot robots robotics chatbot machine learning
    electronics electronic sony nintendo playstation xbox console consoles gaming game gamers
    games video camera cameras dvd hdtv television e-mail email emails blog blogs bloggers
    messaging instant voip skype ibm oracle dell firefox mozilla nvidia samsung nokia motorola
    satellite interface cyber automation drone drones sensor sensors battery outage ebay amazon
    technological programmer programming programs hacked hack breach platforms platform login
    account accounts cable chatbots cyberattack cybersecurity tablets tablet bluetooth gps mp3
    ipod macintosh java unix cisco hewlett-packard adobe vulnerability vulnerabilities exploit
    botnet firewall antivirus portal webcam podcast podcasts streaming upload pixels touchscreen
    keyboard printer printers storage supercomputer gigabyte telecoms telecom ringtone texting
    facebook twitter tiktok youtube netflix chipmaker chipmakers notebook notebooks desktops
    version versions upgrade upgrades spammers pirated p2p napster kazaa bittorrent rfid dsl
    wimax hotspot hotspots cellphone cellphones mainframe databases microprocessor
    microprocessors gmail hotmail icann wikipedia downloadable megapixel routers modem modems
    encrypted biometric biometrics cybercrime cybercriminals adware emoji metaverse bitcoin
    blockchain cryptocurrency openai deepfake wearable wearables headset headsets augmented
    navigation satnav geolocation instagram whatsapp snapchat linkedin reddit streamer streamers
    twitch selfie selfies hashtag influencer influencers ipad ipads iwatch smartwatch smartwatches
    htc huawei xiaomi oneplus lenovo acer asus minecraft fortnite pokemon gpu cpu ssd usb hdmi wifi
    4g 5g lte fibre fiber chipset qualcomm broadcom tsmc robotaxi driverless chatgpt anthropic llm
    dns ddos heartbleed backdoor snowden nsa saas firmware playstore emojis oculus hololens nft nfts
    ethereum dogecoin
"""
_SCIENCE = """
    scientists scientist researchers researcher research study studies discovery discovered
    experiment experiments laboratory lab physics physicist physicists particle particles
    quantum collider chemistry chemist molecule molecules biology biologist biologists gene
    genes genetic genome dna cell cells species fossil fossils dinosaur dinosaurs evolution
    ancestor paleontologists archaeologists archaeology anthropologist astronomers astronomy
    telescope telescopes galaxy galaxies star stars planet planets orbit orbiting moon mars
    saturn jupiter asteroid comet meteor spacecraft probe rover nasa astronaut astronauts
    cosmonaut shuttle rocket rockets launch launched space station satellite solar universe
    cosmic climate warming greenhouse emissions carbon dioxide glacier glaciers arctic antarctic
    ice ocean oceans marine coral whale whales habitat biodiversity ecosystem conservation
    extinct extinction endangered wildlife rainforest atmosphere ozone geologists geology
    seismologists volcano mathematician mathematics theorem nobel laureate journal nature
    findings evidence hypothesis theory neutrino microbe bacteria fungus insects bees birds
    penguins science scientific sciences chemists specimen specimens skull bones excavation
    excavated observatory radiation plankton mammal mammals reptile plant plants seeds protein
    proteins temperatures sediment mission lander cassini huygens titan venus mercury comets
    asteroids meteorite cosmonauts soyuz lunar martian eclipse supernova gravity einstein darwin
    cloning embryo chromosome genomes neanderthal primates chimpanzee chimpanzees gorillas
    elephants turtles sharks dolphins amphibians drought methane deforestation permafrost
    nanotechnology laser lasers fusion neutron electron hubble nanotech cloned paleontologist
    palaeontologists hominid kyoto iss spaceship cosmology astrophysicist astrophysicists
    ecologist ecologists marsupial helium isotope geneticist geneticists neuroscience
    neuroscientists tectonic laboratories researched papers botanist botanists zoologist
    zoologists entomologist ornithologist naturalist herd herds nesting spawning predator
    predators pollinators pollination beetle beetles butterflies spiders frogs toads lizard
    lizards snakes bats wolves bison lynx otter otters dolphin pterosaur tyrannosaurus skeleton
    skeletons neolithic palaeolithic paleolithic tomb tombs ruins mummy mummies pharaoh
    hieroglyphs supercomputers tokamak qubit qubits photon photons antimatter muon boson
    wavelength spectrometer microscope microscopes magnetic gravitational exoplanet exoplanets
    nebula constellation meteorites aurora ionosphere stratosphere seabed sonar submersible
    iceberg icebergs icecap tundra monsoon nino esa spacex jaxa isro roscosmos rovers rosetta philae
    meteors supermoon astronomer exomoon blackhole pollutants ecosystems habitats deforested reefs
    mammoth mammoths trilobite pterosaurs paleontology palaeontology archaeologist archaeological
    excavations hominin sapiens denisovan crispr genomics sequencing embryos photosynthesis virology
    microbiology microbiologist microbiome ecology zoology botany entomology volcanologist
    volcanologists seismologist oceanographer climatologist climatologists meteorologist
    meteorologists conservationist conservationists windfarm photovoltaic superconductor
    superconductors graphene nanoparticles apes orangutan orangutans panda pandas rhino rhinos shark
    octopus squid jellyfish seabirds albatross owls hummingbirds wasps bumblebee bumblebees
"""
_HEALTH = """
    health hospital hospitals doctor doctors physician physicians nurse nurses patient patients
    clinic clinics surgery surgeon surgeons disease diseases illness infection infections
    infected virus vaccine vaccines vaccination vaccinated outbreak epidemic pandemic measles
    malaria cholera flu influenza hiv aids tuberculosis hepatitis polio cancer tumour tumor
    tumors leukaemia chemotherapy diabetes insulin obesity obese diet nutrition cholesterol
    heart cardiac stroke blood pressure asthma allergy allergies dementia alzheimer depression
    mental psychiatric anxiety therapy therapist treatment treatments drug drugs medicine
    medicines medical medication pill painkiller antibiotics antibiotic dose doses trial placebo
    symptoms diagnosis diagnosed screening pregnancy pregnant birth babies infant midwife
    maternity abortion fertility ivf organ transplant donor donors kidney liver lung lungs brain
    skin bones smoking smokers tobacco alcohol nhs gp pharmacy pharmacist pharmaceutical fda
    prescription ambulance emergency ward care carers wellbeing sleep exercise vitamin vitamins
    hygiene quarantine mortality healthcare gps paediatric dengue mosquitoes fever cough kidneys
    dentists recovered wards paramedics medics deaths cases booster vaccinations immunisation
    immunization inoculation contagious contagion outbreaks hospitalised hospitalized admissions
    beds dentist dental cavity optician eyesight blindness disabled disability illnesses
    sickness ailment palliative hospice remedy antiviral painkillers opioid opioids overdose
    addiction addicts rehab pills tablets salmonella listeria ecoli norovirus bacteria
    antibodies immune immunity immunotherapy oncology oncologist cardiologist neurologist
    psychiatrist psychologist paediatrician pediatrician physiotherapy stillbirth caesarean
    breastfeeding contraceptive contraception menopause arthritis osteoporosis eczema epilepsy
    autism parkinson sclerosis migraine fatigue calories sugar salt vegetarian vegan slimming
    waistline underweight malnutrition undernourished sanitation handwashing masks lockdown
    quarantined incubation stethoscope transfusion syringe syringes mri ultrasound biopsy
    tumours covid coronavirus ebola mers sars zika chikungunya lyme meningitis pneumonia sepsis tb
    hpv herpes chlamydia syphilis gonorrhoea superbug superbugs mrsa stds vaccinate vaccinating
    unvaccinated antivaxxers inhaler anaphylaxis concussion concussions migraines sunscreen melanoma
    mammogram mammograms prostate colon cervical ovarian pancreatic lymphoma leukemia statin statins
    aspirin ibuprofen paracetamol hypertension defibrillator pacemaker transplants transplanted
    dialysis cirrhosis overweight dieting dieters diets gluten coeliac celiac nutritionist
    nutritionists dietitian vaping vape vapers cannabis opiate opiates fentanyl methadone naloxone
    overdoses alcoholism adhd autistic schizophrenia bipolar alzheimers suicidal psychiatrists
    psychotherapy counselling counseling bulimia anorexia nih medicare medicaid obamacare midwives
    obstetrician gynaecologist gynecologist preterm newborn newborns toddlers infertility sperm
    miscarriage endometriosis hormones testosterone oestrogen estrogen orthopaedic prosthetic
    wheelchair physiotherapist optometrist orthodontist surgeries epidemics pathogen pathogens
"""
_CULTURE = """
    film films movie movies cinema director directed screenplay actor actors actress actresses
    oscar oscars academy award awards nominated nomination nominations golden globe bafta
    premiere hollywood blockbuster sequel trilogy documentary animation drama comedy
    sitcom series episode tv television show shows presenter celebrity celebrities star stars
    music musician musicians singer singers song songs album albums single chart charts band
    bands rock pop rapper rap hip-hop jazz opera orchestra conductor symphony concert concerts
    gig tour festival guitarist drummer grammy grammys brit eurovision dj lyrics theatre theater
    stage play plays playwright musical broadway ballet dance dancer choreographer art
    artist artists painting paintings painter sculpture sculptor gallery galleries museum
    museums exhibition exhibit curator auction masterpiece portrait photographer photography
    book books novel novels novelist author authors writer writers poet poetry poems publisher
    publishing literature literary booker prize bestseller library libraries fashion designer
    architecture architect heritage comic comics audience critics review reviews fans cast role
    roles starring soap arts cultural culture violin violinist piano pianist filmmaker
    filmmakers fresco canvas drawing drawings manuscript biennale archives choir circus lyricist
    composer composers novelists exhibitions screenwriter filmed filming cinemas sundance cannes
    palme berlinale trailer remake soundtrack choirs soprano tenor baritone mezzo libretto aria
    cellist saxophonist trumpeter flautist busker mural murals graffiti ceramics pottery
    tapestry etching engravings watercolour watercolor illustrator cartoon cartoonist animator
    puppet puppets puppeteer comedian comedians standup theatres theaters stages troupe
    rehearsal rehearsals encore applause ovation memoir memoirs biography autobiography
    anthology essays essayist laureates verse stanza sonnet fairytale folklore folk antiquities
    curated curators archivist librarian librarians bookshop bookshops screenings premieres
    premiered festivals carnival parade costume costumes couture designers statues sculptors celeb
    celebs paparazzi tabloid gossip gown gowns emmys emmy baftas mtv vma vmas billboard duet remix
    mixtape djs setlist headliner headliners glastonbury coachella lollapalooza bonnaroo rappers
    beyonce rihanna adele madonna eminem kanye sheeran coldplay kardashian kardashians spielberg
    scorsese tarantino dicaprio clooney aniston avengers superhero superheroes batman spiderman
    superman jedi pixar disney dreamworks paramount lionsgate hbo showtime hulu bbc1 showrunner
    prequel cliffhanger teaser bachelorette eastenders sitcoms soaps comedies dramas thriller
    thrillers romcom biopic biopics filmgoers moviegoers supermodel supermodels catwalk bestsellers
    bestselling bookseller booksellers paperback hardback audiobook audiobooks pulitzer poets
    laureate ballerina ballets orchestras orchestral choirboy virtuoso vinyl
"""
_SPORT = """
    match matches game games team teams player players coach coaches manager captain squad
    season league premiership championship champions cup final finals semi-final semifinal title
    trophy tournament win wins won victory beat beats beating defeat defeated loss draw score
    scored scoring goal goals goalkeeper striker midfielder defender penalty penalties referee
    football footballer soccer fifa uefa fa arsenal chelsea manchester united liverpool everton
    celtic rangers real madrid barcelona juventus milan rugby scrum try flanker lions
    nations cricket wicket wickets batsman bowler innings test ashes tennis wimbledon seed
    seeded set sets serve open golf golfer birdie bogey pga ryder masters olympic olympics
    olympian athens medal medals gold silver bronze athlete athletes athletics sprinter marathon
    relay hurdles swimmer swimming gymnast gymnastics cyclist cycling tour stage race races
    racing driver grand prix formula ferrari boxing boxer heavyweight knockout bout basketball
    nba baseball mlb inning pitcher homer homers nfl quarterback touchdown touchdowns yards
    hockey nhl playoff playoffs stadium fans injury injured doping steroid ban transfer debut
    ranking rankings world record unbeaten division side kick-off sport sports sporting podium
    points qualified qualifier qualifiers eliminated derby regatta sailing rowing
    climbing skating skater skiing skier skiers jump substitute winger fullback stumps pitched
    strikeouts shutout yankees sox dodgers cubs linebacker receiver cowboys patriots steelers
    knicks celtics lakers rebounds postseason preseason pennant roster rookie sophomore heisman
    bowl halftime overtime fumble sack puck goaltender lacrosse softball volleyball handball
    wrestling judo fencing rower triathlon decathlon javelin sprint medallist medalist
    schumacher nascar bundesliga birdies fairway putt springboks wallabies tries lineout ncaa
    premier winning winner champion coached coaching grand-slam bench outfielder shortstop
    baseman catcher bullpen homered mets braves phillies astros marlins eagles packers vikings
    broncos raiders chargers bengals ravens texans redskins seahawks falcons buccaneers panthers
    pistons lineman linemen cornerback offside equaliser equalizer goalless hat-trick agassi
    federer roddick sharapova nadal djokovic woods mickelson armstrong phelps beckham rooney
    ronaldo messi wenger mourinho benitez ferguson newcastle tottenham bayern barca sevilla psv
    ajax sonics clippers mavericks grizzlies bucks hornets halfback runningback semifinals
    quarterfinal quarterfinals runner-up bullpens playbook hurdler sprinters peloton grandstand
    umpire umpires freestyle swim swims medley chess grandmaster grandmasters checkmate darts
    snooker squash badminton archery polo surfing surfer surfers snowboard snowboarder bobsleigh
    luge curling mls ufc mma wwe f1 motogp superbowl linebackers qb quarterbacks featherweight
    middleweight welterweight lightweight captaincy relegation midtable substitutes transfers
    lewandowski mbappe neymar haaland guardiola klopp ancelotti zidane verstappen vettel alonso
    ledecky swiatek alcaraz medvedev zverev wawrinka kohli tendulkar dhoni pietersen t20 ipl odi
    twenty20 bowlers fielders seamer seamers bogeys caddie fairways flyhalf scrumhalf lineouts
    shootout paralympic paralympics paralympian paralympians slalom biathlete biathletes triathlete
    triathletes rowers canoeist kayak sailor yachtsman yachtswoman jockey jockeys racecourse
    steeplechase gallops bookmakers netball hurling camogie
"""

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "World": _WORLD,
        "Politics": _POLITICS,
        "Business": _BUSINESS,
        "Technology": _TECHNOLOGY,
        "Science": _SCIENCE,
        "Health": _HEALTH,
        "Culture": _CULTURE,
        "Sport": _SPORT,
    }
)
