// Checks warming up on the CPU, where it is never done otherwise: that it uses text and vision model, leaves nothing in the
// context, tells how far it is, and can be stopped: warmUp LIBRARIES TEXT.gguf MMPROJ.gguf. Prints what is wrong and ends with 1, or
// ends with 0.
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

#include "backends.h"
#include "warmUp.h"

using namespace mockloop;

namespace {

bool check(bool good, const char * what) {
    if (!good) fprintf(stderr, "%s\n", what);
    return good;
}

LoadOptions read_options(char ** argv, bool vision) {
    LoadOptions options;
    options.model = argv[2];
    if (vision) options.mmproj = argv[3];
    options.context_size = 1024;
    options.batch_size = 256;
    options.threads = 1;
    options.gpu_layers = 0;
    return options;
}

bool leaves_nothing(const LoadedModel & model, AbortFlag & abort, size_t steps) {
    std::vector<double> told;
    Listener listener;
    listener.on_progress = [&](const Progress & progress) { told.push_back(progress.done); };
    warm_up(model, abort, listener, 0.5);
    bool good = check(told.size() == steps, "not as many steps as expected");
    for (size_t i = 0; i < told.size(); i++)
        good = check(told[i] > (i ? told[i - 1] : 0.5), "the progress does not grow") && good;
    good = check(!told.empty() && told.back() == 1, "it does not end with 1") && good;
    return check(llama_memory_seq_pos_max(model.memory(), 0) == -1, "something is left in the context") && good;
}

bool stops(const LoadedModel & model, AbortFlag & abort) {
    Listener listener;
    size_t told = 0;
    listener.on_progress = [&](const Progress &) {
        told++;
        abort.raise();
    };
    try {
        warm_up(model, abort, listener, 0);
    } catch (const EngineError & error) {
        abort.lower();
        return check(error.code == "ABORTED" && told == 1, "it stops, but not as an abort");
    }
    return check(false, "it does not stop");
}

} // namespace

int main(int argc, char ** argv) try {
    if (argc != 4) throw std::runtime_error("warmUp LIBRARIES TEXT.gguf MMPROJ.gguf");
    capture_log();
    init_backends(argv[1]);
    AbortFlag abort;
    const LoadedModel seeing(read_options(argv, true), abort, {}), blind(read_options(argv, false), abort, {});
    bool good = leaves_nothing(seeing, abort, 6);
    good = leaves_nothing(blind, abort, 5) && good;
    good = stops(seeing, abort) && good;
    return good ? 0 : 1;
} catch (const std::exception & error) {
    fprintf(stderr, "%s\n", error.what());
    return 1;
}
