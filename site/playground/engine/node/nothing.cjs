/* Modules of Node.js that parsers and the command line import for work that a browser never gives them. */
module.exports = {};
