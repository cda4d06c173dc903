from translator.text.counting import counted, first_of


def test_a_number_stands_with_its_noun():
    assert [counted(n, "job") for n in (0, 1, 2, 12345)] == ["0 jobs", "1 job", "2 jobs", "12,345 jobs"]
    assert [counted(n, "more entry", "more entries") for n in (1, 2)] == ["1 more entry", "2 more entries"]


def test_the_first_of_many_names_stand_with_the_number_of_the_others():
    assert first_of([]) == ""
    assert first_of(["a", "b", "c"]) == "a, b, c"
    assert first_of(["a", "b", "c", "d"]) == "a, b, c and 1 more"
    assert first_of([str(n) for n in range(1300)], most=2) == "0, 1 and 1,298 more"
