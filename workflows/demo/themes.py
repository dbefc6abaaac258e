"""What the invented cases are about: a dozen ways in which youth care gets stuck."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """One kind of stuck case. ``wanted`` are recommendations: kind of help, text, owner."""

    ages: tuple[int, int]
    why_stuck: tuple[str, ...]
    titles: tuple[str, ...]
    situations: tuple[str, ...]
    stuck: tuple[str, ...]
    questions: tuple[str, ...]
    tried: tuple[tuple[str, str], ...]
    wanted: tuple[tuple[str, str, str], ...]


THEMES = (
    Theme(
        ages=(6, 13),
        why_stuck=("samenwerking", "samenwerking", "complexiteit"),
        titles=(
            "Dreigende uithuisplaatsing na vechtscheiding",
            "Loyaliteitsconflict na scheiding, school maakt zich zorgen",
            "Omgangsregeling stokt, kind trekt zich terug",
        ),
        situations=(
            "Ouders zijn vier jaar uit elkaar en spreken elkaar alleen via advocaten.",
            "De jeugdige slaapt slecht, heeft buikpijn voor elk wisselmoment en vertelt thuis weinig.",
            "Op school valt op dat de jeugdige snel huilt en geen vriendjes mee naar huis neemt.",
        ),
        stuck=(
            "Beide ouders wijzen de hulpverlener van de ander af. Elk traject stopt na de intake.",
            "Vier organisaties werken elk aan een eigen doel. Niemand heeft het geheel in handen.",
        ),
        questions=(
            "Hoe krijgt de jeugdige rust, ook als ouders niet met elkaar praten?",
            "Welke hulp past nu eerst, en wie neemt de regie?",
        ),
        tried=(("ambulant_perspectief", "gestopt"), ("vaktherapie", "hielp")),
        wanted=(
            ("vaktherapie", "Start speltherapie met één vaste therapeut, los van de strijd.", "therapeut"),
            (
                "ambulant_perspectief",
                "Zet parallel solo ouderschap in, met één plan voor beide huizen.",
                "gezinsbehandelaar",
            ),
            ("netwerk", "Zoek met de jeugdige een steunfiguur in de familie (JIM).", "toegangsmedewerker"),
        ),
    ),
    Theme(
        ages=(12, 17),
        why_stuck=("aanbod", "aanbod", "capaciteit"),
        titles=(
            "Anderhalf jaar thuis van school, hulp haakt af",
            "Thuiszitter met autisme, geen passend onderwijs",
            "Jongere komt de kamer niet meer uit",
        ),
        situations=(
            "De jeugdige heeft autisme en gaat al meer dan een jaar niet naar school.",
            "Dag en nacht zijn omgedraaid. Contact loopt bijna alleen nog via een spelcomputer.",
            "Ouders zijn uitgeput; één van hen is gestopt met werken om thuis te kunnen zijn.",
        ),
        stuck=(
            "School wacht op behandeling en de behandelaar wacht op school.",
            "De wachtlijst voor behandeling aan huis is negen maanden.",
        ),
        questions=(
            "Wat is een eerste haalbare stap naar buiten?",
            "Hoe brengen we onderwijs en behandeling in één plan?",
        ),
        tried=(("ggz", "gestopt"), ("onderwijs", "niet_gestart"), ("ambulant_duurzaam", "geen_effect")),
        wanted=(
            ("ggz", "Bied behandeling aan huis, in een tempo dat de jeugdige aankan.", "behandelcoördinator"),
            (
                "onderwijs",
                "Maak een onderwijs-zorgplan met twee uur per week als begin.",
                "onderwijsconsulent",
            ),
            ("dagbesteding", "Zoek een dagbesteding rond dieren of techniek.", "jeugd- en gezinswerker"),
        ),
    ),
    Theme(
        ages=(14, 17),
        why_stuck=("aanbod", "complexiteit"),
        titles=(
            "Weglopen en zorgen over uitbuiting",
            "Jongere met lichte verstandelijke beperking wordt misbruikt door anderen",
        ),
        situations=(
            "De jeugdige is in drie maanden elf keer weggelopen uit de leefgroep.",
            "De jeugdige heeft een lichte verstandelijke beperking en overziet de gevaren niet.",
            "Er zijn signalen van oudere jongens die geld en telefoons geven.",
        ),
        stuck=(
            "De open groep vindt het te onveilig en JeugdzorgPlus vindt het te licht.",
            "Aanbieders sluiten uit op de combinatie van beperking en trauma.",
        ),
        questions=(
            "Welke plek biedt veiligheid zonder alles dicht te zetten?",
            "Wie kan behandelen én begrenzen?",
        ),
        tried=(("verblijf", "gestopt"), ("crisishulp", "hielp"), ("jeugdzorgplus", "niet_gestart")),
        wanted=(
            (
                "verblijf",
                "Zoek een kleine behandelgroep met kennis van LVB en trauma.",
                "plaatsingscoördinator",
            ),
            ("ggz", "Start traumabehandeling zodra de plek rustig is.", "gz-psycholoog"),
            ("netwerk", "Maak met de familie een plan voor de weekenden.", "jeugdbeschermer"),
        ),
    ),
    Theme(
        ages=(4, 11),
        why_stuck=("capaciteit", "capaciteit", "aanbod"),
        titles=(
            "Pleegzorgplaatsing dreigt te breken",
            "Vierde pleeggezin in vijf jaar, hechting onder druk",
        ),
        situations=(
            "De jeugdige woont bij het vierde pleeggezin en test dagelijks of hij mag blijven.",
            "De pleegouders houden van het kind, maar hebben zelf geen nachtrust meer.",
            "Na elk bezoek aan de biologische moeder is er een week onrust.",
        ),
        stuck=(
            "De ondersteuning van het pleeggezin stopte toen de aanbieder geen personeel had.",
            "Respijtzorg is toegezegd, maar er is geen logeerplek.",
        ),
        questions=("Wat heeft dit pleeggezin nodig om het vol te houden?", "Hoe richten we de bezoeken in?"),
        tried=(("pleegzorg", "hielp"), ("ambulant_duurzaam", "gestopt")),
        wanted=(
            (
                "pleegzorg",
                "Geef het pleeggezin wekelijkse begeleiding en een vaste logeerplek.",
                "pleegzorgwerker",
            ),
            ("vaktherapie", "Bied hechtingsgerichte therapie samen met de pleegouders.", "therapeut"),
            ("gezinshuis", "Houd een gezinshuis in de buurt achter de hand.", "jeugdbeschermer"),
        ),
    ),
    Theme(
        ages=(13, 17),
        why_stuck=("capaciteit", "aanbod"),
        titles=(
            "Eetstoornis en suïcidale gedachten, opname afgewezen",
            "Te ziek voor thuis, te licht voor opname",
        ),
        situations=(
            "De jeugdige eet bijna niet en heeft gedachten over de dood.",
            "De kinderarts bewaakt het lichaam, maar er is geen behandelaar voor het hoofd.",
            "Een jonger zusje vraagt elke dag of het goed komt.",
        ),
        stuck=(
            "De kliniek wijst af vanwege het risico, de polikliniek vanwege de zwaarte.",
            "Er staan drie aanmeldingen uit en niemand durft de eerste te zijn.",
        ),
        questions=(
            "Wie neemt de behandelverantwoordelijkheid?",
            "Hoe overbruggen we tot er een plek is?",
        ),
        tried=(("ggz", "gestopt"), ("crisishulp", "hielp"), ("opname", "niet_gestart")),
        wanted=(
            (
                "ggz",
                "Start intensieve behandeling thuis met twee contacten per week.",
                "kinder- en jeugdpsychiater",
            ),
            ("opname", "Maak met de kliniek een terugvalbed met heldere criteria.", "psychiater"),
            (
                "overbrugging",
                "Regel tot de start dagelijkse begeleiding bij de maaltijden.",
                "gezinsbehandelaar",
            ),
        ),
    ),
    Theme(
        ages=(8, 15),
        why_stuck=("complexiteit", "samenwerking", "aanbod"),
        titles=(
            "Agressie thuis, ouders durven niet meer alleen te zijn",
            "Gezin op slot: geweld, schulden en vier hulpverleners",
        ),
        situations=(
            "De jeugdige slaat en gooit met spullen. Een broertje slaapt bij opa en oma.",
            "Er zijn schulden en een dreigende huisuitzetting, waardoor ieder gesprek over geld gaat.",
            "Moeder heeft zelf vroeger in pleegzorg gezeten en vertrouwt hulpverleners moeilijk.",
        ),
        stuck=(
            "Elke hulpverlener werkt aan een stuk. Volgens ouders luistert niemand naar het geheel.",
            "Het wijkteam, de schuldhulp en de behandelaar hebben elkaar nooit gesproken.",
        ),
        questions=(
            "Wat moet eerst: rust in huis, geld of behandeling?",
            "Hoe houden we de kinderen thuis én veilig?",
        ),
        tried=(("ambulant_perspectief", "geen_effect"), ("crisishulp", "hielp")),
        wanted=(
            ("ambulant_duurzaam", "Zet één gezinswerker in die alle afspraken bewaakt.", "gezinswerker"),
            ("ggz", "Onderzoek of ADHD of trauma onder het gedrag ligt.", "gz-psycholoog"),
            ("netwerk", "Maak met opa en oma een familiegroepsplan voor de weekenden.", "toegangsmedewerker"),
        ),
    ),
    Theme(
        ages=(16, 20),
        why_stuck=("proces", "proces", "capaciteit"),
        titles=(
            "Bijna achttien en nog geen plek om te wonen",
            "Overgang naar volwassenenzorg valt tussen wal en schip",
        ),
        situations=(
            "De jeugdige wordt binnenkort achttien en moet de leefgroep verlaten.",
            "De jeugdige heeft geen inkomen, geen ziektekostenverzekering op eigen naam en geen netwerk.",
            "Een eerdere proef met begeleid wonen ging mis door overlast.",
        ),
        stuck=(
            "De Wmo begint pas te kijken na de achttiende verjaardag.",
            "Twee gemeenten vinden elk dat de ander moet betalen.",
        ),
        questions=(
            "Wie zorgt voor wonen, werk en inkomen op de dag van de verjaardag?",
            "Kan verlengde jeugdhulp de tijd tot een woonplek vullen?",
        ),
        tried=(("woonleefgroep", "hielp"), ("ambulant_perspectief", "gestopt")),
        wanted=(
            ("woonleefgroep", "Verleng het verblijf tot er een kamer met begeleiding is.", "jeugdbeschermer"),
            ("netwerk", "Maak een toekomstplan op de vijf leefgebieden.", "toegangsmedewerker"),
            ("dagbesteding", "Start een leerwerkplek voor drie dagen per week.", "jobcoach"),
        ),
    ),
    Theme(
        ages=(3, 9),
        why_stuck=("samenwerking", "proces"),
        titles=(
            "Verslaving van ouder, kleuter raakt achterop",
            "Zorgen over een jong kind, ouders houden de deur dicht",
        ),
        situations=(
            "Vader drinkt, moeder houdt dat voor de buitenwereld verborgen.",
            "De jeugdige praat nauwelijks en is op het kinderdagverblijf overgevoelig voor geluid.",
            "Afspraken worden op het laatste moment afgezegd.",
        ),
        stuck=(
            "Verslavingszorg voor volwassenen en jeugdhulp delen niets met elkaar.",
            "Niemand weet wie mag besluiten dat het zo niet langer kan.",
        ),
        questions=(
            "Hoe bereiken we ouders zonder hen kwijt te raken?",
            "Wanneer is vrijwillige hulp niet genoeg?",
        ),
        tried=(("ambulant_perspectief", "gestopt"), ("netwerk", "geen_effect")),
        wanted=(
            (
                "ambulant_perspectief",
                "Bied hulp aan huis op vaste dagen, samen met verslavingszorg.",
                "gezinswerker",
            ),
            ("dagbesteding", "Plaats de kleuter drie dagdelen op een behandelgroep.", "orthopedagoog"),
            ("bescherming", "Leg samen bodemeisen vast en toets die na acht weken.", "toegangsmedewerker"),
        ),
    ),
    Theme(
        ages=(10, 17),
        why_stuck=("aanbod", "complexiteit"),
        titles=(
            "Uitstroom uit gesloten groep lukt niet",
            "Terug naar huis na JeugdzorgPlus zonder vervolgplek",
        ),
        situations=(
            "De machtiging loopt over acht weken af en er is geen vervolgplek.",
            "In de gesloten groep gaat het redelijk, maar elk verlof eindigt in ruzie.",
            "De jeugdige wil naar huis, moeder durft dat nog niet aan.",
        ),
        stuck=(
            "Open groepen wijzen af op het verleden, niet op hoe het nu gaat.",
            "De behandelaar binnen en de ambulante hulp buiten hebben elkaar niet overgedragen.",
        ),
        questions=(
            "Hoe bouwen we verlof op naar wonen in een gewone omgeving?",
            "Welke plek wil het met ons aandurven?",
        ),
        tried=(("jeugdzorgplus", "hielp"), ("gezinshuis", "gestopt")),
        wanted=(
            (
                "gezinshuis",
                "Zoek een gezinshuis dat met opbouwend verlof wil beginnen.",
                "gedragswetenschapper",
            ),
            ("ambulant_duurzaam", "Laat de ambulante hulp starten binnen de groep.", "ambulant begeleider"),
            (
                "onderwijs",
                "Regel een plek op een kleine school vóór het verlof langer wordt.",
                "onderwijsconsulent",
            ),
        ),
    ),
    Theme(
        ages=(9, 16),
        why_stuck=("complexiteit", "capaciteit", "proces"),
        titles=(
            "Oorlogstrauma en taalachterstand, behandeling komt niet op gang",
            "Gezin van statushouders verdwaalt in de hulp",
        ),
        situations=(
            "Het gezin is drie jaar in Nederland na een lange vlucht.",
            "De jeugdige heeft nachtmerries en schrikt van harde geluiden in de klas.",
            "Vader is nog in het buitenland; moeder doet alles alleen.",
        ),
        stuck=(
            "Behandelaars werken niet met een tolk, of alleen na goedkeuring per gesprek.",
            "Er zijn vijf verwijzingen gedaan en vier keer is de aanmelding zonder gesprek gesloten.",
        ),
        questions=("Wie kan traumabehandeling geven met een tolk?", "Hoe steunen we moeder intussen?"),
        tried=(("ggz", "niet_gestart"), ("netwerk", "hielp")),
        wanted=(
            ("ggz", "Start traumabehandeling met vaste tolk en een vaste dag.", "gz-psycholoog"),
            ("netwerk", "Koppel moeder aan een steungezin uit de wijk.", "toegangsmedewerker"),
            ("ambulant_duurzaam", "Geef praktische hulp bij brieven en afspraken.", "gezinswerker"),
        ),
    ),
)
