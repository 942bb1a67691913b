"""The grammar of French time expressions: which sequences of words are one, and how they combine.

``ATOMS`` are read over the words, first match in the list wins; what they mean is in
``time_fr_rules``. ``JOINS`` then read over atoms (``point`` for one with a place in time, ``stretch``
for a bare duration) and the words between them, pass by pass.
"""

from __future__ import annotations

MACROS: dict[str, str] = {
    "DAYNUM": "num|ord|nw|oword",
    "COUNT": "num|nw|un|some",
    "MON": "month|mabbr dot?",
    "YR": "year|num|nw",
    "REL": "last|next|follow|prev|past",
    "UNIT": "day|week|mois|yr|quarter|half|decade|century|weekend|hour",
    "ABOUT": "approx|more|de|au",
    "PART": "daypart|night",
    "DETS": "le|les|ce",
    "WDAY": "weekday",
}

ATOMS: list[tuple[str, str]] = [
    ("full_date", "(le|ce)? (<w WDAY> comma?)? le? <f date>"),
    (
        "night_days",
        "dans? (le|ce)? night (de|du|le){0,2} (<wa WDAY>)? <a DAYNUM> (<ma MON>)? (a|au){1,2} (<wb WDAY>)?"
        " <d DAYNUM> <m MON> (<y YR>)? (<r REL>)?",
    ),
    ("night_weekdays", "dans? (le|ce)? night (de|du) <wa WDAY> (a|au) <w WDAY> (<r last>)?"),
    ("night_beside", "(dans? le) night <r prev|follow>"),
    ("night_rel", "dans? le night <r last>|<c ce> night (dash? (ci|<l there>))?"),
    (
        "day_range",
        "(du|de|le) WDAY? <a DAYNUM> (a|au|dash) le? (<w WDAY>)? <d DAYNUM> <m MON> (<y YR>)? (<r REL>)?",
    ),
    (
        "day_range",
        "between le? (<wa WDAY>)? <a DAYNUM> et le? (<w WDAY>)? <d DAYNUM> <m MON> (<y YR>)? (<r REL>)?",
    ),
    ("day_range", "<a num> dash <d num> <m MON> (<y YR>)?"),
    (
        "day_list",
        "(les|le)? WDAY? DAYNUM ((comma|et|ou) (les|le)? WDAY? DAYNUM){0,12} (et|ou) (les|le)? WDAY?"
        " <d DAYNUM> <m MON> (<y YR>)? (<r REL>)?",
    ),
    (
        "month_day",
        "(le|ce)? same? (<w WDAY> comma? le?)? <d DAYNUM> (dash? <m MON>|(de|du) mois de <m MON>) (<y YR>)?"
        " (<r REL>)? (comma? <late year>)?",
    ),
    (
        "bare_days",
        "(dans? le <n night>)? (du|le|les|between|since|until au) <a DAYNUM> (au|a|et (le)?) <d DAYNUM>"
        " (?=comma|dot|close|brk|$)",
    ),
    ("bare_day", "(le|au) <d DAYNUM> (?=comma|dot|close|brk|et|(au|dans le|en) daypart|a le daypart|$)"),
    ("told_day", "le <d num> (?=a|dans|en|unk)"),
    ("weekday_day", "(le|ce)? <w WDAY> <d DAYNUM> (?=comma|dot|close|brk|a|au|en|dans|et|$)"),
    (
        "deictic",
        "<t today> (comma? (le|ce)? <w WDAY> (<d DAYNUM> <m MON> (<y YR>)?)?|comma? le? <d DAYNUM> <m MON>"
        " (<y YR>)?)? (en? edge? (de|du)? <p daypart>)?",
    ),
    ("quarter_of", "le? <o oword|ord> <u quarter|half> ((de|du) (le yr)? <y year>|<y year>)?"),
    ("decade", "(DETS)? <u yr> (<y year>|<n num|nw>)|le? decade <y year>"),
    ("years_in_a_row", "en <y year> et (en)? <z year>"),
    ("years", "(les|DETS)? only? yr <y year> (comma year){0,12} (et|ou|a) <z year>"),
    ("whole_year", "le? only? yr <y year>"),
    ("century", "le? <n roman|oword> century"),
    ("year_range", "(le? period (de)?)? <x yrange>"),
    (
        "part_of_month",
        "(le|les|du) <o oword|hour|last> <u dozen|week|day> (de|du) (mois de)? <m MON> (<y YR>)?",
    ),
    (
        "last_units",
        "(les|le|ce|du) (<n num|nw>)? (<r last|next|past>) (<n num|nw>)? <u UNIT>"
        "|(les|ce|du) (<n num|nw>)? <u UNIT> <r last|next|past>",
    ),
    ("rel_unit", "(le|ce|du|au) <u UNIT|season> <r REL> |(le) <u UNIT> (de) <r before|after>"),
    ("month", "((le|ce)? mois de) <m MON> (<y YR>)? (<r REL>)?"),
    ("this_unit", "<c ce> <u UNIT|season> (<y year>)? (dash? (ci|<l there>))?|le <u UNIT> en cours"),
    ("running_unit", "(au cours|during) (du|de le|le) <u weekend|week|mois|yr>|dans le <u weekend>"),
    ("same_unit", "(le|ce) same <u UNIT|PART>|le <u day|PART> same"),
    ("ago", "(il y a|voila) (ABOUT){0,4} <n COUNT> (<k dozen> de)? <u UNIT> (et <h demi>)?"),
    (
        "offset",
        "<n COUNT> (<k dozen> de)? <u UNIT> (et <h demi>)? (more <e early|late>|<e earlier|follow>"
        "|<e before|after> (?!le|les|ce|un|de|du|qui|year|month|weekday|num|ord))",
    ),
    (
        "in_units",
        "dans (ABOUT){0,4} <n num|nw|un> <u UNIT>"
        "|sous <n num|nw> <u UNIT>|(dans|sous) (les|le) (<n num|nw>)? <u UNIT> (<v (qui|a) coming>)?",
    ),
    ("first_units", "(les|de|du) <n num|nw> oword <u day|week|mois> (de|du) (le yr|ce yr|yr? <y year>)"),
    ("eve", "(a|au)? (le|au) <v eve> (au? daypart|daypart)?"),
    (
        "daypart",
        "<c ce> <p daypart> (dash? <l there>)?|(dans|en) le? <p PART> (?!de|du)|en edge (de|du) <p PART|day>"
        "|(le|ce) PART same|(le|au small) <q daypart> (?!de|du)",
    ),
    ("season", "(<c le|ce|au|en|a> le?)? <s season> ((de|du)? <y year>)? (<r REL>)?"),
    ("weekday", "(<c le|ce>)? same? <w WDAY> (<p daypart>)? (<r last|next|follow|prev>|dash? <l there>)?"),
    ("month", "<m MON> (<y YR>)? (<r REL>)?"),
    ("duration", "approx? <n COUNT> (<k dozen> (de))? <u UNIT> (et <h demi>)?"),
    ("short_year", "en <y num> (?=comma|dot|open|close|brk|et|$)"),
    ("bare_year", "<y year>"),
]

