#include "candidates.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "common.h"

namespace mockloop {

namespace {

// How many are asked about first: what a model finds likely is allowed, as a rule.
constexpr size_t first_portion = 128;
// Of what is left then. More are not worth the sorting.
constexpr size_t second_portion = 2048;

bool is_likelier(const llama_token_data & a, const llama_token_data & b) {
    return a.logit > b.logit;
}

bool is_possible(const llama_token_data & candidate) {
    return candidate.logit != -INFINITY;
}

// Moves the likeliest of `from`, `count` of them or all, to the end of the result, as far as the gate allows them.
void take(Candidates & from, size_t count, const Gate & gate, Candidates & result) {
    count = std::min(count, from.size());
    const auto end = from.begin() + (std::ptrdiff_t) count;
    if (count < from.size()) std::nth_element(from.begin(), end, from.end(), is_likelier);
    Candidates portion(from.begin(), end);
    from.erase(from.begin(), end);
    gate(portion);
    std::copy_if(portion.begin(), portion.end(), std::back_inserter(result), is_possible);
}

} // namespace

FirstBytes::FirstBytes(const llama_vocab * vocab) : first_(llama_vocab_n_tokens(vocab), none) {
    alone_.fill(LLAMA_TOKEN_NULL);
    for (llama_token token = 0; token < (llama_token) first_.size(); token++) {
        const std::string piece = common_token_to_piece(vocab, token, true);
        if (piece.empty() || llama_vocab_is_eog(vocab, token)) continue;
        first_[token] = (uint8_t) piece[0];
        if (piece.size() == 1) alone_[(uint8_t) piece[0]] = token;
    }
}

void FirstBytes::rule_out(Candidates & candidates, const Gate & gate) const {
    Candidates bytes;
    for (const llama_token token : alone_) {
        if (token != LLAMA_TOKEN_NULL) bytes.push_back({token, 0, 0});
    }
    gate(bytes);
    std::array<bool, 256> refused{};
    for (const auto & byte : bytes) refused[first_[byte.id]] = !is_possible(byte);
    const auto is_refused = [&](const llama_token_data & candidate) {
        const int16_t first = first_[candidate.id];
        return first != none && refused[first];
    };
    candidates.erase(std::remove_if(candidates.begin(), candidates.end(), is_refused), candidates.end());
}

void keep_allowed(Candidates & candidates, size_t wanted, const Gate & gate, const std::function<void(Candidates &)> & rule_out) {
    Candidates rest = candidates, kept;
    take(rest, first_portion, gate, kept);
    if (kept.size() < wanted) rule_out(rest);
    if (kept.size() < wanted) take(rest, second_portion, gate, kept);
    if (kept.size() < wanted) take(rest, rest.size(), gate, kept);
    if (kept.empty()) {
        for (auto & candidate : candidates) candidate.logit = -INFINITY;
        return;
    }
    wanted = std::min(wanted, kept.size());
    std::partial_sort(kept.begin(), kept.begin() + (std::ptrdiff_t) wanted, kept.end(), is_likelier);
    kept.resize(wanted);
    candidates = std::move(kept);
}

} // namespace mockloop
