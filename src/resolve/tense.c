/* The tense at a date, from the words beside it.
 *
 * "It will open on Friday" and "it opened on Friday" differ in a verb, and so
 * in the week.  What a word tells is in tense_senses.c; here is which words
 * are asked, and what a sentence comes to.
 *
 * "By Friday 30 had died" and "In May, two years on, he left" go by the verb
 * behind them, however far; "the talks planned for Friday were put off" leaves
 * open on which side of today it lies, so it is the nearer day.
 *
 * Words that begin with * stand for endings ("*ed").  No parsing: the verb
 * that governs a date in news is a few words before it; where it is not, most
 * sentences have one tense.  NUT_WORDS_MAX words a side are looked at. */
#include "resolve/tense.h"

#include "resolve/headings.h"
#include "resolve/tense_nouns.h"
#include "resolve/tense_senses.h"
#include "resolve/tense_verbs.h"
#include "resolve/tense_words.h"
#include "resolve/words.h"

#include "base/slice.h"
#include "rules/fields.h"

/* Words between the date and its own verb: "opened again in", at most. */
#define NEAR 3

/* How close word i stands, which tells the tense. */
static enum nut_verb closeness(const struct nut_words *w, int i)
{
  if (w->front < 0 && w->first && !nut_says(w, i, 0, "speech"))
    return w->in ? NUT_VERB_OWN : NUT_VERB_NEAR;
  if (!nut_word_is_near(w, i, NEAR - 1))
    return NUT_VERB_FAR;
  bool sure = nut_says(w, i, 0, "finite") || nut_says(w, i, 0, "since");
  return sure ? NUT_VERB_OWN : NUT_VERB_NEAR;
}

static enum nut_tense of_words(struct nut_words *w, enum nut_verb *verb)
{
  enum nut_tense tense = NUT_TENSE_UNKNOWN;
  w->aim = false;
  w->told = -1;
  bool into = w->front > 0 && nut_says(w, 0, 0, "into")
              && !nut_says(w, 1, 0, "well"); /* "ran well into the summer" */
  if (w->front > 0 && nut_says(w, 0, 0, "coming"))
    return nut_tense_of_coming(w);
  for (int i = 0; i < w->len && i < nut_words_most(w) && !tense; i++) {
    tense = nut_tense_of_word(w, i);
    w->told = tense ? i : -1;
    *verb = closeness(w, i);
    if (into && !tense && *verb == NUT_VERB_FAR)
      tense = NUT_TENSE_FUTURE;
  }
  return tense;
}

/* Do no words but "in" and the like stand before the date? */
static void see_first(struct nut_words *w)
{
  bool alone = w->len == 1 || (w->len == 2 && nut_says(w, 1, 0, "turn"));
  w->in = alone && (nut_says(w, 0, 0, "of time")
                    || nut_says(w, 0, 0, "coming"));
  w->first = w->len == 0 || w->in;
}

/* How many words may stand between a comma with "and" and the date. */
#define CLAUSE_REACH 4

/* "It rained, and by noon on Sunday the river was": the words before the comma
 * are of another clause, where none between it and the date is a verb. */
static bool opens_clause(struct nut_words *w)
{
  const char *text = w->resolve->article->shadow.ptr;
  if (!nut_says(w, 0, 0, "of time") && !nut_says(w, 0, 0, "coming"))
    return false;
  for (int i = 1; i < w->len && i < CLAUSE_REACH; i++) {
    const char *at = w->word[i].ptr;
    bool joint = nut_says(w, i, 0, "joint") || nut_says(w, i, 0, "turn");
    if (joint)
      return at > text + 1 && at[-2] == ',';
    if (nut_tense_of_word(w, i))
      return false;
  }
  return false;
}

/* Do the words behind the date look back ("but was put off")?  Behind a comma
 * they mostly tell who said it ("on Friday, officials told reporters"), and
 * "but has been put off" is news. */
