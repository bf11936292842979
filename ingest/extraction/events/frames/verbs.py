# ruff: noqa: SIM905 - word lists are read and mended as text
"""Verbs of events: the light verbs that carry an event noun, and the verbs that are events themselves. Lemmas."""

from __future__ import annotations

from typing import NamedTuple

from newsgraph.ingest.model import Role

# X VERB a seminar: the role of the subject; passive: of the by-agent
_LIGHT: dict[Role, str] = {
    "organiser": "hold host organise organize launch stage convene run conduct co-host co-organise "
    "co-organize open deliver "
    "initiate mount sponsor offer arrange carry kick cohost start begin conclude close throw put set postpone "
    "cancel reschedule schedule plan undertake present complete announce unveil inaugurate hail welcome "
    "finish wrap delay push scrap abandon axe "
    "defer move bring propose lay introduce provide roll call commence observe resume relaunch",
    "participant": "attend join enter give pay make undergo receive",
    "leader": "chair preside moderate emcee facilitate",
    "speaker": "address teach",
}
LIGHT: dict[str, Role] = {word: role for role, words in _LIGHT.items() for word in words.split()}
LIGHT["sponsor"] = "supporter"
# a light verb whose object must be an event for certain ("open" a seminar; "mark" an anniversary): the noun must not
# be weak
CAREFUL = frozenset(
    "deliver initiate present announce unveil hail welcome propose lay introduce provide call set put plan offer "
    "enter start begin join carry kick roll throw arrange complete mount close finish wrap commence observe resume "
    "relaunch mark teach".split()
)
# the event noun is the subject: "the exhibition opens on Friday"
INTRANSITIVE = frozenset(
    "take open begin start conclude close end kick run happen get go last come draw wrap finish return follow "
    "resume feature "
    "gather bring attract see premiere unfold welcome focus aim cover raise convene assemble commence proceed "
    "kickoff relaunch launch draw wind".split()
)
PASSIVE_LIGHT = frozenset(
    "give hold host organise organize launch stage convene run conduct open co-host co-organise co-organize arrange "
    "initiate mount "
    "sponsor postpone cancel reschedule schedule plan deliver offer inaugurate unveil put set deliver announce "
    "call celebrate "
    "undertake complete conclude delay move close commence launch begin start kick teach observe resume mark "
    "push scrap abandon axe defer bring".split()
)


class Frame(NamedTuple):
    """Who is what beside an event verb: roles of subject, object and of what follows certain prepositions.

    needs: the object (or passive subject) must be headed by one of these nouns, or be a mention of the type named
        ("@Organisation" …); empty: no need. optional object: "" among them.
    """

    type: str
    subject: Role | None = "organiser"
    object: Role | None = None
    preps: tuple[tuple[str, Role], ...] = ()
    needs: frozenset[str] = frozenset()


# sets in `needs` by name; see frames.nouns
class NamedFrame(NamedTuple):
    verbs: str
    frame: Frame
    noun_set: str = ""  # the name of a set in frames.nouns that adds to `needs`


