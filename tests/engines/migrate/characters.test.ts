import { describe, expect, it } from 'vitest';
import { migrate, REGIONS, type Fixture } from '../../codemods/fixtures.js';

/** A file after the migration, which a second one does not change. */
function migrated(input: string, file = 'file.mjs'): string {
  const fixture: Fixture = {
    codemod: 'failover',
    file,
    input,
    output: '',
    settings: { regions: REGIONS },
    profileProviders: false,
  };
  const { text, status } = migrate(input, fixture);
  expect(status).toBe('changed');
  expect(migrate(text, fixture).text).toBe(text);
  return text;
}

const IMPORT = "import AWS from 'aws-sdk';";
const HELPER = "import { withStsFailover } from './aws/sts-failover-v2.mjs';";
const SITE = "export const s = new AWS.STS({ region: 'eu-west-1' });";
const REWRITTEN = "export const s = withStsFailover(new AWS.STS({ region: 'eu-west-1' }));";
const LINE_SEPARATOR = '\u2028';

describe('a rewrite keeps', () => {
  it.each([1, 2, 3, 4])('%i byte order marks', (count) => {
    const marks = '\uFEFF'.repeat(count);
    expect(migrated(`${marks}${IMPORT}\n${SITE}\n`)).toBe(`${marks}${IMPORT}\n${HELPER}\n${REWRITTEN}\n`);
  });

  it('a byte order mark in front of a hashbang', () => {
    expect(migrated(`\uFEFF#!/usr/bin/env node\n${IMPORT}\n${SITE}\n`)).toBe(
      `\uFEFF#!/usr/bin/env node\n${IMPORT}\n${HELPER}\n${REWRITTEN}\n`,
    );
  });

  it('a hashbang that ends with CRLF, and the line ends behind it', () => {
    const site = "new (require('aws-sdk').STS)({ region: 'eu-west-1' });";
    expect(migrated(`#!/usr/bin/env node\r\n${site}\r\n`, 'file.cjs')).toBe(
      `#!/usr/bin/env node\r\nconst { withStsFailover } = require('./aws/sts-failover-v2');\r\nwithStsFailover(${site.slice(0, -1)});\r\n`,
    );
  });

  it('tabs', () => {
    expect(migrated(`\t${IMPORT}\n\tif (a) {\n\t\tf(new AWS.STS({\tregion: 'eu-west-1' }));\n\t}\n`)).toBe(
      `\t${IMPORT}\n\t${HELPER}\n\tif (a) {\n\t\tf(withStsFailover(new AWS.STS({\tregion: 'eu-west-1' })));\n\t}\n`,
    );
  });

  it('form feeds', () => {
    expect(migrated(`\f${IMPORT}\f\n\f\n${SITE}\n`)).toBe(`\f${IMPORT}\n${HELPER}\f\n\f\n${REWRITTEN}\n`);
  });

  it('line separators, which end comments and statements as line ends do', () => {
    expect(migrated(`import AWS from 'aws-sdk' // v2${LINE_SEPARATOR}f()\n${SITE}\n`)).toBe(
      `import AWS from 'aws-sdk' // v2\n${HELPER.slice(0, -1)}${LINE_SEPARATOR}f()\n${REWRITTEN}\n`,
    );
    expect(
      migrated(`// Header.${LINE_SEPARATOR}new (require('aws-sdk').STS)({ region: 'eu-west-1' })\n`, 'file.cjs'),
    ).toBe(
      `// Header.${LINE_SEPARATOR}const { withStsFailover } = require('./aws/sts-failover-v2'); withStsFailover(new (require('aws-sdk').STS)({ region: 'eu-west-1' }))\n`,
    );
  });

  it('carriage returns that end lines by themselves', () => {
    expect(migrated(`${IMPORT}\r// Calls STS.\r${SITE}\r`)).toBe(`${IMPORT}\n${HELPER}\r// Calls STS.\r${REWRITTEN}\r`);
  });

  it('letters beyond the first plane, in names and in strings', () => {
    expect(migrated(`${IMPORT}\nconst 𠮷 = '😀';\nf(𠮷, new AWS.STS({ region: 'eu-west-1' }), '😀');\n`)).toBe(
      `${IMPORT}\n${HELPER}\nconst 𠮷 = '😀';\nf(𠮷, withStsFailover(new AWS.STS({ region: 'eu-west-1' })), '😀');\n`,
    );
  });
});
