import { describe, expect, it } from 'vitest';
import { reportsOn } from './lint.js';
import { cloudFormation } from './shapes/cloudformation.js';
import { compose } from './shapes/compose.js';
import { documents } from './shapes/documents.js';
import { hcl } from './shapes/hcl.js';
import { json } from './shapes/json.js';
import { kubernetes } from './shapes/kubernetes.js';
import { lines } from './shapes/lines.js';
import { properties } from './shapes/properties.js';
import type { Shape } from './shapes/shape.js';
import { terraform } from './shapes/terraform.js';
import { workflows } from './shapes/workflows.js';

const SHAPES = { workflows, cloudFormation, kubernetes, compose, json, lines, documents, terraform, hcl, properties };

const placesIn = (shape: Shape, text: string, preset: 'recommended' | 'strict'): readonly string[] =>
  reportsOn(shape.path, text, { preset })
    .map(({ line, ruleId }) => `${String(line)}:${ruleId.replace('sts-regional/', '')}`)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

describe.each(Object.entries(SHAPES))(
  '%s: reported is what goes to the global host, or nowhere, and nothing else',
  (_, shapes) => {
    it.each(shapes.map((shape) => [`${shape.is} (${shape.path})`, shape] as const))('%s', (__, shape) => {
      expect(placesIn(shape, shape.text, 'recommended')).toEqual(shape.reports);
      expect(placesIn(shape, shape.text, 'strict')).toEqual(shape.strict ?? shape.reports);
    });

    it.each(shapes.map((shape) => [`${shape.is} (${shape.path})`, shape] as const))(
      'in a file of Windows with a byte order mark: %s',
      (__, shape) => {
        expect(placesIn(shape, `\uFEFF${shape.text.replaceAll('\n', '\r\n')}`, 'recommended')).toEqual(shape.reports);
      },
    );
  },
);

it('a quote that is never closed costs no time, however many backslashes follow', () => {
  const text = `AWS_STS_REGIONAL_ENDPOINTS=legacy\nNAME="${'\\'.repeat(5_000)}a\n`;
  expect(reportsOn('.env', text).map(({ line }) => line)).toEqual([1]);
});
