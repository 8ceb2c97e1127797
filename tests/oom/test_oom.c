/* Memory that runs out: for every call of the public interface the first, the
 * second, the third ... allocation fails, until the call needs no more. Each
 * time it must either say LGR_NO_MEMORY and hand out nothing, or have done its
 * work as if nothing had happened; and it must leave nothing behind. Then the same
 * with only so many bytes to be had.
 * Argument: "all" to leave out no allocation of the calls that need thousands. */
#include <check.h>
#include <libgrade/libgrade.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../support/complete_rubric.h"

/* -- an allocator that checks its caller ------------------------------------------------ */

typedef struct checker {
  size_t blocks; /* in use */
  size_t bytes;
  size_t calls;
  size_t fail_at;    /* number of the call that fails; SIZE_MAX: none */
  bool for_good;     /* and all behind it */
  size_t most_bytes; /* to be in use at a time */
  size_t refused;    /* calls, because of that */
} checker;

static checker memory;

enum { GUARD = 16, FILL = 0xA7 };

typedef struct header {
  size_t size;
  unsigned char guard[GUARD - sizeof(size_t)];
} header;

/* `more` bytes than are in use. */
static bool may_allocate(size_t more) {
  const size_t call = memory.calls++;
  if (memory.bytes > memory.most_bytes || more > memory.most_bytes - memory.bytes) {
    ++memory.refused;
    return false;
  }
  return memory.for_good ? call < memory.fail_at : call != memory.fail_at;
}

static void *new_block(size_t size) {
  unsigned char *raw = malloc(sizeof(header) + size + GUARD);
  if (raw == NULL) {
    ck_abort_msg("the test itself has no memory");
  }
  memset(raw, FILL, sizeof(header) + size + GUARD);
  memcpy(raw, &size, sizeof size);
  ++memory.blocks;
  memory.bytes += size;
  return raw + sizeof(header);
}

/* Its size is the one asked for, and nothing was written around it. (Check's own
 * macros are slow: they are kept for what is wrong.) */
static void check_block(const void *block, size_t size) {
  static const unsigned char guard[GUARD] = {FILL, FILL, FILL, FILL, FILL, FILL, FILL, FILL,
                                             FILL, FILL, FILL, FILL, FILL, FILL, FILL, FILL};
  const unsigned char *raw = (const unsigned char *)block - sizeof(header);
  size_t kept;
  memcpy(&kept, raw, sizeof kept);
  if (kept != size) {
    ck_abort_msg("a block of %zu bytes is said to have %zu", kept, size);
  }
  if (memcmp(raw + sizeof(size_t), guard, sizeof(header) - sizeof(size_t)) != 0 ||
      memcmp(raw + sizeof(header) + size, guard, GUARD) != 0) {
    ck_abort_msg("something was written around a block of %zu bytes", size);
  }
}

static void give_back(void *block, size_t size) {
  check_block(block, size);
  unsigned char *raw = (unsigned char *)block - sizeof(header);
  memset(raw, 0xDD, sizeof(header) + size + GUARD);
  free(raw);
  --memory.blocks;
  memory.bytes -= size;
}

static void *checked_allocate(void *context, size_t size) {
  (void)context;
  if (size == 0) {
    ck_abort_msg("nothing is asked for");
  }
  return may_allocate(size) ? new_block(size) : NULL;
}

static void checked_release(void *context, void *block, size_t size) {
  (void)context;
  if (block == NULL) {
    ck_abort_msg("nothing is given back");
  }
  give_back(block, size);
}

static void *checked_resize(void *context, void *block, size_t old_size, size_t new_size) {
  (void)context;
  if (block == NULL || new_size == 0) {
    ck_abort_msg("resize is asked for nothing");
  }
  check_block(block, old_size);
  if (!may_allocate(new_size > old_size ? new_size - old_size : 0)) {
    return NULL;
  }
  void *made = new_block(new_size);
  memcpy(made, block, old_size < new_size ? old_size : new_size);
  give_back(block, old_size);
  return made;
}

static const lgr_allocator allocator = {checked_allocate, checked_resize, checked_release, NULL};

