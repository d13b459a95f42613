// One job's wish to stop, seen from every place that can stop: between batches, inside the CPU's graph, inside the encoder.
#pragma once
#include <atomic>

#include "errors.h"
#include "ggml.h"

namespace mockloop {

class AbortFlag {
  public:
    void raise() { raised_.store(true, std::memory_order_relaxed); }
    void lower() { raised_.store(false, std::memory_order_relaxed); }
    bool raised() const { return raised_.load(std::memory_order_relaxed); }
    void check() const {
        if (raised()) fail("ABORTED", "stopped");
    }

    // llama.cpp's abort_callback: asked between graph nodes, by the CPU backend only.
    static bool on_compute(void * flag) { return static_cast<AbortFlag *>(flag)->raised(); }

    // The scheduler's eval callback. `ask` means: shall the result of this node be shown to you? The graph is computed up to
    // such a node, and ends there when we answer false.
    static bool on_node(ggml_tensor *, bool ask, void * data) {
        auto * flag = static_cast<AbortFlag *>(data);
        if (ask) return flag->raised() || ++flag->nodes_ % flag->node_step == 0;
        return !flag->raised();
    }

    // Nodes between two looks. Each look makes a GPU wait; on a CPU it costs nothing, and one node can take 100 ms.
    unsigned node_step = 8;

  private:
    std::atomic<bool> raised_{false};
    unsigned nodes_ = 0; // touched by the encoding thread only
};

} // namespace mockloop
