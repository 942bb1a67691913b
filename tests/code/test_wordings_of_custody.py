"""Ended in the cells, taken out of hiding, envoys called home, accusations called absurd, crowds, ships."""

import pytest

TOLD = [
    ("Lundi, douze casseurs ont fini au poste à Lomé.", "COERCE arrest"),
    ("Neuf hommes ont été passés aux menottes à Anvers.", "COERCE arrest"),
    ("Deux évadés ont été repris jeudi près de Kayes.", "COERCE arrest"),
    ("La marine a obtenu la reddition des onze pirates.", "COERCE arrest"),
    ("Les douaniers ont extrait 300 kilos de cocaïne d'un chargement d'ananas.", "COERCE seize"),
    ("La gendarmerie a coulé un réseau de faux visas.", "COERCE dismantle"),
    ("L'internet mobile a été coupé mardi dans tout le pays.", "COERCE censor"),
    ("Bamako interdit son ciel aux appareils français.", "COERCE restrict"),
    ("Bruxelles a retiré au Cambodge ses préférences commerciales.", "SANCTION None"),
    ("Le Rwanda a coupé les ponts avec Bruxelles en mars.", "SANCTION discontinue"),
    ("Le Niger a rapatrié son ambassadeur à Cotonou.", "SANCTION withdraw"),
    ("Le Sénat a décidé lundi de réexaminer ses relations avec Bruxelles.", "THREATEN relations"),
    ("Un groupe armé a promis de brûler les urnes.", "THREATEN violence"),
    ("Kigali a qualifié ces accusations d'absurdes.", "REJECT None"),
    ("Des manifestants ont jeté des œufs sur le consulat de Turquie.", "PROTEST vandalize"),
    ("Trois destroyers américains ont rallié mardi la base de Rota.", "MOBILIZE weapons"),
    ("La junte tient cloîtré l'ancien président depuis deux ans.", "COERCE arrest"),
    ("La police française a remis 300 migrants en situation irrégulière à l'Italie.", "COERCE deport"),
    ("Europol a mis à bas trois maliciels en mai.", "COERCE dismantle"),
    ("Le Costa Rica n'entretient plus de relations diplomatiques avec Taipei.", "SANCTION discontinue"),
    ("Washington a doublé les droits de douane sur l'acier turc.", "SANCTION discontinue"),
    ("L'ambassadeur est désormais persona non grata au Mali.", "SANCTION expel"),
    ("La Suède devra assumer les conséquences de son choix.", "THREATEN None"),
    ("Vienne ne reprendra aucun migrant.", "REJECT assist"),
    ("Ankara a consenti à suspendre son offensive.", "CONCEDE None"),
    ("Des étudiants ont occupé l'université de Dakar.", "PROTEST demo"),
    ("La Lettonie a essuyé une vague de cyberattaques.", "COERCE cyber"),
    ("Le Tchad a suspendu TV5 Monde.", "COERCE censor"),
    ("Le Danemark a étendu ses contrôles à toutes ses frontières.", "COERCE restrict"),
    ("Les taxis ont paralysé la circulation.", "PROTEST obstruct"),
    ("L'Iran a expulsé 80.000 Afghans.", "COERCE deport"),
    ("Bujumbura a fermé ses frontières avec le Rwanda.", "COERCE restrict"),
    ("Des croix gammées ont été peintes sur le mémorial.", "PROTEST vandalize"),
    ("Les cheminots ont reconduit leur grève.", "PROTEST strike"),
    ("La Biélorussie a classé indésirable l'organisation Amnesty International.", "COERCE restrict"),
    ("La Libye a imposé des visas aux Tunisiens.", "COERCE restrict"),
    ("Des lycéens ont bloqué leur établissement.", "PROTEST obstruct"),
    ("La police italienne a porté un coup à la filière.", "COERCE dismantle"),
    ("La gendarmerie a encerclé le domicile de l'opposant.", "COERCE restrict"),
    ("Le maréchal a lancé ses hommes contre la capitale.", "ASSAULT None"),
    ("Les rebelles ont submergé un poste de l'armée près de Goma.", "ASSAULT None"),
    ("L'aviation soudanaise a largué des barils d'explosifs sur Nyala.", "ASSAULT aerial"),
    ("Une stèle arménienne a été barbouillée à Lyon.", "PROTEST vandalize"),
    ("Les élus sunnites ont séché la séance.", "PROTEST boycott"),
    ("Les séparatistes ont déclenché lundi une charge au passage d'un bus de l'armée.", "ASSAULT explosives"),
]
KEPT_OUT = [
    "Les passagers du vol sont restés coincés à l'aéroport.",
    "Les pêcheurs ont ramené deux tonnes de sardines.",
    "Un médecin a retiré une balle de la jambe du patient.",
    "Le bateau a coulé dans la tempête.",
    "Le ministre a jugé le rapport excellent.",
    "Des fidèles ont prié à la mosquée à l'aube.",
    "Le professeur a accueilli une compagnie de théâtre.",
    "La commission a revu ses prévisions.",
    "Le bus a gagné le centre-ville sous la pluie.",
    "Les services ont été submergés de demandes.",
    "L'hôpital a transféré deux patients à Lyon.",
    "La hausse des droits d'inscription a surpris les étudiants.",
    "Le général ne parle que de la pluie.",
    "La guerre a éclaté entre deux maisons de disques.",
    "Des inscriptions romaines ont été découvertes à Volubilis.",
    "Une panne informatique a paralysé l'aéroport.",
    "Les vacanciers ont envahi les plages.",
]


def told(dispatched, sentence):
    return [f"{s.type} {s.mode}" for s in dispatched(sentence)]


@pytest.mark.parametrize(("sentence", "label"), TOLD)
def test_a_further_wording_tells_its_act(dispatched, sentence, label):
    assert label in told(dispatched, sentence)


@pytest.mark.parametrize("sentence", KEPT_OUT)
def test_the_same_words_of_other_things_tell_nothing(dispatched, sentence):
    assert told(dispatched, sentence) == []


@pytest.mark.parametrize("verb", ["ne coopère plus", "n'a plus coopéré"])
def test_what_is_no_longer_done_is_broken_off(dispatched, verb):
    assert "SANCTION discontinue" in told(dispatched, f"Alger {verb} avec Madrid depuis mardi.")


def test_what_is_not_done_breaks_nothing_off(dispatched):
    assert "SANCTION discontinue" not in told(dispatched, "Alger ne coopère pas avec Madrid.")


def test_an_embassy_that_shuts_is_on_no_strike(dispatched):
    assert "PROTEST strike" not in told(dispatched, "L'ambassade du Canada baissera le rideau vendredi.")


def test_an_envoy_called_home_is_no_one_sent_home(dispatched):
    assert "RETREAT repatriate" not in told(dispatched, "Le Niger a rapatrié son ambassadeur à Cotonou.")