/* -- trying every failure ------------------------------------------------------------------ */

/* Makes a call and takes back what it handed out; checks both outcomes. */
typedef lgr_status (*attempt)(void *context);

static bool all; /* every allocation of the long calls, too: takes minutes */

/* Fails allocations one by one; of more than `most`, some in even steps. */
static void fail_each(const char *name, attempt call, void *context, size_t most) {
  memory.calls = 0;
  memory.fail_at = SIZE_MAX;
  const size_t blocks = memory.blocks;
  ck_assert_int_eq(call(context), LGR_OK);
  const size_t needed = memory.calls;
  ck_assert_msg(needed > 0, "%s allocates nothing", name);
  ck_assert_msg(memory.blocks == blocks, "%s leaves %zu blocks", name, memory.blocks - blocks);
  const size_t step = all || needed <= most ? 1 : needed / most + 1;
  for (int for_good = 0; for_good < 2; ++for_good) {
    for (size_t at = for_good != 0 ? step / 2 : 0; at < needed; at += step) {
      memory.calls = 0;
      memory.fail_at = at;
      memory.for_good = for_good != 0;
      const lgr_status status = call(context);
      memory.fail_at = SIZE_MAX;
      ck_assert_msg(status == LGR_OK || status == LGR_NO_MEMORY, "%s, call %zu of %zu: %s", name,
                    at, needed, lgr_status_text(status));
      ck_assert_msg(memory.blocks == blocks, "%s, call %zu of %zu, %s: %zu blocks too many", name,
                    at, needed, lgr_status_text(status), memory.blocks - blocks);
    }
  }
}

/* -- results are compared as text ------------------------------------------------------------- */

typedef struct text {
  char bytes[1 << 18];
  size_t length;
} text;

static int add_to_text(void *context, const char *bytes, size_t length) {
  text *t = context;
  ck_assert_uint_le(t->length + length, sizeof t->bytes);
  memcpy(t->bytes + t->length, bytes, length);
  t->length += length;
  return 0;
}

static void check_same(const text *a, const text *b) {
  ck_assert_uint_eq(a->length, b->length);
  ck_assert_mem_eq(a->bytes, b->bytes, a->length);
}

static text expected;
static text found;

static void write_json(text *out, const lgr_result *result) {
  out->length = 0;
  ck_assert_int_eq(lgr_report_write("json", &result, 1, NULL, NULL, add_to_text, out), LGR_OK);
}

static const lgr_answer answer = {.size = sizeof answer,
                                  .text = complete_answer,
                                  .length = sizeof complete_answer - 1,
                                  .name = "answer.md",
                                  .prompt = "Design a pipeline for late events."};

/* A rubric and a grader from plain memory, and what they make of the answer. */
static lgr_rubric *rubric;

static void begin(void) {
  const lgr_rubric_options options = {.size = sizeof options, .read_include = complete_read};
  ck_assert_int_eq(
      lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1, &options, NULL),
      LGR_OK);
  lgr_grader *grader;
  lgr_result *result;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  write_json(&expected, result);
  lgr_result_free(result);
  lgr_grader_free(grader);
}

static void end(void) {
  lgr_rubric_free(rubric);
  ck_assert_uint_eq(memory.blocks, 0);
  ck_assert_uint_eq(memory.bytes, 0);
}

/* -- diagnostics ------------------------------------------------------------------------------- */

