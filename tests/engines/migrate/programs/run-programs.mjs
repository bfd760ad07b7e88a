// Runs programs one after the other in one process, and prints what each called, in order. Usage: node run-programs.mjs
// LIST
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

let trace = [];

/** What a rewrite may change of a configuration. */
const REWRITTEN = new Set(['region', 'stsRegionalEndpoints', 'endpoint']);
const shown = (value) =>
  JSON.stringify(value, (key, part) =>
    REWRITTEN.has(key) ? undefined : typeof part === 'function' ? 'function' : part,
  ) ?? String(value);

globalThis.note = (...what) =>
  trace.push(what.map((each) => (typeof each === 'string' ? each : shown(each))).join(' '));
globalThis.mark = (value) => {
  globalThis.note('mark', value);
  return value;
};
globalThis.use = (built) => {
  if (typeof built?.send === 'function') built.send('GetCallerIdentity');
  else if (typeof built?.getCallerIdentity === 'function') built.getCallerIdentity({});
  else if (typeof built === 'function') built();
  else globalThis.note('not built', built);
  return 7;
};
globalThis.React = { createElement: (name, props, ...children) => [name, props, children] };
Symbol.dispose ??= Symbol('dispose');

process.on('unhandledRejection', (error) => globalThis.note('throws', String(error)));

const traces = [];
for (const path of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  trace = [];
  try {
    const exported = await import(pathToFileURL(path).href);
    for (const [name, value] of Object.entries(exported).sort(([a], [b]) => (a < b ? -1 : 1))) {
      globalThis.note('export', name, typeof value);
      if (name === 'make') globalThis.use(value());
      else if (
        /^(?:client|default)$/.test(name) &&
        (value?.send || value?.getCallerIdentity || typeof value === 'function')
      )
        globalThis.use(value);
    }
    await new Promise(setImmediate);
  } catch (error) {
    globalThis.note('throws', String(error));
  }
  traces.push(trace);
}
process.stdout.write(JSON.stringify(traces));
