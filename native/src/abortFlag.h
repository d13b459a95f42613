// One job's wish to stop, seen from every place that can stop: between batches, inside the CPU's graph, inside the encoder
// (graphWatch.h).
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

  private:
    std::atomic<bool> raised_{false};
};

} // namespace mockloop