static lgr_status use_diagnostics(void *context) {
  (void)context;
  lgr_diagnostics *list = (void *)&expected;
  lgr_status status = lgr_diagnostics_new(&list, &allocator);
  if (status != LGR_OK) {
    ck_assert_ptr_null(list);
    return status;
  }
  const lgr_diagnostic given = {.size = sizeof given,
                                .severity = LGR_ERROR,
                                .code = "X001",
                                .message = "something is wrong",
                                .hint = "do it right"};
  size_t added = 0;
  for (size_t i = 0; i < 300; ++i) {
    const lgr_status one = lgr_diagnostics_add(list, &given);
    added += one == LGR_OK;
    status = one != LGR_OK ? one : status;
  }
  ck_assert_uint_eq(lgr_diagnostics_count(list), added);
  ck_assert_uint_eq(lgr_diagnostics_errors(list), 300);
  ck_assert(status == LGR_OK || lgr_diagnostics_suppressed(list) > 0);
  for (size_t i = 0; i < added; ++i) {
    lgr_diagnostic item = {.size = sizeof item};
    ck_assert_int_eq(lgr_diagnostics_get(list, i, &item), LGR_OK);
    ck_assert_str_eq(item.message, "something is wrong");
    ck_assert_str_eq(item.hint, "do it right");
  }
  lgr_diagnostics_clear(list);
  lgr_diagnostics_free(list);
  return status;
}

START_TEST(diagnostics) {
  fail_each("diagnostics", use_diagnostics, NULL, SIZE_MAX);
  ck_assert_uint_eq(memory.blocks, 0);
}
END_TEST

/* -- rubrics
 * --------------------------------------------------------------------------------------- */

static lgr_status parse(void *context) {
  lgr_diagnostics *list = context;
  const lgr_rubric_options options = {
      .size = sizeof options, .allocator = &allocator, .read_include = complete_read};
  lgr_rubric *made = (void *)&expected;
  const lgr_status status =
      lgr_rubric_parse(&made, complete_rubric, sizeof complete_rubric - 1, &options, list);
  if (status != LGR_OK) {
    ck_assert_ptr_null(made);
    return status;
  }
  ck_assert_uint_eq(lgr_rubric_criterion_count(made), lgr_rubric_criterion_count(rubric));
  ck_assert_str_eq(lgr_rubric_digest(made), lgr_rubric_digest(rubric));
  lgr_grader *grader;
  lgr_result *result;
  ck_assert_int_eq(lgr_grader_new(&grader, made, NULL), LGR_OK);
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  write_json(&found, result);
  check_same(&expected, &found);
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(made);
  return LGR_OK;
}

START_TEST(parsing_a_rubric) {
  begin();
  fail_each("lgr_rubric_parse", parse, NULL, 200);
  end();
}
END_TEST

/* A rubric full of faults: they are told, or memory ran out. */
static lgr_status parse_wrong(void *context) {
  (void)context;
  static const char wrong[] =
      "rubric: Wrong Name\nformat: 1\nversion: 1\ntitle: T\nlanguage: en\nunknwon: 1\n"
      "concepts:\n  a: [\"(b\", \"{nothing} c\", \"[z-a]x\", \"\"]\n  b: 3\n  a: [c]\n"
      "signals:\n  x: a nera b\n  y: y near a\n  z: a or and\n"
      "sections:\n- id: s\n  criteria:\n  - id: c\n    points: lots\n    levels: {9: a, 1: x}\n"
      "bands: [{name: x, at: 10}]\ninclude: [missing.yaml]\n";
  lgr_diagnostics *list = NULL;
  lgr_status status = lgr_diagnostics_new(&list, &allocator);
  if (status != LGR_OK) {
    return status;
  }
  const lgr_rubric_options options = {
      .size = sizeof options, .allocator = &allocator, .read_include = complete_read};
  lgr_rubric *made = (void *)&expected;
  status = lgr_rubric_parse(&made, wrong, sizeof wrong - 1, &options, list);
  ck_assert_ptr_null(made);
  ck_assert(status == LGR_NO_MEMORY || status == LGR_REJECTED);
  if (status == LGR_REJECTED) {
    ck_assert_uint_gt(lgr_diagnostics_errors(list), 5);
    status = LGR_OK;
  }
  lgr_diagnostics_free(list);
  return status;
}

START_TEST(refusing_a_rubric) {
  fail_each("lgr_rubric_parse of faults", parse_wrong, NULL, 200);
  ck_assert_uint_eq(memory.blocks, 0);
}
END_TEST

