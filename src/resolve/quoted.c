/* "The club won on Tuesday night.  'We were lucky tonight,' she said": who
 * speaks on the night of the story speaks of that one, and the paper is of the
 * next day.
 *
 *   told 2021-09-28TNI, quoted "tonight"    2021-09-28TNI
 *
 * Quotations are looked for from the paragraph's beginning, over at most
 * QUOTE_REACH bytes: a sign opens one behind a blank or bracket, and closes
 * it behind a letter or stop.  In the shadow they are straight. */
#include "resolve/quoted.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

#define QUOTE_REACH 2000

/* Hours that an evening begins with. */
#define EVENING_BEGINS 18

static bool is_sign(char c)
{
  return c == '"' || c == '\'';
}

static bool opens(const char *text, uint32_t start, uint32_t at)
{
  bool first = at == start || text[at - 1] == ' ' || text[at - 1] == '('
               || is_sign(text[at - 1]);
  return first && text[at + 1] != ' ';
}

/* "said,' he", "it." and the end of a paragraph; the sign of "the boys' club"
 * stands behind an s, and closes nothing. */
static bool closes(const char *text, uint32_t at, char open)
{
  char before = text[at - 1];
  char behind = text[at + 1];
  bool apostrophe = text[at] == '\'' && before == 's';
  return text[at] == open && !nut_is_alpha(behind) && !apostrophe
         && before != ' ';
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
  char open = '\0';
  if (!paragraph_start(article, fact, &start))
    return false;
  for (uint32_t i = start; i < fact->span.start; i++) {
    if (!is_sign(text[i]))
      continue;
    if (!open && opens(text, start, i))
      open = text[i];
    else if (open && i > start && closes(text, i, open))
      open = '\0';
  }
  return open != '\0';
}

bool nut_is_this_night(const struct nut_fact *fact)
{
  struct nut_slice part = nut_text_of(fact, NUT_DATE_PART);
  return nut_int_or(fact, NUT_DATE_SHIFT, -1) == 0
         && (nut_slice_is(part, "NI") || nut_slice_is(part, "EV"))
         && !nut_has(fact, NUT_DATE_WEEKDAY) && !nut_has(fact, NUT_DATE_HOUR)
         && !nut_has(fact, NUT_DATE_ANCHOR);
}

bool nut_is_night(struct nut_slice value)
{
  struct nut_slice time = nut_slice_cut(value, NUT_DAY_LEN, value.len);
  if (time.len < 3 || time.ptr[0] != 'T')
    return false;
  if (!nut_is_digit(time.ptr[1]))
    return nut_slice_is(time, "TNI") || nut_slice_is(time, "TEV");
  return 10 * (time.ptr[1] - '0') + time.ptr[2] - '0' >= EVENING_BEGINS;
}
