// The cloud's answer to anything, from its bytes: the reader, then either an object, a page of a list, or a
// Trouble that says what the answer proves.
#include "cartesia/answers.hpp"
#include "cartesia/classify.hpp"
#include "cartesia/clean_text.hpp"
#include "cartesia/paging.hpp"
#include "cartesia/retry_after.hpp"
#include "net/parser.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace understudy::fuzz {
namespace {

using namespace cartesia;

constexpr std::size_t longest_text = 2'000;
const Secret key("sk_car_known");

/// Fit to be kept, logged and shown: short, clean, and without our key.
void check_text(std::string_view text, std::size_t longest) {
    holds(text.size() <= longest, "a text is capped");
    holds(printable(text, true), "a text has no control characters");
    holds(some_lines(text, text.size()) == text, "a text is clean UTF-8");
    holds(text.find(key.reveal()) == std::string_view::npos, "the key is masked");
}

void check(const Trouble& trouble) {
    check_text(trouble.type, 64);
    check_text(trouble.title, 200);
    check_text(trouble.detail, longest_text);
    check_text(trouble.request_id, 100);
    holds(!trouble.title.empty() && !trouble.type.empty(), "trouble has a name");
    if (trouble.retry_after)
        holds(*trouble.retry_after >= milliseconds(0) && *trouble.retry_after <= longest_retry_after,
              "the cloud may ask for an hour at most");
}

bool proves_nothing(int status) { return status < 300 || status >= 500 || status == 408 || status == 409; }

void check_refusal(const net::Response& answer) {
    const Trouble trouble = trouble_of(answer, Time(seconds(1'800'000'000)), key);
    check(trouble);
    holds((trouble.certainty == Certainty::refused) == !proves_nothing(answer.status),
          "only what cannot have been executed is refused");
}

template <class T>
void check_object(const net::Response& answer) {
    const auto object = read_object<T>(answer.body);
    if (object) return holds(!object->id.empty(), "an object has an id");
    const Trouble garbage = garbage_answer(answer, object.error(), key);
    check(garbage);
    holds(garbage.certainty == Certainty::unknown, "what cannot be understood may have been made");
}

/// Twice the same page: the second time the cursor was not understood, and the list proves nothing.
template <class T>
void check_page(const net::Response& answer) {
    const auto page = read_page<T>(answer.body);
    if (!page) return check(garbage_answer(answer, page.error(), key));
    std::vector<std::string_view> ids;
    for (const T& entry : page->data) ids.push_back(entry.id);
    Paging paging;
    const auto complete = paging.take(ids, page->has_more);
    if (!complete || *complete) return;
    holds(!ids.empty() && page->has_more != false, "a list goes on only where the page says so");
    holds(printable(paging.query()), "the next page's address is clean");
    holds(!paging.take(ids, page->has_more).ok(), "a page that comes twice makes no list");
}

void check_fine_tune(const net::Response& answer) {
    const auto fine_tune = read_object<CloudFineTune>(answer.body);
    if (!fine_tune) return;
    holds(fine_tune->user_errors.size() <= 50, "there is an end to user errors");
    for (const std::string& error : fine_tune->user_errors) check_text(error, 500);
}

void check(const net::Response& answer) {
    if (answer.status / 100 != 2) return check_refusal(answer);
    check_object<CloudDataset>(answer);
    check_object<CloudFile>(answer);
    check_object<CloudFineTune>(answer);
    check_object<CloudVoice>(answer);
    check_page<CloudDataset>(answer);
    check_page<CloudFile>(answer);
    check_page<CloudFineTune>(answer);
    check_page<CloudVoice>(answer);
    check_fine_tune(answer);
}

}  // namespace
}  // namespace understudy::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy;
    net::AnswerReader reader(false, 64u << 10, 1u << 20);
    auto step = reader.feed(std::as_bytes(std::span(data, size)));
    fuzz::holds(step.consumed <= size, "no more is used than there is");
    if (step.state == net::Parsed::more) step = reader.end_of_stream();
    if (step.state != net::Parsed::done) return 0;
    net::Response answer = reader.take();
    if (answer.status / 100 == 2)
        answer.body = without(fuzz::key, answer.body);  // as the exchange hands it on
    fuzz::check(answer);
    return 0;
}
