import { parseArgs } from "node:util";

/**
 * What `mockloop generate` is given by the demo: the arguments of whoever calls it, and in front of them what they leave open:
 * the shipped mockup, with a folder of its own for the code, and the tracer.
 *
 * @param {readonly string[]} given
 * @param {{ help: string, mockup: string, out: string }} demo help: what `mockloop generate --help` prints; it tells which
 *   options take a value, so that a value is not taken for a mockup
 * @returns {string[]}
 */
export function completeDemoArguments(given, { help, mockup, out }) {
  const lines = help.matchAll(/^ +(?:-\w, )?--([\w-]+)( <)?/gm);
  const declared = [...lines].map(([, name, value]) => [
    name,
    { type: value ? "string" : "boolean" },
  ]);
  const { values, positionals } = parseArgs({
    args: [...given],
    options: { browser: { type: "string" }, ...Object.fromEntries(declared) },
    strict: false,
  });
  const model = values.model === undefined ? ["--model", "tracer"] : [];
  if (positionals.length > 0) return [...model, ...given];
  return [mockup, ...(values.out === undefined ? ["--out", out] : []), ...model, ...given];
}
