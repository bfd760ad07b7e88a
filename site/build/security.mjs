/** The policy of every page: nothing is loaded from elsewhere, nothing is sent, and no script runs that is not ours. */
import { createHash } from 'node:crypto';

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** @param {string} html a whole page. The few scripts in it are named by their hashes. */
export function withPolicy(html) {
  const scripts = [...new Set([...html.matchAll(INLINE_SCRIPT)].map(([, text]) => hashOf(text)))];
  const policy = [
    "default-src 'none'",
    ["script-src 'self'", ...scripts].join(' '),
    "style-src 'self' 'unsafe-inline'", // colors of code blocks, and the editor's own style sheet
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html.replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`);
}
