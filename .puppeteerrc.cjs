// The set-up script finds or fetches a browser itself, with consent; npm install must never do so.
module.exports = { skipDownload: true };
