/* The answer with its evidence marked.
 *
 * Pieces of evidence overlap: two criteria are credited for one sentence, a
 * third for half of it and the next line. HTML elements only nest, so the answer
 * is cut at every place where a piece of evidence begins or ends and at every
 * end of a line, and each piece of text says what it is evidence for:
 *
 *   evidence 1   |-------------|
 *   evidence 2         |-------------|
 *   text       xxAAAAAABBBBBBBBCCCCCCxx     A: 1, B: 1 and 2, C: 2
 *
 * In front of the place where a piece of evidence begins stands its number, a
 * link to the criterion; the criterion's quotation links back to it. */
#include <stdlib.h>
#include <string.h>

#include "report/html.h"

typedef struct mark {
  uint64_t start;
  uint64_t end;
  unsigned evidence; /* number among all evidence of the answer */
  unsigned owner;    /* number of the criterion or penalty */
  bool penalty;
  lg_html_kind kind;
  const char *title; /* of criterion or penalty */
} mark;

typedef struct marking {
  lg_html *page;
  const lg_result *result;
  lg_allocator allocator;
  mark *marks; /* by start */
  size_t count;
  size_t capacity;
  size_t next; /* the first that is still to come */
  const mark **active;
  size_t active_count;
  bool no_memory;
} marking;

bool lg_html_is_repeated(const lg_result_evidence *evidence, uint32_t index) {
  for (uint32_t i = 0; i < index; ++i) {
    if (evidence[i].start == evidence[index].start && evidence[i].end == evidence[index].end) {
      return true;
    }
  }
  return false;
}

bool lg_html_is_marked(const lg_result *result, const lg_result_evidence *evidence,
                       uint32_t index) {
  const lg_result_evidence *item = &evidence[index];
  return item->start < item->end && item->end <= result->answer_length &&
         !lg_html_is_repeated(evidence, index);
}

/* -- collecting --------------------------------------------------------------------- */

/* Adds those of one criterion or penalty; `model` holds what they share. */
static void add_marks(marking *m, mark model, unsigned first, const lg_result_evidence *evidence,
                      uint32_t count) {
  for (uint32_t i = 0; i < count && !m->no_memory; ++i) {
    if (!lg_html_is_marked(m->result, evidence, i)) {
      continue;
    }
    if (!lg_grow(&m->allocator, &m->marks, &m->capacity, m->count + 1, sizeof *m->marks)) {
      m->no_memory = true;
      return;
    }
    model.start = evidence[i].start;
    model.end = evidence[i].end;
    model.evidence = first + i;
    m->marks[m->count++] = model;
  }
}

/* By start, then by number: so those of one criterion that begin at one place
 * stand together. */
static int by_start(const void *left_item, const void *right_item) {
  const mark *left = left_item;
  const mark *right = right_item;
  if (left->start != right->start) {
    return left->start < right->start ? -1 : 1;
  }
  return left->evidence < right->evidence ? -1 : 1;
}

static void collect(marking *m) {
  const lg_result *result = m->result;
  unsigned evidence = 1;
  for (uint32_t i = 0; i < result->criterion_count; ++i) {
    const lg_result_criterion *criterion = &result->criteria[i];
    const mark model = {
        .owner = i + 1, .kind = lg_html_criterion_kind(criterion), .title = criterion->title};
    add_marks(m, model, evidence, criterion->evidence, criterion->evidence_count);
    evidence += criterion->evidence_count;
  }
  for (uint32_t i = 0; i < result->penalty_count; ++i) {
    const lg_result_penalty *penalty = &result->penalties[i];
    const mark model = {.owner = i + 1,
                        .penalty = true,
                        .kind = lg_html_penalty_kind(penalty),
                        .title = penalty->title};
    add_marks(m, model, evidence, penalty->evidence, penalty->evidence_count);
    evidence += penalty->evidence_count;
  }
  if (m->count == 0 || m->no_memory) {
    return;
  }
  qsort(m->marks, m->count, sizeof *m->marks, by_start);
  m->active = lg_allocate_array(&m->allocator, m->count, sizeof *m->active);
  m->no_memory = m->active == NULL;
}

/* -- text ---------------------------------------------------------------------------- */

static void write_owner(lg_html *page, const mark *item) {
  lg_html_markup(page, "%s%u", item->penalty ? "P" : "", item->owner);
}

/* The number in front of a piece of evidence. Two pieces of one criterion that
 * begin at one place share it; the second has a place to jump to all the same. */
static void write_number(lg_html *page, const mark *item, const mark *before) {
  if (before != NULL && before->start == item->start && before->owner == item->owner &&
      before->penalty == item->penalty) {
    lg_html_markup(page, "<span id=\"a%u-e%u\"></span>", page->number, item->evidence);
    return;
  }
  lg_html_markup(page, "<a class=\"r %s\" id=\"a%u-e%u\" href=\"#a%u-%c%u\" title=\"",
                 lg_html_kind_class(item->kind), page->number, item->evidence, page->number,
                 item->penalty ? 'p' : 'c', item->owner);
  lg_html_attribute(page, item->title);
  lg_html_markup(page, "\">");
  write_owner(page, item);
  lg_html_markup(page, "</a>");
}

