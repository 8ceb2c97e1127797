/* Lines of a stream: any bytes, in pieces of any size. There is one reply to every
 * line, one line of JSON with the id as it stood there. */
#include "fuzz.h"
#include "readers.h"
#include "stream_lines.h"
#include "stream_reply.h"

static const lgr_rubric *a_rubric(void) {
  static const char source[] =
      "rubric: fuzz\nformat: 1\nversion: 1.0.0\ntitle: Fuzz\nlanguage: en\n"
      "concepts: {a: [event~]}\nsections:\n- id: one\n  title: One\n  criteria:\n"
      "  - {id: one.x, title: X, points: 1, levels: {1: a}, advice: Say it., probe: Why?}\n";
  static lgr_rubric *rubric;
  const lgr_rubric_options options = {.size = sizeof options};
  if (rubric == NULL) {
    PROMISE(fuzz_rubric_parse(&rubric, source, sizeof source - 1, &options, NULL) == LGR_OK);
  }
  return rubric;
}

/* -- replies -------------------------------------------------------------------- */

static stream_grading *a_grading(void) {
  static stream_grading grading;
  if (grading.workers == NULL) {
    begin_grading(&grading, 1, 1);
    PROMISE(read_fields(NULL, &grading.fields) == 0);
  }
  return &grading;
}

/* Which members are returned: all, or some. */
static void choose_fields(stream_grading *grading, unsigned chooser) {
  size_t count = 0;
  while (field_name(count) != NULL) {
    ++count;
  }
  char list[256];
  snprintf(list, sizeof list, "%s,%s,%s", field_name(chooser % count),
           field_name(chooser * 7 % count), field_name(chooser * 31 % count));
  free_fields(&grading->fields);
  PROMISE(read_fields(chooser % 4 == 0 ? NULL : list, &grading->fields) == 0);
}

static void check_id(const stream_record *record, const stream_line *line) {
  fuzz_text id = {.bytes = (char *)(uintptr_t)record->id, .length = record->id_length};
  PROMISE(record->id >= record->line && id.length <= line->length);
  PROMISE(memchr(id.bytes, '\n', id.length) == NULL);
  /* Texts are decoded in place; the id is not. */
  PROMISE(memcmp(line->text + (record->id - record->line), id.bytes, id.length) == 0);
  read_json_report(&id);
}

static void check_reply(const stream_job *job, const stream_line *line) {
  static const char start[] = "{\"id\":";
  const fuzz_text reply = {.bytes = job->reply.bytes, .length = job->reply.length};
  PROMISE(!job->reply.failed && !job->no_memory);
  PROMISE(reply.length > sizeof start && memcmp(reply.bytes, start, sizeof start - 1) == 0);
  PROMISE(memchr(reply.bytes, '\n', reply.length) == reply.bytes + reply.length - 1);
  read_json_lines(&reply);
  if (job->record.id_length > 0) {
    check_id(&job->record, line);
    PROMISE(reply.length > sizeof start + job->record.id_length);
    PROMISE(memcmp(reply.bytes + sizeof start - 1, job->record.id, job->record.id_length) == 0);
  }
}

static void answer_line(const stream_line *line, line_state state) {
  stream_job job = {.rubric = a_rubric()};
  read_record(line, state, &job.record);
  PROMISE((job.record.fault.code == NULL) ==
          (job.record.answer.text != NULL && job.record.fault.message == NULL));
  PROMISE(state != LINE_TOO_LONG || job.record.fault.code != NULL);
  grade_record(a_grading(), 0, &job);
  check_reply(&job, line);
  free_job_memory(&job);
}

/* -- lines ------------------------------------------------------------------------- */

/* The next line of the input, as it should come. */
static fuzz_input expected_line(fuzz_input *rest) {
  fuzz_input line = *rest;
  const char *end = memchr(rest->bytes, '\n', rest->length);
  line.length = end == NULL ? rest->length : (size_t)(end - rest->bytes);
  const size_t taken = line.length + (end == NULL ? 0 : 1);
  rest->bytes += taken;
  rest->length -= taken;
  return line;
}

static void check_line(const stream_line *line, line_state state, fuzz_input expected,
                       size_t limit) {
  const bool too_long = expected.length > limit;
  PROMISE(state == (too_long ? LINE_TOO_LONG : LINE_WHOLE));
  PROMISE(line->length == (too_long ? limit : expected.length));
  PROMISE(memcmp(line->text, expected.bytes, line->length) == 0);
}

/* All lines that are there. */
static line_state take_lines(line_reader *reader, fuzz_input *rest) {
  stream_line line;
  line_state state = next_line(reader, &line);
  while (state == LINE_WHOLE || state == LINE_TOO_LONG) {
    PROMISE(rest->length > 0);
    check_line(&line, state, expected_line(rest), reader->limit);
    answer_line(&line, state);
    state = next_line(reader, &line);
  }
  return state;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  static const char mark[] = "\xEF\xBB\xBF";
  fuzz_input input = {(const char *)bytes, length};
  const size_t limit = 1 + take_byte(&input) * 8;
  const size_t piece = 1 + take_byte(&input);
  choose_fields(a_grading(), take_byte(&input));
  line_reader reader;
  begin_lines(&reader, limit);
  fuzz_input rest = input;
  if (rest.length >= 3 && memcmp(rest.bytes, mark, 3) == 0) {
    rest.bytes += 3;
    rest.length -= 3;
  }
  while (input.length > 0) {
    size_t room = 0;
    char *place = line_room(&reader, &room);
    const size_t size = piece < input.length ? piece : input.length;
    PROMISE(room >= size);
    memcpy(place, input.bytes, size);
    add_to_lines(&reader, size);
    input.bytes += size;
    input.length -= size;
    PROMISE(take_lines(&reader, &rest) == LINE_MISSING);
  }
  add_to_lines(&reader, 0);
  PROMISE(take_lines(&reader, &rest) == LINE_NO_MORE);
  PROMISE(rest.length == 0);
  free_lines(&reader);
  return 0;
}
