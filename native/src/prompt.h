// From messages and tools to the prompt's text, the sampler that obeys them, and back from the written text to a message.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "chat.h"
#include "loadedModel.h"
#include "request.h"
#include "sampler.h"
#include "sampling.h"

namespace mockloop {

struct Prompt {
    common_chat_params chat;
    common_chat_parser_params parser;
};

// Applies the model's own chat template. Throws BAD_REQUEST for messages, tools or pictures that do not fit together.
Prompt render_prompt(const LoadedModel & model, const GenerateRequest & request);

// How the answer is drawn: the request's settings, and the prompt's grammar. `preserved_tokens` are those whose text must stay
// visible: <think>, <tool_call> …
common_params_sampling read_sampling(const llama_vocab * vocab, const GenerateRequest & request, const common_chat_params & chat);

// Throws GRAMMAR.
Sampler create_sampler(const LoadedModel & model, const common_params_sampling & sampling);

// Turns growing text into deltas. Each look parses the whole text again, so looks are spaced to cost at most a tenth of the
// time; nothing is lost by a skipped or failed look, the next one catches up.
class AnswerStream {
  public:
    AnswerStream(const common_chat_parser_params & parser, const Listener & listener, Stats & stats)
        : parser_(parser), listener_(listener), stats_(stats) {}
    void look(const std::string & text, bool finished);

  private:
    const common_chat_parser_params & parser_;
    const Listener & listener_;
    Stats & stats_;
    common_chat_msg previous_;
    double next_look_ms_ = 0;
};

// Milliseconds of a steady clock.
double now_ms();

} // namespace mockloop
