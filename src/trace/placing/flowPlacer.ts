import type { Design } from "../../design/design";
import type { DrawnPage } from "../../model/model";
import type { NudgeCorrector } from "./nudgeCorrector";
import type { PlaceCorrector } from "./placeCorrector";

/**
 * Moves the parts of a page in flow to where the mockup has them: by the gaps and paddings between them, then by offsets of their own
 * what these cannot move. It starts again where other values have moved them since.
 */
export class FlowPlacer {
  /** Whether gaps and paddings are as good as they get. */
  private isSpread = false;

  constructor(
    private readonly gaps: PlaceCorrector,
    private readonly nudges: NudgeCorrector,
  ) {}

  /** `design` with its parts where the next render is to show them. */
  place(design: Design): Design {
    return this.nudges.place(this.gaps.place(design));
  }

  /** The page as the best gaps show it, without further offsets; undefined before the first render. */
  get shown(): DrawnPage | undefined {
    return this.gaps.shown;
  }

  /** Judges the render of what was moved last; true when another one may be better still, else all is where it was best. */
  learn(page: DrawnPage): boolean {
    if (this.isSpread) return this.nudges.learn(page);
    if (this.gaps.learn(page)) return true;
    this.isSpread = true;
    return this.nudges.learn(this.gaps.shown ?? page);
  }

  /** Starts anew from where everything was best. */
  startAgain(): void {
    this.isSpread = false;
    this.gaps.startAgain();
    this.nudges.startAgain();
  }

  /** Judges the render of what was moved last, and leaves all where it was best. */
  conclude(page: DrawnPage): void {
    if (this.isSpread) this.nudges.conclude(page);
    else this.gaps.conclude(page);
  }
}
