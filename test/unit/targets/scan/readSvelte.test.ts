import assert from "node:assert/strict";
import { useTempFolder } from "../../../fakes/tempFolder";
import { named, putFiles, scan } from "./scanSupport";

describe("a scan of Svelte components", () => {
  const temp = useTempFolder();

  it("reads props of Svelte, and where its children are shown", async () => {
    putFiles(temp(), {
      "package.json": '{"devDependencies":{"svelte":"^5.0.0","@sveltejs/kit":"^2.0.0"}}',
      "src/lib/components/Button.svelte": `<script lang="ts">
import type { Snippet } from "svelte";
import type { HTMLButtonAttributes } from "svelte/elements";
interface Props extends HTMLButtonAttributes { tone?: "calm" | "loud"; children?: Snippet }
let { tone = "calm", children, ...rest }: Props = $props();
</script>
<button class={tone} {...rest}>{@render children?.()}</button>`,
      "src/lib/components/Card.svelte": `<script lang="ts">
let { children } = $props();
</script>
<section><div class="body">{@render children()}</div></section>`,
    });
    const found = await scan(temp());
    const button = named(found, "Button");
    assert.deepEqual(
      [button.role, button.content, button.takesAttributes, button.import],
      ["button", "root", true, "$lib/components/Button.svelte"],
    );
    assert.deepEqual(button.props, [
      { name: "tone", type: ["calm", "loud"], isRequired: false, default: "calm" },
    ]);
    assert.deepEqual([named(found, "Card").role, named(found, "Card").content], ["card", "inside"]);
  });
});
