#include "tests/storage/support/faulty_vfs.hpp"

#include <filesystem>
#include <fstream>
#include <new>

namespace understudy::testing {
namespace {

FaultyVfs* present = nullptr;
sqlite3_vfs layer;

// SQLite gives room for this and for the real file behind it.
struct File {
    sqlite3_file base;
    bool is_wal;
    const char* path;  ///< SQLite keeps it as long as the file is open
};

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}
bool is_wal(sqlite3_file* file) { return reinterpret_cast<File*>(file)->is_wal; }

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    const int code = present->before(FaultyVfs::Call::write, is_wal(file));
    return code != SQLITE_OK ? code : real(file)->pMethods->xWrite(real(file), bytes, size, offset);
}
int sync(sqlite3_file* file, int flags) {
    const int code = present->before(FaultyVfs::Call::sync, is_wal(file));
    if (code != SQLITE_OK) return code;
    const int done = real(file)->pMethods->xSync(real(file), flags);
    const char* path = reinterpret_cast<File*>(file)->path;
    if (path != nullptr && done == SQLITE_OK) present->synced(path);
    return done;
}
int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const int code = present->before(FaultyVfs::Call::truncate, is_wal(file));
    return code != SQLITE_OK ? code : real(file)->pMethods->xTruncate(real(file), size);
}

int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
    if (present->unreadable()) return SQLITE_IOERR_READ;
    return real(file)->pMethods->xRead(real(file), bytes, size, offset);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
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
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, at);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

const sqlite3_io_methods methods{2,        close,       read,       write,   truncate,    sync,   file_size,
                                 lock,     unlock,      check_lock, control, sector_size, traits, shm_map,
                                 shm_lock, shm_barrier, shm_unmap,  nullptr, nullptr};

sqlite3_vfs* below() { return static_cast<sqlite3_vfs*>(layer.pAppData); }

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* ours = new (file) File{};
    if (present->hidden()) return SQLITE_CANTOPEN;
    ours->path = name;
    ours->is_wal = (flags & SQLITE_OPEN_WAL) != 0;
    const int code = below()->xOpen(below(), name, real(file), flags, out_flags);
    if (code == SQLITE_OK) ours->base.pMethods = &methods;
    return code;
}

int remove(sqlite3_vfs*, const char* name, int sync_folder) {
    const int done = below()->xDelete(below(), name, sync_folder);
    if (done == SQLITE_OK && sync_folder != 0) present->deleted(name);
    return done;
}

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
    present = this;
    sqlite3_vfs_register(&layer, 0);
}

FaultyVfs::~FaultyVfs() {
    sqlite3_vfs_unregister(&layer);
    present = nullptr;
}

void FaultyVfs::break_after(std::int64_t calls, int code) {
    code_ = code;
    failed_ = false;
    calls_left_ = calls;
}

void FaultyVfs::mend() {
    calls_left_ = INT64_MAX;
    hidden_ = unreadable_ = false;
}

void FaultyVfs::synced(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::lock_guard lock(mutex_);
    durable_[path].assign(std::istreambuf_iterator<char>(file), {});
}

void FaultyVfs::deleted(const std::string& path) {
    const std::lock_guard lock(mutex_);
    durable_.erase(path);
}

void FaultyVfs::cut_power_into(const std::string& folder) const {
    std::filesystem::create_directories(folder);
    const std::lock_guard lock(mutex_);
    for (const auto& [path, bytes] : durable_) {
        const std::string name = std::filesystem::path(path).filename().string();
        std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
    }
}

int FaultyVfs::before(Call call, bool is_wal) {
    if (calls_left_-- <= 0) {
        failed_ = true;
        return code_;
    }
    if (call == Call::sync && is_wal) ++syncs_of_wal_;
    return SQLITE_OK;
}

}  // namespace understudy::testing
