import { hasFailover } from '../../src/model/sites/failover-in-code.js';
import { modelOf } from './model-of.js';

/** Whether each STS client of a text has a second region to go to. */
export function failovers(code: string): readonly boolean[] {
  const model = modelOf(`import { STSClient } from '@aws-sdk/client-sts';\n${code}`);
  return model.sites.map((site) =>
    hasFailover(site.node, model, { isHelper: (specifier) => specifier === './helper' }),
  );
}
