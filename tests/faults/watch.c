/* What a process changes on disk under one folder, call by call; preloaded before the C library.
 *
 * Every call that creates, writes, cuts, moves, removes or syncs something under MITHAQ_FAULTS_ROOT is done under one
 * lock and then told in a record of MITHAQ_FAULTS_LOG, so that the order of records is the order in which things
 * happened. Files are known by their inode: descriptors may be duplicated, passed on and closed, and files moved while
 * they are open, without anything being missed. `log.rs` reads the records; their form stands at `tell`.
 *
 * Switches: MITHAQ_FAULTS_FULL=k, from the k-th call that needs room on the disk is full (a write is first cut short);
 * MITHAQ_FAULTS_KILL=k, the process is killed by SIGKILL before its k-th call that changes or syncs something.
 *
 * What a program says on its standard output is told as a record without bytes: from then on somebody knows.
 *
 * Real calls are made by number, so that no other library's wrapper comes between. What is not covered is told, as a
 * record of kind X, and the tests fail on it: shared writable mappings (but for SQLite's `-shm`, which a restart makes
 * anew), exchanges, temporary files without a name, descriptors that write through. Not told, because nothing of ours
 * does it: io_uring, splice, a program that makes its system calls itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define EXPORTED __attribute__((visibility("default")))
#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE 1
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_length;
static int log_file = -1;
static long full_from, kill_at, calls, growing;
static int cut_short;

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("MITHAQ_FAULTS_ROOT"), *log = getenv("MITHAQ_FAULTS_LOG");
  const char *full = getenv("MITHAQ_FAULTS_FULL"), *killed = getenv("MITHAQ_FAULTS_KILL");
  if (!folder || !log || !realpath(folder, root)) return;
  root_length = strlen(root);
  log_file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  /* Far from the descriptors that a program counts on. */
  int far = (int)syscall(SYS_fcntl, log_file, F_DUPFD_CLOEXEC, 900);
  if (far >= 0) { syscall(SYS_close, log_file); log_file = far; }
  full_from = full ? atol(full) : 0;
  kill_at = killed ? atol(killed) : 0;
}

/* ---- names ---- */

/* The name below the root of a path, or nothing. */
static const char *below(int folder, const char *path, char *out) {
  char joined[2 * PATH_MAX + 2];
  if (log_file < 0 || !path) return NULL;
  if (path[0] == '/') {
    snprintf(joined, sizeof joined, "%s", path);
  } else {
    char from[PATH_MAX];
    if (folder == AT_FDCWD) {
      if (syscall(SYS_getcwd, from, sizeof from) < 0) return NULL;
    } else {
      char link[64];
      snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
      ssize_t length = readlink(link, from, sizeof from - 1);
      if (length < 0) return NULL;
      from[length] = 0;
    }
    snprintf(joined, sizeof joined, "%s/%s", from, path);
  }
  size_t end = 0;
  char *rest = NULL;
  for (char *part = strtok_r(joined, "/", &rest); part; part = strtok_r(NULL, "/", &rest)) {
    if (!strcmp(part, ".")) continue;
    if (!strcmp(part, "..")) { while (end && out[--end] != '/') {} out[end] = 0; continue; }
    size_t length = strlen(part);
    if (end + length + 2 > PATH_MAX) return NULL;
    out[end++] = '/';
    memcpy(out + end, part, length + 1);
    end += length;
  }
  if (!end) return NULL;
  if (strncmp(out, root, root_length) || (out[root_length] && out[root_length] != '/')) return NULL;
  /* The store beside the store in which a delivery is foretold: nothing of it is ever looked at again. */
  if (strstr(out + root_length, "/.foretold-")) return NULL;
  return out[root_length] ? out + root_length + 1 : out + root_length;
}

/* The same of an open file. One that was removed meanwhile keeps its name with an ending. */
static const char *open_below(int file, char *out) {
  char link[64], path[PATH_MAX];
  if (log_file < 0 || file < 0 || file == log_file) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0 || path[0] != '/') return NULL;
  path[length] = 0;
  return below(AT_FDCWD, path, out);
}

