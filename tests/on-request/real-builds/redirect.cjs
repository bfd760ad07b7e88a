// Loaded before a built program: sends every connection to AWS to the test's own server, by the name that was asked for.
const https = require('node:https');
const tls = require('node:tls');

const port = Number(process.env.STS_PORT);
const isAws = ({ host, hostname }) => /\.amazonaws\.com$/.test(hostname ?? host ?? '');
const redirected = (options) => ({
  ...options,
  host: '127.0.0.1',
  hostname: '127.0.0.1',
  port,
  servername: options.hostname ?? options.host,
  rejectUnauthorized: false,
});

// Node.js: all that speaks TLS, `fetch` included.
const { connect } = tls;
tls.connect = (options, ...rest) => connect(isAws(options) ? redirected(options) : options, ...rest);

// Deno and Bun do not get there.
if (process.versions.deno ?? process.versions.bun) {
  const { request } = https;
  https.request = (options, ...rest) => request(isAws(options) ? redirected(options) : options, ...rest);
}
