// Finds what a grammar allows among a vocabulary without asking it about every token.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "llama.h"

namespace mockloop {

using Candidates = std::vector<llama_token_data>;

// A grammar: sets the logits of those it refuses to -INFINITY.
using Gate = std::function<void(Candidates &)>;

// With which byte each token begins. A grammar that refuses a byte refuses all tokens that begin with it, so that 256 questions
// rule most of a vocabulary out where something certain is to come.
class FirstBytes {
  public:
    explicit FirstBytes(const llama_vocab * vocab);

    // Leaves out those that begin with a byte the gate refuses. Those that end an answer are left in, and so is everything when
    // no token stands for the byte alone.
    void rule_out(Candidates & candidates, const Gate & gate) const;

  private:
    static constexpr int16_t none = -1; // it ends an answer, or has no text
    std::vector<int16_t> first_;        // of each token
    std::array<llama_token, 256> alone_; // the token that is this byte and nothing else
};

// Leaves the `wanted` most likely candidates that the gate allows, the most likely first; with fewer than that, all that it
// allows; when it allows none, all, refused. The likeliest are asked about first. `rule_out` may leave out what the gate refuses.
void keep_allowed(Candidates & candidates, size_t wanted, const Gate & gate, const std::function<void(Candidates &)> & rule_out);

} // namespace mockloop
