# SPDX-License-Identifier: GPL-3.0-or-later
#
# Generalised linear trends.

# The second fit starts where the first ended: the errors of a fit are of the weights before its
# last step.
precise_glm <- function(formula, family) {
    control <- glm.control(epsilon = 1e-14, maxit = 100)
    first <- glm(formula, family = family, control = control)
    glm(formula, family = family, control = control, start = coef(first))
}

# Wald's limits and test, and those of the quasi families, whose dispersion counts from 1 on.
glm_results <- function(fit, level) {
    s <- summary(fit, dispersion = 1)$coefficients
    slope <- s["x", "Estimate"]
    se <- s["x", "Std. Error"]
    df <- fit$df.residual
    dispersion <- sum(residuals(fit, "pearson")^2) / df
    wide <- se * sqrt(max(dispersion, 1))
    half <- z_of(level) * se
    wide_half <- qt((1 + level) / 2, df) * wide
    list(intercept = s["(Intercept)", "Estimate"], slope = slope, se = se, low = slope - half,
         high = slope + half, p = 2 * pnorm(-abs(slope / se)), deviance = deviance(fit), df = df,
         dispersion = dispersion, wide_low = slope - wide_half, wide_high = slope + wide_half,
         wide_p = 2 * pt(-abs(slope / wide), df))
}

# A constant's slope, deviance and dispersion are 0 but for rounding, and so is a line's rest.
floors[c("poisson_trend", "logistic_trend")] <- 1e-9

# With counts above 0 at two x there is a fit; with such at one x only where others lie on either
# side. One such count is refused in any case.
expected$poisson_trend <- function(x, y, level) {
    at <- range(x[y > 0], Inf, -Inf, finite = TRUE)
    if (length(y) < 3 || sum(y > 0) < 2 || at[1] == at[2]) {
        return(refused())
    }
    glm_results(precise_glm(y ~ x, poisson), level)
}

# Not separated: events and failures overlap along x.
expected$logistic_trend <- function(x, events, trials, level) {
    with <- range(x[events > 0], Inf, -Inf, finite = TRUE)
    without <- range(x[events < trials], Inf, -Inf, finite = TRUE)
    if (length(x) < 3 || sum(events) == 0 || sum(events) == sum(trials) ||
        with[1] >= without[2] || without[1] >= with[2]) {
        return(refused())
    }
    glm_results(precise_glm(cbind(events, trials - events) ~ x, binomial), level)
}
