/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Local regression against R.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>

#include "base/mem.h"
#include "stats_help.h"
#include "zhibiao/stats.h"

/* Passenger miles on commercial airlines of the United States, 1937 to 1960 (millions; R. G. Brown
 * 1963, Smoothing, forecasting and prediction of discrete time series); R's `airmiles`. */
static const double YEARS[] = {1937, 1938, 1939, 1940, 1941, 1942, 1943, 1944,
                               1945, 1946, 1947, 1948, 1949, 1950, 1951, 1952,
                               1953, 1954, 1955, 1956, 1957, 1958, 1959, 1960};
static const double MILES[] = {412,   480,   683,   1052,  1385,  1418,  1634,  2178,
                               3362,  5948,  6109,  5981,  6753,  8003,  10566, 12528,
                               14760, 16769, 19819, 22362, 25340, 25343, 29269, 30514};

/* M. Ezekiel (1930), Methods of correlation analysis: means of the way to stop (feet) of cars of
 * each speed (mph); R: aggregate(dist ~ speed, cars, mean). Uneven distances. */
static const double SPEED[] = {4,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                               16, 17, 18, 19, 20, 22, 23, 24, 25};
static const double DISTANCE[] = {6,  13,       16,   10, 26,   22.5, 21.5, 35,    50.5, 100. / 3,
                                  36, 122. / 3, 64.5, 50, 50.4, 66,   54,   93.75, 85};

static const double MILES_FIT_1[] = {
    462.284444080213, 481.144600401736, 608.902149341212, 845.040288045886, 1188.16598044176,
    1635.52209944898, 2182.71631134404, 2825.45822568747, 3567.77352660194, 4352.22300303947,
    5261.17881451463, 6310.65234929698, 7504.40816922237, 8883.58620302228, 10530.5263482601,
    12475.8236936721, 14666.1798845395, 16854.6223017109, 19101.5823434865, 21425.6971567077,
    23826.9052906385, 26297.390370064,  28826.4857117276, 31404.6955607352};
static const double MILES_LOW_1[] = {
    -656.367636277406, -357.357126531146, -48.2703360275532, 269.74856120383,  621.609065537301,
    1047.02083811571,  1572.29090201554,  2202.85460828057,  2925.893570242,   3710.34304667953,
    4619.29885815469,  5668.77239293703,  6862.52821286243,  8241.70624666233, 9888.64639190011,
    11833.9437373121,  14043.5762671326,  16244.1968923824,  18513.0810821532, 20859.1402418032,
    23251.6135637964,  25640.2178846952,  27987.9839847947,  30286.0434803776};
static const double MILES_HIGH_1[] = {
    1580.93652443783, 1319.64632733462, 1266.07463470998, 1420.33201488794, 1754.72289534623,
    2224.02336078226, 2793.14172067255, 3448.06184309437, 4209.65348296189, 4994.10295939942,
    5903.05877087458, 6952.53230565693, 8146.28812558232, 9525.46615938222, 11172.40630462,
    13117.703650032,  15288.7835019464, 17465.0477110394, 19690.0836048198, 21992.2540716121,
    24402.1970174806, 26954.5628554328, 29664.9874386605, 32523.3476410928};

static const double MILES_FIT_2[] = {
    114.416546150194, 423.838034234109, 747.990211567525, 1089.20059384073, 1450.05931770351,
    1831.19808208738, 2441.97628115203, 3126.12230193294, 3853.2851625148,  4661.02069865378,
    5618.75206630464, 6739.62208710293, 7998.00797560171, 9394.42119206409, 11003.6750935329,
    12909.8428266337, 15069.6059497183, 17336.216754652,  19633.7664045612, 21907.2597683356,
    24186.2972450624, 26464.1050597328, 28731.8222048667, 30988.6342164005};
static const double MILES_LOW_2[] = {
    -906.370789020604, -420.679812739226, 49.2614965772542, 493.738983311809, 899.776163258711,
    1260.73043390079,  1871.50863296544,  2555.65465374635, 3282.81751432821, 4090.55305046719,
    5048.28441811805,  6169.15443891634,  7427.54032741512, 8823.9535438775,  10433.2074453463,
    12339.3751784471,  14499.1383015317,  16765.7491064654, 19063.2987563746, 21356.9766138908,
    23590.8356345335,  25765.3763447425,  27887.3043578934, 29967.8468812297};
