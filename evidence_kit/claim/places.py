"""Provinces and counties as addresses and the names of courts spell them."""

from __future__ import annotations

from typing import Final

from evidence_kit.patterns import Pattern

PROVINCES: Final = (
    *("北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江"),
    *("安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州"),
    *(
        "云南",
        "陕西",
        "甘肃",
        "青海",
        "台湾",
        "内蒙古",
        "广西",
        "西藏",
        "宁夏",
        "新疆",
        "香港",
        "澳门",
    ),
)
# 北京东路 is a street, 河北区 a district of 天津, 海南藏族自治州 lies in 青海.
_PROVINCE: Final = Pattern(rf"(?:{'|'.join(PROVINCES)})(?!区|县|藏族|蒙古族|[东西南北中]*[路街道])")
_ABOVE: Final = Pattern(
    r"^(?:(?:北京|天津|上海|重庆)市?|"
    r"(?:[^区县市旗]{2,9}?(?:特别行政区|自治区|省|自治州|地区|盟)){1,2})"
)
_COUNTY: Final = Pattern(r"[^市镇乡路街号]{1,10}?(?:自治[县旗]|林区|特区|(?<![小社])[区县旗])")
_CITY: Final = Pattern(r"[^区县旗镇乡路街号]{1,7}?市")
# 香港路 and 新加坡花园城 lie on the mainland; what is left are addresses abroad, or treated so.
_OUTSIDE: Final = Pattern(
    r"(?:中国|中华人民共和国)?(?:香港|澳门|台湾|"
    r"美国|加拿大|英国|法国|德国|意大利|西班牙|荷兰|俄罗斯|澳大利亚|新西兰|日本|韩国|新加坡|马来西亚|泰国|越南|"
    r"菲律宾|印度尼西亚|印度|柬埔寨|缅甸|老挝|阿联酋)(?![东西南北中]*[路街道园城村镇])"
)
_ZONE: Final = ("园区", "新区", "开发区")


def province_of(place: str) -> str | None:
    """Return the short name of the province at the head of an address or of a court's name.

    None where the head names none (杭州市西湖区…): nothing is guessed from a city.
    """
    found = _PROVINCE.match(place.strip())
    return found.group() if found else None


def is_outside(place: str) -> bool:
    """Say whether an address lies outside the mainland, as its head says."""
    return bool(_OUTSIDE.match(place.strip()))


def county_of(place: str) -> str | None:
    """Return the county, district or county-level city that an address or a court names.

    The last 市 counts where no 区, 县 or 旗 follows it. None where it names none.
    """
    text = _ABOVE.sub("", place.strip())
    city = _CITY.match(text)
    rest = text[city.end() :] if city else text
    found = _COUNTY.match(rest) or _CITY.match(rest)
    if found:
        return found.group()
    return city.group() if city else None


def same_county(one: str, other: str) -> bool:
    """Say whether two places name the same county, and no different provinces.

    苏州工业园区 is also written 苏州市工业园区.
    """
    county, beside = county_of(one), county_of(other)
    if not county or not beside:
        return False
    zones = county.endswith(_ZONE) and (county.endswith(beside) or beside.endswith(county))
    if county != beside and not zones:
        return False
    return len({province_of(one), province_of(other)} - {None}) < 2
