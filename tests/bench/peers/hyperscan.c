/* Hyperscan, all patterns in one database; see peer.h. With `start` for
 * `scan` it tells where matches begin, too. */
#define _POSIX_C_SOURCE 200809L
#include <hs.h>

#include "peer.h"

static hs_error_t compile(hs_database_t **out, const peer_patterns *patterns, unsigned flag) {
  const size_t count = patterns->count;
  unsigned *flags = calloc(count, sizeof *flags);
  unsigned *numbers = calloc(count, sizeof *numbers);
  peer_must(flags != NULL && numbers != NULL, "memory");
  for (size_t i = 0; i < count; ++i) {
    flags[i] = flag;
    numbers[i] = (unsigned)i;
  }
  hs_compile_error_t *error = NULL;
  const hs_error_t status = hs_compile_multi((const char *const *)patterns->of, flags, numbers,
                                             (unsigned)count, HS_MODE_BLOCK, NULL, out, &error);
  if (error != NULL) {
    fprintf(stderr, "hyperscan: %s: %s\n", error->message,
            error->expression >= 0 ? patterns->of[error->expression] : "");
  }
  hs_free_compile_error(error);
  free(flags);
  free(numbers);
  return status;
}

static bool takes(const char *pattern, unsigned flag) {
  hs_expr_info_t *info = NULL;
  hs_compile_error_t *error = NULL;
  const bool taken = hs_expression_info(pattern, flag, &info, &error) == HS_SUCCESS;
  hs_free_compile_error(error);
  free(info);
  return taken;
}

static int check(const peer_patterns *patterns) {
  for (size_t i = 0; i < patterns->count; ++i) {
    if (!takes(patterns->of[i], 0) || !takes(patterns->of[i], HS_FLAG_SOM_LEFTMOST)) {
      printf("%zu\n", i);
    }
  }
  return EXIT_SUCCESS;
}

static int count(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                 void *context) {
  (void)from;
  (void)to;
  (void)flags;
  peer_count(context, id);
  return 0;
}

typedef struct search {
  hs_database_t *database;
  hs_scratch_t *scratch;
} search;

static void find_all(void *context, const char *text, size_t length, peer_found *found) {
  const search *self = context;
  peer_must(hs_scan(self->database, text, (unsigned)length, 0, self->scratch, count, found) ==
                HS_SUCCESS,
            "scanning");
}

static int scan(const peer_patterns *patterns, char **arguments, unsigned flag) {
  const double begin = clock_now();
  search self = {NULL, NULL};
  peer_must(compile(&self.database, patterns, flag) == HS_SUCCESS, "compiling");
  peer_must(hs_alloc_scratch(self.database, &self.scratch) == HS_SUCCESS, "scratch");
  size_t size = 0;
  hs_database_size(self.database, &size);
  peer_print_build(clock_now() - begin, size);
  peer_scan(find_all, &self, patterns->count, arguments);
  hs_free_scratch(self.scratch);
  hs_free_database(self.database);
  return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
  peer_must(argc >= 3, "usage: peer_hyperscan check|scan|start");
  peer_patterns patterns = peer_read(argv[2]);
  const int status =
      strcmp(argv[1], "check") == 0
          ? check(&patterns)
          : scan(&patterns, argv + 3, strcmp(argv[1], "start") == 0 ? HS_FLAG_SOM_LEFTMOST : 0);
  peer_free(&patterns);
  return status;
}
