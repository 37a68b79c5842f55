/* Numbered slots that pass from one producer through many workers to one
 * writer at a time, in the order in which they were filled.
 *
 * The queue holds no content, only whose turn it is; slot s is the caller's
 * own array element.  A slot belongs to the producer between _slot and _put,
 * to a worker between _take and _done, then to whoever has the turn.  The turn
 * is no thread of its own: the worker that makes the first unwritten slot done
 * has it, and keeps it while the next one is done too.
 * Invariant: written <= taken <= filled <= written + cap; slot n is n % cap.
 * After _stop nobody waits any more.  All but _init and _drop may be called by
 * any thread.  Ownership: whoever embeds the queue drops it, after the
 * threads have ended. */
#ifndef NUT_BASE_QUEUE_H
#define NUT_BASE_QUEUE_H

#include "surface/nutgraf.h"

#include <pthread.h>

struct nut_queue_slot {
  bool done;
  size_t weight;
};

struct nut_queue {
  const struct nut_mem *mem;
  pthread_mutex_t lock;
  pthread_cond_t room;   /* the producer waits for a slot */
  pthread_cond_t work;   /* workers wait for a filled one */
  pthread_cond_t turn;   /* workers wait to be first in line */
  struct nut_queue_slot *slots;
  size_t cap;
  size_t filled;
  size_t taken;
  size_t written;
  size_t load;           /* weight of what is filled and not written */
  size_t load_max;
  bool closed;
  bool stopped;
  bool writing;          /* somebody has the turn */
};

/* The producer waits when cap slots are in flight, or load_max is passed. */
NUT_CHECK enum nut_status nut_queue_init(struct nut_queue *queue,
                                         const struct nut_mem *mem,
                                         size_t cap, size_t load_max);
void nut_queue_drop(struct nut_queue *queue);

/* Producer: wait for a slot to fill; false when stopped. */
NUT_CHECK bool nut_queue_slot(struct nut_queue *queue, size_t *slot);
/* Producer: the slot that _slot gave is ready for a worker. */
void nut_queue_put(struct nut_queue *queue, size_t weight);
/* Producer: no more will come. */
void nut_queue_close(struct nut_queue *queue);

/* Worker: wait for a slot; false when there will be none, or stopped. */
NUT_CHECK bool nut_queue_take(struct nut_queue *queue, size_t *slot);

/* Worker: *slot is ready to be written.  True: the caller has the turn and
 * writes *slot, the first in line, then calls _written. */
NUT_CHECK bool nut_queue_done(struct nut_queue *queue, size_t *slot);

/* The slot is written and free.  True: the caller still has the turn, *slot is
 * the next one. */
NUT_CHECK bool nut_queue_written(struct nut_queue *queue, size_t *slot);

/* Worker: wait until its slot is first in line and take the turn, to write
 * what there is before the slot is done; false when stopped. */
NUT_CHECK bool nut_queue_turn(struct nut_queue *queue, size_t slot);
void nut_queue_turn_end(struct nut_queue *queue);

void nut_queue_stop(struct nut_queue *queue);

#endif
