import { describe, expect, it } from 'vitest';
import { partsToRead } from '../../src/model/parts-to-read.js';

const fence = (code: string): string => `\`\`\`js\n${code}\n\`\`\`\n`;
const CLIENT = "import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient({});";

describe('of the blocks of code in a document', () => {
  it('only those that may use STS are read, however many others there are', () => {
    const read = partsToRead(fence(CLIENT) + fence('x').repeat(4_000), 'a.md');
    expect('parts' in read && read.parts.map(({ code }) => code.trim())).toEqual([CLIENT]);
  });

  it('none is read when there are too many for the length of the file, and the file says so', () => {
    const read = partsToRead(fence(CLIENT).repeat(4_000), 'a.md');
    expect(read).toMatchObject({
      failure: { message: expect.stringMatching(/^4000 blocks of code here may use STS/) },
    });
  });
});
