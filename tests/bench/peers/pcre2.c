/* A loop of PCRE2 over the patterns; see peer.h. With `interpret` for `scan` it does
 * without its compiler to machine code. */
#define _POSIX_C_SOURCE 200809L
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "peer.h"

static pcre2_code *compile(const char *pattern, bool jit) {
  int error;
  PCRE2_SIZE offset;
  pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                                   PCRE2_NO_AUTO_CAPTURE, &error, &offset, NULL);
  if (code != NULL && jit && pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0) {
    pcre2_code_free(code);
    code = NULL;
  }
  return code;
}

typedef struct search {
  pcre2_code **codes;
  size_t count;
  pcre2_match_data *data;
  bool jit;
} search;

static void find(const search *self, size_t number, const char *text, size_t length,
                 peer_found *found) {
  size_t from = 0;
  while (from <= length) {
    const int result = self->jit ? pcre2_jit_match(self->codes[number], (PCRE2_SPTR)text, length,
                                                   from, 0, self->data, NULL)
                                 : pcre2_match(self->codes[number], (PCRE2_SPTR)text, length, from,
                                               0, self->data, NULL);
    if (result < 0) {
      return;
    }
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(self->data);
    peer_count(found, number);
    from = at[1] > at[0] ? at[1] : at[1] + 1;
  }
}

static int check(const peer_patterns *patterns) {
  for (size_t i = 0; i < patterns->count; ++i) {
    pcre2_code *code = compile(patterns->of[i], true);
    if (code == NULL) {
      printf("%zu\n", i);
    }
    pcre2_code_free(code);
  }
  return EXIT_SUCCESS;
}

static size_t size_of(const search *self) {
  size_t sum = 0;
  for (size_t i = 0; i < self->count; ++i) {
    size_t size = 0;
    pcre2_pattern_info(self->codes[i], PCRE2_INFO_SIZE, &size);
    sum += size;
    pcre2_pattern_info(self->codes[i], PCRE2_INFO_JITSIZE, &size);
    sum += self->jit ? size : 0;
  }
  return sum;
}

static void find_all(void *context, const char *text, size_t length, peer_found *found) {
  const search *self = context;
  for (size_t i = 0; i < self->count; ++i) {
    find(self, i, text, length, found);
  }
}

static int scan(const peer_patterns *patterns, char **arguments, bool jit) {
  const double begin = clock_now();
  search self = {.codes = calloc(patterns->count, sizeof(pcre2_code *)),
                 .count = patterns->count,
                 .data = pcre2_match_data_create(1, NULL),
                 .jit = jit};
  peer_must(self.codes != NULL && self.data != NULL, "memory");
  for (size_t i = 0; i < patterns->count; ++i) {
    self.codes[i] = compile(patterns->of[i], jit);
    peer_must(self.codes[i] != NULL, patterns->of[i]);
  }
  peer_print_build(clock_now() - begin, size_of(&self));
  peer_scan(find_all, &self, patterns->count, arguments);
  for (size_t i = 0; i < patterns->count; ++i) {
    pcre2_code_free(self.codes[i]);
  }
  free(self.codes);
  pcre2_match_data_free(self.data);
  return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
  peer_must(argc >= 3, "usage: peer_pcre2 check|scan|interpret");
  peer_patterns patterns = peer_read(argv[2]);
  const int status = strcmp(argv[1], "check") == 0
                         ? check(&patterns)
                         : scan(&patterns, argv + 3, strcmp(argv[1], "scan") == 0);
  peer_free(&patterns);
  return status;
}
