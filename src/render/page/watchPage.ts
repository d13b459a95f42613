import type { ConsoleMessage, Dialog, Page } from "puppeteer";
import { describeError } from "../../base/errors";
import type { RenderFact } from "../renderer";
import type { RenderPage } from "../renderPage";
import type { ReportFact } from "./pageServer";

/**
 * Reports what the page says and tries until the returned function is called: errors, dialogs, popups, workers,
 * downloads, and what its content security policy refused.
 */
export function watchPage({ page, client }: RenderPage, report: ReportFact): () => void {
  const onConsole = (message: ConsoleMessage): void => {
    if (message.type() !== "error" && message.type() !== "warn") return;
    const fact = factOfConsole(message.text(), message.type() === "error");
    if (fact) report(fact.kind, fact.message);
  };
  const onPageError = (error: unknown): void => report("page-error", describeError(error));
  const onDialog = (dialog: Dialog): void =>
    report("dialog-refused", `The page opened a dialog (${dialog.type()}): ${dialog.message()}`);
  const onPopup = (popup: Page | null): void => {
    report("popup-refused", "The page opened a window.");
    popup?.close().catch(() => undefined);
  };
  const onWorker = (worker: { url(): string }): void =>
    report("worker-refused", `The page started a worker: ${worker.url()}`);
  const onDownload = (event: { url: string }): void =>
    report("download-refused", `The page started a download: ${event.url}`);
  const onNavigation = ({ url }: { url: string }): void => {
    if (leadsOutOfBrowser(url)) report("navigation-refused", `The page tried to leave for ${url}.`);
  };
  const onIssue = ({ issue }: { issue: CspIssue }): void => {
    const details = issue.details.contentSecurityPolicyIssueDetails;
    if (!details || details.isReportOnly) return;
    report(...factOfViolation(details.violatedDirective, details.blockedURL));
  };
  page.on("console", onConsole);
  page.on("pageerror", onPageError);
  page.on("dialog", onDialog);
  page.on("popup", onPopup);
  page.on("workercreated", onWorker);
  client.on("Page.downloadWillBegin", onDownload);
  client.on("Page.frameRequestedNavigation", onNavigation);
  client.on("Audits.issueAdded", onIssue);
  return () => {
    page.off("console", onConsole);
    page.off("pageerror", onPageError);
    page.off("dialog", onDialog);
    page.off("popup", onPopup);
    page.off("workercreated", onWorker);
    client.off("Page.downloadWillBegin", onDownload);
    client.off("Page.frameRequestedNavigation", onNavigation);
    client.off("Audits.issueAdded", onIssue);
  };
}

/** Whether another program would have to open `url` ("tel:1"): such an address asks no server, so nobody else refuses it. */
function leadsOutOfBrowser(url: string): boolean {
  return !/^(https?|wss?|data|blob|about|javascript|file|filesystem|chrome[a-z-]*):/i.test(url);
}

interface CspIssue {
  readonly details: {
    readonly contentSecurityPolicyIssueDetails?: {
      readonly violatedDirective: string;
      readonly blockedURL?: string;
      readonly isReportOnly: boolean;
    };
  };
}

function factOfViolation(
  directive: string,
  blockedUrl: string | undefined,
): [RenderFact["kind"], string] {
  const what = blockedUrl ? blockedUrl : "inline content";
  if (directive.startsWith("worker-src"))
    return ["worker-refused", `Workers are not run: ${what}.`];
  if (directive.startsWith("form-action"))
    return ["navigation-refused", `Forms are not submitted: ${what}.`];
  return ["request-refused", `${what} is outside the page's own files (${directive}).`];
}

/** What the browser says on the console when the sandbox refuses something. */
const REFUSALS: readonly (readonly [RegExp, RenderFact["kind"]])[] = [
  [/^Ignored call to '/, "dialog-refused"],
  [/^Blocked opening '|allow-popups/, "popup-refused"],
  [/^Download is disallowed|allow-downloads/, "download-refused"],
  [/^Blocked form submission|allow-forms/, "navigation-refused"],
  [/^Not allowed to navigate|^Unsafe attempt to initiate navigation/, "navigation-refused"],
  [/^Not allowed to load local resource|^Unsafe attempt to load URL/, "request-refused"],
];

function factOfConsole(text: string, isError: boolean): RenderFact | undefined {
  for (const [pattern, kind] of REFUSALS) if (pattern.test(text)) return { kind, message: text };
  // Refused and missing requests, and programs that are not started, are reported by whoever refused them.
  if (
    !isError ||
    /content security policy|^Failed to load resource|^Not allowed to launch/i.test(text)
  )
    return undefined;
  return { kind: "console-error", message: text };
}