static const double MILES_HIGH_2[] = {
    1135.20388132099, 1268.35588120744, 1446.7189265578,  1684.66220436965, 2000.3424721483,
    2401.66573027397, 3012.44392933862, 3696.58995011953, 4423.75281070139, 5231.48834684037,
    6189.21971449123, 7310.08973528952, 8568.4756237883,  9964.88884025068, 11574.1427417194,
    13480.3104748203, 15640.0735979048, 17906.6844028385, 20204.2340527478, 22457.5429227804,
    24781.7588555913, 27162.833774723,  29576.3400518401, 32009.4215515713};

static const double MILES_FIT_3[] = {
    765.244877345325, 633.766871342026, 626.292665741042, 744.203638737517, 988.916103927536,
    1361.7378976091,  1863.75611356463, 2495.82782238413, 3258.56192892102, 4151.86709896434,
    5172.46676840181, 6311.44819260926, 7651.73349327507, 9240.62534234356, 10941.2112723881,
    12749.4700684154, 14676.4898651015, 16730.2213802991, 18915.1425031816, 21232.9649351603,
    23683.05887661,   26262.9799514469, 28968.9853315185, 31797.1627415807};
static const double MILES_LOW_3[] = {
    -341.210560741821, -257.311723376865, -99.8373757054973, 129.245658699262, 432.733033362169,
    822.39554536532,   1316.30348264412,  1931.21477389924,  2678.08721719055, 3560.97306184106,
    4573.75229977625,  5695.52962355653,  7035.81492422235,  8641.910873718,   10350.3172352649,
    12168.9953566849,  14111.8768166166,  16182.7687493786,  18375.8001509379, 20676.781864595,
    23068.1008965718,  25536.8499100004,  28077.9067367997,  30690.7073034935};
static const double MILES_HIGH_3[] = {
    1871.70031543247, 1524.84546606092, 1352.42270718758, 1359.16161877577, 1545.0991744929,
    1901.08024985288, 2411.20874448514, 3060.44087086903, 3839.03664065149, 4742.76113608761,
    5771.18123702736, 6927.36676166198, 8267.65206232779, 9839.33981096911, 11532.1053095114,
    13329.9447801459, 15241.1029135863, 17277.6740112196, 19454.4848554254, 21789.1480057257,
    24298.0168566483, 26989.1099928934, 29860.0639262374, 32903.6181796678};

static const double CARS_FIT_1[] = {
    5.90127023294084, 11.9338735775101, 14.6289065929587, 17.6359208992381, 20.9516542291243,
    24.8417745026509, 28.4663406201751, 32.4133252513185, 36.0283944285161, 39.9611858154828,
    43.5448832968698, 46.2738020269388, 48.6746843706987, 51.066378349727,  54.8745938374986,
    65.1891156500554, 71.5079078983993, 78.6788199618723, 86.8303181522166};
static const double CARS_LOW_1[] = {
    -13.5359256894058, 2.45090958226157, 5.7638936200308,  8.86473249582098, 12.2273944731077,
    15.7261504199086,  19.2387130728906, 22.8894833916984, 26.5045525688961, 30.2858360452141,
    33.8870953913508,  36.7587218000336, 38.855611219462,  41.43169926774,   45.3328911458072,
    56.420236583448,   62.4206495506905, 67.4448865298156, 71.1871038518291};
static const double CARS_HIGH_1[] = {
    25.3384661552875, 21.4168375727587, 23.4939195658865, 26.4071093026551, 29.6759139851409,
    33.9573985853932, 37.6939681674596, 41.9371671109385, 45.5522362881361, 49.6365355857514,
    53.2026712023888, 55.788882253844,  58.4937575219354, 60.701057431714,  64.4162965291899,
    73.9579947166628, 80.5951662461081, 89.912753393929,  102.473532452604};

static const double CARS_FIT_2[] = {
    6.09320319361888, 12.3616418301007, 14.4413244119913, 17.2053184448501, 19.549698773212,
    23.1409639257217, 28.5693988592768, 34.0953398586981, 37.7723902187602, 39.3187995662723,
    40.8150919726343, 45.7808313762101, 49.0241103012569, 52.9609288819668, 55.7846421416591,
    63.4223197975947, 71.3576030588587, 79.2588342898563, 87.7855759283458};
static const double CARS_LOW_2[] = {
    -13.826034152006, 1.76808016823043, 2.49222020315789, 7.60456199673479, 9.01028704000686,
    12.6015521925166, 18.0299871260717, 23.555928125493,  27.2329784855551, 28.7793878330672,
    30.2756802394292, 35.241419643005,  39.4233538531415, 42.602475198043,  45.7038953417313,
    53.341572997667,  61.5525072210213, 67.4021218145176, 71.8867074147227};
