/* A language as the document and the matcher need it: cue lists compiled into
 * one pattern set, and small word tables. Read from a language file by the
 * rubric layer; immutable. */
#ifndef LG_MODEL_LANGUAGE_H
#define LG_MODEL_LANGUAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct lg_pattern_set; /* pattern/set.h */

/* The kinds of cue; a hit of the pattern set has its cue as owner. The names in
 * a language file are these in lower case without the prefix. */
typedef enum lg_cue {
  LG_CUE_NEGATION,        /* "not", "no", "without": denies what follows */
  LG_CUE_NEGATION_AFTER,  /* "is not needed", "is ruled out": denies what precedes */
  LG_CUE_PSEUDO_NEGATION, /* "not only", "no wonder": looks like one and is none */
  LG_CUE_DISMISSAL,       /* "we can skip", "not worth", "overkill": denies what follows */
  LG_CUE_DISMISSAL_AFTER, /* "can wait", "is overkill", "is out of scope": denies what precedes */
  LG_CUE_NEGATIVE_VERB,   /* "fail to", "avoid", "skip": with a negation, a double negation */
  LG_CUE_TERMINATOR,      /* "but", "because", "instead": ends a scope */
  LG_CUE_WARNING,         /* "never", "don't", "avoid": warns against what follows */
  LG_CUE_HYPOTHETICAL,    /* "could one day", "some would", "in theory" */
  LG_CUE_ATTRIBUTION,     /* "my last team", "vendors say", "a colleague" */
  LG_CUE_REJECTION,       /* "we used to", "we tried ... and": with a regret in reach */
  LG_CUE_REGRET,          /* "regretted", "gave up on", "never again" */
  LG_CUE_QUESTION_WORD,   /* "how", "what", "who", ... at the start of a clause */
  LG_CUE_QUESTION_AUXILIARY, /* "is", "does", "can" ... before its subject */
  LG_CUE_INDIRECT_QUESTION,  /* "I'd want to know", "depends on", "tell me" */
  LG_CUE_QUESTION_HEADING,   /* in a heading or introduction: "questions", "to clarify" */
  LG_CUE_RHETORICAL,         /* "right?", "why? because", "who doesn't" */
  LG_CUE_QUESTION_TAG,       /* ", no?", ", right?", "isn't it?" at the end */
  LG_CUE_ASSUMPTION,         /* "assume", "let's say", "suppose", "given that" */
  LG_CUE_ASSUMPTION_HEADING, /* "assumptions", "requirements", "numbers" */
  LG_CUE_CLOSING_TURN,       /* "to sum up", "in closing" */
  LG_CUE_CLOSING_HEADING,    /* "summary", "wrap-up", "conclusion" */
  LG_CUE_VERB,               /* finite verbs and auxiliaries: a sentence, not a list */
  LG_CUE_SPEECH_BREAK,       /* "and then", "okay so", "so then": splits speech without stops */
  LG_CUE_CLAUSE_BREAK,       /* "because", "so that", "but", "which", "while": a clause begins */
  LG_CUE_FILLER, /* "so", "okay", "and then", "also": may stand before a sentence's start */
  LG_CUE_ANSWER, /* "because", "nobody", "mostly no": after a question, makes it rhetorical */
  LG_CUE_SAYING, /* "said", "as ... put it": before a quotation, makes it another's words */
  LG_CUE_DENIAL_HEADING,    /* "non-goals", "not doing": denies what stands under it */
  LG_CUE_PROMPT_HEADING,    /* "prompt", "the task": the first block under it repeats the prompt */
  LG_CUE_JOINER,            /* "and", "or": between the elements of a list */
  LG_CUE_TURN,              /* "but i'd", "whereas": the author speaks for himself again */
  LG_CUE_COMPARISON,        /* "more than", "at least"; the list `comparisons` of a language file */
  LG_CUE_STATEMENT_OPENING, /* "so", "one", "better ... than": no label begins with it */
  LG_CUE_QUESTION_OPENING,  /* "is", "does", "any": among questions, begins one */
  LG_CUE_RELATIVE,          /* "that", "who", "if": a clause before the main verb */
  LG_CUE_STORY,             /* "a bank partitioned": others did it */
  LG_CUE_STORY_GOES_ON,     /* "they", "their": goes on with them */
  LG_CUE_OWN_VOICE,         /* "I", "our": the author speaks of himself */
  LG_CUE_PREPOSITION,       /* "for", "of": at the end of a trigger, belongs to what follows */
  LG_CUE_RETRACTION, /* "it is not true that", "we will not do this:": takes back what follows */
  LG_CUE_RETRACTION_AFTER, /* "scratch that": takes back what was just said */
  LG_CUE_CONCLUSION,       /* "so we", "which is why I": a turn that draws on what stands before */
  LG_CUE_COUNT
} lg_cue;

/* Units of the quantity primitives. */
typedef enum lg_unit_class {
  LG_UNIT_TIME,    /* second, minute, hour, day ... */
  LG_UNIT_SIZE,    /* byte, kB, GB, terabyte ... */
  LG_UNIT_MONEY,   /* $, euro ... */
  LG_UNIT_PERCENT, /* %, per cent */
  LG_UNIT_SCALE    /* k, m, million: multiplies a number */
} lg_unit_class;

typedef struct lg_unit_word {
  const char *word; /* folded */
  lg_unit_class unit_class;
} lg_unit_word;

typedef struct lg_language {
  lg_arena arena;
  const char *id; /* "en" */
  struct lg_pattern_set *cues;
  /* All folded, without a final full stop where one is implied; sorted by
   * strcmp so that they can be searched. */
  const char **abbreviations; /* "e.g", "i.e", "vs", "approx": no sentence ends here */
  size_t abbreviation_count;
  const char **number_words; /* "one", "dozen", "hundred", "half" */
  size_t number_word_count;
  const char **number_joiners; /* "a", "and", "point": inside a number in words only */
  size_t number_joiner_count;
  const char **per_words; /* "per", "a", "an", "each", "every" */
  size_t per_word_count;
  const char **comparison_words; /* wordings as written, in file order; compiled into every
                                  rubric's patterns as {comparison} */
  size_t comparison_word_count;
  const char **common_words; /* "time", "week", "left": in every kind of text, and no {recurring} */
  size_t common_word_count;
  lg_unit_word *units; /* sorted by word */
  size_t unit_count;
  /* Irregular inflections: base, then its forms, as flat groups. */
  const char **irregular; /* "write","wrote","written",NULL,"keep","kept",NULL */
  size_t irregular_count; /* entries, NULLs included */
} lg_language;

/* "negation", "negation_after", ... */
const char *lg_cue_name(lg_cue cue);

/* Binary search in one of the sorted lists. */
int lg_word_in(const char *const *sorted, size_t count, const char *word, size_t length);

/* The unit `word`, or NULL. */
const lg_unit_word *lg_language_unit(const lg_language *language, const char *word, size_t length);

#endif
