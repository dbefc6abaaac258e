"""Sentences that the invented cases are told in; none of them names a person."""

# A youth of the demo is called by one of each.
FIRST_NAMES = (
    *("Fenno", "Jorin", "Lieske", "Maaike-Roos", "Tarik", "Senna", "Wietse", "Ilvy", "Jelmar", "Noortje"),
    *("Rayan", "Merle", "Quint", "Bente", "Amira", "Sietse", "Liva", "Dunya", "Thijmen", "Roosmarijn"),
)
LAST_NAMES = (
    "van Nergenshuizen",
    "Verzonnen",
    "Bedachtema",
    "Fictieman",
    "Denkbeeld",
    "Voorbeeldsma",
    "van Testelen",
    "Schijnhoven",
)
STREETS = ("Voorbeeldstraat", "Bedachtlaan", "Nergensweg", "Fictiehof", "Proefplein")

CONSENT = {
    "toestemming": (
        "Beide ouders gaven toestemming tijdens het gesprek aan huis. De jeugdige weet ervan.",
        "Moeder heeft gezag en tekende het toestemmingsformulier.",
        "Ouders en jeugdige tekenden samen; zij kregen een kopie.",
    ),
    "maatregel": (
        "De maatregel loopt; ouders en jeugdige zijn geïnformeerd over deze aanmelding.",
        "De jeugdbeschermer besprak de aanmelding met de ouders. Vader is het er niet mee eens.",
    ),
}
SAFETY = (
    "Er is een veiligheidsplan, en een buurvrouw kan altijd gebeld worden.",
    "Opa en oma vangen op als het misgaat.",
)
YOUTH_VIEWS = (
    "Ik wil gewoon thuis wonen en niet steeds nieuwe mensen.",
    "Laat me met rust, maar laat me ook niet in de steek.",
    "Ik wil weer naar school, alleen niet naar die school.",
    "Ik wil zelf kiezen met wie ik praat.",
)
PARENTS_VIEWS = (
    "Wij willen één persoon die we kunnen bellen.",
    "Rust in huis, en dat ons kind weer lacht.",
    "Wij willen meebeslissen en niet steeds ons verhaal opnieuw vertellen.",
    "Hulp die blijft, ook als het even moeilijk is.",
)
INVOLVED = (
    ("intern begeleider", "basisschool"),
    ("mentor", "school voor voortgezet onderwijs"),
    ("huisarts", ""),
    ("jeugdarts", "GGD"),
    ("wijkagent", "politie"),
    ("schuldhulpverlener", "gemeente"),
    ("ambulant begeleider", "jeugdhulpaanbieder"),
    ("opa en oma", "familie"),
)
MOTIVATIONS = {
    "consultation": (
        "De vraag is inhoudelijk en alle betrokkenen willen meedenken.",
        "Er is veel geprobeerd zonder gezamenlijke verklaring. Dat vraagt een tafel.",
    ),
    "procesregie": (
        "De inhoud is duidelijk; het zit vast op wie betaalt en wie besluit.",
        "Partijen zijn het eens over wat nodig is en toch beweegt er niets.",
    ),
    "centre": (
        "Wat nodig is, is in de regio niet te vinden.",
        "Drie aanbieders in de regio hebben afgewezen.",
    ),
    "incomplete": ("Zonder deze gegevens kan het team de vraag niet wegen.",),
    "declined": ("De vraag is helder en hoort bij de lokale toegang.",),
}
MISSING = (
    "Het verslag van het laatste onderzoek ontbreekt, en wat de jeugdige zelf wil.",
    "Wij missen wie het gezag heeft en of vader instemt.",
)
ADDITIONS = (
    "Het onderzoeksverslag is toegevoegd. De jeugdige wil graag bij tante wonen.",
    "Moeder heeft eenhoofdig gezag. Vader is gebeld en stemt in.",
)
ALTERNATIVES = (
    "De jeugd- en gezinswerker van het wijkteam kan dit oppakken. Wij hebben warm overgedragen.",
    "Onderwijsconsulenten helpen bij vragen over school; de gegevens zijn doorgegeven.",
)
LOCATIONS = {
    "NL": "Stadskantoor Venlo, kamer 2.14",
    "ML": "Stadhuis Roermond, vergaderzaal West",
    "ZL": "Gemeentehuis Heerlen, kamer C3",
    "centre": "Expertisecentrum Limburg, ronde tafel",
}
ANALYSES = (
    "Het gedrag lijkt een antwoord op onvoorspelbaarheid. Wie zijn plek niet zeker weet, gaat testen.",
    "Er is vooral behandeld wat zichtbaar is. Wat eronder ligt, is nog niet onderzocht.",
    "De draagkracht van de ouders is op. Zonder steun voor hen landt geen enkele behandeling.",
    "De jeugdige is overvraagd: het niveau is hoger ingeschat dan het is.",
    "Er is sprake van stapeling: verlies, wisselingen en een taak die te groot is voor een kind.",
)
PRE_ADVICES = (
    "Begin met rust en één vast gezicht. Behandel pas daarna.",
    "Breng eerst het niveau en de prikkelverwerking in kaart, in de eigen omgeving.",
    "Verbind onderwijs en behandeling in één plan met één eigenaar.",
    "Kies een plek voor langere tijd. Elke wisseling maakt het volgende verlies groter.",
    "Steun de ouders met een vaste avond per week waarop zij niet hoeven.",
)
PRE_ADVICE_QUESTIONS = (
    "Is er ooit een intelligentieonderzoek gedaan?",
    "Wie is voor de jeugdige belangrijk buiten het gezin?",
    "",
)
EXPLANATIONS = (
    "Een kwetsbaar kind in een uitgeput gezin kreeg steeds kortere hulp. Zo leerde het dat niemand blijft.",
    "De hulp zocht de oorzaak bij de jeugdige, terwijl de omgeving het gedrag elke dag opnieuw opriep.",
    "Onzekerheid over de toekomst houdt spanning in stand; die spanning maakt behandelen nu onmogelijk.",
)
MINUTES = (
    "De tafel besprak wat eerst moet: rust en een vaste plek. Behandeling komt daarna.",
    "Er was verschil van inzicht over de volgorde. De tafel koos voor een plan in drie stappen.",
    "Besproken zijn veiligheid, wonen, school en behandeling. De aanmelder bespreekt het met het gezin.",
)
ADJOURNMENTS = (
    "Er ontbrak een gedragswetenschapper met kennis van verslaving. De tafel komt opnieuw bij elkaar.",
)
SUMMARIES = (
    "Eerst rust en één vaste hulpverlener, dan behandeling, en intussen steun voor de ouders.",
    "De jeugdige blijft waar het nu goed gaat. De hulp komt daarheen, in één plan met één eigenaar.",
    "Niet nog een wisseling: versterk de plek die er is en behandel wat onder het gedrag ligt.",
)
REMARKS = (
    "Leg vast wie belt als de start later wordt.",
    "Neem de wens van de jeugdige over school nadrukkelijk mee.",
)
DISSENTS = (
    "Ik vind de veiligheid thuis onvoldoende en zou eerst een tijdelijke plek kiezen.",
    "Behandeling zonder diagnostiek is naar mijn oordeel te vroeg.",
)
SETTLEMENTS = (
    "De opmerking is besproken en als voorwaarde bij aanbeveling 1 opgenomen.",
    "Het bezwaar is besproken. De meerderheid kiest deze volgorde; de veiligheid wordt wekelijks getoetst.",
)
RECUSALS = ("Ik heb dit gezin eerder zelf behandeld.", "De jeugdige zit bij mijn kind in de klas.")
DEVIATIONS = {
    "geen_plek": "De wachttijd is langer dan een half jaar. Wij zetten intussen iets anders in.",
    "geen_instemming": "De ouders stemmen niet in met deze stap. Wij blijven in gesprek.",
    "veranderd": "De jeugdige woont inmiddels bij tante, waardoor dit niet meer past.",
    "geld": "Er is geen beschikking voor deze inzet gekomen.",
    "visie": "De behandelaar vindt een andere volgorde beter en legt die uit aan het gezin.",
}
IMPASSES = {
    "geld": "Twee gemeenten betalen geen van beide zolang het woonplaatsbeginsel niet is uitgezocht.",
    "wet": "De aanbieder mag volgens zijn erkenning geen jongeren boven de achttien opnemen.",
    "plek": "Er is een passende plek, maar die is beloofd aan een andere regio.",
    "verantwoordelijkheid": "Geen van de drie organisaties wil de behandelverantwoordelijkheid dragen.",
    "inzicht": "De gecertificeerde instelling en de aanbieder zijn het niet eens over terug naar huis.",
}
AGREEMENTS = (
    ("Voorschot op de kosten voor drie maanden toezeggen", "teammanager jeugd van de gemeente"),
    (
        "Schriftelijk bevestigen wie de behandelverantwoordelijkheid draagt",
        "directeur behandelzaken van de aanbieder",
    ),
    ("Startdatum noemen en de plek vrijhouden", "plaatsingscoördinator van de aanbieder"),
    ("Woonplaats laten vaststellen en de uitkomst delen", "jurist van de regio"),
)
NOT_KEPT = "De toezegging is ingetrokken omdat het budget van het kwartaal op was."
ESCALATIONS = ("Wij vragen de wethouders om binnen twee weken te besluiten wie voorschiet.",)
ESCALATION_ANSWERS = (
    "De wethouders besluiten dat de gemeente van herkomst voorschiet tot het is uitgezocht.",
)
RESULT_NOTES = {
    "doorbroken": "De gemeente van herkomst schiet voor en verrekent later. De hulp kan beginnen.",
    "afgeschaald": "De betrokkenen hebben elkaar gevonden. De toegang houdt de afspraken bij.",
    "bespreking": "De knoop is doorgehakt, maar de inhoud vraagt nu eerst een gezamenlijke analyse.",
    "geen_resultaat": "Na drie gesprekken en een opschaling blijft het besluit uit. De jeugdige wacht.",
}
TRANSFER_QUESTIONS = (
    "Wie in Limburg kan wonen en behandelen combineren voor deze jeugdige?",
    "Kunt u een plek vinden met kennis van trauma en een beperking?",
)
TRANSFER_DECLINES = ("In de eigen regio is nog een aanbieder niet gevraagd. Vraag die eerst.",)
NEEDS = (
    "Een kleine, voorspelbare groep met behandeling in huis en een vast dagprogramma.",
    "Een gezinsvorm met ervaren begeleiders die blijven als het moeilijk wordt.",
)
CONDITIONS = (
    "Bij voorkeur met onderwijs op het terrein.",
    "Contact met familie in het weekend moet kunnen.",
    "",
)
REFUSALS = (
    ("vol", "Wij verwachten pas over vier maanden een plek."),
    ("expertise", "Onze groep is niet ingericht op deze combinatie van vragen."),
    ("veiligheid", "De samenstelling van de groep laat dit nu niet toe."),
    ("personeel", "Wij hebben een vacature voor de nacht en nemen niemand op."),
)
OFFER_CONDITIONS = ("Mogelijk als er de eerste acht weken één op één begeleiding wordt betaald.",)
BRIDGINGS = (
    "Drie keer per week ambulante hulp thuis en één logeerweekend per maand.",
    "Dagbehandeling op vier dagdelen, met een bereikbare begeleider in de avond.",
)
START_AGREEMENTS = ("Kennismaking vooraf thuis; de eerste twee weken elke dag even bellen met de ouders.",)
LATER_VIEWS_YOUTH = (
    "Het gaat beter, ik slaap weer.",
    "Ik ben blij met mijn mentor.",
    "Ik wacht nog steeds op een plek.",
)
LATER_VIEWS_PARENTS = (
    "Wij hebben weer lucht.",
    "Het is rustiger, maar het bleef lang stil.",
    "Wij voelen ons serieus genomen.",
)
ASSESSMENTS = {
    "close": ("Het advies is uitgevoerd of niet meer nodig. Het gezin kan verder met de toegang.",),
    "second": ("Een deel loopt nog. Wij kijken over drie maanden opnieuw.",),
    "conference": ("De situatie is wezenlijk veranderd; dit vraagt een nieuw gesprek aan tafel.",),
    "procesregie": ("De uitvoering stokt op een besluit dat niemand neemt.",),
}
SIGNALS = {
    "earlier": "Dit had veel eerder ingezet kunnen worden; er is te lang gewacht op een volgende stap.",
    "missing": "Dit aanbod was er niet of te laat, waardoor iets is ingezet dat niet paste.",
    "bottleneck": "Dit hield de hulp maanden op, terwijl iedereen wist wat nodig was.",
}
LESSONS = (
    (
        "Onderzoek eerst, stapel dan pas",
        "Waar diagnostiek vooraf plaatsvond, was daarna minder hulp nodig. Vraag bij de tweede aanvraag"
        " altijd of al bekend is wat onder het gedrag ligt.",
        "ggz",
        "",
    ),
    (
        "Eén plan voor school en behandeling",
        "Onderwijs en behandeling wachten vaak op elkaar. Een gezamenlijk plan met een eerste kleine stap"
        " doorbreekt dat sneller dan een volledige terugkeer.",
        "onderwijs",
        "proces",
    ),
    (
        "Spreek af wie voorschiet",
        "Als twee gemeenten over de kosten twijfelen, helpt een afspraak vooraf over wie voorschiet. De"
        " verrekening kan later.",
        "",
        "geld",
    ),
    (
        "Overbrugging hoort bij de zoekvraag",
        "Vraag bij het zoeken van een plek meteen wat tot de start mogelijk is. Zo ontstaat geen gat.",
        "overbrugging",
        "capaciteit",
    ),
    (
        "Een bijzonder gezin in een klein dorp",
        "In dit dorp weet iedereen om welk gezin het gaat.",
        "",
        "samenwerking",
    ),
    (
        "Begin vroeg met de overgang naar achttien plus",
        "Wonen, inkomen en verzekering regelen kost meer dan een jaar. Een plan op zestien voorkomt een val"
        " op achttien.",
        "woonleefgroep",
        "proces",
    ),
)
REFUSED_LESSON = "Een bijzonder gezin in een klein dorp"
LESSON_REFUSAL = "Deze tekst is te herleiden tot één gezin. Schrijf op wat de regio ervan leert."

REPORT_INTRODUCTION = (
    "In deze maanden zag het expertteam opnieuw dat hulp vooral vastloopt als niemand de regie heeft. "
    "Deze rapportage laat zien waar dat gebeurt en wat wij daarvan leren. "
    "De cijfers gaan over afgeronde casussen."
)
REPORT_CLOSING = (
    "Het expertteam bespreekt deze uitkomsten met gemeenten en aanbieders in de regio. "
    "In de volgende rapportage leest u wat er met onze vragen is gedaan."
)
REPORT_NOT_OURS = "Hier is iemand aan te herkennen."
