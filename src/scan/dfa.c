/* The lazy automaton: states, the steps between them, and how a step is made.
 *
 * A state is a set of rests (what may be left to match).  To step by a byte,
 * each rest goes into the terms that can begin with it (enter), and, where its
 * own remainder may be empty, on to the rest behind it (go): the partial
 * derivatives of Antimirov (1996).  Rests and states that come out the same
 * are one.
 *
 * Bytes of one class lead to the same state, so steps are kept by class: a few
 * beside the state, and where they are more in a row for all classes.  Most
 * places fail within five bytes; behind NUT_DFA_DEPTH states would be many and
 * seldom seen twice, so the answer there is yes.
 *
 * Cost: a fifth of a microsecond a place, most of it for memory that is not
 * near; a microsecond for a step that is new.
 *
 * Invariants: rest 0 is nothing; states 0 to 2 are none that is known, no and
 * yes; of others the items are sorted, and none is nullable, since the state
 * would be yes then. */
#include "scan/dfa.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "base/slice.h"

#include <string.h>

#define NOTHING 0U

#define UNKNOWN 0U
#define NO 1U
#define YES 2U

#define TABLE_MIN 256

/* Of a rule's first answers, after which it is seen whether asking pays: it
 * does where one of PAYS_OF or more is a no. */
#define TRIAL 512
#define PAYS_OF 8

/* ---- making and growing ---- */

static bool table_init(const struct nut_mem *mem, struct nut_dfa_table *table,
                       size_t n)
{
  table->slots = nut_new(mem, n * sizeof *table->slots);
  table->mask = n - 1;
  return table->slots != NULL;
}

enum nut_status nut_dfa_init(struct nut_dfa *dfa, const struct nut_mem *mem,
                             const struct nut_outlines *outlines,
                             size_t n_rules)
{
  *dfa = (struct nut_dfa){ .mem = mem, .outlines = outlines };
  dfa->starts = nut_new(mem, (n_rules + 1) * sizeof *dfa->starts);
  dfa->rests = nut_grow(mem, NULL, &dfa->cap_rests, 1, sizeof *dfa->rests);
  dfa->states = nut_grow(mem, NULL, &dfa->cap_states, YES + 1,
                         sizeof *dfa->states);
  dfa->nodes = nut_grow(mem, NULL, &dfa->cap_nodes, YES + 1,
                        sizeof *dfa->nodes);
  bool tables = table_init(mem, &dfa->rest_table, TABLE_MIN)
                && table_init(mem, &dfa->state_table, TABLE_MIN);
  if (!dfa->starts || !dfa->rests || !dfa->states || !dfa->nodes || !tables) {
    nut_dfa_drop(dfa);
    return NUT_NOMEM;
  }
  dfa->rests[NOTHING] = (struct nut_dfa_rest){ .term = NUT_NO_TERM };
  dfa->n_rests = 1;
  memset(dfa->states, 0, (YES + 1) * sizeof *dfa->states);
  dfa->n_states = YES + 1;
  return NUT_OK;
}

void nut_dfa_drop(struct nut_dfa *dfa)
{
  const struct nut_mem *mem = dfa->mem;
  nut_free(mem, dfa->starts);
  nut_free(mem, dfa->rests);
  nut_free(mem, dfa->rest_table.slots);
  nut_free(mem, dfa->states);
  nut_free(mem, dfa->state_table.slots);
  nut_free(mem, dfa->items);
  nut_free(mem, dfa->nodes);
  nut_free(mem, dfa->rows);
  *dfa = (struct nut_dfa){ .mem = mem };
}

/* An odd constant of many bits (the golden ratio's): the upper half of the
 * product depends on all of the key. */
static uint32_t mix(uint64_t key)
{
  return (uint32_t)(key * 0x9E3779B97F4A7C15ULL >> 32);
}

static uint32_t rest_hash(const struct nut_dfa_rest *rest)
{
  return mix(((uint64_t)rest->term << 32 | rest->then)
             ^ (uint64_t)rest->part << 20);
}

static void table_put(struct nut_dfa_table *table, uint32_t hash,
                      uint32_t number)
{
  size_t at = hash & table->mask;
  while (table->slots[at])
    at = (at + 1) & table->mask;
  table->slots[at] = number;
}

static uint32_t hash_of_rest(const struct nut_dfa *dfa, uint32_t number)
{
  return rest_hash(&dfa->rests[number]);
}

static uint32_t hash_of_state(const struct nut_dfa *dfa, uint32_t number)
{
  return dfa->states[number].hash;
}

/* Room for one more than the numbers [first, end) that are in it: half of the
 * slots stay free. */
