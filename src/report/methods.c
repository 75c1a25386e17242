/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 五、方法说明: a paragraph and a source for each method that the figures rest on.
 */
#include "report/chapters.h"

#include "base/str.h"

static const struct {
    zb_str title, text, title_en, text_en;
    zb_str source, another; /* of the method */
} methods[] = {
    {ZB_STR_INIT("数据的提取"),
     ZB_STR_INIT(
         "程序逐句读出报告中的数量，连同单位、限定词（余、近、以上）和所在句子一并保存；指标名称按"
         "目录中的用语判定，判定不了的数量保留原文、不归入指标。计划数、目标数、其中项和同比数不进入年度"
         "序列。图表中的每个数值都可以用命令zhibiao explain回到原文句子。"),
     ZB_STR_INIT("Extraction"),
     ZB_STR_INIT("The program reads the quantities in the reports sentence by sentence and keeps"
                 " each with its unit, its qualifier (\"over\", \"nearly\", \"at least\") and "
                 "the sentence it stands in. Indicators are named by the terms of the catalogue;"
                 " a quantity that cannot be assigned keeps its original words and belongs to no"
                 " indicator. Plans, targets, parts of a total and changes on the year before do"
                 " not enter the yearly series. The command zhibiao explain leads from every "
                 "value in a figure or table back to its sentence."),
     {0},
     {0}},
    {ZB_STR_INIT("比率"),
     ZB_STR_INIT(
         "同一份报告同时载明分子和分母的，比率由两者相除得出；报告未载比率可供印证的，两者须前后相连、"
         "计量相同才相除。只载比率的，列为表述值，不计算区间，"
         "也不参与比较。报告所载比率与计算值不一致（超出舍入容差）的，图表采用计算值，并列入核对发现。"),
     ZB_STR_INIT("Rates"),
     ZB_STR_INIT("Where one report states both numerator and denominator, the rate is their "
                 "quotient; where it states no rate to confirm this, the two must stand next to "
                 "each other and count the same things. A rate of which only the value is stated"
                 " is listed as stated: it has no interval and is not compared. Where a stated "
                 "rate disagrees with the computed one by more than rounding allows, figures and"
                 " tables show the computed one and the disagreement is listed among the "
                 "findings of the checks."),
     {0},
     {0}},
    {ZB_STR_INIT("比率的区间"),
     ZB_STR_INIT(
         "采用Wilson得分区间，95%水平。案件数少时区间宽，表示比率的偶然成分大；分母小于10的只列数值"
         "并加※，不作比较，分母小于50的以空心点表示。"),
     ZB_STR_INIT("Intervals of rates"),
     ZB_STR_INIT("Wilson's score interval at the 95% level. With few cases the interval is wide:"
                 " much of the rate may be chance. Rates with a denominator below 10 are listed "
                 "with ※ and not compared; a denominator below 50 is shown by a hollow dot."),
     ZB_STR_INIT("E. B. Wilson (1927), JASA 22"),
     {0}},
    {ZB_STR_INIT("变化"),
     ZB_STR_INIT(
         "两个年份比率之差的区间用Newcombe混合得分法；数量之比的区间用条件精确法（两个泊松计数之和"
         "给定时服从二项分布）。区间不含0（或比值不含1）的才说上升或下降，否则说变化不显著。"),
     ZB_STR_INIT("Changes"),
     ZB_STR_INIT("The interval of a difference between the rates of two years is Newcombe's "
                 "hybrid score interval; that of a ratio of counts is the conditional exact "
                 "interval (of two Poisson counts, each is binomial given their sum). A rise or "
                 "a fall is claimed only where the interval of the difference excludes 0, or "
                 "that of the ratio excludes 1; otherwise the change is called not significant."),
     ZB_STR_INIT("R. G. Newcombe (1998), Statistics in Medicine 17"),
     ZB_STR_INIT("J. Przyborowski, H. Wilenski (1940), Biometrika 31")},
    {ZB_STR_INIT("趋势"),
     ZB_STR_INIT(
         "四个以上年份的序列用Mann–Kendall检验判断有无单调趋势，5%水平；斜率取Sen估计。“连续n年下"
         "降”指逐年下降，且首末两年之差的区间不含0。"),
     ZB_STR_INIT("Trends"),
     ZB_STR_INIT("Series of four years or more are tested for a monotonic trend by the "
                 "Mann–Kendall test at the 5% level; slopes are Sen's estimates. A fall or rise "
                 "\"n years in a row\" means that each year moved that way and that the interval"
                 " of the difference between the first and the last year excludes 0."),
     ZB_STR_INIT("H. B. Mann (1945), Econometrica 13"), ZB_STR_INIT("P. K. Sen (1968), JASA 63")},
    {ZB_STR_INIT("地区比较"),
     ZB_STR_INIT(
         "整体值为各地区分子、分母分别合计后相除，载明两者的不足有报告地区的三分之二、或不足全部地区"
         "半数的年份不计。各地区与整体"
         "比较时，按其分母计算二项分布的精确控制限（95%和99.8%），超出的才着色。各地区差异显著（χ²检验"
         "p<0.01）且超过抽样波动时，控制限按√φ放宽。"),
     ZB_STR_INIT("Comparison of regions"),
     ZB_STR_INIT("The value of a whole is the quotient of the numerators and denominators of its"
                 " regions, each added up; years in which fewer than two thirds of the reporting"
                 " regions, or fewer than half of all regions, state both are left out. A region"
                 " is compared with the whole by exact binomial control limits (95% and 99.8%) "
                 "for its denominator, and is coloured only beyond them. Where the regions "
                 "differ significantly (chi-squared test, p < 0.01) and by more than sampling "
                 "variation, the limits are widened by √φ."),
     ZB_STR_INIT("D. J. Spiegelhalter (2005), Statistics in Medicine 24"),
     {0}},
    {ZB_STR_INIT("核对"),
     ZB_STR_INIT(
         "核对包括：表述的比率与分子、分母之商，分项之和与总数，表述的同比与上年报告的数值，原件与更"
         "正件，以及同级地区之间的离群数值。容差取原文末位的半个单位，约数按其可能的范围计。"),
     ZB_STR_INIT("Checks"),
     ZB_STR_INIT("The checks compare stated rates with the quotient of numerator and "
                 "denominator, the sum of parts with the total, stated changes on the year "
                 "before with the value in the report of that year, originals with corrected "
                 "versions, and look for values far from those of all other regions of the same "
                 "level. The tolerance is half a unit of the last digit given; for approximate "
                 "figures it is the range they may stand for."),
     {0},
     {0}},
    {ZB_STR_INIT("局限"),
     ZB_STR_INIT(
         "报告由各地自行编写，统计口径可能不同，比较只能说明数值的差异，不能说明工作的好坏；同时检验许"
         "多数值，纯属偶然的“显著”约占二十分之一（95%限）或五百分之一（99.8%限）。报告未载的，本报"
         "告不推算。"),
     ZB_STR_INIT("Limitations"),
     ZB_STR_INIT("Each region writes its own report and may count in its own way: a comparison "
                 "shows that numbers differ, not that work is better or worse. Many values are "
                 "tested at once, so that about one in twenty (95% limits) or one in five "
                 "hundred (99.8% limits) is \"significant\" by chance alone. What the reports do"
                 " not state is not estimated here."),
     {0},
     {0}},
};

