// Errors carry a stable code that TypeScript switches on, and a sentence with the detail.
#pragma once
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

} // namespace mockloop
