import type { AccessFault, PageLayout, PageStructure } from "../render/survey/pageSurvey";
import type { CodeParts } from "./codeQuality";
import type { ReflowLoss } from "./measureReflow";
import type { StyleFacts } from "./measureStyles";

/** A part this near to 1 is not worth a word. */
const GOOD = 0.97;

export interface CodeFindings {
  readonly parts: CodeParts;
  readonly windows: readonly {
    readonly layout: PageLayout;
    readonly loss: ReflowLoss;
    /** 0–1, see reflowOf. */
    readonly value: number;
  }[];
  readonly structure: PageStructure;
  readonly styles: StyleFacts;
  /** Class names that end in a number. */
  readonly numbered: readonly string[];
  /** Style sheets that cannot be read. */
  readonly unreadable: readonly string[];
}

export interface DescribedFault {
  readonly part: keyof CodeParts;
  readonly words: string;
  /** The fault's share of what the part lacks, 0–1. */
  readonly share: number;
}

/** What lowers each part, in short sentences with numbers: what it is, where, what to do. */
export function describeCodeFaults(findings: CodeFindings): DescribedFault[] {
  const { parts, structure, styles, numbered, unreadable } = findings;
  const faults: DescribedFault[] = [
    ...describeWindows(findings),
    ...describeAccess(structure.accessFaults),
    ...unreadable.map((path) => fault("economy", `${path} has a syntax error: correct it.`)),
  ];
  if (parts.meaning < GOOD && structure.plainExample !== undefined)
    faults.push(
      fault(
        "meaning",
        `${percent(1 - parts.meaning)} of the text stands in plain div and span (${quoted(structure.plainExample)}): use headings, paragraphs, links, lists, tables, labels.`,
      ),
    );
  if (parts.flow < GOOD)
    faults.push(
      fault(
        "flow",
        `${structure.placed} of ${structure.elements} elements are absolute, fixed or have negative margins (${structure.placedExample}): use flex or grid.`,
      ),
    );
  if (parts.economy < GOOD)
    faults.push(
      fault(
        "economy",
        `${styles.declarations} declarations${structure.inlineStyles > 0 ? ` and ${structure.inlineStyles} style attributes` : ""} for ${structure.elements} elements: let equal parts share a rule, leave out what changes nothing.`,
      ),
    );
  if (parts.names < GOOD)
    faults.push(
      fault(
        "names",
        numbered.length === 0
          ? "No element has a class: name the parts of the page."
          : `${numbered.length} of ${structure.classes.length} class names end in a number (${numbered.slice(0, 3).join(", ")}): name them for what they are, and share them.`,
      ),
    );
  if (parts.numbers < GOOD)
    faults.push(
      fault(
        "numbers",
        `${styles.odd} of ${styles.lengths} lengths are no whole or half px (${styles.oddLengths.slice(0, 3).join(", ")}): round them.`,
      ),
    );
  return faults;
}

function fault(part: keyof CodeParts, words: string, share = 1): DescribedFault {
  return { part, words, share };
}

/** One sentence for the narrow and one for the wide windows: of each kind, the worst. */
function describeWindows({ windows }: CodeFindings): DescribedFault[] {
  const lacking = windows.reduce((sum, { value }) => sum + 1 - value, 0);
  const bad = windows.filter(({ value }) => value < GOOD);
  const faults = bad.map(({ layout, loss, value }) => ({
    kind: kindOf(loss),
    lost: 1 - value,
    words: describeWindow(layout, loss),
  }));
  return (["unseen", "covered", "sideways", "lopsided"] as const).flatMap((kind) => {
    const alike = faults.filter((one) => one.kind === kind).sort((a, b) => b.lost - a.lost);
    const [worst] = alike;
    if (!worst) return [];
    const lost = alike.reduce((sum, one) => sum + one.lost, 0);
    return [fault("reflow", worst.words, lost / lacking)];
  });
}

function kindOf(loss: ReflowLoss): keyof ReflowLoss {
  const kinds = ["unseen", "covered", "sideways", "lopsided"] as const;
  return kinds.reduce((worst, kind) => (loss[kind] > loss[worst] ? kind : worst));
}

function describeWindow(layout: PageLayout, loss: ReflowLoss): string {
  const { width, scrollWidth, tooWide, cutting } = layout;
  const at = `In a window of ${width} px`;
  switch (kindOf(loss)) {
    case "unseen":
      return `${at} ${percent(loss.unseen)} of the text cannot be seen${cutting === undefined ? wide(tooWide) : ` (cut off by ${cutting})`}: let boxes shrink and text wrap.`;
    case "covered":
      return `${at} ${percent(loss.covered)} of the text lies over other text: let boxes grow with their text instead of fixed heights.`;
    case "sideways":
      return `${at} the page is ${Math.round(scrollWidth)} px wide${wide(tooWide)}: use max-width and wrapping instead of fixed widths.`;
    case "lopsided":
      return `${at} everything keeps to one side: centre the content or let it fill the width.`;
  }
}

const wide = (element: string | undefined): string =>
  element === undefined ? "" : ` (${element} sticks out)`;

const ACCESS_WORDS: Readonly<Record<AccessFault["kind"], string>> = {
  "heading-order": "headings skip a level",
  "no-heading": "there is no heading",
  "image-alt": "pictures have no alt text",
  "control-label": "form fields have no label",
  "link-name": "links have no text",
  "button-name": "buttons have no name",
  language: "html has no lang",
  title: "the page has no title",
  landmark: "there is no main element",
};

function describeAccess(all: readonly AccessFault[]): DescribedFault[] {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const alike = all.filter((one) => one.kind === kind);
    const [first] = alike;
    const where = alike.length > 1 ? `${first?.where}, ${alike.length} in all` : first?.where;
    return fault(
      "accessibility",
      `For screen readers: ${ACCESS_WORDS[kind]} (${where}).`,
      alike.length / all.length,
    );
  });
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const quoted = (text: string): string => JSON.stringify(text.slice(0, 40));
