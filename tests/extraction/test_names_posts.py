"""Posts of persons. All texts are written for these tests."""
# ruff: noqa: E501 (the texts read better whole)

from __future__ import annotations

import pytest

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.model import NewsItem


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


Row = tuple[str, str, str | None, bool]


def posts(extractor: Extractor, text: str) -> set[Row]:
    reading = next(extractor.read([NewsItem(id="n", text=text)]))
    name = {e.id: e.name for e in reading.entities}
    return {
        (name[p.person], p.title, name[p.organisation] if p.organisation else None, p.former) for p in reading.posts
    }


CASES: list[tuple[str, set[Row]]] = [
    ("President of the Ganzhou Branch Zhao Min and Deputy County Mayor Wang Hua unveiled the plaque.",
     {("Zhao Min", "president", "Ganzhou Branch", False), ("Wang Hua", "deputy county mayor", None, False)}),
    ("Zhao Min, minister counsellor of the Embassy of Laos, attended the forum.",
     {("Zhao Min", "minister counsellor", "Embassy of Laos", False)}),
    ("Wang Hua, vice minister of education and president of the Sunrise Association, spoke.",
     {("Wang Hua", "vice minister of education", None, False), ("Wang Hua", "president", "Sunrise Association", False)}),
    ("The president of Donghai University is Guo Min.", {("Guo Min", "president", "Donghai University", False)}),
    ("Donghai University set up a Marine School. The first dean of the school is Guo Min.",
     {("Guo Min", "dean", "Marine School", False)}),
    ("Guo Min, vice president and Party Committee member of Donghai University, spoke.",
     {("Guo Min", "vice president", "Donghai University", False),
      ("Guo Min", "party committee member", "Donghai University", False)}),
    ("Lu Yan, president and deputy secretary of the Party Committee of the OUC, presided.",
     {("Lu Yan", "president", "OUC", False), ("Lu Yan", "deputy secretary", "Party Committee", False),
      ("Lu Yan", "deputy secretary of the party committee", "OUC", False)}),
    ("OUC President Jing Wen and Vice Presidents Li Tao and Zhang Bo met an LJOU delegation led by vice president Hu Yi.",
     {("Jing Wen", "president", "OUC", False), ("Li Tao", "vice president", "OUC", False),
      ("Zhang Bo", "vice president", "OUC", False), ("Hu Yi", "vice president", "LJOU", False)}),
    ("Priya Nair, Wexbridge City Council's cabinet member for culture, and the council's Heritage Officer, Aoife Byrne, came.",
     {("Priya Nair", "cabinet member for culture", "Wexbridge City Council", False),
      ("Aoife Byrne", "heritage officer", "Wexbridge City Council", False)}),
    ("The Harbour Museum has appointed Fatima al-Rashid as its new head of education. Ms al-Rashid was previously curator of "
     "photography at the Tyne Gallery.",
     {("Fatima al-Rashid", "head of education", "Harbour Museum", False),
      ("Fatima al-Rashid", "curator of photography", "Tyne Gallery", True)}),
    ("Jordan Hale is to become director of the Museum of Maps. She succeeds Ruth Cole, who is leaving.",
     {("Jordan Hale", "director", "Museum of Maps", False), ("Ruth Cole", "director", "Museum of Maps", True)}),
    ("Li Na and Wang Qiang, both lecturers at the Faculty of Arts of Donghai University, won.",
     {("Li Na", "lecturer", "Faculty of Arts", False), ("Wang Qiang", "lecturer", "Faculty of Arts", False)}),
    ("Prize-giving was by Minister of Education Feng Tao and by Chairman of the Education Association Lu Feng.",
     {("Feng Tao", "minister of education", None, False), ("Lu Feng", "chairman", "Education Association", False)}),
    ("Helen Marsh (chief executive, Arts Foundation) and Professor Karl Weber from the University of Freiburg met.",
     {("Helen Marsh", "chief executive", "Arts Foundation", False),
      ("Karl Weber", "professor", "University of Freiburg", False)}),
    ("Omar Said, member of the board of Harbour Trust, met Lea Roth, head of the design department at Brightwater Museum.",
     {("Omar Said", "member of the board", "Harbour Trust", False),
      ("Lea Roth", "head of the design department", "Brightwater Museum", False)}),
    ("Wang Jing, a lecturer at the School of Law, has been appointed head of the school's new Mediation Centre.",
     {("Wang Jing", "lecturer", "School of Law", False), ("Wang Jing", "head", "Mediation Centre", False)}),
    ("Lakeside School held a fair with the Rotary Club. Headteacher Ann Lee was pleased.",
     {("Ann Lee", "headteacher", "Lakeside School", False)}),
    # what is somebody, and posts shared out
    ("The new president of Lotus University is Helen Roth, who starts in May.",
     {("Helen Roth", "president", "Lotus University", False)}),
    ("Marlow Hospital's medical director and chief nurse, Dr Tim Hall and Rosa Wood, spoke.",
     {("Tim Hall", "medical director", "Marlow Hospital", False), ("Rosa Wood", "chief nurse", "Marlow Hospital", False)}),
    ("Deputy Director Tian Shuo of the OUC Audit Office and Section Chief Hao Li went to the Tianjin Branch.",
     {("Tian Shuo", "deputy director", "Audit Office", False), ("Hao Li", "section chief", "Audit Office", False)}),
    ("The director of the Mill Institute, Dr. Sun Bo, and its two deputy directors, Fan Li and Xu An, attended.",
     {("Sun Bo", "director", "Mill Institute", False), ("Fan Li", "deputy director", "Mill Institute", False),
      ("Xu An", "deputy director", "Mill Institute", False)}),
    ("Deputy Principals Xu Lang and Nie Fang, and Zhong Kai, bursar of Lakeside School, came.",
     {("Xu Lang", "deputy principal", None, False), ("Nie Fang", "deputy principal", None, False),
      ("Zhong Kai", "bursar", "Lakeside School", False)}),
    # coming to a post and going
    ("Mei Fang has taken over from Luo Jie as dean of the School of Law.",
     {("Mei Fang", "dean", "School of Law", False), ("Luo Jie", "dean", "School of Law", True)}),
    ("Harbour Trust has promoted Ann Lee to finance director.", {("Ann Lee", "finance director", "Harbour Trust", False)}),
    ("Ann Lee will serve as acting chief executive of Harbour Trust until June.",
     {("Ann Lee", "acting chief executive", "Harbour Trust", False)}),
    ("Rajiv Menon, a surgeon who sits on the board of Meridian Trust, becomes chair of Harbour Trust on 1 May.",
     {("Rajiv Menon", "chair", "Harbour Trust", False)}),
    ("Ann Lee took up the position following the transfer of Bob Poe to Mill College, where he will serve as deputy director.",
     {("Bob Poe", "deputy director", "Mill College", False)}),
    ("Oxley Council's new clerk is Ida Pugh. Ms Pugh, currently director of housing at Severn Council, starts in May. The "
     "council's leader, Tom Ash, was glad.",
     {("Ida Pugh", "clerk", "Oxley Council", False), ("Ida Pugh", "director of housing", "Severn Council", False),
      ("Tom Ash", "leader", "Oxley Council", False)}),
    ("Two heads of teaching, Ann Lee and Bob Poe, took part.",
     {("Ann Lee", "head of teaching", None, False), ("Bob Poe", "head of teaching", None, False)}),
    # posts of states and their embassies are no posts of the body nearby
    ("Bi Haitao, deputy county magistrate, and Lu Fen, deputy county head, visited Donghai University.",
     {("Bi Haitao", "deputy county magistrate", None, False), ("Lu Fen", "deputy county head", None, False)}),
    ("The guests were met by the embassy's cultural counsellor, Ms. Ann Poe, at Lotus University.",
     {("Ann Poe", "cultural counsellor", None, False)}),
    ("Present were officials of the Ministry of Education, OUC Party Secretary Li Wei and Bob Poe of Mill College.",
     {("Li Wei", "party secretary", "OUC", False)}),
    ("Lakeside University's CEO, Per Lykke-Olsen, signed.", {("Per Lykke-Olsen", "ceo", "Lakeside University", False)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:30] for text, _ in CASES])
def test_posts(extractor: Extractor, text: str, expected: set[Row]) -> None:
    assert posts(extractor, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The vice president of Donghai University spoke.",
        "Two students of the School of Nursing, Amina Yusuf and Grace Lim, won.",
    ],
)
def test_no_posts(extractor: Extractor, text: str) -> None:
    assert posts(extractor, text) == set()


def test_evidence_is_the_sentence(extractor: Extractor) -> None:
    item = NewsItem(id="n", text="It rained. Guo Min, dean of Harwell College, laughed. All left.")
    (post,) = next(extractor.read([item])).posts
    assert post.evidence.of(item) == "Guo Min, dean of Harwell College, laughed."
