/* What a part of a condition lacked: how near it came, and which matches were left
 * out for their reading, their place or an exception. */
#include "api/explain.h"

enum { LINES = 3 /* of one kind under one node */ };

/* -- how near it came -------------------------------------------------------------------- */

/* How far from the first to the last, in the window's unit where that can be told. */
static void gather_apart(lg_explainer *e, lg_distance distance, const lg_closest *found) {
  const lg_sentence *sentences = e->document->sentences;
  const lg_span *first = &found->first;
  const lg_span *last = &found->last;
  const lg_sentence *from = &sentences[first->first_sentence];
  const lg_sentence *to = &sentences[last->last_sentence];
  uint32_t apart = last->last_sentence - first->first_sentence;
  const char *word = "sentence";
  if (apart == 0 && distance.unit == LG_UNIT_WORDS) {
    apart = last->first_word > first->last_word ? last->first_word - first->last_word - 1 : 0;
    lg_explain_count(e, apart, "word");
    lg_layout_format(&e->layout, " between them");
    return;
  }
  if (apart == 0 && distance.unit == LG_UNIT_CLAUSES) {
    apart = lg_document_clause_at(e->document, last->start) -
            lg_document_clause_at(e->document, first->start);
    word = "clause";
  } else if (distance.unit == LG_UNIT_PARAGRAPHS && to->paragraph != from->paragraph) {
    apart = to->paragraph - from->paragraph;
    word = "paragraph";
  } else if (distance.unit == LG_UNIT_SECTIONS) {
    apart = to->section - from->section;
    word = "section";
  }
  lg_explain_count(e, apart, word);
  lg_layout_format(&e->layout, " apart");
}

static void gather_pair(lg_explainer *e, const lg_node *node, const lg_closest *found) {
  lg_explain_text(e, lg_explain_label(e, lg_children(e->program, node)[found->first_child]));
  lg_layout_format(&e->layout, " at ");
  lg_explain_quote(e, &found->first);
  lg_layout_format(&e->layout, ", ");
  lg_explain_text(e, lg_explain_label(e, lg_children(e->program, node)[found->last_child]));
  lg_layout_format(&e->layout, " at ");
  lg_explain_quote(e, &found->last);
}

static bool all_found(const lg_explainer *e, const lg_node *node) {
  for (uint32_t i = 0; i < node->child_count; ++i) {
    if (e->matched.evidence->findings[lg_children(e->program, node)[i]].count == 0) {
      return false;
    }
  }
  return true;
}

static void explain_order(lg_explainer *e, const lg_node *node, uint32_t depth) {
  lg_explain_begin(e, depth, LG_NO_MARK);
  lg_layout_format(&e->layout, "all are found, but never in this order: ");
  for (uint32_t i = 0; i < node->child_count; ++i) {
    lg_layout_format(&e->layout, "%s", i == 0 ? "" : ", ");
    lg_explain_text(e, lg_explain_label(e, lg_children(e->program, node)[i]));
    lg_layout_format(&e->layout, " at ");
    lg_explain_quote(e,
                     lg_found(&e->matched.evidence->findings[lg_children(e->program, node)[i]], 0));
  }
  lg_explain_end(e, LG_PLAIN);
}

static void explain_closest(lg_explainer *e, uint32_t number, uint32_t depth) {
  const lg_node *node = &e->program->nodes[number];
  lg_closest found;
  if (!all_found(e, node)) {
    return;
  }
  if (!lg_find_closest(&e->matched, number, &found)) {
    if (node->kind == LG_NODE_THEN) {
      explain_order(e, node, depth);
    }
    return;
  }
  lg_explain_begin(e, depth, LG_NO_MARK);
  lg_layout_format(&e->layout, "closest: ");
  gather_pair(e, node, &found);
  if (found.same) {
    lg_layout_format(&e->layout, ": the same words, which do not count twice");
  } else {
    lg_layout_format(&e->layout, ": ");
    gather_apart(e, node->distance, &found);
    lg_layout_format(&e->layout, "; the window is ");
    lg_explain_distance(e, node->distance);
    if (lg_is_parted(e->document, node->distance, &found.first, &found.last)) {
      lg_layout_format(&e->layout,
                       " and reaches across no heading and from no list item into the next");
    }
  }
  lg_explain_end(e, LG_PLAIN);
}

