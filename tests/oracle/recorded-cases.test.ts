import { describe, expect, it } from 'vitest';
import { predict } from '../../src/sts/sdk-behaviour.js';
import { environmentOf, meaningOf, recordedRuns, whyNotPredicted, type RecordedRun } from './recorded-cases.js';

const runs = recordedRuns();

/**
 * `host` of the construct's own request, `throws` without one; Cognito, the metadata service and the calling client's
 * own request are somebody else's.
 */
function recordedOutcome({ contacted }: RecordedRun): string {
  const [host] = contacted
    .replace(/(?:^|\| )ERR.*$/, '')
    .split(/ -> | \| /)
    .map((each) => each.trim())
    .filter((each) => each !== '' && !each.startsWith('cognito-identity') && !each.startsWith('169.254'));
  return host ?? 'throws';
}

describe('the predictions agree with what was recorded', () => {
  it('in every run that is about where a construct sends its request', () => {
    const disagreements = runs.flatMap((run) => {
      const meaning = meaningOf(run);
      if (meaning === undefined) return [];
      const prediction = predict(
        meaning.construct,
        meaning.configuration,
        { version: run.version },
        environmentOf(run, meaning),
      );
      const predicted = prediction.outcome === 'throws' ? 'throws' : (prediction.host ?? prediction.outcome);
      const isSigned = !['', 'unsigned'].includes(run.signingRegion);
      const agrees =
        predicted === recordedOutcome(run) &&
        (!isSigned || predicted === 'throws' || prediction.signingRegion === run.signingRegion);
      return agrees
        ? []
        : [
            `${run.id} ${run.environment}: recorded ${run.contacted} ${run.signingRegion}, predicted ${predicted} ${prediction.signingRegion ?? ''}`,
          ];
    });
    expect(disagreements).toEqual([]);
  });

  it('and most runs are about that', () => {
    const predicted = runs.filter((run) => whyNotPredicted(run) === undefined);
    expect(runs).toHaveLength(969);
    expect(predicted.length).toBeGreaterThan(780);
  });
});
