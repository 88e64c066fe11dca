/** Jinja's own global functions by name. */
export const builtinGlobals: ReadonlyMap<string, unknown> = new Map();
