/* Days that are told in a quotation: who speaks on the day of the story speaks
 * of that one, and the paper is of the next day.
 *
 *   "... won on Tuesday night.  'We were lucky
 *   tonight,' she said"                       the night that the story tells
 *   "'I will reply tomorrow,' she wrote
 *   on Sunday"                                Monday
 *
 * Quotations are looked for from the paragraph's beginning: a sign opens one
 * behind a blank or bracket, and closes it behind a letter or stop.  What
 * stands further than QUOTE_REACH bytes from that beginning is in none.  In
 * the shadow the signs are straight, and zero bytes part its sentences. */
#include "resolve/quoted.h"

#include "resolve/words.h"

#include "base/slice.h"
#include "normalise/anchor.h"
#include "normalise/period.h"
#include "rules/fields.h"
#include "rules/rule.h"

#define QUOTE_REACH 2000

static bool is_sign(char c)
{
  return c == '"' || c == '\'';
}

static bool is_blank(char c)
{
  return c == ' ' || c == '\0';
}

/* "the '90s". */
static bool is_decade(const char *sign)
{
  return nut_is_digit(sign[1]) && nut_is_digit(sign[2]) && sign[3] == 's';
}

static bool opens(const char *text, uint32_t start, uint32_t at)
{
  bool first = at == start || is_blank(text[at - 1]) || text[at - 1] == '('
               || is_sign(text[at - 1]);
  return first && text[at + 1] != ' ' && !is_decade(text + at);
}

/* Where a quotation is open, and what closes it. */
struct quotation {
  char open;        /* its sign, or '\0' */
  uint32_t closed;  /* a sign that surely closes it, or 0: not looked for */
  uint32_t end;     /* of the paragraph, or of what is looked at */
};

/* "said,' he", "it." and the end of a paragraph. */
static bool may_close(const char *text, uint32_t at, char open)
{
  return text[at] == open && !nut_is_alpha(text[at + 1])
         && !is_blank(text[at - 1]);
}

/* The sign behind an s is that of "the boys' club", where another closes the
 * quotation. */
static bool closes(const char *text, uint32_t at, struct quotation *q)
{
  if (!may_close(text, at, q->open))
    return false;
  if (q->open != '\'' || text[at - 1] != 's')
    return true;
  for (uint32_t i = at + 1; q->closed <= at && i < q->end; i++)
    if (may_close(text, i, q->open) && text[i - 1] != 's')
      q->closed = i;
  bool none = q->closed <= at;
  if (none)
    q->closed = 0;
  return none;
}

/* The end of the paragraph of a fact, at most QUOTE_REACH behind it. */
static uint32_t paragraph_end(const struct nut_article *article,
                              const struct nut_fact *fact)
{
  const struct nut_sentence *all = article->sentences;
  uint32_t i = fact->sentence;
  while (i + 1 < article->n_sentences
         && all[i + 1].paragraph == all[fact->sentence].paragraph
         && all[i].span.end < fact->span.end + QUOTE_REACH)
    i++;
  return all[i].span.end;
}

/* Where the paragraph of a fact begins, or QUOTE_REACH before it: false. */
static bool paragraph_start(const struct nut_article *article,
                            const struct nut_fact *fact, uint32_t *start)
{
  const struct nut_sentence *all = article->sentences;
  uint32_t i = fact->sentence;
  while (i > 0 && all[i - 1].paragraph == all[fact->sentence].paragraph
         && fact->span.start - all[i].span.start <= QUOTE_REACH)
    i--;
  *start = all[i].span.start;
  return fact->span.start - *start <= QUOTE_REACH;
}

bool nut_is_quoted(const struct nut_article *article,
                   const struct nut_fact *fact)
{
  const char *text = article->shadow.ptr;
  uint32_t start = 0;
  if (!paragraph_start(article, fact, &start))
    return false;
  struct quotation q = { '\0', 0, paragraph_end(article, fact) };
  for (uint32_t i = start; i < fact->span.start; i++) {
    if (!is_sign(text[i]))
      continue;
    if (!q.open && opens(text, start, i))
      q.open = text[i];
    else if (q.open && i > start && closes(text, i, &q))
      q.open = '\0';
  }
  return q.open != '\0';
}

bool nut_is_this_night(const struct nut_fact *fact)
{
  struct nut_slice part = nut_text_of(fact, NUT_DATE_PART);
  return nut_int_or(fact, NUT_DATE_SHIFT, -1) == 0
         && (nut_slice_is(part, "NI") || nut_slice_is(part, "EV"))
         && !nut_has(fact, NUT_DATE_WEEKDAY) && !nut_has(fact, NUT_DATE_HOUR)
         && !nut_has(fact, NUT_DATE_ANCHOR);
}

/* ---- the day that somebody spoke on ---- */

/* "today", "last night", "tomorrow morning": so many days from the day of
 * speaking. */
static bool is_day_from_now(const struct nut_fact *fact)
{
  return nut_is_date(fact) && nut_has(fact, NUT_DATE_SHIFT)
         && nut_slice_is(nut_text_of(fact, NUT_DATE_UNIT), "day")
         && !nut_has(fact, NUT_DATE_ANCHOR)
         && !nut_has(fact, NUT_DATE_WEEKDAY)
         && nut_period_is_day(nut_text_of(fact, NUT_DATE_VALUE));
}

/* Does a word of saying stand between two offsets, with none behind it that
 * goes on to something else ("she said, and left on Friday")? */
