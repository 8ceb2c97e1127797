/* Every limit of the library, in one place.
 *
 * Each has its reason and its effect. All can be overridden when building
 * (-DLG_LIMIT_...=n).
 *
 * A limit on a rubric makes the rubric invalid, with a diagnostic. A limit met
 * while grading never passes silently: what depended on it becomes
 * *undetermined*, the result *incomplete*, and a diagnostic says which limit
 * it was. An answer over LG_LIMIT_ANSWER_BYTES is refused as a whole.
 */
#ifndef LG_BASE_LIMITS_H
#define LG_BASE_LIMITS_H

/* -- rubrics and language files ------------------------------------------ */

/* A rubric file is read into memory whole; the largest honest one is 1 MB. */
#ifndef LG_LIMIT_RUBRIC_FILE_BYTES
#define LG_LIMIT_RUBRIC_FILE_BYTES (4u * 1024u * 1024u)
#endif

/* The main file and everything it includes, together. */
#ifndef LG_LIMIT_RUBRIC_TOTAL_BYTES
#define LG_LIMIT_RUBRIC_TOTAL_BYTES (16u * 1024u * 1024u)
#endif

/* libyaml 0.2.5 bounds no nesting and is quadratic in it. */
#ifndef LG_LIMIT_YAML_DEPTH
#define LG_LIMIT_YAML_DEPTH 32u
#endif

/* Nodes after expanding aliases: stops alias bombs. */
#ifndef LG_LIMIT_YAML_NODES
#define LG_LIMIT_YAML_NODES 400000u
#endif

/* Anchors of a file: an alias is looked for among them one by one. */
#ifndef LG_LIMIT_YAML_ANCHORS
#define LG_LIMIT_YAML_ANCHORS 256u
#endif

/* Files that one rubric may include. */
#ifndef LG_LIMIT_INCLUDES
#define LG_LIMIT_INCLUDES 256u
#endif

/* Diagnostics kept; later ones are counted, not stored. */
#ifndef LG_LIMIT_DIAGNOSTICS
#define LG_LIMIT_DIAGNOSTICS 1000u
#endif

#ifndef LG_LIMIT_CONCEPTS
#define LG_LIMIT_CONCEPTS 4096u
#endif

#ifndef LG_LIMIT_SIGNALS
#define LG_LIMIT_SIGNALS 4096u
#endif

#ifndef LG_LIMIT_CRITERIA
#define LG_LIMIT_CRITERIA 512u
#endif

/* Different matches in a window that count of a term under `each`. */
#ifndef LG_LIMIT_EACH
#define LG_LIMIT_EACH 10u
#endif

/* What all terms under `each` add to a sum at most: as much as the heaviest term may. */
#ifndef LG_LIMIT_EACH_SUM
#define LG_LIMIT_EACH_SUM 5
#endif

/* Levels of one criterion above level 0. */
#ifndef LG_LIMIT_LEVELS
#define LG_LIMIT_LEVELS 4u
#endif

/* Longer wordings are data in the wrong place. */
#ifndef LG_LIMIT_WORDING_BYTES
#define LG_LIMIT_WORDING_BYTES 1000u
#endif

/* Nesting of groups in a wording: the reader recurses this deep. */
#ifndef LG_LIMIT_WORDING_DEPTH
#define LG_LIMIT_WORDING_DEPTH 16u
#endif

/* Plain forms one wording may expand to; beyond, it becomes a regular
 * expression, which is slower but means the same. */
#ifndef LG_LIMIT_WORDING_FORMS
#define LG_LIMIT_WORDING_FORMS 256u
#endif

/* Plain forms an element of a sequence is meant to have: a wording that has more
 * is split at its spaces. */
#ifndef LG_LIMIT_ELEMENT_FORMS
#define LG_LIMIT_ELEMENT_FORMS 48u
#endif

/* All plain forms of a rubric: bounds the automaton's memory (about 16 bytes a
 * state, a dozen states a form). */
#ifndef LG_LIMIT_FORMS
#define LG_LIMIT_FORMS 500000u
#endif

/* Elements of a wording that is a sequence of concepts, and the sequences one
 * wording may expand to. */
#ifndef LG_LIMIT_SEQUENCE_ELEMENTS
#define LG_LIMIT_SEQUENCE_ELEMENTS 16u
#endif
#ifndef LG_LIMIT_SEQUENCES
#define LG_LIMIT_SEQUENCES 64u
#endif

/* Nesting of an expression: parser and compiler recurse this deep. */
#ifndef LG_LIMIT_EXPRESSION_DEPTH
#define LG_LIMIT_EXPRESSION_DEPTH 32u
#endif

/* Nodes of all compiled expressions. */
#ifndef LG_LIMIT_PROGRAM_NODES
#define LG_LIMIT_PROGRAM_NODES 200000u
#endif

/* Largest N of `within N words|sentences|...`. */
#ifndef LG_LIMIT_WINDOW
#define LG_LIMIT_WINDOW 1000u
#endif

/* -- answers -------------------------------------------------------------- */

/* One answer. A 20-minute answer has 6 kB; a book has 1 MB. Offsets are 32 bit. */
#ifndef LG_LIMIT_ANSWER_BYTES
#define LG_LIMIT_ANSWER_BYTES (64u * 1024u * 1024u)
#endif

/* A sentence is cut at a word boundary here. This is the real guard of regular
 * expressions: their step limit restarts at every start offset. */
#ifndef LG_LIMIT_SENTENCE_BYTES
#define LG_LIMIT_SENTENCE_BYTES 2000u
#endif

/* PCRE2 match limit for one pattern on one sentence, per start offset. Honest
 * rubric patterns need under 4,000. Effect: that pattern is undetermined. */
#ifndef LG_LIMIT_REGEX_STEPS
#define LG_LIMIT_REGEX_STEPS 10000u
#endif

/* Heap of one regular-expression match, in KiB. */
#ifndef LG_LIMIT_REGEX_HEAP_KIB
#define LG_LIMIT_REGEX_HEAP_KIB 1024u
#endif

/* Calls of PCRE2 for one answer. Effect: the answer is undetermined, and looked at no
 * further. */
#ifndef LG_LIMIT_CONFIRMS
#define LG_LIMIT_CONFIRMS 2000000u
#endif

/* Matches stored for one answer, all concepts together; 4 bytes each, and 8 to 60 for
 * each place. Effect: the answer is undetermined, and looked at no further. */
#ifndef LG_LIMIT_HITS
#define LG_LIMIT_HITS 8000000u
#endif

/* Spans kept of one expression; a longer list says nothing more. Effect: the
 * expression is undetermined. */
#ifndef LG_LIMIT_SPANS
#define LG_LIMIT_SPANS 1000000u
#endif

/* Spans kept of all expressions of one answer, 32 bytes each: a page of text has ten
 * thousand. Effect: an expression whose spans would be more is undetermined. */
#ifndef LG_LIMIT_ALL_SPANS
#define LG_LIMIT_ALL_SPANS 6000000u
#endif

/* Evidence spans reported for one criterion; the first ones are kept. */
#ifndef LG_LIMIT_EVIDENCE
#define LG_LIMIT_EVIDENCE 8u
#endif

/* Bytes of quoted text in a report; cut at a character, marked with "…". */
#ifndef LG_LIMIT_EXCERPT_BYTES
#define LG_LIMIT_EXCERPT_BYTES 400u
#endif

#endif
