/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Grey print: the lightness of a colour (ITU-R BT.709), with blue made darker and orange lighter,
 * for the two of the palette are as light as each other.
 */
#include <math.h>

#include "zhibiao/chart.h"

zb_color zb_theme_of(zb_theme theme, zb_color color) {
    static const double darker = 0.22, lighter = 0.07, full = 147; /* blue less red of ZB_BLUE */
    if (theme == ZB_THEME_COLOR || color == ZB_NO_COLOR) {
        return color;
    }
    double red = (color >> 16) & 0xFF, green = (color >> 8) & 0xFF, blue = color & 0xFF;
    double light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    double hue = fmax(-1, fmin(1, (blue - red) / full));
    light -= (255 - light) * hue * (hue > 0 ? darker : lighter);
    zb_color level = (zb_color)lround(fmax(0, light));
    return level << 16 | level << 8 | level;
}
