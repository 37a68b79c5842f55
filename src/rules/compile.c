#include "rules/ruleset.h"

#include "base/slice.h"

static const struct nut_slice none = { NULL, 0 };

/* ^ and $ are the ends of a sentence: NULs part them. */
#define OPTIONS \
  (PCRE2_UTF | PCRE2_UCP | PCRE2_EXTENDED | PCRE2_MULTILINE \
   | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT)

static void tell_pcre2(struct nut_diag *diag, const struct nut_rule *rule,
                       int error, size_t offset)
{
  PCRE2_UCHAR text[160] = { 0 };
  const struct nut_pattern_map *map =
      nut_pattern_locate(rule, offset ? offset - 1 : 0);
  (void)pcre2_get_error_message(error, text, sizeof text);
  nut_diag_error(diag, map ? map->source : rule->source,
                 map ? map->at : rule->at, none, "%s, in rule %.*s",
                 (const char *)text, (int)rule->name.len, rule->name.ptr);
}

static enum nut_status compile_rule(struct nut_rules *rules,
                                    struct nut_diag *diag,
                                    pcre2_compile_context *context,
                                    const struct nut_rule *rule)
{
  int error = 0;
  size_t offset = 0;
  uint32_t options = OPTIONS | (rule->match_case ? 0 : PCRE2_CASELESS);
  pcre2_code *code =
      pcre2_compile((PCRE2_SPTR)rule->pattern.ptr, rule->pattern.len, options,
                    &error, &offset, context);
  rules->codes[rule->index] = code;
  if (!code && error == PCRE2_ERROR_HEAP_FAILED)
    return NUT_NOMEM;
  if (!code)
    tell_pcre2(diag, rule, error, offset);
  else
    (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
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

static enum nut_status compile_rules(struct nut_rules *rules,
                                     struct nut_diag *diag,
                                     pcre2_compile_context *context)
{
  struct nut_names names = { &rules->names, rules->lists, rules->defines };
  (void)pcre2_set_newline(context, PCRE2_NEWLINE_NUL);
  for (size_t i = 0; i < rules->n_rules; i++) {
    struct nut_rule *rule = &rules->rules[i];
    if (rule->n_lines == 0)
      continue;
    enum nut_status status = nut_pattern_expand(&rules->arena, diag, &names,
                                                &rules->kinds, rule);
    if (status == NUT_OK)
      status = compile_rule(rules, diag, context, rule);
    if (status == NUT_NOMEM)
      return status;
  }
  return NUT_OK;
}

enum nut_status nut_rules_finish(struct nut_rules *rules,
                                 struct nut_diag *diag)
{
  if (finish_lists(rules, diag) != NUT_OK)
    return NUT_NOMEM;
  size_t size = (rules->n_rules + 1) * sizeof(pcre2_code *);
  rules->codes = nut_arena_alloc(&rules->arena, size);
  pcre2_compile_context *context =
      pcre2_compile_context_create(rules->general);
  if (!rules->codes || !context)
    return NUT_NOMEM;
  enum nut_status status = compile_rules(rules, diag, context);
  pcre2_compile_context_free(context);
  if (status != NUT_OK)
    return status;
  return diag->errors ? NUT_RULES : NUT_OK;
}
