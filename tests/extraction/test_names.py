"""Entities, relations and mentions that reading gives. All texts are written for these tests."""
# ruff: noqa: E501 (the texts read better whole)

from __future__ import annotations

import random
from pathlib import Path

import pytest

from newsgraph.ingest.extraction import Annotations, Extractor, find_names, pipeline
from newsgraph.ingest.extraction.annotations import document_text
from newsgraph.ingest.model import EntityReading, NewsItem, Reading
from newsgraph.ontology.errors import ExtractionError

SEEDS = Path(__file__).parents[3] / "shared" / "gold" / "seeds.txt"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def read(extractor: Extractor, text: str, title: str | None = None) -> Reading:
    return next(extractor.read([NewsItem(id="n", text=text, title=title)]))


def names(reading: Reading, kind: str) -> list[str]:
    return [e.name for e in reading.entities if e.type == kind]


def entity(reading: Reading, name: str) -> EntityReading:
    (found,) = [e for e in reading.entities if e.name == name]
    return found


def relations(reading: Reading, kind: str) -> set[tuple[str, str]]:
    return {
        (reading.entity(r.subject).name, reading.entity(r.object).name) for r in reading.relations if r.kind == kind
    }


def posts(reading: Reading) -> set[tuple[str, str, str | None, bool]]:
    return {
        (
            reading.entity(p.person).name,
            p.title,
            reading.entity(p.organisation).name if p.organisation else None,
            p.former,
        )
        for p in reading.posts
    }


class TestOrganisations:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("The Department of Culture, Media and Sport met the Bank of Marlow.",
             ["Department of Culture, Media and Sport", "Bank of Marlow"]),
            ("Greenline Technologies Co., Ltd. joined the Friends of Millbrook Wood.",
             ["Greenline Technologies Co., Ltd.", "Friends of Millbrook Wood"]),
            ("King's College London and the University of the Third Age agreed.",
             ["King's College London", "University of the Third Age"]),
            ("The Universidad Abierta del Norte wrote to the Royal Society of Arts.",
             ["Universidad Abierta del Norte", "Royal Society of Arts"]),
            ("FC Harbourside thanked St Mary's Church and the Hillside Workers' Union.",
             ["FC Harbourside", "St Mary's Church", "Hillside Workers' Union"]),
            ("Pupils of Zhaojue No. 2 Middle School visited the Centre for Island Studies on Friday.",
             ["Zhaojue No. 2 Middle School", "Centre for Island Studies"]),
        ],
    )  # fmt: skip
    def test_head_nouns_and_complements(self, extractor: Extractor, text: str, expected: list[str]) -> None:
        assert names(read(extractor, text), "Organisation") == expected

    def test_kinds_of_organisation_are_none(self, extractor: Extractor) -> None:
        reading = read(extractor, "Local schools and the branches asked the university for help. The Council agreed.")
        assert names(reading, "Organisation") == []

    def test_units_within_units(self, extractor: Extractor) -> None:
        reading = read(
            extractor,
            "Staff of the School of Economics and Management of Donghai University met Harwell College's Institute of Law, "
            "the Gansu Branch of the DHU and the Hilltop School, part of the Lowland Open University under the DHU Hebei Branch.",
        )
        assert relations(reading, "partOf") == {
            ("School of Economics and Management", "Donghai University"),
            ("Institute of Law", "Harwell College"),
            ("Gansu Branch", "DHU"),
            ("Hilltop School", "Lowland Open University"),
            ("Lowland Open University", "Hebei Branch"),
            ("Hebei Branch", "DHU"),
        }
        school = entity(reading, "School of Economics and Management")
        assert "School of Economics and Management of Donghai University" in school.names
        assert "Donghai University School of Economics and Management" in school.names
        assert "Hilltop School of Lowland Open University" not in entity(reading, "Hilltop School").names

    def test_unit_of_a_place_keeps_it_in_its_name(self, extractor: Extractor) -> None:
        reading = read(extractor, "It was held at the Health Bureau of Linshui County.")
        bureau = entity(reading, "Health Bureau of Linshui County")
        assert set(bureau.names) == {"Health Bureau", "Linshui County Health Bureau"}
        assert relations(reading, "locatedIn") == {("Health Bureau of Linshui County", "Linshui County")}

    def test_its_and_possessor_give_the_whole(self, extractor: Extractor) -> None:
        reading = read(
            extractor,
            "Donghai University, together with its Yunnan Branch, held a course. The university's newly founded Marine Research "
            "Centre took part, and so did its rival Northland University.",
        )
        assert relations(reading, "partOf") == {
            ("Yunnan Branch", "Donghai University"),
            ("Marine Research Centre", "Donghai University"),
        }

    def test_units_listed_after_has(self, extractor: Extractor) -> None:
        reading = read(
            extractor,
            "Riverbank Open University is a public institution under the Ministry of Skills. It has nine schools, among them the "
            "School of Nursing and the School of Law.",
            title="About us",
        )
        assert relations(reading, "partOf") == {
            ("Riverbank Open University", "Ministry of Skills"),
            ("School of Nursing", "Riverbank Open University"),
            ("School of Law", "Riverbank Open University"),
        }


