// llama.cpp's compute backends: loaded once per process.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace mockloop {

struct Device {
    std::string name, description, type; // type: cpu | gpu | igpu | accelerator
    uint64_t free_bytes, total_bytes;
};

struct BackendInfo {
    size_t registered_before, registered_after;
    std::vector<Device> devices;
};

// Loads the backends in `dir` unless some are loaded already (node-llama-cpp may live in the same process).
BackendInfo init_backends(const std::string & dir);

// Whether one of the backends that were loaded has a graphics card.
bool has_gpu();

// Sends llama.cpp's and mtmd's log to us: errors are kept for last_log_errors(), the rest is dropped. Never call it in a
// process where node-llama-cpp owns the logger.
void capture_log();

// The last error lines since the previous call, joined; "" when there were none.
std::string take_log_errors();

} // namespace mockloop
