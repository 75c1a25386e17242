/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"

enum { BLOCK = 256 * 1024 };

struct zb_file_out {
    int fd;
    bool standard, failed;
    zb_buf pending;
    char *final, *temporary;
};

static atomic_uint_fast64_t writes;
static atomic_uint_fast64_t fail_at;

void zb_file_fail_at(uint64_t n) {
    atomic_store(&fail_at, n ? atomic_load(&writes) + n : 0);
}

static zb_status io_error(zb_error *err, const char *path, const char *what, int number) {
    const char *advice = "";
    if (number == ENOSPC) {
        advice = "; free some space and run again";
    } else if (number == EACCES || number == EPERM || number == EROFS) {
        advice = "; check the permissions";
    } else if (number == ENOENT) {
        advice = "; check the path";
    }
    zb_error_set(err, ZB_E_IO, "cannot %s: %s%s", what, strerror(number), advice);
    zb_error_input(err, zb_str_from(path));
    return ZB_E_IO;
}

static zb_status limit_error(zb_error *err, const char *path, size_t limit) {
    zb_error_set(err, ZB_E_LIMIT, "more than %zu bytes; split the file", limit);
    zb_error_input(err, zb_str_from(path));
    return ZB_E_LIMIT;
}

/* Room for what the file says of its size, which may be nothing (a pipe) or wrong. */
static zb_status make_room(zb_buf *out, int fd, const char *path, size_t limit, zb_error *err) {
    struct stat info;
    if (fstat(fd, &info) != 0) {
        return io_error(err, path, "read", errno);
    }
    if (S_ISDIR(info.st_mode)) {
        return io_error(err, path, "read", EISDIR);
    }
    if (info.st_size <= 0) {
        return ZB_OK;
    }
    if ((uintmax_t)info.st_size > limit) {
        return limit_error(err, path, limit);
    }
    size_t wanted = (size_t)info.st_size + 1;
    if (out->capacity < wanted) {
        char *grown = zb_mem_resize(out->p, wanted);
        if (!grown) {
            return zb_error_nomem(err);
        }
        out->p = grown;
        out->capacity = wanted;
    }
    return ZB_OK;
}

zb_str zb_file_name(zb_str path) {
    size_t slash = zb_str_rfind(path, ZB_STR("/"));
    zb_str name = slash == ZB_NOT_FOUND ? path : zb_str_sub(path, slash + 1, path.n);
    size_t dot = zb_str_rfind(name, ZB_STR("."));
    return dot == ZB_NOT_FOUND || dot == 0 ? name : zb_str_sub(name, 0, dot);
}

/* All that `fd` has; `path` is named in messages. */
static zb_status read_all(zb_buf *out, int fd, const char *path, size_t limit, zb_error *err) {
    zb_buf_clear(out);
    zb_status status = make_room(out, fd, path, limit, err);
    while (status == ZB_OK) {
        char block[BLOCK / 4];
        size_t room = out->capacity > out->n + 1 ? out->capacity - out->n - 1 : 0;
        char *into = room ? out->p + out->n : block;
        ssize_t got = read(fd, into, room ? room : sizeof block);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            status = io_error(err, path, "read", errno);
        } else if (got == 0) {
            break;
        } else if (room) {
            out->n += (size_t)got;
        } else {
            zb_buf_add(out, (zb_str){block, (size_t)got});
        }
        if (status == ZB_OK && out->failed) {
            status = zb_error_nomem(err);
        } else if (status == ZB_OK && out->n > limit) {
            status = limit_error(err, path, limit);
        }
    }
    if (out->p) {
        out->p[out->n] = '\0'; /* as every append leaves it */
    }
    return status;
}

zb_status zb_file_read(zb_buf *out, const char *path, size_t limit, zb_error *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        zb_buf_clear(out);
        return io_error(err, path, "read", errno);
    }
    zb_status status = read_all(out, fd, path, limit, err);
    close(fd);
    return status;
}

zb_status zb_file_read_standard(zb_buf *out, size_t limit, zb_error *err) {
    return read_all(out, STDIN_FILENO, "standard input", limit, err);
}

static void file_free(zb_file_out *file) {
    if (file) {
        if (file->fd >= 0 && !file->standard) {
            close(file->fd);
        }
        zb_buf_free(&file->pending);
        zb_mem_free(file->final);
        zb_mem_free(file->temporary);
        zb_mem_free(file);
    }
}

static char *temporary_name(const char *path) {
    static const char tail[] = ".zhibiao-XXXXXX";
    const char *slash = strrchr(path, '/');
    size_t folder = slash ? (size_t)(slash - path) + 1 : 0;
    size_t size = strlen(path) + sizeof tail + 2;
    char *name = zb_mem_get(size);
    if (name) {
        snprintf(name, size, "%.*s.%s%s", (int)folder, path, path + folder, tail);
    }
    return name;
}

