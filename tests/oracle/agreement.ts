/** Compares what a real SDK did with what `predict` says. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Construct } from '../../src/sts/packages.js';
import { predict, type Prediction } from '../../src/sts/sdk-behaviour.js';
import { runRealSdks, type Observation } from './harness/run-real-sdks.js';
import type { MatrixCase } from './matrix.js';

export interface Disagreement {
  readonly id: string;
  readonly real: string;
  readonly predicted: string;
}

/**
 * Runs the cases against the SDKs under `root` and lists those that went elsewhere than predicted. `versionOf` names
 * the installed version of a package.
 */
export async function disagreements(
  root: string,
  cases: readonly MatrixCase[],
  versionOf: (packageName: string) => string,
): Promise<readonly Disagreement[]> {
  const observations = await runRealSdks(root, cases);
  return cases.flatMap((each) => {
    const observation = observations.get(each.id);
    if (observation === undefined) throw new Error(`The oracle did not run ${each.id}`);
    const prediction = predict(
      each.construct,
      each.configuration,
      { version: versionOf(each.construct.package) },
      each.environment,
    );
    const [real, predicted] = [describeReal(observation, each.construct), describePrediction(prediction)];
    return agree(observation, each.construct, prediction) ? [] : [{ id: each.id, real, predicted }];
  });
}

/**
 * The construct's own STS call: not Cognito's, and of a provider not the call of the client that uses its credentials.
 */
function stsRequestOf({ requests }: Observation, { kind }: Construct): Observation['requests'][number] | undefined {
  const asksForIdentity = kind === 'v3-client' || kind === 'v2-client' || kind === 'aws4';
  return requests.find(
    ({ host, action }) => !host.startsWith('cognito-identity') && (action === 'GetCallerIdentity') === asksForIdentity,
  );
}

function agree(observation: Observation, construct: Construct, prediction: Prediction): boolean {
  const request = stsRequestOf(observation, construct);
  if (prediction.possible !== undefined) return false;
  if (prediction.outcome === 'no-sts') return request === undefined && observation.error === undefined;
  if (request === undefined || prediction.outcome === 'throws')
    return request === undefined && observation.error !== undefined && prediction.outcome === 'throws';
  return (
    request.host === prediction.host &&
    (request.signingRegion === null || request.signingRegion === prediction.signingRegion)
  );
}

function describeReal(observation: Observation, construct: Construct): string {
  const request = stsRequestOf(observation, construct);
  return request === undefined
    ? (observation.error ?? 'no request')
    : `${request.host} signed for ${request.signingRegion ?? 'nobody'}`;
}

function describePrediction({ outcome, host, signingRegion, possible }: Prediction): string {
  return possible === undefined
    ? `${outcome}: ${host ?? '-'} signed for ${signingRegion ?? '-'}`
    : possible.map(describePrediction).join(' | ');
}

export function isInstalled(root: string, packageName: string): boolean {
  return existsSync(manifestOf(root, packageName));
}

export function installedVersion(root: string, packageName: string): string {
  // Every installed package has a version.
  return (JSON.parse(readFileSync(manifestOf(root, packageName), 'utf8')) as { version: string }).version;
}

function manifestOf(root: string, packageName: string): string {
  return join(root, 'node_modules', packageName, 'package.json');
}
