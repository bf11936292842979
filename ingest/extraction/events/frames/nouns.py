# ruff: noqa: SIM905 - word lists are read and mended as text
"""Nouns that name events, by the type they tell of. Lemmas, lower case; British and American spelling."""

from __future__ import annotations

# head noun -> event type
EVENT_NOUNS: dict[str, str] = {
    noun: kind
    for kind, nouns in {
        "Meeting": "meeting plenary assembly roundtable round-table teleconference videoconference talks hearing "
        "agm briefing "
        "get-together consultation discussion gathering reunion audience inquest",
        "Conference": "conference forum congress symposium summit convention colloquium conclave",
        "Seminar": "seminar webinar salon teach-in",
        "Workshop": "workshop masterclass hackathon bootcamp",
        "Training": "training course class bootcamp tutorial",
        "Lecture": "lecture talk speech address keynote lesson sermon reading report",
        "Ceremony": "ceremony inauguration groundbreaking ground-breaking graduation commencement oath-taking "
        "swearing-in "
        "convocation rite unveiling service",
        "Celebration": "celebration gala festival festivity party banquet reception commemoration jubilee fete "
        "carnival parade procession pageant "
        "anniversary tea-party open-day",
        "Donation": "donation gift contribution grant bequest handover fundraiser",
        "Visit": "visit tour inspection trip fieldwork pilgrimage excursion",
        "Competition": "competition contest tournament championship cup race match final hackathon olympiad "
        "marathon quiz league "
        "game playoff semi-final quarter-final regatta derby bout triathlon relay",
        "Exhibition": "fair exhibition exhibit fair expo exposition show display showcase biennale retrospective",
        "Performance": "concert performance recital play musical opera ballet screening premiere gig show",
        "Signing": "signing",
        "Launch": "launch rollout roll-out kick-off start-up",
        "Establishment": "establishment founding foundation opening inauguration unveiling reopening",
        "Award": "award prize medal honour honor title scholarship fellowship bursary",
        "Appointment": "appointment election promotion nomination",
        "Publication": "publication",
        "Broadcast": "broadcast livestream premiere telecast webcast",
        "Campaign": "campaign drive week month day volunteering amnesty appeal",
        "Activity": "activity event camp ritual walk hike march vigil auction sale session rehearsal "
        "registration meetup "
        "clean-up cleanup rally protest demonstration evening "
        "retreat tasting picnic soirée soiree dinner lunch breakfast programme program",
    }.items()
    for noun in nouns.split()
}
EVENT_NOUNS |= {
    "opening": "Ceremony",
    "inauguration": "Ceremony",
    "unveiling": "Establishment",
    "foundation": "Establishment",
}
EVENT_NOUNS |= {"premiere": "Performance", "bootcamp": "Training", "hackathon": "Competition", "show": "Exhibition"}
EVENT_NOUNS |= {"round": "Activity", "edition": "Activity", "intake": "Activity"}