static bool says_between(const struct nut_resolve *resolve, uint32_t at,
                         uint32_t end)
{
  return nut_slice_is(nut_last_meaning(resolve, "said_it", at, end), "yes");
}

bool nut_is_day_of_speech(const struct nut_resolve *resolve,
                          const struct nut_fact *fact)
{
  const char *text = resolve->article->shadow.ptr;
  uint32_t start = nut_sentence_of(resolve->article, fact).start;
  if (!nut_is_bare_weekday(fact))
    return false;
  struct nut_slice word = nut_word_before(text, start, fact->span.start);
  if (nut_list_says(resolve, "day_opens", word).len)
    word = nut_word_before(text, start, (uint32_t)(word.ptr - text));
  return nut_slice_is(nut_list_says(resolve, "said_it", word), "yes");
}

/* Where the last quotation sign stands before `end`, behind `at`; or end. */
static uint32_t last_sign(const char *text, uint32_t at, uint32_t end)
{
  for (uint32_t i = end; i-- > at;)
    if (is_sign(text[i]) && !nut_is_alpha(text[i + 1]))
      return i;
  return end;
}

/* Does a word of saying tell the weekday b in front of the quotation with a:
 * "On Sunday she wrote: '... tomorrow'", "She wrote on Sunday: ...", "on
 * Sunday when she was asked: ..."? */
static bool is_said_before(const struct nut_resolve *resolve,
                           const struct nut_fact *a, const struct nut_fact *b)
{
  uint32_t start = nut_sentence_of(resolve->article, a).start;
  struct nut_slice before = nut_text_before(resolve->article, b);
  struct nut_slice behind = nut_word_behind(
      resolve->article->shadow.ptr, b->span.end, a->span.start);
  bool when = nut_list_says(resolve, "said_when", behind).len;
  bool first = !before.len || nut_list_says(resolve, "day_opens", before).len;
  if (!first && says_between(resolve, start, b->span.start))
    return true;
  return (first || when)
         && says_between(resolve, b->span.end, a->span.start);
}

/* A weekday outside of quotations, none of the coming ones. */
static bool is_day_of_saying(const struct nut_resolve *resolve,
                             const struct nut_fact *fact)
{
  return nut_is_date(fact) && nut_is_bare_weekday(fact)
         && !nut_has(fact, NUT_DATE_SHIFT)
         && !nut_anchor_is_ahead(&resolve->anchor,
                                 nut_text_of(fact, NUT_DATE_VALUE))
         && !nut_is_quoted(resolve->article, fact);
}

/* Does the weekday b tell when the quotation with a in it was spoken: "'...
 * tomorrow,' she wrote on Sunday"? */
static bool tells_when(const struct nut_resolve *resolve,
                       const struct nut_fact *a, const struct nut_fact *b)
{
  const struct nut_article *article = resolve->article;
  if (a->sentence != b->sentence || !is_day_of_saying(resolve, b))
    return false;
  if (b->span.start > a->span.start) {
    uint32_t sign = last_sign(article->shadow.ptr, a->span.end,
                              b->span.start);
    return sign < b->span.start
           && says_between(resolve, sign, b->span.start);
  }
  return is_said_before(resolve, a, b);
}

/* How many dates beside it may tell when it was spoken. */
#define WHEN_REACH 3

/* Does b tell when somebody spoke who goes on in the next sentence: "'We are
 * lucky,' she said on Sunday.  'Tomorrow we begin'"? */
static bool goes_on(const struct nut_resolve *resolve,
                    const struct nut_fact *a, const struct nut_fact *b)
{
  const struct nut_article *article = resolve->article;
  const struct nut_sentence *all = article->sentences;
  if (b->sentence + 1 != a->sentence || !is_day_of_saying(resolve, b)
      || all[a->sentence].paragraph != all[b->sentence].paragraph
      || !is_sign(article->shadow.ptr[all[a->sentence].span.start]))
    return false;
  uint32_t sign = last_sign(article->shadow.ptr, all[b->sentence].span.start,
                            b->span.start);
  return sign < b->span.start && says_between(resolve, sign, b->span.start);
}

static const struct nut_fact *spoken_on(const struct nut_resolve *resolve,
                                        const struct nut_fact_list *facts,
                                        size_t at)
{
  size_t from = at > WHEN_REACH ? at - WHEN_REACH : 0;
  size_t to = facts->len - at > WHEN_REACH ? at + WHEN_REACH + 1 : facts->len;
  for (size_t i = from; i < to; i++)
    if (i != at
        && (tells_when(resolve, &facts->ptr[at], &facts->ptr[i])
            || goes_on(resolve, &facts->ptr[at], &facts->ptr[i])))
      return &facts->ptr[i];
  return NULL;
}

enum nut_status nut_resolve_spoken_days(struct nut_resolve *resolve,
                                        struct nut_fact_list *facts)
{
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    struct nut_date day;
    if (!is_day_from_now(fact) || !nut_is_quoted(resolve->article, fact))
      continue;
    const struct nut_fact *when = spoken_on(resolve, facts, i);
    if (!when || !nut_period_start(nut_text_of(when, NUT_DATE_VALUE), &day))
      continue;
    int64_t shift = nut_int_or(fact, NUT_DATE_SHIFT, 0);
    if (nut_put_day(resolve, fact, nut_day_from_date(day) + (int32_t)shift)
        != NUT_OK)
      return NUT_NOMEM;
  }
  return NUT_OK;
}