static lgr_status builtin(void *context) {
  (void)context;
  lgr_rubric *made = (void *)&expected;
  const lgr_status status = lgr_rubric_builtin(&made, "senior-data-engineer", &allocator);
  if (status != LGR_OK) {
    ck_assert_ptr_null(made);
    return status;
  }
  ck_assert_uint_gt(lgr_rubric_criterion_count(made), 20);
  lgr_rubric_free(made);
  return LGR_OK;
}

START_TEST(loading_a_built_in_rubric) {
  fail_each("lgr_rubric_builtin", builtin, NULL, 40);
  ck_assert_uint_eq(memory.blocks, 0);
}
END_TEST

static lgr_status run_tests(void *context) {
  (void)context;
  size_t failed = 99;
  size_t total = 0;
  lgr_diagnostics *list = NULL;
  lgr_status status = lgr_diagnostics_new(&list, &allocator);
  if (status != LGR_OK) {
    return status;
  }
  status = lgr_rubric_test(rubric, &allocator, list, &failed, &total);
  if (status == LGR_OK) {
    ck_assert_uint_eq(failed, 0);
    ck_assert_uint_eq(total, 8);
  }
  lgr_diagnostics_free(list);
  return status;
}

START_TEST(running_the_tests_of_a_rubric) {
  begin();
  fail_each("lgr_rubric_test", run_tests, NULL, 1500);
  end();
}
END_TEST

/* -- grading
 * ------------------------------------------------------------------------------------------- */

static lgr_status new_grader(void *context) {
  (void)context;
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  lgr_grader *grader = (void *)&expected;
  const lgr_status status = lgr_grader_new(&grader, rubric, &options);
  ck_assert(status == LGR_OK || grader == NULL);
  lgr_grader_free(grader);
  return status;
}

START_TEST(making_a_grader) {
  begin();
  fail_each("lgr_grader_new", new_grader, NULL, SIZE_MAX);
  end();
}
END_TEST

static lgr_status grade_with(lgr_grader *grader) {
  lgr_result *result = (void *)&expected;
  const lgr_status status = lgr_grade(&result, grader, &answer);
  if (status != LGR_OK) {
    ck_assert_ptr_null(result);
    return status;
  }
  write_json(&found, result);
  check_same(&expected, &found);
  lgr_result_free(result);
  return LGR_OK;
}

static lgr_status grade_once(void *context) {
  const lgr_grader_options options = {
      .size = sizeof options, .allocator = &allocator, .without_prefilter = context != NULL};
  lgr_grader *grader;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status == LGR_OK) {
    status = grade_with(grader);
  }
  if (status != LGR_OK && grader != NULL) {
    /* What failed once can be done again. */
    memory.fail_at = SIZE_MAX;
    memory.most_bytes = SIZE_MAX;
    ck_assert_int_eq(grade_with(grader), LGR_OK);
  }
  lgr_grader_free(grader);
  return status;
}

START_TEST(grading) {
  begin();
  fail_each("lgr_grade", grade_once, NULL, SIZE_MAX);
  fail_each("lgr_grade without prefilter", grade_once, &expected, SIZE_MAX);
  end();
}
END_TEST

/* Diagnostics of the answer, too: ill-formed bytes, a NUL, a limit that is met. */
static lgr_status grade_oddly(void *context) {
  static const char odd[] = "Late data \xFF is \0 kept after 3 days.\n\n\xE2\x82 We upsert.";
  static const lgr_answer strange = {.size = sizeof strange, .text = odd, .length = sizeof odd - 1};
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  size_t *told = context;
  lgr_grader *grader;
  lgr_result *result;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status != LGR_OK) {
    return status;
  }
  status = lgr_grade(&result, grader, &strange);
  if (status == LGR_OK) {
    const size_t count = lgr_diagnostics_count(lgr_result_diagnostics(result));
    ck_assert(*told == 0 || count == *told);
    *told = count;
  }
  lgr_result_free(result);
  lgr_grader_free(grader);
  return status;
}

START_TEST(grading_what_has_faults) {
  size_t told = 0;
  begin();
  fail_each("lgr_grade with diagnostics", grade_oddly, &told, SIZE_MAX);
  ck_assert_uint_gt(told, 0);
  end();
}
END_TEST

