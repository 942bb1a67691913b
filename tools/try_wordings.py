"""Try the lexicon on sentences of one's own: which wordings does it not know?

    .venv/bin/python tools/try_wordings.py FILE…

Each line of a file is ``TYPE/mode``, a tab and a French sentence that tells one such act; ``-`` for one that
tells nothing. Each sentence is coded behind the first sentence of a security dispatch. Printed are those that
do not come out: NONE (no trigger of that type: a gap of the lexicon), REFUSED (there is one, weighed too
unlikely, with its probability), MODE (told with another mode), ALSO (something else is told beside it).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from recoupe.code.fr.notes import explained
from recoupe.model import Article, Event, Zone

LEAD = "Accra, 4 mars 2024 (AFP) - Le ministre ghanéen de la Défense a reçu lundi une délégation de l'ONU."


def verdict(wanted: str, sentence: str) -> list[str]:
    """What is wrong with how a sentence is coded, a line each."""
    text = f"{LEAD}\n\n{sentence}"
    article = Article("a.txt", text, (Zone(0, len(text), "body"),), published="2024-03-14", language="fr")
    statements, notes = explained(article)
    told = [s for s in statements if isinstance(s, Event) and s.span[0] > len(LEAD)]
    labels = [f"{s.type}/{s.mode or ''}" for s in told]
    if wanted == "-":
        return [f"ALSO     {label} by « {s.trigger} »" for label, s in zip(labels, told, strict=True)]
    type_, _, mode = wanted.partition("/")
    label = f"{type_}/{mode}"
    lines = []
    if label not in labels:
        weighed = [w for w in notes.weighed if w.span[0] > len(LEAD) and w.type == type_]
        same = [w for w in weighed if (w.mode or "") == mode]
        if same:
            best = max(same, key=lambda w: w.probability)
            lines.append(f"REFUSED  {best.probability:.2f} « {best.trigger} » {' '.join(best.flaws)}")
        elif any(one.startswith(f"{type_}/") for one in labels):
            lines.append(f"MODE     {' '.join(labels)}")
        elif weighed:
            lines.append(f"NONE     of this mode; {', '.join(f'{w.mode} « {w.trigger} »' for w in weighed)}")
        else:
            lines.append("NONE")
    others = [(one, s) for one, s in zip(labels, told, strict=True) if not one.startswith(f"{type_}/")]
    return lines + [f"ALSO     {one} by « {s.trigger} »" for one, s in others]


def main() -> None:
    """Print what does not come out, and how many of each."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    counted: Counter[str] = Counter()
    for name in sys.argv[1:]:
        for number, line in enumerate(Path(name).read_text("utf-8").splitlines(), start=1):
            wanted, tab, sentence = line.partition("\t")
            if not tab:
                continue
            found = verdict(wanted.strip(), sentence.strip())
            counted["tried"] += 1
            for one in found:
                counted[one.split()[0]] += 1
                print(f"{name}:{number}: {wanted:22} {one}\n    {sentence.strip()}")
    print(", ".join(f"{n} {name}" for name, n in counted.items()))


if __name__ == "__main__":
    main()
