"""Words that say what sort of place a name names, in English and in the romanised Chinese of GeoNames."""

from __future__ import annotations

# English designators, longest first where one ends another; the value is the kind
DESIGNATORS: dict[str, str] = {
    "special administrative region": "special administrative region",
    "autonomous region": "autonomous region",
    "autonomous prefecture": "prefecture",
    "autonomous county": "county",
    "autonomous banner": "county",
    "province": "province",
    "municipality": "municipality",
    "prefecture": "prefecture",
    "city": "city",
    "county": "county",
    "district": "district",
    "township": "town",
    "town": "town",
    "village": "village",
    "state": "state",
    "region": "region",
    "governorate": "region",
    "league": "prefecture",
    "banner": "county",
}  # fmt: skip

# the same as a prefix: "City of Bradford", "Province of Sichuan"
PREFIXES: dict[str, str] = {
    "city of": "city",
    "province of": "province",
    "state of": "state",
    "county of": "county",
    "region of": "region",
    "town of": "town",
}  # fmt: skip

# GeoNames' romanisations of Chinese designators (Hanyu Pinyin, and Wade-Giles joined by a hyphen)
ROMANISED: dict[str, str] = {
    "sheng": "province",
    "zizhiqu": "autonomous region",
    "zizhizhou": "prefecture",
    "zizhixian": "county",
    "diqu": "prefecture",
    "meng": "prefecture",
    "shi": "city",
    "shih": "city",
    "xian": "county",
    "hsien": "county",
    "qu": "district",
    "zhen": "town",
    "chen": "town",
    "xiang": "town",
    "hsiang": "town",
}  # fmt: skip

# Peoples that stand in the names of China's autonomous areas, in English and in Pinyin with "zu":
# "Menglian Dai, Lahu and Va Autonomous County" is called "Menglian County" for short
PEOPLES = frozenset({
    "achang", "bai", "bonan", "bao'an", "baoan", "blang", "bulang", "bouyei", "buyi", "dai", "daur", "deang",
    "dong", "dongxiang", "drung", "dulong", "evenki", "ewenki", "gaoshan", "gelao", "gelo", "gin", "hani",
    "hui", "jing", "jingpo", "jino", "kazak", "kazakh", "hasake", "kirgiz", "kyrgyz", "lahu", "li", "lisu",
    "lhoba", "manchu", "man", "maonan", "miao", "monba", "mongol", "mongolian", "menggu", "mulao", "mulam",
    "naxi", "nu", "oroqen", "primi", "pumi", "qiang", "russian", "salar", "sala", "she", "shui", "sui",
    "tajik", "tatar", "tibetan", "tibet", "zang", "tu", "tujia", "uygur", "uyghur", "uzbek", "va", "wa",
    "xibe", "xibo", "yao", "yi", "yugur", "yugu", "zhuang", "korean", "chaoxian", "hezhe",
})  # fmt: skip

# which kinds of places in the index a designator may mean
COMPATIBLE: dict[str, frozenset[str]] = {
    "country": frozenset({"country", "special administrative region"}),
    "special administrative region": frozenset({"special administrative region"}),
    "autonomous region": frozenset({"autonomous region", "region"}),
    "province": frozenset({"province", "autonomous region", "region", "municipality"}),
    "municipality": frozenset({"municipality", "city", "town", "province"}),
    "state": frozenset({"state", "region", "province", "territory", "land", "federal state"}),
    "region": frozenset({"region", "autonomous region", "administrative region", "autonomous community", "province"}),
    "prefecture": frozenset({"prefecture", "region"}),
    "city": frozenset({"city", "municipality", "town", "city municipality", "metropolitan city"}),
    "county": frozenset({"county", "region", "two-tier county"}),
    "district": frozenset({"district", "region", "london borough", "metropolitan district"}),
    "town": frozenset({"town", "city"}),
    "village": frozenset({"town"}),
}  # fmt: skip

SETTLEMENTS = frozenset({"city", "town"})
