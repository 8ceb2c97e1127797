/* The public interface, through the public header and the shared library alone.
 * Argument: the folder of answers (by default, corpus/checked). */
#include <check.h>
#include <libgrade/libgrade.h>
#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../support/builtin.h"
#include "../support/corpus.h"
#include "../support/grading.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *folder;

/* -- versions and statuses ---------------------------------------------------------------- */

START_TEST(the_library_has_the_version_of_its_header) {
  ck_assert_str_eq(lgr_version(), LGR_VERSION_TEXT);
  ck_assert_uint_ge(lgr_scoring_version(), 1);
}
END_TEST

START_TEST(every_status_has_a_text) {
  for (int status = LGR_OK; status >= LGR_INTERNAL; --status) {
    ck_assert_str_ne(lgr_status_text((lgr_status)status), "unknown status");
    for (int other = LGR_OK; other > status; --other) {
      ck_assert_str_ne(lgr_status_text((lgr_status)status), lgr_status_text((lgr_status)other));
    }
  }
  ck_assert_str_eq(lgr_status_text((lgr_status)1), "unknown status");
  ck_assert_str_eq(lgr_status_text((lgr_status)-1000), "unknown status");
}
END_TEST

/* -- diagnostics ----------------------------------------------------------------------------------
 */

START_TEST(diagnostics_of_the_caller_are_copied) {
  lgr_diagnostics *list;
  ck_assert_int_eq(lgr_diagnostics_new(&list, NULL), LGR_OK);
  char message[] = "cannot be read";
  const lgr_diagnostic given = {.size = sizeof given,
                                .severity = LGR_ERROR,
                                .code = "F001",
                                .message = message,
                                .origin = "answer.md",
                                .line = 7};
  ck_assert_int_eq(lgr_diagnostics_add(list, &given), LGR_OK);
  memset(message, 'x', sizeof message - 1);
  lgr_diagnostic item = {.size = sizeof item};
  ck_assert_int_eq(lgr_diagnostics_get(list, 0, &item), LGR_OK);
  ck_assert_uint_eq(item.size, sizeof item);
  ck_assert_int_eq(item.severity, LGR_ERROR);
  ck_assert_str_eq(item.code, "F001");
  ck_assert_str_eq(item.message, "cannot be read");
  ck_assert_str_eq(item.origin, "answer.md");
  ck_assert_str_eq(item.hint, "");
  ck_assert_str_eq(item.path, "");
  ck_assert_str_eq(item.excerpt, "");
  ck_assert_uint_eq(item.line, 7);
  for (int i = 0; i < 1200; ++i) {
    ck_assert_int_eq(lgr_diagnostics_add(list, &given), LGR_OK);
  }
  ck_assert_uint_eq(lgr_diagnostics_count(list), 1000);
  ck_assert_uint_eq(lgr_diagnostics_errors(list), 1201);
  ck_assert_uint_eq(lgr_diagnostics_suppressed(list), 201);
  lgr_diagnostics_free(list);
}
END_TEST

/* -- what a rubric tells
 * ------------------------------------------------------------------------------ */

