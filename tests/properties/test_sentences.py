"""What holds for every text that is split into sentences."""

from hypothesis import given, settings
from hypothesis import strategies as st

from translator.text.sentences import segments_of, split

CLOSERS = "》〉）)”’」』】］]〕〗｝}"
MARKS = "。！？；…，、：.?!;,:《》（）“”‘’「」【】()\"' \n　3.5aA中文说的1．"

texts = st.one_of(
    st.text(st.sampled_from(MARKS), max_size=80),
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                "他说：“",
                "好。",
                "”",
                "张三说",
                "，",
                "《",
                "》",
                "今年的项目比去年多得多，进展也很快",
                "！",
                "；",
                "……",
                "Mr. Li ",
                "\n",
                "（",
            ]
        ),
        max_size=30,
    ).map("".join),
)
limits = st.integers(1, 60)


def sentences(text, limit):
    return [text[span.start : span.end] for span in split(text, max_chars=limit)]


@settings(max_examples=300, deadline=None)
@given(texts, limits)
def test_segments_joined_are_the_text(text, limit):
    assert "".join(source + space for source, space in segments_of(text, limit)) == text


@settings(max_examples=300, deadline=None)
@given(texts, limits)
def test_spans_are_ordered_trimmed_bounded_and_leave_only_white_space(text, limit):
    position = 0
    for span in split(text, max_chars=limit):
        assert text[position : span.start].strip() == ""
        sentence = text[span.start : span.end]
        assert sentence == sentence.strip()
        assert 1 <= len(sentence) <= limit
        position = span.end
    assert text[position:].strip() == ""


@settings(max_examples=300, deadline=None)
@given(texts, limits)
def test_a_sentence_split_again_is_itself(text, limit):
    for sentence in sentences(text, limit):
        assert sentences(sentence, limit) == [sentence]


@settings(max_examples=300, deadline=None)
@given(texts)
def test_no_sentence_but_the_first_starts_with_a_closer(text):
    assert not any(sentence[0] in CLOSERS for sentence in sentences(text, 10_000)[1:])


@settings(max_examples=100, deadline=None)
@given(texts, st.integers(1, 60), st.integers(60, 10_000))
def test_a_lower_limit_only_adds_cuts(text, low, high):
    few, many = split(text, max_chars=high), split(text, max_chars=low)
    whole = split(text, max_chars=10_000)
    if all(span.end - span.start <= low for span in whole):
        assert many == few == whole
    assert len(many) >= len(few)
