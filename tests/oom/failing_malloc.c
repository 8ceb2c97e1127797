/* Loaded in front of a program (LD_PRELOAD, glibc): malloc, calloc and realloc
 * fail as the environment says.
 *
 *   FAILING_MALLOC_AT=N     the Nth call, counted from 1
 *   FAILING_MALLOC_ON=1     and all behind it
 *   FAILING_MALLOC_COUNT=F  writes how many calls there were to file F, at the end */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What glibc keeps for those who stand in front of its own. */
extern void *__libc_malloc(size_t size);                   // NOLINT(bugprone-reserved-identifier)
extern void *__libc_calloc(size_t count, size_t size);     // NOLINT(bugprone-reserved-identifier)
extern void *__libc_realloc(void *block, size_t new_size); // NOLINT(bugprone-reserved-identifier)

static atomic_ulong calls;
static unsigned long fail_at; /* 0 until the environment was read: none fails */
static bool for_good;

__attribute__((constructor)) static void read_environment(void) {
  const char *at = getenv("FAILING_MALLOC_AT");
  for_good = getenv("FAILING_MALLOC_ON") != NULL;
  atomic_store(&calls, 0);
  fail_at = at == NULL ? 0 : strtoul(at, NULL, 10);
}

__attribute__((destructor)) static void write_count(void) {
  const char *path = getenv("FAILING_MALLOC_COUNT");
  char digits[32];
  const unsigned long count = atomic_load(&calls);
  const int descriptor = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (descriptor >= 0) {
    const int length = snprintf(digits, sizeof digits, "%lu\n", count);
    (void)!write(descriptor, digits, (size_t)length);
    close(descriptor);
  }
}

static bool fails(void) {
  const unsigned long call = atomic_fetch_add(&calls, 1) + 1;
  const bool now = fail_at != 0 && (for_good ? call >= fail_at : call == fail_at);
  if (now) {
    errno = ENOMEM;
  }
  return now;
}

__attribute__((visibility("default"))) void *malloc(size_t size) {
  return fails() ? NULL : __libc_malloc(size);
}

__attribute__((visibility("default"))) void *calloc(size_t count, size_t size) {
  return fails() ? NULL : __libc_calloc(count, size);
}

__attribute__((visibility("default"))) void *realloc(void *block, size_t new_size) {
  return fails() ? NULL : __libc_realloc(block, new_size);
}