static bool is_over_behind(struct nut_words *w, struct nut_slice behind)
{
  w->aim = false;
  if (nut_slice_starts(behind, ",") && !nut_says(w, 0, 0, "turn"))
    return false;
  for (int i = 0; i < w->len && i < NUT_WORDS_MAX; i++) {
    if (nut_says(w, i, 0, "speech") || nut_says(w, i, 0, "has"))
      return false;
    enum nut_tense tense = nut_tense_of_word(w, i);
    if (tense)
      return tense == NUT_TENSE_PAST;
  }
  return false;
}

/* What "was due on Friday" is to come, unless words behind say that it is
 * over; "was due to open on 29 May" may be either. */
static enum nut_tense of_planned(struct nut_words *w,
                                 const struct nut_fact *fact,
                                 enum nut_tense tense)
{
  struct nut_slice text = w->resolve->article->shadow;
  struct nut_slice behind = nut_slice_cut(text, fact->span.end, text.len);

  if (tense == NUT_TENSE_EITHER && !nut_has(fact, NUT_DATE_MONTH))
    return tense;
  if (nut_has(fact, NUT_DATE_MONTH) || nut_has(fact, NUT_DATE_SEASON)
      || nut_has(fact, NUT_DATE_HOLIDAY))
    return w->planned && !is_over_behind(w, behind) ? NUT_TENSE_PLANNED
                                                    : NUT_TENSE_UNKNOWN;
  return is_over_behind(w, behind) ? NUT_TENSE_PAST : NUT_TENSE_FUTURE;
}

/* "By Sunday 200 people had died": more than an ending has to tell it. */
static bool is_over_by_then(const struct nut_words *w)
{
  static const char *const verbs[] = { "pluperfect", "was", "been", "finite" };
  for (int i = 0; i < w->len && i < NUT_WORDS_MAX; i++) {
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
      if (nut_says(w, i, 0, verbs[k]))
        return true;
    if (nut_says(w, i, 0, "past") && nut_says(w, i, -1, "clause"))
      return true; /* "it reached the coast" */
    if (nut_says(w, i, 0, "speech") || nut_says(w, i, 0, "future")
        || nut_says(w, i, 0, "able") || nut_says(w, i, 0, "would"))
      return false;
  }
  return false;
}

/* What looks ahead before the date, with the words behind it: "the talks set
 * for Friday were put off" leaves open whether it has been. */
static enum nut_tense of_ahead_of(const struct nut_words *w,
                                  const struct nut_fact *fact,
                                  enum nut_verb verb)
{
  if (w->first)
    return is_over_by_then(w) ? NUT_TENSE_PAST : NUT_TENSE_FUTURE;
  bool was = verb != NUT_VERB_FAR && nut_has(fact, NUT_DATE_WEEKDAY)
             && !nut_has(fact, NUT_DATE_MONTH)
             && (nut_says(w, 0, 0, "was") || nut_says(w, 0, 0, "pluperfect"));
  return was ? NUT_TENSE_EITHER : NUT_TENSE_FUTURE;
}

/* Weekday of the day before the article, said without more: on Wednesday,
 * "on Tuesday" is hardly the coming one, nor is it on Thursday in "decided to
 * leave on Tuesday". */
static bool is_yesterday(const struct nut_words *w,
                         const struct nut_fact *fact)
{
  const struct nut_anchor *anchor = &w->resolve->anchor;
  bool aim = nut_says(w, w->told, 0, "aim")
             || nut_says(w, w->told, 0, "ahead");
  return nut_is_weekday_at(anchor, fact, -1)
         || (aim && nut_is_weekday_at(anchor, fact, -2));
}

/* How far in front of the word that looks ahead one may stand that leaves no
 * doubt: "will be held", "are expected to be held". */
#define SURE_REACH 5

/* How far in front of "until" somebody may have been given that time: "gave
 * the boy's family until Friday". */
