// JavaScript values ↔ the engine's structures. Runs on the JavaScript thread only.
#pragma once
#include <napi.h>

#include "backends.h"
#include "errors.h"
#include "request.h"

namespace mockloop {

LoadOptions read_load_options(const Napi::Object & object);       // throws a TypeError in JavaScript's sense
GenerateRequest read_generate_request(const Napi::Object & object);
Napi::Object to_js(Napi::Env env, const GenerateResult & result);
Napi::Object to_js(Napi::Env env, const Delta & delta);
Napi::Object to_js(Napi::Env env, const Progress & progress);
Napi::Object to_js(Napi::Env env, const BackendInfo & info);
Napi::Error to_js(Napi::Env env, const EngineError & error); // an Error with `code`

} // namespace mockloop
