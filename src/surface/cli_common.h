/* What the files of the command line share: its exit codes, its context, and
 * how it talks.
 *
 * Only nutgraf.h is used of the library.  Standard output is written through
 * cli_output alone, so that every byte is checked; everything said to a
 * person goes to standard error through cli_message. */
#ifndef NUT_CLI_COMMON_H
#define NUT_CLI_COMMON_H

#include "surface/nutgraf.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>

enum cli_exit {
  CLI_OK = 0,
  CLI_SOME_FAILED = 1, /* some input; the rest is done */
  CLI_USAGE = 2,       /* options, arguments or rules */
  CLI_FATAL = 3,       /* output, memory or data files */
  CLI_SIGNAL = 128,    /* and the number of the signal that ended the run */
  CLI_PIPE = 141       /* the reader of our output went away */
};

/* ---- messages --------------------------------------------------------- */

struct cli_messages {
  bool quiet; /* errors only */
};

/* A report that prints to standard error; ctx is a struct cli_messages. */
void cli_report(void *ctx, const struct nut_message *message);

/* "nutgraf: SUBJECT: WHAT"; subject may be NULL. */
void cli_say(const char *subject, const char *what);

/* The same with the text of errno. */
void cli_say_errno(const char *subject, int error);

/* The exit code for what the library returned; said where nobody else does:
 * its reports and the output's message tell all but missing memory. */
int cli_say_status(enum nut_status status);

/* Print text that may come from anywhere: control characters, bidirectional
 * controls and ill-formed bytes as \xHH or \u{HEX}, tabs as a blank. */
void cli_print_safe(FILE *to, struct nut_slice text);

/* ---- output ----------------------------------------------------------- */

/* Where results go.  A regular file is written beside its place, under a
 * name that begins with a dot, and renamed when all is well, so that the old
 * one stays whole until then; devices and pipes are written as they are. */
struct cli_output {
  int fd;
  const char *name; /* for messages */
  char *path;       /* the final place, or NULL */
  char *temporary;  /* the file beside it, or NULL */
  int error;        /* errno of the first failure */
};

/* Write all of it, whatever the descriptor takes at once; false: errno says
 * why. */
NUT_CHECK bool cli_write(int fd, const char *ptr, size_t len);

/* path NULL or "-": standard output.  False: said why. */
NUT_CHECK bool cli_output_open(struct cli_output *output, const char *path);

/* nut_sink's write; ctx is a struct cli_output. */
bool cli_output_write(void *ctx, const char *ptr, size_t len);

/* What there is belongs beside the file's place, as PATH.partial: that name,
 * to be freed; NULL when nothing is written beside it, or without memory. */
NUT_CHECK char *cli_output_divert(struct cli_output *output);

/* The regular file that output to this path (as for _open) is written to or
 * replaces; false: there is none. */
NUT_CHECK bool cli_output_file(const char *path, struct nut_file *file);

/* Is none of these ("-" is standard input), which are about to be read, the
 * file that output to this path replaces?  False: said which one is. */
NUT_CHECK bool cli_output_spares(const char *path, const char *const *names,
                                 size_t n_names);

/* Close, and put the file in its place when keep is set.  Returns an exit
 * code; a failure has been told, but for a reader that went away. */
NUT_CHECK int cli_output_end(struct cli_output *output, bool keep);

/* ---- signals ---------------------------------------------------------- */

/* SIGINT, SIGTERM and SIGHUP between _begin and _end: a thread waits for them
 * and makes a descriptor readable, so nothing runs inside a signal handler
 * and no state is shared with one.  A second one ends the program at once.
 * Where the system gives no thread or pipe, signals do what they always do. */
struct cli_signals {
  bool waiting;
  pthread_t thread;
  int pipe[2];
  sigset_t waited;
  sigset_t before;   /* the mask to go back to */
  atomic_int number; /* of the signal that came, or 0 */
};

/* Threads that are started until _end inherit the mask. */
void cli_signals_begin(struct cli_signals *signals);

/* What can be read once a signal came; NULL: there is no waiting. */
const int *cli_signals_stop(const struct cli_signals *signals);

/* The number of the signal that came, or 0.  One that comes now ends the
 * program. */
int cli_signals_end(struct cli_signals *signals);

/* ---- data ------------------------------------------------------------- */

/* The folder that holds core.rules: `data` (--data, may be NULL), else
 * $NUTGRAF_DATA, else rules/ beside the program, else share/nutgraf/rules
 * beside its folder (an installation that was moved), else `shared`.  To be
 * freed; NULL: said where it was looked for. */
char *cli_find_data(const char *data, const char *program,
                    const char *shared);

/* Where images of rule sets are (nut_rules_options): beside the data folder
 * that of the shipped rules, and in the user's cache that of any other set. */
struct cli_images {
  char *paths[2]; /* may be NULL */
  size_t n;
};

void cli_images_find(struct cli_images *images,
                     const struct nut_rules_options *options);
void cli_images_drop(struct cli_images *images);

/* Write the set to the cache, for the next time; nothing is said when that
 * cannot be done. */
void cli_images_keep(const struct cli_images *images,
                     const struct nut_rules *rules);

#endif
