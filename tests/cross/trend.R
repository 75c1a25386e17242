# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lines, tests of trends and smoothing.

# A line that fits without rest leaves errors of rounding where 0 is meant, and a slope of a
# constant is one itself.
floors[c("ols", "predict", "regression", "loess")] <- 1e-9

expected$ols <- function(x, y, level) {
    if (length(y) < 3 || equal(x)) {
        return(refused())
    }
    fit <- lm(y ~ x)
    s <- summary(fit)
    limits <- confint(fit, "x", level = level)
    list(intercept = coef(fit)[[1]], slope = coef(fit)[[2]], low = limits[1], high = limits[2],
         se = s$coefficients["x", "Std. Error"], r2 = if (equal(y)) 0 else s$r.squared,
         sd = s$sigma)
}

expected$predict <- function(x, y, at, level) {
    if (length(y) < 5 || equal(x)) {
        return(refused())
    }
    p <- predict(lm(y ~ x), data.frame(x = at), interval = "prediction", level = level)
    estimate(p[1], p[2:3])
}

expected$regression <- function(m, rows, y) {
    if (length(y) <= m) {
        return(refused())
    }
    x <- matrix(rows, ncol = m, byrow = TRUE)
    s <- summary(lm(y ~ x - 1))
    list(b = s$coefficients[, 1], se = s$coefficients[, 2], sd = s$sigma)
}

# Iterated weighted least squares as GSL's manual has it: residuals adjusted for leverage,
# sigma = MAD / 0.6745 without the smallest p - 1 of them, weights (1 - u^2)^2 with tune 4.685.
# The error is that of J. O. Street, R. J. Carroll, D. Ruppert (1988), equations 3 and 5, with
# W. DuMouchel, F. O'Brien (1989), section 4.1, for few values.
expected$bisquare <- function(x, y, level) {
    n <- length(y)
    if (n < 5 || equal(x)) {
        return(refused())
    }
    line <- lm(y ~ x)
    if (summary(line)$sigma <= 1e-9 * max(abs(y))) {
        return(expected$ols(x, y, level))
    }
    p <- 2
    tune <- 4.685
    spread <- function(r) median(sort(abs(r))[p:n]) / 0.6745
    h <- pmin(hatvalues(line), 0.9999)
    design <- cbind(1, x - mean(x))
    b <- qr.solve(design, y)
    settled <- FALSE
    for (step in 1:1000) {
        r <- as.vector(y - design %*% b)
        adjusted <- r / sqrt(1 - h)
        u <- adjusted / (max(spread(adjusted), 1e-6 * sd(y)) * tune)
        w <- ifelse(abs(u) < 1, (1 - u^2)^2, 0)
        before <- b
        b <- qr.solve(sqrt(w) * design, sqrt(w) * y)
        settled <- all(abs(design %*% (b - before)) <= 1e-12 * spread(r))
        if (settled) {
            break
        }
    }
    if (!settled) {
        return(refused("limit"))
    }
    r <- as.vector(y - design %*% b)
    u <- r / sqrt(1 - h) / (tune * spread(r))
    inside <- abs(u) < 1
    psi <- ifelse(inside, u * (1 - u^2)^2, 0)
    slope_of_psi <- mean(ifelse(inside, (1 - u^2) * (1 - 5 * u^2), 0))
    lambda <- 1 + p / n * (1 - slope_of_psi) / slope_of_psi
    robust <- lambda * sqrt(sum((1 - h) * psi^2) / (n - p)) * tune * spread(r) / slope_of_psi
    usual <- summary(line)$sigma
    sigma <- max(robust, sqrt((usual^2 * p^2 + robust^2 * n) / (p^2 + n)))
    se <- sigma / sqrt(sum((x - mean(x))^2))
    half <- qt((1 + level) / 2, n - p) * se
    list(intercept = b[1] - b[2] * mean(x), slope = b[2], low = b[2] - half, high = b[2] + half,
         se = se, r2 = max(0, 1 - sigma^2 * (n - p) / sum((y - mean(y))^2)), sd = sigma)
}
floors[["bisquare"]] <- 1e-9

# Variance of Kendall's S with ties in both (Kendall 1975).
kendall_variance <- function(x, y) {
    n <- length(y)
    t <- as.numeric(table(x))
    u <- as.numeric(table(y))
    spread <- function(g) sum(g * (g - 1) * (2 * g + 5))
    pairs <- function(g) sum(g * (g - 1))
    triples <- function(g) sum(g * (g - 1) * (g - 2))
    (n * (n - 1) * (2 * n + 5) - spread(t) - spread(u)) / 18 +
        pairs(t) * pairs(u) / (2 * n * (n - 1)) +
        if (n > 2) triples(t) * triples(u) / (9 * n * (n - 1) * (n - 2)) else 0
}

slopes_of <- function(x, y) {
    slopes <- outer(y, y, `-`) / outer(x, x, `-`)
    sort(slopes[upper.tri(slopes) & outer(x, x, `!=`)])
}

expected$theil_sen <- function(x, y, level) {
    if (length(y) < 3 || equal(x)) {
        return(refused())
    }
    slopes <- slopes_of(x, y)
    count <- length(slopes)
    c <- z_of(level) * sqrt(kendall_variance(x, y))
    rank <- max(floor((count - c) / 2), 1)
    estimate(median(slopes), c(slopes[rank], slopes[count + 1 - rank]))
}
# Differences of values.
floors[["theil_sen"]] <- 1e-10

