/* Phone numbers to E.164 (ITU-T E.164: + country code, national number), by
 * the table of national numbering plans.
 *
 *   "+442079460000"             country GB, the value as it is
 *   "02079460000", region GB    +442079460000: the trunk 0 goes, +44 comes
 *   "02079460000", no region    a phone fact without a value
 *   "999", region GB            999, country GB
 *
 * A plan here is a code, a trunk prefix and the lengths that occur.  That
 * is little beside the full metadata of telephone libraries, but it needs
 * no update by the month, and telling a number from another string of
 * digits is done by the rules' patterns already.
 *
 * A fact is dropped only where the table contradicts it; what is merely not
 * known keeps its text and has no value.  Each number walks the plans once;
 * they are few dozens. */
#include "resolve/resolve.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* Columns of tables/phone_plans.tsv. */
enum { REGION, CODE, TRUNK, SHORTEST, LONGEST };

/* Digits of the national number, without code and trunk prefix. */
static bool fits(const struct nut_row *plan, size_t digits)
{
  int64_t least = 0;
  int64_t most = 0;
  return nut_slice_int(plan->cells[SHORTEST], &least)
         && nut_slice_int(plan->cells[LONGEST], &most)
         && (int64_t)digits >= least && (int64_t)digits <= most;
}

static bool starts_with(struct nut_slice text, struct nut_slice prefix)
{
  return text.len >= prefix.len
         && nut_slice_eq(nut_slice_cut(text, 0, prefix.len), prefix);
}

/* The plan that an international number (without its +) belongs to; of two
 * countries with one code the article's own, else the first.  +1 is shared
 * by the US, Canada and others, so the region decides; the table's order
 * does where it cannot. */
static const struct nut_row *plan_of(const struct nut_resolve *resolve,
                                     struct nut_slice digits)
{
  const struct nut_table *plans =
      &resolve->rules->tables[NUT_TABLE_PHONE_PLANS];
  const struct nut_row *best = NULL;
  for (size_t i = 0; i < plans->n_rows; i++) {
    const struct nut_row *plan = &plans->rows[i];
    struct nut_slice code = plan->cells[CODE];
    if (!starts_with(digits, code) || !fits(plan, digits.len - code.len))
      continue;
    if (!best || nut_slice_eq(plan->cells[REGION], resolve->region))
      best = plan;
  }
  return best;
}

/* Does a known country code begin the number, whatever its length?  If so
 * and no plan fits, the length is wrong and it is no such number. */
static bool code_known(const struct nut_resolve *resolve,
                       struct nut_slice digits)
{
  const struct nut_table *plans =
      &resolve->rules->tables[NUT_TABLE_PHONE_PLANS];
  for (size_t i = 0; i < plans->n_rows; i++)
    if (starts_with(digits, plans->rows[i].cells[CODE]))
      return true;
  return false;
}

static void set_value(struct nut_resolve *resolve, struct nut_fact *fact,
                      struct nut_slice code, struct nut_slice national,
                      struct nut_slice country)
{
  struct nut_buf buf;
  nut_buf_init(&buf, resolve->arena->mem);
  nut_buf_add_byte(&buf, '+');
  nut_buf_add(&buf, code);
  nut_buf_add(&buf, national);
  struct nut_slice value = nut_arena_copy(resolve->arena,
                                          nut_buf_slice(&buf));
  if (buf.failed)
    resolve->arena->failed = true;
  nut_buf_drop(&buf);
  fact->values[NUT_PHONE_VALUE] = nut_value_text(value);
  fact->values[NUT_PHONE_COUNTRY] = nut_value_text(country);
}

/* false: drop the fact.  A national number of the wrong length is kept: it
 * may be another country's, dialled from within. */
static bool resolve_number(struct nut_resolve *resolve,
                           struct nut_fact *fact)
{
  struct nut_slice dialled = nut_text_of(fact, NUT_PHONE_NUMBER);
  if (nut_slice_starts(dialled, "+")) {
    struct nut_slice digits = nut_slice_cut(dialled, 1, dialled.len);
    const struct nut_row *plan = plan_of(resolve, digits);
    if (plan)
      set_value(resolve, fact, nut_slice_of(""), digits,
                plan->cells[REGION]);
    return plan || !code_known(resolve, digits);
  }
  const struct nut_row *plan = nut_table_find(
      &resolve->rules->tables[NUT_TABLE_PHONE_PLANS], resolve->region);
  if (!plan)
    return true; /* a number, but whose country's is not known */
  struct nut_slice trunk = plan->cells[TRUNK];
  if (trunk.len && starts_with(dialled, trunk))
    dialled = nut_slice_cut(dialled, trunk.len, dialled.len);
  if (!fits(plan, dialled.len))
    return true;
  set_value(resolve, fact, plan->cells[CODE], dialled,
            plan->cells[REGION]);
  return true;
}

/* Columns of tables/short_codes.tsv. */
enum { NUMBER, REGIONS };

/* Is the region one of the list's, or the list empty (anywhere)?  Codes
 * have one length and one blank between them, so steps of fixed width meet
 * each. */
static bool holds_in(struct nut_slice regions, struct nut_slice region)
{
  if (regions.len == 0)
    return true;
  for (size_t at = 0; at + region.len <= regions.len;
       at += region.len + 1)
    if (nut_slice_eq(nut_slice_cut(regions, at, at + region.len), region))
      return true;
  return false;
}

/* A short code has its digits for a value, and the article's region where
 * the table says that it holds there.  Only codes of the table are phones:
 * any other short number is just a number, and the fact is dropped. */
static bool resolve_short(struct nut_resolve *resolve, struct nut_fact *fact)
{
  const struct nut_table *codes =
      &resolve->rules->tables[NUT_TABLE_SHORT_CODES];
  struct nut_slice digits = nut_text_of(fact, NUT_PHONE_SHORT);
  const struct nut_row *row = nut_table_find(codes, digits);
  if (!row)
    return false;
  fact->values[NUT_PHONE_VALUE] = nut_value_text(digits);
  for (; row && resolve->region.len; row = nut_table_next(codes, row))
    if (holds_in(row->cells[REGIONS], resolve->region))
      fact->values[NUT_PHONE_COUNTRY] = nut_value_text(resolve->region);
  return true;
}

enum nut_status nut_resolve_phones(struct nut_resolve *resolve,
                                   struct nut_fact_list *facts)
{
  size_t kept = 0;
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    bool good = true;
    if (fact->rule->kind == NUT_KIND_PHONE)
      good = nut_has(fact, NUT_PHONE_SHORT) ? resolve_short(resolve, fact)
                                            : resolve_number(resolve, fact);
    if (good)
      facts->ptr[kept++] = *fact;
  }
  facts->len = kept;
  return resolve->arena->failed ? NUT_NOMEM : NUT_OK;
}
