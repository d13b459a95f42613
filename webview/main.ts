import * as l10n from "@vscode/l10n";
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeProgressRing,
  vsCodeTextArea,
} from "@vscode/webview-ui-toolkit";
import { matches } from "../src/base/schema";
import { toPanelSchema } from "../src/protocol/panelMessages";
import type { FromPanel } from "../src/protocol/panelMessages";
import type { PanelState } from "../src/protocol/schemas/panelState";
import { Actions } from "./actions";
import { CodeBar } from "./code/codeBar";
import { Decisions } from "./decisions";
import { Details } from "./details";
import { element } from "./dom";
import { Draft } from "./draft";
import { describeChange } from "./format";
import { EmptyState } from "./emptyState";
import { Header } from "./header";
import { Incoming } from "./incoming/incoming";
import { Live } from "./live/live";
import "./panel.css";
import { Requests } from "./requests";
import { Stage } from "./stage/stage";
import { PageElements } from "./stage/views/pageElements";
import { Strip } from "./strip/strip";
import { ModelWork } from "./work/modelWork";

l10n.config({ contents: document.getElementById("panel")?.dataset["words"] ?? "{}" });
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing(), vsCodeTextArea());

const vscode = acquireVsCodeApi();
const post = (message: FromPanel): void => vscode.postMessage(message);

/** Why the last request was refused. */
const refused = element("p", { class: "refusal", role: "alert", hidden: true });
const tell = (refusal: string | null): void => {
  refused.hidden = refusal === null;
  refused.textContent = refusal ?? "";
};
const requests = new Requests(post, tell);
const { ask } = requests;

let shown: PanelState | undefined;

/** Does something with the run that is shown; nothing where there is none. */
const forRun = (act: (run: string) => void): void => {
  const run = shown?.runId;
  if (typeof run === "string") act(run);
};

const header = new Header(ask);
const strip = new Strip((iteration) => {
  forRun((run) => void ask({ type: "select", run, iteration }));
});
const actions = new Actions(ask, {
  read: () => {
    const state = vscode.getState();
    return typeof state === "string" ? state : "";
  },
  write: (text) => vscode.setState(text),
});
const elements = new PageElements(requests.askQuietly, () => stage.lookAgain());
const codeBar = new CodeBar(ask);
const stage = new Stage({
  elementAt: (place) => elements.at(place),
  openCode: (selector) => codeBar.open(selector),
  sayAbout: (part) => actions.sayAbout(part),
  leaveOut: (masks) => {
    forRun((run) => void ask({ type: "mask", run, masks: [...masks] }));
  },
  pin: (pins) => {
    forRun((run) => void ask({ type: "pin", run, pins: [...pins] }));
  },
});
const details = new Details({
  fly: (place) => stage.fly(place),
  openCode: (selector) => codeBar.open(selector),
});
const decisions = new Decisions();
const work = new ModelWork();
const live = new Live(ask);
const draft = new Draft();
const incoming = new Incoming(ask, tell);
const empty = new EmptyState(ask, () => void incoming.readClipboard());
const announcer = element("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });

/** What shows the state, in the order in which it does. */
const parts = [
  ...[empty, header, strip, work, draft, stage],
  ...[codeBar, live, details, decisions, actions],
];

function show(state: PanelState): void {
  for (const part of parts) part.show(state);
  elements.show(state);
  const change = describeChange(shown, state);
  if (change) announcer.textContent = change;
  // What was refused of another run is of no interest here.
  if (shown?.runId !== state.runId) refused.hidden = true;
  shown = state;
}

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  // Other scripts post to windows, too.
  if (!matches(toPanelSchema, data)) return;
  if (data.type === "state") show(data.state);
  else if (data.type === "page") live.receive(data);
  else if (data.type === "elements") elements.receive(data);
  else if (data.type === "read-clipboard") void incoming.readClipboard();
  else requests.settle(data);
});

// By the time a button comes up again, another run may be shown.
for (const down of ["pointerdown", "keydown"])
  document.addEventListener(down, () => requests.press(shown?.runId ?? null), { capture: true });
document.addEventListener("click", () => requests.release());

document
  .getElementById("panel")
  ?.replaceChildren(
    header.node,
    actions.node,
    refused,
    strip.node,
    work.node,
    draft.node,
    stage.node,
    codeBar.node,
    live.node,
    details.node,
    decisions.node,
    empty.node,
    incoming.node,
    announcer,
  );
for (const part of parts) part.node.hidden = true;
post({ type: "ready" });
