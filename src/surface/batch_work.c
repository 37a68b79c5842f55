/* A batch run, a worker's side: take a batch, parse its items, extract each
 * article and write its record into the batch.
 *
 * A worker owns a scanner, a parser and a part of the writer for as long as
 * the run lasts, so threads share nothing but the rules, which do not
 * change, and the queue.  Messages are noted in the batch and told when its
 * turn comes: they stand in the order of the input, like the records.
 *
 * Between articles it looks for a stop, so one takes effect after the
 * article at hand.  A failed article is a record with an error and the work
 * goes on; a status other than that ends the output behind this batch. */
#include "base/limits.h"
#include "base/slice.h"
#include "record/record.h"
#include "surface/batch.h"

static void take_note(void *ctx, const struct nut_message *message)
{
  struct nut_worker *worker = ctx;
  nut_notes_add(&worker->batch->notes, message);
}

void nut_worker_init(struct nut_worker *worker, struct nut_batch_run *run)
{
  *worker = (struct nut_worker){ .run = run };
  worker->report = (struct nut_report){ take_note, worker };
  nut_parser_init(&worker->parser, &run->options.reader, &worker->report);
}

void nut_worker_drop(struct nut_worker *worker)
{
  nut_scanner_free(worker->scanner);
  nut_writer_free(worker->part);
  nut_parser_drop(&worker->parser);
}

/* Again for each batch: what is there is kept, so only the first call
 * works.  A report of NULL: the first worker has told what there was to
 * tell. */
enum nut_status nut_worker_begin(struct nut_worker *worker,
                                 const struct nut_report *report)
{
  const struct nut_batch_run *run = worker->run;
  enum nut_status status = NUT_OK;
  if (!worker->scanner)
    status = nut_scanner_new(run->rules, &run->options.scan, report,
                             &worker->scanner);
  if (status == NUT_OK && !worker->part)
    status = nut_writer_part_new(run->rules, &run->options.writer,
                                 &worker->part);
  return status;
}

/* ---- one batch -------------------------------------------------------- */

/* The parser has told of inputs that it could not read; of those that came to
 * too much the record does. */
static void tell_failure(struct nut_worker *worker,
                         const struct nut_record *record)
{
  struct nut_message message = { .severity = NUT_ERROR,
                                 .file = record->id,
                                 .text = record->error };
  take_note(worker, &message);
}

/* A record with an error is counted in both figures. */
static enum nut_status one_article(struct nut_worker *worker,
                                   const struct nut_input *input)
{
  const struct nut_record *record = NULL;
  enum nut_status status = nut_extract(worker->scanner, input, &record);
  bool failed = input->error.len || status == NUT_INPUT;
  if (status != NUT_OK && status != NUT_INPUT)
    return status;
  if (status == NUT_INPUT)
    tell_failure(worker, record);
  status = nut_writer_add(worker->part, record);
  if (status != NUT_OK)
    return status;
  worker->batch->counts.articles++;
  worker->batch->counts.failed += failed;
  return NUT_OK;
}

/* The batch's emptied buffer comes back for the next records. */
static void hand_over(struct nut_worker *worker)
{
  struct nut_batch *batch = worker->batch;
  batch->records = nut_writer_part_take(worker->part, &batch->out);
}

/* Much output is not kept back until the batch is done.  Waits until all
 * batches before this one are written. */
static enum nut_status spill(struct nut_worker *worker, size_t slot)
{
  if (worker->part->buf.len < NUT_BATCH_SPILL)
    return NUT_OK;
  hand_over(worker);
  return nut_batch_spill(worker->run, slot) ? NUT_OK : NUT_STOPPED;
}

/* NUT_END: all is done.  NUT_INPUT is an article that could not be read; it
 * becomes a record too. */
static enum nut_status next_article(struct nut_worker *worker, size_t slot)
{
  struct nut_input input;
  if (nut_batch_is_stopping(worker->run))
    return NUT_STOPPED;
  enum nut_status status = nut_parser_next(&worker->parser, &input);
  if (status == NUT_OK || status == NUT_INPUT)
    status = one_article(worker, &input);
  if (status == NUT_OK)
    status = spill(worker, slot);
  return status;
}

/* What the feed left as status comes after all items; a failure among them
 * comes before it. */
static void work(struct nut_worker *worker, size_t slot)
{
  struct nut_batch *batch = worker->batch;
  enum nut_status status = nut_worker_begin(worker, NULL);
  nut_parser_begin(&worker->parser, &batch->raws);
  while (status == NUT_OK)
    status = next_article(worker, slot);
  if (worker->part && batch->records == 0)
    hand_over(worker); /* else what a stopped run could not write waits */
  if (status != NUT_END)
    batch->status = status;
  else if (batch->notes.bytes.failed)
    batch->status = NUT_NOMEM;
}

/* false: the queue is closed or stopped, and nothing is left to take. */
bool nut_worker_step(struct nut_worker *worker)
{
  struct nut_batch_run *run = worker->run;
  size_t slot = 0;
  if (!nut_queue_take(&run->queue, &slot))
    return false;
  worker->batch = &run->batches[slot];
  work(worker, slot);
  nut_batch_finish(run, slot);
  return true;
}