#define GIVEN_REACH 6

static bool is_given_until(const struct nut_words *w)
{
  const struct nut_wordlist *gives =
      nut_rules_wordlist(w->resolve->rules, "time_given");
  bool given = false;
  for (int i = w->told + 1; i < w->len && i < w->told + GIVEN_REACH; i++)
    given = given || nut_word_meaning(w->resolve, gives, w->word[i]).len;
  return given && nut_says(w, w->told, 0, "until");
}

/* Does a word look ahead that does so in the past too: "ahead of Tuesday's
 * debate", "planning to march on Tuesday"? */
static bool is_doubtful(const struct nut_words *w)
{
  static const char *const weak[] = { "would", "able", "in front", "up",
                                      "aim", "ahead", "past", "finite",
                                      "future", "until", "in pictures" };
  const struct nut_wordlist *sure =
      nut_rules_wordlist(w->resolve->rules, "tense_sure");
  bool doubt = false;
  for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
    doubt = doubt || nut_says(w, w->told, 0, weak[i]);
  doubt = doubt && !is_given_until(w);
  for (int i = w->told; doubt && i < w->len && i < w->told + SURE_REACH; i++)
    doubt = !nut_word_meaning(w->resolve, sure, w->word[i]).len;
  return doubt;
}

/* "had been due to open in May": on which side of today is open; weekdays are
 * mostly those that have been. */
static bool was_planned(const struct nut_words *w, const struct nut_fact *fact)
{
  return w->planned && (nut_has(fact, NUT_DATE_MONTH)
                        || nut_has(fact, NUT_DATE_HOLIDAY));
}

/* "called a meeting for Friday", "tips for Friday's races", "his opponent for
 * May's fight": on which side of today is open.  "Police want to hear of a van
 * on Friday" tells nothing. */
static enum nut_tense of_day(const struct nut_words *w,
                             const struct nut_fact *fact, enum nut_tense tense)
{
  bool month = nut_has(fact, NUT_DATE_MONTH);
  bool weekday = nut_has(fact, NUT_DATE_WEEKDAY) && !month;
  if (tense == NUT_TENSE_PAST && was_planned(w, fact))
    return NUT_TENSE_PLANNED;
  if (!weekday && !month)
    return tense;
  if (tense == NUT_TENSE_FUTURE)
    return weekday && nut_says(w, w->told, 0, "wish") ? NUT_TENSE_UNKNOWN
                                                      : tense;
  bool day = weekday || w->possessive;
  bool far = !day && !nut_word_is_near(w, w->told, NEAR - 1);
  bool open = tense != NUT_TENSE_PLANNED && (day || tense)
              && nut_words_are_open(w, far);
  return open ? NUT_TENSE_EITHER : tense;
}

/* How far behind "has been" and "is" the word stands that tells so. */
#define OFF_REACH 4

/* "Tuesday's match has been called off", "is in doubt", "is likely to". */
static bool is_put_off(const struct nut_words *w, int i)
{
  const struct nut_wordlist *off =
      nut_rules_wordlist(w->resolve->rules, "not_yet");
  bool been = nut_says(w, i, 0, "has") && nut_says(w, i + 1, 0, "been");
  if (!been && !nut_says(w, i, 0, "present"))
    return false;
  for (int k = i + 1; k < w->len && k <= i + OFF_REACH; k++)
    if (nut_word_meaning(w->resolve, off, w->word[k]).len)
      return true;
  return false;
}

/* How far behind "Tuesday's" the verb of its noun may stand. */
#define SUBJECT_REACH 3

/* "Tuesday's match will go ahead", whatever was said of it. */
static bool will_be(const struct nut_words *w)
{
  const struct nut_wordlist *will =
      nut_rules_wordlist(w->resolve->rules, "will");
  for (int i = 1; w->possessive && i < w->len && i <= SUBJECT_REACH; i++) {
    if (nut_says(w, i, 0, "clause") || nut_says(w, i, 0, "turn"))
      return false;
    if (nut_word_meaning(w->resolve, will, w->word[i]).len
        || is_put_off(w, i))
      return true;
  }
  return false;
}