# Each pass: (name, pattern). ``<p point>`` and ``<q point>`` are atoms.
JOINS: list[list[tuple[str, str]]] = [
    [
        ("edge", "a? (le|au|en)? <e edge> dash? (de|du){0,2} le? <p point>"),
        (
            "edge_unit",
            "a? (le|au|en)? <e edge> (de|du) le? <u UNIT|season> (<r last|next>)?"
            "|a? (le|au|en)? <e edge> dash? <u yr|week|mois> (<r last|next>)?",
        ),
        ("week_of", "(dans|during)? le week du <p point>"),
        ("night_of", "dans? (le|ce)? <n night|daypart> (de|du){0,2} le? <p point>"),
    ],
    [
        ("within", "<p point> (de|du)? open? <q point> close?"),
        ("eve_of", "<p point> (de|du) (le)? (unk|de|le|open|close|dash){1,6} du <q point>"),
    ],
    [
        ("between", "between <p point> et <q point>"),
        (
            "from_to",
            "(de|du|since|from)? <p point> (comma? et? until (a|au|en){0,2}|au|a) <q point>"
            "|(de|du|since|from) <p point> <q point>",
        ),
        ("days_in_a_row", "<p point> et <q point>"),
        ("months_in_a_row", "en? <p point> et en? <q point>"),
    ],
    [
        ("since", "(since|a start (de|du)|en start a|from) (de|du|les|le){0,2} <p point>"),
        ("since_for", "since (ABOUT){0,4} <p stretch>"),
        (
            "until",
            "au more late <p point>|until (a|au|en|de){0,2} <p point>|(de)? ici (a|au|en|les){0,2} <p point>",
        ),
        ("until_in", "(de)? ici (a|au|en|les){0,2} <p stretch>"),
        ("before", "before <p point>"),
        ("after", "after <p point>"),
        (
            "during",
            "(au? cours (de|du)?|during|dans|en|au|sur|pour|around|a){1,3}"
            " (le|les)? period? (de|du)? <p point>",
        ),
        ("stretch_past", "en (ABOUT){0,4} <p stretch>|<p stretch> <d during> (?=comma)"),
        ("stretch_for", "(during|en|sur|au cours (de|du)) (ABOUT){0,4} <p stretch>"),
    ],
]
