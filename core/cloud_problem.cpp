#include "core/cloud_problem.hpp"

#include "core/sentence.hpp"
#include "core/stepper.hpp"

namespace understudy {
namespace {

/// Waiting cures it: nobody refused anything.
bool passes(const Trouble& trouble) {
    return trouble.kind == TroubleKind::transient || trouble.kind == TroubleKind::cancelled;
}

}  // namespace

Problem cloud_problem(const Trouble& trouble, const CloudWish& wish) {
    if (trouble.http_status == 404)
        return {404, "cloud-object-not-found", "The cloud has no such thing",
                "The cloud has no such thing as " + wish.object +
                    ", or does not show it yet. Nothing was changed.",
                ""};
    if (!wish.deed.empty() && trouble.certainty == Certainty::unknown)
        return {
            502, "cloud-outcome-unknown", "Whether it was done is not known",
            sentence(in_words("Whether " + wish.object + " was " + wish.deed + " is not known", trouble)) +
                " It is not tried again by itself. Look first: " + wish.look + ".",
            ""};
    if (passes(trouble))
        return {503, "cloud-unreachable", "The cloud could not be asked",
                sentence(in_words("The cloud could not be asked about " + wish.object, trouble)) +
                    " Nothing was changed.",
                ""};
    return {502, "cloud-refused", "The cloud refused it",
            sentence(in_words("The cloud refused it", trouble)) + " Nothing was changed.", ""};
}

}  // namespace understudy
