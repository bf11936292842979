"""Words that resolution needs to know: heads of units, words that name nobody, spellings, event families."""

from __future__ import annotations

# one spelling for each, so that "Education Center" and "Education Centre" are one name
SPELLINGS: dict[str, str] = {
    "center": "centre", "centers": "centres", "organization": "organisation", "program": "programme",
    "programs": "programmes", "labor": "labour", "theater": "theatre", "defense": "defence",
    "&": "and", "univ": "university",
    "dept": "department", "depts": "departments", "inst": "institute",
}  # fmt: skip

# "School of X": a unit of some body, unless X is a place ("Institute of Technology of Cambodia")
UNIT_HEADS = frozenset({
    "school", "faculty", "department", "college", "institute", "centre", "office", "division", "section", "bureau",
    "laboratory", "committee", "library", "unit", "branch", "campus", "association", "union", "foundation", "board",
})  # fmt: skip

# always a unit, though a place stands in the name: every bank has a Gansu Branch
ALWAYS_UNITS = frozenset({"branch", "campus", "branches", "campuses"})

# words that name no one body: a name of such words alone needs its owner to be known
GENERIC = UNIT_HEADS | frozenset({
    "of", "and", "for", "in", "on", "the", "at", "to", "party", "education", "educational", "higher", "teaching",
    "teacher", "teachers", "training", "learning", "students", "student", "affairs", "academic", "graduate",
    "undergraduate", "research", "science", "sciences", "technology", "engineering", "arts", "art", "humanities",
    "social", "medicine", "medical", "health", "law", "business", "management", "economics", "finance", "financial",
    "foreign", "languages", "language", "international", "cooperation", "exchange", "exchanges", "media",
    "information", "digital", "resources", "resource", "human", "general", "administration", "administrative",
    "executive", "standing", "youth", "league", "labour", "trade", "quality", "assurance", "continuing", "distance",
    "online", "open", "lifelong", "vocational", "adult", "alumni", "development", "planning", "publicity",
    "propaganda", "organisation", "discipline", "inspection", "supervision", "services", "service", "support",
    "computing", "computer", "software", "mathematics", "physics", "chemistry", "biology", "history", "literature",
    "music", "sports", "physical", "nursing", "agriculture", "agricultural", "environment", "environmental",
    "culture", "cultural", "tourism", "local", "municipal", "provincial", "county", "district", "city",
    "headquarters", "admissions", "secretariat", "council", "senate", "congress", "assembly", "museum", "press",
    "group", "team", "working", "leading", "commission", "society", "club", "studio", "hospital", "institution",
    "institutions", "government", "people", "peoples", "primary", "secondary", "middle", "preschool", "rural",
    "community", "charity", "central", "marxism",
})  # fmt: skip

# bodies of a state: generic by their words, yet one in a country
STATE_HEADS = frozenset({"ministry", "state", "congress", "parliament", "cabinet"})

PERSON_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "president",
    "vice-president", "chancellor", "vice-chancellor", "minister", "ambassador", "dean", "director", "secretary",
    "comrade", "madam", "hon", "rev", "reverend", "father", "sister", "engr", "eng", "associate", "emeritus",
    "academician", "governor", "mayor", "rector", "provost", "chairman", "chairwoman", "chair",
})  # fmt: skip

# words that do not tell one event of a kind from another
EVENT_STOP = frozenset({
    "a", "an", "the", "of", "and", "in", "on", "at", "to", "for", "with", "by", "from", "its", "their", "his",
    "her", "as", "was", "were", "is", "are", "be", "been", "held", "hold", "holds", "hosted", "hosts", "host",
    "launched", "organised", "training", "programme", "program", "course", "ceremony", "meeting", "signing",
    "donation", "seminar", "workshop", "visit", "conference", "event", "activity", "launch", "opening", "lecture",
    "competition", "exhibition", "award", "appointment", "publication", "broadcast", "campaign", "performance",
    "celebration", "establishment", "class", "session", "agreement", "memorandum", "understanding", "sign",
    "signed", "signs", "donated", "donates", "visited", "visits", "opened", "opens", "recently", "about", "will", "has",
    "have", "had", "this", "that", "new", "s", "it", "into", "under", "between", "which",
})  # fmt: skip

# words of running text that say nothing of what an event is about, without a plural's "s"
TEXT_STOP = EVENT_STOP | frozenset({
    "said", "say", "told", "tell", "added", "noted", "stressed", "emphasized", "emphasised", "pointed", "according",
    "expressed", "hoped", "hope", "wa", "ha", "hi", "thi", "held", "took", "place", "take", "part", "also", "more",
    "than", "over", "all", "after", "before", "during", "when", "where", "who", "whom", "whose", "while", "there",
    "here", "they", "them", "we", "our", "you", "your", "he", "she", "him", "not", "no", "or", "but", "if", "so",
    "can", "could", "would", "should", "may", "might", "must", "do", "doe", "did", "been", "being", "both", "each",
    "other", "such", "some", "many", "most", "well", "very", "only", "through", "among", "around", "across",
    "within", "up", "out", "off", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "first", "second", "third", "year", "month", "week", "day", "today", "yesterday", "january", "february",
    "march", "april", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "morning", "afternoon", "evening", "mr", "mrs", "dr", "professor", "president",
    "vice", "director", "dean", "head", "deputy", "member", "secretary", "general", "university", "college",
    "school", "institute", "centre", "center", "department", "people", "new", "together", "made", "make", "given",
    "give", "gave", "including", "include", "included", "followed", "following", "attended", "attend",
    "participated", "participate", "participant", "delegation", "representative", "leader", "organized", "launch",
    "jointly", "hosting", "entitled", "titled", "themed", "theme",
})  # fmt: skip

ORDINALS: dict[str, str] = {
    "first": "#1", "second": "#2", "third": "#3", "fourth": "#4", "fifth": "#5", "sixth": "#6", "seventh": "#7",
    "eighth": "#8", "ninth": "#9", "tenth": "#10", "eleventh": "#11", "twelfth": "#12", "inaugural": "#1",
    "final": "#last",
    **{f"{n}{e}": f"#{n}" for n in range(1, 151) for e in ("st", "nd", "rd", "th")},
}  # fmt: skip

# what an ordinal counts that is no edition of an event
NO_EDITIONS = frozenset({
    "prize", "prizes", "place", "anniversary", "birthday", "century", "grade", "year", "half", "degree", "class",
    "floor", "quarter", "phase", "batch", "day", "team", "generation", "hospital", "school",
})  # fmt: skip

# event types that tellers take for one another
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"Donation", "Ceremony", "Award"}),
    frozenset({"Signing", "Ceremony", "Meeting", "Launch", "Establishment"}),
    frozenset({"Training", "Launch", "Workshop", "Ceremony", "Lecture", "Seminar"}),
    frozenset({"Conference", "Seminar", "Meeting", "Workshop"}),
    frozenset({"Establishment", "Ceremony", "Launch"}),
    frozenset({"Celebration", "Ceremony", "Performance", "Activity", "Campaign", "Competition"}),
    frozenset({"Competition", "Award", "Ceremony", "Performance"}),
    frozenset({"Campaign", "Activity", "Launch", "Celebration"}),
    frozenset({"Publication", "Launch", "Ceremony"}),
    frozenset({"Exhibition", "Conference", "Ceremony"}),
    frozenset({"Visit", "Meeting"}),
    frozenset({"Broadcast", "Launch"}),
)  # fmt: skip
