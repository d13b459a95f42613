import { formatText } from "../../project/formatFiles";
import { bundlePage } from "../build/bundlePage";
import { importLine } from "../components/importLine";
import { createView } from "../components/createView";
import { STYLESHEET, type TargetCode } from "../targetCode";
import { printReact } from "./printReact";

/** Puts the page into its element at once, so that what is drawn first is the page. */
const MAIN = [
  importLine("{ createElement }", "react"),
  importLine("{ flushSync }", "react-dom"),
  importLine("{ createRoot }", "react-dom/client"),
  importLine("App", "./App.tsx"),
  'const root = createRoot(document.getElementById("root"));\n',
  "flushSync(() => root.render(createElement(App)));\n",
].join("");

/** React with TypeScript: function components, and the style sheet that plain HTML has. */
export const REACT: TargetCode = {
  write: async (page) => {
    const files = new Map([[STYLESHEET, page.css]]);
    for (const [path, text] of printReact(createView(page)))
      files.set(path, await formatText(path, text));
    return files;
  },
  build: (files) =>
    bundlePage(files, {
      main: MAIN,
      mountId: "root",
      library: {
        packages: ["react", "react-dom", "scheduler"],
        told: 'only "react", "react-dom" and files of the page can.',
      },
    }),
};