FRAME_LIST: tuple[NamedFrame, ...] = (
    NamedFrame(
        "sign ink initial conclude renew seal finalise finalize execute ratify cosign co-sign countersign",
        Frame("Signing", "participant", None, (("with", "participant"), ("between", "participant"))),
        "AGREEMENTS",
    ),
    NamedFrame(
        "enter reach strike agree form cement forge clinch secure exchange",
        Frame("Signing", "participant", None, (("with", "participant"), ("between", "participant"))),
        "AGREEMENTS",
    ),
    NamedFrame("donate", Frame("Donation", "donor", None, (("to", "recipient"), ("for", "recipient")))),
    NamedFrame(
        "give hand present contribute gift bequeath grant pledge send deliver dispatch ship airlift provide",
        Frame(
            "Donation", "donor", "recipient", (("to", "recipient"), ("towards", "recipient"), ("toward", "recipient"))
        ),
        "GIFTS",
    ),
    NamedFrame("receive accept secure get win", Frame("Donation", "recipient", None, (("from", "donor"),)), "GIFTS"),
    NamedFrame("receive accept get", Frame("Donation", "recipient", None, (("from", "donor"),)), "@Counted"),
    NamedFrame(
        "visit inspect tour",
        Frame("Visit", "participant", "host", (("with", "participant"),)),
    ),
    NamedFrame(
        "award",
        Frame("Award", "organiser", "recipient", (("to", "recipient"), ("on", "recipient"), ("by", "organiser"))),
    ),
    NamedFrame(
        "confer bestow present give grant",
        Frame("Award", "organiser", "recipient", (("to", "recipient"), ("on", "recipient"), ("upon", "recipient"))),
        "PRIZES",
    ),
    NamedFrame(
        "receive win earn scoop claim take clinch collect bag land garner snag secure lift gain",
        Frame("Award", "recipient", None, (("from", "organiser"),)),
        "PRIZES",
    ),
    NamedFrame("present reward", Frame("Award", "organiser", "recipient"), "@WithPrize"),
    NamedFrame(
        "present supply equip provide sponsor support assist aid fund furnish donate gift subsidise subsidize",
        Frame("Donation", "donor", "recipient"),
        "@WithGift",
    ),
    NamedFrame(
        "endow",
        Frame("Donation", "donor", "recipient", (("to", "recipient"), ("at", "recipient"), ("for", "recipient"))),
    ),
    NamedFrame(
        "honour honor commend felicitate recognise recognize",
        Frame("Award", "organiser", "recipient", (("by", "organiser"),)),
        "@Honoured",
    ),
    NamedFrame(
        "name crown declare recognise recognize rank vote select choose list rate judge honour honor certify",
        Frame("Award", "organiser", "recipient"),
        "@Best",
    ),
    NamedFrame(
        "establish found inaugurate create unveil open reopen form set commission dedicate",
        Frame("Establishment", "organiser", None, (("with", "organiser"),)),
        "FOUNDABLE",
    ),
    NamedFrame(
        "launch start introduce unveil roll release begin kick initiate debut open commence activate relaunch",
        Frame("Launch", "organiser", None, (("with", "organiser"),)),
        "STARTABLE",
    ),
    NamedFrame("publish republish", Frame("Publication", "organiser", None, (("with", "organiser"),))),
    NamedFrame("give present hand send bring", Frame("Donation", "donor", None, (("to", "recipient"),)), "@Goods"),
    NamedFrame("hand turn pass make sign", Frame("Donation", "donor", None, (("to", "recipient"),)), "@Over"),
    NamedFrame(
        "provide offer supply give send deliver furnish equip install build turn leave donate distribute",
        Frame("Donation", "donor", "recipient", (("to", "recipient"), ("for", "recipient"), ("with", "recipient"))),
        "@Free",
    ),
    NamedFrame(
        "allocate disburse remit transfer invest inject appropriate earmark",
        Frame("Donation", "donor", None, (("to", "recipient"), ("in", "recipient"), ("for", "recipient"))),
        "@Money",
    ),
    NamedFrame("raise", Frame("Donation", "donor", None, (("for", "recipient"),)), "@Raised"),
    NamedFrame("put bring come", Frame("Launch", "organiser"), "@IntoUse"),
    NamedFrame("declare", Frame("Establishment", "participant"), "@Open"),
    NamedFrame("bring put", Frame("Publication", "organiser"), "@BroughtOut"),
    NamedFrame("sit get come", Frame("Meeting", "participant", None, (("with", "participant"),)), "@Together"),
    NamedFrame("show display", Frame("Exhibition", "organiser"), "@Shown"),
    NamedFrame("give present hand gift", Frame("Donation", "donor", "recipient", (("to", "recipient"),)), "@Thing"),
    NamedFrame("leave", Frame("Donation", "donor", "recipient", (("to", "recipient"),)), "@Left"),
    NamedFrame(
        "release issue launch print unveil",
        Frame("Publication", "organiser", None, (("with", "organiser"),)),
        "WORKS",
    ),
    NamedFrame("broadcast air stream televise premiere livestream", Frame("Broadcast", "organiser")),
    NamedFrame("perform sing", Frame("Performance", "participant")),
    NamedFrame(
        "distribute", Frame("Donation", "donor", None, (("to", "recipient"), ("among", "recipient"))), "@Handed"
    ),
    NamedFrame("pick take bring walk come", Frame("Award", "recipient", None, (("from", "organiser"),)), "@Home"),
    NamedFrame("stage perform mount", Frame("Performance", "participant"), "@Piece"),
    NamedFrame("switch turn", Frame("Launch", "participant"), "@On"),
    NamedFrame("plant", Frame("Campaign", "participant", None, (("with", "participant"),)), "@Planted"),
    NamedFrame("give hand dish", Frame("Donation", "donor", None, (("to", "recipient"),)), "@GivenOut"),
    NamedFrame(
        "appear", Frame("Publication", "organiser", None, (("from", "organiser"), ("with", "organiser"))), "@Appeared"
    ),
    NamedFrame("show screen", Frame("Broadcast", "organiser"), "@OnAir"),
    NamedFrame("release", Frame("Publication", "organiser"), "@Released"),
    NamedFrame("present receive", Frame("Ceremony", "participant"), "@Credentials"),
    NamedFrame("exchange", Frame("Signing", "participant", None, (("between", "participant"),)), "AGREEMENTS"),
    NamedFrame("matriculate induct", Frame("Ceremony", "organiser"), "@Class"),
    NamedFrame("launch", Frame("Launch", "organiser", None, (("with", "organiser"),)), "@Launched"),
    NamedFrame("put affix append", Frame("Signing", "participant", None, (("with", "participant"),)), "@Signature"),
    NamedFrame("formalise formalize", Frame("Signing", "participant", None, (("with", "participant"),)), "AGREEMENTS"),
    NamedFrame("acquire buy", Frame("Activity", "organiser", None, (("from", "donor"),)), "@Acquired"),
    NamedFrame("bless consecrate rededicate christen", Frame("Ceremony", "participant"), "@Blessed"),
    NamedFrame("flag", Frame("Launch", "organiser"), "@Off"),
    NamedFrame("come", Frame("Publication", None, None, (("from", "organiser"),)), "@Out"),
    NamedFrame("begin start", Frame("Launch", "organiser"), "@Offering"),
    NamedFrame("train", Frame("Training", "organiser", "participant", (("from", "participant"),)), "@Trained"),
    NamedFrame("call dock berth", Frame("Visit", "participant", None, (("at", "host"),)), "@Calling"),
    NamedFrame("join rejoin", Frame("Activity", "participant", "participant"), "@Body"),
    NamedFrame("graduate", Frame("Ceremony", "participant", None, (("from", "organiser"),)), "@Many"),
    NamedFrame("invite", Frame("Lecture", "organiser", "speaker"), "@Talk"),
    NamedFrame("come go enter", Frame("Launch", None), "@IntoService"),
    NamedFrame("come", Frame("Award", "recipient"), "@CameFirst"),
    NamedFrame("bring", Frame("Publication", "organiser"), "@BroughtOut"),
    NamedFrame("take", Frame("Visit", "participant", "participant", (("to", "host"),)), "@TookTo"),
    NamedFrame("go fall", Frame("Award", None, None, (("to", "recipient"),)), "@WentTo"),
    NamedFrame("call", Frame("Visit", "participant", None, (("on", "host"),)), "@CalledOn"),
    NamedFrame("rise", Frame("Performance", None), "@Curtain"),
    NamedFrame(
        "go travel come fly arrive head journey", Frame("Visit", "participant", None, (("to", "host"),)), "@Going"
    ),
    NamedFrame(
        "receive welcome host greet", Frame("Visit", "host", "participant", (("from", "participant"),)), "VISITORS"
    ),
    NamedFrame("receive welcome host", Frame("Visit", "host", "participant"), "@Person"),
    NamedFrame("receive welcome host greet", Frame("Visit", "host", "participant"), "@GuestsFrom"),
    NamedFrame("play", Frame("Visit", "host", None, (("to", "participant"), ("from", "participant"))), "@PlayedHost"),
    NamedFrame("meet", Frame("Meeting", "participant", "participant", (("with", "participant"),))),
    NamedFrame("beat defeat thrash", Frame("Competition", "participant", "participant")),
    NamedFrame(
        "play draw",
        Frame("Competition", "participant", "participant", (("against", "participant"), ("with", "participant"))),
        "@Rival",
    ),
    NamedFrame("exhibit showcase", Frame("Exhibition", "organiser")),
    NamedFrame(
        "lay cut break raise hoist turn", Frame("Ceremony", "participant", None, (("with", "participant"),)), "RITES"
    ),
    NamedFrame("plant", Frame("Campaign", "participant", None, (("with", "participant"),)), "RITES"),
    NamedFrame(
        "celebrate mark commemorate observe",
        Frame("Celebration", "organiser", None, (("with", "organiser"),)),
        "OCCASIONS",
    ),
)