class TestPersons:
    def test_names_of_many_kinds(self, extractor: Extractor) -> None:
        reading = read(
            extractor,
            "Dr Ngozi Adeyemi, Fatima al-Rashid and Prof. Sun Yi spoke. He Zhiyuan, president of Donghai University, thanked "
            "Ilse de Vries, the museum's head of paintings. Sun Chunlan, then vice premier, was there.",
        )
        assert names(reading, "Person") == [
            "Ngozi Adeyemi", "Fatima al-Rashid", "Sun Yi", "He Zhiyuan", "Ilse de Vries", "Sun Chunlan",
        ]  # fmt: skip

    def test_surname_alone_is_the_same_person(self, extractor: Extractor) -> None:
        reading = read(extractor, "Guo Shuying spoke first. Guo, 52, thanked Jordan Whitfield. Ms Whitfield smiled.")
        assert names(reading, "Person") == ["Guo Shuying", "Jordan Whitfield"]
        for name, short in (("Guo Shuying", "Guo"), ("Jordan Whitfield", "Whitfield")):
            assert [m.form for m in entity(reading, name).mentions] == ["name", "short"]
            assert (
                len(short) == entity(reading, name).mentions[1].span.end - entity(reading, name).mentions[1].span.start
            )


class TestPlaces:
    def test_within_by_comma_in_and_of(self, extractor: Extractor) -> None:
        reading = read(
            extractor,
            "It opened in Menglang Dai, Lahu and Va Autonomous County, Yunnan Province. Others met in Lisbon, Portugal, and in "
            "Hangzhou, capital of Zhejiang. They went to Hongqi Village, Miyun District, Beijing.",
        )
        assert relations(reading, "within") == {
            ("Menglang Dai, Lahu and Va Autonomous County", "Yunnan Province"),
            ("Lisbon", "Portugal"),
            ("Hangzhou", "Zhejiang"),
            ("Hongqi Village", "Miyun District"),
            ("Miyun District", "Beijing"),
        }
        assert entity(reading, "Yunnan Province").kind == "province"
        assert "Yunnan" in entity(reading, "Yunnan Province").names

    def test_a_list_is_no_nesting(self, extractor: Extractor) -> None:
        reading = read(
            extractor, "Guests came from Thailand, Viet Nam and Pakistan, and from Chengdu, Kunming and Guiyang."
        )
        assert relations(reading, "within") == set()

    def test_area_and_adjective(self, extractor: Extractor) -> None:
        reading = read(extractor, "The Ping'anli area has Chinese shops and a British school.")
        assert [(e.type, e.name) for e in reading.entities] == [("Location", "Ping'anli")]

    def test_venue_named_by_its_owner(self, extractor: Extractor) -> None:
        reading = read(extractor, "It took place at the Ministry of Health (MOH) auditorium.")
        assert names(reading, "Location") == ["Ministry of Health auditorium"]
        assert entity(reading, "Ministry of Health").acronym == "MOH"


