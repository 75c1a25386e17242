/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao explain: one observation with its sentence, its document and why it was named so.
 */
#define _GNU_SOURCE
#include "cli/cli.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "cli/table.h"

enum { USUAL_WIDTH = 80, LEAST_WIDTH = 20 };

/* Bytes of the character at `at`; what is not UTF-8 goes by single bytes. */
static size_t character(zb_str text, size_t at) {
    utf8proc_int32_t code = 0;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text.p + at,
                                          (utf8proc_ssize_t)(text.n - at), &code);
    return n > 0 ? (size_t)n : 1;
}

static void repeat(char c, size_t n) {
    while (n--) {
        putchar(c);
    }
}

/* One line of the sentence, and carets under what of the numeral stands in it. */
static void print_line(zb_str text, size_t from, size_t to, zb_str mark) {
    size_t start = (size_t)(mark.p - text.p), end = start + mark.n;
    for (size_t i = from; i < to; i++) {
        putchar((unsigned char)text.p[i] < 0x20 ? ' ' : text.p[i]);
    }
    putchar('\n');
    start = start < from ? from : start;
    end = end > to ? to : end;
    if (start < end) {
        repeat(' ', zb_text_columns((zb_str){text.p + from, start - from}));
        repeat('^', zb_text_columns((zb_str){text.p + start, end - start}));
        putchar('\n');
    }
}

/* The sentence in lines of the terminal's width, the numeral marked. `mark` lies in `text`. */
static void print_marked(zb_str text, zb_str mark) {
    size_t width = cli_terminal_columns();
    width = width < LEAST_WIDTH ? USUAL_WIDTH : width;
    size_t from = 0, taken = 0;
    for (size_t at = 0; at < text.n;) {
        size_t n = character(text, at);
        size_t columns = zb_text_columns((zb_str){text.p + at, n});
        if (taken + columns > width) {
            print_line(text, from, at, mark);
            from = at;
            taken = 0;
        }
        taken += columns;
        at += n;
    }
    print_line(text, from, text.n, mark);
}

/* Line and display column of a byte offset, both from 1. */
static void locate(zb_str text, size_t offset, size_t *line, size_t *column) {
    size_t begin = 0;
    *line = 1;
    for (size_t i = 0; i < offset && i < text.n; i++) {
        if (text.p[i] == '\n') {
            (*line)++;
            begin = i + 1;
        }
    }
    *column = offset <= text.n ? zb_text_columns((zb_str){text.p + begin, offset - begin}) + 1 : 1;
}

/* `标签    ` padded to a common width. */
static void label(const cli_args *args, const char *zh, const char *en) {
    const char *text = CLI_TEXT(args, zh, en);
    size_t taken = zb_text_columns(cli_str(text));
    size_t width = args->english ? 11 : 10;
    printf("%s%*s", text, (int)(width > taken ? width - taken : 1), "");
}

static const char *const qualifier_zh[] = {
    [ZB_EQ] = "", [ZB_GE] = "以上", [ZB_LE] = "不足", [ZB_APPROX] = "左右"};
static const char *const kind_zh[] = {
    [ZB_KIND_LEVEL] = "数量", [ZB_KIND_RATE] = "比率", [ZB_KIND_CHANGE] = "变化"};
static const char *const status_zh[] = {[ZB_ACTUAL] = "实际", [ZB_TARGET] = "目标"};

static void print_value(const cli_args *args, const zb_observation *row) {
    char number[CLI_NUMBER_SIZE];
    label(args, "数值", "value");
    printf("%s", cli_shortest(number, row->value));
    if (row->has_high) {
        printf(" .. %s", cli_shortest(number, row->value_high));
    }
    printf(" %.*s", ZB_ARG(row->unit));
    if (row->qualifier != ZB_EQ) {
        printf(" (%s)",
               CLI_TEXT(args, qualifier_zh[row->qualifier], zb_qualifier_name(row->qualifier)));
    }
    printf(CLI_TEXT(args, "，%s，%s%s\n", ", %s, %s%s\n"),
           CLI_TEXT(args, kind_zh[row->kind], zb_kind_name(row->kind)),
           CLI_TEXT(args, status_zh[row->status], zb_fact_status_name(row->status)),
           row->part ? CLI_TEXT(args, "，其中数", ", of which") : "");
}

