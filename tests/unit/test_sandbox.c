/* What the command gives up, and what it keeps. Each test enters the sandbox in
 * a process of its own, since it cannot be left. */
#define _DEFAULT_SOURCE 1

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox.h"

enum { KEPT = 0, BROKEN = 1, NOT_ENTERED = 2, NO_SANDBOX = 77 };

/* The end of a child that enters the sandbox and runs `body`, which returns
 * whether all is as it should be. */
static int inside(bool (*body)(void)) {
  const pid_t child = fork();
  if (child == 0) {
    if (!enter_sandbox()) {
      _exit(NOT_ENTERED);
    }
    _exit(body() ? KEPT : BROKEN);
  }
  int status = 0;
  ck_assert_int_eq(waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* A kernel without filters, and a build without one, have nothing to show: then
 * the program is skipped. */
static bool is_possible(void) {
  return sandbox_is_built() && prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
}

static void check_inside(bool (*body)(void)) {
  ck_assert_int_eq(inside(body), KEPT);
}

static bool refused(long result) {
  return result == -1 && errno == EPERM;
}

/* -- given up ----------------------------------------------------------------- */

static bool no_connection(void) {
  int pair[2];
  return refused(socket(AF_UNIX, SOCK_STREAM, 0)) && refused(socket(AF_INET, SOCK_STREAM, 0)) &&
         refused(socket(AF_INET6, SOCK_DGRAM, 0)) &&
         refused(socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) && refused(connect(0, NULL, 0));
}

START_TEST(connections_are_refused) {
  check_inside(no_connection);
}
END_TEST

static bool no_program(void) {
  char name[] = "true";
  char *words[] = {name, NULL};
  char *environment[] = {NULL};
  return refused(execve("/bin/true", words, environment)) && refused(fork()) &&
         system("true") != 0 && popen("true", "r") == NULL;
}

START_TEST(programs_and_processes_are_refused) {
  check_inside(no_program);
}
END_TEST

static bool nobody_else(void) {
  return refused(kill(getppid(), 0)) && refused(kill(getpid(), 0)) &&
         refused(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

START_TEST(other_processes_are_left_alone) {
  check_inside(nobody_else);
}
END_TEST

static bool no_right(void) {
  return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 && refused(setuid(getuid())) &&
         refused(setgid(getgid())) && refused(chroot("/"));
}

START_TEST(no_right_is_gained) {
  check_inside(no_right);
}
END_TEST

static bool no_code(void) {
  const size_t length = 4096;
  void *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  const bool fails =
      memory != MAP_FAILED && refused(mprotect(memory, length, PROT_READ | PROT_EXEC));
  return fails && mprotect(memory, length, PROT_READ) == 0 &&
         mmap(NULL, length, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
             MAP_FAILED;
}

START_TEST(memory_does_not_become_code) {
  check_inside(no_code);
}
END_TEST

static bool no_typing(void) {
  char letter = 'x';
  return refused(ioctl(0, TIOCSTI, &letter)) && refused(ioctl(0, TIOCLINUX, &letter));
}

START_TEST(nothing_is_typed_into_the_terminal) {
  check_inside(no_typing);
}
END_TEST

/* Without the filter nothing would be made, either, but for another reason. */
static bool no_odd_file(void) {
  return refused(symlink("a", "no-such-folder/link")) &&
         refused(mkdir("no-such-folder/folder", 0700)) &&
         refused(link("LICENSE", "no-such-folder/link")) &&
         refused(mkfifo("no-such-folder/fifo", 0600));
}

START_TEST(only_regular_files_are_made) {
  check_inside(no_odd_file);
}
END_TEST

/* -- kept ---------------------------------------------------------------------- */

static bool writes_and_renames(void) {
  char name[] = P_tmpdir "/sandbox.XXXXXX";
  const int written = mkstemp(name);
  bool good = written >= 0 && write(written, "text", 4) == 4 && fchmod(written, 0640) == 0;
  char other[sizeof name + 1];
  snprintf(other, sizeof other, "%sx", name);
  good = close(written) == 0 && rename(name, other) == 0 && good;
  const int again = open(other, O_RDONLY | O_CLOEXEC);
  char text[4];
  good = again >= 0 && read(again, text, sizeof text) == (ssize_t)sizeof text && good;
  return unlink(other) == 0 && good;
}

START_TEST(files_are_read_written_and_renamed) {
  check_inside(writes_and_renames);
}
END_TEST

static void *nothing(void *context) {
  return context;
}

static bool starts_a_thread(void) {
  pthread_t thread;
  return pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0;
}

START_TEST(threads_are_started) {
  check_inside(starts_a_thread);
}
END_TEST

static bool ends_itself(void) {
  abort();
}

START_TEST(abort_is_told_as_what_it_is) {
  ck_assert_int_eq(inside(ends_itself), 128 + SIGABRT);
}
END_TEST

/* -- the other interface of the same kernel -------------------------------------- */

#ifdef __x86_64__
static bool old_interface(void) {
  long result = 20; /* getpid, for 32-bit programs */
  __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
  return false;
}

START_TEST(calls_of_32_bit_programs_end_the_process) {
  ck_assert_int_eq(inside(old_interface), 128 + SIGSYS);
}
END_TEST
#endif

static Suite *sandbox_suite(void) {
  Suite *suite = suite_create("sandbox");
  TCase *given_up = tcase_create("given up");
  tcase_add_test(given_up, connections_are_refused);
  tcase_add_test(given_up, programs_and_processes_are_refused);
  tcase_add_test(given_up, other_processes_are_left_alone);
  tcase_add_test(given_up, no_right_is_gained);
  tcase_add_test(given_up, memory_does_not_become_code);
  tcase_add_test(given_up, nothing_is_typed_into_the_terminal);
  tcase_add_test(given_up, only_regular_files_are_made);
#ifdef __x86_64__
  tcase_add_test(given_up, calls_of_32_bit_programs_end_the_process);
#endif
  suite_add_tcase(suite, given_up);
  TCase *kept = tcase_create("kept");
  tcase_add_test(kept, files_are_read_written_and_renamed);
  tcase_add_test(kept, threads_are_started);
  tcase_add_test(kept, abort_is_told_as_what_it_is);
  suite_add_tcase(suite, kept);
  return suite;
}

int main(void) {
  if (!is_possible()) {
    return NO_SANDBOX;
  }
  SRunner *runner = srunner_create(sandbox_suite());
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
