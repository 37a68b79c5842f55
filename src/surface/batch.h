/* A batch run from the inside: its batches, its workers, its output.
 *
 * The calling thread feeds: it fills batches with raw items (batch.c).
 * Workers take a batch, read, parse and extract its articles and write their
 * records into the batch (batch_work.c).  The worker that makes the first
 * unwritten batch done has the turn: it tells the messages and sends the
 * records of that batch and of those behind it that are done as well
 * (batch_write.c).  Without threads the calling thread is the worker.
 *
 * Invariants: a batch belongs to whoever the queue says; `writer`, `counts`
 * and `status` to whoever has the turn, and to the calling thread before and
 * after there are threads; all else but `stopping` is not changed while
 * there are threads.
 * Ownership: the run owns all but what the caller of nut_batch_run lent. */
#ifndef NUT_SURFACE_BATCH_H
#define NUT_SURFACE_BATCH_H

#include "article/input_feed.h"
#include "article/input_parse.h"
#include "base/notes.h"
#include "base/queue.h"
#include "record/write.h"

#include <stdatomic.h>

struct nut_batch {
  struct nut_raws raws;
  struct nut_notes notes;
  struct nut_buf out;             /* the records, written */
  size_t records;
  struct nut_batch_counts counts;
  enum nut_status status;         /* not OK: the output ends behind it */
};

struct nut_batch_run;

struct nut_worker {
  struct nut_batch_run *run;
  pthread_t thread;
  struct nut_scanner *scanner;    /* NULL until the worker begins */
  struct nut_writer *part;
  struct nut_parser parser;
  struct nut_report report;       /* into the notes of the batch */
  struct nut_batch *batch;        /* at hand */
};

struct nut_batch_run {
  const struct nut_rules *rules;
  const struct nut_report *report;
  struct nut_batch_options options; /* mem and defaults filled in */
  struct nut_feed feed;
  struct nut_queue queue;
  struct nut_batch *batches;        /* the queue's slots */
  size_t n_batches;
  struct nut_worker *workers;
  size_t n_workers;
  size_t n_threads;                 /* workers that have one */
  int wake[2];                      /* a pipe that ends the feed's wait */
  atomic_bool stopping;
  struct nut_writer *writer;
  struct nut_batch_counts counts;
  enum nut_status status;           /* of the first failure in order */
};

/* ---- batch_work.c ---- */

void nut_worker_init(struct nut_worker *worker, struct nut_batch_run *run);
void nut_worker_drop(struct nut_worker *worker);

/* What the worker works with; report may be NULL. */
NUT_CHECK enum nut_status nut_worker_begin(struct nut_worker *worker,
                                           const struct nut_report *report);

/* Take one batch and work on it; false when there is none. */
bool nut_worker_step(struct nut_worker *worker);

/* ---- batch_write.c ---- */

/* The batch of this slot is done; write all whose turn it is. */
void nut_batch_finish(struct nut_batch_run *run, size_t slot);

/* Write what the batch holds so far, when its turn has come.  False: the run
 * is over. */
NUT_CHECK bool nut_batch_spill(struct nut_batch_run *run, size_t slot);

/* ---- stopping ---- */

/* Is it time to stop?  Looks at options.stop, too. */
bool nut_batch_is_stopping(struct nut_batch_run *run);

/* Let everybody stop after the article at hand. */
void nut_batch_stop(struct nut_batch_run *run);

#endif