static bool grow_table(const struct nut_dfa *dfa, struct nut_dfa_table *table,
                       uint32_t first, size_t end,
                       uint32_t (*hash_of)(const struct nut_dfa *, uint32_t))
{
  struct nut_dfa_table larger;
  if (end * 2 <= table->mask)
    return true;
  if (!table_init(dfa->mem, &larger, 2 * (table->mask + 1)))
    return false;
  for (uint32_t i = first; i < end; i++)
    table_put(&larger, hash_of(dfa, i), i);
  nut_free(dfa->mem, table->slots);
  *table = larger;
  return true;
}

/* ---- rests ---- */

static const struct nut_term *term_of(const struct nut_dfa *dfa,
                                      uint32_t number)
{
  return &dfa->outlines->terms[number];
}

static const struct nut_term *kid_of(const struct nut_dfa *dfa,
                                     const struct nut_term *term, uint32_t n)
{
  return term_of(dfa, dfa->outlines->kids[term->at + n]);
}

/* May the term be left from that part on? */
static bool may_leave(const struct nut_dfa *dfa, const struct nut_term *term,
                      uint32_t part)
{
  switch (term->type) {
  case NUT_NODE_CAT:
    for (uint32_t i = part; i < term->n; i++)
      if (!kid_of(dfa, term, i)->nullable)
        return false;
    return true;
  case NUT_NODE_REPEAT:
    return part >= term->min || kid_of(dfa, term, 0)->nullable;
  case NUT_NODE_ALT:
    return term->nullable;
  default:
    return false;
  }
}

static bool is_behind(const struct nut_term *term, uint32_t part)
{
  return (term->type == NUT_NODE_CAT && part >= term->n)
         || (term->type == NUT_NODE_REPEAT && part >= term->max
             && term->max < NUT_LENGTH_ANY);
}

/* A new rest, or `full` and nothing: the step's result is not used then. */
static uint32_t add_rest(struct nut_dfa *dfa, const struct nut_dfa_rest *rest,
                         uint32_t hash)
{
  struct nut_dfa_rest *rests = NULL;
  if (dfa->n_rests < NUT_DFA_RESTS_MAX
      && grow_table(dfa, &dfa->rest_table, NOTHING + 1, dfa->n_rests,
                    hash_of_rest))
    rests = nut_grow(dfa->mem, dfa->rests, &dfa->cap_rests, dfa->n_rests + 1,
                     sizeof *rests);
  if (!rests) {
    dfa->full = true;
    return NOTHING;
  }
  dfa->rests = rests;
  rests[dfa->n_rests] = *rest;
  table_put(&dfa->rest_table, hash, (uint32_t)dfa->n_rests);
  return (uint32_t)dfa->n_rests++;
}

/* Nothing, behind the outline of a rule. */
static uint32_t add_end(struct nut_dfa *dfa, size_t rule)
{
  struct nut_dfa_rest end = { .term = NUT_NO_TERM, .part = (uint32_t)rule,
                              .nullable = true };
  return add_rest(dfa, &end, rest_hash(&end));
}

/* The term from that part on, then `then`. */
static uint32_t rest_of(struct nut_dfa *dfa, uint32_t term, uint32_t part,
                        uint32_t then)
{
  const struct nut_term *t = term_of(dfa, term);
  if (is_behind(t, part))
    return then;
  struct nut_dfa_rest rest = { .term = term, .part = part, .then = then };
  uint32_t hash = rest_hash(&rest);
  size_t at = hash & dfa->rest_table.mask;
  for (; dfa->rest_table.slots[at]; at = (at + 1) & dfa->rest_table.mask) {
    const struct nut_dfa_rest *old = &dfa->rests[dfa->rest_table.slots[at]];
    if (old->term == term && old->part == part && old->then == then)
      return dfa->rest_table.slots[at];
  }
  rest.nullable = dfa->rests[then].nullable && may_leave(dfa, t, part);
  return add_rest(dfa, &rest, hash);
}

/* ---- a step ---- */

/* One of what the new state has; it is the last in the list of items. */
static void add_item(struct nut_dfa *dfa, uint32_t first, uint32_t rest)
{
  if (dfa->rests[rest].nullable) {
    dfa->matched = true;
    return;
  }
  for (size_t i = first; i < dfa->n_items; i++)
    if (dfa->items[i] == rest)
      return;
  uint32_t *items = NULL;
  if (dfa->n_items < NUT_DFA_ITEMS_MAX)
    items = nut_grow(dfa->mem, dfa->items, &dfa->cap_items, dfa->n_items + 1,
                     sizeof *items);
  if (!items) {
    dfa->full = true;
    return;
  }
  dfa->items = items;
  items[dfa->n_items++] = rest;
}

