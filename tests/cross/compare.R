# SPDX-License-Identifier: GPL-3.0-or-later
#
# Regions against each other and against a whole.

expected$ranks <- function(y) list(ranks = rank(-y))

# Draws of R's own: agreement is by simulation.
rank_intervals <- function(rates, draw, level) {
    k <- length(rates)
    draws <- 20000
    set.seed(1)
    ranks <- apply(matrix(draw(k * draws), nrow = k), 2, function(r) rank(-r))
    limits <- apply(matrix(ranks, nrow = k), 1, quantile, c((1 - level) / 2, (1 + level) / 2))
    observed <- rank(-rates)
    list(value = observed, low = pmin(limits[1, ], observed), high = pmax(limits[2, ], observed))
}
expected$rank_intervals <- function(x, n, level) {
    rank_intervals(x / n, function(m) rbeta(m, x + 0.5, n - x + 0.5), level)
}
expected$event_rank_intervals <- function(events, exposure, level) {
    rank_intervals(events / exposure, function(m) rgamma(m, events + 0.5) / exposure, level)
}
# The quantiles of two simulations may be one rank apart.
floors[c("rank_intervals.low", "rank_intervals.high")] <- 1
floors[c("event_rank_intervals.low", "event_rank_intervals.high")] <- 1

# Spiegelhalter (2005), appendix: the lower limit of a count, between whole ones.
funnel_low <- function(p, n, tail) {
    at <- function(n) {
        r <- qbinom(tail, n, p)
        max(r - (pbinom(r, n, p) - tail) / dbinom(r, n, p), 0) / n
    }
    below <- floor(n)
    at(below) + if (n > below) (n - below) * (at(below + 1) - at(below)) else 0
}
expected$funnel_limits <- function(p, n, level, spread) {
    if (p == 0 || p == 1) {
        return(list(low = p, high = p))
    }
    tail <- (1 - level) / 2
    below <- p - funnel_low(p, n, tail)
    above <- 1 - p - funnel_low(1 - p, n, tail)
    list(low = max(p - spread * below, 0), high = min(p + spread * above, 1))
}
expected$funnel_limits_additive <- function(p, n, level, tau2) {
    variance <- p * (1 - p) / n
    spread <- if (variance > 0) sqrt((variance + tau2) / variance) else 1
    expected$funnel_limits(p, n, level, spread)
}
# A limit near 0 is the difference of the proportion and a like distance.
floors[c("funnel_limits", "funnel_limits_additive")] <- 1e-10

expected$proportion_scores <- function(x, n, target) {
    list(z = (x - n * target) / sqrt(n * target * (1 - target)))
}
floors[["proportion_scores"]] <- 1e-10

# Draws of R's own: what is told stands where it is as near to their share as chance allows.
simulated_p <- function(n, pooled, chi2, told) {
    set.seed(1)
    draws <- 2000
    x <- matrix(rbinom(draws * length(n), n, pooled), nrow = length(n))
    p <- colSums(x) / sum(n)
    drawn <- colSums((x - outer(n, p))^2 / outer(n, p * (1 - p)))
    drawn[p == 0 | p == 1] <- 0
    share <- (1 + sum(drawn >= chi2 - 1e-9 * max(chi2, 1))) / (draws + 1)
    if (abs(share - told) < 6.5 * sqrt(told * (1 - told) / draws) + 1 / draws) told else share
}

expected$heterogeneity <- function(x, n, .told) {
    k <- length(x)
    pooled <- sum(x) / sum(n)
    if (k < 2 || pooled == 0 || pooled == 1) {
        return(refused())
    }
    test <- chisq.test(rbind(x, n - x), correct = FALSE)
    chi2 <- unname(test$statistic)
    df <- k - 1
    sparse <- mean(test$expected < 5) > 0.2
    p <- if (sparse) simulated_p(n, pooled, chi2, .told$p) else test$p.value
    z <- (x / n - pooled) / sqrt(pooled * (1 - pooled) / n)
    ends <- quantile(z, c(0.1, 0.9), type = 7)
    phi <- if (p < 0.01) max(mean(pmin(pmax(z, ends[1]), ends[2])^2), 1) else 1
    w <- n / (pooled * (1 - pooled))
    tau2 <- if (phi > 1) max((k * phi - df) / (sum(w) - sum(w^2) / sum(w)), 0) else 0
    list(pooled = pooled, chi2 = chi2, df = df, p = p, simulated = sparse,
         i2 = if (chi2 > df) (chi2 - df) / chi2 else 0, phi = phi, tau2 = tau2)
}
floors[["heterogeneity"]] <- 1e-10
floors[["heterogeneity.p"]] <- 1e-300

# DerSimonian and Laird (1986).
expected$random_effects <- function(effects, variances, level) {
    k <- length(effects)
    if (k < 2) {
        return(refused())
    }
    w <- 1 / variances
    fixed <- sum(w * effects) / sum(w)
    q <- sum(w * (effects - fixed)^2)
    df <- k - 1
    tau2 <- max((q - df) / (sum(w) - sum(w^2) / sum(w)), 0)
    star <- 1 / (variances + tau2)
    mean <- sum(star * effects) / sum(star)
    z <- z_of(level)
    list(value = mean, low = mean - z / sqrt(sum(star)), high = mean + z / sqrt(sum(star)),
         fixed = fixed, fixed_low = fixed - z / sqrt(sum(w)), fixed_high = fixed + z / sqrt(sum(w)),
         q = q, df = df, p = pchisq(q, df, lower.tail = FALSE),
         i2 = if (q > df) (q - df) / q else 0, tau2 = tau2)
}
floors[["random_effects"]] <- 1e-10

expected$adjust <- function(p, holm) list(adjusted = p.adjust(p, if (holm) "holm" else "BH"))

# Columns are made so that more is better; a constant one tells nothing.
expected$index <- function(values, sense, method) {
    m <- length(sense)
    x <- matrix(values, ncol = m, byrow = TRUE)
    k <- nrow(x)
    if (k < 2) {
        return(refused())
    }
    x <- sweep(x, 2, sense, `*`)
    constant <- apply(x, 2, equal)
    each <- function(f, none) {
        sapply(seq_len(m), function(j) if (constant[j]) rep(none, k) else f(x[, j]))
    }
    between <- function(v) (v - min(v)) / (max(v) - min(v))
    parts <- switch(method + 1, each(function(v) (k - rank(-v)) / (k - 1), 0.5),
                    each(function(v) (v - mean(v)) / sd(v), 0), each(between, 0.5),
                    each(between, 0.5))
    parts <- matrix(parts, nrow = k)
    weights <- rep(1 / m, m)
    if (method == 3 && !all(constant)) {
        shares <- sweep(parts, 2, colSums(parts), `/`)
        entropy <- -colSums(ifelse(shares > 0, shares * log(shares), 0)) / log(k)
        told <- ifelse(constant, 0, 1 - entropy)
        weights <- told / sum(told)
    }
    list(scores = parts %*% weights, weights = weights)
}
floors[["index"]] <- 1e-10
