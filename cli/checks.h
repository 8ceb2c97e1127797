/* Checks for reports: what was asked of answers, each with a verdict. */
#ifndef GRADE_CHECKS_H
#define GRADE_CHECKS_H

#include <stdbool.h>
#include <stddef.h>

#include <libgrade/libgrade.h>

typedef struct check_list {
  lgr_check *items; /* messages are owned, rules are borrowed from the results */
  size_t count;
  size_t capacity;
} check_list;

/* Adds one about answer `result`, after those of earlier answers. Takes
 * `message` over. */
void add_check(check_list *list, size_t result, const char *rule, bool met, char *message);
/* Puts another message in its place; takes it over. */
void change_message(lgr_check *check, char *message);
void free_checks(check_list *list);

#endif
