"""Words Korean organisers print in timetables, and what each of them means.

Source of all tables here: gathered by hand from printed timetables of Korean city governments,
learned societies and conferences; meanings as in the Standard Korean Language Dictionary. Words
are written without spaces; ``(좌 장)`` is found as ``좌장``.
"""

from archive.programme.model import Role, SessionKind


def _words(printed: str) -> frozenset[str]:
    return frozenset(printed.split())


ROLE_WORDS: dict[str, Role] = {
    "presentation": Role.PRESENTER,
    "lecture": Role.PRESENTER,
    "talk": Role.PRESENTER,
    "discussion": Role.DISCUSSANT,
    "chairs": Role.CHAIR,
    "chairperson": Role.CHAIR,
    "chairman": Role.CHAIR,
    "cochair": Role.CHAIR,
    "sessionchair": Role.CHAIR,
    "좌장및진행": Role.CHAIR,
    "주재": Role.CHAIR,
    "moderators": Role.MODERATOR,
    "mc": Role.MODERATOR,
    "host": Role.MODERATOR,
    "facilitator": Role.MODERATOR,
    "moderatedby": Role.MODERATOR,
    "사회및진행": Role.MODERATOR,
    "진행및사회": Role.MODERATOR,
    "사회진행": Role.MODERATOR,
    "speakers": Role.PRESENTER,
    "presenter": Role.PRESENTER,
    "presenters": Role.PRESENTER,
    "lecturer": Role.PRESENTER,
    "발표및토론": Role.PRESENTER,
    "연사자": Role.PRESENTER,
    "주제발표자": Role.PRESENTER,
    "강사": Role.PRESENTER,
    "연구발표": Role.PRESENTER,
    "presentedby": Role.PRESENTER,
    "keynotespeaker": Role.KEYNOTE,
    "keynotespeakers": Role.KEYNOTE,
    "keynotespeech": Role.KEYNOTE,
    "keynoteaddress": Role.KEYNOTE,
    "기조연설자": Role.KEYNOTE,
    "기조강연자": Role.KEYNOTE,
    "기조발표자": Role.KEYNOTE,
    "대담자들": Role.CONVERSATION,
    "discussants": Role.DISCUSSANT,
    "지정토론자": Role.DISCUSSANT,
    "종합토론자": Role.DISCUSSANT,
    "panelists": Role.PANELIST,
    "panellist": Role.PANELIST,
    "panellists": Role.PANELIST,
    "패널토론자": Role.PANELIST,
    "패널리스트들": Role.PANELIST,
    "토론패널": Role.PANELIST,
    "패널들": Role.PANELIST,
    "패널토의": Role.PANELIST,
    "축하인사": Role.REMARKS,
    "축하의말씀": Role.REMARKS,
    "congratulatoryremarks": Role.REMARKS,
    "congratulatoryaddress": Role.REMARKS,
    "congratulatoryspeech": Role.REMARKS,
    "개회인사": Role.ADDRESS,
    "환영인사": Role.ADDRESS,
    "환영의말씀": Role.ADDRESS,
    "환영말씀": Role.ADDRESS,
    "여는말": Role.ADDRESS,
    "openingremarks": Role.ADDRESS,
    "openingaddress": Role.ADDRESS,
    "openingspeech": Role.ADDRESS,
    "welcomeremarks": Role.ADDRESS,
    "welcomeaddress": Role.ADDRESS,
    "welcomespeech": Role.ADDRESS,
    "welcomingremarks": Role.ADDRESS,
    "welcomingaddress": Role.ADDRESS,
    "closingremarks": Role.ADDRESS,
    "closingaddress": Role.ADDRESS,
    "좌장": Role.CHAIR,
    "chair": Role.CHAIR,
    "사회": Role.MODERATOR,
    "사회자": Role.MODERATOR,
    "진행": Role.MODERATOR,
    "진행자": Role.MODERATOR,
    "모더레이터": Role.MODERATOR,
    "moderator": Role.MODERATOR,
    "발표": Role.PRESENTER,
    "발표자": Role.PRESENTER,
    "주제발표": Role.PRESENTER,
    "사례발표": Role.PRESENTER,
    "발제": Role.PRESENTER,
    "발제자": Role.PRESENTER,
    "강연": Role.PRESENTER,
    "강연자": Role.PRESENTER,
    "특강": Role.PRESENTER,
    "연사": Role.PRESENTER,
    "speaker": Role.PRESENTER,
    "연설": Role.KEYNOTE,
    "기조": Role.KEYNOTE,
    "기조연설": Role.KEYNOTE,
    "기조강연": Role.KEYNOTE,
    "기조발표": Role.KEYNOTE,
    "기조발제": Role.KEYNOTE,
    "keynote": Role.KEYNOTE,
    "출연": Role.PRESENTER,
    "출연자": Role.PRESENTER,
    "대담": Role.CONVERSATION,
    "대담자": Role.CONVERSATION,
    "토론": Role.DISCUSSANT,
    "토론자": Role.DISCUSSANT,
    "지정토론": Role.DISCUSSANT,
    "종합토론": Role.DISCUSSANT,
    "discussant": Role.DISCUSSANT,
    "패널": Role.PANELIST,
    "패널토론": Role.PANELIST,
    "패널리스트": Role.PANELIST,
    "panel": Role.PANELIST,
    "panelist": Role.PANELIST,
    "paneldiscussion": Role.PANELIST,
    "축사": Role.REMARKS,
    "격려사": Role.REMARKS,
    "축하말씀": Role.REMARKS,
    "개회사": Role.ADDRESS,
    "환영사": Role.ADDRESS,
    "기념사": Role.ADDRESS,
    "인사말": Role.ADDRESS,
    "인사말씀": Role.ADDRESS,
    "폐회사": Role.ADDRESS,
}

