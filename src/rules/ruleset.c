/* The blocks of one file into the rule set: heads are read here, the bodies of
 * lists and rules elsewhere (wordlist.c, rule.c).
 *
 * A block is registered under its name with what it is; references between
 * blocks are not followed yet, as they may lead to a file that comes later.
 * Lists and sub-patterns share one space of names, since {name} may be either;
 * rules have their own, since nothing refers to them.
 *
 * A second block of a name is a mistake, because the order of files would
 * otherwise decide silently which one counts.  Who wants that says so:
 *
 *   disable NAME               the rule read before is none
 *   extend list NAME           more words for the list read before
 *   override rule NAME : KIND  in place of the one read before; likewise
 *                              reject, list and define
 *
 * What is disabled or overridden keeps its place until all is read
 * (compile.c), since indices lead to it.
 *
 * Invariants: a block that is registered stays where it is; index 2i is list
 * i, 2i + 1 sub-pattern i; a block with a mistake is still added, so that what
 * refers to it is not told as unknown.
 *
 * Statuses are NUT_OK or NUT_NOMEM; mistakes are counted in the diag.  Cost:
 * linear, and one copy of the arrays for each file. */
#include "rules/ruleset.h"

#include "base/slice.h"
#include "rules/literal.h"

static const struct nut_slice none = { NULL, 0 };

/* Files are read in an order, which a message has to tell. */
#define BEFORE "what is changed has to be read before: the shipped files, " \
               "then those of -r"

/* "rule NAME : KIND more", taken apart. */
struct head {
  struct nut_slice keyword;
  struct nut_slice name;
  struct nut_slice after; /* what stands behind the colon, or the name */
  struct nut_slice stray; /* between the name and the colon: a mistake */
  bool colon;
};

struct builder {
  struct nut_rules *rules;
  struct nut_diag *diag;
  const struct nut_source *source;
  const struct nut_rf_block *block;
  struct head head;
  bool override; /* of what was read before under that name */
};

/* Heads are cut first and judged later, so that a message can say which part
 * of the head is wrong. */
static struct head split_head(struct nut_slice line)
{
  struct head head = { 0 };
  struct nut_slice rest = line;
  head.keyword = nut_rf_word(&rest);
  size_t colon = nut_slice_find(rest, ':', 0);
  head.colon = colon != NUT_SLICE_NONE;
  struct nut_slice left = nut_slice_cut(rest, 0, colon);
  head.name = nut_rf_word(&left);
  head.after = head.colon
                   ? nut_slice_trim(nut_slice_cut(rest, colon + 1, rest.len))
                   : left;
  head.stray = head.colon ? left : none;
  return head;
}

static void complain(struct builder *b, struct nut_slice at, const char *what)
{
  nut_diag_error(b->diag, b->source, at.len ? at : b->block->head, none, "%s",
                 what);
}

static void complain_of_name(struct builder *b, const char *what,
                             const char *help)
{
  nut_diag_error(b->diag, b->source, b->head.name, nut_slice_of(help),
                 "%s \"%.*s\"", what, (int)b->head.name.len,
                 b->head.name.ptr);
}

/* A name that is well-formed; reports otherwise. */
static bool is_formed(struct builder *b)
{
  if (b->head.stray.len)
    complain(b, b->head.stray, "one name and a colon expected");
  else if (b->head.name.len == 0)
    complain(b, b->head.keyword, "the name is missing");
  else if (!nut_rf_is_name(b->head.name))
    complain(b, b->head.name,
             "a name is lower-case letters, digits, _ and dots, and"
             " begins with a letter");
  else
    return true;
  return false;
}

/* And new in map, or, to override, known there. */
static bool check_name(struct builder *b, const struct nut_map *map)
{
  struct nut_slice name = b->head.name;
  if (!is_formed(b))
    return false;
  bool known = nut_map_get(map, name) != NUT_MAP_NONE;
  if (known == b->override)
    return true;
  if (b->override)
    complain_of_name(b, "nothing to override is called", BEFORE);
  else
    nut_diag_error(b->diag, b->source, name,
                   nut_slice_of("`override` before the block puts it in place"
                                " of the first"),
                   "the name %.*s is used twice", (int)name.len, name.ptr);
  return false;
}

/* Something that a file of `layer` brought is not as it was there. */
static void note_change(struct builder *b, unsigned layer)
{
  b->rules->changed = b->rules->changed || layer < NUT_LAYER_USER;
}