/* Words that stand beside the date and tell by themselves. */
static enum nut_tense of_beside(struct nut_words *w, struct nut_span sentence,
                                const struct nut_fact *fact,
                                enum nut_verb *verb)
{
  struct nut_slice text = w->resolve->article->shadow;
  w->possessive = nut_slice_starts(
      nut_slice_cut(text, fact->span.end, text.len), "'s");
  if (w->possessive
      && nut_has_happened(w->resolve, fact->span.end + 2, sentence.end)) {
    *verb = NUT_VERB_NEAR;
    return NUT_TENSE_PAST;
  }
  nut_words_behind(w, fact->span.end, sentence.end);
  if (nut_says(w, 0, 0, "nears") || will_be(w))
    return NUT_TENSE_FUTURE;
  if (nut_is_heading(w->resolve, fact)) {
    *verb = NUT_VERB_OWN; /* words behind it are of a list of what was */
    return NUT_TENSE_PAST;
  }
  bool past = !w->possessive
              && nut_is_of_past_thing(w->resolve, fact->span.end,
                                      sentence.end);
  return past ? NUT_TENSE_PAST : NUT_TENSE_UNKNOWN;
}

/* Behind "and by Sunday" the verb of its clause comes. */
static enum nut_tense of_own_clause(struct nut_words *w,
                                    struct nut_span sentence,
                                    const struct nut_fact *fact,
                                    enum nut_verb *verb)
{
  struct nut_words own = *w;
  own.first = true;
  own.in = true;
  nut_words_behind(&own, fact->span.end, sentence.end);
  return of_words(&own, verb);
}

/* How far before the date "will" may stand that is its verb's. */
#define WILL_REACH 6

/* "must be ready by May"; of "will open on 3 May", some months after it, some
 * have been written before. */
static bool is_sure(const struct nut_words *w)
{
  const struct nut_wordlist *will =
      nut_rules_wordlist(w->resolve->rules, "will");
  if (!nut_says(w, 0, 0, "coming") && !nut_says(w, 0, 0, "until"))
    return false;
  for (int i = 0; i < w->len && i < WILL_REACH; i++) {
    if (nut_says(w, i, 0, "speech") || nut_says(w, i, 0, "turn"))
      return false;
    if (nut_word_meaning(w->resolve, will, w->word[i]).len)
      return true;
  }
  return false;
}

/* How far in front of "from Friday" the perfect may stand. */
#define FROM_REACH 20

/* "A ban has been announced from Friday", "have been told to shut from". */
static bool is_from_then(const struct nut_words *w)
{
  const struct nut_wordlist *open =
      nut_rules_wordlist(w->resolve->rules, "date_open");
  bool from = w->weekday && w->len
              && nut_slice_is(nut_word_meaning(w->resolve, open, w->word[0]),
                              "month");
  for (int i = 1; from && i < w->len && i < FROM_REACH; i++)
    if (nut_says(w, i, 0, "been") && nut_says(w, i, 1, "has"))
      return true;
  return false;
}

