import type { Deployment } from './deployment.js';
import { deploymentsInTemplate, isTemplateName } from './in-templates.js';
import { deploymentsInTerraform, isTerraformName } from './in-terraform.js';

/** Whether a file is there to say what is deployed, by its name. */
export const isDeploymentFile = (file: string): boolean => isTemplateName(file) || isTerraformName(file);

/** What a file that is there for it deploys. */
export const deploymentsInFile = (file: string, text: string): readonly Deployment[] =>
  (isTemplateName(file) ? deploymentsInTemplate : deploymentsInTerraform)(file, text);
