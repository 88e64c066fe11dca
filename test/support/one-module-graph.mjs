// Mocha would load tests with require() while our lazy import()s make a second copy of every class, so that
// `instanceof` fails across the two. Without this feature flag it uses import() for all of them.
Object.defineProperty(process.features, 'require_module', { value: false });
