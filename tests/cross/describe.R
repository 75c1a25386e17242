# SPDX-License-Identifier: GPL-3.0-or-later
#
# Description of a set of values.

equal <- function(y) all(y == y[1])

expected$mean <- function(y) list(mean = mean(y), sd = if (length(y) > 1) sd(y) else 0)
# Values less the first of them may sum to 0.
floors[["mean"]] <- 1e-9

expected$autocorrelation <- function(y, lag) {
    if (length(y) <= lag + 1 || equal(y)) {
        return(refused())
    }
    list(r = acf(y, lag.max = lag, plot = FALSE)$acf[lag + 1])
}
# A sum of terms of either sign.
floors[["autocorrelation"]] <- 1e-10

expected$quantile <- function(y, p) list(q = quantile(y, p, type = 7))
# Between a negative and a positive value.
floors[["quantile"]] <- 1e-10

expected$weighted_mean <- function(y, w) {
    if (sum(w) == 0) refused() else list(mean = weighted.mean(y, w))
}
floors[["weighted_mean"]] <- 1e-9

# Weights that are whole numbers repeat their values. For others Harrell's rule: with N the sum of
# the weights, the position 1 + (N - 1) p lies between two whole ones, and the value at a position
# is the first whose cumulative weight reaches it.
expected$weighted_quantile <- function(y, w, p) {
    if (sum(w) < 1) {
        return(refused())
    }
    if (whole(w)) {
        return(list(q = quantile(rep(y, w), p, type = 7)))
    }
    order <- order(y)
    reach <- cumsum(w[order])
    at <- function(position) y[order][which(reach >= min(position, sum(w)))[1]]
    position <- 1 + (sum(w) - 1) * p
    below <- floor(position)
    list(q = at(below) + (position - below) * (at(below + 1) - at(below)))
}
floors[["weighted_quantile"]] <- 1e-10

expected$mad <- function(y) list(mad = mad(y))
floors[["mad"]] <- 1e-10

expected$robust_scores <- function(y) {
    if (length(y) < 3) {
        return(refused())
    }
    apart <- y - median(y)
    scale <- if (mad(y) > 0) mad(y) else 1.253314 * mean(abs(apart))
    list(scores = if (scale > 0) apart / scale else 0 * y)
}
floors[["robust_scores"]] <- 1e-10

expected$summary <- function(y) {
    n <- length(y)
    mean <- mean(y)
    deviation <- if (n > 1) sd(y) else 0
    has_cv <- n > 1 && mean > 1e-14 * max(abs(y)) # not what is left of values that cancel out
    unequal <- all(y >= 0) && sum(y) > 0
    share <- y / mean
    list(five = quantile(y, type = 7), mean = mean, sd = deviation, has_cv = has_cv,
         cv = if (has_cv) deviation / mean else 0, has_inequality = unequal,
         gini = if (unequal) mean(abs(outer(y, y, `-`))) / (2 * mean) else 0,
         theil = if (unequal) mean(ifelse(share > 0, share * log(share), 0)) else 0)
}
# Values less the first of them may sum to 0; Theil's terms cancel.
floors[["summary"]] <- 1e-9
