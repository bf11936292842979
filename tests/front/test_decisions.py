"""Decisions of the user's through the front door: they hold through everything, and can be taken back."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from pyoxigraph import NamedNode
from test_cli import newsgraph as command

import newsgraph
from newsgraph.decisions import DecisionFile, parse_thing
from newsgraph.ingest.resolution import Decision, Reference
from newsgraph.ontology.errors import DecisionError, ParameterError, ProjectError

BASE = "https://example.org/newsgraph/"
GALLERY = "Ann Lee, director of the Tyne Gallery, spoke at a seminar in Leeds on 3 May 2024."
BANK = "Ann Lee, chair of the Bank of Kent, opened an exhibition in Porto on 9 June 2024."


def news(path: Path, **texts: str) -> Path:
    rows = [{"id": k, "published": "2024-07-01", "text": t} for k, t in texts.items()]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def people(kg: newsgraph.KnowledgeGraph) -> set[str]:
    table = kg.sparql("SELECT ?p WHERE { ?p a ng:Person }")
    return {str(r["p"]).removeprefix(BASE) for r in table.records()}


@pytest.fixture
def kg(tmp_path: Path) -> newsgraph.KnowledgeGraph:
    it = newsgraph.open(tmp_path / "p")
    it.ingest(news(tmp_path / "a.jsonl", a=GALLERY, b=BANK))
    assert people(it) == {"person/ann-lee-tyne-gallery", "person/ann-lee-bank-of-kent"}
    return it


def test_same_survives_rebuild_and_reading_again_and_is_taken_back(
    kg: newsgraph.KnowledgeGraph, tmp_path: Path
) -> None:
    made = kg.same("person/ann-lee-tyne-gallery", "b: Ann Lee", note="she is both", by="Mary Jones")
    (only,) = people(kg)
    assert [iri for _, iri in made.now] == [BASE + only]
    kg.project.rebuild(force=True)
    assert people(kg) == {only}
    kg.ingest(tmp_path / "a.jsonl", again=True)
    assert people(kg) == {only}
    told = kg.why("Ann Lee")
    assert {t.reference for t in told.told} == {"a: Ann Lee", "b: Ann Lee"}
    assert [(d.verdict, d.note, d.by) for d in told.decided] == [("same", "she is both", "Mary Jones")]
    assert all(t.sentence[t.start :].startswith(t.quote) and t.quote for t in told.told)
    kg.undo(1)
    assert people(kg) == {"person/ann-lee-tyne-gallery", "person/ann-lee-bank-of-kent"}
    assert kg.decisions() == []


def test_a_former_iri_leads_to_the_node(kg: newsgraph.KnowledgeGraph) -> None:
    kg.same("person/ann-lee-tyne-gallery", "person/ann-lee-bank-of-kent")
    (only,) = people(kg)
    for name in ("person/ann-lee-tyne-gallery", "person/ann-lee-bank-of-kent"):
        assert kg.why(name).iri == BASE + only
    assert len(kg.why("Ann Lee").replaces) == 1


def test_later_news_that_changes_iris_leaves_a_decision_standing(kg: newsgraph.KnowledgeGraph, tmp_path: Path) -> None:
    kg.same("person/ann-lee-tyne-gallery", "person/ann-lee-bank-of-kent")
    kg.remove("b")
    assert people(kg) == {"person/ann-lee"}  # a's alone has a plain IRI now
    assert kg.decisions()[0].idle == ("person/ann-lee-bank-of-kent",)
    kg.ingest(news(tmp_path / "b.jsonl", b=BANK, c="Ann Lee, dean of the Dee Museum, spoke in Ghent on 2 May 2024."))
    assert len(people(kg)) == 2
    assert kg.decisions()[0].idle == ()
    assert {t.item for t in kg.why("a: Ann Lee").told} == {"a", "b"}


def test_different_takes_a_mention_out(tmp_path: Path) -> None:
    kg = newsgraph.open(tmp_path / "p")
    kg.ingest(news(tmp_path / "a.jsonl", a=GALLERY, c=GALLERY.replace("3 May", "8 May")))
    assert people(kg) == {"person/ann-lee"}
    with pytest.raises(DecisionError, match="different from itself"):
        kg.different("Ann Lee", "Ann Lee")
    with pytest.raises(DecisionError, match=r"are one already.*ITEM: NAME"):
        kg.different("Ann Lee", "person/ann-lee")
    made = kg.different("Ann Lee", "c: Ann Lee")
    assert len(people(kg)) == 2
    assert len(made.now) == 2
    a, b = (NamedNode(iri) for _, iri in made.now)
    assert kg.sparql(f"ASK {{ {a} owl:differentFrom {b} }}")
    rows = kg.sparql("SELECT ?v ?x WHERE { ?d a ng:Decision ; ng:verdict ?v ; ng:decides ?x }").records()
    assert {(r["v"], r["x"]) for r in rows} == {("different", a.value), ("different", b.value)}
    assert kg.validate() == []


def test_what_cannot_be_decided_leaves_the_file_as_it_was(kg: newsgraph.KnowledgeGraph) -> None:
    file = kg.project.path / "decisions.toml"
    with pytest.raises(ParameterError, match="there is no thing named"):
        kg.same("Ann Lee of nowhere", "person/ann-lee-bank-of-kent")
    with pytest.raises(ParameterError, match=r"item a names nothing 'Bob'.*Ann Lee"):
        kg.same("a: Bob", "person/ann-lee-bank-of-kent")
    with pytest.raises(DecisionError, match="different kinds"):
        kg.same("Tyne Gallery", "person/ann-lee-bank-of-kent")
    with pytest.raises(DecisionError, match="needs two things"):
        kg.same("Tyne Gallery")
    assert not file.exists()
    kg.different("person/ann-lee-tyne-gallery", "person/ann-lee-bank-of-kent")
    before = file.read_text(encoding="utf-8")
    with pytest.raises(DecisionError, match="contradict"):
        kg.same("person/ann-lee-tyne-gallery", "person/ann-lee-bank-of-kent")
    with pytest.raises(DecisionError, match="decided already"):
        kg.different("person/ann-lee-bank-of-kent", "person/ann-lee-tyne-gallery")
    assert file.read_text(encoding="utf-8") == before
    assert len(people(kg)) == 2


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[[decision]]\nsame = ["person/a", "person/a"]\n', 1, "same as itself"),
        ('# mine\n\n[[decision]]\ndiferent = ["person/a", "person/b"]\n', 3, "unknown key 'diferent'"),
        ('[[decision]]\nsame = ["person/a"]\n', 1, "itself"),
        ('[[decision]]\nsame = "person/a"\n', 1, "`same` is no list"),
        ('[[decision]]\nsame = ["Ann Lee", "person/b"]\n', 1, "'Ann Lee' is no thing"),
        ('[[decision]]\nsame = ["person/a b", "person/b"]\n', 1, "'person/a b' is no thing"),
        ('[[decision]]\nsame = ["person/a", "person/b"]\ndifferent = ["person/a", "person/b"]\n', 1, "once"),
        ('[[decision]]\nsame = ["person/a", "person/b"]\n\n[[decision]]\nnote = "x"\n', 4, "must say"),
        ('[[decision]]\nsame = ["person/a", "person/b"]\ndate = "May"\n', 1, "is no date"),
        ('[[decision]]\nsame = ["person/a", "person/b"]\nanchors = [["a: A"]]\n', 1, "a list for each thing"),
        ('[[decision]]\nsame = ["person/a", "person/b\n', 2, "not valid TOML"),
        ('[decision]\nsame = ["person/a", "person/b"]\n', None, "no list"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(tmp_path: Path, text: str, line: int | None, message: str) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DecisionError, match=message) as caught:
        DecisionFile.load(path, BASE)
    assert (caught.value.source, caught.value.line) == (str(path), line)
    assert caught.value.cure


def test_a_file_takes_any_words_and_keeps_what_a_person_wrote(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text('# ours\n[[decision]]\nsame = ["person/a", "person/b"] # sure\n\n# why: see minutes\n', "utf-8")
    odd = Reference(item="a: b", name='Q "x"\n[[decision]]\u2028\x7f')
    anchored = Reference(iri="tag:x,2024:y", anchors=(Reference(item="n\\1", name="阿娜: X"),))
    made = Decision(verdict="different", things=(odd, anchored), note="\x00 ]]", by="Ann", date="2024-02-03")
    file = DecisionFile.load(path, BASE).with_decision(made, BASE)
    file.save()
    again = DecisionFile.load(path, BASE)
    assert again.text.startswith('# ours\n[[decision]]\nsame = ["person/a", "person/b"] # sure\n')
    assert again.decisions[1].things == (odd, anchored)
    assert (again.decisions[1].note, again.decisions[1].by, again.decisions[1].date) == ("\x00 ]]", "Ann", "2024-02-03")
    assert again.without([2], BASE).decisions == again.decisions[:1]
    assert again.without([1], BASE).decisions[0].things == (odd, anchored)
    with pytest.raises(DecisionError, match="there is no decision 3"):
        again.without([3], BASE)


def test_words_for_things() -> None:
    assert parse_thing("person/ann-lee", BASE) == Reference(iri=BASE + "person/ann-lee")
    assert parse_thing("<tag:x>", BASE) == Reference(iri="tag:x")
    assert parse_thing("https://kg.example/a", BASE) == Reference(iri="https://kg.example/a")
    assert parse_thing("https://kg.example/a: Ann", BASE) == Reference(item="https://kg.example/a", name="Ann")
    assert parse_thing("Ann Lee", BASE) is None
    assert parse_thing("n7:Ann", BASE) is None


def test_commands(tmp_path: Path) -> None:
    done = command("ingest", news(tmp_path / "a.jsonl", a=GALLERY, b=BANK), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = command("why", "a: Ann Lee", cwd=tmp_path)
    assert done.stdout.startswith("Ann Lee  Person")
    assert "kept apart, though perhaps the same" in done.stdout
    assert "“Ann Lee, director of the Tyne Gallery, spoke at a seminar in Leeds on" in done.stdout
    found = json.loads(command("why", "a: Ann Lee", "-f", "json", cwd=tmp_path).stdout)
    assert found["iri"] == BASE + "person/ann-lee-tyne-gallery"
    done = command("same", "a: Ann Lee", "b: Ann Lee", "--by", "Mary", "--note", "[bold]both", cwd=tmp_path)
    assert done.stdout.startswith("decided (1): one thing now, Ann Lee <")
    done = command("decisions", cwd=tmp_path)
    assert "1 same a: Ann Lee / b: Ann Lee  (Mary, " in done.stdout
    assert "[bold]both" in done.stdout
    done = command("decisions", "remove", "1", cwd=tmp_path)
    assert done.stdout == "taken back: same a: Ann Lee / b: Ann Lee\n"
    (tmp_path / "newsgraph.project" / "decisions.toml").write_text('[[decision]]\nsame = ["person/x", "b: Bob"]\n')
    done = command("stats", cwd=tmp_path)
    assert done.returncode == 0
    assert 'nothing, or more than one thing, is "Bob" in item b; what is decided of it waits' in done.stderr
    (tmp_path / "newsgraph.project" / "decisions.toml").write_text("\n[[decision]]\nsame = 3\n")
    done = command("stats", cwd=tmp_path)
    assert done.returncode == 1
    assert "decisions.toml:2: `same` is no list" in done.stderr
    assert "cure:" in done.stderr


def test_decisions_that_contradict_are_listed_to_be_cured(tmp_path: Path) -> None:
    assert command("ingest", news(tmp_path / "a.jsonl", a=GALLERY, b=BANK), cwd=tmp_path).returncode == 0
    things = '["a: Ann Lee", "b: Ann Lee"]'
    file = tmp_path / "newsgraph.project" / "decisions.toml"
    file.write_text(f"[[decision]]\nsame = {things}\n\n# no\n[[decision]]\ndifferent = {things}\n", encoding="utf-8")
    assert command("stats", cwd=tmp_path).returncode == 1
    done = command("decisions", cwd=tmp_path)
    assert done.returncode == 1
    assert "  1 same a: Ann Lee / b: Ann Lee\n  2 different a: Ann Lee / b: Ann Lee\n" in done.stdout
    assert "decisions.toml:5: decisions contradict each other" in done.stderr
    assert command("decisions", "remove", "2", cwd=tmp_path).returncode == 0
    assert file.read_text(encoding="utf-8") == f"[[decision]]\nsame = {things}\n"
    assert command("stats", cwd=tmp_path).returncode == 0


def test_what_is_not_sure_enough_is_left_out(tmp_path: Path) -> None:
    assert command("ingest", news(tmp_path / "a.jsonl", a=GALLERY, b=BANK), cwd=tmp_path).returncode == 0
    kg = newsgraph.open(tmp_path / "newsgraph.project")
    pair = kg.project.readings.item("b")
    assert pair is not None
    doubtful = tuple(msgspec.structs.replace(e, confidence=0.4) for e in pair[1].events)
    kg.project.readings.save([(pair[0], msgspec.structs.replace(pair[1], events=doubtful))])
    rows = kg.sparql("SELECT ?e ?c WHERE { ?e a ng:Event ; ng:confidence ?c }").records()
    sure, least = {str(r["e"]): float(str(r["c"])) for r in rows}, 0.5
    best = {e for e, c in sure.items() if c >= least}
    assert (len(best), len(sure)) == (1, 2)

    def events(least: float) -> set[object]:
        return {r["event"] for r in kg.query("events", background=True, min_confidence=least).records()}

    assert events(0) == set(sure)
    assert events(least) == best
    assert events(least) == best  # of the copy that is there
    done = command("query", "events", "--min-confidence", f"{least}", "-f", "csv", cwd=tmp_path)
    assert {line.partition(",")[0] for line in done.stdout.splitlines()[1:]} == best
    done = command("export", "-f", "ntriples", "--min-confidence", f"{least}", cwd=tmp_path)
    assert {e for e in sure if e in done.stdout} == best
    kg.ingest(news(tmp_path / "b.jsonl", c=GALLERY.replace("Leeds", "Ghent")))
    assert events(0.01) == events(0) > set(sure)  # made anew with the graph
    for number in (0.2, 0.3, 0.35):
        assert events(number) == events(0)
    assert len(list((kg.project.path / "sure").iterdir())) == 3  # the latest
    assert command("query", "events", "--min-confidence", "1.5", cwd=tmp_path).returncode == 2
    with pytest.raises(ProjectError, match="no probability"):
        events(1.5)
