// A model behind a server that answers when the walk says so: what a person does meanwhile can be seen to have its effect.
import { createServer } from "node:http";

/**
 * @typedef {{name: string, args: object}} Call
 * @typedef {{text: string, answer: (calls: readonly Call[]) => void, gone: () => boolean}} Question
 */
export class HeldModel {
  /** @type {Question[]} */
  #waiting = [];
  #arrivals = [];
  #calls = 0;
  /** How often it was asked. */
  asked = 0;

  static async start() {
    const model = new HeldModel();
    model.server = createServer((request, response) => void model.#serve(request, response));
    await new Promise((listening) => model.server.listen(0, "127.0.0.1", listening));
    return model;
  }

  /** As the setting `mockloop.model` names it. */
  get address() {
    return `http://127.0.0.1:${this.server.address().port}/v1#held`;
  }

  /** Resolves with what it is asked next, which waits for its answer. @returns {Promise<Question>} */
  async question() {
    const waiting = this.#waiting.shift();
    return waiting ?? (await new Promise((resolve) => this.#arrivals.push(resolve)));
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  async #serve(request, response) {
    let text = "";
    for await (const chunk of request) text += chunk;
    const json = (status, body) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (request.url === "/v1/models")
      return json(200, { data: [{ id: "held", owned_by: "llamacpp" }] });
    if (request.url === "/props")
      return json(200, {
        modalities: { vision: true },
        default_generation_settings: { n_ctx: 32_768 },
      });
    if (!request.url.endsWith("/chat/completions")) return json(404, {});
    this.asked++;
    const question = {
      text,
      answer: (calls) => response.end(this.#write(calls)),
      gone: () => response.destroyed,
    };
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    const arrival = this.#arrivals.shift();
    if (arrival) arrival(question);
    else this.#waiting.push(question);
  }

  /** A stream with an answer that calls tools. */
  #write(calls) {
    const tools = calls.map(({ name, args }, index) => ({
      ...{ index, id: `call_${++this.#calls}`, type: "function" },
      function: { name, arguments: JSON.stringify(args) },
    }));
    const chunk = (delta, finish) =>
      `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    return `${chunk({ tool_calls: tools }, null)}${chunk({}, "tool_calls")}data: [DONE]\n\n`;
  }
}

/** The calls of a model that writes a page, or changes its styles. */
export const write = (path, content) => ({ name: "write_file", args: { path, content } });
export const finish = (summary) => ({ name: "finish", args: { summary } });