/* ---- records ---- */

static uint64_t changed(const char *name) {
  char path[2 * PATH_MAX];
  struct stat is;
  const char *end = name ? strrchr(name, '/') : NULL;
  if (!name) return 0;
  snprintf(path, sizeof path, "%s/%.*s", root, end ? (int)(end - name) : 0, name);
  if (stat(path, &is)) return 0;
  return (uint64_t)is.st_mtim.tv_sec * 1000000000u + (uint64_t)is.st_mtim.tv_nsec;
}

/* Length of the rest; kind; inode; place; when the folders of both names changed (nanoseconds); lengths of the names and
 * of the bytes; names; bytes. All numbers little endian. */
static void tell(char kind, uint64_t inode, uint64_t place, const char *one, const char *other, const void *bytes,
                 size_t length) {
  int kept = errno;
  struct { uint64_t inode, place, changed_one, changed_other; uint32_t one, other; uint64_t bytes; } head = {
      inode, place, kind == 'W' || kind == 'S' ? 0 : changed(one), changed(other),
      one ? (uint32_t)strlen(one) : 0, other ? (uint32_t)strlen(other) : 0, length};
  uint64_t whole = 1 + sizeof head + head.one + head.other + length;
  struct iovec parts[] = {{&whole, 8}, {&kind, 1}, {&head, sizeof head}, {(void *)one, head.one},
                          {(void *)other, head.other}, {(void *)bytes, length}};
  if (syscall(SYS_writev, log_file, parts, 6) != (long)(8 + whole)) abort();
  errno = kept;
}

static void uncovered(const char *what, const char *name) { tell('X', 0, 0, name, NULL, what, strlen(what)); }

/* Before a call that changes something; whether the disk is full. */
static int begins(int grows) {
  calls++;
  if (kill_at && calls >= kill_at) {
    tell('K', 0, (uint64_t)calls, NULL, NULL, NULL, 0);
    syscall(SYS_kill, getpid(), SIGKILL);
  }
  if (!grows) return 0;
  growing++;
  if (!full_from || growing < full_from) return 0;
  tell('F', 0, (uint64_t)growing, NULL, NULL, NULL, 0);
  errno = ENOSPC;
  return 1;
}

static uint64_t inode_of(int file) {
  struct stat is;
  return fstat(file, &is) ? 0 : is.st_ino;
}

/* ---- opening ---- */

static int opening(int folder, const char *path, int flags, mode_t mode) {
  char kept[PATH_MAX];
  const char *name = flags & (O_CREAT | O_TRUNC | O_SYNC | O_DSYNC | O_DIRECT) || (flags & O_TMPFILE) == O_TMPFILE
                         ? below(folder, path, kept)
                         : NULL;
  if (!name) return (int)syscall(SYS_openat, folder, path, flags, mode);
  pthread_mutex_lock(&lock);
  struct stat was;
  int missing = fstatat(folder, path, &was, AT_SYMLINK_NOFOLLOW) != 0, file = -1;
  int cuts = !missing && (flags & O_TRUNC) && S_ISREG(was.st_mode) && was.st_size > 0;
  if ((flags & O_TMPFILE) == O_TMPFILE) uncovered("a file without a name", name);
  if (flags & (O_SYNC | O_DSYNC | O_DIRECT)) uncovered("writing through", name);
  if (!((missing && flags & O_CREAT) || cuts) || !begins(missing)) {
    file = (int)syscall(SYS_openat, folder, path, flags, mode);
    if (file >= 0 && missing && flags & O_CREAT) tell('N', inode_of(file), 0, name, NULL, NULL, 0);
    if (file >= 0 && cuts) tell('T', inode_of(file), 0, name, NULL, NULL, 0);
  }
  pthread_mutex_unlock(&lock);
  return file;
}

#define MODE_OF(flags) \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | __O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

