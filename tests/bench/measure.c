/* Runs a program some times and says what each run took.
 *
 *     measure RUNS PROGRAM ARGUMENT...
 *
 * One line a run: wall-clock nanoseconds, microseconds of processor time,
 * kilobytes of memory at the peak, exit status.  The program's output is
 * thrown away.  Started from here and not from Python, because a child's peak
 * counts the memory of the process it was forked from. */
#define _DEFAULT_SOURCE /* wait4 */

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long long now(void)
{
  struct timespec time;
  (void)clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long long micros(struct timeval time)
{
  return time.tv_sec * 1000000LL + time.tv_usec;
}

static int run_once(posix_spawn_file_actions_t *files, char **command)
{
  pid_t child = 0;
  int status = 0;
  struct rusage usage;
  long long start = now();
  if (posix_spawnp(&child, command[0], files, NULL, command, environ) != 0
      || wait4(child, &status, 0, &usage) != child)
    return 1;
  printf("%lld %lld %ld %d\n", now() - start,
         micros(usage.ru_utime) + micros(usage.ru_stime), usage.ru_maxrss,
         WIFEXITED(status) ? WEXITSTATUS(status) : 255);
  return fflush(stdout);
}

int main(int argc, char **argv)
{
  posix_spawn_file_actions_t files;
  long runs = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
  if (runs < 1) {
    fputs("usage: measure RUNS PROGRAM ARGUMENT...\n", stderr);
    return 2;
  }
  if (posix_spawn_file_actions_init(&files) != 0
      || posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY,
                                          0) != 0)
    return 1;
  int failed = 0;
  for (long i = 0; i < runs && !failed; i++)
    failed = run_once(&files, argv + 2);
  (void)posix_spawn_file_actions_destroy(&files);
  return failed ? 1 : 0;
}
