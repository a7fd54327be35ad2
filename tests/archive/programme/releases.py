"""Invented press releases in the layouts Korean organisers print, and a short way to compare."""

from archive.programme import read_programme
from archive.programme.model import Programme, ProgrammeSession

TWO_EMPTY_CELLS = "\t\t"

TABS = f"""\
2025. 5. 12.(월) 조간용

□ 가온시는 오는 5월 14일(수) 시청 별관에서 ‘2025 열린 기록 포럼(Open Records Forum 2025)’을 연다.
○ 기조연설은 아다 바이런(Ada Byron, 영국) 한빛대학교 교수가 맡는다.
○ 참가 신청은 5월 10일까지 누리집에서 할 수 있다.

[붙임] 2025 열린 기록 포럼 세부 일정

시간	구분	내용	장소
09:30 – 10:00 (30분)	등록	참가자 등록	1층 로비
10:00 – 10:10 (10분)	개회	개회선언 및 국민의례	5층 대강당
10:10 – 10:20 (10분)	환영사	홍길동 가온시장	5층 대강당
10:20 – 11:00 (40분)	기조연설	「기억하는 도시」 Ada Byron 한빛대학교 교수	5층 대강당
11:00 – 12:00 (60분)	세션1	‘기록의 내일’
- 좌장: 임꺽정(한빛대 교수)
- 발표: 장길산 누리연구소 소장, 성춘향 가온시 기록팀장
- 토론: 이몽룡(새벽신문 기자), 변학도(남원재단 이사)	5층 대강당
12:00 – 13:30 (90분)	오찬{TWO_EMPTY_CELLS}
13:30 – 14:00 (30분)	시상식	기록상 시상	5층 대강당
14:00 – 14:10 (10분)	폐회	폐회사 및 기념촬영	5층 대강당
"""

SPACES = """\
「제3회 누리 도서관 심포지엄」 프로그램 (2024. 11. 7.(목))

시 간              내 용                                장 소
10:00-10:05(5’)    ○ 개회 및 참석자 소개                 2층 누리홀
10:05-10:15(10’)   ○ 환영사(홍길동 누리도서관장), 축사(임꺽정 가온시의회 의장)
10:25-11:05(40’)   ○ 기조강연: 책과 도시 / 장길산 한빛대 교수   2층 누리홀
11:20-12:20(60’)   ○ 주제발표
  · 사회 : 성춘향 (누리대 교수)
  · 발표1 : 이몽룡 (새벽연구원 연구위원)
  · 발표2 : 심청 (바다재단 대표)
12:50-13:00(10’)   ○ 기념촬영 및 폐회
"""

SEPARATE_LINES = """\
2024. 3. 4.(월) 조간용
푸른군은 오는 3월 6일(수) 군민회관에서 ‘2024 푸른 미래 포럼’을 연다.

2024 푸른 미래 포럼 프로그램

10:00~10:30 (30')
개회식

10:30~12:00
(90')
[세션Ⅰ] 바람과 물
(좌 장) 홍 길 동 한빛대 교수
(발표1) Ada Lovelace
한빛대 교수
(패널) 장길산, 성춘향 누리재단 이사장

3층 대회의실

12:00~13:00
점심
"""


def read(text: str) -> Programme:
    return read_programme(text.encode())


def row(content: str, times: str = "10:00~10:30") -> ProgrammeSession:
    """The session a single row makes, in a release that is otherwise in order."""
    return read(release(f"{times}\t{content}")).sessions[0]


def release(*rows: str) -> str:
    heading = "2025 가온 포럼 프로그램 (2025. 5. 14.(수))\n\n시 간\t내 용\t비고\n"
    return heading + "\n".join(rows) + "\n"


def outline(programme: Programme) -> list[tuple[str, str, str, str]]:
    """Each session's code, title, room and times, ``HH:MM-HH:MM``."""
    return [
        (one.code, one.title.best("ko"), one.room, f"{one.start:%H:%M}-{one.end:%H:%M}")
        for one in programme.sessions
        if one.start and one.end
    ]


def people(session: ProgrammeSession) -> list[tuple[str, str, str]]:
    """Each person's role, name (both scripts where known) and affiliation, in order."""
    in_order = sorted(session.people, key=lambda one: one.order)
    return [
        (one.role.value, " = ".join(filter(None, (one.name.ko, one.name.en))), one.affiliation)
        for one in in_order
    ]


def doubts(programme: Programme) -> list[tuple[int, str, str]]:
    return [(one.line, one.text, str(one.reason)) for one in programme.doubts]