/* A step being taken: by which byte, and where its items begin. */
struct stride {
  struct nut_dfa *dfa;
  uint32_t first;
  unsigned char byte;
};

static void add(const struct stride *s, uint32_t rest)
{
  add_item(s->dfa, s->first, rest);
}

static bool begins(const struct stride *s, const struct nut_term *term)
{
  return nut_byte_set_has(&s->dfa->outlines->sets[term->first], s->byte);
}

static void enter_text(const struct stride *s, uint32_t number, uint32_t part,
                       uint32_t then)
{
  const struct nut_term *term = term_of(s->dfa, number);
  unsigned char c = (unsigned char)s->dfa->outlines->bytes[term->at + part];
  bool folded = !term->match_case && nut_is_alpha(c)
                && (c ^ 0x20) == s->byte;
  if (c == s->byte || folded)
    add(s, part + 1 == term->n ? then
                               : rest_of(s->dfa, number, part + 1, then));
}

/* The parts of a set: 0 is all of it; of an open one the number of bytes that
 * its character still needs; else CODES + where the code's next byte is. */
#define CODES 16

static uint32_t bytes_left(unsigned char lead)
{
  return 1U + (lead >= 0xE0) + (lead >= 0xF0);
}

static void begin_character(const struct stride *s, uint32_t number,
                            uint32_t then)
{
  const struct nut_term *term = term_of(s->dfa, number);
  const char *codes = s->dfa->outlines->bytes + term->at;
  if (term->open && s->byte >= 0xC0)
    add(s, rest_of(s->dfa, number, bytes_left(s->byte), then));
  for (uint32_t i = 0; i < term->n; i += NUT_CODE_MAX)
    if ((unsigned char)codes[i] == s->byte)
      add(s, rest_of(s->dfa, number, CODES + i + 1, then));
}

static void enter_set(const struct stride *s, uint32_t number, uint32_t part,
                      uint32_t then)
{
  const struct nut_term *term = term_of(s->dfa, number);
  if (part == 0 && s->byte < 0x80) {
    if (begins(s, term))
      add(s, then);
  } else if (part == 0) {
    begin_character(s, number, then);
  } else if (part < CODES) {
    if ((s->byte & 0xC0) == 0x80)
      add(s, part == 1 ? then : rest_of(s->dfa, number, part - 1, then));
  } else {
    uint32_t at = part - CODES;
    const char *codes = s->dfa->outlines->bytes + term->at;
    bool last = at % NUT_CODE_MAX == NUT_CODE_MAX - 1 || !codes[at + 1];
    if ((unsigned char)codes[at] == s->byte)
      add(s, last ? then : rest_of(s->dfa, number, part + 1, then));
  }
}

static void enter(const struct stride *s, uint32_t number, uint32_t part,
                  uint32_t then);

/* As deep as terms nest, which parentheses bound (NUT_BRACKETS_MAX). */
static void enter_kid(const struct stride *s, const struct nut_term *term,
                      uint32_t n, uint32_t then)
{
  enter(s, s->dfa->outlines->kids[term->at + n], 0, then);
}

/* What is behind a kid is made a rest only where it is gone into: most
 * cannot begin with the byte. */
static void enter_row(const struct stride *s, uint32_t number, uint32_t part,
                      uint32_t then)
{
  const struct nut_term *term = term_of(s->dfa, number);
  for (uint32_t i = part; i < term->n; i++) {
    const struct nut_term *kid = kid_of(s->dfa, term, i);
    if (begins(s, kid))
      enter_kid(s, term, i, rest_of(s->dfa, number, i + 1, then));
    if (!kid->nullable)
      return;
  }
}

/* Rounds of one without end are counted up to its least number. */
static void enter_round(const struct stride *s, uint32_t number,
                        uint32_t part, uint32_t then)
{
  const struct nut_term *term = term_of(s->dfa, number);
  uint32_t round = part + 1;
  if (term->max >= NUT_LENGTH_ANY && round > term->min)
    round = term->min;
  enter_kid(s, term, 0, rest_of(s->dfa, number, round, then));
}

