/* One rule at one place: the only file of the scan that calls pcre2_match.
 *
 * The scan proposes places, an automaton (scan/dfa.h) refuses most of those
 * where the rule does not match, PCRE2 decides.  The code is compiled with
 * PCRE2_ANCHORED and tried place by place: an unanchored search would look at
 * every byte in between again, and JIT does not take the anchor as an option
 * of a match.  A proposed place that does not match costs one attempt, never a
 * wrong match.
 *
 * Within one rule matches are leftmost and do not overlap: places come sorted
 * and the caller passes over those before the end of the last fact.
 *
 * Bounds (base/limits.h): each attempt has a match limit, and all attempts of
 * a rule in a window together a limit of work.  A breach ends the rule's work
 * on this window, NUT_BREACHES_MAX of them its work on the article; the record
 * then names the rule.  No clock is read for that, so a breach is the same on
 * every machine.  Who gives a clock can have a bound in time besides. */
#include "scan/attempt.h"

#include "base/limits.h"

/* A match has a text: a fact is never empty. */
#define MATCH_OPTIONS (PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY)

/* The rule is listed once, at its first breach; the count goes on.  At most
 * one breach a window and a rest at NUT_BREACHES_MAX keep it inside a byte. */
static enum nut_status breach(struct nut_scan_job *job, size_t rule)
{
  struct nut_matches *out = job->out;
  if (job->scan->breaches[rule]++ > 0)
    return NUT_OK;
  out->breached = nut_arena_grow(job->arena, out->breached, out->n_breached,
                                 &out->cap_breached, sizeof *out->breached);
  if (!out->breached)
    return NUT_NOMEM;
  out->breached[out->n_breached++] = &job->scan->engine->rules->rules[rule];
  return NUT_OK;
}

/* In a paragraph window: the sentence that a match begins in. */
static uint32_t sentence_at(const struct nut_article *article,
                            uint32_t sentence, uint32_t offset)
{
  while (sentence + 1 < article->n_sentences
         && article->sentences[sentence + 1].span.start <= offset)
    sentence++;
  return sentence;
}

/* The search goes on at the end of the last fact.  Not of the match: what a
 * rule wants to see behind a fact (a noun, a unit) may be the beginning of the
 * next one.  Without a marked fact it is the match's end. */
static uint32_t search_end(const struct nut_rule *rule,
                           const struct nut_span *groups)
{
  uint32_t end = 0;
  for (size_t i = 0; i < rule->n_captures; i++) {
    const struct nut_capture *c = &rule->captures[i];
    struct nut_span group = groups[c->group];
    if (c->field == NUT_FIELD_FACT && group.start != NUT_NO_GROUP
        && group.end > end)
      end = group.end;
  }
  return end ? end : groups[0].end;
}

/* PCRE2 counts from the subject's start, all others from the shadow's. */
static struct nut_span *read_groups(struct nut_scan_job *job,
                                    const struct nut_window *w,
                                    const struct nut_rule *rule)
{
  const PCRE2_SIZE *ovector = pcre2_get_ovector_pointer(job->scan->data);
  size_t n = rule->n_groups + 1;
  struct nut_span *groups = nut_arena_alloc(job->arena, n * sizeof *groups);
  for (size_t i = 0; groups && i < n; i++) {
    bool unset = ovector[2 * i] == PCRE2_UNSET;
    groups[i].start =
        unset ? NUT_NO_GROUP : w->subject + (uint32_t)ovector[2 * i];
    groups[i].end =
        unset ? NUT_NO_GROUP : w->subject + (uint32_t)ovector[2 * i + 1];
  }
  return groups;
}

/* *end is where the rule's search goes on. */
static enum nut_status add_match(struct nut_scan_job *job,
                                 const struct nut_window *w, size_t number,
                                 uint32_t *end)
{
  const struct nut_rule *rule = &job->scan->engine->rules->rules[number];
  struct nut_matches *out = job->out;
  struct nut_span *groups = read_groups(job, w, rule);
  out->ptr = nut_arena_grow(job->arena, out->ptr, out->len, &out->cap,
                            sizeof *out->ptr);
  if (!groups || !out->ptr)
    return NUT_NOMEM;
  out->ptr[out->len++] = (struct nut_match){
    rule, sentence_at(job->article, w->sentence, groups[0].start), groups
  };
  *end = search_end(rule, groups);
  return NUT_OK;
}

/* The subject begins at the paragraph, so that a lookbehind sees the words
 * before the sentence, and ends with the window, so that nothing looks beyond
 * it.  The text was checked as UTF-8 when it was read. */
