import { parse, type ParseFailure } from '../../ast/parse.js';
import type { Rule } from '../../../rules/define-rule.js';
import { ruleNamed, type RuleName } from '../../../rules/index.js';
import { onceFor } from '../../ast/once-for.js';
import type { Node } from '../../ast/source.js';
import { Trace } from '../../ast/trace.js';
import { optionsOf } from '../../ast/value.js';
import type { CodePart } from '../../ast/embedded/code-part.js';
import { buildModel } from '../../model/build.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import { predictWhere } from '../../model/sites/environments.js';
import { branchesOf } from '../../model/sites/branches.js';
import { predictSite, sdkOf } from '../../model/sites/site-facts.js';
import { rangeOf, type Subject } from '../../model/subject.js';
import type { Site, StsModel } from '../../model/types.js';
import { tracedImportsFor } from '../../project/imported-values.js';
import { GLOBAL_SIGNING_REGION } from '../../sts/hosts.js';
import { partitionOf, regionsOf } from '../../sts/regions.js';
import type { Prediction } from '../../sts/sdk-behaviour.js';
import { positionsIn } from '../../text/positions.js';
import { findingsOf, type RunningRules } from '../lint/choose-findings.js';
import type { Explanation, PredictionExplanation } from './explanation.js';
import { answersOf, type Judging, type SuppressionAt } from './rule-answers.js';
import { decidingExpression, settingsOfSite } from './settings-of-site.js';
import { targetsIn, type Target } from './targets.js';
import { versionOf } from './version.js';
import { whatIs } from './what-is.js';

/** What can be explained, and the explanation on demand. */
export interface Explainable extends Pick<Target, 'name' | 'place' | 'reports' | 'uses'> {
  readonly explain: () => Explanation;
}

/** What decides about a file besides its text. */
export interface Deciding {
  readonly cwd: string;
  readonly preset: Judging['preset'];
  readonly running: RunningRules;
  /** The code is an example in a document, on which fewer rules run. */
  readonly isInDocument?: boolean;
  readonly surroundings: Surroundings;
  readonly suppressionAt: SuppressionAt;
}

/** Everything in one module that can be explained. */
export function explainablesIn(
  part: Pick<CodePart, 'text' | 'path'>,
  file: string,
  deciding: Deciding,
): { readonly failure: ParseFailure } | readonly Explainable[] {
  const parsed = parse(part.text, part.path);
  if ('failure' in parsed) return parsed;
  const { source } = parsed;
  const trace = new Trace();
  const model = buildModel(source, {
    imports: tracedImportsFor(part.path, trace),
    tracer: trace.in(file, source),
  });
  const { surroundings } = deciding;
  const factsOf = onceFor((rule: Rule) => rule.find(model, surroundings));
  const judging: Judging = {
    ...deciding,
    findings: findingsOf(model, surroundings, deciding.running),
    factsOf: (rule: RuleName) => factsOf(ruleNamed(rule)),
  };
  const facts = [...deciding.running.keys()].flatMap(judging.factsOf);
  return targetsIn(model, surroundings, facts).map((target) => ({
    ...target,
    explain: () => explain(target, model, trace, part.path, { ...deciding, judging }),
  }));
}

function explain(
  { name, place, keys, subject }: Target,
  model: StsModel,
  trace: Trace,
  path: string,
  { cwd, surroundings, judging }: Deciding & { readonly judging: Judging },
): Explanation {
  const at = positionsIn(model.source.text)((subject ? rangeOf(subject) : place.range)[0]);
  const site = subject?.kind === 'site' ? subject.site : undefined;
  const version =
    site && versionOf(site.construct, path, surroundings, { cwd, assumed: sdkOf(site, surroundings).version });
  return {
    line: at.line,
    column: at.column + 1,
    name,
    what: whatIs(subject),
    settings: site ? settingsOfSite(site, model, trace) : [],
    ...(version && { version }),
    predictions: site ? predictionsOf(site, model, trace, surroundings) : predictionsOfRequest(subject),
    rules: answersOf(keys, (rule) => silenceOf(rule, subject, model, surroundings), judging),
  };
}

/** The first reason that a rule has for reporting nothing. */
function silenceOf(
  rule: Rule,
  subject: Subject | undefined,
  model: StsModel,
  surroundings: Surroundings,
): string | undefined {
  const verdicts = subject ? rule.judge(subject, model, surroundings) : [];
  return verdicts.find((verdict) => typeof verdict === 'string');
}

/** Tried first, because everybody knows them. */
const SAMPLES = ['us-west-2', 'eu-central-1', 'ap-northeast-1', 'sa-east-1'];

/**
 * A region for AWS_REGION that nothing else leads to: where a request goes there, AWS_REGION is the reason. One of the
 * settings if possible, in the partition of the code's own region.
 */
function sampleRegion(site: Site, model: StsModel, { settings }: Surroundings): string {
  const settled = [site.configuration.setting('region'), site.parentRegion, model.globalConfig.region];
  const written = [...settled, ...(site.caller ? [site.caller.region] : [])]
    .flatMap((state) => (state.state === 'present' ? optionsOf(state.value) : []))
    .flatMap((option) => (option.kind === 'literal' && typeof option.value === 'string' ? [option.value] : []));
  const partition = partitionOf(written[0] ?? settings.regions?.[0] ?? '').id;
  const known = [...(settings.regions ?? []), ...SAMPLES, ...regionsOf(partition).map(({ name }) => name)];
  const free = known.filter((name) => name !== GLOBAL_SIGNING_REGION && !written.includes(name));
  return free.find((name) => partitionOf(name).id === partition) ?? free[0] ?? GLOBAL_SIGNING_REGION;
}

function predictionsOf(
  site: Site,
  model: StsModel,
  trace: Trace,
  surroundings: Surroundings,
): readonly PredictionExplanation[] {
  if (!site.callsSts) return [];
  const node = decidingExpression('region', site, trace);
  const decided = node && { node, valueOf: (inner: Node) => trace.at(inner)?.value };
  const region = sampleRegion(site, model, surroundings);
  return branchesOf(site).flatMap(({ site: judged, unset }) => {
    const paths = unset === undefined ? {} : { unset };
    if (site.construct.sdk === 'raw')
      return [{ ...paths, possible: possibleIn(predictSite(judged, model, surroundings)) }];
    return [region, null].map((environmentRegion) => ({
      environmentRegion,
      ...paths,
      possible: possibleIn(predictWhere(environmentRegion ?? undefined, judged, model, surroundings, decided)),
    }));
  });
}

const possibleIn = (prediction: Prediction): PredictionExplanation['possible'] =>
  (prediction.possible ?? [prediction]).map(({ outcome, host, signingRegion, reason }) => ({
    outcome,
    ...(host !== undefined && { host }),
    ...(signingRegion !== undefined && { signingRegion }),
    reason,
  }));

function predictionsOfRequest(subject: Subject | undefined): readonly PredictionExplanation[] {
  if (subject?.kind !== 'host' || subject.host.meaning !== 'endpoint') return [];
  const { host, name } = subject.host;
  const reason = `the request goes to ${name}`;
  return [
    {
      possible: [
        host.kind === 'template' ? { outcome: 'regional', reason } : { outcome: host.kind, host: host.host, reason },
      ],
    },
  ];
}
