// Draws the tokens of one answer.
#pragma once
#include <memory>

#include "candidates.h"
#include "sampling.h"

namespace mockloop {

// Draws what llama.cpp's common_sampler draws, with the same seeds: a token from all, and when the grammar refuses it, another
// one from what the grammar allows. There common_sampler asks the grammar about each token of the vocabulary, which takes
// longer than a graphics card takes for a token; here it is asked about few (keep_allowed), which leaves the same candidates as
// long as a top-k is set. Only grammars of tool calls are known, no mirostat, no adaptive-p.
class Sampler {
  public:
    // Throws std::exception when the grammar cannot be parsed. `bytes`, of the model's vocabulary, must outlive the sampler.
    Sampler(const llama_model * model, const common_params_sampling & params, const FirstBytes & bytes);

    // From the logits of the last token that was read.
    llama_token sample(llama_context * context);
    void accept(llama_token token);

    // How many tokens the grammar was asked about so far, and how many it refused after they were drawn.
    size_t asked() const { return asked_; }
    size_t refused() const { return refused_; }

  private:
    struct Free {
        void operator()(llama_sampler * sampler) const { llama_sampler_free(sampler); }
    };
    using Owner = std::unique_ptr<llama_sampler, Free>;

    bool obeys_grammar() const;
    void ask_grammar(Candidates & candidates);
    void read_logits(llama_context * context);
    llama_token draw();
    void apply(const Owner & sampler);

    const common_params_sampling params_;
    const llama_vocab * vocab_;
    Owner grammar_; // null: none
    Owner budget_;  // of reasoning; null: no limit, and no grammar that sleeps meanwhile
    Owner penalties_, choice_; // what comes before the top-k, and what comes from there on
    Candidates candidates_;
    const FirstBytes & bytes_;
    size_t asked_ = 0, refused_ = 0;
};

} // namespace mockloop
