#include "tests/storage/support/faulty_vfs.hpp"

#include <unistd.h>

#include <array>
#include <filesystem>
#include <new>

namespace understudy::testing {
namespace {

FaultyVfs* present = nullptr;
sqlite3_vfs layer;

// SQLite gives room for this and for the real file behind it.
struct File {
    sqlite3_file base;
    const char* path;  ///< SQLite keeps it as long as the file is open; nullptr: a temporary file
};

File* ours(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(ours(file) + 1); }
int befalls(Call call, sqlite3_file* file) { return present->before(call, ours(file)->path).code; }

int do_write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    const int done = real(file)->pMethods->xWrite(real(file), bytes, size, offset);
    const char* path = ours(file)->path;
    if (done == SQLITE_OK && path != nullptr)
        present->platter.written(
            path, offset, std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size)));
    return done;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    const auto verdict = present->before(Call::write, ours(file)->path);
    if (verdict.partly) (void)do_write(file, bytes, size / 2, offset);
    return verdict.code != SQLITE_OK ? verdict.code : do_write(file, bytes, size, offset);
}

// The real disk is not waited for: what is safe is the platter's to know.
int sync(sqlite3_file* file, int) {
    const int code = befalls(Call::sync, file);
    const char* path = ours(file)->path;
    if (path == nullptr) return code;
    if (code == SQLITE_OK)
        present->platter.synced(path);
    else
        present->platter.sync_failed(path);
    return code;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (const int code = befalls(Call::truncate, file); code != SQLITE_OK) return code;
    if (ours(file)->path != nullptr) present->platter.truncated(ours(file)->path, size);
    return real(file)->pMethods->xTruncate(real(file), size);
}

int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }

