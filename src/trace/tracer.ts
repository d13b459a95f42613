import type { Bitmap } from "../image/bitmap";
import type { DrawnPage } from "../model/model";
import type { Inspection, Picture } from "../inspect/inspection";
import type { Mockup } from "../mockup/mockup";
import type { Draft } from "../design/draft/draft";
import type { PlannedCall } from "./editCalls";
import { planFileCalls, type PageFiles } from "./editCalls";
import type { Lesson } from "./correctDraft";
import type { PageForm } from "./pageForm";
import { createPlacedForm, createUnderstoodForm } from "./pageForm";
import type { ProjectComponents } from "../project/components/projectComponent";
import type { TargetId } from "../project/target";
import { loadTargetCode } from "../targets/loadTargetCode";
import type { TreeElement } from "../targets/page/pageTree";
import { STYLESHEET } from "../targets/targetCode";
import { CHOICE } from "./tuning";

/** The page as a person would write it, or with everything placed as measured: what the first is checked by. */
export type FormName = "understood" | "placed";

/** What the tracer says and does next. */
export interface Answer {
  readonly text: string;
  readonly calls: readonly PlannedCall[];
}

/**
 * What the render that comes shows: the understood page while its parts are moved; the placed one, to see what is lost; the understood
 * one with parts of it placed, too; corrections of single values; or the corrected page while its parts are moved once more, since
 * other values have other widths.
 */
type Stage = "moving" | "placed" | "pinned" | "correcting" | "settling";

/** A page as it was drawn, and how true it looked, 0–1; undefined: nobody measured it. */
interface Seen {
  readonly page: DrawnPage;
  readonly fidelity: number | undefined;
}

/** What is to be written. */
export interface TracerTask {
  readonly mockup: Mockup;
  readonly inspection: Inspection;
  readonly target: TargetId;
  /** The person's own components that the page is to be made of. */
  readonly components?: ProjectComponents | undefined;
  /** Which page to write; undefined: the better one. For benches, which compare them. */
  readonly form?: FormName | undefined;
}

/** How the tracer asks for the page to be drawn. */
export const COMPARE: PlannedCall = { name: "compare", args: { focus: "page" } };

/**
 * One run's work: the page in two forms, the corrections of the one that was chosen, and what the run's files hold. The form that
 * a person would write is drawn first, then the one with everything placed as measured: where that looks truer, parts of the first are
 * placed, too. The first is kept where it then looks as true.
 */
export class Tracer {
  private readonly understood: PageForm;
  private readonly placed: PageForm;
  private form: PageForm;
  private stage: Stage = "moving";
  /** The understood page as it was drawn before the placed one. */
  private flowing: Seen | undefined;
  /** The placed page as it was drawn. */
  private placing: Seen | undefined;
  /** Whether the parts were moved after the last correction that was kept. */
  private isSettled = false;
  private readonly assetPaths: ReadonlyMap<string, string>;
  /** What was written last; undefined when the files may be others'. */
  private written: PageFiles | undefined;
  /** The path of every file that was ever written. */
  private readonly everWritten = new Set<string>();
  /** Stylesheets that were changed by edits. */
  private readonly edited = new Set<string>();

  private readonly target: TargetId;
  /** The only form that may be written; undefined: the better one. */
  private readonly only: FormName | undefined;

  /** Whether the page that was written last is made of the person's components, which stand in the understood form alone. */
  private hasComponents = false;

  constructor({ mockup, inspection, target, components, form }: TracerTask) {
    this.target = target;
    this.only = form;
    this.understood = createUnderstoodForm(mockup, inspection, components);
    this.placed = createPlacedForm(mockup, inspection);
    this.form = form === "placed" ? this.placed : this.understood;
    if (form === "placed") this.stage = "correcting";
    this.assetPaths = nameAssets(this.placed.draft.pictures);
  }

