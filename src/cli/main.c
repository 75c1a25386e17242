/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "zhibiao/zhibiao.h"

int main(void) {
    printf("zhibiao %s\n", zb_version());
    return 0;
}
