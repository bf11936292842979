"""Places by name and context. GeoNames ids were looked up at geonames.org's numbers in the data by hand."""

from __future__ import annotations

import logging
import pickle
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from newsgraph.ingest.gazetteer import Gazetteer, build, fold, index
from newsgraph.ingest.gazetteer.place import Key, key

CHINA, UK, SICHUAN, YUNNAN, INNER_MONGOLIA = 1814991, 2635167, 1794299, 1785694, 2035607


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ulanqab", 8335361),
        ("Inner Mongolia", INNER_MONGOLIA),
        ("Inner Mongolia Autonomous Region", INNER_MONGOLIA),
        ("Yunnan", YUNNAN),
        ("Yunnan Province", YUNNAN),
        ("Pu'er City", 1794208),
        ("Pu’er", 1794208),
        ("Xi'an", 1790630),
        ("Xian", 1790630),
        ("People's Republic of China", CHINA),
        ("the PRC", CHINA),
        ("U.K.", UK),
        ("New York", 5128581),
        ("Mexico", 3996063),
        ("Moscow", 524901),
        ("Georgia", 614540),  # the country before the state
        ("Seville", 2510911),
        ("Puno", 3931276),  # in Peru, not an old spelling of Pune
    ],
)
def test_a_name_that_means_one_place(gazetteer: Gazetteer, name: str, expected: int) -> None:
    place = gazetteer.choose(name)
    assert place is not None
    assert place.geonames_id == expected


@pytest.mark.parametrize(
    ("name", "context", "expected"),
    [
        ("Cambridge", {"country": "United Kingdom"}, 2653941),
        ("Cambridge", {"country": "GB"}, 2653941),
        ("Cambridge", {"within": ("Massachusetts",)}, 4931972),
        ("Cambridge", {"country": "US"}, 4931972),
        ("Newcastle", {"country": "UK"}, 2641673),
        ("Ho", {"country": "Ghana"}, 2300379),
        ("Kansas City", {"within": ("Missouri",)}, 4393217),
        ("Georgia", {"within": ("United States",)}, 4197000),
        ("Pu'er", {"kind": "city", "within": ("Yunnan Province", "China")}, 1794208),
    ],
)
def test_context_decides_between_namesakes(gazetteer: Gazetteer, name: str, context: dict, expected: int) -> None:
    place = gazetteer.choose(name, **context)
    assert place is not None
    assert place.geonames_id == expected


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("Cambridge", {}),  # three of about the same size
        ("Kansas City", {}),
        ("Newcastle", {}),
        ("Cambridge", {"within": ("Sichuan",)}),  # there is none
        ("Ulanqab", {"country": "Ghana"}),
        ("Menglian County", {}),  # GeoNames has no such settlement
        ("Butuo", {}),  # an alternate name of a small town alone
        ("Jiangbei", {"country": "China"}),  # districts in Ningbo, Chongqing … and a town in Guangdong
        ("Huanglong County", {}),  # in Shaanxi; the villages of the name are others
        ("us", {}),
        ("Party Committee", {}),
        ("", {}),
        ("’", {}),
        ("\ud800", {}),
    ],
)
def test_doubt_is_none(gazetteer: Gazetteer, name: str, context: dict) -> None:
    assert gazetteer.choose(name, **context) is None


def test_a_county_known_by_its_seat(gazetteer: Gazetteer) -> None:
    butuo = gazetteer.choose("Butuo County")
    assert butuo is not None
    assert (butuo.geonames_id, butuo.name, butuo.kind) == (1793049, "Temuli", "county seat")
    assert [a.name for a in butuo.ancestors] == ["Liangshan Yi Autonomous Prefecture", "Sichuan Province", "China"]
    jishishan = gazetteer.choose("Jishishan County", within=("Gansu",))  # "Jishishan Bonanzu Dongxiangzu" in the data
    assert jishishan is not None
    assert jishishan.kind == "county seat"
    assert gazetteer.choose("Jishishan County", within=("Yunnan",)) is None