# last two words -> type; they win over the head noun alone
COMPOUNDS: dict[str, str] = {
    phrase: kind
    for kind, phrases in {
        "Training": "training course|training class|training session|training programme|training program|training camp|"
        "training workshop|training series|summer school|winter school|summer camp|study class|refresher course|"
        "short course|induction course|training event|training activity|training project",
        "Seminar": "study session|reading session",
        "Workshop": "working session",
        "Meeting": "working meeting|annual meeting|general meeting|press conference|news conference|"
        "mobilisation meeting|"
        "mobilization meeting|board meeting|town hall|public meeting|council meeting|video conference|work conference|"
        "exchange meeting|opening session|closing session|plenary session|question session|consultation meeting",
        "Lecture": "keynote speech|opening speech|public lecture|guest lecture|keynote address|opening address|"
        "special report|open lecture|lecture series|academic report",
        "Donation": "donation ceremony|donation activity|handover ceremony|fund raiser|charity sale|charity auction",
        "Signing": "signing ceremony|signing event",
        "Launch": "launch ceremony|launching ceremony|launch event|kick-off meeting|kickoff meeting|launch meeting|"
        "kick-off ceremony|start ceremony",
        "Establishment": "unveiling ceremony|inauguration ceremony|inaugural ceremony|plaque ceremony|"
        "founding ceremony|"
        "founding conference|founding meeting|opening ceremony|ribbon-cutting ceremony|naming ceremony",
        "Ceremony": "closing ceremony|graduation ceremony|flag-raising ceremony|raising ceremony|opening ceremony|"
        "topping-out ceremony|laying ceremony|ground-breaking ceremony|groundbreaking ceremony|degree ceremony|"
        "memorial service|enrolment ceremony|enrollment ceremony|swearing-in ceremony",
        "Award": "award ceremony|awards ceremony|awarding ceremony|prize ceremony|prize-giving ceremony|prize giving|"
        "commendation conference|commendation meeting",
        "Visit": "field study|study tour|field trip|study visit|study trip|inspection tour|field research|"
        "research visit|"
        "site visit|working visit|official visit|exchange visit|return visit|state visit",
        "Exhibition": "art show|trade fair|job fair|book fair|career fair|careers fair|trade show|air show|"
        "art fair|photo show|"
        "science fair|recruitment fair",
        "Performance": "theatrical performance|art performance|gala concert|talent show|fashion show|light show|"
        "film screening|"
        "evening gala",
        "Campaign": "volunteer activity|reading drive|activity week|education week|reading month|reading day|"
        "blood drive|"
        "learning week|charity drive|recruitment drive|publicity campaign|public-welfare activity|awareness week|"
        "science week|awareness campaign|clean-up day|safety month|open week|volunteer day",
        "Competition": "sports meeting|sports meet|sports day|sports game|skill contest|speech contest|fun run|"
        "cup final|"
        "group stage",
        "Celebration": "open day|garden party|tea party|gala dinner|street party|birthday party|"
        "anniversary celebration|spring festival",
        "Activity": "group activity|outdoor activity|exchange activity|flower-arranging activity|summer fair|"
        "networking event",
    }.items()
    for phrase in phrases.split("|")
}
COMPOUNDS["opening ceremony"] = "Ceremony"

