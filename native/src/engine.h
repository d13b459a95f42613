// Answers transcripts. Keeps what the context holds, so that a prompt that begins like the previous one is read only from
// where it differs, pictures included. One call at a time, always from the same thread.
#pragma once
#include <string>
#include <vector>

#include "embeddingCache.h"
#include "imageSet.h"
#include "kvList.h"
#include "loadedModel.h"
#include "prompt.h"
#include "request.h"

namespace mockloop {

class Engine {
  public:
    // Throws what LoadedModel throws. `abort` must outlive the engine.
    Engine(const LoadOptions & options, AbortFlag & abort, const Listener & listener);

    // Throws BAD_REQUEST, NO_VISION, IMAGE_DECODE, IMAGE_ENCODE, TOKENIZE, GRAMMAR, CONTEXT_OVERFLOW, DECODE or ABORTED (before
    // the first token; afterwards an abort is a result). Whatever happens, the context and its list agree afterwards.
    GenerateResult generate(const GenerateRequest & request, const Listener & listener);

    // The prompt of a request as the model gets it, U+FFFC (object replacement character) where a picture stands. Throws
    // BAD_REQUEST and NO_VISION.
    std::string render(const GenerateRequest & request) const;

    // Tokens of `text` as the prompt would count them.
    size_t count_tokens(const std::string & text) const;
    std::string describe() const { return model_.describe(); }
    void clear();

  private:
    void truncate(size_t items);
    void read_prompt(ImageSet & images, const std::vector<PromptItem> & items, const Listener & listener, Stats & stats);
    // How far reading has come; `in_flight`: cells beyond those that are whole, also parts of one.
    using OnRead = std::function<void(double in_flight)>;

    void decode_tokens(const std::vector<llama_token> & tokens, bool want_logits, const OnRead & on_read);
    int decode(const llama_batch & batch, const OnRead & on_read);
    void decode_image(const PromptItem & item, const Embedding & embedding, const OnRead & on_read);
    // `on_share`: which share of the encoding is done.
    Embedding embed(ImageSet & images, const PromptItem & item, const std::function<void(double)> & on_share, Stats & stats);
    std::string sample(const GenerateRequest & request, const Prompt & prompt, const common_params_sampling & sampling,
        Sampler & sampler, const Listener & listener, GenerateResult & result);
    bool ends_turn(llama_token token) const;
    void require(int status, const char * what) const;

    AbortFlag & abort_;
    LoadedModel model_;
    KvList kv_; // exactly what sequence 0 of the context holds
    EmbeddingCache embeddings_;
};

} // namespace mockloop
