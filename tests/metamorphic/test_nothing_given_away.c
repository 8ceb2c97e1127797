/* What must not earn points with the built-in rubric, whatever its patterns are:
 * texts that propose no design, lists of the rubric's own words, sentences that say
 * a thing is not needed, and the advice that reports give.
 * Argument: the folder of labelled answers (by default, corpus). */
#include <check.h>
#include <ctype.h>
#include <libgrade/libgrade.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../support/corpus.h"
#include "../support/grading.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const builtin_id = "senior-data-engineer";
static const char *folder;

/* -- one grader for all tests ------------------------------------------------ */

static lgr_rubric *rubric;
static lgr_grader *grader;

static void set_up(void) {
  ck_assert_int_eq(lgr_rubric_builtin(&rubric, builtin_id, NULL), LGR_OK);
  ck_assert_int_eq(lgr_grader_new(&grader, rubric, NULL), LGR_OK);
}

static void tear_down(void) {
  lgr_grader_free(grader);
  lgr_rubric_free(rubric);
}

static lgr_result *graded(const char *bytes, size_t length) {
  lgr_result *result;
  const lgr_answer answer = {.size = sizeof answer, .text = bytes, .length = length};
  ck_assert_int_eq(lgr_grade(&result, grader, &answer), LGR_OK);
  return result;
}

static lgr_criterion_result criterion_of(const lgr_result *result, size_t index) {
  lgr_criterion_result criterion = {.size = sizeof criterion};
  ck_assert_int_eq(lgr_result_criterion(result, index, &criterion), LGR_OK);
  return criterion;
}

static void append(text *made, const char *bytes) {
  add_to_text(made, bytes, strlen(bytes));
}

/* -- labels -------------------------------------------------------------------- */

/* Of a label file only its kind and its digits are read. */
typedef struct labels {
  char kind[32];
  unsigned sum_of_levels;
  unsigned penalties;
} labels;

static unsigned sum_of_object(const char *json, const char *name) {
  unsigned sum = 0;
  const char *at = strstr(json, name);
  ck_assert_ptr_nonnull(at);
  for (at += strlen(name); *at != '\0' && *at != '}'; ++at) {
    sum += at[-1] == ' ' && isdigit((unsigned char)*at) ? (unsigned)(*at - '0') : 0;
  }
  return sum;
}

static labels labels_of(const char *part, const corpus_answer *answer) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s/%.*s.labels.json", folder, part,
           (int)(strlen(answer->name) - strlen(".md")), answer->name);
  size_t length;
  char *json = corpus_read_file(path, &length);
  labels found = {.sum_of_levels = sum_of_object(json, "\"levels\": {"),
                  .penalties = sum_of_object(json, "\"penalties\": {")};
  const char *kind = strstr(json, "\"kind\": \"");
  ck_assert_ptr_nonnull(kind);
  ck_assert_int_eq(sscanf(kind, "\"kind\": \"%31[^\"]", found.kind), 1);
  free(json);
  return found;
}

static corpus read_part(const char *part) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", folder, part);
  return corpus_read(path);
}

/* -- texts that propose no design ------------------------------------------------- */

typedef struct tally {
  size_t texts;
  size_t cells;
  size_t awards;
  size_t full_awards;
} tally;

static void count_awards(const char *part, tally *all) {
  corpus answers = read_part(part);
  for (size_t i = 0; i < answers.count; ++i) {
    const corpus_answer *answer = &answers.answers[i];
    if (strcmp(labels_of(part, answer).kind, "no design") != 0) {
      continue;
    }
    lgr_result *result = graded(answer->text, answer->length);
    ++all->texts;
    for (size_t c = 0; c < lgr_result_criterion_count(result); ++c) {
      const uint32_t level = criterion_of(result, c).level;
      ++all->cells;
      all->awards += level >= 1;
      all->full_awards += level >= 2;
    }
    lgr_result_free(result);
  }
  corpus_free(&answers);
}

START_TEST(texts_without_a_design_earn_nothing) {
  tally all = {0};
  count_awards("development", &all);
  count_awards("heldout", &all);
  printf("no design: %zu texts, %zu of %zu cells awarded, %zu in full\n", all.texts, all.awards,
         all.cells, all.full_awards);
  ck_assert_uint_ge(all.texts, 40);
  ck_assert_uint_lt(100 * all.awards, all.cells);
  ck_assert_uint_eq(all.full_awards, 0);
}
END_TEST

