"""What is printed where somebody could be named and is not."""

from archive.programme.words import listed

NOBODY = listed("- – — ― . 없음 해당없음")
"""What is printed where nobody is meant."""

NOT_YET_KNOWN = listed("미정 섭외중 추후공지 추후안내 추후확정 tbd tba tbc")
"""What is printed where someone is meant but not known yet; without spaces."""

EVERYONE = listed("전원 일동 전체 모두 발표자 연사 연사들 패널 참석자 토론자 발표자들")
"""Words for people who are not named one by one."""

BODIES = tuple(listed("위원단 자문단 대표단 평가단 심사단 패널단 연구진 운영진 임원진 관계자"))
"""Endings of words for several people at once who are not named."""
