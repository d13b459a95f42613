/** A place in a pane, px from its top left corner. */
export interface PanePoint {
  readonly x: number;
  readonly y: number;
}

/** What a person does in a pane. */
export interface Gestures {
  /** Shows what lies so many px further right and down. Returns whether anything moved. */
  readonly pan: (dx: number, dy: number) => boolean;
  /** Enlarges around a place. */
  readonly zoom: (factor: number, at: PanePoint) => void;
  /** One step larger (1) or smaller (-1), around the middle. */
  readonly step: (direction: 1 | -1) => void;
  readonly fit: () => void;
  readonly actualSize: () => void;
  /** Whether a drag marks a part instead of moving the pictures. With Shift it always does. */
  readonly isMarking: () => boolean;
  /** Whether parts of what is shown can be marked. */
  readonly canMark: () => boolean;
  /** Marks the part between two corners. */
  readonly mark: (from: PanePoint, to: PanePoint) => void;
  /** Marks all that is shown. */
  readonly markShown: () => void;
  /** Opens the code of what is at a place. */
  readonly open: (at: PanePoint) => void;
  /** Looks at a place; undefined: at none any more. */
  readonly point: (at: PanePoint | undefined) => void;
}

/** How far an arrow key moves; with Shift, much further. Px. */
const ARROW_PX = 40;
const FAR = 5;
/** How much a px of the wheel enlarges: a notch of most wheels is 100 px. */
const WHEEL_ZOOM = 0.002;
/** A pinch on a touchpad comes as small turns of the wheel with Ctrl. */
const PINCH_ZOOM = 0.01;

/** Turns wheel, pointer and keys of `pane` into gestures. */
export function listenToGestures(pane: HTMLElement, gestures: Gestures): void {
  const placeOf = (event: MouseEvent): PanePoint => {
    const { left, top } = pane.getBoundingClientRect();
    return { x: event.clientX - left - pane.clientLeft, y: event.clientY - top - pane.clientTop };
  };
  /** Whether the key means something here. */
  const act = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const far = ARROW_PX * (shiftKey ? FAR : 1);
    switch (key) {
      case "ArrowLeft":
        gestures.pan(-far, 0);
        return true;
      case "ArrowRight":
        gestures.pan(far, 0);
        return true;
      case "ArrowUp":
        gestures.pan(0, -far);
        return true;
      case "ArrowDown":
        gestures.pan(0, far);
        return true;
      case "+":
      case "=":
        gestures.step(1);
        return true;
      case "-":
        gestures.step(-1);
        return true;
      case "m":
        if (!gestures.canMark()) return false;
        gestures.markShown();
        return true;
      case "Enter":
        gestures.open({ x: pane.clientWidth / 2, y: pane.clientHeight / 2 });
        return true;
      case "0":
        gestures.fit();
        return true;
      case "1":
        gestures.actualSize();
        return true;
      default:
        return false;
    }
  };
  pane.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) {
        const rate = Math.abs(event.deltaY) < 50 ? PINCH_ZOOM : WHEEL_ZOOM;
        gestures.zoom(Math.exp(-event.deltaY * rate), placeOf(event));
        event.preventDefault();
      } else {
        const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
        // At the picture's edge the panel itself scrolls on.
        if (gestures.pan(dx, dy)) event.preventDefault();
      }
    },
    { passive: false },
  );
  let corner: PanePoint | undefined;
  pane.addEventListener("pointerdown", (event) => {
    if (event.button > 1) return;
    pane.setPointerCapture(event.pointerId);
    if (gestures.canMark() && (event.shiftKey || gestures.isMarking())) corner = placeOf(event);
    else pane.classList.add("dragged");
  });
  pane.addEventListener("pointermove", (event) => {
    if (corner) gestures.mark(corner, placeOf(event));
    else if (pane.classList.contains("dragged")) gestures.pan(-event.movementX, -event.movementY);
    gestures.point(placeOf(event));
  });
  for (const end of ["pointerup", "pointercancel"] as const)
    pane.addEventListener(end, () => {
      corner = undefined;
      pane.classList.remove("dragged");
    });
  pane.addEventListener("dblclick", (event) => {
    if (!gestures.isMarking()) gestures.open(placeOf(event));
  });
  pane.addEventListener("pointerleave", () => gestures.point(undefined));
  pane.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !act(event)) return;
    event.preventDefault();
    gestures.point({ x: pane.clientWidth / 2, y: pane.clientHeight / 2 });
  });
}
