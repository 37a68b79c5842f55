/* SIGINT, SIGTERM and SIGHUP as a request to stop, by a thread that waits for
 * them.
 *
 * A handler could do next to nothing safely and would interrupt system
 * calls anywhere; here the signals are blocked in all threads and one
 * thread takes them with sigwait.  The first becomes a byte in a pipe,
 * whose reading end the library polls between articles; a second one kills
 * at once, for whoever does not want to wait.
 *
 * If the pipe or thread cannot be made signals simply kill, as in any
 * program.  The mask is set before the thread is made, so that all later
 * ones have it, and put back at the end. */
#include "surface/cli_common.h"

#include <fcntl.h>
#include <unistd.h>

/* Ends the thread that waits; sent to it alone. */
#define END_SIGNAL SIGUSR1

/* A signal that was ignored when we came (nohup, a job in the background)
 * stays so.  Waiting for it would undo what nohup is for. */
static void add_unless_ignored(sigset_t *set, int number)
{
  struct sigaction action;
  if (sigaction(number, NULL, &action) == 0 && action.sa_handler != SIG_IGN)
    (void)sigaddset(set, number);
}

/* Die of it as if nobody had waited. */
static void die_of(int number)
{
  sigset_t set;
  (void)sigemptyset(&set);
  (void)sigaddset(&set, number);
  (void)pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  (void)raise(number);
}

/* The first signal asks to stop, the next one does not ask.  `number` is
 * set once and tells the exit status: 129 is SIGHUP, 130 SIGINT, 143
 * SIGTERM.  A pipe that cannot be written leaves no way to ask. */
static void *wait_for_signals(void *ctx)
{
  struct cli_signals *signals = ctx;
  sigset_t set = signals->waited;
  (void)sigaddset(&set, END_SIGNAL);
  for (;;) {
    int number = END_SIGNAL;
    if (sigwait(&set, &number) != 0 || number == END_SIGNAL)
      return NULL;
    int none = 0;
    if (!atomic_compare_exchange_strong(&signals->number, &none, number))
      die_of(number);
    else if (write(signals->pipe[1], "", 1) != 1)
      die_of(number);
  }
}

static bool open_pipe(int fds[2])
{
  if (pipe(fds) != 0)
    return false;
  (void)fcntl(fds[0], F_SETFD, FD_CLOEXEC);
  (void)fcntl(fds[1], F_SETFD, FD_CLOEXEC);
  return true;
}

static void close_pipe(const int fds[2])
{
  (void)close(fds[0]);
  (void)close(fds[1]);
}

/* The end signal stays blocked only in the new thread, which inherits it. */
void cli_signals_begin(struct cli_signals *signals)
{
  sigset_t end;
  *signals = (struct cli_signals){ .waiting = false };
  (void)sigemptyset(&signals->waited);
  add_unless_ignored(&signals->waited, SIGINT);
  add_unless_ignored(&signals->waited, SIGTERM);
  add_unless_ignored(&signals->waited, SIGHUP);
  if (!open_pipe(signals->pipe))
    return;
  (void)sigemptyset(&end);
  (void)sigaddset(&end, END_SIGNAL);
  (void)pthread_sigmask(SIG_BLOCK, &signals->waited, &signals->before);
  (void)pthread_sigmask(SIG_BLOCK, &end, NULL);
  signals->waiting = pthread_create(&signals->thread, NULL,
                                    wait_for_signals, signals) == 0;
  (void)pthread_sigmask(SIG_UNBLOCK, &end, NULL);
  if (signals->waiting)
    return;
  (void)pthread_sigmask(SIG_SETMASK, &signals->before, NULL);
  close_pipe(signals->pipe);
}

const int *cli_signals_stop(const struct cli_signals *signals)
{
  return signals->waiting ? &signals->pipe[0] : NULL;
}

/* The signal that came, or 0. */
int cli_signals_end(struct cli_signals *signals)
{
  if (!signals->waiting)
    return 0;
  (void)pthread_kill(signals->thread, END_SIGNAL);
  (void)pthread_join(signals->thread, NULL);
  (void)pthread_sigmask(SIG_SETMASK, &signals->before, NULL);
  close_pipe(signals->pipe);
  return atomic_load(&signals->number);
}