sum_of_signs <- function(y) {
    signs <- sign(outer(y, y, `-`))
    sum(signs[lower.tri(signs)])
}

direction_of <- function(p, s, alpha = 0.05) if (p >= alpha) 1 else if (s > 0) 2 else 3

expected$mann_kendall <- function(y) {
    n <- length(y)
    s <- sum_of_signs(y)
    variance <- if (n < 2) 0 else kendall_variance(seq_along(y), y)
    if (n < 2 || equal(y)) {
        return(list(s = s, variance = variance, z = 0, p = 1, tau = 0, direction = n >= 4))
    }
    tau <- cor(seq_along(y), y, method = "kendall")
    if (n < 4) {
        return(list(s = s, variance = variance, z = 0, p = 1, tau = tau, direction = 0))
    }
    normal <- cor.test(seq_along(y), y, method = "kendall", exact = FALSE, continuity = TRUE)
    exact <- n <= 10 && !anyDuplicated(y)
    p <- if (exact) cor.test(seq_along(y), y, method = "kendall", exact = TRUE)$p.value
         else normal$p.value
    list(s = s, variance = variance, z = if (s == 0) 0 else normal$statistic, p = p, tau = tau,
         direction = direction_of(p, s))
}

# cor.test has S by way of tau.
floors[["mann_kendall.z"]] <- 1e-12

# Autocorrelations of the ranks of the detrended values, those beyond the bounds of white noise
# (Hamed and Rao 1998, equations 8 and 9). The points that the median slope goes through are equal
# but for rounding when the line is taken off: they tie.
expected$hamed_rao <- function(y) {
    n <- length(y)
    plain <- expected$mann_kendall(y)
    if (n < 10) {
        return(modifyList(plain, list(p = 1, z = 0, direction = 0, correction = 1)))
    }
    time <- seq_len(n) - 1
    ranks <- rank(round((y - median(slopes_of(time, y)) * time) / max(abs(y)), 12))
    lags <- 1:(n - 1)
    r <- acf(ranks, lag.max = n - 1, plot = FALSE)$acf[-1]
    r[abs(r) <= qnorm(0.975) / sqrt(n)] <- 0
    correction <- 1 + 2 / (n * (n - 1) * (n - 2)) * sum((n - lags) * (n - lags - 1) *
                                                        (n - lags - 2) * r)
    if (correction <= 0) {
        correction <- 1
    }
    variance <- plain$variance * correction
    z <- (plain$s - sign(plain$s)) / sqrt(variance)
    p <- 2 * pnorm(-abs(z))
    list(s = plain$s, variance = variance, z = z, p = p, tau = plain$tau,
         direction = direction_of(p, plain$s), correction = correction)
}

# All orders of 1 to n, one a row.
orders <- function(n) {
    if (n == 1) {
        return(matrix(1))
    }
    shorter <- orders(n - 1)
    do.call(rbind, lapply(1:n, function(last) cbind(shorter + (shorter >= last), last)))
}
ORDERS_OF_EIGHT <- orders(8)

largest_u <- function(ranks) {
    n <- length(ranks)
    max(abs(2 * cumsum(ranks) - seq_len(n) * (n + 1))[-n])
}

# Exact for eight values by all their orders. From 9 to 14 what is told stands where it is as near to
# the share of shuffled values as chance allows.
pettitt_p <- function(y, k, told) {
    n <- length(y)
    ranks <- rank(y)
    if (n > 14) {
        return(min(1, 2 * exp(-6 * k^2 / (n^3 + n^2))))
    }
    if (n == 8) {
        # Row t: the sums of the first t ranks in each order.
        sums <- apply(matrix(ranks[t(ORDERS_OF_EIGHT)], nrow = 8), 2, cumsum)
        u <- abs(2 * sums - (1:8) * 9)[-8, ]
        return(mean(do.call(pmax, asplit(u, 1)) >= k))
    }
    set.seed(1)
    draws <- 4000
    p <- mean(replicate(draws, largest_u(sample(ranks)) >= k))
    if (abs(p - told) < 4.5 * sqrt(told * (1 - told) / draws) + 1 / draws) told else p
}

expected$pettitt <- function(y, .told) {
    n <- length(y)
    if (n < 8) {
        return(refused())
    }
    if (equal(y)) {
        return(list(k = 0, before = n %/% 2, p = 1, exact = n <= 14, mean_before = y[1],
                    mean_after = y[1]))
    }
    k <- largest_u(rank(y))
    before <- which.max(abs(2 * cumsum(rank(y)) - seq_len(n) * (n + 1))[-n])
    list(k = k, before = before, p = pettitt_p(y, k, .told$p), exact = n <= 14,
         mean_before = mean(y[1:before]), mean_after = mean(y[-(1:before)]))
}

expected$loess <- function(x, y, span, degree, level) {
    fit <- loess(y ~ x, span = span, degree = degree, surface = "direct", statistics = "exact")
    if (fit$one.delta < 1e-9) {
        return(refused()) # runs through every value
    }
    p <- predict(fit, data.frame(x = x), se = TRUE)
    half <- qt((1 + level) / 2, p$df) * p$se.fit
    list(fitted = p$fit, low = p$fit - half, high = p$fit + half)
}
