# ruff: noqa: SIM905 - word lists are read and mended as text
"""Nouns that name a happening by what is done ("the opening of …"), and the verbs that report one. Data."""

from __future__ import annotations

# X VERBs the NOUN of Y: what the noun names has happened, or is to
ANNOUNCING = frozenset(
    "announce confirm reveal report declare celebrate mark welcome hail witness see toast trumpet herald "
    "attend commemorate acknowledge unveil applaud".split()
)
# noun -> type, of nouns that want to be told of what
NOMINAL: dict[str, str] = {
    noun: kind
    for kind, words in {
        "Appointment": "appointment election promotion hiring recruitment reappointment re-election naming selection "
        "installation investiture",
        "Establishment": "opening reopening re-opening establishment creation founding foundation formation "
        "inauguration unveiling",
        "Launch": "launch relaunch roll-out rollout introduction commencement start kick-off debut",
        "Publication": "publication release issue",
        "Signing": "signing",
        "Award": "award conferment conferral presentation",
        "Donation": "donation gift grant pledge bequest contribution handover endowment funding",
        "Visit": "visit",
        "Ceremony": "groundbreaking ground-breaking graduation swearing-in",
    }.items()
    for noun in words.split()
}
# these need money, or a giver or receiver
GIVING = frozenset("donation gift grant pledge bequest contribution endowment award funding".split())
NEEDS: dict[str, str] = {"Signing": "AGREEMENTS", "Establishment": "FOUNDABLE"}
