/* The last stage of loading: lists are closed, patterns are expanded and tried
 * in PCRE2, and PCRE2's errors are put where the writer can mend them.
 *
 * Lists come first, since patterns take them in; sub-patterns next, each by
 * itself, so that a mistake in one is told once and the rules that use it keep
 * silent; then the rules.  Codes made here are thrown away: the scan compiles
 * a rule when it has a candidate, and most rules never have one.
 *
 * The text that rules see has NULs between sentences and no line break inside
 * one (article.h). So PCRE2's newline is NUL and ^ and $ are multi-line: they
 * hold at both ends of a sentence, also when the subject begins before it, and
 * . stops there.  The price: in extended mode a # comment would run to the
 * next NUL, which no pattern has; pattern.c asks for \#.
 *
 * Shipped files are trusted at each start (compiling all of them would be most
 * of the start-up time), unless a user's file changes what they are made of;
 * nut_rules_verify tries them. */
#include "rules/ruleset.h"

#include "base/slice.h"

/* ^ and $ are the ends of a sentence: NULs part them. */
#define OPTIONS \
  (PCRE2_UTF | PCRE2_UCP | PCRE2_EXTENDED | PCRE2_MULTILINE \
   | PCRE2_NEVER_BACKSLASH_C)

/* PCRE2's own limit would count the parentheses that are added here.  Ours is
 * NUT_BRACKETS_MAX, counted on what was written. */
#define NEST_LIMIT 1000

/* Errors of this sort are placed at the lookbehind's own "(", all others
 * behind what they are about. */
static bool is_lookbehind(int error)
{
  return error == PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH
         || error == PCRE2_ERROR_LOOKBEHIND_TOO_COMPLICATED
         || error == PCRE2_ERROR_LOOKBEHIND_TOO_LONG;
}

/* Where in the rule files the byte at offset came from: PCRE2 speaks of the
 * expanded pattern, which nobody wrote.  The map is sorted by offset: the last
 * entry at or before it counts. */
static const struct nut_pattern_map *locate(const struct nut_rule *rule,
                                            size_t offset)
{
  size_t low = 0;
  size_t high = rule->n_map;
  while (high - low > 1) {
    size_t mid = (low + high) / 2;
    if (rule->map[mid].offset <= offset)
      low = mid;
    else
      high = mid;
  }
  return rule->n_map ? &rule->map[low] : NULL;
}

/* PCRE2's offset is behind the fault, so one byte back is inside it. */
static void tell_pcre2(struct nut_diag *diag, const struct nut_rule *rule,
                       int error, size_t offset)
{
  static const char lookbehind[] =
      "each alternative in (?<= or (?<! has one length: no _ * + there";
  PCRE2_UCHAR text[160] = { 0 };
  size_t at = offset && !is_lookbehind(error) ? offset - 1 : offset;
  const struct nut_pattern_map *map = locate(rule, at);
  (void)pcre2_get_error_message(error, text, sizeof text);
  nut_diag_error(diag, map ? map->source : rule->source,
                 map ? map->at : rule->at,
                 nut_slice_of(is_lookbehind(error) ? lookbehind : ""),
                 "%s, in the pattern of %.*s",
                 (const char *)text, (int)rule->name.len, rule->name.ptr);
}

/* No JIT here: that changes a code, and is the engine's to time. */
pcre2_code *nut_rules_compile(const struct nut_rules *rules,
                              const struct nut_rule *rule, uint32_t extra,
                              int *error, size_t *offset)
{
  uint32_t options = OPTIONS | extra;
  if (!rule->match_case)
    options |= PCRE2_CASELESS;
  return pcre2_compile((PCRE2_SPTR)rule->pattern.ptr, rule->pattern.len,
                       options, error, offset, rules->compile_context);
}

/* Does PCRE2 take the pattern?  *good is false when a mistake was told. */
static enum nut_status try_rule(const struct nut_rules *rules,
                                struct nut_diag *diag,
                                const struct nut_rule *rule, bool *good)
{
  int error = 0;
  size_t offset = 0;
  pcre2_code *code = nut_rules_compile(rules, rule, 0, &error, &offset);
  *good = code != NULL;
  pcre2_code_free(code);
  if (!*good && error == PCRE2_ERROR_HEAP_FAILED)
    return NUT_NOMEM;
  if (!*good)
    tell_pcre2(diag, rule, error, offset);
  return NUT_OK;
}

