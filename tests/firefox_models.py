"""A stand-in for a Firefox Translations model: the files and the format are real, the weights are random.

Mozilla's models cannot be downloaded by a test, so that what is tested is everything but the English: the native engine
loads it, and translates into words that mean nothing. The format is that of Marian's binary files with 8-bit weights.
"""

from __future__ import annotations

import io
import struct
from functools import cache
from pathlib import Path

from translator.engines.firefox.engine import FirefoxEngine
from translator.engines.firefox.files import choose_model

ROOT = Path(__file__).parents[1]
DIM, FEED, HEADS, VOCABULARY = 32, 64, 2, 1400
FLOAT, INT8, TEXT = 0x404, 0x4101, 0x101
ACTIVATION = 127 / 8
UNKNOWN = 1

Items = dict[str, tuple[int, tuple[int, ...], bytes]]


def write_model(folder: Path, *, split: bool = False) -> Path:
    """Write the files of a model as Mozilla names them, with one vocabulary or two, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.zhen.intgemm.alphas.bin").write_bytes(weights(split))
    for name in ("srcvocab", "trgvocab") if split else ("vocab",):
        (folder / f"{name}.zhen.spm").write_bytes(vocabulary())
    return folder


def firefox_engine(folder: Path) -> FirefoxEngine:
    """Return the engine with a stand-in that is written to ``folder``."""
    return FirefoxEngine(choose_model(str(write_model(folder))))


@cache
def vocabulary() -> bytes:
    """Return a SentencePiece model of the seed page and the licence, with the marks of Marian."""
    import sentencepiece

    texts = (ROOT / "seeds" / "qingdao-page-2023-05.txt", ROOT / "LICENSE")
    lines = [line for path in texts for line in path.read_text("utf-8").splitlines() if line.strip()]
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=written,
        vocab_size=VOCABULARY,
        character_coverage=1.0,
        bos_id=-1,
        eos_id=0,
        unk_id=UNKNOWN,
        pad_id=-1,
        minloglevel=2,
    )
    return written.getvalue()


@cache
def weights(split: bool = False) -> bytes:
    """Return a model with one encoder and one decoder layer."""
    made = _Random()
    for name in ("encoder_Wemb", "decoder_Wemb") if split else ("Wemb",):
        made.embedding(name)
    made.output_bias()
    made.attention("encoder_l1_self")
    made.feed_forward("encoder_l1_ffn")
    made.weight("decoder_l1_rnn_W", DIM, DIM)
    made.weight("decoder_l1_rnn_Wf", DIM, DIM)
    made.bias("decoder_l1_rnn_bf", DIM)
    made.norm("decoder_l1_rnn_ffn")
    made.attention("decoder_l1_context")
    made.feed_forward("decoder_l1_ffn")
    made.config()
    return _container(made.items)


class _Random:
    def __init__(self) -> None:
        import numpy

        self._numpy = numpy
        self._random = numpy.random.default_rng(9)
        self.items: Items = {}

    def weight(self, name: str, rows: int, columns: int) -> None:
        self._int8(name, self._random.normal(0, rows**-0.5, (rows, columns)), transposed=True)
        self._float(f"{name}_QuantMultA", self._numpy.full((1, 1), ACTIVATION))

    def embedding(self, name: str) -> None:
        rows = self._random.normal(0, 1, (VOCABULARY, DIM))
        rows /= self._numpy.linalg.norm(rows, axis=1, keepdims=True)  # else one word is always the likeliest
        self._int8(name, rows, transposed=False)
        self._float("none_QuantMultA", self._numpy.full((1, 1), ACTIVATION))

    def bias(self, name: str, size: int) -> None:
        values = self._random.normal(0, 0.5, (1, size))
        self._float(name, values)

    def output_bias(self) -> None:
        """Let only pieces with Latin letters, and the mark of the end, come out."""
        from sentencepiece import SentencePieceProcessor

        pieces = SentencePieceProcessor(model_proto=vocabulary())
        values = self._numpy.zeros((1, VOCABULARY))
        for number in range(1, VOCABULARY):
            piece = pieces.id_to_piece(number).strip("\u2581")
            if not (piece.isascii() and piece.isalpha()):
                values[0, number] = -1000
        self._float("decoder_ff_logit_out_b", values)

    def norm(self, base: str) -> None:
        # Signs by chance: with a scale of one a tied output repeats the word before for ever.
        self._float(f"{base}_ln_scale", self._random.choice((-1.0, 1.0), (1, DIM)))
        self._float(f"{base}_ln_bias", self._numpy.zeros((1, DIM)))

    def attention(self, base: str) -> None:
        for part in "qkvo":
            self.weight(f"{base}_W{part}", DIM, DIM)
            self.bias(f"{base}_b{part}", DIM)
        self.norm(f"{base}_Wo")

    def feed_forward(self, base: str) -> None:
        self.weight(f"{base}_W1", DIM, FEED)
        self.bias(f"{base}_b1", FEED)
        self.weight(f"{base}_W2", FEED, DIM)
        self.bias(f"{base}_b2", DIM)
        self.norm(f"{base}_ffn")

    def config(self) -> None:
        text = (
            f"dim-emb: {DIM}\ntransformer-heads: {HEADS}\nenc-depth: 1\ndec-depth: 1\n"
            f"transformer-dim-ffn: {FEED}\n\0"
        ).encode()
        self.items["special:model.yml"] = (TEXT, (len(text),), text)

    def _int8(self, name: str, values, *, transposed: bool) -> None:
        scale = 127 / self._numpy.abs(values).max()
        rounded = self._numpy.round(values * scale).astype("i1")
        data = (rounded.T if transposed else rounded).tobytes() + struct.pack("<f", scale)
        self.items[name] = (INT8, values.shape, data)

    def _float(self, name: str, values) -> None:
        self.items[name] = (FLOAT, values.shape, values.astype("<f4").tobytes())


def _container(items: Items) -> bytes:
    heads = b"".join(
        struct.pack("<4Q", len(name) + 1, kind, len(shape), len(data))
        for name, (kind, shape, data) in items.items()
    )
    names = b"".join(name.encode() + b"\0" for name in items)
    shapes = b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, shape, _ in items.values())
    bodies = b"".join(data for _, _, data in items.values())
    return struct.pack("<2Q", 1, len(items)) + heads + names + shapes + struct.pack("<Q", 0) + bodies


def zstandard(data: bytes) -> bytes:
    """Return ``data`` as a Zstandard frame (RFC 8878) whose blocks are not compressed."""
    largest = 128 << 10
    starts = range(0, max(1, len(data)), largest)
    blocks = b"".join(
        ((len(data[at : at + largest]) << 3) | (at == starts[-1])).to_bytes(3, "little")
        + data[at : at + largest]
        for at in starts
    )
    return b"\x28\xb5\x2f\xfd\xa0" + len(data).to_bytes(4, "little") + blocks
