/* Runs the examples of Markdown files about the rubric language, through the
 * public API:
 *
 *   rubric_spec FILE.md...
 *
 * A block ```yaml rubric (or ```rubric) is a rubric; each block ```answer that
 * follows is graded with it, and must come out as its first line says:
 *
 *   answer 2                 the first criterion reaches level 2
 *   answer criterion=a.b 2   that criterion does
 *   answer score=37.5 band=mid penalty=1 design=no   all given must hold
 *   answer 1 prompt="..."    the question that was answered
 *   answer 1 quote="..."     a piece of evidence of the criterion
 *
 * ```rubric error=R303 must be rejected with that code. A block ```yaml that has
 * a line `rubric: ...` is a whole rubric and must be read without errors.
 *
 * To keep examples short, a rubric block may have `level:` at the top, which
 * stands for the levels of its only criterion; `gaps`, `topic`, `at_most` and
 * `listed` beside it are that criterion's, too; what every rubric needs is added. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libgrade/libgrade.h>

/* -- text --------------------------------------------------------------------- */

typedef struct text {
  char *bytes;
  size_t length;
  size_t capacity;
} text;

static void add(text *to, const char *bytes, size_t length) {
  if (to->length + length + 1 > to->capacity) {
    to->capacity = (to->length + length + 1) * 2;
    to->bytes = realloc(to->bytes, to->capacity);
    if (to->bytes == NULL) {
      abort();
    }
  }
  memcpy(to->bytes + to->length, bytes, length);
  to->length += length;
  to->bytes[to->length] = '\0';
}

static void add_string(text *to, const char *string) {
  add(to, string, strlen(string));
}

static void clear(text *of) {
  of->length = 0;
  add(of, "", 0);
}

static bool read_file(const char *path, text *into) {
  char chunk[65536];
  FILE *file = fopen(path, "rb");
  size_t got;
  if (file == NULL) {
    return false;
  }
  clear(into);
  while ((got = fread(chunk, 1, sizeof chunk, file)) > 0) {
    add(into, chunk, got);
  }
  fclose(file);
  return true;
}

/* -- short rubrics ------------------------------------------------------------ */

static bool has_key(const char *yaml, const char *key) {
  const size_t length = strlen(key);
  for (const char *line = yaml; line != NULL && *line != '\0'; line = strchr(line, '\n')) {
    line += *line == '\n' ? 1 : 0;
    if (strncmp(line, key, length) == 0 && line[length] == ':') {
      return true;
    }
  }
  return false;
}

/* Whether a line goes on with the value of the key before it. */
static bool continues(const char *line) {
  return *line == ' ' || *line == '-' || *line == '\n' || *line == '#' || *line == '\0';
}

static const char *const MOVED[] = {"level:", "gaps:", "topic:", "at_most:", "listed:"};

static bool is_moved(const char *line) {
  for (size_t i = 0; i < sizeof MOVED / sizeof MOVED[0]; ++i) {
    if (strncmp(line, MOVED[i], strlen(MOVED[i])) == 0) {
      return true;
    }
  }
  return false;
}

static void add_missing(text *to, const char *yaml) {
  static const char *const LINES[][2] = {{"rubric", "rubric: example\n"},
                                         {"format", "format: 1\n"},
                                         {"version", "version: 1.0.0\n"},
                                         {"title", "title: An example\n"},
                                         {"language", "language: en\n"}};
  for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; ++i) {
    if (!has_key(yaml, LINES[i][0])) {
      add_string(to, LINES[i][1]);
    }
  }
}

/* The rubric that a block stands for. */
static void complete(const char *yaml, text *whole) {
  text criterion = {0};
  clear(whole);
  clear(&criterion);
  add_missing(whole, yaml);
  bool moving = false;
  for (const char *line = yaml; *line != '\0';) {
    const size_t length = strcspn(line, "\n") + (strchr(line, '\n') != NULL ? 1 : 0);
    moving = continues(line) ? moving : is_moved(line);
    if (!moving) {
      add(whole, line, length);
    } else {
      const bool level = strncmp(line, "level:", 6) == 0;
      add_string(&criterion, level ? "        levels:" : "        ");
      add(&criterion, line + (level ? 6 : 0), length - (level ? 6 : 0));
    }
    line += length;
  }
  if (criterion.length > 0) {
    add_string(whole,
               "sections:\n  - id: t\n    title: T\n    criteria:\n      - id: t.it\n"
               "        title: It\n        points: 2\n        advice: a\n        probe: p\n");
    add(whole, criterion.bytes, criterion.length);
  }
  free(criterion.bytes);
}

/* -- the words behind ``` ----------------------------------------------------- */

