#define PCRE2_CODE_UNIT_WIDTH 8
#include "pattern/regex.h"

#include <pcre2.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "pattern/set.h"

struct lg_regex_context {
  lg_allocator allocator;
  pcre2_general_context *general;
  pcre2_match_context *match;
};

struct lg_regex {
  lg_allocator allocator;
  pcre2_code *code;
};

struct lg_regex_scratch {
  lg_allocator allocator;
  pcre2_match_data *data;
  const lg_regex_context *context;
};

/* PCRE2 frees without telling the size, our allocators want it: it is kept in
 * front of each block. */
typedef union header {
  size_t size;
  max_align_t alignment;
} header;

static void *take(PCRE2_SIZE size, void *context) {
  const lg_allocator *allocator = context;
  if (size > SIZE_MAX / 2) {
    return NULL;
  }
  header *block = lg_allocate(allocator, size + sizeof(header));
  if (block == NULL) {
    return NULL;
  }
  block->size = size + sizeof(header);
  return block + 1;
}

static void give_back(void *memory, void *context) {
  if (memory != NULL) {
    header *block = (header *)memory - 1;
    lg_release(context, block, block->size);
  }
}

lg_regex_context *lg_regex_context_new(const lg_allocator *allocator) {
  lg_regex_context *context = lg_allocate_zeroed(allocator, sizeof *context);
  if (context == NULL) {
    return NULL;
  }
  context->allocator = *allocator;
  context->general = pcre2_general_context_create(take, give_back, &context->allocator);
  if (context->general != NULL) {
    context->match = pcre2_match_context_create(context->general);
  }
  if (context->match == NULL) {
    lg_regex_context_free(context);
    return NULL;
  }
  pcre2_set_match_limit(context->match, LG_LIMIT_REGEX_STEPS);
  pcre2_set_depth_limit(context->match, LG_LIMIT_REGEX_STEPS);
  pcre2_set_heap_limit(context->match, LG_LIMIT_REGEX_HEAP_KIB);
  return context;
}

void lg_regex_context_free(lg_regex_context *context) {
  if (context == NULL) {
    return;
  }
  pcre2_match_context_free(context->match);
  pcre2_general_context_free(context->general);
  const lg_allocator allocator = context->allocator;
  lg_release(&allocator, context, sizeof *context);
}

/* A word character may not stand on both sides of an end of the match. */
static const char PREFIX[] = "(?:(?<!\\w)|(?!\\w))(?:";
static const char SUFFIX[] = ")(?:(?!\\w)|(?<!\\w))";

static lg_status refuse(lg_regex_error *error, int code, size_t offset) {
  const size_t before = sizeof PREFIX - 1;
  error->offset = offset > before ? offset - before : 0;
  if (pcre2_get_error_message(code, (PCRE2_UCHAR *)error->message, sizeof error->message) < 0) {
    error->message[0] = '\0';
  }
  return LG_REJECTED;
}

static lg_status compile(lg_regex *regex, const lg_regex_context *context, const lg_buffer *source,
                         lg_regex_error *error) {
  pcre2_compile_context *settings = pcre2_compile_context_create(context->general);
  if (settings == NULL) {
    return LG_NO_MEMORY;
  }
  pcre2_set_parens_nest_limit(settings, LG_LIMIT_WORDING_DEPTH * 4);
  int code = 0;
  PCRE2_SIZE offset = 0;
  regex->code = pcre2_compile((PCRE2_SPTR)source->bytes, source->length,
                              PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_UTF_CHECK |
                                  PCRE2_NO_AUTO_CAPTURE,
                              &code, &offset, settings);
  pcre2_compile_context_free(settings);
  if (regex->code == NULL) {
    return code == PCRE2_ERROR_HEAP_FAILED ? LG_NO_MEMORY : refuse(error, code, offset);
  }
  return LG_OK;
}

static bool matches_empty(const lg_regex *regex) {
  uint32_t empty = 0;
  pcre2_pattern_info(regex->code, PCRE2_INFO_MATCHEMPTY, &empty);
  return empty != 0;
}

lg_status lg_regex_compile(lg_regex **out, const lg_regex_context *context, const char *source,
                           size_t length, lg_regex_error *error) {
  *out = NULL;
  memset(error, 0, sizeof *error);
  lg_regex *regex = lg_allocate_zeroed(&context->allocator, sizeof *regex);
  if (regex == NULL) {
    return LG_NO_MEMORY;
  }
  regex->allocator = context->allocator;
  lg_buffer bound;
  lg_buffer_init(&bound, &context->allocator);
  lg_buffer_add_text(&bound, PREFIX);
  lg_buffer_add(&bound, source, length);
  lg_buffer_add_text(&bound, SUFFIX);
  lg_status status = bound.failed ? LG_NO_MEMORY : compile(regex, context, &bound, error);
  lg_buffer_free(&bound);
  if (status == LG_OK && matches_empty(regex)) {
    static const char message[] = "the wording can match empty text";
    memcpy(error->message, message, sizeof message);
    status = LG_REJECTED;
  }
  if (status != LG_OK) {
    lg_regex_free(regex);
    return status;
  }
  *out = regex;
  return LG_OK;
}

void lg_regex_free(lg_regex *regex) {
  if (regex != NULL) {
    pcre2_code_free(regex->code);
    const lg_allocator allocator = regex->allocator;
    lg_release(&allocator, regex, sizeof *regex);
  }
}

