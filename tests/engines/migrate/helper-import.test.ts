import { describe, expect, it } from 'vitest';
import { migrate, PROJECT, REGIONS, type Fixture } from '../../codemods/fixtures.js';

/** A file after the migration, and after another one. */
function migrated(input: string, file = 'file.js', moduleType: 'module' | 'commonjs' = 'commonjs'): string {
  const fixture: Fixture = {
    codemod: 'failover',
    file,
    input,
    output: '',
    settings: { regions: REGIONS },
    profileProviders: false,
  };
  const more = { project: { ...PROJECT, moduleType, usesTypeScript: false } };
  const { text } = migrate(input, fixture, ['failover'], more);
  expect(migrate(text, fixture, ['failover'], more).text).toBe(text);
  return text;
}

const REQUIRE_V2 = "const { withStsFailover } = require('./aws/sts-failover-v2')";
const REQUIRE_V3 = "const { createStsClient } = require('./aws/sts-failover')";

describe('the helper is required before its first use', () => {
  it('when a later `require` follows the use', () => {
    expect(
      migrated(
        "const AWS = require('aws-sdk');\nconst sts = new AWS.STS({ region: 'eu-west-1' });\nconst fs = require('fs');\n",
      ),
    ).toBe(
      `const AWS = require('aws-sdk');\n${REQUIRE_V2};\nconst sts = withStsFailover(new AWS.STS({ region: 'eu-west-1' }));\nconst fs = require('fs');\n`,
    );
  });

  it('when one statement declares the SDK and uses it', () => {
    expect(
      migrated(
        "const fs = require('fs');\nconst AWS = require('aws-sdk'), sts = new AWS.STS({ region: 'eu-west-1' });\n",
      ),
    ).toBe(
      `const fs = require('fs');\n${REQUIRE_V2};\nconst AWS = require('aws-sdk'), sts = withStsFailover(new AWS.STS({ region: 'eu-west-1' }));\n`,
    );
  });

  it('when the use is in a function that is called before its declaration', () => {
    expect(
      migrated(`module.exports = build();
function build() {
  return make();
}
function make() {
  const { fromTokenFile } = require('@aws-sdk/credential-providers');
  return fromTokenFile({ clientConfig: { region: 'eu-west-1' } });
}
const path = require('path');
`),
    ).toBe(`const { stsProvider } = require('./aws/sts-failover');
module.exports = build();
function build() {
  return make();
}
function make() {
  const { fromTokenFile } = require('@aws-sdk/credential-providers');
  return stsProvider((clientConfig) => fromTokenFile({ clientConfig }), { region: 'eu-west-1' });
}
const path = require('path');
`);
  });

  it('when a class uses it as it is defined', () => {
    expect(
      migrated(`const AWS = require('aws-sdk');
class Clients {
  static sts = new AWS.STS({ region: 'eu-west-1' });
}
const fs = require('fs');
`),
    ).toBe(`const AWS = require('aws-sdk');
${REQUIRE_V2};
class Clients {
  static sts = withStsFailover(new AWS.STS({ region: 'eu-west-1' }));
}
const fs = require('fs');
`);
  });

  it('when the first statement uses it', () => {
    expect(
      migrated("new (require('aws-sdk').STS)({ region: 'eu-west-1' }).getCallerIdentity({}, console.log);\n"),
    ).toBe(
      `${REQUIRE_V2};\nwithStsFailover(new (require('aws-sdk').STS)({ region: 'eu-west-1' })).getCallerIdentity({}, console.log);\n`,
    );
  });

  it('when the class that it replaces was required too late for another use', () => {
    expect(
      migrated(`const AWS = require('aws-sdk');
const first = new AWS.STS({ region: 'eu-west-1' });
const { STSClient } = require('@aws-sdk/client-sts');
const second = new STSClient({ region: 'eu-west-1' });
`),
    ).toBe(`const AWS = require('aws-sdk');
${REQUIRE_V3};
${REQUIRE_V2};
const first = withStsFailover(new AWS.STS({ region: 'eu-west-1' }));
const second = createStsClient({ region: 'eu-west-1' });
`);
  });
});

