import { settingsOf } from '../../../engines/migrate/migrated.js';
import { helperContext } from '../../../project/helper-placement/helper-context.js';
import { mayRefuseHelper } from '../../../project/helper-placement/refused-helper.js';
import { projectFactsFor } from '../../../project/project-facts.js';
import { viewFrom } from '../../../project/run-view.js';
import type { SelectedFile } from '../../files/find-files.js';
import type { Terminal } from '../../terminal/terminal.js';
import { scan } from '../../scan/scan.js';
import { UsageError } from '../../usage-error.js';
import type { RewriteOptions } from './options.js';
import { planFile } from './plan-file.js';

/**
 * Makes sure that every helper can be written, before any file is. Only the files whose helper may be refused are
 * planned for this. A run that writes nothing finds out as it goes.
 *
 * @throws UsageError that names the paths and what is wrong with them
 */
export async function refuseHelperPaths(
  files: readonly SelectedFile[],
  rewrite: RewriteOptions,
  terminal: Terminal,
): Promise<void> {
  if (rewrite.only && !rewrite.only.includes('failover')) return;
  const settings = settingsOf(rewrite);
  const view = rewrite.view ?? viewFrom(terminal.cwd);
  const suspects = files.filter(({ path }) =>
    mayRefuseHelper(path, helperContext(settings, projectFactsFor(path), view)),
  );
  const refusals = new Set<string>();
  for await (const candidate of scan(suspects, { terminal })) {
    const plan = await planFile(candidate, terminal.engine, rewrite);
    if (plan.status === 'failed' && plan.cause === 'helper-path') refusals.add(plan.error);
  }
  refuse(refusals);
}

/** @throws UsageError when there is a refusal */
export function refuse(refusals: ReadonlySet<string>): void {
  if (refusals.size > 0) throw new UsageError([...refusals, 'Nothing was written.'].join('\n'));
}
