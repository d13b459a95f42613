// Errors carry a stable code that TypeScript switches on, and a sentence with the detail.
#pragma once
#include <exception>
#include <stdexcept>
#include <string>

namespace mockloop {

class EngineError : public std::runtime_error {
  public:
    EngineError(std::string error_code, const std::string & message)
        : std::runtime_error(message), code(std::move(error_code)) {}
    const std::string code;
};

[[noreturn]] inline void fail(const char * code, const std::string & message) {
    throw EngineError(code, message);
}

// Anything caught as an error with a code: one of ours as it is, everything else, whatever its type, as INTERNAL.
inline EngineError to_engine_error(const std::exception_ptr & caught) {
    try {
        std::rethrow_exception(caught);
    } catch (const EngineError & error) {
        return error;
    } catch (const std::exception & error) {
        return EngineError("INTERNAL", error.what());
    } catch (...) {
        return EngineError("INTERNAL", "something was thrown that is no exception");
    }
}

} // namespace mockloop
