"""Words for short speeches: opening, welcoming, congratulating, closing."""

from archive.programme.words import listed

ADDRESSES = listed(
    """
    개회인사 환영인사 환영의말씀 환영말씀 여는말 openingremarks openingaddress openingspeech
    welcomeremarks welcomeaddress welcomespeech welcomingremarks welcomingaddress 개회사 환영사
    기념사 인사말 인사말씀
    """
)
"""What the hosts say, but for the end."""

REMARKS = listed(
    """
    축하인사 축하의말씀 congratulatoryremarks congratulatoryaddress congratulatoryspeech 축사
    격려사 축하말씀
    """
)
"""What guests say in praise of it."""

SPEECH_WORDS = listed(
    """
    개회사 환영사 기념사 인사말 인사말씀 축사 격려사 축하말씀 폐회사 개회인사 환영인사 축하인사
    openingremarks openingaddress openingspeech welcomeremarks welcomeaddress welcomespeech
    welcomingremarks welcomingaddress congratulatoryremarks congratulatoryaddress
    congratulatoryspeech closingremarks closingaddress
    """
)
"""Row words that name a speech: what follows is who speaks, not what about."""
