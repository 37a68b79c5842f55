/* The batch: its queue, order, failing output, failing memory, stopping. */
#include "base/queue.h"
#include "base/slice.h"
#include "miser.h"
#include "unit.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* ---- the queue alone -------------------------------------------------- */

enum { SLOTS = 6, THREADS = 5, ROUNDS = 400 };

struct line_up {
  struct nut_queue queue;
  size_t content[SLOTS];
  size_t written[ROUNDS]; /* with the turn */
  size_t n_written;
  atomic_int writing;
  atomic_int overlaps;
};

static void take_time(size_t number)
{
  struct timespec time = { .tv_nsec = (long)(number * 7919 % 50) * 10000 };
  if (number % 7 == 0)
    (void)nanosleep(&time, NULL);
}

static void write_slot(struct line_up *line, size_t slot)
{
  if (atomic_fetch_add(&line->writing, 1) != 0)
    atomic_fetch_add(&line->overlaps, 1);
  line->written[line->n_written++] = line->content[slot];
  atomic_fetch_sub(&line->writing, 1);
}

static void *line_worker(void *ctx)
{
  struct line_up *line = ctx;
  size_t slot = 0;
  while (nut_queue_take(&line->queue, &slot)) {
    size_t number = line->content[slot];
    take_time(number);
    if (number % 11 == 0 && nut_queue_turn(&line->queue, slot)) {
      line->content[slot] += number == line->n_written ? 0 : ROUNDS;
      nut_queue_turn_end(&line->queue);
    }
    bool mine = nut_queue_done(&line->queue, &slot);
    while (mine) {
      write_slot(line, slot);
      mine = nut_queue_written(&line->queue, &slot);
    }
  }
  return NULL;
}

static void check_queue(void)
{
  static struct line_up line;
  pthread_t threads[THREADS];
  unit_begin("what takes different time comes out in order");
  CHECK_EQ_INT(nut_queue_init(&line.queue, NULL, SLOTS, 1000), NUT_OK);
  for (size_t i = 0; i < THREADS; i++)
    CHECK_EQ_INT(pthread_create(&threads[i], NULL, line_worker, &line), 0);
  for (size_t i = 0; i < ROUNDS; i++) {
    size_t slot = 0;
    CHECK(nut_queue_slot(&line.queue, &slot));
    line.content[slot] = i;
    nut_queue_put(&line.queue, i % 50 == 0 ? 5000 : 1);
  }
  nut_queue_close(&line.queue);
  for (size_t i = 0; i < THREADS; i++)
    CHECK_EQ_INT(pthread_join(threads[i], NULL), 0);
  CHECK_EQ_INT(line.n_written, ROUNDS);
  for (size_t i = 0; i < line.n_written; i++)
    CHECK_EQ_INT(line.written[i], i);
  CHECK_EQ_INT(atomic_load(&line.overlaps), 0);
  CHECK_EQ_INT(line.queue.load, 0);
  nut_queue_drop(&line.queue);
  unit_end();
}

/* ---- runs ------------------------------------------------------------- */

struct output {
  char *ptr;
  size_t len;
  size_t most; /* refuse what goes beyond */
  size_t calls_after;
  bool refused;
};

static bool take(void *ctx, const char *ptr, size_t len)
{
  struct output *output = ctx;
  output->calls_after += output->refused;
  output->refused = output->refused || len > output->most - output->len;
  if (output->refused)
    return false;
  char *moved = realloc(output->ptr, output->len + len + 1);
  if (!moved)
    return false;
  output->ptr = moved;
  memcpy(output->ptr + output->len, ptr, len);
  output->len += len;
  output->ptr[output->len] = '\0';
  return true;
}

static void drop(struct output *output)
{
  free(output->ptr);
  *output = (struct output){ .most = SIZE_MAX };
}

static void take_message(void *ctx, const struct nut_message *message)
{
  struct output *said = ctx;
  (void)take(said, message->text.ptr, message->text.len);
  (void)take(said, "\n", 1);
}

/* One run over an NDJSON file or descriptor. */
struct scene {
  const struct nut_rules *rules;
  const struct nut_mem *mem;
  const char *input;
  unsigned jobs;
  const int *stop;
  enum nut_to to;
  struct output out;
  struct output said;
  struct nut_batch_counts counts;
};

static enum nut_status run(struct scene *scene)
{
  struct nut_batch_options options = {
    .mem = scene->mem, .jobs = scene->jobs, .stop = scene->stop,
    .reader = { .from = NUT_FROM_NDJSON, .inputs = &scene->input,
                .n_inputs = 1 },
    .writer = { .to = scene->to, .several = true }
  };
  struct nut_report report = { take_message, &scene->said };
  struct nut_sink sink = { take, &scene->out };
  return nut_batch_run(scene->rules, &options, &report, &sink,
                       &scene->counts);
}

static struct nut_rules *load_rules(void)
{
  const char *files[] = { "tests/unit/batch.rules" };
  struct nut_rules_options options = { .data = "rules", .files = files,
                                       .n_files = 1, .no_defaults = true };
  struct nut_rules *rules = NULL;
  unit_begin("rules load");
  CHECK_EQ_INT(nut_rules_new(&options, NULL, &rules), NUT_OK);
  unit_end();
  return rules;
}