/* Forgets what ends at `at`, takes up what begins there. */
static void pass(marking *m, size_t at) {
  size_t kept = 0;
  for (size_t i = 0; i < m->active_count; ++i) {
    if (m->active[i]->end > at) {
      m->active[kept++] = m->active[i];
    }
  }
  m->active_count = kept;
  while (m->next < m->count && m->marks[m->next].start <= at) {
    const mark *item = &m->marks[m->next];
    write_number(m->page, item, m->next > 0 ? item - 1 : NULL);
    ++m->next;
    m->active[m->active_count++] = item;
  }
}

/* Where the text must be cut next, at `end` the latest. */
static size_t next_cut(const marking *m, size_t end) {
  uint64_t cut = end;
  if (m->next < m->count && m->marks[m->next].start < cut) {
    cut = m->marks[m->next].start;
  }
  for (size_t i = 0; i < m->active_count; ++i) {
    cut = m->active[i]->end < cut ? m->active[i]->end : cut;
  }
  return (size_t)cut;
}

/* A piece looks like the best it was credited for, and like a penalty as well. */
static void write_looks(const marking *m) {
  bool has[LG_HTML_KINDS] = {false};
  for (size_t i = 0; i < m->active_count; ++i) {
    has[m->active[i]->kind] = true;
  }
  lg_html_markup(m->page, "%s%s",
                 has[LG_HTML_FULL]   ? "full"
                 : has[LG_HTML_PART] ? "part"
                 : has[LG_HTML_COST] ? ""
                                     : "open",
                 has[LG_HTML_COST] ? " cost" : "");
}

/* Two of one criterion that begin at one place stand together: it is told once. */
static bool owner_is_told(const marking *m, size_t index) {
  const mark *item = m->active[index];
  const mark *before = index > 0 ? m->active[index - 1] : NULL;
  return before != NULL && before->owner == item->owner && before->penalty == item->penalty;
}

static void write_piece(const marking *m, size_t start, size_t end) {
  lg_html *page = m->page;
  if (m->active_count == 0) {
    lg_html_text_of(page, m->result->answer + start, end - start);
    return;
  }
  lg_html_markup(page, "<mark class=\"");
  write_looks(m);
  lg_html_markup(page, "\" data-e=\"");
  for (size_t i = 0; i < m->active_count; ++i) {
    lg_html_markup(page, "%s%u", i > 0 ? " " : "", m->active[i]->evidence);
  }
  lg_html_markup(page, "\" title=\"");
  for (size_t i = 0; i < m->active_count; ++i) {
    if (!owner_is_told(m, i)) {
      lg_html_markup(page, "%s", i > 0 ? ", " : "");
      write_owner(page, m->active[i]);
    }
  }
  lg_html_markup(page, "\">");
  lg_html_text_of(page, m->result->answer + start, end - start);
  lg_html_markup(page, "</mark>");
}

/* -- lines ---------------------------------------------------------------------------- */

static size_t end_of_line(const char *text, size_t at, size_t length) {
  for (; at < length; ++at) {
    const bool lone_return = text[at] == '\r' && (at + 1 >= length || text[at + 1] != '\n');
    if (text[at] == '\n' || lone_return) {
      return at + 1;
    }
  }
  return length;
}

static bool begins_with(const char *text, size_t length, const char *prefix) {
  const size_t size = strlen(prefix);
  return length >= size && memcmp(text, prefix, size) == 0;
}

/* Code and tables keep their columns, headings stand out; the rest is prose. */
static const char *line_class(const char *line, size_t length, bool *fenced) {
  while (length > 0 && *line == ' ') {
    ++line;
    --length;
  }
  if (begins_with(line, length, "```") || begins_with(line, length, "~~~")) {
    *fenced = !*fenced;
    return "l k";
  }
  if (*fenced || begins_with(line, length, "|")) {
    return "l k";
  }
  const size_t marks = length > 0 && *line == '#' ? strspn(line, "#") : 0;
  return marks > 0 && marks <= 6 && marks < length && line[marks] == ' ' ? "l h" : "l";
}

static void write_line(marking *m, size_t start, size_t end, bool *fenced) {
  lg_html_markup(m->page, "<div class=\"%s\">",
                 line_class(m->result->answer + start, end - start, fenced));
  for (size_t at = start; at < end;) {
    pass(m, at);
    const size_t cut = next_cut(m, end);
    write_piece(m, at, cut);
    at = cut;
  }
  lg_html_markup(m->page, "</div>");
}

static void write_lines(marking *m) {
  static const char byte_order_mark[] = "\xef\xbb\xbf";
  const char *answer = m->result->answer;
  const size_t length = m->result->answer_length;
  bool fenced = false;
  size_t at = 0;
  if (length > 0 && begins_with(answer, length, byte_order_mark) &&
      (m->count == 0 || m->marks[0].start >= sizeof byte_order_mark - 1)) {
    at = sizeof byte_order_mark - 1;
  }
  while (at < length && m->page->output->status == LG_OK) {
    const size_t end = end_of_line(answer, at, length);
    write_line(m, at, end, &fenced);
    at = end;
  }
}

void lg_html_marked_answer(lg_html *page, const lg_result *result) {
  marking m = {.page = page, .result = result, .allocator = page->output->buffer.allocator};
  collect(&m);
  if (m.no_memory) {
    lg_output_fail(page->output, LG_NO_MEMORY);
  } else {
    lg_html_markup(page, "<div class=\"lines\">");
    write_lines(&m);
    lg_html_markup(page, "</div>\n");
  }
  lg_release(&m.allocator, (void *)m.active, m.active != NULL ? m.count * sizeof *m.active : 0);
  lg_release(&m.allocator, m.marks, m.capacity * sizeof *m.marks);
}