  /** The first draft: pictures cut out, both files written, the page rendered. */
  async start(): Promise<Answer> {
    const { blocks, boxes, pictures } = this.form.draft;
    const crops = pictures.map((picture): PlannedCall => ({
      name: "extract_asset",
      args: { path: this.assetPath(picture), ...picture.box },
    }));
    const counts = `${count(blocks.length, "text")}, ${count(boxes.length, "box", "boxes")}, ${count(pictures.length, "picture")}`;
    return {
      text: `Drafting ${counts} from what was measured in the mockup.`,
      calls: [...crops, ...(await this.write(this.form.draft)), COMPARE],
    };
  }

  /** A new round on files that may have been rolled back: whole files, then the next corrections. */
  async goOn(signal: AbortSignal): Promise<Answer> {
    const next = await this.form.corrector.propose(signal);
    if (!next && !this.maySettle())
      return this.finish("Nothing is left that I could correct by measuring.");
    this.forgetFiles();
    if (!next) return this.settle("");
    this.stage = "correcting";
    return { text: "Trying further corrections.", calls: [...(await this.write(next)), COMPARE] };
  }

  /**
   * Learns from the render of what was written last and tries what comes next.
   *
   * @param mayTry Whether there is time in this round for further corrections: what they move is looked for before it ends.
   */
  async correct(seen: Seen, mayTry: boolean, signal: AbortSignal): Promise<Answer> {
    const { page } = seen;
    if (this.stage === "moving" && this.understood.placers?.flow.learn(page))
      return this.draw(this.understood, "Moving what is not in its place yet.");
    // A page of the person's components is not compared with one that has none: that one would be kept where it looks truer.
    if (this.stage === "moving" && this.hasComponents) this.stage = "correcting";
    if (this.stage === "moving") {
      this.flowing = seen;
      this.stage = "placed";
      return this.draw(
        this.placed,
        "Drawing the same with everything placed as measured, to see what is lost.",
      );
    }
    if (this.stage === "placed" && this.mayPin(page.bitmap)) {
      this.placing = seen;
      this.stage = "pinned";
      return this.draw(this.understood, "Placing what flow does not put where it belongs.");
    }
    if (this.stage === "settling" && this.form.placers?.flow.learn(page))
      return {
        text: "Moving what the corrections moved.",
        calls: [...(await this.write(this.form.corrector.best)), COMPARE],
      };
    if (this.stage !== "correcting") return this.conclude(seen, signal);
    const { tried, kept } = await this.learn(page.bitmap, signal);
    const lesson = tried > 0 ? `${kept} of ${tried} corrections helped. ` : "";
    const next =
      mayTry || !this.maySettle() ? await this.form.corrector.propose(signal) : undefined;
    if (!next && this.maySettle()) return this.settle(lesson);
    if (!next) return this.finish(`${lesson}Nothing is left to try.`);
    return {
      text: `${lesson}Trying the next ones.`,
      calls: [...(await this.write(next)), COMPARE],
    };
  }

  /** Learns from the last render and leaves the best page in the files. */
  async conclude(seen: Seen | undefined, signal: AbortSignal): Promise<Answer> {
    const { stage } = this;
    this.stage = "correcting";
    if (!seen) {
      this.useForm(this.understood);
      return this.finish("The page could not be rendered; leaving it at its best.");
    }
    if (stage === "correcting") {
      const { tried, kept } = await this.learn(seen.page.bitmap, signal);
      return this.finish(
        tried > 0 ? `${kept} of ${tried} corrections helped.` : "The draft stands.",
      );
    }
    if (stage === "settling") {
      this.form.placers?.flow.conclude(seen.page);
      return this.finish("The corrected page stands.");
    }
    if (stage === "placed") this.placing = seen;
    const shown = stage === "placed" ? this.flowing : this.learnPins(seen);
    if (shown) await this.understood.corrector.learn(shown.page.bitmap, signal);
    this.useForm(this.understood);
    if (!shown || !this.placing || !this.isTruer(this.placing, shown))
      return this.finish("The draft stands.");
    this.useForm(this.placed);
    await this.placed.corrector.learn(this.placing.page.bitmap, signal);
    return this.finish(
      "Placed as measured, since the page as a person would write it looked less true.",
    );
  }