/* -- the terms of the rubric --------------------------------------------------------- */

typedef struct terms {
  char **items;
  size_t count;
} terms;

/* A wording that is text but for the marks of variants of a word: "files?",
 * "merge~", "partition\w*". Takes the marks out; false: it is something else. */
static bool make_plain(char *wording) {
  size_t length = 0;
  bool letters = false;
  for (const char *at = wording; *at != '\0'; ++at) {
    const bool letter = isalpha((unsigned char)*at);
    const bool behind_letter = length > 0 && isalpha((unsigned char)wording[length - 1]);
    if ((*at == '?' || *at == '~') && behind_letter) {
      continue;
    }
    if (behind_letter && (strncmp(at, "\\\\w*", 4) == 0 || strncmp(at, "\\w*", 3) == 0)) {
      at = strchr(at, '*');
      continue;
    }
    if (!letter && strchr(" -'", *at) == NULL && !isdigit((unsigned char)*at)) {
      return false;
    }
    letters = letters || letter;
    wording[length++] = *at;
  }
  wording[length] = '\0';
  return letters;
}

static void add_term(terms *all, const char *bytes, size_t length) {
  while (length > 0 && bytes[0] == ' ') {
    ++bytes;
    --length;
  }
  while (length > 0 && bytes[length - 1] == ' ') {
    --length;
  }
  char *wording = malloc(length + 1);
  ck_assert_ptr_nonnull(wording);
  memcpy(wording, bytes, length);
  wording[length] = '\0';
  if (!make_plain(wording)) {
    free(wording);
    return;
  }
  all->items = realloc(all->items, (all->count + 1) * sizeof *all->items);
  ck_assert_ptr_nonnull(all->items);
  all->items[all->count++] = wording;
}

static void free_terms(terms *all) {
  for (size_t i = 0; i < all->count; ++i) {
    free(all->items[i]);
  }
  free(all->items);
}

/* Where the reader of a flow list stands. */
typedef struct list_state {
  text item;
  int brackets;
  char quote;
  bool escaped;    /* a backslash in quotation marks stands before */
  bool exceptions; /* what stands under `unless:` earns nothing */
} list_state;

static void end_item(list_state *state, terms *all) {
  if (state->item.length > 0 && !state->exceptions) {
    add_term(all, state->item.bytes, state->item.length);
  }
  state->item.length = 0;
}

static void read_list_byte(list_state *state, char byte, terms *all) {
  if (state->quote != '\0') {
    if (byte == state->quote && !state->escaped) {
      state->quote = '\0';
      return;
    }
    state->escaped = byte == '\\' && state->quote == '"' && !state->escaped;
  } else if ((byte == '"' || byte == '\'') && state->item.length == 0) {
    state->quote = byte;
    return;
  } else if (byte == '[') {
    ++state->brackets;
    return;
  } else if (byte == ']' || byte == ',') {
    end_item(state, all);
    state->brackets -= byte == ']';
    return;
  }
  if (byte != ' ' || state->item.length > 0) {
    add_to_text(&state->item, &byte, 1);
  }
}

static bool is_comment(const char *line, size_t length) {
  const size_t indent = strspn(line, " ");
  return indent >= length || line[indent] == '#';
}

/* The lists of one file that stand under `concepts:`. */
static void read_terms_of_file(const char *bytes, size_t length, terms *all) {
  list_state state = {.item = {NULL, 0}};
  bool in_concepts = false;
  const char *end = bytes + length;
  for (const char *line = bytes; line < end;) {
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    const size_t size = (size_t)((newline != NULL ? newline : end) - line);
    if (size > 0 && isalpha((unsigned char)line[0])) {
      in_concepts = size >= 9 && memcmp(line, "concepts:", 9) == 0;
    } else if (in_concepts && !is_comment(line, size)) {
      for (size_t i = 0; i < size; ++i) {
        if (state.brackets > 0) {
          read_list_byte(&state, line[i], all);
        } else if (line[i] == '[') {
          state.brackets = 1;
        } else if (line[i] == ':') {
          state.exceptions = i >= 6 && memcmp(line + i - 6, "unless", 6) == 0;
        }
      }
      if (state.brackets > 0) {
        read_list_byte(&state, ' ', all);
      }
    }
    line += size + 1;
  }
  ck_assert_int_eq(state.brackets, 0);
  free(state.item.bytes);
}