ROW_WORDS: dict[str, SessionKind] = {
    "presentation": SessionKind.SESSION,
    "lecture": SessionKind.SESSION,
    "talk": SessionKind.SESSION,
    "morningtea": SessionKind.BREAK,
    "afternoontea": SessionKind.BREAK,
    "개회선언": SessionKind.OPENING,
    "개회및국민의례": SessionKind.OPENING,
    "여는마당": SessionKind.OPENING,
    "여는자리": SessionKind.OPENING,
    "openingceremony": SessionKind.OPENING,
    "openingsession": SessionKind.OPENING,
    "welcome": SessionKind.OPENING,
    "개회인사": SessionKind.ADDRESS,
    "환영인사": SessionKind.ADDRESS,
    "환영의말씀": SessionKind.ADDRESS,
    "환영말씀": SessionKind.ADDRESS,
    "여는말": SessionKind.ADDRESS,
    "openingremarks": SessionKind.ADDRESS,
    "openingaddress": SessionKind.ADDRESS,
    "openingspeech": SessionKind.ADDRESS,
    "welcomeremarks": SessionKind.ADDRESS,
    "welcomeaddress": SessionKind.ADDRESS,
    "welcomespeech": SessionKind.ADDRESS,
    "welcomingremarks": SessionKind.ADDRESS,
    "welcomingaddress": SessionKind.ADDRESS,
    "축하인사": SessionKind.REMARKS,
    "축하의말씀": SessionKind.REMARKS,
    "congratulatoryremarks": SessionKind.REMARKS,
    "congratulatoryaddress": SessionKind.REMARKS,
    "congratulatoryspeech": SessionKind.REMARKS,
    "기념사진촬영": SessionKind.PHOTO,
    "단체사진촬영": SessionKind.PHOTO,
    "포토타임": SessionKind.PHOTO,
    "photosession": SessionKind.PHOTO,
    "groupphoto": SessionKind.PHOTO,
    "phototime": SessionKind.PHOTO,
    "기조세션": SessionKind.KEYNOTE,
    "키노트스피치": SessionKind.KEYNOTE,
    "plenary": SessionKind.KEYNOTE,
    "plenarytalk": SessionKind.KEYNOTE,
    "plenarylecture": SessionKind.KEYNOTE,
    "keynotespeech": SessionKind.KEYNOTE,
    "keynoteaddress": SessionKind.KEYNOTE,
    "keynotelecture": SessionKind.KEYNOTE,
    "keynotesession": SessionKind.KEYNOTE,
    "플레너리": SessionKind.KEYNOTE,
    "여는행사": SessionKind.OPENING,
    "라이트닝토크": SessionKind.SESSION,
    "lightningtalks": SessionKind.SESSION,
    "주제강연": SessionKind.SESSION,
    "튜토리얼": SessionKind.SESSION,
    "tutorial": SessionKind.SESSION,
    "workshop": SessionKind.SESSION,
    "구두발표": SessionKind.SESSION,
    "포스터발표": SessionKind.SESSION,
    "포스터세션": SessionKind.SESSION,
    "postersession": SessionKind.SESSION,
    "oralsession": SessionKind.SESSION,
    "집담회": SessionKind.SESSION,
    "원탁토론": SessionKind.SESSION,
    "원탁회의": SessionKind.SESSION,
    "토크콘서트": SessionKind.SESSION,
    "토크쇼": SessionKind.SESSION,
    "초청특강": SessionKind.SESSION,
    "기획세션": SessionKind.SESSION,
    "일반세션": SessionKind.SESSION,
    "학술세션": SessionKind.SESSION,
    "산업세션": SessionKind.SESSION,
    "라운드테이블토론": SessionKind.SESSION,
    "roundtable": SessionKind.SESSION,
    "discussion": SessionKind.SESSION,
    "q&a": SessionKind.SESSION,
    "qna": SessionKind.SESSION,
    "종합토의": SessionKind.SESSION,
    "전체토론": SessionKind.SESSION,
    "발제및토론": SessionKind.SESSION,
    "쉬는시간": SessionKind.BREAK,
    "정회": SessionKind.BREAK,
    "브레이크": SessionKind.BREAK,
    "브레이크타임": SessionKind.BREAK,
    "breaktime": SessionKind.BREAK,
    "coffee": SessionKind.BREAK,
    "teabreak": SessionKind.BREAK,
    "coffeetime": SessionKind.BREAK,
    "luncheon": SessionKind.BREAK,
    "dinner": SessionKind.BREAK,
    "banquet": SessionKind.BREAK,
    "점심및휴식": SessionKind.BREAK,
    "중식및휴식": SessionKind.BREAK,
    "조찬": SessionKind.BREAK,
    "환담": SessionKind.BREAK,
    "차담회": SessionKind.BREAK,
    "차담": SessionKind.BREAK,
    "폐회선언": SessionKind.CLOSING,
    "폐회인사": SessionKind.CLOSING,
    "닫는말": SessionKind.CLOSING,
    "닫는마당": SessionKind.CLOSING,
    "맺는말": SessionKind.CLOSING,
    "closingremarks": SessionKind.CLOSING,
    "closingaddress": SessionKind.CLOSING,
    "closingceremony": SessionKind.CLOSING,
    "closingsession": SessionKind.CLOSING,
    "adjournment": SessionKind.CLOSING,
    "산회": SessionKind.CLOSING,
    "등록및접수": SessionKind.OTHER,
    "등록및안내": SessionKind.OTHER,
    "checkin": SessionKind.OTHER,
    "awards": SessionKind.OTHER,
    "awardceremony": SessionKind.OTHER,
    "우수논문시상": SessionKind.OTHER,
    "경과보고": SessionKind.OTHER,
    "내빈소개": SessionKind.OTHER,
    "총회": SessionKind.OTHER,
    "정기총회": SessionKind.OTHER,
    "이사회": SessionKind.OTHER,
    "networking": SessionKind.OTHER,
    "reception": SessionKind.OTHER,
    "welcomereception": SessionKind.OTHER,
    "현장투어": SessionKind.OTHER,
    "견학": SessionKind.OTHER,
    "축하연주": SessionKind.OTHER,
    "표창": SessionKind.OTHER,
    "표창수여": SessionKind.OTHER,
    "수여식": SessionKind.OTHER,
    "위촉식": SessionKind.OTHER,
    "개회": SessionKind.OPENING,
    "개회식": SessionKind.OPENING,
    "개막": SessionKind.OPENING,
    "개막식": SessionKind.OPENING,
    "오프닝": SessionKind.OPENING,
    "국민의례": SessionKind.OPENING,
    "opening": SessionKind.OPENING,
    "개회사": SessionKind.ADDRESS,
    "환영사": SessionKind.ADDRESS,
    "기념사": SessionKind.ADDRESS,
    "인사말": SessionKind.ADDRESS,
    "인사말씀": SessionKind.ADDRESS,
    "축사": SessionKind.REMARKS,
    "격려사": SessionKind.REMARKS,
    "축하말씀": SessionKind.REMARKS,
    "기념촬영": SessionKind.PHOTO,
    "단체촬영": SessionKind.PHOTO,
    "사진촬영": SessionKind.PHOTO,
    "단체사진": SessionKind.PHOTO,
    "기념사진": SessionKind.PHOTO,
    "기조": SessionKind.KEYNOTE,
    "기조연설": SessionKind.KEYNOTE,
    "기조강연": SessionKind.KEYNOTE,
    "기조발표": SessionKind.KEYNOTE,
    "기조발제": SessionKind.KEYNOTE,
    "기조대담": SessionKind.KEYNOTE,
    "키노트": SessionKind.KEYNOTE,
    "keynote": SessionKind.KEYNOTE,
    "세션": SessionKind.SESSION,
    "특별세션": SessionKind.SESSION,
    "session": SessionKind.SESSION,
    "분과": SessionKind.SESSION,
    "주제": SessionKind.SESSION,
    "발표": SessionKind.SESSION,
    "주제발표": SessionKind.SESSION,
    "사례발표": SessionKind.SESSION,
    "발제": SessionKind.SESSION,
    "강연": SessionKind.SESSION,
    "초청강연": SessionKind.SESSION,
    "특강": SessionKind.SESSION,
    "특별강연": SessionKind.SESSION,
    "토론": SessionKind.SESSION,
    "종합토론": SessionKind.SESSION,
    "패널토론": SessionKind.SESSION,
    "패널토의": SessionKind.SESSION,
    "지정토론": SessionKind.SESSION,
    "자유토론": SessionKind.SESSION,
    "질의응답": SessionKind.SESSION,
    "대담": SessionKind.SESSION,
    "좌담": SessionKind.SESSION,
    "좌담회": SessionKind.SESSION,
    "라운드테이블": SessionKind.SESSION,
    "panel": SessionKind.SESSION,
    "paneldiscussion": SessionKind.SESSION,
    "휴식": SessionKind.BREAK,
    "휴식시간": SessionKind.BREAK,
    "중식": SessionKind.BREAK,
    "점심": SessionKind.BREAK,
    "점심시간": SessionKind.BREAK,
    "점심식사": SessionKind.BREAK,
    "오찬": SessionKind.BREAK,
    "만찬": SessionKind.BREAK,
    "석식": SessionKind.BREAK,
    "티타임": SessionKind.BREAK,
    "다과": SessionKind.BREAK,
    "커피브레이크": SessionKind.BREAK,
    "break": SessionKind.BREAK,
    "coffeebreak": SessionKind.BREAK,
    "lunch": SessionKind.BREAK,
    "폐회": SessionKind.CLOSING,
    "폐회식": SessionKind.CLOSING,
    "폐회사": SessionKind.CLOSING,
    "폐막": SessionKind.CLOSING,
    "폐막식": SessionKind.CLOSING,
    "맺음말": SessionKind.CLOSING,
    "마무리": SessionKind.CLOSING,
    "closing": SessionKind.CLOSING,
    "등록": SessionKind.OTHER,
    "접수": SessionKind.OTHER,
    "사전등록": SessionKind.OTHER,
    "현장등록": SessionKind.OTHER,
    "참가자등록": SessionKind.OTHER,
    "참석자등록": SessionKind.OTHER,
    "registration": SessionKind.OTHER,
    "시상": SessionKind.OTHER,
    "시상식": SessionKind.OTHER,
    "협약식": SessionKind.OTHER,
    "업무협약": SessionKind.OTHER,
    "축하공연": SessionKind.OTHER,
    "식전공연": SessionKind.OTHER,
    "공연": SessionKind.OTHER,
    "네트워킹": SessionKind.OTHER,
    "리셉션": SessionKind.OTHER,
    "전시관람": SessionKind.OTHER,
    "이동": SessionKind.OTHER,
}

