/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 五、方法说明: a paragraph and a source for each method that the figures rest on.
 */
#include "report/chapters.h"

#include "base/str.h"

#define GAP 2.5 /* between paragraphs: the chapter is one page on letter paper, too */

static const struct {
    zb_str title, text, title_en, text_en;
    zb_str source, another; /* of the method */
} methods[] =
    {
        {ZB_STR_INIT("数据的提取"),
         ZB_STR_INIT(
             "程序逐句读出报告中的数量，连同单位、限定词（余、近、以上）和所在句子一并保存；指标名称按"
             "目录中的用语判定，判定不了的数量保留原文、不归入指标。计划数、目标数、其中项和同比数不进入年度"
             "序列。observations.csv列有每条数据的编号，命令zhibiao explain加编号即显示其原文句子。"),
         ZB_STR_INIT("Extraction"),
         ZB_STR_INIT(
             "The program reads the quantities sentence by sentence and keeps each with its unit, its qualifier (over, nearly, at least) and its sentence. Indicators are named by the catalogue's terms; other quantities keep their words. Plans, targets, parts of a total and changes on the year before do not enter the yearly series. Every value leads back to its sentence: the command zhibiao explain takes the id that observations.csv gives."),
         {0},
         {0}},
        {ZB_STR_INIT("比率"),
         ZB_STR_INIT(
             "同一份报告同时载明分子和分母的，比率由两者相除得出；报告未载比率可供印证的，两者须前后相连、"
             "计量相同才相除。只载比率的，列为表述值，不计算区间，"
             "也不参与比较。报告所载比率与计算值不一致（超出舍入容差）的，图表采用计算值，并列入核对发现。"),
         ZB_STR_INIT("Rates"),
         ZB_STR_INIT(
             "Where one report states both numerator and denominator, the rate is their quotient; without a stated rate to confirm it, the two must stand next to each other and count the same things. A rate only stated has no interval and is not compared. Where stated and computed rate disagree by more than rounding, the computed one is shown and a finding is listed."),
         {0},
         {0}},
        {ZB_STR_INIT("比率的区间"),
         ZB_STR_INIT(
             "采用Wilson得分区间，95%水平。案件数少时区间宽，表示比率的偶然成分大；分母小于10的只列数值"
             "并加※，不作比较，分母小于50的以空心点表示。"),
         ZB_STR_INIT("Intervals of rates"),
         ZB_STR_INIT(
             "Wilson's score interval, 95% level; with few cases it is wide: much of the rate may be chance. Rates with a denominator below 10 bear ※ and are not compared; below 50 dots are hollow."),
         ZB_STR_INIT("E. B. Wilson (1927), JASA 22"),
         {0}},
        {ZB_STR_INIT("变化"),
         ZB_STR_INIT(
             "两个年份比率之差的区间用Newcombe混合得分法；数量之比的区间用条件精确法（两个泊松计数之和"
             "给定时服从二项分布）。区间不含0（或比值不含1）的才说上升或下降，否则说变化不显著。"),
         ZB_STR_INIT("Changes"),
         ZB_STR_INIT(
             "Between two years, of rates: Newcombe's hybrid score interval of the difference; of counts: the conditional exact interval of the ratio (two Poisson counts are binomial given their sum). A rise or fall is claimed only where the interval excludes 0 (of a ratio, 1)."),
         ZB_STR_INIT("R. G. Newcombe (1998), Statistics in Medicine 17"),
         ZB_STR_INIT("J. Przyborowski, H. Wilenski (1940), Biometrika 31")},
        {ZB_STR_INIT("趋势"),
         ZB_STR_INIT(
             "四个以上年份的序列用Mann–Kendall检验判断有无单调趋势，5%水平（10年以内无相同值的为精确检验），含概数的不检验；trends.csv另列Sen斜率。“连续n年下降”指逐年下降且首末两年之差的区间不含0。"),
         ZB_STR_INIT("Trends"),
         ZB_STR_INIT(
             "Series of four years or more are tested by the Mann–Kendall test at the 5% level (exact up to 10 years without ties) unless they hold approximate values; trends.csv also has Sen's slopes. \"n years in a row\": each year moved that way, and the interval of the whole change excludes 0."),
         ZB_STR_INIT("H. B. Mann (1945), Econometrica 13"),
         ZB_STR_INIT("P. K. Sen (1968), JASA 63")},
        {ZB_STR_INIT("地区比较"),
         ZB_STR_INIT(
             "整体值为各地区分子、分母分别合计后相除，载明两者的不足有报告地区的三分之二、或不足全部地区"
             "半数的年份不计。各地区与整体"
             "比较时，按其分母计算二项分布的精确控制限（95%和99.8%），超出的才着色。可比地区不少于5个、"
             "各地区差异显著（χ²检验p<0.01）且超过抽样波动时，控制限按√φ放宽，φ为缩尾后标准化残差平方的均值。"),
         ZB_STR_INIT("Comparison of regions"),
         ZB_STR_INIT(
             "The whole is the sum of numerators over the sum of denominators; years in which fewer than two thirds of the reporting regions, or half of all, state both are left out. A region is compared by exact binomial control limits (95% and 99.8%) for its denominator, and coloured only beyond them. Where five regions or more differ significantly (chi-squared test, p < 0.01) and by more than sampling variation, limits are widened by √φ, φ the mean square of winsorised residuals."),
         ZB_STR_INIT("D. J. Spiegelhalter (2005), Statistics in Medicine 24"),
         {0}},
        {ZB_STR_INIT("分布"),
         ZB_STR_INIT(
             "中位数和四分位数线性内插（R的第7类），各地区权重相同。分布图每点为一个地区，30个以上画直方图；比率表右端以整体值居中，浅条为各地区全距，深条为四分位距。"),
         ZB_STR_INIT("Distributions"),
         ZB_STR_INIT(
             "Median and quartiles are interpolated between neighbouring values (type 7 of R), each region with the same weight. Each dot is a region; from 30 on a histogram is drawn. In tables of rates the pale bar is the range of the regions, the dark one their middle half."),
         ZB_STR_INIT("R. J. Hyndman, Y. Fan (1996), American Statistician 50"),
         {0}},
        {ZB_STR_INIT("核对"),
         ZB_STR_INIT(
             "核对包括：表述的比率与分子、分母之商，分项之和与总数，表述的同比与上年报告的数值，原件与更"
             "正件，以及同级地区之间的离群数值（除去地区大小的影响后，与中位数相差5倍以上，且超过绝对中位差的5倍）。容差取"
             "原文末位的半个单位，约数按其可能的范围计。"),
         ZB_STR_INIT("Checks"),
         ZB_STR_INIT(
             "Compared are stated rates with the quotient of their parts, parts with the total, stated changes with the report of the year before, originals with corrected versions. Outliers are counts that, freed of the region's size, are five times the median of their level or a fifth of it, and beyond five median absolute deviations. The tolerance is half a unit of the last digit, or the range of an approximate figure."),
         {0},
         {0}},
        {ZB_STR_INIT("符号"),
         ZB_STR_INIT(
             "“—”为原文未载，“0”为原文载明为零；数字后的“+”为原文“余”“以上”，前的“<”为“近”“以下”，“约”照原文；"
             "括号内的比率只有表述值；※为分母小于10。▲、▼与颜色同义，只用于超出控制限或区间不含0的；空心点、虚线为"
             "分母小于50；走势线在缺报告或缺数值的年份断开。"),
         ZB_STR_INIT("Signs"),
         ZB_STR_INIT(
             "—: not stated; 0: stated as none; + behind a figure: more, or at least; < before it: nearly, or below; ca.: about, as stated; in brackets: a rate only stated; ※: denominator below 10. ▲ and ▼ stand only beyond a control limit or where an interval excludes 0. Hollow dots, dotted lines: denominator below 50. Lines break at years without a value."),
         {0},
         {0}},
        {ZB_STR_INIT("局限"),
         ZB_STR_INIT(
             "各地自行编写报告，统计口径可能不同，比较只说明数值的差异，不说明工作的好坏；同时检验许多数值，纯属偶然的“显著”约占二十分之一（95%限）或五百分之一（99.8%限）。报告未载的不推算。"),
         ZB_STR_INIT("Limitations"),
         ZB_STR_INIT(
             "Regions write their own reports and may count in their own ways: a comparison shows that numbers differ, not that work is better or worse. Of many values tested, one in twenty (95% limits) or in five hundred (99.8%) is \"significant\" by chance alone. What is not stated is not estimated."),
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
        zb_flow_skip(flow, GAP);
    }
}