/* The document of an observation: by position, as files in different folders may share a name. */
static const zb_document_row *document_of(const zb_dataset *dataset, const zb_observation *row) {
    size_t count = 0;
    int64_t last = 0;
    const zb_document_row *documents = zb_dataset_documents(dataset, &count);
    for (size_t i = 0; i < count; i++) {
        last += (int64_t)documents[i].observations;
        if (row->id <= last) {
            return &documents[i];
        }
    }
    return NULL;
}

static void print_place(const cli_args *args, const cli_data *data, const zb_observation *row) {
    label(args, "地区年份", "place");
    if (row->region.n) {
        printf("%.*s", ZB_ARG(row->region));
        if (row->region_code.n) {
            printf(" (%.*s)", ZB_ARG(row->region_code));
        }
    } else {
        printf("-");
    }
    if (row->year) {
        printf(", %d", row->year);
    }
    putchar('\n');
    const zb_document_row *document = document_of(data->dataset, row);
    label(args, "文件", "document");
    printf("%.*s", ZB_ARG(row->document));
    if (document) {
        size_t line = 0, column = 0;
        locate(document->text, row->start, &line, &column);
        printf(":%zu:%zu", line, column);
        if (document->path.n) {
            printf("  %.*s", ZB_ARG(document->path));
        }
        if (document->status != ZB_DOC_USED) {
            printf("  [%s]", zb_document_status_name(document->status));
        }
    }
    putchar('\n');
    if (document && document->title.n) {
        label(args, "标题", "title");
        printf("%.*s\n", ZB_ARG(document->title));
    }
    if (row->section.n) {
        label(args, "章节", "section");
        printf("%.*s\n", ZB_ARG(row->section));
    }
}

static void print_naming(const cli_args *args, const cli_data *data, const zb_observation *row) {
    const zb_indicator *indicator = zb_lexicon_indicator(data->lexicon, row->indicator);
    label(args, "指标", "indicator");
    if (indicator) {
        zb_str name = cli_indicator_name(args, indicator);
        printf("%.*s  %.*s (%.*s)\n", ZB_ARG(row->indicator), ZB_ARG(name),
               ZB_ARG(indicator->meaning));
    } else {
        printf("%.*s\n", ZB_ARG(row->indicator.n ? row->indicator
                                                 : cli_str(CLI_TEXT(args, "未归入指标",
                                                                    "none in the catalogue"))));
    }
    if (row->label.n) {
        label(args, "所计", "counts");
        printf("%.*s\n", ZB_ARG(row->label));
    }
    label(args, "依据", "rule");
    printf("%.*s\n", ZB_ARG(row->rule));
}

/* A rate that this figure is a part of. */
static void print_rate(const cli_args *args, const cli_data *data, const zb_rate *rate,
                       size_t position) {
    const zb_indicator *indicator = cli_indicator_at(data, rate->indicator);
    zb_str name = cli_indicator_name(args, indicator);
    char x[CLI_NUMBER_SIZE], n[CLI_NUMBER_SIZE], stated[CLI_NUMBER_SIZE];
    const char *role = rate->stated_row == position      ? CLI_TEXT(args, "原文", "stated")
                       : rate->numerator_row == position ? CLI_TEXT(args, "分子", "numerator")
                                                         : CLI_TEXT(args, "分母", "denominator");
    label(args, "用于", "used in");
    printf("%.*s (%s)", ZB_ARG(name), role);
    if (rate->computed) {
        printf(": %s / %s = %.2f%% (%.1f~%.1f)", cli_thousands(x, rate->numerator, 0),
               cli_thousands(n, rate->denominator, 0), rate->value.value, rate->value.low,
               rate->value.high);
    }
    if (rate->has_stated) {
        printf(CLI_TEXT(args, "，原文 %s%%", ", stated %s%%"), cli_shortest(stated, rate->stated));
    }
    printf("%s\n", rate->agrees == ZB_AGREE_YES  ? CLI_TEXT(args, "，相符", ", agrees")
                   : rate->agrees == ZB_AGREE_NO ? CLI_TEXT(args, "，不符", ", does not agree")
                                                 : "");
}