SPEECH_WORDS = _words(
    """
    개회사 환영사 기념사 인사말 인사말씀 축사 격려사 축하말씀 폐회사 개회인사 환영인사 축하인사
    openingremarks openingaddress openingspeech welcomeremarks welcomeaddress welcomespeech
    welcomingremarks welcomingaddress congratulatoryremarks congratulatoryaddress
    congratulatoryspeech closingremarks closingaddress
    """
)
"""Row words that name a speech: what follows is who speaks, not what about."""

ROLE_OF_KIND: dict[SessionKind, Role] = {
    SessionKind.ADDRESS: Role.ADDRESS,
    SessionKind.CLOSING: Role.ADDRESS,
    SessionKind.OPENING: Role.ADDRESS,
    SessionKind.REMARKS: Role.REMARKS,
    SessionKind.KEYNOTE: Role.KEYNOTE,
}
"""What a person printed without a role does; a presenter in any other kind of row."""

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
    "time": TIME_COLUMNS | _words("시간대 타임 timeslot slot hours when"),
    "start": _words("시작 시작시간 시작시각 시작일시 start starttime startsat begin starts from"),
    "end": _words("종료 종료시간 종료시각 종료일시 끝 end endtime endsat finish ends to until"),
    "date": _words("날짜 일자 date day 행사일"),
    "duration": DURATION_COLUMNS | _words("길이 시간(분) 소요시간(분) duration length minutes min"),
    "content": CONTENT_COLUMNS
    | _words(
        """
        발표주제 발표제목 강연주제 강연제목 발표내용 강연명 발표명 세션명 세션제목 행사 일정 식순
        세부일정 세부프로그램 국문제목 한글제목 제목(국문) 제목(한글) title topic subject content
        contents program programme presentation talk agenda event description activity
        sessiontitle talktitle titleko title_ko title(ko) koreantitle 국문 korean
        """
    ),
    "title_en": _words(
        """
        영문제목 제목(영문) 제목(영어) titleen title_en title(en) title(english) englishtitle 영문
        english
        """
    ),
    "people": PEOPLE_COLUMNS
    | _words(
        """
        발표자명 연사명 성명 이름 강연자명 발표자(소속) 출연 출연자 출연진 참석자 담당 담당자
        speakers name names speakername presenter presenters lecturer author authors who
        """
    ),
    "name_en": _words("영문이름 영문성명 성명(영문) 이름(영문) nameen name_en englishname"),
    "affiliation": _words(
        """
        소속 소속기관 기관 기관명 소속및직위 소속/직위 소속/직책 소속·직위 affiliation organization
        organisation company institution org
        """
    ),
    "position": _words("직위 직책 직함 직급 position jobtitle tagline"),
    "role": _words("역할 role roles 참여형태"),
    "room": ROOM_COLUMNS
    | _words("회의장 강의장 발표장 행사장 트랙 위치 홀 hall track location place"),
    "label": LABEL_COLUMNS | _words("번호 no no. # number session 분류 유형 type category"),
    "remark": REMARK_COLUMNS | _words("메모 note notes remark remarks"),
    "language": _words("언어 발표언어 진행언어 language lang"),
}
COLUMN_WORDS = {word: kind for kind, words in _COLUMNS_OF_TABLES.items() for word in words}
"""What each name above a column of a table says that it holds."""

