import { optInRegionBeside, optInRegionFor } from '../../src/model/sites/opt-in-regions.js';
import type { Site, StsModel } from '../../src/model/types.js';
import type { Span } from '../../src/text/positions.js';
import type { Fact, Rule } from '../define-rule.js';

/**
 * The global host issues version 1 tokens unless the account changes that, and opt-in regions refuse them. Regional
 * hosts issue version 2 tokens, which work everywhere (IAM API reference, SetSecurityTokenServicePreferences).
 */
const REFUSED = ', whose tokens `{{optInRegion}}` may refuse';

const SUFFIX = 'OptIn';

/**
 * Adds a stronger reason to a rule about the global host: where a site, or the client that uses it, is in an opt-in
 * region, the tokens of the global host do not work there. Such a message has a twin (`legacyByDefault`,
 * `legacyByDefaultOptIn`), with that reason in place of its own.
 *
 * @param reasons the clause to replace in each of these messages
 */
export function speakingOfTokens<Name extends string>(
  rule: Rule<Name>,
  reasons: Readonly<Record<string, string>>,
): Rule<Name> {
  const twins = Object.fromEntries(
    Object.entries(reasons).map(([id, reason]) => [id + SUFFIX, rule.messages[id]?.replace(reason, REFUSED) ?? '']),
  );
  const speak = (fact: Fact, text: string, regionInSight: () => string | undefined): Fact => {
    const messageId = fact.messageId + SUFFIX;
    const optInRegion = twins[messageId] === undefined || issuesNoToken(fact, text) ? undefined : regionInSight();
    return optInRegion === undefined ? fact : { ...fact, messageId, data: { ...fact.data, optInRegion } };
  };
  const { findInConfig } = rule;
  return {
    ...rule,
    messages: { ...rule.messages, ...twins },
    find: (model, surroundings) =>
      rule
        .find(model, surroundings)
        .map((fact) => speak(fact, model.source.text, () => optInRegionOf(fact.subject, model))),
    ...(findInConfig && {
      findInConfig: (model, surroundings) =>
        findInConfig(model, surroundings).map((fact) =>
          speak(fact, model.text, () => optInRegionBeside(model.settings.find((setting) => setting === fact.subject))),
        ),
    }),
  };
}

/** The answer to `GetCallerIdentity` contains no credentials, so no token. */
const issuesNoToken = ({ where, subject }: Fact, text: string): boolean =>
  [where, ...('range' in subject ? [subject as Span] : [])].some(({ range }) =>
    text.slice(...range).includes('Action=GetCallerIdentity'),
  );

const optInRegionOf = (subject: object, model: StsModel): string | undefined =>
  'construct' in subject ? optInRegionFor(subject as Site, model) : undefined;
