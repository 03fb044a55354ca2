#include "cartesia/cartesia_cloud.hpp"

#include <random>
#include <utility>

#include "cartesia/cloud_calls.hpp"
#include "cartesia/requests.hpp"

namespace understudy::cartesia {
namespace {

/// "understudy-" and 128 random bits: it cannot stand in a recording by chance, nor be put there on purpose.
std::string random_boundary() {
    std::random_device device;
    constexpr char digits[] = "0123456789abcdef";
    std::string boundary = "understudy-";
    for (int word = 0; word < 4; ++word) {
        const std::uint32_t bits = device();
        for (unsigned shift = 0; shift < 32; shift += 4) boundary += digits[(bits >> shift) & 0xF];
    }
    return boundary;
}

}  // namespace

CartesiaCloud::CartesiaCloud(asio::any_io_executor executor, Options options)
    : impl_(std::make_unique<Impl>(std::move(executor), options)) {}

CartesiaCloud::~CartesiaCloud() = default;

Cloud::CallId CartesiaCloud::create_dataset(understudy::NewDataset dataset, Reply<CloudDataset> reply) {
    const auto call = call_to("create_dataset");
    return impl_->begin(call, cartesia::create_dataset(impl_->exchange, std::move(dataset), call),
                        std::move(reply));
}

Cloud::CallId CartesiaCloud::list_datasets(Reply<std::vector<CloudDataset>> reply) {
    return impl_->begin_shared_list("list_datasets", impl_->datasets, std::string(datasets_path),
                                    std::move(reply));
}

Cloud::CallId CartesiaCloud::list_files(std::string dataset_id, Reply<std::vector<CloudFile>> reply) {
    return impl_->begin_list("list_files", files_path(dataset_id), std::move(reply));
}

Cloud::CallId CartesiaCloud::upload_file(NewFile file, Reply<Nothing> reply) {
    const auto call = call_to("upload_file");
    auto work = cartesia::upload_file(impl_->exchange, impl_->limit, impl_->executor, std::move(file),
                                      random_boundary(), call);
    return impl_->begin(call, std::move(work), std::move(reply));
}

Cloud::CallId CartesiaCloud::delete_file(std::string dataset_id, std::string file_id, Reply<Nothing> reply) {
    const auto call = call_to("delete_file");
    auto work = cartesia::delete_file(impl_->exchange, std::move(dataset_id), std::move(file_id), call);
    return impl_->begin(call, std::move(work), std::move(reply));
}

Cloud::CallId CartesiaCloud::create_fine_tune(understudy::NewFineTune fine_tune, Reply<CloudFineTune> reply) {
    const auto call = call_to("create_fine_tune");
    call->paid = true;
    return impl_->begin(call, cartesia::create_fine_tune(impl_->exchange, std::move(fine_tune), call),
                        std::move(reply));
}

Cloud::CallId CartesiaCloud::list_fine_tunes(Reply<std::vector<CloudFineTune>> reply) {
    return impl_->begin_shared_list("list_fine_tunes", impl_->fine_tunes, std::string(fine_tunes_path),
                                    std::move(reply));
}

Cloud::CallId CartesiaCloud::get_fine_tune(std::string id, Reply<CloudFineTune> reply) {
    const auto call = call_to("get_fine_tune");
    return impl_->begin(call, cartesia::get_fine_tune(impl_->exchange, std::move(id), call),
                        std::move(reply));
}

Cloud::CallId CartesiaCloud::delete_fine_tune(std::string id, Reply<Nothing> reply) {
    const auto call = call_to("delete_fine_tune");
    return impl_->begin(call, carry_out(impl_->exchange, delete_fine_tune_request(id), call),
                        std::move(reply));
}

Cloud::CallId CartesiaCloud::list_voices(std::string fine_tune_id, Reply<std::vector<CloudVoice>> reply) {
    return impl_->begin_list("list_voices", voices_path(fine_tune_id), std::move(reply));
}

Cloud::CallId CartesiaCloud::probe_key(Reply<Nothing> reply) {
    const auto call = call_to("probe_key");
    return impl_->begin(call, cartesia::probe_key(impl_->exchange, call), std::move(reply));
}

void CartesiaCloud::cancel(CallId id) { impl_->calls.cancel(id); }

asio::awaitable<void> CartesiaCloud::stop(std::chrono::milliseconds grace) {
    impl_->stopping = true;
    co_await impl_->calls.stop(grace);
    impl_->exchange.close();
}

void CartesiaCloud::set_api_key(Secret key) { impl_->exchange.set_api_key(std::move(key)); }

void CartesiaCloud::limit_uploads(std::uint64_t bytes_per_second) { impl_->limit.set(bytes_per_second); }

void CartesiaCloud::set_requests_per_second(double requests_per_second) {
    impl_->exchange.set_requests_per_second(requests_per_second);
}

CartesiaCloud::Stats CartesiaCloud::stats() const {
    const Exchange& exchange = impl_->exchange;
    return {exchange.connections_opened(), impl_->calls.under_way(), exchange.clock_ahead(),
            impl_->limit.granted()};
}

}  // namespace understudy::cartesia
