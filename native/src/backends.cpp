#include "backends.h"

#include <mutex>

#include "ggml-backend.h"
#include "llama.h"
#include "log.h"
#include "mtmd-helper.h"

namespace mockloop {

static const char * type_name(enum ggml_backend_dev_type type) {
    switch (type) {
        case GGML_BACKEND_DEVICE_TYPE_CPU: return "cpu";
        case GGML_BACKEND_DEVICE_TYPE_GPU: return "gpu";
        case GGML_BACKEND_DEVICE_TYPE_IGPU: return "igpu";
        default: return "accelerator";
    }
}

bool has_gpu() {
    return ggml_backend_dev_by_type(GGML_BACKEND_DEVICE_TYPE_GPU) || ggml_backend_dev_by_type(GGML_BACKEND_DEVICE_TYPE_IGPU);
}

BackendInfo init_backends(const std::string & dir) {
    BackendInfo info{};
    info.registered_before = ggml_backend_reg_count();
    if (info.registered_before == 0) {
        ggml_backend_load_all_from_path(dir.c_str());
        // The CUDA package's second library, for older drivers. A folder that is not there is nothing to llama.cpp.
        if (!has_gpu()) ggml_backend_load_all_from_path((dir + "/fallback").c_str());
    }
    info.registered_after = ggml_backend_reg_count();
    for (size_t i = 0; i < ggml_backend_dev_count(); i++) {
        auto * device = ggml_backend_dev_get(i);
        size_t free_bytes = 0, total_bytes = 0;
        ggml_backend_dev_memory(device, &free_bytes, &total_bytes);
        info.devices.push_back({ggml_backend_dev_name(device), ggml_backend_dev_description(device),
            type_name(ggml_backend_dev_type(device)), free_bytes, total_bytes});
    }
    return info;
}

namespace {
struct ErrorLog {
    std::mutex mutex;
    std::string text;
    bool continues = false; // the line under way is an error
};
ErrorLog & error_log() {
    static ErrorLog log;
    return log;
}
} // namespace

static void on_log(ggml_log_level level, const char * text, void *) {
    auto & log = error_log();
    std::lock_guard<std::mutex> lock(log.mutex);
    if (level != GGML_LOG_LEVEL_CONT) log.continues = level == GGML_LOG_LEVEL_ERROR;
    if (!log.continues) return;
    log.text += text;
    constexpr size_t most = 2000;
    if (log.text.size() > most) log.text.erase(0, log.text.size() - most);
}

void capture_log() {
    common_log_set_verbosity_thold(-1);
    llama_log_set(on_log, nullptr);
    mtmd_helper_log_set(on_log, nullptr);
}

std::string take_log_errors() {
    auto & log = error_log();
    std::lock_guard<std::mutex> lock(log.mutex);
    std::string text = std::move(log.text);
    log.text.clear();
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    for (auto & c : text) {
        if (c == '\n') c = ' ';
    }
    return text;
}

} // namespace mockloop
