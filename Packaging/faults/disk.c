// A disk that can be watched and that fails on demand: preloaded (LD_PRELOAD) into a process of the tests, never part of the
// product. It sees every change below one directory, in the order in which it happened.
//
//   SEHAT_DISK_DIRECTORY  the directory that is watched, as a full path
//   SEHAT_DISK_LOG        where the changes are recorded, see `struct record`; without it nothing is recorded
//   SEHAT_DISK_CONTROL    a file of 64 bytes, see `struct control`, through which a test makes calls fail while the process runs
//
// Shared-memory files (`-shm`) are left out: SQLite makes them anew after a crash.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE = 1, SYNC = 2, TRUNCATE = 4, RENAME = 8, UNLINK = 16, CREATE = 32 };

// What a test sets and reads; both sides map it.
struct control {
    uint64_t kinds;    // bits of `enum kind`: which calls are counted
    uint64_t fail_at;  // the number of the call that fails, from 1; 0 for none
    uint64_t error;    // its errno
    uint64_t sticky;   // not 0: every later call fails as well
    uint64_t counted;
    uint64_t failed;
    uint64_t unused[2];
};

// One change; `first` and `second` bytes of paths and `length` bytes of data (writes only) follow.
struct record {
    uint32_t type;  // O open, W write, S sync, T truncate, R rename, U unlink, M mkdir, D rmdir, L link, K link of a handle
    uint32_t handle;
    uint64_t offset;  // of a write; of an open: bits 1 may create, 2 cuts to nothing, 4 a directory, 8 without a name
    uint64_t length;  // of a write; of a truncate: the new size, with `offset` 1 when it only ever grows
    uint32_t first, second;
};

#define DESCRIPTORS 65536
static uint32_t handles[DESCRIPTORS];
static uint32_t last_handle;
static char root[PATH_MAX];
static size_t root_length;
static int log_descriptor = -1;
static struct control *control;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define CALL(result, name, ...) static __typeof__(&name) real_##name; if (!real_##name) real_##name = REAL(name); result = real_##name(__VA_ARGS__)

