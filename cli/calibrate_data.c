#include "calibrate_data.h"

#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "message.h"
#include "support.h"

static void take_block(const lgr_rubric *rubric, size_t index, weigh_block *out) {
  memset(out, 0, sizeof *out);
  out->index = index;
  out->about.size = sizeof out->about;
  (void)lgr_rubric_weighing(rubric, index, &out->about);
  out->terms = take_memory(out->about.term_count, sizeof *out->terms);
  out->groups = take_memory(out->about.group_count, sizeof *out->groups);
  for (size_t i = 0; i < out->about.term_count; ++i) {
    out->terms[i].size = sizeof out->terms[i];
    (void)lgr_rubric_weighing_term(rubric, index, i, &out->terms[i]);
  }
  for (size_t i = 0; i < out->about.group_count; ++i) {
    out->groups[i].size = sizeof out->groups[i];
    (void)lgr_rubric_weighing_group(rubric, index, i, &out->groups[i]);
  }
}

void take_blocks(const lgr_rubric *rubric, weigh_blocks *out) {
  out->count = lgr_rubric_weighing_count(rubric);
  out->items = take_memory(out->count, sizeof *out->items);
  for (size_t i = 0; i < out->count; ++i) {
    take_block(rubric, i, &out->items[i]);
  }
}

void free_blocks(weigh_blocks *blocks) {
  for (size_t i = 0; i < blocks->count; ++i) {
    weigh_block *block = &blocks->items[i];
    free(block->terms);
    free(block->groups);
    free(block->answers);
    free(block->windows);
    free(block->present);
  }
  free(blocks->items);
  memset(blocks, 0, sizeof *blocks);
}

/* -- answers ----------------------------------------------------------------- */

/* One answer while its windows come in. */
typedef struct gathering {
  weigh_blocks *blocks;
  const labelled_answer *answer;
  const file_bytes *text;
  size_t fold;
  size_t looked_up; /* the last block begun, plus one */
  bool labelled;    /* that block's criterion is */
  bool has_quote;
  size_t quote_start;
  size_t quote_end;
} gathering;

/* Begins a block: notes the answer, and where its quotation stands. */
static void begin_block(gathering *self, weigh_block *block) {
  const char *id = block->about.criterion;
  const int level = block->about.is_penalty ? labelled_penalty(self->answer, id)
                                            : labelled_level(self->answer, id);
  self->labelled = level >= 0;
  self->has_quote = false;
  if (!self->labelled) {
    return;
  }
  block->answers = grow_memory(block->answers, &block->answer_capacity, block->answer_count + 1,
                               sizeof *block->answers);
  block_answer *made = &block->answers[block->answer_count++];
  memset(made, 0, sizeof *made);
  made->fold = self->fold;
  made->positive = (uint32_t)level >= block->about.level;
  made->first = block->window_count;
  const char *quote = labelled_quote(self->answer, id);
  if (made->positive && quote != NULL) {
    self->has_quote = find_quote(self->text->data, self->text->length, quote, &self->quote_start,
                                 &self->quote_end);
  }
}

/* Blocks come in order; those without a window are begun on the way. */
static void begin_until(gathering *self, size_t count) {
  while (self->looked_up < count) {
    begin_block(self, &self->blocks->items[self->looked_up++]);
  }
}

static void add_window(const gathering *self, weigh_block *block, const lgr_window *window) {
  block_answer *answer = &block->answers[block->answer_count - 1];
  block->windows = grow_memory(block->windows, &block->window_capacity, block->window_count + 1,
                               sizeof *block->windows);
  block_window *made = &block->windows[block->window_count++];
  made->first = block->present_count;
  made->count = 0;
  made->start = (size_t)window->start;
  made->end = (size_t)window->end;
  made->quoted =
      self->has_quote && window->start < self->quote_end && self->quote_start < window->end;
  for (size_t i = 0; i < block->about.term_count; ++i) {
    for (unsigned times = 0; times < window->present[i]; ++times) {
      block->present = grow_memory(block->present, &block->present_capacity,
                                   block->present_count + 1, sizeof *block->present);
      block->present[block->present_count++] = (uint32_t)i;
      ++made->count;
    }
  }
  ++answer->count;
  answer->quoted |= made->quoted;
}

static int take_window(void *context, const lgr_window *window) {
  gathering *self = context;
  begin_until(self, window->weighing + 1);
  if (self->labelled && window->needs_holds != 0) {
    add_window(self, &self->blocks->items[window->weighing], window);
  }
  return 0;
}

int add_answer(weigh_blocks *blocks, cli_session *session, const labelled_answer *answer,
               size_t fold) {
  file_bytes text;
  if (!read_file(answer->path, NULL, &text)) {
    return STATUS_FAILED;
  }
  gathering self;
  memset(&self, 0, sizeof self);
  self.blocks = blocks;
  self.answer = answer;
  self.text = &text;
  self.fold = fold;
  const lgr_answer given = answer_of(&text, answer->path, answer->prompt);
  const lgr_status status = lgr_weighings(session->grader, &given, take_window, &self);
  if (status == LGR_OK) {
    begin_until(&self, blocks->count);
  } else {
    report_error(session->run, answer->path, CODE_NOT_GRADED, NULL, "cannot be weighed: %s",
                 lgr_status_text(status));
  }
  free(text.data);
  return status == LGR_OK ? STATUS_DONE : STATUS_FAILED;
}
