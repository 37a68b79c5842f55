/* Acts that were named before: "the 2004 Act", "section 4 of the Act".
 *
 *   Hunting Act 2004 ... section 4 of the 2004 Act   Hunting Act, 2004, 4
 *   Hunting Act 2004 ... section 4 of the Act        Hunting Act, 2004, 4
 *   section 4 of the Act, none named before          "", 4
 *
 * The last one named holds, of the year where one is said.  It lends its
 * title, year and jurisdiction; where there is none the title stays empty,
 * as with a section alone.  Facts are in text order here, so one walk
 * suffices; a look back ends at the first that fits. */
#include "resolve/resolve.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

static bool is_statute(const struct nut_fact *fact)
{
  return fact->rule->kind == NUT_KIND_STATUTE;
}

/* Is it an Act that a later mention may mean? */
static bool is_named(const struct nut_fact *fact)
{
  return is_statute(fact) && nut_text_of(fact, NUT_STATUTE_TITLE).len
         && !nut_has(fact, NUT_STATUTE_BACK);
}

/* The last Act named before facts[at], or NULL. */
static const struct nut_fact *named_before(const struct nut_fact_list *facts,
                                           size_t at)
{
  int64_t year = nut_int_or(&facts->ptr[at], NUT_STATUTE_YEAR, 0);
  for (size_t i = at; i-- > 0;) {
    const struct nut_fact *fact = &facts->ptr[i];
    if (is_named(fact)
        && (year == 0 || nut_int_or(fact, NUT_STATUTE_YEAR, 0) == year))
      return fact;
  }
  return NULL;
}

static void lend(const struct nut_fact *from, struct nut_fact *to,
                 size_t field)
{
  if (nut_has(from, field))
    to->values[field] = from->values[field];
}

static void resolve_back(const struct nut_fact *named, struct nut_fact *fact)
{
  nut_set_text(fact, NUT_STATUTE_TITLE, "");
  if (!named)
    return;
  lend(named, fact, NUT_STATUTE_TITLE);
  lend(named, fact, NUT_STATUTE_YEAR);
  lend(named, fact, NUT_STATUTE_JURISDICTION);
}

void nut_resolve_statutes(struct nut_fact_list *facts)
{
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    if (is_statute(fact) && nut_has(fact, NUT_STATUTE_BACK))
      resolve_back(named_before(facts, i), fact);
  }
}
