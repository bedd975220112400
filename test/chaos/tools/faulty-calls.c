// Loaded in front of the C library: the n-th call of one kind on files whose path holds a text fails,
// or ends the process. By the environment:
//   FAULT_CALL   write, fsync or open
//   FAULT_PATH   part of the path of the file
//   FAULT_AT     number of the first call that is hit, from 1
//   FAULT_DO     EIO, ENOSPC, EMFILE or KILL
//   FAULT_LOG    file that gets one byte for each call that matches
//   FAULT_CLOCK  seconds to add to the clock of the day
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static long seen = 0;

static const char *setting(const char *name) {
  const char *value = getenv(name);
  return value == NULL ? "" : value;
}

static int is_path(const char *path) {
  const char *part = setting("FAULT_PATH");
  return *part != 0 && strstr(path, part) != NULL;
}

static int is_file(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_path(path);
}

// Whether this call is hit; errno is set.
static int hit(const char *call) {
  if (strcmp(setting("FAULT_CALL"), call) != 0) return 0;
  long number = __sync_add_and_fetch(&seen, 1);
  const char *log = setting("FAULT_LOG");
  if (*log != 0) {
    int fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CREAT, 0644);
    if (fd >= 0) {
      syscall(SYS_write, fd, ".", 1);
      syscall(SYS_close, fd);
    }
  }
  if (number < atol(setting("FAULT_AT"))) return 0;
  const char *what = setting("FAULT_DO");
  if (strcmp(what, "KILL") == 0) kill(getpid(), SIGKILL);
  errno = strcmp(what, "ENOSPC") == 0 ? ENOSPC : strcmp(what, "EMFILE") == 0 ? EMFILE : EIO;
  return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t count) {
  if (is_file(fd) && hit("write")) return -1;
  return NEXT(write)(fd, bytes, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  if (is_file(fd) && hit("write")) return -1;
  return NEXT(pwrite)(fd, bytes, count, offset);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  if (is_file(fd) && hit("write")) return -1;
  return NEXT(pwrite64)(fd, bytes, count, offset);
}
int fsync(int fd) {
  if (is_file(fd) && hit("fsync")) return -1;
  return NEXT(fsync)(fd);
}
int fdatasync(int fd) {
  if (is_file(fd) && hit("fsync")) return -1;
  return NEXT(fdatasync)(fd);
}

static mode_t mode_of(int flags, va_list rest) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
}
int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = mode_of(flags, rest);
  va_end(rest);
  if (is_path(path) && hit("open")) return -1;
  return NEXT(open)(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = mode_of(flags, rest);
  va_end(rest);
  if (is_path(path) && hit("open")) return -1;
  return NEXT(open64)(path, flags, mode);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = NEXT(clock_gettime)(clock, now);
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) {
    now->tv_sec += atol(setting("FAULT_CLOCK"));
  }
  return result;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int result = NEXT(gettimeofday)(now, zone);
  now->tv_sec += atol(setting("FAULT_CLOCK"));
  return result;
}
