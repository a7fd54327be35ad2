"""Korean surnames, to tell a person's name from an affiliation.

Source: Statistics Korea, Population and Housing Census 2015, surnames by number of bearers
(https://kosis.kr, table DT_1IN15SD): those with some thousand bearers, as Hangul syllables.
"""


def _words(printed: str) -> frozenset[str]:
    return frozenset(printed.split())


ONE_SYLLABLE = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소"
    "석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피계두감음동온호범좌팽승간상시빈단갈"
)
LATIN = _words(
    """
    kim gim lee yi rhee park pak bak choi choe jung jeong chung kang gang cho jo yoon yun jang chang
    lim rim oh suh seo shin kwon gwon hwang ahn song ryu yoo yu hong jeon jun ko koh go moon mun
    yang son sohn bae baek paik heo hur huh nam sim shim noh roh ha kwak gwak sung seong cha joo
    ju woo koo ku gu min jin ji eom um chae won bang kong hyun ham byun yeom yeo choo do so seok sul
    ma kil
    """
)
"""The same surnames as people write them in Latin letters: the usual spellings of the commonest."""

TWO_SYLLABLES = frozenset({"남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "망절"})
