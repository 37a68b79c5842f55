/* What an automaton lets through: all that its pattern matches, and of the
 * rest as little as may be.  It shows in no output, only in time. */
#include "unit.h"

#include "base/limits.h"
#include "base/slice.h"
#include "miser.h"
#include "scan/dfa.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>

/* The automaton of one pattern, of small and capital letters alike. */
struct machine {
  struct nut_arena arena;
  struct nut_outlines outlines;
  struct nut_dfa dfa;
};

static bool machine_init(struct machine *m, const char *pattern,
                         const struct nut_mem *mem)
{
  struct nut_outliner outliner;
  nut_arena_init(&m->arena, NULL);
  struct nut_node *root =
      nut_syntax_parse(&m->arena, nut_slice_of(pattern), false);
  bool made = root
              && nut_outliner_init(&outliner, &m->arena, 1, &m->outlines)
                     == NUT_OK
              && nut_outliner_add(&outliner, 0, root) == NUT_OK;
  if (root)
    nut_outliner_drop(&outliner);
  return made && nut_dfa_init(&m->dfa, mem, &m->outlines, 1) == NUT_OK;
}

static void machine_drop(struct machine *m)
{
  nut_dfa_drop(&m->dfa);
  nut_arena_drop(&m->arena);
}

static bool passes(struct machine *m, const char *text)
{
  return nut_dfa_may_match(&m->dfa, 0, text, 0, (uint32_t)strlen(text));
}

/* May the pattern match at the beginning of the text?  Asked twice: the second
 * time all steps are known. */
static bool may(const char *pattern, const char *text)
{
  struct machine m;
  bool first = false;
  bool again = true;
  if (machine_init(&m, pattern, NULL)) {
    first = passes(&m, text);
    again = passes(&m, text);
  }
  machine_drop(&m);
  return first && again;
}

static bool refuses(const char *pattern, const char *text)
{
  struct machine m;
  bool refused = machine_init(&m, pattern, NULL) && !passes(&m, text)
                 && !passes(&m, text);
  machine_drop(&m);
  return refused;
}

static void texts(void)
{
  unit_begin("what cannot begin or go on so is refused");
  CHECK(may("[0-9]{1,3}\\x20(?:men|women)\\b", "12 women"));
  CHECK(refuses("[0-9]{1,3}\\x20(?:men|women)\\b", "12 woods"));
  CHECK(refuses("[0-9]{1,3}\\x20(?:men|women)\\b", "1234 women"));
  CHECK(refuses("[0-9]{1,3}\\x20(?:men|women)\\b", "a 12 men"));
  CHECK(refuses("men|women", "wome"));
  unit_end();
  unit_begin("letters count in both cases, but where the pattern says not");
  CHECK(may("the(?-i:Act)", "THEAct"));
  CHECK(refuses("the(?-i:Act)", "theact"));
  unit_end();
  unit_begin("characters outside ASCII are one each");
  CHECK(may("a[\xE2\x80\x99']s", "a\xE2\x80\x99s"));
  CHECK(refuses("a[\xE2\x80\x99']s", "a\xE2\x80\x93s"));
  CHECK(may("\\p{L}{3}!", "\xC3\xA9\xE1\xBA\xA1x!"));
  CHECK(refuses("\\p{L}{3}!", "\xC3\xA9\xE1\xBA\xA1!"));
  CHECK(may("\xC3\xA9t\xC3\xA9", "\xC3\x89T\xC3\xA9"));
  unit_end();
  unit_begin("a number of rounds is counted");
  CHECK(refuses("(?:ab){2,3}c", "abc"));
  CHECK(may("(?:ab){2,3}c", "ababc"));
  CHECK(may("(?:ab){2,3}c", "abababc"));
  CHECK(refuses("(?:ab){2,3}c", "ababababc"));
  CHECK(may("(?:ab){2,}c", "ababababc"));
  CHECK(refuses("(?:ab){2,}c", "abc"));
  unit_end();
}

static void ends(void)
{
  unit_begin("what is looked for at the end has to follow");
  CHECK(may("12(?=\\x20men)", "12 men"));
  CHECK(refuses("12(?=\\x20men)", "12 women"));
  CHECK(refuses("(?:12(?!a)(?=\\x20men)|13)", "12 women"));
  CHECK(may("(?:12(?=\\x20men)|13)", "13 women"));
  CHECK(may("a(?:b(?=c))?", "ad"));
  CHECK(refuses("a(?:b?(?=c))", "ad"));
  CHECK(may("a(?:b?(?=c))", "ac"));
  unit_end();
  unit_begin("what is looked for before the end is let through");
  CHECK(may("(?:12(?=b)|13)a", "12a"));
  CHECK(may("12(?=b)a?", "12a"));
  CHECK(may("(?:12(?=b)){2}", "1212"));
  CHECK(may("(?:12(?=b))(?=1)", "121"));
  unit_end();
}

static void leniency(void)
{
  unit_begin("what is only looked at is let through");
  CHECK(may("(?![a-z])a(?<=b)\\bc", "ac"));
  CHECK(may("^(?=12)[0-9]+$", "34"));
  CHECK(may("(?>a|ab)c", "abc"));
  unit_end();
  unit_begin("rounds of what may be empty end");
  CHECK(may("(?:a*)*b", "aab"));
  CHECK(refuses("(?:a*)*b", "aac"));
  CHECK(may("(?:(?:a?b?)+x?)*c", "abxbc"));
  CHECK(refuses("(?:(?:a?b?)+x?)*c", "abxbd"));
  unit_end();
  unit_begin("a pattern that may be empty, or is not read, lets all through");
  CHECK(may("a*", "b"));
  CHECK(may("(a)\\1", "b"));
  unit_end();
  unit_begin("behind its depth it lets all through");
  char text[NUT_DFA_DEPTH + 2];
  memset(text, 'a', sizeof text);
  text[NUT_DFA_DEPTH + 1] = '\0';
  CHECK(may("a+b", text));
  text[NUT_DFA_DEPTH - 1] = 'c';
  CHECK(refuses("a+b", text));
  unit_end();
}

