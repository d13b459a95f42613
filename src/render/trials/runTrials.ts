import type { PaintLooks } from "../snapshot/paintLooks";
import type { Trial, TrialRule, TrialVerdict } from "./trialPage";
import type { Memory, PageElement, PageRange, PageRule, PageStyle, PageText } from "./trialWorld";

/** What {@link runTrials} needs of the page, as the project is typed without the DOM. */
declare const document: {
  readonly documentElement: PageElement;
  readonly body: PageElement | null;
  readonly styleSheets: Iterable<{ readonly cssRules: Iterable<PageRule> }>;
  createTreeWalker(root: PageElement, show: number): { nextNode(): PageText | null };
  createRange(): PageRange;
  querySelectorAll(selector: string): Iterable<PageElement>;
};
declare const getComputedStyle: (element: PageElement, pseudo?: string) => PageStyle;

export type TrialCommand =
  | {
      readonly kind: "install";
      readonly mark: string;
      readonly declarations: readonly (readonly string[])[];
    }
  | { readonly kind: "look" }
  | { readonly kind: "attempt"; readonly trials: readonly Trial[] }
  | { readonly kind: "apply"; readonly trials: readonly Trial[] };

/** Carries out one command of a TrialPage; runs in the page's isolated world (see pageScript). */
export function runTrials({
  command,
  looks,
}: {
  readonly command: TrialCommand;
  readonly looks: PaintLooks;
}): TrialRule[] | TrialVerdict[] {
  const world = globalThis as { mockloopTrials?: Memory };
  const PSEUDO = ["::before", "::after"] as const;
  const REPLACED =
    /^(img|svg|video|canvas|iframe|object|embed|input|textarea|select|progress|meter|hr)$/;
  const root = document.documentElement;

  const write = (memory: Memory, rule: number): void => {
    const lines = memory.now.get(rule) ?? [];
    const style = memory.rules.get(rule)?.style;
    if (style) style.cssText = lines.filter((line) => line !== undefined).join(";");
  };
  const install = (mark: string, written: readonly (readonly string[])[]): Memory => {
    const rules = new Map<number, PageRule>();
    const collect = (list: Iterable<PageRule>): void => {
      for (const rule of list) {
        const id = rule.style?.getPropertyValue(mark) ?? "";
        if (id.trim() !== "" && rule.selectorText !== undefined) rules.set(Number(id), rule);
        if (rule.cssRules) collect(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets)
      try {
        collect(sheet.cssRules);
      } catch {
        // Another origin's: none of ours.
      }
    const selectors = new Map([...rules].map(([id, rule]) => [id, rule.selectorText ?? ""]));
    const now = new Map([...rules].map(([id]) => [id, [...(written[id] ?? [])]]));
    const wrappers = [...document.querySelectorAll("body div, body span")].filter(
      ({ attributes, children, childNodes }) =>
        children.length === 1 &&
        [...attributes].every(({ name }) => name === "class") &&
        Array.from(childNodes).every(
          ({ nodeType, nodeValue }) => nodeType !== 3 || !nodeValue?.trim(),
        ),
    );
    const memory: Memory = {
      ...{ wrappers, unwrapped: [] },
      ...{ rules, selectors, written, now, elements: [], texts: [], geometry: "" },
      paints: new Map(),
    };
    for (const id of rules.keys()) write(memory, id);
    return memory;
  };

  const isClear = (color: string): boolean =>
    color === "transparent" || /^rgba\(.*, 0\)$|\/ 0\)$/.test(color);
  const pick = (style: PageStyle, names: readonly string[]): string =>
    names.map((name) => style.getPropertyValue(name)).join(" ");
  /** Everything about how one box is painted but its place; undefined when it paints nothing. */
  const paintOf = (style: PageStyle, hasText: boolean, isReplaced: boolean): string | undefined => {
    const parts: string[] = [];
    const hasBackground =
      !isClear(style.getPropertyValue("background-color")) ||
      style.getPropertyValue("background-image") !== "none";
    if (hasBackground) parts.push(pick(style, looks.background));
    for (const side of ["top", "right", "bottom", "left"]) {
      const [width, kind, color] = ["width", "style", "color"].map((what) =>
        style.getPropertyValue(`border-${side}-${what}`),
      );
      if (width !== "0px" && kind !== "none" && color !== undefined && !isClear(color))
        parts.push(`${side} ${width} ${kind} ${color}`);
    }
    if (isReplaced) parts.push(pick(style, ["object-fit", "object-position", "appearance"]));
    if (style.getPropertyValue("outline-style") !== "none")
      parts.push(pick(style, ["outline-color", "outline-width", "outline-offset"]));
    if (parts.length > 0) parts.push(pick(style, looks.radii));
    const isBox = parts.length > 0 || style.getPropertyValue("box-shadow") !== "none";
    if (hasText || isReplaced) parts.push(pick(style, looks.text));
    if (style.getPropertyValue("display") === "list-item")
      parts.push(pick(style, ["list-style-type", "list-style-image", "list-style-position"]));
    parts.push(pick(style, looks.always));
    if (style.getPropertyValue("position") !== "static")
      parts.push(style.getPropertyValue("z-index"));
    return `${isBox ? "box " : ""}${parts.join("|")}`;
  };
  const hasText = new Set(world.mockloopTrials?.texts.map(({ element }) => element));
  const paint = (element: PageElement): string => {
    const style = getComputedStyle(element);
    const isReplaced = REPLACED.test(element.localName);
    let all = paintOf(style, hasText.has(element), isReplaced) ?? "";
    const cuts =
      style.getPropertyValue("overflow") !== "visible" &&
      (element.scrollWidth > element.clientWidth ||
        element.scrollHeight > element.clientHeight ||
        style.getPropertyValue("border-top-left-radius") !== "0px");
    if (cuts) all += `|${style.getPropertyValue("overflow")}`;
    if (isReplaced)
      all += `|${getComputedStyle(element, "::placeholder").getPropertyValue("color")}`;
    for (const name of PSEUDO) {
      const pseudo = getComputedStyle(element, name);
      const content = pseudo.getPropertyValue("content");
      if (content === "none" || content === "normal") continue;
      const place = ["width", "height", "top", "left", "position", "display", "margin", "padding"];
      all += `|${name} ${content} ${pick(pseudo, place)} ${paintOf(pseudo, true, false)}`;
    }
    return all;
  };
  /** Where everything that is painted falls on the pixels: boxes by their edges, text also by quarters across. */
  const geometryOf = (memory: Memory): string => {
    const parts: string[] = [`${root.scrollWidth} ${root.scrollHeight}`];
    for (const { range } of memory.texts)
      for (const { left, right, top } of range.getClientRects())
        parts.push(`${Math.round(left * 4)} ${Math.round(right * 4)} ${Math.round(top)}`);
    memory.elements.forEach((element, index) => {
      if (!element.isConnected) return;
      const isPainted =
        memory.paints.get(element)?.startsWith("box ") || REPLACED.test(element.localName);
      if (!isPainted) return;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      parts.push(`${index}:${[left, right, top, bottom].map(Math.round).join(" ")}`);
    });
    return parts.join(";");
  };
  const look = (memory: Memory): TrialRule[] => {
    memory.elements = [root, ...root.querySelectorAll("body, body *")].slice(0, 5_000);
    memory.texts = [];
    hasText.clear();
    const walker = document.createTreeWalker(document.body ?? root, 4);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || node.nodeValue.trim() === "") continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      memory.texts.push({ range, node, element });
      hasText.add(element);
    }
    memory.paints = new Map(memory.elements.map((element) => [element, paint(element)]));
    memory.geometry = geometryOf(memory);
    return memory.written.map((_, id) => {
      const rule = memory.rules.get(id);
      if (!rule) return { known: false, matches: 0, choosesHidden: false };
      const chosen = chosenBy(rule.selectorText ?? "");
      return {
        known: true,
        matches: chosen.length,
        choosesHidden: chosen.some((element) => !element.checkVisibility()),
      };
    });
  };
  /** The elements that a rule concerns in whatever state; its states were taken out where that is possible. */
  const chosenBy = (selector: string): PageElement[] => {
    const parts = /::?(before|after|placeholder|marker)\b/g;
    try {
      return [...document.querySelectorAll(selector.replace(parts, ""))].filter(
        ({ localName }) =>
          !/^(head|meta|link|title|base|script|style|template|option)$/.test(localName),
      );
    } catch {
      return [];
    }
  };
  const unwrap = (memory: Memory, number: number): void => {
    const wrapper = memory.wrappers[number];
    if (!wrapper) return;
    const inside = Array.from(wrapper.childNodes);
    wrapper.before(...inside);
    wrapper.remove();
    memory.unwrapped.unshift({ wrapper, inside });
    findAgain(memory);
  };
  /** A range loses its text when that moves. */
  const findAgain = ({ texts }: Memory): void => {
    for (const { range, node } of texts) range.selectNodeContents(node);
  };
  const rewrap = (memory: Memory): void => {
    const last = memory.unwrapped.shift();
    if (!last) return;
    last.inside[0]?.before(last.wrapper);
    last.wrapper.append(...last.inside);
    findAgain(memory);
  };
  const change = (memory: Memory, trial: Trial): void => {
    for (const edit of trial) {
      if ("unwrap" in edit) {
        unwrap(memory, edit.unwrap);
        continue;
      }
      const rule = memory.rules.get(edit.rule);
      if (!rule) continue;
      if ("selector" in edit) {
        rule.selectorText = edit.selector;
        continue;
      }
      const lines = memory.now.get(edit.rule);
      if (lines) lines[edit.at] = edit.text;
      write(memory, edit.rule);
    }
  };
  const isKnown = (memory: Memory, trial: Trial): boolean =>
    trial.every((edit) =>
      "unwrap" in edit ? memory.wrappers[edit.unwrap] : memory.rules.has(edit.rule),
    );
  const attempt = (memory: Memory, trial: Trial): TrialVerdict => {
    if (!isKnown(memory, trial)) return "unknown";
    const ids = [...new Set(trial.flatMap((edit) => ("rule" in edit ? edit.rule : [])))];
    const before = ids.map((id) => [...(memory.now.get(id) ?? [])]);
    const selectors = ids.map((id) => memory.rules.get(id)?.selectorText ?? "");
    const unwrapped = memory.unwrapped.length;
    const chosen = new Set(selectors.flatMap(chosenBy));
    change(memory, trial);
    for (const id of ids)
      for (const element of chosenBy(memory.rules.get(id)?.selectorText ?? "")) chosen.add(element);
    // Without a wrapper, selectors may choose anything anew.
    if (memory.unwrapped.length > unwrapped) chosen.add(root);
    // What is inherited reaches all that is inside.
    const concerned = new Set<PageElement>();
    for (const top of chosen) {
      if (concerned.has(top)) continue;
      concerned.add(top);
      for (const element of top.querySelectorAll("*")) concerned.add(element);
    }
    const isSame =
      geometryOf(memory) === memory.geometry &&
      memory.elements.every(
        (element) => !concerned.has(element) || paint(element) === memory.paints.get(element),
      );
    if (isSame) return "same";
    while (memory.unwrapped.length > unwrapped) rewrap(memory);
    ids.forEach((id, i) => {
      memory.now.set(id, before[i] ?? []);
      const rule = memory.rules.get(id);
      if (rule && rule.selectorText !== selectors[i]) rule.selectorText = selectors[i] ?? "";
      write(memory, id);
    });
    return "changed";
  };

  if (command.kind === "install") {
    world.mockloopTrials = install(command.mark, command.declarations);
    return [];
  }
  const memory = world.mockloopTrials;
  if (!memory) return [];
  switch (command.kind) {
    case "look":
      return look(memory);
    case "attempt":
      return command.trials.map((trial) => attempt(memory, trial));
    case "apply":
      while (memory.unwrapped.length > 0) rewrap(memory);
      for (const [id, rule] of memory.rules) {
        const lines = [...(memory.written[id] ?? [])];
        const isAsWritten = lines.every((line, i) => memory.now.get(id)?.[i] === line);
        if (!isAsWritten) {
          memory.now.set(id, lines);
          write(memory, id);
        }
        const selector = memory.selectors.get(id) ?? "";
        if (rule.selectorText !== selector) rule.selectorText = selector;
      }
      for (const trial of command.trials) change(memory, trial);
      return [];
  }
}