static zb_status print_rates(const cli_args *args, const cli_data *data, const zb_observation *row,
                             zb_error *err) {
    size_t count = 0;
    size_t position = (size_t)(row - zb_dataset_observations(data->dataset, &count));
    zb_rate_list rates = {0};
    const zb_selection year = {.year = row->year};
    zb_status status = zb_analysis_rates(&rates, data->dataset, &year, err);
    for (size_t i = 0; i < rates.count; i++) {
        const zb_rate *rate = &rates.rows[i];
        if ((rate->computed &&
             (rate->numerator_row == position || rate->denominator_row == position)) ||
            (rate->has_stated && rate->stated_row == position)) {
            print_rate(args, data, rate, position);
        }
    }
    zb_rate_list_free(&rates);
    return status;
}

static void print_findings(const cli_args *args, const cli_data *data, const zb_observation *row) {
    size_t count = 0;
    const zb_finding *findings = zb_dataset_findings(data->dataset, &count);
    for (size_t i = 0; i < count; i++) {
        const zb_finding *finding = &findings[i];
        if (finding->observation != row->id && finding->other != row->id) {
            continue;
        }
        label(args, "核对", "finding");
        printf("%s: %.*s",
               CLI_TEXT(args, zb_finding_kind_name_zh(finding->kind),
                        zb_finding_kind_name(finding->kind)),
               ZB_ARG(finding->note));
        int64_t other = finding->observation == row->id ? finding->other : finding->observation;
        if (other) {
            printf(" [ID %" PRId64 "]", other);
        }
        putchar('\n');
    }
}

/* Where the words stand in the sentence; empty: nowhere. */
static zb_str find_in(zb_str sentence, zb_str words) {
    for (size_t i = 0; words.n && i + words.n <= sentence.n; i++) {
        if (memcmp(sentence.p + i, words.p, words.n) == 0) {
            return (zb_str){sentence.p + i, words.n};
        }
    }
    return (zb_str){sentence.p, 0};
}

static zb_status explain(const cli_args *args, const cli_data *data, const zb_observation *row,
                         zb_error *err) {
    zb_str sentence = row->sentence;
    zb_str mark = {sentence.p, 0};
    if (row->start >= row->sentence_start && row->end - row->sentence_start <= sentence.n) {
        mark = (zb_str){sentence.p + (row->start - row->sentence_start), row->end - row->start};
    }
    if (mark.n != row->surface.n || memcmp(mark.p, row->surface.p, mark.n) != 0) {
        mark = find_in(sentence, row->surface); /* the sentence goes over lines that were joined */
    }
    print_marked(sentence, mark);
    putchar('\n');
    label(args, "编号", "ID");
    printf("%" PRId64 "\n", row->id);
    print_value(args, row);
    print_naming(args, data, row);
    print_place(args, data, row);
    zb_status status = print_rates(args, data, row, err);
    print_findings(args, data, row);
    return status;
}

static cli_exit run(const cli_args *args) {
    char *end = NULL;
    long long id = strtoll(args->words.at[0], &end, 10);
    if (*end || id < 1) {
        cli_say("%s is no ID; IDs are the numbers in the first column of observations.csv",
                args->words.at[0]);
        return CLI_USAGE;
    }
    cli_data data;
    zb_error error = {0};
    cli_exit code = cli_data_open(&data, args, false);
    if (code == CLI_DONE) {
        const zb_observation *row = zb_dataset_observation(data.dataset, id);
        size_t count = 0;
        zb_dataset_observations(data.dataset, &count);
        if (!row) {
            cli_say("no observation %s; the data hold 1 to %zu", args->words.at[0], count);
            code = CLI_NOTHING;
        } else if (explain(args, &data, row, &error) != ZB_OK) {
            cli_say_error(&error);
            code = CLI_NOTHING;
        }
    }
    cli_data_free(&data);
    return code;
}

static const struct argp_option options[] = {CLI_OPTION_DATA, {0}};

const cli_command cli_explain = {
    .name = "explain",
    .synopsis = "ID",
    .summary = "One observation: its sentence, its document, and why it was named so",
    .options = options,
    .least = 1,
    .most = 1,
    .run = run,
};