def test_places_carry_what_the_graph_needs(gazetteer: Gazetteer) -> None:
    place = gazetteer.choose("Ulanqab")
    assert place is not None
    assert place.country == "CN"
    assert place.lat == pytest.approx(40.993)
    assert place.lon == pytest.approx(113.133)
    assert [a.geonames_id for a in place.ancestors][-2:] == [INNER_MONGOLIA, CHINA]
    yunnan = gazetteer.choose("Yunnan")
    assert yunnan is not None
    assert (yunnan.name, yunnan.kind, yunnan.lat) == ("Yunnan Province", "province", None)


def test_lookup_gives_all_largest_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Cambridge")
    assert len(found) > 10
    populations = [p.population for p in found]
    assert populations == sorted(populations, reverse=True)
    assert gazetteer.lookup("Kansas")[0].kind == "state"
    assert all(p.name != "Kansas City" for p in gazetteer.lookup("Kansas"))
    assert gazetteer.lookup("Xyzzyville") == ()


def test_is_place_needs_a_capital(gazetteer: Gazetteer) -> None:
    assert gazetteer.is_place("Chengdu")
    assert gazetteer.is_place("US")
    assert not gazetteer.is_place("us")
    assert not gazetteer.is_place("nice")


def test_folding() -> None:
    assert fold("The Xi’an") == fold("XIAN") == "xian"
    assert fold("Palácio das Tílias") == "palacio das tilias"
    assert key("Menglian Dai, Lahu and Va Autonomous County") == key("Menglian County") == Key("menglian", "county")
    assert key("Guangxi Zhuang Autonomous Region").base == "guangxi"
    assert key("Inner Mongolia Autonomous Region") == Key("inner mongolia", "autonomous region")
    assert key("Qingtian Xian", romanised=True) == Key("qingtian", "county")
    assert key("City of Bradford") == Key("bradford", "city")


def test_threads_and_processes_share_it(gazetteer: Gazetteer) -> None:
    with ThreadPoolExecutor(4) as pool:
        ids = {p.geonames_id for p in pool.map(gazetteer.choose, ["Chengdu", "Chengdu City"] * 20) if p}
    assert ids == {1815286}
    copy = pickle.loads(pickle.dumps(gazetteer))
    assert copy.choose("Chengdu") == gazetteer.choose("Chengdu")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux")
def test_the_index_is_small_in_memory_and_never_written() -> None:
    code = (
        "from newsgraph.ingest.gazetteer import Gazetteer; g = Gazetteer.open();"
        "[g.choose(n) for n in ('Chengdu', 'Butuo County', 'Cambridge', 'Paris')];"
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 50_000  # KiB, of which the interpreter has some 10,000
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        Gazetteer.open()._db().execute("DELETE FROM place")


def test_a_build_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(db: sqlite3.Connection) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "_fill", broken)
    with pytest.raises(KeyboardInterrupt):
        build.build(tmp_path / "places.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_open_builds_once_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def small(db: sqlite3.Connection) -> None:
        rows = build._Rows(db)
        up = rows.add(1, "Land", (), "country", 0, "XX", None, None, 0, None)
        rows.add(2, "Town", ("Stadt",), "city", 3, "XX", 1.5, 2.5, 200_000, up)
        rows.flush()
        build._points(db)

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(build, "_fill", small)
    with caplog.at_level(logging.INFO, "newsgraph"):
        g = Gazetteer.open()
        Gazetteer.open()
    assert [r.message.split(" at ")[0] for r in caplog.records][:1] == ["building the gazetteer's index"]
    assert len(caplog.records) == 2  # begun, done; the second opening finds it
    assert index.index_path().parent == tmp_path / "newsgraph"
    place = g.choose("Stadt")
    assert place is not None
    assert (place.name, place.ancestors[0].population) == ("Town", 200_000)