EXPORTED int open(const char *path, int flags, ...) { MODE_OF(flags) return opening(AT_FDCWD, path, flags, mode); }
EXPORTED int open64(const char *path, int flags, ...) { MODE_OF(flags) return opening(AT_FDCWD, path, flags, mode); }
EXPORTED int openat(int in, const char *path, int flags, ...) { MODE_OF(flags) return opening(in, path, flags, mode); }
EXPORTED int openat64(int in, const char *path, int flags, ...) { MODE_OF(flags) return opening(in, path, flags, mode); }
EXPORTED int __open_2(const char *path, int flags) { return opening(AT_FDCWD, path, flags, 0); }
EXPORTED int __open64_2(const char *path, int flags) { return opening(AT_FDCWD, path, flags, 0); }
EXPORTED int creat(const char *path, mode_t mode) { return opening(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
EXPORTED int creat64(const char *path, mode_t mode) { return creat(path, mode); }

/* ---- writing ---- */

/* Writes parts at a place, or where the file stands when that is negative. */
static ssize_t writing(int file, const struct iovec *parts, int count, off_t place) {
  char kept[PATH_MAX];
  const char *name = open_below(file, kept);
  if (!name) {
    ssize_t told = place < 0 ? syscall(SYS_writev, file, parts, count)
                             : syscall(SYS_pwritev, file, parts, count, place, 0);
    if (file == STDOUT_FILENO && told > 0 && log_file >= 0) {
      pthread_mutex_lock(&lock);
      tell('A', 0, 0, NULL, NULL, NULL, 0);
      pthread_mutex_unlock(&lock);
    }
    return told;
  }
  pthread_mutex_lock(&lock);
  ssize_t done = -1;
  size_t length = 0;
  for (int i = 0; i < count; i++) length += parts[i].iov_len;
  char *bytes = malloc(length + 1), *to = bytes;
  for (int i = 0; i < count; i++) { memcpy(to, parts[i].iov_base, parts[i].iov_len); to += parts[i].iov_len; }
  int full = begins(1);
  if (full && !cut_short && length > 1) { full = 0; length /= 2; }
  if (full_from && growing >= full_from) cut_short = 1;
  if (!full) {
    struct stat is;
    int appends = (int)syscall(SYS_fcntl, file, F_GETFL) & O_APPEND;
    off_t at = place >= 0 ? place : appends ? (fstat(file, &is) ? 0 : is.st_size) : lseek(file, 0, SEEK_CUR);
    done = place < 0 ? syscall(SYS_write, file, bytes, length) : syscall(SYS_pwrite64, file, bytes, length, place);
    if (done > 0) tell('W', inode_of(file), (uint64_t)at, name, NULL, bytes, (size_t)done);
  }
  int error = errno;
  free(bytes);
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}

EXPORTED ssize_t write(int file, const void *bytes, size_t length) {
  struct iovec one = {(void *)bytes, length};
  return writing(file, &one, 1, -1);
}
EXPORTED ssize_t pwrite(int file, const void *bytes, size_t length, off_t place) {
  struct iovec one = {(void *)bytes, length};
  return writing(file, &one, 1, place);
}
EXPORTED ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t place) {
  return pwrite(file, bytes, length, place);
}
EXPORTED ssize_t writev(int file, const struct iovec *parts, int count) { return writing(file, parts, count, -1); }
EXPORTED ssize_t pwritev(int file, const struct iovec *parts, int count, off_t place) {
  return writing(file, parts, count, place);
}
EXPORTED ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t place) {
  return writing(file, parts, count, place);
}

/* Copies through memory: what then was written is told as any write. */
static ssize_t copying(int from, off64_t *from_place, int to, off64_t *to_place, size_t length) {
  char bytes[1 << 16];
  if (length > sizeof bytes) length = sizeof bytes;
  ssize_t read_bytes = from_place ? syscall(SYS_pread64, from, bytes, length, *from_place)
                                  : syscall(SYS_read, from, bytes, length);
  if (read_bytes <= 0) return read_bytes;
  struct iovec one = {bytes, (size_t)read_bytes};
  ssize_t done = writing(to, &one, 1, to_place ? *to_place : -1);
  if (done > 0 && from_place) *from_place += done;
  if (done > 0 && to_place) *to_place += done;
  return done;
}

