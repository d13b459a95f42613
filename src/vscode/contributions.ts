/** Every id that package.json declares; a test compares both. */
export const COMMANDS = {
  generate: "mockloop.generate",
  generatePage: "mockloop.generatePage",
  generateFromAddress: "mockloop.generateFromAddress",
  generateFromClipboard: "mockloop.generateFromClipboard",
  refine: "mockloop.refine",
  cancel: "mockloop.cancel",
  accept: "mockloop.accept",
  discard: "mockloop.discard",
  showPanel: "mockloop.showPanel",
  chooseModel: "mockloop.chooseModel",
  addServer: "mockloop.addServer",
  allowedHosts: "mockloop.allowedHosts",
  permissions: "mockloop.permissions",
  doctor: "mockloop.doctor",
  showLog: "mockloop.showLog",
  openRun: "mockloop.openRun",
  resumeRun: "mockloop.resumeRun",
  renameRun: "mockloop.renameRun",
  revealRun: "mockloop.revealRun",
  deleteRun: "mockloop.deleteRun",
} as const;

/** Context keys that menus and enablement ask for. */
export const CONTEXTS = {
  /** A run is under way or waits for its turn. */
  running: "mockloop.running",
  /** The run shown has an iteration that can be accepted. */
  canAccept: "mockloop.canAccept",
  /** The run shown has ended (or failed) and can go on. */
  canRefine: "mockloop.canRefine",
  /** The run shown has ended and can be thrown away. */
  canDiscard: "mockloop.canDiscard",
  /** A mockup was dropped or pasted into a document. */
  dropped: "mockloop.dropped",
} as const;

/** Settings below `mockloop.` with their defaults. */
export const SETTINGS = {
  model: "tracer",
  mmproj: "",
  gpu: "auto",
  gpuLayers: -1,
  contextTokens: 0,
  threads: 0,
  kvCache: "auto",
  vision: "auto",
  unloadAfterMinutes: 10,
  thinking: "first",
  startFrom: "nothing",
  tidy: true,
  modelMirrors: [],
  target: "html",
  maxIterations: 5,
  minFidelity: 0.98,
  maxMismatchRatio: 0.005,
  timeBudgetSeconds: 0,
  tokenBudget: 0,
  viewport: "",
  deviceScaleFactor: 0,
  outputFolder: "${mockupFolder}/${mockupName}",
  acceptPreview: true,
  acceptFormat: false,
  "project.files": [],
  "project.components": "mockloop.components.json",
  keepRuns: 20,
  browserPath: "",
  "tools.permissions": {
    "read-mockup": "allow",
    "read-run": "allow",
    "read-project": "ask",
    "write-run": "allow",
    "write-workspace": "deny",
    network: "ask",
    execute: "deny",
  },
  "tools.rules": [],
  "network.allowedDomains": [],
  "network.deniedDomains": [],
  "tools.workspaceRules": [],
} as const;

export const SETTINGS_SECTION = "mockloop";

/** The panel's view type; also its activation event. */
export const PANEL_VIEW_TYPE = "mockloop.panel";

/** The view of past runs, in the Explorer. */
export const RUNS_VIEW = "mockloop.runs";

/** The provider of the MCP server. */
export const MCP_PROVIDER = "mockloop.mcp";

export const WALKTHROUGH = "mockloop.start";

/** Files that may be mockups, by their ending (lower case, no dot). */
export const IMAGE_EXTENSIONS = [
  "png",
  "jpg",
  "jpeg",
  "webp",
  "avif",
  "gif",
  "bmp",
  "svg",
] as const;

/** Whether a path or file name looks like a picture Mockloop reads. Its content decides later. */
export function isImageName(name: string): boolean {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
  return ending !== undefined && (IMAGE_EXTENSIONS as readonly string[]).includes(ending);
}