int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
    const auto verdict = present->before(Call::read, ours(file)->path);
    if (verdict.code != SQLITE_OK) return verdict.code;
    const int done = real(file)->pMethods->xRead(real(file), bytes, verdict.partly ? size / 2 : size, offset);
    return verdict.partly ? SQLITE_IOERR_READ : done;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    const int code = befalls(Call::file_size, file);
    return code != SQLITE_OK ? code : real(file)->pMethods->xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level) {
    const int code = befalls(Call::lock, file);
    return code != SQLITE_OK ? code : real(file)->pMethods->xLock(real(file), level);
}
int unlock(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int check_lock(sqlite3_file* file, int* held) {
    return real(file)->pMethods->xCheckReservedLock(real(file), held);
}
int control(sqlite3_file* file, int what, void* value) {
    return real(file)->pMethods->xFileControl(real(file), what, value);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int traits(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** at) {
    const int code = befalls(Call::shm_map, file);
    return code != SQLITE_OK ? code : real(file)->pMethods->xShmMap(real(file), page, size, extend, at);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    // Letting go of a lock cannot fail.
    const int code = (flags & SQLITE_SHM_UNLOCK) != 0 ? SQLITE_OK : befalls(Call::shm_lock, file);
    return code != SQLITE_OK ? code : real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

const sqlite3_io_methods methods{2,        close,       read,       write,   truncate,    sync,   file_size,
                                 lock,     unlock,      check_lock, control, sector_size, traits, shm_map,
                                 shm_lock, shm_barrier, shm_unmap,  nullptr, nullptr};

sqlite3_vfs* below() { return static_cast<sqlite3_vfs*>(layer.pAppData); }

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* made = new (file) File{};
    if (const int code = present->before(Call::open, name).code; code != SQLITE_OK) return code;
    made->path = name;
    const bool created = name != nullptr && ::access(name, F_OK) != 0;
    const int code = below()->xOpen(below(), name, real(file), flags, out_flags);
    if (code != SQLITE_OK) return code;
    made->base.pMethods = &methods;
    // SQLite's own layer for unix syncs the folder with the first sync of a journal or WAL that it opened.
    const bool with_folder = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    if (name != nullptr) present->platter.opened(name, created, with_folder);
    return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* name, int sync_folder) {
    if (const int code = present->before(Call::remove, name).code; code != SQLITE_OK) return code;
    const int done = below()->xDelete(below(), name, 0);
    if (done == SQLITE_OK) present->platter.removed(name, sync_folder != 0);
    return done;
}

int access(sqlite3_vfs*, const char* name, int flags, int* there) {
    const int code = present->before(Call::access, name).code;
    return code != SQLITE_OK ? code : below()->xAccess(below(), name, flags, there);
}

// By the order of Call.
struct Traits {
    const char* word;
    int error;
    bool changes, takes_room, moves_bytes;
};
constexpr std::array<Traits, 11> traits_of{{
    {"open", SQLITE_CANTOPEN, false, true, false},
    {"delete", SQLITE_IOERR_DELETE, false, false, false},
    {"access", SQLITE_IOERR_ACCESS, false, false, false},
    {"read", SQLITE_IOERR_READ, false, false, true},
    {"write", SQLITE_IOERR_WRITE, true, true, true},
    {"sync", SQLITE_IOERR_FSYNC, true, false, false},
    {"truncate", SQLITE_IOERR_TRUNCATE, true, false, false},
    {"size", SQLITE_IOERR_FSTAT, false, false, false},
    {"lock", SQLITE_IOERR_LOCK, false, false, false},
    {"shm map", SQLITE_IOERR_SHMMAP, false, true, false},
    {"shm lock", SQLITE_IOERR_SHMLOCK, false, false, false},
}};
const Traits& of(Call call) { return traits_of.at(static_cast<std::size_t>(call)); }

bool is_wal(const char* path) { return path != nullptr && std::string_view(path).ends_with("-wal"); }

}  // namespace

FaultyVfs::FaultyVfs() {
    sqlite3_vfs* real_layer = sqlite3_vfs_find(nullptr);
    layer = *real_layer;
    layer.zName = "faulty";
    layer.pNext = nullptr;
    layer.pAppData = real_layer;
    layer.szOsFile = static_cast<int>(sizeof(File)) + real_layer->szOsFile;
    layer.xOpen = open;
    layer.xDelete = remove;
    layer.xAccess = access;
    present = this;
    sqlite3_vfs_register(&layer, 0);
}

FaultyVfs::~FaultyVfs() {
    sqlite3_vfs_unregister(&layer);
    present = nullptr;
}

void FaultyVfs::break_after(std::int64_t calls, int code) {
    code_ = code;
    once_ = failed_ = false;
    calls_left_ = calls;
}

void FaultyVfs::fail_after(std::int64_t calls, DiskFault fault, bool once) {
    code_ = SQLITE_OK;
    fault_ = fault;
    once_ = once;
    failed_ = false;
    calls_left_ = calls;
}

void FaultyVfs::mend() {
    calls_left_ = INT64_MAX;
    hidden_ = unreadable_ = false;
}

bool FaultyVfs::concerns(Call call) const {
    if (code_ != SQLITE_OK) return of(call).changes;
    switch (fault_) {
        case DiskFault::error:
            return true;
        case DiskFault::full:
            return of(call).takes_room;
        case DiskFault::sync:
            return call == Call::sync;
        case DiskFault::part:
            return of(call).moves_bytes;
    }
    return false;
}

FaultyVfs::Verdict FaultyVfs::before(Call call, const char* path) {
    ++calls_;
    if (on_call) on_call();
    if (call == Call::open && hidden_) return {SQLITE_CANTOPEN};
    if (call == Call::read && unreadable_) return {SQLITE_IOERR_READ};
    if (concerns(call) && calls_left_-- <= 0) return fail(call, path);
    if (call == Call::sync && is_wal(path)) ++syncs_of_wal_;
    return {};
}

FaultyVfs::Verdict FaultyVfs::fail(Call call, const char* path) {
    if (once_) calls_left_ = INT64_MAX;
    if (!failed_.exchange(true))
        first_failure_ = std::string(of(call).word) + " of " +
                         (path ? std::filesystem::path(path).filename().string() : "a temporary file");
    if (code_ != SQLITE_OK) return {code_};
    if (fault_ == DiskFault::error || fault_ == DiskFault::sync) return {of(call).error};
    if (fault_ == DiskFault::part && call == Call::read) return {SQLITE_OK, true};
    const bool writes = call == Call::write;
    return {writes ? SQLITE_FULL : of(call).error, writes && fault_ == DiskFault::part};
}

}  // namespace understudy::testing