/* -- compiled once ---------------------------------------------------------------
 *
 * Compiling costs some 70,000 instructions an expression, and one answer of a page
 * touches 200 of a rubric's 400: a quarter of what grading it costs. So those of
 * rubrics that are built in are compiled by the build. What PCRE2 writes is good for
 * one release of it; its name goes first. */

enum { VERSION_BYTES = 64 };

static void write_version(char version[VERSION_BYTES]) {
  memset(version, 0, VERSION_BYTES);
  if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) < VERSION_BYTES) {
    pcre2_config(PCRE2_CONFIG_VERSION, version);
  }
}

lg_status lg_regexes_write(lg_regex *const *regexes, size_t count, const lg_regex_context *context,
                           lg_buffer *out) {
  char version[VERSION_BYTES];
  uint8_t *bytes = NULL;
  PCRE2_SIZE size = 0;
  const pcre2_code **codes = lg_allocate_array(&context->allocator, count, sizeof *codes);
  if (codes == NULL) {
    return LG_NO_MEMORY;
  }
  for (size_t i = 0; i < count; ++i) {
    codes[i] = regexes[i]->code;
  }
  const int32_t written =
      pcre2_serialize_encode(codes, (int32_t)count, &bytes, &size, context->general);
  lg_release(&context->allocator, codes, count * sizeof *codes);
  if (written < 0) {
    return LG_NO_MEMORY;
  }
  write_version(version);
  lg_buffer_add(out, version, sizeof version);
  lg_buffer_add(out, (const char *)bytes, size);
  pcre2_serialize_free(bytes);
  return out->failed ? LG_NO_MEMORY : LG_OK;
}

/* Gives each code an object of its own; on failure all are freed. */
static lg_status own_codes(lg_regex **out, pcre2_code **codes, size_t count,
                           const lg_regex_context *context) {
  size_t made = 0;
  while (made < count) {
    lg_regex *regex = lg_allocate(&context->allocator, sizeof *regex);
    if (regex == NULL) {
      break;
    }
    *regex = (lg_regex){context->allocator, codes[made]};
    out[made++] = regex;
  }
  if (made == count) {
    return LG_OK;
  }
  for (size_t i = made; i < count; ++i) {
    pcre2_code_free(codes[i]);
  }
  while (made > 0) {
    lg_regex_free(out[--made]);
    out[made] = NULL;
  }
  return LG_NO_MEMORY;
}

lg_status lg_regexes_read(lg_regex **out, size_t count, const lg_regex_context *context,
                          const void *bytes) {
  char version[VERSION_BYTES];
  write_version(version);
  if (memcmp(bytes, version, sizeof version) != 0) {
    return LG_REJECTED;
  }
  pcre2_code **codes = lg_allocate_array(&context->allocator, count, sizeof *codes);
  if (codes == NULL) {
    return LG_NO_MEMORY;
  }
  const int32_t read = pcre2_serialize_decode(
      codes, (int32_t)count, (const uint8_t *)bytes + sizeof version, context->general);
  lg_status status = read == PCRE2_ERROR_NOMEMORY ? LG_NO_MEMORY : LG_REJECTED;
  if (read == (int32_t)count) {
    status = own_codes(out, codes, count, context);
  }
  lg_release(&context->allocator, codes, count * sizeof *codes);
  return status;
}

lg_regex_scratch *lg_regex_scratch_new(const lg_regex_context *context) {
  lg_regex_scratch *scratch = lg_allocate_zeroed(&context->allocator, sizeof *scratch);
  if (scratch == NULL) {
    return NULL;
  }
  scratch->allocator = context->allocator;
  scratch->context = context;
  scratch->data = pcre2_match_data_create(1, context->general);
  if (scratch->data == NULL) {
    lg_regex_scratch_free(scratch);
    return NULL;
  }
  return scratch;
}

void lg_regex_scratch_free(lg_regex_scratch *scratch) {
  if (scratch != NULL) {
    pcre2_match_data_free(scratch->data);
    const lg_allocator allocator = scratch->allocator;
    lg_release(&allocator, scratch, sizeof *scratch);
  }
}

static lg_regex_outcome find(const lg_regex *regex, lg_regex_scratch *scratch, const char *text,
                             size_t length, size_t from, uint32_t options, size_t *start,
                             size_t *end) {
  const int found =
      pcre2_match(regex->code, (PCRE2_SPTR)text, length, from, PCRE2_NO_UTF_CHECK | options,
                  scratch->data, scratch->context->match);
  if (found == PCRE2_ERROR_NOMATCH) {
    return LG_REGEX_NO_MATCH;
  }
  if (found == PCRE2_ERROR_NOMEMORY) {
    return LG_REGEX_NO_MEMORY;
  }
  if (found < 0) {
    return LG_REGEX_LIMIT;
  }
  const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(scratch->data);
  *start = offsets[0];
  *end = offsets[1];
  return LG_REGEX_MATCH;
}

lg_regex_outcome lg_regex_find(const lg_regex *regex, lg_regex_scratch *scratch, const char *text,
                               size_t length, size_t from, size_t *start, size_t *end) {
  return find(regex, scratch, text, length, from, 0, start, end);
}

lg_regex_outcome lg_regex_find_at(const lg_regex *regex, lg_regex_scratch *scratch,
                                  const char *text, size_t length, size_t at, size_t *end) {
  size_t start;
  return find(regex, scratch, text, length, at, PCRE2_ANCHORED, &start, end);
}

#define STRING_OF(x) #x
#define STRING(x) STRING_OF(x)

const char *lg_pattern_library_version(void) {
  static const char version[] = "PCRE2 " STRING(PCRE2_MAJOR) "." STRING(PCRE2_MINOR);
  return version;
}