/* The value of `key=value` or `key="value"` in an info string. */
static bool find_word(const char *info, const char *key, char *value, size_t size) {
  const size_t length = strlen(key);
  const char *at = info;
  while ((at = strstr(at, key)) != NULL) {
    if (at > info && at[-1] == ' ' && at[length] == '=') {
      at += length + 1;
      const bool quoted = *at == '"';
      at += quoted ? 1 : 0;
      const size_t end = strcspn(at, quoted ? "\"" : " ");
      snprintf(value, size, "%.*s", (int)end, at);
      return true;
    }
    at += length;
  }
  return false;
}

/* The bare number among the words, or -1. */
static long find_level(const char *info) {
  bool quoted = false;
  for (const char *at = info; *at != '\0'; ++at) {
    quoted = *at == '"' ? !quoted : quoted;
    const bool alone = at > info && at[-1] == ' ' && (at[1] == ' ' || at[1] == '\0');
    if (!quoted && *at >= '0' && *at <= '9' && alone) {
      return *at - '0';
    }
  }
  return -1;
}

/* -- running ------------------------------------------------------------------ */

typedef struct runner {
  const char *path;
  size_t line; /* of the block at hand */
  lgr_rubric *rubric;
  lgr_grader *grader;
  size_t checks;
  size_t failures;
} runner;

static void fail(runner *self, const char *what) {
  ++self->failures;
  printf("%s:%zu: %s\n", self->path, self->line, what);
}

static void print_diagnostics(const lgr_diagnostics *list) {
  for (size_t i = 0; i < lgr_diagnostics_count(list); ++i) {
    lgr_diagnostic item = {.size = sizeof item};
    if (lgr_diagnostics_get(list, i, &item) == LGR_OK && item.severity == LGR_ERROR) {
      printf("    %s:%u:%u: %s [%s] %s\n", item.origin, (unsigned)item.line, (unsigned)item.column,
             item.message, item.code, item.hint);
    }
  }
}

static bool was_reported(const lgr_diagnostics *list, const char *code) {
  for (size_t i = 0; i < lgr_diagnostics_count(list); ++i) {
    lgr_diagnostic item = {.size = sizeof item};
    if (lgr_diagnostics_get(list, i, &item) == LGR_OK && strcmp(item.code, code) == 0) {
      return true;
    }
  }
  return false;
}

static void drop_rubric(runner *self) {
  lgr_grader_free(self->grader);
  lgr_rubric_free(self->rubric);
  self->grader = NULL;
  self->rubric = NULL;
}

static void run_rubric(runner *self, const char *yaml, const char *info) {
  char code[16];
  text whole = {0};
  lgr_diagnostics *diagnostics = NULL;
  drop_rubric(self);
  complete(yaml, &whole);
  if (lgr_diagnostics_new(&diagnostics, NULL) != LGR_OK) {
    abort();
  }
  ++self->checks;
  const lgr_status status =
      lgr_rubric_parse(&self->rubric, whole.bytes, whole.length, NULL, diagnostics);
  if (find_word(info, "error", code, sizeof code)) {
    if (status == LGR_OK || !was_reported(diagnostics, code)) {
      fail(self, "this rubric must be rejected with the given code");
      print_diagnostics(diagnostics);
    }
  } else if (status != LGR_OK) {
    fail(self, "this rubric must be accepted");
    print_diagnostics(diagnostics);
  } else if (lgr_grader_new(&self->grader, self->rubric, NULL) != LGR_OK) {
    abort();
  }
  lgr_diagnostics_free(diagnostics);
  free(whole.bytes);
}

static size_t find_criterion(const lgr_result *result, const char *info) {
  char id[80];
  if (!find_word(info, "criterion", id, sizeof id)) {
    return 0;
  }
  size_t index = 0;
  lgr_criterion_result criterion = {.size = sizeof criterion};
  while (lgr_result_criterion(result, index, &criterion) == LGR_OK &&
         strcmp(criterion.id, id) != 0) {
    ++index;
  }
  return index;
}

static void print_evidence(const lgr_result *result, size_t criterion) {
  lgr_evidence evidence = {.size = sizeof evidence};
  for (size_t i = 0; lgr_result_criterion_evidence(result, criterion, i, &evidence) == LGR_OK;
       ++i) {
    printf("    %s: \"%s\"\n", evidence.signal, evidence.text);
  }
}

static void check_criterion(runner *self, const lgr_result *result, const char *info) {
  char quote[400];
  const size_t index = find_criterion(result, info);
  const long level = find_level(info);
  lgr_criterion_result criterion = {.size = sizeof criterion};
  if (lgr_result_criterion(result, index, &criterion) != LGR_OK) {
    fail(self, "the rubric has no such criterion");
    return;
  }
  if (level >= 0 && criterion.level != (uint32_t)level) {
    fail(self, "the level differs:");
    printf("    expected %ld, got %u: %s\n", level, (unsigned)criterion.level, criterion.reason);
    print_evidence(result, index);
  }
  if (find_word(info, "quote", quote, sizeof quote)) {
    lgr_evidence evidence = {.size = sizeof evidence};
    bool found = false;
    for (size_t i = 0; lgr_result_criterion_evidence(result, index, i, &evidence) == LGR_OK; ++i) {
      found |= strcmp(evidence.text, quote) == 0;
    }
    if (!found) {
      fail(self, "no evidence quotes this; there is:");
      print_evidence(result, index);
    }
  }
}

