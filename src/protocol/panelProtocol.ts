import { matches } from "../base/schema";
import { isNumber, isOneOf, isShape, isString, parseTagged } from "./checkShape";
import { panelStateSchema } from "./schemas/panelState";
import type { PanelState } from "./schemas/panelState";

/**
 * Every message between the extension and its panel. The panel says `ready` before anything is sent to it; then it gets
 * the whole state whenever that changes. Both sides parse what they receive; pictures are webview URIs.
 */

export type ToPanel = { readonly type: "state"; readonly state: PanelState };

export type FromPanel =
  | { readonly type: "ready" }
  | { readonly type: "generate" }
  | { readonly type: "cancel" }
  | { readonly type: "select"; readonly ordinal: number }
  | { readonly type: "show-run"; readonly id: string }
  | { readonly type: "refine"; readonly instruction: string }
  | { readonly type: "accept" }
  | { readonly type: "discard" }
  | { readonly type: "show-log" };

/** One handler for each kind of message: a missing one does not compile. */
export type Handlers<M extends { readonly type: string }> = {
  readonly [K in M["type"]]: (message: Extract<M, { type: K }>) => void;
};

/** Hands `message` to its handler. */
export function dispatch<M extends { readonly type: string }>(
  message: M,
  handlers: Handlers<M>,
): void {
  const handle = handlers[message.type as M["type"]] as (message: M) => void;
  handle(message);
}

/** A long instruction is text a person typed; more than this is a mistake. */
export const MAX_INSTRUCTION_LENGTH = 10_000;

const isState = (value: unknown): value is PanelState => matches(panelStateSchema, value);

/** What the extension sent, or undefined for anything else (other scripts post to windows, too). */
export function parseToPanel(value: unknown): ToPanel | undefined {
  return parseTagged<ToPanel>(value, {
    state: isShape<ToPanel>({ type: isOneOf("state"), state: isState }),
  });
}

/** What the panel sent, or undefined for anything that is no such message. */
export function parseFromPanel(value: unknown): FromPanel | undefined {
  const message = parseTagged<FromPanel>(value, {
    ready: isShape({ type: isOneOf("ready") }),
    generate: isShape({ type: isOneOf("generate") }),
    cancel: isShape({ type: isOneOf("cancel") }),
    select: isShape({ type: isOneOf("select"), ordinal: isNumber }),
    "show-run": isShape({ type: isOneOf("show-run"), id: isString }),
    refine: isShape({ type: isOneOf("refine"), instruction: isString }),
    accept: isShape({ type: isOneOf("accept") }),
    discard: isShape({ type: isOneOf("discard") }),
    "show-log": isShape({ type: isOneOf("show-log") }),
  });
  if (message?.type === "refine" && message.instruction.length > MAX_INSTRUCTION_LENGTH)
    return undefined;
  return message;
}
