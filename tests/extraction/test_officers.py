"""Officers of institutions: their posts in several bodies, and what they do at events. All texts are written for these
tests."""
# ruff: noqa: E501 (the texts read better whole)

from __future__ import annotations

import pytest

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.model import NewsItem


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


Post = tuple[str, str, str | None]

POSTS: list[tuple[str, set[Post]]] = [
    ("Cheng Bo, a member of the Standing Committee of the Party Committee and deputy president of Haihe Open University, spoke.",
     {("Cheng Bo", "member", "Standing Committee"), ("Cheng Bo", "deputy president", "Haihe Open University"),
      ("Cheng Bo", "member of the standing committee of the party committee", "Haihe Open University")}),
    ("Jin Shan, vice president and secretary of the Commission for Discipline Inspection of the OUC, spoke.",
     {("Jin Shan", "vice president", "OUC"), ("Jin Shan", "secretary", "Commission for Discipline Inspection"),
      ("Jin Shan", "secretary of the commission for discipline inspection", "OUC")}),
    ("Wu Tao, deputy head of the Office of the Party Committee, spoke.",
     {("Wu Tao", "deputy head", "Office of the Party Committee")}),
    ("Wu Tao, member of the Party Committee and director of the Personnel Department, spoke.",
     {("Wu Tao", "member", "Party Committee"), ("Wu Tao", "director", "Personnel Department")}),
    ("OUC leaders Jin Shan and Lu Ping, heads of the relevant departments and teachers attended the ceremony.",
     {("Jin Shan", "leader", "OUC"), ("Lu Ping", "leader", "OUC")}),
    ("Secretary of the Party Committee of the OUC Jin Shan and President Lu Ping sent greetings to the teachers.",
     {("Jin Shan", "secretary", "Party Committee"), ("Jin Shan", "secretary of the party committee", "OUC"),
      ("Lu Ping", "president", "OUC")}),
    ("The visitors were met by deputy director of the International Exchange Department Lu Ping.",
     {("Lu Ping", "deputy director", "International Exchange Department")}),
    ("Mr. Jin Shan, Counsel of the Department of Youth Affairs, spoke.", {("Jin Shan", "counsel", "Department of Youth Affairs")}),
    ("Harbour Arts Council has named Chidi Okafor as its next chairman.", {("Chidi Okafor", "chairman", "Harbour Arts Council")}),
    # a post told before its holder
    ("Cressbrook Hospital Trust has a new finance director. Ann Lee took up the position on Monday.",
     {("Ann Lee", "finance director", "Cressbrook Hospital Trust")}),
    ("Westmoor College has a new head of sport: Dan Price, who started on Monday.",
     {("Dan Price", "head of sport", "Westmoor College")}),
    ("Jade College has appointed Ann Lee (bursar) and Tom Fox (registrar).",
     {("Ann Lee", "bursar", "Jade College"), ("Tom Fox", "registrar", "Jade College")}),
    ("Wu Tao was elected chairman of the Elm Society, while Lu Ping and Jin Shan were elected vice chairmen.",
     {("Wu Tao", "chairman", "Elm Society"), ("Lu Ping", "vice chairman", "Elm Society"),
      ("Jin Shan", "vice chairman", "Elm Society")}),
    # a subject is no body
    ("Dr Imogen Farrar, Professor of Marine Biology at the University of Kirkness, spoke.",
     {("Imogen Farrar", "professor of marine biology", "University of Kirkness")}),
    ("Cai Yuan, leader of the teaching team for Modern Logistics at Suzhou Institute, spoke.",
     {("Cai Yuan", "leader of the teaching team for modern logistics", "Suzhou Institute")}),
    # one post in several bodies
    ("Wu Tao, director of the Organisation Department and the Personnel Department of the OUC, read out the decision.",
     {("Wu Tao", "director", "Organisation Department"), ("Wu Tao", "director", "Personnel Department")}),
    ("Gong Yuan and Liu Juan, deans of the School of Engineering and the School of Nursing respectively, attended.",
     {("Gong Yuan", "dean", "School of Engineering"), ("Liu Juan", "dean", "School of Nursing")}),
    # after a description
    ("The guests were met by Mei Yun, a well-known author and vice chairwoman of the Anhui Writers' Association.",
     {("Mei Yun", "vice chairwoman", "Anhui Writers' Association")}),
    ("Niu Fan, an alumna who is now vice president of Jade College, spoke.", {("Niu Fan", "vice president", "Jade College")}),
    ("Jin Shan, honorary president of the Elm Society and former vice minister of education, spoke.",
     {("Jin Shan", "honorary president", "Elm Society"), ("Jin Shan", "vice minister of education", None)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), POSTS, ids=[text[:40] for text, _ in POSTS])
def test_posts(extractor: Extractor, text: str, expected: set[Post]) -> None:
    reading = next(extractor.read([NewsItem(id="n", text=text)]))
    name = {e.id: e.name for e in reading.entities}
    assert {
        (name[p.person], p.title, name[p.organisation] if p.organisation else None) for p in reading.posts
    } == expected


def test_offices_of_a_branch(extractor: Extractor) -> None:
    """The committee that somebody sits on is not what "its" office is part of."""
    text = (
        "Du Hui, member of the Party Committee and vice president of the Open University of China, led a team to Ningxia. "
        "Ma Lan, secretary of the Party Committee of the Ningxia Branch, and Bai Jun, head of its Personnel Office, went too."
    )
    reading = next(extractor.read([NewsItem(id="n", text=text)]))
    name = {e.id: e.name for e in reading.entities}
    parts = {(name[r.subject], name[r.object]) for r in reading.relations if r.kind == "partOf"}
    assert {("Personnel Office", "Ningxia Branch"), ("Ningxia Branch", "Open University of China")} <= parts


def test_two_party_committees(extractor: Extractor) -> None:
    """The committees of two institutions are two."""
    text = (
        "Jin Shan, deputy secretary of the Party Committee and president of Anhui Open University, and Lu Ping, member of "
        "the Party Committee and vice president of the Open University of China, met the guests."
    )
    reading = next(extractor.read([NewsItem(id="n", text=text)]))
    name = {e.id: e.name for e in reading.entities}
    committees = [e.id for e in reading.entities if e.name == "Party Committee"]
    parts = {name[r.object] for r in reading.relations if r.kind == "partOf" and r.subject in committees}
    assert len(committees) == 2
    assert parts == {"Anhui Open University", "Open University of China"}


Part = tuple[str, str]

ROLES: list[tuple[str, str, set[Part]]] = [
    ("Ada Quill and Tom Fox were among the guests at the graduation ceremony that Haihe Open University held in Tianjin on June 22.",
     "Ceremony", {("organiser", "Haihe Open University"), ("participant", "Ada Quill"), ("participant", "Tom Fox")}),
    ("The OUC Inspection Team arrived at the Guangxi Branch on August 3. Nong Min, the branch's president, reported on the work.",
     "Visit", {("participant", "Inspection Team"), ("host", "Guangxi Branch"), ("speaker", "Nong Min")}),
    ("Consul General Qiu Ming toured Jade College on Tuesday. Provost Alan Reyes and Dean of Students Kim Tran showed him the labs.",
     "Visit", {("host", "Jade College"), ("participant", "Alan Reyes"), ("participant", "Kim Tran")}),
    ("Jade College opened its library on May 3. Fang Ping, director of the office, acted as host, and Lu Ping summed up.",
     "Establishment", {("organiser", "Jade College"), ("leader", "Fang Ping"), ("speaker", "Lu Ping")}),
    ("Jade College held a forum on May 3. Lu Ping, head of the Finance Department, and Jin Shan shared their experience.",
     "Conference", {("organiser", "Jade College"), ("speaker", "Lu Ping"), ("speaker", "Jin Shan")}),
    ("Jade College held a conference on May 3, with Lu Ping in the chair.",
     "Conference", {("organiser", "Jade College"), ("leader", "Lu Ping")}),
    ("Jade College held a meeting on May 3. Lu Ping put forward three requirements. Wu Tao conveyed the spirit of the congress, and Jin Shan read out the list of winners.",
     "Meeting", {("speaker", "Lu Ping"), ("speaker", "Wu Tao"), ("participant", "Jin Shan")}),
    ("Jade College held a lecture on May 3. The lecturer was Lu Ping, professor at Hill University.",
     "Lecture", {("organiser", "Jade College"), ("speaker", "Lu Ping")}),
    ("Chu Li, director-general of the Department of Lifelong Learning, and her deputy, Ouyang Ke, called at Dongting College on May 3.",
     "Visit", {("participant", "Chu Li"), ("participant", "Ouyang Ke"), ("host", "Dongting College")}),
    ("Jade College commended its outstanding teachers on September 9.", "Award", {("organiser", "Jade College")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "expected"), ROLES, ids=[text[:40] for text, _, _ in ROLES])
def test_roles(extractor: Extractor, text: str, kind: str, expected: set[Part]) -> None:
    reading = next(extractor.read([NewsItem(id="n", text=text, published="2024-10-01")]))
    name = {e.id: e.name for e in reading.entities}
    told = [e for e in reading.events if e.type == kind]
    assert len(told) == 1
    assert expected <= {(r.role, name[r.entity]) for r in told[0].roles}


def test_no_post_is_made_by_a_speech(extractor: Extractor) -> None:
    """ "made a speech, Lu Ping, president, …" makes nobody president."""
    text = "Jade College held a conference on May 3. Wu Tao made a speech, Lu Ping, president, made the work report."
    reading = next(extractor.read([NewsItem(id="n", text=text)]))
    assert "Appointment" not in {e.type for e in reading.events}
    assert not [r for e in reading.events for r in e.roles if r.role == "recipient"]