static const double CARS_HIGH_2[] = {
    26.0124405392438, 22.9552034919709, 26.3904286208247, 26.8060748929654, 30.0891105064171,
    33.6803756589268, 39.1088105924819, 44.6347515919033, 48.3118019519653, 49.8582112994774,
    51.3545037058394, 56.3202431094152, 58.6248667493722, 63.3193825658906, 65.8653889415868,
    73.5030665975225, 81.1626988966961, 91.1155467651949, 103.684444441969};

typedef struct smooth_case {
    const double *x, *y;
    size_t n;
    double span;
    int degree;
    const double *fitted, *low, *high;
} smooth_case;

/* R 4.2: f <- loess(y ~ x, span = span, degree = degree, surface = "direct", statistics = "exact",
 * family = "gaussian"); p <- predict(f, se = TRUE); p$fit;
 * p$fit - qt(0.975, p$df) * p$se.fit; p$fit + qt(0.975, p$df) * p$se.fit, with 15 digits. */
static void as_r(void **state) {
    (void)state;
    static const smooth_case cases[] = {
        {YEARS, MILES, 24, 0.75, 2, MILES_FIT_1, MILES_LOW_1, MILES_HIGH_1},
        {YEARS, MILES, 24, 0.5, 1, MILES_FIT_2, MILES_LOW_2, MILES_HIGH_2},
        {YEARS, MILES, 24, 1, 2, MILES_FIT_3, MILES_LOW_3, MILES_HIGH_3},
        {SPEED, DISTANCE, 19, 0.75, 2, CARS_FIT_1, CARS_LOW_1, CARS_HIGH_1},
        {SPEED, DISTANCE, 19, 0.4, 1, CARS_FIT_2, CARS_LOW_2, CARS_HIGH_2}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const smooth_case *s = &cases[c];
        double fitted[24];
        double low[24];
        double high[24];
        assert_int_equal(
            zb_stats_loess(fitted, low, high, s->x, s->y, s->n, s->span, s->degree, 0.95), ZB_OK);
        double largest = 0;
        for (size_t i = 0; i < s->n; i++) {
            largest = fmax(largest, fabs(s->y[i]));
        }
        for (size_t i = 0; i < s->n; i++) {
            NEAR(fitted[i], s->fitted[i], 2e-13 * largest);
            NEAR(low[i], s->low[i], 2e-12 * largest);
            NEAR(high[i], s->high[i], 2e-12 * largest);
        }
    }
}

/* A curve of its degree comes back, whatever the span, and years lose no digits. */
static void polynomials_stay(void **state) {
    (void)state;
    dice d = {31};
    for (int round = 0; round < 300; round++) {
        size_t n = (size_t)dice_whole(&d, ZB_STATS_SMOOTH_FROM, 40);
        int degree = round % 2 + 1;
        double span = 0.75 + 0.25 * dice_unit(&d);
        double a = 10 * dice_unit(&d) - 5;
        double b = degree == 2 ? dice_unit(&d) : 0;
        double x[40];
        double y[40];
        for (size_t i = 0; i < n; i++) {
            x[i] = 1990 + (double)i + 0.5 * dice_unit(&d);
            y[i] = 20 + a * (x[i] - 2000) + b * (x[i] - 2000) * (x[i] - 2000);
        }
        double fitted[40];
        double low[40];
        double high[40];
        assert_int_equal(zb_stats_loess(fitted, low, high, x, y, n, span, degree, 0.95), ZB_OK);
        for (size_t i = 0; i < n; i++) {
            NEAR(fitted[i], y[i], 1e-10);
            NEAR(high[i] - low[i], 0, 1e-9);
        }
    }
}

static void smooth_is_equivariant(void **state) {
    (void)state;
    dice d = {32};
    for (int round = 0; round < 200; round++) {
        double x[14];
        double far[14];
        double y[14];
        double z[14];
        for (size_t i = 0; i < 14; i++) {
            x[i] = (double)i;
            far[i] = 2000 + 4 * x[i];
            y[i] = dice_whole(&d, 0, 100);
            z[i] = 300 - 8 * y[i];
        }
        double a[3][14];
        double b[3][14];
        assert_int_equal(zb_stats_loess(a[0], a[1], a[2], x, y, 14, 0.6, 1, 0.9), ZB_OK);
        assert_int_equal(zb_stats_loess(b[0], b[1], b[2], far, z, 14, 0.6, 1, 0.9), ZB_OK);
        for (size_t i = 0; i < 14; i++) {
            NEAR(b[0][i], 300 - 8 * a[0][i], 1e-10);
            NEAR(b[1][i], 300 - 8 * a[2][i], 1e-9);
            NEAR(b[2][i], 300 - 8 * a[1][i], 1e-9);
            assert_true(a[1][i] < a[0][i] && a[0][i] < a[2][i]);
        }
    }
}

