# SPDX-License-Identifier: GPL-3.0-or-later
#
# Priors by maximum likelihood. The likelihood is flat at its top, so that not the place of the
# optimum is compared but its height: R's likelihood there is the one that was told, and no search
# of R's finds a higher one. Likelihoods are without ln C(n, x) and without ln y!.

HEIGHT <- 1e-8

# The highest that optim finds from several strengths; both parameters on an unbounded scale.
climb <- function(likelihood, start) {
    bounded <- function(at) {
        value <- if (abs(at[2]) > 18 || abs(at[1]) > 30) -Inf else likelihood(at)
        if (is.finite(value)) value else -1e300
    }
    max(sapply(c(-2, 1, 3, 6, 9), function(strength) {
        control <- list(fnscale = -1, reltol = 1e-15, maxit = 5000)
        first <- optim(c(start, strength), bounded, control = control)
        optim(first$par, bounded, control = control)$value
    }))
}

# What was told of the optimum, its height replaced by what R has where they differ.
judge_prior <- function(told, at_told, best, mean) {
    height <- if (best - at_told > HEIGHT * abs(best)) best else at_told
    list(a = told$a, b = told$b, mean = mean, log_likelihood = height, pooled = told$a == 0)
}

# Where every region has all or none the likelihood rises to the end of no precision.
expected$beta_binomial <- function(x, n, .told) {
    if (length(x) < 3 || sum(x) == 0 || sum(x) == sum(n) || (all(x == 0 | x == n) && any(n > 1))) {
        return(refused())
    }
    likelihood <- function(a, b) sum(lbeta(a + x, b + n - x) - lbeta(a, b))
    scaled <- function(at) {
        m <- plogis(at[1])
        likelihood(m * exp(at[2]), (1 - m) * exp(at[2]))
    }
    pooled <- sum(x) / sum(n)
    best <- climb(scaled, qlogis(pooled))
    if (!length(.told)) {
        return(list())
    }
    if (.told$pooled) {
        at_told <- sum(x) * log(pooled) + sum(n - x) * log(1 - pooled)
        return(judge_prior(.told, at_told, best, pooled))
    }
    judge_prior(.told, likelihood(.told$a, .told$b), best, .told$a / (.told$a + .told$b))
}

expected$gamma_poisson <- function(events, exposure, .told) {
    if (length(events) < 3 || sum(events) == 0) {
        return(refused())
    }
    constant <- -sum(lgamma(events + 1))
    likelihood <- function(a, mean) {
        sum(dnbinom(events, size = a, mu = mean * exposure, log = TRUE)) - constant
    }
    pooled <- sum(events) / sum(exposure)
    best <- climb(function(at) likelihood(exp(at[2]), exp(at[1])), log(pooled))
    if (!length(.told)) {
        return(list())
    }
    if (.told$pooled) {
        at_told <- sum(dpois(events, pooled * exposure, log = TRUE)) - constant
        return(judge_prior(.told, at_told, best, pooled))
    }
    judge_prior(.told, likelihood(.told$a, .told$a / .told$b), best, .told$a / .told$b)
}

stretch <- function(value, limits) estimate(value, c(min(limits[1], value), max(limits[2], value)))

# A prior that was refused is all 0.
expected$beta_shrink <- function(a, b, mean, pooled, x, n, level) {
    if (pooled) {
        return(estimate(mean, c(mean, mean)))
    }
    if (a == 0) {
        return(refused())
    }
    tails <- c(1 - level, 1 + level) / 2
    stretch((a + x) / (a + b + n), qbeta(tails, a + x, b + n - x))
}

expected$gamma_shrink <- function(a, b, mean, pooled, events, exposure, level) {
    if (pooled) {
        return(estimate(mean, c(mean, mean)))
    }
    if (a == 0) {
        return(refused())
    }
    tails <- c(1 - level, 1 + level) / 2
    stretch((a + events) / (b + exposure), qgamma(tails, a + events, rate = b + exposure))
}