/* The words before the date, and where these tell nothing those behind it. */
static enum nut_tense of_sentence(struct nut_words *w,
                                  struct nut_span sentence,
                                  const struct nut_fact *fact,
                                  enum nut_verb *verb)
{
  nut_words_before(w, sentence.start, fact->span.start);
  see_first(w);
  if (is_from_then(w))
    return NUT_TENSE_FUTURE;
  if (!w->first && opens_clause(w)) {
    enum nut_tense tense = of_own_clause(w, sentence, fact, verb);
    if (tense)
      return tense;
    nut_words_before(w, sentence.start, fact->span.start);
  }
  enum nut_tense tense = of_day(w, fact, of_words(w, verb));
  if (tense == NUT_TENSE_PAST || tense == NUT_TENSE_EITHER)
    return tense;
  if (tense && is_yesterday(w, fact)
      && (tense == NUT_TENSE_PLANNED || is_doubtful(w)))
    return NUT_TENSE_PAST;
  if (tense == NUT_TENSE_FUTURE && is_sure(w))
    *verb = NUT_VERB_SURE;
  nut_words_behind(w, fact->span.end, sentence.end);
  if (tense == NUT_TENSE_FUTURE)
    return of_ahead_of(w, fact, *verb);
  return tense ? of_planned(w, fact, tense) : of_words(w, verb);
}

/* Does one of the words taken tell of what was, or of what a picture shows:
 * "Protesters walk along the beach on Monday"? */
static bool tells_past(const struct nut_words *w)
{
  static const char *const senses[] = {
    "past", "finite", "was", "been", "pluperfect", "held", "caption",
    "unable", "denied", "has", "speech", "moved", "ahead", "set", "incident",
    "result", "following", "allowed", "since", "after", "aim", "wish",
    "scene",
  };
  for (int i = 0; i < w->len; i++)
    for (size_t k = 0; k < sizeof senses / sizeof *senses; k++)
      if (nut_says(w, i, 0, senses[k]))
        return true;
  return false;
}

/* How far in front of its day a source may stand: "according to a report by
 * the Corven Herald on Monday". */
#define SOURCE_REACH 12

static bool is_of_source(const struct nut_words *w)
{
  for (int i = 0; i < SOURCE_REACH; i++)
    if (nut_says(w, i, 0, "source"))
      return true;
  return nut_says(w, 0, 0, "like") || nut_says(w, 0, 0, "than");
}

/* "The minister flies to Baghdad on Sunday.": a whole sentence in which
 * nothing tells of what was is no news of it. */
static bool is_all_present(struct nut_words *w, struct nut_span sentence,
                           const struct nut_fact *fact)
{
  const char *text = w->resolve->article->shadow.ptr;
  if (!w->weekday || w->possessive || text[sentence.end - 1] != '.'
      || nut_is_weekday_at(&w->resolve->anchor, fact, -1))
    return false;
  nut_words_before(w, sentence.start, fact->span.start);
  if (tells_past(w) || is_of_source(w))
    return false;
  nut_words_behind(w, fact->span.end, sentence.end);
  return !tells_past(w);
}

enum nut_tense nut_tense_of(const struct nut_resolve *resolve,
                            const struct nut_fact *fact,
                            enum nut_verb *verb)
{
  struct nut_span sentence = nut_sentence_of(resolve->article, fact);
  sentence.start = nut_speech_start(resolve->article->shadow.ptr,
                                    sentence.start, fact->span.start);
  struct nut_words_said said;
  struct nut_words w = { .resolve = resolve, .said = &said,
                         .month = nut_has(fact, NUT_DATE_MONTH)
                                  && !nut_has(fact, NUT_DATE_DAY),
                         .weekday = nut_is_bare_weekday(fact) };
  w.list = nut_rules_wordlist(resolve->rules, "tense");
  *verb = NUT_VERB_FAR;
  if (!w.list)
    return NUT_TENSE_UNKNOWN;
  enum nut_tense tense = of_beside(&w, sentence, fact, verb);
  if (tense)
    return tense;
  tense = of_sentence(&w, sentence, fact, verb);
  bool open = tense == NUT_TENSE_PAST
              && (nut_is_of_coming_thing(resolve, fact, sentence.end)
                  || (*verb == NUT_VERB_FAR
                      && nut_is_of_event(resolve, fact)));
  if (!tense && is_all_present(&w, sentence, fact))
    return NUT_TENSE_FUTURE;
  return open ? NUT_TENSE_EITHER : tense;
}
