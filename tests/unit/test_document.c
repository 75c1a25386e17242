/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Documents: what is read from a text as a whole. A text's lines are parted by `/` in the rows.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/mem.h"
#include "lexicon_help.h"
#include "zhibiao/document.h"

static zb_document *read_hinted(const char *text, const zb_document_hints *hints) {
    char *lines = zb_mem_get(strlen(text) + 1);
    strcpy(lines, text);
    for (char *c = lines; *c; c++) {
        *c = *c == '/' ? '\n' : *c;
    }
    zb_document *document = NULL;
    zb_error error = {0};
    zb_status status =
        zb_document_from_text(&document, ZB_STR("名"), zb_str_from(lines), hints, lexicon, &error);
    zb_mem_free(lines);
    if (status != ZB_OK) {
        fail_msg("%s: %s", text, error.message);
    }
    return document;
}

static zb_document *read_text(const char *text) {
    return read_hinted(text, NULL);
}

static void tells_what_it_is(void **state) {
    (void)state;
    static const struct {
        const char *text, *want; /* title|region|code|level|year|kind|department */
    } rows[] = {
        {"忠县复兴镇2020年法治政府建设工作报告//一、工作。办理3件。",
         "忠县复兴镇2020年法治政府建设工作报告|重庆市忠县复兴镇|500233106|town|2020|rule-of-law|"},
        {"青海省人民政府/关于2018年度法治政府建设情况的报告//2018年，全省各级政府。",
         "青海省人民政府关于2018年度法治政府建设情况的报告|青海省|630000|province|2018|rule-of-law|"},
        {"中共忠县委员会 忠县人民政府/关于２０２１年法治政府建设情况的报告/一、工作。",
         "中共忠县委员会 忠县人民政府关于２０２１年法治政府建设情况的报告|重庆市忠县|500233|"
         "county|2021|rule-of-law|"},
        {"渑池县司法局/二○一四年度法律援助工作总结//今年以来，办理案件311件。",
         "渑池县司法局二○一四年度法律援助工作总结|河南省三门峡市渑池县|411221|county|2014|"
         "work-report|司法局"},
        {"甘肃省司法厅2022年法治政府建设情况/来源：甘肃省司法厅 | 阅读量：//2022年，审结3件。",
         "甘肃省司法厅2022年法治政府建设情况|甘肃省|620000|province|2022|rule-of-law|司法厅"},
        {"2020年，在县委领导下，复兴镇坚持依法行政，贯彻《忠县法治政府建设实施方案》。",
         "|重庆市忠县复兴镇|500233106|town|2020|rule-of-law|"},
        {"城关镇2021年法治政府建设工作总结/2021年，在卢氏县委领导下，我镇办理3件。",
         "城关镇2021年法治政府建设工作总结|河南省三门峡市卢氏县城关镇|411224100|town|2021|"
         "rule-of-law|"},
        /* several places of that name, and nothing tells which */
        {"鼓楼区2022年法治政府建设年度报告/2022年，全区办理3件。",
         "鼓楼区2022年法治政府建设年度报告|鼓楼区||county|2022|rule-of-law|"},
        {"鼓楼区2022年法治政府建设年度报告/2022年，在徐州市委领导下，全区办理3件。",
         "鼓楼区2022年法治政府建设年度报告|江苏省徐州市鼓楼区|320302|county|2022|rule-of-law|"},
        {"大理州2021年法治政府建设情况报告/办理3件。",
         "大理州2021年法治政府建设情况报告|云南省大理白族自治州|532900|city|2021|rule-of-law|"},
        {"峨山县2020年法治政府建设情况报告/办理3件。",
         "峨山县2020年法治政府建设情况报告|云南省玉溪市峨山彝族自治县|530426|county|2020|"
         "rule-of-law|"},
        {"襄樊市2008年依法行政工作报告/办理3件。",
         "襄樊市2008年依法行政工作报告|湖北省襄樊市|420600|city|2008|rule-of-law|"},
        {"赣州经济技术开发区2018年法治政府建设工作情况/办理3件。",
         "赣州经济技术开发区2018年法治政府建设工作情况|江西省赣州市赣州经济技术开发区||county|"
         "2018|rule-of-law|"},
        {"2020年度新蒲新区法治政府建设工作报告/印发《遵义市新蒲新区行政复议办法》，办理3件。",
         "2020年度新蒲新区法治政府建设工作报告|贵州省遵义市新蒲新区||county|2020|rule-of-law|"},
        {"忠县新生态镇2020年法治政府建设工作报告/办理3件。",
         "忠县新生态镇2020年法治政府建设工作报告|重庆市忠县新生态镇||town|2020|rule-of-law|"},
        {"锡林郭勒盟2019年度法治政府建设情况报告/办理3件。",
         "锡林郭勒盟2019年度法治政府建设情况报告|内蒙古自治区锡林郭勒盟|152500|city|2019|"
         "rule-of-law|"},
        {"新疆生产建设兵团2022年法治政府建设情况报告/办理3件。",
         "新疆生产建设兵团2022年法治政府建设情况报告|新疆生产建设兵团||province|2022|"
         "rule-of-law|"},
        {"扬州地税局依法行政工作情况汇报/2016年，全市地税系统办理3件。",
         "扬州地税局依法行政工作情况汇报|江苏省扬州市|321000|city|2016|rule-of-law|地税局"},
        /* the site's and the source's names, when title and text name none */
        {"广西壮族自治区人民政府门户网站 > 政务公开/自治区人民政府关于法治政府建设情况的报告/"
         "2023-03-28 20:15  来源：自治区司法厅  【字体：大 中 小】//2022年，全区办理3件。",
         "自治区人民政府关于法治政府建设情况的报告|广西壮族自治区|450000|province|2022|"
         "rule-of-law|"},
        {"关于公共法律服务体系建设情况的报告/——2017年11月28日在县第十七届人大常委会第六次会议上/"
         "长汀县司法局//主任、各位委员：/一、平台建设。县财政累计投入386万元。到2018年底，新增3个。",
         "关于公共法律服务体系建设情况的报告|福建省龙岩市长汀县|350821|county|2017|work-report|"
         "司法局"},
        {"信息名称：安澜市2024年度法治政府建设工作报告/生成日期：2025-01-27//办理3件，不办理2件。",
         "安澜市2024年度法治政府建设工作报告|示例省安澜市|990100|city|2024|rule-of-law|"},
        /* the addressee is not the place */
        {"宣汉县人民政府/关于2023年度法治政府建设情况的报告//达州市人民政府:/办理3件。",
         "宣汉县人民政府关于2023年度法治政府建设情况的报告|四川省达州市宣汉县|511722|county|"
         "2023|rule-of-law|"},
        /* a year of plans or of law names is not the year reported on */
        {"按照安澜市委部署和《法治政府建设实施纲要（2021—2025年）》安排，澄川市完成2024年法治"
         "政府建设任务。/一、工作。办理3件，调解2件。/二、2025年工作安排/办理5件。",
         "|示例省安澜市澄川市|990181|county|2024|rule-of-law|"},
        {"关于汀桥区法治政府建设工作情况的报告/发布时间：2021-03-09//今年以来，办理3件。",
         "关于汀桥区法治政府建设工作情况的报告|示例省安澜市汀桥区|990103|county|2020|"
         "rule-of-law|"},
        /* places that are in no table */
        {"无名县无名镇2020年法治政府建设工作报告/办理3件。",
         "无名县无名镇2020年法治政府建设工作报告|无名县无名镇||town|2020|rule-of-law|"},
        {"无名市未知市2020年法治政府建设工作报告/办理3件。",
         "无名市未知市2020年法治政府建设工作报告|无名市未知市||county|2020|rule-of-law|"},
        {"忠县未名工业园区管委会2020年法治政府建设工作报告/办理3件。",
         "忠县未名工业园区管委会2020年法治政府建设工作报告|重庆市忠县未名工业园区||other|2020|"
         "rule-of-law|"},
        {"郊区2019年法治政府建设工作总结/2019年，在阳泉市委领导下，办理3件。",
         "郊区2019年法治政府建设工作总结|山西省阳泉市郊区|140311|county|2019|rule-of-law|"},
        {"2020年法治政府建设工作总结/2020年，全区办理3件。/《遵义市新蒲新区办法》"
         "印发。/新蒲新区调解2件，新蒲新区排查1件。",
         "2020年法治政府建设工作总结|贵州省遵义市新蒲新区||county|2020|rule-of-law|"},
        /* one name told once in the body, or the titles of laws, make no region */
        {"2020年法治政府建设工作总结/2020年，我局办理3件，贯彻《重庆市实施办法》。",
         "2020年法治政府建设工作总结|||other|2020|rule-of-law|"},
        {"2020年法治政府建设工作总结/2020年，我镇办理3件。/忠县法院受理1件。",
         "2020年法治政府建设工作总结|||town|2020|rule-of-law|"},
        /* the text's first line leads to the report, and is no salutation */
        {"忠县2020年法治政府建设情况如下：/一、工作。办理3件。",
         "忠县2020年法治政府建设情况|重庆市忠县|500233|county|2020|rule-of-law|"},
        {"根据上级要求，现将忠县复兴镇2020年度法治政府建设情况报告如下：/一、工作。办理3件。",
         "忠县复兴镇2020年度法治政府建设情况报告|重庆市忠县复兴镇|500233106|town|2020|rule-of-law|"},
        {"忠县复兴镇依法行政，2020年度认真开展法治政府建设情况报告如下：/一、工作。办理3件。",
         "|重庆市忠县复兴镇|500233106|town|2020|rule-of-law|"},
        {"现将忠县复兴镇2020年度法治政府建设情况汇报如下:/一、工作。办理3件。",
         "忠县复兴镇2020年度法治政府建设情况汇报|重庆市忠县复兴镇|500233106|town|2020|rule-of-law|"},
        {"《忠县2020年度法治政府建设工作报告》由县人民政府印发。/一、工作。办理3件。",
         "忠县2020年度法治政府建设工作报告|重庆市忠县|500233|county|2020|rule-of-law|"},
        /* a city's department in a county */
        {"吉林市生态环境局磐石市分局/2020年法治政府建设年度报告/办理3件。",
         "吉林市生态环境局磐石市分局2020年法治政府建设年度报告|吉林省吉林市磐石市|220284|county|"
         "2020|rule-of-law|生态环境局"},
        /* a report on one line */
        {"首页 忠县2020年法治政府建设工作报告 2020年，我县办理3件，2021年将办理5件。",
         "忠县2020年法治政府建设工作报告|重庆市忠县|500233|county|2020|rule-of-law|"},
        {"平安建设工作总结/办理3件。", "平安建设工作总结|||other|0|work-report|"},
        {"市司法局法治政府建设工作总结/我市办理3件。",
         "市司法局法治政府建设工作总结|||city|0|rule-of-law|司法局"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_document *d = read_text(rows[i].text);
        char got[1000];
        snprintf(got, sizeof got, "%.*s|%.*s|%.*s|%s|%d|%.*s|%.*s", ZB_ARG(d->title),
                 ZB_ARG(d->region), ZB_ARG(d->region_code), zb_level_name(d->level), d->year,
                 ZB_ARG(d->kind), ZB_ARG(d->department));
        if (strcmp(got, rows[i].want) != 0) {
            fail_msg("row %zu\n  got  %s\n  want %s", i, got, rows[i].want);
        }
        zb_document_free(d);
    }
}

/* Names of places in a title, in the year of a report. */
static void finds_the_place_of_a_title(void **state) {
    (void)state;
    static const struct {
        const char *place;
        int year;
        const char *region, *code;
    } rows[] = {
        /* the city by its former name: the table's row of the county, by its present path */
        {"湖北省襄樊市襄城区", 2009, "湖北省襄阳市襄城区", "420602"},
        {"襄樊市襄城区", 2015, "湖北省襄阳市襄城区", "420602"},
        {"襄樊市襄阳区", 2008, "湖北省襄阳市襄阳区", "420607"},
        {"襄樊市襄阳区", 2015, "湖北省襄阳市襄阳区", "420607"},
        {"襄樊市", 2015, "湖北省襄樊市", "420600"},
        {"云南省思茅市翠云区", 2006, "云南省普洱市翠云区", "530802"},
        {"思茅市思茅区", 2007, "云南省普洱市思茅区", "530802"},
        {"思茅市普洱县", 2006, "云南省普洱市普洱哈尼族彝族自治县", "530821"},
        {"贵州省铜仁地区碧江区", 2009, "贵州省铜仁市碧江区", "520602"},
        /* of a place's rows that of the year, with the names that it had */
        {"贵州省铜仁地区江口县", 2009, "贵州省铜仁地区江口县", "522222"},
        {"贵州省铜仁地区江口县", 2015, "贵州省铜仁市江口县", "520621"},
        {"安徽省巢湖市庐江县", 2009, "安徽省巢湖市庐江县", "341421"},
        {"安徽省巢湖市庐江县", 2015, "安徽省合肥市庐江县", "340124"},
        {"庐江县", 2009, "安徽省合肥市庐江县", "340124"},
        {"芜湖市弋江区", 2015, "安徽省芜湖市弋江区", "340209"},
        {"西藏自治区林芝地区", 2009, "西藏自治区林芝地区", "540400"},
        /* the county by its former name */
        {"密云县十里堡镇", 2012, "北京市密云区十里堡镇", "110118103"},
        {"保定市满城县南韩村镇", 2018, "河北省保定市满城区南韩村镇", "130607103"},
        {"襄樊市襄阳区人民政府、襄樊市", 2008, "湖北省襄阳市襄阳区", "420607"},
        {"襄樊市生态环境局襄城区分局", 2008, "湖北省襄阳市襄城区", "420602"},
        /* a name that is only the start of the place's, or lies across two */
        {"福建省三明市沙县区", 2022, "福建省三明市沙县区", "350405"},
        {"福建省三明市沙县", 2019, "福建省三明市沙县", "350427"},
        {"广东省梅州市梅县区", 2022, "广东省梅州市梅县区", "441403"},
        {"陕西省商洛市镇安县", 2022, "陕西省商洛市镇安县", "611025"},
        {"唐山市汉沽管理区", 2022, "河北省唐山市唐山市汉沽管理区", "130272"},
        {"云南省临沧市双江拉祜族佤族布朗族傣族自治县", 2022,
         "云南省临沧市双江拉祜族佤族布朗族傣族自治县", "530925"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[300];
        snprintf(text, sizeof text, "%s人民政府关于%d年法治政府建设情况的报告/办理3件。",
                 rows[i].place, rows[i].year);
        zb_document *d = read_text(text);
        if (!zb_str_eq(d->region, zb_str_from(rows[i].region)) ||
            !zb_str_eq(d->region_code, zb_str_from(rows[i].code))) {
            fail_msg("%s %d: %.*s %.*s", rows[i].place, rows[i].year, ZB_ARG(d->region),
                     ZB_ARG(d->region_code));
        }
        zb_document_free(d);
    }
}

/* Ends that names of places do not have in titles. */
static bool ends_unlike_a_place(zb_str name) {
    return zb_str_ends(name, ZB_STR("群岛")) || zb_str_ends(name, ZB_STR("海域")) ||
           zb_str_ends(name, ZB_STR("新城")) || zb_str_ends(name, ZB_STR("委员会")) ||
           zb_str_ends(name, ZB_STR("管委会"));
}

static void finds_every_county(void **state) {
    (void)state;
    size_t count = zb_lexicon_region_count(lexicon), tried = 0, left_out = 0;
    for (size_t i = 0; i < count; i++) {
        const zb_region *row = zb_lexicon_region_at(lexicon, i);
        bool placeholder = zb_str_eq(row->name, ZB_STR("市辖区")) ||
                           zb_str_eq(row->name, ZB_STR("县")) ||
                           zb_str_ends(row->name, ZB_STR("直辖县级行政区划"));
        if (row->level != ZB_LEVEL_COUNTY || row->until.n || placeholder) {
            continue;
        }
        if (ends_unlike_a_place(row->name)) {
            left_out++;
            continue;
        }
        for (int year = 2009; year <= 2023; year += 14) {
            char text[300];
            snprintf(text, sizeof text, "%.*s%d年法治政府建设情况的报告/办理3件。",
                     ZB_ARG(row->path), year);
            zb_document *d = read_text(text);
            bool whole = zb_str_eq(row->name, row->parent->name); /* 嘉峪关市 */
            if (!zb_str_eq(d->region_code, whole ? row->parent->code : row->code)) {
                fail_msg("%.*s %d: %.*s, want %.*s", ZB_ARG(row->path), year,
                         ZB_ARG(d->region_code), ZB_ARG(row->code));
            }
            zb_document_free(d);
        }
        tried++;
    }
    assert_true(tried > 2900);
    assert_int_equal(left_out, 6);
}

static void hints_win(void **state) {
    (void)state;
    static const struct {
        const char *hint, *region, *code;
    } rows[] = {
        {"500233", "重庆市忠县", "500233"},
        {"忠县复兴镇", "重庆市忠县复兴镇", "500233106"},
        {"某某新区", "某某新区", ""},
        {"襄樊市襄城区", "湖北省襄阳市襄城区", "420602"},
        {"弋江区", "安徽省芜湖市弋江区", "340209"},
        {"嘉峪关市", "甘肃省嘉峪关市", "620200"},
        {"鼓楼区", "鼓楼区", ""},
        {"文峰镇", "甘肃省定西市陇西县文峰镇", "621122101"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_document_hints hints = {.region = zb_str_from(rows[i].hint), .year = 1999};
        zb_document *d = read_hinted("陇西县2022年法治政府建设报告/陇西县2022年办理3件。", &hints);
        assert_true(zb_str_eq(d->region, zb_str_from(rows[i].region)));
        assert_true(zb_str_eq(d->region_code, zb_str_from(rows[i].code)));
        assert_int_equal(d->year, 1999);
        zb_document_free(d);
    }
}

static void marks_lines(void **state) {
    (void)state;
    static const struct {
        const char *text, *kinds; /* b body, _ blank, f furniture, t title, h heading */
    } rows[] = {
        {"首页 > 信息公开 > 法治政府/忠县2020年法治政府建设报告/浏览次数：97次//一、工作/"
         "办理3件。//打印本页  关闭窗口",
         "ftf_hb_f"},
        {"忠县人民政府/关于2020年度法治政府建设情况的报告/县委：/办理3件。/忠县人民政府/"
         "2021年1月3日",
         "ttbbbb"},
        /* the counter of a page stands before the text, a figure of the site behind it */
        {"忠县2020年政府信息公开年报/访问量 12/一、公开。公开3条。/网站访问量 97次/上一篇：无",
         "tfbbf"},
        {"忠县2020年法治政府建设报告/2021-03-28 20:15/忠县2020年法治政府建设报告/办理3件。",
         "tftb"},
        {"办理3件。来源：忠县。", "b"},
        /* what the page puts above and between the report's lines */
        {"律师咨询/累计回应群众咨询1000余条/忠县2020年法治政府建设报告/一、服务。开设法律诊所，累计回应群众咨询1000余条，"
         "满意率100%。/【广告】某某律所，10年经验/推荐阅读：2019年报告 浏览97次/二、工作。办理3件。",
         "bftbffb"},
        {"忠县2020年法治政府建设报告/办理3件。/（一）抓宣传/1.网格排查抓早抓小。共3次。/3.5万人参加。",
         "tbhbb"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_document *d = read_text(rows[i].text);
        char got[40] = "";
        for (size_t k = 0; k < d->line_count; k++) {
            got[k] = "b_fth"[d->lines[k].kind];
        }
        if (strcmp(got, rows[i].kinds) != 0) {
            fail_msg("%s\n  got  %s\n  want %s", rows[i].text, got, rows[i].kinds);
        }
        zb_document_free(d);
    }
}

static void finds_sections(void **state) {
    (void)state;
    static const struct {
        const char *text, *want; /* depth heading P(lan); one a section, parted by | */
    } rows[] = {
        {"忠县2020年法治政府建设报告/一、主要工作/（一）抓宣传。开展3次。/1.进村。3次。/二、下一步打算/"
         "（一）抓队伍。培训3人。",
         "0|1一、主要工作|2（一）抓宣传|31.进村|1二、下一步打算P|2（一）抓队伍P|"},
        /* a paragraph turns to the future; the next heading ends it */
        {"忠县2020年法治政府建设报告/一、工作/办理3件。/下一步，办理5件。/二、保障/投入3万元。",
         "0|1一、工作|1P|1二、保障|"},
        {"忠县2020年法治政府建设报告/办理3件。还有不足。2021年，我县将办理5件。", "0|0P|"},
        {"忠县2020年法治政府建设报告/办理3件。到2021年底，办理5件。", "0|0P|"},
        {"忠县2020年法治政府建设报告/2020年，办理3件。2021年1月5日，已办结。", "0|"},
        /* early in the text a sentence is only itself */
        {"忠县2020年法治政府建设报告/一、工作。办理3件。下一步，办理5件。调解2件。/二、保障/"
         "投入3万元，聘用5人，培训执法人员12人次，检查企业45家次，发放宣传资料2000份，法律援助33件。",
         "0|1一、工作|1P|1一、工作|1二、保障|"},
        {"忠县2020年法治政府建设报告/办理3件。针对以上问题，下一步，办理5件。", "0|0P|"},
        /* problems first, then the plan */
        {"忠县2015年法治政府建设报告/一、存在问题和2016年目标。仅有3人。2016年，培训5人。",
         "0|1一、存在问题和2016年目标|1P|"},
        /* the year reported on is no plan */
        {"忠县2020年法治政府建设报告/一、2020年工作计划完成情况/办理3件。",
         "0|1一、2020年工作计划完成情况|"},
        {"忠县2020年法治政府建设报告/办理3件。/二、2021年重点工作/办理5件。",
         "0|1二、2021年重点工作P|"},
        /* what a plan announces stands under deeper headings */
        {"忠县2020年法治政府建设报告/一、工作/下一步，要做好以下工作：/（一）抓队伍/培训3人。",
         "0|1一、工作|1P|2（一）抓队伍P|"},
        {"忠县2020年法治政府建设报告/二、铁腕执法，守牢底线。出动3人。/(三)制度:3项。",
         "0|1二、铁腕执法，守牢底线|2(三)制度|"},
        {"忠县2020年法治政府建设报告/第一部分 工作情况/办理3件。", "0|1第一部分 工作情况|"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_document *d = read_text(rows[i].text);
        char got[1000] = "";
        size_t at = 0;
        for (size_t k = 0; k < d->section_count; k++) {
            const zb_section *s = &d->sections[k];
            zb_str heading = zb_str_sub(d->text, s->heading.start, s->heading.end);
            snprintf(got + strlen(got), sizeof got - strlen(got), "%d%.*s%s|", s->depth,
                     ZB_ARG(heading), s->plan ? "P" : "");
            assert_int_equal(s->body.start, at);
            assert_true(s->body.end > s->body.start);
            assert_ptr_equal(zb_document_section(d, s->body.start), s);
            assert_ptr_equal(zb_document_section(d, s->body.end - 1), s);
            at = s->body.end;
        }
        assert_int_equal(at, d->text.n);
        if (strcmp(got, rows[i].want) != 0) {
            fail_msg("%s\n  got  %s\n  want %s", rows[i].text, got, rows[i].want);
        }
        zb_document_free(d);
    }
}

static void keeps_offsets_of_the_file(void **state) {
    (void)state;
    zb_document *d = read_text("\xEF\xBB\xBF忠县2020年法治政府建设报告\r/办理3件。");
    assert_int_equal(d->text.n, strlen("\xEF\xBB\xBF忠县2020年法治政府建设报告\r/办理3件。"));
    assert_int_equal(d->lines[0].span.start, 3);
    assert_true(zb_str_eq(d->title, ZB_STR("忠县2020年法治政府建设报告")));
    assert_int_equal(d->lines[0].kind, ZB_LINE_TITLE);
    size_t line, column;
    zb_document_locate(d, zb_str_find(d->text, ZB_STR("3件")), &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 5);
    zb_document_locate(d, 0, &line, &column);
    assert_int_equal(line, 1);
    assert_int_equal(column, 1);
    zb_document_free(d);
}

static void refuses(void **state) {
    (void)state;
    static const struct {
        const char *text;
        zb_status status;
        long offset;
        const char *says;
    } rows[] = {
        {"", ZB_E_EMPTY, -1, "empty"},
        {" \n\t\xE3\x80\x80\r\n", ZB_E_EMPTY, -1, "empty"},
        {"\xEF\xBB\xBF", ZB_E_EMPTY, -1, "empty"},
        {"\xD6\xD2\xCF\xD8", ZB_E_ENCODING, 0,
         "not UTF-8 at byte 0; convert it, for example: "
         "iconv -f GB18030 -t UTF-8"},
        {"忠县\xCF\xD8", ZB_E_ENCODING, 6, "not UTF-8 at byte 6"},
        {"忠县\xE5\xBF", ZB_E_ENCODING, 6, "not UTF-8 at byte 6"},
        {"a\xED\xA0\x80", ZB_E_ENCODING, 1, "not UTF-8 at byte 1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_document *d = NULL;
        zb_error error = {0};
        zb_status status = zb_document_from_text(&d, ZB_STR("名"), zb_str_from(rows[i].text), NULL,
                                                 lexicon, &error);
        assert_int_equal(status, rows[i].status);
        assert_null(d);
        assert_non_null(strstr(error.message, rows[i].says));
        assert_string_equal(error.input, "名");
        assert_int_equal(error.offset, rows[i].offset);
    }
    zb_document *d = NULL;
    zb_error error = {0};
    assert_int_equal(zb_document_read(&d, "/nowhere/x.txt", lexicon, &error), ZB_E_IO);
    assert_string_equal(error.input, "/nowhere/x.txt");
}

static void long_lines_take_linear_time(void **state) {
    (void)state;
    enum { BYTES = 24 * 1024 * 1024 };
    zb_str piece = ZB_STR("2020年，忠县复兴镇办理案件3件，同比增长5%；（一）");
    char *text = zb_mem_get(BYTES);
    for (size_t i = 0; i < BYTES; i++) {
        text[i] = piece.p[i % piece.n];
    }
    zb_document *d = NULL;
    zb_error error = {0};
    zb_str whole = {text, BYTES / piece.n * piece.n};
    assert_int_equal(zb_document_from_text(&d, ZB_STR("名"), whole, NULL, lexicon, &error), ZB_OK);
    assert_int_equal(d->line_count, 1);
    assert_int_equal(d->year, 2020);
    assert_true(zb_str_eq(d->region_code, ZB_STR("500233106")));
    zb_document_free(d);
    zb_mem_free(text);
}

static void lack_of_memory_is_a_status(void **state) {
    (void)state;
    zb_str text =
        ZB_STR("忠县2020年法治政府建设报告\n一、工作\n忠县复兴镇办理3件。\n下一步，办理5件。\n");
    for (uint64_t n = 1;; n++) {
        zb_document *d = NULL;
        zb_mem_fail_at(n, 1);
        zb_status status = zb_document_from_text(&d, ZB_STR("名"), text, NULL, lexicon, NULL);
        zb_mem_fail_at(0, 0);
        zb_document_free(d);
        if (status == ZB_OK) {
            assert_true(n > 3);
            break;
        }
        assert_int_equal(status, ZB_E_NOMEM);
        assert_null(d);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_what_it_is),
        cmocka_unit_test(finds_the_place_of_a_title),
        cmocka_unit_test(finds_every_county),
        cmocka_unit_test(hints_win),
        cmocka_unit_test(marks_lines),
        cmocka_unit_test(finds_sections),
        cmocka_unit_test(keeps_offsets_of_the_file),
        cmocka_unit_test(refuses),
        cmocka_unit_test(long_lines_take_linear_time),
        cmocka_unit_test(lack_of_memory_is_a_status),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
