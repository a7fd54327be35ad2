"""Words of an affiliation: positions, organisations and places."""

from archive.programme.words import listed

POSITIONS = listed(
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

ORGANISATION_ENDINGS = tuple(listed("청 처 협 팀 랩 위 부 과 시 군 사 회 단"))
"""Endings hardly any given name has; a word of three syllables or more with one is no person."""

LONG_ORGANISATION_ENDINGS = tuple(
    listed(
        """
        연구소 연구원 연구회 대학 대학교 대학원 재단 협회 학회 공사 공단 센터 은행 신문 일보 방송
        병원 박물관 도서관 미술관 기록원 기록관 사업소 그룹 시청 도청 구청 군청
        """
    )
)
"""Endings of organisations, in words longer than a name."""

ORGANISATION_WORDS = listed(
    """
    university institute archives archive center centre college national museum library council
    ministry department school foundation association society agency corporation inc ltd lab
    laboratory group company bank office bureau faculty academy city government
    """
)
"""English words that stand in names of organisations and in no person's name."""

BEFORE_DAE_IN_NAMES = frozenset("영성종상병용승재경창원형순기동정준진광")
"""Syllables before 대 in given names (성대, 영대); any other word ending so is a university."""

PLACES = listed(
    """
    서울 부산 대구 인천 광주 대전 울산 세종 경기 강원 충북 충남 전북 전남 경북 경남 제주
    수원 성남 고양 용인 안양 안산 전주 천안 청주 창원 포항 김해 진주 원주 강릉 여수 순천
    구미 경주 국민 연세 고려 경희 한양 서강 성균관 이화 이화여 홍익 명지 단국 동국 인하
    조선 상명 가천 강남 한성 한신 한림 호서 선문 신라 동아 동의 배재 우송 계명 경성 광운
    국립 방통 기술 감사 한국
    """
)
"""Places and universities whose short names look like a person's: 서울시, 경희대, 강원도."""

PLACE_ENDINGS = listed("대 대학 대학교 시 도 군 구 원 시청 도청 구청 은행 시의회")
