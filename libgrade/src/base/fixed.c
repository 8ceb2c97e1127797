#include "base/fixed.h"

bool lg_milli_parse(const char *text, size_t length, lg_milli *value) {
  size_t at = 0;
  bool negative = false;
  if (at < length && (text[at] == '-' || text[at] == '+')) {
    negative = text[at++] == '-';
  }
  int64_t whole = 0;
  size_t digits = 0;
  for (; at < length && text[at] >= '0' && text[at] <= '9'; ++at, ++digits) {
    whole = whole * 10 + (text[at] - '0');
    if (whole > LG_LARGEST_POINTS) {
      return false;
    }
  }
  int64_t decimals = 0;
  if (digits > 0 && at < length && text[at] == '.') {
    int64_t place = LG_ONE / 10;
    for (++at; at < length && text[at] >= '0' && text[at] <= '9' && place > 0; ++at, place /= 10) {
      decimals += place * (text[at] - '0');
    }
    if (text[at - 1] == '.') {
      return false;
    }
  }
  if (digits == 0 || at != length) {
    return false;
  }
  const int64_t magnitude = whole * LG_ONE + decimals;
  if (magnitude > (int64_t)LG_LARGEST_POINTS * LG_ONE) {
    return false;
  }
  *value = negative ? -magnitude : magnitude;
  return true;
}

void lg_milli_write(lg_buffer *out, lg_milli value) {
  if (value < 0) {
    lg_buffer_add_byte(out, '-');
    value = -value;
  }
  lg_buffer_add_unsigned(out, (uint64_t)(value / LG_ONE));
  int64_t rest = value % LG_ONE;
  if (rest == 0) {
    return;
  }
  lg_buffer_add_byte(out, '.');
  for (int64_t place = LG_ONE / 10; rest > 0; place /= 10) {
    lg_buffer_add_byte(out, (char)('0' + rest / place));
    rest %= place;
  }
}

int64_t lg_divide_rounded(int64_t numerator, int64_t denominator) {
  const int64_t half = denominator / 2;
  return numerator >= 0 ? (numerator + half) / denominator : -((-numerator + half) / denominator);
}