/* By the byte into the term from that part on. */
static void enter(const struct stride *s, uint32_t number, uint32_t part,
                  uint32_t then)
{
  const struct nut_term *term = term_of(s->dfa, number);
  switch (term->type) {
  case NUT_NODE_TEXT:
    enter_text(s, number, part, then);
    break;
  case NUT_NODE_SET:
    enter_set(s, number, part, then);
    break;
  case NUT_NODE_CAT:
    enter_row(s, number, part, then);
    break;
  case NUT_NODE_REPEAT:
    enter_round(s, number, part, then);
    break;
  case NUT_NODE_ALT:
    for (uint32_t i = 0; i < term->n; i++)
      if (begins(s, kid_of(s->dfa, term, i)))
        enter_kid(s, term, i, then);
    break;
  default: /* anything */
    s->dfa->matched = true;
    break;
  }
}

/* By the byte into a rest, and into those behind it as far as what lies
 * before them may be empty.  Each at most once in a step, so rounds of what
 * may be empty end. */
static void go(const struct stride *s, uint32_t rest)
{
  struct nut_dfa *dfa = s->dfa;
  while (dfa->rests[rest].term != NUT_NO_TERM
         && dfa->rests[rest].stamp != dfa->stamp
         && !dfa->matched && !dfa->full) {
    dfa->rests[rest].stamp = dfa->stamp;
    struct nut_dfa_rest at = dfa->rests[rest]; /* they may move */
    enter(s, at.term, at.part, at.then);
    if (!may_leave(dfa, term_of(dfa, at.term), at.part))
      return;
    rest = at.then;
  }
}

/* ---- states ---- */

/* By insertion: there are a handful. */
static void sort_items(uint32_t *items, size_t n)
{
  for (size_t i = 1; i < n; i++) {
    uint32_t item = items[i];
    size_t at = i;
    for (; at > 0 && items[at - 1] > item; at--)
      items[at] = items[at - 1];
    items[at] = item;
  }
}

/* FNV-1a over numbers. */
static uint32_t items_hash(const uint32_t *items, size_t n)
{
  uint32_t hash = 2166136261U;
  for (size_t i = 0; i < n; i++)
    hash = (hash ^ items[i]) * 16777619U;
  return hash ^ hash >> 15;
}

/* A new state, or `full` and yes. */
static uint32_t add_state(struct nut_dfa *dfa,
                          const struct nut_dfa_state *state)
{
  size_t n = dfa->n_states + 1;
  bool room = n <= NUT_DFA_STATES_MAX
              && grow_table(dfa, &dfa->state_table, YES + 1, dfa->n_states,
                            hash_of_state);
  struct nut_dfa_state *states =
      room ? nut_grow(dfa->mem, dfa->states, &dfa->cap_states, n,
                      sizeof *states) : NULL;
  dfa->states = states ? states : dfa->states;
  struct nut_dfa_node *nodes =
      states ? nut_grow(dfa->mem, dfa->nodes, &dfa->cap_nodes, n,
                        sizeof *nodes) : NULL;
  dfa->nodes = nodes ? nodes : dfa->nodes;
  if (!nodes) {
    dfa->full = true;
    return YES;
  }
  states[n - 1] = *state;
  nodes[n - 1] = (struct nut_dfa_node){ .row = 0 };
  memset(nodes[n - 1].class, NUT_CLASS_NONE, NUT_DFA_STEPS);
  table_put(&dfa->state_table, state->hash, (uint32_t)(n - 1));
  return (uint32_t)dfa->n_states++;
}

/* A state of the items from `first` on: one that is there, or a new one, which
 * keeps them. */
static uint32_t state_of(struct nut_dfa *dfa, uint32_t first)
{
  uint32_t n = (uint32_t)(dfa->n_items - first);
  if (n == 0)
    return NO;
  sort_items(dfa->items + first, n);
  struct nut_dfa_state state = { first, n,
                                 items_hash(dfa->items + first, n) };
  const struct nut_dfa_table *table = &dfa->state_table;
  size_t at = state.hash & table->mask;
  for (; table->slots[at]; at = (at + 1) & table->mask) {
    const struct nut_dfa_state *old = &dfa->states[table->slots[at]];
    if (old->hash == state.hash && old->n == n
        && memcmp(dfa->items + old->first, dfa->items + first,
                  n * sizeof *dfa->items) == 0) {
      dfa->n_items = first;
      return table->slots[at];
    }
  }
  return add_state(dfa, &state);
}

/* Where a state goes by a byte; `full` when that could not be found out. */
static uint32_t successor(struct nut_dfa *dfa, uint32_t state,
                          unsigned char byte)
{
  struct stride stride = { dfa, (uint32_t)dfa->n_items, byte };
  struct nut_dfa_state from = dfa->states[state];
  dfa->matched = false;
  dfa->stamp++;
  for (uint32_t i = 0; i < from.n; i++)
    go(&stride, dfa->items[from.first + i]);
  uint32_t to = dfa->full || dfa->matched ? YES
                                          : state_of(dfa, stride.first);
  if (to == YES)
    dfa->n_items = stride.first;
  return to;
}

