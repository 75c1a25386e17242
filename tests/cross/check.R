# SPDX-License-Identifier: GPL-3.0-or-later
#
# Rscript check.R < OUTPUT-OF-cross_r
#
# Compute with R what the library computed, compare, and print for each function the number of
# cases, how many of them are refused, and the largest relative difference. Exit status 1 when any
# case disagrees. Each function of `expected` takes the arguments of a case by name (and as .told,
# where it has that argument, the library's results) and returns its results by name, or
# refused(STATUS).

expected <- list()

# Largest relative difference. A name is a function's or FUNCTION.RESULT.
tolerance <- c(default = 1e-8)
# Largest absolute difference of results that are 0 by cancellation, where a relative difference
# means nothing.
floors <- c(default = 0)

refused <- function(status = "domain") structure(list(), status = status)

base <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1]))
for (part in c("rates.R", "describe.R", "trend.R", "glm.R", "compare.R", "shrink.R")) {
    source(file.path(base, part))
}

limit_of <- function(table, name, result) {
    for (key in c(paste0(name, ".", result), name, "default")) {
        if (key %in% names(table)) {
            return(table[[key]])
        }
    }
}

read_fields <- function(text) {
    parts <- strsplit(strsplit(text, " ", fixed = TRUE)[[1]], "=", fixed = TRUE)
    fields <- lapply(parts, `[`, 2)
    names(fields) <- vapply(parts, `[`, "", 1)
    fields
}

as_numbers <- function(text) as.numeric(strsplit(text, ",", fixed = TRUE)[[1]])

read_case <- function(line) {
    halves <- strsplit(line, " -> ", fixed = TRUE)[[1]]
    name <- sub(" .*", "", halves[1])
    results <- read_fields(halves[2])
    list(line = line, name = name,
         arguments = lapply(read_fields(sub("^[^ ]* ", "", halves[1])), as_numbers),
         status = results$status,
         results = lapply(results[names(results) != "status"], as_numbers))
}

# Relative difference of one result. Where the floor is more than what is allowed of R's value, the
# difference is of what the floor is that much of.
difference <- function(got, want, allowed, floor) {
    if (length(got) != length(want) || anyNA(want) || !all(is.finite(got))) {
        return(Inf)
    }
    apart <- abs(got - want)
    max(ifelse(apart == 0, 0, apart / pmax(abs(want), floor / allowed)))
}

want_of <- function(case) {
    f <- expected[[case$name]]
    told <- if (".told" %in% names(formals(f))) list(.told = case$results)
    suppressWarnings(do.call(f, c(case$arguments, told)))
}

# Differences of a case by result; Inf under "status" when one side refuses what the other does not.
compare_case <- function(case) {
    want <- want_of(case)
    status <- if (is.null(attr(want, "status"))) "ok" else attr(want, "status")
    if (status != case$status) {
        return(c(status = Inf))
    }
    if (!setequal(names(want), names(case$results))) {
        return(c(names = Inf))
    }
    vapply(names(want), function(result) {
        difference(case$results[[result]], as.numeric(want[[result]]),
                   limit_of(tolerance, case$name, result), limit_of(floors, case$name, result))
    }, 0)
}

report_disagreement <- function(case, differences) {
    cat(case$line, "\n", sep = "")
    want <- want_of(case)
    for (result in names(differences)) {
        cat("  ", result, ": R has ", paste(format(want[[result]], digits = 17), collapse = " "),
            attr(want, "status"), "\n", sep = "")
    }
}

check_case <- function(line) {
    case <- read_case(line)
    if (!is.function(expected[[case$name]])) {
        stop("no R for ", case$name)
    }
    differences <- compare_case(case)
    allowed <- vapply(names(differences), function(r) limit_of(tolerance, case$name, r), 0)
    wrong <- differences > allowed
    if (any(wrong)) {
        report_disagreement(case, differences[wrong])
    }
    worst <- if (length(differences)) max(differences) else 0
    data.frame(name = case$name, refused = case$status != "ok", worst = worst, wrong = any(wrong))
}

input <- file("stdin", "r")
lines <- readLines(input)
close(input)
cases <- do.call(rbind, lapply(lines, check_case))
cat(sprintf("%-24s %6s %8s %6s %12s\n", "function", "cases", "refused", "wrong", "difference"))
for (name in unique(cases$name)) {
    of <- cases[cases$name == name, ]
    cat(sprintf("%-24s %6d %8d %6d %12.2g\n", name, nrow(of), sum(of$refused), sum(of$wrong),
                max(of$worst)))
}
cat(sprintf("%-24s %6d %8d %6d\n", "all", nrow(cases), sum(cases$refused), sum(cases$wrong)))
FEWEST <- 2000 # fewer cases are no check of the whole
if (nrow(cases) < FEWEST) {
    cat("fewer than", FEWEST, "cases\n")
}
quit(status = if (nrow(cases) >= FEWEST && !any(cases$wrong)) 0 else 1)
