/* YARA, a rule for each pattern; see peer.h. */
#define _POSIX_C_SOURCE 200809L
#include <yara.h>

#include "peer.h"

/* Its expressions stand between slashes and know groups of one kind. */
static void add_expression(char *rule, size_t room, const char *pattern) {
  size_t used = strlen(rule);
  bool in_class = false;
  for (const char *p = pattern; *p != '\0' && used + 4 < room; ++p) {
    if (*p == '\\' && p[1] != '\0') {
      rule[used++] = *p++;
    } else if (*p == '/') {
      rule[used++] = '\\';
    } else if (!in_class && strncmp(p, "(?:", 3) == 0) {
      rule[used++] = '(';
      p += 2;
      continue;
    } else if (*p == '[' || *p == ']') {
      in_class = *p == '[';
    }
    rule[used++] = *p;
  }
  rule[used] = '\0';
}

static int add(YR_COMPILER *compiler, const char *pattern, size_t number) {
  const size_t room = strlen(pattern) * 2 + 200;
  char *rule = calloc(1, room);
  peer_must(rule != NULL, "memory");
  snprintf(rule, room, "rule r%zu { strings: $a = /", number);
  add_expression(rule, room - 50, pattern);
  strcat(rule, "/ condition: $a }\n");
  const int errors = yr_compiler_add_string(compiler, rule, NULL);
  free(rule);
  return errors;
}

static int check(const peer_patterns *patterns) {
  for (size_t i = 0; i < patterns->count; ++i) {
    YR_COMPILER *compiler = NULL;
    peer_must(yr_compiler_create(&compiler) == ERROR_SUCCESS, "a compiler");
    if (add(compiler, patterns->of[i], i) != 0) {
      printf("%zu\n", i);
    }
    yr_compiler_destroy(compiler);
  }
  return EXIT_SUCCESS;
}

static int count(YR_SCAN_CONTEXT *context, int message, void *data, void *user) {
  if (message == CALLBACK_MSG_RULE_MATCHING) {
    const YR_RULE *rule = data;
    YR_STRING *string;
    yr_rule_strings_foreach(rule, string) {
      YR_MATCH *match;
      yr_string_matches_foreach(context, string, match) {
        peer_count(user, strtoul(rule->identifier + 1, NULL, 10));
      }
    }
  }
  return CALLBACK_CONTINUE;
}

static void find_all(void *rules, const char *text, size_t length, peer_found *found) {
  peer_must(yr_rules_scan_mem(rules, (const uint8_t *)text, length,
                              SCAN_FLAGS_REPORT_RULES_MATCHING, count, found, 0) == ERROR_SUCCESS,
            "scanning");
}

static int scan(const peer_patterns *patterns, char **arguments) {
  const double begin = clock_now();
  YR_COMPILER *compiler = NULL;
  YR_RULES *rules = NULL;
  peer_must(yr_compiler_create(&compiler) == ERROR_SUCCESS, "a compiler");
  for (size_t i = 0; i < patterns->count; ++i) {
    peer_must(add(compiler, patterns->of[i], i) == 0, patterns->of[i]);
  }
  peer_must(yr_compiler_get_rules(compiler, &rules) == ERROR_SUCCESS, "rules");
  yr_compiler_destroy(compiler);
  peer_print_build(clock_now() - begin, 0);
  peer_scan(find_all, rules, patterns->count, arguments);
  yr_rules_destroy(rules);
  return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
  peer_must(argc >= 3, "usage: peer_yara check|scan");
  peer_must(yr_initialize() == ERROR_SUCCESS, "libyara");
  peer_patterns patterns = peer_read(argv[2]);
  const int status = strcmp(argv[1], "check") == 0 ? check(&patterns) : scan(&patterns, argv + 3);
  peer_free(&patterns);
  yr_finalize();
  return status;
}