START_TEST(a_rubric_describes_itself) {
  lgr_rubric *rubric = complete();
  ck_assert_str_eq(lgr_rubric_id(rubric), "complete");
  ck_assert_str_eq(lgr_rubric_title(rubric), "Everything once");
  ck_assert_str_eq(lgr_rubric_version(rubric), "1.2.3");
  ck_assert_uint_eq(strspn(lgr_rubric_digest(rubric), "0123456789abcdef"), 64);
  ck_assert_uint_eq(lgr_rubric_criterion_count(rubric), 4);
  lgr_criterion criterion = {.size = sizeof criterion};
  ck_assert_int_eq(lgr_rubric_criterion(rubric, 0, &criterion), LGR_OK);
  ck_assert_str_eq(criterion.id, "process.rerun");
  ck_assert_str_eq(criterion.section, "process");
  ck_assert_str_eq(criterion.section_title, "Processing");
  ck_assert_uint_eq(criterion.max_level, 2);
  ck_assert_int_eq(criterion.max_points, 5000);
  ck_assert_int_eq(lgr_rubric_criterion(rubric, 3, &criterion), LGR_OK);
  ck_assert_str_eq(criterion.id, "quality.action");
  lgr_penalty penalty = {.size = sizeof penalty};
  ck_assert_int_eq(lgr_rubric_penalty(rubric, 0, &penalty), LGR_OK);
  ck_assert_str_eq(penalty.id, "anti.dump");
  ck_assert_int_eq(penalty.points, -2000);
  lgr_band band = {.size = sizeof band};
  ck_assert_uint_eq(lgr_rubric_band_count(rubric), 2);
  ck_assert_int_eq(lgr_rubric_band(rubric, 0, &band), LGR_OK);
  ck_assert_str_eq(band.name, "high");
  ck_assert_int_eq(band.at, 60000);
  size_t failed = 99;
  size_t total = 99;
  ck_assert_int_eq(lgr_rubric_test(rubric, NULL, NULL, &failed, &total), LGR_OK);
  ck_assert_uint_eq(total, 8);
  ck_assert_uint_eq(failed, 0);
  lgr_rubric_free(rubric);
}
END_TEST

START_TEST(built_in_rubrics_show_their_source) {
  char id[] = "senior-data-engineer";
  ck_assert_str_eq(lgr_rubric_builtin_id(0), id);
  const char *name;
  size_t length;
  const char *main = lgr_rubric_builtin_source(id, 0, &name, &length);
  ck_assert_ptr_nonnull(main);
  ck_assert_str_eq(name, "rubric.yaml");
  lgr_rubric *builtin;
  lgr_rubric *parsed;
  ck_assert_int_eq(lgr_rubric_builtin(&builtin, id, NULL), LGR_OK);
  ck_assert_int_eq(builtin_parse(&parsed, id), LGR_OK);
  ck_assert_str_eq(lgr_rubric_digest(builtin), lgr_rubric_digest(parsed));
  ck_assert_str_eq(lgr_rubric_id(builtin), id);
  ck_assert_uint_eq(lgr_rubric_criterion_count(builtin), lgr_rubric_criterion_count(parsed));
  lgr_result *a = grade(builtin, complete_answer);
  lgr_result *b = grade(parsed, complete_answer);
  text first = json_of(a);
  text second = json_of(b);
  check_same(&first, &second);
  free(first.bytes);
  free(second.bytes);
  lgr_result_free(a);
  lgr_result_free(b);
  lgr_rubric_free(builtin);
  lgr_rubric_free(parsed);
}
END_TEST

/* -- results
 * ---------------------------------------------------------------------------------------------- */

START_TEST(a_result_outlives_rubric_and_grader) {
  lgr_rubric *rubric = complete();
  lgr_grader *grader;
  lgr_result *result;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  char *bytes = malloc(sizeof complete_answer);
  memcpy(bytes, complete_answer, sizeof complete_answer);
  char name[] = "answer.md";
  lgr_answer answer = answer_of(bytes);
  answer.name = name;
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  text before = json_of(result);
  memset(bytes, 'x', sizeof complete_answer);
  memset(name, 'x', sizeof name - 1);
  free(bytes);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  text after = json_of(result);
  check_same(&before, &after);
  free(before.bytes);
  free(after.bytes);
  lgr_result_free(result);
}
END_TEST

