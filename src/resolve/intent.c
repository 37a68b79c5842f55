/* The words of a sentence, asked one by one: at most PLAN_WORDS_MAX. */
#include "resolve/intent.h"
#include "resolve/words.h"

#include "base/limits.h"
#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* How far into a sentence a word may say that it is a plan. */
#define PLAN_WORDS_MAX 12

void nut_intent_init(struct nut_intent *intent,
                     const struct nut_resolve *resolve)
{
  *intent = (struct nut_intent){
    .resolve = resolve,
    .words = nut_rules_wordlist(resolve->rules, "plan_word"),
    .sentence = UINT32_MAX,
  };
}

/* A word of the list, or, where it says "first", one that begins the
 * sentence.  What is quoted is reported, whoever speaks in it. */
static bool has_word(const struct nut_intent *intent, struct nut_span span)
{
  const char *text = intent->resolve->article->shadow.ptr;
  struct nut_slice all = { text + span.start, span.end - span.start };
  uint32_t at = span.start;
  if (nut_slice_find(all, '"', 0) != NUT_SLICE_NONE)
    return false;
  for (int i = 0; i < PLAN_WORDS_MAX; i++) {
    struct nut_slice word = nut_word_behind(text, at, span.end);
    struct nut_slice meaning =
        nut_word_meaning(intent->resolve, intent->words, word);
    if (!word.len)
      return false;
    if (nut_slice_is(meaning, "any")
        || (i == 0 && nut_slice_is(meaning, "first")))
      return true;
    at = (uint32_t)(word.ptr + word.len - text);
  }
  return false;
}

bool nut_intent_is_talk(struct nut_intent *intent, uint32_t sentence)
{
  const struct nut_article *article = intent->resolve->article;
  if (!intent->words || article->n_sentences > NUT_MESSAGE_SENTENCES)
    return false;
  if (sentence != intent->sentence) {
    intent->sentence = sentence;
    intent->talks = has_word(intent, article->sentences[sentence].span);
  }
  return intent->talks;
}

bool nut_intent_is_plan(struct nut_intent *intent, uint32_t sentence)
{
  return intent->words
         && (intent->resolve->note || nut_intent_is_talk(intent, sentence));
}

/* Does the rule hold in the sentence of its fact? */
static bool holds(struct nut_intent *intent, const struct nut_fact *fact)
{
  if (fact->rule->kind != NUT_KIND_DATE
      || !nut_has(fact, NUT_DATE_REGISTER))
    return true;
  if (nut_slice_is(nut_text_of(fact, NUT_DATE_REGISTER), "talk"))
    return nut_intent_is_talk(intent, fact->sentence);
  return nut_intent_is_plan(intent, fact->sentence);
}

/* Facts of rules that hold in plans only go before they can win over
 * others.  The list is packed in place. */
void nut_resolve_plans(const struct nut_resolve *resolve,
                       struct nut_fact_list *facts)
{
  struct nut_intent intent;
  nut_intent_init(&intent, resolve);
  for (size_t i = 0; i < facts->len; i++)
    facts->ptr[i].withdrawn = !holds(&intent, &facts->ptr[i]);
  nut_resolve_sweep(facts);
}
