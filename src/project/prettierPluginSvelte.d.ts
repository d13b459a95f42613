declare module "prettier-plugin-svelte/browser" {
  export * from "prettier-plugin-svelte";
}