START_TEST(the_same_answer_gives_the_same_bytes) {
  lgr_rubric *rubric = complete();
  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  text outputs[3] = {{NULL, 0}};
  for (size_t i = 0; i < COUNT(outputs); ++i) {
    const char *between[] = {"Nothing here.", "Kafka, Spark, Flink, dbt. Late data is kept."};
    lgr_result *result;
    const lgr_answer other = answer_of(between[i % 2]);
    const lgr_answer answer = answer_of(complete_answer);
    ck_assert_int_eq(lgr_grade(&result, grader, &other), LGR_OK);
    lgr_result_free(result);
    ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
    outputs[i] = json_of(result);
    lgr_result_free(result);
  }
  check_same(&outputs[0], &outputs[1]);
  check_same(&outputs[0], &outputs[2]);
  /* And with everything made anew. */
  lgr_rubric *again = complete();
  lgr_result *result = grade(again, complete_answer);
  text fresh = json_of(result);
  check_same(&outputs[0], &fresh);
  lgr_result_free(result);
  lgr_rubric_free(again);
  free(fresh.bytes);
  for (size_t i = 0; i < COUNT(outputs); ++i) {
    free(outputs[i].bytes);
  }
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

START_TEST(the_locale_changes_nothing) {
  static const char *const locales[] = {"de_DE.UTF-8", "tr_TR.UTF-8", "fr_FR.UTF-8", "C.UTF-8", ""};
  lgr_rubric *rubric = complete();
  lgr_result *result = grade(rubric, complete_answer);
  text plain[32] = {{NULL, 0}};
  for (size_t f = 0; lgr_report_format(f) != NULL; ++f) {
    ck_assert_uint_lt(f, COUNT(plain));
    const lgr_result *const one = result;
    lgr_report_write(lgr_report_format(f), &one, 1, NULL, NULL, add_to_text, &plain[f]);
  }
  lgr_result_free(result);
  lgr_rubric_free(rubric);
  for (size_t i = 0; i < COUNT(locales); ++i) {
    if (setlocale(LC_ALL, locales[i]) == NULL) {
      continue; /* not installed */
    }
    rubric = complete();
    result = grade(rubric, complete_answer);
    for (size_t f = 0; lgr_report_format(f) != NULL; ++f) {
      const lgr_result *const one = result;
      text foreign = {NULL, 0};
      lgr_report_write(lgr_report_format(f), &one, 1, NULL, NULL, add_to_text, &foreign);
      check_same(&plain[f], &foreign);
      free(foreign.bytes);
    }
    lgr_result_free(result);
    lgr_rubric_free(rubric);
  }
  setlocale(LC_ALL, "C");
  for (size_t f = 0; f < COUNT(plain); ++f) {
    free(plain[f].bytes);
  }
}
END_TEST

START_TEST(the_answer_is_looked_at_as_the_rubric_says) {
  lgr_rubric *rubric = complete();
  lgr_result *result = grade(rubric, complete_answer);
  static const struct {
    const char *id;
    uint32_t level;
  } expected[] = {
      {"process.rerun", 1}, {"process.late", 3}, {"process.tools", 2}, {"quality.action", 2}};
  ck_assert_uint_eq(lgr_result_criterion_count(result), COUNT(expected));
  for (size_t i = 0; i < COUNT(expected); ++i) {
    lgr_criterion_result made = {.size = sizeof made};
    ck_assert_int_eq(lgr_result_criterion(result, i, &made), LGR_OK);
    ck_assert_str_eq(made.id, expected[i].id);
    ck_assert_msg(made.level == expected[i].level, "%s is at %u: %s", made.id, made.level,
                  made.reason);
    ck_assert_int_eq(made.undetermined, 0);
    ck_assert_str_ne(made.reason, "");
    ck_assert(made.level == made.max_level ? made.advice == NULL : made.advice != NULL);
  }
  ck_assert_int_eq(lgr_result_complete(result), 1);
  ck_assert_int_eq(lgr_result_is_design(result), 1);
  ck_assert_str_eq(lgr_result_path(result), "answer.md");
  /* (1.5 + 3 + 2 + 1) of (5 + 3 + 2 + 1) */
  ck_assert_int_eq(lgr_result_score(result), 68200);
  ck_assert_str_eq(lgr_result_band(result), "high");
  lgr_next_step next = {.size = sizeof next};
  ck_assert_uint_eq(lgr_result_next_count(result), 1);
  ck_assert_int_eq(lgr_result_next(result, 0, &next), LGR_OK);
  ck_assert_str_eq(next.id, "process.rerun");
  ck_assert_int_eq(next.gain, 31800);
  lgr_result_free(result);

  result = grade(rubric, "A poem about the sea.");
  ck_assert_int_eq(lgr_result_is_design(result), 0);
  ck_assert_int_eq(lgr_result_score(result), 0);
  lgr_result_free(result);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- spans
 * ---------------------------------------------------------------------------------------------------
 */

static void place_of(const char *bytes, size_t offset, uint32_t *line, uint32_t *column) {
  *line = 1;
  *column = 1;
  for (size_t i = 0; i < offset; ++i) {
    if (bytes[i] == '\n') {
      ++*line;
      *column = 1;
    } else if (((unsigned char)bytes[i] & 0xC0) != 0x80) {
      ++*column;
    }
  }
}

static void check_evidence(const corpus_answer *answer, const lgr_evidence *evidence) {
  ck_assert_uint_lt(evidence->start, evidence->end);
  ck_assert_uint_le(evidence->end, answer->length);
  const size_t length = strlen(evidence->text);
  ck_assert_uint_le(length, 400);
  const bool cut = length >= 3 && memcmp(evidence->text + length - 3, "\xE2\x80\xA6", 3) == 0;
  if (!cut) {
    ck_assert_uint_eq(evidence->end - evidence->start, length);
    ck_assert_mem_eq(answer->text + evidence->start, evidence->text, length);
  } else {
    ck_assert_mem_eq(answer->text + evidence->start, evidence->text, length - 3);
  }
  uint32_t line;
  uint32_t column;
  place_of(answer->text, (size_t)evidence->start, &line, &column);
  ck_assert_uint_eq(evidence->line, line);
  ck_assert_uint_eq(evidence->column, column);
  place_of(answer->text, (size_t)evidence->end, &line, &column);
  ck_assert_uint_eq(evidence->end_line, line);
  ck_assert_uint_eq(evidence->end_column, column);
  ck_assert_str_ne(evidence->signal, "");
}

START_TEST(evidence_quotes_the_bytes_it_points_at) {
  corpus answers = corpus_read(folder);
  lgr_rubric *rubric;
  lgr_grader *grader;
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, "senior-data-engineer", NULL), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  size_t checked = 0;
  for (size_t i = 0; i < answers.count; ++i) {
    lgr_result *result;
    const lgr_answer answer = {.size = sizeof answer,
                               .text = answers.answers[i].text,
                               .length = answers.answers[i].length,
                               .name = answers.answers[i].name};
    ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
    lgr_evidence evidence = {.size = sizeof evidence};
    for (size_t c = 0; c < lgr_result_criterion_count(result); ++c) {
      for (size_t k = 0; lgr_result_criterion_evidence(result, c, k, &evidence) == LGR_OK;
           ++k, ++checked) {
        check_evidence(&answers.answers[i], &evidence);
      }
    }
    for (size_t p = 0; p < lgr_result_penalty_count(result); ++p) {
      for (size_t k = 0; lgr_result_penalty_evidence(result, p, k, &evidence) == LGR_OK;
           ++k, ++checked) {
        check_evidence(&answers.answers[i], &evidence);
      }
    }
    lgr_result_free(result);
  }
  ck_assert_uint_gt(checked, 100);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
  corpus_free(&answers);
}
END_TEST

/* A match is quoted with the clause around it, and without what surrounds that. */
START_TEST(evidence_is_quoted_with_its_clause) {
  static const char bytes[] =
      "It is so.\n\nAs for rows:\n\n- We **upsert** every batch, because it is "
      "easy. So there.\n- Then we rest.\n";
  lgr_rubric *rubric = complete();
  lgr_result *result = grade(rubric, bytes);
  lgr_evidence evidence = {.size = sizeof evidence};
  ck_assert_int_eq(lgr_result_criterion_evidence(result, 0, 0, &evidence), LGR_OK);
  ck_assert_str_eq(evidence.text, "We **upsert** every batch,");
  ck_assert_str_eq(evidence.signal, "keyed_write");
  ck_assert_uint_eq(evidence.line, 5);
  ck_assert_uint_eq(evidence.column, 3);
  ck_assert_uint_eq(evidence.end_column, 29);
  lgr_result_free(result);
  lgr_rubric_free(rubric);
}
END_TEST

/* Ill-formed bytes and NULs are repaired, and never make a quotation too long. */
START_TEST(quotations_are_repaired_and_cut) {
  lgr_rubric *rubric = complete();
  char bytes[1200] = "Late data ";
  for (size_t i = 10; i < 290; ++i) {
    bytes[i] = i % 7 == 0 ? ' ' : '\xFF';
  }
  strcpy(bytes + 290, " is kept. We upsert late data\xC3\xA9.");
  lgr_result *result = grade(rubric, bytes);
  lgr_evidence evidence = {.size = sizeof evidence};
  size_t seen = 0;
  for (size_t c = 0; c < lgr_result_criterion_count(result); ++c) {
    for (size_t k = 0; lgr_result_criterion_evidence(result, c, k, &evidence) == LGR_OK; ++k) {
      ck_assert_uint_le(strlen(evidence.text), 400);
      ck_assert_ptr_null(strchr(evidence.text, '\xFF'));
      ++seen;
    }
  }
  ck_assert_uint_gt(seen, 0);
  ck_assert_uint_gt(lgr_diagnostics_count(lgr_result_diagnostics(result)), 0);
  lgr_result_free(result);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- cancelling
 * -----------------------------------------------------------------------------------------------------
 */

typedef struct patience {
  int left;
  int calls;
} patience;

static int lose_patience(void *context) {
  patience *p = context;
  ++p->calls;
  return p->left-- <= 0;
}

START_TEST(a_grading_can_be_cancelled_anywhere) {
  lgr_rubric *rubric = complete();
  patience p = {1 << 30, 0};
  const lgr_grader_options options = {
      .size = sizeof options, .progress = lose_patience, .progress_context = &p};
  lgr_grader *grader;
  lgr_result *result = NULL;
  const lgr_answer answer = answer_of(complete_answer);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, &options), LGR_OK);
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  text whole = json_of(result);
  lgr_result_free(result);
  const int calls = p.calls;
  ck_assert_int_gt(calls, 0);
  for (int stop = 0; stop < calls; ++stop) {
    p = (patience){stop, 0};
    result = (void *)folder;
    ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_CANCELLED);
    ck_assert_ptr_null(result);
    ck_assert_int_eq(p.calls, stop + 1); /* once told to stop, it asks no more */
  }
  text out = {NULL, 0};
  p = (patience){0, 0};
  ck_assert_int_eq(lgr_explain(grader, &answer, "process.late", NULL, add_to_text, &out),
                   LGR_CANCELLED);
  ck_assert_uint_eq(out.length, 0);
  p = (patience){calls, 0};
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  text again = json_of(result);
  check_same(&whole, &again);
  free(whole.bytes);
  free(again.bytes);
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- memory
 * ------------------------------------------------------------------------------------------------------------
 */