static void check_totals(runner *self, const lgr_result *result, const char *info) {
  char value[80];
  if (find_word(info, "score", value, sizeof value)) {
    char got[32];
    const int64_t score = lgr_result_score(result);
    snprintf(got, sizeof got, "%" PRId64 ".%" PRId64, score / 1000, score % 1000 / 100);
    if (strcmp(got, value) != 0) {
      fail(self, "the score differs:");
      printf("    expected %s, got %s\n", value, got);
    }
  }
  if (find_word(info, "band", value, sizeof value)) {
    const char *band = lgr_result_band(result);
    if (band == NULL || strcmp(band, value) != 0) {
      fail(self, "the band differs:");
      printf("    expected %s, got %s\n", value, band != NULL ? band : "none");
    }
  }
  if (find_word(info, "penalty", value, sizeof value)) {
    lgr_penalty_result penalty = {.size = sizeof penalty};
    if (lgr_result_penalty(result, 0, &penalty) != LGR_OK || penalty.present != (value[0] == '1')) {
      fail(self, "the penalty differs");
    }
  }
  if (find_word(info, "design", value, sizeof value) &&
      (lgr_result_is_design(result) != 0) != (value[0] == 'y')) {
    fail(self, "the design gate differs");
  }
}

static void run_answer(runner *self, const char *bytes, size_t length, const char *info) {
  char prompt[2000];
  if (self->grader == NULL) {
    return; /* the rubric was reported */
  }
  lgr_answer answer = {.size = sizeof answer, .text = bytes, .length = length};
  if (find_word(info, "prompt", prompt, sizeof prompt)) {
    answer.prompt = prompt;
  }
  lgr_result *result = NULL;
  ++self->checks;
  if (lgr_grade(&result, self->grader, &answer) != LGR_OK) {
    fail(self, "the answer cannot be graded");
    return;
  }
  check_criterion(self, result, info);
  check_totals(self, result, info);
  lgr_result_free(result);
}

static void run_block(runner *self, const char *info, const text *block) {
  if (strcmp(info, "yaml rubric") == 0 || strcmp(info, "rubric") == 0 ||
      strncmp(info, "rubric ", 7) == 0 || strncmp(info, "yaml rubric ", 12) == 0) {
    run_rubric(self, block->bytes, info);
  } else if (strcmp(info, "yaml") == 0 && has_key(block->bytes, "rubric")) {
    run_rubric(self, block->bytes, "");
    drop_rubric(self);
  } else if (strncmp(info, "answer", 6) == 0) {
    run_answer(self, block->bytes, block->length, info);
  }
}

/* The number of backquotes that a line begins with; 0 below three. */
static size_t fence_of(const char *line) {
  const size_t count = strspn(line, "`");
  return count >= 3 ? count : 0;
}

static void run_file(runner *self, const char *markdown) {
  text block = {0};
  char info[2400] = "";
  size_t fence = 0; /* of the block at hand */
  size_t line_number = 0;
  for (const char *line = markdown; *line != '\0';) {
    const size_t length = strcspn(line, "\n");
    const size_t step = length + (line[length] == '\n' ? 1 : 0);
    const size_t marks = fence_of(line);
    ++line_number;
    if (fence == 0 && marks > 0) {
      fence = marks;
      self->line = line_number;
      clear(&block);
      snprintf(info, sizeof info, "%.*s", (int)(length - marks), line + marks);
    } else if (fence > 0 && marks >= fence && marks == length) {
      fence = 0;
      run_block(self, info, &block);
    } else if (fence > 0) {
      add(&block, line, step);
    }
    line += step;
  }
  drop_rubric(self);
  free(block.bytes);
}

int main(int count, char **arguments) {
  size_t checks = 0;
  size_t failures = 0;
  for (int i = 1; i < count; ++i) {
    text markdown = {0};
    runner self = {.path = arguments[i]};
    if (!read_file(arguments[i], &markdown)) {
      fprintf(stderr, "%s: cannot be read\n", arguments[i]);
      return 2;
    }
    run_file(&self, markdown.bytes);
    printf("%s: %zu checks, %zu failures\n", arguments[i], self.checks, self.failures);
    checks += self.checks;
    failures += self.failures;
    free(markdown.bytes);
  }
  return failures == 0 && checks > 0 ? 0 : 1;
}
