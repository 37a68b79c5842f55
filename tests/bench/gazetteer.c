/* How long opening the index of places takes.
 *
 *     gazetteer INDEX DATA RUNS
 *
 * One line a run: nanoseconds from the call to its return, the comparison
 * with the tables in DATA included. */
#include "resolve/gazetteer.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static long long now(void)
{
  struct timespec time;
  (void)clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv)
{
  long runs = argc > 3 ? strtol(argv[3], NULL, 10) : 0;
  if (runs < 1) {
    fputs("usage: gazetteer INDEX DATA RUNS\n", stderr);
    return 2;
  }
  for (long i = 0; i < runs; i++) {
    struct nut_gazetteer *gazetteer = NULL;
    long long start = now();
    if (nut_gazetteer_open(NULL, argv[1], argv[2], NULL, &gazetteer)
        != NUT_OK)
      return 1;
    printf("%lld\n", now() - start);
    nut_gazetteer_free(gazetteer);
  }
  return 0;
}
