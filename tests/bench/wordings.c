/* What the built-in rubric's pattern set is made of, for comparisons with programs
 * that take regular expressions:
 *
 *   bench_wordings export             every wording as a regular expression, one a line
 *   bench_wordings text ANSWER        the text that the pattern set sees
 *   bench_wordings scan KEPT SECONDS ANSWER...
 *   bench_wordings found KEPT ANSWER...
 *
 * `scan` makes a pattern set of the wordings whose numbers (from 0, one a line) are in
 * the file KEPT, searches the answers and prints what the programs in peers/ print;
 * `found` prints the numbers of those that match in an answer, once for each. It
 * is linked with --wrap=lg_pattern_builder_add, so that it sees what the rubric adds. */
#define _POSIX_C_SOURCE 200809L
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/builtin.h"
#include "../support/corpus.h"
#include "api/objects.h"
#include "clock.h"
#include "document/document.h"
#include "pattern/set.h"

static const char BUILTIN[] = "senior-data-engineer";

static void must(int status, const char *what) {
  if (status != 0) {
    fprintf(stderr, "%s: %s\n", what, lgr_status_text((lgr_status)status));
    exit(EXIT_FAILURE);
  }
}

/* -- what the rubric adds -------------------------------------------------------------- */

typedef void (*wording_visitor)(size_t number, const lg_wording *wording, unsigned typos);

/* Of the run: this program does one thing at a time. */
static wording_visitor visit;
static size_t visited;

lg_status __real_lg_pattern_builder_add(lg_pattern_builder *builder, uint32_t owner,
                                        const lg_wording *wording, unsigned typos,
                                        lg_wording_error *error);
lg_status __wrap_lg_pattern_builder_add(lg_pattern_builder *builder, uint32_t owner,
                                        const lg_wording *wording, unsigned typos,
                                        lg_wording_error *error);

lg_status __wrap_lg_pattern_builder_add(lg_pattern_builder *builder, uint32_t owner,
                                        const lg_wording *wording, unsigned typos,
                                        lg_wording_error *error) {
  if (visit != NULL) {
    visit(visited++, wording, typos);
  }
  return __real_lg_pattern_builder_add(builder, owner, wording, typos, error);
}

static void each_wording(wording_visitor visitor) {
  lgr_rubric *rubric;
  visit = visitor;
  visited = 0;
  must((int)builtin_parse(&rubric, BUILTIN), "parsing");
  visit = NULL;
  lgr_rubric_free(rubric);
}

/* -- as regular expressions ------------------------------------------------------------- */

