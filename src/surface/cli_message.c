/* Messages on standard error, in the form that editors and compilers share:
 *
 *   my.rules:1:1: error: a rule file begins with the line "rules 1"
 *       1 | match {n
 *         | ^~~~~~~~
 *
 * The library reports a place, a text and a source line as data; only here
 * that becomes lines.  Names and texts come from files of strangers, so
 * what would act on a terminal is shown as an escape (\x1B, \u{202E}), and
 * bytes that are no UTF-8 as \xFF.  The caret is placed by columns as
 * printed, for escapes are wider than what they stand for; wide letters
 * count as one.
 *
 * The decoder here is the program's own, as it may use nothing of the
 * library but its public header. */
#include "surface/cli_common.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Columns of a source line that are shown, which with the line's number fill
 * a terminal of 80; and how many of them stand before the mark where the line
 * begins further left. */
#define SHOWN 72
#define BEFORE 32

/* ---- text from anywhere ----------------------------------------------- */

/* The code point at the head of text and its length; 0 when the byte begins
 * no well-formed character.  By RFC 3629: no overlong forms, no surrogates,
 * nothing above U+10FFFF.  Only the bits of the first byte that belong to
 * the character are kept. */
static size_t decode(struct nut_slice text, uint32_t *code)
{
  static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
  const unsigned char *s = (const unsigned char *)text.ptr;
  size_t len = s[0] < 0x80 ? 1 : s[0] < 0xC0 ? 0 : s[0] < 0xE0 ? 2
               : s[0] < 0xF0 ? 3 : s[0] < 0xF8 ? 4 : 0;
  if (len == 0 || len > text.len)
    return 0;
  *code = len == 1 ? s[0] : s[0] & (0x7FU >> len);
  for (size_t i = 1; i < len; i++) {
    if ((s[i] & 0xC0) != 0x80)
      return 0;
    *code = *code << 6 | (s[i] & 0x3FU);
  }
  bool surrogate = *code >= 0xD800 && *code <= 0xDFFF;
  return *code < least[len] || surrogate || *code > 0x10FFFF ? 0 : len;
}

/* Would it act on the terminal, or turn the text around it?  C0 and C1
 * controls, DEL, marks and overrides of direction, line and paragraph
 * separators, the byte order mark.  Tabs are dealt with before. */
