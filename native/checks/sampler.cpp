// Checks that our sampler draws what llama.cpp's own draws, token for token, with grammars of tool calls, and that it asks the
// grammar about far fewer tokens: sampler LIBRARIES TEXT.gguf. Prints what is wrong and ends with 1, or ends with 0.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "backends.h"
#include "prompt.h"
#include "sampling.h"

using namespace mockloop;

namespace {

const char * const tools = R"([{"type":"function","function":{"name":"write_file","description":"Writes a file.","parameters":
    {"type":"object","properties":{"path":{"type":"string"},"content":{"type":"string"}},"required":["path","content"]}}}])";

struct Case {
    const char * name;
    const char * tool_choice;
    bool thinking;
    int reasoning_budget, top_k;
    float temperature, repeat_penalty;
};

const Case cases[] = {
    {"required", "required", false, -1, 2, 0.8f, 1.0f},
    {"required, hot", "required", false, -1, 40, 1.6f, 1.1f},
    {"required, every token", "required", false, -1, 0, 1.2f, 1.0f},
    {"required after thinking", "required", true, 12, 20, 1.0f, 1.0f},
    {"auto", "auto", false, -1, 2, 1.5f, 1.0f},
    {"auto after thinking", "auto", true, 12, 40, 1.5f, 1.1f},
    {"auto after any thinking", "auto", true, -1, 40, 1.5f, 1.0f},
    {"the likeliest", "required", false, -1, 40, 0.0f, 1.0f},
    {"no tools' grammar", "none", true, 12, 20, 1.0f, 1.0f},
};

GenerateRequest to_request(const Case & what, uint32_t seed) {
    GenerateRequest request;
    request.messages = R"([{"role":"user","content":"Write a page."}])";
    request.tools = tools;
    request.tool_choice = what.tool_choice;
    request.enable_thinking = what.thinking;
    request.reasoning_budget = what.reasoning_budget;
    request.top_k = what.top_k;
    request.temperature = what.temperature;
    request.repeat_penalty = what.repeat_penalty;
    request.seed = seed;
    return request;
}

void read(llama_context * context, std::vector<llama_token> tokens) {
    if (llama_decode(context, llama_batch_get_one(tokens.data(), (int32_t) tokens.size())) != 0)
        throw std::runtime_error("llama_decode failed");
}

struct Counts {
    size_t tokens = 0, asked = 0, refused = 0;
};

// One answer, drawn twice. Returns where the two part, or -1.
int compare(const LoadedModel & model, const GenerateRequest & request, Counts & counts) {
    constexpr int most = 120;
    const Prompt prompt = render_prompt(model, request);
    common_params_sampling sampling = read_sampling(model.vocab, request, prompt.chat);
    Sampler ours = create_sampler(model, sampling);
    const common_sampler_ptr theirs(common_sampler_init(model.model.get(), sampling));
    llama_memory_clear(model.memory(), true);
    read(model.context.get(), common_tokenize(model.vocab, prompt.chat.prompt, true, true));
    for (int n = 0; n < most; n++) {
        const llama_token token = ours.sample(model.context.get());
        if (token != common_sampler_sample(theirs.get(), model.context.get(), -1)) return n;
        counts.tokens++;
        if (llama_vocab_is_eog(model.vocab, token)) break;
        ours.accept(token);
        common_sampler_accept(theirs.get(), token, true);
        read(model.context.get(), {token});
    }
    counts.asked += ours.asked();
    counts.refused += ours.refused();
    return -1;
}

bool draws_the_same(const char * libraries, const char * text) {
    capture_log();
    init_backends(libraries);
    LoadOptions options;
    options.model = text;
    options.context_size = 2048;
    options.threads = 1;
    options.gpu_layers = 0;
    AbortFlag abort;
    const LoadedModel model(options, abort, {});
    const size_t vocabulary = llama_vocab_n_tokens(model.vocab);
    bool good = true;
    for (const auto & what : cases) {
        Counts counts;
        for (uint32_t seed = 1; seed <= 5; seed++) {
            const int parted = compare(model, to_request(what, seed), counts);
            if (parted < 0) continue;
            fprintf(stderr, "%s, seed %u: other than llama.cpp's at token %d\n", what.name, seed, parted);
            good = false;
        }
        printf("%s: %zu tokens, %zu refused, the grammar was asked %zu times of %zu\n", what.name, counts.tokens, counts.refused,
            counts.asked, counts.tokens + counts.refused * vocabulary);
        const bool tested = std::string(what.tool_choice) != "required" || counts.refused > 0;
        if (!tested) fprintf(stderr, "%s: the grammar refused nothing\n", what.name);
        // With a top-k a refused token costs portions of the vocabulary, not all of it.
        const bool sparing = what.top_k == 0 || counts.asked < counts.tokens + counts.refused * vocabulary / 2 + 1;
        if (!sparing) fprintf(stderr, "%s: the grammar was asked too often\n", what.name);
        good = good && tested && sparing;
    }
    return good;
}

// Against sorting all of them, with a gate that lets one token in `rare` through.
bool keeps_the_likeliest(int rare) {
    std::mt19937 random(1);
    std::normal_distribution<float> logit;
    Candidates all;
    for (llama_token id = 0; id < 150'000; id++) all.push_back({id, logit(random), 0});
    const Gate gate = [&](Candidates & portion) {
        for (auto & candidate : portion) {
            if (candidate.id % rare != 0) candidate.logit = -INFINITY;
        }
    };
    auto expected = all;
    gate(expected);
    std::stable_sort(expected.begin(), expected.end(), [](const auto & a, const auto & b) { return a.logit > b.logit; });
    constexpr size_t wanted = 20;
    size_t allowed = 0;
    while (allowed < wanted && expected[allowed].logit != -INFINITY) allowed++;
    keep_allowed(all, wanted, gate, [](Candidates &) {});
    bool good = all.size() == allowed;
    for (size_t i = 0; good && i < allowed; i++) good = all[i].id == expected[i].id && all[i].logit == expected[i].logit;
    if (!good) fprintf(stderr, "one in %d: not the likeliest of those allowed\n", rare);
    return good;
}

} // namespace

int main(int argc, char ** argv) try {
    if (argc != 3) throw std::runtime_error("sampler LIBRARIES TEXT.gguf");
    bool good = draws_the_same(argv[1], argv[2]);
    for (const int rare : {1, 7, 500, 20'000, 149'999}) good = keeps_the_likeliest(rare) && good;
    return good ? 0 : 1;
} catch (const std::exception & error) {
    fprintf(stderr, "%s\n", error.what());
    return 1;
}