static lgr_status explain(void *context) {
  static text before;
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  lgr_grader *grader;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status != LGR_OK) {
    return status;
  }
  found.length = 0;
  status = lgr_explain(grader, &answer, context, NULL, add_to_text, &found);
  if (status == LGR_OK) {
    ck_assert_uint_gt(found.length, 0);
    if (before.length > 0 && memcmp(before.bytes, found.bytes, 8) == 0) {
      check_same(&before, &found);
    }
    memcpy(&before, &found, sizeof before);
  } else {
    ck_assert_uint_eq(found.length, 0); /* nothing, rather than a part */
  }
  lgr_grader_free(grader);
  return status;
}

/* Everything there is, in colour, of a criterion or, without one, of a place. */
static lgr_status explain_all(void *context) {
  static text before;
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  const lgr_report_options report = {.size = sizeof report, .color = 1, .verbose = 1};
  lgr_grader *grader;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status != LGR_OK) {
    return status;
  }
  found.length = 0;
  status = context != NULL ? lgr_explain(grader, &answer, context, &report, add_to_text, &found)
                           : lgr_explain_at(grader, &answer, 3, 0, &report, add_to_text, &found);
  if (status != LGR_OK) {
    ck_assert_uint_eq(found.length, 0);
  } else if (memory.fail_at != SIZE_MAX || memory.most_bytes != SIZE_MAX) {
    check_same(&before, &found);
  } else {
    memcpy(&before, &found, sizeof before);
  }
  lgr_grader_free(grader);
  return status;
}

START_TEST(explaining) {
  char criterion[] = "process.late";
  char penalty[] = "anti.dump";
  char capped[] = "process.rerun";
  char counted[] = "process.tools";
  begin();
  fail_each("lgr_explain of all", explain_all, criterion, SIZE_MAX);
  fail_each("lgr_explain of a capped criterion", explain_all, capped, SIZE_MAX);
  fail_each("lgr_explain of a set", explain_all, counted, SIZE_MAX);
  fail_each("lgr_explain_at", explain_all, NULL, SIZE_MAX);
  fail_each("lgr_explain", explain, criterion, SIZE_MAX);
  fail_each("lgr_explain of a penalty", explain, penalty, SIZE_MAX);
  end();
}
END_TEST

/* -- effects ------------------------------------------------------------------------------- */

static int count_effect(void *context, const lgr_effect *effect) {
  (void)effect;
  ++*(size_t *)context;
  return 0;
}

static lgr_status find_effects(void *context) {
  size_t *effects = context;
  size_t count = 0;
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  lgr_grader *grader;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status == LGR_OK) {
    status = lgr_effects(grader, &answer, count_effect, &count);
  }
  if (status == LGR_OK) {
    ck_assert(*effects == 0 || *effects == count);
    *effects = count;
  } else {
    ck_assert_uint_eq(count, 0); /* nothing, rather than a part */
  }
  lgr_grader_free(grader);
  return status;
}

START_TEST(finding_effects) {
  size_t effects = 0;
  begin();
  fail_each("lgr_effects", find_effects, &effects, SIZE_MAX);
  ck_assert_uint_gt(effects, 0);
  end();
}
END_TEST

/* -- weighing ------------------------------------------------------------------------------- */

static int count_window(void *context, const lgr_window *window) {
  (void)window;
  ++*(size_t *)context;
  return 0;
}

static lgr_status weigh(void *context) {
  size_t *windows = context;
  size_t count = 0;
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  lgr_grader *grader;
  lgr_status status = lgr_grader_new(&grader, rubric, &options);
  if (status == LGR_OK) {
    status = lgr_weighings(grader, &answer, count_window, &count);
  }
  if (status == LGR_OK) {
    ck_assert(*windows == 0 || *windows == count);
    *windows = count;
  }
  lgr_grader_free(grader);
  return status;
}

START_TEST(weighing) {
  size_t windows = 0;
  begin();
  fail_each("lgr_weighings", weigh, &windows, SIZE_MAX);
  ck_assert_uint_gt(windows, 0);
  end();
}
END_TEST