static terms terms_of_rubric(void) {
  terms all = {NULL, 0};
  const char *name;
  const char *bytes;
  size_t length;
  for (size_t i = 0; (bytes = lgr_rubric_builtin_source(builtin_id, i, &name, &length)) != NULL;
       ++i) {
    read_terms_of_file(bytes, length, &all);
  }
  return all;
}

/* -- lists of terms ----------------------------------------------------------------- */

typedef struct layout {
  const char *name;
  const char *before;
  const char *between;
  const char *after;
} layout;

enum { BULLETS };
static const layout layouts[] = {{"bullets", "- ", "\n- ", "\n"},
                                 {"commas", "", ", ", ".\n"},
                                 {"one line", "", " ", "\n"},
                                 {"lines", "", "\n\n", "\n"},
                                 {"sentences", "", ". ", ".\n"}};

/* `count` terms, each `step` behind the one before. */
static text stuffed(const terms *all, const layout *form, size_t first, size_t step, size_t count) {
  text made = {NULL, 0};
  append(&made, form->before);
  for (size_t i = 0; i < count; ++i) {
    append(&made, i > 0 ? form->between : "");
    append(&made, all->items[(first + i * step) % all->count]);
  }
  append(&made, form->after);
  return made;
}

static int64_t score_of_stuffed(const terms *all, const layout *form, size_t first, size_t step,
                                size_t count) {
  text made = stuffed(all, form, first, step, count);
  lgr_result *result = graded(made.bytes, made.length);
  const int64_t score = lgr_result_score(result);
  lgr_result_free(result);
  free(made.bytes);
  return score;
}

/* The lowest score of an honest answer: a reply to the question whose readers
 * gave it levels that add up to 15 or more, half of what is to be had by naming
 * every topic, and found nothing wrong in it, neither a bare list of names nor
 * one of the mistakes that cost points. */
static int64_t lowest_honest_score(void) {
  int64_t lowest = INT64_MAX;
  size_t count = 0;
  corpus answers = read_part("development");
  for (size_t i = 0; i < answers.count; ++i) {
    const corpus_answer *answer = &answers.answers[i];
    const labels marks = labels_of("development", answer);
    const bool reply = strcmp(marks.kind, "profile") == 0 || strcmp(marks.kind, "free") == 0;
    if (!reply || marks.sum_of_levels < 15 || marks.penalties > 0) {
      continue;
    }
    lgr_result *result = graded(answer->text, answer->length);
    lowest = lgr_result_score(result) < lowest ? lgr_result_score(result) : lowest;
    lgr_result_free(result);
    ++count;
  }
  corpus_free(&answers);
  ck_assert_uint_ge(count, 50);
  return lowest;
}

START_TEST(the_terms_of_the_rubric_are_found) {
  terms all = terms_of_rubric();
  const char *known[] = {"files", "small files", "partition", "watermark", "schema registry"};
  for (size_t i = 0; i < COUNT(known); ++i) {
    size_t found = 0;
    while (found < all.count && strcmp(all.items[found], known[i]) != 0) {
      ++found;
    }
    ck_assert_msg(found < all.count, "%s is no term", known[i]);
  }
  ck_assert_uint_ge(all.count, 5000);
  free_terms(&all);
}
END_TEST

enum { AT_A_TIME = 60, STRIDE = 3 };

typedef struct lists {
  int64_t highest;
  int64_t sum;
  size_t count;
} lists;

static void add_list(lists *made, int64_t score) {
  made->highest = score > made->highest ? score : made->highest;
  made->sum += score;
  ++made->count;
}

/* 60 terms at a time: neighbours, which are of one topic, and from all over.
 * Every third such list, as all would take a minute. */
