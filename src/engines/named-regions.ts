import { isSketchPart } from '../ast/embedded/code-part.js';
import { modelOfText, withoutByteOrderMark } from '../model/from-text.js';
import { partsToRead } from '../model/parts-to-read.js';
import { regionOf } from '../model/sites/site-facts.js';
import type { StsModel } from '../model/types.js';
import { importsFor } from '../project/imported-values.js';
import { isTestFile } from '../project/test-files.js';

/** The regions that a file names for its requests to STS, each once. Tests and documents say little about deployments. */
export function regionsNamedIn(text: string, path: string): ReadonlySet<string> {
  const read = isTestFile(path) ? { failure: undefined } : partsToRead(withoutByteOrderMark(text), path);
  if (!('parts' in read)) return new Set();
  return new Set(
    read.parts.flatMap((part) => {
      const result = isSketchPart(part.path) ? 'no-sts' : modelOfText(part.text, part.path, importsFor(part.path));
      return result !== 'no-sts' && 'model' in result ? regionsIn(result.model) : [];
    }),
  );
}

const regionsIn = (model: StsModel): readonly string[] => [
  ...model.sites.flatMap((site) => {
    const region = regionOf(site, model);
    return region.state === 'given' ? region.literals.map(({ value }) => String(value)) : [];
  }),
  ...model.hosts.flatMap(({ host }) => (host.kind === 'global' || host.kind === 'template' ? [] : [host.region])),
];