static zb_str sources(zb_paper *paper, zb_str one, zb_str another) {
    if (!another.n) {
        return one.n ? zb_say(paper, "%.*s.", ZB_ARG(one)) : one;
    }
    return zb_say(paper, ZB_TR(paper, "%.*s；%.*s.", "%.*s; %.*s."), ZB_ARG(one), ZB_ARG(another));
}

void zb_chapter_methods(zb_paper *paper) {
    zb_flow *flow = paper->flow;
    zb_flow_chapter(flow, ZB_CHAPTER_NUMBERED,
                    paper->english ? ZB_STR("Methods") : ZB_STR("方法说明"), ZB_STR("methods"));
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        zb_rich text = {0};
        zb_rich_bold(&text, ZB_INK, ZB_TR(paper, "%.*s。", "%.*s. "),
                     ZB_ARG(ZB_TR(paper, methods[i].title, methods[i].title_en)));
        zb_rich_add(&text, ZB_TR(paper, methods[i].text, methods[i].text_en), false, ZB_TEXT);
        zb_flow_paragraph(flow, &text);
        zb_rich_free(&text);
        zb_flow_note(flow, ZB_TR(paper, "来源：", "Source: "),
                     sources(paper, methods[i].source, methods[i].another));
        zb_flow_skip(flow, 6);
    }
}