__attribute__((constructor)) static void begin(void) {
    const char *directory = getenv("SEHAT_DISK_DIRECTORY"), *log = getenv("SEHAT_DISK_LOG"), *file = getenv("SEHAT_DISK_CONTROL");
    if (!directory || strlen(directory) >= sizeof root) return;
    strcpy(root, directory);
    root_length = strlen(root);
    if (log) log_descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (!file) return;
    int descriptor = open(file, O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return;
    void *map = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (map != MAP_FAILED) control = map;
    close(descriptor);
}

// Whether a path is below the watched directory; `full` is then the path without it ("" for the directory itself).
static int watched(int directory, const char *path, char *full) {
    char text[PATH_MAX];
    if (!root_length || !path) return 0;
    if (path[0] == '/') {
        if (strlen(path) >= sizeof text) return 0;
        strcpy(text, path);
    } else {
        char base[PATH_MAX], name[64];
        snprintf(name, sizeof name, directory == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", directory);
        ssize_t count = readlink(name, base, sizeof base - 1);
        if (count < 0) return 0;
        base[count] = 0;
        if ((size_t)snprintf(text, sizeof text, "%s/%s", base, path) >= sizeof text) return 0;
    }
    size_t length = strlen(text);
    while (length > 1 && text[length - 1] == '/') text[--length] = 0;
    if (strncmp(text, root, root_length) || (text[root_length] && text[root_length] != '/')) return 0;
    if (length > 4 && !strcmp(text + length - 4, "-shm")) return 0;
    strcpy(full, text + root_length + (text[root_length] == '/'));
    return 1;
}

static uint32_t handle_of(int descriptor) {
    return descriptor >= 0 && descriptor < DESCRIPTORS ? handles[descriptor] : 0;
}

// Counts a call; not 0 when it must fail, with errno set.
static int fails(enum kind kind) {
    if (!control || !(control->kinds & kind)) return 0;
    uint64_t number = ++control->counted;
    if (!control->fail_at || (control->sticky ? number < control->fail_at : number != control->fail_at)) return 0;
    control->failed++;
    errno = (int)control->error;
    return 1;
}

static void put(const void *bytes, size_t count) {
    static __typeof__(&write) real;
    if (!real) real = REAL(write);
    for (const char *at = bytes; count > 0;) {
        ssize_t done = real(log_descriptor, at, count);
        if (done <= 0) abort();
        at += done;
        count -= (size_t)done;
    }
}

static void note(uint32_t type, uint32_t handle, uint64_t offset, uint64_t length, const char *first, const char *second, const void *data) {
    if (log_descriptor < 0) return;
    int kept = errno;
    struct record head = {type, handle, offset, length, first ? (uint32_t)strlen(first) : 0, second ? (uint32_t)strlen(second) : 0};
    size_t size = sizeof head + head.first + head.second + (data ? length : 0);
    char *whole = malloc(size), *at = whole;
    if (!whole) abort();
    memcpy(at, &head, sizeof head), at += sizeof head;
    if (first) memcpy(at, first, head.first), at += head.first;
    if (second) memcpy(at, second, head.second), at += head.second;
    if (data) memcpy(at, data, length);
    put(whole, size);
    free(whole);
    errno = kept;
}

static void opened(int descriptor, const char *path, int flags) {
    if (descriptor < 0 || descriptor >= DESCRIPTORS) return;
    struct stat facts;
    int nameless = (flags & O_TMPFILE) == O_TMPFILE;
    int folder = !nameless && fstat(descriptor, &facts) == 0 && S_ISDIR(facts.st_mode);
    handles[descriptor] = ++last_handle;
    uint64_t bits = (flags & O_CREAT ? 1 : 0) | (flags & O_TRUNC ? 2 : 0) | (folder ? 4 : 0) | (nameless ? 8 : 0);
    note('O', last_handle, bits, 0, path, NULL, NULL);
}

static int open_any(int directory, const char *path, int flags, mode_t mode) {
    static int (*real)(int, const char *, int, ...);
    if (!real) real = dlsym(RTLD_NEXT, "openat");
    char full[PATH_MAX];
    if (!watched(directory, path, full)) return real(directory, path, flags, mode);
    pthread_mutex_lock(&lock);
    int result = (flags & (O_CREAT | O_TRUNC)) && fails(CREATE) ? -1 : real(directory, path, flags, mode);
    opened(result, full, flags);
    pthread_mutex_unlock(&lock);
    return result;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); }
int open(const char *path, int flags, ...) { MODE(flags) return open_any(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_any(AT_FDCWD, path, flags, mode); }
int openat(int directory, const char *path, int flags, ...) { MODE(flags) return open_any(directory, path, flags, mode); }
int openat64(int directory, const char *path, int flags, ...) { MODE(flags) return open_any(directory, path, flags, mode); }
int creat(const char *path, mode_t mode) { return open_any(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode); }

int mkostemp(char *path, int flags) {
    char full[PATH_MAX];
    int result, is = watched(AT_FDCWD, path, full);
    pthread_mutex_lock(&lock);
    if (is && fails(CREATE)) result = -1;
    else { CALL(result, mkostemp, path, flags); }
    if (is && result >= 0 && watched(AT_FDCWD, path, full)) opened(result, full, O_CREAT);
    pthread_mutex_unlock(&lock);
    return result;
}
int mkstemp(char *path) { return mkostemp(path, 0); }

int close(int descriptor) {
    int result;
    if (handle_of(descriptor)) handles[descriptor] = 0;
    CALL(result, close, descriptor);
    return result;
}

static int copied(int from, int to) {
    if (to >= 0 && to < DESCRIPTORS) handles[to] = handle_of(from);
    return to;
}
int dup(int descriptor) { int result; CALL(result, dup, descriptor); return copied(descriptor, result); }
int dup2(int from, int to) { int result; CALL(result, dup2, from, to); return copied(from, result); }
int dup3(int from, int to, int flags) { int result; CALL(result, dup3, from, to, flags); return copied(from, result); }

static ssize_t write_at(int descriptor, const void *bytes, size_t count, off64_t offset, int moves) {
    ssize_t result;
    uint32_t handle = handle_of(descriptor);
    if (handle) {
        pthread_mutex_lock(&lock);
        if (fails(WRITE)) {
            pthread_mutex_unlock(&lock);
            return -1;
        }
        if (moves) {
            struct stat facts;
            int appends = fcntl(descriptor, F_GETFL) & O_APPEND && fstat(descriptor, &facts) == 0;
            offset = appends ? facts.st_size : lseek(descriptor, 0, SEEK_CUR);
        }
    }
    if (moves) { CALL(result, write, descriptor, bytes, count); }
    else { CALL(result, pwrite64, descriptor, bytes, count, offset); }
    if (handle) {
        if (result > 0) note('W', handle, (uint64_t)offset, (uint64_t)result, NULL, NULL, bytes);
        pthread_mutex_unlock(&lock);
    }
    return result;
}
ssize_t write(int descriptor, const void *bytes, size_t count) { return write_at(descriptor, bytes, count, 0, 1); }
ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) { return write_at(descriptor, bytes, count, offset, 0); }
ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) { return write_at(descriptor, bytes, count, offset, 0); }

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    ssize_t result, sum = 0;
    if (!handle_of(descriptor)) { CALL(result, writev, descriptor, parts, count); return result; }
    for (int index = 0; index < count; index++) {
        result = write(descriptor, parts[index].iov_base, parts[index].iov_len);
        if (result < 0) return sum ? sum : -1;
        sum += result;
        if ((size_t)result < parts[index].iov_len) break;
    }
    return sum;
}

ssize_t sendfile(int to, int from, off_t *offset, size_t count) {
    ssize_t result;
    if (!handle_of(to)) { CALL(result, sendfile, to, from, offset, count); return result; }
    char buffer[65536];
    if (count > sizeof buffer) count = sizeof buffer;
    result = offset ? pread(from, buffer, count, *offset) : read(from, buffer, count);
    if (result > 0) result = write(to, buffer, (size_t)result);
    if (result > 0 && offset) *offset += result;
    return result;
}