static void smooth_domain(void **state) {
    (void)state;
    const double x[] = {1, 2, 3, 4, 5, 6, 7, 8};
    const double tied[] = {1, 2, 3, 3, 5, 6, 7, 8};
    const double falling[] = {8, 7, 6, 5, 4, 3, 2, 1};
    const double holed[] = {1, 2, 3, NAN, 5, 6, 7, 8};
    const double y[] = {3, 1, 4, 1, 5, 9, 2, 6};
    double f[8] = {9};
    double l[8] = {9};
    double h[8] = {9};
    assert_int_equal(zb_stats_loess(f, l, h, NULL, NULL, 0, 0.75, 1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 7, 0.75, 1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, tied, y, 8, 0.75, 1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, falling, y, 8, 0.75, 1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, holed, y, 8, 0.75, 1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, x, holed, 8, 0.75, 1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 8, 0, 1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 8, 1.01, 1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 8, NAN, 1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 8, 0.75, 0, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 8, 0.75, 3, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 8, 0.75, 1, 1), ZB_E_DOMAIN);
    /* Two points, fewer than a line and one more; three, two of them on the edge; and four, which a
     * parabola meets. */
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 8, 0.25, 1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 8, 0.375, 1, 0.95), ZB_E_DOMAIN);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 8, 0.5, 2, 0.95), ZB_E_DOMAIN);
    NEAR(f[0], 9, 0);
    NEAR(l[0], 9, 0);
    NEAR(h[0], 9, 0);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 8, 0.5, 1, 0.95), ZB_OK);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 8, 1, 2, 0.95), ZB_OK);
    const double constant[] = {5, 5, 5, 5, 5, 5, 5, 5};
    assert_int_equal(zb_stats_loess(f, l, h, x, constant, 8, 0.75, 2, 0.95), ZB_OK);
    for (int i = 0; i < 8; i++) {
        NEAR(f[i], 5, 1e-14);
        NEAR(h[i] - l[i], 0, 1e-13);
    }
}

static void smooth_limit(void **state) {
    (void)state;
    enum { LIMIT = 512 };
    double x[LIMIT + 1];
    double y[LIMIT + 1];
    double f[LIMIT + 1];
    double l[LIMIT + 1];
    double h[LIMIT + 1];
    dice d = {33};
    for (int i = 0; i <= LIMIT; i++) {
        x[i] = i;
        y[i] = dice_unit(&d);
    }
    assert_int_equal(zb_stats_loess(f, l, h, x, y, LIMIT, 0.5, 2, 0.95), ZB_OK);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, LIMIT + 1, 0.5, 2, 0.95), ZB_E_LIMIT);
    zb_mem_fail_at(1, 0);
    assert_int_equal(zb_stats_loess(f, l, h, x, y, 20, 0.5, 2, 0.95), ZB_E_NOMEM);
    zb_mem_fail_at(0, 0);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Any size of number, any distances: finite or refused. */
static void wild_input(void **state) {
    (void)state;
    dice d = {34};
    int smoothed = 0;
    for (int round = 0; round < 5000; round++) {
        double x[10];
        double y[10];
        bool even = round % 2;
        for (size_t i = 0; i < 10; i++) {
            double size = pow(10, dice_whole(&d, -307, 307));
            x[i] = even ? (double)i : dice_unit(&d) * size;
            y[i] = (dice_unit(&d) - 0.5) * pow(10, dice_whole(&d, -307, 308));
        }
        qsort(x, 10, sizeof *x, by_size);
        double f[10];
        double l[10];
        double h[10];
        double span = 0.3 + 0.7 * dice_unit(&d);
        int degree = (int)dice_whole(&d, 1, 2);
        if (zb_stats_loess(f, l, h, x, y, 10, span, degree, 0.95) == ZB_OK) {
            for (size_t i = 0; i < 10; i++) {
                assert_true(isfinite(f[i]) && isfinite(l[i]) && isfinite(h[i]));
                assert_true(l[i] <= f[i] && f[i] <= h[i]);
            }
            smoothed++;
        }
    }
    assert_true(smoothed > 1500);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_gsl, gsl_was_silent)

int main(void) {
    const struct CMUnitTest tests[] = {
        WATCHED(as_r),          WATCHED(polynomials_stay), WATCHED(smooth_is_equivariant),
        WATCHED(smooth_domain), WATCHED(smooth_limit),     WATCHED(wild_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
