// What JavaScript sees. One engine has one worker thread; every call is a job on it, with a promise, and can be aborted by its
// number without touching other jobs.
#include <napi.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <set>

#include "backends.h"
#include "convert.h"
#include "engine.h"
#include "worker.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace mockloop {
namespace {

using ToJs = std::function<Napi::Value(Napi::Env)>;

// glibc keeps what is freed for later; a model's worth of memory is better given back.
void give_memory_back() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

// A promise that the worker thread settles. `Settle` and events share one queue, so events come before the result.
class Channel {
  public:
    Channel(Napi::Env env, const Napi::Value & on_event, const char * name)
        : deferred_(std::make_shared<Napi::Promise::Deferred>(Napi::Promise::Deferred::New(env))),
          has_listener_(on_event.IsFunction()) {
        const auto callback = has_listener_ ? on_event.As<Napi::Function>() : Napi::Function::New(env, [](const Napi::CallbackInfo &) {});
        function_ = Napi::ThreadSafeFunction::New(env, callback, name, 0, 1);
    }
    Napi::Promise promise() const { return deferred_->Promise(); }

    template <typename Event> void emit(const Event & event) const {
        if (!has_listener_) return;
        function_.NonBlockingCall([event](Napi::Env env, Napi::Function callback) {
            if (env != nullptr) callback.Call({to_js(env, event)});
        });
    }
    void resolve(ToJs value) {
        settle([value](Napi::Env env, Napi::Promise::Deferred & deferred) { deferred.Resolve(value(env)); });
    }
    void reject(const EngineError & error) {
        settle([error](Napi::Env env, Napi::Promise::Deferred & deferred) { deferred.Reject(to_js(env, error).Value()); });
    }

  private:
    void settle(std::function<void(Napi::Env, Napi::Promise::Deferred &)> how) {
        function_.BlockingCall([how, deferred = deferred_](Napi::Env env, Napi::Function) {
            if (env == nullptr) return; // the process is ending
            Napi::HandleScope scope(env);
            how(env, *deferred);
        });
        function_.Release();
    }

    std::shared_ptr<Napi::Promise::Deferred> deferred_;
    Napi::ThreadSafeFunction function_;
    bool has_listener_;
};

// What the worker thread works on. Destroying it aborts and waits.
struct EngineState {
    ~EngineState() { close(); }

    void begin(int64_t job) {
        std::lock_guard<std::mutex> lock(mutex);
        running = job;
        abort.lower();
        if (closing || aborted.erase(job) > 0) abort.raise();
    }
    void end() {
        std::lock_guard<std::mutex> lock(mutex);
        finished = std::max(finished, running);
        running = 0;
    }
    void abort_job(int64_t job) {
        std::lock_guard<std::mutex> lock(mutex);
        if (job == running) abort.raise();
        else if (job > finished) aborted.insert(job);
    }
    void close() {
        std::lock_guard<std::mutex> lock(mutex);
        closing = true;
        abort.raise();
    }

    AbortFlag abort;
    std::mutex mutex;
    int64_t running = 0, finished = 0;
    std::set<int64_t> aborted; // before they began
    std::atomic<bool> closing{false}; // read on both threads, without the mutex
    std::unique_ptr<Engine> engine; // the worker's
    Worker worker;                  // last: joined before anything above goes
};

class NativeEngine : public Napi::ObjectWrap<NativeEngine> {
  public:
    static Napi::Function define(Napi::Env env) {
        return DefineClass(env, "NativeEngine",
            {InstanceMethod("load", &NativeEngine::load), InstanceMethod("generate", &NativeEngine::generate),
                InstanceMethod("countTokens", &NativeEngine::count_tokens), InstanceMethod("clear", &NativeEngine::clear),
                InstanceMethod("renderPrompt", &NativeEngine::render_prompt_text),
                InstanceMethod("abort", &NativeEngine::abort), InstanceMethod("dispose", &NativeEngine::dispose)});
    }
    explicit NativeEngine(const Napi::CallbackInfo & info)
        : Napi::ObjectWrap<NativeEngine>(info), state_(std::make_unique<EngineState>()) {}

