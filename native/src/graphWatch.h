// What a graph under way is watched for: the wish to stop, and how far it has come.
#pragma once
#include <cstdlib>
#include <cstring>
#include <functional>

#include "abortFlag.h"

namespace mockloop {

// llama.cpp names the nodes of each of a model's layers "name-LAYER". One graph after the other, always on the same thread.
class GraphWatch {
  public:
    // Without `abort` a graph is never stopped here: llama.cpp takes a text model's that was for a whole one.
    explicit GraphWatch(const AbortFlag * abort) : abort_(abort) {}

    // From here on `on_share` hears which share of the graph is done, 0–1, layer by layer of its `layers`.
    void begin(int layers, std::function<void(double)> on_share) {
        layers_ = layers;
        last_ = -1;
        on_share_ = std::move(on_share);
    }
    void end() { on_share_ = nullptr; }

    // The scheduler's eval callback. `ask` means: shall the result of this node be shown to you? The graph is computed up to
    // such a node, and ends there when we answer false.
    static bool on_node(ggml_tensor * node, bool ask, void * data) {
        auto * watch = static_cast<GraphWatch *>(data);
        const bool raised = watch->abort_ && watch->abort_->raised();
        if (ask) return raised || watch->wants(node);
        watch->report(node);
        return !raised;
    }

    // Nodes between two looks; 0: only at the ends of layers. Each look makes a GPU wait; on a CPU it costs up to a millisecond
    // (bench/fullSize/watching.ts), and one node of an encoder can take 100 ms.
    unsigned node_step = 0;

  private:
    // The number at the end of a node's name; -1: it is none of a layer's.
    static int layer_of(const ggml_tensor * node) {
        const char * dash = strrchr(node->name, '-');
        if (!dash || dash[1] < '0' || dash[1] > '9') return -1;
        char * end = nullptr;
        const long layer = strtol(dash + 1, &end, 10);
        return *end == 0 ? (int) layer : -1;
    }

    bool wants(const ggml_tensor * node) {
        if (node_step > 0) return ++nodes_ % node_step == 0;
        return on_share_ && strncmp(node->name, "l_out-", 6) == 0;
    }

    void report(const ggml_tensor * node) {
        const int layer = layer_of(node);
        if (!on_share_ || layer < 0 || layer == last_ || layer >= layers_) return;
        last_ = layer;
        // Looked at everywhere, a layer begins here; looked at where it ends, it is done.
        on_share_(double(node_step > 0 ? layer : layer + 1) / layers_);
    }

    const AbortFlag * abort_;
    std::function<void(double)> on_share_;
    int layers_ = 0, last_ = -1;
    unsigned nodes_ = 0;
};

} // namespace mockloop