zb_status zb_file_open(zb_file_out **out, const char *path, zb_error *err) {
    *out = NULL;
    zb_file_out *file = zb_mem_zero(1, sizeof *file);
    if (!file) {
        return zb_error_nomem(err);
    }
    file->fd = -1;
    if (!path || strcmp(path, "-") == 0) {
        file->standard = true;
        file->fd = STDOUT_FILENO;
        *out = file;
        return ZB_OK;
    }
    file->final = zb_mem_get(strlen(path) + 1);
    file->temporary = temporary_name(path);
    if (!file->final || !file->temporary) {
        file_free(file);
        return zb_error_nomem(err);
    }
    strcpy(file->final, path);
    struct stat info;
    if (stat(path, &info) == 0 && !S_ISREG(info.st_mode)) {
        /* a device or a pipe: nothing to rename */
        zb_mem_free(file->temporary);
        file->temporary = NULL;
        file->fd = open(path, O_WRONLY | O_CLOEXEC);
    } else {
        file->fd = mkstemp(file->temporary);
        if (file->fd >= 0) {
            mode_t mask = umask(0);
            umask(mask);
            (void)!fchmod(file->fd, 0666 & ~mask);
        }
    }
    if (file->fd < 0) {
        int number = errno;
        zb_mem_free(file->temporary);
        file->temporary = NULL;
        file_free(file);
        return io_error(err, path, "write", number);
    }
    *out = file;
    return ZB_OK;
}

const char *zb_file_temporary(const zb_file_out *file) {
    return file->temporary;
}

static const char *shown_name(const zb_file_out *file) {
    return file->final ? file->final : ZB_STANDARD_OUTPUT;
}

static zb_status write_all(zb_file_out *file, zb_str bytes, zb_error *err) {
    while (bytes.n) {
        uint64_t number = atomic_fetch_add(&writes, 1) + 1;
        ssize_t done;
        if (atomic_load(&fail_at) == number) {
            done = -1;
            errno = ENOSPC;
        } else {
            done = write(file->fd, bytes.p, bytes.n);
        }
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done < 0) {
            file->failed = true;
            return io_error(err, shown_name(file), "write", errno);
        }
        bytes.p += done;
        bytes.n -= (size_t)done;
    }
    return ZB_OK;
}

static zb_status flush(zb_file_out *file, zb_error *err) {
    zb_status status = write_all(file, zb_buf_str(&file->pending), err);
    zb_buf_clear(&file->pending);
    return status;
}

zb_status zb_file_write(zb_file_out *file, zb_str bytes, zb_error *err) {
    if (file->failed) {
        return zb_error_set(err, ZB_E_IO, "an earlier write failed");
    }
    if (file->pending.n + bytes.n > BLOCK) {
        zb_status status = flush(file, err);
        if (status != ZB_OK) {
            return status;
        }
        if (bytes.n > BLOCK) {
            return write_all(file, bytes, err);
        }
    }
    zb_buf_add(&file->pending, bytes);
    if (file->pending.failed) {
        file->failed = true;
        return zb_error_nomem(err);
    }
    return ZB_OK;
}

zb_status zb_file_commit(zb_file_out *file, zb_error *err) {
    zb_status status =
        file->failed ? zb_error_set(err, ZB_E_IO, "an earlier write failed") : flush(file, err);
    if (status == ZB_OK && file->temporary) {
        /* the library that was given the name may have put another file there */
        int fd = open(file->temporary, O_RDONLY | O_CLOEXEC);
        if (fd < 0 || fsync(fd) != 0 || rename(file->temporary, file->final) != 0) {
            status = io_error(err, file->final, "write", errno);
        }
        if (fd >= 0) {
            close(fd);
        }
    }
    if (status == ZB_OK) {
        file_free(file);
    } else {
        zb_file_abort(file);
    }
    return status;
}

void zb_file_abort(zb_file_out *file) {
    if (file && file->temporary) {
        unlink(file->temporary);
    }
    file_free(file);
}

zb_status zb_file_save(const char *path, zb_str bytes, zb_error *err) {
    zb_file_out *file = NULL;
    zb_status status = zb_file_open(&file, path, err);
    if (status != ZB_OK) {
        return status;
    }
    status = zb_file_write(file, bytes, err);
    if (status != ZB_OK) {
        zb_file_abort(file);
        return status;
    }
    return zb_file_commit(file, err);
}

zb_status zb_file_make_folder(const char *path, zb_error *err) {
    char *copy = zb_mem_get(strlen(path) + 1);
    if (!copy) {
        return zb_error_nomem(err);
    }
    strcpy(copy, path);
    zb_status status = ZB_OK;
    for (char *at = copy + 1; *copy && status == ZB_OK; at++) {
        if (*at != '/' && *at != '\0') {
            continue;
        }
        char kept = *at;
        *at = '\0';
        struct stat info;
        if (mkdir(copy, 0777) != 0 && errno != EEXIST) {
            status = io_error(err, path, "make the folder", errno);
        } else if (kept == '\0' && (stat(copy, &info) != 0 || !S_ISDIR(info.st_mode))) {
            status = io_error(err, path, "make the folder", ENOTDIR);
        }
        *at = kept;
        if (kept == '\0') {
            break;
        }
    }
    zb_mem_free(copy);
    return status;
}
