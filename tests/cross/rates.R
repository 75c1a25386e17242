# SPDX-License-Identifier: GPL-3.0-or-later
#
# Proportions, event rates and changes.

estimate <- function(value, limits) list(value = value, low = limits[1], high = limits[2])
whole <- function(x) all(x == floor(x))
z_of <- function(level) qnorm((1 - level) / 2, lower.tail = FALSE)

# Exact at the ends, where prop.test leaves what rounding does.
expected$wilson <- function(x, n, level) {
    limits <- prop.test(x, n, conf.level = level, correct = FALSE)$conf.int
    estimate(x / n, c(if (x > 0) limits[1] else 0, if (x < n) limits[2] else 1))
}
floors[["wilson.low"]] <- 1e-15

# prop.test cuts the correction at |x - n p| of its null hypothesis p, so that one far from x / n
# leaves the correction whole; where n is too small for that the limits are those of x -+ 1/2.
expected$wilson_cc <- function(x, n, level) {
    null <- if (x < n / 2) 1 - 1e-9 else 1e-9
    plain <- function(x) prop.test(x, n, conf.level = level, correct = FALSE)$conf.int
    limits <- if (abs(x - n * null) >= 0.5) {
        prop.test(x, n, p = null, conf.level = level, correct = TRUE)$conf.int
    } else {
        c(if (x > 0.5) plain(x - 0.5)[1] else 0, if (x + 0.5 < n) plain(x + 0.5)[2] else 1)
    }
    estimate(x / n, c(if (x > 0) limits[1] else 0, if (x < n) limits[2] else 1))
}

exact_proportion <- function(x, n, level) {
    if (whole(c(x, n)) && n <= 1e5) {
        return(binom.test(x, n, conf.level = level)$conf.int)
    }
    tail <- (1 - level) / 2
    c(if (x > 0) qbeta(tail, x, n - x + 1) else 0,
      if (x < n) qbeta(tail, x + 1, n - x, lower.tail = FALSE) else 1)
}
expected$clopper_pearson <- function(x, n, level) estimate(x / n, exact_proportion(x, n, level))

exact_mean <- function(events, level) {
    if (whole(events) && events <= 1e5) {
        return(poisson.test(events, conf.level = level)$conf.int)
    }
    tail <- (1 - level) / 2
    c(if (events > 0) qgamma(tail, events) else 0, qgamma(tail, events + 1, lower.tail = FALSE))
}
expected$poisson_exact <- function(events, level) estimate(events, exact_mean(events, level))

# Breslow and Day (1987), formula 2.13. Below 0 there is no mean.
byar <- function(events, level) {
    z <- z_of(level)
    above <- events + 1
    low <- if (events > 0) events * (1 - 1 / (9 * events) - z / (3 * sqrt(events)))^3 else 0
    c(max(low, 0), above * (1 - 1 / (9 * above) + z / (3 * sqrt(above)))^3)
}
expected$poisson_byar <- function(events, level) estimate(events, byar(events, level))

expected$event_rate <- function(events, exposure, per, level) {
    limits <- if (events < 10) exact_mean(events, level) else byar(events, level)
    estimate(events / exposure * per, limits / exposure * per)
}

expected$pool <- function(x, n, level) {
    rates <- x / n
    k <- length(rates)
    mean <- mean(rates)
    limits <- if (k > 1 && max(rates) - min(rates) > 1e-9 * mean) {
        t.test(rates, conf.level = level)$conf.int
    } else {
        mean + c(-1, 1) * (if (k > 1) qt((1 + level) / 2, k - 1) * sd(rates) / sqrt(k) else 0)
    }
    c(expected$wilson(sum(x), sum(n), level),
      list(has = max(rates) > min(rates), mean = mean, mean_low = max(limits[1], 0), mean_high = min(limits[2], 1)))
}
floors[["pool.low"]] <- 1e-15
# Where the rates lie far apart the lower limit is the difference of two like numbers.
floors[["pool.mean_low"]] <- 1e-12

# Newcombe (1998), method 10: squares of the distances to the score limits are added.
expected$newcombe <- function(x, n, level) {
    one <- expected$wilson(x[1], n[1], level)
    two <- expected$wilson(x[2], n[2], level)
    value <- two$value - one$value
    low <- value - sqrt((two$value - two$low)^2 + (one$high - one$value)^2)
    high <- value + sqrt((two$high - two$value)^2 + (one$value - one$low)^2)
    estimate(value, c(max(low, -1), min(high, 1)))
}
# Differences of proportions, which cancel.
floors[["newcombe"]] <- 1e-10

expected$two_proportions_p <- function(x, n) {
    if (sum(x) == 0 || sum(x) == sum(n)) {
        return(list(p = 1))
    }
    list(p = prop.test(x, n, correct = FALSE)$p.value)
}
# Below this a double has fewer digits.
floors[["two_proportions_p"]] <- 1e-300

expected$fisher_p <- function(x, n) {
    table <- rbind(x, n - x)
    list(p = fisher.test(table)$p.value, least = min(outer(rowSums(table), n) / sum(n)))
}
floors[["fisher_p"]] <- 1e-300

# The odds of the exact limits of b of a + b. (poisson.test would do, but is slow for large counts,
# and the quantiles of the F distribution are not exact for many degrees of freedom.)
expected$count_ratio <- function(a, b, level) {
    if (a == 0) {
        return(refused())
    }
    if (a + b <= 1e5) {
        return(estimate(b / a, poisson.test(c(b, a), conf.level = level)$conf.int))
    }
    tail <- (1 - level) / 2
    low <- if (b > 0) qbeta(tail, b, a + 1) / qbeta(tail, a + 1, b, lower.tail = FALSE) else 0
    high <- qbeta(tail, b + 1, a, lower.tail = FALSE) / qbeta(tail, a, b + 1)
    estimate(b / a, c(low, high))
}

expected$change <- function(from, to) {
    ratio <- from > 0 && to > 0
    list(absolute = to - from, has_ratio = ratio, has_percent = from > 0,
         percent = if (from > 0) 100 * (to / from - 1) else 0,
         log_ratio = if (ratio) log(to) - log(from) else 0)
}
# Of two like values.
floors[["change"]] <- 1e-10

# Over all corners of the box that the rounding leaves.
expected$implied_former <- function(now, change, halves, percent) {
    corners <- expand.grid(now = now + c(-1, 1) * halves[1], change = change + c(-1, 1) * halves[2])
    if (percent && any(corners$change <= -100)) {
        return(refused())
    }
    former <- function(now, change) if (percent) now / (1 + change / 100) else now - change
    at <- former(corners$now, corners$change)
    estimate(former(now, change), range(at))
}
floors[["implied_former"]] <- 1e-10

expected$cagr <- function(first, last, years) {
    if (first <= 0 || last < 0 || years <= 0) {
        return(refused())
    }
    list(growth = exp(log(last / first) / years) - 1)
}
floors[["cagr"]] <- 1e-10
