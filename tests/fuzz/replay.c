/* Gives a fuzz target the files of the folders it is called with: what the fuzzer
 * found, and where it began. */
#include <dirent.h>

#include "fuzz.h"

static size_t replay_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    exit(2);
  }
  fuzz_text text = {0};
  char piece[4096];
  size_t got;
  while ((got = fread(piece, 1, sizeof piece, file)) > 0) {
    fuzz_sink(&text, piece, got);
  }
  fclose(file);
  fuzz_input whole = {text.bytes, text.length};
  char *exact = exact_copy(whole);
  LLVMFuzzerTestOneInput((const uint8_t *)exact, whole.length);
  free(exact);
  free(text.bytes);
  return 1;
}

static size_t replay_folder(const char *folder) {
  DIR *entries = opendir(folder);
  if (entries == NULL) {
    perror(folder);
    exit(2);
  }
  size_t count = 0;
  for (const struct dirent *entry; (entry = readdir(entries)) != NULL;) {
    if (entry->d_name[0] != '.') {
      char path[4096];
      snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
      count += replay_file(path);
    }
  }
  closedir(entries);
  return count;
}

int main(int count, char **arguments) {
  size_t files = 0;
  LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
  for (int i = 1; i < count; ++i) {
    files += replay_folder(arguments[i]);
  }
  printf("%zu inputs\n", files);
  return files > 0 ? 0 : 1;
}
