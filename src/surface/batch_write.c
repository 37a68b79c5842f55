/* A batch run, the output: batches leave in the order of the input.
 *
 * There is no writing thread.  The worker that finishes the first unwritten
 * batch has the turn; it writes that one and then all behind it that are
 * done already, while others go on working.  So no record waits for a
 * thread to be woken, and the turn is the only lock the writer needs: who
 * has it owns `writer`, `counts` and `status`.
 *
 * The first failure in the order of the input is kept as the run's status
 * and stops everybody; later ones are not told, as their records never
 * came. */
#include "base/limits.h"
#include "base/slice.h"
#include "surface/batch.h"

/* With the turn: tell and send what the batch holds.  After a failure
 * nothing more goes out.  Messages go before the records they are about. */
static void write_batch(struct nut_batch_run *run, struct nut_batch *batch,
                        enum nut_status status)
{
  if (run->status != NUT_OK)
    return;
  nut_notes_tell(&batch->notes, run->report);
  run->counts.articles += batch->counts.articles;
  run->counts.failed += batch->counts.failed;
  run->status = nut_writer_join(run->writer, nut_buf_slice(&batch->out),
                                batch->records);
  if (run->status == NUT_OK)
    run->status = status;
  if (run->status != NUT_OK)
    nut_batch_stop(run);
}

/* Empty for what comes next; a giant's memory is given back. */
static void clear_output(struct nut_batch *batch)
{
  nut_notes_clear(&batch->notes);
  if (batch->out.cap > NUT_BATCH_KEEP)
    nut_buf_drop(&batch->out);
  nut_buf_clear(&batch->out);
  batch->records = 0;
  batch->counts = (struct nut_batch_counts){ 0 };
}

/* The queue gives the next slot whose turn it is, until one is not yet
 * done. */
void nut_batch_finish(struct nut_batch_run *run, size_t slot)
{
  bool mine = nut_queue_done(&run->queue, &slot);
  while (mine) {
    struct nut_batch *batch = &run->batches[slot];
    write_batch(run, batch, batch->status);
    clear_output(batch);
    mine = nut_queue_written(&run->queue, &slot);
  }
}

/* The batch stays at work; only what it holds so far leaves. */
bool nut_batch_spill(struct nut_batch_run *run, size_t slot)
{
  struct nut_batch *batch = &run->batches[slot];
  if (!nut_queue_turn(&run->queue, slot))
    return false;
  write_batch(run, batch, NUT_OK);
  bool go_on = run->status == NUT_OK;
  clear_output(batch);
  nut_queue_turn_end(&run->queue);
  return go_on;
}