  /** Judges the understood page, perhaps with parts of it placed, against the same in flow: the one that stands. */
  private learnPins(seen: Seen): Seen {
    const { flowing, understood } = this;
    const isLessTrue = flowing && (seen.fidelity ?? 0) < (flowing.fidelity ?? 0);
    if (isLessTrue) understood.placers?.pins.drop();
    else understood.placers?.pins.learn(seen.page.bitmap);
    return isLessTrue ? flowing : seen;
  }

  private async learn(render: Bitmap, signal: AbortSignal): Promise<Lesson> {
    const lesson = await this.form.corrector.learn(render, signal);
    if (lesson.kept > 0) this.isSettled = false;
    return lesson;
  }

  /** Whether the parts of the corrected page are still to be moved. */
  private maySettle(): boolean {
    return this.form.placers !== undefined && !this.isSettled;
  }

  private async settle(lesson: string): Promise<Answer> {
    this.isSettled = true;
    this.stage = "settling";
    // What was tried is taken back: edits to there may have been made before, and would be refused.
    this.forgetFiles();
    this.form.placers?.flow.startAgain();
    return {
      text: `${lesson}Looking where the corrected parts are.`,
      calls: [...(await this.write(this.form.corrector.best)), COMPARE],
    };
  }

  /** Whether the placed page is to be kept, by how true both look. */
  private isTruer(placed: Seen, understood: Seen): boolean {
    if (this.only || placed.fidelity === undefined || understood.fidelity === undefined)
      return false;
    return placed.fidelity - understood.fidelity > CHOICE.maxLoss;
  }

  /** Whether the placed page shows that parts of the understood one belong elsewhere. */
  private mayPin(placed: Bitmap): boolean {
    const { flowing } = this;
    return (
      flowing !== undefined && this.understood.placers?.pins.search(flowing.page, placed) === true
    );
  }

  private async draw(form: PageForm, text: string): Promise<Answer> {
    this.useForm(form);
    return { text, calls: [...(await this.write(form.draft)), COMPARE] };
  }

  private useForm(form: PageForm): void {
    if (form !== this.form) this.forgetFiles();
    this.form = form;
  }

  /** What the files hold is no longer known: the next answer writes them whole. */
  forgetFiles(): void {
    this.written = undefined;
  }

  private async finish(text: string): Promise<Answer> {
    const calls = await this.write(this.form.corrector.best);
    return { text, calls: [...calls, { name: "finish", args: { summary: text } }] };
  }

  private async write(draft: Draft): Promise<PlannedCall[]> {
    const page = this.form.write(draft, (picture) => this.assetPath(picture));
    this.hasComponents = hasComponents(page.elements);
    const files = await (await loadTargetCode(this.target)).write(page);
    const [styles, stylesBefore] = [files.get(STYLESHEET), this.written?.get(STYLESHEET)];
    // The same edit is refused where it was made before: what was edited once is written whole when it comes again.
    const isEdited = stylesBefore !== undefined && this.edited.has(stylesBefore);
    const before = isEdited ? undefined : this.written;
    if (before && stylesBefore !== undefined && stylesBefore !== styles)
      this.edited.add(stylesBefore);
    const calls = planFileCalls(before, files, this.written?.keys() ?? this.everWritten);
    for (const path of files.keys()) this.everWritten.add(path);
    this.written = files;
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

/** Whether any of them, or what stands in them, is a component of the person's own. */
function hasComponents(elements: readonly TreeElement[]): boolean {
  return elements.some(({ component, text, children }) => {
    const inText = text.flat().filter((part) => typeof part !== "string");
    return component !== undefined || hasComponents(inText) || hasComponents(children);
  });
}

function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