# nouns that tell nothing of the type: the rest of the item does
GENERIC = frozenset(
    "event activity occasion ceremony session programme program series day round edition intake".split()
)
# nouns that are an event only as what is held, given, attended …; alone they mean a thing, a body, a text or a time
WEAK = frozenset(
    "training course class talk speech address reading report service party reception gift contribution grant "
    "tour trip "
    "final cup race match game play show display award prize medal honour honor title scholarship fellowship bursary "
    "foundation opening publication campaign drive week month day walk march sale session programme program "
    "dinner lunch breakfast "
    "foundation establishment founding appointment election promotion nomination start-up lesson league assembly "
    "congress "
    "discussion registration donation anniversary launch inspection camp performance broadcast final derby "
    "reunion premiere "
    "screening musical opera ballet exhibit hearing briefing title signing volunteering quiz consultation round "
    "edition intake audience relay appeal evening".split()
)
# words before the head that make a weak noun strong, and give the type
MODIFIER_TYPES: dict[str, str] = {
    "training": "Training",
    "donation": "Donation",
    "signing": "Signing",
    "launch": "Launch",
    "launching": "Launch",
    "award": "Award",
    "awards": "Award",
    "awarding": "Award",
    "unveiling": "Establishment",
    "inauguration": "Establishment",
    "inaugural": "",
    "graduation": "Ceremony",
    "volunteer": "Campaign",
    "exhibition": "Exhibition",
    "competition": "Competition",
    "contest": "Competition",
    "reading": "Campaign",
    "charity": "",
    "celebration": "Celebration",
    "appointment": "Appointment",
    "handover": "Donation",
    "lecture": "Lecture",
    "book": "",
    "plaque": "Establishment",
    "prize": "Award",
    "commendation": "Award",
}
# an agreement of some sort: what one signs
AGREEMENTS = frozenset(
    "agreement memorandum mou contract pact accord treaty deal partnership letter charter declaration protocol "
    "framework compact lease understanding document undertaking memo concordat".split()
)
WORKS = frozenset(
    "book report issue volume standard guideline guide journal paper study textbook anthology collection "
    "magazine catalogue "
    "catalog handbook manual history blueprint newsletter survey atlas dictionary whitepaper yearbook findings "
    "results memoir "
    "novel edition album map strategy bulletin toolkit".split()
)
SPEECHES = frozenset(
    "speech address lecture talk report presentation keynote remark remarks paper greeting toast lesson sermon "
    "message".split()
)
GIFTS = frozenset(
    "money book computer equipment tablet laptop classroom fund supply instrument vehicle fund sum painting collection "
    "archive donation grant cheque check furniture toy clothes mask yuan rmb million pound dollar euro bike "
    "uniform device "
    "material machine library gift contribution bus minibus piano scholarship land work letter photograph".split()
)
PRIZES = frozenset(
    "award prize medal title honour honor certificate degree scholarship fellowship plaque cup trophy order "
    "honours honors "
    "distinction bursary freedom commendation championship crown doctorate professorship status gold silver "
    "bronze accolade".split()
)
STARTABLE = frozenset(
    "programme program project platform service course scheme initiative campaign app website portal product "
    "system fund tool "
    "appeal channel series plan drive consultation network database brand major degree line route store trial "
    "pilot scholarship "
    "competition membership edition collection partnership strategy curriculum laboratory base mooc podcast "
    "assistant model "
    "season week month search recruitment registration enrolment enrollment application website work "
    "construction class".split()
)
FOUNDABLE = frozenset(
    "room bookshop café cafe restaurant pub cinema market surgery clinic centre school university college centre "
    "center institute branch office department faculty laboratory lab library "
    "museum gallery "
    "campus hospital clinic company association alliance society club committee council base hall station "
    "academy foundation "
    "academy park theatre theater garden building wing shop store factory plant trust union federation league "
    "network hub "
    "bureau agency commission museum bridge playground pool stadium nursery hostel ward unit site headquarters "
    "reading-room studio memorial monument statue plaque workstation consortium archive venue facility "
    "exhibition".split()
)
POST_WORDS = frozenset(
    "president director head chair chairman chairwoman chairperson dean rector chancellor vice-chancellor "
    "secretary manager "
    "chief captain coach leader editor principal provost treasurer trustee curator ambassador professor minister "
    "mayor member "
    "ceo cfo coo governor commissioner officer conductor consultant warden deputy fellow patron headteacher headmaster "
    "superintendent general representative attache attaché counsellor counselor consul envoy sheriff "
    "spokesman spokeswoman adviser advisor lecturer registrar librarian".split()
)
# groups of people of a body: "teachers from the Tibet Branch"
GROUPS = frozenset(
    "teacher student staff member representative official expert delegate leader employee volunteer colleague "
    "cadre trainee "
    "graduate delegation team group party people scholar researcher guest head participant alumnus learner "
    "player athlete "
    "pupil musician artist worker farmer doctor nurse councillor journalist manager secretary executive person "
    "principal "
    "choir orchestra band ensemble president "
    "director lecturer librarian singer crew squad side faculty personnel resident child fan".split()
)
NEXT_WORDS = frozenset("next another following subsequent second third fourth fifth sixth further new".split())
PAST_WORDS = frozenset("previous earlier last past former preceding recent".split())
# what a venue is called within a body: "at the headquarters of X" makes X the host
VENUE_PARTS = frozenset(
    "headquarters office premises auditorium campus hall library building site grounds centre center school "
    "studio base "
    "theatre gymnasium stadium room".split()
)
OCCASIONS = frozenset(
    "anniversary birthday centenary festival jubilee bicentenary milestone day holiday new-year success".split()
)
# what is laid, cut, planted, broken … in a ceremony
RITES = frozenset(
    "brick stone cornerstone foundation-stone wreath ribbon ground tree sapling flag sod shovel spade keel".split()
)
# bodies that meet as such, and people that do
ASSEMBLIES = frozenset(
    "board council committee cabinet commission panel jury senate court assembly minister leader delegate member "
    "representative official trustee governor president scientist researcher expert mayor parent union".split()
)
# bodies that play and sing, and what is conducted
ENSEMBLES = frozenset(
    "orchestra choir band ensemble quartet quintet trio philharmonic sinfonia symphony chorus brass singers players "
    "chorale consort company troupe ballet".split()
)
VISITORS = frozenset("delegation group party team visitor guest mission visit".split())
# with "take": the noun that makes the verb mean "happen"
TAKES = {
    "take": ("place",),
    "get": ("under", "underway"),
    "go": ("ahead", "live"),
    "come": ("to",),
    "kick": ("off",),
}
SETS: dict[str, frozenset[str]] = {
    "AGREEMENTS": AGREEMENTS,
    "WORKS": WORKS,
    "GIFTS": GIFTS,
    "PRIZES": PRIZES,
    "STARTABLE": STARTABLE,
    "FOUNDABLE": FOUNDABLE,
    "POST_WORDS": POST_WORDS,
    "OCCASIONS": OCCASIONS,
    "RITES": RITES,
    "VISITORS": VISITORS,
}