/* -- N of a set ------------------------------------------------------------------------------ */

static void gather_children(lg_explainer *e, const lg_node *node, const bool *present, bool which) {
  const uint32_t most = lg_explain_most(e, 8);
  uint32_t shown = 0;
  for (uint32_t i = 0; i < node->child_count; ++i) {
    if (present[i] != which) {
      continue;
    }
    if (shown++ < most) {
      lg_layout_format(&e->layout, "%s", shown == 1 ? "" : ", ");
      lg_explain_text(e, lg_explain_label(e, lg_children(e->program, node)[i]));
    }
  }
  if (shown > most) {
    lg_layout_format(&e->layout, " and %u more", shown - most);
  } else if (shown == 0) {
    lg_layout_format(&e->layout, "none");
  }
}

static void gather_wanted(lg_explainer *e, const lg_node *node, uint32_t count) {
  lg_layout_format(&e->layout, "%u of the %u that are needed", count, node->at_least);
  if (node->distance.unit != LG_UNIT_ANSWER) {
    lg_layout_format(&e->layout, " within ");
    lg_explain_distance(e, node->distance);
  }
}

static void explain_pick(lg_explainer *e, uint32_t number, uint32_t depth) {
  const lg_node *node = &e->program->nodes[number];
  bool *present = lg_arena_take_array(&e->scratch, node->child_count, sizeof *present);
  lg_span window = {0};
  if (present == NULL) {
    lg_output_fail(&e->output, LG_NO_MEMORY);
    return;
  }
  const uint32_t count = lg_find_fullest(&e->matched, number, &window, present);
  lg_explain_begin(e, depth, LG_NO_MARK);
  if (count > node->at_most) {
    lg_layout_format(&e->layout, "%u are found, and no more than %u may be", count, node->at_most);
    lg_explain_end(e, LG_PLAIN);
    return;
  }
  gather_wanted(e, node, count);
  if (count > 0 && node->distance.unit != LG_UNIT_ANSWER) {
    lg_layout_format(&e->layout, ", at ");
    lg_explain_quote(e, &window);
  }
  lg_layout_format(&e->layout, "; found: ");
  gather_children(e, node, present, true);
  lg_layout_format(&e->layout, "; missing: ");
  gather_children(e, node, present, false);
  lg_explain_end(e, LG_PLAIN);
}

static void explain_distinct(lg_explainer *e, uint32_t number, uint32_t depth) {
  const lg_node *node = &e->program->nodes[number];
  lg_span window = {0};
  const uint32_t count = lg_find_fullest(&e->matched, number, &window, NULL);
  lg_explain_begin(e, depth, LG_NO_MARK);
  gather_wanted(e, node, count);
  if (count > 0) {
    lg_layout_format(&e->layout, ", at ");
    lg_explain_quote(e, &window);
  }
  lg_explain_end(e, LG_PLAIN);
}

/* -- matches that do not count ------------------------------------------------------------------
 */

static void gather_place(lg_explainer *e, const lg_node *node, const lg_span *span) {
  const lg_place place = node->place;
  switch (place.kind) {
  case LG_PLACE_ATTRIBUTE:
    lg_layout_format(&e->layout, "%s %s, ", node->negated ? "in" : "not in",
                     place.value == LG_LISTED ? "enumeration" : lg_attribute_name(place.value));
    break;
  case LG_PLACE_BODY:
    lg_layout_format(&e->layout, "in the %s, ",
                     node->negated                          ? "body"
                     : (span->attributes & LG_OPENING) != 0 ? "opening"
                                                            : "closing");
    break;
  default:
    break;
  }
  const uint64_t length = e->document->said_length > 0 ? e->document->said_length : 1;
  lg_layout_format(&e->layout, "%u%% into the text, sentence %u of %u",
                   (uint32_t)((uint64_t)span->start * 100 / length), span->first_sentence + 1,
                   e->document->sentence_count);
}

