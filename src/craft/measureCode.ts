import type { PageStructure, PageSurvey } from "../render/survey/pageSurvey";
import {
  CODE_WEIGHTS,
  codeScoreOf,
  DECLARATIONS_PER_ELEMENT,
  type CodeParts,
  type CodeQuality,
} from "./codeQuality";
import { describeCodeFaults } from "./describeCodeFaults";
import { findReflowLoss, reflowOf } from "./measureReflow";
import { measureStyles, type StyleFacts } from "./measureStyles";
import type { PageSheet } from "./pageStyles";

/** Class names of utility frameworks, whose numbers are a scale: "p-4", "md:mt-2", "col-md-6", "bg-blue-500". */
const UTILITY =
  /^([a-z]+:)*-?([mp][xytrblse]?|[wh]|size|gap(-[xy])?|space-[xy]|inset(-[xy])?|top|left|right|bottom|z|fs|order|opacity|leading|min-[wh]|max-[wh]|g[xy]?|col(-(span|start|end|xs|sm|md|lg|xl|xxl))?|row-(span|start|end|cols)|grid-(cols|rows)|(bg|text|border|ring|fill|stroke|from|via|to)-[a-z]+)-\d+$/;

/**
 * How good the code is of a page that was made for a mockup of `mockupWidth` CSS px. `survey` is of the widths of
 * measureReflow and the selectors of `sheets`.
 */
export function measureCode(
  survey: PageSurvey,
  sheets: readonly PageSheet[],
  mockupWidth: number,
): CodeQuality {
  const { structure, layouts } = survey;
  const styles = measureStyles(sheets, new Set(survey.unmatched));
  const windows = layouts.map((layout) => {
    const loss = findReflowLoss(layout, mockupWidth);
    return { layout, loss, value: reflowOf(loss) };
  });
  const numbered = structure.classes.filter((name) => /\d$/.test(name) && !UTILITY.test(name));
  const parts: CodeParts = {
    reflow: windows.length === 0 ? 1 : mean(windows.map(({ value }) => value)),
    ...partsOf(structure, styles),
    names: namesOf(structure, numbered.length),
  };
  const unreadable = sheets.flatMap(({ root, path }) => (root ? [] : [path ?? "a style element"]));
  const faults = describeCodeFaults({ parts, windows, structure, styles, numbered, unreadable });
  return {
    score: codeScoreOf(parts),
    parts,
    faults: faults
      .map(({ part, words, share }) => ({
        words,
        loss: CODE_WEIGHTS[part] * (1 - parts[part]) * share,
      }))
      .sort((a, b) => b.loss - a.loss),
    declarations: styles.declarations,
    elements: structure.elements,
  };
}

function partsOf(
  structure: PageStructure,
  styles: StyleFacts,
): Omit<CodeParts, "reflow" | "names"> {
  const elements = Math.max(1, structure.elements);
  // A style attribute is a rule that nobody can share.
  const written = styles.declarations + 3 * structure.inlineStyles;
  return {
    meaning: structure.chars === 0 ? 1 : structure.meantChars / structure.chars,
    accessibility:
      structure.accessChecks === 0 ? 1 : 1 - structure.accessFaults.length / structure.accessChecks,
    flow: 1 - structure.placed / elements,
    economy: Math.min(1, (DECLARATIONS_PER_ELEMENT * elements) / Math.max(1, written)),
    numbers: styles.lengths === 0 ? 1 : 1 - styles.odd / styles.lengths,
  };
}

/** A page of some size without any class has its names still to come. */
function namesOf({ classes, elements }: PageStructure, numbered: number): number {
  if (classes.length === 0) return elements > 12 ? 0.5 : 1;
  return 1 - numbered / classes.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
