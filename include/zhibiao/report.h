/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The PDF report: a document of blocks flowed onto pages.
 */
#ifndef ZHIBIAO_REPORT_H
#define ZHIBIAO_REPORT_H

#include "zhibiao/analysis.h"
#include "zhibiao/chart.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum zb_page_size { ZB_PAGE_A4 = 0, ZB_PAGE_LETTER } zb_page_size;

/** Zeroed: everything in Chinese and colour on A4, dated today or by SOURCE_DATE_EPOCH. */
typedef struct zb_report_options {
    const char *title;  /**< NULL or blank: made from the data */
    const char *author; /**< who hands it in, on the cover; NULL or blank: none */
    const char *logo;   /**< path of a PNG for the cover; NULL: the program's mark */
    const int *places;  /**< place indices the report is limited to; count 0: all. The
                         *   others of the data set are still compared with */
    size_t place_count;
    int first_year, last_year; /**< 0: all */
    int64_t date;              /**< seconds since 1970; 0: SOURCE_DATE_EPOCH, or now */
    zb_page_size page;
    zb_theme theme;
    bool english;      /**< names of places and sentences quoted stay Chinese */
    bool evidence;     /**< with an appendix of every observation's sentence */
    bool brief;        /**< two to four pages on the one place of `places` */
    const char *asked; /**< the region that `places` lie in, when it was asked for and has no report
                        *   of its own: told on the cover and in the summary; NULL: none */
} zb_report_options;

/** Write the whole report, to standard output where `path` is "-" or NULL. `options` NULL: zeroed.
 * Fails with ZB_E_NOTFOUND (no font, names the package), ZB_E_EMPTY (no observation), ZB_E_FORMAT
 * and ZB_E_LIMIT (the logo is no PNG, or too large), ZB_E_IO, ZB_E_NOMEM; nothing half-written
 * stays. */
ZB_API zb_status zb_report_write(const zb_dataset *dataset, const zb_report_options *options,
                                 const char *path, zb_error *err);

/** One figure with its sentence, caption and source on a page of its own size. */
typedef struct zb_figure_page {
    zb_figure figure;
    zb_str sentence; /**< bold above; may be empty */
    zb_str reading;  /**< measure, unit, reading aid */
    zb_str caption;  /**< `调解成功率，2018—2025 年` */
    zb_str note;     /**< after 注： */
    zb_str source;   /**< after 资料来源： */
    double width;    /**< of the figure, in points; 0: 481.9 */
    bool english;    /**< `Note:` and `Source:` for 注 and 资料来源 */
    bool svg;        /**< SVG wherever it is written to */
    zb_theme theme;
} zb_figure_page;
/** Write a figure as PDF; as SVG when asked for, or when the path ends so; to standard output where
 * `path` is "-" or NULL. `date` as in zb_report_options. Fails as zb_font_load and zb_figure_draw,
 * and with ZB_E_IO. */
ZB_API zb_status zb_figure_page_write(const zb_figure_page *page, const char *path, int64_t date,
                                      zb_error *err);

#ifdef __cplusplus
}
#endif
#endif
