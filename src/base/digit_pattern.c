/* A pattern is read once from left to right while a set of offsets moves
 * along: all places in the digits that the part read so far can end at.  A
 * telephone number is short, so the set is one word, and there is neither
 * backtracking nor a second pass:
 *
 *   pattern 80[08]d{2} on "80812"     offsets {0} -> {1} -> {2} -> {3} -> {5}
 *
 * Alternatives each begin with the same set, and their ends are joined.  A
 * repeated part is read again for each turn.  Recursion follows the
 * pattern's brackets alone, and only so deep. */
#include "base/digit_pattern.h"

#include "base/limits.h"

struct reader {
  struct nut_slice pattern;
  size_t at;
  struct nut_slice digits;
  unsigned depth;
};

static uint32_t alternatives(struct reader *r, uint32_t from);

static char peek(const struct reader *r)
{
  return r->at < r->pattern.len ? r->pattern.ptr[r->at] : '\0';
}

static bool accept(struct reader *r, char sign)
{
  if (peek(r) != sign)
    return false;
  r->at++;
  return true;
}

/* One step on from each offset at whose digit `allowed` has a bit. */
static uint32_t step(const struct reader *r, uint32_t from, unsigned allowed)
{
  uint32_t ends = 0;
  for (size_t i = 0; i < r->digits.len && i < 31; i++)
    if (from >> i & 1 && nut_is_digit(r->digits.ptr[i])
        && allowed >> (r->digits.ptr[i] - '0') & 1)
      ends |= (uint32_t)1 << (i + 1);
  return ends;
}

/* The digits of a set, behind its "[". */
static unsigned read_set(struct reader *r)
{
  unsigned allowed = 0;
  while (nut_is_digit(peek(r))) {
    int low = r->pattern.ptr[r->at++] - '0';
    int high = low;
    if (accept(r, '-') && nut_is_digit(peek(r)))
      high = r->pattern.ptr[r->at++] - '0';
    for (int digit = low; digit <= high; digit++)
      allowed |= 1U << digit;
  }
  return accept(r, ']') ? allowed : 0;
}

static uint32_t group(struct reader *r, uint32_t from)
{
  if (++r->depth > NUT_DIGIT_PATTERN_DEPTH) {
    r->at = r->pattern.len;
    return 0;
  }
  uint32_t ends = alternatives(r, from);
  r->depth--;
  return accept(r, ')') ? ends : 0;
}

static uint32_t element(struct reader *r, uint32_t from)
{
  char sign = peek(r);
  r->at++;
  if (sign == '(')
    return group(r, from);
  if (sign == '[')
    return step(r, from, read_set(r));
  if (sign == 'd')
    return step(r, from, 0x3ff);
  return nut_is_digit(sign) ? step(r, from, 1U << (sign - '0')) : 0;
}

static unsigned read_number(struct reader *r)
{
  unsigned n = 0;
  while (nut_is_digit(peek(r)) && n < 100)
    n = n * 10 + (unsigned)(r->pattern.ptr[r->at++] - '0');
  return n;
}

/* "?", "{2}", "{2,4}", or once. */
static void read_times(struct reader *r, unsigned *least, unsigned *most)
{
  *least = *most = 1;
  if (accept(r, '?')) {
    *least = 0;
  } else if (accept(r, '{')) {
    *least = *most = read_number(r);
    if (accept(r, ','))
      *most = read_number(r);
    if (!accept(r, '}'))
      *most = 0;
  }
}

static uint32_t repeated(struct reader *r, uint32_t from)
{
  size_t start = r->at;
  unsigned least = 0;
  unsigned most = 0;
  uint32_t now = element(r, from);
  read_times(r, &least, &most);
  size_t behind = r->at;
  uint32_t ends = least == 0 ? from : 0;
  for (unsigned turn = 1; turn <= most && now; turn++) {
    if (turn >= least)
      ends |= now;
    r->at = start;
    now = turn < most ? element(r, now) : 0;
  }
  r->at = behind;
  return ends;
}

static uint32_t alternatives(struct reader *r, uint32_t from)
{
  uint32_t ends = 0;
  do {
    uint32_t now = from;
    while (r->at < r->pattern.len && peek(r) != '|' && peek(r) != ')')
      now = repeated(r, now);
    ends |= now;
  } while (accept(r, '|'));
  return ends;
}

uint32_t nut_digit_pattern_ends(struct nut_slice pattern,
                                struct nut_slice digits, uint32_t from)
{
  struct reader r = { pattern, 0, digits, 0 };
  uint32_t ends = alternatives(&r, from);
  return r.at == pattern.len ? ends : 0;
}

bool nut_digit_pattern_is(struct nut_slice pattern, struct nut_slice digits)
{
  return pattern.len && digits.len < 32
         && nut_digit_pattern_ends(pattern, digits, 1) >> digits.len & 1;
}
