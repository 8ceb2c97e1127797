/* Built-in rubrics as images (base/image.h): made by the build, loaded without
 * a parse. */
#ifndef LG_RUBRIC_IMAGE_H
#define LG_RUBRIC_IMAGE_H

#include "base/image.h"
#include "rubric/rubric.h"

/* Lays the rubric and all it refers to out in an image; returns its place. */
uint32_t lg_rubric_freeze(const lg_rubric *rubric, lg_image_writer *writer);

/* Loads what lg_rubric_freeze wrote. `bytes` must outlive the rubric, which is
 * freed with lg_rubric_free. LG_NO_MEMORY. */
lg_status lg_rubric_thaw(lg_rubric **out, const void *bytes, size_t size,
                         const lg_allocator *allocator);

#endif
