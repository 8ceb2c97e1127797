#include "checks.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

void add_check(check_list *list, size_t result, const char *rule, bool met, char *message) {
  list->items = grow_memory(list->items, &list->capacity, list->count + 1, sizeof *list->items);
  list->items[list->count++] = (lgr_check){.size = sizeof *list->items,
                                           .result = result,
                                           .rule = rule,
                                           .status = met ? LGR_CHECK_MET : LGR_CHECK_UNMET,
                                           .message = message};
}

/* The library takes messages as constants; those in a list are the list's own. */
static void free_message(lgr_check *check) {
  free((void *)(uintptr_t)check->message);
}

void change_message(lgr_check *check, char *message) {
  free_message(check);
  check->message = message;
}

void free_checks(check_list *list) {
  for (size_t i = 0; i < list->count; ++i) {
    free_message(&list->items[i]);
  }
  free(list->items);
  memset(list, 0, sizeof *list);
}