/* Lines of very different lengths, and every 50th of them broken. */
static void write_lines(FILE *to, size_t count)
{
  for (size_t i = 1; i <= count; i++) {
    if (i % 50 == 0) {
      fputs("{\"text\"\n", to);
      continue;
    }
    fputs("{\"text\":\"", to);
    for (size_t k = 0; k < (i % 97 == 1 ? 400 : i % 3); k++)
      fputs("Police held 5 men. ", to);
    fputs("\"}\n", to);
  }
}

static void make_file(char *path, size_t count)
{
  int fd = mkstemp(path);
  FILE *to = fd < 0 ? NULL : fdopen(fd, "w");
  CHECK(to != NULL);
  if (!to)
    return;
  write_lines(to, count);
  CHECK_EQ_INT(fclose(to), 0);
}

static void check_order(const struct nut_rules *rules, const char *path)
{
  unit_begin("any number of threads gives the same bytes and messages");
  for (int to = NUT_TO_NDJSON; to <= NUT_TO_CSV; to++) {
    struct scene one = { .rules = rules, .input = path, .jobs = 1,
                         .to = (enum nut_to)to };
    drop(&one.out);
    drop(&one.said);
    CHECK_EQ_INT(run(&one), NUT_OK);
    CHECK_EQ_INT(one.counts.articles, 2000);
    CHECK_EQ_INT(one.counts.failed, 40);
    for (unsigned jobs = 2; jobs < 40; jobs *= 3) {
      struct scene many = one;
      many.out = (struct output){ .most = SIZE_MAX };
      many.said = many.out;
      many.jobs = jobs;
      CHECK_EQ_INT(run(&many), NUT_OK);
      CHECK_EQ_INT(many.counts.failed, 40);
      CHECK(many.out.len == one.out.len
            && !memcmp(many.out.ptr, one.out.ptr, one.out.len));
      CHECK_EQ_TEXT(many.said.ptr, one.said.ptr);
      drop(&many.out);
      drop(&many.said);
    }
    drop(&one.out);
    drop(&one.said);
  }
  unit_end();
}

static void check_sink(const struct nut_rules *rules, const char *path)
{
  static const size_t limits[] = { 0, 1000, 100000 };
  unit_begin("an output that refuses is not asked again");
  for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
    for (unsigned jobs = 1; jobs < 9; jobs *= 2) {
      struct scene scene = { .rules = rules, .input = path, .jobs = jobs };
      scene.said.most = SIZE_MAX;
      scene.out.most = limits[i];
      CHECK_EQ_INT(run(&scene), NUT_OUTPUT);
      CHECK(scene.out.refused);
      CHECK_EQ_INT(scene.out.calls_after, 0);
      drop(&scene.out);
      drop(&scene.said);
    }
  }
  unit_end();
}

/* A pipe that stays open: nothing but the failure can end these runs. */
static void check_waiting(const struct nut_rules *rules)
{
  int lines[2];
  int stop[2];
  char path[32];
  unit_begin("a run that waits for input is ended by output and by stop");
  CHECK_EQ_INT(pipe(lines) || pipe(stop), 0);
  (void)snprintf(path, sizeof path, "/dev/fd/%d", lines[0]);
  struct scene scene = { .rules = rules, .input = path, .jobs = 2 };
  CHECK_EQ_INT(write(lines[1], "{\"text\":\"a\"}\n", 13), 13);
  CHECK_EQ_INT(run(&scene), NUT_OUTPUT);
  scene.out.refused = false;
  scene.out.most = SIZE_MAX;
  scene.stop = &stop[0];
  CHECK_EQ_INT(write(stop[1], "", 1), 1);
  for (scene.jobs = 1; scene.jobs < 3; scene.jobs++)
    CHECK_EQ_INT(run(&scene), NUT_STOPPED);
  CHECK_EQ_INT(scene.out.len, 0);
  for (size_t i = 0; i < 2; i++)
    CHECK_EQ_INT(close(lines[i]) || close(stop[i]), 0);
  drop(&scene.out);
  unit_end();
}

/* ---- memory that fails at the n-th call ------------------------------- */

static void check_memory(const struct nut_rules *rules, const char *path)
{
  struct miser miser;
  struct nut_mem mem = { miser_resize, &miser };
  unit_begin("without memory a run says so, whole records out, none lost");
  for (unsigned jobs = 1; jobs < 4; jobs++) {
    enum nut_status status = NUT_NOMEM;
    for (size_t at = 1; at < 4000 && status == NUT_NOMEM;
         at += 1 + at / 16) {
      struct scene scene = { .rules = rules, .input = path, .jobs = jobs,
                             .mem = &mem };
      drop(&scene.out);
      drop(&scene.said);
      miser_init(&miser, at - 1);
      status = run(&scene);
      CHECK_EQ_INT(atomic_load(&miser.held), 0);
      CHECK(!scene.out.len || scene.out.ptr[scene.out.len - 1] == '\n');
      drop(&scene.out);
      drop(&scene.said);
    }
    CHECK_EQ_INT(status, NUT_OK);
  }
  unit_end();
}

int main(void)
{
  char path[] = "/tmp/nutgraf-batch.XXXXXX";
  char few[] = "/tmp/nutgraf-batch.XXXXXX";
  struct nut_rules *rules = load_rules();
  make_file(path, 2000);
  make_file(few, 60);
  check_queue();
  if (rules) {
    check_order(rules, path);
    check_sink(rules, path);
    check_waiting(rules);
    check_memory(rules, few);
  }
  CHECK_EQ_INT(unlink(path) || unlink(few), 0);
  nut_rules_free(rules);
  return unit_status();
}
