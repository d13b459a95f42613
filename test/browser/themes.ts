/** The colours of the editor's own themes (Dark Modern, Light Modern, Dark High Contrast in VS Code 1.100), as far as the panel uses them. */
export const THEMES: Readonly<Record<"dark" | "light" | "high contrast", Colors>> = {
  dark: {
    foreground: "#cccccc",
    "editor-background": "#1f1f1f",
    descriptionForeground: "#9d9d9d",
    errorForeground: "#f85149",
    "panel-border": "#2b2b2b",
    "editorWidget-background": "#202020",
    focusBorder: "#0078d4",
    "badge-background": "#616161",
    "badge-foreground": "#f8f8f8",
    "list-hoverBackground": "#2a2d2e",
    "list-activeSelectionBackground": "#04395e",
    "list-activeSelectionForeground": "#ffffff",
    "button-background": "#0078d4",
    "button-foreground": "#ffffff",
    "button-secondaryBackground": "#313131",
    "button-secondaryForeground": "#cccccc",
    "input-background": "#313131",
    "input-foreground": "#cccccc",
    "input-border": "#3c3c3c",
    "textLink-foreground": "#4daafc",
    "settings-dropdownBackground": "#313131",
    "settings-dropdownForeground": "#cccccc",
    "textCodeBlock-background": "#2b2b2b",
  },
  light: {
    foreground: "#3b3b3b",
    "editor-background": "#ffffff",
    descriptionForeground: "#3b3b3b",
    errorForeground: "#f85149",
    "panel-border": "#e5e5e5",
    "editorWidget-background": "#f8f8f8",
    focusBorder: "#005fb8",
    "badge-background": "#cccccc",
    "badge-foreground": "#3b3b3b",
    "list-hoverBackground": "#f2f2f2",
    "list-activeSelectionBackground": "#e8e8e8",
    "list-activeSelectionForeground": "#000000",
    "button-background": "#005fb8",
    "button-foreground": "#ffffff",
    "button-secondaryBackground": "#e5e5e5",
    "button-secondaryForeground": "#3b3b3b",
    "input-background": "#ffffff",
    "input-foreground": "#3b3b3b",
    "input-border": "#cecece",
    "textLink-foreground": "#005fb8",
    "settings-dropdownBackground": "#ffffff",
    "settings-dropdownForeground": "#3b3b3b",
    "textCodeBlock-background": "#f8f8f8",
  },
  "high contrast": {
    foreground: "#ffffff",
    "editor-background": "#000000",
    descriptionForeground: "#ffffffb3",
    errorForeground: "#f48771",
    contrastBorder: "#6fc3df",
    "panel-border": "#6fc3df",
    "editorWidget-background": "#0c141f",
    focusBorder: "#f38518",
    "badge-background": "#000000",
    "badge-foreground": "#ffffff",
    "button-background": "#000000",
    "button-foreground": "#ffffff",
    "button-border": "#6fc3df",
    // Its buttons of the second kind have no ground of their own.
    "button-secondaryBackground": "#000000",
    "button-secondaryForeground": "#ffffff",
    "input-background": "#000000",
    "input-foreground": "#ffffff",
    "input-border": "#6fc3df",
    "textLink-foreground": "#21a6ff",
    "settings-dropdownBackground": "#000000",
    "settings-dropdownForeground": "#ffffff",
  },
};

type Colors = Readonly<Record<string, string>>;

/** Gives a page these colours, as the editor does: custom properties of its root. Runs in the page. */
export function themeScript(colors: Colors): string {
  const text = Object.entries(colors)
    .map(([name, value]) => `--vscode-${name}: ${value}`)
    .concat("--vscode-font-family: sans-serif", "--vscode-font-size: 13px")
    .join("; ");
  return `document.documentElement.style.cssText = ${JSON.stringify(text)}`;
}