/* Where the other of two equal names stands. */
static void tell_first(struct builder *b, const struct nut_source *source,
                       struct nut_slice at)
{
  nut_diag_note(b->diag, source, at, "the first %.*s is here", (int)at.len,
                at.ptr);
}

/* The source of a list or sub-pattern, and where its name stands there. */
static const struct nut_source *source_of(const struct nut_rules *rules,
                                          uint32_t found,
                                          struct nut_slice *at)
{
  size_t i = found / 2;
  *at = found % 2 ? rules->defines[i].at : rules->lists[i].at;
  return found % 2 ? rules->defines[i].source : rules->lists[i].source;
}

/* Of a name that is wrong beside that one. */
static void tell_first_name(struct builder *b)
{
  struct nut_slice at;
  uint32_t found = nut_map_get(&b->rules->names, b->head.name);
  if (found == NUT_MAP_NONE)
    return;
  const struct nut_source *source = source_of(b->rules, found, &at);
  tell_first(b, source, at);
}

/* Lists and sub-patterns are found by their names alone, so the new one of a
 * name takes the place of the old one with it. */
static bool put_name(struct builder *b, struct nut_slice name, size_t at)
{
  struct nut_slice ignored;
  uint32_t found = nut_map_get(&b->rules->names, name);
  if (found != NUT_MAP_NONE)
    note_change(b, source_of(b->rules, found, &ignored)->layer);
  return nut_map_put(&b->rules->names, name, (uint32_t)at);
}

/* TYPE and "case" behind the colon of a list or define.  A list has a type; of
 * a sub-pattern it is optional. */
static bool read_type(struct builder *b, enum nut_type *type,
                      bool *match_case)
{
  struct nut_slice rest = b->head.after;
  struct nut_slice word = nut_rf_word(&rest);
  if (b->head.colon) {
    *type = nut_type_named(word);
    if (*type == NUT_NONE) {
      complain(b, word, "a type is int, num or text");
      *type = NUT_TEXT;
      return false;
    }
    word = nut_rf_word(&rest);
  }
  *match_case = nut_slice_is(word, "case");
  if (word.len && !*match_case)
    complain(b, word, "only \"case\" can stand here");
  return word.len == 0 || *match_case;
}

/* What asks a list, a rule or the program, takes its values for what they
 * were. */
static void check_type(struct builder *b, const struct nut_wordlist *list)
{
  const struct nut_rules *rules = b->rules;
  uint32_t found = nut_map_get(&rules->names, list->name);
  if (!b->override || list->broken || found == NUT_MAP_NONE || found % 2
      || rules->lists[found / 2].type == list->type)
    return;
  complain(b, b->head.name, "a list keeps its type when it is overridden");
  tell_first_name(b);
}

static enum nut_status add_list(struct builder *b)
{
  struct nut_rules *rules = b->rules;
  struct nut_wordlist *list = &rules->lists[rules->n_lists];
  bool named = check_name(b, &rules->names);
  if (!named)
    tell_first_name(b);
  *list = (struct nut_wordlist){ .name = b->head.name, .at = b->head.name,
                                 .source = b->source };
  list->broken = !b->head.colon
                 || !read_type(b, &list->type, &list->match_case);
  if (!b->head.colon)
    complain(b, b->head.name, "a list has a type: list NAME : TYPE");
  check_type(b, list);
  if (named && !put_name(b, list->name, rules->n_lists * 2))
    return NUT_NOMEM;
  rules->n_lists++;
  /* Without its type the entries cannot be judged. */
  return list->broken
             ? NUT_OK
             : nut_wordlist_read(&rules->arena, b->diag, b->source,
                                 b->block, list);
}

/* All lines of all fields: a sub-pattern may be written over several. */
static enum nut_status take_lines(struct builder *b,
                                  struct nut_define *define)
{
  const struct nut_rf_block *block = b->block;
  size_t n = 0;
  for (size_t i = 0; i < block->n_fields; i++)
    n += block->fields[i].n_lines;
  struct nut_slice *lines =
      nut_arena_alloc(&b->rules->arena, n * sizeof *lines);
  if (!lines)
    return NUT_NOMEM;
  n = 0;
  for (size_t i = 0; i < block->n_fields; i++)
    for (size_t k = 0; k < block->fields[i].n_lines; k++)
      lines[n++] = block->fields[i].lines[k];
  define->lines = lines;
  define->n_lines = n;
  if (n == 0) {
    complain(b, b->head.name, "a sub-pattern without a pattern");
    define->broken = true;
  }
  return NUT_OK;
}

