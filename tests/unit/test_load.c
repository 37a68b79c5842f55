/* Rules when memory runs out, wherever that happens: while they are loaded,
 * and while they are checked, listed and exported. */
#include "miser.h"
#include "unit.h"

#include <stdint.h>

static bool take(void *ctx, const char *ptr, size_t len)
{
  size_t *bytes = ctx;
  (void)ptr;
  *bytes += len;
  return true;
}

static enum nut_status use(const struct nut_rules *rules, size_t command)
{
  size_t bytes = 0;
  struct nut_sink sink = { take, &bytes };
  struct nut_export_options json = { .form = NUT_EXPORT_JSON };
  struct nut_check_counts counts;
  switch (command) {
  case 0:
    return nut_rules_check(rules, NULL, &counts);
  case 1:
    return nut_rules_list(rules, &sink);
  case 2:
    return nut_rules_kinds(rules, &sink);
  case 3:
    return nut_rules_export(rules, &json, NULL, &sink);
  default:
    return nut_rules_image(rules, &sink);
  }
}

#define COMMANDS 5

static struct nut_rules *load(struct nut_mem *mem, bool shipped)
{
  static const char *const files[] = { "tests/unit/batch.rules" };
  struct nut_rules_options options = { .mem = mem, .data = "rules",
                                       .files = files, .n_files = 1,
                                       .no_defaults = !shipped };
  struct nut_rules *rules = NULL;
  enum nut_status status = nut_rules_new(&options, NULL, &rules);
  CHECK_EQ_INT(status, rules ? NUT_OK : NUT_NOMEM);
  return rules;
}

/* At `steps` places of all where memory is asked for. */
static void check_loading(bool shipped, size_t steps)
{
  struct miser miser;
  struct nut_mem mem = { miser_resize, &miser };
  miser_init(&miser, SIZE_MAX);
  nut_rules_free(load(&mem, shipped));
  CHECK_EQ_INT(atomic_load(&miser.held), 0);
  size_t all = atomic_load(&miser.calls);
  size_t step = all / steps + 1;
  CHECK(all > 100);
  for (size_t most = 0; most < all; most += step) {
    miser_init(&miser, most);
    struct nut_rules *rules = load(&mem, shipped);
    CHECK(!rules);
    nut_rules_free(rules);
    CHECK_EQ_INT(atomic_load(&miser.held), 0);
  }
}

static void check_command(size_t command)
{
  struct miser miser;
  struct nut_mem mem = { miser_resize, &miser };
  enum nut_status status = NUT_NOMEM;
  for (size_t more = 0; status == NUT_NOMEM && more < 1000; more++) {
    miser_init(&miser, SIZE_MAX);
    struct nut_rules *rules = load(&mem, false);
    if (!rules)
      return;
    miser.most = atomic_load(&miser.calls) + more;
    status = use(rules, command);
    nut_rules_free(rules);
    CHECK_EQ_INT(atomic_load(&miser.held), 0);
  }
  CHECK_EQ_INT(status, NUT_OK);
}

int main(void)
{
  unit_begin("without memory no rules are loaded, and nothing is kept");
  check_loading(false, 1000);
  check_loading(true, 12);
  unit_end();
  unit_begin("without memory rules are not checked, listed or exported");
  for (size_t command = 0; command < COMMANDS; command++)
    check_command(command);
  unit_end();
  return unit_status();
}
