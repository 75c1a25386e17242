/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 五、方法说明: a paragraph and a source for each method that the figures rest on.
 */
#include "report/chapters.h"

#include "base/str.h"

static const struct {
    zb_str title, text, source;
} methods[] = {
    {ZB_STR_INIT("数据的提取"),
     ZB_STR_INIT(
         "程序逐句读出报告中的数量，连同单位、限定词（余、近、以上）和所在句子一并保存；指标名称按"
         "目录中的用语判定，判定不了的数量保留原文、不归入指标。计划数、目标数、其中项和同比数不进入年度"
         "序列。图表中的每个数值都可以用命令zhibiao explain回到原文句子。"),
     {0}},
    {ZB_STR_INIT("比率"),
     ZB_STR_INIT(
         "同一份报告同时载明分子和分母的，比率由两者相除得出；报告未载比率可供印证的，两者须前后相连、"
         "计量相同才相除。只载比率的，列为表述值，不计算区间，"
         "也不参与比较。报告所载比率与计算值不一致（超出舍入容差）的，图表采用计算值，并列入核对发现。"),
     {0}},
    {ZB_STR_INIT("比率的区间"),
     ZB_STR_INIT(
         "采用Wilson得分区间，95%水平。案件数少时区间宽，表示比率的偶然成分大；分母小于10的只列数值"
         "并加※，不作比较，分母小于50的以空心点表示。"),
     ZB_STR_INIT("E. B. Wilson (1927), JASA 22.")},
    {ZB_STR_INIT("变化"),
     ZB_STR_INIT(
         "两个年份比率之差的区间用Newcombe混合得分法；数量之比的区间用条件精确法（两个泊松计数之和"
         "给定时服从二项分布）。区间不含0（或比值不含1）的才说上升或下降，否则说变化不显著。"),
     ZB_STR_INIT("R. G. Newcombe (1998), Statistics in Medicine 17；J. Przyborowski, H. Wilenski "
                 "(1940), Biometrika 31.")},
    {ZB_STR_INIT("趋势"),
     ZB_STR_INIT(
         "四个以上年份的序列用Mann–Kendall检验判断有无单调趋势，5%水平；斜率取Sen估计。“连续n年下"
         "降”指逐年下降，且首末两年之差的区间不含0。"),
     ZB_STR_INIT("H. B. Mann (1945), Econometrica 13；P. K. Sen (1968), JASA 63.")},
    {ZB_STR_INIT("地区比较"),
     ZB_STR_INIT(
         "整体值为各地区分子、分母分别合计后相除，载明两者的不足有报告地区的三分之二、或不足全部地区"
         "半数的年份不计。各地区与整体"
         "比较时，按其分母计算二项分布的精确控制限（95%和99.8%），超出的才着色。各地区差异显著（χ²检验"
         "p<0.01）且超过抽样波动时，控制限按√φ放宽。"),
     ZB_STR_INIT("D. J. Spiegelhalter (2005), Statistics in Medicine 24.")},
    {ZB_STR_INIT("核对"),
     ZB_STR_INIT(
         "核对包括：表述的比率与分子、分母之商，分项之和与总数，表述的同比与上年报告的数值，原件与更"
         "正件，以及同级地区之间的离群数值。容差取原文末位的半个单位，约数按其可能的范围计。"),
     {0}},
    {ZB_STR_INIT("局限"),
     ZB_STR_INIT(
         "报告由各地自行编写，统计口径可能不同，比较只能说明数值的差异，不能说明工作的好坏；同时检验许"
         "多数值，纯属偶然的“显著”约占二十分之一（95%限）或五百分之一（99.8%限）。报告未载的，本报"
         "告不推算。"),
     {0}},
};

void zb_chapter_methods(zb_paper *paper) {
    zb_flow *flow = paper->flow;
    zb_flow_chapter(flow, ZB_CHAPTER_NUMBERED, ZB_STR("方法说明"), ZB_STR("methods"));
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        zb_rich text = {0};
        zb_rich_bold(&text, ZB_INK, "%.*s。", ZB_ARG(methods[i].title));
        zb_rich_add(&text, methods[i].text, false, ZB_TEXT);
        zb_flow_paragraph(flow, &text);
        zb_rich_free(&text);
        zb_flow_note(flow, "来源：", methods[i].source);
        zb_flow_skip(flow, 6);
    }
}