ROOM_ENDINGS = _words(
    """
    실 홀 룸 층 관 발표장 강당 로비 광장 라운지 회의장 행사장 볼룸 극장 스튜디오 플라자 hall room
    lobby
    """
)

POSITIONS = _words(
    """
    교수 총장 부총장 학장 회장 부회장 의장 부의장 위원장 부위원장 위원 의원 대표 대표이사
    이사 이사장 상무 전무 사장 부사장 소장 연구소장 센터장 국장 부국장 과장 팀장 실장
    본부장 단장 원장 부원장 부장 차장 처장 청장 지사 도지사 시장 부시장 군수 구청장 장관
    차관 대사 대변인 사무총장 사무국장 사무관 서기관 주무관 연구원 연구위원 수석 책임 선임
    변호사 변리사 회계사 건축사 기자 작가 감독 박사 리더 매니저 디렉터 총괄 고문 자문위원
    전문위원 지휘자 관장 학예사 활동가 이사관 정책관 담당관 조정관 보좌관 디지털국장
    명예교수 석좌교수 부교수 조교수 교사 간사 ceo cto cio coo cfo cso cpo ciso
    공동대표 총재 행장 교장 교감 학과장 사무처장 사무장 이장 소설가 시인 평론가 번역가 화가
    배우 가수 피디 pd 앵커 아나운서 편집장 편집자 큐레이터 엔지니어 개발자 디자이너 연구사
    연구관 장학사 장학관 지도사 해설사 사서 기획자 건축가 작곡가 사진가 목사 신부 스님 창업자
    설립자 파트너 컨설턴트 코디네이터 애널리스트 아키텍트 펠로우 위원장대행 직무대행 활동가
    농부 어부 세무사 노무사 법무사 감정평가사 약사 간호사 전문의 조합장 학생 대학원생 박사과정
    석사과정
    """
)
"""Positions as whole words; a word that ends in one (디지털수석, 자문위원장) counts too."""