def frames_of(lemma: str) -> tuple[NamedFrame, ...]:
    """The frames of a verb, the more demanding first."""
    return FRAMES.get(lemma, ())


FRAMES: dict[str, tuple[NamedFrame, ...]] = {}
for _named in FRAME_LIST:
    for _verb in _named.verbs.split():
        FRAMES[_verb] = (*FRAMES.get(_verb, ()), _named)

# somebody speaks at the event: "X gave a keynote speech", "X spoke at the forum"
SPEAKING = frozenset("speak address lecture deliver give make present read keynote".split())
# main verbs that tell of no happening: states, statements, changes of mind and measure
NO_HAPPENING = frozenset(
    "say tell stress emphasise emphasize point note remark believe think know be have seem remain become rise "
    "fall grow increase decrease reach total include contain consist offer provide plan hope want intend "
    "expect need require call urge ask warn die continue stand lie live cost mean show suggest find report "
    "claim argue criticise criticize respond deny confirm express raise read see hear feel like love hate own "
    "use serve force cause damage destroy close retire leave stay".split()
)
# what persons do at events: whoever does so takes part in the event spoken of
ACTING = frozenset("welcome greet thank congratulate accompany escort preside officiate".split())
# … if they do it to this
ACTING_ON: dict[str, frozenset[str]] = {
    "introduce": frozenset("film speaker guest work book performer programme program visitor delegation".split()),
    "extend": frozenset("welcome congratulation greeting gratitude thanks appreciation wish condolence".split()),
    "express": frozenset(
        "welcome congratulation greeting gratitude thanks appreciation thank enthusiasm excitement delight "
        "satisfaction joy pride".split()
    ),
    "cut": frozenset("ribbon cake tape".split()),
    "unveil": frozenset("plaque statue bust portrait sign nameplate tablet monument painting".split()),
    "serve": frozenset("judge host moderator chair guest adjudicator referee interpreter juror compere emcee".split()),
    "propose": frozenset("toast vote".split()),
    "read": frozenset("message letter names list statement decision citation poem document notice out".split()),
    "light": frozenset("lamp candle flame torch cauldron fire".split()),
    "lay": frozenset("wreath flower stone foundation".split()),
    "present": frozenset("certificate award prize medal trophy plaque flag cheque gift souvenir bouquet".split()),
    "hand": frozenset("certificate award prize medal trophy plaque flag cheque key gift".split()),
    "pass": frozenset(("key",)),
    "award": frozenset("certificate prize medal trophy plaque flag".split()),
    "collect": frozenset("certificate award prize medal trophy plaque flag cheque cup".split()),
    "accept": frozenset("certificate award prize medal trophy plaque flag cheque key donation gift".split()),
    "receive": frozenset("them cheque key donation item gift award prize medal trophy plaque certificate".split()),
    "exchange": frozenset("view gift souvenir opinion experience idea".split()),
    "answer": frozenset(("question",)),
    "join": frozenset(("them", "him", "her")),
    "show": frozenset("them him her visitor guest delegation group party".split()),
    "brief": frozenset("them him her visitor guest delegation group party".split()),
    "guide": frozenset("them him her visitor guest delegation group party".split()),
    "append": frozenset(("signature",)),
    "affix": frozenset(("signature",)),
    "put": frozenset(("name", "signature")),
}
# what one invites speakers to do
TEACHING = frozenset(
    "teach lecture speak give deliver share train make present conduct hold recount explain describe discuss introduce "
    "talk address".split()
)
AUDIENCES = frozenset(
    "audience guest crowd gathering delegate attendee participant student graduate conference meeting assembly "
    "congregation forum visitor".split()
)
# what a speaker does at an event
SAYING = frozenset(
    "say thank stress emphasise emphasize note remark point introduce share congratulate speak talk report brief "
    "tell explain "
    "review summarise summarize announce praise add call urge describe outline present".split()
)
TRAVELLING = frozenset("return embark go travel leave depart arrive".split())
ATTENDING = TRAVELLING | frozenset(
    "attend join participate take witness watch grace spend turn flock enrol enroll compete welcome "
    "greet win lose invite gather".split()
)
LEADING = frozenset("chair preside lead head moderate emcee host facilitate".split())
# a clause under these is not told as a fact
IRREALIS = frozenset(
    "hope plan want wish aim intend expect consider propose seek urge call ask encourage promise vow strive wait "
    "prepare "
    "suggest recommend demand need try attempt decide agree refuse decline fail continue invite offer require "
    "help allow enable "
    "pledge like love seem appear tend".split()
)
MODALS = frozenset("would could should may might can must ought shall".split())
# verbs of a time before: their dates are no dates of the event
BACKGROUND_VERBS = frozenset(
    "found establish build damage create bear graduate serve join retire complete date begin start open know "
    "schedule inaugurate "
    "work study live set sign damage destroy leave".split()
)
# further verbs that the code speaks of by name
EXTRA = (
    frozenset(
        "co-produce produce support march show end bring remember fund back finance guide pay make conduct undertake "
        "carry mark commemorate represent tell report ask request emerge rank thank".split()
    )
    | ACTING
    | frozenset(ACTING_ON)
)
# beside these a noun that names an undertaking is launched, not held
# "ended its season with a concert": what is done with an event
MARKING = frozenset(
    "end close open begin start bring finish mark celebrate conclude crown round launch honour honor remember thank "
    "welcome commemorate".split()
)
LAUNCHING = frozenset("launch start introduce unveil roll initiate kick begin inaugurate".split())
# who gives, pays or makes a visit, a speech, a concert is not its organiser
ARRANGING = frozenset(
    "organise organize host arrange hold co-host convene run initiate launch plan sponsor stage".split()
)
SUBJECT_BY_TYPE: dict[str, Role] = {
    "Visit": "participant",
    "Signing": "participant",
    "Lecture": "speaker",
    "Donation": "donor",
}