describe('an import ends where it should', () => {
  it('before the `;` that starts a later line, which stays there', () => {
    expect(
      migrated(
        "import AWS from 'aws-sdk'\n\n;(async () => {\n  new AWS.STS({ region: 'eu-west-1' })\n})()\nconst a = 1\n",
      ),
    ).toBe(
      "import AWS from 'aws-sdk'\nimport { withStsFailover } from './aws/sts-failover-v2.js'\n\n;(async () => {\n  withStsFailover(new AWS.STS({ region: 'eu-west-1' }))\n})()\nconst a = 1\n",
    );
    expect(
      migrated(
        "const fs = require('fs')\nconst AWS = require('aws-sdk') // v2\n\n;['a'].forEach(() => new AWS.STS({ region: 'eu-west-1' }))\n",
      ),
    ).toBe(
      `const fs = require('fs')\nconst AWS = require('aws-sdk') // v2\n${REQUIRE_V2}\n\n;['a'].forEach(() => withStsFailover(new AWS.STS({ region: 'eu-west-1' })))\n`,
    );
  });

  it('with a `;` where the next line would go on', () => {
    expect(migrated("(function () {\n  new (require('aws-sdk').STS)({ region: 'eu-west-1' })\n})()\nf()\n")).toBe(
      `${REQUIRE_V2};\n(function () {\n  withStsFailover(new (require('aws-sdk').STS)({ region: 'eu-west-1' }))\n})()\nf()\n`,
    );
  });

  it('with a `;` where code follows on its line', () => {
    expect(migrated("import AWS from 'aws-sdk'; f()\nnew AWS.STS({ region: 'eu-west-1' })\nf()\n")).toBe(
      "import AWS from 'aws-sdk';\nimport { withStsFailover } from './aws/sts-failover-v2.js'; f()\nwithStsFailover(new AWS.STS({ region: 'eu-west-1' }))\nf()\n",
    );
  });

  it('in the place of an import whose `;` is on a later line', () => {
    expect(
      migrated(
        "const { STSClient } = require('@aws-sdk/client-sts')\n;[1].map(() => new STSClient({ region: 'eu-west-1' }))\nf()\n",
      ),
    ).toBe(`${REQUIRE_V3}\n;[1].map(() => createStsClient({ region: 'eu-west-1' }))\nf()\n`);
  });

  it('so that no statement takes in the next one when its import goes', () => {
    expect(
      migrated(
        "const { stsProvider, createStsClient } = require('./aws/sts-failover')\nconst { STSClient } = require('@aws-sdk/client-sts')\n;[1].map(() => new STSClient({ region: 'eu-west-1' }))\nf()\n",
      ),
    ).toBe(
      "const { stsProvider, createStsClient } = require('./aws/sts-failover')\n;[1].map(() => createStsClient({ region: 'eu-west-1' }))\nf()\n",
    );
  });
});

