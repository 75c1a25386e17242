# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up reports of many regions and years, as JSON lines for `zhibiao run -`, and what they state.

Written as a program:
    large.py --regions regions.csv [--cities 20] [--counties 34] [--years 10] | zhibiao run - ...
"""
import argparse
import json
import random
import sys

LAST_YEAR = 2025
FAULTS = 0.02  # reports whose rate is not what its parts make
FIRST = "云松竹梅兰枫柏桐榆槐杉柳荷菱芦荻蓝青碧丹玉金银石霞桃杏桂"
SECOND = "溪川岭泉塘浦洲湖湾滩峰岗坪坝垭渡沟梁原台谷滨陵港崖"
CITIES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"

# Thirty indicators a report: eight rates with their parts, five that are only stated, two counts.
SENTENCES = (
    "坚持和发展新时代“枫桥经验”，健全矛盾纠纷多元预防调处化解综合机制，坚持抓早抓小抓苗头，推动各"
    "乡镇逐村逐户开展经常性排查，做到底数清、情况明，全年排查矛盾纠纷{screened}件，成功化解{resolved}件，化解率{resolution:.1f}%。",
    "充分发挥人民调解维护社会和谐稳定的“第一道防线”作用，完善人民调解、行政调解、司法调解衔接联动"
    "工作机制，加强行业性、专业性调解组织建设，各级人民调解组织调解案件{cases}件，调解成功{succeeded}件，调解成功率{success:.1f}%。",
    "受理信访件{petitions}件，办结{closed}件，信访办结率{closing:.1f}%。",
    "审结行政复议案件{decided}件，其中纠错{corrected}件，行政复议纠错率{correction:.1f}%，"
    "以调解和解方式结案{mediated}件。",
    "办理行政诉讼应诉案件{suits}件，负责人出庭应诉{appeared}件，负责人出庭应诉率{appearance:.1f}%。",
    "法院审结行政诉讼案件{concluded}件，行政机关败诉{lost}件，行政诉讼败诉率{loss:.1f}%。",
    "全年排查发现安全隐患{hazards}处，完成整改{rectified}处，隐患整改率{rectification:.1f}%。",
    "行政执法案卷评查优秀率{files:.1f}%。",
    "规范性文件报备率{filing:.1f}%。",
    "学法考试合格率{exam:.1f}%。",
    "政务服务事项网上可办率{online:.1f}%，群众满意率{satisfaction:.1f}%。",
    "开展法治宣传活动{activities}场次，举办法治讲座{lectures}场。",
    "累计实施行政检查{inspections}次。",
)
TITLE = "中共{name}委员会　{name}人民政府关于{year}年度法治政府建设情况的报告"
COUNTS = {  # of a county of size 1
    "screened": 2400, "cases": 1900, "petitions": 560, "decided": 190, "suits": 120,
    "concluded": 110, "hazards": 2500, "activities": 240, "lectures": 45,
    "inspections": 5200}
PARTS = {  # part: whole, share
    "resolved": ("screened", 0.97), "succeeded": ("cases", 0.955), "closed": ("petitions", 0.96),
    "corrected": ("decided", 0.12), "mediated": ("decided", 0.3), "appeared": ("suits", 0.9),
    "lost": ("concluded", 0.08), "rectified": ("hazards", 0.97)}
RATES = {
    "resolution": ("resolved", "screened"), "success": ("succeeded", "cases"),
    "closing": ("closed", "petitions"), "correction": ("corrected", "decided"),
    "appearance": ("appeared", "suits"), "loss": ("lost", "concluded"),
    "rectification": ("rectified", "hazards")}
STATED = {"files": 92, "filing": 97, "exam": 96, "online": 90, "satisfaction": 98}
INDICATORS = {  # codes of what a report states
    "disputes.screened": "screened", "disputes.resolved": "resolved",
    "disputes.resolution_rate": "resolution", "mediation.cases": "cases",
    "mediation.succeeded": "succeeded", "mediation.success_rate": "success",
    "petition.cases": "petitions", "petition.closed": "closed",
    "petition.closing_rate": "closing", "review.closed": "decided",
    "review.corrected": "corrected", "review.correction_rate": "correction",
    "review.mediated": "mediated", "litigation.cases": "suits",
    "litigation.head_appearances": "appeared", "litigation.appearance_rate": "appearance",
    "litigation.closed": "concluded", "litigation.lost": "lost", "litigation.loss_rate": "loss",
    "safety.hazards": "hazards", "safety.rectified": "rectified",
    "safety.rectification_rate": "rectification", "enforcement.files_excellent_rate": "files",
    "norms.filing_rate": "filing", "learning.exam_pass_rate": "exam",
    "government.online_rate": "online", "government.satisfaction": "satisfaction",
    "publicity.activities": "activities", "publicity.lectures": "lectures",
    "enforcement.inspections": "inspections"}


class Region:
    def __init__(self, code, name, parent, size):
        self.code = code
        self.name = name
        self.parent = parent
        self.size = size


def make_regions(cities, counties, seed):
    """In the order of their codes, each city before its counties; without cities the counties are
    the province's own."""
    chance = random.Random(seed)
    names = [a + b for a in FIRST for b in SECOND]
    chance.shuffle(names)
    regions = []
    for c in range(cities):
        regions.append(Region(f"98{c + 1:02}00", f"{CITIES[c]}陵市", "980000", counties))
        for k in range(counties):
            regions.append(Region(f"98{c + 1:02}{k + 1:02}", f"{names.pop()}县",
                                  regions[-1 - k].code, chance.uniform(0.3, 2)))
    for k in range(0 if cities else counties):
        regions.append(Region(f"989{k + 1:03}", f"{names.pop()}县", "980000",
                              chance.uniform(0.3, 2)))
    return regions


