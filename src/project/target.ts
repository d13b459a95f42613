/** A kind of code Mockloop can write. */
export interface Target {
  readonly id: TargetId;
  /** For people. */
  readonly title: string;
  /** The file that the page begins with, relative to the run's files. */
  readonly entry: string;
  /** Whether it is written in several files that come and go. */
  readonly hasComponents: boolean;
  /** Whether its style sheet is what a browser reads, so that it can be tidied and shown without being built. */
  readonly isPlainCss: boolean;
  /** What the prompt says about the code to write: one or two sentences. */
  readonly promptHint: string;
}

export type TargetId = "html" | "tailwind" | "react" | "react-tailwind" | "vue" | "svelte";

const TARGETS: Readonly<Record<TargetId, Target>> = {
  html: {
    id: "html",
    title: "HTML and CSS",
    entry: "index.html",
    hasComponents: false,
    isPlainCss: true,
    promptHint:
      "Write plain HTML in index.html and all styles in styles.css, linked from it. No scripts, no external resources.",
  },
  tailwind: {
    id: "tailwind",
    title: "HTML with Tailwind",
    entry: "index.html",
    hasComponents: false,
    isPlainCss: false,
    promptHint:
      'Write HTML in index.html with Tailwind 4 classes. styles.css, linked from it, begins with @import "tailwindcss"; and has the page\'s colors and fonts in @theme and what is said of tags in @layer base, nothing else: no classes of your own, no @apply. Take classes from the scale (p-4.75 is 19px) before values in brackets. No scripts, no external resources.',
  },
  react: {
    id: "react",
    title: "React",
    entry: "App.tsx",
    hasComponents: true,
    isPlainCss: true,
    promptHint:
      'Write React with TypeScript: App.tsx default-exports the page as a function component and imports ./styles.css, which holds all styles; what repeats is a component of its own in components/NAME.tsx (a named export with a props interface) and maps over a typed array. Import pictures as modules (import logo from "./assets/logo.png"). No index.html, no packages but react, no external resources.',
  },
  "react-tailwind": {
    id: "react-tailwind",
    title: "React with Tailwind",
    entry: "App.tsx",
    hasComponents: true,
    isPlainCss: false,
    promptHint:
      'Write React with TypeScript and Tailwind 4 classes: App.tsx default-exports the page as a function component and imports ./styles.css, which begins with @import "tailwindcss"; and has the page\'s colors and fonts in @theme and what is said of tags in @layer base, nothing else; what repeats is a component of its own in components/NAME.tsx (a named export with a props interface) and maps over a typed array. Take classes from the scale (p-4.75 is 19px) before values in brackets. Import pictures as modules (import logo from "./assets/logo.png"). No index.html, no packages but react, no external resources.',
  },
  vue: {
    id: "vue",
    title: "Vue",
    entry: "App.vue",
    hasComponents: true,
    isPlainCss: true,
    promptHint:
      'Write Vue 3 single-file components with <script setup lang="ts">: App.vue is the page and imports ./styles.css, which holds all styles; what repeats is a component of its own in components/NAME.vue (props by defineProps with an interface) with v-for over a typed array and a :key. Pictures stand as src="./assets/logo.png" in templates and are imported where data names them. No index.html, no packages but vue, no external resources.',
  },
  svelte: {
    id: "svelte",
    title: "Svelte",
    entry: "App.svelte",
    hasComponents: true,
    isPlainCss: true,
    promptHint:
      'Write Svelte 5 with runes and <script lang="ts">: App.svelte is the page and imports ./styles.css, which holds all styles; what repeats is a component of its own in components/NAME.svelte (props by $props() with an interface) in a keyed {#each} over a typed array. Import pictures as modules (import logo from "./assets/logo.png"). No index.html, no packages but svelte, no external resources.',
  },
};

export const TARGET_IDS = Object.keys(TARGETS) as readonly TargetId[];

/** The file that a page begins with, whichever target its files are of; undefined: there is none. */
export function findEntry(paths: readonly string[]): string | undefined {
  return Object.values(TARGETS)
    .map(({ entry }) => entry)
    .find((entry) => paths.includes(entry));
}

export function findTarget(id: string): Target | undefined {
  return Object.hasOwn(TARGETS, id) ? TARGETS[id as TargetId] : undefined;
}
