/* Loaded before the C library, lets something happen at one call of a program
 * under test, where it cannot be timed from outside:
 *
 *   LD_PRELOAD=interfere.so INTERFERE_AT=renameat INTERFERE_BY=15 grade ...
 *
 * sends signal 15 right before a file gets its name. In place of a number,
 * INTERFERE_BY=FROM:TO renames one file to another at that moment, and
 * INTERFERE_BY=FILE=LENGTH makes a file shorter or longer. */
#define _GNU_SOURCE 1

#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void change(const char *by, const char *sign) {
  char file[4096];
  snprintf(file, sizeof file, "%.*s", (int)(sign - by), by);
  const int result =
      *sign == ':' ? rename(file, sign + 1) : truncate(file, strtol(sign + 1, NULL, 10));
  if (result != 0) {
    perror("interfere");
    _exit(99);
  }
}

static void interfere(const char *call) {
  static int done;
  const char *at = getenv("INTERFERE_AT");
  const char *by = getenv("INTERFERE_BY");
  if (done || at == NULL || by == NULL || strcmp(at, call) != 0) {
    return;
  }
  done = 1;
  const char *sign = strpbrk(by, ":=");
  if (sign == NULL) {
    raise((int)strtol(by, NULL, 10));
  } else {
    change(by, sign);
  }
}

/* The second call: some of a file has been read. */
ssize_t read(int descriptor, void *bytes, size_t length) {
  static int calls;
  ssize_t (*real)(int, void *, size_t);
  *(void **)&real = dlsym(RTLD_NEXT, "read");
  if (++calls == 2) {
    interfere("read");
  }
  return real(descriptor, bytes, length);
}

/* A temporary file has just been made. */
int fchmod(int descriptor, mode_t mode) {
  int (*real)(int, mode_t);
  *(void **)&real = dlsym(RTLD_NEXT, "fchmod");
  interfere("fchmod");
  return real(descriptor, mode);
}

/* What is left in the buffer is about to be written. */
int fclose(FILE *file) {
  int (*real)(FILE *);
  *(void **)&real = dlsym(RTLD_NEXT, "fclose");
  if (fileno(file) > STDERR_FILENO) {
    fflush(file);
    interfere("fclose");
  }
  return real(file);
}

/* It has all been written. */
int renameat(int from, const char *old, int to, const char *name) {
  int (*real)(int, const char *, int, const char *);
  *(void **)&real = dlsym(RTLD_NEXT, "renameat");
  interfere("renameat");
  return real(from, old, to, name);
}