static lists score_lists(const terms *all, const layout *form) {
  lists made = {0};
  const size_t apart = all->count / AT_A_TIME;
  for (size_t i = 0; i < apart; i += STRIDE) {
    add_list(&made, score_of_stuffed(all, form, i * AT_A_TIME, 1, AT_A_TIME));
    add_list(&made, score_of_stuffed(all, form, i, apart, AT_A_TIME));
  }
  printf("%zu lists of 60, %s: highest %lld, sum %lld\n", made.count, form->name,
         (long long)made.highest, (long long)made.sum);
  fflush(stdout);
  return made;
}

/* Only those of one word; the rest are freed. */
static void keep_single_words(terms *all) {
  size_t kept = 0;
  for (size_t i = 0; i < all->count; ++i) {
    if (strpbrk(all->items[i], " -") == NULL) {
      all->items[kept++] = all->items[i];
    } else {
      free(all->items[i]);
    }
  }
  all->count = kept;
}

/* Phrases are half a sentence already ("same file twice"). One to a bullet they
 * stay apart; run together, a few meet by chance, which must not pay on the whole. */
START_TEST(lists_of_terms_earn_next_to_nothing) {
  terms all = terms_of_rubric();
  const lists made = score_lists(&all, &layouts[_i]);
  const int64_t honest = lowest_honest_score();
  ck_assert_int_lt(4 * made.sum, honest * (int64_t)made.count);
  if (_i == BULLETS) {
    ck_assert_int_lt(made.highest, honest);
  }
  ck_assert_int_lt(score_of_stuffed(&all, &layouts[_i], 0, 1, all.count), honest);
  free_terms(&all);
}
END_TEST

START_TEST(lists_of_words_score_below_every_honest_answer) {
  terms all = terms_of_rubric();
  keep_single_words(&all);
  ck_assert_uint_ge(all.count, 5000);
  const int64_t honest = lowest_honest_score();
  ck_assert_int_lt(score_lists(&all, &layouts[_i]).highest, honest);
  ck_assert_int_lt(score_of_stuffed(&all, &layouts[_i], 0, 1, all.count), honest);
  free_terms(&all);
}
END_TEST

/* More terms than anybody writes down one after another, from all over, behind a
 * sentence that chooses a part. */
START_TEST(long_lists_are_no_designs) {
  static const size_t sizes[] = {100, 300, 1000};
  terms all = terms_of_rubric();
  for (size_t i = 0; i < COUNT(sizes); ++i) {
    for (size_t first = 0; first < 5; ++first) {
      text list = stuffed(&all, &layouts[_i], first, all.count / sizes[i], sizes[i]);
      text made = {NULL, 0};
      append(&made, "We load the files with Airflow into a lake.\n\n");
      append(&made, list.bytes);
      lgr_result *result = graded(made.bytes, made.length);
      ck_assert_msg(lgr_result_score(result) == 0, "%zu %s from %zu on score %lld", sizes[i],
                    layouts[_i].name, first, (long long)lgr_result_score(result));
      lgr_result_free(result);
      free(made.bytes);
      free(list.bytes);
    }
  }
  free_terms(&all);
}
END_TEST

/* However long it is: answers one behind another, as many as a book has pages. */
START_TEST(a_long_design_is_a_design) {
  enum { ANSWERS = 60 };
  corpus answers = read_part("development");
  text made = {NULL, 0};
  size_t count = 0;
  for (size_t i = 0; i < answers.count && count < ANSWERS; ++i) {
    const labels marks = labels_of("development", &answers.answers[i]);
    if (strcmp(marks.kind, "profile") == 0 && marks.sum_of_levels >= 15) {
      append(&made, answers.answers[i].text);
      append(&made, "\n\n");
      ++count;
      if (count % 20 == 0) {
        lgr_result *result = graded(made.bytes, made.length);
        ck_assert_msg(lgr_result_score(result) > 0, "%zu answers, %zu bytes", count, made.length);
        lgr_result_free(result);
      }
    }
  }
  ck_assert_uint_eq(count, ANSWERS);
  free(made.bytes);
  corpus_free(&answers);
}
END_TEST

/* -- denials ------------------------------------------------------------------------- */

