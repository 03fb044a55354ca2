// Datasets and the files in them.
#include "emulator/model/cloud_model.hpp"

namespace understudy::emulator {

Granted<Dataset*> CloudModel::find_dataset(const std::string& id, Time now) {
    settle(now);
    Dataset* dataset = datasets_.find(id);
    if (dataset == nullptr || !dataset->presence.found(now)) return not_found("Dataset", id);
    return dataset;
}

Granted<Dataset> CloudModel::create_dataset(NewDataset request, Time now, Duration commit_after) {
    settle(now);
    Dataset dataset;
    dataset.id = ids_.prefixed("dataset");
    dataset.name = std::move(request.name);
    dataset.description = cut(std::move(request.description));
    dataset.created_at = now + commit_after;
    dataset.presence = presence_of_new(settings_.datasets_lag, dataset.created_at);
    return datasets_.add(std::move(dataset));
}

Granted<Page<Dataset>> CloudModel::list_datasets(const PageRequest& request, Time now) {
    settle(now);
    return datasets_.page(request, settings_, now);
}

Granted<Dataset> CloudModel::get_dataset(const std::string& id, Time now) {
    auto dataset = find_dataset(id, now);
    if (!dataset) return failure(dataset.error());
    return **dataset;
}

Granted<Nothing> CloudModel::update_dataset(const std::string& id, NewDataset change, Time now) {
    auto dataset = find_dataset(id, now);
    if (!dataset) return failure(dataset.error());
    (*dataset)->name = std::move(change.name);
    (*dataset)->description = cut(std::move(change.description));
    return Nothing{};
}

bool CloudModel::trains_on(const std::string& dataset_id) const {
    for (const auto& [place, fine_tune] : fine_tunes_.all())
        if (fine_tune.dataset == dataset_id && fine_tune.outcome == TrainingOutcome::running) return true;
    return false;
}

Granted<Nothing> CloudModel::delete_dataset(const std::string& id, Time now) {
    auto dataset = find_dataset(id, now);
    if (!dataset) return failure(dataset.error());
    if (settings_.refuse_delete_of_dataset_in_use && trains_on(id))
        return refuse(409, "", "Dataset in use", "A fine-tune is training on this dataset.");
    datasets_.erase(id);
    files_.erase(id);
    return Nothing{};
}

Granted<DatasetFile> CloudModel::add_file(const std::string& dataset_id, NewDatasetFile file, Time now,
                                          Duration commit_after) {
    auto dataset = find_dataset(dataset_id, now);
    if (!dataset) return failure(dataset.error());
    if (settings_.max_file_bytes > 0 && file.size > settings_.max_file_bytes)
        return refuse(413, "file_too_large", "File too large",
                      "A file may have " + std::to_string(settings_.max_file_bytes) + " bytes at most.");
    DatasetFile stored;
    stored.id = ids_.prefixed("file");
    stored.filename = std::move(file.filename);
    stored.size = file.size;
    stored.sha256 = std::move(file.sha256);
    stored.created_at = now + commit_after;
    stored.presence = presence_of_new(settings_.files_lag, stored.created_at);
    return files_[dataset_id].add(std::move(stored));
}

Granted<Page<DatasetFile>> CloudModel::list_files(const std::string& dataset_id, const PageRequest& request,
                                                  Time now) {
    auto dataset = find_dataset(dataset_id, now);
    if (!dataset) return failure(dataset.error());
    return files_[dataset_id].page(request, settings_, now);
}

Granted<Nothing> CloudModel::delete_file(const std::string& dataset_id, const std::string& file_id,
                                         Time now) {
    auto dataset = find_dataset(dataset_id, now);
    if (!dataset) return failure(dataset.error());
    const DatasetFile* file = files_[dataset_id].find(file_id);
    if (file == nullptr || !file->presence.found(now)) return not_found("File", file_id);
    files_[dataset_id].erase(file_id);
    return Nothing{};
}

std::vector<StoredFile> CloudModel::stored_files() const {
    std::vector<StoredFile> stored;
    for (const auto& [place, dataset] : datasets_.all()) {
        const auto files = files_.find(dataset.id);
        if (files == files_.end()) continue;
        for (const auto& [file_place, file] : files->second.all())
            stored.push_back({dataset.id, dataset.name, file});
    }
    return stored;
}

std::vector<std::string> CloudModel::dataset_ids() const {
    std::vector<std::string> ids;
    for (const auto& [place, dataset] : datasets_.all()) ids.push_back(dataset.id);
    return ids;
}

std::vector<DatasetFile> CloudModel::files_in(const std::string& dataset_id, Time now) const {
    std::vector<DatasetFile> there;
    const auto files = files_.find(dataset_id);
    if (files == files_.end()) return there;
    for (const auto& [place, file] : files->second.all())
        if (file.presence.exists_from <= now) there.push_back(file);
    return there;
}

}  // namespace understudy::emulator
