/**
 * Prints how many tests passed and failed, "N N", from vitest's JSON report. A file that does not load counts as one
 * failure.
 */
import { readFileSync } from 'node:fs';

const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const broken = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
);
process.stdout.write(`${numPassedTests} ${numFailedTests + broken.length}\n`);