/* Two short designs, divided where the denials are put in. */
static const char *const designs[][2] = {
    {"How many orders come in on a busy day, and how fresh must the report be? I assume two "
     "million orders a day and a report by 07:00. The shop writes every order into Postgres. "
     "A nightly job copies the rows that changed into files in object storage, one folder per "
     "order date. The raw files are never changed. ",
     "A second job reads the folder of the day and replaces that day in the table, so running "
     "it twice gives the same rows. Orders that were changed later arrive with the next copy, "
     "and their day is built again. Analysts always ask for one day and one country. "
     "Before the table is published, the job compares the number of rows with the shop. When "
     "they differ by more than one percent, yesterday's table stays and the person on call is "
     "told. I chose a nightly batch over a stream because nobody reads the report before "
     "seven. The price is that the numbers are a day old."},
    {"Who reads the machine readings, and may any of them be lost? Say four hundred machines "
     "send one reading per second, and the control room wants them within a minute. "
     "Each machine sends its readings to a queue. A service reads the queue, drops readings "
     "whose identifier it has already stored, and writes the rest to a table. "
     "Every reading carries the time at which the machine took it. "
     "A reading that comes late is put into the minute it was taken, for up to one hour. "
     "The screen in the control room reads the last hour from that table. "
     "Once a day the readings are copied to files, where they stay for two years. ",
     "If a machine is silent for five minutes, an alarm goes to the shift leader. "
     "Values outside the range of the sensor are put into a table of their own and are looked "
     "at every morning. I gave up exact totals on the screen in exchange for speed. "
     "If there were ten times as many machines, the table would have to be divided first."}};

static const char *const topics[] = {"idempotency",      "watermarks",
                                     "compaction",       "partitioning",
                                     "clustering",       "a schema registry",
                                     "lineage",          "data quality checks",
                                     "freshness alerts", "exactly-once delivery",
                                     "bucketing",        "deduplication",
                                     "schema evolution", "a dead-letter queue",
                                     "Parquet",          "Iceberg",
                                     "column masking",   "a raw layer",
                                     "snapshots",        "retention rules",
                                     "backfills",        "replays"};

static const char *const denials[] = {"We do not need %s. ", "There is no need for %s. ",
                                      "We can skip %s. ", "No need for %s here. "};

static lgr_result *graded_design(size_t design, const char *between) {
  text made = {NULL, 0};
  append(&made, designs[design][0]);
  append(&made, between);
  append(&made, designs[design][1]);
  append(&made, "\n");
  lgr_result *result = graded(made.bytes, made.length);
  free(made.bytes);
  return result;
}

static size_t differences(const lgr_result *alone, const lgr_result *result, const char *denial) {
  size_t count = lgr_result_score(alone) != lgr_result_score(result);
  for (size_t i = 0; i < lgr_result_criterion_count(alone); ++i) {
    const lgr_criterion_result before = criterion_of(alone, i);
    const lgr_criterion_result after = criterion_of(result, i);
    if (before.level != after.level) {
      fprintf(stderr, "%s: level %u becomes %u with \"%s\"\n", before.id, before.level, after.level,
              denial);
      ++count;
    }
  }
  return count;
}

/* As many sentences as there are topics that say nothing of the design: they move
 * the rest of the answer as far as the denials do. */
static lgr_result *graded_with_filling(size_t design) {
  text made = {NULL, 0};
  for (size_t i = 0; i < COUNT(topics); ++i) {
    append(&made, "My tea is cold. ");
  }
  lgr_result *result = graded_design(design, made.bytes);
  free(made.bytes);
  return result;
}

START_TEST(what_is_not_needed_changes_nothing) {
  const size_t design = (size_t)_i / COUNT(denials);
  const char *form = denials[(size_t)_i % COUNT(denials)];
  lgr_result *alone = graded_design(design, "");
  ck_assert_int_gt(lgr_result_score(alone), 20000);
  printf("design %zu alone: %lld\n", design, (long long)lgr_result_score(alone));
  fflush(stdout);
  size_t failed = 0;
  text all = {NULL, 0};
  for (size_t i = 0; i < COUNT(topics); ++i) {
    char sentence[128] = "";
    const size_t before = (size_t)(strchr(form, '%') - form);
    snprintf(sentence, sizeof sentence, "%.*s%s%s", (int)before, form, topics[i],
             form + before + 2);
    append(&all, sentence);
    lgr_result *result = graded_design(design, sentence);
    failed += differences(alone, result, sentence);
    lgr_result_free(result);
  }
  lgr_result *filled = graded_with_filling(design);
  lgr_result *result = graded_design(design, all.bytes);
  failed += differences(filled, result, "all of them");
  ck_assert_uint_eq(failed, 0);
  lgr_result_free(result);
  lgr_result_free(filled);
  free(all.bytes);
  lgr_result_free(alone);
}
END_TEST

