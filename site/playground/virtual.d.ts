declare module 'virtual:builtin-modules' {
  /** The names of the modules that Node.js has built in. */
  export const BUILTIN_MODULES: readonly string[];
}

declare module '*.vue' {
  import type { Component } from 'vue';
  const component: Component;
  export default component;
}
