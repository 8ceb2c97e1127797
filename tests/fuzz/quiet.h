/* Put in front of every module of the command in a fuzz target: what it tells
 * people is made, and goes nowhere. */
#ifndef LIBGRADE_TESTS_FUZZ_QUIET_H
#define LIBGRADE_TESTS_FUZZ_QUIET_H

#include <stdio.h>

FILE *quiet_stream(void);

#undef stderr
#define stderr quiet_stream()

#endif