/* -- reporting
 * --------------------------------------------------------------------------------------------- */

/* Verdicts of every kind, with long texts. */
static const lgr_check checks[] = {
    {sizeof(lgr_check), 0, "score", LGR_CHECK_MET, "expected 10 to 100"},
    {sizeof(lgr_check), 0, "process.late", LGR_CHECK_UNMET, "expected level 2, \"got\" <0>"},
    {sizeof(lgr_check), 1, "design", LGR_CHECK_ACCEPTED, "expected a design"},
    {sizeof(lgr_check), 2, "band", LGR_CHECK_MET, "expected good; [[ATTACHMENT|x]]"},
    {sizeof(lgr_check), 2, "score", LGR_CHECK_UNMET, "expected 99 to 100"}};

enum { RESULTS = 3 };

typedef struct report {
  const char *format;
  const lgr_result *results[RESULTS];
  const lgr_diagnostics *run;
  bool checked; /* with checks; else coloured and with everything */
  text whole;
} report;

static lgr_status write_report(void *context) {
  report *r = context;
  const lgr_report_options all_there = {
      .size = sizeof all_there, .allocator = &allocator, .color = 1, .verbose = 1};
  const lgr_report_options with_checks = {.size = sizeof with_checks,
                                          .allocator = &allocator,
                                          .checks = checks,
                                          .check_count = sizeof checks / sizeof *checks,
                                          .strict = 1,
                                          .root = "/some folder"};
  found.length = 0;
  const lgr_status status =
      lgr_report_write(r->format, r->results, RESULTS, r->run,
                       r->checked ? &with_checks : &all_there, add_to_text, &found);
  if (status == LGR_OK) {
    if (r->whole.length == 0) {
      memcpy(&r->whole, &found, sizeof found);
    }
    check_same(&r->whole, &found);
  }
  return status;
}

/* Those of a run: with a place and without. */
static lgr_diagnostics *diagnostics_of_run(void) {
  lgr_diagnostics *made;
  const lgr_diagnostic unread = {.size = sizeof unread,
                                 .severity = LGR_ERROR,
                                 .code = "F001",
                                 .message = "cannot be read: \"it\" | is <gone>",
                                 .hint = "look elsewhere",
                                 .origin = "gone.md"};
  const lgr_diagnostic doubtful = {.size = sizeof doubtful,
                                   .severity = LGR_WARNING,
                                   .code = "R100",
                                   .message = "is doubtful",
                                   .origin = "rubric.yaml",
                                   .path = "sections/0",
                                   .excerpt = "sections: []",
                                   .line = 3,
                                   .column = 1};
  ck_assert_int_eq(lgr_diagnostics_new(&made, NULL), LGR_OK);
  ck_assert_int_eq(lgr_diagnostics_add(made, &unread), LGR_OK);
  ck_assert_int_eq(lgr_diagnostics_add(made, &doubtful), LGR_OK);
  return made;
}

static void report_of(report *r, lgr_grader *grader) {
  const lgr_answer poor = {.size = sizeof poor,
                           .text = "Kafka \xFF.",
                           .length = 8,
                           .name = "/some folder/a \x01 <b>.md"};
  const lgr_answer none = {.size = sizeof none, .text = "", .name = "none.md"};
  const lgr_answer *const answers[RESULTS] = {&answer, &poor, &none};
  memset(r, 0, sizeof *r);
  for (size_t i = 0; i < RESULTS; ++i) {
    lgr_result *result;
    ck_assert_int_eq(lgr_grade(&result, grader, answers[i]), LGR_OK);
    r->results[i] = result;
  }
  r->run = diagnostics_of_run();
}

static void free_report(const report *r) {
  for (size_t i = 0; i < RESULTS; ++i) {
    lgr_result_free((lgr_result *)r->results[i]);
  }
  lgr_diagnostics_free((lgr_diagnostics *)r->run);
}

