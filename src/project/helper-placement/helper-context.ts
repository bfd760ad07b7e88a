import type { Settings } from '../../model/settings/settings.js';
import type { ProjectFacts } from '../project-facts.js';
import type { RunView } from '../run-view.js';
import { anchoredHelper } from './helper-module.js';

/** What decides where the helper of a file is. */
export interface HelperContext {
  /** What `--helper-path` or the setting `helper.module` say: an absolute path, or a module by its name. */
  readonly helper: string | undefined;
  /** The SDK version that the settings say, if they do. */
  readonly sdkVersion: string | undefined;
  readonly project: ProjectFacts;
  readonly view: RunView;
}

export const helperContext = (
  { helper, sdkVersion }: Settings,
  project: ProjectFacts,
  view: RunView,
): HelperContext => ({
  helper: helper && anchoredHelper(helper.module, view.cwd),
  sdkVersion: sdkVersion === 'detect' ? undefined : sdkVersion,
  project,
  view,
});