typedef struct account {
  size_t in_use;
  size_t calls;
} account;

/* Blocks of the caller's allocator come from outside the C library's heap, so
 * that handing one to the wrong `free` would be seen. */
static void *account_allocate(void *context, size_t size) {
  account *a = context;
  ck_assert_uint_gt(size, 0);
  a->in_use += size;
  ++a->calls;
  char *block = malloc(size + 16);
  ck_assert_ptr_nonnull(block);
  memcpy(block, &size, sizeof size);
  return block + 16;
}

static void account_release(void *context, void *block, size_t size) {
  account *a = context;
  size_t kept;
  memcpy(&kept, (char *)block - 16, sizeof kept);
  ck_assert_uint_eq(kept, size);
  a->in_use -= size;
  free((char *)block - 16);
}

static void *account_resize(void *context, void *block, size_t old_size, size_t new_size) {
  void *made = account_allocate(context, new_size);
  memcpy(made, block, old_size < new_size ? old_size : new_size);
  account_release(context, block, old_size);
  return made;
}

START_TEST(each_object_uses_its_own_allocator) {
  account accounts[4] = {{0, 0}};
  lgr_allocator allocators[4];
  for (size_t i = 0; i < COUNT(allocators); ++i) {
    allocators[i] =
        (lgr_allocator){account_allocate, account_resize, account_release, &accounts[i]};
  }
  lgr_diagnostics *diagnostics;
  lgr_rubric *rubric;
  lgr_grader *grader;
  lgr_result *result;
  lgr_rubric_options rubric_options = complete_options;
  rubric_options.allocator = &allocators[1];
  const lgr_grader_options grader_options = {.size = sizeof grader_options,
                                             .allocator = &allocators[2]};
  const lgr_report_options report_options = {.size = sizeof report_options,
                                             .allocator = &allocators[3]};
  ck_assert_int_eq(lgr_diagnostics_new(&diagnostics, &allocators[0]), LGR_OK);
  ck_assert_int_eq(lgr_rubric_parse(&rubric, complete_rubric, sizeof complete_rubric - 1,
                                    &rubric_options, diagnostics),
                   LGR_OK);
  const size_t rubric_memory = accounts[1].in_use;
  ck_assert_uint_gt(rubric_memory, 1000);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, &grader_options), LGR_OK);
  const size_t rubric_calls = accounts[1].calls;
  const lgr_answer answer = answer_of(complete_answer);
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  text out = {NULL, 0};
  const size_t grader_calls = accounts[2].calls;
  for (size_t f = 0; lgr_report_format(f) != NULL; ++f) {
    const lgr_result *const one = result;
    ck_assert_int_eq(lgr_report_write(lgr_report_format(f), &one, 1, diagnostics, &report_options,
                                      add_to_text, &out),
                     LGR_OK);
  }
  ck_assert_uint_gt(accounts[3].calls, 0);
  ck_assert_uint_eq(accounts[3].in_use, 0);
  ck_assert_uint_eq(accounts[2].calls, grader_calls);
  /* Many threads may grade by one rubric: grading takes nothing from it. */
  ck_assert_uint_eq(accounts[1].calls, rubric_calls);
  ck_assert_int_eq(lgr_explain(grader, &answer, "process.late", NULL, add_to_text, &out), LGR_OK);
  ck_assert_int_eq(lgr_rubric_test(rubric, &allocators[3], diagnostics, NULL, NULL), LGR_OK);
  ck_assert_uint_eq(accounts[1].calls, rubric_calls);
  ck_assert_uint_eq(accounts[1].in_use, rubric_memory);
  ck_assert_uint_eq(accounts[3].in_use, 0);
  lgr_grader_free(grader);
  ck_assert_uint_gt(accounts[2].in_use, 0); /* the result's */
  lgr_result_free(result);
  ck_assert_uint_eq(accounts[2].in_use, 0);
  lgr_rubric_free(rubric);
  ck_assert_uint_eq(accounts[1].in_use, 0);
  lgr_diagnostics_free(diagnostics);
  ck_assert_uint_eq(accounts[0].in_use, 0);
  free(out.bytes);
}
END_TEST

