#include "base/limits.h"
#include "base/slice.h"
#include "surface/batch.h"

/* With the turn: tell and send what the batch holds.  After a failure
 * nothing more goes out. */
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
