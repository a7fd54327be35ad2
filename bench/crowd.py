"""Twenty thousand people to be found among, and what somebody may type to find one of them."""

import csv
import json
import lzma
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.people.hangul import FINALS, INITIALS, VOWELS, is_syllable, jamo
from archive.people.initials import initials_of
from archive.people.names import KnownName
from archive.people.readings import latin_words, syllable_spellings

SURNAMES = (
    "김2150 이1470 박840 최470 정430 강240 조210 윤205 장200 임165 한155 오150 서150 신150 권140"
    " 황140 안138 송136 전112 홍112 유128 고95 문93 양92 손90 배80 백76 허66 남55 심54 노51 하46"
    " 곽41 성40 차39 주39 우39 구39 민34 류33 나32 진32 지31 엄28 채26 원26 천24 방19"
    " 공18 현17 함16"
)
"""The commonest surnames and how many of 10,000 people bear them (Statistics Korea, 2015)."""
SYLLABLES = (
    "민서지수현준우진영은하윤정연성희경미주혜태승재호동상원선아예유나림빈석훈규철기환찬인용란"
)
"""What most given names are made of."""

FOREIGN = (
    ("Bill Gates", "빌 게이츠"),
    ("Steve Jobs", "스티브 잡스"),
    ("Barack Obama", "버락 오바마"),
    ("Angela Merkel", "앙겔라 메르켈"),
    ("Emma Watson", "에마 왓슨"),
    ("Tom Hanks", "톰 행크스"),
    ("Brad Pitt", "브래드 피트"),
    ("Elon Musk", "일론 머스크"),
    ("Larry Page", "래리 페이지"),
    ("Linus Torvalds", "리누스 토르발스"),
    ("Tim Cook", "팀 쿡"),
    ("Jeff Bezos", "제프 베이조스"),
    ("Mark Zuckerberg", "마크 저커버그"),
    ("Warren Buffett", "워런 버핏"),
    ("Isaac Newton", "아이작 뉴턴"),
    ("Albert Einstein", "알베르트 아인슈타인"),
    ("Marie Curie", "마리 퀴리"),
    ("Charles Darwin", "찰스 다윈"),
    ("Alan Turing", "앨런 튜링"),
    ("Ada Lovelace", "에이다 러브레이스"),
    ("Grace Hopper", "그레이스 호퍼"),
    ("Richard Stallman", "리처드 스톨먼"),
    ("Donald Knuth", "도널드 커누스"),
    ("Ken Thompson", "켄 톰프슨"),
    ("Dennis Ritchie", "데니스 리치"),
    ("Bjarne Stroustrup", "비야네 스트롭스트룹"),
    ("Margaret Hamilton", "마거릿 해밀턴"),
    ("Leonardo DiCaprio", "리어나도 디캐프리오"),
    ("Natalie Portman", "내털리 포트먼"),
    ("Morgan Freeman", "모건 프리먼"),
    ("Scarlett Johansson", "스칼릿 조핸슨"),
    ("Robert Downey", "로버트 다우니"),
    ("Jan Gehl", "얀 겔"),
    ("Jane Jacobs", "제인 제이컵스"),
    ("Norman Foster", "노먼 포스터"),
    ("Zaha Hadid", "자하 하디드"),
    ("Frank Gehry", "프랭크 게리"),
    ("Renzo Piano", "렌초 피아노"),
    ("Anne Hidalgo", "안 이달고"),
    ("Sadiq Khan", "사디크 칸"),
)
"""Well-known people as Korean newspapers write them."""


