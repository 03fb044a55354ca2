// SQLite's file layer with a step before and after every sync, and before everything is written that the next
// sync makes durable. It is SQLite's default in this binary, from before main() on.
#include <sqlite3.h>

#include <new>

#include "tests/daemon/kill/killable/kill_points.hpp"

namespace understudy::killing {
namespace {

sqlite3_vfs* below = nullptr;
sqlite3_vfs layer;

// SQLite gives room for this and for the real file behind it.
struct File {
    sqlite3_file base;
    const char* kind;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& ours(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }

const char* kind_of(int flags) {
    if ((flags & SQLITE_OPEN_WAL) != 0) return "WAL";
    if ((flags & SQLITE_OPEN_MAIN_JOURNAL) != 0) return "journal";
    return (flags & SQLITE_OPEN_MAIN_DB) != 0 ? "database" : "other file";
}

int sync(sqlite3_file* file, int flags) {
    reached(ours(file).kind, "before a sync");
    const int code = ours(file).real()->pMethods->xSync(ours(file).real(), flags);
    reached(ours(file).kind, "after a sync");
    return code;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    reached(ours(file).kind, "before a write");
    return ours(file).real()->pMethods->xWrite(ours(file).real(), bytes, size, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    reached(ours(file).kind, "before it is cut");
    return ours(file).real()->pMethods->xTruncate(ours(file).real(), size);
}

template <auto method>
struct Forward;
template <class... Arguments, int (*sqlite3_io_methods::*method)(sqlite3_file*, Arguments...)>
struct Forward<method> {
    static int call(sqlite3_file* file, Arguments... arguments) {
        return (ours(file).real()->pMethods->*method)(ours(file).real(), arguments...);
    }
};
template <void (*sqlite3_io_methods::*method)(sqlite3_file*)>
struct Forward<method> {
    static void call(sqlite3_file* file) { (ours(file).real()->pMethods->*method)(ours(file).real()); }
};

using M = sqlite3_io_methods;
const sqlite3_io_methods methods{3,
                                 Forward<&M::xClose>::call,
                                 Forward<&M::xRead>::call,
                                 write,
                                 truncate,
                                 sync,
                                 Forward<&M::xFileSize>::call,
                                 Forward<&M::xLock>::call,
                                 Forward<&M::xUnlock>::call,
                                 Forward<&M::xCheckReservedLock>::call,
                                 Forward<&M::xFileControl>::call,
                                 Forward<&M::xSectorSize>::call,
                                 Forward<&M::xDeviceCharacteristics>::call,
                                 Forward<&M::xShmMap>::call,
                                 Forward<&M::xShmLock>::call,
                                 Forward<&M::xShmBarrier>::call,
                                 Forward<&M::xShmUnmap>::call,
                                 Forward<&M::xFetch>::call,
                                 Forward<&M::xUnfetch>::call};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* made = new (file) File{};
    made->kind = kind_of(flags);
    const int code = below->xOpen(below, name, made->real(), flags, out_flags);
    if (made->real()->pMethods != nullptr) made->base.pMethods = &methods;
    return code;
}

int remove(sqlite3_vfs*, const char* name, int sync_folder) {
    reached("a file of the database", "before it is removed");
    const int code = below->xDelete(below, name, sync_folder);
    reached("a file of the database", "after it was removed");
    return code;
}

[[maybe_unused]] const bool registered = [] {
    below = sqlite3_vfs_find(nullptr);
    layer = *below;
    layer.zName = "killable";
    layer.pNext = nullptr;
    layer.szOsFile = static_cast<int>(sizeof(File)) + below->szOsFile;
    layer.xOpen = open;
    layer.xDelete = remove;
    return sqlite3_vfs_register(&layer, 1) == SQLITE_OK;
}();

}  // namespace
}  // namespace understudy::killing
