import { it } from 'vitest';
import { readFileSync } from 'node:fs';
import { parseUserAgent } from '../../src/audit/user-agent/parse.js';
it('x', () => { for (const l of readFileSync('/tmp/ct/uas.txt','utf8').split('\n').filter(Boolean)) console.log(l.slice(0,70), '\n    ', JSON.stringify(parseUserAgent(l))); });
