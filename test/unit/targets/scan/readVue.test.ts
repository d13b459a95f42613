import assert from "node:assert/strict";
import { useTempFolder } from "../../../fakes/tempFolder";
import { named, putFiles, rolesIn, scan } from "./scanSupport";

describe("a scan of Vue components", () => {
  const temp = useTempFolder();

  it("reads props of Vue by type and by object, slots, and what takes no attributes", async () => {
    putFiles(temp(), {
      "package.json": '{"dependencies":{"vue":"^3.5.0"}}',
      "src/components/BaseButton.vue": `<script setup lang="ts">
type Kind = "solid" | "ghost";
const { kind = "solid" } = defineProps<{ kind?: Kind; block?: boolean; icon: () => void }>();
</script>
<template><button :class="kind"><slot /></button></template>`,
      "src/components/BaseInput.vue": `<script setup>
defineOptions({ inheritAttrs: false });
defineProps({ label: { type: String, required: true }, size: { type: Number, default: 2 } });
</script>
<template><div><label>{{ label }}</label><input v-bind="$attrs" /></div></template>`,
      "src/components/UserBadge.vue": `<template><span><slot name="icon" /></span></template>`,
    });
    const found = await scan(temp());
    const button = named(found, "BaseButton");
    assert.deepEqual(
      button.props.map(({ name, type, default: said }) => [name, type, said]),
      [
        ["kind", ["solid", "ghost"], "solid"],
        ["block", "boolean", undefined],
        ["icon", "other", undefined],
      ],
    );
    assert.deepEqual(
      [button.role, button.content, button.import, button.takesClass],
      ["button", "root", "../BaseButton.vue", true],
    );
    const input = named(found, "BaseInput");
    assert.deepEqual(
      input.props.map(({ name, type, isRequired, default: said }) => [
        name,
        type,
        isRequired,
        said,
      ]),
      [
        ["label", "string", true, undefined],
        ["size", "number", false, "2"],
      ],
    );
    assert.deepEqual([input.role, input.content], ["input", undefined]);
    assert.equal(named(found, "UserBadge").role, undefined, "nothing can be put into it");
  });

  it("reads models as the props that they are", async () => {
    putFiles(temp(), {
      "package.json": '{"dependencies":{"vue":"^3.5.0"}}',
      "src/components/BaseSwitch.vue": `<script setup lang="ts">
defineProps<{ tone: "calm" | "loud" }>();
const isOn = defineModel<boolean>();
const size = defineModel("size", { type: Number, default: 2 });
defineModel<string>("word", { required: true });
</script>
<template><input v-model="isOn" type="checkbox" /></template>`,
    });
    assert.deepEqual(
      named(await scan(temp()), "BaseSwitch").props.map(
        ({ name, type, isRequired, default: said }) => [name, type, isRequired, said],
      ),
      [
        ["tone", ["calm", "loud"], true, undefined],
        ["modelValue", "boolean", false, undefined],
        ["size", "number", false, "2"],
        ["word", "string", true, undefined],
      ],
    );
  });

  it("leaves out what has all its content already, and not what only takes attributes", async () => {
    putFiles(temp(), {
      "package.json": '{"dependencies":{"vue":"^3.5.0"}}',
      "src/HomePage.vue": "<template><main><h1>Home</h1></main></template>",
      "src/BaseInput.vue": '<template><input class="input" /></template>',
      "src/BaseBox.vue": "<template><div><slot name='head' /></div></template>",
    });
    assert.deepEqual(rolesIn(await scan(temp())), { BaseInput: "input", BaseBox: undefined });
  });
});