def write_regions(stream, regions):
    """Divisions in the columns of datasets/regions.csv."""
    stream.write("code,name,level,parent,until\n980000,假设省,province,,\n")
    for region in regions:
        level = "city" if region.name.endswith("市") else "county"
        stream.write(f"{region.code},{region.name},{level},{region.parent},\n")


def figures(chance, size):
    """What one report states."""
    stated = {}
    for name, usual in COUNTS.items():
        stated[name] = max(12, round(usual * size * chance.uniform(0.85, 1.15)))
    for name, (whole, share) in PARTS.items():
        spread = min(1 - share, 0.03)
        stated[name] = round(stated[whole] * (share + chance.uniform(-spread, spread)))
    for name, (part, whole) in RATES.items():
        stated[name] = 100 * stated[part] / stated[whole]
    for name, usual in STATED.items():
        stated[name] = round(usual + chance.uniform(-2, 2), 1)
    if chance.random() < FAULTS:
        stated["success"] -= 4
    return stated


def reports(regions, years, seed):
    """(region, year, what it states) in order."""
    chance = random.Random(seed + 1)
    for region in regions:
        for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
            yield region, year, figures(chance, region.size)


def document(region, year, stated):
    """The line for `zhibiao run -`."""
    said = "\n".join(SENTENCES).format(**stated)
    title = TITLE.format(name=region.name, year=year)
    text = f"{title}\n\n{year}年工作情况如下。\n{said}\n"
    return json.dumps({"name": f"r{region.code}-{year}", "text": text, "region": region.code},
                      ensure_ascii=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--regions", required=True, type=argparse.FileType("w", encoding="utf-8"),
                        help="write the divisions there")
    parser.add_argument("--cities", type=int, default=20)
    parser.add_argument("--counties", type=int, default=34,
                        help="of each city, or of the province when there is no city")
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    regions = make_regions(given.cities, given.counties, given.seed)
    with given.regions as stream:
        write_regions(stream, regions)
    for region, year, stated in reports(regions, given.years, given.seed):
        sys.stdout.write(document(region, year, stated) + "\n")


if __name__ == "__main__":
    main()