static bool is_control(uint32_t code)
{
  return code < 0x20 || (code >= 0x7F && code < 0xA0)
         || (code >= 0x200E && code <= 0x200F)
         || (code >= 0x2028 && code <= 0x202E)
         || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

/* Print the character at the head of text; returns its length in bytes, and
 * in *columns what it takes of the line.  A tab is one blank, so that the
 * caret below needs no tab stops. */
static size_t print_one(FILE *to, struct nut_slice text, size_t *columns)
{
  uint32_t code = 0;
  size_t len = decode(text, &code);
  int wide = 1;
  if (len == 0)
    wide = fprintf(to, "\\x%02X", (unsigned char)text.ptr[0]);
  else if (code == '\t')
    (void)fputc(' ', to);
  else if (is_control(code))
    wide = code < 0x100 ? fprintf(to, "\\x%02X", (unsigned)code)
                        : fprintf(to, "\\u{%X}", (unsigned)code);
  else
    (void)fwrite(text.ptr, 1, len, to);
  *columns = wide > 0 ? (size_t)wide : 0;
  return len ? len : 1;
}

void cli_print_safe(FILE *to, struct nut_slice text)
{
  size_t columns = 0;
  while (text.len) {
    size_t len = print_one(to, text, &columns);
    text.ptr += len;
    text.len -= len;
  }
}

static void print_name(FILE *to, const char *text)
{
  cli_print_safe(to, (struct nut_slice){ text, strlen(text) });
}

/* ---- the source line and its caret ------------------------------------ */

static void fill(FILE *to, char c, size_t count)
{
  while (count--)
    (void)fputc(c, to);
}

/* How many code points are left out at the head of a line: none of one that
 * fits, or whose mark stands early. */
static size_t left_out(const struct nut_message *message, size_t points)
{
  size_t mark = message->column - 1;
  if (points <= SHOWN || mark + message->width <= SHOWN - 4)
    return 0;
  return mark > BEFORE ? mark - BEFORE : 0;
}

static size_t count_points(struct nut_slice text)
{
  size_t count = 0;
  for (uint32_t code = 0; text.len; count++) {
    size_t len = decode(text, &code);
    text.ptr += len ? len : 1;
    text.len -= len ? len : 1;
  }
  return count;
}

/* Print the part of the line around its mark, "..." for what is left out;
 * columns before and under the marked part come back, as escapes are wider
 * than what they stand for. */
static void print_line(FILE *to, const struct nut_message *message,
                       size_t *before, size_t *under)
{
  uint32_t code = 0;
  struct nut_slice rest = message->source;
  size_t skip = left_out(message, count_points(rest));
  *before = skip ? (size_t)fprintf(to, "...") : 0;
  *under = 0;
  size_t used = *before;
  for (size_t at = 1; rest.len; at++) {
    size_t columns = 0;
    size_t len = decode(rest, &code);
    if (at > skip && used + (rest.len > 3 ? 3 : 0) >= SHOWN)
      break;
    if (at > skip)
      len = print_one(to, rest, &columns);
    len = len ? len : 1;
    rest.ptr += len;
    rest.len -= len;
    used += columns;
    if (at < message->column)
      *before += columns;
    else if (at < (size_t)message->column + message->width)
      *under += columns;
  }
  if (rest.len)
    fputs("...", to);
}

static void print_source(FILE *to, const struct nut_message *message)
{
  size_t before = 0;
  size_t under = 0;
  fprintf(to, "%5u | ", message->line);
  print_line(to, message, &before, &under);
  fprintf(to, "\n      | ");
  fill(to, ' ', before);
  (void)fputc('^', to);
  fill(to, '~', under > 1 ? under - 1 : 0);
  (void)fputc('\n', to);
}

static void print_help(FILE *to, struct nut_slice help)
{
  if (help.len == 0)
    return;
  fputs("      = ", to);
  cli_print_safe(to, help);
  (void)fputc('\n', to);
}

/* ---- messages --------------------------------------------------------- */

static void print_place(FILE *to, const struct nut_message *message)
{
  static const char *const severities[] = {
    [NUT_NOTICE] = "note", [NUT_WARNING] = "warning", [NUT_ERROR] = "error"
  };
  cli_print_safe(to, message->file);
  fprintf(to, ":%u:", message->line);
  if (message->column)
    fprintf(to, "%u:", message->column);
  fprintf(to, " %s: ", severities[message->severity]);
}

/* Without a line the message is about a whole file or the run. */
static void print_message(FILE *to, const struct nut_message *message)
{
  if (message->line) {
    print_place(to, message);
  } else {
    fputs("nutgraf: ", to);
    cli_print_safe(to, message->file);
    if (message->file.len)
      fputs(": ", to);
  }
  cli_print_safe(to, message->text);
  (void)fputc('\n', to);
  if (message->line && message->column)
    print_source(to, message);
  print_help(to, message->help);
}

/* Put together first and written at once, so that the lines of two programs
 * on one terminal do not mix.  --quiet leaves errors only.  Without memory
 * the message is printed as it comes. */
void cli_report(void *ctx, const struct nut_message *message)
{
  const struct cli_messages *messages = ctx;
  char *text = NULL;
  size_t len = 0;
  if (messages && messages->quiet && message->severity != NUT_ERROR)
    return;
  FILE *to = open_memstream(&text, &len);
  if (!to) {
    print_message(stderr, message);
    return;
  }
  print_message(to, message);
  if (fclose(to) == 0)
    (void)fwrite(text, 1, len, stderr);
  free(text);
}

void cli_say(const char *subject, const char *what)
{
  fputs("nutgraf: ", stderr);
  if (subject) {
    print_name(stderr, subject);
    fputs(": ", stderr);
  }
  print_name(stderr, what);
  (void)fputc('\n', stderr);
}

void cli_say_errno(const char *subject, int error)
{
  cli_say(subject, strerror(error));
}

/* Out of memory, output and all unknown ones are fatal. */
static int exit_of(enum nut_status status)
{
  switch (status) {
  case NUT_OK:
  case NUT_END:
    return CLI_OK;
  case NUT_INPUT:
    return CLI_SOME_FAILED;
  case NUT_STOPPED:
    return CLI_SIGNAL;
  case NUT_RULES:
  case NUT_USAGE:
    return CLI_USAGE;
  default:
    return CLI_FATAL;
  }
}

int cli_say_status(enum nut_status status)
{
  if (status == NUT_NOMEM)
    cli_say(NULL, "out of memory");
  return exit_of(status);
}
