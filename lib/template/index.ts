export { OMIT, removeOmitted } from './omit.js';
export { Templar, type Lookup, type LookupCall, type RenderOptions, type TemplarOptions } from './templar.js';
export { layered, variablesOf, type Variables } from './variables.js';
