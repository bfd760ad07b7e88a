import { optInRegionBeside, optInRegionFor } from '../../src/model/sites/opt-in-regions.js';
import type { Site } from '../../src/model/types.js';
import type { Fact, Rule } from '../define-rule.js';

/**
 * The global host issues version 1 tokens unless the account says otherwise, and regions that accounts must enable
 * refuse them. The tokens of regional hosts are of version 2, which work everywhere (IAM API reference,
 * SetSecurityTokenServicePreferences).
 */
const REFUSED = ', whose tokens `{{optInRegion}}` may refuse';

const SUFFIX = 'OptIn';

/**
 * A rule about the global host that names a graver reason where a region is in sight that accounts must enable: there
 * the tokens of the global host do not work. Such a message has a twin (`legacyByDefault`, `legacyByDefaultOptIn`), in
 * which that reason stands in place of its own.
 *
 * @param reasons the clause that gives way in each of these messages
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
        .map((fact) => speak(fact, model.source.text, () => optInRegionFor(siteOf(fact.subject), model))),
    ...(findInConfig && {
      findInConfig: (model, surroundings) =>
        findInConfig(model, surroundings).map((fact) =>
          speak(fact, model.text, () => optInRegionBeside(model.settings.find((setting) => setting === fact.subject))),
        ),
    }),
  };
}

/** A URL that asks who the caller is gets an answer without credentials. */
const issuesNoToken = ({ where }: Fact, text: string): boolean =>
  text.slice(...where.range).includes('Action=GetCallerIdentity');

const siteOf = (subject: object): Site | undefined => ('construct' in subject ? (subject as Site) : undefined);
