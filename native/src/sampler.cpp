#include "sampler.h"

#include <cctype>
#include <climits>
#include <cmath>
#include <stdexcept>
#include <string>

#include "reasoning-budget.h"

namespace mockloop {

namespace {

llama_sampler * chain() {
    auto params = llama_sampler_chain_default_params();
    params.no_perf = true;
    return llama_sampler_chain_init(params);
}

llama_sampler * create_grammar(const llama_vocab * vocab, const common_params_sampling & params) {
    const std::string & grammar = common_grammar_value(params.grammar);
    if (grammar.empty()) return nullptr;
    std::vector<std::string> patterns;
    std::vector<llama_token> tokens;
    for (const auto & trigger : params.grammar_triggers) {
        switch (trigger.type) {
            case COMMON_GRAMMAR_TRIGGER_TYPE_TOKEN: tokens.push_back(trigger.token); break;
            case COMMON_GRAMMAR_TRIGGER_TYPE_WORD: patterns.push_back(regex_escape(trigger.value)); break;
            case COMMON_GRAMMAR_TRIGGER_TYPE_PATTERN: patterns.push_back(trigger.value); break;
            case COMMON_GRAMMAR_TRIGGER_TYPE_PATTERN_FULL: patterns.push_back("^(?:" + trigger.value + ")$"); break;
        }
    }
    std::vector<const char *> texts;
    for (const auto & pattern : patterns) texts.push_back(pattern.c_str());
    auto * sampler = params.grammar_lazy
        ? llama_sampler_init_grammar_lazy_patterns(
              vocab, grammar.c_str(), "root", texts.data(), texts.size(), tokens.data(), tokens.size())
        : llama_sampler_init_grammar(vocab, grammar.c_str(), "root");
    if (!sampler) throw std::runtime_error("failed to parse grammar");
    return sampler;
}

// The tokens with which the template begins the answer.
std::vector<llama_token> tokenize_beginning(const llama_vocab * vocab, const std::string & beginning) {
    auto tokens = common_tokenize(vocab, beginning, false, true);
    if (tokens.empty()) return tokens;
    // Some tokenizers put a blank before the first mark.
    const std::string first = common_token_to_piece(vocab, tokens[0], true);
    const auto is_space = [](char c) { return std::isspace((unsigned char) c) != 0; };
    if (!first.empty() && is_space(first[0]) && !is_space(beginning[0])) tokens.erase(tokens.begin());
    return tokens;
}

} // namespace

Sampler::Sampler(const llama_model * model, const common_params_sampling & params, const FirstBytes & bytes)
    : params_(params), vocab_(llama_model_get_vocab(model)), grammar_(create_grammar(vocab_, params)),
      penalties_(chain()), choice_(chain()), bytes_(bytes) {
    const auto beginning = tokenize_beginning(vocab_, params.generation_prompt);
    if (grammar_ && !params.grammar_lazy) {
        for (const auto token : beginning) llama_sampler_accept(grammar_.get(), token);
    }
    const bool thinks = !params.reasoning_budget_start.empty() && !params.reasoning_budget_end.empty();
    if (thinks && (params.grammar_lazy || params.reasoning_budget_tokens >= 0)) {
        const int most = params.reasoning_budget_tokens < 0 ? INT_MAX : params.reasoning_budget_tokens;
        budget_.reset(common_reasoning_budget_init(
            vocab_, {params.reasoning_budget_start}, params.reasoning_budget_end, params.reasoning_budget_forced, most));
        for (const auto token : beginning) llama_sampler_accept(budget_.get(), token);
    }

    const int vocabulary = llama_vocab_n_tokens(vocab_);
    std::vector<llama_logit_bias> suppressed;
    int32_t count = 0;
    const llama_token * tokens = llama_vocab_get_suppress_tokens(vocab_, &count);
    for (int32_t i = 0; i < count; i++) suppressed.push_back({tokens[i], -INFINITY});
    if (!suppressed.empty())
        llama_sampler_chain_add(penalties_.get(),
            llama_sampler_init_logit_bias(vocabulary, (int32_t) suppressed.size(), suppressed.data()));
    llama_sampler_chain_add(penalties_.get(),
        llama_sampler_init_penalties(
            vocabulary, params.penalty_last_n, params.penalty_repeat, params.penalty_freq, params.penalty_present));

    for (auto * step : {llama_sampler_init_top_k(params.top_k), llama_sampler_init_top_p(params.top_p, 0),
             llama_sampler_init_min_p(params.min_p, 0), llama_sampler_init_temp(params.temp),
             llama_sampler_init_dist(params.seed)})
        llama_sampler_chain_add(choice_.get(), step);
}

llama_token Sampler::sample(llama_context * context) {
    read_logits(context);
    apply(penalties_);
    const llama_token token = draw();
    if (!obeys_grammar()) return token;
    Candidates drawn{{token, 1.0f, 0.0f}};
    ask_grammar(drawn);
    if (drawn[0].logit != -INFINITY) return token;

    refused_++;
    read_logits(context);
    apply(penalties_);
    const Gate gate = [this](Candidates & candidates) { ask_grammar(candidates); };
    if (params_.top_k > 0) {
        keep_allowed(candidates_, (size_t) params_.top_k, gate, [&](Candidates & rest) { bytes_.rule_out(rest, gate); });
    } else {
        gate(candidates_);
    }
    return draw();
}

void Sampler::accept(llama_token token) {
    const bool obeyed = obeys_grammar(); // before the token changes it
    if (budget_) {
        llama_sampler_accept(budget_.get(), token);
        if (grammar_ && !obeyed && common_reasoning_budget_get_state(budget_.get()) == REASONING_BUDGET_DONE) {
            // What ends the reasoning may begin a call.
            if (const auto * end = common_reasoning_budget_get_end_match(budget_.get())) {
                for (const llama_token ending : *end) llama_sampler_accept(grammar_.get(), ending);
            }
        }
    }
    if (obeyed) llama_sampler_accept(grammar_.get(), token);
    llama_sampler_accept(penalties_.get(), token);
    llama_sampler_accept(choice_.get(), token);
}

// A grammar that waits for its trigger sleeps while the model thinks.
bool Sampler::obeys_grammar() const {
    if (!grammar_) return false;
    if (!budget_ || !params_.grammar_lazy) return true;
    const auto state = common_reasoning_budget_get_state(budget_.get());
    return state == REASONING_BUDGET_IDLE || state == REASONING_BUDGET_DONE;
}

void Sampler::ask_grammar(Candidates & candidates) {
    llama_token_data_array array{candidates.data(), candidates.size(), -1, false};
    llama_sampler_apply(grammar_.get(), &array);
    asked_ += candidates.size();
}

void Sampler::read_logits(llama_context * context) {
    const float * logits = llama_get_logits_ith(context, -1);
    candidates_.resize(llama_vocab_n_tokens(vocab_));
    for (llama_token id = 0; id < (llama_token) candidates_.size(); id++) candidates_[id] = {id, logits[id], 0.0f};
    if (budget_) apply(budget_);
}

void Sampler::apply(const Owner & sampler) {
    llama_token_data_array array{candidates_.data(), candidates_.size(), -1, false};
    llama_sampler_apply(sampler.get(), &array);
}

llama_token Sampler::draw() {
    llama_token_data_array array{candidates_.data(), candidates_.size(), -1, false};
    llama_sampler_apply(choice_.get(), &array);
    return array.data[array.selected].id;
}

} // namespace mockloop
