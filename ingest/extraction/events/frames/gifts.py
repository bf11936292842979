# ruff: noqa: SIM905 - word lists are read and mended as text
"""Words that make a giving of what they stand beside. Data."""

from __future__ import annotations

# nouns that name a giving by themselves: "thanks to a gift from X"
GIFT_NOUNS = frozenset("gift donation bequest present legacy endowment contribution".split())
# who passes things on in one of these ways gives them: "provided 40 tablets free of charge"
_FREE = """
free of charge | free of cost | for free | at no cost | at no charge | without charge | without payment | for nothing |
as a gift | as a present | as a donation | as gifts | as presents | as donations | as a token | as relief |
as aid | in aid | in relief | in donations | in support funds | in assistance | in subsidies |
at its own expense | at their own expense | at his own expense | at her own expense | out of its own pocket |
gratis | in kind | in his will | in her will | in their will
"""
FREE: tuple[tuple[str, ...], ...] = tuple(tuple(phrase.split()) for phrase in _FREE.split("|"))
# what the signs of money are called beside "$" and "£"
CURRENCIES = frozenset(
    "rmb yuan usd eur gbp cny hkd dollar dollars euro euros pound pounds rupee rupees baht yen won rand naira "
    "shilling shillings dirham dirhams franc francs krone kroner kronor peso pesos ringgit dong rouble roubles".split()
)
# verbs of how gifts get to where they go: "books donated by X were delivered to Suva"
CARRYING = frozenset(
    "arrive reach come deliver hand send present turn transfer transport dispatch ship distribute give pass "
    "bring forward airlift".split()
)
# … and of how they are sent there, and brought together before
SENDING = frozenset("send dispatch ship deliver airlift".split())
GATHERING = frozenset("raise collect gather contribute purchase buy prepare pool".split())
# a gift is news also where a relative clause tells it
GIVING_VERBS = frozenset("donate give present provide".split())
# … and where it is told by the way of what was got
GETTING_VERBS = frozenset("receive accept get".split())
# verbs of goods that come: of the things, and of who gets them
ARRIVING = frozenset(("arrive", "reach", "come"))
GETTING = frozenset(("delivery", "possession", "receipt"))
# "X thanked Y for donating …"
THANKING = frozenset(("thank", "applaud", "praise", "commend", "acknowledge"))
# who hands over for a body takes part; who gives, gives
HANDING = frozenset(("hand", "present", "deliver", "pass", "turn"))