static void gather_context(lg_explainer *e, const lg_node *node, const lg_span *span) {
  const uint32_t context = e->document->sentences[span->first_sentence].context;
  if (context == LG_NO_SENTENCE) {
    lg_layout_format(&e->layout, "stands under no heading, label or introduction");
    return;
  }
  const lg_sentence *at = &e->document->sentences[context];
  lg_layout_format(&e->layout, "stands under ");
  lg_explain_words(e, at->start, at->end);
  lg_layout_format(&e->layout, " (line %u)", lg_explain_line_of(e, at->start));
  if (!node->negated) {
    lg_layout_format(&e->layout, ", which does not hold ");
    lg_explain_text(e, lg_explain_label(e, lg_children(e->program, node)[1]));
  }
}

static void gather_veto(lg_explainer *e, uint32_t number, const lg_span *span) {
  const lg_node *node = &e->program->nodes[number];
  static const char *const relations[] = {[LG_RELATION_INSIDE] = "around it",
                                          [LG_RELATION_FOLLOWED] = "behind it",
                                          [LG_RELATION_PRECEDED] = "before it"};
  const lg_span *veto = lg_find_veto(&e->matched, number, span);
  lg_layout_format(&e->layout, "taken out by ");
  lg_explain_text(e, lg_explain_label(e, lg_children(e->program, node)[1]));
  if (node->relation == LG_RELATION_NEAR) {
    lg_layout_format(&e->layout, " within ");
    lg_explain_distance(e, node->distance);
  } else {
    lg_layout_format(&e->layout, " %s", relations[node->relation]);
  }
  if (veto != NULL) {
    lg_layout_format(&e->layout, ", ");
    lg_explain_quote(e, veto);
  }
}

static void gather_border(lg_explainer *e, const lg_node *node) {
  const lg_finding *border = &e->matched.evidence->findings[lg_children(e->program, node)[1]];
  lg_explain_text(e, lg_explain_label(e, lg_children(e->program, node)[1]));
  if (border->count == 0) {
    lg_layout_format(&e->layout, " is not found");
    return;
  }
  lg_layout_format(&e->layout, " first stands at ");
  lg_explain_quote(e, lg_found(border, 0));
}

static void gather_reason(lg_explainer *e, uint32_t number, const lg_span *span) {
  const lg_node *node = &e->program->nodes[number];
  switch (node->kind) {
  case LG_NODE_PLACE:
    gather_place(e, node, span);
    break;
  case LG_NODE_UNDER:
    gather_context(e, node, span);
    break;
  case LG_NODE_UNLESS:
    gather_veto(e, number, span);
    break;
  case LG_NODE_WITH:
    lg_layout_format(&e->layout, "the topic (");
    lg_explain_text(e, lg_explain_label(e, lg_children(e->program, node)[1]));
    lg_layout_format(&e->layout, ") is neither in its sentence nor in the one before");
    break;
  default:
    gather_border(e, node);
    break;
  }
}

/* Whether a span is among those kept; both come by start, then end, and *next is
 * where to go on looking. */
static bool is_kept(const lg_finding *kept, uint32_t *next, const lg_span *span) {
  while (*next < kept->count) {
    const lg_span *at = lg_found(kept, *next);
    if (at->start > span->start || (at->start == span->start && at->end >= span->end)) {
      return at->start == span->start && at->end == span->end;
    }
    ++*next;
  }
  return false;
}

/* Spans of child 0 that did not become spans of the node. */
static void explain_removed(lg_explainer *e, uint32_t number, uint32_t depth) {
  const lg_node *node = &e->program->nodes[number];
  const lg_finding *kept = &e->matched.evidence->findings[number];
  const lg_finding *all = &e->matched.evidence->findings[lg_children(e->program, node)[0]];
  const uint32_t most = lg_explain_most(e, LINES);
  uint32_t shown = 0;
  uint32_t next = 0;
  for (uint32_t i = 0; i < all->count && shown < most; ++i) {
    if (is_kept(kept, &next, lg_found(all, i))) {
      continue;
    }
    ++shown;
    lg_explain_begin(e, depth, LG_LEFT_OUT);
    lg_explain_quote(e, lg_found(all, i));
    lg_layout_format(&e->layout, ": ");
    gather_reason(e, number, lg_found(all, i));
    lg_explain_end(e, LG_PLAIN);
  }
  if (shown == most && all->count > kept->count + most) {
    lg_explain_more(e, depth, all->count - kept->count - most, " left out");
  }
}

