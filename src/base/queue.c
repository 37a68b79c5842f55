/* An ordered queue: work is done by many threads and written in the order in
 * which it came.
 *
 * Three counters run over a ring of slots: filled, taken and written.  A
 * worker takes slots in order but ends out of order; it marks its slot done.
 * Whoever makes the first unwritten slot done writes it, and goes on while the
 * next one is done as well.  So there is no writer thread to wake for each
 * slot, no output is sorted, and a worker that is ahead goes on working at
 * once.
 *
 * A slow article holds back those behind it, up to cap slots; then the
 * producer waits.  That, and the sum of weights, bounds memory.
 *
 * One mutex guards all fields.  It is held for a few instructions, never while
 * reading, working or writing; what slots hold belongs to one thread at a time
 * and needs none.  Counters only grow: at one slot a nanosecond 64 bits last
 * for centuries. */
#include "base/queue.h"

#include "base/alloc.h"

/* Locking fails only for a mutex that is none. */
static void lock(struct nut_queue *queue)
{
  (void)pthread_mutex_lock(&queue->lock);
}

static void unlock(struct nut_queue *queue)
{
  (void)pthread_mutex_unlock(&queue->lock);
}

/* On failure those before it are destroyed. */
static bool init_conditions(struct nut_queue *queue)
{
  pthread_cond_t *all[] = { &queue->room, &queue->work, &queue->turn };
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    if (pthread_cond_init(all[i], NULL) == 0)
      continue;
    while (i--)
      (void)pthread_cond_destroy(all[i]);
    return false;
  }
  return true;
}

enum nut_status nut_queue_init(struct nut_queue *queue,
                               const struct nut_mem *mem, size_t cap,
                               size_t load_max)
{
  *queue = (struct nut_queue){ .mem = mem, .cap = cap,
                               .load_max = load_max };
  struct nut_queue_slot *slots = nut_new(mem, cap * sizeof *slots);
  if (!slots)
    return NUT_NOMEM;
  if (pthread_mutex_init(&queue->lock, NULL) == 0) {
    /* slots is set last: it tells _drop that all of it is there. */
    if (init_conditions(queue)) {
      queue->slots = slots;
      return NUT_OK;
    }
    (void)pthread_mutex_destroy(&queue->lock);
  }
  nut_free(mem, slots);
  return NUT_NOMEM;
}

void nut_queue_drop(struct nut_queue *queue)
{
  if (!queue->slots)
    return;
  (void)pthread_cond_destroy(&queue->room);
  (void)pthread_cond_destroy(&queue->work);
  (void)pthread_cond_destroy(&queue->turn);
  (void)pthread_mutex_destroy(&queue->lock);
  nut_free(queue->mem, queue->slots);
  queue->slots = NULL;
}

/* ---- the producer ----------------------------------------------------- */

/* One slot is always given, however heavy. */
static bool is_full(const struct nut_queue *queue)
{
  size_t in_flight = queue->filled - queue->written;
  return in_flight == queue->cap
         || (in_flight && queue->load > queue->load_max);
}

/* Only one producer, so the slot is still free when the lock is let go. */
bool nut_queue_slot(struct nut_queue *queue, size_t *slot)
{
  lock(queue);
  while (!queue->stopped && is_full(queue))
    (void)pthread_cond_wait(&queue->room, &queue->lock);
  *slot = queue->filled % queue->cap;
  bool go_on = !queue->stopped;
  unlock(queue);
  return go_on;
}

/* One slot wakes one worker. */
void nut_queue_put(struct nut_queue *queue, size_t weight)
{
  lock(queue);
  queue->slots[queue->filled % queue->cap].weight = weight;
  queue->load += weight;
  queue->filled++;
  (void)pthread_cond_signal(&queue->work);
  unlock(queue);
}

/* All workers are woken, to find that nothing comes. */
void nut_queue_close(struct nut_queue *queue)
{
  lock(queue);
  queue->closed = true;
  (void)pthread_cond_broadcast(&queue->work);
  unlock(queue);
}

/* ---- the workers ------------------------------------------------------ */

/* What was filled before the end is still worked on; a stop leaves it. */
bool nut_queue_take(struct nut_queue *queue, size_t *slot)
{
  lock(queue);
  while (!queue->stopped && !queue->closed
         && queue->taken == queue->filled)
    (void)pthread_cond_wait(&queue->work, &queue->lock);
  bool found = !queue->stopped && queue->taken < queue->filled;
  if (found)
    *slot = queue->taken++ % queue->cap;
  unlock(queue);
  return found;
}

/* Take the turn if nobody has it and the first in line is done.  The lock is
 * held. */
static bool claim(struct nut_queue *queue, size_t *slot)
{
  *slot = queue->written % queue->cap;
  if (queue->writing || queue->written == queue->taken
      || !queue->slots[*slot].done)
    return false;
  queue->writing = true;
  return true;
}

/* False: somebody else will write it, and the worker takes the next slot
 * without waiting. */
bool nut_queue_done(struct nut_queue *queue, size_t *slot)
{
  lock(queue);
  queue->slots[*slot].done = true;
  bool mine = claim(queue, slot);
  unlock(queue);
  return mine;
}

/* The next slot is claimed under the same lock: between two locks its worker
 * could find the turn taken and leave, and nobody would write it. */
bool nut_queue_written(struct nut_queue *queue, size_t *slot)
{
  lock(queue);
  queue->slots[*slot].done = false;
  queue->load -= queue->slots[*slot].weight;
  queue->written++;
  queue->writing = false;
  bool mine = claim(queue, slot);
  (void)pthread_cond_signal(&queue->room);
  /* All are woken, since only one of those that wait is first in line. */
  if (!mine)
    (void)pthread_cond_broadcast(&queue->turn);
  unlock(queue);
  return mine;
}

/* For a slot with too much output to keep.  It has to be first in line, so it
 * never waits for a slot behind it. */
bool nut_queue_turn(struct nut_queue *queue, size_t slot)
{
  lock(queue);
  while (!queue->stopped
         && (queue->writing || queue->written % queue->cap != slot))
    (void)pthread_cond_wait(&queue->turn, &queue->lock);
  bool mine = !queue->stopped;
  if (mine)
    queue->writing = true;
  unlock(queue);
  return mine;
}

/* Nobody can be waiting for it: the slot stays first in line, not done. */
void nut_queue_turn_end(struct nut_queue *queue)
{
  lock(queue);
  queue->writing = false;
  unlock(queue);
}

/* Whoever waits, for whatever, is woken and sees it. */
void nut_queue_stop(struct nut_queue *queue)
{
  lock(queue);
  queue->stopped = true;
  (void)pthread_cond_broadcast(&queue->room);
  (void)pthread_cond_broadcast(&queue->work);
  (void)pthread_cond_broadcast(&queue->turn);
  unlock(queue);
}