/* ---- steps that are known ---- */

/* A row of n classes, with the steps that the node has.  The first element of
 * all is nobody's. */
static bool add_row(struct nut_dfa *dfa, struct nut_dfa_node *node, size_t n)
{
  size_t first = dfa->n_rows + (dfa->n_rows == 0);
  uint32_t *rows = nut_grow(dfa->mem, dfa->rows, &dfa->cap_rows, first + n,
                            sizeof *rows);
  if (!rows)
    return false;
  memset(rows + first, 0, n * sizeof *rows);
  dfa->rows = rows;
  dfa->n_rows = first + n;
  node->row = (uint32_t)first;
  for (size_t i = 0; i < NUT_DFA_STEPS; i++)
    rows[first + node->class[i]] = node->to[i];
  return true;
}

static bool add_step(struct nut_dfa *dfa, const struct nut_alphabet *alphabet,
                     uint32_t state, unsigned class, uint32_t to)
{
  struct nut_dfa_node *node = &dfa->nodes[state];
  for (size_t i = 0; i < NUT_DFA_STEPS; i++)
    if (!node->row && node->class[i] == NUT_CLASS_NONE) {
      node->class[i] = (unsigned char)class;
      node->to[i] = to;
      return true;
    }
  if (!node->row && !add_row(dfa, node, alphabet->n_classes))
    return false;
  dfa->rows[node->row + class] = to;
  return true;
}

static uint32_t learn(struct nut_dfa *dfa,
                      const struct nut_alphabet *alphabet, uint32_t state,
                      unsigned class)
{
  if (dfa->full)
    return YES;
  uint32_t to = successor(dfa, state, alphabet->members[class]);
  if (dfa->full || !add_step(dfa, alphabet, state, class, to))
    return YES;
  return to;
}

static uint32_t step(const struct nut_dfa *dfa, uint32_t state,
                     unsigned class)
{
  const struct nut_dfa_node *node = &dfa->nodes[state];
  uint32_t to = UNKNOWN;
  if (node->row)
    return dfa->rows[node->row + class];
  for (size_t i = 0; i < NUT_DFA_STEPS; i++)
    to = node->class[i] == class ? node->to[i] : to;
  return to;
}

/* ---- a rule ---- */

/* The state in which the whole outline is left. */
static uint32_t first_state(struct nut_dfa *dfa, size_t rule)
{
  uint32_t root = dfa->outlines->roots[rule];
  uint32_t first = (uint32_t)dfa->n_items;
  if (root == NUT_NO_TERM || dfa->full)
    return YES;
  /* An end of its own: states are of one rule, as classes of bytes are. */
  uint32_t end = add_end(dfa, rule);
  add_item(dfa, first, rest_of(dfa, root, 0, end));
  return dfa->full ? YES : state_of(dfa, first);
}

static bool walk(struct nut_dfa *dfa, size_t rule, uint32_t state,
                 const char *text, uint32_t at, uint32_t end)
{
  const struct nut_alphabet *alphabet = &dfa->outlines->alphabets[rule];
  uint32_t stop = end - at > NUT_DFA_DEPTH ? at + NUT_DFA_DEPTH : end;
  for (; at < stop && state > YES; at++) {
    unsigned class = alphabet->classes[(unsigned char)text[at]];
    uint32_t to = step(dfa, state, class);
    state = to != UNKNOWN ? to : learn(dfa, alphabet, state, class);
  }
  return state == YES || (state != NO && at < end);
}

bool nut_dfa_may_match(struct nut_dfa *dfa, size_t rule, const char *text,
                       uint32_t at, uint32_t end)
{
  struct nut_dfa_start *start = &dfa->starts[rule];
  if (start->state == UNKNOWN)
    start->state = first_state(dfa, rule);
  if (start->state == YES)
    return true;
  bool may = walk(dfa, rule, start->state, text, at, end);
  start->refused += !may;
  if (++start->asked == TRIAL && start->refused < TRIAL / PAYS_OF)
    start->state = YES;
  return may;
}

bool nut_dfa_may_match_anew(const struct nut_dfa *dfa, size_t rule,
                            const char *text, uint32_t at, uint32_t end)
{
  struct nut_dfa fresh;
  if (nut_dfa_init(&fresh, dfa->mem, dfa->outlines, 0) != NUT_OK)
    return true;
  bool may = walk(&fresh, rule, first_state(&fresh, rule), text, at, end);
  nut_dfa_drop(&fresh);
  return may;
}
