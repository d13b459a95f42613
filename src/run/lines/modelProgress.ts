import { cutText } from "../../base/text/cutText";
import type { ModelEvent } from "../../model/model";

/** A share is told in steps of this many percent, a speed once in this many milliseconds: people read no faster. */
const PERCENT_STEP = 5;
const SPEED_MS = 1000;
/** What is left of a phase is told when it has gone on for so long, and so much of it is done: sooner it is a guess. */
const ESTIMATE_AFTER_MS = 4000;
const ESTIMATE_FROM = 0.04;

/** Where the model's own words for its phases are too short for people. */
const PHASES = {
  loading: "loading the model",
  "reading picture": "reading the picture",
  "reading prompt": "reading the prompt",
} as const;

/**
 * Says what a model is doing, from the events of its answers: "reading the prompt 60 %", "writing index.html, 12 tokens/s".
 */
export class ModelProgress {
  private activity = "answering";
  private verb = "calling a tool";
  private argumentsStart = "";
  private speed = "";
  private measured = { tokens: 0, at: 0 };
  /** When the phase under way began, how far it was then, and how far it came. */
  private phase = { name: "", at: 0, share: 0, last: 0 };

  /** @param now Milliseconds, monotonic. */
  constructor(private readonly now: () => number) {}

  /** A new answer begins. */
  start(): void {
    this.phase = { name: "", at: 0, share: 0, last: 0 };
    this.activity = "answering";
    this.argumentsStart = "";
    this.speed = "";
    this.measured = { tokens: 0, at: this.now() };
  }

  /** What is going on after `event`; undefined when it says nothing of that. */
  describe(event: ModelEvent): string | undefined {
    switch (event.type) {
      case "progress":
        if (event.phase !== "writing")
          return `${PHASES[event.phase]}${this.describePhase(event.phase, event.done, event.total)}`;
        this.measureSpeed(event.done);
        break;
      case "text":
        this.activity = "answering";
        break;
      case "reasoning":
        this.activity = "thinking";
        break;
      case "toolCallDelta":
        if (event.name !== "") this.argumentsStart = "";
        this.argumentsStart = (this.argumentsStart + event.argumentsDelta).slice(0, 500);
        this.activity = this.describeCall(event.name);
        break;
      case "notice":
      case "end":
      case "failure":
        return undefined;
    }
    return `${this.activity}${this.speed}`;
  }

  /** A call whose name is known from its first delta on, its path from when that is written. */
  private describeCall(name: string): string {
    if (name !== "") this.verb = describeTool(name);
    const path = /"path"\s*:\s*"([^"\\]+)"/.exec(this.argumentsStart)?.[1];
    return path === undefined ? this.verb : `${this.verb} ${path}`;
  }

  /** " 60 %, about 2 min left" */
  private describePhase(name: string, done: number, total: number): string {
    if (total <= 0) return "";
    const share = Math.min(1, done / total);
    const now = this.now();
    if (name !== this.phase.name || share < this.phase.last)
      this.phase = { name, at: now, share, last: share };
    this.phase.last = share;
    const percent = Math.floor(share * 100);
    const told = ` ${percent - (percent % PERCENT_STEP)} %`;
    const [took, came] = [now - this.phase.at, share - this.phase.share];
    if (took < ESTIMATE_AFTER_MS || came < ESTIMATE_FROM || share === 1) return told;
    return `${told}, about ${describeRest((took / came) * (1 - share))} left`;
  }

  private measureSpeed(tokens: number): void {
    const now = this.now();
    const { at, tokens: before } = this.measured;
    if (before === 0) this.measured = { tokens, at: now };
    if (before === 0 || now - at < SPEED_MS) return;
    this.speed = `, ${Math.round(((tokens - before) / (now - at)) * 1000)} tokens/s`;
    this.measured = { tokens, at: now };
  }
}

/** Of a tool's name, which a model may have made up. Characters. */
const MAX_NAME = 80;

/** A tool's work in words: "writing" for write_file. */
export function describeTool(tool: string): string {
  switch (tool) {
    case "write_file":
      return "writing";
    case "edit_file":
      return "editing";
    case "delete_file":
      return "deleting";
    case "read_file":
      return "reading";
    case "extract_asset":
      return "extracting pictures";
    case "compare":
      return "rendering and comparing";
    default:
      return cutText(tool.replaceAll("_", " "), MAX_NAME);
  }
}

/** In steps that grow with the time, for an estimate is no clock: "5 s", "40 s", "3 min". */
function describeRest(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 55) return `${Math.max(1, Math.round(seconds / 5)) * 5} s`;
  return `${Math.round(seconds / 60)} min`;
}