/* A wrong type does not break it: the pattern can be judged without. */
static enum nut_status add_define(struct builder *b)
{
  struct nut_rules *rules = b->rules;
  struct nut_define *define = &rules->defines[rules->n_defines];
  bool named = check_name(b, &rules->names);
  if (!named)
    tell_first_name(b);
  *define = (struct nut_define){ .name = b->head.name, .at = b->head.name,
                                 .source = b->source };
  (void)read_type(b, &define->type, &define->match_case);
  if (named && !put_name(b, define->name, rules->n_defines * 2 + 1))
    return NUT_NOMEM;
  rules->n_defines++;
  return take_lines(b, define);
}

/* The kinds behind the colon: one for a rule, any number for a reject.  A
 * reject competes in the kinds it names like a rule of each: where it wins,
 * nothing comes out of that text.  So one reject ("May" in "Theresa May")
 * serves all rules of a kind, where a lookaround would have to stand in each
 * of them. */
static bool read_kinds(struct builder *b, struct nut_rule *rule)
{
  struct nut_slice rest = b->head.after;
  size_t n = 0;
  if (!b->head.colon)
    rest = none;
  for (struct nut_slice word = nut_rf_word(&rest); word.len;
       word = nut_rf_word(&rest)) {
    rule->kind = nut_kinds_find(&b->rules->kinds, word);
    if (rule->kind == NUT_KIND_NONE) {
      nut_diag_error(b->diag, b->source, word, none,
                     "unknown kind \"%.*s\"; `nutgraf rules kinds` lists"
                     " them", (int)word.len, word.ptr);
      return false;
    }
    rule->kinds |= 1ULL << rule->kind;
    n++;
  }
  if (n == 0 || (n > 1 && !rule->reject))
    complain(b, b->head.name,
             rule->reject ? "expected reject NAME : KIND [KIND ...]"
                          : "expected rule NAME : KIND, one kind");
  return n == 1 || (n > 1 && rule->reject);
}

static void disable(struct builder *b, struct nut_rule *rule)
{
  note_change(b, rule->source->layer);
  rule->disabled = true;
}

/* With a wrong name or kind the block is read on all the same: whoever mends
 * the head wants to know of the body's mistakes too.  The set is not used. */
static enum nut_status add_rule(struct builder *b, bool reject)
{
  struct nut_rules *rules = b->rules;
  struct nut_rule *rule = &rules->rules[rules->n_rules];
  struct nut_rule_reader reader = { &rules->arena, b->diag, &rules->kinds,
                                    b->source };
  bool named = check_name(b, &rules->rule_names);
  uint32_t first = nut_map_get(&rules->rule_names, b->head.name);
  if (named && first != NUT_MAP_NONE)
    disable(b, &rules->rules[first]);
  else if (first != NUT_MAP_NONE)
    tell_first(b, rules->rules[first].source, rules->rules[first].at);
  *rule = (struct nut_rule){ .name = b->head.name, .at = b->head.name,
                             .source = b->source, .reject = reject,
                             .index = rules->n_rules };
  if (!read_kinds(b, rule))
    rule->kind = NUT_KIND_NONE;
  if (named
      && !nut_map_put(&rules->rule_names, rule->name,
                      (uint32_t)rules->n_rules))
    return NUT_NOMEM;
  rules->n_rules++;
  return nut_rule_read(&reader, b->block, rule);
}

/* disable NAME */
static enum nut_status add_disable(struct builder *b)
{
  uint32_t found = nut_map_get(&b->rules->rule_names, b->head.name);
  if (b->head.colon || b->head.after.len || b->block->n_fields)
    complain(b, b->head.keyword, "expected disable NAME and nothing else");
  else if (is_formed(b) && found == NUT_MAP_NONE)
    complain_of_name(b, "no rule or reject is called", BEFORE);
  else if (found != NUT_MAP_NONE)
    disable(b, &b->rules->rules[found]);
  return NUT_OK;
}