@dataclass(frozen=True, slots=True)
class Query:
    """Something typed, and the people it means: nobody where they are absent."""

    text: str
    wanted: frozenset[int]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody known, and queries of each kind."""

    people: tuple[KnownName, ...]
    queries: dict[str, tuple[Query, ...]]


def crowd(data: Path, size: int, seed: int = 7) -> Crowd:
    """The published pairs, half of them known and half absent, among made and foreign people."""
    dice = random.Random(seed)  # noqa: S311 -- people to measure with, not a secret
    pairs = _pairs(data / "names" / "ko_en_pairs.csv")
    hangul = sorted({ko for ko, _ in pairs})
    absent = set(dice.sample(hangul, len(hangul) // 3))
    speakers = _speakers(data / "talks" / "pyvideo_all_talks.jsonl.xz", 2000)
    foreign = [en for en, _ in FOREIGN]
    made = _made(dice, size - len(hangul) - len(speakers) - len(foreign), absent)
    names = [*((ko, "") for ko in hangul if ko not in absent), *((ko, "") for ko in made)]
    names += [("", en) for en in dict.fromkeys((*foreign, *speakers))]
    people = tuple(KnownName(number, ko, en) for number, (ko, en) in enumerate(names, start=1))
    return Crowd(people, _queries(people, pairs, absent, dice))


def _queries(
    people: Sequence[KnownName], pairs: Sequence[tuple[str, str]], absent: set[str],
    dice: random.Random,
) -> dict[str, tuple[Query, ...]]:  # fmt: skip
    """Namesakes are right answers too: nothing that is typed tells them apart."""
    bearing: dict[str, set[int]] = {}
    for one in people:
        for name in filter(None, (one.ko, one.en)):
            bearing.setdefault(name, set()).add(one.id)
    known = [(ko, en) for ko, en in pairs if ko not in absent]
    gone = [(ko, en) for ko, en in pairs if ko in absent]

    def asked(texts: Sequence[tuple[str, str]]) -> tuple[Query, ...]:
        """What is typed for whom."""
        return tuple(Query(text, frozenset(bearing.get(name, ()))) for text, name in texts)

    made = dice.sample([one.ko for one in people if one.ko], 300)
    return {
        "Hangul, as written": asked([(ko, ko) for ko, _ in known]),
        "published romanisation": asked([(en, ko) for ko, en in known]),
        **{
            f"… as {form}": asked([(write(en, ko), ko) for ko, en in known])
            for form, write in FORMS.items()
        },
        "initials (초성)": asked([(initials_of(ko), ko) for ko in made]),
        "one wrong jamo": asked([(_jamo_slip(ko, dice), ko) for ko in made]),
        "one wrong Latin letter": asked([(_latin_slip(en, dice), ko) for ko, en in known]),
        "foreign name in Hangul": asked([(ko, en) for en, ko in FOREIGN]),
        "foreign surname in Hangul": asked([(ko.split()[-1], en) for en, ko in FOREIGN]),
        "absent, in Hangul": asked([(ko, "") for ko, _ in gone]),
        "absent, romanised": asked([(en, "") for _, en in gone]),
    }


def _given_first(name: str) -> str:
    surname, given = name.split(" ", 1)
    return f"{given} {surname}"


def _hyphened(name: str, hangul: str) -> str:
    """The given name with a hyphen between its syllables, where they can be told: Jung-woo."""
    surname, given = name.split(" ", 1)
    for at in range(1, len(given)) if len(hangul) == 3 else ():
        first, second = given[:at].lower(), given[at:].lower()
        if first in syllable_spellings(hangul[1]) and second in syllable_spellings(hangul[2]):
            return f"{surname} {given[:at]}-{given[at:].lower()}"
    return name


FORMS: dict[str, Callable[[str, str], str]] = {
    "HA, JUNGWOO": lambda name, _: name.upper().replace(" ", ", ", 1),
    "Jungwoo Ha": lambda name, _: _given_first(name),
    "hajungwoo": lambda name, _: "".join(latin_words(name)),
    "Jung-woo Ha": lambda name, ko: _given_first(_hyphened(name, ko)),
    "ha jung woo": lambda name, ko: _hyphened(name, ko).replace("-", " ").lower(),
}
"""The same name as people write it: case, comma, order, hyphen, joined."""


def _jamo_slip(name: str, dice: random.Random) -> str:
    """One letter of one syllable is another."""
    at = dice.randrange(len(name))
    if not is_syllable(name[at]):
        return name
    parts = [INITIALS.index(jamo(name[at])[0]), VOWELS.index(jamo(name[at])[1])]
    final = FINALS.index(jamo(name[at])[2])
    which = dice.randrange(2)
    many = (len(INITIALS), len(VOWELS))[which]
    parts[which] = (parts[which] + dice.randrange(1, many)) % many
    other = chr(0xAC00 + (parts[0] * 21 + parts[1]) * 28 + final)
    return name[:at] + other + name[at + 1 :]


def _latin_slip(name: str, dice: random.Random) -> str:
    """One letter left out, doubled, changed, or swapped with the next."""
    letters = [at for at, sign in enumerate(name) if sign.isalpha()]
    at, other = dice.choice(letters[1:-1]), dice.choice("aeghijklmnoprstuwy")
    following = name[at + 1] if name[at + 1].isalpha() else ""
    kind = dice.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + other + name[at:]
    if kind == 2 and following:
        return name[:at] + following + name[at] + name[at + 2 :]
    return name[:at] + other + name[at + 1 :]


def _made(dice: random.Random, count: int, absent: set[str]) -> list[str]:
    """Korean names of nobody in particular; none of an absent person."""
    weights = {one[0]: int(one[1:]) for one in SURNAMES.split()}
    found: list[str] = []
    while len(found) < count:
        surname = dice.choices(list(weights), list(weights.values()))[0]
        name = surname + dice.choice(SYLLABLES) + dice.choice(SYLLABLES)
        if name not in absent:
            found.append(name)
    return found


def _pairs(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["hangul"], row["romanised"]) for row in csv.DictReader(file)]


def _speakers(path: Path, most: int) -> list[str]:
    """People who speak at conferences elsewhere, by their names in Latin letters."""
    found: dict[str, None] = {}
    for name in _listed(path):
        if len(latin_words(name)) > 1 and name.isascii():
            found[name] = None
        if len(found) == most:
            break
    return list(found)


def _listed(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield from json.loads(line).get("speakers") or ()