ORGANISATION_ENDINGS = tuple(_words("청 처 협 팀 랩 위 부 과 시 군 사 회 단"))
"""Endings hardly any given name has; a word of three syllables or more with one is no person."""

LONG_ORGANISATION_ENDINGS = tuple(
    _words(
        """
        연구소 연구원 연구회 대학 대학교 대학원 재단 협회 학회 공사 공단 센터 은행 신문 일보 방송
        병원 박물관 도서관 미술관 기록원 기록관 사업소 그룹 시청 도청 구청 군청
        """
    )
)
"""Endings of organisations, in words longer than a name."""

ORGANISATION_WORDS = _words(
    """
    university institute archives archive center centre college national museum library council
    ministry department school foundation association society agency corporation inc ltd lab
    laboratory group company bank office bureau faculty academy city government
    """
)
"""English words that stand in names of organisations and in no person's name."""

NO_NAME_ENDINGS = tuple(_words("와 의 를 는 에 들"))
"""Particles that no given name ends in, so that ``도시와`` or ``기억의`` names nobody."""

TITLE_PARTICLES = tuple(_words("의 를 을 는 과 와 에서 위한 통한"))
"""Ends of words that join the words of a title."""

NOBODY = _words("- – — ― . 없음 해당없음")
"""What is printed where nobody is meant."""

