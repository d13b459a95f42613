import type { Bitmap } from "../image/bitmap";
import type { Inspection, Picture } from "../inspect/inspection";
import type { Mockup } from "../mockup/mockup";
import { DraftCorrector } from "./correctDraft";
import { createDraft } from "../design/draft/createDraft";
import type { Draft } from "../design/draft/draft";
import type { PlannedCall } from "./editCalls";
import { planFileCalls } from "./editCalls";
import { createDesign } from "../design/createDesign";
import type { Design } from "../design/design";
import { settleType } from "../design/draft/settleType";
import { updateDesign } from "../design/updateDesign";
import { tidyTree } from "../design/layout/tidyTree";
import { layoutTree } from "../design/layout/layoutTree";
import type { PageCode } from "../targets/html/writeCode";
import { writeCode } from "../targets/html/writeCode";

/** What the tracer says and does next. */
export interface Answer {
  readonly text: string;
  readonly calls: readonly PlannedCall[];
}

const STYLESHEET = "styles.css";

const COMPARE: PlannedCall = { name: "compare", args: { focus: "page" } };

/** One run's work: the draft, its corrections, and what the run's files hold. */
export class Tracer {
  private readonly draft: Draft;
  private readonly design: Design;
  private readonly corrector: DraftCorrector;
  private readonly assetPaths: ReadonlyMap<string, string>;
  /** What was written last; undefined when the files may be others'. */
  private written: PageCode | undefined;

  constructor(
    mockup: Mockup,
    inspection: Inspection,
    private readonly entry: string,
  ) {
    const settled = settleType(createDraft(inspection, mockup.bitmap));
    this.draft = settled.draft;
    const tree = layoutTree(this.draft);
    this.design = createDesign(settled, tree && tidyTree(tree));
    this.corrector = new DraftCorrector(mockup.bitmap, this.draft);
    this.assetPaths = nameAssets(this.draft.pictures);
  }

  /** The first draft: pictures cut out, both files written, the page rendered. */
  start(): Answer {
    const { blocks, boxes, pictures } = this.draft;
    const crops = pictures.map((picture): PlannedCall => ({
      name: "extract_asset",
      args: { path: this.assetPath(picture), ...picture.box },
    }));
    const counts = `${count(blocks.length, "text")}, ${count(boxes.length, "box", "boxes")}, ${count(pictures.length, "picture")}`;
    return {
      text: `Drafting ${counts} from what was measured in the mockup.`,
      calls: [...crops, ...this.write(this.draft), COMPARE],
    };
  }

  /** A new round on files that may have been rolled back: whole files, then the next corrections. */
  async goOn(signal: AbortSignal): Promise<Answer> {
    const next = await this.corrector.propose(signal);
    if (!next) return this.finish("Nothing is left that I could correct by measuring.");
    this.forgetFiles();
    return { text: "Trying further corrections.", calls: [...this.write(next), COMPARE] };
  }

  /** Learns from the render of what was written last and tries what comes next. */
  async correct(render: Bitmap, signal: AbortSignal): Promise<Answer> {
    const { tried, kept } = await this.corrector.learn(render, signal);
    const lesson = tried > 0 ? `${kept} of ${tried} corrections helped. ` : "";
    const next = await this.corrector.propose(signal);
    if (!next) return this.finish(`${lesson}Nothing is left to try.`);
    return {
      text: `${lesson}Trying the next ones.`,
      calls: [...this.write(next), COMPARE],
    };
  }

  /** Learns from the last render and leaves the best page in the files. */
  async conclude(render: Bitmap | undefined, signal: AbortSignal): Promise<Answer> {
    if (!render) return this.finish("The page could not be rendered; leaving it at its best.");
    const { tried, kept } = await this.corrector.learn(render, signal);
    return this.finish(tried > 0 ? `${kept} of ${tried} corrections helped.` : "The draft stands.");
  }

  /** What the files hold is no longer known: the next answer writes them whole. */
  forgetFiles(): void {
    this.written = undefined;
  }

  private finish(text: string): Answer {
    return {
      text,
      calls: [...this.write(this.corrector.best), { name: "finish", args: { summary: text } }],
    };
  }

  private write(draft: Draft): PlannedCall[] {
    const code = writeCode(updateDesign(this.design, draft), {
      stylesheetPath: STYLESHEET,
      assetPath: (picture) => this.assetPath(picture),
    });
    const calls = planFileCalls(this.written, code, { html: this.entry, css: STYLESHEET });
    this.written = code;
    return calls;
  }

  private assetPath(picture: Picture): string {
    return this.assetPaths.get(picture.id) ?? `assets/${picture.id}.png`;
  }
}

/** "assets/icon-1.png", "assets/picture-1.png" … in the order of the pictures. */
function nameAssets(pictures: readonly Picture[]): ReadonlyMap<string, string> {
  const counts = { picture: 0, icon: 0 };
  return new Map(
    pictures.map(({ id, kind }) => [id, `assets/${kind}-${++counts[kind]}.png`] as const),
  );
}

function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