/* extend list NAME: its type and case are those of the list. */
static enum nut_status add_extend(struct builder *b)
{
  struct nut_slice rest = b->head.name;
  if (!nut_slice_is(rest, "list") || b->head.colon) {
    complain(b, b->head.keyword, "expected extend list NAME");
    return NUT_OK;
  }
  rest = b->head.after;
  b->head.name = nut_rf_word(&rest);
  uint32_t found = nut_map_get(&b->rules->names, b->head.name);
  if (rest.len)
    complain(b, rest, "expected extend list NAME");
  else if (is_formed(b) && found == NUT_MAP_NONE)
    complain_of_name(b, "no list is called", BEFORE);
  else if (found != NUT_MAP_NONE && found % 2)
    complain_of_name(b, "only lists are extended, no sub-pattern like", "");
  if (rest.len || found == NUT_MAP_NONE || found % 2)
    return NUT_OK;
  struct nut_wordlist *list = &b->rules->lists[found / 2];
  note_change(b, list->source->layer);
  return nut_wordlist_extend(&b->rules->arena, b->diag, b->source, b->block,
                             b->head.name, list);
}

/* Words that the language keeps for itself, so that they are not taken for
 * slips. */
static enum nut_status not_yet(struct builder *b)
{
  nut_diag_error(b->diag, b->source, b->head.keyword, none,
                 "\"%.*s\" is not supported yet", (int)b->head.keyword.len,
                 b->head.keyword.ptr);
  return NUT_OK;
}

static enum nut_status add_named(struct builder *b)
{
  if (nut_slice_is(b->head.keyword, "list"))
    return add_list(b);
  if (nut_slice_is(b->head.keyword, "define"))
    return add_define(b);
  if (nut_slice_is(b->head.keyword, "rule"))
    return add_rule(b, false);
  if (nut_slice_is(b->head.keyword, "reject"))
    return add_rule(b, true);
  nut_diag_error(b->diag, b->source,
                 b->head.keyword.len ? b->head.keyword : b->block->head, none,
                 b->override ? "expected override list, define, rule or reject"
                             : "unknown block \"%.*s\"; expected list,"
                               " define, rule, reject, extend, disable or"
                               " override",
                 (int)b->head.keyword.len, b->head.keyword.ptr);
  return NUT_OK;
}

static enum nut_status add_block(struct builder *b)
{
  struct nut_slice rest = b->block->head;
  struct nut_slice keyword = nut_rf_word(&rest);
  b->override = nut_slice_is(keyword, "override");
  b->head = split_head(b->override ? rest : b->block->head);
  if (nut_slice_is(keyword, "disable"))
    return add_disable(b);
  if (nut_slice_is(keyword, "extend"))
    return add_extend(b);
  if (nut_slice_is(keyword, "pack") || nut_slice_is(keyword, "kind"))
    return not_yet(b);
  return add_named(b);
}

/* Arrays are grown here only, by the number of blocks, so that pointers into
 * them taken while a block is read stay good.  One more than needed: an empty
 * array is no NULL then.  The old array stays in the arena until the set is
 * freed. */
static void *room(struct nut_rules *rules, void *ptr, size_t len, size_t more,
                  size_t size)
{
  char *moved = nut_arena_alloc(&rules->arena, (len + more + 1) * size);
  const char *old = ptr;
  for (size_t i = 0; moved && i < len * size; i++)
    moved[i] = old[i];
  return moved;
}

enum nut_status nut_rules_add(struct nut_rules *rules, struct nut_diag *diag,
                              const struct nut_source *source)
{
  struct nut_rulefile file;
  if (nut_rulefile_read(&rules->arena, diag, source, &file) != NUT_OK)
    return NUT_NOMEM;
  size_t n = file.n_blocks;
  /* What is there stays in place until all has room: it is dropped by it. */
  struct nut_wordlist *lists = room(rules, rules->lists, rules->n_lists, n,
                                    sizeof *lists);
  struct nut_define *defines = room(rules, rules->defines, rules->n_defines,
                                    n, sizeof *defines);
  struct nut_rule *all = room(rules, rules->rules, rules->n_rules, n,
                              sizeof *all);
  if (!lists || !defines || !all)
    return NUT_NOMEM;
  rules->lists = lists;
  rules->defines = defines;
  rules->rules = all;
  struct builder b = { .rules = rules, .diag = diag, .source = source };
  for (size_t i = 0; i < n; i++) {
    b.block = &file.blocks[i];
    if (add_block(&b) != NUT_OK)
      return NUT_NOMEM;
  }
  return NUT_OK;
}

/* For C code that shares a list with the rules. */
const struct nut_wordlist *nut_rules_wordlist(const struct nut_rules *rules,
                                              const char *name)
{
  uint32_t found = nut_map_get(&rules->names, nut_slice_of(name));
  if (found == NUT_MAP_NONE || found % 2)
    return NULL;
  return &rules->lists[found / 2];
}

const struct nut_kinds *nut_rules_kind_table(const struct nut_rules *rules)
{
  return &rules->kinds;
}