/* -- what reports say ------------------------------------------------------------------- */

static void append_line(text *made, const char *line) {
  if (line != NULL) {
    append(made, line);
    append(made, "\n\n");
  }
}

/* Advice and probes for every criterion of an answer that says nothing. */
static text all_advice(void) {
  text made = {NULL, 0};
  lgr_result *result = graded("Tea.", 4);
  for (size_t i = 0; i < lgr_result_criterion_count(result); ++i) {
    const lgr_criterion_result criterion = criterion_of(result, i);
    append_line(&made, criterion.advice);
    append_line(&made, criterion.probe);
  }
  lgr_result_free(result);
  return made;
}

START_TEST(advice_that_is_pasted_earns_nothing) {
  text advice = all_advice();
  lgr_result *result = graded(advice.bytes, advice.length);
  ck_assert_int_eq(lgr_result_is_design(result), 0);
  ck_assert_int_eq(lgr_result_score(result), 0);
  lgr_result_free(result);
  free(advice.bytes);
}
END_TEST

/* As many words and sentences that say nothing: they move the rest as far. */
static text without_meaning(const text *original) {
  static const char *const words[] = {"my", "tea", "was", "cold", "but", "nobody", "drank", "it"};
  text made = {NULL, 0};
  size_t count = 0;
  for (const char *at = original->bytes; *at != '\0';) {
    const size_t letters = strcspn(at, " .,;:?!()\"\n");
    const char *word = words[letters > 0 ? count++ % COUNT(words) : 0];
    add_to_text(&made, letters > 0 ? word : at, letters > 0 ? strlen(word) : 1);
    at += letters > 0 ? letters : 1;
  }
  return made;
}

START_TEST(advice_that_is_pasted_into_an_answer_adds_nothing) {
  text advice = all_advice();
  text nothing = without_meaning(&advice);
  lgr_result *alone = graded_design((size_t)_i, nothing.bytes);
  lgr_result *result = graded_design((size_t)_i, advice.bytes);
  ck_assert_int_gt(lgr_result_score(alone), 20000);
  ck_assert_uint_eq(differences(alone, result, "the advice"), 0);
  lgr_result_free(result);
  lgr_result_free(alone);
  free(nothing.bytes);
  free(advice.bytes);
}
END_TEST

int main(int argc, char **argv) {
  folder = argc > 1 ? argv[1] : LIBGRADE_SOURCE_DIR "/corpus";
  Suite *suite = suite_create("nothing given away");
  TCase *cases = tcase_create("nothing given away");
  tcase_add_checked_fixture(cases, set_up, tear_down);
  tcase_set_timeout(cases, 60);
  tcase_add_test(cases, texts_without_a_design_earn_nothing);
  tcase_add_test(cases, the_terms_of_the_rubric_are_found);
  const int forms = (int)COUNT(layouts);
  const int first_forms = 3; /* of lists by the hundred; the others took too long */
  tcase_add_loop_test(cases, lists_of_terms_earn_next_to_nothing, 0, first_forms);
  tcase_add_loop_test(cases, lists_of_words_score_below_every_honest_answer, 0, first_forms);
  tcase_add_loop_test(cases, long_lists_are_no_designs, 0, forms);
  tcase_add_test(cases, a_long_design_is_a_design);
  tcase_add_loop_test(cases, what_is_not_needed_changes_nothing, 0,
                      (int)(COUNT(designs) * COUNT(denials)));
  tcase_add_test(cases, advice_that_is_pasted_earns_nothing);
  tcase_add_loop_test(cases, advice_that_is_pasted_into_an_answer_adds_nothing, 0,
                      (int)COUNT(designs));
  suite_add_tcase(suite, cases);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
