#include "storage/read/read_thread.hpp"

#include "storage/read/trouble.hpp"

namespace understudy {

ReadThread::ReadThread(DatabaseFile file, std::unique_ptr<sqlite::Connection> connection,
                       StoreCounters& counters)
    : file_(std::move(file)),
      counters_(counters),
      reader_(std::make_unique<Reader>(std::move(connection))),
      thread_([this] { run(); }) {}

void ReadThread::stop() {
    requests_.close();
    if (thread_.joinable()) thread_.join();
}

void ReadThread::run() {
    for (auto waiting = requests_.take(); !waiting.empty(); waiting = requests_.take())
        for (Request& request : waiting) {
            ++counters_.reads;
            request(reader());
            request = nullptr;
        }
    reader_.reset();
}

Found<Reader*> ReadThread::reader() {
    if (reader_ && !reader_->distrusted()) return reader_.get();
    auto opened = open_for_reading(file_);
    if (!opened) return failure(read_trouble(opened.error()));
    reader_ = std::make_unique<Reader>(std::move(*opened));
    return reader_.get();
}

}  // namespace understudy