EXPORTED ssize_t copy_file_range(int from, off64_t *from_place, int to, off64_t *to_place, size_t length, unsigned flags) {
  char kept[PATH_MAX];
  if (open_below(to, kept)) return copying(from, from_place, to, to_place, length);
  return syscall(SYS_copy_file_range, from, from_place, to, to_place, length, flags);
}
EXPORTED ssize_t sendfile(int to, int from, off_t *place, size_t length) {
  char kept[PATH_MAX];
  if (open_below(to, kept)) return copying(from, place, to, NULL, length);
  return syscall(SYS_sendfile, to, from, place, length);
}
EXPORTED ssize_t sendfile64(int to, int from, off64_t *place, size_t length) { return sendfile(to, from, place, length); }

static int sizing(int file, off_t length, int only_grows, int mode) {
  char kept[PATH_MAX];
  const char *name = open_below(file, kept);
  long done = -1;
  if (!name) {
    return (int)(only_grows ? syscall(SYS_fallocate, file, mode, 0, length) : syscall(SYS_ftruncate, file, length));
  }
  pthread_mutex_lock(&lock);
  struct stat is;
  off_t before = fstat(file, &is) ? 0 : is.st_size;
  if (mode) uncovered("a hole", name);
  if (!begins(length > before)) {
    done = only_grows ? syscall(SYS_fallocate, file, mode, 0, length) : syscall(SYS_ftruncate, file, length);
    if (!done && (!only_grows || length > before)) tell('T', inode_of(file), (uint64_t)length, name, NULL, NULL, 0);
  }
  pthread_mutex_unlock(&lock);
  return (int)done;
}

EXPORTED int ftruncate(int file, off_t length) { return sizing(file, length, 0, 0); }
EXPORTED int ftruncate64(int file, off64_t length) { return sizing(file, length, 0, 0); }
EXPORTED int fallocate(int file, int mode, off_t from, off_t length) { return sizing(file, from + length, 1, mode); }
EXPORTED int fallocate64(int file, int mode, off64_t from, off64_t length) { return sizing(file, from + length, 1, mode); }
EXPORTED int posix_fallocate(int file, off_t from, off_t length) { return sizing(file, from + length, 1, 0) ? errno : 0; }
EXPORTED int posix_fallocate64(int file, off64_t from, off64_t length) { return posix_fallocate(file, from, length); }
EXPORTED int truncate(const char *path, off_t length) {
  int file = open(path, O_WRONLY);
  if (file < 0) return -1;
  int done = ftruncate(file, length);
  close(file);
  return done;
}
EXPORTED int truncate64(const char *path, off64_t length) { return truncate(path, length); }

EXPORTED void *mmap(void *at, size_t length, int rights, int flags, int file, off_t place) {
  char kept[PATH_MAX];
  int shares = file >= 0 && (flags & MAP_SHARED) && (rights & PROT_WRITE);
  const char *name = shares ? open_below(file, kept) : NULL;
  if (name && (strlen(name) < 4 || strcmp(name + strlen(name) - 4, "-shm"))) uncovered("a shared mapping", name);
  return (void *)syscall(SYS_mmap, at, length, rights, flags, file, place);
}
EXPORTED void *mmap64(void *at, size_t length, int rights, int flags, int file, off64_t place) {
  return mmap(at, length, rights, flags, file, place);
}

/* ---- names that come, move and go ---- */