#define ON_HANDLE(kind, call, type, offset, length) \
    int result; \
    uint32_t handle = handle_of(descriptor); \
    if (!handle) { call; return result; } \
    pthread_mutex_lock(&lock); \
    if (fails(kind)) result = -1; \
    else { call; if (result == 0) note(type, handle, offset, length, NULL, NULL, NULL); } \
    pthread_mutex_unlock(&lock); \
    return result;
int fsync(int descriptor) { ON_HANDLE(SYNC, CALL(result, fsync, descriptor), 'S', 0, 0) }
int fdatasync(int descriptor) { ON_HANDLE(SYNC, CALL(result, fdatasync, descriptor), 'S', 0, 0) }
int ftruncate(int descriptor, off_t size) { ON_HANDLE(TRUNCATE, CALL(result, ftruncate, descriptor, size), 'T', 0, (uint64_t)size) }
int ftruncate64(int descriptor, off64_t size) { ON_HANDLE(TRUNCATE, CALL(result, ftruncate64, descriptor, size), 'T', 0, (uint64_t)size) }
static int allocate(int descriptor, off_t offset, off_t length) {
    ON_HANDLE(WRITE, CALL(result, posix_fallocate, descriptor, offset, length), 'T', 1, (uint64_t)(offset + length))
}
// It returns the error and leaves errno alone.
int posix_fallocate(int descriptor, off_t offset, off_t length) { int result = allocate(descriptor, offset, length); return result < 0 ? errno : result; }

// `first` and `second` fill in `one` and `two`, and say whether they are watched.
#define ON_PATHS(kind, first, second, call, type) \
    char one[PATH_MAX] = "", two[PATH_MAX] = ""; \
    int result, is = first; \
    if (second) is = 1; \
    if (!is) { call; return result; } \
    pthread_mutex_lock(&lock); \
    if (fails(kind)) result = -1; \
    else { call; if (result == 0) note(type, 0, 0, 0, one, two, NULL); } \
    pthread_mutex_unlock(&lock); \
    return result;
int rename(const char *from, const char *to) {
    ON_PATHS(RENAME, watched(AT_FDCWD, from, one), watched(AT_FDCWD, to, two), CALL(result, rename, from, to), 'R')
}
int renameat(int fd1, const char *from, int fd2, const char *to) {
    ON_PATHS(RENAME, watched(fd1, from, one), watched(fd2, to, two), CALL(result, renameat, fd1, from, fd2, to), 'R')
}
int renameat2(int fd1, const char *from, int fd2, const char *to, unsigned flags) {
    ON_PATHS(RENAME, watched(fd1, from, one), watched(fd2, to, two), CALL(result, renameat2, fd1, from, fd2, to, flags), 'R')
}
int unlink(const char *path) { ON_PATHS(UNLINK, watched(AT_FDCWD, path, one), 0, CALL(result, unlink, path), 'U') }
int unlinkat(int fd, const char *path, int flags) {
    ON_PATHS(UNLINK, watched(fd, path, one), 0, CALL(result, unlinkat, fd, path, flags), flags & AT_REMOVEDIR ? 'D' : 'U')
}
int remove(const char *path) { ON_PATHS(UNLINK, watched(AT_FDCWD, path, one), 0, CALL(result, remove, path), 'U') }
int rmdir(const char *path) { ON_PATHS(UNLINK, watched(AT_FDCWD, path, one), 0, CALL(result, rmdir, path), 'D') }
int mkdir(const char *path, mode_t mode) { ON_PATHS(CREATE, watched(AT_FDCWD, path, one), 0, CALL(result, mkdir, path, mode), 'M') }
int mkdirat(int fd, const char *path, mode_t mode) { ON_PATHS(CREATE, watched(fd, path, one), 0, CALL(result, mkdirat, fd, path, mode), 'M') }

static int link_any(int fd1, const char *from, int fd2, const char *to, int flags) {
    static __typeof__(&linkat) real;
    if (!real) real = REAL(linkat);
    char one[PATH_MAX] = "", two[PATH_MAX];
    if (!watched(fd2, to, two)) return real(fd1, from, fd2, to, flags);
    uint32_t handle = strncmp(from, "/proc/self/fd/", 14) ? 0 : handle_of(atoi(from + 14));
    watched(fd1, from, one);
    pthread_mutex_lock(&lock);
    int result = fails(CREATE) ? -1 : real(fd1, from, fd2, to, flags);
    if (result == 0) note(handle ? 'K' : 'L', handle, 0, 0, one, two, NULL);
    pthread_mutex_unlock(&lock);
    return result;
}
int linkat(int fd1, const char *from, int fd2, const char *to, int flags) { return link_any(fd1, from, fd2, to, flags); }
int link(const char *from, const char *to) { return link_any(AT_FDCWD, from, AT_FDCWD, to, 0); }
