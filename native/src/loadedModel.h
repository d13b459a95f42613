// A text model with its context, its chat templates and, when there is one, its vision encoder.
#pragma once
#include <memory>
#include <string>

#include "abortFlag.h"
#include "candidates.h"
#include "chat.h"
#include "common.h"
#include "graphWatch.h"
#include "llama-cpp.h"
#include "messageForms.h"
#include "mtmd.h"
#include "request.h"

namespace mockloop {

struct LoadedModel {
    // Loads everything or throws MODEL_LOAD, CONTEXT_CREATE, MMPROJ_LOAD, MODEL_NO_MROPE or ABORTED; nothing stays behind then.
    LoadedModel(const LoadOptions & options, AbortFlag & abort, const Listener & listener);

    bool has_vision() const { return vision != nullptr; }
    std::string describe() const; // JSON
    size_t embedding_width() const { return llama_model_n_embd_inp(model.get()); }
    llama_memory_t memory() const { return llama_get_memory(context.get()); }
    uint32_t context_size() const { return llama_n_ctx(context.get()); }

    const LoadOptions options;
    // Stands for a picture in the prompt's text. Random per engine: text that contains it must not be taken for a picture.
    const std::string media_marker;
    // Members are destroyed from the last to the first: everything below needs the model.
    llama_model_ptr model;
    llama_context_ptr context;
    mtmd::context_ptr vision;
    common_chat_templates_ptr templates;
    std::unique_ptr<const MessageForms> forms; // of the templates
    std::unique_ptr<const FirstBytes> first_bytes; // of the vocabulary
    const llama_vocab * vocab = nullptr;
    // The graphs of the encoder, and of the text model where it runs on the CPU alone: on a card each look would make it wait.
    GraphWatch text_watch, vision_watch;
    int vision_layers = 0; // 0: unknown

  private:
    void load_text_model(AbortFlag & abort, const Listener & listener);
    void load_vision(AbortFlag & abort, const Listener & listener);
    int threads() const;
};

} // namespace mockloop
