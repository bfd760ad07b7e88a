import { describe, expect, it } from 'vitest';
import { runProduct } from '../../run-in-process.js';
import { project } from '../../project.js';

const SIGNED = `import aws4 from 'aws4';
const HOST = 'sts.amazonaws.com';
const URL = \`https://\${HOST}/?Action=GetCallerIdentity\`;

export async function who() {
  const { headers } = aws4.sign({ host: HOST, service: 'sts', path: '/?Action=GetCallerIdentity' });
  return fetch(URL, { headers });
}
export async function token() {
  const { headers } = aws4.sign({ host: HOST, service: 'sts', path: '/?Action=GetSessionToken' });
  return fetch(\`https://\${HOST}/?Action=GetSessionToken\`, { headers });
}
`;

/** The first lines of each explanation of a line. */
async function explained(line: number): Promise<readonly string[]> {
  const { stdout } = await runProduct(project({ 'a.js': SIGNED }), ['explain', `a.js:${String(line)}`]);
  return stdout.split('\n').filter((each) => /^a\.js:|^(?:Not r|R)eported/.test(each));
}

const FIRST = ['a.js:6:23  aws4.sign(…)', expect.stringMatching(/^Reported \(error, no-global-endpoint\): `host` of/)];
const SECOND = [
  'a.js:10:23  aws4.sign(…)',
  'Not reported here (no-global-endpoint): it matches, and is reported in line 2, once for all that share it.',
];

describe('a host in a constant that several signing calls share', () => {
  it('is reported once', async () => {
    const { stdout } = await runProduct(project({ 'a.js': SIGNED }), ['check', '.']);
    expect(stdout.match(/no-global-endpoint/g)).toHaveLength(1);
    expect(stdout).toMatch(/^ +2:14 +error/m);
  });

  it('is explained with each call', async () => {
    expect(await explained(2)).toEqual([...FIRST, ...SECOND]);
    expect(await explained(6)).toEqual(FIRST);
    expect(await explained(10)).toEqual(SECOND);
  });

  it.each([
    ['where a constant is made of it', 3],
    ['where that constant is used', 7],
    ['where a URL is made of it', 11],
  ])('leads to the calls from the line %s', async (_, line) => {
    expect(await explained(line)).toEqual([...FIRST, ...SECOND]);
  });
});
