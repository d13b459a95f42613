import type { Size } from "../../base/geometry";
import type { PageLayout } from "../survey/pageSurvey";

/** A change of one rule of a page's style sheets, or of one wrapper. */
export type Edit = RuleEdit | WrapperEdit;

/**
 * A wrapper (a div or span without attributes but class, with a single element and no text in it), by its number in document
 * order, gives its place to what is in it.
 */
export interface WrapperEdit {
  readonly unwrap: number;
}

export type RuleEdit =
  /** The declaration `at` becomes `text` ("color: red", or several with semicolons between); undefined: it goes. */
  | { readonly rule: number; readonly at: number; readonly text: string | undefined }
  /** The rule chooses other elements. */
  | { readonly rule: number; readonly selector: string };

/** Changes that are made together, or not at all. */
export type Trial = readonly Edit[];

/** "unknown": the browser has no such rule, or wrapper. */
export type TrialVerdict = "same" | "changed" | "unknown";

export interface TrialRule {
  /** Whether the browser has it, and how many elements it chooses. */
  readonly known: boolean;
  readonly matches: number;
  /** Whether an element that it chooses is not drawn at all (display none, a closed details). */
  readonly choosesHidden: boolean;
}

/**
 * A page that stays open while changes of it are tried out. Rules are those whose first declaration is
 * `--mockloop-rule: N`; `declarations[N]` are the others, as text, in their order.
 */
export interface TrialPage {
  /** The page in a window of another size, all changes undone. Says what its rules choose there. */
  resize(size: Size): Promise<readonly TrialRule[]>;
  /**
   * Tries each in turn. One that leaves everything as it is painted (places of texts and boxes as they fall on pixels, and their
   * looks) stays made; any other is undone.
   */
  attempt(trials: readonly Trial[]): Promise<readonly TrialVerdict[]>;
  /** Makes just these changes and undoes all others. */
  apply(trials: readonly Trial[]): Promise<void>;
  layout(): Promise<PageLayout>;
}

/** The declaration that marks a rule of a page to try changes on. */
export const RULE_MARK = "--mockloop-rule";