/* -- matches of concepts
 * ---------------------------------------------------------------------------- */

/* The match of the concept's own exception that `span` overlaps. */
static const lg_span *exception_of(const lg_explainer *e, uint32_t concept, const lg_span *span) {
  const lg_concept_spans others =
      lg_matcher_concept_spans(e->grader->matcher, e->program->concepts[concept].exception);
  for (uint32_t i = 0; i < others.count; ++i) {
    const lg_span *other = lg_concept_span(&others, i);
    if (other->start < span->end && other->end > span->start) {
      return other;
    }
  }
  return NULL;
}

static void gather_left_out(lg_explainer *e, const lg_node *node, const lg_span *span,
                            bool dropped) {
  const lg_span *exception = dropped ? exception_of(e, node->concept, span) : NULL;
  if (exception != NULL) {
    lg_layout_format(&e->layout, "an exception of the concept, ");
    lg_explain_words(e, exception->start, exception->end);
  } else if (dropped) {
    lg_layout_format(&e->layout, "an exception of the concept");
  } else {
    lg_explain_objection(e, node->reading, span);
  }
}

static void explain_left_out(lg_explainer *e, const lg_node *node, uint32_t depth) {
  const lg_concept_spans matches = lg_matcher_concept_spans(e->grader->matcher, node->concept);
  const uint32_t most = lg_explain_most(e, LINES);
  uint32_t found = 0;
  for (uint32_t i = 0; i < matches.count + matches.dropped; ++i) {
    const lg_span *span = lg_concept_span(&matches, i);
    const bool dropped = i >= matches.count;
    if ((!dropped && lg_reading_takes(node->reading, span->attributes)) || ++found > most) {
      continue;
    }
    lg_explain_begin(e, depth, LG_LEFT_OUT);
    lg_explain_quote(e, span);
    lg_layout_format(&e->layout, ": ");
    gather_left_out(e, node, span, dropped);
    lg_explain_end(e, LG_PLAIN);
  }
  lg_explain_more(e, depth, found > most ? found - most : 0, " left out");
}

bool lg_explain_why_left_out(lg_explainer *e, uint32_t number, uint32_t from, uint32_t to) {
  const lg_node *node = &e->program->nodes[number];
  if (node->kind != LG_NODE_CONCEPT) {
    return false;
  }
  const lg_concept_spans matches = lg_matcher_concept_spans(e->grader->matcher, node->concept);
  for (uint32_t i = 0; i < matches.count + matches.dropped; ++i) {
    const lg_span *span = lg_concept_span(&matches, i);
    const bool dropped = i >= matches.count;
    const bool taken = !dropped && lg_reading_takes(node->reading, span->attributes);
    if (!taken && span->start >= from && span->end <= to) {
      lg_explain_quote(e, span);
      lg_layout_format(&e->layout, " left out: ");
      gather_left_out(e, node, span, dropped);
      return true;
    }
  }
  return false;
}

/* -- all of them
 * --------------------------------------------------------------------------------------- */

void lg_explain_miss(lg_explainer *e, uint32_t number, uint32_t depth) {
  const lg_node *node = &e->program->nodes[number];
  const bool found = e->matched.evidence->findings[number].count > 0;
  if (found && !e->verbose) {
    return;
  }
  switch (node->kind) {
  case LG_NODE_CONCEPT:
    explain_left_out(e, node, depth);
    break;
  case LG_NODE_NEAR:
  case LG_NODE_THEN:
    if (!found) {
      explain_closest(e, number, depth);
    }
    break;
  case LG_NODE_PICK:
    if (!found) {
      explain_pick(e, number, depth);
    }
    break;
  case LG_NODE_DISTINCT:
    if (!found) {
      explain_distinct(e, number, depth);
    }
    break;
  case LG_NODE_UNION:
  case LG_NODE_WEIGH:
    break;
  default:
    explain_removed(e, number, depth);
    break;
  }
}
