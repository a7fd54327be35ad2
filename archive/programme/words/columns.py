"""Names above the columns of a table, and what each of them says that it holds."""

from archive.programme.words import listed

TIME_COLUMNS = frozenset({"시간", "일시", "시각", "time"})
PEOPLE_COLUMNS = frozenset({"발표자", "연사", "강연자", "강사", "참여자", "speaker"})
ROOM_COLUMNS = frozenset({"장소", "강의실", "회의실", "room", "venue"})
LABEL_COLUMNS = frozenset({"구분", "세션", "순서"})
DURATION_COLUMNS = frozenset({"소요", "소요시간", "분", "시간(분)"})
REMARK_COLUMNS = frozenset({"비고", "기타", "참고"})
CONTENT_COLUMNS = frozenset(
    {"내용", "프로그램", "주제", "세부내용", "주요내용", "행사내용", "제목"}
)

_COLUMNS_OF_TABLES: dict[str, frozenset[str]] = {
    "time": TIME_COLUMNS | listed("시간대 타임 timeslot slot hours when"),
    "start": listed("시작 시작시간 시작시각 시작일시 start starttime startsat begin starts from"),
    "end": listed("종료 종료시간 종료시각 종료일시 끝 end endtime endsat finish ends to until"),
    "date": listed("날짜 일자 date day 행사일"),
    "duration": DURATION_COLUMNS | listed("길이 시간(분) 소요시간(분) duration length minutes min"),
    "content": CONTENT_COLUMNS
    | listed(
        """
        발표주제 발표제목 강연주제 강연제목 발표내용 강연명 발표명 세션명 세션제목 행사 일정 식순
        세부일정 세부프로그램 국문제목 한글제목 제목(국문) 제목(한글) title topic subject content
        contents program programme presentation talk agenda event description activity
        sessiontitle talktitle titleko title_ko title(ko) koreantitle 국문 korean
        """
    ),
    "title_en": listed(
        """
        영문제목 제목(영문) 제목(영어) titleen title_en title(en) title(english) englishtitle 영문
        english
        """
    ),
    "people": PEOPLE_COLUMNS
    | listed(
        """
        발표자명 연사명 성명 이름 강연자명 발표자(소속) 출연 출연자 출연진 참석자 담당 담당자
        speakers name names speakername presenter presenters lecturer author authors who
        """
    ),
    "name_en": listed("영문이름 영문성명 성명(영문) 이름(영문) nameen name_en englishname"),
    "affiliation": listed(
        """
        소속 소속기관 기관 기관명 소속및직위 소속/직위 소속/직책 소속·직위 affiliation organization
        organisation company institution org
        """
    ),
    "position": listed("직위 직책 직함 직급 position jobtitle tagline"),
    "role": listed("역할 role roles 참여형태"),
    "room": ROOM_COLUMNS
    | listed("회의장 강의장 발표장 행사장 트랙 위치 홀 hall track location place"),
    "label": LABEL_COLUMNS | listed("번호 no no. # number session 분류 유형 type category"),
    "remark": REMARK_COLUMNS | listed("메모 note notes remark remarks"),
    "language": listed("언어 발표언어 진행언어 language lang"),
}
COLUMN_WORDS = {word: kind for kind, words in _COLUMNS_OF_TABLES.items() for word in words}
"""What each name above a column of a table says that it holds."""
