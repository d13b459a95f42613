import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeProgressRing,
  vsCodeTextArea,
} from "@vscode/webview-ui-toolkit";
import { dispatch, parseToPanel } from "../src/protocol/panelProtocol";
import type { FromPanel, Handlers, ToPanel } from "../src/protocol/panelProtocol";
import type { PanelState } from "../src/protocol/schemas/panelState";
import { Actions } from "./actions";
import { Details } from "./details";
import { element } from "./dom";
import { describeChange } from "./format";
import { Header } from "./header";
import "./panel.css";
import { Pictures } from "./pictures";
import { Strip } from "./strip";

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing(), vsCodeTextArea());

const vscode = acquireVsCodeApi();
const post = (message: FromPanel): void => vscode.postMessage(message);

const header = new Header(post);
const strip = new Strip((ordinal) => post({ type: "select", ordinal }));
const pictures = new Pictures();
const details = new Details();
const actions = new Actions(post, {
  read: () => {
    const state = vscode.getState();
    return typeof state === "string" ? state : "";
  },
  write: (text) => vscode.setState(text),
});
const empty = createEmpty();
const announcer = element("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });

let shown: PanelState | undefined;

const handlers: Handlers<ToPanel> = {
  state: ({ state }) => {
    empty.hidden = state.phase !== "empty";
    for (const part of [header, strip, pictures, details, actions]) part.show(state);
    const change = describeChange(shown, state);
    if (change) announcer.textContent = change;
    shown = state;
  },
};

window.addEventListener("message", (event: MessageEvent<unknown>) => {
  const message = parseToPanel(event.data);
  if (message) dispatch(message, handlers);
});

document
  .getElementById("panel")
  ?.replaceChildren(
    header.node,
    actions.node,
    strip.node,
    pictures.node,
    details.node,
    empty,
    announcer,
  );
for (const part of [header, strip, pictures, details, actions]) part.node.hidden = true;
post({ type: "ready" });

/** What is shown before the first run. */
function createEmpty(): HTMLElement {
  const button = element("vscode-button", {}, "Choose a mockup…");
  button.addEventListener("click", () => post({ type: "generate" }));
  return element(
    "section",
    { class: "empty", hidden: true },
    element("h1", {}, "From mockup to code"),
    element(
      "p",
      {},
      "Right-click a picture in the Explorer and choose “Generate from mockup”, drop one into an editor, or:",
    ),
    button,
  );
}