/* Once it has seen an answer, a grader needs little more for the next one. */
START_TEST(a_grader_keeps_its_memory_between_answers) {
  account a = {0, 0};
  const lgr_allocator allocator = {account_allocate, account_resize, account_release, &a};
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  lgr_rubric *rubric = complete();
  lgr_grader *grader;
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, &options), LGR_OK);
  size_t after_one = 0;
  for (int i = 0; i < 50; ++i) {
    lgr_result *result;
    const lgr_answer answer = answer_of(complete_answer);
    ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
    lgr_result_free(result);
    after_one = i < 2 ? a.in_use : after_one;
    ck_assert_uint_eq(a.in_use, after_one);
  }
  lgr_grader_free(grader);
  ck_assert_uint_eq(a.in_use, 0);
  lgr_rubric_free(rubric);
}
END_TEST

/* The address sanitizer is to see every use of freed memory: then none is kept. */
#ifdef __SANITIZE_ADDRESS__
static const bool memory_is_kept = false;
#else
static const bool memory_is_kept = true;
#endif

/* Once both have seen the answers, grading takes no memory at all; and says the same
 * as into a new result. */
START_TEST(a_used_result_takes_the_next_answer) {
  static const char *const texts[] = {complete_answer, "Use Kafka.", "", complete_answer};
  account a = {0, 0};
  const lgr_allocator allocator = {account_allocate, account_resize, account_release, &a};
  const lgr_grader_options options = {.size = sizeof options, .allocator = &allocator};
  lgr_rubric *rubric = complete();
  lgr_grader *grader;
  lgr_result *used;
  const lgr_answer first = answer_of("One.");
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, &options), LGR_OK);
  ck_assert_int_eq(lgr_grade(&used, grader, &first), LGR_OK);
  for (int round = 0; round < 4; ++round) {
    for (size_t i = 0; i < COUNT(texts); ++i) {
      const lgr_answer answer = answer_of(texts[i]);
      const size_t calls = a.calls;
      ck_assert_int_eq(lgr_grade_into(used, grader, &answer), LGR_OK);
      ck_assert_msg(!memory_is_kept || round < 2 || a.calls == calls,
                    "%zu requests for answer %zu in round %d", a.calls - calls, i, round);
      lgr_result *fresh;
      ck_assert_int_eq(lgr_grade(&fresh, grader, &answer), LGR_OK);
      text expected = {NULL, 0};
      text written = {NULL, 0};
      const lgr_result *const of_fresh = fresh;
      const lgr_result *const of_used = used;
      ck_assert_int_eq(lgr_report_write("json", &of_fresh, 1, NULL, NULL, add_to_text, &expected),
                       LGR_OK);
      ck_assert_int_eq(lgr_report_write("json", &of_used, 1, NULL, NULL, add_to_text, &written),
                       LGR_OK);
      check_same(&expected, &written);
      free(expected.bytes);
      free(written.bytes);
      lgr_result_free(fresh);
    }
  }
  lgr_grader_free(grader);
  lgr_result_free(used);
  ck_assert_uint_eq(a.in_use, 0);
  lgr_rubric_free(rubric);
}
END_TEST