PERSON_WORDS = _words("사회자 진행자 발표자 발제자 강연자 대담자 토론자 모더레이터 패널리스트")
"""Role words for the one who does it, so that they are no title."""

NOT_YET_KNOWN = _words("미정 섭외중 추후공지 추후안내 추후확정 tbd tba tbc")
"""What is printed where someone is meant but not known yet; without spaces."""

BEFORE_DAE_IN_NAMES = frozenset("영성종상병용승재경창원형순기동정준진광")
"""Syllables before 대 in given names (성대, 영대); any other word ending so is a university."""

PLACES = _words(
    """
    서울 부산 대구 인천 광주 대전 울산 세종 경기 강원 충북 충남 전북 전남 경북 경남 제주
    수원 성남 고양 용인 안양 안산 전주 천안 청주 창원 포항 김해 진주 원주 강릉 여수 순천
    구미 경주 국민 연세 고려 경희 한양 서강 성균관 이화 이화여 홍익 명지 단국 동국 인하
    조선 상명 가천 강남 한성 한신 한림 호서 선문 신라 동아 동의 배재 우송 계명 경성 광운
    국립 방통 기술 감사 한국
    """
)
"""Places and universities whose short names look like a person's: 서울시, 경희대, 강원도."""

PLACE_ENDINGS = _words("대 대학 대학교 시 도 군 구 원 시청 도청 구청 은행 시의회")

