/* Points, weights and scores: integers in thousandths. No floating point, so
 * that sums do not depend on order, platform or locale. */
#ifndef LG_BASE_FIXED_H
#define LG_BASE_FIXED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

typedef int64_t lg_milli;

enum { LG_ONE = 1000, LG_LARGEST_POINTS = 1000000 };

/* Reads "-12.5": sign, digits, at most three decimals, nothing else; absolute
 * value up to LG_LARGEST_POINTS. Returns false otherwise. */
bool lg_milli_parse(const char *text, size_t length, lg_milli *value);

/* Writes without trailing zeros: 2500 is "2.5", 3000 is "3", -50 is "-0.05". */
void lg_milli_write(lg_buffer *out, lg_milli value);

/* numerator / denominator, rounded half away from zero; denominator > 0. */
int64_t lg_divide_rounded(int64_t numerator, int64_t denominator);

#endif
