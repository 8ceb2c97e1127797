/* Wordings of YAML read and put into a pattern set, with their problems placed
 * in the file. Shared by concepts and cues. */
#ifndef LG_RUBRIC_WORDINGS_H
#define LG_RUBRIC_WORDINGS_H

#include "model/language.h"
#include "pattern/set.h"
#include "pattern/wording.h"
#include "rubric/reader.h"
#include "rubric/yaml_tree.h"

/* Reads a scalar, or the part of it given, as a wording. Texts that *out points
 * to live as long as the reader. */
bool lg_read_wording(lg_reader *reader, lg_place_in_file place, const lg_inflections *irregular,
                     lg_wording *out);

/* The same, but a wording of many forms may come back as a sequence. */
bool lg_read_wording_split(lg_reader *reader, lg_place_in_file place,
                           const lg_inflections *irregular, lg_wording *out);

/* Adds a plain or irregular wording to a builder. */
bool lg_add_wording(lg_reader *reader, lg_place_in_file place, lg_pattern_builder *builder,
                    uint32_t owner, const lg_wording *wording, unsigned typos);

lg_inflections lg_language_inflections(const lg_language *language); /* NULL: none */

#endif
