/* The naive way to scan: each rule over each sentence, PCRE2 searching for
 * itself.  Slow, obviously right; the engine must give the same matches. */
#ifndef NUT_TESTS_NAIVE_H
#define NUT_TESTS_NAIVE_H

#include "base/limits.h"
#include "scan/scan.h"

struct naive {
  const struct nut_rules *rules;
  pcre2_code **codes;
  pcre2_match_data *data;
  pcre2_match_context *context;
  bool limited; /* a search was given up: what it found is no reference */
};

/* A match as numbers: rule, and the ends of all groups folded into one. */
struct naive_match {
  size_t rule;
  uint32_t sentence;
  uint32_t start;
  uint32_t end;
  uint64_t groups;
};

struct naive_matches {
  struct naive_match *ptr;
  size_t len;
  size_t cap;
};

static inline uint64_t naive_fold(uint64_t hash, uint32_t value)
{
  return (hash ^ value) * 1099511628211ULL;
}

static inline void naive_add(struct naive_matches *out,
                             struct naive_match match)
{
  if (out->len == out->cap) {
    out->cap = out->cap ? out->cap * 2 : 256;
    out->ptr = realloc(out->ptr, out->cap * sizeof *out->ptr);
  }
  out->ptr[out->len++] = match;
}

/* Machine code made by PCRE2 reads past what it masks off, which valgrind
 * takes for a mistake: under it both ways interpret. */
static inline bool naive_interprets(void)
{
  return getenv("UNIT_INTERPRETED") != NULL;
}

static inline void naive_init(struct naive *naive,
                              const struct nut_rules *rules)
{
  naive->rules = rules;
  naive->codes = calloc(rules->n_rules + 1, sizeof(pcre2_code *));
  naive->data = pcre2_match_data_create(NUT_GROUPS_MAX + 1, NULL);
  naive->context = pcre2_match_context_create(NULL);
  for (size_t i = 0; i < rules->n_rules; i++) {
    int error = 0;
    size_t offset = 0;
    naive->codes[i] =
        nut_rules_compile(rules, &rules->rules[i], 0, &error, &offset);
    if (!naive_interprets())
      (void)pcre2_jit_compile(naive->codes[i], PCRE2_JIT_COMPLETE);
  }
}

static inline void naive_drop(struct naive *naive)
{
  for (size_t i = 0; i < naive->rules->n_rules; i++)
    pcre2_code_free(naive->codes[i]);
  free(naive->codes);
  pcre2_match_data_free(naive->data);
  pcre2_match_context_free(naive->context);
}

static inline uint32_t naive_take(struct naive *naive,
                                  const struct nut_article *a, size_t rule,
                                  uint32_t subject, uint32_t sentence,
                                  struct naive_matches *out)
{
  const PCRE2_SIZE *ov = pcre2_get_ovector_pointer(naive->data);
  const struct nut_rule *r = &naive->rules->rules[rule];
  struct naive_match m = { rule, sentence, 0, 0, 0 };
  uint32_t last = 0;
  for (size_t g = 0; g <= r->n_groups; g++) {
    bool set = ov[2 * g] != PCRE2_UNSET;
    m.groups = naive_fold(m.groups, set ? subject + (uint32_t)ov[2 * g] : 7);
    m.groups =
        naive_fold(m.groups, set ? subject + (uint32_t)ov[2 * g + 1] : 7);
  }
  for (size_t i = 0; i < r->n_captures; i++) {
    size_t g = r->captures[i].group;
    if (r->captures[i].field == NUT_FIELD_FACT
        && ov[2 * g] != PCRE2_UNSET && ov[2 * g + 1] + subject > last)
      last = subject + (uint32_t)ov[2 * g + 1];
  }
  m.start = subject + (uint32_t)ov[0];
  m.end = subject + (uint32_t)ov[1];
  while (m.sentence + 1 < a->n_sentences
         && a->sentences[m.sentence + 1].span.start <= m.start)
    m.sentence++;
  naive_add(out, m);
  return last ? last : m.end;
}

/* PCRE2's own search.  Machine code without a stack of its own runs out of it
 * on long windows, which is no answer: the interpreter gives that. */
static inline int naive_search(struct naive *naive, size_t rule,
                               const char *subject, uint32_t len,
                               uint32_t from)
{
  uint32_t flags = PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY;
  int rc = pcre2_match(naive->codes[rule], (PCRE2_SPTR)subject, len, from,
                       flags, naive->data, naive->context);
  if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
    rc = pcre2_match(naive->codes[rule], (PCRE2_SPTR)subject, len, from,
                     flags | PCRE2_NO_JIT, naive->data, naive->context);
  if (rc < 0 && rc != PCRE2_ERROR_NOMATCH)
    naive->limited = true;
  return rc;
}

static inline void naive_window(struct naive *naive,
                                const struct nut_article *a, size_t rule,
                                uint32_t subject, uint32_t start,
                                uint32_t end, uint32_t sentence,
                                struct naive_matches *out)
{
  uint32_t from = start;
  while (from < end) {
    int rc = naive_search(naive, rule, a->shadow.ptr + subject, end - subject,
                          from - subject);
    if (rc < 0)
      return;
    uint32_t next = naive_take(naive, a, rule, subject, sentence, out);
    from = next > from ? next : from + 1;
    while (from < end && ((unsigned char)a->shadow.ptr[from] & 0xC0) == 0x80)
      from++;
  }
}

static inline void naive_run(struct naive *naive,
                             const struct nut_article *a,
                             struct naive_matches *out)
{
  for (size_t rule = 0; rule < naive->rules->n_rules; rule++) {
    bool paragraph = naive->rules->rules[rule].window_paragraph;
    if (a->n_sentences > NUT_MESSAGE_SENTENCES
        && nut_rule_of_messages(&naive->rules->rules[rule]))
      continue;
    for (size_t i = 0; i < a->n_sentences;) {
      const struct nut_sentence *s = &a->sentences[i];
      uint32_t number = (uint32_t)i++;
      uint32_t subject = paragraph ? s->span.start
                                   : a->paragraphs[s->paragraph].start;
      uint32_t end = s->span.end;
      while (paragraph && i < a->n_sentences
             && a->sentences[i].paragraph == s->paragraph
             && a->sentences[i].span.end - s->span.start <= NUT_WINDOW_MAX)
        end = a->sentences[i++].span.end;
      naive_window(naive, a, rule, subject, s->span.start, end, number, out);
    }
  }
}

#endif