class TestProgrammes:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("They launched their training programme for village doctors in Butuo County on 4 May.",
             "training programme for village doctors"),
            ("A grant came from the Open Shelves programme.", "Open Shelves"),
            ('The "Rainbow Bridge" project has begun.', "Rainbow Bridge"),
            ("Money comes from the Overseas Learners Scheme.", "Overseas Learners Scheme"),
            ("DEEPROOT, a four-year project on soil carbon, ends in May. DEEPROOT cost little.", "DEEPROOT"),
            ("An advanced course on smart teaching was given.", "advanced course on smart teaching"),
        ],
    )  # fmt: skip
    def test_named_and_described(self, extractor: Extractor, text: str, expected: str) -> None:
        assert names(read(extractor, text), "Programme") == [expected]

    def test_generic_plural_is_none(self, extractor: Extractor) -> None:
        assert names(read(extractor, "The college offers professional programmes and many courses."), "Programme") == []


class TestQuotesAndHappenings:
    def test_works_and_themes_are_none(self, extractor: Extractor) -> None:
        reading = read(
            extractor,
            'The choir sang "An Ode to Spring City" at the Forum on Teaching Quality, themed "How to Lead a University?"',
        )
        assert reading.entities == ()

    def test_a_happening_is_no_organisation(self, extractor: Extractor) -> None:
        reading = read(
            extractor, "The 15th Annual Conference of the Council for Island Learning (CIL) opened in Suva, Fiji."
        )
        assert names(reading, "Organisation") == ["Council for Island Learning"]
        assert entity(reading, "Council for Island Learning").names == ("CIL",)


class TestCoreference:
    def forms(self, extractor: Extractor, text: str, name: str) -> list[tuple[str, str]]:
        item = NewsItem(id="n", text=text)
        reading = next(extractor.read([item]))
        return [(m.form, m.span.of(item)) for m in entity(reading, name).mentions]

    def test_the_university_and_acronym(self, extractor: Extractor) -> None:
        text = "Lanjiang Open University (LJOU) met Wexbridge Museum. The University agreed, LJOU said. The museum did not."
        assert self.forms(extractor, text, "Lanjiang Open University") == [
            ("name", "Lanjiang Open University"), ("acronym", "LJOU"), ("nominal", "The University"), ("acronym", "LJOU"),
        ]  # fmt: skip
        assert self.forms(extractor, text, "Wexbridge Museum")[-1] == ("nominal", "The museum")

    def test_the_two_sides(self, extractor: Extractor) -> None:
        text = "Donghai University signed with Harwell College. The two institutions will share courses."
        for name in ("Donghai University", "Harwell College"):
            assert self.forms(extractor, text, name)[-1] == ("nominal", "The two institutions")

    def test_described_by_apposition(self, extractor: Extractor) -> None:
        text = "Rosewood Hospice, a charity in Stirling, thanked all. The charity raised £40."
        assert self.forms(extractor, text, "Rosewood Hospice")[-1] == ("nominal", "The charity")

    def test_she_is_the_subject(self, extractor: Extractor) -> None:
        text = "Wang Li, accompanied by Chen Jun, toured the county. He then flew home."
        assert self.forms(extractor, text, "Wang Li")[-1] == ("nominal", "He")


class TestTitles:
    def test_title_case_alone(self, extractor: Extractor) -> None:
        reading = read(extractor, "", title="University of Leeds Researchers Develop New Battery")
        assert [(e.type, e.name) for e in reading.entities] == [("Organisation", "University of Leeds")]

    def test_headline_verbs_end_a_name(self, extractor: Extractor) -> None:
        reading = read(
            extractor,
            "Donghai University and the Bank of Harbour City signed an agreement.",
            title="Donghai University and Bank of Harbour City Sign Agreement",
        )
        assert names(reading, "Organisation") == ["Donghai University", "Bank of Harbour City"]

    def test_capitals_only(self, extractor: Extractor) -> None:
        item = NewsItem(id="n", title="OUC HOLDS COURSE FOR TEACHERS", text="The OUC held a course.")
        (ouc,) = next(extractor.read([item])).entities
        assert [(m.span.part, m.span.of(item)) for m in ouc.mentions] == [("title", "OUC"), ("text", "OUC")]


