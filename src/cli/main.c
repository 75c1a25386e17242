/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program: a table of subcommands, help and version.
 */
#define _GNU_SOURCE
#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cli/table.h"

static const cli_command *const commands[] = {
    &cli_run,    &cli_extract, &cli_rates,   &cli_trend,      &cli_compare, &cli_report,
    &cli_export, &cli_check,   &cli_explain, &cli_indicators, &cli_regions, &cli_learn,
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static const cli_command *find_command(const char *name) {
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

static void print_help(FILE *to) {
    fputs("Usage: zhibiao COMMAND [ARGUMENT...] [OPTION...]\n"
          "Figures from Chinese local-government rule-of-law reports, each with its evidence.\n\n",
          to);
    for (size_t i = 0; i < COMMANDS; i++) {
        fprintf(to, "  %-11s %s\n", commands[i]->name, commands[i]->summary);
    }
    fputs(
        "\nOf every command: --datasets DIR, --regions FILE, --lang zh|en, --quiet, --verbose.\n"
        "`zhibiao help COMMAND` tells more. Exit codes: 0 done; 1 done, but some input could not\n"
        "be used; 2 wrong usage; 3 nothing could be done.\n",
        to);
}

static cli_exit unknown_command(const char *name) {
    cli_nearest nearest = {.word = name};
    for (size_t i = 0; i < COMMANDS; i++) {
        cli_nearest_try(&nearest, cli_str(commands[i]->name));
    }
    char *advice = cli_nearest_advice(&nearest);
    cli_say("unknown command %s%s", name, *advice ? advice : "; see `zhibiao help`");
    free(advice);
    return CLI_USAGE;
}

static cli_exit run_command(const cli_command *command, int argc, char **argv) {
    cli_args args;
    char *shown = cli_format("zhibiao %s", command->name);
    argv[0] = shown;
    cli_parse(&args, command, argc, argv);
    cli_table_english(args.english);
    cli_exit code = command->run(&args);
    cli_args_free(&args);
    free(shown);
    return cli_finish(code);
}

/* `zhibiao help [COMMAND]` */
static cli_exit help(int argc, char **argv) {
    if (argc == 0) {
        print_help(stdout);
        return cli_finish(CLI_DONE);
    }
    const cli_command *command = find_command(argv[0]);
    if (!command) {
        return unknown_command(argv[0]);
    }
    char name[] = "", option[] = "--help";
    char *words[] = {name, option, NULL};
    return run_command(command, 2, words);
}

static void print_version(FILE *to, struct argp_state *state) {
    (void)state;
    fprintf(to, "zhibiao %s\n", zb_version());
}

int main(int argc, char **argv) {
    /* A reader that goes, as in `| head`, must not end the program amid a file. */
    signal(SIGPIPE, SIG_IGN);
    zb_stats_quiet_gsl();
    /* glibc's own switches: argp has no other way to be told. */
    argp_err_exit_status = CLI_USAGE;
    argp_program_version_hook = print_version;
    if (argc < 2) {
        print_help(stderr);
        return CLI_USAGE;
    }
    const char *first = argv[1];
    if (strcmp(first, "help") == 0) {
        return (int)help(argc - 2, argv + 2);
    }
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "-?") == 0) {
        return (int)help(0, NULL);
    }
    if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0) {
        print_version(stdout, NULL);
        return (int)cli_finish(CLI_DONE);
    }
    const cli_command *command = find_command(first);
    if (!command && first[0] == '-') {
        cli_say("the command comes first, then its options; see `zhibiao help`");
        return CLI_USAGE;
    }
    return (int)(command ? run_command(command, argc - 1, argv + 1) : unknown_command(first));
}