describe('an import is written in the syntax of the file', () => {
  const dynamic = `const { STSClient, AssumeRoleCommand } = await import('@aws-sdk/client-sts');
export_(new STSClient({ region: 'eu-west-1' }), AssumeRoleCommand);
`;
  const later = `async function f() {
  const { fromTokenFile } = await import('@aws-sdk/credential-providers');
  return fromTokenFile({ clientConfig: { region: 'eu-west-1' } });
}
`;

  it.each([
    ['a `.mjs` file', dynamic, 'file.mjs', 'commonjs'],
    ['a `.js` file of a package of modules', later, 'file.js', 'module'],
    ['a `.js` file that awaits at the top', dynamic, 'file.js', 'commonjs'],
    ['a `.js` file with `import.meta`', `${later}f(import.meta.url);\n`, 'file.js', 'commonjs'],
    ['a `.mts` file', later, 'file.mts', 'commonjs'],
  ] as const)('`import` in %s without imports', (_, input, file, type) => {
    expect(migrated(input, file, type)).toMatch(/^import \{ (?:createStsClient|stsProvider) \} from/m);
  });

  it.each([
    ['a `.cjs` file of a package of modules', later, 'file.cjs', 'module'],
    ['a `.js` file', later, 'file.js', 'commonjs'],
    ['a `.js` file that exports with `module`', `${later}module.exports = f;\n`, 'file.js', 'module'],
    ['a TypeScript file that requires', `const fs = require('fs');\n${later}`, 'file.ts', 'commonjs'],
  ] as const)('`require` in %s', (_, input, file, type) => {
    expect(migrated(input, file, type)).toMatch(/^const \{ stsProvider \} = require\(/m);
  });
});

describe('an import of the helper that is there', () => {
  const site = "export const s = new AWS.STS({ region: 'eu-west-1' });\n";

  it('is used wherever it points', () => {
    expect(
      migrated(
        `import AWS from 'aws-sdk';\nimport { withStsFailover } from './old/sts-failover-v2.mjs';\n${site}`,
        'g.mjs',
      ),
    ).toBe(
      "import AWS from 'aws-sdk';\nimport { withStsFailover } from './old/sts-failover-v2.mjs';\nexport const s = withStsFailover(new AWS.STS({ region: 'eu-west-1' }));\n",
    );
  });

  it('is used by the name that it has', () => {
    expect(
      migrated(
        `import AWS from 'aws-sdk';\nimport { withStsFailover as safe } from './old/sts-failover-v2.mjs';\n${site}`,
        'g.mjs',
      ),
    ).toContain("export const s = safe(new AWS.STS({ region: 'eu-west-1' }));");
    expect(
      migrated(
        "const AWS = require('aws-sdk');\nconst { withStsFailover: safe } = require('./aws/sts-failover-v2');\nexports.s = new AWS.STS({ region: 'eu-west-1' });\n",
      ),
    ).toContain("exports.s = safe(new AWS.STS({ region: 'eu-west-1' }));");
  });

  it('is not used where it is a type, hidden, or not yet there', () => {
    expect(
      migrated(
        `import AWS from 'aws-sdk';\nimport type { withStsFailover } from './aws/sts-failover-v2';\n${site}`,
        'g.ts',
      ),
    ).toContain("import { withStsFailover as withStsFailoverWithFailover } from './aws/sts-failover-v2';");
    expect(
      migrated(
        "import AWS from 'aws-sdk';\nimport { withStsFailover } from './aws/sts-failover-v2.mjs';\nexport const make = (withStsFailover) => new AWS.STS({ region: withStsFailover });\n",
        'g.mjs',
      ),
    ).toContain('withStsFailoverWithFailover(new AWS.STS({ region: withStsFailover }))');
    expect(
      migrated(
        "const AWS = require('aws-sdk');\nexports.s = new AWS.STS({ region: 'eu-west-1' });\nconst { withStsFailover } = require('./aws/sts-failover-v2');\n",
      ),
    ).toBe(
      "const AWS = require('aws-sdk');\nconst { withStsFailover: withStsFailoverWithFailover } = require('./aws/sts-failover-v2');\nexports.s = withStsFailoverWithFailover(new AWS.STS({ region: 'eu-west-1' }));\nconst { withStsFailover } = require('./aws/sts-failover-v2');\n",
    );
  });

  it('is not used where its name is declared twice', () => {
    expect(
      migrated(
        "import AWS from 'aws-sdk';\nimport { withStsFailover } from './aws/sts-failover-v2';\nvar withStsFailover = 1;\nexport const s = new AWS.STS({ region: 'eu-west-1' });\n",
        'g.ts',
      ),
    ).toContain('withStsFailoverWithFailover(new AWS.STS(');
  });

  it('gets no name behind a rest', () => {
    expect(
      migrated(
        "const AWS = require('aws-sdk');\nconst { stsPolicy, ...others } = require('./aws/sts-failover-v2');\nexports.s = new AWS.STS({ region: 'eu-west-1' });\n",
      ),
    ).toContain(`const { stsPolicy, ...others } = require('./aws/sts-failover-v2');\n${REQUIRE_V2};\n`);
  });
});

it('a name that the file uses without a declaration is not taken', () => {
  expect(
    migrated(
      "import AWS from 'aws-sdk';\nwithStsFailover(1);\nexport const s = new AWS.STS({ region: 'eu-west-1' });\n",
      'g.mjs',
    ),
  ).toContain('import { withStsFailover as withStsFailoverWithFailover } from');
});

it('a statement that the parser lists twice is rewritten once', () => {
  expect(
    migrated(
      "import AWS from 'aws-sdk';\nawait { a: 1 }.a;\nexport const s = new AWS.STS({ region: 'eu-west-1' });\n",
      'a.mts',
    ),
  ).toContain("export const s = withStsFailover(new AWS.STS({ region: 'eu-west-1' }));");
});

describe('a file in ES5', () => {
  const client = "var sts = new AWS.STS({ region: 'eu-west-1' });\n";
  const wrapped = "var sts = withStsFailover(new AWS.STS({ region: 'eu-west-1' }));\n";
  const sdk = "var AWS = require('aws-sdk');\n";
  const helper = "var withStsFailover = require('./aws/sts-failover-v2').withStsFailover;\n";

  it('requires the helper in the syntax of ES5', () => {
    expect(migrated(sdk + client)).toBe(sdk + helper + wrapped);
  });

  it('goes on with the name that it has for the helper', () => {
    expect(migrated(sdk + helper + client)).toBe(sdk + helper + wrapped);
  });
});
