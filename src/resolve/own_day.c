/* The day of the article, where the article says it: of its dateline
 * ("LONDON, 28 September 2021 -"), of a line that only dates it ("Published:
 * 28 September 2021"), at the headline's end, or behind a stamp ("Posted:").
 * A date of the story itself is never taken for it: it is as likely the day
 * of an older event. */
#include "resolve/own_day.h"
#include "resolve/words.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* Words beside the date of a dated line that are looked at, and how many
 * sentences from the top such a line is looked for. */
#define LINE_WORDS 6
#define LINE_SENTENCES 6

/* Does a list of the rules know all words from `at` on, up to `end`?  Behind
 * one that introduces who wrote it, names are no words. */
static bool all_known(const struct nut_resolve *resolve, uint32_t at,
                      uint32_t end)
{
  const struct nut_wordlist *list =
      nut_rules_wordlist(resolve->rules, "dated_line");
  const char *text = resolve->article->shadow.ptr;
  bool named = false;
  for (int i = 0; i <= LINE_WORDS; i++) {
    struct nut_slice word = nut_word_behind(text, at, end);
    if (word.len == 0)
      return true;
    struct nut_slice meaning = nut_word_meaning(resolve, list, word);
    if (meaning.len == 0 && !(named && nut_is_upper(word.ptr[0])))
      return false;
    named = named || nut_slice_is(meaning, "by");
    at = (uint32_t)(word.ptr + word.len - text);
  }
  return false;
}

/* "Published: 28 September 2021", a line that only dates the article. */
static bool is_dated_line(const struct nut_resolve *resolve,
                          const struct nut_fact *fact)
{
  struct nut_span line = nut_sentence_of(resolve->article, fact);
  return fact->sentence < LINE_SENTENCES
         && all_known(resolve, line.start, fact->span.start)
         && all_known(resolve, fact->span.end, line.end);
}

/* "Raid on two homes - 28 September 2021": behind a sign at the headline's
 * end.  "Remembering 11 September 2001" is about that day. */
static bool ends_headline(const struct nut_resolve *resolve,
                          const struct nut_fact *fact)
{
  const struct nut_article *article = resolve->article;
  const struct nut_sentence *line = &article->sentences[fact->sentence];
  struct nut_slice before = nut_text_before(article, fact);
  struct nut_slice behind = nut_slice_trim(nut_slice_cut(
      article->shadow, fact->span.end, line->span.end));
  static const char *const signs[] = { "-", "–", "—", "|", "(", ",", ":" };
  bool sign = false;
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    sign = sign || nut_slice_ends(before, signs[i]);
  return line->part == NUT_HEADLINE && sign
         && (behind.len == 0 || nut_slice_is(behind, ")"));
}

static bool is_articles_own(const struct nut_resolve *resolve,
                            const struct nut_fact *fact)
{
  struct nut_span line = resolve->article->dateline;
  return (fact->span.start >= line.start && fact->span.end <= line.end)
         || is_dated_line(resolve, fact) || ends_headline(resolve, fact);
}

/* The date of the dateline, of a dated line or of the headline is the
 * article's, when nothing else said one.  Resolved without an anchor, so that
 * only a date with its own year can be parsed as a day and end the loop; a
 * weekday there is passed over. */
static void take_dateline(struct nut_resolve *resolve,
                          const struct nut_fact_list *facts)
{
  const struct nut_anchor none = { 0 };
  for (size_t i = 0; i < facts->len && !resolve->anchor.known; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    if (!nut_is_date(fact) || !is_articles_own(resolve, fact)
        || !nut_date_resolve(resolve->arena, fact, &none))
      continue;
    resolve->anchor.known = nut_day_parse(
        nut_slice_cut(nut_text_of(fact, NUT_DATE_VALUE), 0, NUT_DAY_LEN),
        &resolve->anchor.date);
    resolve->anchor.basis = "dateline";
  }
}

/* The article says earlier than the given day, by up to so many days, when it
 * was posted: what is given is the day of a later version. */
#define STAMP_REACH 60

/* "Posted: Wednesday, March 6, 2013 1:55 PM": a stamp by the word before. */
static bool is_stamped(const struct nut_resolve *resolve,
                       const struct nut_fact *fact)
{
  const struct nut_wordlist *list =
      nut_rules_wordlist(resolve->rules, "date_stamp");
  const char *text = resolve->article->shadow.ptr;
  uint32_t start = nut_sentence_of(resolve->article, fact).start;
  uint32_t at = fact->span.start;
  struct nut_slice meaning = { NULL, 0 };
  do {
    struct nut_slice word = nut_word_before(text, start, at);
    meaning = nut_word_meaning(resolve, list, word);
    at = word.len ? (uint32_t)(word.ptr - text) : start;
  } while (nut_slice_is(meaning, "on"));
  return nut_slice_is(meaning, "stamp");
}

/* A paper prints a story this many days after its dateline ("PARIS, Dec. 14
 * --" on the 15th, a long one the week after), and "tonight" is the 14th. */
#define DATELINE_REACH 7

/* How much earlier than the day given one that the article says may be: 0,
 * it is of something else. */
static int32_t reach_of(const struct nut_resolve *resolve,
                        const struct nut_fact *fact)
{
  struct nut_span line = resolve->article->dateline;
  if (fact->span.start >= line.start && fact->span.end <= line.end)
    return nut_has(fact, NUT_DATE_DAY) ? DATELINE_REACH : 0;
  return nut_has(fact, NUT_DATE_YEAR) && is_stamped(resolve, fact)
             ? STAMP_REACH : 0;
}

/* The first day in a dateline or behind a stamp, where it is a little earlier
 * than the day given. */
static void take_earlier_day(struct nut_resolve *resolve,
                             const struct nut_fact_list *facts)
{
  const struct nut_anchor given = resolve->anchor;
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    struct nut_date date;
    int32_t reach = nut_is_date(fact) ? reach_of(resolve, fact) : 0;
    if (!reach || !nut_date_resolve(resolve->arena, fact, &given)
        || !nut_day_parse(nut_slice_cut(nut_text_of(fact, NUT_DATE_VALUE), 0,
                                        NUT_DAY_LEN), &date))
      continue;
    int32_t age = nut_day_from_date(given.date) - nut_day_from_date(date);
    if (age < 1 || age > reach)
      return;
    resolve->anchor.date = date;
    resolve->anchor.minute = -1;
    resolve->anchor.basis = "dateline";
    return;
  }
}

void nut_take_own_day(struct nut_resolve *resolve,
                      const struct nut_fact_list *facts)
{
  if (!resolve->anchor.known)
    take_dateline(resolve, facts);
  else
    take_earlier_day(resolve, facts);
}
