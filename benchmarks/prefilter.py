"""How fast pages off the topic go by when a topic is asked for, and what is lost.

    .venv/bin/python benchmarks/prefilter.py [--off 300] [--keep FOLDER]

Two web archives are made. *On*: every article of ``eval/press`` that has a gold statement, as a page with
menu, teasers, scripts and footer around it (the corpora hold articles that are off the subject on purpose,
and some of these have a statement). *Off*: pages of the same make about sport, cooking, weather and films in
three languages, whose menus and teasers name the police all the same, and fronts of headlines about
arrests that hold no article. Where the public test pages are on the machine (``eval/pages.py``), those that
the filter passes over are measured too: real pages are larger and messier.

* rate: CPU seconds of ``read`` over the same archive, without the topic over with it.
* lost: articles of *on* that are not read when the topic is asked for.
* let through: pages of *off* that are read all the same; they cost time and nothing else.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "eval"))

from pages import snippets, whole  # noqa: E402

TOPIC, AIM = "security", 8.0
HEADLINES = {
    "fr": [
        "Un réseau de passeurs démantelé",
        "La police saisit deux tonnes de cannabis",
        "Attentat : le bilan",
    ],
    "en": ["Police dismantle smuggling ring", "Troops killed in ambush", "Two men extradited to Spain"],
    "ar": ["توقيف شبكة لتهريب المخدرات", "الشرطة تحجز أسلحة", "محاكمة متهمين بالإرهاب"],
}
MENU = {
    "fr": "Accueil Politique Sécurité Défense Monde Sport Culture Météo Justice",
    "en": "Home Politics Security Defence World Sport Culture Weather Crime",
    "ar": "الرئيسية سياسة أمن دفاع العالم رياضة ثقافة طقس حوادث",
}
# Our own sentences, about nothing that the topic deals with.
OFF = {
    "fr": [
        "Les oliviers du verger donnent cette année des fruits plus gros, grâce aux pluies d’avril.",
        "Faites revenir les oignons à feu doux, puis ajoutez les tomates et laissez mijoter vingt minutes.",
        "L’équipe locale a remporté la rencontre sur un but inscrit dans le temps additionnel.",
        "Le film sortira en salles à la rentrée ; l’auteur raconte l’enfance d’un boulanger.",
        "Le thermomètre montera jusqu’à trente degrés en plaine, tandis que le vent soufflera sur la côte.",
        "La chanteuse donnera trois concerts au théâtre municipal, dont un pour les élèves du conservatoire.",
        "Les joueuses reprendront l’entraînement lundi, avant le tournoi qui se tiendra sur terre battue.",
        "Une exposition de céramique réunit une trentaine de potiers dans les salles rénovées du musée.",
    ],
    "en": [
        "The orchard gave larger apples than usual, and the growers say the wet spring helped.",
        "Soften the onions over a low heat, then add the tomatoes and let the sauce simmer.",
        "The home side won the match with a goal in the last minute, to the delight of a full stadium.",
        "Her new film opens in the autumn and tells the story of a baker who learns to play the violin.",
        "Temperatures will climb to thirty degrees inland while a light breeze keeps the coast cooler.",
        "The museum has hung forty landscapes in rooms that were closed for repairs over the winter.",
    ],
    "ar": [
        "أعطت أشجار الزيتون هذا العام ثمارا أكبر من المعتاد بفضل أمطار الربيع التي عمت السهول.",
        "يقلى البصل على نار هادئة ثم تضاف الطماطم ويترك الخليط عشرين دقيقة قبل التقديم.",
        "فاز الفريق المحلي بالمباراة بفضل هدف سجله المهاجم الشاب في الدقيقة الأخيرة.",
        "يعرض الفيلم الجديد في القاعات خلال الخريف ويروي طفولة خباز في قرية جبلية.",
        "تصل درجات الحرارة إلى ثلاثين في السهول بينما تهب رياح خفيفة على الساحل.",
    ],
}


def paged(title: str, lines: Iterable[str], language: str, draw: random.Random) -> bytes:
    """A page with a menu, teasers and a footer around the text, and the weight of scripts that pages have."""
    menu = "".join(f"<li><a href='/{i}'>{word}</a></li>" for i, word in enumerate(MENU[language].split()))
    card = "<div class='card'><a href='/a{0}'><img src='/i/{0}.jpg' alt=''><h3>{1}</h3></a></div>"
    cards = "".join(card.format(i, draw.choice(HEADLINES[language])) for i in range(40))
    data = (json.dumps({f"k{j}": draw.random() for j in range(60)}) for _ in range(30))
    scripts = "".join(f"<script>window.q=window.q||[];q.push({each})</script>" for each in data)
    text = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'><title>{title}</title>"
        f"<style>{'.x{margin:0}' * 800}</style>{scripts}</head><body><nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>{title}</h1>{text}</article><aside>{cards}</aside></main>"
        f"<footer><ul>{menu}</ul></footer></body></html>"
    ).encode()


def on_topic(draw: random.Random) -> Iterator[bytes]:
    """The articles of the gold corpora in which there is something to code."""
    for folder in sorted((ROOT / "eval" / "press").glob("dev*")):
        known = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        for path in sorted((folder / "articles").glob("*.txt")):
            gold = folder / "gold" / f"{path.stem}.json"
            if not gold.exists() or not json.loads(gold.read_text(encoding="utf-8")).get("statements"):
                continue
            lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            language = known.get(path.name, {}).get("language") or "fr"
            yield paged(lines[0], lines[1:], language if language in MENU else "fr", draw)


def off_topic(count: int, draw: random.Random) -> Iterator[bytes]:
    for number in range(count):
        language = ("fr", "fr", "en", "ar")[number % 4]
        if number % 5 == 4:
            yield paged("À la une", (), language, draw)
            continue
        text = draw.choices(OFF[language], k=draw.randint(6, 25))
        yield paged(draw.choice(OFF[language])[:60], text, language, draw)


def archive(path: Path, pages: Iterable[bytes]) -> int:
    """Write pages as a gzipped WARC; gives how many."""
    count = 0
    with path.open("wb") as file:
        for count, page in enumerate(pages, 1):
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{path.stem}/{count}\r\n"
                f"WARC-Date: 2024-05-06T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{count:032x}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + body + b"\r\n\r\n", 6))
    return count


def reading(path: Path, topic: str | None) -> tuple[set[str], float]:
    """The names of the articles read from an archive, and the CPU seconds that it took."""
    from recoupe.model import Article
    from recoupe.read import read

    begun = time.process_time()
    names = {item.doc for item in read([path], topic=topic) if isinstance(item, Article)}
    return names, time.process_time() - begun


def rate(path: Path, count: int) -> str:
    """Both ways over an archive of pages that are off the topic."""
    _, slow = reading(path, None)
    through, fast = reading(path, TOPIC)
    return (
        f"{count} pages: {count / slow:.0f} a CPU second read, {count / fast:.0f} with the topic, "
        f"ratio {slow / fast:.1f} (aim {AIM:.0f} or more); {len(through)} let through"
    )


def real_pages() -> list[bytes]:
    """The public test pages that the filter passes over."""
    from recoupe.read.item import Item
    from recoupe.read.topic import load_topic

    topic = load_topic(TOPIC)
    cases = [*whole(), *snippets()]
    return [c.raw for c in cases if topic.passes_over(Item(c.name, c.name, raw=c.raw, markup=True))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--off", type=int, default=300, help="pages off the topic")
    parser.add_argument("--keep", type=Path, help="where to leave the archives")
    args = parser.parse_args()
    draw = random.Random(7)
    with tempfile.TemporaryDirectory(prefix="recoupe-bench-") as name:
        folder = args.keep or Path(name)
        folder.mkdir(exist_ok=True, parents=True)
        on, off, real = (folder / f"{part}.warc.gz" for part in ("on", "off", "real"))
        archive(on, on_topic(draw))
        count = archive(off, off_topic(args.off, draw))
        warm = folder / "warm.warc.gz"
        archive(warm, off_topic(8, draw))
        reading(warm, None)
        reading(warm, TOPIC)
        print(f"off the topic, {rate(off, count)}")
        if pages := real_pages():
            print(f"public pages passed over, {rate(real, archive(real, pages))}")
        every, _ = reading(on, None)
        kept, _ = reading(on, TOPIC)
        lost = len(every - kept)
        print(f"on the topic, {len(every)} articles: {lost} lost ({lost / max(len(every), 1):.1%})")


if __name__ == "__main__":
    main()
