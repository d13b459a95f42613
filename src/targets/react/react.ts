import { componentTarget } from "../components/print/componentTarget";
import { importLine } from "../components/print/importLine";
import { TSX } from "./tsx";

/** Puts the page into its element at once, so that what is drawn first is the page. */
const MAIN = [
  importLine("{ createElement }", "react"),
  importLine("{ flushSync }", "react-dom"),
  importLine("{ createRoot }", "react-dom/client"),
  importLine("App", "./App.tsx"),
  'const root = createRoot(document.getElementById("root"));\n',
  "flushSync(() => root.render(createElement(App)));\n",
].join("");

/** React with TypeScript: function components. */
export const REACT = componentTarget({
  files: TSX,
  bundling: {
    main: MAIN,
    mountId: "root",
    library: {
      packages: ["react", "react-dom", "scheduler"],
      told: 'only "react", "react-dom" and files of the page can.',
    },
  },
});