/* ---- against PCRE2 ---- */

static uint32_t seed = 1;

/* A linear congruential generator (Numerical Recipes). */
static unsigned below(unsigned n)
{
  seed = seed * 1664525U + 1013904223U;
  return (seed >> 16) % n;
}

struct text {
  char bytes[8192];
  size_t len;
};

static void add(struct text *out, const char *text)
{
  size_t n = strlen(text);
  if (out->len + n >= sizeof out->bytes)
    return;
  memcpy(out->bytes + out->len, text, n + 1);
  out->len += n;
}

static void random_pattern(struct text *out, unsigned depth)
{
  static const char *const atoms[] = {
    "a", "b", "ab", "[ab]", "[^a]", "\\x20", "\xC3\xA9", "[\xC3\xA9x]",
    "\\p{L}", "\\w", ".", "\\b", "(?=a)", "(?!b)", "(?<=a)", "(?-i:A)",
  };
  static const char *const often[] = { "?", "*", "+", "{2}", "{1,3}", "{2,}",
                                       "*?", "++" };
  unsigned n = 1 + below(3);
  for (unsigned i = 0; i < n; i++) {
    unsigned kind = below(depth ? 8 : 5);
    if (kind < 5) {
      add(out, atoms[below(sizeof atoms / sizeof *atoms)]);
      continue;
    }
    add(out, below(4) ? "(?:" : "(?>");
    random_pattern(out, depth - 1);
    add(out, "|");
    random_pattern(out, depth - 1);
    add(out, ")");
    if (below(2))
      add(out, often[below(sizeof often / sizeof *often)]);
  }
}

static void random_text(struct text *out)
{
  static const char *const letters[] = {
    "a", "b", "A", "B", " ", "x", "\xC3\xA9", "\xC3\x89", "\xE2\x80\x99",
  };
  unsigned n = 1 + below(12);
  out->len = 0;
  for (unsigned i = 0; i < n; i++)
    add(out, letters[below(sizeof letters / sizeof *letters)]);
}

/* Texts of 200 that PCRE2 matches and the automaton refuses, asked as always
 * or anew; *refused counts those that it refuses. */
static unsigned count_wrong(const pcre2_code *code, struct machine *m,
                            unsigned *refused)
{
  pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
  unsigned wrong = 0;
  for (unsigned i = 0; i < 200; i++) {
    struct text text;
    random_text(&text);
    bool matches = pcre2_match(code, (PCRE2_SPTR)text.bytes, text.len, 0, 0,
                               data, NULL) > 0;
    bool let = passes(m, text.bytes);
    bool anew = nut_dfa_may_match_anew(&m->dfa, 0, text.bytes, 0,
                                       (uint32_t)text.len);
    wrong += matches && !(let && anew);
    *refused += !let;
  }
  pcre2_match_data_free(data);
  return wrong;
}

static void random_patterns(void)
{
  unsigned wrong = 0;
  unsigned refused = 0;
  unit_begin("whatever PCRE2 matches is let through");
  for (unsigned i = 0; i < 400; i++) {
    struct text pattern = { .len = 0 };
    int error = 0;
    PCRE2_SIZE offset = 0;
    struct machine m;
    random_pattern(&pattern, 3);
    pcre2_code *code = pcre2_compile(
        (PCRE2_SPTR)pattern.bytes, PCRE2_ZERO_TERMINATED,
        PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_ANCHORED
            | PCRE2_EXTENDED, &error, &offset, NULL);
    bool made = machine_init(&m, pattern.bytes, NULL);
    if (code && made)
      wrong += count_wrong(code, &m, &refused);
    machine_drop(&m);
    pcre2_code_free(code);
  }
  CHECK_EQ_INT(wrong, 0);
  CHECK(refused > 10000);
  unit_end();
}

/* ---- bounds ---- */

static void bounds(void)
{
  struct machine m;
  struct miser miser;
  struct nut_mem mem = { miser_resize, &miser };
  unsigned passed = 0;
  unit_begin("without memory all is let through");
  for (size_t most = 0; most < 40; most++) {
    miser_init(&miser, most);
    if (machine_init(&m, "[a-z]{1,9}(?:x|y)[0-9]{1,9}z", &mem))
      passed += nut_dfa_may_match(&m.dfa, 0, "abcdx12345z", 0, 11);
    else
      passed++;
    machine_drop(&m);
    CHECK_EQ_INT(atomic_load(&miser.held), 0);
  }
  CHECK_EQ_INT(passed, 40);
  unit_end();
  unit_begin("a rule whose places are seldom refused is not asked for long");
  bool made = machine_init(&m, "[a-z]+x", NULL);
  for (int i = 0; made && i < 1000; i++)
    (void)passes(&m, "abcx");
  CHECK(made && passes(&m, "12"));
  CHECK(made && !nut_dfa_may_match_anew(&m.dfa, 0, "12", 0, 2));
  machine_drop(&m);
  unit_end();
}

int main(void)
{
  texts();
  ends();
  leniency();
  random_patterns();
  bounds();
  return unit_status();
}