/* As programs see it that look at bytes. */
static bool is_word(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void print_literal(const lg_form *form) {
  for (uint32_t i = 0; i < form->length; ++i) {
    if (strchr("\\^$.[]|()?*+{}/#-&~\"", form->text[i]) != NULL) {
      putchar('\\');
    }
    putchar(form->text[i]);
  }
}

/* A form ends where a word does. One that may go on needs no end. */
static void print_form(const lg_form *form) {
  fputs(form->length > 0 && is_word(form->text[0]) ? "\\b" : "", stdout);
  print_literal(form);
  if (form->open == LG_END_LONGER) {
    fputs("\\w+", stdout);
  } else if (form->open == LG_END_CLOSED && is_word(form->text[form->length - 1])) {
    fputs("\\b", stdout);
  }
}

static void print_wording(size_t number, const lg_wording *wording, unsigned typos) {
  (void)number;
  (void)typos;
  if (wording->kind == LG_WORDING_IRREGULAR) {
    printf("\\b(?:%.*s)\\b\n", (int)wording->regex_length, wording->regex);
    return;
  }
  fputs("(?:", stdout);
  for (uint32_t i = 0; i < wording->form_count; ++i) {
    fputs(i > 0 ? "|" : "", stdout);
    print_form(&wording->forms[i]);
  }
  fputs(")\n", stdout);
}

/* -- documents -------------------------------------------------------------------------- */

typedef struct document {
  lgr_rubric *rubric; /* has the language */
  lg_document *made;
} document;

static document make_document(const char *path) {
  document out = {NULL, NULL};
  must((int)lgr_rubric_builtin(&out.rubric, BUILTIN, NULL), "loading");
  lg_document_input input = {0};
  char *bytes = corpus_read_file(path, &input.length);
  input.bytes = bytes;
  const lg_allocator memory = lg_allocator_standard();
  must((int)lg_document_make(&out.made, &input, out.rubric->rubric->language, &memory, NULL), path);
  free(bytes);
  return out;
}

static void free_document(document *of) {
  lg_document_free(of->made);
  lgr_rubric_free(of->rubric);
}

static void print_text(const char *path) {
  document of = make_document(path);
  fwrite(of.made->text, 1, of.made->length, stdout);
  free_document(&of);
}

/* -- searching --------------------------------------------------------------------------- */

static bool *kept; /* by number; room for kept_count */
static size_t kept_count;
static size_t *numbers; /* of the owners of the set, which are counted from 0 */
static uint32_t owner_count;
static lg_pattern_builder *builder_of_kept;

static void read_kept(const char *path) {
  FILE *file = fopen(path, "r");
  size_t number;
  while (file != NULL && fscanf(file, "%zu", &number) == 1) {
    if (number >= kept_count) {
      kept = realloc(kept, number + 1);
      if (kept == NULL) {
        exit(EXIT_FAILURE);
      }
      memset(kept + kept_count, 0, number + 1 - kept_count);
      kept_count = number + 1;
    }
    kept[number] = true;
  }
  if (file == NULL || kept == NULL) {
    fprintf(stderr, "%s: no numbers\n", path);
    exit(EXIT_FAILURE);
  }
  fclose(file);
}

/* Without forgiving slips, which a regular expression does not do. */
static void add_kept(size_t number, const lg_wording *wording, unsigned typos) {
  (void)typos;
  if (number < kept_count && kept[number]) {
    lg_wording_error error;
    must((int)__real_lg_pattern_builder_add(builder_of_kept, owner_count, wording, 0, &error),
         "adding");
    numbers[owner_count++] = number;
  }
}

static lg_pattern_set *make_set(const lg_allocator *memory) {
  lg_pattern_set *set;
  builder_of_kept = lg_pattern_builder_new(memory);
  numbers = calloc(kept_count, sizeof *numbers);
  if (builder_of_kept == NULL || numbers == NULL) {
    exit(EXIT_FAILURE);
  }
  each_wording(add_kept);
  must((int)lg_pattern_builder_finish(builder_of_kept, &set), "finishing");
  lg_pattern_builder_free(builder_of_kept);
  return set;
}

/* Takes as long as `seconds` says, and tells that; with none, which patterns match. */
static void scan_answer(const lg_pattern_set *set, lg_pattern_scratch *scratch, const char *path,
                        const double *seconds) {
  document of = make_document(path);
  lg_unit_range *units = calloc(of.made->sentence_count + 1, sizeof *units);
  if (units == NULL) {
    exit(EXIT_FAILURE);
  }
  for (uint32_t i = 0; i < of.made->sentence_count; ++i) {
    units[i] = (lg_unit_range){of.made->sentences[i].start, of.made->sentences[i].end};
  }
  const lg_scan_input input = {.text = of.made->text,
                               .length = of.made->length,
                               .units = units,
                               .unit_count = of.made->sentence_count};
  lg_scan_output found;
  clock_runs runs = clock_begin(seconds != NULL ? *seconds : 0);
  while (clock_next(&runs)) {
    must((int)lg_pattern_scan(set, scratch, &input, NULL, NULL, &found), "scanning");
  }
  size_t patterns = 0;
  for (uint32_t i = 0; found.first != NULL && i < found.owner_end; ++i) {
    const bool matches = found.end[i] > found.first[i];
    patterns += matches;
    if (matches && seconds == NULL) {
      printf("%zu\n", numbers[i]);
    }
  }
  if (seconds != NULL) {
    printf("text %.1f %zu %zu\n", clock_median(&runs) * 1e6, patterns, found.hit_count);
  }
  free(units);
  free_document(&of);
}

static void scan(const double *seconds, char **paths) {
  const lg_allocator memory = lg_allocator_standard();
  lg_pattern_set *set = make_set(&memory);
  lg_pattern_scratch *scratch = lg_pattern_scratch_new(set, &memory);
  if (scratch == NULL) {
    exit(EXIT_FAILURE);
  }
  lg_pattern_statistics statistics;
  lg_pattern_set_statistics(set, &statistics);
  if (seconds != NULL) {
    printf("build 0 %zu\n", statistics.bytes);
  }
  for (; *paths != NULL; ++paths) {
    scan_answer(set, scratch, *paths, seconds);
  }
  lg_pattern_scratch_free(scratch);
  lg_pattern_set_free(set);
  free(kept);
  free(numbers);
}

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  if (strcmp(what, "export") == 0) {
    each_wording(print_wording);
  } else if (strcmp(what, "text") == 0 && argc == 3) {
    print_text(argv[2]);
  } else if (strcmp(what, "scan") == 0 && argc > 4) {
    const double seconds = strtod(argv[3], NULL);
    read_kept(argv[2]);
    scan(&seconds, argv + 4);
  } else if (strcmp(what, "found") == 0 && argc > 3) {
    read_kept(argv[2]);
    scan(NULL, argv + 3);
  } else {
    fprintf(stderr, "usage: bench_wordings export | text ANSWER | scan KEPT SECONDS ANSWER... | "
                    "found KEPT ANSWER...\n");
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