static int match_at(struct nut_scan_job *job, const struct nut_window *w,
                    const pcre2_code *code, uint32_t at)
{
  struct nut_scan *scan = job->scan;
  PCRE2_SPTR subject = (PCRE2_SPTR)job->article->shadow.ptr + w->subject;
  int rc = pcre2_jit_match(code, subject, w->end - w->subject,
                           at - w->subject, PCRE2_NOTEMPTY, scan->data,
                           scan->context);
  if (rc == PCRE2_ERROR_JIT_BADOPTION) /* no machine code yet */
    rc = pcre2_match(code, subject, w->end - w->subject, at - w->subject,
                     MATCH_OPTIONS, scan->data, scan->context);
  if (rc != PCRE2_ERROR_MATCHLIMIT && rc != PCRE2_ERROR_JIT_STACKLIMIT)
    return rc;
  /* Interpreter and JIT reach the limit at different points; only the
     interpreter's answer counts. */
  return pcre2_match(code, subject, w->end - w->subject, at - w->subject,
                     MATCH_OPTIONS | PCRE2_NO_JIT, scan->data,
                     scan->context);
}

/* Has the rule run into the limits so often that this article is over for
 * it? */
static bool rests(const struct nut_scan_job *job, size_t rule)
{
  return job->scan->breaches[rule] >= NUT_BREACHES_MAX;
}

/* Is the article's time up?  The clock is read now and then only. */
static bool is_late(struct nut_scan_job *job, size_t rule)
{
  struct nut_clock *clock = &job->scan->clock;
  if (job->out->late)
    return true;
  if (!clock->now || ++clock->attempts < NUT_CLOCK_EVERY)
    return false;
  clock->attempts = 0;
  if (clock->now() >= clock->deadline)
    job->out->late = &job->scan->engine->rules->rules[rule];
  return job->out->late != NULL;
}

/* One more attempt at `at`, which may look at all that is behind it: is it
 * more than the rule may in this window? */
static bool is_too_much(struct nut_scan_job *job, const struct nut_window *w,
                        size_t rule, uint32_t at)
{
  struct nut_progress *progress = &job->scan->progress[rule];
  progress->work += w->end - at;
  return progress->work > NUT_WORK_MAX;
}

/* PCRE2 ran into a limit.  Had the automaton refused the place, it would not
 * have: whether it was asked (it may be full, or not worth it) must not
 * show. */
static enum nut_status end_work(struct nut_scan_job *job,
                                const struct nut_window *w, size_t rule,
                                uint32_t at, uint32_t *next)
{
  if (!nut_dfa_may_match_anew(&job->scan->dfa, rule,
                              job->article->shadow.ptr, at, w->end))
    return NUT_OK;
  *next = w->end;
  return breach(job, rule);
}

enum nut_status nut_attempt_at(struct nut_scan_job *job,
                               const struct nut_window *w, size_t rule,
                               uint32_t at, uint32_t *next)
{
  *next = w->end;
  if (rests(job, rule) || is_late(job, rule))
    return NUT_OK;
  if (is_too_much(job, w, rule, at))
    return breach(job, rule);
  *next = at;
  if (!nut_dfa_may_match(&job->scan->dfa, rule, job->article->shadow.ptr, at,
                         w->end))
    return NUT_OK;
  const pcre2_code *code = nut_engine_code(job->scan->engine, rule);
  if (!code)
    return NUT_NOMEM;
  int rc = match_at(job, w, code, at);
  if (rc == PCRE2_ERROR_NOMATCH)
    return NUT_OK;
  if (rc == PCRE2_ERROR_NOMEMORY)
    return NUT_NOMEM;
  if (rc < 0)
    return end_work(job, w, rule, at, next);
  enum nut_status status = add_match(job, w, rule, next);
  /* A fact captured in a lookbehind may end before the place; the search must
     move on all the same. */
  if (*next <= at)
    *next = at + 1;
  return status;
}

/* For rules without a need.  Continuation bytes are no places: PCRE2 does not
 * check and would read a broken character. */
enum nut_status nut_attempt_everywhere(struct nut_scan_job *job,
                                       const struct nut_window *window,
                                       size_t rule)
{
  const struct nut_plan *plan = &job->scan->engine->plans[rule];
  const char *text = job->article->shadow.ptr;
  job->scan->progress[rule].work = 0;
  for (uint32_t at = window->start; at < window->end; at++) {
    unsigned char byte = (unsigned char)text[at];
    if ((byte & 0xC0) == 0x80
        || !nut_byte_set_has(&plan->first, byte))
      continue;
    uint32_t next = at;
    enum nut_status status = nut_attempt_at(job, window, rule, at, &next);
    if (status != NUT_OK)
      return status;
    if (next > at)
      at = next - 1;
  }
  return NUT_OK;
}
