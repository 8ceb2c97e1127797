#include "beside.h"

#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "message.h"
#include "support.h"

char *answer_beside(const char *labels_path, lgr_diagnostics *run) {
  const size_t stem = strlen(labels_path) - strlen(LABELS_ENDING);
  for (size_t i = 0; answer_endings[i] != NULL; ++i) {
    char *path = format_text("%.*s%s", (int)stem, labels_path, answer_endings[i]);
    if (file_exists(path)) {
      return path;
    }
    free(path);
  }
  report_error(run, labels_path, CODE_NOTHING_FOUND,
               "the answer has the same name and ends in .md, .txt, .markdown or .rst",
               "no answer stands beside the labels");
  return NULL;
}

char *prompt_beside(const char *labels_path, const char *folder, const char *name) {
  if (name[0] == '/') {
    return copy_text(name, strlen(name));
  }
  char *own_folder = folder_of(labels_path);
  char *path = format_text("%s%s", own_folder, name);
  free(own_folder);
  if (!file_exists(path)) {
    char *other = format_text("%s/%s", folder, name);
    if (file_exists(other)) {
      free(path);
      return other;
    }
    free(other);
  }
  return path;
}
