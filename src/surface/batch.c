/* A batch run, the calling thread's side: it feeds the queue, starts the
 * workers and ends the run.  batch.h has the whole picture.
 *
 * The calling thread reads raw items in order and puts them into slots of a
 * ring; workers extract, and records leave in the order of the input, so
 * the output is the same for any number of threads.  Parsing is done by
 * workers, as reading alone keeps up with several of them.
 *
 * Threads start one at a time, each when there is a batch for it: a single
 * small file never pays for a thread.  Signals are blocked in them, so that
 * the program decides who gets one.
 *
 * Stopping is a flag and a byte into a pipe: the flag for those at work,
 * the pipe for a feed that waits in poll.  Memory is bounded by the slots
 * and the queue's load, not by the input. */
#include "surface/batch.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "base/slice.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

/* ---- stopping --------------------------------------------------------- */

/* options.stop is a descriptor that becomes readable; polled without
 * waiting, so asking between articles costs one system call.  It is never
 * read, so all threads see it. */
bool nut_batch_is_stopping(struct nut_batch_run *run)
{
  const int *stop = run->options.stop;
  if (atomic_load_explicit(&run->stopping, memory_order_relaxed))
    return true;
  if (!stop)
    return false;
  struct pollfd asked = { .fd = *stop, .events = POLLIN };
  if (poll(&asked, 1, 0) < 1)
    return false;
  nut_batch_stop(run);
  return true;
}

/* The feed may be waiting for a stream: a byte that is never read wakes it.
 * One is enough, and the pipe takes it. */
void nut_batch_stop(struct nut_batch_run *run)
{
  if (!atomic_exchange(&run->stopping, true) && run->wake[1] >= 0)
    (void)!write(run->wake[1], "", 1);
  nut_queue_stop(&run->queue);
}

/* ---- threads ---------------------------------------------------------- */

/* The step that finds the queue closed and empty ends the thread. */
static void *thread_main(void *ctx)
{
  struct nut_worker *worker = ctx;
  while (nut_worker_step(worker))
    continue;
  return NULL;
}

/* Before the first thread; without it only the wait for a slow stream lasts
 * longer than the output.  Made with the first thread, as a run without
 * threads cannot be woken by itself. */
static void open_wake(struct nut_batch_run *run)
{
  int fds[2];
  if (run->wake[0] >= 0 || pipe(fds) != 0)
    return;
  for (size_t i = 0; i < 2; i++) {
    run->wake[i] = fds[i];
    (void)fcntl(fds[i], F_SETFD, FD_CLOEXEC);
  }
  run->feed.watch.fds[1] = fds[0];
}

/* A new thread inherits the mask: all is blocked around its creation.  When
 * none can be made the ones there are go on. */