static enum nut_status finish_lists(struct nut_rules *rules,
                                    struct nut_diag *diag)
{
  for (size_t i = 0; i < rules->n_lists; i++)
    if (nut_wordlist_finish(&rules->arena, diag, &rules->lists[i]) != NUT_OK)
      return NUT_NOMEM;
  return NUT_OK;
}

/* The shipped files were tried when they were made (`rules check`), users'
 * files are tried when they are loaded; a shipped pattern may have a user's
 * list in it. */
static bool is_tried(const struct nut_rules *rules,
                     const struct nut_source *source)
{
  return source->layer < NUT_LAYER_USER && !rules->changed;
}

/* Each sub-pattern by itself: rules with a broken one are not told of. */
static enum nut_status try_defines(struct nut_rules *rules,
                                   struct nut_diag *diag)
{
  struct nut_names names = { &rules->names, rules->lists, rules->defines };
  for (size_t i = 0; i < rules->n_defines; i++) {
    struct nut_define *define = &rules->defines[i];
    struct nut_rule alone;
    bool good = false;
    if (define->broken || is_tried(rules, define->source))
      continue;
    enum nut_status status =
        nut_pattern_check(&rules->arena, diag, &names, define, &alone);
    if (status == NUT_OK)
      status = try_rule(rules, diag, &alone, &good);
    if (status == NUT_NOMEM)
      return status;
    define->broken = !good;
  }
  return NUT_OK;
}

/* One without lines was complained about when it was read. */
static enum nut_status expand_rules(struct nut_rules *rules,
                                    struct nut_diag *diag)
{
  struct nut_names names = { &rules->names, rules->lists, rules->defines };
  for (size_t i = 0; i < rules->n_rules; i++) {
    struct nut_rule *rule = &rules->rules[i];
    bool good = true;
    if (rule->n_lines == 0)
      continue;
    enum nut_status status = nut_pattern_expand(&rules->arena, diag, &names,
                                                &rules->kinds, rule);
    if (status == NUT_OK && !is_tried(rules, rule->source))
      status = try_rule(rules, diag, rule, &good);
    if (status == NUT_NOMEM)
      return status;
  }
  return NUT_OK;
}

/* The same work that users' files get at loading. */
enum nut_status nut_rules_verify(const struct nut_rules *rules,
                                 struct nut_diag *diag)
{
  enum nut_status status = NUT_OK;
  for (size_t i = 0; status == NUT_OK && i < rules->n_rules; i++) {
    bool good = true;
    if (is_tried(rules, rules->rules[i].source))
      status = try_rule(rules, diag, &rules->rules[i], &good);
  }
  if (status != NUT_OK)
    return status;
  return diag->errors ? NUT_RULES : NUT_OK;
}

bool nut_rules_make_context(struct nut_rules *rules)
{
  rules->compile_context = pcre2_compile_context_create(rules->general);
  if (!rules->compile_context)
    return false;
  (void)pcre2_set_newline(rules->compile_context, PCRE2_NEWLINE_NUL);
  (void)pcre2_set_parens_nest_limit(rules->compile_context, NEST_LIMIT);
  return true;
}

/* Rules that were disabled or overridden go, and those behind move up; an
 * index is the place in the reading as before. */
static bool drop_disabled(struct nut_rules *rules)
{
  size_t n = 0;
  for (size_t i = 0; i < rules->n_rules; i++)
    if (!rules->rules[i].disabled)
      rules->rules[n++] = rules->rules[i];
  if (n == rules->n_rules)
    return true;
  rules->n_rules = n;
  nut_map_drop(&rules->rule_names);
  nut_map_init(&rules->rule_names, rules->mem);
  bool memory = true;
  for (size_t i = 0; i < n; i++) {
    rules->rules[i].index = i;
    memory = memory && nut_map_put(&rules->rule_names, rules->rules[i].name,
                                   (uint32_t)i);
  }
  return memory;
}

enum nut_status nut_rules_finish(struct nut_rules *rules,
                                 struct nut_diag *diag)
{
  if (!drop_disabled(rules) || finish_lists(rules, diag) != NUT_OK)
    return NUT_NOMEM;
  enum nut_status status = try_defines(rules, diag);
  if (status == NUT_OK)
    status = expand_rules(rules, diag);
  if (status != NUT_OK)
    return status;
  return diag->errors ? NUT_RULES : NUT_OK;
}
