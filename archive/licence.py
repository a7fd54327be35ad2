"""On what terms an event's recordings may be used: a closed list, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from archive.sentence import Sentence


class Licence(StrEnum):
    """What an organiser may say; the values are SPDX's identifiers in small letters where it has
    one."""

    UNSAID = ""
    CC0 = "cc0-1.0"
    CC_BY = "cc-by-4.0"
    CC_BY_SA = "cc-by-sa-4.0"
    CC_BY_NC = "cc-by-nc-4.0"
    CC_BY_ND = "cc-by-nd-4.0"
    CC_BY_NC_SA = "cc-by-nc-sa-4.0"
    CC_BY_NC_ND = "cc-by-nc-nd-4.0"
    KOGL_0 = "kogl-type-0"
    KOGL_1 = "kogl-type-1"
    KOGL_2 = "kogl-type-2"
    KOGL_3 = "kogl-type-3"
    KOGL_4 = "kogl-type-4"
    RESERVED = "all-rights-reserved"


@dataclass(frozen=True, slots=True)
class Terms:
    """A licence as a reader is told it; no ``address`` where there is no text to read.

    ``wants_credit`` says whether whoever uses the work must name whom it is from.
    """

    name: Sentence
    short: str
    address: str = ""
    wants_credit: bool = False


_CC = "https://creativecommons.org/licenses/"
_KOGL = "https://www.kogl.or.kr/info/"

TERMS: Mapping[Licence, Terms] = {
    Licence.UNSAID: Terms(Sentence("No licence is named"), ""),
    Licence.CC0: Terms(
        Sentence("CC0 1.0: no rights reserved"),
        "CC0 1.0",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
    Licence.CC_BY: Terms(
        Sentence("CC BY 4.0: name the source"), "CC BY 4.0", f"{_CC}by/4.0/", wants_credit=True
    ),
    Licence.CC_BY_SA: Terms(
        Sentence("CC BY-SA 4.0: name the source, share alike"),
        *("CC BY-SA 4.0", f"{_CC}by-sa/4.0/"),
        wants_credit=True,
    ),
    Licence.CC_BY_NC: Terms(
        Sentence("CC BY-NC 4.0: name the source, no commercial use"),
        *("CC BY-NC 4.0", f"{_CC}by-nc/4.0/"),
        wants_credit=True,
    ),
    Licence.CC_BY_ND: Terms(
        Sentence("CC BY-ND 4.0: name the source, no changes"),
        *("CC BY-ND 4.0", f"{_CC}by-nd/4.0/"),
        wants_credit=True,
    ),
    Licence.CC_BY_NC_SA: Terms(
        Sentence("CC BY-NC-SA 4.0: name the source, no commercial use, share alike"),
        *("CC BY-NC-SA 4.0", f"{_CC}by-nc-sa/4.0/"),
        wants_credit=True,
    ),
    Licence.CC_BY_NC_ND: Terms(
        Sentence("CC BY-NC-ND 4.0: name the source, no commercial use, no changes"),
        *("CC BY-NC-ND 4.0", f"{_CC}by-nc-nd/4.0/"),
        wants_credit=True,
    ),
    Licence.KOGL_0: Terms(
        Sentence("KOGL Type 0: free to use"), "KOGL Type 0", f"{_KOGL}license.do"
    ),
    Licence.KOGL_1: Terms(
        Sentence("KOGL Type 1: name the source"),
        *("KOGL Type 1", f"{_KOGL}licenseType1.do"),
        wants_credit=True,
    ),
    Licence.KOGL_2: Terms(
        Sentence("KOGL Type 2: name the source, no commercial use"),
        *("KOGL Type 2", f"{_KOGL}licenseType2.do"),
        wants_credit=True,
    ),
    Licence.KOGL_3: Terms(
        Sentence("KOGL Type 3: name the source, no changes"),
        *("KOGL Type 3", f"{_KOGL}licenseType3.do"),
        wants_credit=True,
    ),
    Licence.KOGL_4: Terms(
        Sentence("KOGL Type 4: name the source, no commercial use, no changes"),
        *("KOGL Type 4", f"{_KOGL}licenseType4.do"),
        wants_credit=True,
    ),
    Licence.RESERVED: Terms(Sentence("All rights reserved"), ""),
}
"""In the order a list shows them. KOGL is 공공누리, the licence of Korea's public bodies."""

_KOGL_NUMBERS = {
    Licence.KOGL_1: 1,
    Licence.KOGL_2: 2,
    Licence.KOGL_3: 3,
    Licence.KOGL_4: 4,
}


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be credited: its title, who made it and when, where it can be had."""

    title: str
    maker: str
    year: int | None
    address: str


def credit(licence: Licence, work: Work) -> Sentence | None:
    """The sentence that whoever uses the work puts beside it.

    Nothing where the licence wants none, or nobody has said who made the work. For KOGL it is the
    one its guide proposes (kogl.or.kr, types 1 to 4), which names a year.
    """
    if not TERMS[licence].wants_credit or not work.maker:
        return None
    values = {"title": work.title, "maker": work.maker, "address": work.address}
    number = _KOGL_NUMBERS.get(licence)
    if number is None:
        named = {**values, "licence": TERMS[licence].short}
        return Sentence("“{title}”, {maker}, {licence}, {address}", named)
    if work.year is None:
        return Sentence(
            "This work uses “{title}”, which {maker} made and opened under KOGL Type {number}; it "
            "can be had free of charge from {maker}, {address}.",
            {**values, "number": number},
        )
    return Sentence(
        "This work uses “{title}”, which {maker} made in {year} and opened under KOGL Type "
        "{number}; it can be had free of charge from {maker}, {address}.",
        {**values, "number": number, "year": work.year},
    )
