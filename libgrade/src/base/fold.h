/* Folding: the one form in which answers and wordings are compared.
 *
 * Compatibility composition and case folding (Unicode NFKC_Casefold, by
 * utf8proc), default-ignorable characters dropped (soft hyphen, zero-width
 * joiner, BOM), curly quotes to straight ones, every kind of dash to '-', every
 * kind of space to ' '. "ﬁ", "ﬀ" and "Straße" become "fi", "ff" and "strasse";
 * the Kelvin sign becomes 'k', so that a wording can never match what the
 * prefilter cannot see. */
#ifndef LG_BASE_FOLD_H
#define LG_BASE_FOLD_H

#include <stddef.h>

#include "base/buffer.h"

/* Folds the *cluster* that begins at bytes[0]: one character and the combining
 * marks behind it. Appends the folded bytes (possibly none) to `out` and
 * returns how many source bytes it read. Ill-formed bytes fold to U+FFFD.
 * Line breaks and tabs are kept as they are. Linear in what it reads. */
size_t lg_fold_cluster(const char *bytes, size_t length, lg_buffer *out);

/* Folds everything. */
void lg_fold(const char *bytes, size_t length, lg_buffer *out);

#endif