static int naming(char kind, int in, const char *path, int other_in, const char *other_path, unsigned flags, mode_t mode) {
  char kept[PATH_MAX], other_kept[PATH_MAX];
  const char *name = below(in, path, kept), *other = below(other_in, other_path, other_kept);
  int ours = name || other, both = !other_path || (name && other);
  struct stat is = {0};
  long done = -1;
  if (ours) pthread_mutex_lock(&lock);
  if (ours && !both) uncovered("across the edge of the folder", name ? name : other);
  if (!ours || !begins(kind == 'R' || kind == 'L' || kind == 'M')) {
    switch (kind) {
      case 'R': done = syscall(SYS_renameat2, in, path, other_in, other_path, flags); break;
      case 'L': done = syscall(SYS_linkat, in, path, other_in, other_path, flags); break;
      case 'M': done = syscall(SYS_mkdirat, in, path, mode); break;
      default: done = syscall(SYS_unlinkat, in, path, flags);
    }
    if (ours && !done) {
      if (kind == 'R' && (flags & ~(unsigned)RENAME_NOREPLACE)) uncovered("an exchange", name);
      int error = errno;
      if (kind != 'U') fstatat(other ? other_in : in, other ? other_path : path, &is, AT_SYMLINK_NOFOLLOW);
      errno = error;
      tell(kind, is.st_ino, 0, name, other, NULL, 0);
    }
  }
  if (ours) pthread_mutex_unlock(&lock);
  return (int)done;
}

EXPORTED int rename(const char *one, const char *other) { return naming('R', AT_FDCWD, one, AT_FDCWD, other, 0, 0); }
EXPORTED int renameat(int in, const char *one, int at, const char *other) { return naming('R', in, one, at, other, 0, 0); }
EXPORTED int renameat2(int in, const char *one, int at, const char *other, unsigned flags) {
  return naming('R', in, one, at, other, flags, 0);
}
EXPORTED int link(const char *one, const char *other) { return naming('L', AT_FDCWD, one, AT_FDCWD, other, 0, 0); }
EXPORTED int linkat(int in, const char *one, int at, const char *other, int flags) {
  return naming('L', in, one, at, other, (unsigned)flags, 0);
}
EXPORTED int unlink(const char *path) { return naming('U', AT_FDCWD, path, AT_FDCWD, NULL, 0, 0); }
EXPORTED int unlinkat(int in, const char *path, int flags) { return naming('U', in, path, AT_FDCWD, NULL, (unsigned)flags, 0); }
EXPORTED int rmdir(const char *path) { return naming('U', AT_FDCWD, path, AT_FDCWD, NULL, AT_REMOVEDIR, 0); }
EXPORTED int remove(const char *path) {
  int done = unlink(path);
  return done && errno == EISDIR ? rmdir(path) : done;
}
EXPORTED int mkdir(const char *path, mode_t mode) { return naming('M', AT_FDCWD, path, AT_FDCWD, NULL, 0, mode); }
EXPORTED int mkdirat(int in, const char *path, mode_t mode) { return naming('M', in, path, AT_FDCWD, NULL, 0, mode); }
EXPORTED int symlinkat(const char *to, int in, const char *path) {
  char kept[PATH_MAX];
  const char *name = below(in, path, kept);
  if (name) uncovered("a symbolic link", name);
  return (int)syscall(SYS_symlinkat, to, in, path);
}
EXPORTED int symlink(const char *to, const char *path) { return symlinkat(to, AT_FDCWD, path); }

/* ---- syncs ---- */

static int syncing(int file, long number) {
  char kept[PATH_MAX];
  const char *name = open_below(file, kept);
  if (!name) return (int)syscall(number, file);
  pthread_mutex_lock(&lock);
  begins(0);
  int done = (int)syscall(number, file);
  if (!done) tell('S', inode_of(file), number == SYS_fdatasync, name, NULL, NULL, 0);
  pthread_mutex_unlock(&lock);
  return done;
}

EXPORTED int fsync(int file) { return syncing(file, SYS_fsync); }
EXPORTED int fdatasync(int file) { return syncing(file, SYS_fdatasync); }
/* Asks the disk to begin, and promises nothing: told to nobody. */
EXPORTED int sync_file_range(int file, off64_t from, off64_t length, unsigned flags) {
  return (int)syscall(SYS_sync_file_range, file, from, length, flags);
}
EXPORTED void sync(void) {
  if (log_file >= 0) uncovered("a sync of everything", "");
  syscall(SYS_sync);
}
EXPORTED int syncfs(int file) {
  char kept[PATH_MAX];
  const char *name = open_below(file, kept);
  if (name) uncovered("a sync of everything", name);
  return (int)syscall(SYS_syncfs, file);
}
