import { optInRegionFor } from '../model/opt-in-regions.js';
import type { Site, StsModel } from '../model/types.js';
import type { Check, Finding } from './finding.js';

/**
 * The global host issues version 1 tokens unless the account says otherwise, and they do not work in opt-in regions; version 2 tokens,
 * as regional hosts issue them, work everywhere (IAM API reference, SetSecurityTokenServicePreferences).
 */
const REFUSED_TOKENS = 'Session tokens that it issues are refused in `{{optInRegion}}`, a region that accounts must enable, unless the account has switched the global endpoint to version 2 tokens.';

const SUFFIX = 'OptIn';

/**
 * A check of the global host that, where an opt-in region is in sight, also speaks of the tokens: each of the messages named has a second
 * one for that (`legacyByDefault`, `legacyByDefaultOptIn`).
 */
export function speakingOfTokens(check: Check, about: readonly string[]): Check {
  const longer = Object.fromEntries(about.map((id) => [id + SUFFIX, `${check.messages[id] ?? ''} ${REFUSED_TOKENS}`]));
  const speak = (finding: Finding, model: StsModel): Finding => {
    const messageId = finding.messageId + SUFFIX;
    const optInRegion = longer[messageId] === undefined || issuesNoToken(finding, model) ? undefined : optInRegionFor(siteOf(finding.subject), model);
    return optInRegion === undefined ? finding : { ...finding, messageId, data: { ...finding.data, optInRegion } };
  };
  return { ...check, messages: { ...check.messages, ...longer }, find: (model, context) => check.find(model, context).map((finding) => speak(finding, model)) };
}

/** A URL that asks who the caller is gets an answer without credentials. */
const issuesNoToken = ({ node }: Finding, { source }: StsModel): boolean => source.text.slice(...node.range).includes('Action=GetCallerIdentity');

const siteOf = (subject: object): Site | undefined => ('construct' in subject ? (subject as Site) : undefined);
