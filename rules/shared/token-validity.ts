import { optInRegionBeside, optInRegionFor } from '../../src/model/sites/opt-in-regions.js';
import type { Site } from '../../src/model/types.js';
import type { Rule, Finding } from '../define-rule.js';

/**
 * The global host issues version 1 tokens unless the account says otherwise, and they do not work in opt-in regions; version 2 tokens,
 * as regional hosts issue them, work everywhere (IAM API reference, SetSecurityTokenServicePreferences).
 */
const REFUSED_TOKENS =
  'Session tokens of the global host are refused in `{{optInRegion}}`, a region that accounts must enable, unless the account has switched the global endpoint to version 2 tokens.';

const SUFFIX = 'OptIn';

/**
 * A check of the global host that, where an opt-in region is in sight, also speaks of the tokens: each of the messages named has a second
 * one for that (`legacyByDefault`, `legacyByDefaultOptIn`).
 */
export function speakingOfTokens(check: Rule, about: readonly string[]): Rule {
  const longer = Object.fromEntries(about.map((id) => [id + SUFFIX, `${check.messages[id] ?? ''} ${REFUSED_TOKENS}`]));
  const speak = (finding: Finding, text: string, regionInSight: () => string | undefined): Finding => {
    const messageId = finding.messageId + SUFFIX;
    const optInRegion = longer[messageId] === undefined || issuesNoToken(finding, text) ? undefined : regionInSight();
    return optInRegion === undefined ? finding : { ...finding, messageId, data: { ...finding.data, optInRegion } };
  };
  const { findInConfig } = check;
  return {
    ...check,
    messages: { ...check.messages, ...longer },
    find: (model, context) =>
      check
        .find(model, context)
        .map((finding) => speak(finding, model.source.text, () => optInRegionFor(siteOf(finding.subject), model))),
    ...(findInConfig && {
      findInConfig: (model, context) =>
        findInConfig(model, context).map((finding) =>
          speak(finding, model.text, () =>
            optInRegionBeside(model.settings.find((setting) => setting === finding.subject)),
          ),
        ),
    }),
  };
}

/** A URL that asks who the caller is gets an answer without credentials. */
const issuesNoToken = ({ node }: Finding, text: string): boolean =>
  text.slice(...node.range).includes('Action=GetCallerIdentity');

const siteOf = (subject: object): Site | undefined => ('construct' in subject ? (subject as Site) : undefined);
