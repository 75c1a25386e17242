/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Priors by maximum likelihood, and what they make of one region.
 */
#include "cross.h"

#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

static void put_prior(const zb_prior *prior) {
    cross_put("a", prior->a);
    cross_put("b", prior->b);
    cross_put("mean", prior->mean);
    cross_put("log_likelihood", prior->log_likelihood);
    cross_put("pooled", prior->pooled);
}

static void one_beta(dice *d, const gsl_rng *rng) {
    static const double sizes[] = {8, 100, 3000};
    double x[CROSS_LONGEST];
    double n[CROSS_LONGEST];
    zb_prior prior;
    zb_estimate e;
    size_t k = (size_t)dice_whole(d, 2, 30);
    double size = sizes[(size_t)dice_whole(d, 0, 2)];
    double p = 0.02 + 0.96 * dice_unit(d);
    double strength = dice_unit(d) < 0.3 ? 0 : exp(6 * dice_unit(d));
    double level = cross_level(d);
    for (size_t i = 0; i < k; i++) {
        n[i] = dice_whole(d, 1, size);
        double q = strength > 0 ? gsl_ran_beta(rng, strength * p, strength * (1 - p)) : p;
        x[i] = gsl_ran_binomial(rng, q, (unsigned)n[i]);
    }
    cross_begin("beta_binomial");
    cross_put_all("x", x, k);
    cross_put_all("n", n, k);
    if (cross_result(zb_stats_beta_binomial(&prior, x, n, k))) {
        put_prior(&prior);
    }
    cross_end();
    cross_begin("beta_shrink");
    cross_put("a", prior.a);
    cross_put("b", prior.b);
    cross_put("mean", prior.mean);
    cross_put("pooled", prior.pooled);
    cross_put("x", x[0]);
    cross_put("n", n[0]);
    cross_put("level", level);
    if (cross_result(zb_stats_beta_shrink(&e, &prior, x[0], n[0], level))) {
        cross_put_estimate(e);
    }
    cross_end();
}

static void one_gamma(dice *d, const gsl_rng *rng) {
    double events[CROSS_LONGEST];
    double exposure[CROSS_LONGEST];
    zb_prior prior;
    zb_estimate e;
    size_t k = (size_t)dice_whole(d, 2, 30);
    double rate = exp(8 * dice_unit(d) - 5);
    double shape = dice_unit(d) < 0.3 ? 0 : exp(5 * dice_unit(d) - 1);
    double level = cross_level(d);
    for (size_t i = 0; i < k; i++) {
        exposure[i] = dice_whole(d, 1, 400) / 4;
        double mean = shape > 0 ? gsl_ran_gamma(rng, shape, rate / shape) : rate;
        events[i] = gsl_ran_poisson(rng, mean * exposure[i]);
    }
    cross_begin("gamma_poisson");
    cross_put_all("events", events, k);
    cross_put_all("exposure", exposure, k);
    if (cross_result(zb_stats_gamma_poisson(&prior, events, exposure, k))) {
        put_prior(&prior);
    }
    cross_end();
    cross_begin("gamma_shrink");
    cross_put("a", prior.a);
    cross_put("b", prior.b);
    cross_put("mean", prior.mean);
    cross_put("pooled", prior.pooled);
    cross_put("events", events[0]);
    cross_put("exposure", exposure[0]);
    cross_put("level", level);
    if (cross_result(zb_stats_gamma_shrink(&e, &prior, events[0], exposure[0], level))) {
        cross_put_estimate(e);
    }
    cross_end();
}

void cross_shrink(dice *d, size_t rounds) {
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
    if (!rng) {
        abort();
    }
    gsl_rng_set(rng, (unsigned long)dice_whole(d, 1, 1e9));
    for (size_t i = 0; i < rounds; i++) {
        one_beta(d, rng);
        one_gamma(d, rng);
    }
    gsl_rng_free(rng);
}
