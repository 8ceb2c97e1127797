#include "temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "support.h"

enum { MOST_TRIES = 100 };

struct temporary_file {
  temporary_file *next;
  int folder;
  char *name;
  char *target;
};

/* Changed only while signals are held. */
static temporary_file *volatile under_way;

static sigset_t signals_before;

static const int ending_signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU};

enum { ENDING_SIGNALS = sizeof ending_signals / sizeof *ending_signals };

void hold_signals(void) {
  sigset_t held;
  sigemptyset(&held);
  for (size_t i = 0; i < ENDING_SIGNALS; ++i) {
    sigaddset(&held, ending_signals[i]);
  }
  sigprocmask(SIG_BLOCK, &held, &signals_before);
}

void release_signals(void) {
  sigprocmask(SIG_SETMASK, &signals_before, NULL);
}

/* All it calls is safe in a handler. */
static void remove_all(void) {
  for (const temporary_file *file = under_way; file != NULL; file = file->next) {
    (void)unlinkat(file->folder, file->name, 0);
  }
}

/* The action is the default one by now; it happens when this returns. */
static void end_by_signal(int number) {
  remove_all();
  raise(number);
}

void watch_signals(void) {
  (void)atexit(remove_all);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = end_by_signal;
  action.sa_flags = (int)SA_RESETHAND;
  sigfillset(&action.sa_mask);
  for (size_t i = 0; i < ENDING_SIGNALS; ++i) {
    struct sigaction old;
    if (sigaction(ending_signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
      (void)sigaction(ending_signals[i], &action, NULL);
    }
  }
}

/* "report.html.k3X9aB", or where that is too long for a name "grade.k3X9aB".
 * O_EXCL is the guard; the letters need only be seldom the same. */
static char *name_beside(const char *target, bool is_short, unsigned try) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  struct timespec now = {0, 0};
  (void)clock_gettime(CLOCK_REALTIME, &now);
  uint64_t value = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
  value = (value ^ ((uint64_t)getpid() << 40) ^ try) * 0x9E3779B97F4A7C15u;
  char end[7];
  for (size_t i = 0; i < sizeof end - 1; ++i) {
    end[i] = letters[(value >> 8) % (sizeof letters - 1)];
    value = value / (sizeof letters - 1);
  }
  end[sizeof end - 1] = '\0';
  if (!is_short) {
    return format_text("%s.%s", target, end);
  }
  char *folder = folder_of(target);
  char *name = format_text("%sgrade.%s", folder, end);
  free(folder);
  return name;
}

temporary_file *make_temporary(int folder, const char *target, int *descriptor) {
  temporary_file *file = take_memory(1, sizeof *file);
  file->folder = folder;
  file->target = copy_text(target, strlen(target));
  *descriptor = -1;
  bool is_short = false;
  hold_signals();
  for (unsigned try = 0; try < MOST_TRIES && *descriptor < 0; ++try) {
    free(file->name);
    file->name = name_beside(target, is_short, try);
    *descriptor =
        openat(folder, file->name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (*descriptor < 0 && errno == ENAMETOOLONG && !is_short) {
      is_short = true;
    } else if (*descriptor < 0 && errno != EEXIST) {
      break;
    }
  }
  if (*descriptor >= 0) {
    file->next = under_way;
    under_way = file;
  }
  const int reason = errno;
  release_signals();
  if (*descriptor >= 0) {
    return file;
  }
  free(file->name);
  free(file->target);
  free(file);
  errno = reason;
  return NULL;
}

static void forget(temporary_file *file) {
  temporary_file *before = under_way;
  if (before == file) {
    under_way = file->next;
  } else {
    while (before->next != file) {
      before = before->next;
    }
    before->next = file->next;
  }
  free(file->name);
  free(file->target);
  free(file);
}

bool place_temporary(temporary_file *file) {
  hold_signals();
  const bool good = renameat(file->folder, file->name, file->folder, file->target) == 0;
  const int reason = errno;
  if (!good) {
    (void)unlinkat(file->folder, file->name, 0);
  }
  forget(file);
  release_signals();
  errno = reason;
  return good;
}

void drop_temporary(temporary_file *file) {
  const int reason = errno;
  hold_signals();
  (void)unlinkat(file->folder, file->name, 0);
  forget(file);
  release_signals();
  errno = reason;
}