START_TEST(reporting) {
  static report r;
  begin();
  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  report_of(&r, grader);
  for (size_t i = 0; (r.format = lgr_report_format(i)) != NULL; ++i) {
    for (int checked = 0; checked < 2; ++checked) {
      r.checked = checked != 0;
      r.whole.length = 0;
      fail_each(r.format, write_report, &r, SIZE_MAX);
    }
  }
  free_report(&r);
  lgr_grader_free(grader);
  end();
}
END_TEST

/* -- few bytes
 * --------------------------------------------------------------------------------------------- */

/* At most 64 bytes, 128, 256 ... at a time, until the call has enough. */
static void give_bytes(const char *name, attempt call, void *context) {
  const size_t blocks = memory.blocks;
  const size_t bytes = memory.bytes;
  size_t refused = 0;
  ck_assert_int_eq(call(context), LGR_OK); /* which is what it is compared with */
  lgr_status status = LGR_NO_MEMORY;
  for (size_t most = 64; status != LGR_OK; most *= 2) {
    ck_assert_msg(most <= (size_t)1 << 30, "%s never has enough", name);
    memory.most_bytes = bytes + most;
    memory.refused = 0;
    status = call(context);
    memory.most_bytes = SIZE_MAX;
    refused += memory.refused;
    ck_assert_msg(status == LGR_OK || status == LGR_NO_MEMORY, "%s with %zu bytes: %s", name, most,
                  lgr_status_text(status));
    ck_assert_msg(memory.blocks == blocks && memory.bytes == bytes,
                  "%s with %zu bytes, %s: %zu blocks, %zu bytes too many", name, most,
                  lgr_status_text(status), memory.blocks - blocks, memory.bytes - bytes);
  }
  ck_assert_msg(refused > 0, "%s was refused nothing", name);
}

START_TEST(few_bytes) {
  static report r;
  char criterion[] = "process.late";
  size_t effects = 0;
  size_t windows = 0;
  size_t told = 0;
  lgr_grader *grader;
  begin();
  give_bytes("diagnostics", use_diagnostics, NULL);
  give_bytes("lgr_rubric_parse", parse, NULL);
  give_bytes("lgr_rubric_parse of faults", parse_wrong, NULL);
  give_bytes("lgr_rubric_builtin", builtin, NULL);
  give_bytes("lgr_rubric_test", run_tests, NULL);
  give_bytes("lgr_grader_new", new_grader, NULL);
  give_bytes("lgr_grade", grade_once, NULL);
  give_bytes("lgr_grade without prefilter", grade_once, &expected);
  give_bytes("lgr_grade of faults", grade_oddly, &told);
  give_bytes("lgr_explain", explain_all, criterion);
  give_bytes("lgr_explain_at", explain_all, NULL);
  give_bytes("lgr_effects", find_effects, &effects);
  give_bytes("lgr_weighings", weigh, &windows);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  report_of(&r, grader);
  r.checked = true;
  for (size_t i = 0; (r.format = lgr_report_format(i)) != NULL; ++i) {
    r.whole.length = 0;
    give_bytes(r.format, write_report, &r);
  }
  free_report(&r);
  lgr_grader_free(grader);
  end();
}
END_TEST

static Suite *oom_suite(void) {
  Suite *suite = suite_create("oom");
  TCase *tests = tcase_create("oom");
  tcase_set_timeout(tests, 600);
  tcase_add_test(tests, diagnostics);
  tcase_add_test(tests, parsing_a_rubric);
  tcase_add_test(tests, refusing_a_rubric);
  tcase_add_test(tests, loading_a_built_in_rubric);
  tcase_add_test(tests, running_the_tests_of_a_rubric);
  tcase_add_test(tests, making_a_grader);
  tcase_add_test(tests, grading);
  tcase_add_test(tests, grading_what_has_faults);
  tcase_add_test(tests, explaining);
  tcase_add_test(tests, finding_effects);
  tcase_add_test(tests, weighing);
  tcase_add_test(tests, reporting);
  tcase_add_test(tests, few_bytes);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(int argc, char **argv) {
  all = argc > 1 && strcmp(argv[1], "all") == 0;
  memory.fail_at = SIZE_MAX;
  memory.most_bytes = SIZE_MAX;
  SRunner *runner = srunner_create(oom_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
