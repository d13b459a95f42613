// Checks that whatever a job throws becomes an error with a code. Prints what is wrong and ends with 1, or ends with 0.
#include <cstdio>
#include <string>

#include "errors.h"

using mockloop::EngineError;

namespace {

template <typename Thrown> bool becomes(const Thrown & thrown, const std::string & code, const std::string & message) {
    try {
        throw thrown;
    } catch (...) {
        const EngineError caught = mockloop::to_engine_error(std::current_exception());
        if (caught.code == code && message == caught.what()) return true;
        fprintf(stderr, "got %s \"%s\" instead of %s \"%s\"\n", caught.code.c_str(), caught.what(), code.c_str(), message.c_str());
        return false;
    }
}

} // namespace

int main() {
    const std::string nothing = "something was thrown that is no exception";
    const bool good = becomes(EngineError("DECODE", "no"), "DECODE", "no") &&
        becomes(std::runtime_error("deep"), "INTERNAL", "deep") && becomes(42, "INTERNAL", nothing) &&
        becomes("words", "INTERNAL", nothing) && becomes(std::string("text"), "INTERNAL", nothing);
    return good ? 0 : 1;
}
