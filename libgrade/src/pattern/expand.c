/* From a tree to the plain forms it stands for: the product of its choices. */
#include <string.h>

#include "base/limits.h"
#include "base/word.h"
#include "pattern/syntax.h"

typedef struct expander {
  const lg_inflections *irregular;
  lg_arena *arena;
} expander;

static lg_forms expand(const expander *e, const lg_syntax *node);

static lg_forms one_form(const expander *e, const char *text, size_t length, unsigned open) {
  lg_forms forms = {0};
  lg_forms_add(&forms, text, length, "", 0, open, e->arena);
  return forms;
}

static void append_all(const expander *e, lg_forms *to, const lg_forms *from) {
  to->overflow |= from->overflow;
  to->failed |= from->failed;
  for (uint32_t i = 0; i < from->count; ++i) {
    lg_forms_add(to, from->items[i].text, from->items[i].length, "", 0, from->items[i].open,
                 e->arena);
  }
}

static lg_forms expand_join(const expander *e, const lg_syntax *node) {
  lg_forms forms = one_form(e, "", 0, LG_END_CLOSED);
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    const lg_forms tails = expand(e, child);
    lg_forms product = {.overflow = forms.overflow || tails.overflow,
                        .failed = forms.failed || tails.failed};
    for (uint32_t i = 0; i < forms.count; ++i) {
      for (uint32_t j = 0; j < tails.count; ++j) {
        /* A word with an open end in the middle has no plain form, nor has an
         * open end behind something that is no word. */
        product.overflow |= forms.items[i].open && tails.items[j].length > 0;
        product.overflow |= tails.items[j].open && tails.items[j].length == 0 &&
                            forms.items[i].length > 0 &&
                            !lg_word_before(forms.items[i].text, forms.items[i].length);
        lg_forms_add(&product, forms.items[i].text, forms.items[i].length, tails.items[j].text,
                     tails.items[j].length, forms.items[i].open | tails.items[j].open, e->arena);
      }
    }
    forms = product;
    if (forms.overflow || forms.failed) {
      break;
    }
  }
  return forms;
}

static lg_forms expand_choice(const expander *e, const lg_syntax *node) {
  if (node->first == node->last && node->first != NULL) {
    return expand(e, node->first);
  }
  lg_forms forms = {0};
  for (const lg_syntax *child = node->first; child != NULL; child = child->next) {
    const lg_forms branch = expand(e, child);
    append_all(e, &forms, &branch);
  }
  return forms;
}

static lg_forms expand_inflected(const expander *e, const lg_syntax *node) {
  const lg_forms bases = expand(e, node->first);
  lg_forms forms = {.overflow = bases.overflow, .failed = bases.failed};
  for (uint32_t i = 0; i < bases.count; ++i) {
    const lg_form *base = &bases.items[i];
    size_t word = base->length;
    while (word > 0 && base->text[word - 1] >= 'a' && base->text[word - 1] <= 'z') {
      --word;
    }
    lg_inflect(&forms, base->text, word, base->text + word, base->length - word, e->irregular,
               e->arena);
  }
  return forms;
}

static lg_forms expand(const expander *e, const lg_syntax *node) {
  switch (node->kind) {
  case LG_SYNTAX_TEXT:
    return one_form(e, node->text, node->length, LG_END_CLOSED);
  case LG_SYNTAX_JOIN:
    return expand_join(e, node);
  case LG_SYNTAX_CHOICE:
    return expand_choice(e, node);
  case LG_SYNTAX_OPTIONAL: {
    lg_forms forms = expand(e, node->first);
    lg_forms_add(&forms, "", 0, "", 0, LG_END_CLOSED, e->arena);
    return forms;
  }
  case LG_SYNTAX_INFLECTED:
    return expand_inflected(e, node);
  case LG_SYNTAX_REST:
    return one_form(e, "", 0, node->number != 0 ? LG_END_LONGER : LG_END_OPEN);
  case LG_SYNTAX_REFERENCE:
  case LG_SYNTAX_GAP:
  case LG_SYNTAX_REPEAT:
  case LG_SYNTAX_OPAQUE:
    break;
  }
  return (lg_forms){.overflow = true};
}

lg_forms lg_syntax_expand(const lg_syntax *tree, const lg_inflections *irregular, lg_arena *arena) {
  const expander e = {irregular, arena};
  return expand(&e, tree);
}

static uint32_t limited(uint64_t count) {
  return count < LG_MANY_FORMS ? (uint32_t)count : LG_MANY_FORMS;
}

uint32_t lg_syntax_form_count(const lg_syntax *tree) {
  enum { INFLECTIONS = 6 };
  uint64_t count = tree->kind == LG_SYNTAX_CHOICE ? 0 : 1;
  for (const lg_syntax *child = tree->first; child != NULL; child = child->next) {
    const uint64_t forms = lg_syntax_form_count(child);
    count = limited(tree->kind == LG_SYNTAX_CHOICE ? count + forms : count * forms);
  }
  if (tree->kind == LG_SYNTAX_OPTIONAL) {
    return limited(count + 1);
  }
  return tree->kind == LG_SYNTAX_INFLECTED ? limited(count * INFLECTIONS) : limited(count);
}