  private:
    // load(job, options, onEvent?) → Promise<string>: the model's description as JSON
    Napi::Value load(const Napi::CallbackInfo & info) {
        const auto options = read_load_options(info[1].ToObject());
        return run(info, "mockloop-load", info[2], [options](EngineState & state, const Listener & listener) -> ToJs {
            if (state.engine) fail("BAD_REQUEST", "this engine holds a model already");
            auto engine = std::make_unique<Engine>(options, state.abort, listener);
            const std::string description = engine->describe();
            state.engine = std::move(engine); // last: whatever failed, the next load may be tried
            return [description](Napi::Env env) { return Napi::String::New(env, description); };
        });
    }
    // generate(job, request, onEvent?) → Promise<GenerateResult>
    Napi::Value generate(const Napi::CallbackInfo & info) {
        const auto request = std::make_shared<GenerateRequest>(read_generate_request(info[1].ToObject()));
        return run(info, "mockloop-generate", info[2], [request](EngineState & state, const Listener & listener) -> ToJs {
            const auto result = std::make_shared<GenerateResult>(loaded(state).generate(*request, listener));
            return [result](Napi::Env env) { return to_js(env, *result); };
        });
    }
    // countTokens(job, text) → Promise<number>
    Napi::Value count_tokens(const Napi::CallbackInfo & info) {
        const std::string text = info[1].ToString();
        return run(info, "mockloop-count", {}, [text](EngineState & state, const Listener &) -> ToJs {
            const double count = double(loaded(state).count_tokens(text));
            return [count](Napi::Env env) { return Napi::Number::New(env, count); };
        });
    }
    // renderPrompt(job, request) → Promise<string>: the prompt as the model gets it, U+FFFC where a picture stands
    Napi::Value render_prompt_text(const Napi::CallbackInfo & info) {
        const auto request = std::make_shared<GenerateRequest>(read_generate_request(info[1].ToObject()));
        return run(info, "mockloop-render", {}, [request](EngineState & state, const Listener &) -> ToJs {
            const std::string prompt = loaded(state).render(*request);
            return [prompt](Napi::Env env) { return Napi::String::New(env, prompt); };
        });
    }
    // clear(job) → Promise<undefined>: forgets what the context holds
    Napi::Value clear(const Napi::CallbackInfo & info) {
        return run(info, "mockloop-clear", {}, [](EngineState & state, const Listener &) -> ToJs {
            loaded(state).clear();
            return [](Napi::Env env) { return env.Undefined(); };
        });
    }
    // abort(job): the job, running or waiting, ends soon with ABORTED (generate: with what it has)
    Napi::Value abort(const Napi::CallbackInfo & info) {
        if (state_) state_->abort_job(info[0].ToNumber().Int64Value());
        return info.Env().Undefined();
    }
    // dispose(job) → Promise<undefined>: aborts everything; resolves when the memory is given back
    Napi::Value dispose(const Napi::CallbackInfo & info) {
        if (!state_ || state_->closing) return resolved(info.Env());
        state_->close();
        Ref(); // until the worker's thread is gone, too
        return run(info, "mockloop-dispose", {}, [this](EngineState & state, const Listener &) -> ToJs {
            state.engine.reset();
            give_memory_back();
            return [this](Napi::Env env) {
                state_.reset();
                Unref();
                return env.Undefined();
            };
        });
    }

    static Engine & loaded(EngineState & state) {
        if (state.closing || !state.engine) fail("DISPOSED", "no model is loaded");
        return *state.engine;
    }
    static Napi::Value resolved(Napi::Env env) {
        const auto deferred = Napi::Promise::Deferred::New(env);
        deferred.Resolve(env.Undefined());
        return deferred.Promise();
    }

    // Posts a job. Nothing it throws escapes: every job settles its promise exactly once.
    Napi::Value run(const Napi::CallbackInfo & info, const char * name, const Napi::Value & on_event,
        std::function<ToJs(EngineState &, const Listener &)> work) {
        const int64_t job = info[0].ToNumber().Int64Value();
        Channel channel(info.Env(), on_event.IsEmpty() ? info.Env().Undefined() : on_event, name);
        const auto promise = channel.promise();
        if (!state_) {
            channel.reject(EngineError("DISPOSED", "the engine was disposed"));
            return promise;
        }
        EngineState * state = state_.get(); // outlives its worker's jobs
        state->worker.post([state, job, channel, work]() mutable {
            const Listener listener{[&](const Delta & delta) { channel.emit(delta); }, throttled(channel)};
            state->begin(job);
            try {
                const ToJs result = work(*state, listener);
                state->end();
                channel.resolve(result);
            } catch (...) {
                state->end();
                channel.reject(to_engine_error(std::current_exception()));
            }
        });
        return promise;
    }

    // A phase tells of its progress every 50 ms at most, and of each further 5 %: thousands of tokens a second need no thousand
    // messages.
    static std::function<void(const Progress &)> throttled(Channel & channel) {
        struct Last {
            std::string phase;
            double at = 0, share = 0;
        };
        const auto last = std::make_shared<Last>();
        return [&channel, last](const Progress & progress) {
            const double now = now_ms(), share = progress.total > 0 ? progress.done / progress.total : 0;
            if (last->phase == progress.phase && now - last->at < 50 && share - last->share < 0.05) return;
            *last = {progress.phase, now, share};
            channel.emit(progress);
        };
    }

    std::unique_ptr<EngineState> state_;
};

Napi::Value init_backends_js(const Napi::CallbackInfo & info) {
    return to_js(info.Env(), init_backends(info[0].ToString()));
}

Napi::Value capture_log_js(const Napi::CallbackInfo & info) {
    capture_log();
    return info.Env().Undefined();
}

Napi::Object init(Napi::Env env, Napi::Object exports) {
    exports.Set("llamaRelease", Napi::String::New(env, BRIDGE_LLAMA_RELEASE));
    exports.Set("initBackends", Napi::Function::New(env, init_backends_js));
    exports.Set("captureLog", Napi::Function::New(env, capture_log_js));
    exports.Set("NativeEngine", NativeEngine::define(env));
    return exports;
}

NODE_API_MODULE(bridge, init)

} // namespace
} // namespace mockloop