NOT_NAMES = _words(
    """
    도시 정부 정보 정책 최신 최근 최종 고령 주거 주요 주제 지능 지역 지방 지구 인공 인간
    인문 기술 기후 기업 기조 공공 공동 공간 문화 문제 신규 성과 성장 안전 안내 현장 현황
    한국 국내 국제 국가 국회 전국 전체 전원 전망 전환 연구 연사 연결 사회 사례 사업 사람
    상생 동향 방안 방향 변화 진행 추진 도전 도입 여성 여러 여행 시민 시대 시장 서비스 이후
    이상 이동 이용 조직 조사 조성 차기 차세대 남은 가치 가능 강화 구현 구축 마을 모두 모든
    설계 소통 유럽 육성 은행 제도 제안 제언 제조 어린이 편의 호주 인도 독일 영국 중국 일본
    미국 정리 발표자 토론자 참석자 참가자 외부 패널 하나 우리 우수 노인 노동 명사 반도체
    표준 원격 금융 용어 음악 경제 경험 경영 예술 부문 부산 서울 제주 경기 강원 이야기 고등 고객
    전문 자문 종합 기획 신한 현대 한화 구글 이마트 안랩 유관 기관 임원 임직원 내빈 채용 나눔
    """
)
"""Ordinary words that begin with a surname's syllable and are as short as a name."""

FOREIGN_NAMES = _words(
    """
    제니퍼 제임스 제이슨 제시카 제프리 제리 제인 마이클 마르틴 마르코 마리아 마틴 마크 피터
    조지 조셉 조나단 소피아 안나 안드레 이반 이사벨 노엘 사라 사무엘 한스 라울 나탈리 나오미
    기욤 위르겐 주앙 주디 고든 도널드 도로시 도미닉 모니카 신디 오스카 오드리 오마르 지미
    호세 허버트 하산 인디라 루이스
    """
)
"""Foreign given names whose Korean spelling looks like a Korean full name."""

EVERYONE = _words("전원 일동 전체 모두 발표자 연사 연사들 패널 참석자 토론자 발표자들")
"""Words for people who are not named one by one."""

BODIES = tuple(_words("위원단 자문단 대표단 평가단 심사단 패널단 연구진 운영진 임원진 관계자"))
"""Endings of words for several people at once who are not named."""

ENGLISH_PHRASES = _words(
    """
    panel_discussion keynote_speaker keynote_speakers keynote_speech keynote_address keynote_lecture
    keynote_session session_chair co_chair moderated_by presented_by opening_remarks opening_address
    opening_speech opening_ceremony opening_session welcome_remarks welcome_address welcome_speech
    welcoming_remarks welcoming_address congratulatory_remarks congratulatory_address
    congratulatory_speech closing_remarks closing_address closing_ceremony closing_session
    coffee_break tea_break break_time coffee_time photo_session group_photo photo_time plenary_talk
    plenary_lecture poster_session oral_session award_ceremony welcome_reception check_in
    round_table lightning_talks morning_tea afternoon_tea
    """
)
"""English words of the tables above that are printed in two, with ``_`` between them."""

EVENT_WORDS = _words(
    """
    포럼 컨퍼런스 콘퍼런스 심포지엄 세미나 학술대회 회의 총회 토론회 공청회 설명회 워크숍
    워크샵 서밋 박람회 엑스포 페스티벌 축제 대회 기념식 강연회 간담회 발표회 보고회
    콜로키움 아카데미 강좌 특강 교실 캠프 발대식 선포식 출범식 개소식 토크콘서트 콘서트 대담회
    집담회 좌담회 사업설명회 데이 위크 해커톤 학회 토론마당 한마당 박람회 전시회 시상식
    forum conference symposium summit workshop seminar congress meeting colloquium festival fair
    expo week day school hackathon dialogue webinar
    """
)

HEADING_WORDS = _words(
    """
    프로그램 세부프로그램 행사프로그램 시간표 일정표 일정 세부일정 행사일정 진행순서 진행표
    진행계획 행사순서 식순 순서 계획 안내 개요 행사 세부 진행 주요 타임테이블 timetable
    program programme schedule agenda
    """
)
"""What a heading says about itself rather than about the event."""

RELEASE_WORDS = _words("석간 조간 보도자료 보도시점 보도일 보도할 이후보도 즉시보도 배포 엠바고")
"""Marks of the line that says when newspapers may print the release."""

NAME_PARTICLES = _words(
    "de da do dos das del della di du la le van von der den ter ten bin ibn al el y e"
)
"""Lower-case words inside Latin-script names."""