static void start_thread(struct nut_batch_run *run)
{
  struct nut_worker *worker = &run->workers[run->n_threads];
  sigset_t all;
  sigset_t before;
  open_wake(run);
  (void)sigfillset(&all);
  if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
    return;
  if (pthread_create(&worker->thread, NULL, thread_main, worker) == 0)
    run->n_threads++;
  (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Let somebody do what was put into the queue.  Threads come one by one, as
 * there is work for them, and none for a single batch; where the system
 * gives none the work is done here. */
static void get_done(struct nut_batch_run *run)
{
  bool single = run->n_threads == 0 && nut_feed_is_at_end(&run->feed);
  if (run->n_workers > 1 && run->n_threads < run->n_workers && !single)
    start_thread(run);
  if (run->n_threads == 0)
    (void)nut_worker_step(&run->workers[0]);
}

static void join_threads(struct nut_batch_run *run)
{
  for (size_t i = 0; i < run->n_threads; i++)
    (void)pthread_join(run->workers[i].thread, NULL);
}

/* ---- feeding ---------------------------------------------------------- */

/* Few files in the first batches, so that a handful of them is shared out
 * among all workers.
 *   4 workers: 1 file a batch at first, 2 from the 9th batch, up to 32 */
static void size_batch(struct nut_batch_run *run, size_t filled)
{
  size_t files = 1 + filled / (2 * run->n_workers);
  run->feed.files = files < NUT_BATCH_FILES ? files : NUT_BATCH_FILES;
}

/* A read failure is a batch of its own with that status: it takes effect in
 * its turn, behind all that was read before. */
static void feed_all(struct nut_batch_run *run)
{
  enum nut_status status = NUT_OK;
  size_t filled = 0;
  size_t slot = 0;
  while (status == NUT_OK && !nut_batch_is_stopping(run)
         && nut_queue_slot(&run->queue, &slot)) {
    struct nut_batch *batch = &run->batches[slot];
    size_batch(run, filled++);
    status = nut_feed_next(&run->feed, &batch->raws);
    if (status == NUT_STOPPED)
      nut_batch_stop(run);
    if (status == NUT_STOPPED || status == NUT_END)
      break;
    batch->status = status;
    nut_queue_put(&run->queue, batch->raws.bytes.len);
    get_done(run);
  }
  nut_queue_close(&run->queue);
  join_threads(run);
}

/* ---- the run ---------------------------------------------------------- */

/* Each worker has a file open.  A low limit of descriptors lowers the
 * number of threads, down to one, before files begin to fail with "too many
 * open files". */
static size_t count_workers(size_t jobs)
{
  struct rlimit limit;
  size_t most = NUT_JOBS_MAX;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0
      && limit.rlim_cur < NUT_JOBS_MAX + NUT_SPARE_DESCRIPTORS)
    most = limit.rlim_cur > NUT_SPARE_DESCRIPTORS
               ? (size_t)limit.rlim_cur - NUT_SPARE_DESCRIPTORS
               : 1;
  if (jobs > most)
    jobs = most;
  return jobs ? jobs : 1;
}

static enum nut_status make_batches(struct nut_batch_run *run)
{
  const struct nut_mem *mem = run->options.mem;
  size_t count = run->n_workers * NUT_BATCH_DEPTH;
  run->batches = nut_new(mem, count * sizeof *run->batches);
  if (!run->batches)
    return NUT_NOMEM;
  run->n_batches = count;
  for (size_t i = 0; i < count; i++) {
    nut_raws_init(&run->batches[i].raws, mem);
    nut_notes_init(&run->batches[i].notes, mem);
    nut_buf_init(&run->batches[i].out, mem);
  }
  return nut_queue_init(&run->queue, mem, count, NUT_BATCH_LOAD);
}

/* The first worker begins here, with the caller's report: mistakes in
 * options are told once and before any output. */
static enum nut_status make_workers(struct nut_batch_run *run, size_t count)
{
  run->workers = nut_new(run->options.mem, count * sizeof *run->workers);
  if (!run->workers)
    return NUT_NOMEM;
  run->n_workers = count;
  for (size_t i = 0; i < count; i++)
    nut_worker_init(&run->workers[i], run);
  return nut_worker_begin(&run->workers[0], run->report);
}

/* The writer comes last, so a run that cannot begin has written nothing. */
static enum nut_status open_run(struct nut_batch_run *run,
                                const struct nut_batch_options *options,
                                const struct nut_sink *sink)
{
  const struct nut_mem *mem = options->mem;
  run->options = *options;
  run->options.scan.mem = mem;
  run->options.writer.mem = mem;
  enum nut_status status = nut_reader_options_read(
      &options->reader, run->report, &run->options.reader);
  run->options.reader.mem = mem;
  nut_feed_init(&run->feed, &run->options.reader);
  if (options->stop)
    run->feed.watch.fds[0] = *options->stop;
  if (status == NUT_OK)
    status = make_workers(run, count_workers(options->jobs));
  if (status == NUT_OK)
    status = make_batches(run);
  if (status == NUT_OK)
    status = nut_writer_new(run->rules, &run->options.writer, sink,
                            &run->writer);
  return status;
}

static void drop_run(struct nut_batch_run *run)
{
  const struct nut_mem *mem = run->options.mem;
  nut_writer_free(run->writer);
  for (size_t i = 0; i < run->n_workers; i++)
    nut_worker_drop(&run->workers[i]);
  for (size_t i = 0; i < run->n_batches; i++) {
    nut_raws_drop(&run->batches[i].raws);
    nut_notes_drop(&run->batches[i].notes);
    nut_buf_drop(&run->batches[i].out);
  }
  nut_free(mem, run->workers);
  nut_free(mem, run->batches);
  nut_queue_drop(&run->queue);
  nut_feed_drop(&run->feed);
  for (size_t i = 0; i < 2; i++)
    if (run->wake[i] >= 0)
      (void)close(run->wake[i]);
}

/* What was done before a failure is closed properly. */
static enum nut_status work_all(struct nut_batch_run *run)
{
  feed_all(run);
  if (run->status == NUT_OK && atomic_load(&run->stopping))
    run->status = NUT_STOPPED;
  enum nut_status end = nut_writer_end(run->writer);
  return run->status == NUT_OK ? end : run->status;
}

enum nut_status nut_batch_run(const struct nut_rules *rules,
                              const struct nut_batch_options *options,
                              const struct nut_report *report,
                              const struct nut_sink *sink,
                              struct nut_batch_counts *counts)
{
  struct nut_batch_run run = { .rules = rules, .report = report,
                               .wake = { -1, -1 } };
  enum nut_status status = open_run(&run, options, sink);
  if (status == NUT_OK)
    status = work_all(&run);
  *counts = run.counts;
  drop_run(&run);
  return status;
}