class TestReading:
    def test_title_and_text_do_not_run_together(self, extractor: Extractor) -> None:
        item = NewsItem(id="n", title="Course at Donghai University", text="Donghai University is large.")
        (e,) = next(extractor.read([item])).entities
        assert [(m.span.part, m.span.of(item)) for m in e.mentions] == [
            ("title", "Donghai University"), ("text", "Donghai University"),
        ]  # fmt: skip
        assert e.mentions[1].sentence.of(item) == "Donghai University is large."

    def test_another_language_is_noted(self, extractor: Extractor) -> None:
        items = [NewsItem(id="f", text="Bonjour à Paris", language="fr"), NewsItem(id="e", text="Hi", language="en-GB")]
        french, english = extractor.read(items)
        assert (french.entities, french.note) == ((), "not read: its language is fr")
        assert english.note is None

    def test_extractor_is_named(self, extractor: Extractor) -> None:
        assert extractor.name == "newsgraph 0.1.0 / en_core_web_sm 3.8.0"

    def test_missing_model(self) -> None:
        with pytest.raises(ExtractionError, match="no_such_model"):
            Extractor(model="no_such_model")

    def test_very_long_item_is_cut_with_a_note(self, extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pipeline, "MAX_CHARS", 40)
        reading = read(extractor, "Donghai University met. " * 10)
        assert reading.note == "read up to character 40"

    def test_offsets_hold_for_any_text(self, extractor: Extractor) -> None:
        rng = random.Random(7)
        vocabulary = [
            "the",
            "University",
            "of",
            "Leeds",
            "(",
            "OUC",
            ")",
            ",",
            ".",
            "\n\n",
            "\n",
            "School",
            "Law",
            "Dr",
            "Wang",
            "Li",
            "and",
            "'",
            "“",
            "”",
            "'s",
            "president",
            "国",
            "Branch",
            "for",
            "in",
            "Beijing",
            "City",
            "two",
            "sides",
            "programme",
            "No.",
            "3",
            "Co.",
            "Ltd",
            "&",
            "—",
            "He",
            "its",
            "Party",
            "Committee",
            "\u202e",
            "\xa0",
            "Mr",
        ]
        items = []
        for n in range(150):
            words = rng.choices(vocabulary, k=rng.randint(0, 40))
            items.append(NewsItem(id=str(n), title=" ".join(words[:5]) or None, text=" ".join(words)))
        for item in items:
            ann = Annotations(item, extractor._nlp(document_text(item)))
            find_names(ann)
            for m in ann.mentions:
                quote = ann.span(m.start, m.end).of(item)
                assert quote
                assert quote == quote.strip()
                assert ann.doc[m.start : m.end].text == quote
            assert {m.entity for m in ann.mentions} == set(ann.entities)
            assert all({r.subject, r.object} <= set(ann.entities) and r.subject != r.object for r in ann.relations)


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed items lie outside the repository")
def test_seeds(extractor: Extractor) -> None:
    texts = SEEDS.read_text(encoding="utf-8").strip().split("\n\n")
    readings = list(extractor.read(NewsItem(id=str(n), text=t) for n, t in enumerate(texts)))
    ouc = "Open University of China"
    assert names(readings[0], "Organisation") == ["Communist Party of China"]
    for reading in readings[1:7]:
        assert entity(reading, ouc).acronym == "OUC"
    assert names(readings[1], "Programme") == ["training programme for all-subject primary school teachers"]
    assert relations(readings[3], "partOf") == {
        ("Education Foundation", ouc),
        ("Jishishan School", "Linxia Open University"),
        ("Linxia Open University", "Gansu Branch"),
        ("Gansu Branch", ouc),
    }
    assert "Education Bureau of Jishishan County" in names(readings[3], "Organisation")
    assert relations(readings[4], "within") == {("Ulanqab", "Inner Mongolia Autonomous Region")}
    assert {("Li Song", "vice president", ouc, False), ("Li Song", "party committee member", ouc, False)} <= posts(
        readings[6]
    )
    assert names(readings[6], "Person") == ["Li Song"]
    assert "School for the Disabled" in names(readings[6], "Organisation")
    assert names(readings[7], "Person") == []
    assert entity(readings[7], "People's Republic of China").acronym == "PRC"
    assert entity(readings[7], "Ministry of Education").acronym == "MOE"
