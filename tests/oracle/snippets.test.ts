import { describe, expect, it } from 'vitest';
import { modelOfText } from '../../src/model/from-text.js';
import { configurationOf } from '../../src/model/sites/site-facts.js';
import type { Site, StsModel } from '../../src/model/types.js';
import { predict, type Prediction } from '../../src/sts/sdk-behaviour.js';
import { environmentOf, meaningOf, recordedRuns, type Meaning, type RecordedRun } from './recorded-cases.js';

/** The snippet as a file; `imp` is the harness's name for `import`. */
const fileOf = (snippet: string): string =>
  `async function snippet() { ${snippet.includes('return ') ? snippet : `return ${snippet}`}\n}`.replace(
    /\bimp\(/g,
    'import(',
  );

function readBack(run: RecordedRun, meaning: Meaning): { readonly model: StsModel; readonly site: Site } | undefined {
  const result = modelOfText(fileOf(run.snippet), 'snippet.cjs');
  if (result === 'no-sts' || 'failure' in result) return undefined;
  const site = result.model.sites.findLast((each) => each.construct.kind === meaning.construct.kind);
  return site && { model: result.model, site };
}

/** Snippets whose configuration is not in their text. */
const NOT_IN_THE_TEXT: ReadonlyMap<string, string> = new Map([
  ['v2-config-loadFromPath', 'the region is in a file that the snippet writes first'],
]);

const summary = ({ outcome, host, signingRegion }: Prediction): string => [outcome, host, signingRegion].join(' ');

describe('what the model reads in a recorded snippet leads to what the SDK did', () => {
  it('for every snippet whose configuration is written in it', () => {
    const disagreements: string[] = [];
    let compared = 0;
    for (const run of recordedRuns()) {
      const meaning = meaningOf(run);
      if (!meaning || NOT_IN_THE_TEXT.has(run.name)) continue;
      const found = readBack(run, meaning);
      const environment = environmentOf(run, meaning);
      const expected = summary(
        predict(meaning.construct, meaning.configuration, { version: run.version }, environment),
      );
      const actual = found
        ? summary(
            predict(
              found.site.construct,
              configurationOf(found.site, found.model),
              { version: run.version },
              environment,
            ),
          )
        : 'no site';
      compared += 1;
      if (actual !== expected)
        disagreements.push(
          `${run.id} [${run.environment}]: ${run.snippet}\n    expected ${expected}\n    read     ${actual}`,
        );
    }
    expect(compared).toBeGreaterThan(780);
    expect(disagreements).toEqual([]);
  });
});
