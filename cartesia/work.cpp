#include "cartesia/work.hpp"

#include <utility>

#include "cartesia/requests.hpp"

namespace understudy::cartesia {
namespace {

Trouble unsendable_name(const std::string& filename) {
    Trouble trouble;
    trouble.certainty = Certainty::refused;
    trouble.kind = TroubleKind::refused;
    trouble.type = "bad_filename";
    trouble.title = "The recording's name in the cloud cannot be sent";
    trouble.detail =
        "A name is 1 to 255 printable ASCII characters without quote, backslash and slash; this one has " +
        std::to_string(filename.size()) + " bytes.";
    return trouble;
}

Outcome<Nothing> outcome_of_upload(Outcome<net::Response> answer, const MultipartUpload& body,
                                   const Secret& key) {
    if (body.trouble()) return failure(*body.trouble());
    if (answer && body.handed_out_whole()) return Nothing{};
    Trouble trouble = answer ? garbage_answer(*answer, "it came before the file had been sent", key)
                             : std::move(answer).error();
    if (!body.handed_out_whole()) trouble.certainty = Certainty::refused;
    return failure(std::move(trouble));
}

}  // namespace

asio::awaitable<Outcome<CloudDataset>> create_dataset(Exchange& exchange, understudy::NewDataset dataset,
                                                      SharedCall call) {
    net::Request request = create_request(dataset);
    const auto answer = co_await exchange.send(std::move(request), Lane::write, std::move(call));
    co_return object_in<CloudDataset>(answer, exchange.api_key());
}

asio::awaitable<Outcome<CloudFineTune>> create_fine_tune(Exchange& exchange,
                                                         understudy::NewFineTune fine_tune, SharedCall call) {
    net::Request request = create_request(fine_tune);
    const auto answer = co_await exchange.send(std::move(request), Lane::write, std::move(call));
    Outcome<CloudFineTune> made = object_in<CloudFineTune>(answer, exchange.api_key());
    if (made) made->request_id = exchange.request_id_in(*answer);
    co_return std::move(made);
}

asio::awaitable<Outcome<CloudFineTune>> get_fine_tune(Exchange& exchange, std::string id, SharedCall call) {
    net::Request request = get_request(fine_tune_path(id));
    const auto answer = co_await exchange.send(std::move(request), Lane::read, std::move(call));
    Outcome<CloudFineTune> fine_tune = object_in<CloudFineTune>(answer, exchange.api_key());
    if (fine_tune && fine_tune->id != id)
        co_return failure(garbage_answer(*answer, "it is about another fine-tune", exchange.api_key()));
    co_return std::move(fine_tune);
}

asio::awaitable<Outcome<Nothing>> delete_file(Exchange& exchange, std::string dataset_id, std::string file_id,
                                              SharedCall call) {
    net::Request request = delete_file_request(dataset_id, file_id);
    auto answer = co_await exchange.send(std::move(request), Lane::write, std::move(call));
    if (answer || answer.error().http_status == 404) co_return Nothing();
    co_return failure(std::move(answer).error());
}

asio::awaitable<Outcome<Nothing>> carry_out(Exchange& exchange, net::Request request, SharedCall call) {
    auto answer = co_await exchange.send(std::move(request), Lane::write, std::move(call));
    if (answer) co_return Nothing();
    co_return failure(std::move(answer).error());
}

asio::awaitable<Outcome<Nothing>> probe_key(Exchange& exchange, SharedCall call) {
    net::Request request = get_request(std::string(datasets_path) + "?limit=1");
    auto answer = co_await exchange.send(std::move(request), Lane::read, std::move(call));
    if (!answer) co_return failure(std::move(answer).error());
    const auto page = read_page<CloudDataset>(answer->body);
    if (!page) co_return failure(garbage_answer(*answer, page.error(), exchange.api_key()));
    co_return Nothing();
}

asio::awaitable<Outcome<Nothing>> upload_file(Exchange& exchange, BandwidthLimit& limit,
                                              asio::any_io_executor executor, NewFile file,
                                              std::string boundary, SharedCall call) {
    if (!can_be_sent(file.filename)) co_return failure(unsendable_name(file.filename));
    const MultipartFrame frame = multipart_frame(file.filename, boundary);
    MultipartUpload body(std::move(executor), frame, *file.content, file.on_progress, limit);
    net::Request request = upload_request(file.dataset_id, frame.content_type);
    auto answer = co_await exchange.upload(std::move(request), body, std::move(call));
    co_return outcome_of_upload(std::move(answer), body, exchange.api_key());
}

}  // namespace understudy::cartesia
