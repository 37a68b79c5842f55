/* Threads that share a rule set none of whose rules has been compiled yet.
 *
 * All start at one barrier on the same article, so that they meet each cold
 * rule together; JIT comes early, so that codes are replaced under way.  Built
 * with the thread sanitizer too, which sees races that no result shows. */
#include "record/extract.h"

#include "unit.h"

#include <pthread.h>
#include <stdlib.h>

#define THREADS 4
#define ROUNDS 6

static const char text[] =
    "LONDON, 28 September 2021 - Thirteen men were arrested and 250,000 euros "
    "seized on Tuesday.\n\nA man, 34, died and two others were injured when "
    "five cars crashed in Leeds at 3pm, police said. Call 101. About 40 "
    "per cent of the 1,200 people left within three days. It weighed 3kg. "
    "Under section 18 of the Theft Act 1968 he was fined $5 million.\n";

struct shared {
  struct nut_rules *rules;
  pthread_barrier_t barrier;
};

struct job {
  struct shared *shared;
  size_t n_facts[ROUNDS];
  bool good;
};

static void *scan(void *ctx)
{
  struct job *job = ctx;
  struct nut_extractor x;
  struct nut_input input = { .text = { text, sizeof text - 1 } };
  bool made = nut_extractor_init(&x, job->shared->rules->engine, NULL)
              == NUT_OK;
  job->good = made;
  (void)pthread_barrier_wait(&job->shared->barrier);
  for (size_t i = 0; made && i < ROUNDS; i++) {
    struct nut_record record = { 0 };
    job->good = job->good
                && nut_extractor_run(&x, &input, &record) == NUT_OK;
    job->n_facts[i] = record.facts.len;
  }
  if (made)
    nut_extractor_drop(&x);
  return NULL;
}

static void run_threads(struct shared *shared)
{
  struct job jobs[THREADS] = { { .good = false } };
  pthread_t threads[THREADS];
  (void)pthread_barrier_init(&shared->barrier, NULL, THREADS);
  for (size_t i = 0; i < THREADS; i++) {
    jobs[i].shared = shared;
    CHECK_EQ_INT(pthread_create(&threads[i], NULL, scan, &jobs[i]), 0);
  }
  for (size_t i = 0; i < THREADS; i++)
    CHECK_EQ_INT(pthread_join(threads[i], NULL), 0);
  (void)pthread_barrier_destroy(&shared->barrier);
  for (size_t i = 0; i < THREADS; i++) {
    CHECK(jobs[i].good);
    CHECK(jobs[i].n_facts[0] > 10);
    for (size_t k = 0; k < ROUNDS; k++)
      CHECK(jobs[i].n_facts[k] == jobs[0].n_facts[0]);
  }
}

static void check(const char *name, const char *image)
{
  struct nut_rules_options options = { .data = "rules", .images = &image,
                                       .n_images = image ? 1 : 0 };
  struct shared shared;
  unit_begin(name);
  CHECK_EQ_INT(nut_rules_new(&options, NULL, &shared.rules), NUT_OK);
  if (shared.rules) {
    CHECK(nut_rules_is_image(shared.rules) == (image != NULL));
    shared.rules->engine->jit_after = 3;
    run_threads(&shared);
  }
  nut_rules_free(shared.rules);
  unit_end();
}

int main(void)
{
  check("threads that meet cold rules find the same", NULL);
  check("the same with rules from an image", "rules.image");
  return unit_status();
}