/* Nothing is left of the answer before, and the result can still be written. */
START_TEST(a_result_that_was_not_graded_into_is_empty) {
  lgr_rubric *rubric = complete();
  lgr_grader *grader;
  lgr_result *result;
  lgr_answer answer = answer_of(complete_answer);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  ck_assert_uint_gt(lgr_result_criterion_count(result), 0);
  ck_assert_int_eq(lgr_grade_into(NULL, grader, &answer), LGR_INVALID_ARGUMENT);
  ck_assert_int_eq(lgr_grade_into(result, NULL, &answer), LGR_INVALID_ARGUMENT);
  for (int round = 0; round < 2; ++round) {
    ck_assert_uint_eq(lgr_result_criterion_count(result), 0);
    ck_assert_int_eq(lgr_result_score(result), 0);
    ck_assert_int_eq(lgr_result_complete(result), 0);
    ck_assert_str_eq(lgr_result_path(result), "");
    const lgr_result *const one = result;
    for (size_t f = 0; lgr_report_format(f) != NULL; ++f) {
      text out = {NULL, 0};
      ck_assert_int_eq(
          lgr_report_write(lgr_report_format(f), &one, 1, NULL, NULL, add_to_text, &out), LGR_OK);
      free(out.bytes);
    }
    lgr_answer other = answer;
    other.length = (size_t)65 << 20; /* over the limit, and not looked at */
    ck_assert_int_eq(lgr_grade_into(result, grader, &other), LGR_LIMIT);
  }
  ck_assert_int_eq(lgr_grade_into(result, grader, &answer), LGR_OK);
  ck_assert_uint_gt(lgr_result_criterion_count(result), 0);
  lgr_result_free(result);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

/* -- explaining
 * ------------------------------------------------------------------------------------------------------------
 */

START_TEST(explanations_name_what_was_found_and_what_not) {
  lgr_rubric *rubric = complete();
  lgr_grader *grader;
  const lgr_answer answer = answer_of(complete_answer);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
  text out = {NULL, 0};
  ck_assert_int_eq(lgr_explain(grader, &answer, "process.late", NULL, add_to_text, &out), LGR_OK);
  ck_assert_ptr_nonnull(strstr(out.bytes, "process.late"));
  ck_assert_ptr_nonnull(strstr(out.bytes, "level 3 of 3"));
  ck_assert_ptr_nonnull(strstr(out.bytes, "[x]"));
  ck_assert_ptr_nonnull(strstr(out.bytes, "[ ]"));
  ck_assert_ptr_nonnull(strstr(out.bytes, "policy"));
  out.length = 0;
  ck_assert_int_eq(lgr_explain(grader, &answer, "anti.dump", NULL, add_to_text, &out), LGR_OK);
  ck_assert_ptr_nonnull(strstr(out.bytes, "not present"));
  out.length = 0;
  const lgr_answer poem = answer_of("A poem about the sea.");
  ck_assert_int_eq(lgr_explain(grader, &poem, "process.late", NULL, add_to_text, &out), LGR_OK);
  ck_assert_ptr_nonnull(strstr(out.bytes, "No design."));
  free(out.bytes);
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}
END_TEST

static Suite *api_suite(void) {
  Suite *suite = suite_create("api");
  TCase *tests = tcase_create("api");
  tcase_set_timeout(tests, 300);
  tcase_add_test(tests, the_library_has_the_version_of_its_header);
  tcase_add_test(tests, every_status_has_a_text);
  tcase_add_test(tests, diagnostics_of_the_caller_are_copied);
  tcase_add_test(tests, a_rubric_describes_itself);
  tcase_add_test(tests, built_in_rubrics_show_their_source);
  tcase_add_test(tests, a_result_outlives_rubric_and_grader);
  tcase_add_test(tests, the_same_answer_gives_the_same_bytes);
  tcase_add_test(tests, the_locale_changes_nothing);
  tcase_add_test(tests, the_answer_is_looked_at_as_the_rubric_says);
  tcase_add_test(tests, evidence_quotes_the_bytes_it_points_at);
  tcase_add_test(tests, evidence_is_quoted_with_its_clause);
  tcase_add_test(tests, quotations_are_repaired_and_cut);
  tcase_add_test(tests, a_grading_can_be_cancelled_anywhere);
  tcase_add_test(tests, each_object_uses_its_own_allocator);
  tcase_add_test(tests, a_grader_keeps_its_memory_between_answers);
  tcase_add_test(tests, a_used_result_takes_the_next_answer);
  tcase_add_test(tests, a_result_that_was_not_graded_into_is_empty);
  tcase_add_test(tests, explanations_name_what_was_found_and_what_not);
  suite_add_tcase(suite, tests);
  return suite;
}

int main(int argc, char **argv) {
  folder = corpus_folder(argc, argv);
  SRunner *runner = srunner_create(api_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
