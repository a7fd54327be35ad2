"""Words around a timetable: in the event's title, over the table, on the notice."""

from archive.programme.words import listed

EVENT_WORDS = listed(
    """
    포럼 컨퍼런스 콘퍼런스 심포지엄 세미나 학술대회 회의 총회 토론회 공청회 설명회 워크숍
    워크샵 서밋 박람회 엑스포 페스티벌 축제 대회 기념식 강연회 간담회 발표회 보고회
    콜로키움 아카데미 강좌 특강 교실 캠프 발대식 선포식 출범식 개소식 토크콘서트 콘서트 대담회
    집담회 좌담회 사업설명회 데이 위크 해커톤 학회 토론마당 한마당 박람회 전시회 시상식
    forum conference symposium summit workshop seminar congress meeting colloquium festival fair
    expo week day school hackathon dialogue webinar
    """
)

HEADING_WORDS = listed(
    """
    프로그램 세부프로그램 행사프로그램 시간표 일정표 일정 세부일정 행사일정 진행순서 진행표
    진행계획 행사순서 식순 순서 계획 안내 개요 행사 세부 진행 주요 타임테이블 timetable
    program programme schedule agenda
    """
)
"""What a heading says about itself rather than about the event."""

RELEASE_WORDS = listed("석간 조간 보도자료 보도시점 보도일 보도할 이후보도 즉시보도 배포 엠바고")
"""Marks of the line that says when newspapers may print the release."""
