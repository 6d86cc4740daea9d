/* The zone in which a time is shown. */
#define _GNU_SOURCE
#include "keyrite.h"

#include <stdlib.h>
#include <time.h>

/* TZ may say anything; no place is further from UTC. */
#define MOST (18L * 60 * 60)

int keyrite_seconds_ahead(int64_t seconds) {
  time_t moment = (time_t)seconds;
  struct tm shown;
  tzset();
  if (localtime_r(&moment, &shown) == NULL || labs(shown.tm_gmtoff) > MOST) {
    return 0;
  }
  return (int)shown.tm_gmtoff;
}
